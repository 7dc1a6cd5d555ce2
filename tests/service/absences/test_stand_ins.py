"""Who stands in knows it before any case comes, who is there himself, and what is said of an absence in passing is
answered (behaviour B7.31)."""

import pytest

from parsers.robots.absent.clauses import find_absence
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to
from tests.service.absences.test_away import DANA, HOUR, KIM, ROBIN, TESS, asked, open_case, say, write
from tests.service.answers.test_given_back import words_of

UNTIL = "Fri 13 March, 09:00 (Berlin)"
STANDS_IN = f"tech@example.com is away until {UNTIL}, and has named you to stand in."


def test_who_stands_in_reads_it_at_once_and_in_which_case(desk: Desk) -> None:
    letters = write(desk, TESS, "away until friday cover robin@example.com", HOUR)
    assert kinds(letters) == [("notice", ROBIN), ("notice", TESS)]
    assert STANDS_IN in words_of(letter_to(letters, ROBIN))
    assert letter_to(letters, ROBIN)["Subject"] == "You stand in for tech@example.com"
    other = write(desk, TESS, "away until friday cover tech2@example.com", 2 * HOUR)
    assert kinds(other) == [("notice", ROBIN), ("notice", KIM), ("notice", TESS)]
    assert "You stand in for tech@example.com no more" in words_of(letter_to(other, ROBIN))


def test_another_cover_is_asked_in_place_of_the_one_before(desk: Desk) -> None:
    open_case(desk)
    write(desk, TESS, "away until friday cover robin@example.com", HOUR)
    open_case(desk, 2 * HOUR, number=48214)  # comes to who stands in, and never to her
    letters = write(desk, TESS, "away until friday cover pia@example.com", 3 * HOUR)
    pia = "pia@example.com"
    for number in (1, 2):
        case = desk.store.find_case(number)
        assert case is not None
        out = {one.who for one in case.assignment.out}
        assert {one.email for one in case.recipients} - out == {KIM, pia}
    assert [one for one in kinds(letters) if one[1] in (ROBIN, pia)] == [
        ("moved", ROBIN), ("moved", ROBIN), ("routed", pia), ("routed", pia),
    ]  # fmt: skip
    said = words_of(letter_to(letters, ROBIN))
    assert "You stand in no more, and I remind you no more." in said
    assert "Still asked: tech2@example.com and pia@example.com." in said
    alone = write(desk, TESS, "away until friday", 4 * HOUR)
    assert ("moved", pia) in kinds(alone)
    assert asked(desk) == [KIM]


def test_with_a_case_it_stands_in_the_letter_that_brings_it(desk: Desk) -> None:
    open_case(desk)
    letters = write(desk, TESS, "away until friday cover robin@example.com", HOUR)
    assert [one for one in kinds(letters) if one[1] == ROBIN] == [("routed", ROBIN)]
    assert STANDS_IN in words_of(letter_to(letters, ROBIN))


def test_who_is_asked_already_reads_that_he_stands_in(desk: Desk) -> None:
    open_case(desk)
    letters = write(desk, TESS, "away until friday cover tech2@example.com", HOUR)
    assert STANDS_IN in words_of(letter_to(letters, KIM))


def test_who_is_away_himself_stands_in_for_nobody(desk: Desk) -> None:
    open_case(desk)
    write(desk, KIM, "away until friday", HOUR)
    letters = write(desk, TESS, "away until friday cover tech2@example.com", 2 * HOUR)
    assert kinds(letters) == [("notice", TESS)]
    said = words_of(letters[0])
    assert "I could not note that you are away, and nothing has changed" in said
    assert "tech2@example.com is away too, and cannot stand in for you." in said
    assert asked(desk) == [TESS]


@pytest.mark.parametrize("subject", ["back", "I'm back!", "Bin wieder da"])
def test_back_as_the_subject_of_a_new_mail_ends_it(desk: Desk, subject: str) -> None:
    open_case(desk)
    write(desk, TESS, "away until friday cover pia@example.com", HOUR)
    letters = write(desk, TESS, subject, 2 * HOUR, text="")
    assert [one for one in kinds(letters) if one[1] == TESS] == [("routed", TESS)], "one happening, one letter"
    assert asked(desk) == [TESS, KIM]
    assert "You stand in no more" in words_of(letter_to(letters, "pia@example.com"))
    letters = write(desk, TESS, subject, 3 * HOUR, text="")
    assert kinds(letters) == [("notice", TESS)]
    assert "You are not noted as away, so nothing has changed" in words_of(letters[0])


def test_back_without_a_case_tells_who_stood_in(desk: Desk) -> None:
    write(desk, TESS, "away until friday cover robin@example.com", HOUR)
    letters = write(desk, TESS, "back", 2 * HOUR, text="")
    assert kinds(letters) == [("notice", ROBIN), ("notice", TESS)]
    assert "You stand in for tech@example.com no more" in words_of(letter_to(letters, ROBIN))
    assert write(desk, "eve@evil.example", "back", 3 * HOUR) == []
    assert write(desk, TESS, "Back to the roots", 4 * HOUR) == []


def test_an_absence_that_is_told_in_passing_is_answered(desk: Desk) -> None:
    routed = letter_to(open_case(desk), TESS)
    letters = say(desk, routed, TESS, "Mine. I'm off till Monday.", HOUR)
    assert "By “I'm off till Monday” I have not noted that you are away." in words_of(letter_to(letters, TESS))
    assert asked(desk) == [TESS, KIM]
    declined = say(desk, routed, TESS, "not mine, I am on a plane", 1.5 * HOUR)
    assert "asked as before" not in words_of(letter_to(declined, TESS))
    said = {
        "mine, I'm out of office from Friday until Tuesday": "I'm out of office from Friday until Tuesday",
        "Which version?\n\nIch bin bis Freitag im Urlaub.": "Ich bin bis Freitag im Urlaub",
        "Je suis en congés jusqu'au 16 mars, voyez avec Kim": "Je suis en congés jusqu'au 16 mars",
        "I am away until Friday 9:00. Which version?": "I am away until Friday 9:00",
        "The server is off till Monday": "",
        "They are on vacation until Friday, so ask me": "",
        "I will be in the office on Friday": "",
        "away until friday 9:00": "",
    }
    assert {words: find_absence(words) for words in said} == said


def test_an_absence_without_an_end_is_answered_by_how_it_is_said(desk: Desk) -> None:
    routed = letter_to(open_case(desk), TESS)
    letters = say(desk, routed, TESS, "Bin im Urlaub.", HOUR)
    said = words_of(letter_to(letters, TESS))
    assert "By “Bin im Urlaub” I have not noted that you are away" in said
    assert "away until friday 9:00 cover robin" in said
    assert asked(desk) == [TESS, KIM]


def test_who_is_ill_today_is_asked_no_more(desk: Desk) -> None:
    routed = letter_to(open_case(desk), TESS)
    say(desk, routed, TESS, "Je suis malade aujourd'hui, désolée.", HOUR)
    assert asked(desk) == [KIM]


def test_an_agents_too(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), DANA, "receipt")
    letters = say(desk, receipt, DANA, "I'm on vacation until Friday. They ring at 3.", HOUR)
    assert "By “I'm on vacation until Friday” I have not noted that you are away" in words_of(letter_to(letters, DANA))
    assert "Your words went to tech@example.com and tech2@example.com." in words_of(letter_to(letters, DANA))
