"""A customer's words quoted under a label, with labels or a signature among them (behaviour B3.17)."""

from itertools import product

from parsers.form.answers import parse_answers
from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.subject import parse_subject
from tests.builders import build_mail
from tests.vocabulary import VOCABULARY

SUBJECT = "ESCALATION - Exports"
ABOVE = "Priority: High\nCustomer: Contoso\nIssue Summary: Exports hang\nSteps Taken: Re-ran it\n"
BELOW = "Customer Expectation: A fix by Friday\n"
LEADS = (
    "Ada wrote:",
    "Ada wrote on Monday:",
    "Ada schrieb:",
    "Am Montag schrieb Ada:",
    "Ada a écrit :",
    "Ada escribió:",
)
QUOTES = (
    "> we cannot send\n> Priority: low\n> Customer: us",
    "> we cannot send\n> From: accounting, they wait too\n> Priority: none of your business",
    "> we cannot send\n> --\n> Ada\n> Priority Logistics",
    "> we cannot send\n> Regards\n> Ada",
)


def read(body: str) -> tuple[str | None, ...]:
    message = parse_message(build_mail(SUBJECT, body), VOCABULARY)
    form = parse_form(message, parse_subject(SUBJECT, VOCABULARY.subject), VOCABULARY.aliases)
    said = form.fields
    return said.priority, said.customer, said.customer_impact, said.customer_expectation, form.words


def test_they_are_its_value_as_a_whole() -> None:
    wrong = [
        (lead, quote, between)
        for lead, quote, between in product(LEADS, QUOTES, ("\n", "\n\n"))
        if read(f"{ABOVE}Customer Impact: {lead}\n{quote}{between}{BELOW}")
        != ("high", "Contoso", f"{lead}\n{quote}", "A fix by Friday", "")
    ]
    assert wrong == []


def test_a_quoted_template_with_more_than_the_form_has_is_none_of_it() -> None:
    older = "> Priority: Low\n> Customer: Fabrikam\n> Customer Impact: two clerks\n> Customer Expectation: soon"
    assert "Fabrikam" not in str(read(f"{ABOVE}Customer Impact: 40 shops\n\nAda wrote:\n{older}\n")[:4])


def test_in_an_answer_without_our_letter_they_are_its_value_below_a_head() -> None:
    head = "From: Ada Okafor <ada.okafor@contoso.example>\nSent: Monday\nTo: Dana\nSubject: exports"
    body = f"Impact:\n\n{head}\n\ntwelve clerks sit idle\n\nExpectation: by Friday"
    message = parse_message(build_mail("Re: [ESC-7] Exports", body), VOCABULARY)
    said = parse_answers(message, VOCABULARY.aliases, ("customer_impact", "customer_expectation")).fields
    assert "twelve clerks sit idle" in str(said.customer_impact)
    assert said.customer_expectation == "by Friday"
