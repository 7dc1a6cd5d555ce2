"""Who of a level is left to be asked, and when a case goes up because nobody is (behaviour B7.20, B7.36)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.model.case import Case, Cause, Out, Status, with_assignment
from daemon.core.model.policy import EscalationPolicy, Level
from daemon.core.model.rules.triggers import Group
from parsers.model import Address


def find_left(case: Case, policy: EscalationPolicy) -> tuple[Address, ...]:
    """The recipients who are asked still: those who have not declined, are not away and were reached."""
    level, out = policy.find_level(case.level), {one.who: one.cause for one in case.assignment.out}
    queues = {one.key for one in policy.find_recipients(case.level)} if level.members else set()
    queues -= set(level.members)
    return tuple(one for one in case.recipients if not _is_out(one, one.key in queues, level, out))


def _is_out(person: Address, is_queue: bool, level: Level, out: dict[str, Cause]) -> bool:
    """A queue is left only when its own address was refused or has declined, or all its members are out: one of them
    never answers for it, and what its own mailbox answers by itself says of no one that he is away."""
    if is_queue:
        return out.get(person.key, Cause.AWAY) is not Cause.AWAY or out.keys() >= set(level.members)
    return person.key in out


def is_deserted(case: Case, policy: EscalationPolicy) -> bool:
    """Whether nobody of the level is left to ask, and nobody has it."""
    is_asked = case.status in (Status.OPEN, Status.WAITING) and case.claimed_by is None
    return is_asked and bool(case.assignment.out) and not find_left(case, policy)


def leave_out(case: Case, who: str, cause: Cause, now: datetime) -> Case:
    """The case in which this one is not asked any more; who has declined stays so."""
    out = case.assignment.out
    if any(one.who == who.lower() for one in out):
        return case
    return with_assignment(case, replace(case.assignment, out=(*out, Out(who.lower(), cause, now))))


def let_in(case: Case, person: Address) -> Case:
    """The case in which this one is asked again, who has written: he is there, unless he has declined."""
    out = tuple(one for one in case.assignment.out if one.who != person.key or one.cause is Cause.DECLINED)
    return case if out == case.assignment.out else with_assignment(case, replace(case.assignment, out=out))


def with_name(case: Case, person: Address) -> Case:
    """The case whose level knows this one by the name under which he writes, where the settings give none."""
    named = (person if one.key == person.key and not one.name else one for one in case.recipients)
    return with_assignment(case, replace(case.assignment, recipients=tuple(named)))


def take_in(case: Case, person: Address) -> Case:
    """The case in which this one is asked again, whatever he has said: he takes it."""
    out = tuple(one for one in case.assignment.out if one.who != person.key)
    return with_assignment(case, replace(case.assignment, out=out))


def is_answered(case: Case, policy: EscalationPolicy) -> bool:
    """Whether one of those who are asked still has answered without taking it."""
    answer, left = case.assignment.answer, find_left(case, policy)
    if answer is None or any(one.who == answer.who.key for one in case.assignment.out):
        return False
    return bool(left) and (answer.who.is_among(left) or answer.who.key in policy.find_level(case.level).members)


def is_immediate(case: Case, policy: EscalationPolicy) -> bool:
    """Whether an Immediate trigger stands in it."""
    return not policy.triggers.find_group(Group.IMMEDIATE).isdisjoint(case.triggers)


def find_higher(case: Case, policy: EscalationPolicy) -> Level | None:
    """Who gets what nobody at this level takes: the next level with somebody who was not asked before, there or below;
    None where there is none (behaviour B7.34)."""
    asked = {case.agent.key, *(person.key for turn in case.assignments for person in turn.recipients)}
    higher = policy.next_level(case.level)
    while higher is not None and asked.issuperset(person.key for person in policy.find_recipients(higher.number)):
        higher = policy.next_level(higher.number)
    return higher


def find_forsaken_at(case: Case, policy: EscalationPolicy) -> datetime | None:
    """From when a case may go up because nobody of its level is left: to the executives when its answer is due, unless
    it presses. None while somebody is left, where nobody is above, and for a soft one, which nothing raises."""
    out, higher = case.assignment.out, find_higher(case, policy)
    if not out or higher is None or case.soft or find_left(case, policy):
        return None
    since = max(one.at for one in out)
    presses = case.urgent or is_immediate(case, policy)
    return since if presses or higher.number < policy.executive or case.due_at is None else max(since, case.due_at)
