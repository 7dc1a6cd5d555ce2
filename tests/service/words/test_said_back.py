"""What was read of an answer, and what of its words is kept, is said back to who wrote it; and nothing stands twice in
a letter (behaviour B4.12, B6.3)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.files.test_files_go_along import TECH, spaced
from tests.service.letters.test_true_letters import CEO, find

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
DANA = f"Dana Whitfield <{AGENT}>"
PROXY = "Bob knows their proxy well."
CALL = "They call every hour."


def hold(desk: Desk, **changes: None) -> EmailMessage:
    """A case that waits for these fields, and the request for them."""
    body = build_form({name.replace("_", " "): value for name, value in changes.items()})
    return find(desk.receive(build_mail(body=body, sender=DANA, files=[LOG]), MONDAY), "information-request", AGENT)


def answer(desk: Desk, asked: EmailMessage, words: str, hours: int = 1) -> list[EmailMessage]:
    return desk.receive(reply(asked, DANA, words), MONDAY + hours * AN_HOUR)


def test_what_was_read_without_a_label_is_said_in_the_receipt(desk: Desk) -> None:
    asked = hold(desk, Customer_Impact=None)
    receipt = find(answer(desk, asked, "20 users stand still\n"), "receipt", AGENT)
    assert "I read this as Customer Impact: “20 users stand still”" in spaced(text_of(receipt))


def test_what_was_read_under_its_label_needs_no_word(desk: Desk) -> None:
    asked = hold(desk, Customer_Impact=None)
    receipt = find(answer(desk, asked, "Customer Impact: 20 users stand still\n"), "receipt", AGENT)
    assert "I read this" not in text_of(receipt)
    assert "no field for" not in text_of(receipt)


def test_words_beside_an_answer_are_said_back_and_go_up(desk: Desk) -> None:
    asked = hold(desk, Customer_Impact=None)
    letters = answer(desk, asked, f"{PROXY}\n\nCustomer Impact: 20 users stand still\n")
    assert f"I found no field for “{PROXY}”; I keep it as your own words" in spaced(
        text_of(find(letters, "receipt", AGENT))
    )
    assert text_of(find(letters, "routed", TECH)).count(PROXY) == 1


def test_words_that_could_not_be_placed_are_said_back_with_the_next_request(desk: Desk) -> None:
    asked = hold(desk, Customer_Impact=None, Issue_Summary=None, Priority=None)
    words = f"High\n\n{PROXY}\n\n{CALL}\n\nIt fails.\n"
    again = spaced(text_of(find(answer(desk, asked, words), "information-request", AGENT)))
    assert "I read this as Priority: “high”" in again
    assert "I keep it as your own words" in again
    for said in (PROXY, CALL, "It fails."):
        assert said in again


def test_an_answer_that_evades_is_said_back_as_kept(desk: Desk) -> None:
    asked = hold(desk, Customer_Impact=None)
    again = find(answer(desk, asked, "It is all in the ticket.\n"), "information-request", AGENT)
    assert "I found no field for “It is all in the ticket.”; I keep it" in spaced(text_of(again))


@pytest.mark.parametrize("words", ["Any news?\n", "Thanks!\n", "I will send it later.\n"])
def test_a_nudge_is_not_kept_and_not_said_back(desk: Desk, words: str) -> None:
    asked = hold(desk, Customer_Impact=None)
    assert not any("I keep it as your own" in text_of(letter) for letter in answer(desk, asked, words))


@pytest.mark.parametrize(
    ("words", "said"),
    [(f"raise: {CALL}\n", CALL), (f"raise\n\n{CALL}\n", CALL), ("yes\n", ""), ("raise 4\n", "")],
)
def test_who_sends_a_held_case_up_finds_each_word_once_in_the_levels_letter(desk: Desk, words: str, said: str) -> None:
    asked = hold(desk, Customer_Impact=None)
    letters = answer(desk, asked, words)
    routed = text_of(next(one for one in letters if one["X-Escalation-Kind"] == "routed"))
    assert "In their words" not in routed
    assert routed.count(CALL) == bool(said)
    assert "I keep it as your own" not in text_of(find(letters, "receipt", AGENT))


def test_an_answer_to_a_question_stands_once_in_the_letter_that_goes_up(desk: Desk) -> None:
    asked = desk.receive(build_mail("URGENT: car blocks the gate", "Please move it.\n", sender=DANA), MONDAY)
    request = find(asked, "information-request", AGENT)
    words = f"{CALL}\n\nCustomer: Contoso\n"
    routed = text_of(find(answer(desk, request, words), "routed", CEO))
    assert routed.count(CALL) == 1 + (CALL in routed.splitlines()[0])
    assert "In their words" not in routed
    assert "Customer: Contoso" not in routed
