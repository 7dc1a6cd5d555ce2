"""When it was, is and will be: the instants of a case as the templates see them."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from daemon.core.clock.deadlines import ended_pauses, find_counted_from
from daemon.core.clock.pauses import find_calm_since, find_pause_end, find_stood_since
from daemon.core.clock.progress import find_quiet_since, find_spoken_at
from daemon.core.clock.promise import find_nudge_at
from daemon.core.clock.steps import find_calm_asked_at, find_leave_at
from daemon.core.decisions.customer.promises import find_left_at, is_in_doubt
from daemon.core.letters.lines import Values
from daemon.core.letters.voice import Voice
from daemon.core.model.case import Case
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from parsers.model import Address


def view_instants(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    due_at, overdue_since = case.due_at, case.overdue_since(voice.now)
    return {
        **{name: partial(voice.at, at) for name, at in _find_instants(case, policy).items()},
        "is_calm": case.is_calm,
        "calm_asked": partial(view_calm_asked, case, policy, voice),
        "has_stood_still": bool(ended_pauses(case)),
        "due_in": partial(voice.relative, due_at),
        "due_over": voice.since(overdue_since),
        "due_ago": voice.ago(overdue_since),
        "due_late": voice.over(overdue_since),
        "due_clock": partial(voice.clock, due_at),
        "goes_at": partial(_view_opening, case, case.recipients, policy, voice),
        "asked_at": partial(view_opening_of_unasked, case, policy, voice),
        "unasked": partial(_view_unasked, case, voice),
        "customer_doubted": partial(is_in_doubt, case),
    }


def _find_instants(case: Case, policy: EscalationPolicy) -> Mapping[str, datetime | None]:
    held, is_heard_last = case.assignment, case.customer_heard_at == case.customer_heard_last
    return {
        "customer_told": find_left_at(case),
        "heard": case.customer_heard_at if is_heard_last else None,
        "counted_from": find_counted_from(case) or case.received_at,
        "answered": held.answer.at if held.answer else None,
        "question_since": case.question.at if case.question else None,
        "back_at": held.passed.until if held.passed else None,
        "waits_to": find_pause_end(case, policy),
        "stood_since": find_stood_since(case),
        "calm_since": find_calm_since(case),
        "waiting_until": case.pause.until if case.pause else None,
        "claimed": case.claimed_at,
        "spoken": find_spoken_at(case),
        "quiet_since": find_quiet_since(case),
        "received": case.received_at,
        "opened": case.opened_at,
        "closed": case.closed_at,
        "due": case.due_at,
    }


def view_calm_asked(case: Case, policy: EscalationPolicy, voice: Voice) -> str:
    """When its contact is asked next whether it is still calm; "" while its level does not rest."""
    return voice.at(find_calm_asked_at(case, policy, voice.now))


def view_promise(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    """What the customer waits for, and whether the agent is to be pressed."""
    at, drafted_at, now = case.customer_promised_at, case.customer_drafted_at, voice.now
    return {
        "is_handed_on": partial(_is_handed_on, case),
        "drafted": voice.long_time(drafted_at) if drafted_at and drafted_at > now else "",
        "promised_in": partial(voice.relative, at) if at and at > now else "",
        "nudged_late": partial(_view_late_nudge, case, policy, voice),
        "promise_due": at is not None and case.customer_nudged_at == now,
        "promise_presses": at is not None and (case.customer_nudged_at is not None or at <= now),
        "promise_is_early": at is not None and case.due_at is not None and at < case.due_at,
    }


def _view_late_nudge(case: Case, policy: EscalationPolicy, voice: Voice) -> str:
    at, nudge_at = case.customer_promised_at, find_nudge_at(case, policy, voice.now)
    return voice.at(nudge_at) if at and nudge_at and nudge_at >= at else ""


def _is_handed_on(case: Case) -> bool:
    """Whether another has become the contact since our letter to the customer, which names the one before."""
    since = case.customer_told_at
    handed = (one.at for one in case.conversation.entries if one.kind is EntryKind.HANDED_OVER)
    return since is not None and any(at >= since for at in handed)


def view_opening_of_unasked(case: Case, policy: EscalationPolicy, voice: Voice) -> str:
    """The same of those of its level to whom it has never been sent."""
    return _view_opening(case, _find_unasked(case), policy, voice)


def _view_unasked(case: Case, voice: Voice) -> list[str]:
    return voice.people(_find_unasked(case))


def _find_unasked(case: Case) -> tuple[Address, ...]:
    """Those of its level to whom the case has not been sent, or not since somebody passed it on to them."""
    passed = case.assignment.passed
    since = passed.at if passed is not None and passed.by is not None else case.received_at
    told = (one for one in case.conversation.told if one.kind.brings_case and one.at >= since)
    sent = {one.to.lower() for one in told}
    return tuple(one for one in case.recipients if one.key not in sent)


def _view_opening(case: Case, people: tuple[Address, ...], policy: EscalationPolicy, voice: Voice) -> str:
    """When the letters to these of its level leave, which wait for it to open; "" when they leave at once."""
    asked = (Notification(Kind.ROUTED, person, Role.RECIPIENT) for person in people)
    leave_at = max((find_leave_at(one, case, policy, voice.now) for one in asked), default=voice.now)
    return voice.at(leave_at) if leave_at > voice.now else ""
