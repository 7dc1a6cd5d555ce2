"""Mail that only its recipients' keys open: what goes up of it, and who learns that it could not be read
(behaviour B2.14, B3.22)."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from daemon.service.mails import Service
from tests.builders import build_mail
from tests.corpus.gateways import SEALS
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY

ADA, CEO, DANA, LEE, ZOE = (
    "ada.okafor@contoso.example",
    "ceo@example.com",
    "dana@example.com",
    "lee@example.com",
    "zoe@example.com",
)
URGENT = "URGENT - Exports stop - Ticket #48213"
COULD_NOT = "I could not read your mail: it "
A_MINUTE = timedelta(minutes=1)


def seal(subject: str = URGENT, shape: str = "pgp-bent-to-mixed", sender: str = DANA, **more: str) -> bytes:
    """One of the sealed mails that gateways and programs write, under this subject."""
    raw = re.sub(
        rb"(?im)^(from|to|subject|message-id|in-reply-to|references):[^\n]*\n(?:[ \t][^\n]*\n)*", b"", SEALS[shape]
    )
    given = {"From": sender, "To": "support@example.com", "Message-ID": f"<{abs(hash((subject, shape, sender)))}@x>"}
    head = {**given, "Subject": subject, **more}
    return "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in head.items()).encode() + raw


def answer(letter: Mapping[str, str], sender: str) -> bytes:
    """A sealed answer, as a program writes it that encrypts whatever it sends to a known key."""
    thread = str(letter["Message-ID"])
    return seal(f"Re: {letter['Subject']}", sender=sender, To=str(letter["Reply-To"]), In_Reply_To=thread)


@pytest.mark.parametrize("shape", ["pgp-below-words", "pgp-bent-to-mixed", "smime-as-text", "secure-envelope"])
def test_an_urgent_mail_that_names_a_ticket_goes_up_with_its_subject_alone(desk: Desk, shape: str) -> None:
    letters = desk.receive(seal(shape=shape), MONDAY)
    assert kinds(letters) == [("information-request", DANA), ("receipt", DANA), ("routed", CEO)]
    routed = letter_to(letters, CEO)
    assert str(routed["Subject"]) == "URGENT - Exports stop - Ticket #48213 [ESC-1]"
    assert "its mail is encrypted, and I could read the subject alone" in words_of(routed)
    assert "writes" not in words_of(routed), "what a gateway wrote in its place is nobody's words"
    assert [list(letter.iter_attachments()) for letter in letters] == [[], [], []]
    receipt = words_of(letter_to(letters, DANA, "receipt"))
    assert COULD_NOT in receipt
    assert "Please send it again as plain text, in an answer to this letter" in receipt
    assert case_of(desk).missing == (
        "priority", "customer", "issue_summary", "steps_taken", "customer_impact", "customer_expectation", "files",
    )  # fmt: skip


def test_its_sender_sends_it_again_as_text_and_the_level_has_it(desk: Desk) -> None:
    receipt = letter_to(desk.receive(seal(), MONDAY), DANA, "receipt")
    words = "Customer: Contoso\nIssue Summary: No exports since nine.\nCustomer Impact: Invoices stop."
    letters = desk.receive(reply(receipt, DANA, words), MONDAY + A_MINUTE)
    assert "No exports since nine." in words_of(letter_to(letters, CEO))
    assert case_of(desk).fields.customer == "Contoso"


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("URGENT: exports stop", {}),
        ("ESCALATION - Exports stop - Ticket #48213", {}),
        ("Exports are urgent - Ticket #48213", {}),
        (URGENT, {"To": f"{ADA}, support@example.com"}),
        (URGENT, {"Cc": ", ".join(f"colleague{number}@example.com" for number in range(11))}),
    ],
    ids=["no ticket", "not urgent", "the word inside", "to the customer", "to a crowd"],
)
def test_any_other_opens_nothing_and_its_sender_reads_that(desk: Desk, subject: str, more: dict[str, str]) -> None:
    letters = desk.receive(seal(subject, **more), MONDAY)
    assert kinds(letters) == [("notice", DANA)]
    assert COULD_NOT in words_of(letters[0])
    assert "Nothing was opened." in words_of(letters[0])
    assert desk.store.open_cases() == ()


def test_a_strangers_opens_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)
    assert desk.receive(seal(sender="eve@evil.example"), MONDAY) == []
    assert [entry.outcome for entry in desk.entries()] == ["quarantined"]


def test_one_about_an_open_case_joins_it_and_presses(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    letters = desk.receive(seal(sender=LEE), MONDAY + A_MINUTE)
    assert ("raised", CEO) in kinds(letters)
    assert COULD_NOT in words_of(letter_to(letters, LEE, "receipt"))
    assert "the subject alone" in words_of(letter_to(letters, CEO))
    assert case_of(desk).level == 4


@pytest.mark.parametrize("reader", [DANA, CEO])
def test_a_sealed_answer_changes_nothing_and_its_writer_reads_that(desk: Desk, reader: str) -> None:
    before = desk.receive(build_mail(URGENT), MONDAY)
    letters = desk.receive(answer(letter_to(before, reader), reader), MONDAY + A_MINUTE)
    assert kinds(letters) == [("notice", reader)]
    said = words_of(letters[0])
    assert COULD_NOT in said
    assert "It has changed nothing, and nobody else has it from me." in said
    case = case_of(desk)
    assert (case.status, case.assignment.response, len(case.conversation.files)) == ("open", None, 1)
    taken = desk.receive(reply(letters[0], reader, "note: it is as I said"), MONDAY + 2 * A_MINUTE)
    assert any("it is as I said" in words_of(one) for one in taken), "an answer to it arrives"


def test_of_a_customers_sealed_answer_the_agent_reads(desk: Desk) -> None:
    told = letter_to(desk.receive(build_mail(), MONDAY), ADA)
    letters = desk.receive(answer(told, ADA), MONDAY + A_MINUTE)
    assert kinds(letters) == [("notice", DANA)]
    assert "A mail from Ada Okafor has come to ESC-1, and I could not read it" in words_of(letters[0])


def test_who_only_names_the_case_gets_no_token_by_it(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    (notice,) = desk.receive(seal("about [ESC-1]", sender=ZOE), MONDAY + A_MINUTE)
    assert COULD_NOT in words_of(notice)
    assert "+esc-" not in str(notice["Reply-To"])
    assert "esc-1." not in str(notice["Message-ID"])
