"""Sending over aiosmtplib: TLS mode explicit, a few reused connections, one letter per recipient."""

import asyncio
import contextlib
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import aiosmtplib
from aiosmtplib.protocol import normalize_message_line_endings

from daemon.core.letters.refusals import SmtpPhase, is_about_us
from daemon.errors import RelayError, RelayLoginRefused, SenderRefused
from daemon.ports import Delivery, SendResult

TIMEOUT = 30.0  # seconds for every answer
CONNECTIONS = 3  # Microsoft 365 allows three at a time
IDLE_LIMIT = 20.0  # seconds after which an unused connection is closed: servers drop them, and a drop costs a retry
GRANTED_FOR = 600.0  # seconds in which no more connections are asked for than a relay has granted
TOO_MANY_ON_ONE = 90  # letters over one connection: Postfix ends one after 100
CLOSING = 421  # RFC 5321 section 4.2.2: this connection ends, whatever was asked
_DOT = re.compile(rb"^\.", re.MULTILINE)  # doubled at the beginning of a line (RFC 5321 section 4.5.2)


@dataclass(frozen=True, slots=True)
class RelayAccess:
    """Where and how to connect. `security` is "tls", "starttls" or "none" (loopback hosts only, checked by the
    settings)."""

    host: str
    port: int
    security: str
    username: str = ""
    password: str = ""
    token: Callable[[], Awaitable[str]] | None = None
    tls: ssl.SSLContext | None = None


@dataclass(slots=True)
class _Connection:
    client: aiosmtplib.SMTP
    used_at: float
    letters: int = 0


class SmtpRelay:
    """The `Transport` over one relay. Connections are taken from a small pool and given back; a broken one is dropped.
    A relay that grants fewer than we ask for is used over those that it grants."""

    def __init__(self, access: RelayAccess) -> None:
        self._access = access
        self._free: list[_Connection] = []
        self._in_use = 0
        self._most, self._most_until = CONNECTIONS, 0.0
        self._given_back = asyncio.Condition()

    async def send(self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]) -> SendResult:
        """Hands one letter over. A used connection that has died, or that the relay closes (421), is replaced once, as
        long as nothing of the letter was handed over on it."""
        has_left = False

        def note() -> None:
            nonlocal has_left
            handing_over()
            has_left = True

        async with self._connection() as connection:
            result = await _hand_over(connection.client, sender, recipient, content, note)
            is_worn = result.delivery is Delivery.DEFERRED and result.code in (0, CLOSING) and not has_left
            if is_worn and connection.letters:
                await _quit(connection.client)
                connection.client, connection.letters = (await self._connect()).client, 0
                result = await _hand_over(connection.client, sender, recipient, content, note)
            return result

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[_Connection]:
        """One for one letter; given back when it is still good."""
        connection = await self._wait_for_one()
        try:
            yield connection
            connection.letters += 1
            connection.used_at = _now()
            if connection.client.is_connected and connection.letters < TOO_MANY_ON_ONE:
                self._free.append(connection)
            else:
                await _quit(connection.client)
        except BaseException:
            connection.client.close()
            raise
        finally:
            self._in_use -= 1
            await self._tell()

    async def _wait_for_one(self) -> _Connection:
        """When the relay refuses one while others are in use, those are as many as it grants: the next that is given
        back is taken. Raises RelayError when none is in use."""
        while True:
            async with self._given_back:
                await self._given_back.wait_for(lambda: self._in_use < self._allowed)
            self._in_use += 1
            try:
                return await self._take()
            except BaseException as error:
                self._in_use -= 1
                await self._tell()
                if not isinstance(error, RelayError) or not self._in_use:
                    raise
                self._most, self._most_until = self._in_use, _now() + GRANTED_FOR

    @property
    def _allowed(self) -> int:
        return self._most if _now() < self._most_until else CONNECTIONS

    async def _tell(self) -> None:
        async with self._given_back:
            self._given_back.notify_all()

    async def close(self) -> None:
        while self._free:
            await _quit(self._free.pop().client)

    async def check(self) -> tuple[str, ...]:
        """What the relay offers, for `doctor`: its EHLO keywords. Raises RelayError."""
        connection = await self._connect()
        offered = tuple(f"{name} {value}".strip() for name, value in sorted(connection.client.esmtp_extensions.items()))
        await _quit(connection.client)
        return offered

    async def _take(self) -> _Connection:
        while self._free:
            connection = self._free.pop()
            if connection.client.is_connected and _now() - connection.used_at < IDLE_LIMIT:
                return connection
            await _quit(connection.client)
        return await self._connect()

    async def _connect(self) -> _Connection:
        access = self._access
        where = f"{access.host}:{access.port}"
        client = aiosmtplib.SMTP(
            hostname=access.host,
            port=access.port,
            use_tls=access.security == "tls",
            start_tls=access.security == "starttls",  # never None: that would send a password in clear (packages P2.1)
            tls_context=access.tls,
            timeout=TIMEOUT,
            username=access.username or None,
            password=None if access.token else access.password or None,
            oauth_token_generator=access.token,
        )
        try:
            await client.connect()
            await _greet(client)
        except aiosmtplib.SMTPAuthenticationError as error:
            raise RelayLoginRefused(
                f"The mail relay {where} refused the login of {access.username}: {error.code} {error.message}"
            ) from error
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or str(error)
            raise RelayError(f"The certificate of the mail relay {where} cannot be trusted: {reason}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            client.close()
            raise RelayError(f"The mail relay {where} cannot be reached: {error or type(error).__name__}") from error
        return _Connection(client, _now())


def _now() -> float:
    """Seconds of the event loop's clock."""
    return asyncio.get_running_loop().time()


async def _greet(client: aiosmtplib.SMTP) -> None:
    """EHLO, or HELO where the relay knows none. aiosmtplib would say it with the first letter,
    whose own a refusal would then be."""
    if client.is_ehlo_or_helo_needed:
        try:
            await client.ehlo()
        except aiosmtplib.SMTPHeloError:
            if not client.is_connected:
                raise
            await client.helo()


async def _quit(client: aiosmtplib.SMTP) -> None:
    """Says goodbye; a server that does not answer is left, its letter was accepted long ago."""
    if client.is_connected:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            await asyncio.wait_for(client.quit(), 2)
    client.close()


async def _hand_over(
    client: aiosmtplib.SMTP, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]
) -> SendResult:
    """MAIL, RCPT, DATA step by step, so that a loss before the message was handed over is known from one after it.
    Raises SenderRefused."""
    stage = SmtpPhase.SENDER
    try:
        await client.mail(sender, options=_options(client, sender, recipient, content), encoding="utf-8")
        stage = SmtpPhase.RECIPIENT
        await client.rcpt(recipient, encoding="utf-8")
        stage = SmtpPhase.DATA
        _expect(354, await client.execute_command(b"DATA"))
        handing_over()
        stage = SmtpPhase.CONTENT
        answer = _expect(250, await _send_content(client, content))
    except aiosmtplib.SMTPResponseException as error:
        if 400 <= error.code < 600:
            await _reset(client)
            return _judge_refusal(stage, error.code, error.message)
        client.close()  # nobody knows what it will answer next
        return _judge_odd_answer(stage, error.code, error.message)
    except aiosmtplib.SMTPNotSupported as error:
        return SendResult(Delivery.REFUSED, str(error))
    except (aiosmtplib.SMTPException, OSError) as error:
        client.close()
        if stage is SmtpPhase.CONTENT:
            return SendResult(
                Delivery.UNKNOWN, f"the connection was lost after the message was sent: {error or type(error).__name__}"
            )
        return SendResult(Delivery.DEFERRED, f"the connection was lost: {error or type(error).__name__}")
    return SendResult(Delivery.SENT, answer.message, answer.code)


def _expect(code: int, answer: aiosmtplib.SMTPResponse) -> aiosmtplib.SMTPResponse:
    if answer.code != code:
        raise aiosmtplib.SMTPDataError(answer.code, answer.message)
    return answer


async def _send_content(client: aiosmtplib.SMTP, content: bytes) -> aiosmtplib.SMTPResponse:
    """What the relay says to the whole letter. aiosmtplib says DATA and sends the content in one call, which does not
    tell what was lost (packages P2.6)."""
    if client.protocol is None:
        raise aiosmtplib.SMTPServerDisconnected("Connection lost")
    client.protocol.write(_DOT.sub(b"..", normalize_message_line_endings(content)) + b".\r\n")
    return await client.protocol.read_response(TIMEOUT)


def _options(client: aiosmtplib.SMTP, sender: str, recipient: str, content: bytes) -> list[str]:
    options = []
    if client.supports_extension("size"):
        options.append(f"SIZE={len(content)}")
    if not (sender + recipient).isascii():
        if not client.supports_extension("smtputf8"):
            raise aiosmtplib.SMTPNotSupported(f"the relay takes no addresses with letters outside ASCII: {recipient}")
        options.append("SMTPUTF8")
    return options


async def _reset(client: aiosmtplib.SMTP) -> None:
    with contextlib.suppress(aiosmtplib.SMTPException, OSError):
        await client.rset()


def _judge_odd_answer(stage: SmtpPhase, code: int, words: str) -> SendResult:
    """An answer that is neither what was asked for nor a refusal. After the letter any 2yz is a yes (RFC 5321
    section 4.2.1); whatever else is said then leaves the letter in doubt."""
    if stage is not SmtpPhase.CONTENT:
        return SendResult(Delivery.DEFERRED, f"an answer without sense: {words}", max(code, 0))
    if 200 <= code < 300:
        return SendResult(Delivery.SENT, words, code)
    return SendResult(Delivery.UNKNOWN, f"an answer without sense after the message was sent: {words}", max(code, 0))


def _judge_refusal(stage: SmtpPhase, code: int, words: str) -> SendResult:
    """For good (5xx) or for now; raises SenderRefused for one that would meet every letter."""
    if is_about_us(stage, code, words):
        raise SenderRefused(f"The mail relay takes no letters from us at {stage}: {code} {' '.join(words.split())}")
    return SendResult(Delivery.REFUSED if 500 <= code < 600 else Delivery.DEFERRED, words, code)
