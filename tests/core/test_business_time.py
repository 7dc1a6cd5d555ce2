"""Deadlines against the examples of behaviour.md §7, and against an oracle that steps minute by minute."""

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest

from daemon.core.business_time import (
    Calendar,
    NoWorkingTimeError,
    Span,
    Unit,
    add_open_time,
    decide_due,
    decide_share,
    is_open,
    next_open,
    open_time_between,
    parse_duration,
)

WORK = (Span(time(9), time(12, 30)), Span(time(13), time(17, 30)))
BERLIN = Calendar("Europe/Berlin", dict.fromkeys(range(5), WORK), {date(2026, 12, 25): "Christmas Day"}, {date(2026, 12, 24): ""})
ALWAYS = Calendar("Europe/Berlin", None)


def local(text: str, calendar: Calendar = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=calendar.zone)


def due(received: str, duration: str, calendar: Calendar = BERLIN) -> str:
    at = decide_due(local(received, calendar), parse_duration(duration), calendar).due_at
    return f"{at.astimezone(calendar.zone):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("received", "duration", "expected"),
    [
        ("2026-03-02T10:00", "1 business day", "Tue 2026-03-03 17:30"),
        ("2026-03-02T19:00", "1 business day", "Wed 2026-03-04 17:30"),
        ("2026-03-02T17:30", "1 business day", "Wed 2026-03-04 17:30"),
        ("2026-03-02T17:29", "1 business day", "Tue 2026-03-03 17:30"),
        ("2026-03-02T07:00", "1 business day", "Tue 2026-03-03 17:30"),
        ("2026-03-07T12:00", "2 business days", "Wed 2026-03-11 17:30"),
        ("2026-03-06T16:00", "4 business hours", "Mon 2026-03-09 11:30"),
        ("2026-03-02T12:00", "1 business hour", "Mon 2026-03-02 13:30"),
        ("2026-03-02T12:45", "1 business hour", "Mon 2026-03-02 14:00"),
        ("2026-12-23T17:00", "1 business hour", "Mon 2026-12-28 09:30"),
        ("2026-03-06T16:40", "2 h", "Fri 2026-03-06 18:40"),
        ("2026-03-28T20:00", "8 h", "Sun 2026-03-29 05:00"),
        ("2026-10-24T20:00", "8 h", "Sun 2026-10-25 03:00"),
    ],
)
def test_the_examples(received: str, duration: str, expected: str) -> None:
    assert due(received, duration) == expected


def test_round_the_clock_a_day_closes_at_midnight() -> None:
    assert due("2026-03-02T10:00", "1 business day", ALWAYS) == "Wed 2026-03-04 00:00"
    assert due("2026-03-28T20:00", "8 business hours", ALWAYS) == "Sun 2026-03-29 05:00"


def test_opening_hours_are_half_open() -> None:
    assert is_open(BERLIN, local("2026-03-02T09:00"))
    assert not is_open(BERLIN, local("2026-03-02T17:30"))
    assert next_open(BERLIN, local("2026-03-02T12:30")) == local("2026-03-02T13:00")
    assert next_open(BERLIN, local("2026-03-06T17:30")) == local("2026-03-09T09:00")


def test_a_pause_moves_the_deadline_by_what_it_took() -> None:
    received = local("2026-03-02T10:00")
    pause = ((local("2026-03-02T11:00"), local("2026-03-02T14:00")),)
    assert decide_due(received, parse_duration("2 h"), BERLIN, pause).due_at == local("2026-03-02T15:00")
    assert decide_due(received, parse_duration("4 business hours"), BERLIN, pause).due_at == local("2026-03-02T17:00")
    days = ((local("2026-03-02T11:00"), local("2026-03-04T11:00")),)
    assert decide_due(received, parse_duration("1 business day"), BERLIN, days).due_at == local("2026-03-05T17:30")


def test_a_share_is_measured_as_the_response_time_is() -> None:
    assert decide_share(local("2026-03-06T16:00"), parse_duration("4 business hours"), 0.5, BERLIN) == local("2026-03-09T09:30")
    assert decide_share(local("2026-03-06T16:00"), parse_duration("2 h"), 0.5, BERLIN) == local("2026-03-06T17:00")
    half = decide_share(local("2026-03-02T10:00"), parse_duration("1 business day"), 0.5, BERLIN)
    assert open_time_between(BERLIN, local("2026-03-02T10:00"), half) * 2 == open_time_between(
        BERLIN, local("2026-03-02T10:00"), local("2026-03-03T17:30")
    )


def test_the_walk_says_each_day() -> None:
    walk = decide_due(local("2026-03-06T16:00"), parse_duration("4 business hours"), BERLIN).walk
    assert [(f"{step.date}", step.counted) for step in walk] == [
        ("2026-03-06", "1 h 30 min"),
        ("2026-03-07", "–"),
        ("2026-03-08", "–"),
        ("2026-03-09", "2 h 30 min"),
    ]
    assert walk[1].why == "weekend"


@pytest.mark.parametrize("text", ["2 bananas", "", "h", "-1 h", "0 h", "1.5 business days", "2 business weeks", "99999 days"])
def test_what_is_no_duration_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


def test_durations_as_people_write_them() -> None:
    assert parse_duration("4 Business Hours").unit is Unit.BUSINESS_HOURS
    assert parse_duration("90min").amount == 5400
    assert parse_duration("1 day").amount == 86400


def test_a_calendar_that_is_never_open_says_so() -> None:
    with pytest.raises(NoWorkingTimeError):
        decide_due(local("2026-03-02T10:00"), parse_duration("1 business hour"), Calendar("UTC", {}))


def test_a_shift_of_half_an_hour_costs_nothing() -> None:
    lord_howe = Calendar("Australia/Lord_Howe", dict.fromkeys(range(7), (Span(time(0), time(6)),)))
    start = datetime(2026, 4, 4, 13, 0, tzinfo=UTC)  # 00:00 local on the day that the clock goes back half an hour
    assert open_time_between(lord_howe, start, start + timedelta(days=1)) == timedelta(hours=6, minutes=30)


ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Asia/Kathmandu",
    "UTC",
    "Pacific/Apia",
)


def oracle_open(calendar: Calendar, at: datetime) -> bool:
    """Independent of the calendar's spans: the wall clock decides."""
    wall = at.astimezone(calendar.zone)
    if wall.date() in calendar.closed or wall.date() in calendar.holidays:
        return False
    spans = calendar.hours.get(wall.weekday(), ())
    return any(span.start <= wall.time() and (span.end is None or wall.time() < span.end) for span in spans)


def random_calendar(chance: random.Random) -> Calendar:
    hours = {}
    for weekday in range(7):
        if chance.random() < 0.75:
            marks = sorted(chance.sample(range(24 * 4), 4))
            spans = [Span(time(marks[0] // 4, marks[0] % 4 * 15), time(marks[1] // 4, marks[1] % 4 * 15))]
            if chance.random() < 0.5:
                spans.append(Span(time(marks[2] // 4, marks[2] % 4 * 15), time(marks[3] // 4, marks[3] % 4 * 15)))
            hours[weekday] = tuple(spans)
    hours = hours or {0: WORK}
    closed = {date(2026, 1, 1) + timedelta(days=chance.randrange(365)): "x" for _ in range(12)}
    return Calendar(chance.choice(ZONES), hours, closed)


def check_against_oracle(seed: int, rounds: int) -> None:
    chance = random.Random(seed)
    for _ in range(rounds):
        calendar = random_calendar(chance)
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(365 * 1440))
        if chance.random() < 0.3:  # around a change of the clocks
            at = datetime(2026, *chance.choice([(3, 28), (10, 24), (3, 7), (10, 31), (4, 4), (10, 3)]), 12, tzinfo=UTC) + timedelta(
                minutes=chance.randrange(2880)
            )
        length = timedelta(minutes=chance.randrange(1, 600))
        expected, left = at, length
        while left:
            if oracle_open(calendar, expected):
                left -= timedelta(minutes=1)
            expected += timedelta(minutes=1)
        assert add_open_time(calendar, at, length) == expected, (seed, calendar.timezone, at, length, calendar.hours)
        assert open_time_between(calendar, at, expected) == length


def test_against_the_minute_by_minute_oracle() -> None:
    check_against_oracle(1, 60)


@pytest.mark.slow
def test_against_the_oracle_at_length() -> None:
    check_against_oracle(2, 4000)
