"""The one connection to the mailbox server: made, talked over, given up."""

import contextlib
import socket
import ssl
from collections.abc import Iterator, Sequence
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, IMAPClientReadOnlyError, ProtocolError

from daemon.adapters.imap.access import MailboxAccess
from daemon.adapters.imap.answers import BUSY, LIMIT, NONSENSE, AskedTooMuch, explain, render_answer
from daemon.adapters.imap.login import log_in
from daemon.errors import MailboxError, MailRefused

CONNECT_WITHIN = 10.0  # seconds; imapclient has no limits by itself
GOODBYE_WITHIN = 3.0
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Client(IMAPClient):  # type: ignore[misc]  # imapclient has no types
    """QUIRK imapclient: reads the answer to a SEARCH only when it is one line. Servers may give several."""

    def _raw_command_untagged(self, command: bytes, *arguments: Any, **options: Any) -> Any:
        data = super()._raw_command_untagged(command, *arguments, **options)
        return [b" ".join(filter(None, data))] if command == b"SEARCH" else data


class Connection:
    """At most one to the folder of `access`; `client` is None while there is none. After a failure it is gone, and only
    `connect` makes a new one."""

    def __init__(self, access: MailboxAccess, answer_within: float) -> None:
        self._access = access
        self._timeout = SocketTimeout(CONNECT_WITHIN, answer_within)
        self.where = f"{access.host}:{access.port}"
        self.client: Any = None  # imapclient has no types
        self.uid_validity = 0
        self.messages = 0
        self.read_only = False
        self.flags: frozenset[bytes] = frozenset()  # that can be set for good: PERMANENTFLAGS

    @contextlib.contextmanager
    def talking(self, doing: str, about: Sequence[int] = ()) -> Iterator[Any]:
        """The open connection. Whatever fails on it, also an answer that makes no sense, becomes a MailboxError and
        ends it; a MailRefused when it may be the fault of one of the mails that the talk is `about`, AskedTooMuch when
        fewer of them may be had."""
        if self.client is None:
            raise MailboxError(f"The connection to the mailbox server {self.where} is closed.")
        try:
            yield self.client
        except NONSENSE as error:
            is_refusal = isinstance(error, IMAPClientError) and not isinstance(
                error, IMAPClientAbortError | ProtocolError
            )
            is_about_mail = bool(about) and not BUSY.search(str(error))
            is_too_much = is_refusal and len(about) > 1 and LIMIT.search(str(error)) is not None
            # a plain NO is no reason to leave a good connection: a login each may be too many
            if not (is_refusal and (is_about_mail or is_too_much)):
                self.drop()
            if is_too_much:
                raise AskedTooMuch(explain(error, self.where, doing)) from error
            if is_about_mail:
                raise MailRefused(explain(error, self.where, doing), render_answer(error)) from error
            raise MailboxError(explain(error, self.where, doing)) from error

    def drop(self) -> None:
        client, self.client = self.client, None
        if client is not None:
            with contextlib.suppress(IMAPClientError, OSError, AttributeError):
                client.shutdown()

    def connect(self) -> None:
        access = self._access
        context = None if access.security == "none" else access.tls or ssl.create_default_context()
        if access.security == "none" and access.host not in LOOPBACK:
            raise MailboxError(
                f"{self.where} is another machine: a password goes there only with mailbox.security tls or starttls."
            )
        try:
            self.client = Client(
                access.host, access.port, ssl=access.security == "tls", ssl_context=context, timeout=self._timeout
            )
        except (IMAPClientError, OSError, ValueError) as error:
            raise MailboxError(explain(error, self.where, "connecting")) from error
        with self.talking("connecting") as client:
            client.normalise_times = False  # INTERNALDATE keeps its offset
            # imapclient sends a SEARCH in two pieces
            client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if access.security == "starttls":
                client.starttls(context)
        try:
            with self.talking("logging in") as client:
                log_in(client, access, self.where)
        except MailboxError:
            self.drop()
            raise
        with self.talking(f"opening the folder {access.folder} (mailbox.folder)") as client:
            self._select(client)

    def _select(self, client: Any) -> None:
        self.read_only = False
        try:
            found = client.select_folder(self._access.folder)
        except IMAPClientReadOnlyError:
            self.read_only = True
            found = client.select_folder(self._access.folder, readonly=True)
        self.uid_validity = int(found.get(b"UIDVALIDITY", 0))
        self.messages = int(found.get(b"EXISTS", 0))
        self.flags = frozenset(found.get(b"PERMANENTFLAGS", ()))

    def wait_at_most(self, seconds: float | None = None) -> None:
        """For an answer from now on; as long as at first when nothing is said."""
        if self.client is not None:
            self.client.socket().settimeout(self._timeout.read if seconds is None else seconds)

    def interrupt(self) -> None:
        """Whoever waits for an answer waits no longer. From any thread."""
        client = self.client
        if client is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(client.socket(), socket.SHUT_RDWR)

    def close(self) -> None:
        if self.client is not None:
            with contextlib.suppress(IMAPClientError, OSError):
                self.client.socket().settimeout(GOODBYE_WITHIN)
                self.client.logout()
            self.drop()
