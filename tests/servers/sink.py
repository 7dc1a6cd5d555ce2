"""The world that our letters go to: an SMTP server that records what it accepts and answers as a test tells it.

Plain asyncio, so that a bench measures the sender and not the sink. In a process of its own:
`python -m tests.servers.sink --port 0 --out letters.jsonl` prints the port it listens on.
"""

import argparse
import asyncio
import json
import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers.loop import LoopThread
from tests.servers.smtp_session import Accepted, Listening, Offer, Rule, Script, Step, Then, listen

__all__ = ["Accepted", "Offer", "Rule", "Sink", "SinkProcess", "Step", "Then", "load_letters"]


class Sink:
    """An SMTP server in a thread of this process. `received` lists the accepted letters in order."""

    def __init__(self, offer: Offer | None = None, *, port: int = 0) -> None:
        self.received: list[Accepted] = []
        self.port = port
        self._arrived = threading.Condition()
        self._script = Script(offer or Offer(), self._record)
        self._listening: Listening | None = None

    def __enter__(self) -> Self:
        self._thread = LoopThread("sink")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._thread.end()

    @property
    def connections(self) -> int:
        """How many connections there have been."""
        return self._script.connections

    def start(self) -> None:
        """Listens; after `stop` again on the same port."""
        self._listening = self._thread.call(listen(self._script, self.port))
        self.port = self._listening.port

    def stop(self) -> None:
        """Refuses connections from now on and drops the open ones, as a server that goes down."""
        if self._listening is not None:
            self._thread.call(self._listening.close())
            self._listening = None

    def tell(self, *rules: Rule) -> None:
        """Puts rules in force, after those that are there; the first that applies wins."""
        for rule in rules:
            self._script.add(rule)

    def forget_rules(self) -> None:
        self._script.clear()

    def wait_for(self, count: int, seconds: float = 60.0) -> list[Accepted]:
        """Blocks until `count` letters have been accepted; all of them. Raises TimeoutError."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.received) >= count, seconds):
                raise TimeoutError(f"waited {seconds:g} s for {count} letters, {len(self.received)} came")
            return list(self.received)

    def _record(self, letter: Accepted) -> None:
        with self._arrived:
            self.received.append(letter)
            self._arrived.notify_all()


class SinkProcess:
    """The sink as a process of its own, for benches: it takes letters on `port` and writes them to `out`."""

    def __init__(self, out: Path, *, port: int = 0) -> None:
        self.out = out
        self.port = port

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.servers.sink", "--port", str(self.port), "--out", str(self.out)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate(timeout=60)

    def received(self) -> list[Accepted]:
        """What has been written so far."""
        return load_letters(self.out)


def load_letters(out: Path) -> list[Accepted]:
    """The letters in a sink's file; a last line that is still being written is left out."""
    lines = out.read_text().splitlines(keepends=True) if out.exists() else []
    return [_letter_of(line) for line in lines if line.endswith("\n")]


def _line_of(letter: Accepted) -> str:
    fields = {
        "sender": letter.sender,
        "recipients": letter.recipients,
        "raw": letter.raw.decode("latin-1"),
        "at": letter.at.isoformat(),
        "connection": letter.connection,
    }
    return json.dumps(fields) + "\n"


def _letter_of(line: str) -> Accepted:
    fields = json.loads(line)
    raw, at = fields["raw"].encode("latin-1"), datetime.fromisoformat(fields["at"])
    return Accepted(fields["sender"], tuple(fields["recipients"]), raw, at, fields["connection"])


async def _serve(port: int, out: Path) -> None:
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    with out.open("a", buffering=1) as letters:

        def record(letter: Accepted) -> None:
            letters.write(_line_of(letter))

        listening = await listen(Script(Offer(), record), port)
        print(listening.port, flush=True)  # noqa: T201 - the caller reads it
        await ended.wait()
        await listening.close()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(
        description="An SMTP server that writes every letter to a file, one JSON object a line."
    )
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    asyncio.run(_serve(given.port, given.out))
