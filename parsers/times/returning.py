"""From when somebody who is away can be reached again, as out-of-office replies say it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import parsedate_tz
from functools import cache

from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_REACH = 45  # characters between the word and its date: "back in the office on Monday, the"
_LONGEST = timedelta(days=400)  # away for longer than that is a misread date

_ISO = re.compile(r"\b(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b")
_DOTTED = re.compile(
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>[./-])\s?(?P<second>\d{1,2})(?:(?P=mark)\s?(?P<year>20\d\d|\d\d)\b|\.|"
    r"(?![\d:]))"
)


class _Words:
    """Months, the words before a date, and dates in words."""

    def __init__(self) -> None:
        words = load_words("times")
        spoken = {name: one_of(listed) for name, listed in words["spoken"].items()}
        self.back, self.until = (tuple(map(fold, words["returning"][name])) for name in ("back", "until"))
        self.months = {fold(word): int(number) for number, names in words["months"].items() for word in names}
        of, of_year = (rf"(?:(?:{spoken[name]}) )?" for name in ("of", "of_year"))
        month, th = rf"(?P<name>{one_of(self.months)})", spoken["ordinals_in_replies"]
        self.day_month = re.compile(rf"\b(?P<day>\d{{1,2}})(?:{th})?\s?{of}{month}\b(?:\s?{of_year}(?P<year>20\d\d))?")
        self.month_day = re.compile(rf"\b{month}\s(?P<day>\d{{1,2}})(?:{spoken['ordinals']})?\b(?:\s(?P<year>20\d\d))?")


_words = cache(_Words)


def find_return(text: str, sent: str) -> date | None:
    """The date behind "back on", "until" and the like; `sent` (the Date header) gives the year and whether 3/4 is April's."""
    stamp = parsedate_tz(sent)
    try:
        sent_on = date(*stamp[:3]) if stamp else None
    except ValueError:
        sent_on = None
    american = bool(stamp and stamp[9] is not None and stamp[9] <= -4 * 3600)
    numbers = " ".join(text.lower().split())
    words = fold(text)
    found = [(*one, numbers) for one in _find_numbers(numbers, sent_on, american)] + [(*one, words) for one in _find_names(words, sent_on)]
    for lead in (_words().back, _words().until):
        behind = [day for day, at, source in found if _stands_by(source, at, lead)]
        if behind:
            return max(behind) if lead is _words().until else behind[0]
    return None


def _stands_by(text: str, at: int, lead: tuple[str, ...]) -> bool:
    """Whether one of the words stands before the date, or a long one of them right behind it ("op 9 maart weer aanwezig")."""
    before = f" {fold(text[max(0, at - _REACH) : at])} "
    after = f" {fold(text[at : at + _REACH])} "
    return any(f" {word} " in before for word in lead) or any(
        f" {word} " in after for word in lead if len(word) > 3 and lead is _words().back
    )


def _find_numbers(text: str, sent: date | None, american: bool) -> Iterator[tuple[date, int]]:
    for match in _ISO.finditer(text):
        yield from _make(match["year"], int(match["month"]), int(match["day"]), sent, match.start())
    for match in _DOTTED.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        month_first = second > 12 or (first <= 12 and match["mark"] == "/" and american)
        day, month = (second, first) if month_first else (first, second)
        yield from _make(match["year"], month, day, sent, match.start())


def _find_names(text: str, sent: date | None) -> Iterator[tuple[date, int]]:
    for pattern in (_words().day_month, _words().month_day):
        for match in pattern.finditer(text):
            yield from _make(match["year"], _words().months[match["name"]], int(match["day"]), sent, match.start())


def _make(year: str | None, month: int, day: int, sent: date | None, at: int) -> Iterator[tuple[date, int]]:
    """The date, when there is such a day and it can be meant: without a year the next one after the mail was sent."""
    if year is None and sent is None:
        return
    try:
        if year is not None:
            found = date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        else:
            assert sent is not None
            found = date(sent.year, month, day)
            if found < sent - timedelta(days=14):
                found = date(sent.year + 1, month, day)
    except ValueError:
        return
    if sent is None or sent - timedelta(days=60) <= found <= sent + _LONGEST:
        yield found, at
