"""Who of a level is left to be asked, and when a case goes up because nobody is (behaviour B7.20, B7.36)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.model.assignment import Cause, Out
from daemon.core.model.case import Case, Status, with_assignment
from daemon.core.model.history.conversation import Reason
from daemon.core.model.policy import EscalationPolicy, Level
from daemon.core.model.rules.triggers import Group
from parsers.model import Address

SAID = {Cause.DECLINED: "declined", Cause.AWAY: "is away", Cause.UNREACHABLE: "could not be reached"}


def say_who_is_out(out: Sequence[Out], people: Sequence[Address]) -> Reason:
    """`Tess Berg declined, Kim Ito is away`: who of these people is not asked any more."""
    known, said = {one.key: one for one in people}, enumerate(out)
    text = ", ".join(f"{{{at}}} {SAID[one.cause]}" for at, one in said)
    return Reason(text, people=tuple(known.get(one.who, Address(one.who)) for one in out))


def say_nobody_left(level: int, out: Sequence[Out], people: Sequence[Address]) -> Reason:
    """The same as the reason for which it leaves the level."""
    who = say_who_is_out(out, people)
    return replace(who, text=f"nobody of Level {level} is left to ask: {who.text}")


def find_left(case: Case, policy: EscalationPolicy) -> tuple[Address, ...]:
    """The recipients who are asked still: those who have not declined, are not away and were reached."""
    policy = policy.for_case(case)
    level, out = policy.find_level(case.level), {one.who: one.cause for one in case.assignment.out}
    queues = {one.key for one in policy.find_recipients(case.level)} if level.members else set()
    queues -= set(level.members)
    return tuple(one for one in case.recipients if not _is_out(one, one.key in queues, level, out))


def _is_out(person: Address, is_queue: bool, level: Level, out: dict[str, Cause]) -> bool:
    """A queue is left only when its own address was refused or has declined, or all its members have: one of them never
    answers for it, nobody knows who reads it beside them, and what its own mailbox answers by itself says of no one
    that he is away."""
    if is_queue:
        has_declined = all(out.get(one) is Cause.DECLINED for one in level.members)
        return out.get(person.key, Cause.AWAY) is not Cause.AWAY or has_declined
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
    """The case that knows this one by the name under which he writes, its agent or one of its level where it had
    none."""
    if not person.name:
        return case

    def call(one: Address) -> Address:
        return person if one.key == person.key and not one.name else one

    held = case.assignment
    taker = None if held.claimed_by is None else call(held.claimed_by)
    named = replace(held, recipients=tuple(map(call, held.recipients)), claimed_by=taker)
    watchers = tuple(map(call, case.watchers))
    known = case.called if person.is_among(case.called) else (*case.called, person)
    return with_assignment(replace(case, agent=call(case.agent), watchers=watchers, called=known), named)


def take_in(case: Case, person: Address) -> Case:
    """The case in which this one is asked again, whatever he has said: he takes it."""
    out = tuple(one for one in case.assignment.out if one.who != person.key)
    return with_assignment(case, replace(case.assignment, out=out))


def is_answered(case: Case, policy: EscalationPolicy) -> bool:
    """Whether one of those who are asked still has answered without taking it."""
    answer = case.assignment.answer
    if answer is None or any(one.who == answer.who.key for one in case.assignment.out):
        return False
    left = find_left(case, policy)
    return bool(left) and (answer.who.is_among(left) or answer.who.key in policy.find_level(case.level).members)


def is_immediate(case: Case, policy: EscalationPolicy) -> bool:
    """Whether an Immediate trigger stands in it."""
    return bool(case.triggers) and not policy.triggers.find_group(Group.IMMEDIATE).isdisjoint(case.triggers)


def find_higher(case: Case, policy: EscalationPolicy) -> Level | None:
    """Who gets what nobody at this level takes: the next level with somebody who was not asked before, there or below,
    and who is not away, else with one who is; None where there is none (behaviour B7.34)."""
    policy = policy.for_case(case)
    asked = {case.agent.key, *(person.key for turn in case.assignments for person in turn.recipients)}
    above = [level for number, level in sorted(policy.levels.items()) if number > case.level]
    new = [one for one in above if not asked.issuperset(person.key for person in policy.find_recipients(one.number))]
    return next((one for one in new if is_there(one, policy)), next(iter(new), None))


def is_there(level: Level, policy: EscalationPolicy) -> bool:
    """Whether somebody of it can be asked: one of its people, or who is asked next at the last one, is not away."""
    people = {person.key for person in policy.find_recipients(level.number)} - _find_empty_queues(level, policy)
    nexts = {policy.find_cover(one).key for one in level.next} if policy.next_level(level.number) is None else set()
    return not people | nexts <= policy.away


def _find_empty_queues(level: Level, policy: EscalationPolicy) -> set[str]:
    """The queue's address where all who read it are away."""
    queue = {person.key for person in level.recipients} - set(level.members)
    return queue if level.members and set(level.members) <= policy.away else set()


def find_forsaken_at(case: Case, policy: EscalationPolicy) -> datetime | None:
    """From when a case may go up because nobody of its level is left: to the executives when its answer is due, unless
    it presses. None while somebody is left, where nobody is above, and for a soft one, which nothing raises."""
    out = case.assignment.out
    if not out or case.soft or find_left(case, policy):
        return None
    higher = None if case.turn else find_higher(case, policy)  # who was brought in beside goes nowhere
    if higher is None:
        return None
    since = max(one.at for one in out)
    presses = case.urgent or is_immediate(case, policy)
    return since if presses or higher.number < policy.executive or case.due_at is None else max(since, case.due_at)
