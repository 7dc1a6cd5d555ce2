"""What happens to a case when a letter does not reach its reader, or a program answers in his place (behaviour B6.12,
B7.20)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import leave_out
from daemon.core.decisions.forsaken import find_goes_up_at, go_up_forsaken, tell_forsaken
from daemon.core.decisions.told.people import agent_and_leads
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case, Cause, Status
from daemon.core.model.happenings import AutoReplied, Decision, Undelivered
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import FailureVariant, Kind
from parsers.model import Address


def decide_undelivered(case: Case, happening: Undelivered, policy: EscalationPolicy, now: datetime) -> Decision:
    """Somebody was not reached: the agent and the leads learn who, and who gets it instead (behaviour B6.12), in the
    letter that also says where it has gone when it goes up by that this minute."""
    if happening.waits:
        return Decision(case, _tell_failure(case, happening, FailureVariant.WAITS, policy))
    case = record(case, now, EntryKind.NOT_DELIVERED, happening.to, happening.problem)
    failed = happening.to.lower()
    asked = case.recipients if case.status in (Status.OPEN, Status.WAITING) and case.claimed_by is None else ()
    variant, others = FailureVariant.SOMEBODY, _find_reached(case, _find_taker(case))
    if any(one.key == failed for one in asked):
        case = leave_out(case, failed, Cause.UNREACHABLE, now)
        variant, others = FailureVariant.RECIPIENT, _find_reached(case, asked)
    goes_up_at = find_goes_up_at(case, policy)
    to_level: tuple[Notification, ...] = ()
    if goes_up_at is not None and goes_up_at <= now:
        raised = go_up_forsaken(case, policy, now)
        case, variant, others = raised.case, FailureVariant.FORSAKEN, ()
        to_level = tuple(one for one in raised.notifications if one.role is Role.RECIPIENT)
    told = _tell_failure(case, happening, variant, policy)
    return Decision(case, (*to_level, *(replace(one, also=(*one.also, *others), since=goes_up_at) for one in told)))


def _tell_failure(
    case: Case, what: Undelivered, variant: FailureVariant, policy: EscalationPolicy
) -> tuple[Notification, ...]:
    """To the agent and the leads."""
    also = (Address(what.to),)
    return tuple(
        Notification(Kind.DELIVERY_FAILURE, person, role, variant, what.problem, also=also, about=what.letter)
        for person, role in agent_and_leads(case, policy)
        if person.key != what.to.lower()
    )


def _find_reached(case: Case, people: tuple[Address, ...]) -> tuple[Address, ...]:
    """Those of them of whom no letter of this level has come back."""
    since = case.assignment.since or case.received_at
    entries = case.conversation.entries
    missed = {one.who.lower() for one in entries if one.kind is EntryKind.NOT_DELIVERED and one.at >= since}
    return tuple(person for person in people if person.key not in missed)


def _find_taker(case: Case) -> tuple[Address, ...]:
    return (case.claimed_by,) if case.claimed_by is not None and not case.status.is_closed else ()


def decide_auto_replied(case: Case, happening: AutoReplied, policy: EscalationPolicy, now: datetime) -> Decision:
    """Recorded; who is away is not asked any more. When nobody is left by it, agent and leads learn it at once
    (behaviour B7.20)."""
    before, kind = case, EntryKind.AWAY if happening.is_away else EntryKind.AUTOMATIC_REPLY
    case = record(case, now, kind, happening.who, happening.text)
    if happening.is_away and not case.status.is_closed:
        case = leave_out(case, happening.who, Cause.AWAY, now)
    return Decision(case, tell_forsaken(before, case, policy, now))
