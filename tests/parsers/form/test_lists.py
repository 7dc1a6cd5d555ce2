"""Lists as people write them: Steps Taken and Attachments."""

# ruff: noqa: E501 - rows of a table are kept whole

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.form.lists import list_files, parse_entries, parse_steps
from tests.growth import check_growth_of
from tests.tables import every_row

TWO = ("Restarted it", "Called them")


@every_row(
    "text",
    [
        "1. Restarted it\n2. Called them", "1) Restarted it 2) Called them", "- Restarted it\n- Called them", "• Restarted it • Called them", "[x] Restarted it\n[x] Called them",
        "Step 1: Restarted it\nStep 2: Called them", "i. Restarted it\nii. Called them", "a) Restarted it\nb) Called them", "1- Restarted it\n2- Called them", "Restarted it; Called them",
        "1. Restarted it\n\n2. Called them\n\n", "Restarted it\nCalled them", "1.\n1. Restarted it\n2. Called them\n3. [Results of each attempt]", "#1 Restarted it\n#2 Called them",
        "1. Restarted it\n------------\n2. Called them", "- 1. Restarted it\n- 2. Called them", "1/ Restarted it\n2/ Called them", "① Restarted it\n② Called them",
        "# Restarted it\n# Called them", "1. [What you've already tried]\n2. [Results of each attempt]\n- Restarted it\n- Called them",
        "Attempt 1: Restarted it\nAttempt 2: Called them", "1. Restarted it, 2. Called them", "- [x] Restarted it\n- [x] Called them",
    ],
)  # fmt: skip
def test_two_steps_in_any_shape(text: str) -> None:
    assert parse_steps(text.split("\n")) == TWO


def test_a_wrapped_step_is_one() -> None:
    assert parse_steps(["1. Restarted it and", "   waited", "2. Called them"]) == (
        "Restarted it and waited",
        "Called them",
    )


def test_short_lines_are_attempts_of_their_own() -> None:
    assert parse_steps(["", "restarted it", "raised the memory"]) == ("restarted it", "raised the memory")
    assert parse_steps(["", "restarted it", "and waited"]) == ("restarted it and waited",)


LONG = "the service on all three of the machines and waited until everything had come up again"


@pytest.mark.parametrize(
    "marks",
    [("08:15", "9.30"), ("8h15", "9h30"), ("10 March:", "11 March:"), ("March 10,", "March 11,"), ("09.03.", "10.03."), ("2026-03-09", "2026-03-10"), ("Montag:", "Dienstag,"), ("10 de marzo:", "11 de marzo:")],
)  # fmt: skip
def test_a_line_that_begins_with_a_time_is_an_attempt_where_the_first_does(marks: tuple[str, str]) -> None:
    lines = [f"{mark} Restarted {LONG}" for mark in marks]
    assert parse_steps(lines) == tuple(lines)


def test_a_time_goes_on_with_an_attempt_that_begins_without_one() -> None:
    assert parse_steps([f"Restarted {LONG} at", "08:15 and once more"]) == (f"Restarted {LONG} at 08:15 and once more",)


def test_a_box_without_a_tick_is_no_step_done_and_stays_as_it_is() -> None:
    assert parse_steps(["[x] Restarted it", "[ ] Called them"])[0].startswith("Restarted it")


def test_a_version_is_no_number_of_a_list() -> None:
    assert parse_steps(["Installed version 2. Then it failed"]) == ("Installed version 2. Then it failed",)


def test_none_and_its_reason_are_one_entry() -> None:
    assert parse_entries(["none because the customer", "refuses, by contract"]) == (
        "none because the customer refuses, by contract",
    )
    assert parse_entries(["none because it is a phone", "", "Dana Whitfield", "Support"]) == (
        "none because it is a phone",
    )


def test_files_are_entries() -> None:
    assert parse_entries(["a.log, b.png and c.zip"]) == ("a.log", "b.png", "c.zip")
    assert parse_entries(["- [Screenshots, logs, etc.]"]) == ()
    assert list_files("see error.log and https://example.com/x.png") == ("error.log",)


@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_lines_raise(lines: list[str]) -> None:
    assert all(item.strip() for item in (*parse_steps(lines), *parse_entries(lines)))


@every_row("unit", ["a", "1", "1. ", "- ", "[x] ", ";", "a.", "(", " ", "• ", "i. "])
def test_a_huge_line_is_quick(unit: str) -> None:
    check_growth_of(lambda text: (parse_steps([text]), parse_entries([text])), unit, 50_000)


def test_breaks_in_the_cell_of_a_markdown_table_end_an_attempt() -> None:
    assert parse_steps(["1. Restarted it<br>2. Cleared the cache<br/>3. Called"]) == (
        "Restarted it",
        "Cleared the cache",
        "Called",
    )
