"""The server's side of SMTP with everything a test may want to go wrong:
the vocabulary of the script, and one session."""

import asyncio
import base64
import re
import socket
import ssl
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from weakref import WeakSet

from tests.servers.process import LOOPBACK

PATH_ARGUMENT = re.compile(r"(?:FROM|TO):\s*<([^>]*)>\s*(.*)", re.IGNORECASE)
BEARER = re.compile(r"user=(.*?)\x01auth=Bearer (.*?)\x01")
SIZE_PARAMETER = re.compile(r"\bSIZE=(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Accepted:
    """One letter that the sink took: its envelope, its bytes as the recipient would get them, the instant, and which
    connection (counted from 1) brought it."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    at: datetime
    connection: int


class Step(StrEnum):
    """The moments of a session at which the sink can be told what to do."""

    CONNECT = "CONNECT"
    EHLO = "EHLO"
    STARTTLS = "STARTTLS"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    DOT = "DOT"  # the whole letter has come, the answer is due
    RSET = "RSET"
    QUIT = "QUIT"


class Then(StrEnum):
    GO_ON = "go on"
    CLOSE = "close"
    RESET = "reset"
    STALL = "stall"  # says nothing more, keeps the connection


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do at a step instead of the usual.

    `reply` is the whole answer ("550 5.1.1 unknown user"); empty sends the usual answer, or none when `then` ends the
    talk. `match` is searched in the command's argument. The first `skip` matches pass,
    then `times` are hit (None: all).
    The answer waits `delay` seconds; a client that leaves meanwhile has not handed its letter over. At DOT, `accepts`
    records the letter at once, whatever the client is told.
    """

    step: Step
    reply: str = ""
    match: str = ""
    then: Then = Then.GO_ON
    times: int | None = None
    skip: int = 0
    delay: float = 0.0
    accepts: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What the server offers. `login` (user, password or token) makes authentication compulsory.
    `tls` alone offers STARTTLS; with `tls_first` the connection begins with TLS."""

    size: int | None = 64_000_000
    utf8: bool = True
    login: tuple[str, str] | None = None
    tls: ssl.SSLContext | None = None
    tls_first: bool = False


class Script:
    """The rules in force, and what has been accepted. Shared by all connections of a server."""

    def __init__(self, offer: Offer, record: Callable[[Accepted], None]) -> None:
        self.offer = offer
        self.record = record
        self.connections = 0
        self.sessions: WeakSet[_Session] = WeakSet()
        self._rules: list[tuple[Rule, list[int]]] = []  # each with how often it matched

    def add(self, rule: Rule) -> None:
        self._rules.append((rule, [0]))

    def clear(self) -> None:
        self._rules.clear()

    def find_rule(self, step: Step, argument: str) -> Rule | None:
        for rule, matched in self._rules:
            if rule.step is step and re.search(rule.match, argument, re.IGNORECASE):
                matched[0] += 1
                if matched[0] > rule.skip and (rule.times is None or matched[0] <= rule.skip + rule.times):
                    return rule
        return None


class _Session(asyncio.Protocol):
    """One connection. Commands and letters are taken from one buffer, so that pipelining just works."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._buffer = bytearray()
        self._scanned = 0
        self.number = 0
        self._silent = False
        self._later: asyncio.TimerHandle | None = None
        self._in_data = False
        self._authenticating: str | None = None
        self._authenticated = script.offer.login is None
        self._secure = script.offer.tls_first
        self._forget_letter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._script.sessions.add(self)  # only now: a failed TLS handshake leaves a session without a transport
        self._script.connections += 1
        self.number = self._script.connections
        self._answer(Step.CONNECT, "", "220 sink ESMTP")

    def connection_lost(self, error: Exception | None) -> None:
        if self._later is not None:
            self._later.cancel()

    def abort(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._read()

    def _read(self) -> None:
        while not self._silent and (self._read_letter() if self._in_data else self._read_command()):
            pass

    def _read_command(self) -> bool:
        end = self._buffer.find(b"\n")
        if end < 0:
            return False
        line = bytes(self._buffer[:end]).rstrip(b"\r").decode("utf-8", "surrogateescape")
        del self._buffer[: end + 1]
        if self._authenticating is not None:
            self._read_credentials(line)
            return True
        verb, _, argument = line.partition(" ")
        handle = getattr(self, f"_on_{verb.lower()}", None)
        if handle is None:
            self._send("500 5.5.2 unknown command")
        else:
            handle(argument)
        return True

    def _read_letter(self) -> bool:
        # The buffer holds CRLF before the first line, so that "." alone on it,
        # or a stuffed dot, is found like any other.
        end = self._buffer.find(b"\r\n.\r\n", max(0, self._scanned - 4))
        if end < 0:
            self._scanned = len(self._buffer)
            return False
        raw = bytes(self._buffer[: end + 2]).replace(b"\r\n.", b"\r\n")[2:]  # RFC 5321 4.5.2
        del self._buffer[: end + 5]
        self._in_data = False
        letter = Accepted(self._sender or "", tuple(self._recipients), raw, datetime.now(UTC), self.number)
        self._forget_letter()
        size = self._script.offer.size
        if size is not None and len(raw) > size:
            self._send("552 5.3.4 message too big")
        else:
            self._answer(Step.DOT, letter.sender, f"250 2.0.0 queued as {self.number}", letter)
        return True

    def _answer(self, step: Step, argument: str, usual: str, letter: Accepted | None = None) -> bool:
        """Sends the usual answer, or does what a rule says; whether the step goes well."""
        rule = self._script.find_rule(step, argument)
        if rule is None:
            self._finish(usual, Then.GO_ON, letter)
            return usual[0] in "23"
        usual = rule.reply or ("" if rule.then is not Then.GO_ON else usual)
        if letter is not None and rule.accepts:
            self._script.record(letter)
        if rule.accepts or not usual.startswith("2"):
            letter = None
        if rule.delay:
            self._silent = True
            self._later = asyncio.get_running_loop().call_later(rule.delay, self._resume, usual, rule.then, letter)
        else:
            self._finish(usual, rule.then, letter)
        return usual[:1] in ("2", "3")

    def _resume(self, reply: str, then: Then, letter: Accepted | None) -> None:
        self._silent = False
        self._finish(reply, then, letter)
        self._read()

    def _finish(self, reply: str, then: Then, letter: Accepted | None) -> None:
        if letter is not None:
            self._script.record(letter)
        if reply:
            self._send(reply)
        if then is Then.GO_ON:
            return
        self._silent = True
        if then is Then.CLOSE:
            self._transport.close()
        elif then is Then.RESET:
            reset(self._transport)

    def _send(self, reply: str) -> None:
        self._transport.write(reply.encode() + b"\r\n")

    def _forget_letter(self) -> None:
        self._sender: str | None = None
        self._recipients: list[str] = []

    def _on_ehlo(self, argument: str) -> None:
        self._forget_letter()
        offer = self._script.offer
        lines = ["sink", "8BITMIME", "PIPELINING", "ENHANCEDSTATUSCODES"]
        if offer.size is not None:
            lines.append(f"SIZE {offer.size}")
        if offer.utf8:
            lines.append("SMTPUTF8")
        if offer.tls is not None and not self._secure:
            lines.append("STARTTLS")
        if offer.login is not None:
            lines.append("AUTH PLAIN LOGIN XOAUTH2")
        usual = "\r\n".join([f"250-{line}" for line in lines[:-1]] + [f"250 {lines[-1]}"])
        self._answer(Step.EHLO, argument, usual)

    def _on_helo(self, argument: str) -> None:
        self._forget_letter()
        self._answer(Step.EHLO, argument, "250 sink")

    def _on_starttls(self, argument: str) -> None:
        if self._script.offer.tls is None or self._secure:
            self._send("503 5.5.1 no STARTTLS here")
        elif self._answer(Step.STARTTLS, argument, "220 2.0.0 go ahead"):
            self._silent = True
            self._buffer.clear()  # RFC 3207 6: nothing said before TLS counts
            self._upgrade = asyncio.get_running_loop().create_task(self._start_tls(self._script.offer.tls))

    async def _start_tls(self, context: ssl.SSLContext) -> None:
        try:
            transport = await asyncio.get_running_loop().start_tls(self._transport, self, context, server_side=True)
        except (OSError, ssl.SSLError):
            self._transport.abort()  # the client did not like our certificate
            return
        assert transport is not None
        self._transport = transport
        self._secure = True
        self._silent = False
        self._read()

    def _on_auth(self, argument: str) -> None:
        mechanism, _, initial = argument.partition(" ")
        if self._script.offer.login is None or mechanism.upper() not in ("PLAIN", "LOGIN", "XOAUTH2"):
            self._send("504 5.5.4 unknown mechanism")
            return
        self._authenticating = mechanism.upper()
        self._username: str | None = None
        if initial:
            self._read_credentials(initial)
        else:
            self._send("334 VXNlcm5hbWU6" if mechanism.upper() == "LOGIN" else "334 ")

    def _read_credentials(self, line: str) -> None:
        try:
            decoded = base64.b64decode(line, validate=True).decode()
        except ValueError:
            self._authenticating = None
            self._send("501 5.5.2 that is not base64")
            return
        if self._authenticating == "LOGIN" and self._username is None:
            self._username = decoded
            self._send("334 UGFzc3dvcmQ6")
            return
        if self._authenticating == "PLAIN":
            given = tuple(decoded.split("\0")[1:])
        elif self._authenticating == "LOGIN":
            given = (self._username or "", decoded)
        else:
            bearer = BEARER.match(decoded)
            given = bearer.groups() if bearer else ()
        self._authenticating = None
        right = given == self._script.offer.login
        self._authenticated = self._answer(
            Step.AUTH, "", "235 2.7.0 welcome" if right else "535 5.7.8 wrong user or password"
        )

    def _on_mail(self, argument: str) -> None:
        parts = PATH_ARGUMENT.match(argument)
        offer = self._script.offer
        size = SIZE_PARAMETER.search(parts[2]) if parts else None
        if not self._authenticated:
            self._send("530 5.7.0 authentication required")
        elif parts is None:
            self._send("501 5.5.4 MAIL FROM:<address>")
        elif not offer.utf8 and not argument.isascii():
            self._send("553 5.6.7 address needs SMTPUTF8")
        elif size and offer.size is not None and int(size[1]) > offer.size:
            self._send("552 5.3.4 message too big")
        elif self._answer(Step.MAIL, argument, "250 2.1.0 sender ok"):
            self._forget_letter()
            self._sender = parts[1]

    def _on_rcpt(self, argument: str) -> None:
        parts = PATH_ARGUMENT.match(argument)
        if self._sender is None:
            self._send("503 5.5.1 MAIL first")
        elif parts is None or not parts[1]:
            self._send("501 5.5.4 RCPT TO:<address>")
        elif not self._script.offer.utf8 and not argument.isascii():
            self._send("553 5.6.7 address needs SMTPUTF8")
        elif self._answer(Step.RCPT, argument, "250 2.1.5 recipient ok"):
            self._recipients.append(parts[1])

    def _on_data(self, argument: str) -> None:
        if not self._recipients:
            self._send("503 5.5.1 RCPT first")
        elif self._answer(Step.DATA, argument, "354 go ahead"):
            self._in_data = True
            self._scanned = 0
            self._buffer[:0] = b"\r\n"

    def _on_rset(self, argument: str) -> None:
        self._forget_letter()
        self._answer(Step.RSET, argument, "250 2.0.0 forgotten")

    def _on_noop(self, argument: str) -> None:
        self._send("250 2.0.0 ok")

    def _on_quit(self, argument: str) -> None:
        if self._answer(Step.QUIT, argument, "221 2.0.0 bye"):
            self._transport.close()


@dataclass(frozen=True, slots=True)
class Listening:
    server: asyncio.Server
    script: Script

    @property
    def port(self) -> int:
        port: int = self.server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        self.server.close()
        for session in list(self.script.sessions):
            session.abort()
        await self.server.wait_closed()
        await asyncio.sleep(0)


async def listen(script: Script, port: int) -> Listening:
    first_tls = script.offer.tls if script.offer.tls_first else None
    server = await asyncio.get_running_loop().create_server(lambda: _Session(script), LOOPBACK, port, ssl=first_tls)
    return Listening(server, script)


def reset(transport: asyncio.WriteTransport) -> None:
    """Ends a connection with RST instead of FIN."""
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
