"""The loops: watch the mailbox, send the outbox, keep the cadence. One TaskGroup; a signal ends it in good order."""

import asyncio
import contextlib
import logging
import random
import signal
from datetime import datetime, timedelta

from daemon.adapters.cadence import Cadence
from daemon.collector import Collector
from daemon.core.clock.backoff import REFUSED_LOGIN, reconnect_delay
from daemon.courier import Courier
from daemon.errors import DiskError, LoginRefused, MailboxError, MailRefused, RelayError
from daemon.ports import Ground
from daemon.service.mails import Service

log = logging.getLogger(__name__)

LONGEST_WAIT = 300.0  # seconds in IDLE; the cadence ends it for polling
DISK_PAUSE = 10.0  # seconds between tries while the disk refuses
LONGEST_SLEEP = 3600.0
LOOK_EVERY = timedelta(minutes=1)  # besides the stored instants: a wall clock that was moved is noticed within a minute
HOUSEKEEPING_EVERY = timedelta(hours=1)
LONGEST_READING = 300.0  # seconds that the clock waits for the mailbox to be read
A_JUMP = timedelta(minutes=5)  # between two looks: the machine slept, or its clock was moved
CATCH_UP_EVERY = timedelta(days=1)
BETWEEN_PAGES = 1.0  # seconds for the mail while the index of solved cases catches up
KEPT_AFTER_CLOSING = timedelta(days=14)  # in the live file, for `reopen` and the weekly numbers


class Supervisor:
    """Runs collector, service and courier."""

    def __init__(
        self, collector: Collector, service: Service, courier: Courier, ground: Ground, cadence: Cadence
    ) -> None:
        self._collector = collector
        self._service = service
        self._courier = courier
        self._store = ground.store
        self._clock = ground.clock
        self._beat = ground.beat
        self._solved = ground.solved
        self._cadence = cadence
        self._stopping = asyncio.Event()
        self._letters_wait = asyncio.Event()
        self._cases_changed = asyncio.Event()
        self._mailbox_is_read = asyncio.Event()
        self._is_behind = asyncio.Event()
        self._looked_at = self._clock.now()

    async def run(self) -> None:
        """Until SIGTERM or SIGINT: finishes the batch and the letters in hand, then returns."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        try:
            self._courier.recover()
            log.info("watching")
            async with asyncio.TaskGroup() as group:
                group.create_task(self._watch())
                group.create_task(self._send())
                group.create_task(self._wake())
                group.create_task(self._keep_cadence())
                group.create_task(self._catch_up())
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)
            await self._close()

    async def run_once(self) -> None:
        """One pass over mailbox and outbox. Raises MailboxError, RelayError or DiskError as they come."""
        try:
            self._courier.recover()
            trouble: MailboxError | None = None
            try:
                await self._collector.take_mail(self.look)
            except MailboxError as error:  # what is due is due all the same
                trouble = error
            try:
                await self._do_what_is_due()
            except (RelayError, DiskError):
                if trouble is not None:
                    log.error("%s", trouble)
                raise
            if trouble is not None:
                raise trouble
        finally:
            await self._close()

    async def _do_what_is_due(self) -> None:
        while self._service.handle_wakeups():
            pass
        self._service.handle_digests()  # they say how it stands after that
        while await self._send_batch():
            pass
        self._solved.catch_up(self._store)

    def stop(self) -> None:
        """Ends `run` in good order; safe to call from a signal."""
        self._stopping.set()
        self._letters_wait.set()
        self._cases_changed.set()
        self._mailbox_is_read.set()
        self._is_behind.set()
        self._collector.stop()
        self._courier.stop()

    def look(self) -> None:
        """Looks at once for what is due, in the event loop: the wall clock may have been moved."""
        self._cases_changed.set()
        self._letters_wait.set()

    async def _close(self) -> None:
        await self._collector.close()
        await self._courier.close()

    async def _watch(self) -> None:
        """IDLE wakes it, polling backs it up, and a lost connection is made anew with growing gaps."""
        failures = 0
        while not self._stopping.is_set():
            try:
                await self._read_mailbox()
                if not self._stopping.is_set():
                    await self._collector.wait(LONGEST_WAIT)
                if failures:  # only now: a server that drops us in IDLE each time is no reachable one
                    log.info("the mailbox is reachable again")
                failures = 0
            except MailboxError as error:
                if self._stopping.is_set():
                    return
                failures += 1
                delay = REFUSED_LOGIN if isinstance(error, LoginRefused) else reconnect_delay(failures, random.random())
                # it talks to us: the next mail may tell whether it is the fault of this one
                if isinstance(error, MailRefused):
                    delay = min(delay, self._collector.rhythm.poll_every.total_seconds())
                log.error("%s Next try in %.0f s.", error, delay)
                await self._rest(delay)
            except DiskError as error:
                log.error("%s No mail is taken until this is mended; it waits in the mailbox.", error)
                await self._rest(DISK_PAUSE)

    async def _read_mailbox(self) -> None:
        """To its end, or until that fails: so long no clock strikes. Raises MailboxError and DiskError."""
        self._mailbox_is_read.clear()
        try:
            await self._collector.take_mail(self.look)
        finally:
            self._mailbox_is_read.set()

    async def _wait_for_mailbox(self) -> None:
        """What answers the clock's next words may lie in the mailbox (behaviour B7.30)."""
        before, self._looked_at = self._looked_at, self._clock.now()
        if self._looked_at - before > A_JUMP:
            self._mailbox_is_read.clear()
            self._collector.wake()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._mailbox_is_read.wait(), LONGEST_READING)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

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
        """Sleeps until the earliest stored instant of a case, or until new mail may have set an earlier one. The
        cadence wakes it as well."""
        while not self._stopping.is_set():
            await self._wait_for_mailbox()
            if self._stopping.is_set():  # while the mailbox was read
                return
            self._cases_changed.clear()
            try:
                if self._service.handle_wakeups():
                    self._letters_wait.set()
                    await asyncio.sleep(0)
                    continue
                self._service.handle_digests()  # they say how it stands after that
                self._letters_wait.set()
                delay = self._until(self._service.next_wakeup())
            except DiskError as error:
                log.error("%s", error)
                delay = DISK_PAUSE
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._cases_changed.wait(), min(delay, LONGEST_SLEEP))

    async def _keep_cadence(self) -> None:
        """The regular tasks: polling besides IDLE, a look for due work, and housekeeping."""
        self._cadence.every(self._collector.rhythm.poll_every, self._collector.wake)
        self._cadence.every(LOOK_EVERY, self.look)
        self._cadence.every(HOUSEKEEPING_EVERY, self._keep_house)
        self._cadence.every(CATCH_UP_EVERY, self._is_behind.set)
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

    async def _catch_up(self) -> None:
        """The index of solved cases: at the start and daily, page by page."""
        while not self._stopping.is_set():
            self._is_behind.clear()
            while self._solved.catch_up(self._store) and not self._stopping.is_set():
                await self._rest(BETWEEN_PAGES)
            if not self._stopping.is_set():
                await self._is_behind.wait()

    async def _send_batch(self) -> int:
        count = await self._courier.send_due()
        if count:
            self._beat("relay")
        return count

    def _until(self, due_at: datetime | None) -> float:
        return LONGEST_SLEEP if due_at is None else max(0.0, (due_at - self._clock.now()).total_seconds())
