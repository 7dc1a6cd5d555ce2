"""Business time: durations, calendars with breaks and holidays, and when an answer is due (behaviour B7.1 to B7.5).

A day's spans are built in wall time and turned into UTC; all counting is done in UTC, so a change of the clocks costs
nobody an hour. Spans are half-open: at the instant of closing it is closed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST_SEARCH = timedelta(days=3660)  # ten years: a calendar without working time must not search for ever
LAST_YEAR = 9999
DAY = timedelta(days=1)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # not strftime's: that speaks the machine's language
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
MOST_OFFSET = timedelta(hours=15)  # no zone is further from UTC
ZERO = timedelta()


class NoWorkingTimeError(ValueError):
    """A calendar has no open time within ten years."""


class Unit(StrEnum):
    ELAPSED = "elapsed"  # runs on any calendar, by day and by night
    BUSINESS_HOURS = "business hours"
    BUSINESS_DAYS = "business days"


@dataclass(frozen=True, slots=True)
class Duration:
    """`amount` is seconds for elapsed time and business hours, days for business days; `text` as people wrote it."""

    amount: float
    unit: Unit
    text: str = ""

    @property
    def time(self) -> timedelta:
        """The length of elapsed time or business hours."""
        return timedelta(seconds=self.amount)


_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(business\s+)?([a-z]+)", re.IGNORECASE)
_SECONDS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86400, "day": 86400, "week": 604800}


def parse_duration(text: str) -> Duration:
    """`30 s`, `5 min`, `2 h`, `1 day`, `4 business hours`, `2 business days`. Raises ValueError with a sentence."""
    match = _DURATION.fullmatch(text.strip())
    problem = f'"{text}" is not a duration: write it like 30 s, 5 min, 2 h, 4 business hours or 2 business days'
    if match is None:
        raise ValueError(problem)
    amount, unit = float(match[1]), match[3].lower()
    unit = unit if unit in _SECONDS else unit.removesuffix("s")
    if unit not in _SECONDS:
        raise ValueError(problem)
    if amount <= 0 or amount * _SECONDS[unit] > LONGEST_SEARCH.total_seconds():
        raise ValueError(f'"{text}" is not a usable duration: it must be above zero and below ten years')
    words = " ".join(text.split())
    if not match[2]:
        return Duration(amount * _SECONDS[unit], Unit.ELAPSED, words)
    if unit in ("d", "day"):
        if amount != int(amount):
            raise ValueError(f'"{text}" is not a usable duration: business days are whole')
        return Duration(amount, Unit.BUSINESS_DAYS, words)
    if unit == "week":
        raise ValueError(problem)
    return Duration(amount * _SECONDS[unit], Unit.BUSINESS_HOURS, words)


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `start` until just before `end`; `end` None is midnight."""

    start: time
    end: time | None


@dataclass(frozen=True, slots=True)
class Day:
    """A local day as the calendar has it: its open spans in UTC, and what to say of it."""

    on: date
    spans: tuple[tuple[datetime, datetime], ...]
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
        name = self.closed.get(on)
        if name is None and on in self.holidays:
            name = self.holidays[on]
        if name is not None:
            return Day(on, (), f"closed: {name}" if name else "closed")
        spans = self.hours.get(on.weekday(), ())
        if not spans:
            return Day(on, (), "weekend" if on.weekday() >= 5 else "closed on this weekday")
        built: list[tuple[datetime, datetime]] = []
        for span in spans:
            start, end = datetime.combine(on, span.start), datetime.combine(on, span.end or time(0))
            built += self._instants(start, end if span.end else end + DAY)
        said = ", ".join(f"{span.start:%H:%M}–{'24:00' if span.end is None else f'{span.end:%H:%M}'}" for span in spans)
        why = "open round the clock" if said == "00:00–24:00" else f"open {said}"
        if not built:
            return Day(on, (), f"{why}: the clocks skip these hours")
        built.sort()
        return Day(on, tuple(built), why if on.year <= self.holidays_until else f"{why} (no public holidays are known for {on.year})")

    def _instants(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The time during which a wall clock shows `start` up to `end`, in UTC. What the spring change skips is not there;
        what the autumn change repeats is there twice."""
        for offset, begins, ends in self._offsets(start, end):
            opened, closed = max((start - offset).replace(tzinfo=UTC), begins), min((end - offset).replace(tzinfo=UTC), ends)
            if opened < closed:
                yield opened, closed

    def _offsets(self, start: datetime, end: datetime) -> Iterator[tuple[timedelta, datetime, datetime]]:
        """The offsets from UTC that are in force around a wall time, each with its time: two around a change of the clocks."""
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


@dataclass(frozen=True, slots=True)
class Step:
    """A row of a deadline's walk: what a local day counted, and why."""

    date: date
    counted: str
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_at` in UTC, and how it was counted, day by day."""

    due_at: datetime
    walk: tuple[Step, ...] = field(default=(), compare=False)


Pauses = tuple[tuple[datetime, datetime], ...]


def is_open(calendar: Calendar, at: datetime) -> bool:
    return any(start <= at < end for start, end in calendar.day(calendar.local_date(at)).spans)


def next_open(calendar: Calendar, at: datetime) -> datetime:
    """`at` itself when it is open then, else the next opening. Raises NoWorkingTimeError."""
    for day in calendar.days_from(at):
        for start, end in day.spans:
            if at < end:
                return max(start, at)
    raise NoWorkingTimeError  # days_from does not end otherwise


def open_time_between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """How much of the time from `start` to `end` is open."""
    if end <= start:
        return ZERO
    if calendar.is_always and not calendar.closed and not calendar.holidays:
        return end - start
    total = ZERO
    for day in calendar.days_from(start):
        for opened, closed in day.spans:
            total += max(ZERO, min(closed, end) - max(opened, start))
        if calendar.local_date(end) <= day.on:
            return total
    return total


def add_open_time(calendar: Calendar, at: datetime, length: timedelta, pauses: Pauses = ()) -> datetime:
    """The instant when `length` of open time outside of `pauses` has passed since `at`. Raises NoWorkingTimeError."""
    try:
        return _add(calendar, at.astimezone(UTC), length, _merge(pauses, at), None)
    except OverflowError:
        raise NoWorkingTimeError(f"from {at.date()} on the calendar ends before the time does") from None


def add_duration(calendar: Calendar, at: datetime, duration: Duration) -> datetime:
    """The same for a duration under `reminders`: all of them count open hours, on a 24×7 calendar elapsed time."""
    if duration.unit is Unit.BUSINESS_DAYS:
        return decide_due(at, duration, calendar).due_at
    return add_open_time(calendar, at, duration.time)


def decide_share(received_at: datetime, duration: Duration, share: float, calendar: Calendar, pauses: Pauses = ()) -> datetime:
    """The instant at `share` of the way to the deadline, measured as the response time is."""
    if duration.unit is not Unit.BUSINESS_DAYS:
        open_hours = calendar if duration.unit is Unit.BUSINESS_HOURS else calendar.clock
        return add_open_time(open_hours, received_at, Duration(duration.amount * share, duration.unit).time, pauses)
    due_at = decide_due(received_at, duration, calendar, pauses).due_at
    whole = open_time_between(calendar, received_at, due_at)
    paused = sum((open_time_between(calendar, max(start, received_at), min(end, due_at)) for start, end in pauses), ZERO)
    return add_open_time(calendar, received_at, (whole - paused) * share, pauses)


def decide_due(received_at: datetime, duration: Duration, calendar: Calendar, pauses: Pauses = ()) -> Deadline:
    """When an answer to what was received then is due. Time inside `pauses` does not count.

    n business days end at the closing of the n-th open day after the day of receipt; at or after closing, or on a closed
    day, counts as received at the next opening. Pauses move that closing on to the first one by which the open hours
    that they took have been made up. Raises NoWorkingTimeError."""
    steps: list[Step] = []
    try:
        received_at = received_at.astimezone(UTC)
        stopped = _merge(pauses, received_at)
        match duration.unit:
            case Unit.ELAPSED:
                due_at = _add(calendar.clock, received_at, duration.time, stopped, steps)
                steps = [replace(step, why=step.why.replace("open round the clock", "by day and by night")) for step in steps]
            case Unit.BUSINESS_HOURS:
                due_at = _add(calendar, received_at, duration.time, stopped, steps)
            case Unit.BUSINESS_DAYS:
                due_at = _add_days(calendar, received_at, int(duration.amount), stopped, steps)
    except OverflowError:
        raise NoWorkingTimeError(f"from {received_at.date()} on the calendar ends before the time does") from None
    return Deadline(due_at, tuple(steps))


def _merge(pauses: Pauses, since: datetime) -> Pauses:
    """The pauses after `since` in order, those that touch made one."""
    merged: list[tuple[datetime, datetime]] = []
    for start, end in sorted((max(start, since), end) for start, end in pauses if end > since):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _without(start: datetime, end: datetime, pauses: Pauses) -> Iterator[tuple[datetime, datetime]]:
    """The parts of a span in which the clock runs."""
    for paused, resumed in pauses:
        if resumed <= start or paused >= end:
            continue
        if paused > start:
            yield start, paused
        start = resumed
    if start < end:
        yield start, end


def _add(calendar: Calendar, at: datetime, length: timedelta, pauses: Pauses, steps: list[Step] | None) -> datetime:
    """With the walk in `steps`, where it is wanted."""
    left = length
    for day in calendar.days_from(at):
        due_at, counted = _count(day, at, left, pauses)
        if steps is not None:
            steps.append(Step(day.on, say(counted) if counted else "–", _explain(calendar, day, at, due_at, pauses)))
        if due_at is not None:
            return due_at
        left -= counted
    raise NoWorkingTimeError  # days_from does not end otherwise


def _count(day: Day, at: datetime, left: timedelta, pauses: Pauses) -> tuple[datetime | None, timedelta]:
    """When what is `left` has passed, if on this day, and how much of it the day counts."""
    counted = ZERO
    for opened, closed in day.spans:
        for start, end in _without(max(opened, at), closed, pauses):
            if end - start >= left - counted:
                return start + left - counted, left
            counted += end - start
    return None, counted


def _explain(calendar: Calendar, day: Day, at: datetime, until: datetime | None, pauses: Pauses) -> str:
    """Why a day counts what it counts."""
    if day.spans and at >= day.spans[-1][1]:
        return f"{day.why}: received after closing, counts from {_say_instant(calendar, next_open(calendar, at))}"
    if not pauses:
        return day.why
    still = ZERO
    for opened, closed in day.spans:
        end = closed if until is None else min(closed, until)
        still += sum((max(ZERO, min(resumed, end) - max(paused, opened)) for paused, resumed in pauses), ZERO)
    return f"{day.why}: the clock stood still for {say(still)}" if still else day.why


def _say_instant(calendar: Calendar, at: datetime) -> str:
    local = at.astimezone(calendar.zone)
    return f"{WEEKDAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def _add_days(calendar: Calendar, at: datetime, days: int, pauses: Pauses, steps: list[Step]) -> datetime:
    """The day of receipt is the first open day whose closing is still ahead; it does not count itself."""
    due_at = closing = _closing_of_day(calendar, at, days, steps)
    paused = ZERO
    for start, end in pauses:
        if start < due_at:  # a later pause counts when an earlier one has moved the deadline past its beginning
            paused += open_time_between(calendar, start, end)
            due_at = _closing_after(calendar, closing, paused)
    if due_at > closing:
        day = calendar.day(calendar.local_date(due_at - timedelta(microseconds=1)))
        steps.append(Step(day.on, say(paused), f"{day.why}: the clock stood still, the time is added: due at closing"))
    return due_at


def _closing_of_day(calendar: Calendar, at: datetime, days: int, steps: list[Step]) -> datetime:
    counted = -1
    for day in calendar.days_from(at):
        if not day.spans:
            steps.append(Step(day.on, "–", day.why))
            continue
        if counted < 0 and at >= day.spans[-1][1]:
            steps.append(Step(day.on, "–", _explain(calendar, day, at, None, ())))
            continue
        counted += 1
        if counted == 0:
            steps.append(Step(day.on, "–", f"{day.why}: the day of receipt"))
            continue
        steps.append(Step(day.on, "1 business day", day.why if counted < days else f"{day.why}: due at closing"))
        if counted == days:
            return day.spans[-1][1]
    raise NoWorkingTimeError  # days_from does not end otherwise


def _closing_after(calendar: Calendar, closing: datetime, paused: timedelta) -> datetime:
    """The first closing by which as much open time has passed since `closing`."""
    made_up = add_open_time(calendar, closing, paused) if paused else closing
    for day in calendar.days_from(made_up - timedelta(microseconds=1)):
        if day.spans and day.spans[-1][1] >= made_up:
            return day.spans[-1][1]
    raise NoWorkingTimeError  # days_from does not end otherwise


def say(length: timedelta) -> str:
    """`3 h 30 min`, `45 min`, `20 s`."""
    seconds = round(length.total_seconds())
    hours, minutes, seconds = seconds // 3600, seconds % 3600 // 60, seconds % 60
    parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds)
    return " ".join(parts) or "0 min"
