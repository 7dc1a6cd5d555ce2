"""The moment that somebody names: `waiting until friday 10:00`, `bis morgen früh`, `avant le 9 mars`
(behaviour B9.12)."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, TypeVar

from parsers.times.find import Found, blank, find_times, may_stand_beside, plain
from parsers.times.meanings import DAY_BEGINS, DAY_ENDS, MIDNIGHT, Value

_LONGEST = 200  # characters; who writes more tells a story
_WORDS = re.compile(r"[^\W_]+")
_MORNING, _NOON = 7, 12
_Said = TypeVar("_Said")


class Clock(NamedTuple):
    """`is_exact`: said as an hour, not as a part of the day; `is_midnight`: the end of its day."""

    time: time
    utc: bool = False
    is_exact: bool = False
    is_midnight: bool = False

    def on(self, day: date, now: datetime) -> datetime:
        return datetime.combine(day + timedelta(self.is_midnight), self.time, UTC if self.utc else now.tzinfo)


_ENDS, _MIDNIGHT = Clock(DAY_ENDS), Clock(time(0), is_midnight=True)


def parse_moment(text: str, now: datetime) -> datetime | None:
    """The moment that `text` names, in the zone of `now` (aware) and after it; None when it names none, or two.

    A day without a time is its 09:00, the end of a day 17:00, "next week" its Monday. A bare weekday is the next one,
    never today. `3/9` is nobody's day; `13/9` and `3/3` are. A time that the clock skips in spring is moved forward."""
    if len(text) > _LONGEST:
        return None
    try:
        moment = _find_moment(_read(text, now), now)
        # Through UTC and back: a time that daylight saving leaves out becomes the one an hour later.
        return (
            moment.astimezone(UTC).astimezone(now.tzinfo)
            if moment and moment.astimezone(UTC) > now.astimezone(UTC)
            else None
        )
    except (ValueError, OverflowError):
        return None


def _read(text: str, now: datetime) -> list[Value]:
    """What is said; a bare hour or a weekday of two letters only where nothing else stands beside it. Raises ValueError
    for a day or time that there is not, and for a date in two readings."""
    shown = plain(text)
    found = list(find_times(shown, now))
    is_clear = _is_clear(blank(shown, found))
    sure = [_get_value(one) for one in found if not one.rule.alone]
    weak = [_get_value(one) for one in found if one.rule.alone and is_clear]
    has_clock = any(value.clock for value in sure)
    return sure + [value for value in weak if not (has_clock and value.clock)]


def _get_value(found: Found) -> Value:
    if found.value is None or (found.value.written and len(found.value.days) > 1):
        raise ValueError("no such day or time")
    return found.value


def _is_clear(rest: str) -> bool:
    """Whether nothing is left that could mean something else."""
    return all(word.isdecimal() or may_stand_beside(word) for word in _WORDS.findall(rest))


def _find_moment(said: list[Value], now: datetime) -> datetime | None:
    """The day and the time of day put together; None when neither is said, or a span beside them means another day.
    Raises ValueError when they contradict each other."""
    weekday, later = _one(value.weekday for value in said), _one(value.later for value in said)
    day, clock = _choose_day(said, weekday, now.date()), _choose_clock(said)
    if later is not None:
        return later if weekday is None and day in (None, later.astimezone(now.tzinfo).date()) else None
    if day is None:
        return None if weekday is None and clock is None else _find_next(weekday, clock, _choose_usual(said), now)
    return _find_on(day, clock, _ENDS if day == now.date() else _choose_usual(said), now)


def _find_on(day: date, clock: Clock | None, usual: Clock, now: datetime) -> datetime:
    """That time of the day; what was to be today and has passed is meant for its end, unless an hour was said."""
    moment = (clock or usual).on(day, now)
    is_open = day == now.date() and not (clock and clock.is_exact)
    return (
        next(end for end in (_ENDS.on(day, now), _MIDNIGHT.on(day, now)) if end > now)
        if moment <= now and is_open
        else moment
    )


def _find_next(weekday: int | None, clock: Clock | None, usual: Clock, now: datetime) -> datetime:
    """The next such weekday, never today unless a time is said; without one the next such time."""
    today = now.date()
    day = today if weekday is None else today + timedelta((weekday - today.weekday()) % 7)
    moment = (clock or usual).on(day, now)
    is_over = moment <= now or (clock is None and day == today)
    return moment + timedelta((1 if weekday is None else 7) * is_over)


def _choose_usual(said: list[Value]) -> Clock:
    """The time of a day of which none is said."""
    return (
        _ENDS
        if any(value.ends for value in said)
        else Clock(next((value.usual for value in said if value.usual), DAY_BEGINS))
    )


def _choose_day(said: list[Value], weekday: int | None, today: date) -> date | None:
    """The first day that all of them may mean, from today on; None when no day is said. Raises ValueError where there
    is none that all mean."""
    named = sorted((value.days for value in said if value.days), key=len)
    if not named:
        return today if weekday is None and any(value.ends for value in said) else None
    meant = set(named[0]).intersection(*named[1:])
    common = [day for day in named[0] if day in meant and weekday in (None, day.weekday())]
    if not common:
        raise ValueError("the days contradict each other")
    return next((day for day in common if day >= today), common[0])


def _choose_clock(said: list[Value]) -> Clock | None:
    """The time of day, helped by the part of it (`8 de la tarde`), None when neither is said; whoever says an early
    hour in words means the afternoon."""
    exact = _one((value.clock, value.utc, value.spoken) for value in said if value.clock)
    parts = sorted({value.part for value in said if value.part is not None})
    if exact is None:
        return (_MIDNIGHT if parts[0] == MIDNIGHT else Clock(time(parts[0]))) if parts else None
    clock, utc, is_spoken = exact
    is_late = MIDNIGHT > parts[0] > _NOON > clock.hour if parts else is_spoken and clock.hour < _MORNING
    return Clock(clock.replace(hour=clock.hour + _NOON * is_late), utc, is_exact=True)


def _one(said: Iterable[_Said | None]) -> _Said | None:
    """The one thing that is said, None for nothing. Raises ValueError for two."""
    things = {thing for thing in said if thing is not None}
    if len(things) > 1:
        raise ValueError("two things are said")
    return things.pop() if things else None
