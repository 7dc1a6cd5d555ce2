"""The letters that we sent, word by word, to read their answers against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.mime.body import Body, read_text
from parsers.mime.parts import split_mail
from parsers.text.ours.words import Key, read_words

LARGEST = 400_000  # bytes of a sent letter that are read: its texts come first, its files behind them
KEY = 3  # words by which a place in a letter is found
_MOST_PLACES = 8  # of one key: what stands oftener is somebody's pasted list
_FORMS = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True)
class Sent:
    """The words of a letter of ours in order. `ends`: behind which of them, counted from 1, one of its lines ends, and
    `closes`: a sentence may end. `places`: where each key stands."""

    words: tuple[str, ...]
    ends: frozenset[int]
    closes: frozenset[int]
    places: Mapping[Key, tuple[int, ...]]


def read_sent(raw: bytes) -> tuple[Sent, ...]:
    """A letter as it was sent, in its forms. Raises what parsing raises for bytes that are no mail of ours."""
    parts = (part for part in split_mail(raw[:LARGEST]).walk() if part.content_type in _FORMS)
    shown = (part for part in parts if not part.file_name and part.disposition != "attachment")
    return tuple(read_letter([line.text for line in read_text(part, Body())]) for part in shown)


def read_letter(lines: Sequence[str]) -> Sent:
    """A letter's lines as its reader sees them."""
    found = read_words(lines)
    ends = frozenset(at for at in range(1, len(found) + 1) if at == len(found) or found[at].line > found[at - 1].line)
    closes = frozenset(at + 1 for at, word in enumerate(found) if word.closes)
    words = tuple(word.text for word in found)
    return Sent(words, ends, closes, _find_places(words))


def _find_places(words: Sequence[str]) -> Mapping[Key, tuple[int, ...]]:
    places: dict[Key, list[int]] = {}
    for at in range(len(words) - KEY + 1):
        found = places.setdefault(tuple(words[at : at + KEY]), [])
        if len(found) < _MOST_PLACES:
            found.append(at)
    return {key: tuple(found) for key, found in places.items()}
