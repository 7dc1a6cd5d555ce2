"""What the words of a time say: a day, a weekday, a time of day, a span.
Each meaning is a function of the match and of `now`."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from parsers.words.fold import fold
from parsers.words.load import load_words

DAY_BEGINS, DAY_ENDS = time(9), time(17)
MIDNIGHT = 24
_WEEK, _FRIDAY = 7, 4
_OFFSETS = {"plus30": 30, "and30": 30, "minus30": -30, "plus15": 15, "and15": 15, "minus15": -15, "less15": -15}
_MINUTES = {"minutes": 1, "hours": 60, "clock_unit": 60}
_UNITS = ("clock_unit", "hours", "minutes", "days", "working_days", "weeks", "months", "uncounted")
_YEARS = 9  # 29 February may be eight years away


@dataclass(frozen=True, slots=True)
class Value:
    """What is not said is None; nothing is said by `easter` or `a few hours`, which are a time and no moment.

    `days`: one of them is meant, the first of a period unless a weekday beside it says otherwise. `written`: as a date,
    with both readings of `3/9`, the day first. `weekday`: 0 is Monday. `spoken`: the hour in words. `part`: the hour at
    which a part of the day begins, 24 is midnight. `later`: so much later than now. `usual`: the time of day where none
    is said; `ends`: its day's end."""

    days: tuple[date, ...] = ()
    written: bool = False
    weekday: int | None = None
    clock: time | None = None
    utc: bool = False
    spoken: bool = False
    part: int | None = None
    later: datetime | None = None
    usual: time | None = None
    ends: bool = False


Meaning = Callable[[re.Match[str], datetime], Value]


@cache
def _numbers(table: str) -> dict[str, float]:
    return {fold(word): float(number) for number, words in load_words("times")[table].items() for word in words}


def nothing(match: re.Match[str], now: datetime) -> Value:
    return Value()


def on(find: Callable[[date], Iterable[date]], *, part: int | None = None, ends: bool = False) -> Meaning:
    """A phrase that names days, counted from today."""
    return lambda match, now: Value(tuple(find(now.date())), part=part, ends=ends)


def in_days(count: int, part: int | None = None) -> Meaning:
    return on(lambda today: [today + timedelta(count)], part=part)


def at_part(hour: int) -> Meaning:
    return lambda match, now: Value(part=hour)


def after_minutes(minutes: int) -> Meaning:
    return lambda match, now: Value(later=now.astimezone(UTC) + timedelta(minutes=minutes))


def end_of_day(match: re.Match[str], now: datetime) -> Value:
    return Value(ends=True)


def weekday(match: re.Match[str], now: datetime) -> Value:
    """`freitag`, `fr`, `freitag morgen`."""
    said = match.groupdict()
    number = _numbers("weekdays_short")[said["short"]] if said.get("short") else _numbers("weekdays")[said["weekday"]]
    return Value(weekday=int(number) - 1, part=DAY_BEGINS.hour if said.get("morning") else None)


def week(monday: date, count: int) -> list[date]:
    """The days of the week so many weeks from that of this day."""
    first = monday + timedelta(_WEEK * count - monday.weekday())
    return [first + timedelta(day) for day in range(_WEEK)]


def end_of_week(today: date) -> list[date]:
    """Its Friday, at the weekend the next one; and what else is left of the week."""
    days = week(today, int(today.weekday() > _FRIDAY))
    return [days[_FRIDAY], *(day for day in days if day.weekday() != _FRIDAY)]


def week_of_year(match: re.Match[str], now: datetime) -> Value:
    """Raises ValueError for a week 54."""
    today, number = now.date(), int(match["week"])
    mondays = (date.fromisocalendar(today.year + year, number, 1) for year in (0, 1))
    return Value(tuple(week(_first(monday for monday in mondays if monday >= week(today, 0)[0]), 0)))


def month(today: date, count: int) -> list[date]:
    """The days of the month so many months from that of this day."""
    year, number = divmod(today.year * 12 + today.month - 1 + count, 12)
    return [date(year, number + 1, day + 1) for day in range(monthrange(year, number + 1)[1])]


def part_of_month(match: re.Match[str], now: datetime) -> Value:
    """`mid march`, `ende märz`; its first day where no part is said."""
    said, today = match.groupdict(), now.date()
    at = -1 if said.get("last") else 14 if said.get("middle") else 0
    ahead = (int(_numbers("months")[said["month"]]) - today.month) % 12
    days = (month(today, ahead + more)[at] for more in (0, 12))
    return Value((_first(day for day in days if day >= today),), ends=at < 0)


def next_working_day(today: date, count: int = 1) -> list[date]:
    for _ in range(count):
        today += timedelta({4: 3, 5: 2}.get(today.weekday(), 1))
    return [today]


def day_of_month(match: re.Match[str], now: datetime) -> Value:
    """The next such day. Raises ValueError for a 32nd."""
    day, today = int(match["day"]), now.date()
    months = (month(today, count) for count in range(3))
    return Value((_first(days[day - 1] for days in months if 0 < day <= len(days) and days[day - 1] >= today),))


def written_day(match: re.Match[str], now: datetime) -> Value:
    """`2026-03-09`, `9. März`, `3/9` in both readings; with dots the day is first if it can be.
    Raises ValueError for 30 February."""
    said, day = match.groupdict(), int(match["day"])
    if said.get("month") or said.get("number"):
        number = int(said["number"]) if said.get("number") else int(_numbers("months")[said["month"]])
        return Value((_make(said["year"], number, day, now.date()),), written=True)
    second, mark = int(match["second"]), said.get("mark", ".")
    orders = [(first, number) for first, number in ((day, second), (second, day)) if first <= 31 and number <= 12]
    found = [_make(said.get("year"), number, first, now.date()) for first, number in orders[: 1 if mark == "." else 2]]
    return Value(tuple(dict.fromkeys((_first(found), *found))), written=True)


def _make(year: str | None, number: int, day: int, today: date) -> date:
    """Without a year the next such day."""
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, day)
    years = (today.year + ahead for ahead in range(_YEARS))
    days = (date(year, number, day) for year in years if 0 < day <= monthrange(year, number)[1])
    return _first(found for found in days if found >= today)


def _first(found: Iterable[date]) -> date:
    for day in found:
        return day
    raise ValueError("there is no such day")


def clock(match: re.Match[str], now: datetime) -> Value:
    """`14h30`, `3 pm`, `10 Uhr 15`, `24:00`; `36h` is a span. Raises ValueError for 25:00."""
    said = match.groupdict()
    hour = _find_hour(said)
    minute = int(said.get("minute") or said.get("after") or 0)
    if said.get("half") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if said["half"] == "p" else 0)
    if hour > MIDNIGHT and said.get("counts"):
        return Value(later=now.astimezone(UTC) + timedelta(hours=hour))
    if hour == MIDNIGHT and not minute:
        return Value(part=MIDNIGHT)
    return Value(clock=time(hour, minute), utc=bool(said.get("utc")), spoken="hour" in said and not said["hour"])


def clock_in_words(match: re.Match[str], now: datetime) -> Value:
    """`half past two`, `halb drei`, `trois heures et quart`."""
    offset = next(minutes for name, minutes in _OFFSETS.items() if match.groupdict().get(name))
    hour, minute = divmod((_find_hour(match.groupdict()) * 60 + offset) % (24 * 60), 60)
    return Value(clock=time(hour, minute), spoken=True)


def _find_hour(said: dict[str, str | None]) -> int:
    word = next(word for name, word in said.items() if name.startswith("hour") and word)
    return int(word) if word.isdecimal() else int(_numbers("numbers")[word])


def span(match: re.Match[str], now: datetime) -> Value:
    """Hours are counted as they pass, days as the calendar has them."""
    said = match.groupdict()
    count = float(said["count"]) if said.get("count") else _numbers("numbers")[said["counted"]]
    unit = next(name for name in _UNITS if said.get(name))
    if not count or unit == "uncounted":
        return Value()
    if said.get("half") or said.get("halves"):
        count += 0.5
    if (minutes := _MINUTES.get(unit)) is not None:
        return Value(later=now.astimezone(UTC) + timedelta(minutes=count * minutes + int(said.get("past") or 0)))
    return Value((_add(now.date(), count, unit),), usual=now.time())


def _add(day: date, count: float, unit: str) -> date:
    if unit == "working_days":
        return next_working_day(day, int(count))[0]
    if unit == "months":
        days = month(day, int(count))
        return days[min(day.day, len(days)) - 1]
    return day + timedelta(count * (_WEEK if unit == "weeks" else 1))
