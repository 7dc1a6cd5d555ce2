"""Short lines that name a thing by its number: a version, an error, an order, so many people. Below a closing they are
its writer's, as nobody's card has them (behaviour B3.10)."""

import re
from collections.abc import Collection
from functools import cache

from parsers.text.borders.notices import names_company
from parsers.words.fold import fold
from parsers.words.load import load_words

_LONGEST = 80  # characters of such a line
_MOST_WORDS = 4  # of each of its parts
_APART = re.compile(r"\s*[,;&]\s*|\s[-–—]\s")
_REACHED = re.compile(r"@|https?:|www\.|\+\d|[|•·©]")
_CODE = re.compile(r"\s*(?:0x[0-9a-f]{4,}|v?\d{1,3}(?:\.\d{1,5}){2,3})\s*", re.IGNORECASE)
_PHONE = re.compile(r"\s*0\d")


class _Words:
    """What people name by a number; and where somebody sits or lies, which may stand on a card as well."""

    def __init__(self) -> None:
        words = load_words("signature")["figures"]
        self.things, self.places = (frozenset(map(fold, words[name])) for name in ("things", "places"))


_words = cache(_Words)


def names_thing(line: str) -> bool:
    """Whether it is nothing but things with their numbers, or a code alone: `Version 4.2.1, build 9`, `12 people`."""
    parts = _read_parts(line)
    named = [part for part in parts if _has_digit(part) or _holds(part, _words().things)]
    return len(named) == len(parts) > 0 and any(map(_is_thing, parts))


def names_place(line: str) -> bool:
    """Whether it is nothing but places with their numbers: `Room 12, floor 3`."""
    parts = _read_parts(line)
    return bool(parts) and all(_has_digit(part) and _holds(part, _words().places) for part in parts)


def _read_parts(line: str) -> list[str]:
    """Between its commas; none for a line that is too long, or has an address or a company's register."""
    if len(line) > _LONGEST or not _has_digit(line) or _REACHED.search(line) or names_company(fold(line)):
        return []
    parts = [part for part in _APART.split(line.strip(" .")) if part]
    return [] if any(len(part.split()) > _MOST_WORDS for part in parts) else parts


def _is_thing(part: str) -> bool:
    is_code = _CODE.fullmatch(part) is not None and not _PHONE.match(part.lower().replace("0x", "x"))
    return is_code or (_has_digit(part) and _holds(part, _words().things))


def _holds(part: str, words: Collection[str]) -> bool:
    return any(word in words for word in fold(part).split())


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
