"""The moment behind "waiting until …", seen from Wednesday, 4 March 2026, 15:30 in Berlin."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from parsers.times.moments import parse_moment
from parsers.words.load import load_words
from tests.tables import every_row

WORDS = load_words("times")

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 4, 15, 30, tzinfo=BERLIN)


def read(text: str, now: datetime = NOW) -> str | None:
    moment = parse_moment(text, now)
    return None if moment is None else f"{moment:%a %Y-%m-%d %H:%M}"


@every_row(
    ("text", "expected"),
    [
        ("friday", "Fri 2026-03-06 09:00"),
        ("Friday 10:00", "Fri 2026-03-06 10:00"),
        ("Fri 10:00", "Fri 2026-03-06 10:00"),
        ("Mon 9am", "Mon 2026-03-09 09:00"),
        ("Monday 9.00", "Mon 2026-03-09 09:00"),
        ("friday, when the customer is back", "Fri 2026-03-06 09:00"),
        ("next friday", "Fri 2026-03-06 09:00"),
        ("Friday next week", "Fri 2026-03-13 09:00"),
        ("friday midnight", "Sat 2026-03-07 00:00"),
        ("wednesday", "Wed 2026-03-11 09:00"),  # said on a Wednesday: not today
        ("wednesday 16:00", "Wed 2026-03-04 16:00"),
        ("wednesday 10:00", "Wed 2026-03-11 10:00"),
        ("tomorrow", "Thu 2026-03-05 09:00"),
        ("tomorrow morning 8:30", "Thu 2026-03-05 08:30"),
        ("tonight", "Wed 2026-03-04 20:00"),
        ("this afternoon", "Wed 2026-03-04 17:00"),  # its 14:00 has passed
        ("today", "Wed 2026-03-04 17:00"),
        ("end of day", "Wed 2026-03-04 17:00"),
        ("EOB", "Wed 2026-03-04 17:00"),
        ("friday EOD", "Fri 2026-03-06 17:00"),
        ("tomorrow, close of business", "Thu 2026-03-05 17:00"),
        ("in 1h30", "Wed 2026-03-04 17:00"),
        ("end of week", "Fri 2026-03-06 17:00"),
        ("next week", "Mon 2026-03-09 09:00"),
        ("next month", "Wed 2026-04-01 09:00"),
        ("in 2 hours", "Wed 2026-03-04 17:30"),
        ("within 4h", "Wed 2026-03-04 19:30"),
        ("half an hour", "Wed 2026-03-04 16:00"),
        ("in 2 days", "Fri 2026-03-06 15:30"),
        ("2 business days", "Fri 2026-03-06 15:30"),
        ("3 working days", "Mon 2026-03-09 15:30"),
        ("a week", "Wed 2026-03-11 15:30"),
        ("10:00", "Thu 2026-03-05 10:00"),
        ("16:00", "Wed 2026-03-04 16:00"),
        ("3 pm", "Thu 2026-03-05 15:00"),
        ("4 p.m.", "Wed 2026-03-04 16:00"),
        ("5 in the afternoon", "Wed 2026-03-04 17:00"),
        ("noon", "Thu 2026-03-05 12:00"),
        ("10:00 UTC", "Thu 2026-03-05 11:00"),
        ("2026-03-09", "Mon 2026-03-09 09:00"),
        ("2026-03-09T10:00", "Mon 2026-03-09 10:00"),
        ("9 March", "Mon 2026-03-09 09:00"),
        ("Monday 9 March", "Mon 2026-03-09 09:00"),
        ("March 9 at 3 pm", "Mon 2026-03-09 15:00"),
        ("the 15th", "Sun 2026-03-15 09:00"),
        ("03/13/2026", "Fri 2026-03-13 09:00"),
        ("13/03", "Fri 2026-03-13 09:00"),
        ("09.03.2026 14:00", "Mon 2026-03-09 14:00"),
        ("3 March", "Wed 2027-03-03 09:00"),
        ("9. März 10 Uhr", "Mon 2026-03-09 10:00"),
        ("morgen früh", "Thu 2026-03-05 09:00"),
        ("Freitag morgen", "Fri 2026-03-06 09:00"),
        ("Freitagabend", "Fri 2026-03-06 20:00"),
        ("Do", "Thu 2026-03-05 09:00"),
        ("nächste Woche Dienstag", "Tue 2026-03-10 09:00"),
        ("in drei Tagen um 10 Uhr", "Sat 2026-03-07 10:00"),
        ("15h", "Thu 2026-03-05 15:00"),
        ("vendredi midi", "Fri 2026-03-06 12:00"),
        ("le 9 mars à 14h", "Mon 2026-03-09 14:00"),
        ("mar 10:00", "Tue 2026-03-10 10:00"),
        ("9 mar", "Mon 2026-03-09 09:00"),
        ("el viernes a las 18h", "Fri 2026-03-06 18:00"),
        ("8 de la tarde", "Wed 2026-03-04 20:00"),
        ("mañana por la mañana", "Thu 2026-03-05 09:00"),
        ("venerdì alle 10", "Fri 2026-03-06 10:00"),
        ("domani sera", "Thu 2026-03-05 20:00"),
        ("2 uur", "Thu 2026-03-05 02:00"),
        ("over 2 uur", "Wed 2026-03-04 17:30"),
        ("vrijdagmiddag", "Fri 2026-03-06 14:00"),
        ("amanhã às 9h", "Thu 2026-03-05 09:00"),
        ("sexta-feira 10h", "Fri 2026-03-06 10:00"),
        ("segunda", "Mon 2026-03-09 09:00"),
    ],
)
def test_a_moment_is_read(text: str, expected: str) -> None:
    assert read(text) == expected


@every_row(
    "text",
    ["", "asap", "soon", "they say so", "the customer answers", "03/09", "friday or monday", "10:00 or 11:00",
    "Friday 9 March", "30 Feb",
     "31.04.", "99:99", "25:00", "2025-01-01", "today 10:00", "we do more", "call me on 5551234",
     "version 2.1.3", "word " * 60],
)  # fmt: skip
def test_what_names_no_single_moment_ahead_is_none(text: str) -> None:
    assert read(text) is None


def test_a_time_that_the_clock_skips_in_spring_is_moved_forward() -> None:
    assert read("2026-03-29 02:30") == "Sun 2026-03-29 03:30"


def test_hours_are_counted_as_they_pass_over_the_change_of_the_clock() -> None:
    assert read("in 2 hours", datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)) == "Sun 2026-03-29 04:30"


def test_one_reads_the_same_words_in_their_own_zone() -> None:
    found = parse_moment("friday 10:00", NOW.astimezone(ZoneInfo("America/New_York")))
    assert found is not None
    assert found.astimezone(UTC) == datetime(2026, 3, 6, 15, 0, tzinfo=UTC)


TABLES = ("phrases", "parts", "numbers", "units", "weekdays", "weekdays_short", "months", "around", "spoken")
SAID = [word for table in TABLES for words in WORDS[table].values() for word in words]
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "America/Havana"]
)
MOMENTS = st.builds(
    lambda moment, zone: moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    ZONES,
)
PIECES = st.one_of(
    st.sampled_from(SAID), st.from_regex(r"[0-9]{1,4}([.:/h-][0-9]{1,4}){0,2}\.?", fullmatch=True), st.text(max_size=6)
)


@given(st.lists(PIECES, max_size=7), MOMENTS)
def test_whatever_is_said_the_moment_lies_ahead_in_the_readers_zone(pieces: list[str], now: datetime) -> None:
    moment = parse_moment(" ".join(pieces), now)
    assert moment is None or (moment.astimezone(UTC) > now.astimezone(UTC) and moment.tzinfo is now.tzinfo)


@given(st.sampled_from([w for words in WORDS["weekdays"].values() for w in words]), st.times(), MOMENTS)
def test_a_weekday_with_a_time_is_within_the_next_week(weekday: str, clock: time, now: datetime) -> None:
    moment = parse_moment(f"{weekday} {clock.hour:02}:{clock.minute:02}", now)
    assert moment is not None
    assert timedelta(0) < moment.astimezone(UTC) - now.astimezone(UTC) <= timedelta(days=7, hours=2)


@given(MOMENTS, st.integers(1, 60 * 24 * 300))
def test_a_date_and_time_that_lies_ahead_is_read_back(now: datetime, minutes: int) -> None:
    ahead = (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo).replace(second=0, microsecond=0)
    expected = ahead.replace(fold=0).astimezone(UTC)
    found = parse_moment(f"{ahead:%Y-%m-%d %H:%M}", now)
    assert (found is None) == (expected <= now.astimezone(UTC))
    assert found is None or found.astimezone(UTC) == expected


@given(st.text(max_size=300), MOMENTS)
def test_nothing_raises(text: str, now: datetime) -> None:
    parse_moment(text, now)
