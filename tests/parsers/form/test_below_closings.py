"""What stands below a closing is no part of the last field (behaviour B3.2)."""

from itertools import product

from parsers.form.answers import parse_answers
from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.subject import parse_subject
from tests.builders import build_mail
from tests.vocabulary import VOCABULARY

SUBJECT = "ESCALATION - Exports"
FORM = "Priority: High\nCustomer: Contoso\nCustomer Impact: 40 shops\nCustomer Expectation: "
CLOSINGS = (
    "Best regards,\nDana", "Thanks!", "Thanks\n\nDana", "Viele Grüße\nDana\nSupport", "Cordialement,\nDana",
    "Un saludo\nDana", "Cordiali saluti\nDana", "Met vriendelijke groet\nDana", "Sent from my iPhone", "Cheers, Dana",
)  # fmt: skip
LINES = (
    "Their admin is only there until noon.", "PS: their admin leaves at noon.", "Ihr Admin ist nur bis zwölf da.",
    "Email: ada@contoso.example wants a copy too", "Web: only the web client is hit, the app works",
    "Please unsubscribe Ada from the alerts until it runs.",
    "Version 4.2.1, build 9", "Wards 1, 2 and 3 are hit", "Build 4711, Windows 11", "Order 4711-22",
)  # fmt: skip
VALUES = ("A fix by Friday", "A fix by Friday\n\nThey would take a call too.")


def read(body: str) -> tuple[str | None, str]:
    message = parse_message(build_mail(SUBJECT, body), VOCABULARY)
    form = parse_form(message, parse_subject(SUBJECT, VOCABULARY.subject), VOCABULARY.aliases)
    return form.fields.customer_expectation, form.words


def test_it_is_kept_as_words() -> None:
    wrong = [
        (value, closing, line)
        for value, closing, line in product(VALUES, CLOSINGS, LINES)
        if read(f"{FORM}{value}\n\n{closing}\n\n{line}") != (value, line)
    ]
    assert wrong == []


def test_so_it_is_in_an_answer() -> None:
    body = "Customer Impact: 40 shops\n\nThanks\nDana\n\nTheir admin leaves at noon."
    form = parse_answers(parse_message(build_mail("Re: [ESC-7]", body), VOCABULARY), VOCABULARY.aliases, ())
    assert (form.fields.customer_impact, form.words) == ("40 shops", "Their admin leaves at noon.")


def test_words_about_thanks_and_a_quote_end_nothing() -> None:
    value = "A fix by Friday\n\nor they leave.\n\nThanks a lot for nothing, they say\n\nand we know it"
    assert read(FORM + value) == (value, "")
    quoted = "A fix by Friday\n\nAda wrote:\n> no rush\n\nbut the CFO wants it faster"
    assert "but the CFO wants it faster" in str(read(FORM + quoted)[0])


def test_how_somebody_else_is_reached_is_said_and_a_card_is_not() -> None:
    phone = "+44 20 7946 0991"
    said = (
        f"Name: Ada Okafor\nPhone: {phone}\nUse these to call the plant.",
        f"Ansprechpartnerin: Ada Okafor\nTel.: {phone}\nBitte dort anrufen.",
        f"Nom : Ada Okafor\nTél. : {phone}\nC'est elle qu'il faut rappeler.",
        f"Contact at the plant: Ada Okafor\nPhone: {phone}",
    )
    cards = (f"Dana\nSupport Agent\nPhone: {phone}", f"Name: Dana Whitfield\nPhone: {phone}")
    above = "The export stops again.\n\n"
    assert [text for text in said if read_words(above + text) != above + text] == []
    assert read_words(f"{above}Regards\nDana\n\n{said[0]}") == above + said[0]
    assert [text for text in cards if phone in read_words(above + text)] == []


def read_words(body: str) -> str:
    message = parse_message(build_mail("URGENT: Contoso", body, sender="Dana Whitfield <dana@example.com>"), VOCABULARY)
    return parse_form(message, parse_subject("URGENT: Contoso", VOCABULARY.subject), VOCABULARY.aliases).words
