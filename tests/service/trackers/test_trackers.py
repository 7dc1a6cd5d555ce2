"""A level whose mail makes tickets in a tracker: what goes there, and what its mail does to a case (behaviour B10)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.commands.overview import render_case
from daemon.core.model.case import Status
from daemon.service.mails import Service
from parsers.model import Address
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of, words_of
from tests.service.customer.test_promises import A_MINUTE, MONDAY
from tests.service.trackers.shapes import SHAPES, WORDS, Said, Shape, write
from tests.tables import every_row

DANA, TESS, KIM, ADA = "dana@example.com", "tess@example.com", "kim.lee@example.com", "ada.okafor@contoso.example"
PEOPLE = "recipients: [tech@example.com, tech2@example.com]"
JIRA, ZENDESK, OTRS = SHAPES[0], SHAPES[2], SHAPES[6]
LATE = MONDAY + timedelta(days=4)
FORM = {"Attachments": "none because of words"}


def open_desk(folder: Path, shape: Shape = JIRA, more: str = "", changes: dict[str, str] | None = None) -> Desk:
    return Desk(folder, {PEOPLE: f"recipients: [{shape.address}], format: tracker{more}", **(changes or {})})


def escalate(desk: Desk, shape: Shape = JIRA) -> EmailMessage:
    """The letter that makes the ticket."""
    return letter_to(desk.receive(build_mail(body=build_form(FORM)), MONDAY), shape.address)


def hear(desk: Desk, routed: EmailMessage, said: Said, minute: int, shape: Shape = JIRA) -> list[EmailMessage]:
    """What leaves by a mail of the tracker's in the thread of that letter."""
    return desk.receive(write(shape, said, answers=str(routed["Message-ID"])), MONDAY + minute * A_MINUTE)


def goes_to(letters: list[EmailMessage], address: str) -> list[str]:
    return [kind for kind, who in kinds(letters) if who == address]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda one: one.name)
def test_a_case_from_the_ticket_to_its_end(tmp_path: Path, shape: Shape) -> None:
    desk = open_desk(tmp_path, shape)
    routed = escalate(desk, shape)
    assert (routed.get_content_type(), routed["Auto-Submitted"]) == ("text/plain", "no")
    assert str(routed["Subject"]) == "Exports end without a file [ESC-1]"
    assert hear(desk, routed, shape.opened, 1, shape) == []
    assert [one.number for one in case_of(desk).tracked] == [shape.number]
    assert case_of(desk).status is Status.OPEN
    taken = hear(desk, routed, shape.assigned, 2, shape)
    assert "has taken ESC-1" in words_of(letter_to(taken, DANA, "claimed"))
    assert f"In the tracker it is {shape.number}" in words_of(letter_to(taken, DANA, "claimed"))
    assert case_of(desk).status is Status.CLAIMED
    told = hear(desk, routed, shape.comment, 3, shape)
    assert WORDS in words_of(letter_to(told, DANA, "relay"))
    assert words_of(letter_to(told, DANA, "relay")).startswith(("Kim Lee writes", "kimlee writes"))
    answer = reply(letter_to(told, DANA, "relay"), DANA, "They run 4.2.\nStatus: closed")
    answered = letter_to(desk.receive(answer, MONDAY + 4 * A_MINUTE), shape.address)
    assert str(answered["Subject"]) == f"Re: {shape.sign} Exports end without a file [ESC-1]"
    assert {"| They run 4.2.", "| Status: closed"} <= set(text_of(answered).splitlines())
    asked = hear(desk, routed, shape.resolved, 5, shape)
    assert "Shall I close it as solved" in words_of(letter_to(asked, DANA, "notice"))
    assert case_of(desk).status is Status.CLAIMED
    last = desk.receive(reply(letter_to(asked, DANA, "notice"), DANA, "yes"), MONDAY + 6 * A_MINUTE)
    assert case_of(desk).status is Status.RESOLVED
    assert [goes_to(one, shape.address) for one in (taken, told, asked, last)] == [[], [], [], []]


def test_each_field_is_a_line_and_words_of_several_stand_behind_a_bar(tmp_path: Path) -> None:
    form = build_form({**FORM, "Issue Summary": "It throws a stack trace:\n/close\nend"})
    letters = open_desk(tmp_path).receive(build_mail(body=form), MONDAY)
    text = text_of(letter_to(letters, JIRA.address)).replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert text[:6] == [
        "Case: ESC-1, Level 3 (Technical Team)",
        "Priority: high",
        "Customer: Contoso (enterprise)",
        "Ticket: 48213",
        "Answer by: Wed 11 March, 17:30 (Berlin)",
        "Escalated by: dana@example.com",
    ]
    assert "| 1. Ran it again: the same" in text
    assert "/close" not in text
    assert not any("mailto:" in line or "http" in line for line in text)


WAYS = (  # to whom the tracker writes, what stands in its subject, from where, and whether that reaches the case
    ("by the address that it was given", "{token}", "Exports stop", JIRA.address, True),
    ("by that address, from one beside it", "{token}", "Exports stop", "noreply@mail.tracker.example", True),
    ("by the case's number", "support@example.com", "Re: Exports stop [ESC-1]", JIRA.address, True),
    ("by its own number", "support@example.com", "TECH-4711 has news", JIRA.address, True),
    ("by nothing", "support@example.com", "Exports stop", JIRA.address, False),
    ("by another number", "support@example.com", "TECH-47110 has news", JIRA.address, False),
    ("by its number, from elsewhere", "support@example.com", "TECH-4711 has news", "jira@evil.example", False),
    ("by its number, from one beside it", "support@example.com", "TECH-4711", "other@tracker.example", False),
    ("by the case's number, from elsewhere", "support@example.com", "Re: [ESC-1]", "jira@evil.example", False),
    ("by the address, from elsewhere", "{token}", "TECH-4711 has news", "jira@evil.example", False),
)


@every_row(("why", "to", "subject", "sender", "reaches"), WAYS)
def test_which_mail_is_the_trackers(
    tmp_path: Path, why: str, to: str, subject: str, sender: str, reaches: bool
) -> None:
    desk = open_desk(tmp_path)
    routed = escalate(desk)
    hear(desk, routed, JIRA.opened, 1)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)  # believes nobody by himself
    said = JIRA.comment._replace(subject=subject)
    raw = write(JIRA._replace(address=sender), said, to.format(token=str(routed["Reply-To"].addresses[0].addr_spec)))
    letters = desk.receive(raw, MONDAY + 2 * A_MINUTE)
    assert (case_of(desk).status is Status.CLAIMED) is reaches, why
    assert goes_to(letters, DANA) == (["claimed"] if reaches else []), why
    assert goes_to(letters, sender) == []


def test_a_from_that_is_not_confirmed_does_nothing(tmp_path: Path) -> None:
    strict = {"trust: network": "trust: authentication-results, authserv_id: mx.example.com"}
    desk = open_desk(tmp_path, changes=strict)
    routed = escalate(desk)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)
    assert goes_to(hear(desk, routed, JIRA.comment, 1), DANA) == []
    assert case_of(desk).status is Status.OPEN
    confirmed = JIRA.comment._replace(
        headers=(("Authentication-Results", "mx.example.com; dmarc=pass header.from=tracker.example"),)
    )
    assert goes_to(hear(desk, routed, confirmed, 2), DANA) == ["claimed"]


def test_its_members_are_reminded_and_learn_where_it_is(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, more=f", members: [{TESS}]")
    routed = escalate(desk)
    letters = desk.pass_time(MONDAY + timedelta(days=1, hours=6))
    assert (goes_to(letters, TESS), goes_to(letters, JIRA.address)) == (["reminder"], [])
    told = desk.receive(
        write(JIRA, JIRA.assigned, answers=str(routed["Message-ID"])), MONDAY + timedelta(days=1, hours=6)
    )
    assert goes_to(told, TESS) == ["claimed"]
    assert goes_to(desk.pass_time(LATE), JIRA.address) == []


def test_a_member_whose_case_goes_up_knows(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, more=f", members: [{TESS}]")
    escalate(desk)
    letters = desk.pass_time(LATE)
    assert "raised" in goes_to(letters, TESS)
    assert goes_to(letters, JIRA.address) == []


def test_without_members_nobody_is_reminded_before_agent_and_leads_are_told(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    escalate(desk)
    letters = [one for one in desk.pass_time(MONDAY + timedelta(days=3)) if one["X-Escalation-Kind"] == "reminder"]
    first = letter_to(letters, DANA)
    assert "It is with a tracker, where nobody is reminded; the leads know." in words_of(first)
    assert goes_to(letters, "lead@example.com") == ["reminder"]
    assert {who for _, who in kinds(letters)} == {DANA, "lead@example.com"}


def test_one_of_ours_takes_it_there_himself_and_the_ticket_has_what_is_said(tmp_path: Path) -> None:
    desk = open_desk(
        tmp_path, changes={"administrators:": f"people: {{Kim Lee <{KIM}>: [kl@example.com]}}\nadministrators:"}
    )
    routed = escalate(desk)
    taken = hear(desk, routed, JIRA.assigned, 1)
    assert case_of(desk).claimed_by == Address(KIM, "Kim Lee")
    answer = reply(letter_to(taken, DANA, "claimed"), DANA, "They run 4.2.")
    letters = desk.receive(answer, MONDAY + 2 * A_MINUTE)
    assert (goes_to(letters, KIM), goes_to(letters, JIRA.address)) == (["relay"], ["relay"])
    other = JIRA.comment._replace(text=JIRA.comment.text.replace("Kim Lee", "Sam Roe"), sender="Sam Roe (Jira)")
    letters = hear(desk, routed, other, 3)
    assert (goes_to(letters, KIM), goes_to(letters, DANA)) == (["relay"], ["relay"])
    assert goes_to(letters, JIRA.address) == []


NOBODYS = (  # who sends what, whether the case is answered by it, and what its agent gets
    (JIRA, Said("Jira", "[jira] [Updated] (TECH-4711) Exports", "TECH-4711 updated\n\nLabels: export"), False, []),
    (JIRA, Said("Jira", "Automatic reply", "I am out.", (("Auto-Submitted", "auto-replied"),)), False, []),
    (OTRS._replace(headers={}), Said("Technical", "Re: Exports end", "The disk is full."), True, ["relay"]),
)


@every_row(("shape", "said", "answers", "told"), NOBODYS)
def test_what_takes_nothing(tmp_path: Path, shape: Shape, said: Said, answers: bool, told: list[str]) -> None:
    desk = open_desk(tmp_path, shape)
    letters = hear(desk, escalate(desk, shape), said, 1, shape)
    case = case_of(desk)
    assert (case.status, case.assignment.response is not None) == (Status.OPEN, answers)
    assert goes_to(letters, DANA) == told
    assert goes_to(letters, shape.address) == []


def test_the_agents_and_the_customers_own_comments_take_nothing(tmp_path: Path) -> None:
    desk = open_desk(
        tmp_path, changes={"administrators:": f"people: {{Dana Wick <{DANA}>: [dw@example.com]}}\nadministrators:"}
    )
    routed = escalate(desk)
    for minute, who in enumerate(("Dana Wick", "Ada Okafor"), 1):
        own = JIRA.comment._replace(text=JIRA.comment.text.replace("Kim Lee", who), sender=f"{who} (Jira)")
        letters = hear(desk, routed, own, minute)
        assert goes_to(letters, JIRA.address) == []
        assert goes_to(letters, DANA) == ([] if who == "Dana Wick" else ["relay"])
    assert case_of(desk).status is Status.OPEN


def test_a_robot_that_goes_on_is_answered_by_nobody(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    routed = escalate(desk)
    for minute in range(1, 12):
        assert hear(desk, routed, JIRA.opened._replace(text=f"{JIRA.opened.text}\n{minute}"), minute) == []


def test_it_goes_from_one_to_the_other_there_and_not_from_who_took_it_by_mail_elsewhere(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    routed = escalate(desk)
    hear(desk, routed, JIRA.comment._replace(text=JIRA.comment.text.replace("Kim Lee", "Sam Roe")), 1)
    assert case_of(desk).claimed_by == Address(JIRA.address, "Sam Roe")
    told = hear(desk, routed, JIRA.assigned, 2)
    assert "Kim Lee has taken over ESC-1" in words_of(letter_to(told, DANA, "claimed"))
    raised = desk.receive(reply(letter_to(told, DANA), DANA, "raise"), MONDAY + 3 * A_MINUTE)
    desk.receive(reply(letter_to(raised, "ceo@example.com"), "ceo@example.com", "mine"), MONDAY + 4 * A_MINUTE)
    hear(desk, routed, JIRA.assigned._replace(subject="[jira] TECH-4711 again"), 5)
    holder = case_of(desk).claimed_by
    assert holder is not None
    assert holder.email == "ceo@example.com"


def test_the_tracker_learns_that_it_is_over_and_begins_again(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    routed = escalate(desk)
    taken = letter_to(hear(desk, routed, JIRA.assigned, 1), DANA)
    closed = desk.receive(reply(taken, DANA, "done: the node was full"), MONDAY + 2 * A_MINUTE)
    over = text_of(letter_to(closed, JIRA.address, "closed"))
    assert "dana@example.com has closed ESC-1 as solved. It can be closed here, too." in over
    assert "| the node was full" in over
    again = desk.receive(reply(letter_to(closed, DANA), DANA, "reopen: it is back"), MONDAY + 3 * A_MINUTE)
    assert "has opened ESC-1 again" in text_of(letter_to(again, JIRA.address, "moved"))


def test_a_sensitive_case_goes_to_people(tmp_path: Path) -> None:
    for more, who in ((f", members: [{TESS}]", TESS), ("", "lead@example.com")):
        folder = tmp_path / who
        folder.mkdir()
        form = build_form({**FORM, "Issue Summary": "Customer data was leaked by a security breach.", "Level": "3"})
        changes = {"levels:\n": "triggers: {security: {level: 3}}\nlevels:\n"}
        letters = open_desk(folder, more=more, changes=changes).receive(build_mail(body=form), MONDAY)
        assert goes_to(letters, JIRA.address) == []
        assert "routed" in goes_to(letters, who)


def test_its_number_joins_nothing_and_goes_to_no_customer(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, ZENDESK)
    routed = escalate(desk, ZENDESK)
    hear(desk, routed, ZENDESK.opened, 1, ZENDESK)
    other = build_form({**FORM, "Ticket #": "4711", "Customer": "Fabrikam", "Issue Summary": "No login at all."})
    desk.receive(
        build_mail("ESCALATION - No login - Ticket #4711", other, message_id="<other@x>"), MONDAY + 2 * A_MINUTE
    )
    second = desk.store.find_case(2)
    assert second is not None
    assert second.tracked == ()


def test_an_update_that_names_the_ticket_is_a_draft(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    routed = escalate(desk)
    hear(desk, routed, JIRA.opened, 1)
    taken = letter_to(hear(desk, routed, JIRA.assigned, 2), DANA)
    letters = desk.receive(reply(taken, DANA, "update: We work on it, see tech-4711."), MONDAY + 3 * A_MINUTE)
    assert goes_to(letters, ADA) == []
    shown = render_case(case_of(desk), desk.policy, (), MONDAY)
    link = "https://tracker.example/browse/TECH-4711"
    assert shown["tracked"] == [{"tracker": JIRA.address, "number": "TECH-4711", "link": link}]


@every_row(
    ("who", "words"),
    (
        ("Support Escalations", "They run 4.2."),
        ("Upstairs Account", "dana@example.com writes:\n\n| They run 4.2."),
        ("Upstairs Account", "Case: ESC-1, Level 3 (Technical Team)\nPriority: high"),
    ),
)
def test_our_own_words_that_come_back_are_nobodys_answer(tmp_path: Path, who: str, words: str) -> None:
    desk = open_desk(tmp_path)
    routed = escalate(desk)
    text = JIRA.comment.text.replace("Kim Lee", who).replace(WORDS, words)
    assert hear(desk, routed, JIRA.comment._replace(text=text, sender=f"{who} (Jira)"), 1) == []
    assert case_of(desk).status is Status.OPEN
