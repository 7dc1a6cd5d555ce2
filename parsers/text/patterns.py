"""The patterns of our letters, as sentences to be known again.

A pattern is a letter's text with marks for what differs from letter to letter: `{}` any value, `{case}` a case's
name, `{said}` a sentence about a field (a saying), `{one|other}` one of these; and a line `{stop}`, above and below
which is not the same letter."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from parsers.text.phrases import SAYINGS, OurWords, Phrase, Pieces, Value, fold_word

_MARK = re.compile(r"\{(?P<mark>[^{}]*)\}|(?P<word>[^\W_]+)|(?P<sign>[:#])")
_EITHER = re.compile(r"\s*\{([^{}]*\|[^{}]*)\}\s*")
_SAID, _CASE, _STOP = "said", "case", "{stop}"
_CASE_WORDS = ("esc", "0")  # `ESC-42`
_SKIPPED = re.compile(r"\s*subject:", re.IGNORECASE)  # an older mail's head has such a line too


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


class _Use(NamedTuple):
    """Where a sentence stands: a place in a letter."""

    letter: str
    place: int
    line: _Line


def load_our_words(letters: Mapping[str, str], sayings: str = "", labels: str = "", questions: str = "") -> OurWords:
    """From the patterns of the letters, by name, and of the sayings, the labels and the questions among them. A
    letter's text and its HTML have one name but for what stands behind its last full stop."""
    order: dict[str, tuple[Value | None, ...]] = {}
    uses: dict[Pieces, list[_Use]] = {}
    for name, text in (*letters.items(), (SAYINGS, f"{sayings}\n{labels}\n{questions}")):
        order[name] = tuple(_read_letter(name, text, uses))
    phrases = [_join(pieces, found) for pieces, found in uses.items()]
    endings = _by_first_word(phrase.turn() for phrase in phrases)
    return OurWords(_by_first_word(phrases), endings, _read_pieces(labels), _read_pieces(questions), order)


def _by_first_word(phrases: Iterable[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase.pieces[0][0], []).append(phrase)
    return {word: tuple(some) for word, some in found.items()}


def _read_letter(name: str, text: str, uses: dict[Pieces, list[_Use]]) -> Iterator[Value | None]:
    """Its lines in order: a Value where one is only that. Its sentences go into `uses`."""
    place = 0
    for lines in _read_pattern(text):
        known = [line for line in lines if line.is_known(1 if name == SAYINGS else 2)]
        for line in known:
            uses.setdefault(line.pieces, []).append(_Use(name, place, line))
        if not known and lines and not lines[0].values:
            continue
        yield None if known or not lines else Value(lines[0].shape, not any(lines[0].values))
        place += 1


def _read_pieces(text: str) -> frozenset[Pieces]:
    return frozenset(line.pieces for lines in _read_pattern(text) for line in lines)


def _join(pieces: Pieces, uses: Sequence[_Use]) -> Phrase:
    places: dict[str, tuple[int, ...]] = {}
    for use in uses:
        places[use.letter] = (*places.get(use.letter, ()), use.place)
    return Phrase(
        pieces,
        places,
        before=frozenset(use.letter for use in uses if use.line.before),
        after=frozenset(use.letter for use in uses if use.line.after),
        runs_in=any(use.line.runs_in for use in uses),
        runs_on=any(use.line.runs_on for use in uses),
        words=frozenset(word for piece in pieces for word in piece),
    )


def _read_pattern(text: str) -> Iterator[Sequence[_Line]]:
    """Its lines, each as what may stand there; nothing for a stop."""
    lines = [line for line in text.split("\n") if not _SKIPPED.match(line)]
    read = [_read_line(line) for line in ("", *lines, "")]
    for above, here, below, line in zip(read, read[1:], read[2:], lines, strict=False):
        either = _EITHER.fullmatch(line)
        if line == _STOP:
            yield ()
        elif either:
            yield [_read_line(one) for one in either[1].split("|") if one]
        else:
            yield [here._replace(runs_in=here.before or above.after, runs_on=here.after or below.before)]


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
            pieces[-1] += [fold_word(word)] if word else []
    before, after = not pieces[0] and any(values[:1]), not pieces[-1] and any(values[-1:])
    return _Line(tuple(tuple(piece) for piece in pieces if piece), tuple(values), tuple(shape), before, after)
