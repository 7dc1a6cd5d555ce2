"""Waiting for mail: a bell that another thread may ring, and IDLE without imapclient's `idle_check`.

`idle_check` spins on a connection that the server has closed and loses half lines; `idle` itself takes an EXISTS before
the server's "+" for an error (packages P1.2, P1.3). The client comes without types."""

import contextlib
import logging
import select
import socket
import ssl
import time
from typing import Any

log = logging.getLogger(__name__)

PATIENCE = 3  # times in a row that the server has something to say and no mail
QUICK, LONGEST_PAUSE = 1.0, 10.0  # seconds between them
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


class News:
    """Whether mail has arrived, by what imaplib keeps of the server's untagged answers. A number of mails that is told
    again (RFC 3501 section 7.3.1 allows it at any time) is none. `pause` is how many seconds to leave a server alone
    that always has something to say, and no mail."""

    def __init__(self) -> None:
        self._known: int | None = None  # mails in the folder; None: not certain
        self._in_vain = 0
        self._vain_at = 0.0
        self.pause = 0.0

    def forget(self, client: Any) -> None:
        """Before a SEARCH: what is announced from now on, the SEARCH may have missed."""
        told, gone = _read_numbers(client)
        if told:
            self._known = None if gone else told[-1]  # which of the two came first, imaplib does not keep
        elif self._known is not None:
            self._known -= gone
        client._imap.untagged_responses.clear()

    def has_come(self, client: Any) -> bool:
        """Whether there may be new mail since `forget`."""
        told, gone = _read_numbers(client)
        return bool(told) and (gone > 0 or any(number != self._known for number in told))

    def note(self, is_mail: bool) -> None:
        """Somebody has looked what the server's words were about."""
        now = time.monotonic()
        is_quick = now - self._vain_at < self.pause + QUICK
        self._in_vain, self._vain_at = self._in_vain + 1 if is_quick and not is_mail else 0, now
        if self._in_vain == PATIENCE:
            log.warning("The mailbox server says much, and no mail is behind it: it is asked less often.")
        self.pause = min(max(0, self._in_vain - PATIENCE + 1) * QUICK, LONGEST_PAUSE)


def _read_numbers(client: Any) -> tuple[list[int], int]:
    """How many mails the folder has, each time that it was told, and how many have gone."""
    answers = client._imap.untagged_responses
    return [int(number) for number in answers.get("EXISTS", ())], len(answers.get("EXPUNGE", ()))


def wait_in_idle(client: Any, news: News, bell: Bell, seconds: float) -> bool:
    """Whether mail arrived since `news` was forgotten or the bell rang, within the time.
    Other talk of the server (flags, "still here")
    is no reason to return; after much of it there is a pause. Raises imapclient's abort or OSError when the
    connection is gone."""
    end = time.monotonic() + seconds
    while True:
        if news.pause and bell.wait(min(news.pause, end - time.monotonic())):
            return True
        client.noop()  # some servers tell in IDLE only what happens in IDLE
        if news.has_come(client):
            return True
        left = end - time.monotonic()
        if left <= 0:
            return False
        if not _begin(client):
            return bell.wait(left) or True  # refused: the caller looks again after the time, as without IDLE
        rang = False if news.has_come(client) or _has_buffered(client) else bell.wait(left, client.socket())
        _end(client)
        if rang:
            return True
        if not news.has_come(client):
            news.note(is_mail=False)


def _end(client: Any) -> None:
    """Ends IDLE within a time: it reads whole lines, and the end of the connection raises."""
    sock = client.socket()
    patience = sock.gettimeout()
    sock.settimeout(min(DONE_WITHIN, patience or DONE_WITHIN))
    client.idle_done()
    sock.settimeout(patience)


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
