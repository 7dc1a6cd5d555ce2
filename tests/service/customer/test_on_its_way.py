"""A letter to the customer that has not left has told them nothing: no letter inside says that it has (behaviour
B6.32)."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from daemon.adapters.store.disk.codec import decode, encode
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.variants import Kind
from daemon.courier import Courier
from daemon.errors import RelayError
from daemon.ports import Delivery, FetchedMail, Position, SendResult
from daemon.service.returns import Returns
from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.fakes import FakeSendingLog
from tests.journeys.house import letter_to, reply, text_of
from tests.office import Office
from tests.service.customer.test_promises import A_MINUTE, AN_HOUR, KIM, LEAD, MONDAY, open_case, read
from tests.service.files.test_files_go_along import LEGAL
from tests.service.letters.test_letters_taken_back import Outage

BERLIN = ZoneInfo("Europe/Berlin")
PIA = "pia@example.com"
ON_ITS_WAY = "The letter to Fabrikam is on its way"


def open_behind_relay(office: Office) -> list[EmailMessage]:
    """A case opens, and one pass goes by: the letters that the relay takes."""
    form = build_form({"Customer": "Fabrikam", "Priority": "Urgent"})  # which is said back
    office.mailbox.deliver(build_mail(body=form, files=[LOG]), office.desk.clock.now())
    office.run()
    return office.letters()


def find_receipts(letters: list[EmailMessage]) -> list[str]:
    return [read(one) for one in letters if one["X-Escalation-Kind"] == "receipt"]


def test_the_receipt_waits_for_the_word_that_they_were_told(desk: Desk) -> None:
    (receipt,) = find_receipts(open_case(desk))
    assert "Fabrikam was told today 10:00 (Berlin) that specialists are on it, that they hear from you by" in receipt
    assert ON_ITS_WAY not in receipt


def test_the_receipt_waits_no_longer_than_a_minute(tmp_path: Path) -> None:
    """Not when no letter can leave, not when the daemon ends meanwhile, and it comes once."""
    office = Office(tmp_path)
    office.transport.failures = [RelayError("nobody answers")] * 9
    with pytest.raises(RelayError):
        open_behind_relay(office)
    (row,) = (one for one in office.desk.store.letters_of(1) if one.kind is Kind.RECEIPT)
    assert row.says is not None
    assert row.says.remarks
    assert decode(Letter, json.loads(json.dumps(encode(row)))) == row
    office.pass_time(A_MINUTE)
    office.transport.failures.clear()
    office.run()
    (receipt,) = find_receipts(office.letters())
    assert f"{ON_ITS_WAY}. It says that specialists are on it, that they hear from you by" in receipt
    office.pass_time(AN_HOUR)
    office.run()
    assert not find_receipts(office.letters())


def test_who_was_killed_before_the_word_was_noted_knows_it_when_he_is_back(tmp_path: Path) -> None:
    office, steps = Office(tmp_path), FakeSendingLog()
    desk = office.desk
    raw = build_mail(body=build_form({"Customer": "Fabrikam"}), files=[LOG])
    desk.service.handle_mails([FetchedMail(1, desk.clock.now(), raw, len(raw))], Position(1, 1))

    def build_courier(failpoint: Callable[[str], None] = lambda step: None) -> Courier:
        ground, returns = replace(desk.ground, failpoint=failpoint), Returns(desk.files, desk.correspondence)
        return Courier(ground, office.transport, steps, lambda letter: "", returns)

    with pytest.raises(KilledError):
        asyncio.run(build_courier(kill).send_due())
    assert not find_receipts(office.letters())
    courier = build_courier()
    courier.recover()
    asyncio.run(courier.send_due())
    (receipt,) = find_receipts(office.letters())
    assert "Fabrikam was told today" in receipt


def test_what_happens_meanwhile_is_said_after_the_receipt(desk: Desk) -> None:
    """No letter has left, and somebody has it: the receipt says what it said, and waits no longer."""
    outage = Outage(desk)
    outage.take(build_mail(body=build_form({"Customer": "Fabrikam"}), files=[LOG]))
    outage.take(build_mail("Re: [ESC-1]", "They called again.", message_id="<note@example.com>"))
    (row,) = (one for one in desk.store.letters_of(1) if one.kind is Kind.RECEIPT)
    assert (row.state, row.next_at, row.waits) == (LetterState.PENDING, None, False)


def test_of_one_that_may_not_have_arrived_every_letter_says_so_and_how_they_are_told(tmp_path: Path) -> None:
    office, doubt = Office(tmp_path), "Nobody knows whether Fabrikam got our letter, which leaves once: tell them"
    office.transport.results[KIM] = SendResult(Delivery.UNKNOWN, "connection lost")
    letters = open_behind_relay(office)
    office.pass_time(A_MINUTE)
    office.run()
    letters += office.letters()
    failure, receipt = letter_to(letters, AGENT, "delivery-failure"), letter_to(letters, AGENT, "receipt")
    assert "got our letter that specialists are on it is not known: connection lost." in read(failure)
    assert re.search(r"The letter says that they hear from you by .*You hear from me by", read(failure), re.DOTALL)
    assert f"{AGENT} is asked to tell them." in read(letter_to(letters, LEAD, "delivery-failure"))
    assert f"{doubt} yourself, and answer: told. It says that specialists are on it" in read(receipt)

    def answer(letter: EmailMessage, who: str, words: str) -> EmailMessage:
        mail = reply(letter, who, words, headers={"Message-ID": f"<{words[:4]}@example.com>"})
        office.mailbox.deliver(mail, office.desk.clock.now())
        office.run()
        return letter_to(office.letters(), PIA if words.startswith("pass") else who)

    assert doubt in read(answer(receipt, AGENT, "status"))
    refused = read(answer(receipt, AGENT, "send ack"))
    assert "nobody knows whether Fabrikam got the letter, and it leaves once" in refused
    handed = answer(receipt, AGENT, f"pass agent to {PIA}")
    assert "Nobody knows whether Fabrikam got our letter, which leaves once, and says" in read(handed)
    assert "By that letter they hear from you by" in read(handed)
    digest = letter_to(office.desk.pass_time(MONDAY + timedelta(days=1)), LEAD, "digest")
    assert re.search(r"MAY NOT HAVE ARRIVED\s+1  ESC-1 [^\n]*connection lost", text_of(digest))
    assert "NOT DELIVERED" not in text_of(digest)
    assert "1 told" in text_of(digest)
    assert doubt not in read(answer(handed, PIA, "told"))
    later = office.desk.pass_time(MONDAY + timedelta(days=5))
    assert all(ON_ITS_WAY not in read(one) and "MAY NOT HAVE" not in text_of(one) for one in later)


class KilledError(Exception):
    pass


def kill(step: str) -> None:
    if step == "letters_sent":
        raise KilledError


@pytest.mark.parametrize("delivery", [Delivery.DEFERRED, Delivery.REFUSED])
def test_a_relay_that_does_not_take_it(tmp_path: Path, delivery: Delivery) -> None:
    office = Office(tmp_path)
    office.transport.results[KIM] = SendResult(delivery, "not now", 451)
    form = build_form({"Customer": "Fabrikam"})
    office.mailbox.deliver(build_mail(body=form, files=[LOG]), office.desk.clock.now())
    office.run()
    said = [letter for letter in office.letters() if letter["To"] == AGENT]
    (receipt,) = find_receipts(said)
    assert (ON_ITS_WAY in receipt) is (delivery is Delivery.DEFERRED)
    assert ("has not been told by me: our letter" in receipt) is (delivery is Delivery.REFUSED)
    assert not any("was told" in read(letter) for letter in said)
    office.mailbox.deliver(reply(said[0], AGENT, "status"), office.desk.clock.now())
    office.run()
    status = read(letter_to(office.letters(), AGENT, "notice"))
    assert (ON_ITS_WAY in status) is (delivery is Delivery.DEFERRED)
    assert ("has not been told by me: our letter" in status) is (delivery is Delivery.REFUSED)


def test_one_that_waited_was_told_when_it_left(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.transport.results[KIM] = SendResult(Delivery.DEFERRED, "not now", 451)
    form = build_form({"Customer": "Fabrikam"})
    office.mailbox.deliver(build_mail(body=form, files=[LOG]), office.desk.clock.now())
    office.run()
    receipt = letter_to(office.letters(), AGENT, "receipt")
    office.transport.results.clear()
    office.pass_time(timedelta(minutes=30))
    office.run()
    office.mailbox.deliver(reply(receipt, AGENT, "status"), office.desk.clock.now())
    office.run()
    start = office.desk.clock.now().astimezone(BERLIN)
    assert f"Fabrikam was told today {start:%H:%M}" in read(letter_to(office.letters(), AGENT, "notice"))


def test_the_answer_to_send_ack_does_not_say_that_they_were_written_to(desk: Desk) -> None:
    receipt = letter_to(desk.receive(build_mail(body=build_form({"Customer": "Fabrikam", **LEGAL})), MONDAY), AGENT)
    said = desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + A_MINUTE)
    assert f"{ON_ITS_WAY} ({KIM})." in read(letter_to(said, AGENT, "notice"))
