"""Whom a name means: the people of ours that the settings name."""

import re
from collections.abc import Iterable, Iterator

from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.trackers import is_tracker
from parsers.model import Address


def find_people(said: str, policy: EscalationPolicy, others: Iterable[Address] = ()) -> tuple[Address, ...]:
    """Who is meant by an address, by a name, the first or the whole one, or by what stands before the @: nobody, one,
    or all whom it fits, of those whom the settings name and these `others`. Somebody who is named by his address alone
    has the name that stands in it (`dana.whitfield@…`)."""
    known = {one.key: one for one in sorted((*others, *find_known(policy)), key=lambda one: bool(one.name))}
    if "@" in said:
        meant = Address(said)
        return (known.get(meant.key, meant),)
    name = _fold(said)
    whole = tuple(one for one in known.values() if name == _fold(_name_of(one)))
    first = whole or tuple(one for one in known.values() if name == _fold(_name_of(one)).partition(" ")[0])
    return first or tuple(one for one in known.values() if name == one.key.partition("@")[0])


def find_named(text: str, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Those of our people whose whole name, of two words or more, stands in the text."""
    said = _fold(text)
    known = {one.key: one for one in find_known(policy) if " " in _fold(one.name)}
    return tuple(one for one in known.values() if re.search(rf"\b{re.escape(_fold(one.name))}\b", said))


def without_names(text: str, policy: EscalationPolicy, writer: Address | None = None) -> str:
    """The text without the names of its writer and of our people: the whole name anywhere, the first one as a line of
    its own, in a greeting and behind an @. Sue Law neither sues nor is the law."""
    people = (*find_known(policy), *((writer,) if writer else ()))
    names = {name for one in people if " " in (name := " ".join(one.name.split()))}
    if not any(name.partition(" ")[0] in text for name in names):
        return text
    whole = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    first = "|".join(sorted({re.escape(name.partition(" ")[0]) for name in names}, key=len, reverse=True))
    text = re.sub(rf"\b(?:{whole})\b", "…", text)
    text = re.sub(rf"(?<![\w@])@(?:{first})\b", "…", text)
    return re.sub(rf"^(?P<before>\W*(?:\w+ ){{0,2}})(?:{first})(?=\W*$)", r"\g<before>…", text, flags=re.MULTILINE)


def find_known(policy: EscalationPolicy) -> Iterator[Address]:
    """Everybody; whom the settings name several times, with a name last."""
    levels = policy.levels.values()
    yield from (Address(entry) for entry in policy.senders.allow if "@" in entry[1:])
    people = [
        *(one for level in levels for one in (*map(Address, level.members), *level.called)),
        *(one for level in levels for one in level.people),
        *(lead.address for lead in policy.leads),
        *policy.administrators,
        *policy.covers.values(),
        *policy.people.values(),
    ]
    yield from sorted(people, key=lambda one: bool(one.name))


def name_person(person: Address, policy: EscalationPolicy, others: Iterable[Address] = ()) -> Address:
    """The person by name: as the settings have it, else the customer directory, else as it stands, else as one of these
    `others` has it."""
    if is_tracker(person, policy):  # several write there, each under his own name
        known: tuple[Address, ...] = (*find_known(policy), person)
    else:
        listed = policy.directory.find_email(person.email)
        contact = () if listed is None else (Address(listed.email, listed.name),)
        known = (*others, person, *contact, *find_known(policy))
    names = [one.name for one in known if one.key == person.key and one.name]
    return Address(person.email, names[-1]) if names else person


def _name_of(person: Address) -> str:
    return person.name or person.email.partition("@")[0].replace(".", " ").replace("_", " ")


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace(",", " ").split())
