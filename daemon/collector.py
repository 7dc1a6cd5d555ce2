"""Takes the mail out of the mailbox: what has arrived is fetched in batches, handed to the service, and marked."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from daemon.errors import DiskError, MailboxError, MailRefused
from daemon.ports import Envelope, FetchedMail, Ground, MailSource, Position, Unfetched
from daemon.service.mails import Service
from daemon.service.unfetched import ANOTHER, is_not_of

log = logging.getLogger(__name__)

T = TypeVar("T")

BATCH_MAILS = 50  # mails in one commit
BATCH_BYTES = 40_000_000
EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often and how far: from the settings."""

    poll_every: timedelta
    first_start: timedelta
    size_limit: int


class Collector:
    """One mailbox, which blocks: one thread owns it."""

    def __init__(self, source: MailSource, service: Service, ground: Ground, rhythm: Rhythm) -> None:
        self._source = source
        self._service = service
        self._store = ground.store
        self._clock = ground.clock
        self._beat = ground.beat
        self._failpoint = ground.failpoint
        self.rhythm = rhythm
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mailbox")
        self._is_stopping = False

    def wake(self) -> None:
        """Ends a `wait` early."""
        self._source.wake()

    def stop(self) -> None:
        """No further batch is begun, and a `wait` ends; safe to call from a signal."""
        self._is_stopping = True
        self._source.stop()

    async def wait(self, seconds: float) -> None:
        """Until something may have arrived, or the time is over. Raises MailboxError."""
        await self._in_thread(self._source.wait, seconds)

    async def close(self) -> None:
        await self._in_thread(self._source.close)
        self._thread.shutdown()

    async def _in_thread(self, call: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *arguments)

    async def take_mail(self, taken: Callable[[], None] = lambda: None) -> None:
        """Everything that has arrived, oldest first, a batch a commit; `taken` is called after each that may have
        changed cases. Raises MailboxError (MailRefused, LoginRefused) and DiskError."""
        try:
            uid_validity = await self._in_thread(self._source.open)
            await self._take_new(uid_validity, taken)
        except MailboxError as error:
            if not self._is_stopping:
                with contextlib.suppress(DiskError):  # which is told where something is to be done
                    self._service.note_trouble(str(error))
            raise
        self._beat("mailbox")
        self._service.note_trouble("")
        await self._try_again(uid_validity, taken)

    async def _take_new(self, uid_validity: int, taken: Callable[[], None]) -> None:
        position = self._store.find_position() or Position(uid_validity, 0)
        is_anew = position.uid_validity != uid_validity
        after = 0 if is_anew else position.uid
        displaced = self._service.find_displaced(uid_validity, is_anew)
        # Above a known UID everything is new, however old (a mail moved back); before that only the look-back counts.
        envelopes = await self._in_thread(
            self._source.fetch_envelopes,
            after,
            EVER if after else self._watching_since(),
            tuple(filter(None, displaced.values())),
            self._service.find_set_aside(uid_validity),
        )
        # a number that hands over nothing may be no mail's at all: those below it are still to come
        last = max([after, *_find_seen(envelopes)])
        remaining = {envelope.uid for envelope in envelopes}
        witnesses = _find_witnesses(envelopes)
        for batch in _batches(envelopes, self.rhythm.size_limit):
            if self._is_stopping:
                return
            remaining -= {envelope.uid for envelope in batch}
            reached = min([last, *(uid - 1 for uid in remaining)])
            await self._take_batch(batch, Position(uid_validity, max(after, reached)), witnesses)
            taken()
            await self._mark(uid_validity)
            self._failpoint("marked")
        await self._mark(uid_validity)
        if displaced:
            self._service.note_missing(displaced)
        if not envelopes:
            self._service.note_position(Position(uid_validity, after))

    async def _take_batch(self, batch: Sequence[Envelope], position: Position, witnesses: Sequence[Envelope]) -> None:
        wanted = [envelope for envelope in batch if self._is_wanted(envelope, position.uid_validity)]
        refused = [Unfetched(envelope.uid, envelope.refusal) for envelope in wanted if envelope.refusal]
        headers = {envelope.uid: envelope.headers for envelope in wanted if not envelope.refusal}
        mails = await self._fetch(list(headers), [envelope.uid for envelope in witnesses])
        refusals = _find_refusals(mails, headers)
        if len(refusals) == len(mails):
            await self._ask_others(refusals.values(), witnesses)
        self._failpoint("fetched")
        taken = [mail for mail in mails if mail.uid not in refusals]
        self._service.handle_mails(taken, position, [*refused, *refusals.values()])

    async def _fetch(self, uids: Sequence[int], witnesses: Sequence[int]) -> tuple[FetchedMail, ...]:
        if not uids:
            return ()
        return await self._in_thread(self._source.fetch_mails, uids, self.rhythm.size_limit, witnesses)

    async def _ask_others(self, refusals: Iterable[Unfetched], witnesses: Sequence[Envelope]) -> None:
        """Of no mail the right one came. Raises MailRefused when that is so of the witnesses too,
        for another than theirs: then it is the server's trouble."""
        wrong = {refusal.uid for refusal in refusals if refusal.words == ANOTHER}
        headers = {envelope.uid: envelope.headers for envelope in witnesses if envelope.uid not in wrong}
        mails = await self._fetch(list(headers), ()) if wrong else ()
        if wrong and len(_find_refusals(mails, headers)) == len(mails):
            raise MailRefused(f"The mailbox server is in disorder: {ANOTHER}.", ANOTHER)

    def _is_wanted(self, envelope: Envelope, uid_validity: int) -> bool:
        if self._store.find_entry_at(uid_validity, envelope.uid) is not None:
            return False
        return bool(envelope.refusal) or self._service.is_candidate(envelope.headers)

    async def _try_again(self, uid_validity: int, taken: Callable[[], None]) -> None:
        """The mails that the server did not hand over, with each look until the first that it still does not: one that
        falls silent over each keeps new mail waiting."""
        for uid in self._service.find_unfetched(uid_validity):
            if self._is_stopping:
                return
            try:
                mails = await self._fetch([uid], ())
            except MailRefused as error:
                self._service.note_refused(uid_validity, Unfetched(uid, error.words))
                await self._in_thread(self._source.open)
                return
            except MailboxError as error:
                if not self._is_stopping:  # tried it was: the next look begins with another
                    self._service.note_refused(uid_validity, Unfetched(uid, str(error)))
                raise
            self._service.handle_unfetched(uid, mails, uid_validity)
            taken()
            await self._mark(uid_validity)

    async def _mark(self, uid_validity: int) -> None:
        """Marks what is not marked yet, also from before a crash. Marks are a courtesy to people who look into the
        mailbox: the ledger is the truth, so a failure is told and tried again with the next mail."""
        unmarked = self._service.find_unmarked(uid_validity)
        try:
            if unmarked.handled:
                await self._in_thread(self._source.mark_handled, unmarked.handled)
            if unmarked.quarantined:
                await self._in_thread(self._source.mark_quarantined, unmarked.quarantined)
            self._service.forget_unmarked()
        except MailboxError as error:
            log.warning("The mails could not be marked as handled; nothing is lost by it. %s", error)

    def _watching_since(self) -> datetime:
        """The instant before which mail is none of our business: the first start less the set look-back."""
        with self._store.transaction() as unit:
            since = unit.find_watching_since()
            if since is None:
                since = self._clock.now() - self.rhythm.first_start
                unit.put_watching_since(since)
        return since


def _find_refusals(mails: Sequence[FetchedMail], headers: Mapping[int, bytes]) -> dict[int, Unfetched]:
    """The mails that were not handed over, by UID: as the server says, or since what came is another one."""
    words = {mail.uid: mail.refusal or (ANOTHER if is_not_of(headers[mail.uid], mail.raw) else "") for mail in mails}
    return {uid: Unfetched(uid, said, headers[uid]) for uid, said in words.items() if said}


def _find_seen(envelopes: Iterable[Envelope]) -> list[int]:
    return [envelope.uid for envelope in envelopes if not envelope.refusal]


def _find_witnesses(envelopes: Sequence[Envelope]) -> list[Envelope]:
    """The mails that cost least to ask for, to tell whether the server hands over anything;
    one may be the very mail in question."""
    smallest = sorted((envelope for envelope in envelopes if not envelope.refusal), key=lambda envelope: envelope.size)
    return smallest[:2]


def _batches(envelopes: Sequence[Envelope], size_limit: int) -> list[list[Envelope]]:
    """Cuts what has arrived into batches bounded in number and bytes."""
    batches: list[list[Envelope]] = []
    weight = 0
    for envelope in envelopes:
        size = min(envelope.size, size_limit)
        if not batches or len(batches[-1]) >= BATCH_MAILS or weight + size > BATCH_BYTES:
            batches.append([])
            weight = 0
        batches[-1].append(envelope)
        weight += size
    return batches
