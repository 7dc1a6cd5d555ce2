"""A raise skips the levels whose people were all asked before (behaviour B7.34)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
SATO, TESS, LEA = "manager@example.com", "tech@example.com", "lead@example.com"
ONE_FOR_TWO = {"recipients: [senior@example.com]": "recipients: [manager@example.com]"}  # at Levels 1 and 2
NOBODY_NEW = {
    "recipients: [senior@example.com]": "recipients: [ceo@example.com, tech@example.com]",
    "recipients: [manager@example.com]": "recipients: [ceo@example.com]",
    "recipients: [tech@example.com, tech2@example.com]": "recipients: [tech@example.com]",
}


def build_at(level: int) -> bytes:
    form = build_form({"Level": str(level), "Attachments": "none because it is words"})
    return build_mail("ESCALATION - Refund - Ticket #48213", form)


def test_who_was_asked_at_level_1_is_not_asked_again_at_level_2(tmp_path: Path) -> None:
    desk = Desk(tmp_path, ONE_FOR_TWO)
    desk.receive(build_at(1), MONDAY)
    letters = desk.pass_time(MONDAY + timedelta(hours=6))
    assert "it goes to the Technical Team (Level 3)" in text_of(letter_to(letters, SATO, "reminder")).replace("\n", " ")
    assert ("raised", TESS) in kinds(letters)
    assert case_of(desk).level == 3


def test_with_nobody_new_the_leads_are_told_and_the_level_is_asked_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path, NOBODY_NEW)
    desk.receive(build_at(1), MONDAY)
    letters = desk.pass_time(MONDAY + timedelta(hours=6))
    assert case_of(desk).level == 1
    assert "There is nobody above to raise it to who was not asked" in text_of(letter_to(letters, LEA, "raised"))


def test_a_case_that_was_lowered_goes_up_again_to_who_had_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    opened = desk.receive(build_at(3), MONDAY)
    desk.receive(reply(letter_to(opened, TESS), TESS, "lower"), MONDAY + timedelta(minutes=10))
    assert case_of(desk).level == 2
    assert ("raised", TESS) in kinds(desk.pass_time(MONDAY + timedelta(hours=7)))
