"""Forms drawn with strokes, with hints in a third column, and lists of steps as people mark them (behaviour B3.5)."""

from textwrap import wrap

from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.model import Fields
from parsers.subject import parse_subject
from tests.builders import build_mail
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

SUBJECT = "ESCALATION - Exports"
ROWS = (
    ("Priority", "High"), ("Customer", "Contoso"), ("Ticket #", "48213"), ("Issue Summary", "Exports stop at 1000"),
    ("Customer Impact", "Month-end closing waits"), ("Customer Expectation", "A working export by Friday"),
)  # fmt: skip
HINTS = ("(High, Medium, Low)", "(name)", "(number)", "(what is wrong)", "(who is hit)", "(by when)")
STROKES = ("+-+|", "├─┤│", "╠═╣║")
WIDTHS = (22, 28, 20)


def read(body: str, subject: str = SUBJECT) -> Fields:
    message = parse_message(build_mail(subject, body), VOCABULARY)
    return parse_form(message, parse_subject(subject, VOCABULARY.subject), VOCABULARY.aliases).fields


def read_values(body: str) -> tuple[str, ...]:
    said = read(body)
    texts = (said.customer, said.ticket, said.issue_summary, said.customer_impact, said.customer_expectation)
    return (said.priority.value.title() if said.priority else "", *(" ".join((text or "").split()) for text in texts))


def draw(rows: list[tuple[str, ...]], strokes: str) -> str:
    left, line, right, bar = strokes
    rule = f"{left}{line * 60}{right}"
    drawn = [rule]
    for row in rows:
        cells = [wrap(cell, 22) for cell in row]
        for at in range(max(map(len, cells))):
            shown = [cell[at] if at < len(cell) else "" for cell in cells]
            padded = (f" {part.ljust(width)} " for part, width in zip(shown, WIDTHS, strict=False))
            drawn.append(f"{bar}{bar.join(padded)}{bar}")
        drawn.append(rule)
    return "\n".join(drawn)


@every_row("strokes", STROKES)
def test_a_table_drawn_with_strokes(strokes: str) -> None:
    values = tuple(value for _, value in ROWS)
    assert read_values(draw(list(ROWS), strokes)) == values
    assert read_values(draw([("Field", "Value"), *ROWS], strokes)) == values
    hinted = [(*row, hint) for row, hint in zip(ROWS, HINTS, strict=True)]
    assert read_values(draw(hinted, strokes)) == values
    assert read_values(f"Hi team,\n\n{draw(list(ROWS), strokes)}\n\nThanks\nDana") == values


@every_row("hints", [HINTS, ("(hint)",) * len(ROWS)])
def test_a_third_column_of_hints_between_bars(hints: tuple[str, ...]) -> None:
    lines = [f"{label} | {value} | {hint}" for (label, value), hint in zip(ROWS, hints, strict=True)]
    assert read_values("\n".join(lines)) == tuple(value for _, value in ROWS)


@every_row("marks", ["1.) {}\n2.) {}", "1.] {}\n2.] {}", "(1.) {}\n(2.) {}", "1): {}\n2): {}", "#1 {}\n#2 {}"])
def test_an_item_of_steps_has_no_part_of_its_mark(marks: str) -> None:
    steps = ("Restarted the worker", "Cleared the cache")
    assert read(f"Priority: High\nCustomer: Contoso\nSteps Taken:\n{marks.format(*steps)}").steps_taken == steps


@every_row(
    "label",
    [
        "Passi già eseguiti", "Azioni già eseguite", "Bereits ausgeführte Schritte", "Bisher durchgeführte Maßnahmen",
        "Étapes déjà suivies", "Pasos ya dados", "Reeds gezette stappen", "Passos já executados", "Steps already done",
    ],
)  # fmt: skip
def test_steps_that_were_already_taken(label: str) -> None:
    assert read(f"Priority: High\nCustomer: Contoso\n{label}:\n- Restarted it").steps_taken == ("Restarted it",)


@every_row(
    "subject, ticket",
    [
        ("Escalation sup-1234 exports stop", "sup-1234"), ("ESCALATION: sup-1234 exports stop", "sup-1234"),
        ("ESCALATION (sup-1234) exports stop", "sup-1234"), ("ESCALATION iso-8859 files break", None),
        ("ESCALATION server-2019 is down", None), ("ESCALATION error-5000 on login", None),
    ],
)  # fmt: skip
def test_a_key_in_small_letters_first_of_all(subject: str, ticket: str | None) -> None:
    assert read("Priority: High\nCustomer: Contoso", subject).ticket == ticket
