"""An outage of several agents comes apart (behaviour B5.17): one is another outage after all, or the first of them is
over, and what went along with it goes on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.told.people import because, enter_level, to_agents, to_level, was_sent
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.assignment import Response
from daemon.core.model.case import Case, Status, name_case, with_assignment
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant, RoutedVariant
from parsers.model import SEPARATOR, Address, Remark, RemarkCode


def part(case: Case, why: str, policy: EscalationPolicy, now: datetime) -> Decision:
    """The case by itself: asked of its level with its own clock, and nobody's yet."""
    before, moved = case, case if case.status is Status.OPEN else move(case, Action.RAISE)
    if moved is None:  # it is closed
        return Decision(replace(case, first=0))
    case = enter_level(because(replace(moved, first=0), why), case.level, policy, now)
    people = ", ".join(one.email for one in case.recipients)
    case = record(case, now, EntryKind.ROUTED.of(case.level), "", people)
    letters = to_level(case, Kind.ROUTED, RoutedVariant.ASKED)
    return Decision(case, tuple(one.with_remarks(*say_of_parting(before, case, one.to)) for one in letters))


def say_of_parting(before: Case, case: Case, reader: Address) -> tuple[Remark, ...]:
    """Of one that somebody had along with the first: that he has not this one any more, to him or another."""
    who = before.claimed_by
    if who is None or case.claimed_by is not None or not before.first:
        return ()
    name = "You" if who.key == reader.key else who.name or who.email
    return (Remark(RemarkCode.HAD_ALONG, SEPARATOR.join((name, name_case(before.first)))),)


def release(first: Case, kin: Sequence[Case], policy: EscalationPolicy, now: datetime) -> tuple[Decision, ...]:
    """What went along with the first, which is over or no outage like theirs: the oldest that does not wait is asked of
    the level in its place, unless somebody has it, and the others go along with that. Is the first solved, each agent
    is asked whether his is."""
    oldest = min(kin, key=lambda one: (one.status is Status.WAITING, one.number))
    rest = tuple(one for one in first.kin if one.number != oldest.number and one.number in {two.number for two in kin})
    lead = Decision(replace(oldest, first=0))
    if oldest.claimed_by is None and oldest.status is Status.OPEN:
        lead = part(oldest, f"{first.name}, with which it went along, {_say_end(first)}", policy, now)
    told = _ask_agents(replace(lead.case, kin=rest), first, now)
    his = _tell_holder(told.case, first)
    others = (
        replace(one, first=oldest.number, assignments=lead.case.assignments)
        for one in kin
        if one.number != oldest.number
    )
    return (
        Decision(told.case, (*lead.notifications, *his, *told.notifications)),
        *(_ask_agents(one, first, now) for one in others),
    )


def _say_end(first: Case) -> str:
    return {Status.RESOLVED: "is solved", Status.CANCELLED: "is withdrawn"}.get(first.status, "is a matter of its own")


def _tell_holder(case: Case, first: Case) -> tuple[Notification, ...]:
    """To who had the first, and has what went along with it still, of which he has read a line: all of it."""
    who, remarks = case.claimed_by, _say_ended(first)
    if who is None or case.is_agent(who):
        return ()
    if was_sent(case, who):
        return (Notification(Kind.MOVED, who, Role.RECIPIENT, MovedVariant.OUTAGE, remarks=remarks),)
    files = case.conversation.files
    return (Notification(Kind.ROUTED, who, Role.RECIPIENT, RoutedVariant.ASKED, "", remarks, files),)


def _say_ended(first: Case) -> tuple[Remark, ...]:
    how = str(first.status) if first.status.is_closed else "apart"
    return (Remark(RemarkCode.OUTAGE_ENDED, SEPARATOR.join((first.name, how))),)


def _ask_agents(case: Case, first: Case, now: datetime) -> Decision:
    """Each agent of one that went along reads what became of the first; of one that is solved its contact is asked
    whether his is, too, and closes it with a yes."""
    remarks = _say_ended(first)
    moved = [
        Notification(Kind.MOVED, person, role, MovedVariant.OUTAGE, remarks=remarks) for person, role in to_agents(case)
    ]
    if first.status is not Status.RESOLVED:
        return Decision(case, tuple(moved))
    if any(one.who.key == first.agent.key for one in first.assignment.closers):  # they were asked as its agent was
        return Decision(case, () if case.first or case.claimed_by is not None else tuple(moved))
    asked = Response(case.agent, now, first.outcome)
    case = with_assignment(case, replace(case.assignment, closers=(*case.assignment.closers, asked)))
    question = Notification(Kind.NOTICE, case.agent, Role.AGENT, NoticeVariant.OVER, first.outcome, remarks)
    return Decision(case, (question, *(one for one in moved if one.to.key != case.agent.key)))
