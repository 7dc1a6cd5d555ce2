"""When an answer is due, and how that was counted day by day (behaviour B7.1 to B7.5)."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from daemon.core.calendars.calendar import MONTHS, WEEKDAYS, ZERO, Calendar, Day, Interval, NoWorkingTimeError
from daemon.core.calendars.durations import Duration, TimeUnit, render_length

Pauses = tuple[Interval, ...]
STOOD_STILL = "{}: the clock stood still all day"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A row of a deadline's walk: what a local day counted, and why."""

    date: date
    counted: str
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_at` in UTC, and how it was counted, day by day."""

    due_at: datetime
    walk: tuple[CountedDay, ...] = field(default=(), compare=False)


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
    total, wanted = ZERO, Interval(start, end)
    for day in calendar.days_from(start):
        total += sum(((span & wanted).length for span in day.spans), ZERO)
        if calendar.local_date(end) <= day.on:
            return total
    return total


def add_open_time(calendar: Calendar, at: datetime, length: timedelta, pauses: Pauses = ()) -> datetime:
    """The instant when `length` of open time outside of `pauses` has passed since `at`. Raises NoWorkingTimeError."""
    try:
        return _add(calendar, at.astimezone(UTC), length, _merge(pauses, at), None)
    except OverflowError:
        raise NoWorkingTimeError(f"from {at.date()} on the calendar ends before the time does") from None


def add_duration(calendar: Calendar, at: datetime, duration: Duration, pauses: Pauses = ()) -> datetime:
    """The same for a duration under `reminders`: all of them count open hours, on a 24×7 calendar elapsed time."""
    if duration.unit is TimeUnit.BUSINESS_DAYS:
        return decide_due(at, duration, calendar, pauses).due_at
    return add_open_time(calendar, at, duration.time, pauses)


def decide_share(
    received_at: datetime, duration: Duration, share: float, calendar: Calendar, pauses: Pauses = ()
) -> datetime:
    """The instant at `share` of the way to the deadline, measured as the response time is."""
    if duration.unit is not TimeUnit.BUSINESS_DAYS:
        open_hours = calendar if duration.unit is TimeUnit.BUSINESS_HOURS else calendar.clock
        return add_open_time(open_hours, received_at, Duration(duration.amount * share, duration.unit).time, pauses)
    due_at = decide_due(received_at, duration, calendar, pauses).due_at
    whole = open_time_between(calendar, received_at, due_at)
    way = Interval(received_at, due_at)
    paused = sum((open_time_between(calendar, *(pause & way)) for pause in _merge(pauses, received_at)), ZERO)
    return add_open_time(calendar, received_at, (whole - paused) * share, pauses)


def decide_due(received_at: datetime, duration: Duration, calendar: Calendar, pauses: Pauses = ()) -> Deadline:
    """When an answer to what was received then is due. Time inside `pauses` does not count.

    n business days end at the closing of the n-th open day after the day of receipt; at or after closing, or on a
    closed day, counts as received at the next opening. Pauses add the open days that they took whole. Raises
    NoWorkingTimeError."""
    walk: list[CountedDay] = []
    try:
        received_at = received_at.astimezone(UTC)
        stopped = _merge(pauses, received_at)
        match duration.unit:
            case TimeUnit.ELAPSED:
                due_at = _add(calendar.clock, received_at, duration.time, stopped, walk)
                walk = [
                    replace(one, why=one.why.replace("open round the clock", "by day and by night")) for one in walk
                ]
            case TimeUnit.BUSINESS_HOURS:
                due_at = _add(calendar, received_at, duration.time, stopped, walk)
            case TimeUnit.BUSINESS_DAYS:
                due_at = _add_days(calendar, received_at, int(duration.amount), stopped, walk)
    except OverflowError:
        raise NoWorkingTimeError(f"from {received_at.date()} on the calendar ends before the time does") from None
    return Deadline(due_at, tuple(walk))


def _merge(pauses: Pauses, since: datetime) -> Pauses:
    """The pauses after `since` in order, those that touch made one."""
    merged: list[Interval] = []
    for pause in sorted(Interval(max(start, since), end) for start, end in pauses if end > since):
        if merged and pause.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(pause.end, merged[-1].end))
        else:
            merged.append(pause)
    return tuple(merged)


def _without(span: Interval, pauses: Pauses) -> tuple[Interval, ...]:
    """The parts of a span in which the clock runs."""
    running: tuple[Interval, ...] = (span,) if span.length else ()
    for pause in pauses:
        running = tuple(part for whole in running for part in whole - pause)
    return running


def _add(
    calendar: Calendar, at: datetime, length: timedelta, pauses: Pauses, walk: list[CountedDay] | None
) -> datetime:
    """Each day goes into `walk`, where it is wanted."""
    left = length
    for day in calendar.days_from(at):
        due_at, counted = _count(day, at, left, pauses)
        if walk is not None:
            walk.append(
                CountedDay(
                    day.on, render_length(counted) if counted else "–", _explain(calendar, day, at, due_at, pauses)
                )
            )
        if due_at is not None:
            return due_at
        left -= counted
    raise NoWorkingTimeError  # days_from does not end otherwise


def _count(day: Day, at: datetime, left: timedelta, pauses: Pauses) -> tuple[datetime | None, timedelta]:
    """When what is `left` has passed, None when not on this day, and how much of it the day counts."""
    counted = ZERO
    for opened, closed in day.spans:
        for running in _without(Interval(max(opened, at), closed), pauses):
            if running.length >= left - counted:
                return running.start + left - counted, left
            counted += running.length
    return None, counted


def _explain(calendar: Calendar, day: Day, at: datetime, until: datetime | None, pauses: Pauses) -> str:
    """Why a day counts what it counts."""
    if day.spans and at >= day.spans[-1][1]:
        return f"{day.why}: received after closing, counts from {_say_instant(calendar, next_open(calendar, at))}"
    if not pauses:
        return day.why
    shown = (Interval(span.start, span.end if until is None else min(span.end, until)) for span in day.spans)
    still = sum(((span & pause).length for span in shown for pause in pauses), ZERO)
    return f"{day.why}: the clock stood still for {render_length(still)}" if still else day.why


def _say_instant(calendar: Calendar, at: datetime) -> str:
    local = at.astimezone(calendar.zone)
    return f"{WEEKDAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def _add_days(calendar: Calendar, at: datetime, days: int, pauses: Pauses, walk: list[CountedDay]) -> datetime:
    """The day of receipt is the first open day whose closing is still ahead; it does not count itself. Each open day
    that the pauses took whole is added. A later pause counts when an earlier one has moved the deadline past its
    beginning."""
    begun: Pauses = ()
    wanted = days
    while True:
        due_at = _closing_of_day(calendar, at, wanted, begun, walk)
        began = tuple(pause for pause in pauses if pause.start < due_at)
        more = days + _count_whole(calendar, at, began)
        if (began, more) == (begun, wanted):
            return due_at
        begun, wanted = began, more


def _closing_of_day(calendar: Calendar, at: datetime, days: int, pauses: Pauses, walk: list[CountedDay]) -> datetime:
    """The closing of so many open days after the day of receipt."""
    walk.clear()
    counted = -1
    for day in calendar.days_from(at):
        is_still = _is_still(day, pauses)
        if not day.spans or (counted < 0 and (is_still or at >= day.spans[-1][1])):
            why = STOOD_STILL.format(day.why) if is_still else _explain(calendar, day, at, None, ())
            walk.append(CountedDay(day.on, "–", why))
            continue
        counted += 1
        if counted == 0:
            walk.append(CountedDay(day.on, "–", f"{day.why}: the day of receipt"))
            continue
        why = STOOD_STILL.format(day.why) if is_still else day.why
        said = "–" if is_still else "1 business day"
        walk.append(CountedDay(day.on, said, why if counted < days else f"{why}: due at closing"))
        if counted == days:
            return day.spans[-1][1]
    raise NoWorkingTimeError  # days_from does not end otherwise


def _is_still(day: Day, pauses: Pauses) -> bool:
    """Whether it is an open day that the pauses took whole."""
    return bool(day.spans and pauses) and not any(_without(span, pauses) for span in day.spans)


def _count_whole(calendar: Calendar, at: datetime, pauses: Pauses) -> int:
    """How many open days after that of receipt the pauses took whole."""
    last, received, count = max((pause.end for pause in pauses), default=at), False, 0
    for day in calendar.days_from(at):
        if not day.spans:
            continue
        if day.spans[0][0] >= last:
            break
        is_still = _is_still(day, pauses)
        count += received and is_still
        received = received or (not is_still and at < day.spans[-1][1])
    return count
