"""Answers to an information request, in whatever shape they come (behaviour B4.8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.form.answers import parse_answers
from parsers.model import Fields, Message
from parsers.words.aliases import load_aliases
from tests.growth import check_growth_of
from tests.tables import every_row

ALIASES = load_aliases()
ASKED = ("customer_impact", "customer_expectation")
LETTER = "> Missing: two things.\n>\n> Customer Impact:{}\n>\n> Customer Expectation:{}\n>\n> Yours, Upstairs\n"
HEAD = "On Mon, 2 Mar 2026 at 10:00, Support <support@example.com> wrote:\n"
IMPACT, BY = "Nobody can work.", "A fix by Friday."


def read(whole: str, asked: tuple[str, ...] = ASKED, text: str | None = None) -> Fields:
    own = "\n".join(line for line in whole.split("\n") if not line.startswith(">") and not line.endswith("wrote:"))
    message = Message(subject="Re: [ESC-7]", sender=None, text=own.strip() if text is None else text, whole_text=whole)
    return parse_answers(message, ALIASES, asked).fields


@every_row(
    "whole",
    [
        f"Customer Impact: {IMPACT}\nCustomer Expectation: {BY}\n\n{HEAD}{LETTER.format('', '')}",
        f"{HEAD}{LETTER.format('', '')}\nCustomer Impact: {IMPACT}\nCustomer Expectation: {BY}\n",
        HEAD + LETTER.format(f"\n{IMPACT}", f"\n{BY}"),
        HEAD + LETTER.format(f"\n\n{IMPACT}\n", f"\n\n{BY}\n"),
        HEAD + LETTER.format(f" {IMPACT}", f" {BY}"),
        f"Customer Impact\t{IMPACT}\nCustomer Expectation\t{BY}\n",
        f"Customer Impact - {IMPACT}\nCustomer Expectation - {BY}\n",
    ],
    ids=["above", "below", "inline", "inline with blank lines", "behind the quoted labels", "table", "dashes"],
)
def test_both_answers_are_found(whole: str) -> None:
    fields = read(whole)
    assert (fields.customer_impact, fields.customer_expectation) == (IMPACT, BY)


def test_words_without_a_label_answer_the_one_thing_asked() -> None:
    assert (
        read("Hi,\n\nby Friday noon\n\nThanks\nDana", ("customer_expectation",)).customer_expectation
        == "by Friday noon"
    )
    assert read("by Friday noon") == Fields(customer_expectation="by Friday noon")
    assert read("It is the big printer.", ("issue_summary", "customer_impact")) == Fields()


def test_a_placeholder_is_no_answer() -> None:
    assert read("Customer Impact: tbd\n", ("customer_impact",)) == Fields()


def test_what_is_put_off_is_no_answer() -> None:
    assert read("I will send it later.", ("customer_impact",)) == Fields()
    assert read(f"Customer Expectation: {BY}\nThe impact I will send in an hour.\n").customer_expectation == BY
    assert read(f"Customer Impact: will send it in an hour\nCustomer Expectation: {BY}\n") == Fields(
        customer_expectation=BY
    )
    assert read(f"Any news?\n\n{IMPACT}\n", ("customer_impact",)).customer_impact == IMPACT


def test_what_was_typed_below_the_letter_answers_where_nothing_stands_above() -> None:
    message = Message(
        subject="Re: [ESC-7]", sender=None, text="See below.", whole_text=f"See below.\n\n{IMPACT}", among=IMPACT
    )
    assert parse_answers(message, ALIASES, ("customer_impact",)).fields.customer_impact == IMPACT
    assert parse_answers(message, ALIASES, ASKED).fields == Fields(customer_impact=IMPACT)


def test_what_cannot_be_placed_is_kept_as_words() -> None:
    message = Message(subject="Re: [ESC-7]", sender=None, text="Hi,\nIt is the big printer.\nThanks\nDana")
    form = parse_answers(message, ALIASES, ("issue_summary", "customer_impact"))
    assert (form.found, form.words) == (False, "It is the big printer.")


def test_what_was_not_asked_and_stands_only_in_the_quote_is_no_answer() -> None:
    assert (
        read(f"ok\n\n{HEAD}> Customer: Contoso\n> Customer Impact:\n", ("customer_impact", "ticket")).customer is None
    )


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_reply_raises(text: str, whole: str) -> None:
    assert read(f"{HEAD}> Customer Impact:\n{whole}", ASKED, text) is not None
    assert read(whole, ("files",), text) is not None


@pytest.mark.slow
@every_row("unit", ["a", ">", "> ", "\n", ":", "> a\n", "Customer Impact:\n"])
def test_a_huge_reply_is_quick(unit: str) -> None:
    check_growth_of(lambda text: read(text, ASKED, text), unit, 50_000)


def test_a_dash_or_a_number_inside_an_answer_stays() -> None:
    said = "All 40 users - nobody can ship since 12. March"
    fields = read(f"{said}\nContoso Ltd - Berlin", ("customer_impact", "customer"))
    assert (fields.customer_impact, fields.customer) == (said, "Contoso Ltd - Berlin")
    assert read("1. Contoso\n2. - Nobody can ship", ("customer", "customer_impact")).customer == "Contoso"


@every_row("end", ["-", "1.", "x"])
def test_an_answer_of_blanks_is_quick(end: str) -> None:
    check_growth_of(lambda blanks: read(f"x {blanks}{end}", ASKED), " ", 20_000)


@every_row(
    "said",
    [
        "Thanks for asking, 40 nurses cannot print",
        "Danke für die Frage, 40 Pfleger stehen",
        "Merci de patienter, 40 infirmières sont bloquées",
        "Gracias por preguntar, 40 enfermeras paradas",
    ],
)
def test_thanks_with_an_answer_behind_them_answer(said: str) -> None:
    assert read(said, ("customer_impact",)).customer_impact == said


@every_row(
    "said",
    [
        "They did not say. I will ask Ada this afternoon.",
        "Haben sie nicht gesagt, ich rufe um 15 Uhr an",
        "Ils ne l'ont pas dit, je rappelle à 14 h",
        "No lo han dicho, llamo esta tarde",
        "Non l'hanno detto, richiamo alle 15",
        "Hebben ze niet gezegd, ik bel om 15 uur",
        "Não disseram, ligo às 15h",
    ],
)
def test_a_time_at_which_the_writer_asks_is_no_expectation(said: str) -> None:
    assert read(said, ("customer_expectation",)).customer_expectation is None


def test_what_they_did_say_beside_is_an_answer() -> None:
    said = "They did not say how many, but the warehouse stands still"
    assert read(said, ("customer_impact",)).customer_impact == said
