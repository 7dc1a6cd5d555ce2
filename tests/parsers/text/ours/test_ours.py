"""A letter of ours is known by what was sent, else by its shape; whatever else stands in a mail is its writer's
(behaviour B4.13)."""

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.adapters.phrases import load_phrases
from parsers.message import parse_message
from parsers.text.ours.letters import read_letter
from parsers.text.ours.removal import OurWords, strip_ours
from parsers.text.ours.shapes import load_shapes
from parsers.text.ours.words import MOST_WORDS
from tests.builders import build_form, build_mail
from tests.growth import check_growth_of
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

LETTERS = {
    "request.txt": """\
Almost there: {} missing before this can go up.

{said}

Please write behind the colons, and leave the rest alone:

{said}

Why I ask: {said}

I keep it here meanwhile as ESC-0; nobody has been told yet.
""",
    "relay.txt": """\
{} writes about ESC-0{}.

{}

You get this because ESC-0 is yours. Just answer this mail: mine, or in your own words.
""",
    "routed.txt": """\
{}: {}
Asked of you: {}

Answer this mail with: mine, info, pass to somebody.

What happened
{}

Kind regards of
{}""",
}
LABELS = ("Priority", "Customer Impact", "Ticket #")
SAYINGS = """\
high, medium or low
who or what is affected, and how badly
it sets the time to answer
it decides how fast this goes"""
SHAPES = OurWords(load_shapes(LETTERS.values(), SAYINGS, LABELS))
REQUEST = """\
Almost there: two things are missing before this can go up.

Please write behind the colons, and leave the rest alone:

Priority (high, medium or low):

Customer Impact (who or what is affected, and how badly):

Why I ask: it sets the time to answer (Priority); it decides how fast this goes (Customer Impact).

I keep it here meanwhile as ESC-7; nobody has been told yet."""
RELAY = """\
Robin Achebe writes about ESC-7: Exports (ticket 12).

What did they try?

Priority: low

You get this because ESC-7 is yours. Just answer this mail: mine, or in your own words."""
ROUTED = """\
Contoso: 1,200 invoices missing
Asked of you: a plan

Answer this mail with: mine, info, pass to somebody.

What happened
It stops.

It starts again.

Kind regards of
Dana Whitfield"""


KNOWN = SHAPES.answered([(read_letter(letter.split("\n")),) for letter in (REQUEST, RELAY, ROUTED)])
OURS = KNOWN
READ = replace(VOCABULARY, ours=OURS)
ways = pytest.mark.parametrize("ours", [KNOWN, SHAPES], ids=["known", "by its shape"])


def strip(text: str, ours: OurWords = OURS) -> str:
    """What is left, without blank lines."""
    return "\n".join(line for line in strip_ours(text.split("\n"), ours).lines if line.strip(" >"))


@every_row("letter", [REQUEST, RELAY, ROUTED], ids=["request", "relay", "routed"])
def test_nothing_is_left_of_a_letter_of_ours_and_all_of_what_stands_around_it(letter: str) -> None:
    assert strip(letter) == ""
    assert strip(f"20 users stand still\n\n{letter}\n\nThat is all.") == "20 users stand still\nThat is all."
    assert strip(f"20 users stand still\n{letter}") == "20 users stand still"
    assert strip(" ".join(letter.split())) == ""


@pytest.mark.parametrize(
    "own",
    [
        "Nobody has been told yet why the export fails.",
        "Please write behind the colons what you think of it.",
        "It decides how fast this goes, they say.",
        "I keep it here as ESC-7.",
        "Why I ask: they wait since Monday.",
        "You get this because you asked for it.",
        "Priority: High\nCustomer Impact: 20 users stand still",
        "Kind regards of\nDana",
        "What happened\nIt fell.",
    ],
)
@pytest.mark.parametrize("letter", [REQUEST, RELAY, ROUTED], ids=["request", "relay", "routed"])
@ways
def test_a_sentence_that_is_only_like_ours_is_the_writers(letter: str, own: str, ours: OurWords) -> None:
    assert strip(own, ours) == own
    if ours is KNOWN or letter is not ROUTED:
        assert strip(f"{own}\n\n{letter}", ours) == own
        assert strip(f"{letter}\n\n{own}", ours) == own


def test_one_short_sentence_is_no_letter() -> None:
    letter = "You can stop looking at it.\n\nIt is {} who has taken ESC-0, and tells you how it goes."
    shapes = OurWords(load_shapes([letter]))
    for ours in (shapes, shapes.answered([(read_letter(letter.format("Kim").split("\n")),)])):
        assert strip("You can stop looking at it.", ours) == "You can stop looking at it."
        assert strip(letter.format("Kim"), ours) == ""


@ways
def test_headings_of_ours_make_no_letter_of_a_form(ours: OurWords) -> None:
    form = "What happened\nIt fell.\nAsked of you: a plan\nKind regards of\nDana"
    assert strip(form, ours) == form


def test_what_was_typed_behind_or_below_a_question_stays_with_its_label() -> None:
    filled = REQUEST.replace("low):", "low): High").replace("badly):", "badly):\n20 users stand still")
    assert strip(filled) == "Priority: High\nCustomer Impact:\n20 users stand still"
    assert strip(REQUEST.replace("low):", "low): High")) == "Priority: High"
    assert strip(REQUEST.replace("badly):", "badly): €20, and 👍")) == "Customer Impact: €20, and 👍"


def test_a_hint_that_a_program_wrapped_goes_and_the_answer_moves_up() -> None:
    wrapped = REQUEST.replace(
        "badly):", "\n> badly): 20 users stand still, and more of them will, before the\n> day is over"
    )
    assert "Customer Impact: 20 users stand still, and more of them will, before the day is over" in strip(wrapped)


def test_what_was_typed_between_the_lines_stays_where_we_write_no_value() -> None:
    assert strip(REQUEST.replace("Please", "20 users stand still\n\nPlease")) == "20 users stand still"
    assert strip(REQUEST.replace("I keep", "20 users stand still\nI keep")) == "20 users stand still"
    between = RELAY.replace("What did", "No idea.\n\nWhat did")
    assert strip(between) == "No idea."
    assert strip(between, SHAPES) == ""  # where the letter is not known nobody can tell it from what was passed on


def test_the_cell_of_a_table_is_read_as_a_line_is() -> None:
    table = "Customer Impact (who or what is affected, and how badly)\t{}\tit decides how fast this goes"
    before = "Customer Impact\tit decides how fast this goes\t{}"
    for row, answer in ((table, "Customer Impact: 20 users"), (before, "Customer Impact 20 users")):
        letter = REQUEST.replace("Priority (high, medium or low):", row)
        ours = SHAPES.answered([(read_letter(letter.format("").split("\n")),)])
        for known in (ours, SHAPES):
            assert strip(letter.format("20 users"), known) == answer
            assert strip(letter.format(""), known) == ""


@ways
def test_a_letter_that_was_cut_down_to_a_question_is_known_by_it(ours: OurWords) -> None:
    question = "Customer Impact (who or what is affected, and how badly):"
    rest = f"{question} 20 users\n\nWhy I ask: it decides how fast this goes (Customer Impact)."
    letter = f"Almost there: one thing is missing.\n\n{rest}\n\nI keep it".replace(" 20 users", "")
    sent = ours.answered([(read_letter(letter.split("\n")),)]) if ours.letters else ours
    assert strip(rest, sent).removesuffix("\n(Customer Impact).") == "Customer Impact: 20 users"


def test_two_letters_of_a_thread_are_both_known() -> None:
    thread = f"mine\n\n{RELAY}\n\nWe tried.\n\n{ROUTED}\n\nThanks for asking.\n\n{RELAY}"
    assert strip(thread) == "mine\nWe tried.\nThanks for asking."
    shown = "mine\nWe tried.\nContoso: 1,200 invoices missing\nDana Whitfield\nThanks for asking."
    assert strip(thread, SHAPES) == shown  # a line of values at an end of a letter may be anybody's


def test_quote_marks_stay_so_that_the_rest_is_read_as_before() -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in REQUEST.split("\n"))
    assert set(strip_ours(quoted.split("\n"), OURS).lines) == {">"}


def test_what_was_typed_among_the_lines_of_a_letter_is_told_apart() -> None:
    head = "From: Support <support@example.com>\nSent: Monday, 2 March 2026 10:05\nTo: Dana\nSubject: Exports\n\n"
    reply = {"In-Reply-To": "<letter@example.com>"}
    below = parse_message(build_mail("Re: Exports", f"{head}{REQUEST}\n\n20 users stand still\n", headers=reply), READ)
    assert (below.among, below.text) == ("20 users stand still", "20 users stand still")
    above = parse_message(
        build_mail("Re: Exports", f"See below.\n\n{head}{REQUEST}\n\n20 users\n", headers=reply), READ
    )
    assert (above.among, above.text) == ("20 users", "See below.\n\n20 users")
    assert parse_message(build_mail("Re: Exports", "20 users\n", headers=reply), READ).among is None


def test_a_mail_that_quotes_nothing_of_ours_is_read_as_without_our_words() -> None:
    ours = load_phrases()
    for raw in (
        build_mail(),
        build_mail(body=build_form({"Customer Impact": "[How this affects the customer]"}) + "\nKind regards\nDana"),
    ):
        assert parse_message(raw, replace(VOCABULARY, ours=ours)) == parse_message(raw, VOCABULARY)


WORDS = st.sampled_from(
    [*REQUEST.split("\n"), *RELAY.split("\n"), *ROUTED.split("\n"), *REQUEST.split(), "20 users", "", ">", "\t", "👍"]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=30).filter(lambda text: "\n" not in text)), max_size=40))
def test_no_text_raises_and_no_line_comes_from_nowhere(lines: list[str]) -> None:
    left = strip_ours(lines, OURS).lines
    assert len(left) == len(lines)
    words = " ".join(lines).replace(":", " ").split()
    assert all(
        word in words or word.strip(".,;()”…") in " ".join(lines)
        for line in left
        for word in line.replace(":", " ").split()
    )


@given(st.lists(WORDS, max_size=30))
def test_what_is_left_holds_nothing_of_ours_any_more(lines: list[str]) -> None:
    left = strip_ours([*lines, "", *REQUEST.split("\n")], OURS).lines
    assert "nobody has been told yet." not in "\n".join(left[len(lines) + 1 :])


@pytest.mark.slow
@every_row(
    "unit",
    [
        "of ",
        "ESC-1\n",
        "writes about ESC-1. ",
        "Almost there: ",
        "Priority:\n",
        f"{REQUEST}\n",
        f"{RELAY}\n",
        "x\n",
        "> ",
        "asked of you asked ",
    ],
)
def test_a_huge_text_is_quick(unit: str) -> None:
    for ours in (OURS, load_phrases()):
        check_growth_of(lambda text, ours=ours: strip_ours(text.split("\n"), ours), unit, 125_000)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["a b c\n", "a a a b\n", "one two three four five six seven\n", "a b c d e f g\n\n"])
def test_a_huge_letter_and_a_huge_answer_to_it_are_quick(unit: str) -> None:
    def answer(text: str) -> None:
        letter = text.split("\n")
        ours = SHAPES.answered([(read_letter([*letter, "x"]),)] * 5)
        strip_ours([line for pair in zip(letter, letter[5:], strict=False) for line in (*pair, "x")], ours)

    check_growth_of(answer, unit, 40_000)


@pytest.mark.parametrize("unit", ["a ", "a\n", "of level has it ", pytest.param("\n", marks=pytest.mark.slow), "ﷺ"])
def test_a_huge_text_is_small(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit))).split("\n")
    tracemalloc.start()
    strip_ours(text, OURS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_what_stands_behind_more_words_than_anybody_writes_is_left_alone() -> None:
    lines = [*("word " * 100 for _ in range(MOST_WORDS // 100)), *REQUEST.split("\n")]
    assert strip_ours(lines, OURS).lines == lines
