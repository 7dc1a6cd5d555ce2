"""The sandbox: an IMAP and an SMTP server in one thread with its own event loop, so that blocking and asynchronous
clients alike may talk to them."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar, cast
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.sock import SocketInfoLocal

from daemon.adapters.sandbox.mailboxes import HOST, MailStore, WholeResponses

SIZE_LIMIT = 64_000_000
CALL_WITHIN = 10.0  # seconds that one call into the sandbox's thread may take

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SentMail:
    """One letter that the SMTP side accepted:
    its envelope (`sender` is empty for a null return path), its bytes, the instant."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    at: datetime


class Sandbox:
    """IMAP and SMTP servers on free loopback ports, from entering the context to leaving it.

    `users` maps an address, which is also the IMAP login, to its password. Mail sent by SMTP to a user, or to a user's
    plus-address, lands in that user's INBOX; every accepted mail is recorded in `sent`, in order. With `catch_all`, the
    first mail to an unknown recipient makes a mailbox for it, with `catch_all` as its password.
    `now` dates what arrives: a demo with a fast clock passes its own.
    """

    imap_port: int
    smtp_port: int

    def __init__(
        self, users: Mapping[str, str], *, catch_all: str | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        self.sent: list[SentMail] = []
        self._users = dict(users)
        self._catch_all = catch_all
        self._now = now or _wall_clock
        self._arrived = threading.Condition()
        self._mail = MailStore()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sandbox", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._imap_connections: WeakSet[asyncio.WriteTransport] = WeakSet()
        self._smtp_sessions: WeakSet[SMTP] = WeakSet()

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self._call(self._start())
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def deliver(self, user: str, raw: bytes, received_at: datetime | None = None, folder: str = "INBOX") -> int:
        """Put a mail into a user's folder, making the folder when it is missing; its UID.
        May be called from any thread.

        Line ends become CRLF, as any mail server makes them. Raises KeyError for a user the sandbox does not have.
        """
        return self._call(self._mail.append(user, raw, received_at or self._now(), folder))

    def wait_for(self, predicate: Callable[[list[SentMail]], bool], seconds: float = 5.0) -> list[SentMail]:
        """Block until `predicate(sent)` holds; what was sent by then. Raises TimeoutError, with a count, after
        `seconds`."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: predicate(self.sent), seconds):
                raise TimeoutError(f"waited {seconds:g} s in vain; the sandbox has accepted {len(self.sent)} mails")
            return list(self.sent)

    def _call(self, work: Coroutine[object, object, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(CALL_WITHIN)

    async def _start(self) -> None:
        for user, password in self._users.items():
            self._mail.add_user(user, password)
        imap = await asyncio.start_server(self._serve_imap, HOST, 0)
        smtp = await self._loop.create_server(self._make_smtp_session, HOST, 0)
        self._servers += [imap, smtp]
        self.imap_port = imap.sockets[0].getsockname()[1]
        self.smtp_port = smtp.sockets[0].getsockname()[1]

    def _close(self) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CALL_WITHIN)
        self._loop.close()

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        # the loop is ours alone: everything on it serves a client
        sessions = asyncio.all_tasks() - {asyncio.current_task()}
        for session in sessions:
            session.cancel()  # pymap answers this with BYE
        await asyncio.gather(*sessions, return_exceptions=True)
        for transport in [*self._imap_connections, *(session.transport for session in self._smtp_sessions)]:
            if isinstance(transport, asyncio.WriteTransport):
                transport.abort()  # close() would wait for a client that does not read
        for server in self._servers:
            await server.wait_closed()
        await asyncio.sleep(0)  # 3.11 does not wait for the connections: let their connection_lost run

    async def _serve_imap(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._imap_connections.add(writer.transport)
        # Not ProxyProtocolReader.get_callback, as pymap does: nobody holds its task,
        # and 3.13 collects it in the middle of a session.
        try:
            await self._mail.imap(reader, cast(asyncio.StreamWriter, WholeResponses(writer)), SocketInfoLocal(writer))
        except Exception:
            log.exception("the sandbox's IMAP server failed on a session")
        finally:
            writer.close()

    def _make_smtp_session(self) -> SMTP:
        session = SMTP(
            _Intake(self._accept),
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            hostname="localhost",  # the default asks the resolver
            auth_require_tls=False,
            authenticator=self._check_login,
            loop=self._loop,
        )
        self._smtp_sessions.add(session)
        return session

    def _check_login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        known = isinstance(data, LoginPassword) and self._users.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=known, handled=False)  # handled=True would leave the refused client without an answer

    async def _accept(self, sender: str, recipients: Iterable[str], raw: bytes) -> None:
        mail = SentMail(sender, tuple(recipients), raw, self._now())
        for recipient in mail.recipients:
            user = self._find_user(recipient)
            if user is not None:
                returned_to = f"Return-Path: <{sender}>\r\n".encode()  # RFC 5321 4.4: added at final delivery
                await self._mail.append(user, returned_to + raw, mail.at, "INBOX")
        with self._arrived:
            self.sent.append(mail)
            self._arrived.notify_all()

    def _find_user(self, recipient: str) -> str | None:
        """The user whose mailbox takes mail for this recipient; with a catch-all there always is one."""
        local, _, domain = recipient.lower().rpartition("@")
        base = f"{local.partition('+')[0]}@{domain}"
        for user in self._users:
            if user.lower() in (recipient.lower(), base):
                return user
        if self._catch_all is None:
            return None
        self._users[base] = self._catch_all
        self._mail.add_user(base, self._catch_all)
        return base


class _Intake:
    """The hooks that aiosmtpd looks for by name."""

    def __init__(self, accept: Callable[[str, Iterable[str], bytes], Coroutine[object, object, None]]) -> None:
        self._accept = accept

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd looks for this name
        sender = "" if envelope.mail_from in (None, "<>") else str(envelope.mail_from)
        await self._accept(sender, envelope.rcpt_tos, envelope.original_content or b"")
        return "250 2.0.0 queued"


def _wall_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the world outside has a clock of its own
