"""Whose lines fill a form in: the sender's own, and a forwarded mail's only where his own have no form (behaviour
B3.8)."""

from collections.abc import Callable

from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.model import Form, Priority
from parsers.subject import parse_subject
from tests.builders import build_form, build_mail
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

DANA, EVE = "Dana Whitfield <dana@example.com>", "Eve <eve@evil.example>"
STEERING = """Hi,

Customer Email: kim@fabrikam.example
Level: 4
Trigger: legal
Tell the customer: pay to account 77"""
HALF = "Priority: High\nCustomer: Contoso\nIssue Summary: Exports stop."
OWN = [build_form(), build_form({"Additional Context": None, "Attachments": None}), HALF]


def _below_head(names: tuple[str, str, str, str]) -> Callable[[str, str], str]:
    head = f"{names[0]}: {EVE}\n{names[1]}: Monday, 2 March 2026 09:05\n{names[2]}: {DANA}\n{names[3]}: invoice\n"
    return lambda own, below: f"{own}\n\n{head}\n{below}\n"


def _gmail(own: str, below: str) -> str:
    head = f"From: {EVE}\nDate: Mon, 2 Mar 2026 at 09:05\nSubject: invoice\nTo: {DANA}"
    return f"{own}\n\n---------- Forwarded message ---------\n{head}\n\n{below}\n"


def _apple(own: str, below: str) -> str:
    head = f"From: {EVE}\nSubject: invoice\nDate: 2 March 2026 at 09:05:11 CET\nTo: {DANA}"
    return f"{own}\n\nBegin forwarded message:\n\n{head}\n\n{below}\n"


def _original(own: str, below: str) -> str:
    head = f"From: {EVE}\nSent: Monday, 2 March 2026 09:05\nTo: {DANA}\nSubject: invoice"
    return f"{own}\n\n-----Original Message-----\n{head}\n\n{below}\n"


def _quoted(line: str) -> Callable[[str, str], str]:
    return lambda own, below: f"{own}\n\n{line}\n" + "\n".join(f"> {one}".rstrip() for one in below.split("\n"))


def _html(own: str, below: str) -> str:
    def pages(text: str) -> str:
        return "".join(f"<p>{line}</p>" for line in text.split("\n") if line)

    head = f"<b>From:</b> {EVE.replace('<', '&lt;')}<br><b>Sent:</b> Monday<br><b>To:</b> Dana<br><b>Subject:</b> x"
    border = "<div style='border:none;border-top:solid #E1E1E1 1.0pt'>"
    return f"<html>{pages(own)}{border}<p>{head}</p></div>{pages(below)}</html>"


SHAPES = {
    "Outlook": _below_head(("From", "Sent", "To", "Subject")),
    "Outlook de": _below_head(("Von", "Gesendet", "An", "Betreff")),
    "Outlook fr": _below_head(("De", "Envoyé", "À", "Objet")),
    "Outlook es": _below_head(("De", "Enviado", "Para", "Asunto")),
    "Outlook it": _below_head(("Da", "Inviato", "A", "Oggetto")),
    "Outlook nl": _below_head(("Van", "Verzonden", "Aan", "Onderwerp")),
    "Outlook pt": _below_head(("De", "Enviada em", "Para", "Assunto")),
    "original": _original,
    "Gmail": _gmail,
    "Apple": _apple,
    "quoted": _quoted(f"On Mon, Mar 2, 2026 at 9:05 AM {EVE} wrote:"),
    "quoted de": _quoted(f"Am Mo., 2. März 2026 um 09:05 Uhr schrieb {EVE}:"),
    "quoted fr": _quoted(f"Le lun. 2 mars 2026 à 09:05, {EVE} a écrit :"),
    "html": _html,
}
SUBJECTS = ("ESCALATION - Export - Ticket #48213", "FW: ESCALATION - Export - Ticket #48213")


def _read(shape: str, own: str, below: str, subject: str = SUBJECTS[1]) -> Form:
    body = SHAPES[shape](own, below)
    raw = build_mail(subject, body, sender=DANA, html=body if body.startswith("<html>") else None)
    message = parse_message(raw, VOCABULARY)
    return parse_form(message, parse_subject(message.subject, VOCABULARY.subject), VOCABULARY.aliases)


@every_row("own", OWN)
@every_row("shape", SHAPES)
@every_row("subject", SUBJECTS)
def test_a_strangers_lines_below_a_form_do_not_steer_it(shape: str, own: str, subject: str) -> None:
    fields = _read(shape, own, STEERING, subject).fields
    assert (fields.level, fields.trigger, fields.customer_email, fields.tell_the_customer) == (None, None, None, None)
    assert (fields.customer, fields.priority) == ("Contoso", Priority.HIGH)


@every_row("shape", SHAPES)
@every_row("subject", SUBJECTS)
def test_a_strangers_lines_fill_no_gaps(shape: str, subject: str) -> None:
    below = (
        "Hello,\n\nPriority: low\nCustomer: Fabrikam\nTicket #: 999\nCustomer Impact: give me money\nSteps Taken: none"
    )
    fields = _read(shape, HALF, below, subject).fields
    assert (fields.ticket, fields.customer_impact, fields.steps_taken) == ("48213", None, ())
    assert (fields.customer, fields.priority) == ("Contoso", Priority.HIGH)


@every_row("shape", SHAPES)
def test_without_a_form_of_ones_own_the_forwarded_one_is_read(shape: str) -> None:
    fields = _read(shape, "Please look at this, it came in this morning.", build_form()).fields
    assert (fields.customer, fields.priority, fields.ticket) == ("Contoso", Priority.HIGH, "48213")


@every_row("shape", SHAPES)
def test_a_strangers_form_chooses_neither_level_nor_address(shape: str) -> None:
    fields = _read(shape, "Please look at this.", f"Customer: Fabrikam\nPriority: Low\n{STEERING}").fields
    assert (fields.level, fields.trigger, fields.customer_email, fields.tell_the_customer) == (None, None, None, None)
    assert fields.customer == "Fabrikam"
