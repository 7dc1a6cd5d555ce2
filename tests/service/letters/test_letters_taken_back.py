"""Letters that wait while their case moves on or becomes sensitive: none leaves that is true no longer."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.updates import Acknowledgement
from daemon.ports import FetchedMail, Position, outbox_path
from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.letters import read_letter
from tests.service.files.test_files_go_along import (
    AGENT,
    CUSTOMER,
    FIRST,
    LEGAL,
    SECOND,
    TECH,
    TECH2,
    html_of,
    names,
    reader,
    spaced,
    with_files,
)

FRIDAY = datetime(2026, 3, 13, 18, 0, tzinfo=UTC)  # 19:00 in Berlin
MONDAY = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
QUIET = {
    "calendar: office, respond_within: 2 business days": "calendar: office, quiet: all, respond_within: 2 business days"
}
AN_HOUR = timedelta(hours=1)
CEO = "ceo@example.com"
PRESSING = "URGENT - Exports end - Ticket #48213"
MORE = build_mail("ESCALATION - Exports end - Ticket #48213", build_form(LEGAL), message_id="<more@example.com>")


@pytest.fixture
def quiet(tmp_path: Path) -> Desk:
    """Level 3 gets no mail outside its hours."""
    return Desk(tmp_path, QUIET)


class Outage:
    """The relay is down: mails come and letters are written, `end` lets all of them leave."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self.at, self._uid = desk, FRIDAY, 500

    def take(self, raw: bytes) -> None:
        self.at, self._uid = self.at + timedelta(minutes=20), self._uid + 1
        self._desk.clock.move_to(self.at)
        self._desk.service.handle_mails([FetchedMail(self._uid, self.at, raw, len(raw))], Position(1, self._uid))

    def end(self) -> list[EmailMessage]:
        return [read_letter(left.raw) for left in self._desk.stage.send()]


def escalate(subject: str = "ESCALATION - Exports end - Ticket #48213") -> bytes:
    return build_mail(subject, build_form(), files=[FIRST])


def answer_to(letters: list[EmailMessage], who: str, words: str) -> bytes:
    return reply(next(one for one in letters if reader(one) in who), who, words)


def test_what_waits_for_the_morning_does_not_leave_once_the_case_is_sensitive_and_with_others(quiet: Desk) -> None:
    evening = quiet.receive(escalate(), FRIDAY)
    assert kinds(evening) == [("customer-acknowledgement", CUSTOMER), ("receipt", AGENT)]
    night = quiet.receive(MORE, FRIDAY + 3 * AN_HOUR)
    assert kinds(night) == [("raised", CEO), ("receipt", AGENT)]
    later = [one for one in quiet.pass_time(MONDAY) if one["X-Escalation-Kind"] != "digest"]
    assert not {TECH, TECH2} & {reader(one) for one in later}
    assert not any(names(one) for one in (*night, *later))


def test_nor_does_it_when_it_is_not_sensitive_and_was_moved(quiet: Desk) -> None:
    evening = quiet.receive(escalate(), FRIDAY)
    letters = quiet.receive(answer_to(evening, AGENT, "raise"), FRIDAY + AN_HOUR)
    assert kinds(letters) == [("notice", AGENT), ("raised", CEO)]  # who never heard of it need not stop looking
    assert not {TECH, TECH2} & {reader(one) for one in quiet.pass_time(MONDAY)}


def test_who_keeps_a_case_that_was_passed_on_still_gets_it_and_the_others_do_not(quiet: Desk) -> None:
    evening = quiet.receive(escalate(), FRIDAY)
    passed = reply(letter_to(evening, AGENT), "lead@example.com", f"pass to {TECH2}")
    letters = quiet.receive(passed, FRIDAY + AN_HOUR)
    assert kinds(letters) == [("moved", AGENT), ("notice", "lead@example.com")]
    opening = [one for one in quiet.pass_time(MONDAY) if one["X-Escalation-Kind"] == "routed"]
    assert {reader(one) for one in opening} == {TECH2}


def test_a_relay_that_comes_back_brings_no_file_and_no_word_to_the_customer_of_what_is_sensitive_by_then(
    desk: Desk,
) -> None:
    outage = Outage(desk)
    outage.take(escalate())
    outage.take(MORE)
    letters = outage.end()
    assert kinds(letters) == [("raised", CEO), ("receipt", AGENT), ("receipt", AGENT)]
    assert not any(names(one) for one in letters)
    case = desk.store.find_case(1)
    assert case is not None
    assert (case.acknowledgement, case.customer_told_at) == (Acknowledgement.WITHHELD, None)
    assert "has not been told, because this is sensitive" in text_of(letters[-1])
    assert [entry.text for entry in case.conversation.entries if entry.what == "taken back"] == [
        f"routed to {TECH}", f"routed to {TECH2}", f"customer-acknowledgement to {CUSTOMER}",
    ]  # fmt: skip
    released = desk.receive(answer_to(letters, AGENT, "send ack"), outage.at + timedelta(minutes=1))
    assert kinds(released) == [("customer-acknowledgement", CUSTOMER), ("notice", AGENT)]


def test_where_the_level_stays_the_same_its_letter_is_written_anew_without_the_file(desk: Desk) -> None:
    outage = Outage(desk)
    outage.take(escalate("URGENT - Exports end - Ticket #48213"))
    outage.take(MORE)
    letters = outage.end()
    (routed,) = [one for one in letters if reader(one) == CEO]
    assert (routed["X-Escalation-Kind"], names(routed)) == ("routed", [])
    assert str(routed["Subject"]) == "URGENT - Ticket #48213 [ESC-1]"
    assert routed["In-Reply-To"] is None
    for text in (text_of(routed), html_of(routed)):
        assert "first.log (10 bytes) came with it and stays with dana@example.com: this case is sensitive." in spaced(
            text
        )


def test_what_is_being_sent_is_left_to_the_relay_and_what_has_left_to_its_reader(desk: Desk) -> None:
    outage = Outage(desk)
    outage.take(escalate())
    with desk.store.transaction() as unit:
        assert len(unit.claim_letters(outage.at, 100, AN_HOUR).due) == 3  # the receipt waits
    outage.take(MORE)
    waiting = {(str(one.kind), one.to) for one in desk.store.letters_of(1)}
    assert waiting >= {
        ("routed", TECH),
        ("routed", TECH2),
        ("customer-acknowledgement", CUSTOMER),
    }
    case = desk.store.find_case(1)
    assert case is not None
    assert case.acknowledgement is Acknowledgement.SENT


def test_who_has_heard_of_a_case_learns_that_it_has_moved(desk: Desk) -> None:
    letters = desk.receive(escalate(), FRIDAY)
    assert ("routed", TECH) in kinds(letters)
    assert ("moved", TECH) in kinds(desk.receive(answer_to(letters, AGENT, "raise"), FRIDAY + AN_HOUR))


def test_words_that_wait_for_the_relay_come_without_their_file_and_say_so(desk: Desk) -> None:
    routed = desk.receive(escalate("URGENT - Exports end - Ticket #48213"), FRIDAY)
    outage = Outage(desk)
    outage.take(with_files(answer_to(routed, f"Somebody <{AGENT}>", "One more log of today."), SECOND))
    outage.take(MORE)
    words, more = (one for one in outage.end() if reader(one) == CEO)
    assert "has written about the same matter as ESC-1" in text_of(more)
    assert "One more log of today." in text_of(words)
    note = "second.log (19 bytes) came with it and stays with Somebody: this case is sensitive."
    assert note in spaced(text_of(words))
    assert SECOND[1].strip() not in words.as_bytes()
    assert not any(one.get_filename() for one in words.walk())


@pytest.mark.parametrize("words", ["cancel: opened by mistake, do not tell the customer", "done: it was the proxy"])
def test_what_waits_for_the_morning_does_not_leave_once_the_case_is_closed(quiet: Desk, words: str) -> None:
    evening = quiet.receive(escalate(), FRIDAY)
    letters = quiet.receive(answer_to(evening, AGENT, words), FRIDAY + AN_HOUR)
    assert not {TECH, TECH2} & {reader(one) for one in letters}  # who never heard of it need not hear that it is over
    assert not {TECH, TECH2} & {reader(one) for one in quiet.pass_time(MONDAY)}


@pytest.mark.parametrize("words", ["cancel: opened by mistake, do not tell the customer", "done: it was the proxy"])
def test_a_relay_that_comes_back_brings_no_letter_of_a_case_that_is_closed(desk: Desk, words: str) -> None:
    outage = Outage(desk)
    outage.take(escalate())
    outage.take(reply(waiting_letter(desk, AGENT), AGENT, words))
    letters = outage.end()
    assert {reader(one) for one in letters} == {AGENT}
    case = desk.store.find_case(1)
    assert case is not None
    assert (case.acknowledgement, case.customer_told_at) == (Acknowledgement.NONE, None)
    assert not any("was told" in text_of(one) for one in letters[1:])


def test_what_waits_for_the_others_does_not_leave_once_somebody_has_taken_it(desk: Desk) -> None:
    outage = Outage(desk)
    outage.take(escalate())
    outage.take(reply(waiting_letter(desk, TECH2), TECH2, "mine"))
    letters = outage.end()
    assert TECH not in {reader(one) for one in letters}
    assert ("routed", TECH2) in kinds(letters)  # what it is about
    assert ("claimed", AGENT) in kinds(letters)


def waiting_letter(desk: Desk, who: str) -> EmailMessage:
    """The letter to `who` that waits in the outbox."""
    letter = next(one for one in desk.store.letters_of(1) if one.to == who)
    return read_letter(desk.files.get(outbox_path(letter.id)))


def test_what_was_withdrawn_before_its_level_read_of_it_reaches_it_whole_when_it_is_open_again(quiet: Desk) -> None:
    receipt = letter_to(quiet.receive(build_mail(), FRIDAY), AGENT)
    quiet.receive(reply(receipt, AGENT, "cancel"), FRIDAY + AN_HOUR)
    letters = quiet.receive(reply(receipt, AGENT, "reopen: it is back"), FRIDAY + 2 * AN_HOUR)
    assert kinds(letters) == [("notice", AGENT)]
    opened = [one for one in quiet.pass_time(MONDAY) if one["X-Escalation-Kind"] == "routed"]
    assert kinds(opened) == [("routed", TECH2), ("routed", TECH)]
    assert all("it is back" in text_of(one) and "What happened" in text_of(one) for one in opened)


def test_who_goes_away_before_he_was_asked_is_not_asked_and_hears_nothing_of_it(quiet: Desk) -> None:
    """Story: it waits for Monday; one of the level leaves for the week meanwhile, and its clock is stopped."""
    opened = quiet.receive(build_mail(), FRIDAY)
    receipt = letter_to(opened, AGENT, "receipt")
    gone = quiet.receive(
        build_mail(
            "away until friday 20 march cover zoe@example.com", "", sender=TECH2, message_id="<away@example.com>"
        ),
        FRIDAY + AN_HOUR,
    )
    said = spaced(text_of(letter_to(gone, AGENT, "moved")))
    assert f"{TECH2} is away, who was to be asked about ESC-1" in said
    assert f"{TECH} and zoe@example.com are asked Mon 16 March, 09:00 (Berlin)." in said
    stopped = quiet.receive(reply(receipt, AGENT, "waiting until monday 10:00: they look for it"), FRIDAY + 2 * AN_HOUR)
    assert kinds(stopped) == [("notice", AGENT)]
    handed = quiet.receive(reply(receipt, AGENT, "pass agent to eli@example.com"), FRIDAY + 3 * AN_HOUR)
    assert {to for _, to in kinds(handed)} == {AGENT, "eli@example.com"}
    later = kinds(quiet.pass_time(MONDAY))
    assert TECH2 not in {to for _, to in later}
    assert ("routed", TECH) in later
    assert ("routed", "zoe@example.com") in later


def test_nobody_reads_that_others_know_or_are_asked_who_have_not_read_of_it(quiet: Desk) -> None:
    receipt = letter_to(quiet.receive(build_mail(), FRIDAY), AGENT, "receipt")
    closed = letter_to(quiet.receive(reply(receipt, AGENT, "done: they found it"), FRIDAY + AN_HOUR), AGENT)
    assert "Those concerned are told." not in text_of(closed)
    again = letter_to(quiet.receive(reply(receipt, AGENT, "reopen, they did not"), FRIDAY + 2 * AN_HOUR), AGENT)
    assert f"ESC-1 is open again. {TECH} and {TECH2} are asked Mon 16 March, 09:00 (Berlin)." in spaced(text_of(again))


def test_the_customers_words_that_wait_say_whom_an_answer_reaches_when_they_leave(quiet: Desk) -> None:
    opened = quiet.receive(build_mail(), FRIDAY - 8 * AN_HOUR)
    quiet.receive(reply(letter_to(opened, CUSTOMER), CUSTOMER, "It still ends."), FRIDAY)
    quiet.receive(reply(letter_to(opened, AGENT, "receipt"), AGENT, "pass agent to eli@example.com"), FRIDAY + AN_HOUR)
    relayed = spaced(text_of(letter_to(quiet.pass_time(MONDAY), TECH, "relay")))
    assert "It still ends." in relayed
    assert "An answer to this mail goes to eli@example.com, and not to the customer." in relayed
