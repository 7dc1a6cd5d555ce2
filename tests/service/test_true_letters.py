"""Letters that say where a case stands: no sentence is untrue when it is read."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import AGENT, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.test_files_go_along import TECH, TECH2, reader

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # 10:30 in Berlin
AN_HOUR = timedelta(hours=1)
CEO = "ceo@example.com"
GAPS = build_form({"Priority": None, "Customer Impact": None, "Customer Expectation": None})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def find(letters: list[EmailMessage], kind: str, to: str) -> EmailMessage:
    return next(one for one in letters if (one["X-Escalation-Kind"], reader(one)) == (kind, to))


def test_who_answers_one_of_several_gaps_of_a_case_upstairs_reads_that_it_is_there(desk: Desk) -> None:
    first = desk.receive(build_mail("URGENT - Exports end - Ticket #48213", GAPS), MONDAY)
    asked = find(first, "information-request", AGENT)
    letters = desk.receive(reply(asked, AGENT, "Customer Impact: 20 users cannot invoice"), MONDAY + AN_HOUR)
    text = text_of(find(letters, "information-request", AGENT))
    assert "passed on to Executive Team (Level 4)" in text
    assert "nobody has been told" not in text
    assert "before this can go up" not in text


def send_up(desk: Desk) -> list[EmailMessage]:
    return desk.receive(build_mail(), MONDAY)


@pytest.mark.parametrize(("command", "word"), [("cancel: by mistake", "withdrawn"), ("done: the proxy", "solved")])
def test_in_a_closed_case_no_letter_offers_what_does_not_work(desk: Desk, command: str, word: str) -> None:
    first = send_up(desk)
    closed = desk.receive(reply(find(first, "receipt", AGENT), AGENT, command), MONDAY + AN_HOUR)
    routed = find(first, "routed", TECH)
    letters = [
        *closed,
        *desk.receive(reply(routed, TECH, "mine"), MONDAY + 2 * AN_HOUR),
        *desk.receive(reply(routed, TECH, "status"), MONDAY + 3 * AN_HOUR),
        *desk.receive(reply(routed, TECH, "The proxy was restarted twice."), MONDAY + 4 * AN_HOUR),
    ]
    assert {reader(one) for one in letters} >= {AGENT, TECH, TECH2}
    for one in letters:
        text = text_of(one)
        assert word in text
        assert "mine takes it" not in text
        assert "is with the" not in text
        assert "reopen" in text


def test_words_about_a_withdrawn_case_that_never_went_up_are_answered(desk: Desk) -> None:
    held = desk.receive(build_mail(body=GAPS), MONDAY)
    letter = find(held, "information-request", AGENT)
    desk.receive(reply(letter, AGENT, "cancel"), MONDAY + AN_HOUR)
    for hours, words in enumerate(("Customer Impact: 20 users stand still", "They called again"), 2):
        (notice,) = desk.receive(reply(letter, AGENT, words), MONDAY + hours * AN_HOUR)
        assert reader(notice) == AGENT
        text = text_of(notice)
        assert "ESC-1 is withdrawn, and nobody works on it. Your words are kept with it. If" in text
        assert "reopen" in text


def test_words_about_a_solved_case_say_whom_they_reached(desk: Desk) -> None:
    first = send_up(desk)
    desk.receive(reply(find(first, "routed", TECH), TECH, "mine"), MONDAY + AN_HOUR)
    desk.receive(reply(find(first, "routed", TECH), TECH, "done: restarted"), MONDAY + 2 * AN_HOUR)
    letters = desk.receive(reply(find(first, "receipt", AGENT), AGENT, "It is broken again"), MONDAY + 3 * AN_HOUR)
    assert f"kept with it and were passed on to {TECH}." in text_of(find(letters, "notice", AGENT))
