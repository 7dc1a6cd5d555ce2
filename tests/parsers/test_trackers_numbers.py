"""Tickets beside a tracker's name, and second ones in the ticket's field (behaviour B2.33, B3.25)."""

from parsers.form.form import parse_form
from parsers.model import Message
from parsers.subject import parse_subject
from parsers.tickets import find_tickets
from tests.vocabulary import VOCABULARY

SUBJECTS = (
    ("Urgent request: Zendesk #55123", "55123"), ("URGENT: Zendesk #1", "1"), ("ESCALATION GLPI #0004411", "0004411"),
    ("ESCALATION: [GLPI 4411] exports", "4411"), ("ESCALATION (Zammad: 88123)", "88123"),
    ("ESCALATION OTRS#2026031099000011 x", "2026031099000011"), ("ESCALATION: HD0000123", "HD0000123"),
    ("ESCALATION - T20260310.0042 - x", "T20260310.0042"), ("ESCALATION Tckt 5512", "5512"),
    ("URGENT: ticket number is 5512", "5512"), ("URGENT: die Ticketnummer ist 5512", "5512"),
    ("ESCALATION le numéro de ticket est 5512", "5512"), ("URGENT Help Desk #4711 down", "4711"),
)  # fmt: skip
NONE = (
    "ESCALATION: GLPI 10.0.7 update fails", "ESCALATION: Jira #down again", "URGENT: Zendesk 12000 users wait",
    "ESCALATION: Salesforce 2026 release", "URGENT: [Zendesk 2026] budget", "ESCALATION: order #7731",
    "URGENT: part #4711", "URGENT: start #2 fails", "ESCALATION: Ticket is 24 hours old", "ESCALATION: HD1080 video",
)  # fmt: skip
SECOND = ("48213, 48214", "48213 / INC0012345", "48213 (see also SUP-4800)", "48213; 48000; 48001")
ONE = ("48 213", "#48213", "https://desk.example.com/t/48213 (48213)", "48213 (Jira)", "Ticket 48213")


def read_words(ticket: str) -> tuple[str | None, str]:
    text = f"Priority: High\nTicket #: {ticket}\nCustomer: Contoso\n"
    message = Message(subject="ESCALATION", sender=None, text=text, whole_text=text)
    form = parse_form(message, parse_subject("ESCALATION", VOCABULARY.subject), VOCABULARY.aliases)
    return form.fields.ticket, form.words


def test_a_trackers_name_says_that_a_number_is_a_tickets() -> None:
    read = [(text, parse_subject(text, VOCABULARY.subject).ticket) for text, _ in SUBJECTS]
    assert read == list(SUBJECTS)
    assert [text for text in NONE if parse_subject(text, VOCABULARY.subject).ticket] == []
    found = [one.number for one in find_tickets("see Zendesk #55123, [GLPI 4411] and T20260310.0042")]
    assert found == ["55123", "4411", "T20260310.0042"]


def test_a_second_number_in_the_field_is_kept_among_the_words() -> None:
    assert [read_words(value) for value in SECOND] == [("48213", f"Ticket: {value}") for value in SECOND]
    assert [read_words(value) for value in ONE] == [("48213", "") for _ in ONE]
