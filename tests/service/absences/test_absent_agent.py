"""The agent of a case is away (behaviour B7.41)."""

from datetime import UTC, datetime, timedelta

from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply
from tests.service.absences.test_away import DANA, LEAD, MONDAY, TESS, open_case, say, write
from tests.service.answers.test_given_back import answer_automatically, words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PIA = "pia@example.com"


def test_who_stands_in_gets_his_letters_and_may_say_what_he_may(desk: Desk) -> None:
    routed = letter_to(open_case(desk), TESS)
    letters = write(desk, DANA, "away until friday cover pia@example.com", HOUR)
    assert kinds(letters) == [("moved", PIA), ("notice", DANA)]
    assert "dana@example.com, the contact of Contoso, is away: ESC-1" in words_of(letter_to(letters, PIA))
    asked = say(desk, routed, TESS, "info? Which version do they run?", 2 * HOUR)
    assert DANA not in {to for _, to in kinds(asked)}
    said = words_of(letter_to(asked, PIA))
    assert "Which version do they run?" in said
    assert "You get this in place of dana@example.com, who is away." in said
    done = say(desk, letter_to(asked, PIA), PIA, "cancel: opened by mistake", 3 * HOUR)
    assert "ESC-1 is withdrawn." in words_of(letter_to(done, PIA, "notice"))


def test_without_one_the_leads_are_told_at_once_and_by_the_digest(desk: Desk) -> None:
    open_case(desk)
    letters = write(desk, DANA, "away until friday", HOUR)
    assert kinds(letters) == [("moved", LEAD), ("notice", DANA)]
    assert "Nobody stands in. Who is their contact now? Answer: pass agent to name@…" in words_of(
        letter_to(letters, LEAD)
    )
    digest = letter_to(desk.pass_time(MONDAY + DAY), LEAD, "digest")
    assert "its agent is away or not known: dana@example.com" in words_of(digest)


def test_back_by_his_own_word_he_gets_them_himself(desk: Desk) -> None:
    opened = open_case(desk)
    write(desk, DANA, "away until friday cover pia@example.com", HOUR)
    say(desk, letter_to(opened, DANA, "receipt"), DANA, "I am here again", 2 * HOUR)
    asked = say(desk, letter_to(opened, TESS), TESS, "info? Which version do they run?", 3 * HOUR)
    assert DANA in {to for _, to in kinds(asked)}
    assert PIA not in {to for _, to in kinds(asked)}


def test_what_his_program_answers_within_a_day_of_his_word_says_nothing(desk: Desk) -> None:
    opened = open_case(desk)
    assert answer_automatically(desk, letter_to(opened, DANA, "receipt"), DANA, 1) == []
    assert desk.store.absences() == ()
    mail = reply(letter_to(opened, DANA, "receipt"), DANA, "I am out of the office, and read no mail.", quote=False)
    head = b"Auto-Submitted: auto-replied\r\nSubject: Out of office: "
    late = desk.receive(mail.replace(b"Subject: ", head, 1), MONDAY + 26 * HOUR)
    assert ("moved", LEAD) in kinds(late)
    assert desk.store.absences()[0].until > datetime(2026, 3, 10, tzinfo=UTC)
