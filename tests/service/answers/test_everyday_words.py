"""Who refuses a case in everyday words, in answer to a letter that asks to take it, is asked no more; the same words in
answer to a colleague are an answer (behaviour B7.24)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.assignment import Cause
from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
TESS, KIM, DANA = "tech@example.com", "tech2@example.com", "dana@example.com"


def say(desk: Desk, letter: EmailMessage, who: str, words: str, hours: float = 1) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + timedelta(hours=hours))


@pytest.mark.parametrize(
    "words", ["No, ask Robin", "Pas le temps", "Kann ich heute nicht machen", "Swamped, someone else please"]
)
def test_in_answer_to_the_levels_letter_it_declines(desk: Desk, words: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), TESS, words)
    assert ("moved", DANA) in kinds(letters)
    assert [(one.who, one.cause) for one in case_of(desk).assignment.out] == [(TESS, Cause.DECLINED)]


SENT_ON = (
    "ask tech2", "Please ask Tech2.", "Hi Dana,\n\nask tech2 instead, please.\n\nThanks\nTess", "frag mal tech2",
    "Dafür ist tech2 zuständig", "vois avec tech2", "pregunta a tech2", "chiedete a tech2", "vraag het aan tech2",
    "pergunta à tech2",
)  # fmt: skip
NOT_SENT_ON = (
    "ask Ada", "ask dana", "ask the customer", "ask them", "ask tech2 which index it is", "Did you ask tech2?",
    "I ask tech2", "ask tech2, then restart", "frag den Kunden", "vois avec le client",
)  # fmt: skip


def test_who_only_sends_us_to_a_colleague_declines_and_who_asks_something_does_not(tmp_path: Path) -> None:
    wrong = []
    for number, words in enumerate((*SENT_ON, *NOT_SENT_ON)):
        place = tmp_path / str(number)
        place.mkdir()
        desk = Desk(place)
        say(desk, letter_to(desk.receive(build_mail(), MONDAY), TESS), TESS, words)
        if bool(case_of(desk).assignment.out) != (words in SENT_ON):
            wrong.append(words)
    assert wrong == []


def test_in_answer_to_a_colleagues_question_it_gives_nothing_back(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "mine")
    asked = say(desk, letter_to(opened, DANA, "receipt"), DANA, "Do you know which index it is?", 2)
    letters = say(desk, letter_to(asked, TESS, "relay"), TESS, "No, ask Robin", 3)
    assert kinds(letters) == [("relay", DANA)]
    claimed = case_of(desk).claimed_by
    assert claimed is not None
    assert claimed.email == TESS


RELEASES = (
    "I have to give this back", "I'm handing this one back to the team, sorry", "Can't carry on with this",
    "Ich muss das leider zurückgeben", "Je dois le rendre", "Tengo que devolverlo", "Devo restituirlo",
    "Ik moet dit teruggeven", "Tenho de devolver isto",
)  # fmt: skip
ANSWERS = ("I have to give them the log back", "Should I give this back?", "I can't reproduce it", "Kim hands it back")


def test_who_has_it_gives_it_back_in_everyday_words_whatever_he_answers(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letter, receipt = letter_to(opened, TESS), letter_to(opened, DANA, "receipt")
    for hours, words in enumerate(RELEASES, 1):
        mine = letter_to(say(desk, letter, TESS, f"mine: round {hours}", hours), TESS, "notice")
        asked = letter_to(say(desk, receipt, DANA, f"Is it index {hours}?", hours + 0.2), TESS, "relay")
        answered = mine if hours % 2 else asked
        letters = say(desk, answered, TESS, words, hours + 0.4)
        assert [one for one in kinds(letters) if one[0] == "moved"] == [("moved", DANA), ("moved", KIM)], words
        assert case_of(desk).claimed_by is None, words
    mine = letter_to(say(desk, letter, TESS, "mine: at last", 20), TESS, "notice")
    for minutes, words in enumerate(ANSWERS, 1):
        assert kinds(say(desk, mine, TESS, words, 20 + minutes / 60)) == [("relay", DANA)], words
    assert case_of(desk).claimed_by is not None


@pytest.mark.parametrize("words", ["1 not mine", "1 not mine: ask Robin"])
def test_a_lead_who_was_not_asked_is_not_told_that_it_is_done(desk: Desk, words: str) -> None:
    desk.pass_time(MONDAY - timedelta(hours=1))
    desk.receive(build_mail(), MONDAY)
    at = MONDAY + timedelta(days=2, hours=23)
    digest = [one for one in desk.pass_time(at) if one["X-Escalation-Kind"] == "digest"][-1]
    letters = desk.receive(reply(digest, "lead@example.com", words), at + timedelta(minutes=5))
    said = text_of(letter_to(letters, "lead@example.com"))
    assert "done" not in said
    assert case_of(desk).assignment.out == ()
    assert (("relay", DANA) in kinds(letters)) == ("Robin" in words)
