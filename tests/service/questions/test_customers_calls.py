"""Mail that is nobody's yet: a customer's own URGENT is told to those who look after him, a machine's escalation goes
up and the leads name its agent, of a mail that fits two cases all are asked (behaviour B2.25, B2.31, B2.37)."""

from datetime import timedelta
from pathlib import Path

import pytest

from daemon.core.model.updates import Acknowledgement
from daemon.ports import Outcome
from daemon.service.mails import Service
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY
from tests.service.intake.test_questions import MACHINE, write_mail

ADA = "ada.okafor@contoso.example"
DANA, LEAD, KAI = "dana@example.com", "lead@example.com", "kai@example.com"
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)  # which believes no stranger
    return desk


def call(desk: Desk, number: int, sender: str = ADA) -> list[tuple[str, str]]:
    head = f"From: {sender}\nMessage-ID: <c{number}@contoso.example>"
    mail = write_mail("URGENT: nothing works, call me", "Our number is the same as ever.", head)
    return kinds(desk.receive(mail, desk.clock.now()))


def test_the_leads_and_the_agents_of_the_customers_cases_are_told_once_an_hour(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    mail = write_mail("URGENT: nothing works, call me", "Our number is the same as ever.", f"From: Ada <{ADA}>")
    letters = desk.receive(mail, MONDAY + HOUR)
    assert kinds(letters) == [("notice", DANA), ("notice", LEAD)]
    for one in letters:
        assert (
            "Ada Okafor, a customer, has written to support@example.com: “URGENT: nothing works, call me”"
            in words_of(one)
        )
        assert words_of(one).count("Open cases of theirs: ESC-1.") == 1
        assert "same as ever" not in words_of(one)
    link = f"To write to the customer: mailto:{ADA}?cc=support+re-1-"
    assert link in words_of(letter_to(letters, DANA))
    assert link not in words_of(letter_to(letters, LEAD))
    assert call(desk, 2) == []
    desk.pass_time(MONDAY + 2 * HOUR)
    assert call(desk, 3) == [("notice", DANA), ("notice", LEAD)]
    assert [one.outcome for one in desk.entries()].count(Outcome.QUARANTINED) == 3


def test_what_is_answered_to_that_reaches_the_case(desk: Desk) -> None:
    letters = desk.receive(build_mail(), MONDAY)
    desk.receive(reply(letter_to(letters, "tech@"), "tech@example.com", "mine"), MONDAY)
    told = desk.receive(write_mail("URGENT: call me", "Now.", f"From: {ADA}"), MONDAY + HOUR)
    passed_on = desk.receive(reply(letter_to(told, LEAD), LEAD, "I call them."), MONDAY + HOUR)
    assert ("relay", DANA) in kinds(passed_on)


def test_whose_a_sensitive_case_is_the_leads_do_not_learn_by_it(desk: Desk) -> None:
    form = build_form({"Issue Summary": "Their lawyer announces legal action."})
    desk.receive(build_mail(body=form), MONDAY)
    assert case_of(desk).sensitive
    told = desk.receive(write_mail("URGENT: our lawsuit", "Now.", f"From: {ADA}"), MONDAY)
    assert kinds(told) == [("notice", DANA), ("notice", LEAD)]
    assert "ESC-1" not in words_of(letter_to(told, LEAD)) + str(letter_to(told, LEAD)["Subject"])
    assert "our lawsuit" not in words_of(letter_to(told, DANA))


def test_without_an_open_case_the_leads_are_told(desk: Desk) -> None:
    desk.clock.move_to(MONDAY)
    assert call(desk, 1) == [("notice", LEAD)]


def test_of_a_stranger_and_of_another_subject_nobody_is_told(desk: Desk) -> None:
    desk.clock.move_to(MONDAY)
    assert call(desk, 1, "eve@elsewhere.example") == []
    assert desk.receive(write_mail("How are you?", "Fine.", f"From: {ADA}"), MONDAY) == []


def test_an_escalation_with_a_machines_marks_goes_up_and_the_leads_name_its_agent(desk: Desk) -> None:
    form = build_form({"Customer Impact": None})
    letters = desk.receive(write_mail("ESCALATION - exports", form, MACHINE), MONDAY)
    assert {("routed", "tech@example.com"), ("notice", LEAD)} <= set(kinds(letters))
    assert "contoso" not in str(kinds(letters))
    routed = words_of(letter_to(letters, "tech@"))
    assert "by a machine; whose it is, the leads say. Priority: high Not known yet: Customer Impact" in routed
    asked = words_of(letter_to(letters, LEAD))
    assert "Who is its agent? Answer: pass agent to name@…" in asked
    assert case_of(desk).needs_agent
    desk.pass_time(MONDAY + HOUR)
    digest = letter_to(desk.pass_time(MONDAY + timedelta(days=1)), LEAD, "digest")
    assert "WITHOUT A CONTACT" in words_of(digest)


def test_no_customers_letter_leaves_until_the_agent_is_named(desk: Desk) -> None:
    letters = desk.receive(write_mail("ESCALATION - exports", build_form({"Ticket #": None}), MACHINE), MONDAY)
    routed = letter_to(letters, "tech@")
    desk.receive(reply(routed, "tech@example.com", "mine"), MONDAY + HOUR)
    mail = build_mail(body=build_form(), message_id="<second@example.com>")
    desk.receive(mail, MONDAY + 2 * HOUR)
    assert case_of(desk).acknowledgement is Acknowledgement.NONE


def open_two(desk: Desk) -> None:
    for number, sender in ((1, DANA), (2, KAI)):
        form = build_form({"Ticket #": f"4821{number}", "Customer": f"Fabrikam {number}"})
        subject = f"ESCALATION - Matter {number} - Ticket #4821{number}"
        desk.receive(build_mail(subject, form, sender=sender, message_id=f"<m{number}@example.com>"), MONDAY)


@pytest.mark.parametrize(
    ("writer", "asked"),
    [("jo@example.com", {DANA, KAI, "jo@example.com"}), (DANA, {DANA, KAI})],
)
def test_of_a_mail_that_fits_two_cases_their_agents_and_its_writer_are_asked(
    desk: Desk, writer: str, asked: set[str]
) -> None:
    open_two(desk)
    head = f"From: {writer}\nMessage-ID: <both@example.com>\nIn-Reply-To: <m1@example.com>"
    letters = desk.receive(write_mail("Re: ESCALATION [ESC-2]", "It is solved.", head), MONDAY + HOUR)
    assert sorted(kinds(letters)) == sorted(("notice", one) for one in asked)
    own = words_of(letter_to(letters, writer))
    assert "I could not tell where your mail belongs: it names ESC-1 and ESC-2" in own
    assert "fits ESC-2, but not it alone" in words_of(letter_to(letters, KAI))
    assert desk.entries()[-1].outcome is Outcome.QUARANTINED
