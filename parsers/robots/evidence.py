"""What a sign of a machine is, how signs are weighed, and the questions of which they are made."""

from collections.abc import Callable
from dataclasses import dataclass

from parsers.robots.clues import MAX_BODY, Clues, find_lists, load_phrases
from parsers.words.load import load_words

THRESHOLD = 100  # what the signs in a mail must weigh together for it to be a machine's


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign that a machine wrote the mail, or with a weight below zero that a person did. `name` completes "because
    …". `examples` are mails that have it, `counterexamples` mails that have not; both are test rows. Costly ones are
    looked for only where cheap ones were found, and are not enough."""

    name: str
    weight: int
    find: Callable[[Clues], bool]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    is_costly: bool = False


class Table:
    """Signs that are weighed together."""

    def __init__(self, *signs: Evidence) -> None:
        self.signs = signs
        self._cheap = [one for one in signs if one.weight > 0 and not one.is_costly]
        self._costly = [one for one in signs if one.weight > 0 and one.is_costly]
        self._against = [one for one in signs if one.weight < 0]

    def weigh(self, clues: Clues) -> tuple[str, ...]:
        """The names of the signs of a machine, the heaviest first, where they outweigh those of a person; else ()."""
        found = [one for one in self._cheap if one.find(clues)]
        if not found:
            return ()
        against = sum(one.weight for one in self._against if one.find(clues))
        if sum(one.weight for one in found) + against < THRESHOLD:
            found += [one for one in self._costly if one.find(clues)]
        if sum(one.weight for one in found) + against < THRESHOLD:
            return ()
        return tuple(one.name for one in sorted(found, key=lambda one: -one.weight))


def begins(clues: Clues, group: str) -> bool:
    """Whether the subject begins with one of the group's, behind its tags."""
    return (group, "subjects") in clues.begun


def begins_bare(clues: Clues, group: str) -> bool:
    """Whether it does so behind its prefixes."""
    return (group, "subjects") in clues.begun_bare


def announces(clues: Clues, group: str) -> bool:
    """Whether one of the group's is the whole subject, or stands before its first colon or bracket."""
    return (group, "subjects") in clues.headed


def is_called(clues: Clues, group: str, name: str = "senders") -> bool:
    """Whether one of the names stands in what the sender is called, as whole words."""
    return (group, name) in clues.called


def opens(clues: Clues, group: str) -> bool:
    """Whether one of the first lines begins as this kind of program begins, or holds what only it says."""
    if (group, "opens") in clues.opened:
        return True
    return any(map(clues.opening_text.__contains__, load_phrases(group, "holds")))


def is_one(folded: str, group: str, name: str) -> bool:
    return (group, name) in find_lists((folded,))


def says(body: str, group: str, name: str) -> bool:
    return any(map(body.__contains__, load_phrases(group, name)))


def hints(clues: Clues, group: str) -> bool:
    """Whether the sender's words may hold what the group's costly lists say: a piece of each phrase, in no time."""
    own = clues.own[:MAX_BODY].lower()
    return any(map(own.__contains__, load_words("automatic")[group]["hints"]))


def count(body: str, group: str, name: str) -> int:
    return sum(map(body.__contains__, load_phrases(group, name)))
