"""The fixed words of our letters, and where they stand in a text: word by word, so that no wrapping, quote mark, table or encoding
hides them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.labels import fold

# What stands in a pattern for what differs from letter to letter: `{}` any value, `{case}` a case's name, `{said}` a sentence about
# a field (a saying), `{one|other}` one of these; a line `{stop}`: what stands above it and below it is not in one letter.
_MARK = re.compile(r"\{(?P<mark>[^{}]*)\}|(?P<word>[^\W_]+)|(?P<sign>[:#])")
_SAID, _CASE, _STOP = "said", "case", "{stop}"
_CASE_WORDS = ("esc", "0")  # `ESC-42`
SAYINGS = ""  # stands for a letter's name where a sentence may be in all of them
_SKIPPED = re.compile(r"\s*subject:", re.IGNORECASE)  # an older mail's head has such a line too

_WORD = re.compile(r"<(?:mailto|https?):[^<>\s]*>|(?P<word>[^\W_]+)")
# Between the words of one sentence stands none of these, but quotes, hyphens and marks for bold type.
_EDGE = re.compile(r"[^\w\s'’‘`´\"“”„«»*_~/&@#%+=-]|\t|\s{2,}")
_WINDOW = 150  # words that a value may have inside a sentence
MOST_WORDS = 20_000  # of a text that are looked at; what is longer is a pasted log
_MOST_FOUND = 2_000  # sentences: a thread of a hundred letters has fewer

Pieces = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A line of a letter that is only a value; `shape` are the signs and words in it. `said`: it is made of sayings."""

    shape: tuple[str, ...] = ()
    said: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of ours: `pieces` are its fixed words in order, a value stands between each two. `places`: where in which letters
    it stands; `before`, `after`: those in which a value stands there too. SAYINGS among them: it may stand anywhere in a letter.
    `runs_in`, `runs_on`: a value stands there or on the next line, which HTML joins to it."""

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


@dataclass(frozen=True, slots=True)
class OurWords:
    """What our letters say: sentences by their first word; which of the sayings are labels, and which the questions and reasons beside
    one; and the lines of each letter in order: a Value where one is only that, else None."""

    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    labels: frozenset[Pieces] = frozenset()
    questions: frozenset[Pieces] = frozenset()
    letters: Mapping[str, tuple[Value | None, ...]] = field(default_factory=dict)


NOTHING = OurWords()


class Word(NamedTuple):
    """A word of a text, folded, with its line, its place there and its paragraph; whether a sentence may begin or end with it."""

    text: str
    line: int
    start: int
    end: int
    paragraph: int
    opens: bool
    closes: bool


class Found(NamedTuple):
    """A sentence of ours in a text: the index of its first word, and of the one behind its last."""

    phrase: Phrase
    start: int
    end: int


class _Line(NamedTuple):
    """A line of a pattern. `values`: for each mark in it whether that is a free value and no saying."""

    pieces: Pieces
    values: tuple[bool, ...]
    shape: tuple[str, ...]
    before: bool
    after: bool
    runs_in: bool = False
    runs_on: bool = False

    def is_known(self, fewest: int) -> bool:
        """Whether it can be known again: a word alone says too little beside a value."""
        weight = sum(map(len, self.pieces))
        return weight >= fewest or (weight > 0 and not any(self.values))


def load_our_words(letters: Mapping[str, str], sayings: str = "", labels: str = "", questions: str = "") -> OurWords:
    """From the patterns of the letters, by name, and of the sayings, the labels and the questions among them: lines of fixed words with
    the marks above. A letter's text and its HTML have one name but for what stands behind its last full stop."""
    order: dict[str, tuple[Value | None, ...]] = {}
    uses: dict[Pieces, list[tuple[str, int, _Line]]] = {}
    for name, text in (*letters.items(), (SAYINGS, f"{sayings}\n{labels}\n{questions}")):
        parts: list[Value | None] = []
        for lines in _read_pattern(text):
            known = [line for line in lines if line.is_known(1 if name == SAYINGS else 2)]
            for line in known:
                uses.setdefault(line.pieces, []).append((name, len(parts), line))
            if known or not lines:
                parts.append(None)
            elif lines[0].values:
                parts.append(Value(lines[0].shape, not any(lines[0].values)))
        order[name] = tuple(parts)
    by_word: dict[str, list[Phrase]] = {}
    for pieces, found in uses.items():
        by_word.setdefault(pieces[0][0], []).append(_join(pieces, found))
    named, asked = (frozenset(line.pieces for lines in _read_pattern(text) for line in lines) for text in (labels, questions))
    return OurWords({word: tuple(phrases) for word, phrases in by_word.items()}, named, asked, order)


def _join(pieces: Pieces, uses: Sequence[tuple[str, int, _Line]]) -> Phrase:
    places: dict[str, tuple[int, ...]] = {}
    for name, place, _ in uses:
        places[name] = (*places.get(name, ()), place)
    before, after = (frozenset(name for name, _, line in uses if line.before), frozenset(name for name, _, line in uses if line.after))
    runs_in, runs_on = any(line.runs_in for *_, line in uses), any(line.runs_on for *_, line in uses)
    return Phrase(pieces, places, before, after, runs_in, runs_on, frozenset(word for piece in pieces for word in piece))


def _read_pattern(text: str) -> Iterator[Sequence[_Line]]:
    """Its lines, each as what may stand there; nothing for a stop."""
    lines = [line for line in text.split("\n") if not _SKIPPED.match(line)]
    read = [_read_line(line) for line in lines]
    for above, here, below, line in zip((None, *read), read, (*read[1:], None), lines, strict=False):
        marks = list(_MARK.finditer(line))
        either = marks[0]["mark"] or "" if len(marks) == 1 else ""
        if line == _STOP:
            yield ()
        elif "|" in either:
            yield [_read_line(one) for one in either.split("|") if one]
        else:
            runs_in, runs_on = here.before or (above is not None and above.after), here.after or (below is not None and below.before)
            yield [here._replace(runs_in=runs_in, runs_on=runs_on)]


def _read_line(line: str) -> _Line:
    pieces: list[list[str]] = [[]]
    values: list[bool] = []
    shape: list[str] = []
    for found in _MARK.finditer(line):
        mark, word = found["mark"], found["word"]
        if mark == _CASE:
            pieces[-1] += _CASE_WORDS
        elif mark is not None:
            values.append(mark != _SAID)
            pieces.append([])
        else:
            shape.append(found[0].lower())
            pieces[-1] += [_fold(word)] if word else []
    before, after = not pieces[0] and any(values[:1]), not pieces[-1] and any(values[-1:])
    return _Line(tuple(tuple(piece) for piece in pieces if piece), tuple(values), tuple(shape), before, after)


def _fold(word: str) -> str:
    """Every number is 0."""
    if word.isdecimal():
        return "0"
    return word.lower() if word.isascii() else fold(word).replace(" ", "")


def read_words(lines: Sequence[str]) -> list[Word]:
    """The words of the text, in order, up to MOST_WORDS."""
    words: list[Word] = []
    paragraph = 0
    for number, line in enumerate(lines):
        found = [match for match in _WORD.finditer(line) if match["word"]]
        paragraph += not found
        opens = True
        for match, follower in zip(found, (*found[1:], None), strict=False):
            closes = follower is None or _EDGE.search(line, match.end(), follower.start()) is not None
            words.append(Word(_fold(match[0]), number, match.start(), match.end(), paragraph, opens, closes))
            opens = closes
        if len(words) > MOST_WORDS:
            break
    return words[:MOST_WORDS]


def find_phrases(words: Sequence[Word], ours: OurWords) -> list[Found]:
    """The sentences of ours that may stand in the text, by their first words: each begins and ends where a sentence may, or beside
    another of ours. They may overlap."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.text, []).append(at)
    likely = {word: [phrase for phrase in ours.phrases.get(word, ()) if phrase.words <= places.keys()] for word in places}
    found: list[Found] = []
    starts: set[int] = set()
    for at in range(len(words) - 1, -1, -1):  # from the end, since what follows may end a sentence
        for phrase in likely.get(words[at].text, ()):
            end = _find_end(words, at, phrase, places, starts)
            if end is not None:
                found.append(Found(phrase, at, end))
                starts |= set() if phrase.before else {at}
    ends = {one.end for one in found}
    begun = (one for one in reversed(found) if one.phrase.runs_in or words[one.start].opens or one.start in ends)
    return [one for one, _ in zip(begun, range(_MOST_FOUND), strict=False)]


def _find_end(
    words: Sequence[Word], start: int, phrase: Phrase, places: Mapping[str, Sequence[int]], starts: Collection[int]
) -> int | None:
    """Behind the last fixed word of the phrase that begins here; no value in it goes over an empty line."""
    at = start
    for number, piece in enumerate(phrase.pieces):
        may_end = number + 1 < len(phrase.pieces) or phrase.runs_on
        for begins in _find_word(places.get(piece[0], ()), at, _WINDOW if number else 1):
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
