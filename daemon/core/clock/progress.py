"""The clock of a case that somebody has taken: whether he gets on with it (behaviour B7.26), and, where nothing is
promised, whether the customer hears (behaviour B7.13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from daemon.core.calendars.counting import add_duration, next_open
from daemon.core.clock.deadlines import ended_pauses
from daemon.core.clock.promise import find_mornings
from daemon.core.clock.quiet import find_morning, has_quiet_hours, when_agents_are_there
from daemon.core.model.case import Case, Status
from daemon.core.model.history.step_key import Step, StepKey, StepKind
from daemon.core.model.policy import EscalationPolicy, Level

INSTANT = timedelta(microseconds=1)
HIS, AGENTS = "his", "agent's"  # who is asked


def find_spoken_at(case: Case) -> datetime | None:
    """When who took it last said a word, at the latest by taking it; None while nobody has."""
    who, since = case.claimed_by, case.claimed_at
    if who is None or since is None:
        return None
    his = (one for one in case.conversation.entries if one.at > since and one.who.lower() == who.key)
    return max((one.at for one in his if one.kind is not None and one.kind.is_word), default=since)


def has_moved(case: Case) -> bool:
    """Whether whoever claimed the case has been heard of since then: by words of his own."""
    return find_spoken_at(case) != case.claimed_at


def find_progress(case: Case, policy: EscalationPolicy, now: datetime | None = None) -> tuple[Step, ...]:
    """He who took it is asked how it goes, then the agent is told that nothing is heard. Every word of his starts this
    anew; while the case waits it rests."""
    left = (step for step in _find_all(case, policy)[:2] if step.key not in case.assignment.reminded)
    return tuple(put_off(step, case, policy, now) for step in left)


def put_off(step: Step, case: Case, policy: EscalationPolicy, now: datetime | None) -> Step:
    """A nudge or a question that comes late, after time without us, when its reader is there again. Any other step as
    it is; None: as it was planned."""
    if now is None or step.at >= now or step.kind not in (StepKind.PROGRESS, StepKind.CUSTOMER):
        return step
    is_his = step.key.which == HIS
    return replace(step, at=_when_he_is_there(case, now, policy) if is_his else when_agents_are_there(now, policy))


def _when_he_is_there(case: Case, at: datetime, policy: EscalationPolicy) -> datetime:
    """When who took it may be asked."""
    calendar, who = policy.find_level(case.level).calendar, case.claimed_by
    if who is None or has_quiet_hours(case, policy):
        return next_open(calendar, at)
    return find_morning(at, who, case, policy)


def find_stalled_at(case: Case, policy: EscalationPolicy) -> datetime | None:
    """From when the leads' digest says that nothing is heard of it; None while nobody works on it."""
    steps = _find_all(case, policy)
    return steps[-1].at if steps else None


def _find_all(case: Case, policy: EscalationPolicy) -> tuple[Step, ...]:
    since = find_spoken_at(case)
    if case.status is not Status.CLAIMED or since is None or case.first:
        return ()
    level, gap, pauses = policy.find_level(case.level), policy.reminders.progress, ended_pauses(case)
    his_at = _when_he_is_there(case, add_duration(level.calendar, since, gap, pauses), policy)
    agents_at = when_agents_are_there(add_duration(level.calendar, his_at, gap, pauses), policy)
    leads_at = add_duration(level.calendar, agents_at, gap, pauses)
    keys = (StepKey(StepKind.PROGRESS, which, since) for which in (HIS, AGENTS, "leads'"))
    return tuple(Step(key, at) for key, at in zip(keys, (his_at, agents_at, leads_at), strict=True))


def find_last_word(case: Case) -> datetime:
    """From when the clock counts that the customer of a claimed case has heard nothing, and nothing has moved."""
    resumed = tuple(one.ended_at for one in case.pauses if not one.is_relays)
    return max(
        at
        for at in (case.claimed_at, case.customer_heard_last, case.opened_at, case.received_at, *resumed)
        if at is not None
    )


def find_quiet_since(case: Case) -> datetime:
    """Since when the customer has heard nothing, as far as we know; that somebody took the case told them nothing."""
    return case.customer_heard_last or case.opened_at or case.received_at


def find_update_at(case: Case, policy: EscalationPolicy) -> datetime | None:
    """When the customer should have heard: by what they were promised, else, of a claimed case, on the morning after
    the set time. None where neither is so."""
    if case.customer_promised_at is not None or case.status is not Status.CLAIMED:
        return case.customer_promised_at
    return next(_find_wishes(case, policy.find_level(case.level), policy))


def _find_wishes(case: Case, level: Level, policy: EscalationPolicy) -> Iterator[datetime]:
    """The mornings on which the agent is nudged: the first with or behind the end of the set time, and those after
    it."""
    wished = add_duration(level.calendar, find_last_word(case), policy.reminders.customer_update)
    return find_mornings(policy, wished - INSTANT)


def while_claimed(case: Case, level: Level, policy: EscalationPolicy) -> Iterator[Step]:
    """Where nothing is promised the agent is nudged when the customer has heard nothing, or nothing has happened, for
    the set time."""
    if case.customer_promised_at is not None or case.turn:  # the level to which it went up has that
        return
    since, most = find_last_word(case), policy.reminders.most
    for number, at in enumerate(islice(_find_wishes(case, level, policy), most), 1):
        yield Step(StepKey(StepKind.CUSTOMER, str(number), since), at, number == most)
