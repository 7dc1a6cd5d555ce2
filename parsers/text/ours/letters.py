"""The letters that we sent, word by word, to read their answers against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from parsers.mime.body import Body, read_text
from parsers.mime.fields import Headers
from parsers.mime.headers.addresses import parse_addresses
from parsers.mime.parts import split_mail
from parsers.text.ours.facts import Facts, read_facts
from parsers.text.ours.words import Key, read_words

LARGEST = 400_000  # bytes of a sent letter that are read: its texts come first, its files behind them
KEY = 3  # words by which a place in a letter is found
_MOST_PLACES = 8  # of one key: what stands oftener is somebody's pasted list
_FORMS = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True)
class Sent:
    """The words of a letter of ours in order. `ends`: behind which of them, counted from 1, one of its lines ends, and
    `closes`: a sentence may end. `places`: where each key stands. `facts`: what its headers say, None where nobody
    knows."""

    words: tuple[str, ...]
    ends: frozenset[int]
    closes: frozenset[int]
    places: Mapping[Key, tuple[int, ...]]
    facts: Facts | None = None


def read_sent(raw: bytes) -> tuple[Sent, ...]:
    """A letter as it was sent, in its forms. Raises what parsing raises for bytes that are no mail of ours."""
    root = split_mail(raw[:LARGEST])
    parts = (part for part in root.walk() if part.content_type in _FORMS)
    shown = (part for part in parts if not part.file_name and part.disposition != "attachment")
    texts = [[line.text for line in read_text(part, Body())] for part in shown]
    facts = _read_facts(root.headers, next(filter(str.strip, texts[0]), "") if texts else "")
    return tuple(read_letter(lines, facts) for lines in texts)


def _read_facts(headers: Headers, opening: str) -> Facts:
    senders = [one for name in ("from", "reply-to") for one in parse_addresses(headers.find(name) or b"")]
    try:
        sent_at = parsedate_to_datetime(headers.find_text("date"))
    except ValueError:
        sent_at = None
    return read_facts(
        senders[0].name if senders else "",
        [one.email for one in senders],
        sent_at,
        f"{headers.find_text('subject')} {opening}",
    )


def read_letter(lines: Sequence[str], facts: Facts | None = None) -> Sent:
    """A letter's lines as its reader sees them; what its headers say."""
    found = read_words(lines)
    ends = frozenset(at for at in range(1, len(found) + 1) if at == len(found) or found[at].line > found[at - 1].line)
    closes = frozenset(at + 1 for at, word in enumerate(found) if word.closes)
    words = tuple(word.text for word in found)
    return Sent(words, ends, closes, _find_places(words), facts)


def _find_places(words: Sequence[str]) -> Mapping[Key, tuple[int, ...]]:
    places: dict[Key, list[int]] = {}
    for at in range(len(words) - KEY + 1):
        found = places.setdefault(tuple(words[at : at + KEY]), [])
        if len(found) < _MOST_PLACES:
            found.append(at)
    return {key: tuple(found) for key, found in places.items()}
