"""The table of `status`: narrow or wide, in a terminal and in a pipe."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from daemon.commands.printing import STATUS, print_status
from daemon.commands.table import render_table

DUE = "Mon 09 Mar 10:00"
ROWS = [
    ("ESC-1", "4", "open", "Contoso", "Nobody can log in since the certificate was changed on Friday evening", DUE),
    ("ESC-20", "2", "waiting", "Adventure Works Cycles and Partners", "東京の倉庫でラベルが印刷されない", DUE),
    ("ESC-300", "1", "needs: customer, priority", "", "Exports lose rows", "–"),
]
texts = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=60)


def print_rows(*overdue: bool, terminal: bool = False) -> list[str]:
    rows = [
        {"case": f"ESC-{number}", "level": 3, "status": "open", "missing": [], "beside": [], "customer": "Contoso",
        "title": "Exports \x1b[2Jstop",
         "due": "2026-03-09T10:00:00+00:00", "overdue": late}
        for number, late in enumerate(overdue, 1)
    ]  # fmt: skip
    console = Console(
        file=StringIO(), width=100, force_terminal=terminal, color_system="standard" if terminal else None
    )
    print_status(
        console, {"open": rows, "outbox": {"oldest": None}, "quarantine": 0, "undelivered": [], "last_contact": {}}
    )
    assert isinstance(console.file, StringIO)
    return console.file.getvalue().splitlines()


def test_a_wide_terminal_shows_each_case_on_one_line() -> None:
    assert [line.splitlines() for line in render_table(STATUS, ROWS[:1], 140)] == [
        [f"Case   Level  Status  Customer  Title{' ' * 66}Due"],
        [
            (
                "ESC-1  4      open    Contoso   Nobody can log in since the certificate "
                f"was changed on Friday evening  {DUE}"
            )
        ],
    ]


def test_at_80_columns_the_words_wrap_inside_their_column() -> None:
    assert "\n".join(render_table(STATUS, ROWS, 80)).splitlines() == [
        "Case     Level  Status            Customer    Title             Due",
        "ESC-1    4      open              Contoso     Nobody can log    Mon 09 Mar 10:00",
        "                                              in since the",
        "                                              certificate was",
        "                                              changed on",
        "                                              Friday evening",
        "ESC-20   2      waiting           Adventure   東京の倉庫でラベ  Mon 09 Mar 10:00",
        "                                  Works       ルが印刷されない",
        "                                  Cycles and",
        "                                  Partners",
        "ESC-300  1      needs: customer,              Exports lose      –",
        "                priority                      rows",
    ]


@given(st.lists(st.tuples(texts, texts), max_size=5), st.integers(80, 200))
def test_no_line_is_wider_than_the_terminal_and_no_character_is_lost(found: list[tuple[str, str]], width: int) -> None:
    lines = render_table(STATUS, [("ESC-1", "4", "open", customer, title, DUE) for customer, title in found], width)
    assert all(cell_len(line) <= width for row in lines for line in row.splitlines())
    for (customer, title), row in zip(found, lines[1:], strict=True):
        assert sorted("".join(row.split())) == sorted("".join(f"ESC-1 4 open {customer} {title} {DUE}".split()))


@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_overdue_is_red_in_a_terminal_and_a_title_moves_no_cursor(terminal: bool) -> None:
    header, first, second, *_ = print_rows(True, False, terminal=terminal)
    assert first.startswith("\x1b[1;31mESC-1 ") is terminal
    assert second.startswith("ESC-2")
    assert "\x1b[2J" not in first + second
    assert ("\x1b" in header + first) is terminal


def test_without_cases_it_says_so() -> None:
    assert print_rows()[0] == "No open cases."
