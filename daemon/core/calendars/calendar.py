"""Open hours: a level's calendar with breaks and holidays (behaviour B7.2).

A day's spans are built in wall time and turned into UTC; all counting is done in UTC, so a change of the clocks costs
nobody an hour. Intervals are half-open: at the instant of closing it is closed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONGEST_SEARCH = timedelta(days=3660)  # ten years: a calendar without working time must not search for ever
LAST_YEAR = 9999
DAY = timedelta(days=1)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # not strftime's: that speaks the machine's language
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MOST_OFFSET = timedelta(hours=15)  # no zone is further from UTC
ZERO = timedelta()


class NoWorkingTimeError(ValueError):
    """A calendar has no open time within ten years."""


class Interval(NamedTuple):
    """From `start` until just before `end`, in UTC; of no length when `end` is not after it."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return max(ZERO, self.end - self.start)

    def __and__(self, other: "Interval") -> "Interval":
        """The part that both have."""
        return Interval(max(self.start, other.start), min(self.end, other.end))

    def __sub__(self, other: "Interval") -> tuple["Interval", ...]:
        """The parts without the other's: none, one or two."""
        before = Interval(self.start, min(self.end, other.start))
        after = Interval(max(self.start, other.end), self.end)
        return tuple(part for part in (before, after) if part.length)


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `start` until just before `end`; `end` None is midnight."""

    start: time
    end: time | None

    def __str__(self) -> str:
        return f"{self.start:%H:%M}–{'24:00' if self.end is None else f'{self.end:%H:%M}'}"

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Its wall times on this day, without a zone."""
        start, end = datetime.combine(day, self.start), datetime.combine(day, self.end or time(0))
        return start, end if self.end else end + DAY


@dataclass(frozen=True, slots=True)
class Day:
    """A local day as the calendar has it: its open spans in UTC, and what to say of it."""

    on: date
    spans: tuple[Interval, ...]
    why: str


class Calendar:
    """When a level works. `hours` are the spans per weekday (Monday is 0); `holidays` names closed dates and knows none
    after the year `holidays_until`, which the walk of a deadline then says."""

    __slots__ = ("_clock", "_days", "closed", "holidays", "holidays_until", "hours", "is_always", "timezone", "zone")

    def __init__(
        self,
        timezone: str,
        hours: Mapping[int, tuple[Span, ...]] | None,
        holidays: Mapping[date, str] | None = None,
        closed: Mapping[date, str] | None = None,
        holidays_until: int = LAST_YEAR,
    ) -> None:
        """`hours` None is round the clock. `holidays` may be a look-up that knows its years by itself."""
        self.timezone = timezone
        self.zone = ZoneInfo(timezone)
        self.is_always = hours is None
        self.hours = {weekday: (Span(time(0), None),) for weekday in range(7)} if hours is None else dict(hours)
        self.holidays: Mapping[date, str] = holidays if holidays is not None else {}
        self.closed: Mapping[date, str] = closed or {}
        self.holidays_until = holidays_until
        self._days: dict[date, Day] = {}
        self._clock: Calendar | None = None

    @property
    def clock(self) -> "Calendar":
        """The same zone by day and by night: elapsed time runs on it."""
        self._clock = self._clock or Calendar(self.timezone, None)
        return self._clock

    def day(self, on: date) -> Day:
        """One local day; kept, since the same days are asked for again and again."""
        found = self._days.get(on)
        if found is None:
            if len(self._days) > 10_000:
                self._days.clear()
            found = self._days[on] = self._build(on)
        return found

    def _build(self, on: date) -> Day:
        name = self._find_closing(on)
        if name is not None:
            return Day(on, (), f"closed: {name}" if name else "closed")
        spans = self.hours.get(on.weekday(), ())
        if not spans:
            return Day(on, (), "weekend" if on.weekday() >= 5 else "closed on this weekday")
        built = sorted(interval for span in spans for interval in self._instants(span.on(on)))
        said = ", ".join(map(str, spans))
        why = "open round the clock" if said == "00:00–24:00" else f"open {said}"
        if not built:
            why += ": the clocks skip these hours"
        elif on.year > self.holidays_until:
            why += f" (no public holidays are known for {on.year})"
        return Day(on, tuple(built), why)

    def _find_closing(self, on: date) -> str | None:
        """The name of the day on which it is closed, perhaps ""; None on a day like others."""
        name = self.closed.get(on)
        return self.holidays[on] if name is None and on in self.holidays else name

    def _instants(self, shown: tuple[datetime, datetime]) -> Iterator[Interval]:
        """The time during which a wall clock shows the first up to the second, in UTC. What the spring change skips is
        not there; what the autumn change repeats is there twice."""
        start, end = shown
        for offset, begins, ends in self._offsets(start, end):
            open_then = Interval((start - offset).replace(tzinfo=UTC), (end - offset).replace(tzinfo=UTC)) & Interval(
                begins, ends
            )
            if open_then.length:
                yield open_then

    def _offsets(self, start: datetime, end: datetime) -> Iterator[tuple[timedelta, datetime, datetime]]:
        """The offsets from UTC that are in force around a wall time, each with its time:
        two around a change of the clocks."""
        begins, ends = (start - MOST_OFFSET).replace(tzinfo=UTC), (end + MOST_OFFSET).replace(tzinfo=UTC)
        first, last = self._offset(begins), self._offset(ends)
        if first == last:
            yield first, begins, ends
            return
        low, high = int(begins.timestamp()), int(ends.timestamp())
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._offset(datetime.fromtimestamp(middle, UTC)) == first else (low, middle)
        changed_at = datetime.fromtimestamp(high, UTC)
        yield first, begins, changed_at
        yield last, changed_at, ends

    def _offset(self, at: datetime) -> timedelta:
        return at.astimezone(self.zone).utcoffset() or ZERO

    def local_date(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def days_from(self, at: datetime) -> Iterator[Day]:
        """The day of `at` and those after it. Raises NoWorkingTimeError once ten years have passed without an end."""
        on = self.local_date(at)
        for _ in range(LONGEST_SEARCH.days):
            yield self.day(on)
            on += DAY
        raise NoWorkingTimeError(f"no working time within ten years of {at.date()}")
