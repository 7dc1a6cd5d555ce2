"""A ticket's number that is written in groups of three is one number (behaviour B3.11)."""

from parsers.form.values import parse_ticket
from tests.tables import every_row


@every_row(
    ("value", "number"),
    [
        ("48 213", "48213"),
        ("#48 213", "48213"),
        ("48\u00a0213", "48213"),
        ("48\u202f213 (Zendesk)", "48213"),
        ("1 234 567", "1234567"),
        ("48213 2 days", "48213"),
        ("4711 (see 12)", "4711"),
        ("48 2134", "48"),
    ],
)
def test_it_is_whole(value: str, number: str) -> None:
    assert parse_ticket(value) == number
