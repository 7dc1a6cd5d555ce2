"""The shared mailbox over imapclient: one connection, one thread. \\Seen is never set,
nothing is ever lost by a delete."""

import contextlib
import logging
import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from daemon.adapters.imap.access import MailboxAccess, MailboxFacts
from daemon.adapters.imap.connection import Connection
from daemon.adapters.imap.fetch.apart import Doubts, fetch_apart
from daemon.adapters.imap.fetch.fetching import (
    HEADERS_AT_ONCE,
    MAILS_AT_ONCE,
    fetch_contents,
    fetch_headers,
    find_by_message_id,
    find_unfetched,
    is_one_of,
)
from daemon.adapters.imap.fetch.gaps import Gaps
from daemon.adapters.imap.idle import Bell, News, wait_in_idle
from daemon.adapters.imap.marks import HANDLED, QUARANTINED, Marks
from daemon.errors import LoginRefused, MailboxError, MailRefused
from daemon.ports import Envelope, FetchedMail

log = logging.getLogger(__name__)

ANSWER_WITHIN = 60.0  # seconds
LONGEST_IDLE = 300.0  # RFC 2177 says 29 minutes, but routers forget a silent connection after a few
TRY_AGAIN_WITHIN = 10.0  # seconds without a byte, once a server has fallen silent or refused: other mails wait

MOST_LOGINS = 20  # in one look, over mails that cost the connection
RECONNECT_PAUSES = (1.0, 2.0, 4.0)  # seconds

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

T = TypeVar("T")


class Mailbox:
    """`MailSource` over IMAP. After a failure the connection is gone and every call but `open` and `wait` says so; the
    next `open` makes a new one. (Not every call: another connection may mean another UIDVALIDITY, and other mails.)"""

    def __init__(
        self, access: MailboxAccess, answer_within: float = ANSWER_WITHIN, again_within: float = TRY_AGAIN_WITHIN
    ) -> None:
        self._access = access
        self._again_within = min(again_within, answer_within)
        self._connection = Connection(access, answer_within)
        self._marks = Marks(access, self._connection)
        self._bell, self._news = Bell(), News()
        self._is_stopping = self._is_fetching = False
        self._doubts: tuple[Doubts[Envelope], Doubts[FetchedMail]] = (Doubts(), Doubts())
        self._doubts_about, self._gaps = 0, Gaps()  # UIDVALIDITY

    def open(self) -> int:
        """See `MailSource`. A living connection is only asked for its news:
        a SEARCH alone may answer from an old view."""
        if self._connection.client is not None:
            try:
                with self._connection.talking("asking for news") as client:
                    client.noop()
            except MailboxError as error:
                log.info("%s Connecting anew.", error)
        if self._connection.client is None:
            self._connection.connect()
        if self._doubts_about != self._connection.uid_validity:
            self._doubts_about, self._gaps = self._connection.uid_validity, Gaps()
            self._doubts = Doubts(start := random.randrange(HEADERS_AT_ONCE)), Doubts(start)
        return self._connection.uid_validity

    def fetch_envelopes(
        self, after_uid: int, since: datetime, besides: Sequence[str] = (), without: Collection[int] = ()
    ) -> tuple[Envelope, ...]:
        criteria: list[object] = ["UID", self._gaps.widen(after_uid)]
        if since.year > 1971:
            # SINCE knows whole days, in the server's own zone
            criteria += ["SINCE", (since - timedelta(days=1)).date()]
        with self._connection.talking("fetching headers") as client:
            self._news.forget(client)
            listed = self._gaps.choose(after_uid, client.search(criteria))
            others = find_by_message_id(client, besides) if besides else set()
        self._gaps.note(after_uid, listed)
        uids = sorted((listed | others) - set(without))
        self._news.note(is_mail=bool(uids))
        with self._fetching():
            fetch = self._asking("fetching headers", fetch_headers)
            found, refused = fetch_apart(uids, HEADERS_AT_ONCE, fetch, self._doubts[0])
        envelopes = [
            one
            for uid, one in found.items()
            if (uid in listed and one.received_at >= since) or is_one_of(one.headers, besides)
        ]
        envelopes += [Envelope(uid, since, 0, b"", reason) for uid, reason in refused.items() if uid in listed]
        return tuple(sorted(envelopes, key=lambda one: (one.received_at, one.uid)))

    def fetch_mails(
        self, uids: Sequence[int], size_limit: int, witnesses: Sequence[int] = ()
    ) -> tuple[FetchedMail, ...]:
        with self._fetching():
            fetch = self._asking("fetching mails", partial(fetch_contents, size_limit=size_limit))
            found, refused = fetch_apart(uids, MAILS_AT_ONCE, fetch, self._doubts[1], witnesses)
        found |= {uid: FetchedMail(uid, EPOCH, b"", 0, refusal=reason) for uid, reason in refused.items()}
        return tuple(found[uid] for uid in uids if uid in found)

    def _asking(
        self, doing: str, fetch: Callable[[Any, Sequence[int]], Mapping[int, T]]
    ) -> Callable[[Sequence[int]], Mapping[int, T]]:
        """`fetch` over the connection; one that was lost over a mail is made anew for the others, a few times."""
        uid_validity, logins, is_first = self._connection.uid_validity, 0, True

        def fetch_some(some: Sequence[int]) -> Mapping[int, T]:
            nonlocal is_first, logins
            if self._is_stopping:
                raise self._say_closing()
            if not is_first and self._connection.client is None:
                logins += 1
                if logins > MOST_LOGINS:
                    raise MailboxError(f"The mailbox server {self._connection.where} ends each connection soon.")
                self._reconnect(uid_validity)
            is_first = False
            try:
                with self._connection.talking(doing, some) as client:
                    found = fetch(client, some)
                    if unfetched := find_unfetched(client, [uid for uid in some if uid not in found]):
                        raise ValueError(f"it says yes and hands over nothing of message {unfetched[0]}")
                    return found
            except MailRefused:
                if len(some) == 1 and self._is_gone(some):
                    return {}
                raise

        return fetch_some

    def _is_gone(self, refused: Sequence[int]) -> bool:
        """Whether a plain NO was about mails that somebody has deleted (RFC 2180 section 4.1.2)."""
        if self._connection.client is None:
            return False
        with self._connection.talking("asking what is there") as client:
            return not find_unfetched(client, refused)

    @contextlib.contextmanager
    def _fetching(self) -> Iterator[None]:
        """`stop` may end it at any time."""
        self._is_fetching = True
        try:
            yield
        finally:
            self._is_fetching = False
            self._connection.wait_at_most()

    def _say_closing(self) -> MailboxError:
        return MailboxError(f"The connection to the mailbox server {self._connection.where} is being closed.")

    def _reconnect(self, uid_validity: int) -> None:
        """In the middle of a task, to the same mails, with less patience. A server that has just ended a connection may
        refuse the next for a moment."""
        for pause in (*RECONNECT_PAUSES, None):
            try:
                self._connection.connect()
                break
            except LoginRefused:
                raise
            except MailboxError:
                if pause is None:
                    raise
                self._bell.wait(pause)
                if self._is_stopping:
                    raise self._say_closing() from None
        if self._connection.uid_validity != uid_validity:
            self._connection.drop()
            raise MailboxError(
                f"The mailbox server {self._connection.where} has numbered the mails in {self._access.folder} anew."
            )
        self._connection.wait_at_most(self._again_within)

    def mark_handled(self, uids: Sequence[int]) -> None:
        self._marks.mark(uids, HANDLED, self._access.done_folder)

    def mark_quarantined(self, uids: Sequence[int]) -> None:
        self._marks.mark(uids, QUARANTINED, self._access.quarantine_folder)

    def wait(self, seconds: float) -> bool:
        """See `MailSource`. At most five minutes in IDLE. Without a connection it sleeps:
        whoever dropped it, dropped it just now."""
        if self._connection.client is None or not self._connection.client.has_capability("IDLE"):
            self._bell.wait(seconds)
            return True
        with self._connection.talking("waiting for mail") as client:
            return wait_in_idle(client, self._news, self._bell, min(seconds, LONGEST_IDLE))

    def wake(self) -> None:
        self._bell.ring()

    def stop(self) -> None:
        self._is_stopping = True
        self._bell.ring()
        if self._is_fetching:  # nothing is lost: what was fetched is taken with the next start
            self._connection.interrupt()

    def close(self) -> None:
        """For good."""
        self._connection.close()
        self._bell.close()

    def examine(self) -> MailboxFacts:
        """What the server and the folder can do. Raises MailboxError."""
        self.open()
        with self._connection.talking("asking what it can do") as client:
            idle, move = (client.has_capability(name) for name in ("IDLE", "MOVE"))
        return MailboxFacts(idle, self._marks.takes_keywords, move, self._connection.messages)
