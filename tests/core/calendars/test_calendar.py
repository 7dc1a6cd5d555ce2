"""Deadlines against the examples of behaviour B7.1 to B7.5; test_calendar_oracle.py has the long run."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from daemon.core.calendars.calendar import Calendar, NoWorkingTimeError, Span
from daemon.core.calendars.counting import decide_due, decide_share, next_open, open_time_between
from daemon.core.calendars.durations import TimeUnit, parse_duration
from tests.tables import every_row

WORK = (Span(time(9), time(12, 30)), Span(time(13), time(17, 30)))
BERLIN = Calendar(
    "Europe/Berlin", dict.fromkeys(range(5), WORK), {date(2026, 12, 25): "Christmas Day"}, {date(2026, 12, 24): ""}
)
ALWAYS = Calendar("Europe/Berlin", None)


def local(text: str, calendar: Calendar = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=calendar.zone)


def due(received: str, duration: str, calendar: Calendar = BERLIN) -> str:
    at = decide_due(local(received, calendar), parse_duration(duration), calendar).due_at
    return f"{at.astimezone(calendar.zone):%a %Y-%m-%d %H:%M}"


@every_row(
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
    assert next_open(BERLIN, local("2026-03-02T09:00")) == local("2026-03-02T09:00")
    assert next_open(BERLIN, local("2026-03-02T17:30")) == local("2026-03-03T09:00")
    assert next_open(BERLIN, local("2026-03-02T12:30")) == local("2026-03-02T13:00")
    assert next_open(BERLIN, local("2026-03-06T17:30")) == local("2026-03-09T09:00")


def test_a_pause_moves_the_deadline_by_what_it_took() -> None:
    received = local("2026-03-02T10:00")
    pause = ((local("2026-03-02T11:00"), local("2026-03-02T14:00")),)
    assert decide_due(received, parse_duration("2 h"), BERLIN, pause).due_at == local("2026-03-02T15:00")
    assert decide_due(received, parse_duration("4 business hours"), BERLIN, pause).due_at == local("2026-03-02T17:00")
    days = ((local("2026-03-02T11:00"), local("2026-03-04T11:00")),)
    assert decide_due(received, parse_duration("1 business day"), BERLIN, days).due_at == local("2026-03-04T17:30")


@every_row(
    ("start", "end", "due"),
    [
        ("2026-03-02T11:00", "2026-03-02T11:10", "2026-03-03T17:30"),  # ten minutes add none
        ("2026-03-02T12:00", "2026-03-03T12:00", "2026-03-03T17:30"),  # two half days neither
        ("2026-03-02T17:30", "2026-03-03T17:30", "2026-03-04T17:30"),  # Tuesday whole, from closing to closing
        ("2026-03-03T09:00", "2026-03-03T17:29", "2026-03-03T17:30"),  # a minute of it ran
        ("2026-03-03T12:00", "2026-03-05T12:00", "2026-03-04T17:30"),  # Wednesday
        ("2026-03-02T12:00", "2026-03-09T12:00", "2026-03-09T17:30"),  # four days, and no weekend
    ],
)
def test_a_pause_adds_to_business_days_the_open_days_that_it_took_whole(start: str, end: str, due: str) -> None:
    pause = ((local(start), local(end)),)
    received = local("2026-03-02T10:00")  # Monday
    assert decide_due(received, parse_duration("1 business day"), BERLIN, pause).due_at == local(due)


def test_a_day_whose_open_hours_were_all_taken_by_several_pauses_is_one_too() -> None:
    pauses = (
        (local("2026-03-03T08:00"), local("2026-03-03T12:30")),
        (local("2026-03-03T13:00"), local("2026-03-03T18:00")),
    )
    received = local("2026-03-02T10:00")
    assert decide_due(received, parse_duration("1 business day"), BERLIN, pauses).due_at == local("2026-03-04T17:30")


def test_received_on_a_day_that_was_paused_whole_it_counts_as_received_on_the_next() -> None:
    pause = ((local("2026-03-02T08:30"), local("2026-03-02T18:00")),)
    assert decide_due(local("2026-03-02T08:00"), parse_duration("1 business day"), BERLIN, pause).due_at == local(
        "2026-03-04T17:30"
    )


def test_pauses_that_overlap_count_once() -> None:
    received = local("2026-03-02T10:00")
    pauses = (
        (local("2026-03-02T12:00"), local("2026-03-02T14:00")),
        (local("2026-03-02T11:00"), local("2026-03-02T13:00")),
    )
    assert decide_due(received, parse_duration("2 h"), BERLIN, pauses).due_at == local("2026-03-02T15:00")
    assert decide_due(received, parse_duration("4 business hours"), BERLIN, pauses).due_at == local("2026-03-02T17:00")


def test_a_pause_before_the_mail_or_after_the_deadline_changes_nothing() -> None:
    received = local("2026-03-02T10:00")
    pauses = (
        (local("2026-02-02T12:00"), local("2026-02-03T14:00")),
        (local("2026-03-09T12:00"), local("2026-03-09T13:00")),
    )
    for text in ("2 h", "4 business hours", "1 business day"):
        assert decide_due(received, parse_duration(text), BERLIN, pauses) == decide_due(
            received, parse_duration(text), BERLIN
        )


def test_a_second_pause_counts_when_the_first_has_moved_the_deadline_past_it() -> None:
    first = (local("2026-03-03T09:00"), local("2026-03-03T17:30"))  # moves Tuesday's closing to Wednesday's
    second = (local("2026-03-04T09:00"), local("2026-03-04T17:30"))
    due_at = decide_due(local("2026-03-02T10:00"), parse_duration("1 business day"), BERLIN, (first, second)).due_at
    assert due_at == local("2026-03-05T17:30")


def test_a_share_is_measured_as_the_response_time_is() -> None:
    assert decide_share(local("2026-03-06T16:00"), parse_duration("4 business hours"), 0.5, BERLIN) == local(
        "2026-03-09T09:30"
    )
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


def walk_of(
    received: str, duration: str, calendar: Calendar = BERLIN, *pauses: tuple[datetime, datetime]
) -> list[tuple[str, str]]:
    walk = decide_due(local(received, calendar), parse_duration(duration), calendar, pauses).walk
    return [(step.counted, step.why) for step in walk]


def test_the_walk_says_from_when_a_late_mail_counts() -> None:
    late = "open 09:00–12:30, 13:00–17:30: received after closing, counts from Tue 3 March 09:00"
    assert walk_of("2026-03-02T19:00", "1 business hour")[0] == ("–", late)
    assert walk_of("2026-03-02T17:30", "1 business day")[0] == ("–", late)


def test_the_walk_names_holidays_and_days_that_were_closed() -> None:
    rows = walk_of("2026-12-23T17:00", "1 business day")
    assert [why for _, why in rows[1:5]] == ["closed", "closed: Christmas Day", "weekend", "weekend"]
    assert rows[-1] == ("1 business day", "open 09:00–12:30, 13:00–17:30: due at closing")


def test_the_walk_of_elapsed_time_goes_through_the_night() -> None:
    assert walk_of("2026-03-06T23:00", "26 h") == [
        ("1 h", "by day and by night"),
        ("24 h", "by day and by night"),
        ("1 h", "by day and by night"),
    ]


def test_the_walk_says_how_long_the_clock_stood_still() -> None:
    pause = (local("2026-03-02T11:00"), local("2026-03-02T14:00"))
    assert walk_of("2026-03-02T10:00", "2 h", BERLIN, pause) == [
        ("2 h", "by day and by night: the clock stood still for 3 h")
    ]
    assert walk_of("2026-03-02T10:00", "4 business hours", BERLIN, pause) == [
        ("4 h", "open 09:00–12:30, 13:00–17:30: the clock stood still for 2 h 30 min")
    ]
    day = (local("2026-03-02T11:00"), local("2026-03-04T11:00"))
    assert walk_of("2026-03-02T10:00", "1 business day", BERLIN, day)[1:] == [
        ("–", "open 09:00–12:30, 13:00–17:30: the clock stood still all day"),
        ("1 business day", "open 09:00–12:30, 13:00–17:30: due at closing"),
    ]


def test_the_walk_warns_where_no_holidays_are_known() -> None:
    short = Calendar("UTC", dict.fromkeys(range(7), WORK), {date(2026, 12, 25): "Christmas Day"}, holidays_until=2026)
    rows = walk_of("2026-12-31T16:30", "2 business hours", short)
    assert [why.partition(" (")[2] for _, why in rows] == ["", "no public holidays are known for 2027)"]


@every_row("text", ["2 bananas", "", "h", "-1 h", "0 h", "1.5 business days", "2 business weeks", "99999 days"])
def test_what_is_no_duration_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


def test_durations_as_people_write_them() -> None:
    assert parse_duration("4 Business Hours").unit is TimeUnit.BUSINESS_HOURS
    assert parse_duration("90min").amount == 5400
    assert parse_duration("1 day").amount == 86400


def test_a_calendar_that_is_never_open_says_so() -> None:
    with pytest.raises(NoWorkingTimeError):
        decide_due(local("2026-03-02T10:00"), parse_duration("1 business hour"), Calendar("UTC", {}))


@pytest.mark.parametrize("received", ["9999-12-31T23:00:00+00:00", "0001-01-01T00:00:00+14:00"])
def test_the_ends_of_the_calendar_are_told_and_not_a_crash(received: str) -> None:
    for text in ("2 h", "1 business hour", "1 business day"):
        with pytest.raises(NoWorkingTimeError, match="the calendar ends"):
            decide_due(datetime.fromisoformat(received), parse_duration(text), BERLIN)


def test_a_day_that_a_zone_left_out_is_no_working_day() -> None:
    """Samoa had no 30 December 2011."""
    apia = Calendar("Pacific/Apia", dict.fromkeys(range(7), WORK))
    assert due("2011-12-29T10:00", "1 business day", apia) == "Sat 2011-12-31 17:30"
    assert due("2011-12-29T17:00", "1 business hour", apia) == "Sat 2011-12-31 09:30"


def test_hours_that_the_spring_change_skips_are_not_there_and_those_of_autumn_count_twice() -> None:
    nights = Calendar("Europe/Berlin", dict.fromkeys(range(7), (Span(time(2), time(3)),)))
    assert due("2026-03-28T02:30", "1 business hour", nights) == "Mon 2026-03-30 02:30"
    assert due("2026-10-25T01:00", "2 business hours", nights) == "Sun 2026-10-25 03:00"


def test_leap_days_are_days() -> None:
    assert due("2028-02-28T17:00", "1 business day") == "Tue 2028-02-29 17:30"
    assert due("2028-02-29T17:00", "1 business hour") == "Wed 2028-03-01 09:30"


def test_a_shift_of_half_an_hour_costs_nothing() -> None:
    lord_howe = Calendar("Australia/Lord_Howe", dict.fromkeys(range(7), (Span(time(0), time(6)),)))
    start = datetime(2026, 4, 4, 13, 0, tzinfo=UTC)  # 00:00 local on the day that the clock goes back half an hour
    assert open_time_between(lord_howe, start, start + timedelta(days=1)) == timedelta(hours=6, minutes=30)
