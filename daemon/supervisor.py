"""The loops: watch the mailbox, relay the outbox, keep the cadence. One TaskGroup; a signal ends it in good order."""

import asyncio
import contextlib
import logging
import random
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from daemon.adapters.cadence import Cadence
from daemon.core.clock.backoff import REFUSED_LOGIN, reconnect_delay
from daemon.errors import DiskError, LoginRefused, MailboxError, MailRefused, RelayError
from daemon.ports import Clock, Envelope, FetchedMail, MailSource, Position, Store, Unfetched
from daemon.relay import Relay
from daemon.service.mails import Service

log = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST_WAIT = 300.0  # seconds in IDLE; the cadence ends it for polling
BATCH_MAILS = 50  # mails in one commit
BATCH_BYTES = 40_000_000
DISK_PAUSE = 10.0  # seconds between tries while the disk refuses
LONGEST_SLEEP = 3600.0
LOOK_EVERY = timedelta(minutes=1)  # besides the stored instants: a wall clock that was moved is noticed within a minute
HOUSEKEEPING_EVERY = timedelta(hours=1)
KEPT_AFTER_CLOSING = timedelta(days=14)  # in the live file, for `reopen` and the weekly numbers
EPOCH = datetime(1970, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often and how far: from the settings."""

    poll_every: timedelta
    first_start: timedelta
    size_limit: int


class Supervisor:
    """Runs service and relay against one mailbox. The mailbox blocks, so one thread owns it. `beat` is told of every
    contact with a server."""

    def __init__(
        self,
        source: MailSource,
        service: Service,
        relay: Relay,
        store: Store,
        clock: Clock,
        rhythm: Rhythm,
        cadence: Cadence,
        failpoint: Callable[[str], None],
        beat: Callable[[str], None],
    ) -> None:
        self._source = source
        self._service = service
        self._relay = relay
        self._store = store
        self._clock = clock
        self._rhythm = rhythm
        self._cadence = cadence
        self._failpoint = failpoint
        self._beat = beat
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mailbox")
        self._stopping = asyncio.Event()
        self._letters_wait = asyncio.Event()
        self._cases_changed = asyncio.Event()

    async def run(self) -> None:
        """Until SIGTERM or SIGINT: finishes the batch and the letters in hand, then returns."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        try:
            self._relay.recover()
            log.info("watching")
            async with asyncio.TaskGroup() as group:
                group.create_task(self._watch())
                group.create_task(self._send())
                group.create_task(self._wake())
                group.create_task(self._keep_cadence())
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)
            await self._close()

    async def run_once(self) -> None:
        """One pass over mailbox and outbox. Raises MailboxError, RelayError or DiskError as they come."""
        try:
            self._relay.recover()
            unfetched: MailRefused | None = None
            try:
                await self._take_mail()
            except MailRefused as error:  # what is due is due all the same
                unfetched = error
            self._service.handle_digests()
            while self._service.handle_wakeups():
                pass
            while await self._send_batch():
                pass
            if unfetched is not None:
                raise unfetched
        finally:
            await self._close()

    def stop(self) -> None:
        """Ends `run` in good order; safe to call from a signal."""
        self._stopping.set()
        self._letters_wait.set()
        self._cases_changed.set()
        self._source.stop()
        self._relay.stop()

    def look(self) -> None:
        """Looks at once for what is due, in the event loop: the wall clock may have been moved."""
        self._cases_changed.set()
        self._letters_wait.set()

    async def _close(self) -> None:
        await self._in_thread(self._source.close)
        self._thread.shutdown()
        await self._relay.close()

    async def _in_thread(self, call: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *arguments)

    async def _watch(self) -> None:
        """IDLE wakes it, polling backs it up, and a lost connection is made anew with growing gaps."""
        failures = 0
        while not self._stopping.is_set():
            try:
                await self._take_mail()
                if not self._stopping.is_set():
                    await self._in_thread(self._source.wait, LONGEST_WAIT)
                if failures:  # only now: a server that drops us in IDLE each time is no reachable one
                    log.info("the mailbox is reachable again")
                failures = 0
            except MailboxError as error:
                if self._stopping.is_set():
                    return
                failures += 1
                delay = REFUSED_LOGIN if isinstance(error, LoginRefused) else reconnect_delay(failures, random.random())
                if isinstance(error, MailRefused):  # it talks to us: the next mail may tell whether it is the fault of this one
                    delay = min(delay, self._rhythm.poll_every.total_seconds())
                log.error("%s Next try in %.0f s.", error, delay)
                await self._rest(delay)
            except DiskError as error:
                log.error("%s No mail is taken until this is mended; it waits in the mailbox.", error)
                await self._rest(DISK_PAUSE)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _take_mail(self) -> None:
        """Everything that has arrived, oldest first, a batch a commit."""
        uid_validity = await self._in_thread(self._source.open)
        self._beat("mailbox")
        position = self._store.find_position()
        known = position is not None and position.uid_validity == uid_validity
        after = position.uid if position is not None and known else 0
        # Above a known UID everything is new, however old (a mail moved back); before that only the look-back counts.
        envelopes = await self._in_thread(self._source.fetch_envelopes, after, EPOCH if after else self._watching_since())
        remaining = {envelope.uid for envelope in envelopes}
        witnesses = _find_witnesses(envelopes)
        for batch in _batches(envelopes, self._rhythm.size_limit):
            if self._stopping.is_set():
                return
            remaining -= {envelope.uid for envelope in batch}
            reached = min(remaining) - 1 if remaining else max(envelope.uid for envelope in envelopes)
            await self._take_batch(batch, Position(uid_validity, max(after, reached)), witnesses)
        await self._mark(uid_validity)
        await self._try_again(uid_validity)
        if not envelopes and not known:
            self._service.note_position(Position(uid_validity, 0))

    async def _take_batch(self, batch: Sequence[Envelope], position: Position, witnesses: Sequence[int]) -> None:
        wanted = [envelope for envelope in batch if self._is_wanted(envelope, position.uid_validity)]
        refused = [Unfetched(envelope.uid, envelope.refusal) for envelope in wanted if envelope.refusal]
        headers = {envelope.uid: envelope.headers for envelope in wanted if not envelope.refusal}
        mails = await self._fetch(list(headers), witnesses)
        refused += [Unfetched(mail.uid, mail.refusal, headers[mail.uid]) for mail in mails if mail.refusal]
        self._failpoint("fetched")
        self._service.handle_mails([mail for mail in mails if not mail.refusal], position, refused)
        self._letters_wait.set()
        self._cases_changed.set()
        await self._mark(position.uid_validity)
        self._failpoint("marked")

    async def _fetch(self, uids: Sequence[int], witnesses: Sequence[int]) -> tuple[FetchedMail, ...]:
        if not uids:
            return ()
        return await self._in_thread(self._source.fetch_mails, uids, self._rhythm.size_limit, witnesses)

    def _is_wanted(self, envelope: Envelope, uid_validity: int) -> bool:
        if self._store.find_entry_at(uid_validity, envelope.uid) is not None:
            return False
        return bool(envelope.refusal) or self._service.is_candidate(envelope.headers)

    async def _try_again(self, uid_validity: int) -> None:
        """The mails that the server did not hand over, with each look until the first that it still does not: one that falls silent
        over each keeps new mail waiting."""
        for uid in self._service.find_unfetched(uid_validity):
            if self._stopping.is_set():
                return
            try:
                mails = await self._fetch([uid], ())
            except MailRefused as error:
                self._service.note_refused(uid_validity, Unfetched(uid, error.words))
                await self._in_thread(self._source.open)
                return
            self._service.handle_unfetched(uid, mails, uid_validity)
            self._letters_wait.set()
            self._cases_changed.set()
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
                since = self._clock.now() - self._rhythm.first_start
                unit.put_watching_since(since)
        return since

    async def _send(self) -> None:
        """Sends what is due, then sleeps until the next letter is due or a new one is written."""
        while not self._stopping.is_set():
            self._letters_wait.clear()
            try:
                if await self._send_batch():
                    continue
                delay = self._until(self._store.next_letter_at())
            except RelayError as error:
                log.error("%s The letters stay in the outbox and are tried again.", error)
                delay = max(self._until(self._store.next_letter_at()), 1.0)
            except DiskError as error:
                log.error("%s", error)
                delay = DISK_PAUSE
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._letters_wait.wait(), min(delay, LONGEST_SLEEP))

    async def _wake(self) -> None:
        """Sleeps until the earliest stored instant of a case, or until new mail may have set an earlier one. The cadence wakes
        it as well."""
        while not self._stopping.is_set():
            self._cases_changed.clear()
            try:
                self._service.handle_digests()
                self._letters_wait.set()
                if self._service.handle_wakeups():
                    await asyncio.sleep(0)
                    continue
                delay = self._until(self._service.next_wakeup())
            except DiskError as error:
                log.error("%s", error)
                delay = DISK_PAUSE
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._cases_changed.wait(), min(delay, LONGEST_SLEEP))

    async def _keep_cadence(self) -> None:
        """The regular tasks: polling besides IDLE, a look for due work, and housekeeping."""
        self._cadence.every(self._rhythm.poll_every, self._source.wake)
        self._cadence.every(LOOK_EVERY, self.look)
        self._cadence.every(HOUSEKEEPING_EVERY, self._keep_house)
        ticking = asyncio.create_task(self._cadence.run())
        await self._stopping.wait()
        ticking.cancel()

    def _keep_house(self) -> None:
        try:
            count = self._store.archive_closed(self._clock.now() - KEPT_AFTER_CLOSING)
        except DiskError as error:
            log.error("%s The archive waits.", error)
            return
        if count:
            log.info("%d closed cases went into the archive", count)

    async def _send_batch(self) -> int:
        count = await self._relay.send_due()
        if count:
            self._beat("relay")
        return count

    def _until(self, due_at: datetime | None) -> float:
        return LONGEST_SLEEP if due_at is None else max(0.0, (due_at - self._clock.now()).total_seconds())


def _find_witnesses(envelopes: Sequence[Envelope]) -> list[int]:
    """The mails that cost least to ask for, to tell whether the server hands over anything; one may be the very mail in question."""
    smallest = sorted((envelope for envelope in envelopes if not envelope.refusal), key=lambda envelope: envelope.size)
    return [envelope.uid for envelope in smallest[:2]]


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
