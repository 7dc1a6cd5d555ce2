"""What an agent writes into our request is kept to its last line, with our hint or in its place (behaviour B4.8)."""

import re
import textwrap
from email.message import EmailMessage

import pytest

from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk
from tests.quotations import ATTRIBUTIONS
from tests.service.quotes.test_answers_in_the_quotation import IMPACT, MONDAY, ask, mark, read
from tests.tables import sample

TWO = f"{IMPACT}.\nThe head nurse phones each of them."
LONG = (
    "Forty nurses on two wards write the rosters by hand since Sunday evening and the head nurse has to phone each "
    "of them every morning"
)
OUTLOOK = (
    "From: Support Escalations <support@example.com>\nSent: Monday, March 9, 2026 10:00 AM\n"
    "To: Dana Whitfield <dana@example.com>\nSubject: Re: Exports\n\n"
)
HEADS = {"gmail": (ATTRIBUTIONS["gmail"], mark), "outlook": (OUTLOOK, str)}
programs = pytest.mark.parametrize("program", HEADS)
hints = pytest.mark.parametrize("hint", [True, False], ids=["behind the hint", "in its place"])


def fill(letter: str, label: str, said: str, hint: bool = True) -> str:
    """The letter with what is said behind the label."""
    kept = r"\1\2:" if hint else r"\1:"
    return re.sub(rf"(?m)^({label})( \([^\n]*\)):$", lambda found: f"{found.expand(kept)} {said}", letter)


def send(desk: Desk, asked: EmailMessage, program: str, filled: str, above: str = "") -> None:
    head, quote = HEADS[program]
    body = "\n\n".join(filter(None, (above, f"{head}{quote(filled)}\n")))
    raw = build_mail(
        f"Re: {asked['Subject']}",
        body,
        to=str(asked["Reply-To"]),
        headers={"In-Reply-To": str(asked["Message-ID"])},
        message_id="<answer@example.com>",
    )
    desk.receive(raw, MONDAY)


def told(desk: Desk) -> str:
    case = desk.store.find_case(1)
    assert case is not None
    words = [one.text for one in case.words]
    return " ".join("\n".join((str(case.fields.customer_impact), *words)).split())


@hints
@programs
@pytest.mark.parametrize(
    "said",
    [
        TWO,
        f"{IMPACT}\n\nand the head nurse is alone",
        f"\n{TWO}",
        "Two wards:\n- ward 3\n- ward 5",
        "No.\nNot one.\nNo.",
    ],
    ids=["two sentences", "a second paragraph", "lines below the label", "a list", "three short lines"],
)
def test_every_line_of_an_answer_is_kept(desk: Desk, program: str, hint: bool, said: str) -> None:
    asked = ask(desk)
    filled = fill(read(asked), "Customer Expectation", "a fix by Friday", hint)
    send(desk, asked, program, fill(filled, "Customer Impact", said, hint))
    assert told(desk) == " ".join(said.split())


@hints
@programs
@pytest.mark.parametrize("width", [60, 72, 76])
def test_an_answer_that_the_program_wrapped_is_kept(desk: Desk, program: str, hint: bool, width: int) -> None:
    asked = ask(desk)
    filled = fill(read(asked), "Customer Impact", LONG, hint)
    wrapped = [part for line in filled.split("\n") for part in textwrap.wrap(line, width) or [""]]
    send(desk, asked, program, "\n".join(wrapped))
    assert told(desk) == LONG


@programs
@pytest.mark.parametrize("above", ["", "Hi, it is below."])
def test_a_sentence_below_the_quotation_is_kept(desk: Desk, program: str, above: str) -> None:
    asked = ask(desk)
    filled = fill(read(asked), "Customer Impact", IMPACT)
    send(desk, asked, program, f"{filled}\n\nPlease call Ada before six.", above)
    assert told(desk) == f"{IMPACT} Please call Ada before six."


@programs
def test_every_step_is_kept(desk: Desk, program: str) -> None:
    (asked,) = desk.receive(build_mail(body=build_form({"Steps Taken": None}), files=[LOG]), MONDAY)
    filled = fill(read(asked), "Steps Taken", "Restarted the worker\nChanged the driver", hint=False)
    send(desk, asked, program, filled)
    case = desk.store.find_case(1)
    assert case is not None
    assert case.fields.steps_taken == ("Restarted the worker", "Changed the driver")


@hints
@programs
@pytest.mark.parametrize(
    "said", sample(["High", "high", "High.", "High!", "Medium", "low", "Low", "Urgent", "High, please"], 2)
)
@pytest.mark.parametrize("beside", [{}, {"Customer Expectation": None}], ids=["alone", "with another"])
def test_a_priority_in_place_of_its_hint_is_read(
    desk: Desk, program: str, hint: bool, said: str, beside: dict[str, None]
) -> None:
    (asked,) = desk.receive(build_mail(body=build_form({"Priority": None, **beside}), files=[LOG]), MONDAY)
    filled = fill(read(asked), "Priority", said, hint)
    send(desk, asked, program, fill(filled, "Customer Expectation", "a fix by Friday", hint))
    case = desk.store.find_case(1)
    assert case is not None
    expected = {"medium": "medium", "low": "low"}.get(said.lower(), "high")
    assert (case.fields.priority, case.missing) == (expected, ())
