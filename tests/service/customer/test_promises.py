"""What the customer was promised is kept: the agent is reminded until it is (behaviour B7.27, B9.21)."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from daemon.core.model.case import Case
from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.files.test_files_go_along import spaced

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
A_MINUTE, AN_HOUR, A_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ADA, KIM, TECH, LEAD = "ada.okafor@contoso.example", "kim@fabrikam.example", "tech@example.com", "lead@example.com"


def open_case(desk: Desk, at: datetime = MONDAY, **fields: str) -> list[EmailMessage]:
    form = build_form({"Customer": "Fabrikam", **fields})
    return desk.receive(build_mail(body=form, files=[LOG]), at)


def get_case(desk: Desk, number: int = 1) -> Case:
    case = desk.store.find_case(number)
    assert case is not None
    return case


def find_nudges(letters: list[EmailMessage]) -> list[datetime]:
    """When the agent was reminded of what the customer was promised."""
    nudges = (one for one in letters if one["X-Escalation-Kind"] == "nudge")
    return [
        one["Date"].datetime for one in nudges if " waits for " in str(one["Subject"]) or "hear from you" in read(one)
    ]


def read(letter: EmailMessage) -> str:
    return spaced(text_of(letter))


def test_the_customer_hears_an_hour_of_the_agents_after_the_levels_deadline(desk: Desk) -> None:
    letters = open_case(desk)
    told = "by Thursday, 12 March, 10:00 (Berlin time)"
    assert get_case(desk).due_at == datetime(2026, 3, 11, 16, 30, tzinfo=UTC)
    assert get_case(desk).customer_promised_at == THURSDAY
    promised = spaced(text_of(letter_to(letters, KIM))).partition("You hear from me ")[2].partition(" at the")[0]
    assert promised.startswith("by Thu")
    assert "12 March" in promised
    assert "10:00" in promised, told
    assert f"that they hear from you {promised}, and" in read(letter_to(letters, AGENT, "receipt"))


@pytest.mark.parametrize(
    ("at", "promised"),
    [
        (MONDAY, MONDAY + 2 * AN_HOUR),  # the response time once more
        (datetime(2026, 3, 7, 10, 0, tzinfo=UTC), datetime(2026, 3, 9, 9, 0, tzinfo=UTC)),  # Saturday
        (datetime(2026, 3, 9, 14, 30, tzinfo=UTC), datetime(2026, 3, 10, 9, 0, tzinfo=UTC)),  # until closing
    ],
    ids=["by day", "at the weekend", "at closing"],
)
def test_from_the_executives_it_is_their_time_once_more_but_never_outside_the_agents_hours(
    desk: Desk, at: datetime, promised: datetime
) -> None:
    open_case(desk, at, Level="4")
    assert get_case(desk).customer_promised_at == promised


def test_the_agent_is_reminded_before_it_at_it_and_each_morning_until_the_customer_knows(desk: Desk) -> None:
    first = open_case(desk)
    desk.receive(reply(letter_to(first, TECH), TECH, "mine"), MONDAY + A_MINUTE)
    letters = desk.pass_time(THURSDAY - A_MINUTE)
    (ahead,) = find_nudges(letters)
    nudge = next(one for one in letters if one["Date"].datetime == ahead and AGENT in str(one["To"]))
    assert ahead == datetime(2026, 3, 11, 12, 24, tzinfo=UTC), "four fifths of their open hours"
    assert re.search(r"Fabrikam was told that they hear from you by [^.]*10:00 \(Berlin time\), in \d+ h", read(nudge))
    assert "Dear Kim Abercrombie," in text_of(nudge)
    assert find_nudges(desk.pass_time(THURSDAY)) == [THURSDAY]
    mornings = find_nudges(desk.pass_time(THURSDAY + 5 * A_DAY))
    assert [f"{at:%a %H:%M}" for at in mornings] == ["Fri 08:00", "Mon 08:00", "Tue 08:00"]
    desk.receive(reply(nudge, AGENT, "told: by phone"), THURSDAY + 5 * A_DAY)
    assert get_case(desk).customer_promised_at is None


def test_an_answer_of_the_level_keeps_no_promise(desk: Desk) -> None:
    first = open_case(desk)
    desk.receive(reply(letter_to(first, TECH), TECH, "Which version do they run?"), MONDAY + A_MINUTE)
    assert THURSDAY in find_nudges(desk.pass_time(THURSDAY))


def test_told_keeps_it_and_until_promises_anew(desk: Desk) -> None:
    first = open_case(desk)
    receipt = letter_to(first, AGENT, "receipt")
    said = desk.receive(reply(receipt, AGENT, "told until friday 12:00: they wait for the patch"), MONDAY + AN_HOUR)
    assert kinds(said) == [("notice", AGENT)], "nobody else is written to"
    assert "Fabrikam was told. They hear from you again by Fri" in read(said[0]).replace("Friday", "Fri")
    friday = datetime(2026, 3, 13, 11, 0, tzinfo=UTC)
    assert get_case(desk).customer_promised_at == friday
    assert "they wait for the patch" in [entry.text for entry in get_case(desk).conversation.entries]
    raised = desk.receive(reply(receipt, AGENT, "raise"), MONDAY + 2 * AN_HOUR)
    assert all("hear from you by Thu" not in read(one) for one in raised)
    assert find_nudges(desk.pass_time(friday))[-1] == friday
    kept = desk.receive(reply(receipt, AGENT, "told"), friday + A_MINUTE)
    assert "I have noted that Fabrikam was told." in read(kept[0])
    assert get_case(desk).customer_heard_at == friday + A_MINUTE
    assert "promise" not in {entry.what for entry in get_case(desk).conversation.entries if entry.at > friday}


def test_a_time_behind_the_colon_promises_nothing(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "told: until friday we have time"), MONDAY + AN_HOUR)
    assert (get_case(desk).customer_promised_at, get_case(desk).customer_heard_at) == (None, MONDAY + AN_HOUR)


def test_a_time_that_is_none_is_said_back(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    said = desk.receive(reply(receipt, AGENT, "told until 4 business hours"), MONDAY + AN_HOUR)
    assert "is not a time I know, or it is over" in read(said[0]) or "not a command" in read(said[0])


def test_the_level_cannot_say_what_the_customer_was_told_and_its_words_reach_the_agent(desk: Desk) -> None:
    first = open_case(desk)
    said = desk.receive(reply(letter_to(first, TECH), TECH, "told: I called them"), MONDAY + AN_HOUR)
    assert kinds(said) == [("notice", TECH), ("relay", AGENT), ("relay", "tech2@example.com")]
    assert f"is for {AGENT} or a lead to say" in read(letter_to(said, TECH))
    assert get_case(desk).customer_promised_at == THURSDAY


def test_a_promise_outlives_its_case(desk: Desk) -> None:
    """Story 23: Dana withdraws it after the acknowledgement."""
    first = open_case(desk)
    receipt = letter_to(first, AGENT, "receipt")
    said = desk.receive(reply(receipt, AGENT, "cancel: opened by mistake"), MONDAY + AN_HOUR)
    notice = read(letter_to(said, AGENT, "notice"))
    assert "Fabrikam was told that they hear from you by Thu" in notice
    assert "Dear Kim Abercrombie," in notice
    letters = desk.pass_time(THURSDAY + A_DAY)
    assert [f"{at:%a}" for at in find_nudges(letters)] == ["Wed", "Thu", "Fri"]
    assert "It is withdrawn: no clock runs" in read(letter_to(letters, AGENT, "nudge"))
    desk.receive(reply(letter_to(letters, AGENT, "nudge"), AGENT, "told"), THURSDAY + A_DAY + AN_HOUR)
    assert find_nudges(desk.pass_time(THURSDAY + 9 * A_DAY)) == []
    assert get_case(desk).wake_at is None


def test_when_another_closes_it_the_agent_reads_who_waits_for_a_word(desk: Desk) -> None:
    first = open_case(desk)
    desk.receive(reply(letter_to(first, TECH), TECH, "mine"), MONDAY + A_MINUTE)
    said = desk.receive(reply(letter_to(first, TECH), TECH, "done: patched"), MONDAY + AN_HOUR)
    assert "with this they have it, and I remind you until then." in read(letter_to(said, AGENT, "de-escalation"))
    assert "I remind you" not in read(letter_to(said, "tech2@example.com", "closed"))


def test_a_lead_ends_not_told_by_the_digests_number(desk: Desk) -> None:
    open_case(desk, Customer="Nobody We Know")
    digest = letter_to(desk.pass_time(MONDAY + A_DAY), LEAD, "digest")
    number = re.search(r"NOT TOLD\n (\d+)  ESC-1", text_of(digest).replace("\r\n", "\n"))
    assert number is not None
    said = desk.receive(reply(digest, LEAD, f"{number[1]} told"), MONDAY + A_DAY + AN_HOUR)
    assert sorted(kinds(said)) == [("notice", AGENT), ("notice", LEAD)]
    assert get_case(desk).customer_heard_at == MONDAY + A_DAY + AN_HOUR
    later = [one for one in desk.pass_time(MONDAY + 3 * A_DAY) if one["X-Escalation-Kind"] == "digest"]
    assert all("NOT TOLD" not in text_of(one) for one in later)


def test_after_days_without_us_one_reminder_speaks_for_all(desk: Desk) -> None:
    first = open_case(desk)
    desk.receive(reply(letter_to(first, TECH), TECH, "mine"), MONDAY + A_MINUTE)
    assert len(find_nudges(desk.jump(THURSDAY + 5 * A_DAY))) == 1
    assert find_nudges(desk.pass_time(THURSDAY + 5 * A_DAY + 6 * AN_HOUR)) == []


def test_who_would_hear_of_the_case_and_of_the_promise_at_once_gets_one_letter(desk: Desk) -> None:
    open_case(desk)
    to_agent = [one for one in desk.jump(THURSDAY + 5 * A_DAY) if AGENT in str(one["To"])]
    assert kinds(to_agent) == [("raised", AGENT)]
    assert "Fabrikam was told that they hear from you by Thu" in read(to_agent[0])
    assert len(find_nudges(desk.pass_time(THURSDAY + 6 * A_DAY))) == 1


def test_where_nothing_was_promised_an_agents_wishes_are_one_letter_each_morning(desk: Desk) -> None:
    for number in (1, 2):
        form = build_form({"Customer": f"Nobody {number}", "Ticket #": f"500{number}"})
        mail = build_mail(f"ESCALATION - Matter {number} - Ticket #500{number}", form, files=[LOG],
                          message_id=f"<m{number}@example.com>")  # fmt: skip
        letters = desk.receive(mail, MONDAY + number * A_MINUTE)
        desk.receive(reply(letter_to(letters, TECH, "routed"), TECH, "mine"), MONDAY + number * AN_HOUR)
    letters = [one for one in desk.pass_time(MONDAY + 3 * A_DAY) if AGENT in str(one["To"])]
    assert [
        (kind, f"{one['Date'].datetime:%a %H:%M}") for one in letters for kind, _ in kinds([one]) if kind != "nudge"
    ] == [
        ("reminder", "Wed 08:00"),
        ("reminder", "Thu 08:00"),
    ]
    assert "ESC-1" in text_of(letters[0])
    assert "ESC-2" in text_of(letters[0])
