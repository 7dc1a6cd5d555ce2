"""One colleague is asked beside the level that has a case (behaviour B9.14)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TESS, KIM, DANA, LEAD = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
BOB, CEO = "bob@example.com", "ceo@example.com"


def say(desk: Desk, letter: EmailMessage, who: str, words: str, hours: float) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + hours * HOUR)


def test_he_gets_it_and_reads_what_is_said_also_once_another_has_it(desk: Desk) -> None:
    first = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(first, TESS), TESS, "also: bob@example.com knows the exports", 1)
    assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("notice", TESS), ("routed", BOB)]
    assert "bob@example.com is asked about ESC-1 as well, and reads what is said in it." in words_of(
        letter_to(letters, TESS)
    )
    say(desk, letter_to(first, KIM), KIM, "mine", 1.5)
    assert ("relay", BOB) in kinds(say(desk, letter_to(first, DANA), DANA, "It is 4.2.", 2))
    assert kinds(say(desk, letter_to(letters, BOB), BOB, "Look at the disk.", 2.2)) == [
        ("notice", BOB),
        ("relay", DANA),
        ("relay", KIM),
    ]


def test_he_may_take_it_or_end_it(desk: Desk) -> None:
    first = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(first, KIM), KIM, "mine", 0.5)
    bob = letter_to(say(desk, letter_to(first, DANA), DANA, "also: bob@example.com", 1), BOB)
    assert "tech2@example.com has it since today 10:30 (Berlin). You are asked beside" in words_of(bob)
    letters = say(desk, bob, BOB, "not mine", 2)
    assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("notice", BOB)]
    assert "It stays with you." in words_of(letter_to(letters, KIM))
    assert "tech2@example.com has it as before." in words_of(letter_to(letters, DANA))
    assert ("relay", BOB) not in kinds(say(desk, letter_to(first, DANA), DANA, "It is 4.2.", 2.5))
    assert case_of(desk).claimed_by is not None
    assert "tech2@example.com has ESC-1 since" in words_of(letter_to(say(desk, bob, BOB, "mine", 3), BOB))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("also: ada.okafor@contoso.example", "ada.okafor@contoso.example is not one of ours."),
        ("also: tech2@example.com", "tech2@example.com is asked already."),
        ("also: dana@example.com", "dana@example.com is an agent of it, and nobody is asked in the own case."),
        ("also to Zacharias", "I know nobody of ours by the name of “Zacharias”. Write the address, like this: also:"),
    ],
)
def test_whom_nobody_can_ask_is_said(desk: Desk, words: str, said: str) -> None:
    letters = say(desk, letter_to(desk.receive(build_mail(), MONDAY), TESS), TESS, words, 1)
    assert kinds(letters) == [("notice", TESS)]
    assert said in words_of(letter_to(letters, TESS))
    assert len(case_of(desk).recipients) == 2


def test_in_a_sensitive_case_its_agent_says_it_and_he_reads_what_it_is_about(desk: Desk) -> None:
    body = build_form({"Issue Summary": "Their lawyer announces legal action."})
    first = desk.receive(build_mail(body=body), MONDAY)
    refused = say(desk, letter_to(first, CEO), CEO, "also: bob@example.com", 0.2)
    assert "whom it is shown besides is for its agent or a lead to say." in words_of(letter_to(refused, CEO))
    letters = say(desk, letter_to(first, DANA), DANA, "also: bob@example.com", 0.4)
    assert "Their lawyer announces legal action." in words_of(letter_to(letters, BOB))
    assert letter_to(letters, BOB).get_content_type() != "multipart/mixed"
