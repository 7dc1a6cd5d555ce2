"""Somebody passes a case on: only whom it was passed to is asked, and it comes back to its level when he does not take
it (behaviour B7.33)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.left import take_in
from daemon.core.clock.steps import pass_over_reminders
from daemon.core.decisions.answers.given_back import return_to_level
from daemon.core.decisions.effects import Asked, find_until, refuse_because
from daemon.core.decisions.told.people import because, everybody_in, once_each, to_level, to_sender
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.conversation import Passing
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import find_people
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, MovedVariant, NoticeVariant, RoutedVariant
from parsers.model import Address, Remark, RemarkCode

MANY = 3  # passings, of which the leads hear


def pass_on(asked: Asked) -> Decision:
    """To one of ours, by name or address, in the same level. A deadline that lies ahead stays, a past one begins anew
    once. Who is away, has a cover, and the passer is told."""
    policy, now, sender = asked.policy, asked.now, asked.mail.sender
    people = find_people(asked.command.to or "", policy)
    if len(people) != 1:
        return refuse_name(asked, people)
    to = policy.find_cover(people[0])
    if not policy.is_inside(to) or policy.is_own(to):
        return refuse_because(asked)
    until, due_at = find_until(asked), asked.case.due_at
    held = replace(
        take_in(asked.moved, to).assignment,
        recipients=(to,),
        claimed_by=None,
        claimed_at=None,
        rivals=(),
        passed=Passing(sender, now, until),
    )
    moved = because(with_assignment(asked.moved, held), f"{asked.who} has passed it on to {to.name or to.email}")
    if due_at is not None and due_at <= now and not held.is_renewed:
        anew = replace(held, since=now, answer=None, is_renewed=True)
        moved = with_deadline(with_assignment(moved, anew), policy)
    moved = record(pass_over_reminders(moved, policy, now), now, EntryKind.PASSED_ON, sender.email, to.email)
    remarks = tuple(_find_remarks(asked, people[0], to))
    done = to_sender(moved, asked.mail, NoticeVariant.DONE, asked.command.name, remarks)
    return Decision(moved, (*to_level(moved, Kind.ROUTED, RoutedVariant.ASKED), *_tell(asked, moved, to), *done))


def _tell(asked: Asked, moved: Case, to: Address) -> tuple[Notification, ...]:
    """Those who had it and the agent; the third time the leads as well."""
    sender = asked.mail.sender
    count = sum(entry.kind is EntryKind.PASSED_ON for entry in moved.conversation.entries)
    leads = [(lead.address, Role.LEAD) for lead in asked.policy.leads] if count == MANY else []
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.PASSED, also=(sender,))
        for person, role in (*everybody_in(asked.case), *leads)
        if person.key not in (sender.key, to.key)
    )


def _find_remarks(asked: Asked, meant: Address, to: Address) -> Iterator[Remark]:
    if asked.command.until and find_until(asked) is None:
        yield Remark(RemarkCode.UNTIL_UNCLEAR, asked.command.until)
    if to.key != meant.key:
        yield Remark(RemarkCode.COVERED, meant.name or meant.email)


def refuse_name(asked: Asked, people: tuple[Address, ...]) -> Decision:
    """Nobody of ours has this name, or several have: both are said."""
    if not people:
        return refuse_because(asked, Remark(RemarkCode.NAME_UNKNOWN, asked.command.to or ""))
    both = ", ".join(f"{one.name} <{one.email}>" if one.name else one.email for one in people)
    return refuse_because(asked, Remark(RemarkCode.NAME_SHARED, both))


def bring_back(case: Case, policy: EscalationPolicy, now: datetime, why: str) -> Case:
    """The case with its level, the passer first, by the deadline that it has; who has it no longer may still take it.
    What he had taken has a new one."""
    held = case.assignment
    if held.passed is None:
        return case
    anew = replace(held, claimed_by=None, claimed_at=None)
    if held.claimed_by is not None:
        anew = replace(anew, since=now, answer=None)
    back = return_to_level(with_assignment(move(case, Action.PASS) or case, anew), policy)
    return record(because(with_deadline(back, policy), why), now, EntryKind.MOVED.of(case.level), "", why)


def tell_back(before: Case, after: Case) -> tuple[Notification, ...]:
    """That it is back: to the agent, to those who are asked now, and to whom it was passed."""
    asked = ((one, Role.RECIPIENT) for one in (*after.recipients, *before.recipients))
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.BACK, also=before.recipients)
        for person, role in ((after.agent, Role.AGENT), *asked)
    )
