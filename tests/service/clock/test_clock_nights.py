"""The nights in which the clocks change are nights as any other: the same letters, after the same time, none twice."""

from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import kinds
from tests.tables import sample

WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)
NIGHTS = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
]
each_night = pytest.mark.parametrize(("zone", "sunday"), NIGHTS, ids=[f"{zone} {day}" for zone, day in NIGHTS])


def open_desk(folder: Path, zone: str, digest: str = "02:15") -> Desk:
    folder.mkdir()
    return Desk(
        folder,
        {"Europe/Berlin": zone, "leads: [": f'digest: {{at: "{digest}", days: mon-sun, when_empty: send}}\nleads: ['},
    )


def local(zone: str, day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


def tell(letters: list[EmailMessage], since: datetime) -> list[tuple[timedelta, str, str]]:
    """How long after `since` who got what; without the digest."""
    return [
        (letter["Date"].datetime - since, kind, to)
        for letter in letters
        for kind, to in kinds([letter])
        if kind not in ("digest", "customer-acknowledgement")
    ]


@each_night
@pytest.mark.parametrize("before", [15, 75])
def test_an_urgent_case_runs_by_the_time_that_passes(tmp_path: Path, zone: str, sunday: date, before: int) -> None:
    """An hour is an hour, whatever the clock on the wall does meanwhile."""
    stories = []
    for name, day in (("ordinary", sunday - WEEK), ("change", sunday)):
        desk = open_desk(tmp_path / name, zone)
        came = local(zone, day, 1, 59) - before * MINUTE
        letters = desk.receive(build_mail("URGENT - Nobody can log in - Ticket #48213"), came)
        stories.append(tell(letters + desk.pass_time(came + timedelta(hours=5)), came))
    assert stories[0] == stories[1]
    assert timedelta(hours=1) in [after for after, kind, to in stories[1] if to == "ceo@example.com"], (
        "overdue after an hour"
    )


@pytest.mark.parametrize(("zone", "sunday"), sample(NIGHTS, 3))
def test_office_hours_are_the_hours_on_the_wall(tmp_path: Path, zone: str, sunday: date) -> None:
    """Received on Friday afternoon, the case is reminded on Monday at the same times as in any other week."""
    stories = []
    for name, day in (("ordinary", sunday - 2 * WEEK), ("change", sunday)):
        desk = open_desk(tmp_path / name, zone)
        came = local(zone, day - timedelta(days=2), 16, 40)
        letters = desk.receive(build_mail(), came) + desk.pass_time(local(zone, day + timedelta(days=6), 9))
        monday = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
        stories.append(
            [
                (
                    letter["Date"].datetime.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
                    - monday.replace(tzinfo=None),
                    kinds([letter]),
                )
                for letter in letters
                if letter["X-Escalation-Kind"] != "digest"
            ]
        )
    assert stories[0] == stories[1]
    assert len(stories[1]) > 6


@each_night
def test_down_over_the_night_only_the_newest_step_speaks(tmp_path: Path, zone: str, sunday: date) -> None:
    desk = open_desk(tmp_path / "desk", zone)
    desk.receive(build_mail("URGENT - Nobody can log in - Ticket #48213"), local(zone, sunday, 0, 30))
    letters = [letter for letter in desk.jump(local(zone, sunday, 5)) if letter["X-Escalation-Kind"] != "digest"]
    people = [to for _, to in kinds(letters)]
    assert people
    assert len(people) == len(set(people)), "one letter for each person"
    assert desk.jump(local(zone, sunday, 5) + MINUTE) == []


@each_night
@pytest.mark.parametrize("minute", [0, 15, 30, 59])
@pytest.mark.parametrize("hour", [1, 2])
def test_a_digest_in_the_missing_and_in_the_doubled_hour_comes_once(
    tmp_path: Path, zone: str, sunday: date, hour: int, minute: int
) -> None:
    desk = open_desk(tmp_path / "desk", zone, f"{hour:02}:{minute:02}")
    desk.jump(local(zone, sunday - timedelta(days=2), 16))
    letters = desk.pass_time(local(zone, sunday + timedelta(days=2), 12))
    digests = [
        letter["Date"].datetime.astimezone(ZoneInfo(zone))
        for letter in letters
        if letter["X-Escalation-Kind"] == "digest"
    ]
    assert [at.date() for at in digests] == [sunday + timedelta(days=number) for number in (-1, 0, 1, 2)]
    assert {at.time() for at in digests if at.date() != sunday} == {time(hour, minute)}
    assert all(time(hour, minute) <= at.time() <= time(hour + 1, minute) for at in digests)


def test_a_clock_that_runs_ahead_a_day_and_back_says_nothing_twice(tmp_path: Path) -> None:
    """An administrator sets the clock of the machine wrong, and right again a minute later."""
    came = local("Europe/Berlin", date(2026, 3, 9), 10)
    calm, moved = (open_desk(tmp_path / name, "Europe/Berlin") for name in ("calm", "moved"))
    for desk in (calm, moved):
        desk.receive(build_mail("URGENT - Nobody can log in - Ticket #48213"), came)
    ahead = moved.jump(came + timedelta(days=1))
    people = [to for kind, to in kinds(ahead) if kind != "digest"]
    assert people
    assert len(people) == len(set(people)), "a day at once is one letter for each person"
    back = moved.jump(came + MINUTE) + moved.pass_time(came + timedelta(hours=20))
    assert [kind for kind, _ in kinds(back) if kind != "digest"] == []
    assert len([kind for kind, _ in kinds(calm.pass_time(came + timedelta(hours=20))) if kind == "reminder"]) > 3
