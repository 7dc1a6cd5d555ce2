"""Intervals: what two have in common and what is left of one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from daemon.core.calendars.calendar import ZERO, Interval

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MOMENTS = st.integers(0, 40).map(lambda hours: MONDAY + timedelta(hours=hours))
INTERVALS = st.builds(lambda one, other: Interval(min(one, other), max(one, other)), MOMENTS, MOMENTS)


@given(INTERVALS, INTERVALS)
def test_what_both_have_and_what_is_left_make_the_whole(one: Interval, other: Interval) -> None:
    parts = one - other
    assert (one & other).length + sum((part.length for part in parts), ZERO) == one.length
    assert all(part.length and not (part & other).length for part in parts)


def test_a_pause_at_noon_leaves_the_morning_and_the_afternoon() -> None:
    hours = [MONDAY + timedelta(hours=hour) for hour in (9, 12, 13, 17)]
    assert Interval(hours[0], hours[3]) - Interval(hours[1], hours[2]) == (
        Interval(hours[0], hours[1]),
        Interval(hours[2], hours[3]),
    )


def test_what_ends_before_it_begins_has_no_length() -> None:
    assert Interval(MONDAY, MONDAY - timedelta(hours=1)).length == ZERO
