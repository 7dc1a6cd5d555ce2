"""Somebody of the level refuses the case: it is counted, and the others stay asked (behaviour B7.24)."""

from dataclasses import replace

from daemon.core.clock.left import find_left, is_deserted, leave_out
from daemon.core.decisions.answers.given_back import give_back, return_to_level, tell_of_return
from daemon.core.decisions.effects import Asked, done, note, refuse
from daemon.core.decisions.forsaken import find_goes_up_at, leave_deserted
from daemon.core.decisions.told.people import all_but, is_of_level, may_take, once_each, to_agents, to_others
from daemon.core.model.assignment import Cause
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import is_person
from daemon.core.model.variants import Kind, MovedVariant
from parsers.model import Address


def may_decline(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether this one's refusal says that the case is not his: it is upstairs, and he may take it."""
    return case.opened_at is not None and not case.status.is_closed and may_take(case, person, policy)


def decline(asked: Asked) -> Decision:
    """Who declines is not asked any more, and gives back what he had taken. When nobody is left the case goes up, at
    once where it may. Who is not asked, or not any more, changes nothing by it: his words are passed on, and
    who never was learns so."""
    case, sender, policy, now = asked.case, asked.mail.sender, asked.policy, asked.now
    if not may_decline(case, sender, policy):
        return note(asked)
    is_his = case.claimed_by is not None and case.claimed_by.key == sender.key
    if not (is_his or _is_asked(case, sender, policy)):
        return _change_nothing(asked)
    if case.claimed_by is not None and not is_his:
        return _leave(asked)
    before = give_back(case, policy, now) if is_his else asked.moved
    after = leave_out(before, sender.email, Cause.DECLINED, now)
    back = return_to_level(after, policy, now) if is_deserted(after, policy) else after
    if is_deserted(back, policy):
        return _desert(asked, back)
    tell = tell_of_return if is_his or back is not after else _tell_decline
    return Decision(back, (*tell(back, sender, policy), *_answer(asked, back)))


def _leave(asked: Asked) -> Decision:
    """Who was asked beside who has it, and is not any more."""
    case, sender = leave_out(asked.case, asked.mail.sender.email, Cause.DECLINED, asked.now), asked.mail.sender
    people = (*to_agents(case), *((one, Role.RECIPIENT) for one in case.holders))
    told = (Notification(Kind.MOVED, one, role, MovedVariant.DECLINED, also=(sender,)) for one, role in people)
    return Decision(case, (*once_each(told), *_answer(asked, case)))


def _is_asked(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    is_free = case.claimed_by is None or person.is_among(case.assignment.helpers)
    return is_free and is_of_level(case, person, policy) and not _has_declined(case, person)


def _change_nothing(asked: Asked) -> Decision:
    """Who was never asked learns that he has declined nothing; who was, and of what another has, how it stands."""
    is_nobodys = asked.case.claimed_by is None
    if is_nobodys and not _was_asked(asked.case, asked.mail.sender, asked.policy):
        return refuse(asked)
    return Decision(asked.case, _answer(asked, asked.case))


def _desert(asked: Asked, after: Case) -> Decision:
    """Nobody is left: it has gone up, the next one is asked, or agent and leads learn when it goes up."""
    sender, policy, now = asked.mail.sender, asked.policy, asked.now
    left = leave_deserted(after, policy, now)
    return Decision(left.case, (*to_others(sender, left.notifications), *_answer(asked, left.case)))


def _tell_decline(case: Case, sender: Address, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """To the agents, and to those who are asked still; of a list for one of its members to the others, where they are
    known, and not to the whole list."""
    left = find_left(case, policy)
    people = [*to_agents(case), *((one, Role.RECIPIENT) for one in _find_hearers(case, sender, policy))]
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.DECLINED, also=(sender, *all_but(person, left)))
        for person, role in people
        if person.key != sender.key
    )


def _find_hearers(case: Case, sender: Address, policy: EscalationPolicy) -> tuple[Address, ...]:
    left, members = find_left(case, policy), policy.find_level(case.level).members
    if sender.is_among(case.recipients):
        return left
    if sender.key not in members:  # he answers in the place of one of them
        return ()
    out = {one.who for one in case.assignment.out} | policy.away
    others = (Address(key) for key in members if key not in out)
    return (*(one for one in left if is_person(one.email, policy)), *others)


def _was_asked(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he is, or was at an earlier level, one of those who are asked to take it."""
    return is_of_level(case, person, policy) or any(
        person.is_among(one.recipients) or person.key in policy.find_level(one.level).members
        for one in case.assignments
    )


def _has_declined(case: Case, person: Address) -> bool:
    return any(one.who == person.key and one.cause is Cause.DECLINED for one in case.assignment.out)


def _answer(asked: Asked, after: Case) -> tuple[Notification, ...]:
    """What he reads: who is asked still, or when it goes up."""
    others = all_but(asked.mail.sender, find_left(after, asked.policy))
    return tuple(replace(one, also=others, since=find_goes_up_at(after, asked.policy)) for one in done(asked, after))
