"""What one of ours asks of himself: his cases, and what he may say (behaviour B7.42)."""

from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console

from daemon.commands.overview import render_status
from daemon.commands.printing import print_status
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to
from tests.service.absences.test_away import DANA, KIM, TESS, open_case, say, write
from tests.service.answers.test_given_back import words_of

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("who", [DANA, TESS])
def test_cases_lists_those_that_are_his(desk: Desk, who: str) -> None:
    open_case(desk)
    open_case(desk, HOUR, level=1, number=48214)
    letters = write(desk, who, "cases", 2 * HOUR)
    assert kinds(letters) == [("notice", who)]
    said = words_of(letters[0])
    assert "ESC-1: Exports stop" in said
    assert "Level 3, with tech@example.com and tech2@example.com; an answer is due" in said
    assert ("ESC-2" in said) == (who == DANA)


def test_in_answer_to_a_letter_too_and_who_has_none_reads_that(desk: Desk) -> None:
    opened = open_case(desk)
    say(desk, letter_to(opened, TESS), TESS, "mine", HOUR)
    said = words_of(letter_to(say(desk, letter_to(opened, KIM), KIM, "cases", 2 * HOUR), KIM))
    assert "No case is open that you escalated, have, or are asked to take." in said


def test_help_as_a_subject_says_what_can_stand_there(desk: Desk) -> None:
    letters = write(desk, TESS, "Help", HOUR)
    assert kinds(letters) == [("notice", TESS)]
    assert "cases: the open cases that you are in" in words_of(letters[0])


def test_of_a_stranger_neither_is_looked_at(desk: Desk) -> None:
    assert write(desk, "eve@evil.example", "cases", HOUR) == []
    assert desk.entries() == []


def test_status_lists_who_is_away_until_it_is_over(desk: Desk) -> None:
    write(desk, TESS, "away until friday 10:00 cover robin@example.com", HOUR)
    now = desk.clock.now()
    (away,) = render_status(desk.store, desk.policy, {}, now)["away"]
    assert (away["who"], away["until"], away["cover"]) == (TESS, "2026-03-13T09:00:00+00:00", "robin@example.com")
    console = Console(file=StringIO(), width=100)
    print_status(console, render_status(desk.store, desk.policy, {}, now))
    assert "tech@example.com; robin@example.com stands in" in console.file.getvalue()
    assert render_status(desk.store, desk.policy, {}, now + timedelta(days=5))["away"] == []
