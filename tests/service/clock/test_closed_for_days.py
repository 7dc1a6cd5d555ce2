"""A level that is not there for days: agent and leads are told at once (behaviour B7.35)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TESS, DANA, LEAD = "tech@example.com", "dana@example.com", "lead@example.com"
OFFICE = 'office: {timezone: Europe/Berlin, hours: {mon-fri: "09:00-17:30"}}'
# the technical team goes on leave from Thursday on; the agents do not
DAYS = ", ".join(f'"2026-03-{day}"' for day in range(12, 20))
LEAVE = {
    OFFICE: f'{OFFICE}\n  leave: {{timezone: Europe/Berlin, hours: {{mon-fri: "09:00-17:30"}}, closed: [{DAYS}]}}',
    "calendar: office, respond_within: 2 business days": "calendar: leave, respond_within: 2 business days",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, LEAVE)


def told(letters: list[EmailMessage]) -> list[tuple[str, datetime]]:
    """Who was told of it, and when."""
    said = "The Technical Team (Level 3) is closed until Fri 20 March, 09:00 (Berlin)"
    return [(to, one["Date"].datetime) for one in letters if said in words_of(one) for _, to in kinds([one])]


def test_in_the_minute_in_which_it_comes(desk: Desk) -> None:
    friday = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
    letters = desk.receive(build_mail(), friday) + desk.pass_time(friday + timedelta(minutes=1))
    assert told(letters) == [(DANA, friday), (LEAD, friday)]
    assert "If it cannot wait, answer: raise. An" in words_of(letter_to(letters, DANA, "moved"))
    assert "If it cannot wait, answer: raise, or pass to name@…" in words_of(letter_to(letters, LEAD, "moved"))
    assert case_of(desk).customer_promised_at == datetime(2026, 3, 16, 9, 0, tzinfo=UTC), "Monday at 10:00"
    assert "Monday 16 March, 09:00 (London time)" in words_of(letter_to(letters, "ada.okafor@contoso.example"))
    assert told(desk.pass_time(friday + 5 * DAY)) == []


def test_in_the_minute_in_which_it_closes_while_nobody_has_taken_the_case(desk: Desk) -> None:
    wednesday = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
    desk.receive(build_mail(), wednesday)
    closing = datetime(2026, 3, 11, 16, 30, tzinfo=UTC)
    assert told(desk.pass_time(closing - HOUR)) == []
    assert told(desk.pass_time(closing + HOUR)) == [(DANA, closing), (LEAD, closing)]


def test_nobody_is_told_of_what_somebody_has_taken_or_of_a_weekend(desk: Desk) -> None:
    monday = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
    routed = letter_to(desk.receive(build_mail(), monday), TESS)
    desk.receive(reply(routed, TESS, "mine"), monday + HOUR)
    assert told(desk.pass_time(monday + 8 * DAY)) == []
    other = build_mail("ESCALATION - Other - Ticket #777", message_id="<other@example.com>", sender="kai@example.com")
    friday = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
    assert [one for one in kinds(desk.receive(other, friday)) if one[0] == "moved"] == []
