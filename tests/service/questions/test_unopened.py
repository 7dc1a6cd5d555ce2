"""What opened nothing is a line in the digest; of a crowd's mail nobody else hears (behaviour B2.23, B2.24, B8.11)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, words_of
from tests.service.intake.test_mails import MONDAY
from tests.service.intake.test_questions import write_mail

CROWD = "Cc: dana@example.com, " + ", ".join(f"colleague{number}@example.com" for number in range(12))
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LEAD = "lead@example.com"
NOTHING = {
    "a hint": ("Escalation training on Friday", "Come all.", "", "OPENED NOTHING"),
    "a program's mail": ("URGENT: disk full, ticket 48213", "Look.", "From: nagios@example.com", "nagios@example.com"),
    "an invitation that was accepted": ("Accepted: URGENT - Contoso", "See you.", "", "OPENED NOTHING"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.clock.move_to(MONDAY - timedelta(hours=2))
    desk.wake()  # the next digest is planned
    return desk


def digest_of(letters: list[EmailMessage]) -> str:
    return words_of(letter_to(letters, LEAD, "digest"))


@pytest.mark.parametrize(("subject", "text", "headers", "said"), NOTHING.values(), ids=NOTHING)
def test_what_opened_nothing_is_a_line_in_the_next_digest_and_in_no_later_one(
    desk: Desk, subject: str, text: str, headers: str, said: str
) -> None:
    desk.receive(write_mail(subject, text, headers), MONDAY)
    first = digest_of(desk.pass_time(MONDAY + DAY))
    assert said in first
    assert f"“{subject}”" in first
    assert [one for one in kinds(desk.pass_time(MONDAY + 3 * DAY)) if one[0] == "digest"] == []


def test_every_hint_is_counted_also_where_its_sender_was_told_already(desk: Desk) -> None:
    for number in range(3):
        mail = write_mail("Escalation training", f"Number {number}.", f"Message-ID: <h{number}@example.com>")
        letters = desk.receive(mail, MONDAY + number * MINUTE)
        assert kinds(letters) == [("notice", "dana@example.com")] * (number == 0)
    assert "Escalation training" in digest_of(desk.pass_time(MONDAY + DAY))
    assert len(desk.store.unopened()) == 3


def test_what_is_none_of_ours_is_not_listed(desk: Desk) -> None:
    desk.receive(write_mail("Lunch on Friday", "Come all."), MONDAY)
    assert desk.store.unopened() == ()


def crowd(desk: Desk, subject: str = "URGENT: please hand in your vacation plans") -> list[EmailMessage]:
    return desk.receive(write_mail(subject, "Thanks, HR", f"Message-ID: <crowd@example.com>\n{CROWD}"), MONDAY)


def answer(number: int, subject: str) -> bytes:
    head = f"From: colleague{number}@example.com\nMessage-ID: <a{number}@example.com>\nIn-Reply-To: <crowd@example.com>"
    return write_mail(f"Re: {subject}", "Here they are.", f"{head}\n{CROWD}")


def test_a_crowds_question_is_asked_of_its_sender_and_of_nobody_else(desk: Desk) -> None:
    assert kinds(crowd(desk)) == [("information-request", "dana@example.com")]
    letters = desk.pass_time(MONDAY + DAY)
    assert {to for kind, to in kinds(letters) if kind != "digest"} <= {"dana@example.com"}
    assert "ASKED, AND NOT ANSWERED" in digest_of(letters)
    assert case_of(desk).asked == ()


@pytest.mark.parametrize("subject", ["URGENT: please hand in your vacation plans", "Escalation training on Friday"])
def test_answers_in_a_crowds_thread_get_no_letter(desk: Desk, subject: str) -> None:
    crowd(desk, subject)
    letters = [one for number in range(3) for one in desk.receive(answer(number, subject), MONDAY + number * MINUTE)]
    assert letters == []
    assert len(list(desk.store.open_cases())) == (subject.startswith("URGENT"))
