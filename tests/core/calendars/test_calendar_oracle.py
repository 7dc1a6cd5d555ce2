"""Business time against an oracle that knows nothing of spans or offsets:
it looks at the wall clock minute by minute."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest

from daemon.core.calendars.calendar import Calendar, Span
from daemon.core.calendars.counting import Pauses, add_open_time, decide_due, next_open, open_time_between
from daemon.core.calendars.durations import Duration, TimeUnit
from daemon.settings.schema import Office

MINUTE = timedelta(minutes=1)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",  # UTC-3:30
    "Australia/Lord_Howe",  # moves by half an hour
    "Asia/Kathmandu",  # UTC+5:45
    "Africa/Cairo",  # moves at midnight
    "America/Havana",  # repeats the hour after midnight
    "Africa/Casablanca",  # moves around Ramadan
)
COUNTRIES = ("DE-BE", "US-CA", "GB-ENG", "JP", "BR", "AU-NSW")


class Oracle:
    """`is_open` is all that it knows of the calendar."""

    def __init__(self, calendar: Calendar, country: str) -> None:
        code, _, region = country.partition("-")
        years = range(2025, 2038)
        self.public = set(holidays.country_holidays(code, subdiv=region or None, years=years)) if country else set()
        self.calendar = calendar

    def wall(self, at: datetime) -> datetime:
        return at.astimezone(self.calendar.zone)

    def is_open(self, at: datetime) -> bool:
        wall = self.wall(at)
        if wall.date() in self.calendar.closed or wall.date() in self.public:
            return False
        spans = self.calendar.hours.get(wall.weekday(), ())
        return any(span.start <= wall.time() and (span.end is None or wall.time() < span.end) for span in spans)

    def count(self, at: datetime, minutes: int, counts: Callable[[datetime], bool]) -> datetime:
        while minutes:
            minutes -= counts(at)
            at += MINUTE
        return at

    def closing(self, at: datetime) -> datetime:
        """The end of the last open minute of the next local day that has one,
        `at`'s own if there is one still ahead."""
        while not self.is_open(at):
            at += MINUTE
        on, last = self.wall(at).date(), at
        while self.wall(at).date() <= on:
            last = at if self.is_open(at) else last
            at += MINUTE
        return last + MINUTE

    def due(self, at: datetime, duration: Duration, pauses: Pauses) -> datetime:
        def runs(now: datetime) -> bool:
            return not any(start <= now < end for start, end in pauses)

        if duration.unit is TimeUnit.ELAPSED:
            return self.count(at, int(duration.amount) // 60, runs)
        if duration.unit is TimeUnit.BUSINESS_HOURS:
            return self.count(at, int(duration.amount) // 60, lambda now: runs(now) and self.is_open(now))
        due_at = at
        while True:  # every open day without a minute in which the clock ran is added
            begun = [(max(start, at), end) for start, end in pauses if start < due_at]
            moved = self.due_in_days(at, int(duration.amount), begun)
            if moved == due_at:
                return due_at
            due_at = moved

    def due_in_days(self, at: datetime, days: int, pauses: Sequence[tuple[datetime, datetime]]) -> datetime:
        """As many closings after that of the first day of which any open minute runs, and one more for each day later
        of which none does, while the pauses last."""
        last = max((end for _, end in pauses), default=at)
        closing, still = self.closing(at), 0
        while self.is_still(closing, pauses):
            closing = self.closing(closing)
        received = closing
        while closing < last:
            closing = self.closing(closing)
            still += self.is_still(closing, pauses)
        closing = received
        for _ in range(days + still):
            closing = self.closing(closing)
        return closing

    def is_still(self, closing: datetime, pauses: Sequence[tuple[datetime, datetime]]) -> bool:
        """Whether no open minute of the day that closes then runs."""
        now, on = closing - MINUTE, self.wall(closing - MINUTE).date()
        while self.wall(now).date() == on:
            if self.is_open(now) and not any(start <= now and now + MINUTE <= end for start, end in pauses):
                return False
            now -= MINUTE
        return True


def random_calendar(chance: random.Random) -> tuple[Calendar, Oracle]:
    country = chance.choice(COUNTRIES)
    zone = chance.choice(ZONES)
    if chance.random() < 0.1:
        calendar = Calendar(zone, None)
        return calendar, Oracle(calendar, "")
    hours: dict[str, str] = {}
    for weekday in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        if chance.random() < 0.75 or not (hours or weekday != "sun"):
            marks = [
                f"{mark // 60:02}:{mark % 60:02}"
                for mark in sorted(chance.sample(range(0, 1441, 5), 2 * chance.choice([1, 1, 2, 3])))
            ]
            hours[weekday] = ", ".join(f"{start}-{end}" for start, end in zip(marks[::2], marks[1::2], strict=True))
    closed = [(date(2026, 1, 1) + timedelta(days=chance.randrange(3650))).isoformat() for _ in range(100)]
    calendar = Office.model_validate({"timezone": zone, "hours": hours, "holidays": country, "closed": closed}).build()
    return calendar, Oracle(calendar, country)


def random_instant(chance: random.Random, calendar: Calendar) -> datetime:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(3650 * 1440))
    if chance.random() < 0.4:  # a day or two before a change of the clocks
        for _ in range(400):
            if (at + timedelta(days=2)).astimezone(calendar.zone).utcoffset() != at.astimezone(
                calendar.zone
            ).utcoffset():
                break
            at += timedelta(days=1)
    return at


def random_duration(chance: random.Random) -> Duration:
    unit = chance.choice(tuple(TimeUnit))
    return Duration(chance.randrange(1, 4) if unit is TimeUnit.BUSINESS_DAYS else 60 * chance.randrange(1, 1200), unit)


def random_pauses(chance: random.Random, at: datetime) -> Pauses:
    marks = sorted(at + timedelta(minutes=chance.randrange(-300, 2880)) for _ in range(chance.choice([0, 0, 2, 4])))
    return tuple(zip(marks[::2], marks[1::2], strict=True))


def check(seed: int, rounds: int) -> None:
    chance = random.Random(seed)
    for number in range(rounds):
        calendar, oracle = random_calendar(chance)
        at, duration = random_instant(chance, calendar), random_duration(chance)
        pauses = random_pauses(chance, at)
        told = (seed, number, calendar.timezone, at, duration, pauses, calendar.hours)
        assert (next_open(calendar, at) == at) == oracle.is_open(at), told
        assert next_open(calendar, at) == oracle.count(at, 1, oracle.is_open) - MINUTE, told
        assert decide_due(at, duration, calendar, pauses).due_at == oracle.due(at, duration, pauses), told
        length = timedelta(minutes=chance.randrange(1, 600))
        after = oracle.count(at, int(length / MINUTE), oracle.is_open)
        assert add_open_time(calendar, at, length) == after, told
        assert open_time_between(calendar, at, after) == length, told


def test_a_few_cases_against_the_oracle() -> None:
    check(1, 40)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_ten_years_in_eight_zones_and_six_countries_against_the_oracle(seed: int) -> None:
    check(seed, 400)


def test_the_oracle_itself_knows_when_it_is_open() -> None:
    berlin = Calendar("Europe/Berlin", {0: (Span(time(9), time(17)),)})
    oracle = Oracle(berlin, "DE-BE")
    assert oracle.is_open(datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
    assert not oracle.is_open(datetime(2026, 3, 2, 16, 0, tzinfo=UTC))
    assert not oracle.is_open(datetime(2026, 4, 6, 10, 0, tzinfo=UTC)), "Easter Monday"
