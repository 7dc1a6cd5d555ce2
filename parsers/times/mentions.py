"""Whether a text names a time: a weekday, a date, "within 2 hours", in any of the seven languages (behaviour B4.2)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from parsers.times.find import Found, compose, find_times, plain
from parsers.times.meanings import Value, span

_LONGEST = 20_000  # characters
_AROUND = 40  # characters before a time that say what it is
_ALONE = ("before", "before_parts", "before_hours")  # what is led by these is a time where it is the whole text, too
_NUMBER = re.compile(r"\d+(?:[.]\d)?")
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # of a leap year
_PAST = r"\b PAST (?: _ THE )? _ $"
_TO_COME = r"\b PAST_OR_TO_COME (?: _ THE )? _ $"
_AGO = r"_ AGO \b"


def has_time(text: str) -> bool:
    """Whether an expectation says by when: a weekday, a date, a clock time, "today", "within 2 hours", "month end", in
    any of the seven languages. "asap" and "as soon as possible" are no time, nor is what lies in the past ("since
    Friday")."""
    return next(find_mentions(text), None) is not None


def find_mentions(text: str) -> Iterator[Found]:
    """The times that a text names, and that have not passed."""
    shown = plain(text[:_LONGEST])
    return (
        found
        for found in find_times(shown, _SOME_DAY)
        if found.value is not None and _is_ahead(found, found.value, shown)
    )


def _is_ahead(found: Found, value: Value, text: str) -> bool:
    """Whether no word of the past stands beside it, and what is too short for a time of its own is led by a word or is
    the whole text."""
    before, led = text[max(0, found.said - _AROUND) : found.said], found.rule.led.upper()
    is_span = found.rule.meaning is span or value.later is not None
    is_past = compose(_PAST).search(before) and (is_span or not compose(_TO_COME).search(before))
    if is_past or compose(_AGO).match(text, found.end):
        return False
    is_whole = len(text) == found.end - found.start and found.rule.led in _ALONE and not _NUMBER.fullmatch(text)
    return (
        not led
        or is_whole
        or compose(rf"(?: ^ | _ ) {led} (?: _ AT_MOST )? (?: _ ARTICLES )? _ $").search(before) is not None
    )


def names_another_day(text: str) -> bool:
    """Whether one of the times that a text names lies on another day than today, so far as it says: `Thursday`, and
    not `noon` or `today`."""
    today = _SOME_DAY.date()
    return any(
        value.weekday is not None
        or any(day != today for day in value.days)
        or (value.later is not None and value.later.date() != today)
        for value in (found.value for found in find_mentions(text))
        if value is not None
    )


def names_hour(text: str) -> bool:
    """Whether a text names a time of the day: `noon`, `10:00`."""
    values = (found.value for found in find_mentions(text))
    return any(value is not None and (value.clock is not None or value.part is not None) for value in values)
