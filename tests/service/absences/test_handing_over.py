"""The customer's contact is another one from now on (behaviour B7.32)."""

from datetime import timedelta

from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to
from tests.service.absences.test_away import DANA, KIM, LEAD, MONDAY, TESS, open_case, say, write
from tests.service.answers.test_given_back import words_of

HOUR = timedelta(hours=1)
PIA, ADA = "pia@example.com", "ada.okafor@contoso.example"


def test_the_new_one_reads_all_of_it_with_a_draft_and_the_others_who_it_is(desk: Desk) -> None:
    opened = open_case(desk)
    say(desk, letter_to(opened, TESS), TESS, "info? Which version do they run?", HOUR)
    letters = say(desk, letter_to(opened, DANA, "receipt"), DANA, "pass agent to pia@example.com", 2 * HOUR)
    assert kinds(letters) == [("moved", PIA), ("moved", KIM), ("moved", TESS), ("notice", DANA)]
    said = words_of(letter_to(letters, PIA))
    assert "has handed ESC-1 over to you: from now on you are the contact of Contoso." in said
    assert "Which version do they run?" in said
    assert "from now on I am your contact for your request 48213" in said
    assert "pia@example.com is the contact of Contoso from now on, and gets what you write" in words_of(
        letter_to(letters, TESS)
    )
    assert "pia@example.com is the contact of Contoso now" in words_of(letter_to(letters, DANA))
    answer = say(desk, letter_to(opened, TESS), TESS, "info? And which build?", 3 * HOUR)
    assert PIA in {to for _, to in kinds(answer)}
    assert DANA not in {to for _, to in kinds(answer)}


def test_a_lead_says_it_too_and_the_former_agent_reads_it(desk: Desk) -> None:
    open_case(desk)
    late = letter_to(desk.pass_time(MONDAY + timedelta(days=3)), LEAD, "reminder")
    letters = say(desk, late, LEAD, "pass agent to pia@example.com", timedelta(days=3.1))
    assert ("moved", DANA) in kinds(letters)
    assert ("moved", PIA) in kinds(letters)
    assert case_of(desk).agent.email == PIA
    done = say(desk, letter_to(letters, PIA), PIA, "done: restarted the export", timedelta(days=3.2))
    assert "ESC-1 is closed as solved." in words_of(letter_to(done, PIA, "de-escalation"))


def test_one_of_the_level_may_not_and_nobody_outside_is_one(desk: Desk) -> None:
    opened = open_case(desk)
    letters = say(desk, letter_to(opened, TESS), TESS, "pass agent to pia@example.com", HOUR)
    assert "I could not hand it over, and nothing has changed: that is for" in words_of(letter_to(letters, TESS))
    letters = say(desk, letter_to(opened, DANA, "receipt"), DANA, "pass agent to eve@evil.example", 2 * HOUR)
    assert kinds(letters) == [("notice", DANA)]
    assert case_of(desk).agent.email == DANA


def test_who_has_told_the_customer_and_who_was_named_to_them_is_said_as_it_is(desk: Desk) -> None:
    """The letter to them named the agent before; later a stand-in told them."""
    opened = open_case(desk)
    handed = say(desk, letter_to(opened, DANA, "receipt"), DANA, "pass agent to pia@example.com", HOUR)
    status = words_of(letter_to(say(desk, letter_to(handed, "pia@"), "pia@example.com", "status", 2 * HOUR), "pia@"))
    assert "that specialists are on it, and that they hear again by" in status
    assert "you stay their contact" not in status
    away = write(desk, "pia@example.com", "away until friday cover jo@example.com", 3 * HOUR)
    assert "You stand in" in words_of(letter_to(away, "jo@"))
    asked = say(desk, letter_to(opened, TESS), TESS, "info? Which version?", 4 * HOUR)
    say(desk, letter_to(asked, "jo@"), "jo@example.com", "told: they wait", 5 * HOUR)
    said = words_of(letter_to(say(desk, letter_to(opened, TESS), TESS, "status", 6 * HOUR), TESS))
    assert "Contoso last heard from jo@example.com today 15:00 (Berlin)." in said


def test_what_the_customer_writes_reaches_nobody_who_is_away(desk: Desk) -> None:
    opened = open_case(desk)
    write(desk, TESS, "away until friday", HOUR)
    ada = "ada.okafor@contoso.example"
    letters = say(desk, letter_to(opened, ada), ada, "Any news?", 2 * HOUR)
    assert kinds(letters) == [("relay", DANA), ("relay", KIM)]
