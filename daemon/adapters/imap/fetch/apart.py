"""Which mails it is that a server cannot hand over: a question that it refuses is halved down to them (fault F67)."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from daemon.adapters.imap.answers import AskedTooMuch
from daemon.errors import MailboxError, MailRefused

TRIED_ALONE = 50  # mails in one look, of which none is handed over: that is the server, not a mail
SMALL_FOR = 3600.0  # seconds in which no larger question is put than the server has limited us to

T = TypeVar("T")

Fetch = Callable[[Sequence[int]], Mapping[int, T]]


@dataclass(slots=True)
class Doubts(Generic[T]):
    """What is known of mails that are not settled yet: kept from one look to the next, for a server may cut each short.
    `start` spreads where the looks of several runs begin to seek."""

    start: int = 0
    most: dict[int, int] = field(default_factory=dict)  # in how large a question it may be; 0: it was refused alone
    kept: dict[int, T] = field(default_factory=dict)  # what was handed over
    words: dict[int, str] = field(default_factory=dict)  # why it is refused
    largest: int | None = None  # question that the server allows
    limited_at: float = 0.0

    def begin(self, uids: Sequence[int]) -> None:
        self.most = {uid: self.most[uid] for uid in uids if uid in self.most}
        self.kept = {uid: self.kept[uid] for uid in uids if uid in self.kept}
        self.words = {uid: self.words[uid] for uid in uids if uid in self.words}
        if time.monotonic() - self.limited_at > SMALL_FOR:
            self.largest = None

    def limit(self, largest: int) -> None:
        self.largest, self.limited_at = largest, time.monotonic()

    def settle(self, uids: Sequence[int]) -> tuple[dict[int, T], dict[int, str]]:
        """What came and what is refused; nothing is in doubt any longer."""
        found = {uid: self.kept[uid] for uid in uids if uid in self.kept}
        refused = dict(self.words)
        self.most, self.kept, self.words = {}, {}, {}
        return found, refused


def fetch_apart(
    uids: Sequence[int], at_once: int, fetch: Fetch[T], doubts: Doubts[T], witnesses: Sequence[int] = ()
) -> tuple[dict[int, T], dict[int, str]]:
    """What `fetch` gives for these mails, and the reason for each that is refused, twice, while another is handed over:
    one of `uids`, else of the `witnesses`. Raises MailRefused when nothing is handed over: then it is no mail's fault.
    Whatever it raises, the next call goes on where this one ended."""
    return _Apart(uids, at_once, fetch, doubts, witnesses).fetch_all()


class _Apart(Generic[T]):
    """One look. `_shown` is a mail that was handed over in it."""

    def __init__(
        self, uids: Sequence[int], at_once: int, fetch: Fetch[T], doubts: Doubts[T], witnesses: Sequence[int]
    ) -> None:
        self._uids, self._witnesses = uids, witnesses
        self._at_once, self._fetch, self._doubts = at_once, fetch, doubts
        self._shown: int | None = None

    def fetch_all(self) -> tuple[dict[int, T], dict[int, str]]:
        doubts = self._doubts
        doubts.begin(self._uids)
        suspects = {uid for uid, most in doubts.most.items() if most == 0}
        waiting = deque(self._pieces([uid for uid in self._open() if uid not in suspects]))
        while waiting:
            some = [uid for uid in waiting.popleft() if uid not in doubts.kept and doubts.most.get(uid) != 0]
            waiting.extendleft(reversed(self._ask(some) if some else []))
        for uid in tuple(self._open()):
            self._ask_alone(uid, uid in suspects)
        return doubts.settle(self._uids)

    def _open(self) -> Iterator[int]:
        """Those of which nothing is known yet; of one that is gone nothing ever is."""
        return (uid for uid in self._uids if uid not in self._doubts.kept and uid not in self._doubts.words)

    def _pieces(self, uids: Sequence[int]) -> list[list[int]]:
        """Questions as large as they may be."""
        pieces: list[list[int]] = []
        most = 0
        for uid in uids:
            own = min(self._doubts.most.get(uid, self._at_once), self._doubts.largest or self._at_once, self._at_once)
            most = min(most, own)
            if not pieces or len(pieces[-1]) >= most:
                pieces.append([])
                most = own
            pieces[-1].append(uid)
        return pieces

    def _ask(self, some: Sequence[int]) -> list[list[int]]:
        """Puts one question; the smaller ones that it leaves."""
        try:
            self._take(self._fetch(some))
        except AskedTooMuch:
            self._doubts.limit(len(some) // 2)
            return self._pieces(some)
        except MailRefused as error:
            for uid in some:
                self._doubts.most[uid] = min(self._doubts.most.get(uid, len(some)), len(some) // 2)
            self._seek_other(some, error)
            return self._pieces([uid for uid in some if self._doubts.most.get(uid)])
        return []

    def _take(self, found: Mapping[int, T]) -> bool:
        """Whether anything was handed over."""
        for uid, one in found.items():
            self._shown = uid
            if uid in self._uids:
                self._doubts.kept[uid] = one
                self._doubts.most.pop(uid, None)
        return bool(found)

    def _seek_other(self, some: Sequence[int], error: MailRefused) -> None:
        """Another mail that is handed over in this look. Raises MailRefused when there is none."""
        if self._shown is not None:
            return
        for uid in self._find_candidates(some):
            try:
                if self._take(self._fetch([uid])):
                    return
            except MailRefused as another:
                error = another
                if uid in self._uids:
                    self._doubts.most[uid] = 0
        if not any(self._doubts.most.get(uid) != 0 for uid in self._open()):
            self._doubts.most.clear()  # all were tried in vain: it was the server, and the next look begins anew
        raise error

    def _find_candidates(self, some: Sequence[int]) -> Iterator[int]:
        """What was handed over before, the witnesses, then from all over the row those not tried yet, all in turn."""
        yield from [next(iter(self._doubts.kept))] if self._doubts.kept else []
        yield from (uid for uid in self._witnesses if [uid] != list(some))
        fresh = [uid for uid in self._open() if self._doubts.most.get(uid) != 0]
        step = max(0, len(fresh) - 1) // TRIED_ALONE + 1
        yield from fresh[self._doubts.start % step :: step]

    def _ask_alone(self, uid: int, was_suspect: bool) -> None:
        """Once more: any mail may meet a lost connection. It is refused when another is handed over in the same minute:
        after it, or, for one that was refused alone in an earlier look, before it, where no new connection is had."""
        if self._doubts.most.get(uid) != 0:
            return  # it is gone
        if was_suspect:
            self._seek_other([uid], MailRefused("", self._doubts.words.get(uid, "")))
        try:
            self._take(self._fetch([uid]))
        except MailRefused as error:
            self._seek_other([uid], error)
            try:
                if self._shown is None or not self._fetch([self._shown]):
                    raise
            except MailRefused:
                raise
            except MailboxError:
                if not was_suspect:
                    raise
            self._doubts.words[uid] = error.words
