"""A letter offers its reader what he may say in this case, and what does what it is offered for (behaviour B9.17)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.service.mails import Service
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.absences.test_away import DANA, HOUR, KIM, LEAD, MONDAY, TESS, say

JO, ZOE, LISA = "jo@example.com", "zoe@example.com", "lisa@example.com"
NONE = "none because they called"
QUEUE = {
    "recipients: [tech@example.com, tech2@example.com]": f"recipients: [queue@example.com], members: [{TESS}, {KIM}]"
}


def open_case(desk: Desk, agent: str = DANA, **changes: str | None) -> list[EmailMessage]:
    form = build_form({"Attachments": NONE, **{name.replace("_", " "): text for name, text in changes.items()}})
    return desk.receive(build_mail(body=form, sender=agent), MONDAY)


def test_whom_a_mail_program_names_is_proposed_to_who_can_ask_him(desk: Desk) -> None:
    routed = letter_to(open_case(desk), TESS)
    answer = reply(
        routed, TESS, f"I am away until 16 March. Please contact {JO}", headers={"Auto-Submitted": "auto-replied"}
    )
    letters = desk.receive(answer, MONDAY + HOUR)
    assert f"answer pass to {JO}" in words_of(letter_to(letters, LEAD, "moved"))
    his = words_of(letter_to(letters, DANA, "moved"))
    assert f"names {JO} instead. By that reply nobody was asked." in his
    assert "answer pass to" not in his


def test_one_of_a_queue_takes_it_after_all_also_once_it_has_gone_up(tmp_path: Path) -> None:
    desk = Desk(tmp_path, QUEUE)
    routed = letter_to(open_case(desk), "queue@example.com")
    said = letter_to(desk.receive(reply(routed, TESS, "not mine"), MONDAY + HOUR), TESS)
    assert "if you take it after all, answer this mail with: mine" in words_of(said)
    desk.receive(reply(routed, KIM, "not mine"), MONDAY + HOUR)
    desk.pass_time(MONDAY + timedelta(days=4))
    assert case_of(desk).level == 4
    desk.receive(reply(said, TESS, "mine"), MONDAY + timedelta(days=4, minutes=1))
    holder = case_of(desk).claimed_by
    assert (holder and holder.email, case_of(desk).level) == (TESS, 3)


def test_who_may_not_take_a_sensitive_case_is_not_told_how(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)  # no token is his
    routed = letter_to(
        open_case(desk, Customer_Impact="Accounts were hacked, it is a data breach.", Level=None), "ceo@example.com"
    )
    letters = desk.receive(reply(routed, ZOE, "He is in court. mine"), MONDAY + HOUR)
    first = words_of(letter_to(letters, ZOE))
    assert "have carried nothing out" in first
    assert "alone" not in first
    again = desk.receive(reply(letter_to(letters, ZOE), ZOE, "mine"), MONDAY + HOUR)
    assert "I could not take it by this mail, because that is for those to whom ESC-1 was sent." in words_of(
        letter_to(again, ZOE)
    )


def test_another_level_is_offered_where_it_is_that_way(desk: Desk) -> None:
    receipt = letter_to(open_case(desk, Level="1"), DANA, "receipt")
    said = words_of(receipt)
    assert "You chose the level, and it stands. By its words it would be Level 3" in said
    assert "If that is better, answer: raise 3." in said
    desk.receive(reply(receipt, DANA, "raise 3"), MONDAY + HOUR)
    assert case_of(desk).level == 3


def test_what_started_elsewhere_is_not_said_to_stand_where_it_was_chosen(desk: Desk) -> None:
    said = words_of(letter_to(open_case(desk, "manager@example.com", Level="2"), "manager@example.com", "receipt"))
    assert "Your escalation is with the Technical Team (Level 3)." in said
    assert "it stands" not in said


def test_who_joined_is_not_offered_why(desk: Desk) -> None:
    open_case(desk)
    mail = build_mail(
        body=build_form({"Attachments": NONE, "Issue Summary": "Hall 4 too."}), sender=JO, message_id="<2@a>"
    )
    receipt = letter_to(desk.receive(mail, MONDAY + HOUR), JO, "receipt")
    assert "why" not in words_of(receipt).rpartition("Answer this mail with")[2]
    status = letter_to(desk.receive(reply(receipt, JO, "status"), MONDAY + HOUR), JO)
    assert "Just answer this mail: status, note: …" in words_of(status)


@pytest.mark.parametrize("words", ["pass to", "Pass to?"])
def test_pass_to_nobody_says_what_has_to_stand_behind_it(desk: Desk, words: str) -> None:
    letters = say(desk, letter_to(open_case(desk), TESS), TESS, words, HOUR)
    assert "pass to name@" in words_of(letter_to(letters, TESS))
    assert "pass to alone" not in words_of(letter_to(letters, TESS))


def test_at_the_top_nobody_is_offered_a_way_up(desk: Desk) -> None:
    opened = open_case(desk, Level="4")
    letters = desk.receive(
        reply(letter_to(opened, "ada.okafor@contoso.example"), "Ada <ada.okafor@contoso.example>", "All data is lost!"),
        MONDAY + HOUR,
    )
    his = words_of(letter_to(letters, DANA, "relay"))
    assert "A customer’s words raise nothing by themselves." in his
    assert ("relay", DANA) in kinds(letters)
