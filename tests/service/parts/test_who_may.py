"""Who may say which word in a case; whoever may not reads why, and who may (behaviour B9.17)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, DANA, LEA = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
SATO, JO = "manager@example.com", "jo@example.com"
A_MINUTE = timedelta(minutes=1)


def say(desk: Desk, letter: EmailMessage, who: str, words: str, minutes: int = 5) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + minutes * A_MINUTE)


def join(desk: Desk) -> EmailMessage:
    """What Jo reads who writes about the same ticket."""
    mail = build_mail("ESCALATION - Export again - Ticket #48213", sender=JO, message_id="<jo@example.com>")
    return letter_to(desk.receive(mail, MONDAY + A_MINUTE), JO)


@pytest.mark.parametrize(
    ("words", "deed"),
    [("cancel: we are full", "withdraw it"), ("told: by phone", "note that the customer was told")],
)
def test_the_level_withdraws_nothing_and_reads_who_may(desk: Desk, words: str, deed: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), TESS, words)
    told = words_of(letter_to(letters, TESS, "notice"))
    assert f"I could not {deed}, and nothing has changed: that is for dana@example.com or a lead to say." in told
    assert "Your words went to dana@example.com and tech2@example.com." in told
    assert case_of(desk).status is Status.OPEN
    assert words.partition(": ")[2] in words_of(letter_to(letters, DANA, "relay"))  # its words reach her


def test_the_agent_lowers_until_somebody_has_answered(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "Which version?", 3)
    (notice,) = say(desk, letter_to(opened, DANA), DANA, "lower")
    told = words_of(notice)
    assert "that is for the Technical Team (Level 3) or a lead to say, now that the level has answered." in told
    assert case_of(desk).level == 3


def test_the_agent_lowers_what_nobody_has_answered(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    assert ("routed", SATO) in kinds(say(desk, letter_to(opened, DANA), DANA, "lower"))


@pytest.mark.parametrize("again", ["yes", "done", "Yes please"])
def test_who_has_not_taken_it_is_asked_before_it_closes(desk: Desk, again: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, KIM), KIM, "mine", 2)
    asked = letter_to(say(desk, letter_to(opened, TESS), TESS, "done: restarted the export"), TESS)
    assert "tech2@example.com has ESC-1 since today 10:02 (Berlin). Shall I close it as solved" in words_of(asked)
    assert case_of(desk).status is Status.CLAIMED
    letters = say(desk, asked, TESS, again, 6)
    assert kinds(letters) == [("closed", KIM), ("de-escalation", DANA), ("notice", TESS)]
    assert case_of(desk).outcome == "restarted the export"
    assert "restarted the export" in words_of(letter_to(letters, KIM))
    assert "for words" not in words_of(letter_to(letters, TESS)), "a yes that is carried out"


def test_a_yes_to_another_letter_closes_nothing(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "done")
    say(desk, letter_to(opened, TESS), TESS, "yes", 6)
    assert case_of(desk).status is Status.OPEN


def test_who_took_it_and_a_lead_close_it_at_once(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "mine", 2)
    say(desk, letter_to(opened, TESS), TESS, "done: restarted")
    assert case_of(desk).status is Status.RESOLVED
    (notice,) = say(desk, letter_to(opened, TESS), TESS, "reopen", 6)
    assert "that is for dana@example.com or a lead to say" in words_of(notice)
    assert ("moved", TESS) in kinds(say(desk, letter_to(opened, DANA), DANA, "reopen", 7))


def test_who_joined_takes_back_his_own_mail_only(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    joined = join(desk)
    assert ("relay", TESS) in kinds(say(desk, joined, JO, "note: they called again", 2))
    (refused,) = say(desk, joined, JO, "waiting", 3)
    assert "I could not stop its clock" in words_of(refused)
    letters = say(desk, joined, JO, "cancel: it was our own index", 4)
    assert kinds(letters) == [("notice", JO), ("relay", DANA), ("relay", "tech2@example.com"), ("relay", TESS)]
    assert "I have taken your mail back out of ESC-1" in words_of(letter_to(letters, JO))
    told = words_of(letter_to(letters, DANA))
    assert "jo@example.com had written about ESC-1" in told
    assert "and has taken that mail back" in told
    assert "it was our own index" in told
    assert case_of(desk).status is Status.OPEN
    assert kinds(say(desk, letter_to(opened, TESS), TESS, "note: seen", 5)) == [
        ("notice", TESS),
        ("relay", DANA),
        ("relay", "tech2@example.com"),
    ]


def test_who_was_asked_before_a_raise_reads_that_mine_brings_it_back(desk: Desk) -> None:
    opened = desk.receive(
        build_mail(body=build_form({"Level": "2", "Attachments": "none because it is words"})), MONDAY
    )
    say(desk, letter_to(opened, DANA), DANA, "raise", 2)
    (notice,) = say(desk, letter_to(opened, SATO), SATO, "waiting")
    assert "The case has moved since you were asked; mine brings it back to you." in words_of(notice)
    assert case_of(desk).status is Status.OPEN
    assert ("claimed", DANA) in kinds(say(desk, letter_to(opened, SATO), SATO, "mine", 6))


def test_another_priority_is_told_to_the_level_and_to_the_agent(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, DANA), DANA, "priority low: they can wait")
    assert kinds(letters) == [("moved", KIM), ("moved", TESS), ("notice", DANA)]
    told = words_of(letter_to(letters, TESS))
    assert "dana@example.com has set the priority of ESC-1 to low. An answer is due by" in told
    assert "they can wait" in told


def test_help_names_what_this_reader_may(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    to_tess = words_of(say(desk, letter_to(opened, TESS), TESS, "help", 2)[0])
    to_dana = words_of(say(desk, letter_to(opened, DANA), DANA, "help", 3)[0])
    assert "mine: you take it" in to_tess
    assert "pass to name@…" in to_tess
    assert "cancel" not in to_tess
    assert "mine: you take it" not in to_dana
    assert "cancel: withdrawn" in to_dana
