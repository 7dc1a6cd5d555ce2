"""One pass of the daemon over a mailbox in memory."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from daemon.adapters.cadence import Cadence
from daemon.collector import Collector, Rhythm
from daemon.courier import Courier
from daemon.service.mails import Service
from daemon.service.returns import Returns
from daemon.supervisor import Supervisor
from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.fakes import FakeMailbox, FakeSendingLog, FakeTransport
from tests.letters import read_letter
from tests.service.intake.test_mails import MONDAY


class Office:
    """A desk behind a mailbox: `receive` mails, `run` one pass, look at the `letters`."""

    def __init__(self, folder: Path, changes: Mapping[str, str] | None = None) -> None:
        self.desk = Desk(folder, changes)
        self.desk.clock.move_to(MONDAY)
        self.beat: Callable[[str], None] = lambda server: None
        self.mailbox, self.transport = FakeMailbox(uid_validity=7), FakeTransport()

    def receive(self, number: int, subject: str = "ESCALATION - Matter {0} - Ticket #70{0}") -> int:
        body = build_form(
            {"Ticket #": f"70{number}", "Customer": f"Fabrikam {number}", "Attachments": "none because it is words"}
        )
        raw = build_mail(subject.format(number), body, message_id=f"<m{number}@example.com>")
        return self.mailbox.deliver(raw, self.desk.clock.now())

    def run(self) -> None:
        asyncio.run(self._build(timedelta(minutes=1)).run_once())

    async def watch(self, poll_every: timedelta, within: float) -> None:
        """As the daemon does, until it has handled a mail; at most these seconds."""
        handled = asyncio.Event()
        supervisor = self._build(poll_every, lambda step: handled.set() if step == "marked" else None)
        running = asyncio.create_task(supervisor.run())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(handled.wait(), within)
        supervisor.stop()
        await running

    def _build(self, poll_every: timedelta, failpoint: Callable[[str], None] = lambda step: None) -> Supervisor:
        desk = self.desk
        ground = replace(desk.ground, failpoint=failpoint, beat=self.beat)
        service = Service(desk.ground, desk.correspondence, desk.words, trusted=True)
        relay = Courier(
            ground, self.transport, FakeSendingLog(), lambda letter: "", Returns(desk.files, desk.correspondence)
        )
        collector = Collector(self.mailbox, service, ground, Rhythm(poll_every, timedelta(days=1), 1_000_000))
        return Supervisor(collector, service, relay, ground, Cadence())

    def pass_time(self, time: timedelta) -> None:
        self.desk.clock.move_to(self.desk.clock.now() + time)

    def letters(self) -> list[EmailMessage]:
        sent = [read_letter(content) for _, _, content in self.transport.sent]
        self.transport.sent.clear()
        return sent

    @property
    def set_aside(self) -> list[str]:
        return [item.reason for item in self.desk.store.quarantined()]
