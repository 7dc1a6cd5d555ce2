"""Who is named in a tracker's mail: a person, and no robot, no team, nobody and not we (behaviour B10.9)."""

import re
from collections.abc import Iterable
from functools import cache

from parsers.mime.fields import Headers
from parsers.model import Address, Message, TrackerPerson
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_PARTICLES = "van|von|de|der|den|da|di|del|della|la|le|du|el|al|bin|ten|ter|dos|das|do|zu|zur"
# A name or an account's, perhaps with its address or its company behind it.
NAME = (
    r"(?-i:@?[^\W\d_][\w.'’@+-]{0,60}"
    rf"(?:,? (?:(?:{_PARTICLES}) ){{0,2}}[^\W\d_a-zß-öø-ÿ][\w.'’-]{{0,40}}){{0,4}}"
    r"(?: ?(?:<[^<>\s]{3,120}>|\((?:[^()\n]{1,60})\)|\[[^\[\]\n]{1,60}\]))?)"
)
_ADDRESS = re.compile(r"(?<![\w.+-])([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)")
_BEHIND = re.compile(r"\s*(?:<[^<>]*>|\([^()]*\)|\[(?!bot\])[^\[\]]*\])\s*$")
_MOST_WORDS = 6
# Headers in which a tracker names who acted: an account or an address.
_ACTORS = ("x-github-sender", "x-redmine-sender", "rt-originator", "x-bugzilla-who")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, load_words("trackers")["people"][name]))


def read_person(text: str, message: Message) -> TrackerPerson | None:
    """Whom the words name; None for a robot, a team, nobody and for us, to whom the mail is sent."""
    address = _ADDRESS.search(text)
    email = address[1] if address else ""
    name = _BEHIND.sub("", _ADDRESS.sub("", text)).strip(" \"'“”,;:<>()@") or email.partition("@")[0]
    if not _is_name(name) or _is_us(name, email, message):
        return None
    return TrackerPerson(name, email)


def _is_name(name: str) -> bool:
    words = fold(name).split()
    if not words or len(words) > _MOST_WORDS or words[0] in _words("not_first") or name.lower().endswith("[bot]"):
        return False
    whole = " ".join(words)
    if whole in _words("nobody") or whole in _words("robots") or not _words("robots").isdisjoint((words[0], words[-1])):
        return False
    return _words("groups").isdisjoint(words) and any(char.isalpha() for char in name)


def _is_us(name: str, email: str, message: Message) -> bool:
    people = (*message.to, *message.cc)
    ours = {one.key for one in people} | set(map(str.lower, message.delivered_to))
    return name.lower() in ours or email.lower() in ours or fold(name) in {fold(one.name) for one in people if one.name}


def names_actor(headers: Headers) -> bool:
    """Whether a header of a tracker's says who acted, a person or a robot."""
    return any(map(headers.find_text, _ACTORS))


def find_actor(headers: Headers, message: Message) -> TrackerPerson | None:
    """Who acted, by a tracker's own header; by his name where the mail is sent under it."""
    named = next(filter(None, map(headers.find_text, _ACTORS)), "")
    actor = read_person(named[:200], message) if named else None
    sender = None if actor is None else find_sender_person(message)
    if actor is None or sender is None:
        return actor
    return TrackerPerson(sender.name, actor.email or sender.email)


def find_sender_person(message: Message, intake: Iterable[str] = ()) -> TrackerPerson | None:
    """The person in whose name the mail is sent: `Kim Lee (Jira)`, `Kim Lee via RT`, `Kim Lee`; None for a name that is
    a desk's, a program's or a single word. An address of the tracker is not the person's."""
    sender = message.sender
    if sender is None or not sender.name:
        return None
    found = _via().match(sender.name)
    name = found["name"] if found else sender.name
    person = read_person(name, message)
    is_intake = sender.key in {one.lower() for one in intake}
    if person is None or (found is None and _is_desks(person, sender, is_intake)):
        return None
    is_trackers = found is not None or is_intake or not _is_like(person, sender.email.partition("@")[0])
    return TrackerPerson(person.name, "" if is_trackers else sender.email)


def _is_desks(person: TrackerPerson, sender: Address, is_intake: bool) -> bool:
    """Whether it is rather a desk's name: a single word, or what its own address is called by."""
    return len(person.name.split()) == 1 or (is_intake and _is_like(person, sender.email))


def _is_like(person: TrackerPerson, address: str) -> bool:
    """Whether a part of the name stands in the address: `kim.lee@` is Kim Lee's, `jira@` is not."""
    return any(len(word) > 2 and word in fold(address) for word in fold(person.name).split())


@cache
def _via() -> re.Pattern[str]:
    via = one_of(load_words("trackers")["people"]["via"])
    return re.compile(
        rf"[\"'“]?(?P<name>[^\"'“”()\[\]]{{2,80}}?)[\"'”]?\s*(?:\s(?:{via})\s.+|[(\[].+[)\]])\s*$", re.IGNORECASE
    )
