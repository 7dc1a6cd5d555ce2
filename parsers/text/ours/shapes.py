"""What the templates of our letters say, by which a letter is known that nobody has kept: pieces of fixed words, and
where each stands among the values."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from parsers.text.ours.words import Key, Word, read_words

KEY = 3  # words of the shortest piece
SAYINGS = -1  # stands for the template of what is asked and said of fields, which may stand in any letter
_KNOWN = 7  # words of the longest piece of a letter
_FEWEST = 8  # and of all its pieces
_ASKED = 6  # of a question or its reason, which stands for itself
_MOST_BETWEEN = 200  # words of values between two pieces
_PART = re.compile(r"(?P<mark>\{(?:said)?\})|(?P<words>[^{}]+)")


class Hole(Enum):
    """What differs from letter to letter."""

    VALUE = "value"
    LINE = "line"  # of nothing but values, and words too few to be known
    SAID = "said"  # sentences about fields, among which the reader may type


@dataclass(slots=True)
class Piece:
    """Fixed words of ours. `places`: where in which templates; `before`, `after`: what stands beside it there."""

    words: Key
    places: dict[int, list[int]] = field(default_factory=dict)
    before: set[Hole] = field(default_factory=set)
    after: set[Hole] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The pieces by their first words; the holes of each template by their place; the names of the fields, and what is
    said of them in words too few to be known."""

    pieces: Mapping[Key, Sequence[Piece]] = field(default_factory=dict)
    holes: Sequence[Mapping[int, Hole]] = ()
    labels: frozenset[Key] = frozenset()
    hints: frozenset[Key] = frozenset()

    def may_stand_in(self, texts: Sequence[str]) -> bool:
        """Whether a piece stands in the folded words that is long enough for a letter to be known."""
        keys = zip(texts, texts[1:], texts[2:], strict=False)
        begun = [(at, self.pieces[key]) for at, key in enumerate(keys) if key in self.pieces]
        found = ((at, piece.words) for at, pieces in begun for piece in pieces if len(piece.words) >= _ASKED)
        return any(tuple(texts[at : at + len(words)]) == words for at, words in found)

    def find_between(self, one: Piece, other: Piece) -> set[Hole] | None:
        """What a letter has between the two; None when no letter has them in this order."""
        if SAYINGS in one.places or SAYINGS in other.places:
            return {Hole.SAID}
        found: set[Hole] | None = None
        for name in one.places.keys() & other.places.keys():
            start, end = min(one.places[name]), max(other.places[name])
            if start < end:
                holes = {hole for at, hole in self.holes[name].items() if start < at < end}
                found = holes if found is None or Hole.SAID in holes else found | holes
        return found


class Found(NamedTuple):
    """A piece in a text, by its words."""

    start: int
    end: int
    piece: Piece


def load_shapes(templates: Iterable[str], sayings: str = "", labels: Iterable[str] = ()) -> Shapes:
    """From the templates' texts, in which `{}` stands for a value and `{said}` for sentences about fields; what is
    asked and said of a field; and the fields' names."""
    pieces: dict[Key, Piece] = {}
    holes = [_read_template(number, text, pieces) for number, text in enumerate(dict.fromkeys(templates))]
    _read_template(SAYINGS, sayings, pieces)
    by_key: dict[Key, list[Piece]] = {}
    for words in sorted(pieces, key=len, reverse=True):
        by_key.setdefault(words[:KEY], []).append(pieces[words])
    names, said = (frozenset(map(_fold, lines)) - {()} for lines in (labels, sayings.split("\n")))
    return Shapes(by_key, holes, names, frozenset(one for one in said if len(one) < KEY) - names)


def _fold(line: str) -> Key:
    return tuple(word.text for word in read_words([line]))


def _read_template(name: int, text: str, pieces: dict[Key, Piece]) -> Mapping[int, Hole]:
    """Its pieces go into `pieces`; its holes by their place among them."""
    holes: dict[int, Hole] = {}
    place = 0
    for line in text.split("\n"):
        items = list(_split_line(line))
        for at, item in enumerate(items):
            place += 1
            if isinstance(item, Hole):
                holes[place] = item
            elif len(item) >= KEY:
                piece = pieces.setdefault(item, Piece(item))
                piece.places.setdefault(name, []).append(place)
                piece.before.update(one for one in items[max(at - 1, 0) : at] if isinstance(one, Hole))
                piece.after.update(one for one in items[at + 1 : at + 2] if isinstance(one, Hole))
    return holes


def _split_line(line: str) -> Iterator[Hole | Key]:
    """Its pieces and holes in order. A line without a piece that can be known is a hole."""
    items: list[Hole | Key] = []
    for mark, words in ((match["mark"], match["words"]) for match in _PART.finditer(line)):
        folded = _fold(words or "")
        items += [folded] if folded else [] if words else [Hole.SAID if mark == "{said}" else Hole.VALUE]
    if any(not isinstance(item, Hole) and len(item) >= KEY for item in items):
        yield from items
    else:
        yield from {Hole.LINE if item is not Hole.SAID else item: None for item in items}


def find_letters(words: Sequence[Word], shapes: Shapes) -> Iterator[list[Found]]:
    """The pieces of each letter that the text quotes, in order."""
    letter: list[Found] = []
    for one in _find_pieces(words, shapes):
        is_near = letter and one.start - letter[-1].end < _MOST_BETWEEN
        if not is_near or shapes.find_between(letter[-1].piece, one.piece) is None:
            yield from [letter] if _is_sure(letter) else []
            letter = []
        letter.append(one)
    yield from [letter] if _is_sure(letter) else []


def _is_sure(letter: Sequence[Found]) -> bool:
    sizes = [len(one.piece.words) for one in letter]
    is_asked = any(SAYINGS in one.piece.places and len(one.piece.words) >= _ASKED for one in letter)
    return is_asked or (sum(sizes) >= _FEWEST and max(sizes) >= _KNOWN)


def _find_pieces(words: Sequence[Word], shapes: Shapes) -> Iterator[Found]:
    """The longest at each place that are sentences by themselves, or have a value where they are none."""
    texts = tuple(word.text for word in words)
    end = 0
    for at in range(len(texts) - KEY + 1):
        for piece in shapes.pieces.get(texts[at : at + KEY], ()) if at >= end else ():
            until = at + len(piece.words)
            opens = words[at].opens or bool(piece.before) or (at == end and at > 0)
            goes_on = piece.after or texts[until : until + KEY] in shapes.pieces
            if opens and texts[at:until] == piece.words and (goes_on or words[until - 1].closes):
                yield Found(at, until, piece)
                end = until
                break


def has_piece(words: Sequence[Word], shapes: Shapes) -> bool:
    """Whether a piece of any template stands in these words, wherever its sentence begins."""
    texts = tuple(word.text for word in words)
    begun = ((at, shapes.pieces.get(texts[at : at + KEY], ())) for at in range(len(texts) - KEY + 1))
    return any(texts[at : at + len(piece.words)] == piece.words for at, pieces in begun for piece in pieces)


def cover_letter(letter: Sequence[Found], words: Sequence[Word], shapes: Shapes) -> Iterator[tuple[int, int]]:
    """Which words the letter covers, from and up to: its pieces, the values between them and at their line's ends."""
    for one in letter:
        yield one.start, one.end
        yield _go(words, one.start, -1) if Hole.VALUE in one.piece.before else one.start, one.start
        yield one.end, _go(words, one.end - 1, 1) + 1 if Hole.VALUE in one.piece.after else one.end
    for one, other in pairwise(letter):
        holes = shapes.find_between(one.piece, other.piece) or set()
        is_lined = Hole.LINE in holes or words[one.end - 1].paragraph == words[other.start].paragraph
        if holes and Hole.SAID not in holes and is_lined:
            yield one.end, other.start


def _go(words: Sequence[Word], at: int, step: int) -> int:
    """The last word of a value in this direction: of the same line, if that is no longer than a value is."""
    line = words[at].line
    for _ in range(_MOST_BETWEEN):
        if not 0 <= at + step < len(words) or words[at + step].line != line:
            break
        at += step
    return at


NOTHING = Shapes()
