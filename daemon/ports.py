"""What the house asks of the outside world, shaped by its questions. Adapters and fakes pass the same contract tests."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from daemon.core.model.case import Case
from daemon.core.model.notifications import Letter, LetterState


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is known of a mail in the mailbox before its text is fetched. `headers` are raw bytes, as they came. With a
    `refusal`, the server's words, it could not be handed over although others could, and only its UID is known."""

    uid: int
    received_at: datetime  # INTERNALDATE, aware
    size: int
    headers: bytes
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class FetchedMail:
    """A mail with its bytes. `truncated`: only headers and the first part were fetched, it is over the size limit. `refusal`:
    as in `Envelope`; then there are no bytes."""

    uid: int
    received_at: datetime
    raw: bytes
    size: int
    truncated: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A mail that the server does not hand over: its place, the server's words, and its headers, as far as those came."""

    uid: int
    words: str
    headers: bytes = b""


class Outcome(StrEnum):
    """What became of a mail: exactly one of these (behaviour B2.18)."""

    OPENED = "opened"
    JOINED = "joined"
    FILED = "filed"
    COMMAND = "command"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one message. `digest` is the SHA-256 (hex) of the raw mail; `uid_validity` and `uid` where it lay."""

    digest: str
    message_id: str
    uid_validity: int
    uid: int
    at: datetime
    outcome: Outcome
    reason: str
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A mail that is kept aside: its bytes lie in `quarantine/<digest>.eml`. One with `tried_at` still lies in the mailbox, under
    its UID: the server did not hand it over when it was last tried."""

    digest: str
    at: datetime
    sender: str
    subject: str
    reason: str
    uid_validity: int = 0
    uid: int = 0
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """How far the mailbox has been read: every message of this UIDVALIDITY up to `uid` has its entry or is not ours."""

    uid_validity: int
    uid: int


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only go forward, for back-off inside a run."""
        ...


class MailSource(Protocol):
    """One mailbox folder over one connection. Every method may raise MailboxError (LoginRefused when the password is
    wrong, MailRefused when nothing that was asked for is handed over); after that only `open` connects anew. Blocking: one
    thread owns it."""

    def open(self) -> int:
        """Connects when needed, selects the folder; its UIDVALIDITY."""
        ...

    def fetch_envelopes(self, after_uid: int, since: datetime) -> tuple[Envelope, ...]:
        """Mails with a UID above `after_uid` that arrived at or after `since`, oldest first (arrival, then UID)."""
        ...

    def fetch_mails(self, uids: Sequence[int], size_limit: int, witnesses: Sequence[int] = ()) -> tuple[FetchedMail, ...]:
        """Their bytes without setting \\Seen, in the order asked; those that are gone are left out; one over
        `size_limit` bytes comes truncated. One that is refused comes with its refusal when others are handed over: another of
        `uids`, else one of the `witnesses`, of which nothing is kept."""
        ...

    def mark_handled(self, uids: Sequence[int]) -> None:
        """Marks or moves mails as the settings and the server allow; a mail that is gone is no error."""
        ...

    def mark_quarantined(self, uids: Sequence[int]) -> None: ...

    def wait(self, seconds: float) -> bool:
        """Waits in IDLE (or sleeps where the server has none) until something arrives, `wake` is called or the time is
        over; whether something may have changed."""
        ...

    def wake(self) -> None:
        """Ends a `wait` early. This and `stop` are the only methods that another thread may call."""
        ...

    def stop(self) -> None:
        """Ends a `wait` early, and begins no further question of a `fetch_`, which then raises MailboxError."""
        ...

    def close(self) -> None: ...


class Delivery(StrEnum):
    SENT = "sent"
    REFUSED = "refused"  # for good: 5xx, impossible address
    DEFERRED = "deferred"  # 4xx, no connection: may be tried again
    UNKNOWN = "unknown"  # connection lost after the message was handed over


@dataclass(frozen=True, slots=True)
class SendResult:
    delivery: Delivery
    answer: str = ""  # the relay's own words
    code: int = 0


class Transport(Protocol):
    """A mail relay over a few reused connections."""

    async def send(self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]) -> SendResult:
        """Hands one letter to the relay; `sender` may be "" (the null return path). `handing_over` is called before the first
        byte of the letter leaves: until then the relay cannot have it.
        Raises RelayError when the relay as a whole is out of reach (RelayLoginRefused: wrong password)."""
        ...

    async def close(self) -> None: ...


class SendingStep(StrEnum):
    """How far a letter of the batch in hand has come."""

    HANDED_OVER = "handed-over"  # the relay may have it
    TAKEN = "taken"  # the relay said so


class SendingLog(Protocol):
    """Remembers the steps of the batch in hand beyond the end of the process."""

    def begin(self) -> None: ...

    def note(self, letter_id: str, step: SendingStep) -> None: ...

    def read(self) -> dict[str, SendingStep] | None:
        """The last step of each letter of the interrupted batch; None when nothing can be told."""
        ...


class MailFiles(Protocol):
    """Files of mail under the state folder: `spool/` (raw mail in), `outbox/` (mail out), `quarantine/`."""

    def save(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Writes (path such as "spool/<digest>.eml", bytes) pairs so that they survive a power loss: temporary file,
        fsync, rename, fsync of the folder. All are on disk when it returns. Raises DiskError."""
        ...

    def get(self, path: str) -> bytes:
        """The bytes; raises FileNotFoundError."""
        ...

    def delete(self, path: str) -> None: ...


class Store(Protocol):
    """Cases, outbox, ledger. One writer. Reads answer from memory and see the writes of the open transaction."""

    def transaction(self) -> AbstractContextManager[None]:
        """What is put inside becomes durable in one atomic write at the end; on an exception nothing has happened.
        Raises DiskError when the disk refuses. Transactions do not nest."""
        ...

    def next_case_number(self) -> int: ...

    def put_case(self, case: Case) -> None: ...

    def find_case(self, number: int) -> Case | None:
        """The case, open or archived."""
        ...

    def open_cases(self) -> tuple[Case, ...]:
        """All that are not closed, oldest first."""
        ...

    def find_open(self, ticket: str | None, customer: str | None, title: str) -> Case | None:
        """The open case with the same ticket, or with the same customer and the same title (behaviour B5.11)."""
        ...

    def find_by_message_id(self, message_ids: Iterable[str]) -> Case | None:
        """The case that a mail with one of these Message-IDs opened or joined."""
        ...

    def cases_due(self, now: datetime) -> tuple[Case, ...]:
        """Open cases whose `wake_at` has come, earliest first."""
        ...

    def next_wakeup(self) -> datetime | None:
        """The earliest `wake_at` of an open case."""
        ...

    def put_letters(self, letters: Iterable[Letter]) -> None: ...

    def drop_letters(self, ids: Iterable[str]) -> None: ...

    def letters(self, *states: LetterState) -> tuple[Letter, ...]:
        """Letters in these states (all when none is named), by rank, then age."""
        ...

    def letters_due(self, now: datetime, limit: int) -> tuple[Letter, ...]:
        """Pending letters and deferred ones whose time has come, by rank, then age."""
        ...

    def next_letter_at(self) -> datetime | None:
        """When the next deferred letter is due."""
        ...

    def record(self, entry: LedgerEntry) -> None: ...

    def find_entry(self, digest: str) -> LedgerEntry | None:
        """What became of the mail with this SHA-256, whenever that was."""
        ...

    def find_entry_at(self, uid_validity: int, uid: int) -> LedgerEntry | None: ...

    def ledger(self) -> tuple[LedgerEntry, ...]: ...

    def put_quarantined(self, item: Quarantined) -> None: ...

    def drop_quarantined(self, digest: str) -> None: ...

    def quarantined(self) -> tuple[Quarantined, ...]: ...

    def find_position(self) -> Position | None: ...

    def put_position(self, position: Position) -> None: ...

    def find_fact(self, name: str) -> str | None:
        """A small remembered value: when watching began, last contact with a server, when a hint was last sent."""
        ...

    def put_fact(self, name: str, value: str) -> None: ...

    def archive_closed(self, before: datetime) -> int:
        """Moves cases closed before this instant, and their ledger entries, out of the live file; how many cases."""
        ...

    def close(self) -> None: ...
