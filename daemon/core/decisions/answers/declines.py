"""Somebody of the level refuses the case: it is counted, and the others stay asked (behaviour B7.24)."""

from dataclasses import replace

from daemon.core.clock.left import find_left, is_deserted, leave_out
from daemon.core.decisions.answers.given_back import give_back, return_to_level, tell_of_return
from daemon.core.decisions.effects import Asked, done, note
from daemon.core.decisions.forsaken import find_goes_up_at, go_up_forsaken, tell_forsaken
from daemon.core.decisions.told.people import all_but, is_of_level, may_take, once_each, to_agents, to_others
from daemon.core.model.case import Case, Cause
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant
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
    before = give_back(case, policy, now) if is_his else asked.moved
    after = leave_out(before, sender.email, Cause.DECLINED, now)
    back = return_to_level(after, policy) if is_deserted(after, policy) else after
    if is_deserted(back, policy):
        return _desert(asked, back)
    tell = tell_of_return if is_his or back is not after else _tell_decline
    return Decision(back, (*tell(back, sender, policy), *_answer(asked, back)))


def _desert(asked: Asked, after: Case) -> Decision:
    """Nobody is left: it has gone up, or agent and leads learn when it does."""
    sender, policy, now = asked.mail.sender, asked.policy, asked.now
    at = find_goes_up_at(after, policy)
    if at is not None and at <= now:
        up = go_up_forsaken(after, policy, now)
        return Decision(up.case, (*to_others(sender, up.notifications), *_answer(asked, up.case)))
    told = to_others(sender, tell_forsaken(after, policy))
    return Decision(after, (*told, *_answer(asked, after)))


def _tell_decline(case: Case, sender: Address, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """To the agents, and to those who are asked still; not to a whole list for one of its members."""
    is_member = not sender.is_among(case.recipients)
    left = find_left(case, policy)
    people = [*to_agents(case), *((one, Role.RECIPIENT) for one in left if not is_member)]
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.DECLINED, also=(sender, *all_but(person, left)))
        for person, role in people
        if person.key != sender.key
    )


def _has_declined(case: Case, person: Address) -> bool:
    return any(one.who == person.key and one.cause is Cause.DECLINED for one in case.assignment.out)


def _answer(asked: Asked, after: Case) -> tuple[Notification, ...]:
    """What he reads: who is asked still, or when it goes up."""
    others = all_but(asked.mail.sender, find_left(after, asked.policy))
    return tuple(replace(one, also=others, since=find_goes_up_at(after, asked.policy)) for one in done(asked, after))
