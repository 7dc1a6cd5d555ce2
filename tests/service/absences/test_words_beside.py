"""Words beside `away …`, `cases` and `help` reach somebody (behaviour B7.31, B9.16)."""

import pytest

from tests.desk import Desk
from tests.journeys.house import kinds, letter_to
from tests.service.absences.test_away import DANA, HOUR, KIM, TESS, open_case, say, words_of, write


@pytest.mark.parametrize(
    "words",
    [
        "away until friday cover robin@example.com\n\nThe index is half rebuilt.",
        "away until friday, the index is half rebuilt",
        "away until friday\nThe index is half rebuilt.",
    ],
)
def test_they_go_along_with_the_letters_in_the_case_that_is_answered(desk: Desk, words: str) -> None:
    letters = say(desk, letter_to(open_case(desk), TESS), TESS, words, HOUR)
    assert "half rebuilt" in words_of(letter_to(letters, DANA))


def test_without_an_end_they_are_passed_on(desk: Desk) -> None:
    letters = say(desk, letter_to(open_case(desk), TESS), TESS, "away\n\nThe index is half rebuilt.", HOUR)
    assert ("relay", DANA) in kinds(letters)
    assert "half rebuilt" in words_of(letter_to(letters, DANA, "relay"))


@pytest.mark.parametrize("word", ["cases", "help"])
def test_beside_a_question_to_us_they_are_passed_on(desk: Desk, word: str) -> None:
    letters = say(desk, letter_to(open_case(desk), TESS), TESS, f"{word}\n\nThe index is half rebuilt.", HOUR)
    assert "half rebuilt" in words_of(letter_to(letters, DANA))


def test_without_a_case_they_go_to_those_of_all_his_cases(desk: Desk) -> None:
    open_case(desk)
    letters = write(desk, TESS, "away until friday", HOUR, "The index is half rebuilt.")
    assert "half rebuilt" in words_of(letter_to(letters, DANA))


def test_who_has_none_reads_that_they_reached_nobody(desk: Desk) -> None:
    (told,) = write(desk, KIM, "away until friday", HOUR, "The index is half rebuilt.")
    assert "went to nobody" in words_of(told)
