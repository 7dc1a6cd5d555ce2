"""What follows from letters that will not arrive."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console

from daemon.commands.overview import render_status
from daemon.commands.printing import print_status
from daemon.core.model.notifications import LetterState
from daemon.core.model.variants import Kind
from daemon.courier import Courier
from daemon.ports import Delivery, Position, SendResult
from daemon.results import Failure
from daemon.service.returns import Returns
from daemon.service.rounds import load_digest
from tests.desk import Desk
from tests.fakes import FakeSendingLog, FakeTransport
from tests.service.intake.test_mails import MAIL, MONDAY, fetched


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.clock.move_to(MONDAY)
    desk.service.handle_mails(fetched([MAIL]), Position(1, 1))
    return desk


def test_a_letter_that_was_refused_is_told_to_the_agent_and_the_leads_and_starts_no_chain(desk: Desk) -> None:
    returns = Returns(desk.files, desk.correspondence)
    with desk.store.transaction() as unit:
        returns.write_undelivered(unit, [Failure(unit.letters()[0], "550 no such user")], MONDAY)
    told = [letter for letter in desk.store.letters() if letter.kind is Kind.DELIVERY_FAILURE]
    assert sorted(letter.to for letter in told) == ["dana@example.com", "lead@example.com"]
    with desk.store.transaction() as unit:
        returns.write_undelivered(unit, [Failure(told[0], "550 no such user")], MONDAY)
    assert len([letter for letter in desk.store.letters() if letter.kind is Kind.DELIVERY_FAILURE]) == 2


def test_of_one_that_waits_while_others_leave_they_are_told_and_nobody_is_left_out(desk: Desk) -> None:
    waits = replace(desk.store.letters()[0], state=LetterState.DEFERRED)
    before = desk.store.find_case(1)
    with desk.store.transaction() as unit:
        Returns(desk.files, desk.correspondence).write_undelivered(unit, [Failure(waits, "552 5.7.0 blocked")], MONDAY)
    told = [letter for letter in desk.store.letters() if letter.kind is Kind.DELIVERY_FAILURE]
    assert sorted(letter.to for letter in told) == ["dana@example.com", "lead@example.com"]
    case = desk.store.find_case(1)
    assert before is not None
    assert case is not None
    assert (case.recipients, case.conversation.entries) == (before.recipients, before.conversation.entries)


class BrokenTexts:
    """A bug of ours in the middle of writing the notice."""

    def render(self, name: str, language: str, values: Mapping[str, object]) -> tuple[str, str, str]:
        raise KeyError(name)

    def say(self, sentence: str, language: str, *values: str) -> str:
        return sentence

    def words(self, language: str) -> Mapping[str, str]:
        return {}


def test_a_letter_of_whose_refusal_nobody_could_be_told_is_named_by_digest_and_status(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    transport = FakeTransport()
    transport.results["tech@example.com"] = SendResult(Delivery.REFUSED, "no such user", 550)
    returns = Returns(desk.files, replace(desk.correspondence, texts=BrokenTexts()))
    relay = Courier(desk.ground, transport, FakeSendingLog(), lambda letter: "", returns)
    asyncio.run(relay.send_due())
    desk.clock.move_to(desk.clock.now() + timedelta(minutes=1))  # the receipt leaves as it was written
    asyncio.run(relay.send_due())
    assert "nobody could be told" in caplog.text
    assert [(letter.to, letter.state) for letter in desk.store.letters()] == [("tech@example.com", LetterState.FAILED)]
    digest = load_digest(desk.store, desk.policy, desk.policy.leads[0], MONDAY)
    (section,) = [section for section in digest.sections if section.name == "undeliverable"]
    assert [(line.name, line.detail) for line in section.lines] == [("ESC-1", "tech@example.com: 550 no such user")]
    status = render_status(desk.store, desk.policy, {}, MONDAY)
    console = Console(file=io.StringIO(), width=200)
    print_status(console, status)
    assert isinstance(console.file, io.StringIO)
    assert "Not delivered: routed to tech@example.com in ESC-1: 550 no such user" in console.file.getvalue()
    assert "1 failed" in console.file.getvalue()
