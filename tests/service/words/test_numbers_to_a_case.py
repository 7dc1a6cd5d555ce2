"""Numbers in answer to a letter about one case belong to no line: their writer reads that nothing was done by them
(behaviour B9.5)."""

import pytest

from tests.desk import Desk, case_of
from tests.journeys.house import letter_to, words_of
from tests.service.absences.test_away import HOUR, LEAD, TESS, open_case, say


@pytest.mark.parametrize("words", ["1 mine 2 mine", "5 mine", "#1 mine, 2 mine"])
def test_they_are_words_and_their_writer_reads_so(desk: Desk, words: str) -> None:
    opened = open_case(desk)
    told = words_of(letter_to(say(desk, letter_to(opened, TESS), TESS, words, HOUR), TESS))
    assert case_of(desk).claimed_by is None
    assert f"I took “{words}” for words, and have carried nothing out." in told
    assert "answer with mine alone" in told


def test_what_tells_of_something_is_asked_nothing(desk: Desk) -> None:
    opened = open_case(desk)
    letters = say(desk, letter_to(opened, TESS), TESS, "2 done so far, the third one fails", HOUR)
    assert "carried nothing out" not in words_of(letter_to(letters, TESS))
    assert LEAD not in {str(one["To"]) for one in letters}
