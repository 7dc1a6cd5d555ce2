"""Whoever is asked whether a case goes up says more than yes or no: all who get a letter by it read his words, and he
reads what became of what he said (behaviour B2.22, B2.36)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from daemon.core.model.case import Status
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY
from tests.service.questions.test_urgent_questions import DANA, LEAD, QUARTER, SENIOR, ask

CEO = "ceo@example.com"


def put_to_both(desk: Desk) -> tuple[EmailMessage, EmailMessage, EmailMessage]:
    """The letters in which the sender, the lead and Level 1 are asked."""
    own = ask(desk)
    lead = letter_to(desk.pass_time(MONDAY + QUARTER), LEAD, "reminder")
    return own, lead, letter_to(desk.pass_time(MONDAY + 2 * QUARTER), SENIOR, "reminder")


def answer(desk: Desk, letter: EmailMessage, who: str, words: str, minutes: int = 31) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "words", ["yes - is the data centre burning?", "yes, who goes?", "yes\n\nWho goes? I can", "Ja, er ist noch hier"]
)
def test_all_who_get_a_letter_by_a_yes_read_what_stands_beside_it(desk: Desk, words: str) -> None:
    _, asked, _ = put_to_both(desk)
    letters = answer(desk, asked, LEAD, words)
    said = " ".join(words.split())
    for who in (CEO, DANA, SENIOR):
        assert said in words_of(letter_to(letters, who)), who


@pytest.mark.parametrize("words", ["yes - is the data centre burning?", "Yes, he is still here", "yes\nhe waits"])
def test_the_senders_own_words_too_also_after_a_no(desk: Desk, words: str) -> None:
    _, asked, _ = put_to_both(desk)
    closed = answer(desk, asked, LEAD, "no\nfacilities handle this, call 4711")
    letters = answer(desk, letter_to(closed, DANA), DANA, words, 40)
    routed = words_of(letter_to(letters, CEO))
    assert " ".join(words.split()) in routed
    assert "facilities handle this, call 4711" in routed


def test_the_senders_words_beside_a_yes_while_it_is_asked(desk: Desk) -> None:
    own, _, _ = put_to_both(desk)
    letters = answer(desk, own, DANA, "yes - is the data centre burning?")
    assert "is the data centre burning?" in words_of(letter_to(letters, CEO))
    assert "is the data centre burning?" in words_of(letter_to(letters, LEAD))


def test_what_the_sender_wrote_stays_the_first_line(desk: Desk) -> None:
    _, asked, _ = put_to_both(desk)
    letters = answer(desk, asked, LEAD, "Yes please, we really must do this at once, all of us")
    first = words_of(letter_to(letters, CEO))[:160]
    assert "waits in the lobby" in first


@pytest.mark.parametrize("words", ["yes, mine", "Yes. I take it.", "ja, mach ich", "yes\nmine"])
def test_a_yes_with_a_claim_goes_up_and_says_that_it_took_nothing(desk: Desk, words: str) -> None:
    _, asked, _ = put_to_both(desk)
    letters = answer(desk, asked, LEAD, words)
    assert ("routed", CEO) in kinds(letters)
    assert case_of(desk).claimed_by is None
    told = words_of(letter_to(letters, LEAD))
    assert "You have not taken it by this mail" in told
    assert "mine" in told


def test_a_level_that_the_answer_names_is_the_level(desk: Desk) -> None:
    _, asked, _ = put_to_both(desk)
    letters = answer(desk, asked, LEAD, "raise 2")
    assert case_of(desk).level == 2
    assert CEO not in {to for _, to in kinds(letters)}


@pytest.mark.parametrize(
    "words", ["It is Contoso, ticket 48213, exports are down", "Customer: Contoso\nTicket #: 48213"]
)
@pytest.mark.parametrize("who", [LEAD, SENIOR])
def test_who_names_the_matter_sends_it_up_as_its_sender_does(desk: Desk, who: str, words: str) -> None:
    _, lead, senior = put_to_both(desk)
    letters = answer(desk, lead if who == LEAD else senior, who, words)
    assert ("routed", CEO) in kinds(letters)
    assert "48213" in words_of(letter_to(letters, CEO))


@pytest.mark.parametrize("words", ["not for me, ask facilities", "ok", "Who is Mr Weber?", "I'm on it, going down now"])
@pytest.mark.parametrize("who", [LEAD, SENIOR])
def test_other_words_reach_the_sender_whole_and_their_writer_reads_that_it_is_still_asked(
    desk: Desk, who: str, words: str
) -> None:
    _, lead, senior = put_to_both(desk)
    letters = answer(desk, lead if who == LEAD else senior, who, words)
    assert case_of(desk).status is Status.HELD
    assert words in words_of(letter_to(letters, DANA))
    told = words_of(letter_to(letters, who))
    assert "waits for a yes or no" in told
    assert "Your words went to Dana Whitfield" in told


@pytest.mark.parametrize("words", ["No, solved meanwhile", "no wait, he left", "no"])
def test_a_no_after_a_yes_says_who_was_faster_and_how_it_is_withdrawn(desk: Desk, words: str) -> None:
    own, asked, _ = put_to_both(desk)
    answer(desk, asked, LEAD, "yes")
    told = words_of(letter_to(answer(desk, own, DANA, words, 35), DANA))
    assert "lead@example.com has sent ESC-1 up" in told
    assert "cancel: …" in told


@pytest.mark.parametrize("words", ["update: It works again.", "note: it works again", "told: yes, it works again"])
def test_what_is_for_somebody_else_is_no_answer(desk: Desk, words: str) -> None:
    answer(desk, ask(desk), DANA, words, 2)
    assert case_of(desk).status is Status.HELD
