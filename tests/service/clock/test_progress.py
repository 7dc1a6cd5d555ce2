"""After the claim: who took a case and is not heard of is asked, then the agent, then the leads read it (behaviour
B7.26)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin; the office is open from 9 to 17:30
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TESS, KIM, DANA, LEAD = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"


def take(desk: Desk, at: datetime = MONDAY) -> EmailMessage:
    """The letter that Tess got, who has taken its case in that minute."""
    routed = letter_to(desk.receive(build_mail(), at), TESS)
    desk.receive(reply(routed, TESS, "mine"), at)
    return routed


def of_progress(letters: list[EmailMessage]) -> list[tuple[datetime, str]]:
    """When who was asked how it goes, or told that nothing is heard."""
    found = []
    for one in letters:
        said = words_of(one)
        if "How does ESC-1 go?" in said or "To ask once more, answer this mail: remind." in said:
            found += [(one["Date"].datetime, to) for _, to in kinds([one])]
    return found


def test_who_took_it_is_asked_after_eight_open_hours_then_the_agent_then_the_leads_read_it(desk: Desk) -> None:
    take(desk)
    letters = desk.pass_time(MONDAY + 4 * DAY)
    assert of_progress(letters) == [(MONDAY + DAY - HOUR / 2, TESS), (MONDAY + 2 * DAY - HOUR, DANA)]
    asked = letter_to(letters, TESS, "reminder")
    assert "You took it yesterday 10:00 (Berlin)" in words_of(asked)
    assert "A sentence is enough; it goes to dana@example.com." in words_of(asked)
    assert "If I hear nothing, dana@example.com learns of it tomorrow 09:00 (Berlin)" in words_of(asked)
    told = next(one for one in letters if "has not been heard of since" in words_of(one) and DANA in str(one["To"]))
    assert "Dear Ada Okafor" in words_of(told), "with a draft"
    first = letter_to(letters, LEAD, "digest")
    assert first["Date"].datetime == MONDAY + 3 * DAY - HOUR, "on Thursday"
    line = f"NOTHING HEARD 1 ESC-1 Contoso with {TESS}; nothing heard since Mon 9 March, 10:00 (Berlin)"
    assert line in words_of(first)


@pytest.mark.parametrize("words", ["note: waiting for the log", "Which version?", "status", "priority low"])
def test_any_word_of_his_starts_it_anew(desk: Desk, words: str) -> None:
    routed = take(desk)
    desk.receive(reply(routed, TESS, words), MONDAY + 4 * HOUR)
    assert of_progress(desk.pass_time(MONDAY + DAY)) == []
    assert of_progress(desk.pass_time(MONDAY + 2 * DAY)) == [(MONDAY + DAY + 3.5 * HOUR, TESS)]


def test_a_word_of_long_ago_is_not_called_work(desk: Desk) -> None:
    routed = take(desk)
    desk.receive(reply(routed, TESS, "note: waiting for the log"), MONDAY + 4 * HOUR)
    said = [words_of(one) for one in desk.pass_time(MONDAY + 8 * DAY) if ("nudge", DANA) in kinds([one])]
    assert any("tech@example.com has it, and was last heard of Mon 9 March, 14:00 (Berlin)." in one for one in said)
    assert not any("working on it" in one for one in said)


def test_nobody_elses_word_does(desk: Desk) -> None:
    letters = desk.receive(build_mail(), MONDAY)
    desk.receive(reply(letter_to(letters, TESS), TESS, "mine"), MONDAY)
    desk.receive(reply(letter_to(letters, KIM), KIM, "note: it may be the index"), MONDAY + 4 * HOUR)
    assert of_progress(desk.pass_time(MONDAY + DAY)) == [(MONDAY + DAY - HOUR / 2, TESS)]


def test_while_the_case_waits_it_rests(desk: Desk) -> None:
    """An hour of the eight has passed when Dana stops the clock; on Wednesday she starts it."""
    letters = desk.receive(build_mail(), MONDAY)
    desk.receive(reply(letter_to(letters, TESS), TESS, "mine"), MONDAY)
    receipt = letter_to(letters, DANA, "receipt")
    desk.receive(reply(receipt, DANA, "waiting"), MONDAY + HOUR)
    assert of_progress(desk.pass_time(MONDAY + 2 * DAY)) == []
    desk.receive(reply(receipt, DANA, "resume"), MONDAY + 2 * DAY)
    assert of_progress(desk.pass_time(MONDAY + 3 * DAY)) == [(MONDAY + 2 * DAY + 7 * HOUR, TESS)]


def test_an_executive_is_not_woken_for_it(desk: Desk) -> None:
    """He takes it at 18:00; eight hours later it is 2 in the morning."""
    letters = desk.receive(build_mail("URGENT - Nobody can log in - Ticket #48213"), MONDAY + 8 * HOUR)
    desk.receive(reply(letter_to(letters, "ceo@"), "ceo@example.com", "mine"), MONDAY + 8 * HOUR)
    seven = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
    assert of_progress(desk.pass_time(MONDAY + DAY)) == [(seven, "ceo@example.com")]


def test_a_word_after_the_question_stops_it(desk: Desk) -> None:
    take(desk)
    asked = letter_to(desk.pass_time(MONDAY + DAY), TESS, "reminder")
    answered = desk.receive(reply(asked, TESS, "Still digging, the log is large."), MONDAY + DAY + HOUR)
    assert kinds(answered) == [("relay", DANA)]
    assert of_progress(desk.pass_time(MONDAY + 2 * DAY)) == []
