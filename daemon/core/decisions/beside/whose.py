"""Of which level somebody is, where several have a case side by side (behaviour B9.14)."""

from daemon.core.decisions.told.people import is_asked_at, is_of_level, to_agents, was_sent
from daemon.core.model.case import Case, turned
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant
from parsers.model import Address


def find_turn(case: Case, person: Address, policy: EscalationPolicy) -> int:
    """The number of the turn that is this one's: at which he has it, else is asked, else was before it went up from
    there; of anybody else that to which the case went up."""
    views = turned(case, 0).views
    for is_his in (_has_it, is_of_level, _belongs, _was_asked):
        his = next((one.turn for one in views if is_his(one, person, policy)), None)
        if his is not None:
            return his
    return 0


def see_as(case: Case, letter: Notification, policy: EscalationPolicy) -> Case:
    """The case as a letter speaks of it: by the turn that it is about, else as its reader's own level sees it."""
    if not case.beside or letter.kind.is_for_customer:
        return case
    if letter.turn is not None:
        return turned(case, letter.turn)
    return turned(case, find_turn(case, letter.to, policy) if letter.role is Role.RECIPIENT else 0)


def find_seen(case: Case | None, letter: Notification, policy: EscalationPolicy) -> Case | None:
    """As `see_as`; None for a letter about no case."""
    return None if case is None else see_as(case, letter, policy)


def see_by(case: Case, person: Address, policy: EscalationPolicy) -> Case:
    """The case as this one's level sees it; as that to which it went up for an agent, and who is of none."""
    return case if not case.beside or case.is_agent(person) else turned(case, find_turn(case, person, policy))


def is_beside(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he has it, or is asked, at a level beside this one, and at this one neither."""
    is_here = _has_it(case, person, policy) or is_of_level(case, person, policy)
    return not is_here and is_upstairs_beside(case, person, policy)


def is_upstairs_beside(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he has it, or is asked, at a level beside this one."""
    return any(_has_it(one, person, policy) or is_of_level(one, person, policy) for one in case.views[1:])


def find_others(case: Case) -> tuple[Address, ...]:
    """Who has it at the levels beside this one, else who is asked there."""
    own = {one.key for one in (*case.holders, *case.agents)}
    people = (person for one in case.views[1:] for person in one.holders)
    return tuple({one.key: one for one in people if one.key not in own}.values())


def tell_of_added(case: Case, also: tuple[Address, ...], turn: int | None = None) -> tuple[Notification, ...]:
    """That somebody, or the level of this turn, was asked beside: to the agents, and to who has it; not to those who
    are named, and who has not been sent the case yet reads it there."""
    having = (one for one in (*case.holders, *find_others(case)) if was_sent(case, one))
    people = (*to_agents(case), *((one, Role.RECIPIENT) for one in having))
    return tuple(
        Notification(Kind.MOVED, person, role, MovedVariant.ADDED, also=also, turn=turn)
        for person, role in people
        if not person.is_among(also)
    )


def _has_it(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    return case.claimed_by is not None and case.claimed_by.key == person.key


def _belongs(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he is of this level, or was asked at it before the case went up from there."""
    before = (turn for one in case.views for turn in one.assignments if turn.level == case.level)
    return is_asked_at(case.level, person, policy.for_case(case)) or any(
        person.is_among(turn.recipients) for turn in before
    )


def _was_asked(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    return any(person.is_among(one.recipients) for one in case.assignments)
