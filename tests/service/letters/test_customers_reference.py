"""Which ticket a customer is told: one that stands where tickets stand. A word with a number in a title or in running
words may be the agent's own, and never goes outside (behaviour B1.6)."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parsers.form.completeness import merge_fields
from parsers.model import Fields
from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, reply, text_of
from tests.tables import every_row

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
SURE, DOUBTFUL = Fields(ticket="SUP-1234"), Fields(ticket="SUP-1234", is_ticket_doubtful=True)
WORDS = (
    "LEAK-2026 hushed up", "BREACH-2026: do not tell", "hushed up - LEAK-2026", "LIAR-1 again", "VIP-1", "VIP-1: liar",
    "LAYER-8 problem",
    "user problem - LAYER-8", "ID-10-T error", "GDPR-33 notice hidden", "notice hidden - GDPR-333",
    "BUG 4711 our fault",
    "BUG-4711 our fault", "our fault - BUG-4711", "our fault (bug #4711)", "Ticket IDIOT-1", "PROD-411 leaked secrets",
    "incident BREACH-33 hidden", "GAU-110 im Rechenzentrum - wer war das", "Exports of SUP-1234 stop", "#LEAK-2026",
)  # fmt: skip
TICKETS = {
    "Exports stop - Ticket #48213": "48213",
    "Exports stop - Ticket SUP-1234": "SUP-1234",
    "Case 00012345: Exports stop": "00012345",
    "Exports stop - #48213": "48213",
    "Exports stop - SUP-1234": "SUP-1234",
    "SUP-1234": "SUP-1234",
    "INC0012345: Exports stop": "INC0012345",
    "[GLPI #0001234] Exports stop": "0001234",
    "[Shop - Support #1234] Exports stop": "1234",
    "Request no. 48213": "48213",
}


def told(folder: Path, raw: bytes) -> tuple[str, str]:
    """The subject and the text of what the customer gets."""
    letter = letter_to(Desk(folder).receive(raw, MONDAY), "ada.okafor@", "customer-acknowledgement")
    return str(letter["Subject"]), text_of(letter)


def without_ticket(title: str, **fields: str | None) -> bytes:
    return build_mail(f"ESCALATION - {title}", build_form({"Ticket #": None, **fields}), files=[LOG])


@pytest.mark.parametrize("title", WORDS)
def test_no_word_of_the_agents_goes_outside(tmp_path: Path, title: str) -> None:
    subject, text = told(tmp_path, without_ticket(title))
    assert subject == "Your request: we have brought in our specialists"
    assert "Your reference is" not in text


@pytest.mark.parametrize(("title", "ticket"), TICKETS.items())
def test_what_stands_where_tickets_stand_is_told(tmp_path: Path, title: str, ticket: str) -> None:
    subject, text = told(tmp_path, without_ticket(title))
    assert subject == f"Your request {ticket}: we have brought in our specialists"
    assert f"Your reference is {ticket}." in text


@pytest.mark.parametrize("title", ["SUP-1234 exports stop", "Exports of SUP-1234 stop"])
def test_what_stands_in_its_field_is_told_wherever_the_title_has_it(tmp_path: Path, title: str) -> None:
    subject, _ = told(tmp_path, without_ticket(title, **{"Ticket #": "SUP-1234"}))
    assert subject.startswith("Your request SUP-1234:")


@pytest.mark.parametrize(
    ("words", "named"),
    [("It is LIAR-2261 again.", ""), ("It is bug 4711.", ""), ("It is ticket SUP-1234.", " SUP-1234")],
)
def test_running_words_tell_a_ticket_only_behind_a_word_for_it(tmp_path: Path, words: str, named: str) -> None:
    desk = Desk(tmp_path)
    letters = desk.receive(build_mail("URGENT: Nobody can log in", words), MONDAY)
    asked = letter_to(letters, "dana@", "information-request")
    left = desk.receive(reply(asked, "dana@example.com", "Customer: Contoso (enterprise)"), MONDAY)
    letter = letter_to(left, "ada.okafor@", "customer-acknowledgement")
    assert str(letter["Subject"]) == f"Your request{named}: we have brought in our specialists"


@every_row(
    ("before", "answer", "is_doubtful"),
    [
        (DOUBTFUL, Fields(ticket="SUP-1234"), False),
        (SURE, replace(DOUBTFUL, ticket="sup-1234"), False),
        (SURE, replace(DOUBTFUL, ticket="SUP-9"), True),
        (DOUBTFUL, Fields(customer="Contoso"), True),
    ],
)
def test_the_surer_of_two_mails_counts(before: Fields, answer: Fields, is_doubtful: bool) -> None:
    assert merge_fields(before, answer).is_ticket_doubtful is is_doubtful
