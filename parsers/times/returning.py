"""From when somebody who is away can be reached again, as out-of-office replies say it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_tz
from functools import cache
from typing import NamedTuple

from parsers.times.find import find_times, plain
from parsers.times.meanings import week, written_day
from parsers.words.fold import fold
from parsers.words.load import load_words

_REACH = 45  # characters between the word and its date: "back in the office on Monday, the"
_BEFORE, _LONGEST = timedelta(days=60), timedelta(days=400)  # away for longer than that is a misread date
_SINCE = timedelta(days=14)  # who writes no year may mean a day that has just passed
_YEARS = range(1970, 9000)  # in which a mail can be sent
_AMERICAN = -4 * 3600  # seconds from UTC


class Lead(NamedTuple):
    """Words that stand so many characters before a date, or behind where it begins ("op 9 maart weer aanwezig")."""

    words: str
    before: int
    behind: int = 0
    shortest: int = 1

    def stands_in(self, text: str) -> bool:
        words = f" {fold(text)} "
        return any(word in words for word in _load_words(self.words, self.shortest))


_WRITTEN = (Lead("back", _REACH), Lead("back", 0, _REACH, 4), Lead("until", _REACH), Lead("since", _REACH))
_NAMED = (Lead("back", _REACH), Lead("back", 0, 20, 4), Lead("until", 15, shortest=3))


@cache
def _load_words(name: str, shortest: int) -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for word in load_words("times")["returning"][name] if len(word) >= shortest)


def find_return(text: str, sent: str) -> date | None:
    """The date behind "back on", "until" and the like; `sent` (the Date header) gives the year and whether 3/4 is
    April's. Where no date is written, the weekday or "tomorrow" that stands there; None where nothing does."""
    stamp = parsedate_tz(sent)
    try:
        sent_on = date(*stamp[:3]) if stamp and stamp[0] in _YEARS else None
    except ValueError:
        sent_on = None
    shown, zone = plain(text), stamp[9] if stamp else None
    days = _find_written(shown, sent_on, zone is not None and zone <= _AMERICAN)
    if not days and sent_on is not None and any(lead.stands_in(shown) for lead in _NAMED):
        return _choose(shown, _find_named(shown, sent_on), _NAMED)
    return _choose(shown, days, _WRITTEN)


def _find_written(text: str, sent: date | None, is_american: bool) -> list[tuple[int, date]]:
    """Where each date stands; without `sent` a date needs its year."""
    since = datetime.combine(sent - _SINCE if sent else date.min, time(), UTC)
    found = [(one.start, one.value.days[-is_american]) for one in find_times(text, since, written_day) if one.value]
    return sorted(
        (at, day) for at, day in found if (sent - _BEFORE <= day <= sent + _LONGEST if sent else day.year > 1999)
    )


def _find_named(text: str, sent: date) -> list[tuple[int, date]]:
    """Where each weekday and each day in words stands, the next such day."""
    found = [
        (one.start, one.value)
        for one in find_times(text, datetime.combine(sent, time(), UTC))
        if one.value and not one.rule.led
    ]
    weekdays = [
        (at, week(sent, value.weekday <= sent.weekday())[value.weekday])
        for at, value in found
        if value.weekday is not None
    ]
    return sorted([*weekdays, *((at, value.days[0]) for at, value in found if value.days and value.usual is None)])


def _choose(text: str, days: list[tuple[int, date]], leads: Iterable[Lead]) -> date | None:
    """The first by which such a word stands, None for none; of those behind `until` the last."""
    for lead in leads:
        found = [
            day
            for at, day in days
            if lead.stands_in(text[text.rfind(" ", 0, max(0, at - lead.before)) + 1 : at + lead.behind])
        ]
        if found:
            return max(found) if lead.words == "until" else found[0]
    return None
