"""Somebody passes a case on: only whom it was passed to is asked, and it comes back to its level when he does not take
it (behaviour B7.33)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.calendars.counting import next_open
from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.left import take_in
from daemon.core.clock.promise import with_new_promise
from daemon.core.clock.quiet import has_quiet_hours
from daemon.core.clock.steps import pass_over_reminders
from daemon.core.decisions.answers.given_back import return_to_level
from daemon.core.decisions.beside.whose import is_beside
from daemon.core.decisions.effects import Asked, find_until, refuse_because
from daemon.core.decisions.told.concerned import find_concerned
from daemon.core.decisions.told.people import all_leads, because, everybody_in, once_each, to_level, to_sender, who_had
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import Passing
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import find_people
from daemon.core.model.variants import Kind, MovedVariant, RoutedVariant
from parsers.model import SEPARATOR, Address, Remark, RemarkCode

MANY = 3  # passings, of which the leads hear


def pass_on(asked: Asked) -> Decision:
    """To one of ours, by name or address, in the same level. A deadline that lies ahead stays, a past one begins anew
    once. Who is away, has a cover, and the passer is told."""
    policy, now, sender = asked.policy, asked.now, asked.mail.sender
    meant, why_not = find_meant(asked)
    if meant is None:
        return refuse_because(asked, *why_not)
    to, until, due_at = policy.find_cover(meant), _find_return_at(asked), asked.case.due_at
    own = find_own(asked, to)
    if own is not None:
        return refuse_because(asked, own)
    held = replace(
        take_in(asked.moved, to).assignment,
        recipients=(to,),
        claimed_by=None,
        claimed_at=None,
        rivals=(),
        passed=_find_passing(asked, to, until),
    )
    moved = because(with_assignment(asked.moved, held), "{0} has passed it on to {1}", sender, to)
    if due_at is None or (due_at <= now and not held.is_renewed):  # None: by a state of an earlier version
        anew = replace(held, since=now, answer=None, is_renewed=True)
        moved = with_deadline(with_assignment(moved, anew), policy)
    moved = record(pass_over_reminders(moved, policy, now), now, EntryKind.PASSED_ON, sender.email, to.email)
    remarks = tuple(_find_remarks(asked, until, meant, to))
    done = to_sender(moved, asked.mail, NoticeVariant.DONE, asked.command.name, remarks)
    named = (replace(one, also=(to,)) for one in done)  # who may get no mail of ours
    return Decision(moved, (*to_level(moved, Kind.ROUTED, RoutedVariant.ASKED), *_tell(asked, moved, to), *named))


def _find_return_at(asked: Asked) -> datetime | None:
    """When it comes back, where a time is said: in the hours of its level, which is asked then."""
    until, case, policy = find_until(asked), asked.case, asked.policy.for_case(asked.case)
    if until is None or not has_quiet_hours(case, policy):
        return until
    return next_open(policy.find_level(case.level).calendar, until)


def _find_passing(asked: Asked, to: Address, until: datetime | None) -> Passing:
    """By whom, and until when: what somebody has passed on until a time comes back to him then, whoever passes it on
    meanwhile."""
    known, sender = asked.case.assignment.passed, asked.mail.sender
    if known is None or known.by is None or known.until is None or known.by.key in (sender.key, to.key):
        return Passing(sender, asked.now, until)
    stands = asked.now < known.until and (until is None or known.until <= until)
    return replace(known, at=asked.now) if stands else Passing(sender, asked.now, until)


def _tell(asked: Asked, moved: Case, to: Address) -> tuple[Notification, ...]:
    """Those who had it and the agent; who had read that it is taken, too; the third time the leads as well."""
    sender = asked.mail.sender
    count = sum(entry.kind is EntryKind.PASSED_ON for entry in moved.own_entries)
    leads = all_leads(asked.policy) if count == MANY else []
    others = [] if asked.case.claimed_by is None else find_concerned(asked.case, asked.policy)
    told = [(one, Role.RECIPIENT if role is Role.LEAD else role) for one, role in others]
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.PASSED, also=(sender,))
        for person, role in (*leads, *everybody_in(asked.case), *told)
        if person.key not in (sender.key, to.key) and not is_beside(asked.case, person, asked.policy)
    )


def _find_remarks(asked: Asked, until: datetime | None, meant: Address, to: Address) -> Iterator[Remark]:
    if asked.command.until and until is None:
        yield Remark(RemarkCode.BACK_UNCLEAR, asked.command.until)
    if until is not None and _find_passing(asked, to, until).until != until:
        yield Remark(RemarkCode.BACK_BEFORE, asked.command.until or "")
    if to.key != meant.key:
        yield Remark(RemarkCode.COVERED, meant.name or meant.email)


def find_meant(asked: Asked) -> tuple[Address | None, tuple[Remark, ...]]:
    """The one of ours who gets what is passed on, by name or address; None, with the reason, where nobody of ours has
    this name, several have, whom it names is none of ours, or is away and nobody stands in for him."""
    said, policy, case = asked.command.to or "", asked.policy, asked.case
    named = (one for reason in case.reasons for one in reason.people)
    people = find_people(said, policy, (*named, *case.participants))
    if not people:
        return None, (Remark(RemarkCode.NAME_UNKNOWN, SEPARATOR.join((asked.command.name, said))),)
    if len(people) > 1:
        both = ", ".join(f"{one.name} <{one.email}>" if one.name else one.email for one in people)
        return None, (Remark(RemarkCode.NAME_SHARED, both),)
    obstacle = _find_obstacle(policy.find_cover(people[0]), policy)
    return (people[0], ()) if obstacle is None else (None, (obstacle,))


def find_own(asked: Asked, to: Address) -> Remark | None:
    """Why the case is not to be asked of this one: he escalated it (behaviour B1.11), says so himself, or has it."""
    case, name = asked.case, to.name or to.email
    if case.is_agent(to):
        return Remark(RemarkCode.NAME_AGENT, name)
    if any(one.claimed_by is not None and one.claimed_by.key == to.key for one in case.views):
        return Remark(RemarkCode.NAME_TAKER, name)
    return Remark(RemarkCode.NAME_WRITER, name) if to.key == asked.mail.sender.key else None


def _find_obstacle(to: Address, policy: EscalationPolicy) -> Remark | None:
    """Why nothing is passed on to this one; None where it may be."""
    if policy.is_own(to):
        return Remark(RemarkCode.OWN_MAILBOX, to.email)
    if not policy.is_inside(to):
        return Remark(RemarkCode.NOT_OF_US, SEPARATOR.join((to.email, policy.mailbox.domain)))
    return Remark(RemarkCode.ABSENT, to.name or to.email) if to.key in policy.away else None


def bring_back(case: Case, policy: EscalationPolicy, now: datetime, why: str) -> Case:
    """The case with its level, the passer first, by the deadline that it has, for a reason that names who was asked
    alone as `{0}`; who has it no longer may still take it. What he had taken past its deadline has a new one."""
    held = case.assignment
    if held.passed is None:
        return case
    anew = replace(held, claimed_by=None, claimed_at=None)
    if held.claimed_by is not None and (held.due_at is None or held.due_at <= now):
        anew = replace(anew, since=now, answer=None)
    back = return_to_level(with_assignment(move(case, Action.PASS) or case, anew), policy, now)
    back = because(with_deadline(back, policy), why, *case.recipients)
    if back.due_at != case.due_at:
        back = with_new_promise(back, policy, now)
    return record(back, now, EntryKind.MOVED.of(case.level), "", back.reasons[0].plain)


def _find_passers(case: Case) -> Iterator[Address]:
    """All who have passed it on at this level since it came there."""
    for entry in reversed(case.own_entries):
        if entry.kind in (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED):
            return
        if entry.kind is EntryKind.PASSED_ON:
            yield Address(entry.who)


def tell_back(before: Case, after: Case) -> tuple[Notification, ...]:
    """That it is back: to the agent, to those who are asked now, to whom it was passed, and to who did."""
    people = (*after.recipients, *who_had(before), *_find_passers(before))
    asked = ((one, Role.RECIPIENT) for one in people if not after.is_agent(one))
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.BACK, also=before.recipients)
        for person, role in ((after.agent, Role.AGENT), *asked)
    )
