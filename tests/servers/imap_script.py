"""An IMAP server that says what the test tells it to say, well or badly."""

import socket
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self

from tests.servers.process import LOOPBACK


class Then(StrEnum):
    GO_ON = "go on"
    CLOSE = "close"
    STALL = "stall"  # silence: nothing more is read or said


@dataclass(frozen=True, slots=True)
class Say:
    """What is sent, with the command's tag for each `%T`, and what happens after it."""

    what: bytes
    then: Then = Then.GO_ON


OK = Say(b"%T OK done\r\n")
SELECTED = (
    b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] .\r\n%T OK [READ-WRITE] done\r\n"
)


class ImapScript:
    """Listens on `port`. `answers` maps a command ("LOGIN", "UID FETCH", "DONE")
    to what is said to it: to the first one the
    first, and so on; the last one again and again; "*" is for what has no answer.
    Left alone it is a server with one mail.
    `heard` holds the commands of all connections in order, `connections` counts them."""

    def __init__(
        self, answers: Mapping[str, Iterable[Say]], offers: str = "IDLE MOVE UIDPLUS", greeting: Say | None = None
    ) -> None:
        listed = Say(b"* CAPABILITY IMAP4rev1 %s\r\n%%T OK done\r\n" % offers.encode())
        self._answers = {
            "CAPABILITY": [listed],
            "SELECT": [Say(SELECTED)],
            "IDLE": [Say(b"+ idling\r\n")],
            "UID SEARCH": [Say(b"* SEARCH 1\r\n%T OK done\r\n")],
            "LOGOUT": [Say(b"* BYE bye\r\n%T OK done\r\n", Then.CLOSE)],
        } | {command: list(says) for command, says in answers.items()}
        self._greeting = greeting or Say(b"* OK ready\r\n")
        self._open: list[socket.socket] = []
        self.heard: list[str] = []
        self.connections = 0

    def __enter__(self) -> Self:
        self._server = socket.create_server((LOOPBACK, 0))
        self.port = self._server.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)  # wakes the accept
        self._server.close()
        self._threads[0].join(60)
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(60)
        for connection in self._open:
            connection.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                self.connections += 1
                self._open.append(connection)
                self._threads.append(threading.Thread(target=self._serve, args=[connection]))
                self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        tag = b""
        with suppress(OSError), connection.makefile("rb") as lines:
            if not self._say(connection, self._greeting, tag):
                return
            for line in lines:
                words = line.split() or [b""]
                # one word alone goes on with a command
                tag, rest = (words[0], words[1:]) if len(words) > 1 else (tag, words)
                command = b" ".join(rest[:2] if rest[0] == b"UID" else rest[:1]).decode(errors="replace")
                self.heard.append(b" ".join(rest).decode(errors="replace"))
                if not self._say(connection, self.find_answer(command, self.heard[-1]), tag):
                    return

    def find_answer(self, command: str, words: str) -> Say:
        """What is said to a command; `words` is the whole of it."""
        says = self._answers.get(command) or self._answers.get("*", [OK])
        return says.pop(0) if len(says) > 1 else says[0]

    def _say(self, connection: socket.socket, say: Say, tag: bytes) -> bool:
        """Whether the conversation goes on."""
        connection.sendall(say.what.replace(b"%T", tag))
        if say.then is Then.CLOSE:
            connection.shutdown(socket.SHUT_RDWR)
        return say.then is Then.GO_ON
