"""Who joined takes back his mail, and with it what it alone had brought; his words reach its agent, who reads what
another's mail changes (behaviour B5.13, B5.27)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from parsers.model import Priority
from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, text_of, words_of
from tests.service.absences.test_away import DANA, HOUR, LEAD, MONDAY, SAM, say
from tests.service.files.test_files_go_along import names

JO, BOB, CEO = "jo@example.com", "bob@example.com", "ceo@example.com"
NONE = "none because they called"
OUTAGE = {"Priority": "High", "Issue Summary": "System-wide outage: nobody can work at all sites"}
MINUTE = HOUR / 60


def open_case(desk: Desk, **changes: str | None) -> list[EmailMessage]:
    form = {"Attachments": NONE, "Level": "1", "Priority": "Low", **changes}
    return desk.receive(build_mail(body=build_form(form)), MONDAY)


def join(desk: Desk, who: str = JO, minutes: int = 20, **changes: str | None) -> list[EmailMessage]:
    form = {"Level": None, **changes}
    mail = build_mail(body=build_form(form), sender=who, message_id=f"<{who}>", files=[LOG])
    return desk.receive(mail, MONDAY + minutes * MINUTE)


def take_back(desk: Desk, joined: list[EmailMessage]) -> list[EmailMessage]:
    return say(desk, letter_to(joined, JO), JO, "cancel: wrong customer, it was a cable", HOUR / 2)


def test_what_it_alone_had_raised_goes_back_and_those_up_there_read_so(desk: Desk) -> None:
    open_case(desk)
    joined = join(desk, **OUTAGE)
    assert case_of(desk).level == 4
    letters = take_back(desk, joined)
    case = case_of(desk)
    assert (case.level, case.fields.priority, "outage" in case.triggers) == (1, Priority.LOW, False)
    assert {one for one in kinds(letters) if one[1] in (CEO, SAM)} == {("routed", SAM), ("moved", CEO)}
    for who in (SAM, CEO, DANA):
        assert "It was there by a mail that is taken back." in words_of(letter_to(letters, who))
    assert "wrong customer, it was a cable" in words_of(letter_to(letters, CEO))
    assert "goes on without it, with the Senior Support Agent (Level 1)" in words_of(letter_to(letters, JO))
    later = desk.pass_time(MONDAY + timedelta(hours=3))
    assert CEO not in {who for _, who in kinds(later)}
    assert "System-wide outage" not in "".join(map(text_of, (*letters, *later)))
    assert not any(names(one) for one in letters)


@pytest.mark.parametrize("words", ["mine", "Which hall?"])
def test_who_has_answered_up_there_keeps_it_and_reads_that_it_is_taken_back(desk: Desk, words: str) -> None:
    open_case(desk)
    joined = join(desk, **OUTAGE)
    say(desk, letter_to(joined, CEO), CEO, words, HOUR / 2 - MINUTE)
    letters = take_back(desk, joined)
    assert case_of(desk).level == 4
    told = words_of(letter_to(letters, CEO, "relay"))
    assert "has taken that mail back. It stays with the Executive Team (Level 4)." in told
    assert "By this the priority is low now." in told


def test_what_two_have_brought_stays(desk: Desk) -> None:
    open_case(desk)
    joined = join(desk, **OUTAGE)
    join(desk, BOB, 25, **OUTAGE)
    letters = take_back(desk, joined)
    case = case_of(desk)
    assert (case.level, case.fields.priority) == (4, Priority.HIGH)
    assert "has taken that mail back" in words_of(letter_to(letters, CEO, "relay"))


def test_a_priority_that_somebody_has_set_since_stays(desk: Desk) -> None:
    opened = open_case(desk)
    joined = join(desk, Priority="High")
    say(desk, letter_to(opened, SAM), SAM, "priority medium", HOUR / 2 - MINUTE)
    take_back(desk, joined)
    assert case_of(desk).fields.priority is Priority.MEDIUM


def test_the_first_agent_reads_the_priority_and_the_time_that_anothers_mail_brings(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path,
        {"4 business hours": "{high: 2 business hours, medium: 4 business hours, low: 8 business hours}"},
    )
    open_case(desk)
    told = words_of(letter_to(join(desk, Priority="High"), DANA, "notice"))
    assert "it was added to ESC-1. An answer is due by today 12:00 (Berlin)" in told
    assert "By this the priority is high now." in told


def test_the_words_of_who_joined_reach_its_agent_also_once_it_is_closed(desk: Desk) -> None:
    opened = open_case(desk)
    joined = letter_to(join(desk), JO)
    assert ("relay", DANA) in kinds(say(desk, joined, JO, "Hall 4 it is.", HOUR))
    say(desk, letter_to(opened, SAM), SAM, "mine", HOUR)
    say(desk, letter_to(opened, DANA, "receipt"), DANA, "cancel: my part is solved", HOUR)
    refused = words_of(letter_to(say(desk, joined, JO, "reopen", 2 * HOUR), JO))
    assert "dana@example.com gets what you write in your own words." in refused
    letters = say(desk, joined, JO, "Please open it again, hall 4 stands still.", 2 * HOUR)
    assert "hall 4 stands still" in words_of(letter_to(letters, DANA))
    assert LEAD not in {who for _, who in kinds(letters)}
