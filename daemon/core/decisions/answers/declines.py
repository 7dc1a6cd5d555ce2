"""Somebody of the level refuses the case: it is counted, and the others stay asked (behaviour B7.24)."""

from dataclasses import replace

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.left import find_left, leave_out
from daemon.core.decisions.effects import Asked, note
from daemon.core.decisions.forsaken import find_goes_up_at, go_up_forsaken, tell_forsaken
from daemon.core.decisions.told.people import all_but, is_of_level, may_take, once_each, to_sender
from daemon.core.model.case import Case, Cause, with_assignment
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant, NoticeVariant
from parsers.model import Address


def may_decline(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether this one's refusal says that the case is not his: it is upstairs, and he may take it."""
    return case.opened_at is not None and not case.status.is_closed and may_take(case, person, policy)


def decline(asked: Asked) -> Decision:
    """Who declines is not asked any more, and gives back what he had taken. When nobody is left the case goes up, at
    once where it may. Who is not asked, or not any more, changes nothing by it: his words are passed on."""
    case, sender, policy, now = asked.case, asked.mail.sender, asked.policy, asked.now
    if not may_decline(case, sender, policy):
        return note(asked)
    is_his = case.claimed_by is not None and case.claimed_by.key == sender.key
    is_asked = case.claimed_by is None and is_of_level(case, sender, policy) and not _has_declined(case, sender)
    if not (is_his or is_asked):
        return Decision(case, _answer(asked, case))
    before = _give_back(asked) if is_his else asked.moved
    after = leave_out(before, sender.email, Cause.DECLINED, now)
    at = find_goes_up_at(after, policy)
    if at is not None and at <= now:
        up = go_up_forsaken(after, policy, now)
        return Decision(up.case, (*up.notifications, *_answer(asked, up.case)))
    left = find_left(after, policy)
    told = (
        Notification(Kind.MOVED, person, role, MovedVariant.DECLINED, also=(sender, *all_but(person, left)))
        for person, role in _find_told(after, sender, left)
        if person.key != sender.key
    )
    letters = once_each((*tell_forsaken(before, after, policy, now), *told))
    return Decision(after, (*letters, *_answer(asked, after)))


def _has_declined(case: Case, person: Address) -> bool:
    return any(one.who == person.key and one.cause is Cause.DECLINED for one in case.assignment.out)


def _give_back(asked: Asked) -> Case:
    """The case that nobody has any more, with its level's time anew, as when it is passed on."""
    anew = replace(asked.moved.assignment, claimed_by=None, claimed_at=None, since=asked.now, answer=None)
    return with_deadline(with_assignment(asked.moved, anew), asked.policy)


def _find_told(case: Case, sender: Address, left: tuple[Address, ...]) -> list[tuple[Address, Role]]:
    """The agents, and those who are asked still; not a whole list for one of its members."""
    is_member = not sender.is_among(case.recipients)
    return [
        *((one, Role.AGENT) for one in case.agents),
        *((one, Role.RECIPIENT) for one in (() if is_member else left)),
    ]


def _answer(asked: Asked, after: Case) -> tuple[Notification, ...]:
    """What he reads: who is asked still, or when it goes up."""
    said = to_sender(after, asked.mail, NoticeVariant.DONE, asked.command.name)
    others = all_but(asked.mail.sender, find_left(after, asked.policy))
    return tuple(replace(one, also=others, since=find_goes_up_at(after, asked.policy)) for one in said)
