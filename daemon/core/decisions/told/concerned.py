"""Whom a case concerns: who hears that it is taken, over, or begins anew (behaviour B6.11)."""

from collections.abc import Sequence
from dataclasses import replace

from daemon.core.decisions.parts.contact import find_contact, find_missed
from daemon.core.decisions.told.people import everybody_in
from daemon.core.decisions.told.unheard import find_unread
from daemon.core.model.case import Case
from daemon.core.model.history.conversation import Told
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from parsers.model import Address

ANSWERS = frozenset({Kind.NOTICE, Kind.ALARM, Kind.RECOVERED})  # whoever gets one has asked for it


def find_concerned(case: Case, policy: EscalationPolicy) -> list[tuple[Address, Role]]:
    """Everybody in it now, who has answered in another's place, and whoever of ours had it or was written to about it
    before: who passed it on, lower levels, leads, those of a queue that is not reached itself. Each once; not who reads
    it by a list, nor who took back his mail, nor twice who stands in for its agent."""
    people = _find_readers(case)
    known = {person.key for person, _ in people} | {find_contact(case, policy).key} | _find_left(case)
    known |= find_unread(case)
    members, readers = _find_members(case, policy)
    known |= readers
    named = {one.key: one for turn in case.assignments for one in turn.recipients}
    told = (one.to for one in case.conversation.told if _concerns(one, members))
    had = (one.who for one in case.conversation.entries if one.kind is EntryKind.CLAIMED)
    for person in (*case.deputies, *(named.get(one.lower(), Address(one)) for one in (*told, *had))):
        if person.key in known:
            continue
        known.add(person.key)
        people.append((person, Role.LEAD if policy.is_lead(person) else Role.RECIPIENT))
    return people


def _concerns(told: Told, members: set[str]) -> bool:
    """Whether its reader has to do with the case; who only asked something has not, unless he is one of its queue."""
    return not told.kind.is_for_customer and (told.kind not in ANSWERS or told.to.lower() in members)


def _find_members(case: Case, policy: EscalationPolicy) -> tuple[set[str], set[str]]:
    """Who is of a list or a queue that it is with, or was with; and who of them reads what that gets, as far as we
    know."""
    members: set[str] = set()
    readers: set[str] = set()
    for level in {turn.level: policy.find_level(turn.level) for turn in case.assignments}.values():
        queues = tuple(one for one in level.recipients if one.key not in level.members)
        members |= set(level.members)
        is_reached = len(find_missed(case, queues)) < len(queues)
        readers |= set(level.members) if is_reached and not level.trackers else set()
    return members, readers


def _find_readers(case: Case) -> list[tuple[Address, Role]]:
    """Everybody in it now, but who has never read of it and is not to."""
    unread = find_unread(case) - ({case.claimed_by.key} if case.claimed_by is not None else set())
    return [(person, role) for person, role in everybody_in(case) if person.key not in unread]


def _find_left(case: Case) -> set[str]:
    """Who had joined, and has left."""
    return {one.who.lower() for one in case.conversation.entries if one.kind is EntryKind.LEFT}


def naming(letters: Sequence[Notification], said: Sequence[Notification]) -> tuple[Notification, ...]:
    """What a writer reads, with whom these letters reach."""
    people = tuple(one.to for one in letters)
    return tuple(replace(one, also=people) for one in said)
