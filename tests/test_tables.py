"""A table goes through all its rows, tells each that fails, and is as strict as the tests it stands for."""

import pytest

from tests.tables import RowsFail, every_row


def test_every_row_that_fails_is_told_and_the_others_are_gone_through() -> None:
    seen: list[int] = []

    @every_row(("number", "word"), [(1, "one"), (2, "zwei"), (3, "three"), pytest.param(4, "vier", id="the last")])
    def check(number: int, word: str) -> None:
        seen.append(number)
        assert number % 2, f"{word} is even"

    with pytest.raises(RowsFail) as caught:
        check()
    assert seen == [1, 2, 3, 4]
    assert str(caught.value).startswith("2 of 4 rows fail\n2, 'zwei': AssertionError: zwei is even")
    assert "\n4, 'vier': AssertionError: vier is even" in str(caught.value)
    assert "zwei" in str(caught.value.__cause__)


def test_tables_of_tables_tell_the_rows_of_both() -> None:
    @every_row("outer", "ab")
    @every_row("inner", "cde", ids=["third", "fourth", "fifth"])
    def check(outer: str, inner: str) -> None:
        assert inner == "d"

    with pytest.raises(RowsFail, match=r"2 of 2 rows fail\n'a': 2 of 3 rows fail\nthird 'c': (.|\n)*\n'b': 2 of 3"):
        check()


def test_what_was_expected_to_be_raised_and_was_not_fails_its_row_alone() -> None:
    @every_row("text", ["1", "x", "2"])
    def check(text: str) -> None:
        with pytest.raises(ValueError, match="invalid"):
            int(text)

    with pytest.raises(RowsFail, match=r"^2 of 3 rows fail"):
        check()


@pytest.mark.parametrize("fixture", ["given"])
@every_row("row", [1, 2])
def test_fixtures_come_as_ever(fixture: str, row: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert (fixture, row in {1, 2}, tmp_path_factory is not None) == ("given", True, True)


@pytest.mark.parametrize("rows", [[], [pytest.param(1, marks=pytest.mark.slow)]])
def test_a_table_without_rows_or_with_a_marked_one_is_a_mistake(rows: list[object]) -> None:
    with pytest.raises(ValueError, match=r"rows|marked"):
        every_row("row", rows)
