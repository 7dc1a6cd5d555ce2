"""What a sign of a machine is, how signs are weighed, and the questions of which they are made."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from parsers.robots.clues import Clues, find_lists, load_phrases
from parsers.words.load import load_words

THRESHOLD = 100  # what the signs in a mail must weigh together for it to be a machine's


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign that a machine wrote the mail, or with a weight below zero that a person did. `name` completes "because
    …". `examples` are mails that have it, `counterexamples` mails that have not; both are test rows. Costly ones are
    looked for only where cheap ones were found, and are not enough. `needs`: without one of these it is not asked
    for: headers, types of parts, groups of automatic.toml of which a phrase stands at a place of Clues."""

    name: str
    weight: int
    find: Callable[[Clues], bool]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    is_costly: bool = False
    needs: tuple[str, ...] = ()


class Table:
    """Signs that are weighed together."""

    def __init__(self, *signs: Evidence) -> None:
        self.signs = signs
        self._cheap = [one for one in signs if one.weight > 0 and not one.is_costly]
        self._always = [at for at, one in enumerate(self._cheap) if not one.needs]
        self._by_need: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self._cheap):
            for need in one.needs:
                self._by_need[need].append(at)
        self._costly = [one for one in signs if one.weight > 0 and one.is_costly]
        self._most = _sum_weights(self._costly)
        self._against = [one for one in signs if one.weight < 0]

    def weigh(self, clues: Clues) -> tuple[str, ...]:
        """The names of the signs of a machine, the heaviest first, where they outweigh those of a person; else ()."""
        found = [one for one in self._list_asked(clues) if one.find(clues)]
        if not found:
            return ()
        missing = THRESHOLD - _sum_weights((*found, *(one for one in self._against if one.find(clues))))
        if missing > self._most:
            return ()
        if missing > 0:
            costly = [one for one in self._costly if one.find(clues)]
            if _sum_weights(costly) < missing:
                return ()
            found += costly
        return tuple(one.name for one in sorted(found, key=lambda one: -one.weight))

    def _list_asked(self, clues: Clues) -> list[Evidence]:
        """The cheap ones of which something is there that they need."""
        asked = {at for need in self._by_need.keys() & clues.there for at in self._by_need[need]}
        return [self._cheap[at] for at in sorted(asked.union(self._always))]


def _sum_weights(signs: Iterable[Evidence]) -> int:
    return sum(one.weight for one in signs)


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
    return (group, "opens") in clues.opened


def is_one(folded: str, group: str, name: str) -> bool:
    return (group, name) in find_lists((folded,))


def says(body: str, group: str, name: str) -> bool:
    return any(map(body.__contains__, load_phrases(group, name)))


def hints(clues: Clues, group: str) -> bool:
    """Whether the sender's words may hold what the group's costly lists say: a piece of each phrase, in no time."""
    return any(map(clues.own_lower.__contains__, load_words("automatic")[group]["hints"]))


def count(body: str, group: str, name: str) -> int:
    return sum(map(body.__contains__, load_phrases(group, name)))
