"""What stands under a label and is no value is kept as words (behaviour B3.25)."""

import pytest

from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.model import Form
from parsers.subject import parse_subject
from tests.builders import build_form, build_mail
from tests.tables import every_row
from tests.vocabulary import VOCABULARY


def read(changes: dict[str, str | None], more: str = "") -> Form:
    message = parse_message(build_mail(body=build_form(changes) + more), VOCABULARY)
    return parse_form(message, parse_subject(message.subject, VOCABULARY.subject), VOCABULARY.aliases)


@every_row(
    ("changes", "more", "words"),
    [
        ({"Priority": "their boss is on the phone"}, "", "Priority: their boss is on the phone"),
        ({"Priority": "High, because their boss calls"}, "", "Priority: High, because their boss calls"),
        ({"Ticket #": "48213 was opened by Bob on Monday"}, "", "Ticket: 48213 was opened by Bob on Monday"),
        ({"Ticket #": "the one of last week"}, "", "Ticket: the one of last week"),
        ({}, "\nTicket #: 50001\n", "Ticket: 50001"),
        ({}, "\nLevel: the clever ones\n", "Level: the clever ones"),
        ({}, "\nTrigger: something with paper\n", "Trigger: something with paper"),
        ({"Priority": "High"}, "\nPriority: whatever the director says\n", "Priority: whatever the director says"),
        ({"Priority": "High"}, "", ""),
        ({"Priority": "High (P1)"}, "", ""),
        ({"Priority": "High/Medium/Low: High"}, "", ""),
        ({"Priority": "N/A"}, "", ""),
        ({"Priority": "[High/Medium/Low]"}, "", ""),
        ({"Ticket #": "SUP-1234 (Jira)"}, "", ""),
        ({"Ticket #": "48213"}, "\nTicket #: 48213\n", ""),
    ],
)  # fmt: skip
def test_no_text_under_a_label_is_lost(changes: dict[str, str | None], more: str, words: str) -> None:
    assert read(changes, more).words == words


@pytest.mark.parametrize("end", ["-- ", "Kind regards"])
def test_what_stands_below_an_end_that_is_none_is_kept_for_the_form_goes_on(end: str) -> None:
    form = read({"Issue Summary": f"The report prints\n{end}\nin place of the total"})
    assert form.fields.issue_summary == "The report prints"
    assert form.words == "in place of the total"
    assert form.fields.steps_taken


@pytest.mark.parametrize("begin", ["\n1. Restarted", "1. Restarted"])
def test_an_item_of_the_steps_that_begins_with_a_word_for_a_label_is_an_item(begin: str) -> None:
    form = read({"Steps Taken": f"{begin}\n2. Impact: none seen\n3. Ticket: asked for one\n4. Reset"})
    assert form.fields.steps_taken == ("Restarted", "Impact: none seen", "Ticket: asked for one", "Reset")
    assert form.fields.customer_impact != "none seen"


def test_what_only_a_second_template_says_is_kept() -> None:
    second = build_form({"Customer": "Fabrikam", "Ticket #": "51877", "Tell the customer": "we look"})
    form = read({"Customer": "Contoso", "Ticket #": "48213"}, f"\n\n{second}")
    assert (form.fields.customer, form.fields.ticket, form.fields.tell_the_customer) == ("Contoso", "48213", None)
    assert form.words.split("\n") == ["Customer: Fabrikam", "Ticket: 51877", "Tell the customer: we look"]
    assert read({}, f"\n\n{build_form({})}").words == ""
