"""The outside world in memory, behind the ports of daemon/ports/mail.py.
The mailbox passes the same contract tests as the real one."""

import asyncio
import re
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from daemon.errors import MailboxError, MailRefused, SenderRefused
from daemon.ports import Delivery, Envelope, FetchedMail, SendingStep, SendResult


class FakeClock:
    """Stands still until it is told to `pass_time`."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def pass_time(self, time: timedelta) -> None:
        self._now += time


@dataclass(slots=True)
class KeptMail:
    raw: bytes
    received_at: datetime
    keywords: set[str] = field(default_factory=set)


class FakeMailbox:
    """`MailSource` over a dictionary. `deliver` and `expunge` are what others do to it;
    the next call but `wait` and `close`
    raises what is put into `failing`, and after that only `open` works, as with a lost connection."""

    def __init__(self, uid_validity: int = 1) -> None:
        self.uid_validity = uid_validity
        self.mails: dict[int, KeptMail] = {}
        self.failing: list[MailboxError] = []
        self.refusing: dict[int, str] = {}  # by UID: what is said instead of handing the mail over
        self.refuses_only_contents = False  # their headers come
        self.lying: dict[int, bytes] = {}  # by UID: what is handed over in the place of the mail
        self.busy: set[int] = set()  # by UID: asked for one of these, it has no time
        self._next_uid = 1
        self._opened = False
        self._is_stopping = False
        self._changed = threading.Event()

    def deliver(self, raw: bytes, received_at: datetime) -> int:
        uid = self._next_uid
        self._next_uid += 1
        self.mails[uid] = KeptMail(raw, received_at)
        self._changed.set()
        return uid

    def expunge(self, uid: int) -> None:
        del self.mails[uid]

    def open(self) -> int:
        self._opened = True
        self._check()
        return self.uid_validity

    def fetch_envelopes(
        self, after_uid: int, since: datetime, besides: Sequence[str] = (), without: Collection[int] = ()
    ) -> tuple[Envelope, ...]:
        self._check()
        self._changed.clear()
        wanted = {
            uid: mail
            for uid, mail in self.mails.items()
            if uid not in without
            and ((uid > after_uid and mail.received_at >= since) or any(one.encode() in mail.raw for one in besides))
        }
        refusing = {} if self.refuses_only_contents else self.refusing
        if refusing:
            self._refuse_all(wanted, wanted)
        found = [
            Envelope(uid, since, 0, b"", refusing[uid])
            if uid in refusing
            else Envelope(uid, mail.received_at, len(mail.raw), _header(mail.raw))
            for uid, mail in wanted.items()
        ]
        return tuple(sorted(found, key=lambda envelope: (envelope.received_at, envelope.uid)))

    def fetch_mails(
        self, uids: Sequence[int], size_limit: int, witnesses: Sequence[int] = ()
    ) -> tuple[FetchedMail, ...]:
        """Over the limit only the header is left: what the servers' adapter keeps of the text is its own matter."""
        self._check()
        if self.busy & set(uids):
            self._opened = False
            raise MailboxError("The fake mailbox failed us: [UNAVAILABLE] later")
        self._refuse_all(uids, (*uids, *witnesses))
        found = []
        for uid in uids:
            if uid in self.refusing:
                found.append(FetchedMail(uid, self.mails[uid].received_at, b"", 0, refusal=self.refusing[uid]))
            elif uid in self.mails:
                mail = replace(self.mails[uid], raw=self.lying.get(uid, self.mails[uid].raw))
                large = len(mail.raw) > size_limit
                found.append(
                    FetchedMail(uid, mail.received_at, _header(mail.raw) if large else mail.raw, len(mail.raw), large)
                )
        return tuple(found)

    def mark_handled(self, uids: Sequence[int]) -> None:
        self._mark(uids, "$EscalationHandled")

    def mark_quarantined(self, uids: Sequence[int]) -> None:
        self._mark(uids, "$EscalationQuarantined")

    def wait(self, seconds: float) -> bool:
        return self._changed.wait(seconds)

    def wake(self) -> None:
        self._changed.set()

    def stop(self) -> None:
        self._is_stopping = True
        self._changed.set()

    def close(self) -> None:
        self._opened = False

    def _mark(self, uids: Iterable[int], keyword: str) -> None:
        self._check()
        for uid in uids:
            if uid in self.mails:
                self.mails[uid].keywords.add(keyword)

    def _refuse_all(self, uids: Iterable[int], others: Iterable[int]) -> None:
        """A refusal of everything is the server's, not a mail's."""
        words = next((self.refusing[uid] for uid in uids if uid in self.refusing), None)
        if words is not None and all(uid in self.refusing or uid not in self.mails for uid in others):
            self._opened = False
            raise MailRefused(f"The fake mailbox failed us: {words}", words)

    def _check(self) -> None:
        if self._is_stopping:
            raise MailboxError("The connection to the fake mailbox is being closed.")
        if self.failing:
            self._opened = False
            raise self.failing.pop(0)
        if not self._opened:
            raise MailboxError("The connection to the fake mailbox is closed.")


def _header(raw: bytes) -> bytes:
    return re.split(rb"(?<=\n\r\n)", raw, maxsplit=1)[0]


class FakeTransport:
    """Takes every letter into `sent` as (sender, recipient, content), unless `results` or `failures` say otherwise."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, bytes]] = []
        self.results: dict[str, SendResult] = {}  # by recipient
        self.failures: list[Exception] = []  # raised one after the other
        self.refusal: SenderRefused | None = None  # to every letter
        self.senders_refused: set[str] = set()  # recipients whose letters are refused as if all were
        self.handed_over: list[str] = []  # to whom, accepted or not
        self.silent_before: set[str] = set()  # recipients of whom it says nothing
        self.slow_after: set[str] = set()  # recipients whose letters it takes after a while

    async def send(self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]) -> SendResult:
        await asyncio.sleep(0)  # as on the wire, others go on meanwhile
        if self.failures:
            raise self.failures.pop(0)
        self.handed_over.append(recipient)
        if self.refusal is not None or recipient in self.senders_refused:
            raise self.refusal or SenderRefused("550 5.7.60 not allowed to send as this sender")
        if recipient in self.silent_before:
            await asyncio.sleep(3600)
        handing_over()
        if recipient in self.slow_after:
            await asyncio.sleep(0.1)
        result = self.results.get(recipient, SendResult(Delivery.SENT, "2.0.0 accepted", 250))
        if result.delivery is Delivery.SENT:
            self.sent.append((sender, recipient, content))
        return result

    async def close(self) -> None:
        return


class FakeSendingLog:
    """Keeps the steps of the batch in hand in `steps`; None when they were lost."""

    def __init__(self) -> None:
        self.steps: dict[str, SendingStep] | None = {}

    def begin(self) -> None:
        self.steps = {}

    def note(self, letter_id: str, step: SendingStep) -> None:
        assert self.steps is not None, "begin comes first"
        self.steps[letter_id] = step

    def read(self) -> dict[str, SendingStep] | None:
        return self.steps
