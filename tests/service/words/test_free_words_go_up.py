"""What a mail says outside its form goes up with its case, and never to a customer (behaviour B3.20, B6.3)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.files.test_files_go_along import KAI, TECH, html_of, reader, spaced
from tests.service.letters.test_true_letters import CEO, find

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
DANA = f"Dana Whitfield <{AGENT}>"
ADA = "ada.okafor@contoso.example"
STANDS = "Ada is waiting on the line at 030 123456."
WRITTEN = f"The export of Contoso is dead since 9.\n{STANDS}\n\nRegards\nDana Whitfield\n"
FORWARD = """{comment}

---------- Forwarded message ---------
From: Ada Okafor <{ada}>
Date: Mon, 9 Mar 2026 at 08:50
Subject: Export broken
To: Dana <dana@example.com>

Hello Dana,

Nobody in our warehouse can work since 8. Please fix by noon.
"""
NOBODY = "Nobody in our warehouse can work since 8."


def both(letter: EmailMessage) -> list[str]:
    return [spaced(text_of(letter)), spaced(html_of(letter))]


def first_line(letter: EmailMessage) -> str:
    return text_of(letter).splitlines()[0]


def forward(comment: str = "") -> str:
    return FORWARD.format(comment=comment, ada=ADA)


def test_an_urgent_mail_without_a_form_gives_the_executive_its_first_sentences(desk: Desk) -> None:
    letters = desk.receive(build_mail("URGENT: ticket 48213 export broken", WRITTEN, sender=DANA), MONDAY)
    routed = find(letters, "routed", CEO)
    assert first_line(routed) == f"The export of Contoso is dead since 9. {STANDS}"
    for text in both(routed):
        assert "Dana Whitfield writes" in text
        assert "Regards" not in text
        assert "Customer not named yet" not in text


@pytest.mark.parametrize("comment", ["", "Please take this one, I'm off."])
def test_a_customers_forwarded_mail_goes_up_with_its_head_and_the_comment(desk: Desk, comment: str) -> None:
    letters = desk.receive(build_mail("URGENT Fwd: Export broken", forward(comment), sender=DANA), MONDAY)
    routed = find(letters, "routed", CEO)
    assert first_line(routed).startswith(f"Contoso (enterprise): {comment or NOBODY}")
    assert NOBODY in first_line(routed)
    for text in both(routed):
        assert text.count(NOBODY) == 2  # in the first line, and whole
        assert ADA in text
        assert text.count("Hello Dana") == 1


def test_words_around_a_complete_form_go_up_below_its_fields(desk: Desk) -> None:
    body = f"Hi,\nplease call Ada before 11.\n\n{build_form()}\n\nP.S. The password reset was done by Bob.\n"
    routed = find(desk.receive(build_mail(body=body, sender=DANA, files=[LOG]), MONDAY), "routed", TECH)
    for text in both(routed):
        assert "Dana Whitfield also writes" in text
        assert text.index("please call Ada before 11.") > text.index("What happened")
        assert text.count("P.S. The password reset was done by Bob.") == 1


def test_a_forwarders_comment_goes_up_and_the_forwarded_form_does_not_stand_there_twice(desk: Desk) -> None:
    head = "---------- Forwarded message ---------\nFrom: Bob <bob@example.com>\nSubject: ESCALATION\n"
    body = f"Please take this one, I'm off.\n\n{head}\n{build_form()}"
    subject = "Fwd: ESCALATION - Exports end - Ticket #48213"
    routed = find(desk.receive(build_mail(subject, body, sender=DANA, files=[LOG]), MONDAY), "routed", TECH)
    assert "Please take this one, I'm off." in text_of(routed)
    assert text_of(routed).count("stack trace and ends without a file") == 1


def test_a_form_above_a_customers_forwarded_mail_goes_up_with_it(desk: Desk) -> None:
    letters = desk.receive(build_mail(body=build_form() + forward(), sender=DANA, files=[LOG]), MONDAY)
    assert "Please fix by noon." in text_of(find(letters, "routed", CEO))


def test_where_only_the_expectation_is_missing_the_words_stand_in_its_place(desk: Desk) -> None:
    body = f"Please call Ada before 11.\n\n{build_form({'Customer Expectation': None})}"
    letters = desk.receive(build_mail("URGENT - Exports end - Ticket #48213", body, sender=DANA, files=[LOG]), MONDAY)
    for text in both(find(letters, "routed", CEO)):
        assert "Asked of you: not said yet; Dana Whitfield writes: Please call Ada before 11." in text


def test_words_of_a_held_case_go_up_with_it_and_so_do_those_of_the_answers(desk: Desk) -> None:
    body = f"Please call Ada before 11.\n\n{build_form({'Customer Impact': None, 'Priority': None})}"
    asked = find(desk.receive(build_mail(body=body, sender=DANA, files=[LOG]), MONDAY), "information-request", AGENT)
    words = "Bob knows their proxy.\n\nPriority: high\nCustomer Impact: 20 users stand still\n"
    routed = find(desk.receive(reply(asked, DANA, words), MONDAY + AN_HOUR), "routed", TECH)
    for text in both(routed):
        assert "Please call Ada before 11." in text
        assert "Bob knows their proxy." in text


def test_a_raised_letter_brings_them_too_and_a_sensitive_case_s_to_its_level(desk: Desk) -> None:
    body = f"Their lawyer has sued us.\n\n{build_form()}"
    letters = desk.receive(build_mail(body=body, sender=DANA, files=[LOG]), MONDAY)
    assert "Their lawyer has sued us." in text_of(next(one for one in letters if one["X-Escalation-Kind"] == "routed"))
    other = desk.receive(
        build_mail(
            "ESCALATION - Other - Ticket #48300",
            f"Please call Ada before 11.\n\n{build_form({'Ticket #': '48300', 'Customer': 'Fabrikam'})}",
            sender=DANA,
            files=[LOG],
            message_id="<2@example.com>",
        ),
        MONDAY + AN_HOUR,
    )
    raised = desk.receive(reply(find(other, "receipt", AGENT), DANA, "raise"), MONDAY + 2 * AN_HOUR)
    assert "Please call Ada before 11." in text_of(find(raised, "raised", CEO))


def test_the_customer_reads_nothing_of_them(desk: Desk) -> None:
    body = f"Ada is a nuisance.\n\n{build_form()}"
    letters = desk.receive(build_mail(body=body, sender=DANA, files=[LOG]), MONDAY)
    told = [one for one in letters if one["X-Escalation-Kind"] == "customer-acknowledgement"]
    assert told
    assert not any("nuisance" in text for one in told for text in both(one))


WORSE = "Contoso calls every ten minutes, the CEO wants to cancel the contract."


@pytest.mark.parametrize("sender", [DANA, f"Kai Brandt <{KAI}>"])
def test_the_words_of_a_mail_that_raises_reach_those_it_goes_to_and_those_who_had_it(desk: Desk, sender: str) -> None:
    first = desk.receive(build_mail(sender=DANA), MONDAY)
    desk.receive(reply(find(first, "routed", TECH), TECH, "mine"), MONDAY + AN_HOUR)
    again = build_mail("URGENT: ticket 48213 now worse", WORSE, sender=sender, message_id="<2@example.com>")
    letters = desk.receive(again, MONDAY + 2 * AN_HOUR)
    assert {reader(one) for one in letters if WORSE in spaced(text_of(one))} >= {CEO, TECH}
    raised = text_of(find(letters, "raised", CEO))
    assert spaced(raised).count(WORSE) == 1
    assert raised.index("Contoso calls every") < raised.index("What happened")


def test_who_joins_and_makes_a_case_sensitive_reads_so(desk: Desk) -> None:
    desk.receive(build_mail(sender=DANA), MONDAY)
    body = build_form({"Issue Summary": "Customer data of another tenant was shown: a data breach."})
    letters = desk.receive(
        build_mail(body=body, sender=f"Kai Brandt <{KAI}>", files=[LOG], message_id="<2@example.com>"), MONDAY + AN_HOUR
    )
    for text in both(find(letters, "receipt", KAI)):
        assert "This case is sensitive now, by your mail" in text
    assert "data of another tenant was shown" in spaced(text_of(find(letters, "raised", CEO)))


def test_who_writes_about_a_case_that_is_sensitive_already_has_not_made_it_so(desk: Desk) -> None:
    sensitive = build_form({"Issue Summary": "Customer data of another tenant was shown: a data breach."})
    desk.receive(build_mail(body=sensitive, sender=DANA, files=[LOG]), MONDAY)
    letters = desk.receive(
        build_mail(body=sensitive, sender=f"Kai Brandt <{KAI}>", files=[LOG], message_id="<2@example.com>"),
        MONDAY + AN_HOUR,
    )
    assert "by your mail" not in text_of(find(letters, "receipt", KAI))


def test_the_reason_why_there_is_no_file_goes_up(desk: Desk) -> None:
    body = build_form({"Attachments": "none because it is only on the phone"})
    for text in both(find(desk.receive(build_mail(body=body, sender=DANA), MONDAY), "routed", TECH)):
        assert "none because it is only on the phone" in text


def test_where_a_file_came_nothing_says_that_none_did(desk: Desk) -> None:
    assert "no file came" not in text_of(find(desk.receive(build_mail(), MONDAY), "routed", TECH))


def test_send_ack_for_a_customer_who_was_told_before_says_that_and_when(desk: Desk) -> None:
    first = desk.receive(build_mail(sender=DANA), MONDAY)
    letters = desk.receive(reply(find(first, "receipt", AGENT), DANA, "send ack"), MONDAY + AN_HOUR)
    text = spaced(text_of(find(letters, "notice", AGENT)))
    assert "I could not write to the customer a second time: Contoso was told today 10:30" in text
    assert "with Level" not in text
