"""A letter of ours is quoted, and its lines are broken after that: their rests have no mark (behaviour B4.13)."""

import re
import textwrap
from collections.abc import Callable

import pytest

from parsers.form.answers import parse_answers
from parsers.message import parse_message
from tests.quotations import ATTRIBUTIONS, Letter, behind_colons, below_labels, compose, fill, wrap
from tests.service.quotes.test_quoted_letters import ANSWERS, GAPS, OWN, REQUESTS, SWEEP, every, knowing, request
from tests.tables import every_row
from tests.vocabulary import VOCABULARY


def mark(text: str, sign: str = "> ") -> str:
    return "\n".join((sign + line).rstrip() for line in text.split("\n"))


def wrap_at_hyphens(text: str, width: int) -> str:
    """At every hyphen but those of links, which no program breaks."""
    plain = re.sub(r"mailto:\S+", lambda link: link[0].replace("-", "\0").replace("?", "\1"), text)
    lines = (textwrap.wrap(line, width, break_long_words=False) or [""] for line in plain.split("\n"))
    return "\n".join(piece for pieces in lines for piece in pieces).replace("\0", "-").replace("\1", "?")


WRAPS: dict[str, Callable[[str, int], str]] = {
    "quoted, then wrapped": lambda text, width: wrap(mark(text), width),
    "below an attribution": lambda text, width: f"{ATTRIBUTIONS['gmail']}{wrap(mark(text), width)}",
    "wrapped twice": lambda text, width: wrap(mark(wrap(text, 72)), width),
    "at hyphens": lambda text, width: wrap_at_hyphens(mark(text), width),
    "behind bars": lambda text, width: wrap(mark(text, "| "), width),
    "without marks": wrap,
    "wrapped, then quoted": lambda text, width: mark(wrap(text, width)),
}


@SWEEP
@pytest.mark.parametrize("shape", WRAPS)
@pytest.mark.parametrize(("above", "below"), [(OWN, ""), ("", OWN), ("", "done"), ("", "")])
def test_no_rest_of_a_line_is_its_readers(shape: str, above: str, below: str, everything: bool) -> None:
    for width in range(56, 63, 1 if everything else 2):
        for name, letter in every(5 if everything else 193, width + 7 * len(shape)):

            def quote(sent: Letter, above: str, below: str, width: int = width) -> tuple[str, str]:
                parts = (above, WRAPS[shape](sent.text.rstrip("\n"), width), below)
                return "\n\n".join(filter(None, parts)) + "\n", ""

            message = parse_message(compose(quote, letter, above, below), knowing(letter))
            assert message.text.strip() == (above or below), (width, name)


def test_what_is_typed_right_below_a_wrapped_quote_is_its_readers() -> None:
    name, letter = every(97)[0]
    wrapped = wrap(mark(letter.text.rstrip("\n")), 60)
    for typed in (OWN, "Nobody can work at the warehouse since this morning, forty people are waiting."):
        quote = compose(lambda sent, above, below, text=f"{wrapped}\n{typed}\n": (text, ""), letter, "", "")  # type: ignore[misc]
        assert parse_message(quote, knowing(letter)).text.strip() == typed, name


@SWEEP
@pytest.mark.parametrize("shape", [shape for shape in WRAPS if shape != "behind bars"])
@pytest.mark.parametrize("place", [behind_colons, below_labels])
def test_answers_typed_into_it_are_whole(shape: str, place: Callable[[Letter], Letter], everything: bool) -> None:
    for width in (56, 58, 60, 62, 72):
        for gaps in GAPS if everything else GAPS[width % 4 :][:1]:
            for kind in REQUESTS if everything else list(REQUESTS)[width % 5 :][:1]:
                letter = fill(place(request(kind, gaps)), tuple(ANSWERS[name] for name in gaps))
                quoted = WRAPS[shape](letter.text.rstrip("\n"), width)
                mail = compose(lambda sent, above, below, text=quoted: (f"{text}\n", ""), letter, "", "")  # type: ignore[misc]
                said = parse_answers(parse_message(mail, knowing(letter)), VOCABULARY.aliases, gaps).fields
                for name in ("customer_impact", "customer_expectation"):
                    value = getattr(said, name) if name in gaps else ANSWERS[name]
                    assert " ".join((value or "").split()) == ANSWERS[name], (width, kind, gaps)


@every_row("sign", ["| ", "* ", "~ ", ": ", "# ", "» ", "+ "])
@every_row("place", [behind_colons, below_labels])
def test_a_mark_before_all_lines_is_no_part_of_an_answer(place: Callable[[Letter], Letter], sign: str) -> None:
    asked = ("customer_impact", "customer_expectation")
    letter = fill(place(request("first", asked)), tuple(ANSWERS[name] for name in asked))
    mail = compose(lambda sent, above, below: (mark(letter.text, sign), ""), letter, "", "")
    said = parse_answers(parse_message(mail, knowing(letter)), VOCABULARY.aliases, asked).fields
    assert (said.customer_impact, said.customer_expectation) == tuple(ANSWERS[name] for name in asked)
