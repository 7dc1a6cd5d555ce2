"""A held escalation is not forgotten: its agent is reminded, then the leads decide; and a late answer is told the truth
(behaviour B4.14, B4.15)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from parsers.model import Priority
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY

DANA, LEAD = "dana@example.com", "lead@example.com"
HOUR = timedelta(hours=1)
NO_FILES = {"Attachments": "none because it is words"}
FIRST = MONDAY + 4 * HOUR  # the agent is reminded: 14:00 in Berlin
SECOND = MONDAY + timedelta(days=1, hours=3, minutes=30)  # 8 open hours later: 13:30
ASKED = MONDAY + timedelta(days=2, hours=3)  # 8 open hours later: 13:00


def hold(desk: Desk, number: int = 1) -> EmailMessage:
    """An escalation with gaps, and the letter that asks for them."""
    form = build_form(
        {"Customer Impact": None, "Ticket #": f"4821{number}", "Customer": f"Fabrikam {number}", **NO_FILES}
    )
    subject = f"ESCALATION - Matter {number} - Ticket #4821{number}"
    (request,) = desk.receive(build_mail(subject, form, message_id=f"<m{number}@example.com>"), MONDAY)
    return request


def without_digests(letters: list[EmailMessage]) -> list[tuple[str, str]]:
    return [one for one in kinds(letters) if one[0] != "digest"]


def test_the_agent_is_reminded_twice_and_then_the_leads_decide(desk: Desk) -> None:
    hold(desk)
    reminded = desk.pass_time(SECOND)
    assert without_digests(reminded) == [("reminder", DANA), ("reminder", DANA)]
    assert "If nothing comes, the leads are asked" in words_of(letter_to(reminded, DANA, "reminder"))
    letters = desk.pass_time(ASKED)
    assert without_digests(letters) == [("notice", DANA), ("reminder", LEAD)]
    asked = words_of(letter_to(letters, LEAD, "reminder"))
    assert "1 ESC-1 Fabrikam 1 for the Technical Team (Level 3), from dana@example.com since" in asked
    assert "missing: Customer Impact" in asked
    assert "1 yes (it goes up, with what is missing marked)" in asked
    assert "lead@example.com was asked whether ESC-1 goes up" in words_of(letter_to(letters, DANA))


def test_it_is_never_withdrawn_by_itself_and_stays_in_the_digest(desk: Desk) -> None:
    hold(desk)
    letters = desk.pass_time(MONDAY + timedelta(days=30))
    assert str(case_of(desk).status) == "held"
    assert "WAITING FOR INFORMATION" in words_of([one for one in letters if one["X-Escalation-Kind"] == "digest"][-1])


def test_it_is_in_the_digest_at_once(desk: Desk) -> None:
    desk.pass_time(MONDAY - HOUR)
    hold(desk)
    digest = letter_to(desk.pass_time(MONDAY + timedelta(days=1)), LEAD, "digest")
    assert "from dana@example.com since yesterday 10:00 (Berlin): Customer Impact" in words_of(digest)


@pytest.mark.parametrize(
    ("words", "level"),
    [("1 yes", 3), ("yes", 3), ("1 raise", 3), ("raise", 3), ("1 raise 4", 4), ("raise 4: the board calls", 4)],
)
def test_a_lead_sends_it_up_with_its_gaps_marked(desk: Desk, words: str, level: int) -> None:
    hold(desk)
    letters = desk.pass_time(ASKED)
    sent = desk.receive(reply(letter_to(letters, LEAD, "reminder"), LEAD, words), ASKED + HOUR)
    assert case_of(desk).level == level
    why = f"Why you: {LEAD} wants it at Level 4;" if level == 4 else f"Why you: {LEAD} wants it to go up as it is;"
    assert why in words_of(next(one for one in sent if one["X-Escalation-Kind"] == "routed"))
    assert {("receipt", DANA), ("information-request", DANA), ("notice", LEAD)} <= set(kinds(sent))
    routed = next(one for one in sent if one["X-Escalation-Kind"] == "routed")
    assert "Not known yet, and asked for meanwhile: Customer Impact." in words_of(routed)
    assert ("board calls" in words_of(routed)) == ("board" in words)
    request = words_of(letter_to(sent, DANA, "information-request"))
    assert f"(Level {level}) already" in request
    assert "nobody has been told" not in request


def test_a_lead_keeps_it_down_and_its_agent_may_still_send_it_up(desk: Desk) -> None:
    hold(desk)
    letters = desk.pass_time(ASKED)
    said = desk.receive(reply(letter_to(letters, LEAD, "reminder"), LEAD, "1 no: solved by phone"), ASKED + HOUR)
    assert kinds(said) == [("closed", DANA), ("notice", LEAD)]
    assert "solved by phone" in words_of(letter_to(said, DANA))
    sent = desk.receive(reply(letter_to(said, DANA), DANA, "yes"), ASKED + 2 * HOUR)
    assert {("receipt", DANA), ("routed", "tech@example.com"), ("notice", LEAD)} <= set(kinds(sent))


def test_who_would_take_it_reads_how_it_goes_up(desk: Desk) -> None:
    hold(desk)
    asked = letter_to(desk.pass_time(ASKED), LEAD, "reminder")
    (said,) = desk.receive(reply(asked, LEAD, "mine"), ASKED + HOUR)
    assert "Nothing has changed. To send it up as it is, answer: yes." in words_of(said)


def test_several_that_nobody_answers_are_one_numbered_letter(desk: Desk) -> None:
    hold(desk), hold(desk, 2)
    letters = desk.pass_time(ASKED)
    (asked,) = [one for one in letters if one["X-Escalation-Kind"] == "reminder" and LEAD in str(one["To"])]
    assert "NOT ANSWERED: SHALL IT GO UP?" in words_of(asked)
    sent = desk.receive(reply(asked, LEAD, "1 yes, 2 no"), ASKED + HOUR)
    assert {("routed", "tech@example.com"), ("closed", DANA), ("receipt", DANA)} <= set(kinds(sent))


def test_the_reminders_do_not_say_that_nobody_was_told_once_the_leads_were(desk: Desk) -> None:
    request = hold(desk)
    desk.pass_time(ASKED)
    (again,) = desk.receive(reply(request, DANA, "I send it later."), ASKED + HOUR)
    assert "lead@example.com was asked whether it goes up, and nobody has it yet" in words_of(again)


@pytest.mark.parametrize("end", ["cancel: solved", "done"])
def test_a_late_answer_tells_the_customer_nothing_and_its_writer_the_truth(desk: Desk, end: str) -> None:
    form = build_form({"Customer Impact": None, **NO_FILES} if end != "done" else NO_FILES)
    letters = desk.receive(build_mail(body=form), MONDAY)
    asked = letter_to(letters, DANA)
    (told, *_) = [one for one in desk.receive(reply(asked, DANA, end), MONDAY + HOUR) if DANA in str(one["To"])]
    assert case_of(desk).status.is_closed
    late = desk.receive(reply(asked, DANA, "Customer Impact: 40 people wait"), MONDAY + 2 * HOUR)
    assert all("contoso" not in str(one["To"]) for one in late)
    said = words_of(letter_to(late, DANA))
    assert ("is solved" if end == "done" else "is withdrawn") in said
    assert "answer: reopen" in said
    assert told is not None


def test_the_request_for_gaps_of_a_case_that_somebody_has_says_so(desk: Desk) -> None:
    form = build_form({"Customer Impact": None, "Steps Taken": None})
    letters = desk.receive(build_mail("URGENT - Exports - Ticket #48213", form), MONDAY)
    request = letter_to(letters, DANA, "information-request")
    assert "It is with the Executive Team (Level 4) already." in words_of(request)
    desk.receive(reply(letter_to(letters, "ceo@"), "ceo@example.com", "mine"), MONDAY + HOUR)
    answered = desk.receive(reply(request, DANA, "Customer Impact: 40 people wait"), MONDAY + 2 * HOUR)
    assert "passed on to ceo@example.com" in words_of(letter_to(answered, DANA, "information-request"))


@pytest.mark.parametrize("words", ["No.", "nein", "No thanks"])
def test_a_bare_no_is_no_impact_and_it_is_asked_again(desk: Desk, words: str) -> None:
    (again,) = desk.receive(reply(hold(desk), DANA, words), MONDAY + HOUR)
    assert "Customer Impact (who or what is affected" in words_of(again)
    assert case_of(desk).fields.customer_impact is None


def test_the_command_priority_is_no_impact(desk: Desk) -> None:
    (told,) = desk.receive(reply(hold(desk), DANA, "priority low"), MONDAY + HOUR)
    assert "The priority of ESC-1 is low now." in words_of(told)
    assert str(case_of(desk).status) == "held"


def test_in_words_beside_no_field_it_goes_up_too(tmp_path: Path) -> None:
    rows = {
        "I don't know the rest, just escalate it please": True,
        "That is all I have. Escalate it anyway.": True,
        "Mehr weiß ich nicht, bitte trotzdem eskalieren": True,
        "Je n'ai rien de plus, escaladez quand même": True,
        "No sé más, escálalo igualmente": True,
        "Non so altro, inoltratelo lo stesso": True,
        "Meer weet ik niet, escaleer het toch": True,
        "Não sei mais, escalem mesmo assim": True,
        "I don't know the rest": False,
        "Please do not escalate it yet": False,
        "Shall I just escalate it?": False,
    }
    wrong = {}
    for words, goes_up in rows.items():
        desk = Desk(tmp_path)
        request = hold(desk)
        letters = desk.receive(reply(request, DANA, words), MONDAY + HOUR)
        if (("routed", "tech@example.com") in kinds(letters)) is not goes_up:
            wrong[words] = kinds(letters)
    assert wrong == {}


def test_priority_above_other_fields_is_the_form_and_alone_the_command(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    receipt = letter_to(opened, DANA, "receipt")
    desk.receive(reply(receipt, DANA, "Priority: Low\nCustomer Impact: 500 people stand still"), MONDAY + HOUR)
    fields = case_of(desk).fields
    assert (fields.priority, fields.customer_impact) == (Priority.LOW, "500 people stand still")
    letters = desk.receive(reply(receipt, DANA, "priority: high\nthey shout"), MONDAY + 2 * HOUR)
    assert "The priority of ESC-1 is high now." in words_of(letter_to(letters, DANA))
