"""What is typed in place of the hint of a question of ours is its answer (behaviour B4.13)."""

from itertools import product

import pytest

from tests.parsers.text.ours.test_ours import REQUEST, strip

VALUE = "600 people (in three countries) cannot post invoices"
IMPACT, PRIORITY = "who or what is affected, and how badly", "high, medium or low"
SHAPES = ("({})", "({}):", "{}", "{}:", "[{}]:", "({hint}: {})", "({hint} {}):", "({hint}) {}", "({hint}): {}")
QUOTES = ("{}", "> {}", ">> {}", "*{}", "> *{}")


def quote(letter: str, mark: str) -> str:
    return "\n".join(mark.format(line) for line in letter.split("\n"))


@pytest.mark.parametrize("mark", QUOTES)
def test_over_the_hint_in_or_without_its_brackets(mark: str) -> None:
    for impact, priority in product(SHAPES, SHAPES):
        letter = REQUEST.replace(f"({IMPACT}):", impact.format(VALUE, hint=IMPACT))
        letter = letter.replace(f"({PRIORITY}):", priority.format("high", hint=PRIORITY))
        left = strip(quote(letter, mark)).replace("> ", "").replace(">", "").replace("*", "").split("\n")
        assert [" ".join(line.split()) for line in left] == ["Priority: high", f"Customer Impact: {VALUE}"], (
            impact,
            priority,
        )


def test_a_line_that_a_program_wrapped_is_one() -> None:
    typed = "> Customer Impact (600 people in three countries cannot post\n> invoices since Monday):"
    letter = quote(REQUEST, "> {}").replace(f"> Customer Impact ({IMPACT}):", typed)
    assert strip(letter) == "> Customer Impact: 600 people in three countries cannot post invoices since Monday"


@pytest.mark.parametrize("typed", ["Priority (medium):", "Priority medium:", "Priority high", "Priority (high)"])
def test_what_was_left_of_a_hint_is_an_answer_beside_a_question_left_as_it_was(typed: str) -> None:
    letter = quote(REQUEST, "> {}").replace(f"> Priority ({PRIORITY}):", f"> {typed}")
    assert strip(letter) == f"> Priority: {'medium' if 'medium' in typed else 'high'}"


def test_other_lines_and_a_question_left_as_it_was_are_no_answers() -> None:
    assert strip(quote(REQUEST, "> {}")) == ""
    said = "They say that the\nCustomer Impact (600 people) is big."
    assert strip(f"{said}\n\n{quote(REQUEST, '> {}')}") == said
