"""The words that make a mail ours in its subject, and what makes them not count (behaviour B2.1, B2.2)."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from parsers.model import Marker
from parsers.tickets import DASHES
from parsers.words.load import load_words, one_of

_SPACE_OR_QUOTE = r"[\s\"'“”„‘’«»*(\[]+"
_CLOSED = r"[\"'”’»*)\]]*\s+"
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"  # a word of its own


def any_of(group: str, name: str) -> str:
    """A pattern for the words of one list of `subjects.toml`."""
    return one_of(load_words("subjects")[group][name])


class _Denials:
    """What makes a marker not count: words before or behind it, and a subject of former times (`was: …`)."""

    def __init__(self) -> None:
        fillers = rf"(?:(?:{any_of('denied', 'fillers')}){_SPACE_OR_QUOTE}){{0,4}}"
        self.before = re.compile(
            rf"{_BEGINS}(?:{any_of('denied', 'before')}){_SPACE_OR_QUOTE}{fillers}$", re.IGNORECASE
        )
        self.joined = re.compile(rf"{_BEGINS}(?:{any_of('denied', 'joined')})\s?[{DASHES}]\s?$", re.IGNORECASE)
        self.spaced = re.compile(rf"{_BEGINS}(?:{any_of('denied', 'spaced')})\s$", re.IGNORECASE)
        self.any_more_before = re.compile(
            rf"(?:{any_of('denied', 'any_more_before')})(?:\s+[^\W\d_]+)?\s+$", re.IGNORECASE
        )
        self.any_more_after = re.compile(rf"\s+(?:{any_of('denied', 'any_more_after')}){_ENDS}", re.IGNORECASE)
        self.after = re.compile(
            rf"{_CLOSED}(?:(?:{any_of('denied', 'verbs')})\s+)?(?:{any_of('denied', 'behind')})\s+"
            rf"(?:(?:{any_of('denied', 'links')})\s+)*(?:{any_of('denied', 'needed')}){_ENDS}"
            rf"|{_CLOSED}(?:(?:{any_of('denied', 'over_verbs')})\s+)?(?:{any_of('denied', 'over')}){_ENDS}",
            re.IGNORECASE,
        )
        self.against = re.compile(
            rf"{_CLOSED}(?:{any_of('denied', 'behind')})\s+(?:{any_of('denied', 'repeated')}){_ENDS}"
            rf".{{0,120}}?{_BEGINS}(?:{any_of('denied', 'against')}){_ENDS}",
            re.IGNORECASE,
        )
        self.history = re.compile(
            rf"[(\[{{]\s*(?:{any_of('history', 'words')})\b\s*:?[^)\]}}]*[)\]}}]"
            rf"|[\s\-–—,;]+(?:{any_of('history', 'bare')})\s*:.*$",
            re.IGNORECASE,
        )


_denials = cache(_Denials)


def blank_denied(text: str, exceptions: tuple[str, ...]) -> str:
    """`text` with what a subject was in former times, and the phrases that are exceptions, overwritten."""
    return _blank_exceptions(blank(_denials().history, text.replace("’", "'")), exceptions)


def find_markers(text: str, markers: Mapping[str, Marker]) -> list[tuple[int, int, Marker]]:
    """Where each of the words stands that counts, and which it is. A later one
    that is denied ("not urgent any more") takes the earlier ones back."""
    found: list[tuple[int, int, Marker]] = []
    for match in _compile_words(tuple(markers)).finditer(text):
        kind = markers.get(match[0].lower()) or markers.get(match[0].casefold())
        if not _is_denied(match):
            found += [] if kind is None else [(*match.span(), kind)]
        elif _is_taken_back(match):
            found = [one for one in found if one[2] is not kind]
    return found


def _read_before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 80) : match.start()]


def _is_denied(match: re.Match[str]) -> bool:
    denials, before = _denials(), _read_before(match)
    if any(one.search(before) for one in (denials.before, denials.joined, denials.spaced)):
        return True
    is_denied_behind = denials.after.match(match.string, match.end()) is not None
    return is_denied_behind and denials.against.match(match.string, match.end()) is None


def _is_taken_back(match: re.Match[str]) -> bool:
    denials = _denials()
    return bool(
        denials.any_more_before.search(_read_before(match)) or denials.any_more_after.match(match.string, match.end())
    )


def blank(pattern: re.Pattern[str], text: str) -> str:
    """`text` with what matches overwritten, so that positions stay."""
    return pattern.sub(lambda m: "\x00" * len(m[0]), text)


def _blank_exceptions(text: str, exceptions: tuple[str, ...]) -> str:
    for pattern in _compile_phrases(exceptions):
        text = blank(pattern, text)
    return text


@lru_cache(8)  # a daemon has one team's words
def _compile_words(words: Iterable[str]) -> re.Pattern[str]:
    shapes = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"{_BEGINS}(?:{shapes}){_ENDS}", re.IGNORECASE)


@lru_cache(8)
def _compile_phrases(phrases: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """One for each phrase, between whose words blanks and dashes may stand."""
    between = rf"[\s{DASHES}]+"
    parted = ([re.escape(word) for word in re.split(between, phrase) if word] for phrase in phrases)
    return tuple(re.compile(f"{_BEGINS}{between.join(words)}{_ENDS}", re.IGNORECASE) for words in parted if words)
