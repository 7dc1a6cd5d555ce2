"""The shared mailbox over imapclient: one connection, one thread. \\Seen is never set,
nothing is ever lost by a delete."""

import contextlib
import logging
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, IMAPClientReadOnlyError, ProtocolError

from daemon.adapters.imap.access import Handled, MailboxAccess, MailboxFacts
from daemon.adapters.imap.answers import BUSY, NONSENSE, explain, say
from daemon.adapters.imap.fetching import (
    HEADERS_AT_ONCE,
    MAILS_AT_ONCE,
    Doubts,
    batches,
    fetch_apart,
    fetch_contents,
    fetch_headers,
    find_unfetched,
)
from daemon.adapters.imap.folders import find_folder
from daemon.adapters.imap.idle import Bell, forget_news, wait_in_idle
from daemon.adapters.imap.login import log_in
from daemon.errors import MailboxError, MailRefused
from daemon.ports import Envelope, FetchedMail

log = logging.getLogger(__name__)

CONNECT_WITHIN, ANSWER_WITHIN = 10.0, 60.0  # seconds; imapclient has no limits by itself
GOODBYE_WITHIN = 3.0
LONGEST_IDLE = 300.0  # RFC 2177 says 29 minutes, but routers forget a silent connection after a few
TRY_AGAIN_WITHIN = 10.0  # seconds without a byte, once a server has fallen silent or refused: other mails wait
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HANDLED, QUARANTINED = b"$EscalationHandled", b"$EscalationQuarantined"

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

T = TypeVar("T")


class Mailbox:
    """`MailSource` over IMAP. After a failure the connection is gone and every call
    but `open` and `wait` says so; the next
    `open` makes a new one. (Not every call: another connection may mean another UIDVALIDITY, and other mails.)"""

    def __init__(
        self, access: MailboxAccess, answer_within: float = ANSWER_WITHIN, again_within: float = TRY_AGAIN_WITHIN
    ) -> None:
        self._access = access
        self._again_within = min(again_within, answer_within)
        self._timeout = SocketTimeout(CONNECT_WITHIN, answer_within)
        self._where = f"{access.host}:{access.port}"
        self._client: Any = None  # imapclient has no types
        self._uid_validity = 0
        self._messages = 0
        self._takes_keywords = False
        self._read_only = False
        self._folders: dict[str, str] = {}
        self._warned: set[str] = set()
        self._bell = Bell()
        self._is_stopping = self._is_fetching = False
        self._suspects: set[int] = set()  # UIDs that were refused alone: they are asked for last
        self._turn = 0

    def open(self) -> int:
        """See `MailSource`. A living connection is only asked for its news:
        a SEARCH alone may answer from an old view."""
        if self._client is not None:
            try:
                with self._talking("asking for news") as client:
                    client.noop()
            except MailboxError as error:
                log.info("%s Connecting anew.", error)
        if self._client is None:
            self._connect()
        return self._uid_validity

    def fetch_envelopes(self, after_uid: int, since: datetime) -> tuple[Envelope, ...]:
        criteria: list[object] = ["UID", f"{after_uid + 1}:*"]
        if since.year > 1971:
            # SINCE knows whole days, in the server's own zone
            criteria += ["SINCE", (since - timedelta(days=1)).date()]
        with self._talking("fetching headers") as client:
            forget_news(client)
            # n:* always has the last one (RFC 3501 6.4.8)
            uids = sorted(uid for uid in client.search(criteria) if uid > after_uid)
        found, refused = self._fetch_apart("fetching headers", uids, HEADERS_AT_ONCE, fetch_headers)
        envelopes = [one for one in found.values() if one.received_at >= since]
        envelopes += [Envelope(uid, since, 0, b"", reason) for uid, reason in refused.items()]
        return tuple(sorted(envelopes, key=lambda one: (one.received_at, one.uid)))

    def fetch_mails(
        self, uids: Sequence[int], size_limit: int, witnesses: Sequence[int] = ()
    ) -> tuple[FetchedMail, ...]:
        fetch = partial(fetch_contents, size_limit=size_limit)
        found, refused = self._fetch_apart("fetching mails", uids, MAILS_AT_ONCE, fetch, witnesses)
        found |= {uid: FetchedMail(uid, EPOCH, b"", 0, refusal=reason) for uid, reason in refused.items()}
        return tuple(found[uid] for uid in uids if uid in found)

    def _fetch_apart(
        self,
        doing: str,
        uids: Sequence[int],
        at_once: int,
        fetch: Callable[[Any, Sequence[int]], Mapping[int, T]],
        witnesses: Sequence[int] = (),
    ) -> tuple[dict[int, T], dict[int, str]]:
        """See `fetch_apart`; a connection that was lost over a mail is made anew for the others."""
        uid_validity, is_first = self._uid_validity, True

        def fetch_some(some: Sequence[int]) -> Mapping[int, T]:
            nonlocal is_first
            if self._is_stopping:
                raise MailboxError(f"The connection to the mailbox server {self._where} is being closed.")
            if not is_first and self._client is None:
                self._reconnect(uid_validity)
            is_first = False
            with self._talking(doing, some) as client:
                found = fetch(client, some)
                if unfetched := find_unfetched(client, [uid for uid in some if uid not in found]):
                    raise ValueError(f"it says yes and hands over nothing of message {unfetched[0]}")
                return found

        self._is_fetching = True
        self._turn += 1
        try:
            return fetch_apart(uids, at_once, fetch_some, Doubts(witnesses, self._suspects, self._turn))
        finally:
            self._is_fetching = False
            if self._client is not None:
                self._client.socket().settimeout(self._timeout.read)

    def _reconnect(self, uid_validity: int) -> None:
        """In the middle of a task, to the same mails, with less patience."""
        self._connect()
        if self._uid_validity != uid_validity:
            self._suspects.clear()
            self._drop()
            raise MailboxError(
                f"The mailbox server {self._where} has numbered the mails in {self._access.folder} anew."
            )
        self._client.socket().settimeout(self._again_within)

    def mark_handled(self, uids: Sequence[int]) -> None:
        self._mark(uids, HANDLED, self._access.done_folder)

    def mark_quarantined(self, uids: Sequence[int]) -> None:
        self._mark(uids, QUARANTINED, self._access.quarantine_folder)

    def wait(self, seconds: float) -> bool:
        """See `MailSource`. At most five minutes in IDLE. Without a connection it sleeps:
        whoever dropped it, dropped it just now."""
        if self._client is None or not self._client.has_capability("IDLE"):
            self._bell.wait(seconds)
            return True
        with self._talking("waiting for mail") as client:
            return wait_in_idle(client, self._bell, min(seconds, LONGEST_IDLE))

    def wake(self) -> None:
        self._bell.ring()

    def stop(self) -> None:
        self._is_stopping = True
        self._bell.ring()
        client = self._client
        if self._is_fetching and client is not None:  # nothing is lost: what was fetched is taken with the next start
            with contextlib.suppress(OSError):
                socket.socket.shutdown(client.socket(), socket.SHUT_RDWR)

    def close(self) -> None:
        """For good."""
        if self._client is not None:
            with contextlib.suppress(IMAPClientError, OSError):
                self._client.socket().settimeout(GOODBYE_WITHIN)
                self._client.logout()
            self._drop()
        self._bell.close()

    def examine(self) -> MailboxFacts:
        """What the server and the folder can do. Raises MailboxError."""
        self.open()
        with self._talking("asking what it can do") as client:
            idle, move = (client.has_capability(name) for name in ("IDLE", "MOVE"))
        return MailboxFacts(idle, self._takes_keywords, move, self._messages)

    @contextlib.contextmanager
    def _talking(self, doing: str, about: Sequence[int] = ()) -> Iterator[Any]:
        """The open connection. Whatever fails on it, also an answer that makes no sense,
        becomes a MailboxError and ends it;
        a MailRefused when it may be the fault of one of the mails that the talk is `about`."""
        if self._client is None:
            raise MailboxError(f"The connection to the mailbox server {self._where} is closed.")
        try:
            yield self._client
        except NONSENSE as error:
            is_refusal = isinstance(error, IMAPClientError) and not isinstance(
                error, IMAPClientAbortError | ProtocolError
            )
            is_about_mail = bool(about) and not BUSY.search(str(error))
            # a plain NO is no reason to leave a good connection: a login each may be too many
            if not (is_refusal and is_about_mail):
                self._drop()
            if is_about_mail:
                raise MailRefused(explain(error, self._where, doing), say(error)) from error
            raise MailboxError(explain(error, self._where, doing)) from error

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(IMAPClientError, OSError, AttributeError):
                client.shutdown()

    def _connect(self) -> None:
        access, context = self._access, self._access.tls or ssl.create_default_context()
        if access.security == "none" and access.host not in LOOPBACK:
            raise MailboxError(
                f"{self._where} is another machine: a password goes there only with mailbox.security tls or starttls."
            )
        try:
            self._client = IMAPClient(
                access.host, access.port, ssl=access.security == "tls", ssl_context=context, timeout=self._timeout
            )
        except (IMAPClientError, OSError, ValueError) as error:
            raise MailboxError(explain(error, self._where, "connecting")) from error
        with self._talking("connecting") as client:
            client.normalise_times = False  # INTERNALDATE keeps its offset
            # imapclient sends a SEARCH in two pieces
            client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if access.security == "starttls":
                client.starttls(context)
        try:
            with self._talking("logging in") as client:
                log_in(client, access, self._where)
        except MailboxError:
            self._drop()
            raise
        with self._talking(f"opening the folder {access.folder} (mailbox.folder)") as client:
            self._select(client)

    def _select(self, client: Any) -> None:
        self._read_only = False
        try:
            found = client.select_folder(self._access.folder)
        except IMAPClientReadOnlyError:
            self._read_only = True
            found = client.select_folder(self._access.folder, readonly=True)
        self._uid_validity = int(found.get(b"UIDVALIDITY", 0))
        self._messages = int(found.get(b"EXISTS", 0))
        flags = set(found.get(b"PERMANENTFLAGS", ()))
        self._takes_keywords = not self._read_only and (rb"\*" in flags or {HANDLED, QUARANTINED} <= flags)
        self._folders.clear()

    def _mark(self, uids: Sequence[int], keyword: bytes, folder: str) -> None:
        if not uids or self._access.handled is Handled.NOTHING:
            return
        refusal: IMAPClientError | None = None
        with self._talking("marking mails") as client:
            try:
                for some in batches(uids, HEADERS_AT_ONCE):
                    self._mark_some(client, some, keyword, folder)
            except IMAPClientError as error:
                if isinstance(error, IMAPClientAbortError | ProtocolError):
                    raise
                refusal = error  # a plain NO (quota, rights) is no reason to leave a good connection
                self._folders.clear()
        if refusal is not None:
            raise MailboxError(explain(refusal, self._where, "marking mails")) from refusal

    def _mark_some(self, client: Any, uids: Sequence[int], keyword: bytes, folder: str) -> None:
        moving = self._access.handled is Handled.MOVE
        if self._read_only:
            self._warn("the folder is read-only")
        elif not moving and self._takes_keywords:
            client.add_flags(uids, [keyword], silent=True)
        elif not moving:
            self._warn("the folder takes no keywords")
        elif client.has_capability("MOVE"):
            client.move(uids, self._get_folder(client, folder))
        elif client.has_capability("UIDPLUS"):
            client.copy(uids, self._get_folder(client, folder))
            client.add_flags(uids, [rb"\Deleted"], silent=True)
            client.uid_expunge(uids)  # only these: a plain EXPUNGE would take what others have marked
        else:
            self._warn("the server has neither MOVE nor UIDPLUS")

    def _warn(self, why: str) -> None:
        if why not in self._warned:
            self._warned.add(why)
            log.warning("Handled mail stays unmarked in %s on %s: %s.", self._access.folder, self._where, why)

    def _get_folder(self, client: Any, name: str) -> str:
        if name not in self._folders:
            self._folders[name] = find_folder(client, name)
        return self._folders[name]
