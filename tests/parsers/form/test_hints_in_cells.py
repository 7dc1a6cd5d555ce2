"""What a form says below its labels, in their cells, is no value (behaviour B3.7)."""

from itertools import product

from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.mime.html.lines import render_html
from parsers.subject import parse_subject
from tests.builders import build_mail
from tests.vocabulary import VOCABULARY

SUBJECT = "ESCALATION - Exports"
ROWS = (
    ("Priority", "High"), ("Customer", "Contoso"), ("Ticket #", "48213"), ("Issue Summary", "Exports hang"),
    ("Customer Impact", "40 shops wait"), ("Customer Expectation", "A fix by Friday"),
)  # fmt: skip
HINTS = (
    ("High/Medium/Low", "one sentence, please", "max. 200 characters", "mandatory", "who is affected?", "with a date"),
    ("(mandatory)",) * 6, ("bitte ausfüllen",) * 6, ("[one sentence]",) * 6, ("max. 200 characters",) * 6,
    ("obligatoire", "en une phrase", "numéro Jira", "qu'est-ce qui ne va pas", "pour qui", "pour quand"),
    ("cuánto urge", "nombre", "número en Jira", "en una frase", "¿a quién?", "¿para cuándo?"),
)  # fmt: skip
CELLS = (
    "<b>{}</b><br><i>{}</i>",
    "<p>{}:</p><p><i>{}</i></p>",
    "{}<br><small>{}</small>",
    "<b>{}:</b><div style='color:gray'>{}</div>",
)


def draw(rows: list[tuple[str, str]]) -> str:
    return f"<table>{''.join(f'<tr><td>{first}</td><td>{second}</td></tr>' for first, second in rows)}</table>"


def read(html: str) -> tuple[str | None, ...]:
    form = parse_form(
        parse_message(build_mail(SUBJECT, html=html), VOCABULARY),
        parse_subject(SUBJECT, VOCABULARY.subject),
        VOCABULARY.aliases,
    )
    said = form.fields
    priority = said.priority.value.title() if said.priority else None
    texts = (said.issue_summary, said.customer_impact, said.customer_expectation)
    return (priority, said.customer, said.ticket, *texts)


def test_they_are_no_values_whether_somebody_filled_in_the_cell_or_not() -> None:
    wrong = []
    for hints, cell, empty in product(HINTS, CELLS, ((), (2, 3), (0, 1, 4))):
        values = tuple("" if at in empty else value for at, (_, value) in enumerate(ROWS))
        rows = [(cell.format(label, hint), value) for (label, _), hint, value in zip(ROWS, hints, values, strict=True)]
        if read(draw(rows)) != tuple(value or None for value in values):
            wrong.append((hints[0], cell, empty))
    assert wrong == []


def test_a_card_of_two_cells_stays_as_it_is() -> None:
    html = draw([("Dana Whitfield<br>Support", "+49 30 1234"), ("Example Ltd<br>Berlin", "www.example.com")])
    assert [line.text for line in render_html(html)] == [
        "Dana Whitfield", "Support", "+49 30 1234", "Example Ltd", "Berlin", "www.example.com",
    ]  # fmt: skip
