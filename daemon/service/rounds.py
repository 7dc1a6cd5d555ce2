"""What the clock brings: the next steps of the cases that are due, and the leads' digests."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.clock.steps import find_steps, next_wake_at
from daemon.core.decisions.lifecycle import decide
from daemon.core.letters.bundles import CaseLetter, bundle
from daemon.core.letters.digest import Affairs, build_digest, next_digest_at, write_digest
from daemon.core.letters.seen.undelivered import TROUBLED
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Woken
from daemon.core.model.notifications import Digest, Notification
from daemon.core.model.policy import EscalationPolicy, Lead
from daemon.core.model.weeks import Week, find_monday
from daemon.ports import DigestPlan, State, Unit, iterate_cases, iterate_letters, iterate_quarantined
from daemon.service.cases.evenings import find_next_evening, write_evenings
from daemon.service.sent.stuck import find_standing, is_stuck
from daemon.service.unit_of_work import Writer

log = logging.getLogger(__name__)

MOST_WAKEUPS = 1000  # cases in one commit; what is due together is bundled together
A_MINUTE = timedelta(minutes=1)
A_WEEK = timedelta(days=7)
AN_HOUR = timedelta(hours=1)

Lately = Sequence[tuple[datetime, str]]  # the clock's letters: when, and to which address


def write_wakeups(
    unit: Unit, writer: Writer, policy: EscalationPolicy, lately: Lately, now: datetime
) -> tuple[int, Lately]:
    """The clock's next steps of a batch of cases: how many were due, and the letters of the last minute, `lately` among
    them."""
    lately = _of_last_minute(lately, now)
    due = unit.claim_cases(now, MOST_WAKEUPS, AN_HOUR)
    unread = unit.find_mailbox_trouble()
    woken = Woken(unread.since if unread else None, is_stuck(unit, now))
    decisions = [_wake(case, policy, now, woken) for case in due]
    letters = [(decision.case, letter) for decision in decisions for letter in decision.notifications]
    alone, bundles = _bundle(letters, policy.limits.letters_per_minute_per_person, lately)
    lost = {letter.to.key for letter in bundles if not _write_bundle(writer, letter, now)}
    by_case: dict[int, list[Notification]] = {}
    for case, letter in (*alone, *(one for one in letters if one[1].to.key in lost)):
        by_case.setdefault(case.number, []).append(letter)
    for decision in decisions:
        _write_step(unit, writer, decision.case, by_case.get(decision.case.number, ()), now)
    written = (*(letter for _, letter in alone), *bundles)
    return len(due), [*lately, *((now, letter.to.key) for letter in written)]


def _bundle(
    letters: Sequence[CaseLetter], most: int, lately: Lately
) -> tuple[tuple[CaseLetter, ...], tuple[Notification, ...]]:
    """See `bundle`; where a bug forbids it, all leave by themselves."""
    try:
        return bundle(letters, most, Counter(key for _, key in lately))
    except Exception:
        log.exception("the clock's letters could not be bundled: they leave by themselves")
        return tuple(letters), ()


def _of_last_minute(lately: Lately, now: datetime) -> Lately:
    return [(at, key) for at, key in lately if now - A_MINUTE < at <= now]


def _wake(case: Case, policy: EscalationPolicy, now: datetime, woken: Woken) -> Decision:
    """What the clock does to this case. A bug on one case holds that case back and lets the others live; what waits for
    the mailbox to be read, or for letters to leave, is looked at then."""
    try:
        decision = decide(case, woken, policy, now)
        wake_at = decision.case.wake_at
        if woken == Woken() or wake_at is None or wake_at > now:
            return decision
        ahead = (step.at for step in find_steps(decision.case, policy) if step.at > now)
        return replace(decision, case=replace(decision.case, wake_at=min(now + AN_HOUR, *ahead)))
    except Exception:
        log.exception("%s: the clock's step failed; it is tried again in an hour", case.name)
        return Decision(replace(case, wake_at=now + AN_HOUR))


def _write_bundle(writer: Writer, letter: Notification, now: datetime) -> bool:
    """Whether it could be written; where a bug forbids it, its letters leave by themselves."""
    failure = "a bundle for %s could not be written: its letters leave by themselves"
    return writer.succeeds(lambda: writer.write(None, [letter], now), failure, letter.to.email)


def _write_step(unit: Unit, writer: Writer, case: Case, letters: Sequence[Notification], now: datetime) -> None:
    failure = "%s: the clock's letters could not be written; it is tried again in an hour"
    if not writer.succeeds(lambda: writer.write(case, letters, now), failure, case.name):
        before = unit.find_case(case.number) or case
        unit.put_case(replace(before, wake_at=now + AN_HOUR))


def wake_waiting(unit: Unit, policy: EscalationPolicy, now: datetime) -> None:
    """What waited for the mailbox to be read is due now."""
    for case in tuple(iterate_cases(unit)):
        wake_at = next_wake_at(case, policy)
        if wake_at is not None and wake_at <= now:
            unit.put_case(replace(case, wake_at=now))


def write_digests(unit: Unit, writer: Writer, policy: EscalationPolicy, now: datetime) -> None:
    """The digests whose planned instant has come, and the plan of the next ones: after downtime one catch-up at most,
    never two (behaviour B8.1). The agents' evening is one of them."""
    for lead in policy.leads:
        plan = unit.find_digest_plan(lead.address.key)
        if plan is not None and (plan.next_at is None or plan.next_at > now):
            continue
        next_at = next_digest_at(now, policy.digest.at, policy.digest.days, lead.timezone)
        if plan is not None and not _write_digest(unit, writer, policy, lead, now):
            next_at = now + AN_HOUR if next_at is None else min(next_at, now + AN_HOUR)
            unit.put_digest_plan(DigestPlan(lead.address.key, next_at, plan.last_at))
            continue
        # the first one names whatever opened nothing before there was a plan
        unit.put_digest_plan(DigestPlan(lead.address.key, next_at, now if plan is not None else None))
    write_evenings(unit, writer, policy, now)


def _write_digest(unit: Unit, writer: Writer, policy: EscalationPolicy, lead: Lead, now: datetime) -> bool:
    """Whether the lead has what he has to know."""

    def write() -> None:
        digest = load_digest(unit, policy, lead, now)
        if not digest.is_empty or policy.digest.when_empty:
            writer.write(None, [write_digest(lead, digest)], now)

    failure = "the digest for %s could not be written; it is tried again in an hour"
    return writer.succeeds(write, failure, lead.address.email)


def load_digest(state: State, policy: EscalationPolicy, lead: Lead, now: datetime) -> Digest:
    """What this lead has to know now."""
    monday = find_monday(now, policy.timezone)
    weeks = (state.find_week(monday) or Week(), state.find_week(monday - A_WEEK) or Week())
    troubled = iterate_letters(state, *TROUBLED)
    unread = state.find_mailbox_trouble()
    plan = state.find_digest_plan(lead.address.key)
    since = plan.last_at if plan is not None and plan.last_at is not None else now - A_WEEK
    unopened = [one for one in state.unopened() if one.at > since]
    cases = (*iterate_cases(state), *state.find_promised())
    affairs = Affairs(cases, troubled, iterate_quarantined(state), weeks, unread, unopened)
    return build_digest(affairs, policy, lead.timezone, now)


def next_wakeup(state: State, policy: EscalationPolicy) -> datetime | None:
    """The earliest instant at which a case or a digest is due, or somebody is back; None when nothing waits."""
    plans = (state.find_digest_plan(lead.address.key) for lead in policy.leads)
    digests = (plan.next_at for plan in plans if plan is not None and find_standing(state) is None)
    back = (absence.until for absence in state.absences())
    evening = find_next_evening(state, policy) if find_standing(state) is None else None
    return min((at for at in (state.next_wakeup(), evening, *digests, *back) if at is not None), default=None)
