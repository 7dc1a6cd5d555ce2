"""Several answers in one text, counted or with labels in one line (behaviour B4.12)."""

import pytest

from parsers.form.answers import parse_answers
from parsers.form.layout.items import split_items
from parsers.model import Fields, Message, Priority
from parsers.words.aliases import load_aliases
from tests.growth import check_growth_of
from tests.tables import every_row

ALIASES = load_aliases()
SUMMARY, IMPACT, EXPECTATION = "issue_summary", "customer_impact", "customer_expectation"


def read(text: str, *asked: str) -> Fields:
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    return parse_answers(message, ALIASES, asked).fields


@every_row(
    "text",
    [
        "a) {}\nb) {}", "A. {}\nB. {}", "(a) {}\n(b) {}", "a) {} b) {}", "a) {}; b) {}", "i) {}\nii) {}",
        "1) {} 2) {}", "1) {}, 2) {}", "1. {} 2. {}", "1: {}\n2: {}", "1 - {}\n2 - {}", "[1] {}\n[2] {}",
        "Ad 1) {}\nAd 2) {}", "Question 1: {}\nQuestion 2: {}", "Frage 1: {}\nFrage 2: {}", "Q1: {}\nQ2: {}",
        "Hi,\na) {}\nb) {}\nThanks, Dana", "a) {}\n\nb) {}",
    ],
)  # fmt: skip
def test_what_is_counted_answers_in_the_order_asked(text: str) -> None:
    exports, wait = "Exports fail", "40 people cannot ship"
    assert read(text.format(exports, wait), SUMMARY, IMPACT) == Fields(issue_summary=exports, customer_impact=wait)


def test_the_marks_count_from_the_first_and_the_text_begins_with_it() -> None:
    assert split_items("a) Exports fail\n since Monday\nb) by Friday\nc) none") != []
    for text in ("b) x c) y", "See 1) x 2) y", "a) only one", "1) x 3) y", "Version 1. Then 2. of them", "a lot b lot"):
        assert split_items(text) == []
    assert read("1. restarted\n2. reinstalled\n\n40 people wait", "steps_taken", IMPACT) == Fields(
        steps_taken=("restarted", "reinstalled"), customer_impact="40 people wait"
    )


@every_row(
    ("text", "impact", "expectation"),
    [
        ("Impact = 40 people wait; expectation = a fix by Friday", "40 people wait", "a fix by Friday"),
        ("impact: 40 people wait, expectation: by Friday", "40 people wait", "by Friday"),
        ("Impact - 40 people wait; Expectation - by Friday", "40 people wait", "by Friday"),
        ("Impact: 40 people wait. Expectation: by Friday", "40 people wait.", "by Friday"),
        ("Impact: 40 people wait / Expectation: by Friday", "40 people wait", "by Friday"),
        ("impact=40 people wait, expectation=by Friday", "40 people wait", "by Friday"),
        ("Hi, impact = 40 people wait; expectation = by Friday", "40 people wait", "by Friday"),
        ("Auswirkung = 40 Leute stehen; Erwartung = bis Freitag", "40 Leute stehen", "bis Freitag"),
        ("Impact = 40 personnes bloquées ; attente = vendredi", "40 personnes bloquées", "vendredi"),
        ("Impacto = 40 personas; expectativa = el viernes", "40 personas", "el viernes"),
        ("Impatto = 40 persone; aspettativa = venerdì", "40 persone", "venerdì"),
        ("Impact = 40 mensen; verwachting = vrijdag", "40 mensen", "vrijdag"),
        ("Impacto = 40 pessoas; expectativa = sexta", "40 pessoas", "sexta"),
        ("Impact: 40 people see x = 5; error: none", "40 people see x = 5; error: none", None),
        ("Impact: 40 people wait; impact: all of them", "40 people wait; impact: all of them", None),
    ],
)
def test_labels_asked_for_in_one_line_have_a_value_each(text: str, impact: str, expectation: str | None) -> None:
    assert read(text, IMPACT, EXPECTATION) == Fields(customer_impact=impact, customer_expectation=expectation)


def test_short_fields_stand_in_one_line_as_well() -> None:
    said = Fields(priority=Priority.HIGH, customer="Contoso", ticket="48213")
    assert read("customer = Contoso; ticket = 48213; prio = high", "priority", "customer", "ticket") == said
    assert read("Customer: Contoso, ticket: 48213, prio: high", "priority", "customer", "ticket") == said


@pytest.mark.slow
@every_row("unit", ["a) ", "1) x ", "impact = ", "impact: x; ", ";  ", " - "])
def test_a_huge_answer_is_quick(unit: str) -> None:
    check_growth_of(lambda text: read(text, IMPACT, EXPECTATION), unit, 200_000)
