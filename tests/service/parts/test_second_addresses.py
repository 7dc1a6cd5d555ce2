"""A second address is its person (behaviour B11.24)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, TESS_AT_HOME, DANA = "tech@example.com", "tess.berg@other.example", "dana@example.com"
A_MINUTE = timedelta(minutes=1)
PEOPLE = {"administrators:": f'people: {{"Tess Berg <{TESS}>": [{TESS_AT_HOME}]}}\nadministrators:'}


def test_who_answers_from_a_second_address_answers_as_himself(tmp_path: Path) -> None:
    desk = Desk(tmp_path, PEOPLE)
    opened = desk.receive(build_mail(), MONDAY)
    letters = desk.receive(reply(letter_to(opened, TESS), TESS_AT_HOME, "mine"), MONDAY + A_MINUTE)
    assert ("claimed", DANA) in kinds(letters)
    assert ("notice", TESS) in kinds(letters)  # to the first address
    assert not [one for one in kinds(letters) if one[1] == TESS_AT_HOME]
    case = case_of(desk)
    assert case.claimed_by is not None
    assert case.claimed_by.email == TESS


def test_who_escalates_from_a_second_address_is_not_asked_in_the_own_case(tmp_path: Path) -> None:
    desk = Desk(tmp_path, PEOPLE)
    letters = kinds(desk.receive(build_mail(sender=TESS_AT_HOME), MONDAY))
    assert ("receipt", TESS) in letters
    assert ("routed", TESS) not in letters
    assert ("routed", "tech2@example.com") in letters


def test_a_recipient_may_stand_in_the_settings_by_any_of_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {**PEOPLE, "recipients: [tech@example.com,": f"recipients: [{TESS_AT_HOME},"})
    assert [one.email for one in desk.policy.find_recipients(3)] == [TESS, "tech2@example.com"]
    assert desk.policy.is_inside(desk.policy.people[TESS_AT_HOME])
