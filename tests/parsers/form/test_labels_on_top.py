"""Forms drawn as tables: labels above the values, and titles of several rows (behaviour B3.2)."""

from collections.abc import Sequence

from parsers.form.form import parse_form
from parsers.model import Form, Message
from parsers.subject import parse_subject
from tests.vocabulary import VOCABULARY

SUBJECT = "ESCALATION - Exports"
ENGLISH = (
    ("Priority", "High"), ("Customer", "Contoso"), ("Ticket #", "48213"), ("Issue Summary", "Exports hang"),
    ("Customer Impact", "40 shops wait"), ("Customer Expectation", "A fix by Friday"),
)  # fmt: skip
GERMAN = (
    ("Priorität", "Hoch"), ("Kunde", "Contoso"), ("Ticket", "48213"), ("Problem", "Export hängt"),
    ("Auswirkung", "40 Filialen warten"), ("Erwartung", "bis Freitag"),
)  # fmt: skip
Rows = Sequence[tuple[str, str]]


def read(lines: Sequence[str]) -> Form:
    text = "\n".join(lines)
    message = Message(subject=SUBJECT, sender=None, text=text, whole_text=text)
    return parse_form(message, parse_subject(SUBJECT, VOCABULARY.subject), VOCABULARY.aliases)


def has(form: Form, rows: Rows) -> bool:
    said = form.fields
    texts = (said.customer, said.ticket, said.issue_summary, said.customer_impact, said.customer_expectation)
    return said.priority is not None and texts == tuple(value for _, value in rows[1:])


def draw(rows: Rows, between: str = "\t") -> list[str]:
    names, values = zip(*rows, strict=True)
    return [between.join(names), between.join(values)]


def test_rows_of_every_width_are_read() -> None:
    wrong = []
    for rows in (ENGLISH, GERMAN):
        for width in (2, 3, 4, 5, 6):
            parts = [rows[at : at + width] for at in range(0, len(rows), width)]
            if not has(read([line for part in parts for line in draw(part)]), rows):
                wrong.append((rows[0], width, "one table"))
            if width != 5 and not has(read([line for part in parts for line in (*draw(part, " | "), "")]), rows):
                wrong.append((rows[0], width, "several"))
        for width in (2, 3):
            below = [f"{label}: {value}" for label, value in rows[width:]]
            if not has(read([*draw(rows[:width]), "", *below]), rows):
                wrong.append((rows[0], width, "above text"))
    assert wrong == []


def test_heads_that_are_not_ours_are_the_writers_words() -> None:
    for rows in (ENGLISH, GERMAN):
        form = read(draw([("No.", "1"), ("Date", "3 March"), *rows, ("Owner", "Sam")]))
        assert has(form, rows)
        assert form.words == "Date: 3 March\nOwner: Sam"


def test_labels_beside_their_values_stay_there() -> None:
    for rows in (ENGLISH, GERMAN):
        in_threes = ["\t".join((*rows[at], *rows[at + 1], *rows[at + 2])) for at in (0, 3)]
        assert has(read(["\t".join(row) for row in rows]), rows)
        assert has(read(in_threes), rows)


def test_a_title_of_rows_is_no_value() -> None:
    wrong = []
    for title, second in (
        ("1. Customer data", "2. The problem"),
        ("Customer details", "Request"),
        ("Kundendaten", "B."),
    ):
        for between in ("\t", ": "):
            rows = [between.join(row) for row in ENGLISH]
            form = read([title, *rows[:3], "", second, *rows[3:]])
            if not has(form, ENGLISH):
                wrong.append((title, between, form.fields))
    assert wrong == []
