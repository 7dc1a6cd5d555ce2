"""A relay that grants few connections, or few letters on each, over a real socket."""

import asyncio
from contextlib import suppress

from daemon.adapters.smtp import RelayAccess, SmtpRelay
from daemon.errors import RelayError
from daemon.ports import Delivery
from tests.servers.sink import Rule, Sink, Step, Then
from tests.tables import every_row

LETTER = b"Subject: x\r\n\r\ntext\r\n"
ANSWERS = {b"EHLO": b"250 x", b"MAIL": b"250 ok", b"RCPT": b"250 ok", b"DATA": b"354 go", b"QUIT": b"221 bye"}


class Stingy:
    """A relay that takes so many connections at a time, and so many letters on each. `taken` counts them."""

    def __init__(self, at_a_time: int, on_each: int = 1000) -> None:
        self._at_a_time, self._on_each = at_a_time, on_each
        self._open = self.taken = self.refused = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        with suppress(OSError, asyncio.IncompleteReadError):
            if self._open > self._at_a_time:
                self.refused += 1
                writer.write(b"421 4.7.0 too many connections\r\n")
            else:
                writer.write(b"220 x ESMTP\r\n")
                await self._talk(reader, writer)
        self._open -= 1
        writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken = 0
        while word := (await reader.readline())[:4].upper():
            if word == b"MAIL" and taken >= self._on_each:
                writer.write(b"421 4.7.0 too many messages on this connection\r\n")
                return
            writer.write(ANSWERS[word] + b"\r\n")
            if word == b"DATA":
                await reader.readuntil(b"\r\n.\r\n")
                await asyncio.sleep(0.01)
                writer.write(b"250 2.0.0 queued\r\n")
                taken, self.taken = taken + 1, self.taken + 1


def send_many(stingy: Stingy, count: int) -> list[object]:
    """As the courier does: three at a time."""

    async def talk() -> list[object]:
        server = await asyncio.start_server(stingy.serve, "127.0.0.1", 0)
        relay = SmtpRelay(RelayAccess("127.0.0.1", server.sockets[0].getsockname()[1], "none"))
        results: list[object] = []
        for start in range(0, count, 3):
            sends = (
                relay.send("support@example.com", f"tech{number}@example.com", LETTER, lambda: None)
                for number in range(start, min(start + 3, count))
            )
            results += await asyncio.gather(*sends, return_exceptions=True)
        await relay.close()
        server.close()
        return results

    return [getattr(result, "delivery", result) for result in asyncio.run(talk())]


@every_row("at_a_time", [1, 2, 3])
def test_all_letters_leave_over_the_connections_that_are_granted(at_a_time: int) -> None:
    stingy = Stingy(at_a_time)
    assert send_many(stingy, 24) == [Delivery.SENT] * 24
    assert stingy.refused <= 3 - at_a_time  # it is not asked again with each letter


def test_a_relay_that_grants_none_is_out_of_reach() -> None:
    assert [type(result) for result in send_many(Stingy(0), 3)] == [RelayError] * 3


def test_a_connection_on_which_the_relay_takes_no_more_letters_is_replaced_at_once() -> None:
    stingy = Stingy(3, on_each=2)
    assert send_many(stingy, 24) == [Delivery.SENT] * 24


@every_row("step", [Step.MAIL, Step.RCPT, Step.DATA])
def test_so_at_every_step_before_the_letter_itself_and_once_only(step: Step) -> None:
    for times, delivery in ((1, Delivery.SENT), (2, Delivery.DEFERRED)):
        with Sink() as sink:
            sink.tell(Rule(step, "421 4.3.2 closing", skip=1, times=times, then=Then.CLOSE))

            async def talk(port: int = sink.port) -> Delivery:
                relay = SmtpRelay(RelayAccess("127.0.0.1", port, "none"))
                for _ in range(2):
                    result = await relay.send("support@example.com", "tech@example.com", LETTER, lambda: None)
                await relay.close()
                return result.delivery

            assert asyncio.run(talk()) is delivery
