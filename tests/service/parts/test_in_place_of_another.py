"""Whoever was given a letter may act for its reader; who only names a case leaves words (behaviour B11.8, B11.20)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, DANA, LEA = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
ZOE, CEO = "zoe@example.com", "ceo@example.com"
A_MINUTE = timedelta(minutes=1)
LEGAL = {"Issue Summary": "Their lawyer announces legal action.", "Attachments": "none because it is words"}


def say(desk: Desk, letter: EmailMessage, who: str, words: str, minutes: int = 5) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + minutes * A_MINUTE)


def test_one_behind_a_list_takes_the_case_and_the_list_is_told(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), f"Zoe Bauer <{ZOE}>", "mine: I know this export")
    assert kinds(letters) == [("claimed", DANA), ("claimed", KIM), ("claimed", TESS), ("notice", ZOE)]
    assert "Zoe Bauer has taken ESC-1" in words_of(letter_to(letters, TESS))
    case = case_of(desk)
    assert case.claimed_by is not None
    assert case.claimed_by.email == ZOE
    assert kinds(say(desk, letter_to(opened, DANA), DANA, "They called again", 6)) == [("relay", ZOE)]
    answer = say(desk, letter_to(letters, ZOE), ZOE, "info? Which version do they run?", 7)
    assert ("relay", DANA) in kinds(answer)


def test_an_assistants_question_reaches_the_agent_and_the_reader_learns_of_it(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), ZOE, "Which version do they run?")
    assert kinds(letters) == [("notice", TESS), ("notice", ZOE), ("relay", DANA), ("relay", "tech2@example.com")]
    told = words_of(letter_to(letters, TESS))
    assert "zoe@example.com has answered ESC-1 in your place, and you can answer as before." in told
    assert "Which version do they run?" in told
    assert "Nobody has taken ESC-1 yet" in words_of(letter_to(letters, ZOE))
    assert kinds(say(desk, letter_to(letters, ZOE), ZOE, "mine", 6))[-1] == ("notice", ZOE)
    assert case_of(desk).status is Status.CLAIMED


def test_he_may_answer_the_readers_letters_as_often_as_he_does(desk: Desk) -> None:
    need_tokens(desk)
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), ZOE, "Which version do they run?")
    letters = say(desk, letter_to(opened, TESS), ZOE, "mine", 6)
    assert kinds(letters) == [("claimed", DANA), ("claimed", KIM), ("claimed", TESS), ("notice", ZOE)]
    again = say(desk, letter_to(opened, TESS), "kai@example.com", "mine", 7)
    assert "zoe@example.com has ESC-1 since" in words_of(letter_to(again, "kai@example.com"))


@pytest.mark.parametrize("words", ["cancel: a mistake", "told: by phone", "reopen", "send ack"])
def test_it_closes_nothing_and_writes_to_no_customer(desk: Desk, words: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), ZOE, words)
    assert "I could not" in words_of(letter_to(letters, ZOE, "notice"))
    assert case_of(desk).status is Status.OPEN
    say(desk, letter_to(opened, TESS), ZOE, "mine", 6)
    say(desk, letter_to(opened, TESS), ZOE, words, 7)
    assert case_of(desk).status is Status.CLAIMED
    assert not any(one.kind.is_for_customer for one in case_of(desk).conversation.told[len(opened) :])


def test_not_in_a_sensitive_case(desk: Desk) -> None:
    opened = desk.receive(build_mail("ESCALATION - Claims - Ticket #48213", build_form(LEGAL)), MONDAY)
    letters = say(desk, letter_to(opened, CEO), ZOE, "mine")
    assert case_of(desk).claimed_by is None
    told = words_of(letter_to(letters, ZOE))
    assert "I could not take it by this mail" in told
    assert DANA not in told
    assert "48213" not in told + str(letter_to(letters, ZOE)["Subject"])


def test_not_with_an_agents_letter(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, DANA), ZOE, "cancel")
    assert case_of(desk).status is Status.OPEN
    assert "I could not withdraw it by this mail" in words_of(letter_to(letters, ZOE))


def need_tokens(desk: Desk) -> None:
    """Every sender is believed, but no longer taken for one who has the token."""
    desk.service = type(desk.service)(desk.ground, desk.correspondence, desk.words)


def name_it(words: str, sender: str = ZOE) -> bytes:
    return build_mail("About [ESC-1]", words, sender=sender, message_id=f"<{len(words)}-{sender}>")


def test_a_colleague_who_only_names_the_case_is_heard_by_both_sides_and_reads_how_to_do_more(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    letters = desk.receive(name_it("raise: I know them well"), MONDAY + A_MINUTE)
    assert kinds(letters) == [("notice", ZOE), ("relay", DANA), ("relay", KIM), ("relay", TESS)]
    told = words_of(letter_to(letters, ZOE))
    assert "I could not raise it by this mail, because that is for those to whom ESC-1 was sent." in told
    assert "To do more, answer a mail about it that was sent to you, or ask dana@example.com." in told
    assert "+esc-" not in str(letter_to(letters, ZOE)["Reply-To"])
    assert case_of(desk).level == 3


def test_plain_words_of_his_are_answered_too(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    letters = desk.receive(name_it("I have seen this before, at Fabrikam."), MONDAY + A_MINUTE)
    told = words_of(letter_to(letters, ZOE))
    assert "Your words are kept with ESC-1 and were passed on to dana@example.com, " in told
    assert "I could not" not in told


def test_one_of_the_case_whose_command_comes_without_its_letter_reads_how(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    need_tokens(desk)
    letters = desk.receive(name_it("mine", TESS), MONDAY + A_MINUTE)
    assert "I could not take it by this mail" in words_of(letter_to(letters, TESS, "notice"))
    assert "answer the mail about it that you got from me." in words_of(letter_to(letters, TESS, "notice"))
    assert case_of(desk).claimed_by is None


def test_who_has_taken_it_in_anothers_place_moves_it_at_once(tmp_path: Path) -> None:
    rows = {"raise: too big": "raised", "lower": "routed", "pass to tech2@example.com": "routed", "waiting": "moved"}
    for words, kind in rows.items():
        desk = Desk(tmp_path)
        opened = desk.receive(build_mail(), MONDAY)
        taken = say(desk, letter_to(opened, TESS), ZOE, "mine")
        letters = say(desk, letter_to(taken, ZOE), ZOE, words, 6)
        assert kind in [one for one, _ in kinds(letters)], words
        assert "nothing has changed" not in words_of(letter_to(letters, ZOE)), words
