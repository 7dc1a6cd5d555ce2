"""The courier of the outbox: due letters → send → sent, deferred, failed or unknown.
Marks and results are one commit a batch."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from daemon.core.model.notifications import GIVEN_UP, Letter, LetterState
from daemon.errors import RelayError
from daemon.ports import (
    Delivery,
    Ground,
    RelayMemory,
    SendingLog,
    SendingStep,
    SendResult,
    Store,
    Transport,
    Unit,
    iterate_letters,
    outbox_path,
)
from daemon.results import LOST, NOT_TRIED, RELAY_DOWN_GAP, Failure, find_result, is_word, record_told, settle, weigh
from daemon.standing import Standing

log = logging.getLogger(__name__)

BATCH = 200  # letters between two commits
SIDE_BY_SIDE = 3
CANCELLED_AGAIN = 0.2  # seconds
LEASE = timedelta(hours=1)  # longer than any batch takes


class Consequences(Protocol):
    """What follows from letters that did not arrive, written into the open transaction."""

    def write_undelivered(self, unit: Unit, failures: Sequence[Failure], now: datetime) -> None:
        """They will not arrive, or wait while others leave: who hears of it, and who gets it instead."""
        ...

    def write_heard(self, unit: Unit, heard: Sequence[Letter], now: datetime) -> None:
        """The relay has taken these, or will later: what waited for that word says so."""
        ...

    def write_stuck(self, unit: Unit, since: datetime, words: str) -> None:
        """No letter can leave since then, and why."""
        ...

    def write_leaving(self, unit: Unit, now: datetime) -> None:
        """Letters leave: what follows where none could."""
        ...

    def write_anew(self, unit: Unit, letter: Letter, now: datetime) -> None:
        """While no letter can leave, one is about to be tried: it says what is true if it leaves now."""
        ...

    def take_back(self, unit: Unit, letters: Sequence[Letter], now: datetime) -> None:
        """They were held to be lost and are tried again after all."""
        ...


class Courier:
    """Sends what is due. `envelope_from` gives the return path of a letter."""

    def __init__(
        self,
        ground: Ground,
        transport: Transport,
        log: SendingLog,
        envelope_from: Callable[[Letter], str],
        consequences: Consequences,
    ) -> None:
        self._store = ground.store
        self._files = ground.files
        self._clock = ground.clock
        self._failpoint = ground.failpoint
        self._transport = transport
        self._sending = log
        self._envelope_from = envelope_from
        self._consequences = consequences
        self._standing = Standing(_find_memory(ground.store))
        self._is_stopping = False
        self._is_stuck = False  # no letter could leave when the batch in hand began: one is tried
        self._in_hand: set[asyncio.Future[SendResult]] = set()  # of letters of which the relay has nothing yet
        self._unstored: tuple[Sequence[Letter], Sequence[SendResult | RelayError]] | None = None

    def recover(self) -> None:
        """After a crash: letters that were being sent may have been accepted. A customer's is never sent again, others
        once more with the same Message-ID (RFC 1047; fault F3). Only for who alone sends from this state: nobody is
        asked whether he still holds a lease. Raises DiskError."""
        with self._store.transaction() as unit:
            interrupted = tuple(iterate_letters(unit, LetterState.SENDING))
            steps = self._sending.read() if interrupted else None
            known = steps or {}
            results = [find_result(known.get(letter.id), steps is not None) for letter in interrupted]
            self._write_results(unit, interrupted, results)
        self._report(interrupted, results)

    async def send_due(self) -> int:
        """Sends one batch of what is due: how many were handled. Raises RelayError when the relay is out of reach, or
        takes nothing from us: the letters stay, their turn comes again. Raises DiskError."""
        # the disk refused the last results: they come first, or those letters would be in doubt
        if self._unstored is not None:
            self._store_results(*self._unstored)
        with self._store.transaction() as unit:
            claimed = unit.claim_letters(self._clock.now(), BATCH, LEASE, self._standing.find_turn)
            self._write_results(unit, claimed.lapsed, [LOST] * len(claimed.lapsed))
            trouble = unit.find_relay_trouble()
            self._is_stuck = trouble is not None and trouble.ended_at is None
        self._report(claimed.lapsed, [LOST] * len(claimed.lapsed))
        if claimed.due:
            has_any_left = await self._send_batch(claimed.due)
            await self._raise_trouble(has_any_left)
        count = len(claimed.due) + len(claimed.lapsed)
        # one has shown that letters leave again: now the others
        return count + await self.send_due() if claimed.due and self._is_stuck and not self._is_stopping else count

    async def _raise_trouble(self, has_any_left: bool) -> None:
        """Raises RelayError when the relay takes no letters from us; first goes what was written by those that it took,
        such as the receipt."""
        trouble = self._standing.trouble
        if trouble is None:
            return
        if has_any_left and not self._is_stopping:
            await self.send_due()
        raise trouble

    async def _send_batch(self, letters: Sequence[Letter]) -> bool:
        """Whether any of them has left."""
        self._sending.begin()
        self._failpoint("letters_marked")
        results = await self._send_all(letters)
        self._standing.look_for_untold(zip(letters, results, strict=True), self._clock.now())
        self._failpoint("letters_sent")
        self._store_results(letters, results)
        return any(map(_has_left, results))

    async def close(self) -> None:
        await self._transport.close()

    async def _send_all(self, letters: Sequence[Letter]) -> list[SendResult | RelayError]:
        """Results in order. Once the relay is found out of reach, the rest of the batch is not tried."""
        standing = self._standing
        results: dict[str, SendResult | RelayError] = {}
        queue = standing.begin(letters)

        async def work() -> None:
            while queue and not standing.is_hopeless and not self._is_stopping:
                letter = standing.choose(queue)
                results[letter.id] = standing.judge(letter, await self._send(letter), self._clock.now())
                self._end_trial(queue, results[letter.id])

        async def work_all() -> None:
            while queue and not standing.is_hopeless and not self._is_stopping:
                async with asyncio.TaskGroup() as group:
                    for _ in range(1 if self._is_stuck else min(SIDE_BY_SIDE, len(queue))):
                        group.create_task(work())

        await work_all()
        if standing.trouble is None:  # others were accepted after them: once more
            queue.extend(letter for letter in letters if isinstance(results.get(letter.id), RelayError))
            await work_all()
        return [weigh(letter, results.get(letter.id), standing) for letter in letters]

    def _end_trial(self, queue: deque[Letter], result: SendResult | RelayError) -> None:
        """Once a letter has left where none could, no other of the batch that was not tried is: what it says may be
        another by that."""
        if self._is_stuck and _has_left(result):
            queue.clear()

    def stop(self) -> None:
        """No further letter of the batch in hand is tried, and one of which the relay has nothing yet is given up for
        now. To be called in the event loop."""
        self._is_stopping = True
        self._give_up()

    def _give_up(self) -> None:
        for sending in self._in_hand:
            sending.cancel()
        # once more soon: in Python 3.11 a wait_for whose answer has just come swallows a cancellation
        if self._in_hand:
            asyncio.get_running_loop().call_later(CANCELLED_AGAIN, self._give_up)

    async def _send(self, letter: Letter) -> SendResult | RelayError:
        path = outbox_path(letter.id)
        if self._is_stuck:
            with self._store.transaction() as unit:
                self._consequences.write_anew(unit, letter, self._clock.now())
        try:
            content = self._files.get(path)
        except FileNotFoundError:
            return SendResult(Delivery.REFUSED, f"its file {path} is gone")
        self._failpoint("before_connect")
        try:
            result = await self._hand_over(letter, content)
        except RelayError as error:
            return error
        self._failpoint("after_dot")
        if result.delivery is Delivery.SENT:
            self._sending.note(letter.id, SendingStep.TAKEN)
        return result

    async def _hand_over(self, letter: Letter, content: bytes) -> SendResult:
        """Until its first byte leaves, `stop` ends it at once: nobody waits for a relay that keeps silent."""

        def note() -> None:
            if self._is_stopping:
                raise asyncio.CancelledError
            self._in_hand.discard(sending)
            self._sending.note(letter.id, SendingStep.HANDED_OVER)

        sending = asyncio.ensure_future(self._transport.send(self._envelope_from(letter), letter.to, content, note))
        self._in_hand.add(sending)
        try:
            await asyncio.wait([sending])
        finally:
            self._in_hand.discard(sending)
            sending.cancel()  # no more than a word when it is done
        return NOT_TRIED if sending.cancelled() else sending.result()

    def _store_results(self, letters: Sequence[Letter], results: Sequence[SendResult | RelayError]) -> None:
        self._unstored = (letters, results)
        with self._store.transaction() as unit:
            self._write_results(unit, letters, results)
        self._report(letters, results)
        self._unstored = None

    def _write_results(self, unit: Unit, letters: Sequence[Letter], results: Sequence[SendResult | RelayError]) -> None:
        """The results and what follows from them, in one transaction:
        nobody is refused without somebody being told (fault F69)."""
        if not letters:
            return
        now = self._clock.now()
        revived = self._revive(unit, now)
        kept = [*revived]
        sent: list[Letter] = []
        for letter, result in zip(letters, results, strict=True):
            if _has_left(result):
                sent.append(letter)
            else:
                kept.append(settle(letter, result, now))
        unit.drop_letters([letter.id for letter in sent])
        unit.put_letters(kept)
        record_told(unit, sent, now)
        heard = [one for one, result in zip(letters, results, strict=True) if is_word(result)]
        self._consequences.write_heard(unit, heard, now)
        self._consequences.take_back(unit, revived, now)
        told = [one for one in kept if one.state in GIVEN_UP or one.id in self._standing.untold]
        self._consequences.write_undelivered(unit, [Failure(one, one.problem) for one in told], now)
        unit.put_relay_memory(self._standing.memory)
        if sent:
            self._consequences.write_leaving(unit, now)
        since = self._standing.find_stuck_since(now)
        if since is not None:
            self._consequences.write_stuck(unit, since, str(self._standing.trouble))

    def _report(self, letters: Sequence[Letter], results: Sequence[SendResult | RelayError]) -> None:
        """They are in the state now."""
        if not letters:
            return
        for letter, result in zip(letters, results, strict=True):
            log.info(
                "letter %s: %s", letter.id, result.delivery if isinstance(result, SendResult) else "relay out of reach"
            )
        self._failpoint("results_stored")

    def _revive(self, unit: Unit, now: datetime) -> list[Letter]:
        """Letters of earlier batches that were held to be refused for their own sake, before it turned out that all
        are."""
        if not self._standing.is_about_everybody:
            return []
        suspects = (unit.find_letter(name) for name in sorted(self._standing.suspects))
        failed = [one for one in suspects if one is not None and one.state is LetterState.FAILED]
        return [replace(letter, state=LetterState.DEFERRED, next_at=now + RELAY_DOWN_GAP) for letter in failed]


def _has_left(result: SendResult | RelayError) -> bool:
    return isinstance(result, SendResult) and result.delivery is Delivery.SENT


def _find_memory(store: Store) -> RelayMemory | None:
    """What is remembered of the relay, for the letters that still wait; None when that is nothing."""
    memory = store.find_relay_memory()
    if memory is None:
        return None
    return replace(
        memory, refused={name: one for name, one in memory.refused.items() if store.find_letter(name) is not None}
    )
