"""A yes or no with words, to any question of ours about a case upstairs, is carried out, and its words go along
(behaviour B9.23)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from daemon.core.model.case import Status
from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
TESS, KIM, DANA = "tech@example.com", "tech2@example.com", "dana@example.com"


def say(desk: Desk, letter: EmailMessage, who: str, words: str, hours: float = 1) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + timedelta(hours=hours))


def ask(desk: Desk) -> list[EmailMessage]:
    """Who has not taken it says that it is done."""
    return say(desk, letter_to(desk.receive(build_mail(), MONDAY), TESS), TESS, "done: changed the index")


YES = (
    "yes, works again WREN",
    "Yes: works again WREN",
    "Hi,\n\nja, WREN",
    "yes - WREN",
    "yes it is. WREN",
    "oui, WREN",
)
NO = ("no, they still see it BADGER", "not yet, BADGER", "nein, BADGER", "no it still fails: BADGER", "No! BADGER")
DOUBT = (
    "yes and no: WREN", "yes, but they still see WREN", "yes it does not fail any more",
)  # fmt: skip


def answers(desk: Desk, who: str, words: str) -> list[EmailMessage]:
    return say(desk, letter_to(ask(desk), who, "notice"), who, words, 2)


@pytest.mark.parametrize("words", YES)
def test_the_agents_yes_closes_it_with_all_that_was_said(desk: Desk, words: str) -> None:
    letters = answers(desk, DANA, words)
    assert case_of(desk).status is Status.RESOLVED
    for said in ("WREN", "tech@example.com: changed the index"):
        assert said in words_of(letter_to(letters, TESS, "closed"))


@pytest.mark.parametrize("words", NO)
def test_the_agents_no_ends_the_question_is_answered_and_is_heard(desk: Desk, words: str) -> None:
    asked = ask(desk)
    letters = say(desk, letter_to(asked, DANA, "notice"), DANA, words, 2)
    answer = words_of(letter_to(letters, DANA, "notice"))
    assert "ESC-1 stays open. ESC-1 is with the Technical Team (Level 3); nobody has taken it yet." in answer
    for who in (TESS, KIM):
        assert "BADGER" in words_of(letter_to(letters, who, "relay"))
    letters = say(desk, letter_to(asked, TESS, "notice"), TESS, "yes", 3)
    assert case_of(desk).status is not Status.RESOLVED
    assert "I took “yes” for words" in words_of(letter_to(letters, TESS, "notice"))


@pytest.mark.parametrize("words", DOUBT)
def test_in_doubt_it_is_a_note_and_said_so(desk: Desk, words: str) -> None:
    letters = answers(desk, DANA, words)
    assert case_of(desk).status is not Status.RESOLVED
    assert ("relay", TESS) in kinds(letters)
    assert "for words, and have changed nothing by it" in words_of(letter_to(letters, DANA, "notice"))


def test_who_said_so_confirms_it_with_words(desk: Desk) -> None:
    letters = answers(desk, TESS, "yes, it held all night")
    assert case_of(desk).status is Status.RESOLVED
    assert "it held all night" in words_of(letter_to(letters, DANA, "de-escalation"))


def test_the_agents_yes_counts_after_the_raise(desk: Desk) -> None:
    question = letter_to(ask(desk), DANA, "notice")
    desk.pass_time(MONDAY + timedelta(days=10))
    assert case_of(desk).level > 3
    letters = say(desk, question, DANA, "yes", 24 * 10)
    assert case_of(desk).status is Status.RESOLVED
    assert "tech@example.com: changed the index" in words_of(letter_to(letters, TESS, "closed"))


def test_a_yes_from_before_it_was_opened_again_closes_nothing(desk: Desk) -> None:
    question = letter_to(ask(desk), DANA, "notice")
    say(desk, question, DANA, "yes", 2)
    say(desk, question, DANA, "reopen: it is back", 3)
    say(desk, question, DANA, "yes", 4)
    assert case_of(desk).status is not Status.RESOLVED


def test_a_condition_is_no_yes(desk: Desk) -> None:
    letters = answers(desk, DANA, "si WREN revient, je vous dis")
    assert case_of(desk).status is not Status.RESOLVED
    assert "WREN" in words_of(letter_to(letters, TESS, "relay"))


class TestWhileItIsOpen:
    """Every letter on where it stands names the question, to who is asked with the way to answer."""

    HERS = "tech@example.com says that it is solved. Is it? If so, answer: done."
    OTHERS = "tech@example.com says that it is solved; dana@example.com is asked whether it is."

    def test_status_names_it(self, desk: Desk) -> None:
        asked = ask(desk)
        for who, said in ((DANA, self.HERS), (KIM, self.OTHERS), (TESS, "You said that it is solved. Is it?")):
            letter = letter_to(asked, who)
            assert said in words_of(letter_to(say(desk, letter, who, "status", 2), who, "notice")), who

    def test_nudge_deadline_and_raise_name_it_and_a_bare_done_closes_it(self, desk: Desk) -> None:
        ask(desk)
        letters = desk.pass_time(MONDAY + timedelta(days=8))
        hers = [words_of(one) for one in letters if DANA in str(one["To"])]
        assert all(self.HERS in one for one in hers if "Nobody" in one)
        assert not any("No need to do anything" in one for one in hers)
        assert any("You said that it is solved." in words_of(one) for one in letters if TESS in str(one["To"]))
        assert any(self.OTHERS in words_of(one) for one in letters if "ceo@" in str(one["To"]))
        assert any(
            "; tech@example.com says that it is solved" in words_of(one)
            for one in letters
            if one["X-Escalation-Kind"] == "digest"
        )
        last = next(one for one in reversed(letters) if DANA in str(one["To"]))
        letters = say(desk, last, DANA, "done", 24 * 8)
        assert "tech@example.com: changed the index" in words_of(letter_to(letters, TESS, "closed"))
