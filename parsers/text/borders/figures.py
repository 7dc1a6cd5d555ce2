"""Short lines that name a thing by its number: a version, an error, an order, so many people. Below a closing they are
its writer's, as nobody's card has them (behaviour B3.10)."""

import re
from collections.abc import Collection
from functools import cache

from parsers.text.borders.notices import names_company
from parsers.words.fold import fold
from parsers.words.load import load_words

_LONGEST, _LONGEST_LINK = 80, 400  # characters of such a line
_MOST_WORDS = 4  # of each of its parts
_APART = re.compile(r"\s*[,;&]\s*|\s[-–—]\s")
_REACHED = re.compile(r"@|https?:|www\.|\+\d|[|•·©]")
_CODE = re.compile(r"\s*(?:0x[0-9a-f]{4,}|v?\d{1,3}(?:\.\d{1,5}){2,3})\s*", re.IGNORECASE)
_PHONE = re.compile(r"\s*0\d")


_NUM = r"(?:\d{1,3}(?:[.,'’ \xa0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)"
_COIN = r"(?:[€$£¥]|CHF\b|EUR\b|USD\b|GBP\b)"
_MONEY = re.compile(rf"(?:{_COIN}\s?{_NUM}|{_NUM}\s?{_COIN})[kKmM]?(?:\s[^\W\d_]+){{0,4}}")
_OF = rf"(?:\s(?:of|von|sur|di|de|van)\s{_NUM})?"
_AMOUNT = re.compile(rf"(?P<number>{_NUM}){_OF}(?P<unit>\s?%(?:\s[^\W\d_]+){{0,3}}|(?:\s[^\W\d_]+){{1,3}})")
_EACH = re.compile(r"[^\W\d_]{1,12}")  # `/ hour`
_CLOCK = r"\d{1,2}[:.h]\d{2}(?:\s?(?:[ap]m|uhr|h))?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:[-–—]|bis|to)\s*{_CLOCK}", re.IGNORECASE)
_NUMBERS = re.compile(r"[1-9]\d{2,5}(?:(?:,\s|;\s?|\s/\s)[1-9]\d{2,5})+")
_SLASHED = re.compile(r"\s/\s|,\s|;\s?")
# Where something lies, and a code of one word: no `D-10115`, no `DE123456789`
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\\w)\S*(?: \S+)?|~?/[\w.-]+(?:/[\w.-]+)+/?")
_LINK = re.compile(r"<?(?:https?://|www\.)[^\s/<>]+/[^\s<>]+>?")
_CODE_WORD = re.compile(
    r"(?!(?:[A-Z]{1,2}-?\d{4,6}|[A-Z]{2}\d{8,})\b\W*$)(?=\S*\d)(?=\S*[A-Z])[A-Z0-9][A-Z0-9._-]{3,30}\b"
)


class _Words:
    """What people name by a number; where somebody sits or lies, and in what street, which may stand on a card as
    well; and by what a sentence points at what stands below."""

    def __init__(self) -> None:
        words = load_words("signature")["figures"]
        self.things, self.places, self.streets, self.pointing = (
            frozenset(map(fold, words[name])) for name in ("things", "places", "streets", "pointing")
        )


_words = cache(_Words)


def names_thing(line: str) -> bool:
    """Whether it is nothing but things with their numbers, or a code alone (`Version 4.2.1, build 9`, `12 people`), or
    says how much, how many or from when to when: `1,200 rows / 3 min`, `2,400 EUR`, `12:40 – 13:10`."""
    if _is_figure(line.strip(" .")):
        return True
    parts = _read_parts(line)
    named = [part for part in parts if _has_digit(part) or _holds(part, _words().things)]
    return len(named) == len(parts) > 0 and any(map(_is_thing, parts))


def _is_figure(line: str) -> bool:
    if len(line) > _LONGEST or not _has_digit(line):
        return False
    if any(shape.fullmatch(line) for shape in (_MONEY, _SPAN, _NUMBERS)):
        return True
    first, *others = (part.strip() for part in _SLASHED.split(line))
    found = [_AMOUNT.fullmatch(part) for part in (first, *(one for one in others if not _EACH.fullmatch(one)))]
    return all(one is not None and _is_amount(one["number"], one["unit"], 1 + len(others)) for one in found)


def _is_amount(number: str, unit: str, parts: int) -> bool:
    """Whether a number counts or measures; a house's or a town's number stands alone before a name."""
    is_named = unit.strip()[:1].isupper()
    is_written_out = re.search(r"\d[.,'’ \xa0\u202f]\d{3}", number) is not None
    return not _holds(unit, _words().streets) and (not is_named or parts > 1 or is_written_out)


def is_pointed_at(line: str, above: str) -> bool:
    """Whether it is a path, a link to a page or a code alone, and the sentence `above` leads to it."""
    line, above = line[:_LONGEST_LINK].strip(" ."), above.strip()
    is_one = any(shape.fullmatch(line) for shape in (_PATH, _LINK, _CODE_WORD))
    return is_one and bool(above) and (above[-1] not in ".!?…)" or _holds(above, _words().pointing))


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
