"""What was promised, beside what else the clock says of a case: neither swallows the other (behaviour B7.27)."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.recording.conversation import write_bounce
from tests.service.customer.test_promises import (
    A_DAY,
    A_MINUTE,
    AN_HOUR,
    LEAD,
    MONDAY,
    TECH,
    THURSDAY,
    find_nudges,
    get_case,
    open_case,
    read,
)

BOSS = "manager@example.com"


def to_agent(letters: list[EmailMessage]) -> list[EmailMessage]:
    return [one for one in letters if AGENT in str(one["To"])]


def test_at_the_deadline_the_agent_reads_of_the_promise_too_with_its_draft(desk: Desk) -> None:
    """Story: Dana has promised the very minute at which she reads that the level has not answered."""
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "told until thursday 9:00"), MONDAY + AN_HOUR)
    at = THURSDAY - AN_HOUR  # the level opens
    assert get_case(desk).customer_promised_at == at
    letters = [one for one in to_agent(desk.pass_time(at)) if one["Date"].datetime == at]
    assert kinds(letters) == [("reminder", AGENT)]
    assert "Fabrikam was told that they hear from you by Thursday 12 March, 09:00" in read(letters[0])
    assert "Dear Kim Abercrombie," in text_of(letters[0])
    assert "No need to do anything" not in text_of(letters[0])


def test_while_a_promise_presses_nobody_reads_that_there_is_no_need_to_do_anything(desk: Desk) -> None:
    open_case(desk)
    overdue = letter_to(to_agent(desk.pass_time(THURSDAY - AN_HOUR)), AGENT, "reminder")
    assert "No need to do anything" not in text_of(overdue)
    assert "Fabrikam was told that they hear from you by Thursday 12 March, 10:00" in read(overdue)


def test_on_the_morning_on_which_a_pause_ends_the_promise_is_said_as_well(desk: Desk) -> None:
    first = open_case(desk)
    receipt = letter_to(first, AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "told until tuesday 10:00"), MONDAY + A_MINUTE)
    desk.receive(reply(letter_to(first, TECH), TECH, "waiting until wednesday 9:00"), MONDAY + 2 * A_MINUTE)
    letters = to_agent(desk.pass_time(MONDAY + 2 * A_DAY))
    (morning,) = [one for one in letters if f"{one['Date'].datetime:%a %H:%M}" == "Wed 08:00"]
    assert morning["X-Escalation-Kind"] == "moved"
    assert "they have heard nothing yet" in read(morning)
    assert "Dear Kim Abercrombie," in text_of(morning)


def test_a_raise_beyond_the_promised_time_brings_the_draft_that_says_so(desk: Desk) -> None:
    first = open_case(desk)
    desk.receive(reply(letter_to(first, AGENT, "receipt"), AGENT, "told until monday 16:00"), MONDAY + A_MINUTE)
    raised = letter_to(desk.pass_time(THURSDAY + AN_HOUR), AGENT, "raised")
    assert "The new time is later: tell them another one." in read(raised)
    assert "Dear Kim Abercrombie," in text_of(raised)
    named = re.search(r"You hear from me by (Thursday 12 March, \d\d:\d\d \(Berlin time\)), and I stay", read(raised))
    assert named is not None
    (said,) = desk.receive(reply(raised, AGENT, "told"), THURSDAY + AN_HOUR + A_MINUTE)
    assert f"They hear from you again by {named[1]}" in read(said), "what stood in the draft"


def test_after_days_without_us_the_agent_is_reminded_when_he_is_there(desk: Desk) -> None:
    first = open_case(desk)
    desk.receive(reply(letter_to(first, TECH), TECH, "mine"), MONDAY + A_MINUTE)
    saturday = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
    assert to_agent(desk.jump(saturday)) == []
    assert find_nudges(desk.pass_time(saturday + 2 * A_DAY)) == [datetime(2026, 3, 16, 8, 0, tzinfo=UTC)]


def open_many(desk: Desk, count: int) -> None:
    for number in range(1, count + 1):
        form = build_form({"Customer": "Fabrikam", "Ticket #": f"500{number:02}"})
        subject = f"ESCALATION - Matter {number} - Ticket #500{number:02}"
        desk.receive(build_mail(subject, form, files=[LOG], message_id=f"<m{number}@example.com>"), MONDAY)


def test_in_a_bundle_each_line_says_what_was_promised_and_told_works_by_number(desk: Desk) -> None:
    open_many(desk, 12)
    letters = to_agent(desk.pass_time(datetime(2026, 3, 11, 13, 0, tzinfo=UTC)))
    bundle = next(one for one in letters if "in place of" in text_of(one))
    line = re.search(r" 1  ESC-\d+.*", text_of(bundle))
    assert line is not None
    assert "was promised a word by Thursday 12 March, 10:00" in read(bundle)
    assert "1 told · 2 told until friday 10:00" in read(bundle)
    desk.receive(reply(bundle, AGENT, "1 told, 2 told until friday 10:00"), datetime(2026, 3, 11, 13, 1, tzinfo=UTC))
    assert get_case(desk, 1).customer_promised_at is None
    assert get_case(desk, 2).customer_promised_at == datetime(2026, 3, 13, 9, 0, tzinfo=UTC)


def test_the_digest_names_a_closed_case_whose_customer_waits_for_a_word(desk: Desk) -> None:
    first = open_case(desk)
    receipt = letter_to(first, AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "cancel: opened by mistake"), MONDAY + AN_HOUR)
    digest = letter_to(desk.pass_time(THURSDAY + A_DAY), LEAD, "digest")
    number = re.search(r"NOT UPDATED\r?\n (\d+)  ESC-1", text_of(digest))
    assert number is not None
    assert "was promised a word by Thursday 12 March, 10:00" in read(digest)
    assert f"{number[1]} told" in read(digest)
    desk.receive(reply(digest, LEAD, f"{number[1]} told"), THURSDAY + A_DAY + AN_HOUR)
    assert get_case(desk).customer_promised_at is None


def test_a_deadline_that_moves_behind_the_promise_brings_the_promise_and_the_draft(desk: Desk) -> None:
    first = open_case(desk)
    desk.receive(reply(letter_to(first, AGENT, "receipt"), AGENT, "told until tuesday 15:00"), MONDAY + A_MINUTE)
    tess = letter_to(first, TECH)
    waits = desk.receive(reply(tess, TECH, "waiting until wednesday 9:00"), MONDAY + 2 * A_MINUTE)
    assert "Dear Kim Abercrombie," not in text_of(letter_to(waits, AGENT))
    told = letter_to(desk.receive(reply(tess, TECH, "resume"), MONDAY + AN_HOUR), AGENT)
    assert "Fabrikam was told that they hear from you by Tuesday 10 March, 15:00" in read(told)
    assert "The answer is due later than that: tell them another time." in read(told)
    assert "Dear Kim Abercrombie," in text_of(told)


def test_whom_nobody_can_tell_anything_is_not_told_and_not_said_to_have_been(desk: Desk) -> None:
    letters = desk.receive(build_mail("URGENT - Exports stop", build_form({"Ticket #": None})), MONDAY)
    desk.receive(
        reply(next(one for one in letters if kinds([one])[0][0] == "routed"), "ceo@example.com", "mine"),
        MONDAY + AN_HOUR,
    )
    digests = [read(one) for one in desk.pass_time(THURSDAY + A_DAY) if kinds([one]) == [("digest", LEAD)]]
    assert any("NOT TOLD" in one and "the ticket number is missing; asked is" in one for one in digests)
    assert not any("NOT UPDATED" in one for one in digests)


def raise_it(desk: Desk, by: str) -> EmailMessage:
    """A case of Level 2, raised by who is named or by what: what its agent reads."""
    form = build_form({"Issue Summary": "They ask for a refund above the rule.", "Level": "2"})
    first = desk.receive(build_mail(body=form, files=[LOG]), MONDAY)
    own = letter_to(first, AGENT, "receipt")
    if by == "a letter that comes back":
        return letter_to(
            desk.receive(write_bounce(letter_to(first, BOSS), BOSS, "<b1@mx.example>"), MONDAY + AN_HOUR), AGENT
        )
    letter, who = (own, AGENT) if by == "its agent" else (letter_to(first, BOSS), BOSS)
    return letter_to(desk.receive(reply(letter, who, "raise: they need engineers"), MONDAY + AN_HOUR), AGENT)


@pytest.mark.parametrize("by", ["its level", "its agent", "a letter that comes back"])
def test_so_does_a_raise_whoever_raises_it_and_the_draft_has_the_new_time(desk: Desk, by: str) -> None:
    said = read(raise_it(desk, by))
    assert "was told that they hear from you by Monday 9 March, 15:00" in said
    assert "The answer is due later than that: tell them another time." in said
    assert "You hear from me by Thursday 12 March, 10:00" in said
