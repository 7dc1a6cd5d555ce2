"""Who had the case has it no longer, and nobody else has: it is open again, and the others are asked
(behaviour B7.37)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.left import find_left
from daemon.core.decisions.parts.own_case import find_asked, find_out
from daemon.core.decisions.told.people import agent_and_leads, all_but, once_each, to_agents
from daemon.core.decisions.transitions import Action, move
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant
from parsers.model import Address

TURNS = frozenset({EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED, EntryKind.PASSED_ON})


def give_back(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case that nobody has any more, with its level's time anew, as when it is passed on; one that waits goes on
    waiting."""
    held = case.assignment
    anew = replace(held, claimed_by=None, claimed_at=None, since=now, answer=None, rivals=())
    return with_deadline(with_assignment(move(case, Action.DECLINE) or case, anew), policy)


def return_to_level(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case with its level's people, who passed it on first among them, and who of them is away; as it is where
    nobody did, and nobody is asked alone because he had it."""
    passed = case.assignment.passed
    passer = passed.by.key if passed is not None and passed.by is not None else find_passer(case)
    if passer is None and (passed is None or passed.by is not None):
        return case
    asked, held = find_asked(case, case.level, policy), case.assignment
    asked = (*asked, *(one for one in held.helpers_there if not one.is_among(asked)))
    first = (*(one for one in asked if one.key == passer), *(one for one in asked if one.key != passer))
    out = {one.who: one for one in (*find_out(asked, case.level, policy, now), *held.out)}
    return with_assignment(case, replace(held, recipients=first, out=tuple(out.values()), passed=None))


def find_passer(case: Case) -> str | None:
    """The address, in lower case, of who passed it on to whom it is with; None where nobody did at this level."""
    for entry in reversed(case.own_entries):
        if entry.kind in (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED):
            return None
        if entry.kind is EntryKind.PASSED_ON:
            return entry.who.lower() if Address(entry.text).is_among(case.recipients) else None
    return None


def has_lost(case: Case, person: Address) -> bool:
    """Whether he had it until a mail of ours to him came back, and has said nothing since."""
    entries = case.own_entries
    own = [at for at, one in enumerate(entries) if one.who.lower() == person.key and one.kind is not None]
    if not own or entries[own[-1]].kind is not EntryKind.NOT_DELIVERED:
        return False
    turns = (one for one in reversed(entries[: own[-1]]) if one.kind in TURNS | {EntryKind.CLAIMED})
    last = next(turns, None)
    return last is not None and last.kind is EntryKind.CLAIMED and last.who.lower() == person.key


def tell_of_return(case: Case, who: Address, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """To the agents, to all who are asked again, a whole list too, which had read that it may stop looking, and to who
    passed it on."""
    left = find_left(case, policy)
    people = [*to_agents(case), *((one, Role.RECIPIENT) for one in (*left, *_find_passers(case)))]
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.RETURNED, also=(who, *all_but(person, left)))
        for person, role in people
        if person.key != who.key
    )


def _find_passers(case: Case) -> Iterator[Address]:
    """Who passed it on to whom it was with until now, where it has come back to the level by this."""
    entries = (one for one in reversed(case.own_entries) if one.kind in TURNS)
    last = next(entries, None)
    if last is not None and last.kind is EntryKind.PASSED_ON and case.assignment.passed is None:
        who = Address(last.who)
        yield from () if case.is_agent(who) else (who,)


def tell_of_absence(case: Case, who: Address, had_it: bool, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """That this one is away, and who is asked: to agent and leads; to those who are asked where he had it."""
    left = find_left(case, policy)
    variant = MovedVariant.RETURNED if had_it else MovedVariant.ABSENT
    leads = (
        Notification(Kind.MOVED, person, role, variant, also=(who, *left))
        for person, role in agent_and_leads(case, policy)
    )
    return once_each((*(tell_of_return(case, who, policy) if had_it else ()), *leads))
