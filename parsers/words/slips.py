"""Slips of the fingers in a long word: a letter left out, put in, taken for another, or two swapped."""

from collections.abc import Iterable, Mapping
from itertools import product

SHORTEST = 6  # letters of a word that may be misspelt; shorter ones are too near to others that people use
_SURE = 8  # below so many it begins rightly, and the slip is not at the end: `Tickets`, `Contest` (Contesto)
_LONG = 12  # from here on a letter may be another one: `Contest` and `Attacked` are words of their own
_MOST_WORDS = 5  # of a label
_MOST_MEANT = 3  # by one word

Index = Mapping[str, tuple[str, ...]]


def index_slips(words: Iterable[str]) -> Index:
    """The long ones among folded words, by themselves and by what is left of each when one letter is dropped: two
    words that are one slip apart meet there."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(set(words)):
        if len(word) >= SHORTEST:
            for variant in dict.fromkeys((word, *_drop_each(word))):
                found[variant] = (*found.get(variant, ()), word)
    return found


def find_meant(written: str, slips: Index) -> tuple[str, ...]:
    """The words of the index that are one slip away from what was written."""
    if len(written) < SHORTEST - 1:
        return ()
    variants = [variant for variant in (written, *_drop_each(written)) if variant in slips]
    near = dict.fromkeys(word for variant in variants for word in slips[variant])
    return tuple(word for word in near if word != written and _is_one_slip(written, word))


def find_phrases(written: str, slips: Index) -> Iterable[str]:
    """What several words may be meant to say, each of them with a slip or without."""
    words = written.split(" ")
    if not 1 < len(words) <= _MOST_WORDS:
        return ()
    options = [(word, *find_meant(word, slips)[:_MOST_MEANT]) for word in words]
    return (" ".join(meant) for meant in product(*options))


def _drop_each(word: str) -> Iterable[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _is_one_slip(one: str, other: str) -> bool:
    """Whether `one` was written for `other`."""
    if min(len(one), len(other)) < _SURE and (one[0] != other[0] or one.startswith(other) or other.startswith(one)):
        return False
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) == 1:
        return len(one) >= _LONG
    if len(apart) != 2:
        return False
    first, last = apart
    return last == first + 1 and one[first] == other[last] and one[last] == other[first]
