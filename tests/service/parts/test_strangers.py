"""Who learns at once of mail that was set aside (behaviour B11.17)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.service.mails import Service
from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, DANA, LEA, EVE, ZOE = (
    "tech@example.com",
    "dana@example.com",
    "lead@example.com",
    "eve@evil.example",
    "zoe@example.com",
)
A_MINUTE = timedelta(minutes=1)
BORDER = {"trust: network": "trust: authentication-results, authserv_id: mx.example.com"}
PASSED = "mx.example.com; dmarc=pass header.from="


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A house that believes nobody without its mail server's word."""
    desk = Desk(tmp_path, BORDER)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)
    return desk


def write(sender: str, *, is_confirmed: bool, at: int = 0, **said: str) -> bytes:
    domain = sender.rpartition("@")[2]
    found = PASSED + domain if is_confirmed else f"mx.example.com; dmarc=none header.from={domain}"
    headers = {"Authentication-Results": found}
    return build_mail(sender=sender, headers=headers, message_id=f"<{at}-{sender}>", **said)  # type: ignore[arg-type]


def test_one_of_ours_who_is_not_confirmed_is_asked_at_once_and_so_are_the_leads(desk: Desk) -> None:
    letters = desk.receive(write(DANA, is_confirmed=False, subject="URGENT - Secret matter"), MONDAY)
    assert kinds(letters) == [("notice", DANA), ("notice", LEA)]
    told = words_of(letter_to(letters, DANA))
    assert "Did you write this? A mail in your name reached support@example.com" in told
    for letter in letters:
        assert "Secret matter" not in words_of(letter) + str(letter["Subject"])
        assert "stack trace" not in words_of(letter)


def test_each_is_told_once_an_hour(desk: Desk) -> None:
    desk.receive(write(DANA, is_confirmed=False), MONDAY)
    assert desk.receive(write(DANA, is_confirmed=False, at=1), MONDAY + 30 * A_MINUTE) == []
    assert kinds(desk.receive(write(ZOE, is_confirmed=False), MONDAY + 40 * A_MINUTE)) == [("notice", ZOE)]
    assert len(desk.receive(write(DANA, is_confirmed=False, at=2), MONDAY + 90 * A_MINUTE)) == 2


def test_a_lead_lets_it_in_by_answering(desk: Desk) -> None:
    letters = desk.receive(write(DANA, is_confirmed=False), MONDAY)
    headers = {"Authentication-Results": PASSED + "example.com"}
    answer = reply(letter_to(letters, LEA), LEA, f"1 release for {DANA}", headers=headers)
    later = desk.receive(answer, MONDAY + 5 * A_MINUTE)
    assert ("routed", TESS) in kinds(later)
    assert case_of(desk).agent.email == DANA


def answer_as(desk: Desk, letter: EmailMessage, who: str, minutes: int) -> list[EmailMessage]:
    headers = {"Authentication-Results": PASSED + who.rpartition("@")[2]}
    return desk.receive(reply(letter, who, "cancel", headers=headers), MONDAY + minutes * A_MINUTE)


def test_a_strangers_answer_to_a_letter_is_told_to_its_reader_and_to_the_agent_once_an_hour(desk: Desk) -> None:
    opened = desk.receive(write(DANA, is_confirmed=True), MONDAY)
    letters = answer_as(desk, letter_to(opened, TESS), EVE, 5)
    assert kinds(letters) == [("notice", DANA), ("notice", TESS)]
    assert "eve@evil.example has answered a letter about ESC-1 that was sent to somebody else" in words_of(letters[0])
    assert desk.store.count_quarantined() == 1
    assert answer_as(desk, letter_to(opened, TESS), "mallory@evil.example", 20) == []


def test_a_stranger_without_any_token_tells_nobody(desk: Desk) -> None:
    desk.receive(write(DANA, is_confirmed=True), MONDAY)
    assert desk.receive(write(EVE, is_confirmed=True, subject="Re: [ESC-1]", body="mine"), MONDAY + A_MINUTE) == []
