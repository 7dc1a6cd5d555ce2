"""An agent writes to the customer with us in To, Cc or Bcc: it counts as told, and nobody inside gets it (behaviour
B2.28)."""

import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from daemon.core.intake.contacts import is_customers
from daemon.core.model.customers import Customer, Directory
from daemon.ports import Outcome
from parsers.model import Address
from tests.builders import AGENT, LOG, MAILBOX, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.customer.test_promises import (
    A_DAY,
    A_MINUTE,
    AN_HOUR,
    KIM,
    LEAD,
    MONDAY,
    TECH,
    THURSDAY,
    find_nudges,
    get_case,
    open_case,
)

JO = "jo@example.com"


def write_to(customer: str = KIM, subject: str = "Your exports", **headers: str) -> bytes:
    """A mail of Dana's to a customer, us in Bcc unless `headers` say otherwise."""
    sender = headers.pop("sender", AGENT)
    words = headers.pop("words", "Dear Kim, we have found it.\n\nDana")
    return build_mail(
        subject, words, sender=sender, to=customer, headers=headers, message_id=f"<{abs(hash((words, subject)))}@x>"
    )


def open_second(desk: Desk, at: timedelta = AN_HOUR) -> list[EmailMessage]:
    form = build_form({"Customer": "Fabrikam", "Ticket #": "50002"})
    mail = build_mail("ESCALATION - Imports end - Ticket #50002", form, files=[LOG], message_id="<second@example.com>")
    return desk.receive(mail, MONDAY + at)


@pytest.mark.parametrize("headers", [{"Cc": MAILBOX}, {}], ids=["in Cc", "in Bcc"])
def test_it_keeps_the_promise_and_is_for_nobody_inside(desk: Desk, headers: dict[str, str]) -> None:
    """Story 14."""
    open_case(desk)
    assert desk.receive(write_to(**headers), MONDAY + A_DAY) == []
    case = get_case(desk)
    assert (case.customer_heard_at, case.customer_promised_at) == (MONDAY + A_DAY, None)
    assert "we have found it" in next(one.text for one in case.conversation.entries if one.who == AGENT)
    assert [entry.outcome for entry in desk.entries()] == [Outcome.OPENED, Outcome.FILED]
    assert THURSDAY not in find_nudges(desk.pass_time(THURSDAY))


def test_what_it_says_is_no_command_and_no_matter(desk: Desk) -> None:
    """Story 13: an answer to a customer who writes URGENT."""
    open_case(desk)
    answer = write_to(subject="Re: URGENT: our invoices", words="done: it is solved now", Cc=MAILBOX)
    assert desk.receive(answer, MONDAY + AN_HOUR) == []
    assert (get_case(desk).status, desk.store.count_cases()) == ("open", 1)


def test_the_customers_answer_to_it_is_the_cases(desk: Desk) -> None:
    open_case(desk)
    mail = write_to(Cc=MAILBOX)
    desk.receive(mail, MONDAY + AN_HOUR)
    said_to = get_case(desk).conversation.message_ids[-1]
    answer = build_mail("Re: Your exports", "Is it the disk?", sender=KIM, to=AGENT, message_id="<kim@fabrikam>",
                        headers={"Cc": MAILBOX, "In-Reply-To": said_to, "References": said_to})  # fmt: skip
    desk.receive(answer, MONDAY + 2 * AN_HOUR)
    assert desk.entries()[-1].case == 1


def test_of_several_cases_with_the_customer_the_agent_is_asked(desk: Desk) -> None:
    open_case(desk)
    open_second(desk)
    said = desk.receive(write_to(Cc=MAILBOX), MONDAY + 2 * AN_HOUR)
    assert kinds(said) == [("notice", AGENT)]
    assert re.search(r"1 +ESC-1 +48213.*\n2 +ESC-2 +50002", text_of(said[0]))
    assert [get_case(desk, number).customer_heard_at for number in (1, 2)] == [None, None]


@pytest.mark.parametrize("by", ["number", "thread"])
def test_its_number_or_its_thread_says_which(desk: Desk, by: str) -> None:
    first = open_case(desk)
    open_second(desk)
    receipt = letter_to(first, AGENT, "receipt")
    in_thread = {"In-Reply-To": str(receipt["Message-ID"]), "References": str(receipt["Message-ID"])}
    mail = write_to(subject="Your exports [ESC-1]") if by == "number" else write_to(**in_thread)
    assert desk.receive(mail, MONDAY + 2 * AN_HOUR) == []
    assert [get_case(desk, number).customer_heard_at for number in (1, 2)] == [MONDAY + 2 * AN_HOUR, None]


def test_a_case_that_is_over_counts_while_its_promise_lives(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "cancel: opened by mistake"), MONDAY + A_MINUTE)
    desk.receive(write_to(words="Dear Kim, it was our mistake."), MONDAY + AN_HOUR)
    assert get_case(desk).customer_promised_at is None
    desk.receive(write_to(words="Dear Kim, how is the weather?"), MONDAY + 2 * AN_HOUR)
    assert get_case(desk).customer_heard_at == MONDAY + AN_HOUR, "what they talk of later is not ours"
    assert find_nudges(desk.pass_time(THURSDAY)) == []


def test_an_address_that_could_not_be_used_is_the_customers_all_the_same(desk: Desk) -> None:
    elsewhere = "pat@elsewhere.example"
    open_case(desk, **{"Customer": "Nobody We Know", "Customer Email": elsewhere})
    desk.receive(write_to(elsewhere, Cc=MAILBOX), MONDAY + AN_HOUR)
    assert get_case(desk).customer_heard_at == MONDAY + AN_HOUR
    digests = [one for one in desk.pass_time(MONDAY + 2 * A_DAY) if LEAD in str(one["To"])]
    assert digests
    assert all("NOT TOLD" not in text_of(one) for one in digests)


@pytest.mark.parametrize("sender", [TECH, JO, "pat@elsewhere.example"])
def test_others_do_not_speak_for_the_agent(desk: Desk, sender: str) -> None:
    open_case(desk)
    desk.receive(write_to(sender=sender, Cc=MAILBOX), MONDAY + AN_HOUR)
    assert get_case(desk).customer_promised_at == THURSDAY


def test_an_agents_other_mail_is_left_alone(desk: Desk) -> None:
    open_case(desk)
    assert desk.receive(write_to("ada.okafor@contoso.example"), MONDAY + AN_HOUR) == []
    assert desk.receive(write_to(JO, Cc=MAILBOX), MONDAY + AN_HOUR) == []
    assert [entry.outcome for entry in desk.entries()] == [Outcome.OPENED]
    assert get_case(desk).customer_heard_at is None


def test_a_new_escalation_with_a_copy_to_the_customer_opens_its_case(desk: Desk) -> None:
    open_case(desk)
    form = build_form({"Customer": "Fabrikam", "Ticket #": "50002"})
    mail = build_mail("ESCALATION - Imports end - Ticket #50002", form, files=[LOG], message_id="<2@example.com>",
                      headers={"Cc": KIM})  # fmt: skip
    desk.receive(mail, MONDAY + AN_HOUR)
    assert desk.store.count_cases() == 2


def test_an_answer_to_our_questions_with_a_copy_to_the_customer_stays_one(desk: Desk) -> None:
    form = build_form({"Customer": "Fabrikam", "Customer Impact": None})
    letters = desk.receive(build_mail(body=form, files=[LOG]), MONDAY)
    desk.receive(reply(letters[0], AGENT, "Customer Impact: month-end is blocked", headers={"Cc": KIM}),
                 MONDAY + AN_HOUR)  # fmt: skip
    assert get_case(desk).status == "open"


def test_of_a_colleagues_mail_to_them_the_agent_reads_that_they_have_had_it(desk: Desk) -> None:
    open_case(desk)
    words = "Dear Kim, this is Tess, I fix it today."
    said = desk.receive(write_to(sender=TECH, words=words, subject="Exports [ESC-1]", Cc=MAILBOX), MONDAY + A_MINUTE)
    to_agent = text_of(letter_to(said, AGENT, "relay"))
    assert "kim@fabrikam.example has had this mail as well" in to_agent
    assert not any("the customer has not had your words" in text_of(one) for one in said)


def test_another_contact_of_the_account_is_the_customer_too(desk: Desk) -> None:
    open_case(desk)
    lee = Customer("Fabrikam", "Lee Wu", "lee@fabrikam.example")
    policy = replace(desk.policy, directory=Directory((*desk.policy.directory.customers, lee)))
    assert is_customers((Address(lee.email),), get_case(desk), policy)
    assert not is_customers((Address("ada.okafor@contoso.example"),), get_case(desk), policy)
