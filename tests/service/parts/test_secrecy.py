"""A case becomes sensitive by what people say, not by their names; all who had it learn so, and `not sensitive` ends
it (behaviour B5.14, B5.18)."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply
from tests.service.customer.test_promises import (
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
from tests.service.files.test_files_go_along import LEGAL, TECH2

CEO = "ceo@example.com"
SUE = {"senior@example.com": "Sue Lind <senior@example.com>"}
THREAT = "They say that they will sue us for damages."


@pytest.mark.parametrize("words", ["pass to Sue", "pass to sue", "mine\n\nSue Lind", "mine\n\nHi Sue,\nI look at it."])
def test_a_name_is_no_threat(tmp_path: Path, words: str) -> None:
    desk = Desk(tmp_path, SUE)
    routed = letter_to(open_case(desk), TECH, "routed")
    desk.receive(reply(routed, TECH, words), MONDAY + A_MINUTE)
    assert not get_case(desk).sensitive


def test_a_writers_own_name_is_none_either(desk: Desk) -> None:
    form = build_form({"Customer": "Fabrikam"}) + "\nSue Law\n"
    desk.receive(build_mail(body=form, files=[LOG], sender="Sue Law <dana@example.com>"), MONDAY)
    assert (get_case(desk).sensitive, get_case(desk).level) == (False, 3)


@pytest.mark.parametrize("words", [THREAT, f"pass to tech2@example.com because\n{THREAT}", f"note: {THREAT}"])
def test_words_beside_a_command_are_read(desk: Desk, words: str) -> None:
    routed = letter_to(open_case(desk), TECH, "routed")
    desk.receive(reply(routed, TECH, words), MONDAY + A_MINUTE)
    assert get_case(desk).sensitive


def test_all_who_had_the_case_read_that_it_is_sensitive_and_why(desk: Desk) -> None:
    routed = letter_to(open_case(desk), TECH, "routed")
    said = desk.receive(reply(routed, TECH, f"mine\n{THREAT}"), MONDAY + A_MINUTE)
    for who in (TECH, TECH2, AGENT):
        letters = " ".join(read(one) for one in said if one["To"] == who)
        assert "sensitive" in letters, who
        assert "The reason is “" in letters, who
        assert letters.count("If that is wrong, answer: not sensitive.") == 1, who


def test_a_lead_who_had_a_letter_reads_number_and_no_more(desk: Desk) -> None:
    routed = letter_to(open_case(desk), TECH, "routed")
    desk.pass_time(THURSDAY)
    said = letter_to(desk.receive(reply(routed, TECH, THREAT), THURSDAY + A_MINUTE), LEAD, "moved")
    assert "ESC-1 is sensitive from now on: please keep it among you." in read(said)
    for word in ("sue", "Fabrikam", "damages", "lose"):
        assert word not in f"{said['Subject']} {read(said)}"


def test_not_sensitive_ends_it(desk: Desk) -> None:
    letters = desk.receive(build_mail(body=build_form({"Customer": "Fabrikam", **LEGAL}), files=[LOG]), MONDAY)
    routed = letter_to(letters, "ceo@example.com", "routed")
    said = desk.receive(reply(routed, "ceo@example.com", "not sensitive: a joke of theirs"), MONDAY + A_MINUTE)
    assert not get_case(desk).sensitive
    assert {("notice", "ceo@example.com"), ("moved", AGENT), ("customer-acknowledgement", KIM)} <= set(kinds(said))
    assert "a joke of theirs" in read(letter_to(said, AGENT, "moved"))
    assert "ESC-1 is not sensitive any more" in read(letter_to(said, "ceo@example.com", "notice"))
    again = desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "not sensitive"), MONDAY + AN_HOUR)
    assert "ESC-1 is not sensitive: its files and words go along as in any other." in read(
        letter_to(again, AGENT, "notice")
    )


def test_who_had_to_do_without_the_files_gets_them(desk: Desk) -> None:
    letters = desk.receive(build_mail(body=build_form({"Customer": "Fabrikam", **LEGAL}), files=[LOG]), MONDAY)
    said = desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "not sensitive"), MONDAY + A_MINUTE)
    moved = letter_to(said, "ceo@example.com", "moved")
    assert [part.get_filename() for part in moved.iter_attachments()] == [LOG[0]]


def test_what_was_said_before_makes_it_so_no_more(desk: Desk) -> None:
    form = build_form({"Customer": "Fabrikam", "Customer Expectation": None, **LEGAL})
    receipt = letter_to(desk.receive(build_mail(body=form, files=[LOG]), MONDAY), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "not sensitive"), MONDAY + A_MINUTE)
    desk.receive(reply(receipt, AGENT, "Customer Expectation: by Friday"), MONDAY + 2 * A_MINUTE)
    assert not get_case(desk).sensitive
    desk.receive(reply(receipt, AGENT, THREAT), MONDAY + 3 * A_MINUTE)
    assert get_case(desk).sensitive


def test_whom_it_is_passed_to_outside_reads_neither_customer_nor_files(desk: Desk) -> None:
    letters = desk.receive(build_mail(body=build_form({"Customer": "Fabrikam", **LEGAL}), files=[LOG]), MONDAY)
    desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "send ack"), MONDAY + A_MINUTE)
    routed = letter_to(letters, "ceo@example.com", "routed")
    passed = desk.receive(reply(routed, "ceo@example.com", "pass to jo@example.com"), MONDAY + 2 * A_MINUTE)
    assert "A file came with it and stays with whoever sent it" in read(letter_to(passed, "jo@example.com"))
    theirs = find_customers_answer(desk)
    later = desk.receive(theirs, MONDAY + 3 * A_MINUTE)
    assert "The customer writes about ESC-1" in read(letter_to(later, "jo@example.com"))
    for letter in (*passed, *later):
        if letter["To"] == "jo@example.com":
            for word in ("Kim", "abrikam", "error.log", "writ.pdf", "48213", "lawyer"):
                assert word not in letter.as_string(), word


def find_customers_answer(desk: Desk) -> bytes:
    """What the customer answers, with a file, to our letter."""
    sent = [one for one in get_case(desk).conversation.told if one.to == KIM]
    headers = {"In-Reply-To": sent[0].message_id}
    sender = "Kim Abercrombie <kim@fabrikam.example>"
    writ = ("writ.pdf", b"writ" * 100)
    return build_mail("Re: your request", "See our lawyer's writ.", sender=sender, headers=headers, files=[writ])


def test_the_customers_letter_of_a_sensitive_case_names_their_reference(desk: Desk) -> None:
    letters = desk.receive(build_mail(body=build_form({"Customer": "Fabrikam", **LEGAL}), files=[LOG]), MONDAY)
    said = desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "send ack"), MONDAY + A_MINUTE)
    letter = letter_to(said, KIM)
    assert "Your reference is 48213" in read(letter)
    assert "Dear " in read(letter)


def open_breach(desk: Desk) -> list[EmailMessage]:
    form = build_form({"Issue Summary": "They report a security breach: unauthorised access to two mail accounts."})
    return desk.receive(build_mail("URGENT - Foreign logins - Ticket #48213", form, files=[LOG]), MONDAY)


def test_who_has_it_and_says_that_it_is_not_gets_the_files_and_all_who_knew_hear_it(desk: Desk) -> None:
    routed = letter_to(open_breach(desk), CEO)
    passed = letter_to(desk.receive(reply(routed, CEO, f"pass to {TECH}"), MONDAY + A_MINUTE), TECH)
    desk.receive(reply(passed, TECH, "mine"), MONDAY + 2 * A_MINUTE)
    letters = desk.receive(reply(passed, TECH, "not sensitive: false alarm"), MONDAY + 3 * A_MINUTE)
    own = letter_to(letters, TECH, "notice")
    assert [one.get_filename() for one in own.iter_attachments()] == [LOG[0]]
    assert "Files, attached: error.log" in read(own)
    assert "false alarm" in read(letter_to(letters, CEO, "moved"))
    assert "they hear from you by" in read(letter_to(letters, AGENT, "moved"))


@pytest.mark.parametrize("who", [CEO, LEAD])
def test_of_anothers_send_ack_the_agent_reads_what_it_promises(desk: Desk, who: str) -> None:
    routed = letter_to(open_breach(desk), CEO)
    letters = desk.receive(reply(routed, who, "send ack: I spoke to them"), MONDAY + A_MINUTE)
    told = read(letter_to(letters, AGENT, "notice"))
    assert f"{who} has let the letter to the customer leave, in your name." in told
    assert "they hear from you by" in told
    assert "In their words: I spoke to them" in told
    assert "()" not in read(letter_to(letters, who, "notice"))
