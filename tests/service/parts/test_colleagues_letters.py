"""Who has a part in a case is himself by whatever letter of it he answers (behaviour B11.7)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, DANA, LEA = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
ZOE, CEO = "zoe@example.com", "ceo@example.com"
A_MINUTE = timedelta(minutes=1)
LEGAL = {"Issue Summary": "Their lawyer announces legal action.", "Attachments": "none because it is words"}


def say(desk: Desk, letter: EmailMessage, who: str, words: str, minutes: int = 5) -> list[EmailMessage]:
    """As in the daemon: nobody acts without a token."""
    desk.service = type(desk.service)(desk.ground, desk.correspondence, desk.words)
    return desk.receive(reply(letter, who, words), MONDAY + minutes * A_MINUTE)


def taker(desk: Desk) -> str:
    return case_of(desk).claimed_by.email if case_of(desk).claimed_by else ""


@pytest.mark.parametrize("whose", [TESS, DANA])
def test_one_of_the_level_takes_it_by_a_colleagues_letter(desk: Desk, whose: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, whose), f"Kim Ito <{KIM}>", "mine then")
    assert kinds(letters) == [("claimed", DANA), ("claimed", TESS), ("notice", KIM)]
    assert taker(desk) == KIM
    assert not case_of(desk).deputies


def test_and_declines_it_for_himself_alone(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), KIM, "not mine")
    assert [one.who for one in case_of(desk).assignment.out] == [KIM]
    assert kinds(letters) == [("moved", DANA), ("moved", TESS), ("notice", KIM)]


def test_who_was_asked_before_takes_it_back_by_his_colleagues_letter(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "raise")
    say(desk, letter_to(opened, TESS), KIM, "mine", 6)
    assert (taker(desk), case_of(desk).level) == (KIM, 3)


def test_the_agent_answers_all_on_a_letter_of_the_level(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), DANA, "cancel: a mistake")
    assert ("closed", KIM) in kinds(letters)


def test_a_lead_with_a_recipients_letter_stays_a_lead(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    assert ("de-escalation", DANA) in kinds(say(desk, letter_to(opened, TESS), LEA, "done: fixed by the vendor"))


def test_a_deputy_answers_in_the_readers_place_each_time(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), ZOE, "Which version?")
    assert "in your place" in words_of(letter_to(say(desk, letter_to(opened, TESS), ZOE, "4.1?", 6), TESS))
    say(desk, letter_to(opened, TESS), ZOE, "mine", 7)
    assert taker(desk) == ZOE


def test_of_a_sensitive_case_only_who_has_a_part(desk: Desk) -> None:
    opened = desk.receive(build_mail("ESCALATION - Claims - Ticket #48213", build_form(LEGAL)), MONDAY)
    say(desk, letter_to(opened, CEO), ZOE, "mine")
    assert not taker(desk)
    say(desk, letter_to(opened, DANA), CEO, "mine", 6)
    assert taker(desk) == CEO
