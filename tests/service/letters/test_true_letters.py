"""Letters that say where a case stands: no sentence is untrue when it is read."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path

import pytest

from daemon.core.decisions.lifecycle import decide
from daemon.core.model.happenings import Undelivered
from daemon.core.model.notifications import Notification
from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, reply, text_of
from tests.service.files.test_files_go_along import KAI, LEGAL, TECH, TECH2, find, html_of, reader, spaced
from tests.service.letters.test_letters_taken_back import QUIET

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # 10:30 in Berlin
AN_HOUR = timedelta(hours=1)
CEO, LEAD = "ceo@example.com", "lead@example.com"
GAPS = build_form({"Priority": None, "Customer Impact": None, "Customer Expectation": None})


def test_who_answers_one_of_several_gaps_of_a_case_upstairs_reads_that_it_is_there(desk: Desk) -> None:
    first = desk.receive(build_mail("URGENT - Exports end - Ticket #48213", GAPS), MONDAY)
    asked = find(first, "information-request", AGENT)
    letters = desk.receive(reply(asked, AGENT, "Customer Impact: 20 users cannot invoice"), MONDAY + AN_HOUR)
    text = text_of(find(letters, "information-request", AGENT))
    assert "passed on to the Executive Team (Level 4)" in text
    assert "nobody has been told" not in text
    assert "before this can go up" not in text


def send_up(desk: Desk) -> list[EmailMessage]:
    return desk.receive(build_mail(), MONDAY)


@pytest.mark.parametrize(("command", "word"), [("cancel: by mistake", "withdrawn"), ("done: the proxy", "solved")])
def test_in_a_closed_case_no_letter_offers_what_does_not_work(desk: Desk, command: str, word: str) -> None:
    first = send_up(desk)
    closed = desk.receive(reply(find(first, "receipt", AGENT), AGENT, command), MONDAY + AN_HOUR)
    routed = find(first, "routed", TECH)
    letters = [
        *closed,
        *desk.receive(reply(routed, TECH, "mine"), MONDAY + 2 * AN_HOUR),
        *desk.receive(reply(routed, TECH, "status"), MONDAY + 3 * AN_HOUR),
        *desk.receive(reply(routed, TECH, "The proxy was restarted twice."), MONDAY + 4 * AN_HOUR),
    ]
    assert {reader(one) for one in letters} >= {AGENT, TECH, TECH2}
    for one in letters:
        text = text_of(one)
        assert word in text
        assert "mine takes it" not in text
        assert "is with the" not in text
        assert ("reopen" in text) == (reader(one) == AGENT)  # it is the agent's to say (behaviour B9.17)
        assert reader(one) == AGENT or f"{AGENT} can start it again." in text or "dana@example.com or a lead" in text


def test_words_about_a_withdrawn_case_that_never_went_up_are_answered(desk: Desk) -> None:
    held = desk.receive(build_mail(body=GAPS), MONDAY)
    letter = find(held, "information-request", AGENT)
    desk.receive(reply(letter, AGENT, "cancel"), MONDAY + AN_HOUR)
    for hours, words in enumerate(("Customer Impact: 20 users stand still", "They called again"), 2):
        (notice,) = desk.receive(reply(letter, AGENT, words), MONDAY + hours * AN_HOUR)
        assert reader(notice) == AGENT
        text = text_of(notice)
        assert "ESC-1 is withdrawn, and nobody works on it. Your words are kept with it. If" in text
        assert "reopen" in text


def test_words_about_a_solved_case_say_whom_they_reached(desk: Desk) -> None:
    first = send_up(desk)
    desk.receive(reply(find(first, "routed", TECH), TECH, "mine"), MONDAY + AN_HOUR)
    desk.receive(reply(find(first, "routed", TECH), TECH, "done: restarted"), MONDAY + 2 * AN_HOUR)
    letters = desk.receive(reply(find(first, "receipt", AGENT), AGENT, "It is broken again"), MONDAY + 3 * AN_HOUR)
    assert f"kept with it and were passed on to {TECH}." in text_of(find(letters, "notice", AGENT))


def test_a_level_that_is_asked_in_the_morning_has_not_been_asked_at_night(tmp_path: Path) -> None:
    desk, friday = Desk(tmp_path, QUIET), datetime(2026, 3, 13, 18, 0, tzinfo=UTC)
    receipt = find(desk.receive(build_mail(), friday), "receipt", AGENT)
    for text in (text_of(receipt), html_of(receipt)):
        assert "It went to" not in text
        assert "16 March, 09:00 (Berlin). Your reference" in spaced(unescape(text))


def test_who_reminds_reads_who_was_asked_and_never_himself(desk: Desk) -> None:
    first = send_up(desk)
    desk.receive(reply(find(first, "receipt", AGENT), AGENT, "waiting"), MONDAY + AN_HOUR)
    letters = desk.receive(reply(find(first, "receipt", AGENT), AGENT, "remind"), MONDAY + 2 * AN_HOUR)
    assert f"asked once more in ESC-1: {TECH} and {TECH2}." in text_of(find(letters, "notice", AGENT))


def test_who_reminds_where_nobody_else_can_act_reads_that_nobody_was_asked(desk: Desk) -> None:
    letter = find(desk.receive(build_mail(body=GAPS), MONDAY), "information-request", AGENT)
    (notice,) = desk.receive(reply(letter, AGENT, "remind"), MONDAY + AN_HOUR)
    assert "I could not remind anybody" in text_of(notice)


def test_words_that_could_not_be_passed_on_are_not_said_to_be(desk: Desk) -> None:
    letter = find(desk.receive(build_mail(body=GAPS), MONDAY), "information-request", AGENT)
    (notice,) = desk.receive(reply(letter, AGENT, "info? we look into it"), MONDAY + AN_HOUR)
    assert "Your words are kept with ESC-1. There is nobody on the other side yet to pass them to." in text_of(notice)


def test_who_joins_and_completes_anothers_case_is_not_its_agent_and_its_agent_gets_the_receipt(desk: Desk) -> None:
    desk.receive(build_mail(body=GAPS, files=[LOG]), MONDAY)
    joined = desk.receive(build_mail(body=GAPS, sender=KAI, message_id="<2@example.com>"), MONDAY + AN_HOUR)
    answer = "Priority: High\nCustomer Impact: 20 users\nCustomer Expectation: by friday\n"
    letters = desk.receive(reply(find(joined, "receipt", KAI), KAI, answer), MONDAY + 2 * AN_HOUR)
    assert "Yours until it is solved" not in text_of(find(letters, "receipt", KAI))
    own = text_of(find(letters, "receipt", AGENT))
    assert f"from when {KAI}’s mail arrived" in own
    assert "Yours until it is solved" in own


def bounce(desk: Desk, who: str) -> tuple[Notification, ...]:
    """What is written when a letter to him comes back; the case goes on with that."""
    case = desk.store.find_case(1)
    assert case is not None
    decision = decide(case, Undelivered(who, "550 no such user"), desk.policy, desk.clock.now())
    with desk.store.transaction() as unit:
        unit.put_case(decision.case)
    return decision.notifications


def test_of_whom_nobody_knows_whether_he_got_it_is_asked_still(desk: Desk) -> None:
    send_up(desk)
    case = case_of(desk)
    lost = Undelivered(TECH, "the connection was lost after the message was sent", may_be_there=True)
    decision = decide(case, lost, desk.policy, desk.clock.now())
    assert decision.case.assignments == case.assignments
    with desk.store.transaction() as unit:
        unit.put_case(decision.case)
    assert {(one.to.email, str(one.variant)) for one in decision.notifications} == {(AGENT, "doubt"), (LEAD, "doubt")}
    again = decide(decision.case, lost, desk.policy, desk.clock.now() + timedelta(hours=1))
    assert again.notifications == (), "the same of the next letter to him is known"
    assert ("reminder", TECH) in kinds(desk.pass_time(MONDAY + timedelta(days=3)))


def test_of_whom_a_letter_came_back_it_is_not_said_that_he_was_asked(desk: Desk) -> None:
    send_up(desk)
    first, second = bounce(desk, TECH), bounce(desk, TECH2)
    assert {tuple(one.email for one in letter.also) for letter in first} == {(TECH, TECH2)}
    assert {tuple(one.email for one in letter.also) for letter in second} == {(TECH2,)}


def test_who_was_not_reached_is_said_with_who_has_taken_it(desk: Desk) -> None:
    first = send_up(desk)
    desk.receive(reply(find(first, "routed", TECH), TECH, "mine"), MONDAY + AN_HOUR)
    other, taker = bounce(desk, TECH2), bounce(desk, TECH)
    assert {(str(one.variant), tuple(who.email for who in one.also)) for one in other} == {("", (TECH2, TECH))}
    assert {(str(one.variant), tuple(who.email for who in one.also)) for one in taker} == {("recipient", (TECH,))}


def test_leads_of_a_case_above_the_executives_read_that_it_has_gone_up(tmp_path: Path) -> None:
    board = "  5: {name: Board, recipients: [board@example.com], calendar: always, respond_within: 1 h}\nleads: ["
    desk = Desk(tmp_path, {"leads: [": board})
    desk.receive(build_mail("URGENT - Exports end - Ticket #48213"), MONDAY)
    raised = find(desk.pass_time(MONDAY + 5 * AN_HOUR), "raised", "lead@example.com")
    text = text_of(raised)
    assert (
        "ceo@example.com had not taken ESC-1, “Exports end” (ticket 48213), in time; it was due today 11:30 (Berlin)."
        in text
    )
    assert "with the Board (Level 5) now: board@example.com. They answer by" in text
    assert "nobody above" not in text


def test_a_lead_reads_of_a_sensitive_case_that_it_is_late_and_not_what_it_is_about(desk: Desk) -> None:
    desk.receive(build_mail(body=build_form(LEGAL)), MONDAY)
    late = find(desk.pass_time(MONDAY + AN_HOUR), "reminder", "lead@example.com")
    for text in (text_of(late), html_of(late)):
        assert "ESC-1" in text
        assert not any(word in text for word in ("lawyer", "Contoso", "Exports"))


@pytest.mark.parametrize("other", [{"Customer": "Fabrikam"}, {"Customer": None}], ids=["the same", "none named"])
def test_a_second_mail_that_sends_a_case_up_tells_the_cases_customer(desk: Desk, other: dict[str, str | None]) -> None:
    form = build_form({"Customer": "Fabrikam", "Customer Impact": None})
    desk.receive(build_mail("ESCALATION - Exports end - Ticket #48213", form), MONDAY)
    urgent = build_mail(
        "URGENT: ticket 48213", build_form(other), sender="bob@example.com", message_id="<second@example.com>"
    )
    letters = desk.receive(urgent, MONDAY + AN_HOUR)
    (told,) = [reader(one) for one in letters if one["X-Escalation-Kind"] == "customer-acknowledgement"]
    assert "fabrikam" in told
