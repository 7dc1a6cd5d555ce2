"""Lists as people write them: Steps Taken and Attachments."""

# ruff: noqa: E501 - rows of a table are kept whole

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.form.lists import list_files, parse_entries, parse_steps

TWO = ("Restarted it", "Called them")


@pytest.mark.parametrize(
    "text",
    [
        "1. Restarted it\n2. Called them", "1) Restarted it 2) Called them", "- Restarted it\n- Called them", "• Restarted it • Called them", "[x] Restarted it\n[x] Called them",
        "Step 1: Restarted it\nStep 2: Called them", "i. Restarted it\nii. Called them", "a) Restarted it\nb) Called them", "1- Restarted it\n2- Called them", "Restarted it; Called them",
        "1. Restarted it\n\n2. Called them\n\n", "Restarted it\nCalled them", "1.\n1. Restarted it\n2. Called them\n3. [Results of each attempt]", "#1 Restarted it\n#2 Called them",
        "1. Restarted it\n------------\n2. Called them", "- 1. Restarted it\n- 2. Called them", "1/ Restarted it\n2/ Called them", "① Restarted it\n② Called them",
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


@pytest.mark.parametrize("unit", ["a", "1", "1. ", "- ", "[x] ", ";", "a.", "(", " ", "• ", "i. "])
def test_a_huge_line_is_quick(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    parse_steps([text])
    parse_entries([text])
    assert time.process_time() - started < 2


def test_breaks_in_the_cell_of_a_markdown_table_end_an_attempt() -> None:
    assert parse_steps(["1. Restarted it<br>2. Cleared the cache<br/>3. Called"]) == (
        "Restarted it",
        "Cleared the cache",
        "Called",
    )
