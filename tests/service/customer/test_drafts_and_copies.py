"""What the agent sends himself: our draft, with the time that it names, and answers to us of which the customer has a
copy (behaviour B2.28, B6.5, B6.21, B7.27)."""

import email
from pathlib import Path

import pytest

from daemon.core.model.updates import Acknowledgement
from tests.builders import AGENT, MAILBOX
from tests.corpus.gateways import ARMOUR
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.customer.test_mail_to_the_customer import write_to
from tests.service.customer.test_promises import (
    A_MINUTE,
    AN_HOUR,
    KIM,
    MONDAY,
    TECH,
    THURSDAY,
    find_nudges,
    get_case,
    open_case,
    read,
)

BOB = "bob@newco.example"


def test_a_draft_that_is_told_is_watched(desk: Desk) -> None:
    letters = open_case(desk, Customer="NewCo")
    draft, receipt = letter_to(letters, AGENT, "customer-acknowledgement"), letter_to(letters, AGENT, "receipt")
    assert "You hear from me by Thursday 12 March, 10:00" in read(draft)
    said = desk.receive(reply(receipt, AGENT, "told"), MONDAY + AN_HOUR)
    assert "They hear from you again by Thursday 12 March, 10:00" in read(said[0])
    assert THURSDAY in find_nudges(desk.pass_time(THURSDAY))


@pytest.mark.parametrize("by", ["number", "thread", "our address"])
def test_a_draft_that_is_sent_with_us_in_cc_is_told_and_watched(desk: Desk, by: str) -> None:
    draft = letter_to(open_case(desk, Customer="NewCo"), AGENT, "customer-acknowledgement")
    thread = {"In-Reply-To": str(draft["Message-ID"]), "References": str(draft["Message-ID"]), "Cc": MAILBOX}
    mail = {
        "number": write_to(BOB, "Your request [ESC-1]", Cc=MAILBOX),
        "thread": write_to(BOB, **thread),
        "our address": write_to(BOB, Cc=str(draft["Reply-To"])),
    }[by]
    assert desk.receive(mail, MONDAY + AN_HOUR) == []
    assert (get_case(desk).customer_heard_at, get_case(desk).customer_promised_at) == (MONDAY + AN_HOUR, THURSDAY)


def test_an_answer_to_us_that_somebody_outside_reads_tells_no_customer_whom_nobody_knows(desk: Desk) -> None:
    receipt = letter_to(open_case(desk, Customer="NewCo"), AGENT, "receipt")
    said = desk.receive(reply(receipt, AGENT, "The vendor helps", headers={"Cc": "v@vendor.example"}), MONDAY + AN_HOUR)
    assert ("relay", TECH) in kinds(said)
    assert get_case(desk).customer_heard_at is None


def test_a_time_of_the_agents_own_counts_before_the_drafts(desk: Desk) -> None:
    receipt = letter_to(open_case(desk, Customer="NewCo"), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "told until friday 12:00"), MONDAY + AN_HOUR)
    promised = get_case(desk).customer_promised_at
    assert promised is not None
    assert f"{promised:%a %H:%M}" == "Fri 11:00"
    desk.receive(reply(receipt, AGENT, "told"), MONDAY + 2 * AN_HOUR)
    assert get_case(desk).customer_promised_at is None


def test_an_address_that_comes_later_is_used_then(desk: Desk) -> None:
    receipt = letter_to(open_case(desk, Customer="NewCo"), AGENT, "receipt")
    letters = desk.receive(reply(receipt, AGENT, f"Customer Email: {KIM}"), MONDAY + AN_HOUR)
    assert "You hear from me by" in read(letter_to(letters, KIM))
    assert get_case(desk).acknowledgement is Acknowledgement.SENT


def test_an_address_comes_too_late_where_the_customer_was_told(desk: Desk) -> None:
    receipt = letter_to(open_case(desk, Customer="NewCo"), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "told: by phone"), MONDAY + A_MINUTE)
    letters = desk.receive(reply(receipt, AGENT, f"Customer Email: {KIM}"), MONDAY + AN_HOUR)
    assert all(to != KIM for _, to in kinds(letters))


def test_what_waits_for_send_ack_gets_its_address_later(desk: Desk) -> None:
    first = open_case(desk, **{"Customer": "NewCo", "Tell the customer": "nothing"})
    receipt = letter_to(first, AGENT, "receipt")
    refused = desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + A_MINUTE)
    assert "I have no address of theirs" in read(refused[0])
    desk.receive(reply(receipt, AGENT, f"Customer Email: {KIM}"), MONDAY + AN_HOUR)
    again = reply(receipt, AGENT, "send ack", headers={"Message-ID": "<again@example.com>"})
    assert ("customer-acknowledgement", KIM) in [
        (kind, to) for kind, to in kinds(desk.receive(again, MONDAY + 2 * AN_HOUR))
    ]


@pytest.mark.parametrize(("words", "why"), [("cancel: a mistake", "is withdrawn"), ("done: it works", "is solved")])
def test_of_a_case_that_is_over_no_letter_leaves(desk: Desk, words: str, why: str) -> None:
    receipt = letter_to(open_case(desk, **{"Tell the customer": "nothing"}), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, words), MONDAY + A_MINUTE)
    said = desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + AN_HOUR)
    assert kinds(said) == [("notice", AGENT)]
    assert why in read(said[0])
    assert "answer reopen, and then send ack" in read(said[0])


def test_where_no_such_letters_are_sent_it_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"customers: {directory": "customers: {acknowledge: false, directory"})
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    said = desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + AN_HOUR)
    assert "the settings send no such letter. Please write to them yourself" in read(said[0])


def test_an_answer_to_the_levels_question_with_a_copy_to_the_customer_reaches_both(desk: Desk) -> None:
    first = open_case(desk)
    asked = desk.receive(reply(letter_to(first, TECH), TECH, "Which version do they run?"), MONDAY + A_MINUTE)
    answer = reply(letter_to(asked, AGENT, "relay"), AGENT, "Kim, you run version 7.", headers={"Cc": KIM})
    letters = desk.receive(answer, MONDAY + AN_HOUR)
    assert "you run version 7" in read(letter_to(letters, TECH, "relay"))
    assert "Fabrikam had a copy of your mail, so I have noted that they were told" in read(letter_to(letters, AGENT))
    assert (get_case(desk).customer_heard_at, get_case(desk).customer_promised_at) == (MONDAY + AN_HOUR, None)


@pytest.mark.parametrize(("words", "level"), [("raise: they call", 4), ("priority low", 3), ("done: it works", 3)])
def test_a_command_with_a_copy_to_the_customer_is_carried_out_and_answered(desk: Desk, words: str, level: int) -> None:
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    letters = desk.receive(reply(receipt, AGENT, words, headers={"Cc": KIM}), MONDAY + AN_HOUR)
    answer = letter_to(letters, AGENT, "de-escalation" if words.startswith("done") else "notice")
    assert "had a copy of your mail" in read(answer)
    assert (get_case(desk).level, get_case(desk).customer_heard_at) == (level, MONDAY + AN_HOUR)


def test_told_until_with_a_copy_keeps_the_new_promise(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "told until friday 10:00", headers={"Cc": KIM}), MONDAY + AN_HOUR)
    promised = get_case(desk).customer_promised_at
    assert promised is not None
    assert f"{promised:%a %H:%M}" == "Fri 09:00"


def test_a_mail_to_the_customer_with_our_address_in_cc_is_no_command(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    headers = {"To": KIM, "Cc": str(receipt["Reply-To"])}
    assert desk.receive(reply(receipt, AGENT, "done: it works", headers=headers), MONDAY + AN_HOUR) == []
    assert (get_case(desk).status, get_case(desk).customer_heard_at) == ("open", MONDAY + AN_HOUR)


@pytest.mark.parametrize("words", ["\n", "👍", "🙂🙂", "--\nDana"])
def test_a_mail_without_a_word_tells_nothing_and_its_writer_learns_it(desk: Desk, words: str) -> None:
    open_case(desk)
    said = desk.receive(write_to(words=words, Cc=MAILBOX), MONDAY + AN_HOUR)
    assert kinds(said) == [("notice", AGENT)]
    assert "has no word in it" in text_of(said[0])
    assert get_case(desk).customer_promised_at == THURSDAY


@pytest.mark.parametrize("is_inline", [True, False], ids=["PGP", "S/MIME"])
def test_an_encrypted_mail_tells_nothing_that_we_know_of_and_its_writer_learns_it(desk: Desk, is_inline: bool) -> None:
    open_case(desk)
    promised = get_case(desk).customer_promised_at
    sealed = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
    headers = {} if is_inline else {"Content-Type": sealed, "Content-Transfer-Encoding": "base64"}
    said = desk.receive(seal(write_to(words=ARMOUR, Cc=MAILBOX), headers), MONDAY + AN_HOUR)
    assert kinds(said) == [("notice", AGENT)]
    assert "is encrypted. I cannot read it, so I have not noted that they were told" in text_of(said[0])
    case = get_case(desk)
    assert (case.customer_heard_at, case.customer_promised_at) == (None, promised)
    assert "BEGIN PGP" not in "".join(entry.text for entry in case.conversation.entries)
    desk.receive(reply(said[0], AGENT, "told"), MONDAY + 2 * AN_HOUR)
    assert get_case(desk).customer_heard_at == MONDAY + 2 * AN_HOUR


def seal(raw: bytes, headers: dict[str, str]) -> bytes:
    """The mail as one of another content, when headers say so."""
    mail = email.message_from_bytes(raw)
    for name, value in headers.items():
        del mail[name]
        mail[name] = value
    if headers:
        mail.set_payload("MIAGCSqGSIb3DQEHA6CAMIACAQAxggHX\n")
    return mail.as_bytes()
