"""Every recogniser knows its examples, and leaves its counterexamples to others."""

import pytest

from parsers.mime.shown import show
from parsers.text.borders.signature import TAILS
from parsers.text.lines import Kind, Recogniser
from parsers.text.newest import find_older, read_newest
from parsers.text.recognisers import BORDERS
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

TABLES = {"borders": BORDERS, "tails": TAILS}
ROWS = [pytest.param(one, id=one.name) for table in TABLES.values() for one in table.rows]
ABOVE = ["Twenty users cannot print.", ""]


def tag(text: str) -> tuple[str, Kind]:
    """What the first line is, below words of its sender, and who knew it."""
    line = read_newest(show([*ABOVE, *text.split("\n")]), True, False, VOCABULARY.aliases).lines[len(ABOVE)]
    return line.why, line.kind


@every_row("recogniser", ROWS)
def test_it_knows_its_examples(recogniser: Recogniser) -> None:
    assert recogniser.examples
    assert {tag(example) for example in recogniser.examples} == {(recogniser.name, recogniser.kind)}


@every_row("recogniser", ROWS)
def test_it_leaves_its_counterexamples(recogniser: Recogniser) -> None:
    assert recogniser.name not in {tag(example)[0] for example in recogniser.counterexamples}


@pytest.mark.parametrize("table", TABLES)
def test_no_two_have_one_name(table: str) -> None:
    names = [one.name for one in TABLES[table].rows]
    assert sorted(set(names)) == sorted(names)


def test_every_line_is_tagged_and_none_is_lost() -> None:
    lines = [
        "Please hurry.",
        "",
        "Best regards",
        "Dana",
        "",
        "On Mon, Mar 2, 2026 at 10:00 AM Support <s@x.example> wrote:",
        "> Old",
        "> words",
    ]
    newest = read_newest(show(lines), True, False, VOCABULARY.aliases)
    assert [line.text for line in newest.lines] == lines
    assert [line.kind for line in newest.lines] == [
        Kind.OWN, Kind.CLOSING, Kind.CLOSING, Kind.SIGNATURE, Kind.SIGNATURE, Kind.ATTRIBUTION, Kind.QUOTED, Kind.QUOTED
    ]  # fmt: skip
    assert newest.own == ("Please hurry.",)


def test_an_older_mail_begins_with_its_head_and_not_with_lines_that_look_like_one() -> None:
    def read(*lines: str) -> int:
        return find_older(["The lorry.", "", *lines], VOCABULARY.aliases)

    assert read("From: Ada <ada@x.example>", "Sent: Monday", "To: Dana", "Subject: Exports") == 2
    assert read("On Mon, Mar 2, 2026 at 10:00 AM Support <support@example.com> wrote:", "Old words") == 2
    assert read("From: Berlin", "To: Hamburg", "Date: 3 March", "the label printer was offline.") == 6
    assert read("Customer Impact: the customer wrote:", "> all 40 of us stand still") == 4
