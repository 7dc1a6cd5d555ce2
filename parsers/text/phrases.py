"""The fixed words of our letters, and where they stand in a text: word by word, so that no wrapping, quote mark,
table or encoding hides them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from parsers.words.fold import fold

SAYINGS = ""  # stands for a letter's name where a sentence may be in all of them
MOST_WORDS = 20_000  # of a text that are looked at; what is longer is a pasted log
_MOST_FOUND = 2_000  # sentences: a thread of a hundred letters has fewer
_LONGEST_WORD = 80  # characters; folded, a letter of some alphabets becomes eighteen
_WINDOW = 150  # words that a value may have inside a sentence

_WORD = re.compile(r"<(?:mailto|https?):[^<>\s]*>|â€œ|(?P<word>[^\W_]+)")
_GARBLED = re.compile("[âÂÃÅœ]+")  # what is left of a sign where UTF-8 was read as Windows-1252
CITED = re.compile(r"\s*[^\W\d_]{1,4}>+(?:\s+|$)")  # the initials that Supercite writes before each line: `SE> `
# Between the words of one sentence stands none of these, but quotes, hyphens and marks for bold. A comma ends none.
_EDGE = re.compile(r"[^\w\s'’‘`´\"“”„«»*_~/&@#%+=-]|\t|\s{2,}")

Pieces = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A line of a letter that is only a value; `shape` are the signs and words in it. `said`: it is made of sayings."""

    shape: tuple[str, ...] = ()
    said: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of ours: `pieces` are its fixed words in order, a value stands between each two. `places`: where in
    which letters it stands; `before`, `after`: those in which a value stands there too. SAYINGS among them: it may
    stand anywhere in a letter. `runs_in`, `runs_on`: a value stands there or on the next line, which HTML joins to
    it."""

    pieces: Pieces
    places: Mapping[str, tuple[int, ...]]
    before: frozenset[str]
    after: frozenset[str]
    runs_in: bool
    runs_on: bool
    words: frozenset[str]

    @property
    def weight(self) -> int:
        """How many fixed words it has."""
        return sum(map(len, self.pieces))

    @property
    def is_saying(self) -> bool:
        return SAYINGS in self.places

    def turn(self) -> "Phrase":
        """The sentence as it is read backwards."""
        pieces = tuple(piece[::-1] for piece in self.pieces[::-1])
        return replace(self, pieces=pieces, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class OurWords:
    """What our letters say: sentences by their first word, and turned round by their last; which of the sayings are
    labels, and which the questions and reasons beside one; and the lines of each letter in order: a Value where one is
    only that, else None."""

    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    endings: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    labels: frozenset[Pieces] = frozenset()
    questions: frozenset[Pieces] = frozenset()
    letters: Mapping[str, tuple[Value | None, ...]] = field(default_factory=dict)


NOTHING = OurWords()


class Word(NamedTuple):
    """A word of a text, folded, with its line, its place there and its paragraph; whether a sentence may begin or end
    with it."""

    text: str
    line: int
    start: int
    end: int
    paragraph: int
    opens: bool
    closes: bool


class Found(NamedTuple):
    """A sentence of ours in a text: the index of its first word, and of the one behind its last. `is_cut`: only its
    beginning or its end is there."""

    phrase: Phrase
    start: int
    end: int
    is_cut: bool = False


def fold_word(word: str) -> str:
    """The form in which words are compared; every number is 0. One that is longer than any of ours is none."""
    if word.isdecimal():
        return "0"
    if len(word) > _LONGEST_WORD:
        return ""
    return word.lower() if word.isascii() else fold(word).replace(" ", "")


def read_words(lines: Sequence[str]) -> list[Word]:
    """The words of the text, in order, up to MOST_WORDS."""
    words: list[Word] = []
    paragraph = 0
    for number, line in enumerate(lines):
        cited = CITED.match(line)
        matches = islice(_WORD.finditer(line, cited.end() if cited else 0), MOST_WORDS)
        found = [match for match in matches if match["word"] and not _GARBLED.fullmatch(match["word"])]
        paragraph += not found
        opens = True
        for match, follower in zip(found, (*found[1:], None), strict=False):
            gap = line[match.end() : follower.start()] if follower is not None else "."
            is_edge = _EDGE.search(gap) is not None
            closes = is_edge and gap.strip() != ","
            words.append(Word(fold_word(match[0]), number, match.start(), match.end(), paragraph, opens, closes))
            opens = is_edge
        if len(words) > MOST_WORDS:
            break
    return words[:MOST_WORDS]


def find_phrases(words: Sequence[Word], ours: OurWords, cuts: Sequence[Found] = ()) -> list[Found]:
    """The sentences of ours that may stand in the text, by their first words: each begins and ends where a sentence
    may, or beside another of ours, also one of the `cuts`. They may overlap."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.text, []).append(at)
    likely = {word: _find_likely(word, places.keys(), ours) for word in places}
    found: list[Found] = []
    starts = {one.start for one in cuts}
    for at in range(len(words) - 1, -1, -1):  # from the end, since what follows may end a sentence
        for phrase in likely[words[at].text]:
            end = _find_end(words, at, phrase, places, starts)
            if end is not None:
                found.append(Found(phrase, at, end))
                starts |= set() if phrase.before else {at}
    ends = {one.end for one in (*found, *cuts)}
    begun = (one for one in reversed(found) if one.phrase.runs_in or words[one.start].opens or one.start in ends)
    return list(islice(begun, _MOST_FOUND))


def _find_likely(word: str, known: Collection[str], ours: OurWords) -> Sequence[Phrase]:
    """The sentences that begin with the word and have no other words than the text."""
    return [phrase for phrase in ours.phrases.get(word, ()) if all(word in known for word in phrase.words)]


def _find_end(
    words: Sequence[Word], start: int, phrase: Phrase, places: Mapping[str, Sequence[int]], starts: Collection[int]
) -> int | None:
    """Behind the last fixed word of the phrase that begins here; no value in it goes over an empty line."""
    at = start
    for number, piece in enumerate(phrase.pieces):
        may_end = number + 1 < len(phrase.pieces) or phrase.runs_on
        for begins in _find_word(places[piece[0]], at, _WINDOW if number else 1):
            ends = begins + len(piece)
            if words[begins].paragraph != words[start].paragraph or ends > len(words):
                return None
            if _is_piece(words, begins, piece) and (may_end or words[ends - 1].closes or ends in starts):
                at = ends
                break
        else:
            return None
    return at


def _find_word(places: Sequence[int], start: int, window: int) -> Iterator[int]:
    """Where it stands from `start` on."""
    for index in range(bisect_left(places, start), len(places)):
        if places[index] >= start + window:
            return
        yield places[index]


def _is_piece(words: Sequence[Word], at: int, piece: Sequence[str]) -> bool:
    return all(words[at + place].text == word for place, word in enumerate(piece))
