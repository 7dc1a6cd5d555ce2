"""Who of ours is away, until when, and who stands in for him (behaviour B7.31)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.model.policy import EscalationPolicy, Lead, Level
from parsers.model import Address


@dataclass(frozen=True, slots=True)
class Absence:
    """`who` is an address in lower case. It ends by itself at `until`, and before by any word of his. `is_said`: he
    said so himself, and no program of his."""

    who: str
    since: datetime
    until: datetime
    cover: Address | None = None
    is_said: bool = True


def with_absences(policy: EscalationPolicy, absences: Iterable[Absence], now: datetime) -> EscalationPolicy:
    """The rules as they are at this instant: who is away is replaced by his cover, or not asked; of the leads, too, as
    long as one of them is left."""
    rules = with_away(policy, (one for one in absences if one.until > now))
    return rules if rules is policy else replace(rules, leads=tuple(_find_leads(rules)) or policy.leads)


def with_away(policy: EscalationPolicy, absences: Iterable[Absence]) -> EscalationPolicy:
    """The rules with these people away, each replaced by his cover; the leads are those of the settings."""
    there = tuple(absences)
    if not there:
        return policy
    covers = {one.who: one.cover for one in there if one.cover is not None}
    away = frozenset(one.who for one in there)
    known = {who: cover for who, cover in policy.covers.items() if who not in away & policy.away}  # said anew
    return replace(policy, covers={**known, **covers}, away=policy.away | away)


def _find_leads(policy: EscalationPolicy) -> Iterator[Lead]:
    """The leads who are there, and who stands in for the others; each once."""
    seen: set[str] = set()
    for lead in policy.leads:
        person = policy.find_cover(lead.address) if lead.address.key in policy.away else lead.address
        if person.key not in policy.away | seen:
            seen.add(person.key)
            yield replace(lead, address=person, is_stand_in=person.key != lead.address.key)


def is_person(email: str, policy: EscalationPolicy) -> bool:
    """Whether it is a person's address, and none behind which others read: a queue's or a tracker's."""
    return not any(_is_queue(email.lower(), level) for level in policy.levels.values())


def _is_queue(key: str, level: Level) -> bool:
    is_queues = bool(level.members) and key in {one.key for one in level.recipients}
    return key in level.trackers or (is_queues and key not in level.members)


def find_represented(reader: Address, number: int, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Whose place this one takes at a level: those of its people for whom he stands in."""
    people = policy.find_level(number).recipients
    if reader.is_among(people):
        return ()
    return tuple(one for one in people if one.key != reader.key and policy.find_cover(one).key == reader.key)
