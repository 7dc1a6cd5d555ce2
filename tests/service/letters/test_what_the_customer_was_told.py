"""What the customer was told, as those inside read it: what his letter said, and what is known of it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import unescape

import pytest

from tests.builders import AGENT, LOG, build_form
from tests.builders import build_mail as write_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.files.test_files_go_along import KAI, LEGAL, TECH, find, html_of, spaced

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # 10:30 in Berlin
AN_HOUR = timedelta(hours=1)
FABRIKAM = {"Customer": "Fabrikam"}  # reads in the same zone as we do
NO_IMPACT = {"Customer Impact": None}


def build_mail(subject: str = "ESCALATION - Exports end - Ticket #48213", body: str = "", **more: str) -> bytes:
    return write_mail(subject, body, files=[LOG], **more)  # type: ignore[arg-type]


def read(letter: EmailMessage) -> str:
    """All that stands in it, as text and as HTML, with plain blanks."""
    return spaced(unescape(f"{text_of(letter)} {html_of(letter)}"))


def write_again(desk: Desk, at: datetime, sender: str = KAI, form: str | None = None) -> list[EmailMessage]:
    again = build_mail(body=form or build_form(FABRIKAM), sender=sender, message_id=f"<{at.timestamp()}@example.com>")
    return desk.receive(again, at)


def test_the_time_that_the_customer_was_told_stays_the_one_in_his_letter(desk: Desk) -> None:
    first = desk.receive(build_mail(body=build_form(FABRIKAM)), MONDAY)
    told = text_of(find(first, "customer-acknowledgement", "kim@fabrikam.example"))
    promised = spaced(told.partition("You hear from me by ")[2].partition(" at the latest")[0])
    assert promised
    desk.receive(reply(find(first, "receipt", AGENT), AGENT, "raise"), MONDAY + AN_HOUR)
    receipt = find(write_again(desk, MONDAY + 2 * AN_HOUR, AGENT), "receipt", AGENT)
    assert read(receipt).count(f"that they hear from you by {promised}, and that you stay their contact") == 2


def test_a_letter_without_a_time_stays_one_whatever_deadline_follows(desk: Desk) -> None:
    late = MONDAY + timedelta(days=7)
    first = desk.receive(build_mail(body=build_form(FABRIKAM)), MONDAY)
    letter = find(first, "receipt", AGENT)
    desk.pass_time(late)
    desk.receive(reply(letter, AGENT, "priority low"), late + AN_HOUR)
    case = desk.store.find_case(1)
    assert case is not None
    assert case.customer_promised_at is not None
    assert case.customer_promised_at < case.due_at  # type: ignore[operator]


def test_who_joins_reads_whose_customer_it_is(desk: Desk) -> None:
    desk.receive(build_mail(body=build_form(FABRIKAM)), MONDAY)
    said = read(find(write_again(desk, MONDAY + AN_HOUR), "receipt", KAI))
    assert f"and that {AGENT} stays their contact" in said
    assert "you stay" not in said


def test_who_joins_a_held_case_reads_that_nobody_has_it_and_why_the_customer_was_not_told(desk: Desk) -> None:
    desk.receive(build_mail(body=build_form(FABRIKAM | NO_IMPACT)), MONDAY)
    said = read(find(write_again(desk, MONDAY + AN_HOUR, form=build_form(FABRIKAM | NO_IMPACT)), "receipt", KAI))
    assert "in hand" not in said
    assert "ESC-1, which has not gone up yet: it waits for Customer Impact." in said
    assert "Fabrikam has not been told: that waits until this goes up." in said
    assert "I need the customer" not in said
    assert "An answer" not in said


@pytest.mark.parametrize(
    ("gap", "needed"), [("Customer", "the customer"), ("Ticket #", "the ticket number")], ids=["customer", "ticket"]
)
def test_what_the_customers_letter_needs_is_only_what_is_missing(desk: Desk, gap: str, needed: str) -> None:
    gaps = build_form({**FABRIKAM, gap: None})
    letters = desk.receive(build_mail("URGENT - Exports end without a file", gaps), MONDAY)
    said = read(find(letters, "receipt", AGENT))
    assert f"has not been told yet: I need {needed} for that." in said


def test_who_joins_a_case_that_is_taken_reads_by_whom_and_of_no_deadline(desk: Desk) -> None:
    first = desk.receive(build_mail(body=build_form(FABRIKAM)), MONDAY)
    desk.receive(reply(find(first, "routed", TECH), TECH, "mine"), MONDAY + AN_HOUR)
    said = read(find(write_again(desk, MONDAY + 2 * AN_HOUR), "receipt", KAI))
    assert f"ESC-1, which {TECH} has taken." in said
    assert "An answer" not in said


def test_who_joins_a_case_that_waits_reads_that_it_does(desk: Desk) -> None:
    first = desk.receive(build_mail(body=build_form(FABRIKAM)), MONDAY)
    desk.receive(reply(find(first, "routed", TECH), TECH, "waiting"), MONDAY + AN_HOUR)
    said = read(find(write_again(desk, MONDAY + 2 * AN_HOUR), "receipt", KAI))
    assert "ESC-1, whose clock stands still until " in said
    assert "An answer" not in said


def test_who_joins_an_overdue_case_reads_that_it_was_due(desk: Desk) -> None:
    desk.receive(build_mail(body=build_form({**FABRIKAM, "Level": "4"})), MONDAY)
    desk.pass_time(MONDAY + 3 * AN_HOUR)
    said = read(find(write_again(desk, MONDAY + 3 * AN_HOUR), "receipt", KAI))
    assert "An answer was due today 11:30 (Berlin), 2 h ago." in said


def test_when_a_second_mail_sends_it_up_both_agents_read_to_whom(desk: Desk) -> None:
    desk.receive(build_mail(body=build_form(FABRIKAM | NO_IMPACT)), MONDAY)
    letters = write_again(desk, MONDAY + AN_HOUR, form=build_form(FABRIKAM | LEGAL))
    gone_up = "gone up to the Executive Team (Level 4): ceo@example.com."
    assert gone_up in read(find(letters, "receipt", KAI))
    assert gone_up in read(find(letters, "notice", AGENT))
    assert "Nobody gets" not in read(find(letters, "receipt", KAI))


def test_when_nobody_took_it_in_time_the_agent_reads_what_the_customer_waits_for(desk: Desk) -> None:
    first = desk.receive(build_mail(body=build_form(FABRIKAM)), MONDAY)
    told = text_of(find(first, "customer-acknowledgement", "kim@fabrikam.example"))
    promised = spaced(told.partition("You hear from me by ")[2].partition(" at the latest")[0])
    said = read(find(desk.pass_time(MONDAY + timedelta(days=7)), "raised", AGENT))
    assert f"Fabrikam was told that they hear from you by {promised}" in said
