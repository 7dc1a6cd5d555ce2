"""Waiting for mail: a bell that another thread may ring, and IDLE without imapclient's `idle_check`.

`idle_check` spins on a connection that the server has closed and loses half lines; `idle` itself takes an EXISTS before
the server's "+" for an error (packages P1.2, P1.3). The client comes without types."""

import contextlib
import select
import socket
import ssl
import time
from typing import Any

DONE_WITHIN = 15.0  # seconds for the server's answer to DONE: silence means that the connection is dead


class Bell:
    """Ends a wait early. Rung before the wait begins, it ends the next one at once."""

    def __init__(self) -> None:
        self._heard, self._rung = socket.socketpair()
        self._heard.setblocking(False)
        self._rung.setblocking(False)

    def ring(self) -> None:
        """From any thread; never blocks."""
        with contextlib.suppress(OSError):  # full: it rings already; closed: nobody listens
            self._rung.send(b"!")

    def wait(self, seconds: float, *others: socket.socket) -> bool:
        """Until it rings, one of the others can be read or has ended, or the time is over; whether it rang."""
        poller = select.poll()
        for one in (self._heard, *others):
            poller.register(one, select.POLLIN)
        poller.poll(max(0.0, seconds) * 1000)
        rang = False
        with contextlib.suppress(OSError):
            while self._heard.recv(64):
                rang = True
        return rang

    def close(self) -> None:
        self._heard.close()
        self._rung.close()


def forget_news(client: Any) -> None:
    """Before a SEARCH: what is announced from now on, the SEARCH may have missed."""
    client._imap.untagged_responses.clear()


def wait_in_idle(client: Any, bell: Bell, seconds: float) -> bool:
    """Whether mail arrived since `forget_news` or the bell rang, within the time. Other talk of the server (flags,
    "still here") is no reason to return. Raises imapclient's abort or OSError when the connection is gone."""
    end = time.monotonic() + seconds
    while True:
        client.noop()  # some servers tell in IDLE only what happens in IDLE
        if _has_news(client):
            return True
        left = end - time.monotonic()
        if left <= 0:
            return False
        if not _begin(client):
            return bell.wait(left) or True  # refused: the caller looks again after the time, as without IDLE
        rang = False if _has_news(client) or _has_buffered(client) else bell.wait(left, client.socket())
        sock = client.socket()
        patience = sock.gettimeout()
        sock.settimeout(min(DONE_WITHIN, patience or DONE_WITHIN))
        client.idle_done()  # reads whole lines; the end of the connection raises
        sock.settimeout(patience)
        if rang:
            return True


def _has_news(client: Any) -> bool:
    """imaplib keeps every untagged answer, also those that came with the answer to another command."""
    return "EXISTS" in client._imap.untagged_responses


def _begin(client: Any) -> bool:
    imap = client._imap
    client._idle_tag = tag = imap._command("IDLE")
    while imap._get_response() is not None:  # None is the "+"
        if imap.tagged_commands[tag]:
            del imap.tagged_commands[tag]
            return False
    return True


def _has_buffered(client: Any) -> bool:
    """Whether something came in the same packet as the "+":
    no poll of the socket shows what Python has read already."""
    sock = client.socket()
    if isinstance(sock, ssl.SSLSocket) and sock.pending():
        return True
    reader: Any = getattr(client._imap, "file", None)
    if not hasattr(reader, "peek"):
        return False
    patience = sock.gettimeout()
    sock.settimeout(0)
    try:
        return bool(reader.peek(1))
    except (BlockingIOError, ssl.SSLWantReadError, ValueError):
        return False
    finally:
        sock.settimeout(patience)
