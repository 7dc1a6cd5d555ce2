"""The shared mailbox over imapclient: one connection, one thread. \\Seen is never set, nothing is ever deleted."""

import contextlib
import logging
import select
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar, cast

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError, ProtocolError

from daemon.errors import LoginRefused, MailboxError
from daemon.ports import Envelope, FetchedMail

log = logging.getLogger(__name__)

T = TypeVar("T")

TIMEOUT = SocketTimeout(10, 60)  # seconds to connect, and for every answer; imapclient has none by itself
LONGEST_IDLE = 300.0  # RFC 2177 says 29 minutes, but routers forget a silent connection after a few
HEADERS_AT_ONCE = 500
MAILS_AT_ONCE = 50
LARGEST_HEADER = 262_144  # bytes of a header block that are looked at
LARGEST_TEXT = 1_000_000  # bytes of the first part of a mail over the limit
HANDLED, QUARANTINED = b"$EscalationHandled", b"$EscalationQuarantined"
LOST_WORDS = ("socket error", "eof", "unavailable", "timed out", "inuse", "try again", "temporary", "server bug", "internal error")


class Handled(StrEnum):
    """What becomes visible of a handled mail in the mailbox."""

    KEYWORD = "keyword"
    MOVE = "move"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class MailboxAccess:
    """Where the mailbox is. `security` is "tls", "starttls" or "none" (loopback only, checked by the settings)."""

    host: str
    port: int
    security: str
    username: str
    password: str = ""
    token: Callable[[], str] | None = None
    folder: str = "INBOX"
    handled: Handled = Handled.KEYWORD
    done_folder: str = ""
    quarantine_folder: str = ""
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class MailboxFacts:
    """What the server offers, for `doctor`."""

    idle: bool
    keywords: bool
    move: bool
    messages: int


class Mailbox:
    """`MailSource` over IMAP. A connection that failed is dropped; the next `open` makes a new one."""

    def __init__(self, access: MailboxAccess) -> None:
        self._access = access
        self._where = f"{access.host}:{access.port}"
        self._client: Any = None
        self._uid_validity = 0
        self._takes_keywords = False
        self._messages = 0
        self._delimiter = "/"
        self._warned: set[str] = set()
        self._bell, self._ringer = socket.socketpair()
        self._bell.setblocking(False)
        self._ringer.setblocking(False)

    def open(self) -> int:
        """See `MailSource`. A selected folder is only asked whether it still lives."""
        if self._client is not None:
            try:
                self._guarded("check", self._client.noop)
            except MailboxError as error:
                log.info("the connection was lost while it was idle: %s", error)
            else:
                return self._uid_validity
        self._connect()
        return self._uid_validity

    def fetch_envelopes(self, after_uid: int, since: datetime) -> tuple[Envelope, ...]:
        return self._guarded("fetch headers", lambda: self._fetch_envelopes(after_uid, since))

    def fetch_mails(self, uids: Sequence[int], size_limit: int) -> tuple[FetchedMail, ...]:
        return self._guarded("fetch mails", lambda: self._fetch_mails(uids, size_limit))

    def mark_handled(self, uids: Sequence[int]) -> None:
        self._mark(uids, HANDLED, self._access.done_folder)

    def mark_quarantined(self, uids: Sequence[int]) -> None:
        self._mark(uids, QUARANTINED, self._access.quarantine_folder)

    def wait(self, seconds: float) -> bool:
        if self._client is None or not self._client.has_capability("IDLE"):
            self._listen([], seconds)
            return True
        return self._guarded("wait", lambda: self._idle(min(seconds, LONGEST_IDLE)))

    def wake(self) -> None:
        with contextlib.suppress(OSError):  # full: it rings already
            self._ringer.send(b"!")

    def close(self) -> None:
        if self._client is not None:
            with contextlib.suppress(IMAPClientError, OSError):
                self._client.logout()
            self._drop()

    def examine(self) -> MailboxFacts:
        """What the server and the folder can do. Raises MailboxError."""
        self.open()
        client = self._client
        return MailboxFacts(client.has_capability("IDLE"), self._takes_keywords, client.has_capability("MOVE"), self._messages)

    def _guarded(self, what: str, call: Callable[[], T]) -> T:
        """Runs a call on the open connection. After any failure the connection is unusable (packages.md §1)."""
        if self._client is None:
            raise MailboxError(f"The connection to the mailbox {self._where} is closed.")
        try:
            return call()
        except (IMAPClientError, ProtocolError, OSError) as error:
            self._drop()
            raise MailboxError(f"The mailbox {self._where} failed while trying to {what}: {_say(error)}.") from error

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(IMAPClientError, OSError, AttributeError):
                client.shutdown()

    def _connect(self) -> None:
        access = self._access
        context = access.tls or ssl.create_default_context()
        try:
            client: Any = IMAPClient(access.host, access.port, ssl=access.security == "tls", ssl_context=context, timeout=TIMEOUT)
        except ssl.SSLError as error:
            raise MailboxError(f"The certificate of the mailbox {self._where} cannot be trusted: {_say(error)}.") from error
        except (OSError, IMAPClientError) as error:
            raise MailboxError(f"The mailbox {self._where} cannot be reached: {_say(error)}.") from error
        self._client = client
        client.normalise_times = False  # INTERNALDATE keeps its offset
        self._guarded("begin", lambda: client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1))
        if access.security == "starttls":
            self._guarded("begin TLS", lambda: client.starttls(context))
        self._login()
        self._guarded(f"open the folder {access.folder}", self._select)

    def _login(self) -> None:
        access, client = self._access, self._client
        try:
            if access.token is not None:
                client.oauth2_login(access.username, access.token())
            elif (access.username + access.password).isascii():
                client.login(access.username, access.password)
            else:
                client.plain_login(access.username, access.password)
        except LoginError as error:
            self._drop()
            if any(word in str(error).lower() for word in LOST_WORDS):
                raise MailboxError(f"The mailbox {self._where} could not log us in just now: {_say(error)}.") from error
            raise LoginRefused(
                f"The mailbox {self._where} refused the login of {access.username}: {_say(error)}. Check the password."
            ) from error
        except (IMAPClientError, OSError) as error:
            self._drop()
            raise MailboxError(f"The mailbox {self._where} failed while we logged in: {_say(error)}.") from error

    def _select(self) -> None:
        found = self._client.select_folder(self._access.folder)
        self._uid_validity = int(found.get(b"UIDVALIDITY", 0))
        self._messages = int(found.get(b"EXISTS", 0))
        flags = found.get(b"PERMANENTFLAGS", ())
        self._takes_keywords = rb"\*" in flags or {HANDLED, QUARANTINED} <= set(flags)
        folders = self._client.list_folders("", "INBOX") or [((), b"/", "INBOX")]
        self._delimiter = (folders[0][1] or b"/").decode("ascii")

    def _fetch_envelopes(self, after_uid: int, since: datetime) -> tuple[Envelope, ...]:
        criteria: list[object] = ["UID", f"{after_uid + 1}:*"]
        if since.year > 1971:
            criteria += ["SINCE", (since - timedelta(days=1)).date()]  # SINCE knows whole days in the server's own zone
        uids = [uid for uid in self._client.search(criteria) if uid > after_uid]  # n:* always has the last one
        found = []
        for some in _batches(sorted(uids), HEADERS_AT_ONCE):
            for uid, answer in self._client.fetch(some, ["INTERNALDATE", "RFC822.SIZE", f"BODY.PEEK[HEADER]<0.{LARGEST_HEADER}>"]).items():
                headers = next((value for name, value in answer.items() if name.startswith(b"BODY[HEADER]")), None)
                if headers is None or b"INTERNALDATE" not in answer:
                    continue  # it is gone meanwhile
                received_at = cast(datetime, answer[b"INTERNALDATE"]).astimezone(UTC)
                if received_at >= since:
                    found.append(Envelope(uid, received_at, int(answer.get(b"RFC822.SIZE", 0)), bytes(headers)))
        return tuple(sorted(found, key=lambda envelope: (envelope.received_at, envelope.uid)))

    def _fetch_mails(self, uids: Sequence[int], size_limit: int) -> tuple[FetchedMail, ...]:
        found: dict[int, FetchedMail] = {}
        for some in _batches(uids, MAILS_AT_ONCE):
            facts = self._client.fetch(some, ["INTERNALDATE", "RFC822.SIZE"])
            sizes = {uid: int(answer.get(b"RFC822.SIZE", 0)) for uid, answer in facts.items() if b"INTERNALDATE" in answer}
            dates = {uid: cast(datetime, facts[uid][b"INTERNALDATE"]).astimezone(UTC) for uid in sizes}
            small = [uid for uid in some if uid in sizes and sizes[uid] <= size_limit]
            for uid, answer in (self._client.fetch(small, ["BODY.PEEK[]"]) if small else {}).items():
                raw = answer.get(b"BODY[]")
                if raw is not None:  # else it was expunged meanwhile
                    found[uid] = FetchedMail(uid, dates[uid], bytes(raw), sizes[uid])
            for uid in some:
                if uid in sizes and sizes[uid] > size_limit:
                    found[uid] = FetchedMail(uid, dates[uid], self._fetch_beginning(uid), sizes[uid], truncated=True)
        return tuple(found[uid] for uid in uids if uid in found)

    def _fetch_beginning(self, uid: int) -> bytes:
        """A mail over the limit as far as it is read: its header, and its beginning. A multipart that ends in the middle
        is still read; what is cut off are attachments."""
        answer = self._client.fetch([uid], [f"BODY.PEEK[]<0.{LARGEST_TEXT}>"]).get(uid, {})
        return bytes(next((value for name, value in answer.items() if name.startswith(b"BODY[]") and value), b""))

    def _mark(self, uids: Sequence[int], keyword: bytes, folder: str) -> None:
        if not uids or self._access.handled is Handled.NOTHING:
            return
        if self._access.handled is Handled.MOVE:
            self._guarded("move mails", lambda: self._move(uids, folder))
        elif self._takes_keywords:
            self._guarded("mark mails", lambda: self._client.add_flags(uids, [keyword], silent=True))
        else:
            self._warn("the folder takes no keywords: handled mail is not marked")

    def _move(self, uids: Sequence[int], folder: str) -> None:
        name = folder.replace("/", self._delimiter)
        if not self._client.folder_exists(name):
            self._client.create_folder(name)
        if self._client.has_capability("MOVE"):
            self._client.move(uids, name)
        elif self._client.has_capability("UIDPLUS"):
            self._client.copy(uids, name)
            self._client.add_flags(uids, [rb"\Deleted"], silent=True)
            self._client.uid_expunge(uids)  # only these: a plain EXPUNGE would take what others have marked
        else:
            self._warn("the server can neither MOVE nor UID EXPUNGE: handled mail stays where it is")

    def _warn(self, text: str) -> None:
        if text not in self._warned:
            self._warned.add(text)
            log.warning("%s: %s", self._where, text)

    def _idle(self, seconds: float) -> bool:
        """IDLE until the server says something, `wake` is called or the time is over. What it said is of no interest: the
        truth is the next search. `idle_check` is not used; it misses half lines and the server's end (packages.md §1)."""
        client = self._client
        client.idle()
        if not self._has_buffered(client):
            self._listen([client.socket()], seconds)
        _, answers = client.idle_done()
        if any(len(answer) > 0 and answer[0] == b"BYE" for answer in answers):
            raise IMAPClientAbortError("the server ended the connection")
        return True

    def _has_buffered(self, client: Any) -> bool:
        """Whether an answer came in the same packet as the server's `+`: no poll of the socket would show it."""
        sock = client.socket()
        if getattr(sock, "pending", lambda: 0)():
            return True
        file = getattr(client._imap, "file", None) or getattr(client._imap, "_file", None)
        if file is None:
            return False
        sock.settimeout(0)
        try:
            return bool(file.peek(1))
        except (BlockingIOError, ssl.SSLWantReadError, ValueError):
            return False
        finally:
            sock.settimeout(TIMEOUT.read)

    def _listen(self, sockets: list[socket.socket], seconds: float) -> None:
        poller = select.poll()
        for one in (*sockets, self._bell):
            poller.register(one, select.POLLIN)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not poller.poll(left * 1000):
            pass
        with contextlib.suppress(BlockingIOError):
            while self._bell.recv(64):
                pass


def _batches(uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(uids), size):
        yield uids[start : start + size]


def _say(error: Exception) -> str:
    """The error's own words on one line; never more than is needed, since servers echo what they got."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, CapabilityError):
        return "the server lacks a capability"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split()).strip(".")[:200] or type(error).__name__
