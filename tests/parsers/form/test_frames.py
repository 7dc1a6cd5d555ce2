"""Forms whose labels or values all stand in one frame, and forms said in sentences (behaviour B3.28, B4.12)."""

import json
from collections.abc import Callable

from parsers.form.answers import parse_answers
from parsers.form.form import parse_form
from parsers.form.layout.items import number_items
from parsers.model import Fields, Form, Message, Priority
from parsers.subject import parse_subject
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

SUBJECT = "ESCALATION - Invoices"
SAID = {
    "Priority": "High", "Customer": "Fabrikam Print", "Ticket #": "51877",
    "Issue Summary": "Invoices are printed twice",
    "Customer Impact": "Accounting sorts 400 pages by hand", "Customer Expectation": "A fix by Friday noon",
}  # fmt: skip
FIELDS = Fields(
    priority=Priority.HIGH,
    customer=SAID["Customer"],
    ticket=SAID["Ticket #"],
    issue_summary=SAID["Issue Summary"],
    customer_impact=SAID["Customer Impact"],
    customer_expectation=SAID["Customer Expectation"],
)


def read(text: str) -> Form:
    message = Message(subject=SUBJECT, sender=None, text=text, whole_text=text)
    return parse_form(message, parse_subject(SUBJECT, VOCABULARY.subject), VOCABULARY.aliases)


def answer(text: str, *asked: str) -> Fields:
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    return parse_answers(message, VOCABULARY.aliases, asked).fields


@every_row(
    "lead",
    [
        "[10:0{n}] Dana: ", "10:0{n} Dana: ", "[02.03.26, 10:02:1{n}] Dana Whitfield: ", "[10:0{n}] <dana> ",
        "[10:0{n}] ",
        "02.03.26, 10:0{n} - Dana Whitfield: ", "2026-03-02 10:0{n} Dana: ", "Dana Whitfield (10:0{n}): ", "Dana: ",
        "o   ", "o\t", "·\xa0\xa0 ", "§\xa0 ", "Ø\xa0 ", "ü  ", "q  ", "v\t", "» ", "› ", "1.{n} ", "[{n}] ", "({n}) ",
    ],
)  # fmt: skip
def test_what_stands_before_all_labels_alike_is_left_out(lead: str) -> None:
    lines = [f"{lead.format(n=at)}{label}: {value}" for at, (label, value) in enumerate(SAID.items(), 1)]
    assert read("\n".join(lines)).fields == FIELDS


@every_row(
    "write",
    [
        lambda label, value: f"**{label}**\n> {value}\n",
        lambda label, value: f"### {label}\n\n> {value}\n",
        lambda label, value: f"{label}:\n>{value}",
        lambda label, value: f"{label}\n: {value}",
        lambda label, value: f"{label} => {value}",
        lambda label, value: f"1.{label} (Required)\n{value}\n",
        lambda label, value: f"Q: {label}\nA: {value}\n",
        lambda label, value: f"Frage: {label}\nAntwort: {value}\n",
        lambda label, value: f"*{label}*\nbq. {value}\n",
        lambda label, value: f"*{label}*\n{{quote}}{value}{{quote}}\n",
        lambda label, value: f"{{color:red}}{label}:{{color}} {value}",
        lambda label, value: f"{label};{value}",
        lambda label, value: f'"{label}","{value}"',
        lambda label, value: f'"{label}": "{value}"',
        lambda label, value: f"{value} = {label}",
        lambda label, value: f"{value} ({label})",
        lambda label, value: f"{value}\t{label}",
        lambda label, value: f"{value} <- {label}",
        lambda label, value: f"Dana Whitfield  10:02 AM\n{label}: {value}\n",
    ],
)
def test_a_frame_around_all_values_is_left_out(write: Callable[[str, str], str]) -> None:
    assert read("\n".join(write(label, value) for label, value in SAID.items())).fields == FIELDS


def test_a_form_in_json_and_a_sheets_cell_of_several_lines_are_read() -> None:
    steps = ["restarted it", "reinstalled it"]
    assert read(json.dumps({**SAID, "Steps Taken": steps}, indent=2)).fields.steps_taken == tuple(steps)
    cell = (
        "\n".join(f"{label}\t{value}" for label, value in SAID.items())
        + '\nSteps Taken\t"1. restarted it\n2. ""re""installed"'
    )
    assert read(cell).fields.steps_taken == ("restarted it", '"re"installed')


@every_row(
    "text",
    [
        (
            "Priority is high, customer is Fabrikam Print, ticket is 51877. Issue is Invoices are printed twice. "
            "Impact is Accounting sorts 400 pages by hand, expectation is A fix by Friday noon"
        ),
        (
            "Priority high. Customer Fabrikam Print. Ticket 51877. Issue summary Invoices are printed twice. "
            "Customer impact Accounting sorts 400 pages by hand. Customer expectation A fix by Friday noon"
        ),
        (
            "prio high\ncustomer Fabrikam Print\nticket 51877\nissue Invoices are printed twice\n"
            "impact Accounting sorts 400 pages by hand\nexpectation A fix by Friday noon"
        ),
    ],
)
def test_a_form_said_in_sentences_is_read(text: str) -> None:
    assert read(text).fields == FIELDS


@every_row(
    "text",
    [
        "The priority is not the issue here.\nThe customer is angry and the ticket is old.",
        "Our chat:\n[10:02] Ada: priority: who knows\n[10:03] Dana: ticket: none",
        "I spoke to the customer (Contoso) about the ticket (51877), they wait.",
        "> Priority\n> Customer\nI did not fill it in.",
        "10 = Priority\nand 20 = x",
    ],
)
def test_words_in_no_frame_are_no_form(text: str) -> None:
    form = read(text)
    assert form.fields == Fields()
    assert form.words


def test_a_chat_below_a_label_stays_its_value() -> None:
    chat = (
        "from our chat:\n[10:02] Ada: it prints twice\n[10:03] Dana: which printer?\n[10:04] Ada: priority: high please"
    )
    form = read("\n".join(f"{label}: {chat if label == 'Issue Summary' else value}" for label, value in SAID.items()))
    assert form.fields.issue_summary == chat


IMPACT, EXPECTATION, SUMMARY = "customer_impact", "customer_expectation", "issue_summary"


@every_row(
    "text",
    [
        "Impact is 20 people wait, expectation is a fix by Friday",
        "The impact is that 20 people wait and the expectation is a fix by Friday",
        "expectation is a fix by Friday; impact is 20 people wait",
        "Their impact is 20 people wait. Their expectation is a fix by Friday",
        "Die Auswirkung ist: 20 people wait, die Erwartung ist a fix by Friday",
        "L'impact est 20 people wait, l'attente est a fix by Friday",
        "El impacto es 20 people wait, la expectativa es a fix by Friday",
        "L'impatto è 20 people wait, l'aspettativa è a fix by Friday",
        "De impact is 20 people wait en de verwachting is a fix by Friday",
        "O impacto é 20 people wait, a expectativa é a fix by Friday",
        "20 people wait (impact), a fix by Friday (expectation)",
        "20 people wait = impact\na fix by Friday = expectation",
        "b) a fix by Friday\na) 20 people wait",
    ],
)
def test_two_answers_in_one_sentence_are_told_apart(text: str) -> None:
    assert answer(text, IMPACT, EXPECTATION) == Fields(
        customer_impact="20 people wait", customer_expectation="a fix by Friday"
    )


@every_row(
    "mark",
    [
        "b)",
        "B.",
        "(b)",
        "2)",
        "2.",
        "2:",
        "#2",
        "ad 2:",
        "Question 2:",
        "Zu 2)",
        "Second question:",
        "zweitens:",
        "à la deuxième:",
    ],
)
def test_an_answer_that_counts_its_question_is_that_ones(mark: str) -> None:
    assert answer(f"{mark} 20 people wait", SUMMARY, IMPACT) == Fields(customer_impact="20 people wait")
    assert answer(f"Hi,\n{mark} 20 people wait\nThanks, Dana", SUMMARY, IMPACT, EXPECTATION) == Fields(
        customer_impact="20 people wait"
    )


def test_of_counted_answers_one_that_says_nothing_leaves_the_others() -> None:
    assert answer("a) exports fail\nb) I don't know yet", SUMMARY, IMPACT) == Fields(issue_summary="exports fail")
    assert answer("c) what do you mean?", SUMMARY, IMPACT) == Fields()
    assert answer("2. reinstalled it", "steps_taken", IMPACT) == Fields()


def test_a_mark_counts_a_question_once_and_none_that_was_not_asked() -> None:
    assert number_items("b) x\nc) y", 3) == {1: "x", 2: "y"}
    assert [number_items(text, 2) for text in ("c) x", "b) x\nb) y", "x\nb) y", "0) x", "Note: x", "b " * 9_000)] == [
        {}
    ] * 6


def test_other_words_for_the_label_lead_to_its_answer() -> None:
    for text in (
        "As for the impact: 20 people wait",
        "Regarding impact: 20 people wait",
        "Zur Auswirkung: 20 people wait",
    ):
        assert answer(text, SUMMARY, IMPACT) == Fields(customer_impact="20 people wait")


@every_row(
    "questions",
    [
        "How urgent is it?|Which client is it?|Which ticket?|What is going wrong?|Who is hit and how badly?|By when?",
        "Wie eilig ist es?|Um welchen Kunden geht es?|Welches Ticket?|Worum geht es?|Wer ist betroffen?|Bis wann?",
    ],
)
@every_row("between", ["\n", " "])
def test_questions_in_place_of_labels_are_read_without_a_colon(questions: str, between: str) -> None:
    text = "\n\n".join(f"{one}{between}{value}" for one, value in zip(questions.split("|"), SAID.values(), strict=True))
    assert read(text).fields == FIELDS


def test_questions_to_somebody_are_no_form() -> None:
    assert read("Which ticket?\nBy when?\nThanks, Kim").fields == Fields()
    assert read("High / Medium / Low  <- High\n").fields == Fields()
    assert read("Priority: High / Medium / Low  <- High\nCustomer: Contoso").fields.priority is Priority.HIGH
