"""The conversation of a question: "Shall this go up?" is answered in words, and no answer to an URGENT is lost
(behaviour B2.21, B2.36, B4.14)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import text_of
from tests.service.intake.test_mails import MONDAY
from tests.service.intake.test_questions import write_mail

ASKED = "Shall this go up?"


def answer(desk: Desk, subject: str, *texts: str) -> list[EmailMessage]:
    """A question, and its sender's answers to the newest request; what the last of them brings."""
    request = next(iter(desk.receive(write_mail(subject, "Somebody there?"), MONDAY)))
    letters: list[EmailMessage] = []
    for number, text in enumerate(texts, start=1):
        head = f"Message-ID: <r{number}@example.com>\nIn-Reply-To: {request['Message-ID']}"
        letters = desk.receive(
            write_mail(f"Re: {request['Subject']}", text, head), MONDAY + timedelta(minutes=3 * number)
        )
        request = next((one for one in letters if one["X-Escalation-Kind"] == "information-request"), request)
    return letters


def kinds(letters: list[EmailMessage]) -> set[tuple[str, str]]:
    return {(str(one["To"]).rpartition("<")[2].rstrip(">"), str(one["X-Escalation-Kind"])) for one in letters}


def status_of(desk: Desk) -> str:
    case = desk.store.find_case(1)
    assert case is not None
    return str(case.status)


GOES_UP = [
    "Yes",
    "yes.",
    "Hi,\n\nYes please, this must go up now!\n\nDana",
    "Yes, their export has been dead since nine",
    "Ja, bitte sofort",
    "Oui, c'est urgent !",
    "Sí, por favor",
    "Sì, grazie",
    "Ja graag",
    "Sim, é urgente",
    "Send it anyway",
    "This must go up now!",
    "Bitte eskalieren, das ist dringend.",
    "raise",
    "raise 4",
    "Ticket 48213: export broken",
    "It is Contoso.",
    "Ticket 48213, Contoso: export broken, nobody in the warehouse can work",
    "All users are down",
    "Customer Impact: they cannot bill",
]


@pytest.mark.parametrize("text", GOES_UP)
def test_consent_or_a_matter_sends_it_up_as_it_is(desk: Desk, text: str) -> None:
    letters = answer(desk, "URGENT customer on the line", text)
    assert {("ceo@example.com", "routed"), ("dana@example.com", "receipt")} <= kinds(letters)


def test_the_level_reads_the_answers_words(desk: Desk) -> None:
    letters = answer(desk, "URGENT customer on the line", "Yes, their export has been dead since nine")
    (routed,) = [one for one in letters if one["X-Escalation-Kind"] == "routed"]
    assert "dead since nine" in text_of(routed)


REFUSED = [
    "no",
    "No.\n\nDana",
    "No, forget it, solved.",
    "No thanks, nothing to escalate, it was a joke",
    "Nein, hat sich erledigt.",
    "Hat sich erledigt",
    "wrong address, please ignore",
    "Sorry, wrong address. I'll be there tomorrow at 12.",
    "Ignore this please, see menu.pdf",
    "I did not mean that. Please ignore.",
    "Solved.",
    "Do not send it up",
    "It is not urgent",
    "Non, laissez tomber",
    "No, olvídalo",
    "No, come non detto",
    "Nee, laat maar",
    "Não, já foi resolvido",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_refusal_withdraws_it_and_wakes_nobody(desk: Desk, text: str) -> None:
    letters = answer(desk, "URGENT customer on the line", text)
    assert kinds(letters) == {("dana@example.com", "notice")}
    assert status_of(desk) == "cancelled"


UNCLEAR = [
    "Hello? Anybody there? Please help!",
    "What do you mean?",
    "Is it solved?",
    "It is not solved.",
    "I'll be there tomorrow at 12.",
    "Please don't ignore this!",
    "Yes, forget it",
    "No, send it up!",
    "No, forget it, ticket 48213 was about something else",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_anything_else_is_asked_again_as_it_was_asked_before(desk: Desk, text: str) -> None:
    (request,) = answer(desk, "URGENT customer on the line", text)
    assert ASKED in text_of(request)
    assert "things are" not in text_of(request)
    assert status_of(desk) == "held"


def test_an_urgent_question_is_not_silenced_by_the_cap_of_answers(desk: Desk) -> None:
    texts = [f"Is nobody reading this {number}" for number in range(4)]  # as a program says it
    letters = answer(desk, "URGENT customer on the line", *texts)
    assert {("ceo@example.com", "routed"), ("dana@example.com", "receipt")} <= kinds(letters)


def test_a_question_that_is_not_urgent_is_only_asked(desk: Desk) -> None:
    texts = ["Hello?", "Anybody there?", "Please look", "Is nobody reading this"]
    assert not {one for one in kinds(answer(desk, "ESCALATION - car blocks the gate", *texts)) if one[1] == "routed"}


def test_a_question_that_is_not_urgent_goes_to_the_level_that_was_found(desk: Desk) -> None:
    assert ("senior@example.com", "routed") in kinds(answer(desk, "ESCALATION - car blocks the gate", "yes"))


@pytest.mark.parametrize(
    ("text", "to"), [("raise", "tech@"), ("raise 4", "ceo@"), ("yes", "tech@"), ("send it anyway", "tech@")]
)
def test_a_held_case_goes_up_with_its_gaps_marked(desk: Desk, text: str, to: str) -> None:
    form = build_form({"Customer Impact": None, "Steps Taken": None})
    (request,) = desk.receive(build_mail(body=form), MONDAY)
    head = f"Message-ID: <r@example.com>\nIn-Reply-To: {request['Message-ID']}"
    letters = desk.receive(write_mail(f"Re: {request['Subject']}", text, head), MONDAY + timedelta(minutes=3))
    routed = [one for one in letters if one["X-Escalation-Kind"] == "routed"]
    assert {str(one["To"]).rpartition("<")[2].partition("@")[0] + "@" for one in routed} >= {to}
    assert ("dana@example.com", "receipt") in kinds(letters)
