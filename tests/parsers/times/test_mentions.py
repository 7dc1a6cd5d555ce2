"""Whether a text names a time, and no version, page or past (behaviour B4.3)."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.times.mentions import has_time
from tests.growth import check_growth_of
from tests.tables import every_row


@every_row(
    ("text", "timed"),
    [
        ("by Friday", True),
        ("within 24 h", True),
        ("bis morgen", True),
        ("05/03/2026", True),
        ("soon", False),
        ("version 4.2.1", False),
        ("since Monday", False),
        ("a 3rd party fix", False),
    ],
)
def test_an_expectation_says_by_when(text: str, timed: bool) -> None:
    assert has_time(text) is timed


@every_row(
    "text",
    ["a callback before 5", "by 9", "entro le 18", "bis KW 12", "bis zum 15.", "by end of Q1",
    "by Thursday's board meeting",
     "in half an hour", "one day", "in two to three days", "Ende März",
     "innerhalb der nächsten Stunde", "03/15", "morgenochtend",
     "by tmrw", "en el plazo de tres días", "no prazo de uma semana", "nel giro di tre giorni",
     "dans un délai de 4 jours", "im Laufe von drei Tagen"],
)  # fmt: skip
def test_ways_to_say_by_when(text: str) -> None:
    assert has_time(text)


@every_row(
    "text",
    ["they have waited 5 days", "It took 2 days last time", "at 5 sites", "before 5 users notice", "a 1:1 replacement"],
)
def test_what_has_passed_or_is_counted_is_no_time(text: str) -> None:
    assert not has_time(text)


@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    has_time(text)


@every_row("unit", ["a", "1", "a.", "[", "-", " ", "in 1 ", "1:"])
def test_a_huge_text_is_quick(unit: str) -> None:
    check_growth_of(has_time, unit, 50_000)
