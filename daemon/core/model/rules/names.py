"""Whom a name means: the people of ours that the settings name."""

from collections.abc import Iterator

from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address


def find_people(said: str, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Who is meant by an address or a name, the first or the whole one: nobody, one, or all whom it fits. Somebody whom
    the settings name by his address alone has the name that stands in it (`dana.whitfield@…`)."""
    known = {one.key: one for one in _find_known(policy)}
    if "@" in said:
        meant = Address(said)
        return (known.get(meant.key, meant),)
    name = _fold(said)
    whole = tuple(one for one in known.values() if name == _fold(_name_of(one)))
    return whole or tuple(one for one in known.values() if name == _fold(_name_of(one)).partition(" ")[0])


def _find_known(policy: EscalationPolicy) -> Iterator[Address]:
    """Everybody; whom the settings name several times, with a name last."""
    levels = policy.levels.values()
    yield from (Address(entry) for entry in policy.senders.allow if "@" in entry[1:])
    people = [
        *(Address(member) for level in levels for member in level.members),
        *(one for level in levels for one in (*level.recipients, *level.next)),
        *(lead.address for lead in policy.leads),
        *policy.administrators,
        *policy.covers.values(),
    ]
    yield from sorted(people, key=lambda one: bool(one.name))


def _name_of(person: Address) -> str:
    return person.name or person.email.partition("@")[0].replace(".", " ").replace("_", " ")


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace(",", " ").split())
