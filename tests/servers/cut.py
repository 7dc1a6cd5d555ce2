"""A TCP proxy that breaks connections on purpose: after a byte, after a line, in either direction."""

import asyncio
import re
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from types import TracebackType
from typing import Self

from tests.servers.loop import LoopThread
from tests.servers.process import LOOPBACK
from tests.servers.smtp_session import reset

DRAIN_WITHIN = 5.0


class Towards(StrEnum):
    SERVER = "server"
    CLIENT = "client"


class Break(StrEnum):
    CLOSE = "close"
    RESET = "reset"
    STALL = "stall"  # nothing passes any more in either direction, and nobody is told


@dataclass(frozen=True, slots=True)
class Fault:
    """Where to cut: in the flow `towards` one end, after that many bytes, or after a whole line in which the pattern is
    found, both counted for each connection from the moment of arming; everything up to there is passed on.
    `times` is how many connections are hit (None: all).

    The client sees the break; the server sees an orderly end once it has everything that was passed on, and its answers
    are swallowed: it may well have done what it was asked.
    """

    towards: Towards
    how: Break
    after_bytes: int | None = None
    after_line: bytes | None = None
    times: int | None = None


class Cut:
    """Passes everything to `target_port` until a fault is armed. `hits` counts the connections that were cut."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._fault: Fault | None = None
        self._hits_left: int | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._hit = threading.Condition()
        self.hits = 0

    def __enter__(self) -> Self:
        self._thread = LoopThread("cut")
        self.port = self._thread.call(self._listen())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.call(self._close())
        self._thread.end()

    def arm(self, fault: Fault) -> None:
        """From now on connections, open ones too, are cut there."""
        self._thread.call(self._arm(fault))

    def disarm(self) -> None:
        """New connections pass again; those that stall stay as they are."""
        self._thread.call(self._arm(None))

    def wait_for_hits(self, count: int, seconds: float = 60.0) -> None:
        """Blocks until `count` connections have been cut. Raises TimeoutError."""
        with self._hit:
            if not self._hit.wait_for(lambda: self.hits >= count, seconds):
                raise TimeoutError(f"waited {seconds:g} s for {count} cuts, there were {self.hits}")

    async def _arm(self, fault: Fault | None) -> None:
        self._fault = replace(fault) if fault else None  # a new object, so that open connections count anew
        self._hits_left = fault.times if fault else None

    async def _listen(self) -> int:
        self._server = await asyncio.start_server(self._accept, LOOPBACK, 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def _close(self) -> None:
        self._server.close()

    def _accept(self, client_reader: asyncio.StreamReader, client_writer: asyncio.StreamWriter) -> None:
        # Not a coroutine for start_server: 3.11 logs a traceback when its task is cancelled.
        task = asyncio.get_running_loop().create_task(self._serve(client_reader, client_writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def _serve(self, client_reader: asyncio.StreamReader, client_writer: asyncio.StreamWriter) -> None:
        try:
            server_reader, server_writer = await asyncio.open_connection(LOOPBACK, self._target_port)
        except OSError:
            client_writer.transport.abort()
            return
        try:
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(self._pump(server_reader, client_writer, Towards.CLIENT))
                pumps.create_task(self._pump(client_reader, server_writer, Towards.SERVER))
        except* _ReachedError as reached:
            how = next(error.how for error in reached.exceptions if isinstance(error, _ReachedError))
            await _break(how, client_writer, server_reader, server_writer)
        except* OSError:
            pass  # one end reset the connection: so do we, below
        finally:
            client_writer.transport.abort()
            server_writer.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, towards: Towards) -> None:
        flow = _Flow(None)
        data = b""  # counts too: a cut after 0 bytes is due before anything is read
        while True:
            if flow.fault is not self._fault:
                flow = _Flow(self._fault)
            passed = flow.measure(data) if flow.fault and flow.fault.towards is towards else None
            writer.write(data[:passed])
            await writer.drain()
            if passed is not None and flow.fault and self._claim_hit():
                raise _ReachedError(flow.fault.how)
            writer.write(data[len(data) if passed is None else passed :])
            data = await reader.read(65536)
            if not data:
                break
        writer.write_eof()

    def _claim_hit(self) -> bool:
        if self._hits_left == 0:
            return False
        if self._hits_left is not None:
            self._hits_left -= 1
        with self._hit:
            self.hits += 1
            self._hit.notify_all()
        return True


class _ReachedError(Exception):
    def __init__(self, how: Break) -> None:
        super().__init__(how)
        self.how = how


class _Flow:
    """One direction of one connection, measured against a fault from the moment it was armed."""

    def __init__(self, fault: Fault | None) -> None:
        self.fault = fault
        self._seen = 0
        self._line = b""

    def measure(self, data: bytes) -> int | None:
        """How many of these bytes come before the cut; None when it is further on."""
        if self.fault is None:
            return None
        if self.fault.after_bytes is not None:
            left = self.fault.after_bytes - self._seen
            self._seen += len(data)
            return left if 0 <= left <= len(data) else None
        start = 0
        while (end := data.find(b"\n", start) + 1) > 0:
            line, self._line = self._line + data[start:end], b""
            start = end
            if self.fault.after_line is not None and re.search(self.fault.after_line, line):
                return start
        self._line += data[start:]
        return None


async def _break(
    how: Break,
    client_writer: asyncio.StreamWriter,
    server_reader: asyncio.StreamReader,
    server_writer: asyncio.StreamWriter,
) -> None:
    if how is Break.STALL:
        await asyncio.Event().wait()
    if how is Break.RESET:
        reset(client_writer.transport)
    client_writer.close()
    with suppress(OSError):
        await client_writer.wait_closed()
    with suppress(OSError, TimeoutError):
        server_writer.write_eof()
        async with asyncio.timeout(DRAIN_WITHIN):
            while await server_reader.read(65536):
                pass
