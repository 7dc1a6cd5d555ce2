"""An URGENT question that its sender does not answer is put to others, and ends (behaviour B2.22)."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.service.mails import Service
from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY
from tests.service.intake.test_questions import write_mail

QUARTER = timedelta(minutes=15)
NIGHT = MONDAY.replace(hour=22)  # 23:00 in Berlin
DANA, LEAD, SENIOR = "dana@example.com", "lead@example.com", "senior@example.com"


def ask(desk: Desk, at: datetime = MONDAY, subject: str = "URGENT customer on the line") -> EmailMessage:
    """A question; the letter in which its sender is asked."""
    (request,) = desk.receive(write_mail(subject, "He waits in the lobby, please come down."), at)
    return request


def test_the_leads_are_asked_after_a_quarter_of_an_hour_and_the_sender_reads_so(desk: Desk) -> None:
    ask(desk)
    assert desk.pass_time(MONDAY + QUARTER - timedelta(seconds=1)) == []
    letters = desk.pass_time(MONDAY + QUARTER)
    assert kinds(letters) == [("notice", DANA), ("reminder", LEAD)]
    asked = words_of(letter_to(letters, LEAD))
    assert "Shall this go up to the Executive Team (Level 4)?" in asked
    assert "waits in the lobby" in asked
    told = words_of(letter_to(letters, DANA))
    assert "lead@example.com was asked whether ESC-1 goes up. Nobody has it yet" in told
    assert "Your yes in answer to this mail sends it to the Executive Team (Level 4) now" in told


def test_level_1_is_asked_after_the_same_time_again_and_nobody_of_level_4_ever(desk: Desk) -> None:
    ask(desk)
    desk.pass_time(MONDAY + QUARTER)
    letters = desk.pass_time(MONDAY + 2 * QUARTER)
    assert kinds(letters) == [("notice", DANA), ("reminder", SENIOR)]
    assert "Asked as well: lead@example.com." in words_of(letter_to(letters, SENIOR))
    assert "lead@example.com and senior@example.com were asked" in words_of(letter_to(letters, DANA))
    later = desk.pass_time(MONDAY + timedelta(days=10))
    assert "ceo@example.com" not in {str(one["To"]) for one in later}


def test_by_night_the_leads_are_asked_and_level_1_when_it_opens(desk: Desk) -> None:
    ask(desk, NIGHT)
    assert kinds(desk.pass_time(NIGHT + QUARTER)) == [("notice", DANA), ("reminder", LEAD)]
    (again,) = desk.pass_time(NIGHT + 2 * QUARTER)
    assert "was asked whether ESC-1 goes up, and nobody else is there yet. Nobody has it yet." in words_of(again)
    assert desk.pass_time(MONDAY + timedelta(hours=22, minutes=59)) == []
    letters = desk.pass_time(MONDAY + timedelta(hours=23))
    assert kinds(letters) == [("digest", LEAD), ("notice", DANA), ("reminder", SENIOR)]


def test_a_lead_of_level_4_is_asked_by_day_only(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"recipients: [ceo@example.com]": "recipients: [lead@example.com, ceo@example.com]"})
    ask(desk, NIGHT)
    assert kinds(desk.pass_time(NIGHT + QUARTER)) == [("notice", DANA)]
    letters = desk.pass_time(MONDAY.replace(hour=6) + timedelta(days=1))  # 07:00 in Berlin
    assert kinds(letters) == [("notice", DANA), ("notice", DANA), ("reminder", LEAD)]


def test_the_yes_of_a_lead_sends_it_up_and_the_sender_gets_the_receipt(desk: Desk) -> None:
    ask(desk)
    letters = desk.pass_time(MONDAY + 2 * QUARTER)
    answer = reply(letter_to(letters, LEAD, "reminder"), LEAD, "Yes\n\nHe is our largest customer.")
    sent = desk.receive(answer, MONDAY + timedelta(minutes=40))
    assert kinds(sent) == [
        ("information-request", DANA),
        ("notice", LEAD),
        ("notice", SENIOR),
        ("receipt", DANA),
        ("routed", "ceo@example.com"),
    ]
    routed = words_of(letter_to(sent, "ceo@"))
    assert "our largest customer" in routed
    assert "waits in the lobby" in routed
    assert "ESC-1 has gone up" in words_of(letter_to(sent, LEAD)) or "ESC-1 is with" in words_of(letter_to(sent, LEAD))
    assert "lead@example.com has sent ESC-1 up" in words_of(letter_to(sent, SENIOR))
    assert "lead@example.com wants it to go up as it is" in words_of(letter_to(sent, DANA, "receipt"))


def test_level_1_may_send_it_up_as_well(desk: Desk) -> None:
    ask(desk)
    letters = desk.pass_time(MONDAY + 2 * QUARTER)
    sent = desk.receive(reply(letter_to(letters, SENIOR), SENIOR, "yes"), MONDAY + timedelta(minutes=40))
    assert {("routed", "ceo@example.com"), ("notice", LEAD), ("receipt", DANA)} <= set(kinds(sent))


def test_the_no_of_a_lead_is_told_to_the_sender_whose_yes_still_sends_it_up(desk: Desk) -> None:
    ask(desk)
    letters = desk.pass_time(MONDAY + QUARTER)
    no = reply(letter_to(letters, LEAD), LEAD, "No, he is on the phone with me.")
    said = desk.receive(no, MONDAY + timedelta(minutes=20))
    assert kinds(said) == [("closed", DANA), ("notice", LEAD)]
    told = words_of(letter_to(said, DANA))
    assert "on the phone with me" in told
    assert "If it shall all the same, answer: yes." in told
    assert desk.pass_time(MONDAY + timedelta(minutes=45)) == []
    sent = desk.receive(reply(letter_to(said, DANA), DANA, "Yes, he has hung up."), MONDAY + timedelta(minutes=50))
    assert {("routed", "ceo@example.com"), ("receipt", DANA), ("notice", LEAD)} <= set(kinds(sent))


def test_after_a_yes_a_no_changes_nothing_and_says_who_was_faster(desk: Desk) -> None:
    request = ask(desk)
    letters = desk.pass_time(MONDAY + QUARTER)
    desk.receive(reply(request, DANA, "yes"), MONDAY + timedelta(minutes=20))
    (said,) = desk.receive(reply(letter_to(letters, LEAD), LEAD, "no"), MONDAY + timedelta(minutes=21))
    assert "Nothing has changed: Dana Whitfield has sent ESC-1 up today 10:20" in words_of(said)
    assert case_of(desk).opened_at is not None
    (own,) = desk.receive(reply(request, DANA, "no"), MONDAY + timedelta(minutes=22))
    assert "Nothing has changed: you have sent ESC-1 up" in words_of(own)


def test_the_senders_own_no_is_told_to_those_who_were_asked(desk: Desk) -> None:
    request = ask(desk)
    desk.pass_time(MONDAY + 2 * QUARTER)
    said = desk.receive(reply(request, DANA, "no, solved"), MONDAY + timedelta(minutes=35))
    assert kinds(said) == [("closed", LEAD), ("closed", SENIOR), ("notice", DANA)]


def test_a_yes_after_ones_own_no_sends_it_up(desk: Desk) -> None:
    request = ask(desk)
    (said,) = desk.receive(reply(request, DANA, "no"), MONDAY + timedelta(minutes=5))
    sent = desk.receive(reply(said, DANA, "yes"), MONDAY + timedelta(minutes=6))
    assert ("routed", "ceo@example.com") in kinds(sent)


@pytest.mark.parametrize("subject", ["URGENT customer on the line", "ESCALATION - car blocks the gate"])
def test_a_question_that_nobody_answers_is_withdrawn_after_three_working_days_and_a_yes_still_sends_it_up(
    desk: Desk, subject: str
) -> None:
    ask(desk, subject=subject)
    thursday = MONDAY + timedelta(days=3, hours=7, minutes=30)  # 17:30 in Berlin
    desk.pass_time(thursday - timedelta(seconds=1))
    letters = desk.pass_time(thursday)
    assert ("closed", DANA) in kinds(letters)
    assert str(case_of(desk).status) == "cancelled"
    closed = letter_to(letters, DANA, "closed")
    assert "Nobody has said whether this shall go up, so it is withdrawn" in words_of(closed)
    sent = desk.receive(reply(closed, DANA, "yes"), thursday + timedelta(hours=1))
    assert "routed" in {kind for kind, _ in kinds(sent)}


def test_a_question_that_is_not_urgent_is_put_to_nobody_else(desk: Desk) -> None:
    ask(desk, subject="ESCALATION - car blocks the gate")
    letters = desk.pass_time(MONDAY + timedelta(days=10))
    assert {to for kind, to in kinds(letters) if kind != "digest"} == {DANA}


@pytest.mark.parametrize("minutes", [5, 35])
def test_a_question_that_is_opened_again_is_asked_anew(desk: Desk, minutes: int) -> None:
    request = ask(desk)
    desk.pass_time(MONDAY + timedelta(minutes=minutes - 1))
    said = desk.receive(reply(request, DANA, "no"), MONDAY + timedelta(minutes=minutes))
    later = MONDAY + timedelta(hours=1)
    desk.receive(reply(letter_to(said, DANA), DANA, "reopen"), later)
    assert ("reminder", LEAD) in kinds(desk.pass_time(later + QUARTER))
    assert ("reminder", SENIOR) in kinds(desk.pass_time(later + 2 * QUARTER))


def test_after_downtime_the_leads_are_asked_before_the_sender_is_reminded(desk: Desk) -> None:
    ask(desk)
    assert kinds(desk.jump(MONDAY + timedelta(hours=6))) == [("notice", DANA), ("reminder", LEAD), ("reminder", SENIOR)]


@pytest.mark.parametrize("words", ["info? Who is he?", "status", "remind"])
def test_a_lead_who_asks_first_decides_later(desk: Desk, words: str) -> None:
    ask(desk)
    letters = desk.pass_time(MONDAY + QUARTER)
    said = desk.receive(reply(letter_to(letters, LEAD), LEAD, words), MONDAY + timedelta(minutes=16))
    assert said
    assert case_of(desk).is_question
    sent = desk.receive(reply(letter_to(letters, LEAD), LEAD, "raise"), MONDAY + timedelta(minutes=20))
    assert ("routed", "ceo@example.com") in kinds(sent)


def test_no_letter_says_that_nobody_was_told_once_somebody_was(desk: Desk) -> None:
    request = ask(desk)
    letters = desk.pass_time(MONDAY + timedelta(days=2))
    again = desk.receive(reply(request, DANA, "Hello?"), MONDAY + timedelta(days=2, minutes=1))
    told = [words_of(one) for one in (*letters, *again) if DANA in str(one["To"])]
    assert len(told) > 3
    assert not any("nobody has been told" in one.lower() for one in told)
    assert "lead@example.com and senior@example.com were asked" in told[-1]


@pytest.mark.parametrize("words", ["no", "yes"])
def test_a_yes_or_no_elsewhere_is_words(desk: Desk, words: str) -> None:
    request = ask(desk)
    sent = desk.receive(reply(request, DANA, "yes"), MONDAY + timedelta(minutes=2))
    routed = letter_to(sent, "ceo@")
    asked = desk.receive(reply(routed, "ceo@example.com", "info? Is he there?"), MONDAY + timedelta(minutes=3))
    said = desk.receive(reply(letter_to(asked, DANA, "relay"), DANA, words), MONDAY + timedelta(minutes=4))
    assert kinds(said) == [("relay", "ceo@example.com")]


def test_a_yes_by_number_to_what_was_never_held_sends_nothing_up(desk: Desk) -> None:
    desk.clock.move_to(MONDAY - timedelta(hours=2))
    desk.wake()
    desk.receive(build_mail(), MONDAY)
    digest = letter_to(desk.pass_time(MONDAY + timedelta(days=2)), LEAD, "digest")
    why, said = desk.receive(reply(digest, LEAD, "1 yes"), MONDAY + timedelta(days=2, minutes=5))
    assert "1 ESC-1 yes: not done, and nothing has changed." in words_of(said)
    assert "I could not send it up: " in words_of(why)


def test_the_digest_has_a_section_of_questions_whose_lines_take_yes_and_no(desk: Desk) -> None:
    desk.pass_time(MONDAY - timedelta(hours=2))
    ask(desk, subject="ESCALATION - car blocks the gate")
    letters = desk.pass_time(MONDAY + timedelta(days=1))
    digest = letter_to(letters, LEAD, "digest")
    assert "ASKED, AND NOT ANSWERED" in words_of(digest)
    assert "1 yes" in words_of(digest)
    sent = desk.receive(reply(digest, LEAD, "1 yes"), MONDAY + timedelta(days=1, minutes=5))
    assert {("routed", SENIOR), ("receipt", DANA), ("notice", LEAD)} <= set(kinds(sent))


@pytest.mark.parametrize("who", ["mia@example.com", "colleague@example.com"], ids=["a member", "somebody behind it"])
def test_whoever_answers_for_the_queue_of_level_1_sends_it_up(tmp_path: Path, who: str) -> None:
    queue = "recipients: [senior@example.com], members: [mia@example.com]"
    desk = Desk(tmp_path, {"recipients: [senior@example.com]": queue})
    desk.service = Service(desk.ground, desk.correspondence, desk.words)  # which believes nobody without a token
    ask(desk)
    letters = desk.pass_time(MONDAY + 2 * QUARTER)
    sent = desk.receive(reply(letter_to(letters, SENIOR), who, "yes"), MONDAY + timedelta(minutes=40))
    assert {("routed", "ceo@example.com"), ("receipt", DANA), ("notice", who)} <= set(kinds(sent))
