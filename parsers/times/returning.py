"""From when somebody who is away can be reached again, as out-of-office replies say it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_tz
from functools import cache
from typing import NamedTuple

from parsers.times.find import Found, blank, find_times, plain
from parsers.times.meanings import week, written_day
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_REACH = 45  # characters between the word and its date: "back in the office on Monday, the"
_NEAR = 25  # characters between an end and the word that counts the day in: "up to and including Friday"
_BEFORE, _LONGEST = timedelta(days=60), timedelta(days=400)  # away for longer than that is a misread date
_SINCE = timedelta(days=14)  # who writes no year may mean a day that has just passed
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_YEARS = range(1970, 9000)  # in which a mail can be sent
_AMERICAN = -4 * 3600  # seconds from UTC
_MARKED = "#"
_A_MONTH = "a month"  # a rule's name
_YEAR = re.compile(r" (20\d\d)\b")
# `9-12 March`, `2.-6. März`, `2/3 - 6/3`: from the one day to the other
_JOINED = re.compile(r"(?<![\w./-])(\d{1,2}\.?)\s?[-–—]\s?(?=\d{1,2}\.?\s+[^\W\d_]{3})")
_PARTED = re.compile(r"(?<=[\d.])(?:\s?[–—]\s?|\s-\s|(?<=\.)-)(?=\d{1,2}[./]\s?\d)")


class Lead(NamedTuple):
    """Words that stand so many characters before a date, or behind where it begins ("op 9 maart weer aanwezig")."""

    words: str
    before: int
    behind: int = 0
    shortest: int = 1

    def stands_in(self, text: str) -> bool:
        words = f" {fold(text)} "
        return any(word in words for word in _load_words(self.words, self.shortest))


class _Day(NamedTuple):
    """Where a day stands, which it is, and whether its writer is away on it, too: `to 6 March inclusive`."""

    start: int
    day: date
    is_within: bool = False

    @property
    def is_over(self) -> date:
        """From when he is there, where this is the end of his absence."""
        return self.day + _DAY if self.is_within else self.day


_WRITTEN = (Lead("back", _REACH), Lead("back", 0, _REACH, 4), Lead("until", _REACH), Lead("since", _REACH))
_NAMED = (Lead("back", _REACH), Lead("back", 0, _REACH, 4), Lead("until", 15, shortest=3))


@cache
def _load_words(name: str, shortest: int) -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for word in load_words("times")["returning"][name] if len(word) >= shortest)


@cache
def _compile(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{one_of(map(plain, load_words('times')['returning'][name]))})\b")


@cache
def _month_first() -> re.Pattern[str]:
    """A month before two of its days: `March 2-6`."""
    names = {form for listed in load_words("times")["months"].values() for one in listed for form in (one, plain(one))}
    days = r"(\d{1,2})\s?[-–—]\s?(?=\d{1,2}\b(?![./:]\d))"
    return re.compile(rf"\b((?:{one_of(names)})\.? ){days}", re.IGNORECASE)


@cache
def _range() -> re.Pattern[str]:
    """What stands before the last day of `from 2 to 6 March`: the first, and what leads on from it."""
    led_on = one_of(map(plain, load_words("times")["returning"]["until"]))
    return re.compile(rf"(?:{_MARKED}|\b\d{{1,2}}(?:\.|[a-zº]{{1,2}})?) (?:{led_on}) (?:\w+ )?$")


@cache
def _close() -> re.Pattern[str]:
    """What has to stand right before a short word for a day: `back in May`, and not `you may`."""
    words = load_words("times")["returning"]
    return re.compile(
        rf"\b(?:{one_of(map(plain, (*words['back'], *words['until'], *words['through'])))}) (?:\w{{1,5}} )?$"
    )


def find_return(text: str, sent: str) -> date | None:
    """The date behind "back on", "until" and the like; `sent` (the Date header) gives the year and whether 3/4 is
    April's. Where no date is written, the weekday, the month, or "tomorrow" that stands there, else the day after
    "today" or "this week"; None where nothing does. A day that its writer counts in has passed before he is there."""
    stamp = parsedate_tz(sent)
    try:
        sent_on = date(*stamp[:3]) if stamp and stamp[0] in _YEARS else None
    except ValueError:
        sent_on = None
    zone = stamp[9] if stamp else None
    shown = plain(spell_ranges(text))
    days = _find_written(shown, sent_on, zone is not None and zone <= _AMERICAN)
    if days or sent_on is None:
        return _choose(shown, days, _WRITTEN)
    named = _find_named(shown, sent_on) if any(lead.stands_in(shown) for lead in _WRITTEN) else []
    return _choose(shown, named, _NAMED) or _choose_since(shown, named) or _find_span(shown, sent_on)


def spell_ranges(text: str) -> str:
    """The text with each `2-6 March` as `2 to 6 March`."""
    return _JOINED.sub(r"\1 to ", _month_first().sub(r"\1\2 to \1", _PARTED.sub(" to ", text)))


def _find_written(text: str, sent: date | None, is_american: bool) -> list[_Day]:
    """Where each date stands; without `sent` a date needs its year."""
    since = datetime.combine(sent - _SINCE if sent else date.min, time(), UTC)
    found = ((one, one.value.days[-is_american]) for one in find_times(text, since, written_day) if one.value)
    return _mark_within(
        text,
        [(one, day) for one, day in found if (sent - _BEFORE <= day <= sent + _LONGEST if sent else day.year > 1999)],
    )


def _find_named(text: str, sent: date) -> list[_Day]:
    """Where each weekday, each month and each day in words stands, the next such day."""
    found = find_times(text, datetime.combine(sent, time(), UTC))
    days = ((one, _find_day(one, text, sent)) for one in found)
    return _mark_within(text, [(one, day) for one, day in days if day is not None and sent < day <= sent + _LONGEST])


def _find_day(found: Found, text: str, sent: date) -> date | None:
    value = found.value
    if value is None or (found.rule.led and not _is_close(found, text)):
        return None
    if value.weekday is not None:
        return week(sent, value.weekday <= sent.weekday())[value.weekday]
    if not value.days or value.usual is not None:
        return None
    year = _YEAR.match(text, found.end) if found.rule.name == _A_MONTH else None
    return value.days[0].replace(year=int(year[1])) if year else value.days[0]


def _is_close(found: Found, text: str) -> bool:
    """Whether a month, or a weekday's short name, stands right behind a word that leads to it."""
    before = text[max(0, found.start - _NEAR) : found.start]
    return found.rule.name in (_A_MONTH, "a short weekday") and _close().search(before) is not None


def _mark_within(text: str, days: Sequence[tuple[Found, date]]) -> list[_Day]:
    """The days in their order, each with whether words beside it count it in."""
    blanked = blank(text, [one for one, _ in days])
    return sorted(_Day(one.start, day, _is_within(one, text, blanked)) for one, day in days)


def _is_within(found: Found, text: str, blanked: str) -> bool:
    before, behind = blanked[max(0, found.start - _NEAR) : found.start], blanked[found.end : found.end + _NEAR]
    if _load_ends().match(text, found.start):
        return True
    said = before.rpartition(_MARKED)[2]
    is_counted = any(_compile(name).search(said) for name in ("within", "through"))
    return is_counted or bool(_compile("within").match(behind.lstrip(" .;")) or _range().search(before))


@cache
def _load_ends() -> re.Pattern[str]:
    """`end of August`, `Ende der Woche`: the absence lasts to its end."""
    return re.compile(rf"(?:{one_of(map(plain, load_words('times')['spoken']['month_ends']))})\b")


def _choose(text: str, days: Sequence[_Day], leads: Iterable[Lead]) -> date | None:
    """The first by which such a word stands, None for none; of those behind `until`, or before "back", the last."""
    for lead in leads:
        is_end = lead.words == "until"
        found = [
            one for one in days if (is_end and one.is_within) or lead.stands_in(_cut_around(text, one.start, lead))
        ]
        if found and not (is_end or lead.behind):
            return found[0].day
        if found:
            return max(one.is_over for one in found)
    return None


def _cut_around(text: str, at: int, lead: Lead) -> str:
    """The words by the day in which the lead may stand."""
    return text[text.rfind(" ", 0, max(0, at - lead.before)) + 1 : at + lead.behind]


def _choose_since(text: str, days: Sequence[_Day]) -> date | None:
    """`Ab Donnerstag bin ich wieder da`: that day, where somebody is back from then."""
    return _choose(text, days, (Lead("since", _NEAR),)) if _compile("back").search(text) else None


def _find_span(text: str, sent: date) -> date | None:
    """The day behind the week, or the day, in which somebody is away."""
    ends: Iterator[date] = (
        end
        for name, end in (
            ("this_week", week(sent, 1)[0]),
            ("next_week", week(sent, 1)[0] + _WEEK),
            ("two_days", sent + 2 * _DAY),
            ("today", sent + _DAY),
        )
        if _compile(name).search(text)
    )
    return next(ends, None)
