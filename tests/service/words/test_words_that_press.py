"""An agent's words on a case that is upstairs are judged as a second mail's are, and nothing is called complete that is
not (behaviour B4.7, B5.2)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.intake.test_mails import MONDAY

DANA = "Dana <dana@example.com>"


def answer(desk: Desk, mail: bytes, who: str, text: str) -> list[EmailMessage]:
    letters = desk.receive(mail, MONDAY)
    address = who.partition("<")[2].rstrip(">")
    mine = next(one for one in reversed(letters) if address in str(one["To"]))
    return desk.receive(reply(mine, who, text), MONDAY + timedelta(minutes=9))


def find(letters: list[EmailMessage], to: str, kind: str) -> str:
    return next(text_of(one) for one in letters if to in str(one["To"]) and one["X-Escalation-Kind"] == kind)


@pytest.mark.parametrize(
    "text",
    [
        "It got worse: all users are down now.",
        "note: all users are down now",
        "Customer Impact: all users are down now",
    ],
)
def test_an_immediate_trigger_raises_and_its_writer_learns_it(desk: Desk, text: str) -> None:
    letters = answer(desk, build_mail(), DANA, text)
    assert "all users are down now" in find(letters, "ceo@", "raised")
    assert "Level 4" in find(letters, "dana@", "notice")
    assert "Level 4" in find(letters, "tech@", "moved")


@pytest.mark.parametrize("text", ["They ask for news.", "No data loss so far.", "raise: nothing new", "lower"])
def test_other_words_press_nothing(desk: Desk, text: str) -> None:
    answer(desk, build_mail(), DANA, text)
    case = desk.store.find_case(1)
    assert case is not None
    assert case.level == {"raise": 4, "lower": 2}.get(text.partition(":")[0], 3)


def test_what_was_said_before_does_not_press_again(desk: Desk) -> None:
    letters = desk.receive(build_mail(), MONDAY)
    for minute, text in enumerate(["all users are down now", "lower 3", "As I said, all users are down."], start=1):
        mine = next(one for one in letters if "dana@" in str(one["To"]))
        letters = desk.receive(reply(mine, DANA, text), MONDAY + timedelta(minutes=minute)) or letters
    case = desk.store.find_case(1)
    assert case is not None
    assert case.level == 3


def test_the_levels_own_words_raise_nothing(desk: Desk) -> None:
    answer(desk, build_mail(), "Tess Berg <tech@example.com>", "Are all users down?\nAll users are down here too.")
    case = desk.store.find_case(1)
    assert case is not None
    assert case.level == 3


def test_a_labelled_field_is_merged_though_nothing_was_missing(desk: Desk) -> None:
    letters = answer(desk, build_mail(), DANA, "Customer Impact: the second warehouse stands still, too")
    assert "second warehouse" in find(letters, "tech@", "moved")
    case = desk.store.find_case(1)
    assert case is not None
    assert case.fields.customer_impact == "the second warehouse stands still, too"


def test_an_answer_that_fills_no_gap_does_not_make_it_complete(desk: Desk) -> None:
    gaps = build_form({"Steps Taken": None, "Customer Expectation": None, "Attachments": None})
    letters = answer(desk, build_mail("URGENT: exports - Ticket #48213", gaps), DANA, "Customer Impact: 80 people wait")
    said = find(letters, "dana@", "information-request")
    assert "three things are missing" in said
    assert not any("complete now" in text_of(one) for one in letters)
    assert "has sent what was missing" not in find(letters, "ceo@", "relay")
