"""The clock, the mailbox, the mail relay and the files of mail."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


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
    """A mail with its bytes. `truncated`: only headers and the first part were fetched, it is over the size limit.
    `refusal`: as in `Envelope`; then there are no bytes."""

    uid: int
    received_at: datetime
    raw: bytes
    size: int
    truncated: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A mail that the server does not hand over: its place, the server's words, and its headers, as far as those
    came."""

    uid: int
    words: str
    headers: bytes = b""


class Clock(Protocol):
    """The only one who asks the machine for the time."""

    def now(self) -> datetime:
        """The wall clock, aware, UTC."""
        ...


class MailSource(Protocol):
    """One mailbox folder over one connection. Every method may raise MailboxError (LoginRefused when the password is
    wrong, MailRefused when nothing that was asked for is handed over); after that only `open` connects anew. Blocking:
    one thread owns it."""

    def open(self) -> int:
        """Connects when needed, selects the folder; its UIDVALIDITY."""
        ...

    def fetch_envelopes(
        self, after_uid: int, since: datetime, besides: Sequence[str] = (), without: Collection[int] = ()
    ) -> tuple[Envelope, ...]:
        """Mails with a UID above `after_uid` that arrived at or after `since`, oldest first (arrival, UID), none in
        `without`. `besides`: mails with these Message-IDs count wherever they lie, however old."""
        ...

    def fetch_mails(
        self, uids: Sequence[int], size_limit: int, witnesses: Sequence[int] = ()
    ) -> tuple[FetchedMail, ...]:
        """Their bytes without setting \\Seen, in the order asked; those that are gone are left out; one over
        `size_limit` bytes comes truncated. One that is refused comes with its refusal
        when others are handed over: another of
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
    NOT_TRIED = "not tried"  # its turn did not come, or we were stopped before anything of it was handed over


@dataclass(frozen=True, slots=True)
class SendResult:
    delivery: Delivery
    answer: str = ""  # the relay's own words
    code: int = 0


class Transport(Protocol):
    """A mail relay over a few reused connections."""

    async def send(self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]) -> SendResult:
        """Hands one letter to the relay; `sender` may be "" (the null return path). `handing_over` is called before the
        first byte of the letter leaves: until then the relay cannot have it. Raises RelayError when the relay as a
        whole is out of reach (RelayLoginRefused: wrong password)."""
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


def spool_path(digest: str) -> str:
    """Where a mail lies as it came."""
    return f"spool/{digest}.eml"


def quarantine_path(digest: str) -> str:
    """Where a mail lies that was set aside."""
    return f"quarantine/{digest}.eml"


def outbox_path(letter_id: str) -> str:
    """Where the bytes of a letter lie, before it has left and after."""
    return f"outbox/{letter_id}.eml"


class MailFiles(Protocol):
    """Files of mail under the state folder, each at one of the paths above."""

    def save(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Writes pairs of path and bytes so that they survive a power loss: temporary file, fsync, rename, fsync of the
        folder. All are on disk when it returns. Raises DiskError."""
        ...

    def get(self, path: str) -> bytes:
        """The bytes; raises FileNotFoundError."""
        ...

    def delete(self, path: str) -> None: ...
