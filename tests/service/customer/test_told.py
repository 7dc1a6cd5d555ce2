"""`told` as people write it: understood, or said back, and never passed on in silence (behaviour B9.21, B9.12)."""

from pathlib import Path

import pytest

from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply
from tests.service.customer.test_promises import (
    A_DAY,
    A_MINUTE,
    AN_HOUR,
    KIM,
    LEAD,
    MONDAY,
    TECH,
    THURSDAY,
    get_case,
    open_case,
    read,
)

JO = "jo@example.com"


def say(folder: Path, words: str) -> tuple[Desk, str]:
    """What the agent reads in answer to these words."""
    desk = Desk(folder)
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    said = desk.receive(reply(receipt, AGENT, words), MONDAY + A_MINUTE)
    return desk, " ".join(read(one) for one in said if AGENT in str(one["To"]))


@pytest.mark.parametrize(
    "words",
    [
        *("told by phone", "Told them on the phone.", "I told them", "told today", "told the customer: by mail"),
        *("the customer knows", "they know", "informed the customer", "Told them. They wait.", "gesagt"),
        *("Kunde weiß Bescheid", "telefonisch informiert", "informiert, telefonisch", "dit au client"),
        *("le client est au courant", "he avisado al cliente", "el cliente ya lo sabe", "ho avvisato il cliente"),
        *(
            "il cliente lo sa",
            "ik heb de klant ingelicht",
            "de klant weet het",
            "avisei o cliente",
            "o cliente já sabe",
        ),
    ],
)
def test_the_customer_knows(tmp_path: Path, words: str) -> None:
    desk, said = say(tmp_path, words)
    assert "I have noted that Fabrikam was told." in said
    assert get_case(desk).customer_promised_at is None


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("told customer until friday 10", "Fri 09:00"),
        ("told by phone until friday 10:00", "Fri 09:00"),
        ("told by phone, until friday 10:00", "Fri 09:00"),
        ("telefonisch informiert bis Freitag 10 Uhr", "Fri 09:00"),
        ("told until 17", "Mon 16:00"),
        ("told until 13.3.", "Fri 08:00"),
        ("told until 2 h", "Mon 11:01"),
        ("told until 2h: they wait", "Mon 11:01"),
        ("told jusqu'à 14 h", "Mon 13:00"),
        ("told until friday 10:00 London time", "Fri 10:00"),
        ("told until friday 10:00 london time", "Fri 10:00"),
        ("told until friday 10:00 EST", "Fri 14:00"),
        ("told until friday 10:00 (New York)", "Fri 14:00"),
        ("told until friday 10:00 Tokyo time", "Fri 01:00"),
        ("told until friday 10:00 local time", "Fri 09:00"),
        ("told until friday 5 PM", "Fri 16:00"),
    ],
)
def test_they_hear_again_by_that_time(tmp_path: Path, words: str, at: str) -> None:
    desk, said = say(tmp_path, words)
    promised = get_case(desk).customer_promised_at
    assert promised is not None
    assert f"{promised:%a %H:%M}" == at
    assert "They hear from you again by" in said


@pytest.mark.parametrize(
    "until", ["the patch is there", "yesterday", "friday 10:00 XYZT", "friday 10:00 Mars time", "friday 25:00"]
)
def test_a_time_that_cannot_be_read_is_said_back(tmp_path: Path, until: str) -> None:
    desk, said = say(tmp_path, f"told until {until}")
    assert f"“{until}” is not a time I know, or it is over" in said
    assert get_case(desk).customer_heard_at is not None


@pytest.mark.parametrize(
    "words", ["told nobody", "told?", "told Kim", "told level about it", "told them that friday is fine"]
)
def test_what_may_mean_another_is_said_back(tmp_path: Path, words: str) -> None:
    desk, said = say(tmp_path, words)
    assert "have not carried it out. If you meant it, answer with" in said
    assert get_case(desk).customer_promised_at == THURSDAY


@pytest.mark.parametrize("words", ["they know the cause", "gesagt hat er nichts", "dit que non", "detto fatto"])
def test_other_sentences_are_notes(tmp_path: Path, words: str) -> None:
    desk = Desk(tmp_path)
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    said = desk.receive(reply(receipt, AGENT, words), MONDAY + A_MINUTE)
    assert {kind for kind, _ in kinds(said)} == {"relay"}
    assert get_case(desk).customer_promised_at == THURSDAY


def test_the_agent_reads_at_once_what_a_lead_has_promised(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    open_case(desk)
    by_lead = build_mail("Re: x [ESC-1]", "told until friday 10:00: I called Kim", sender=LEAD, message_id="<lead@x>")
    said = desk.receive(by_lead, MONDAY + A_MINUTE)
    assert sorted(kinds(said)) == [("notice", AGENT), ("notice", LEAD)]
    notice = read(letter_to(said, AGENT))
    assert "lead@example.com has told Fabrikam how ESC-1 stands. They hear from you again by Friday 13 March" in notice
    assert "I called Kim" in notice


def test_a_joined_agents_word_of_the_customer_goes_to_the_contact(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    open_case(desk)
    form = build_form({"Customer": "Fabrikam"})
    joined = desk.receive(
        build_mail(body=form, files=[LOG], sender=JO, message_id="<jo@example.com>"), MONDAY + A_MINUTE
    )
    said = desk.receive(reply(letter_to(joined, JO), JO, "told: I called them"), MONDAY + AN_HOUR)
    assert sorted(kinds(said)) == [("notice", JO), ("relay", AGENT)]
    assert f"Your words went to {AGENT}." in read(letter_to(said, JO))


def test_a_promise_that_is_over_is_not_said_to_hold_when_the_case_goes_up(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    open_case(desk, Level="1")
    letters = [one for one in desk.pass_time(MONDAY + A_DAY) if AGENT in str(one["To"])]
    raised = read(letter_to(letters, AGENT, "raised"))
    assert "15:00 (Berlin time), and as far as I know they have heard nothing yet" in raised
    assert "If that no longer holds" not in raised
    assert "Dear Kim Abercrombie," in raised


def test_an_address_of_another_account_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    receipt = letter_to(open_case(desk, **{"Customer": "Contoso", "Customer Email": KIM}), AGENT, "receipt")
    assert f"{KIM} is Fabrikam, not Contoso" in read(receipt)


def test_the_draft_says_which_mail_counts(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    opened = open_case(desk)
    address = letter_to(opened, KIM)["Reply-To"].addresses[1].addr_spec
    nudge = letter_to(desk.pass_time(THURSDAY), AGENT, "nudge")
    assert f"A mail of yours to {KIM} with {address} in Cc says it too." in read(nudge)


def test_what_asks_and_what_the_customer_gets_lets_an_absence_answer(tmp_path: Path) -> None:
    """As face C4.2 has it."""
    letters = open_case(Desk(tmp_path))
    suppressed = {str(one["To"]): str(one["X-Auto-Response-Suppress"]) for one in letters}
    assert [("OOF" in said) for to, said in suppressed.items() if KIM in to or TECH in to] == [False, False]
    assert "OOF" in suppressed[AGENT]


def test_of_a_time_outside_the_agents_hours_they_read_when_they_are_reminded(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    desk.pass_time(MONDAY + 5 * A_DAY)
    (said,) = desk.receive(reply(receipt, AGENT, "told until sunday 11:00"), MONDAY + 5 * A_DAY)
    assert "Sunday 15 March, 11:00 (Berlin time); I remind you only Mon 16 March, 09:00 (Berlin)." in read(said)
    letters = [one for one in desk.pass_time(MONDAY + 8 * A_DAY) if one["X-Escalation-Kind"] == "nudge"]
    assert letters[0]["Date"].datetime.isoformat() == "2026-03-16T08:00:00+00:00"
