"""The outbox relay: due letters → send → sent, deferred, failed or unknown. Marks and results are one commit a batch."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from daemon.core.clock.backoff import next_letter_at
from daemon.core.model.case import Case, Told
from daemon.core.model.notifications import GIVEN_UP, Kind, Letter, LetterState
from daemon.errors import RelayError, RelayLoginRefused
from daemon.ports import Clock, Delivery, MailFiles, SendingLog, SendingStep, SendResult, Store, Transport
from daemon.standing import Standing

log = logging.getLogger(__name__)

BATCH = 200  # letters between two commits
SIDE_BY_SIDE = 3
NEVER_TWICE = frozenset({Kind.CUSTOMER_ACKNOWLEDGEMENT, Kind.CUSTOMER_UPDATE, Kind.DE_ESCALATION, Kind.DIGEST})
RELAY_DOWN_GAP = timedelta(seconds=30)
NOT_TRIED = SendResult(Delivery.DEFERRED, "not tried")
STANDING = "standing"  # the fact under which is kept what the relay has said lately


@dataclass(frozen=True, slots=True)
class Failure:
    """A letter that will not arrive."""

    letter: Letter
    problem: str


class Consequences(Protocol):
    """What follows from letters that did not arrive, written into the open transaction."""

    def write_undelivered(self, failures: Sequence[Failure], now: datetime) -> None:
        """They will not arrive: who hears of it, and who gets it instead."""
        ...

    def take_back(self, letters: Sequence[Letter], now: datetime) -> None:
        """They were held to be lost and are tried again after all."""
        ...


def outbox_path(letter: Letter) -> str:
    """Where the bytes of a letter lie."""
    return f"outbox/{letter.id}.eml"


class Relay:
    """Sends what is due. `envelope_from` gives the return path of a letter; `failpoint` is called with a step's name."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        files: MailFiles,
        log: SendingLog,
        clock: Clock,
        envelope_from: Callable[[Letter], str],
        consequences: Consequences,
        failpoint: Callable[[str], None],
    ) -> None:
        self._store = store
        self._transport = transport
        self._files = files
        self._sending = log
        self._clock = clock
        self._envelope_from = envelope_from
        self._consequences = consequences
        self._failpoint = failpoint
        self._standing = Standing(store.find_fact(STANDING) or "", {letter.id for letter in store.letters()})
        self._is_stopping = False
        self._in_hand: set[asyncio.Timeout] = set()  # of letters of which the relay has nothing yet
        self._unstored: tuple[Sequence[Letter], Sequence[SendResult | RelayError]] | None = None

    def recover(self) -> None:
        """After a crash: letters that were being sent may have been accepted. A customer's is never sent again, others
        once more with the same Message-ID (RFC 1047; fault F3). Raises DiskError."""
        interrupted = self._store.letters(LetterState.SENDING)
        if interrupted:
            steps = self._sending.read()
            known = steps or {}
            self._commit(interrupted, [_find_result(known.get(letter.id), steps is not None) for letter in interrupted])

    async def send_due(self) -> int:
        """Sends one batch of what is due: how many were handled. Raises RelayError when the relay is out of reach, or takes
        nothing from us: the letters stay, their turn comes again. Raises DiskError."""
        if self._unstored is not None:  # the disk refused the last results: they come first, or those letters would be in doubt
            self._store_results(*self._unstored)
        due = self._store.letters_due(self._clock.now(), BATCH)
        if not due:
            return 0
        sending = [replace(letter, state=LetterState.SENDING, attempts=letter.attempts + 1) for letter in due]
        with self._store.transaction():
            self._store.put_letters(sending)
        self._sending.begin()
        self._failpoint("letters_marked")
        results = await self._send_all(sending)
        self._failpoint("letters_sent")
        self._store_results(sending, results)
        if self._standing.trouble is not None:
            raise self._standing.trouble
        return len(due)

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

        async def work_all() -> None:
            while queue and not standing.is_hopeless and not self._is_stopping:
                async with asyncio.TaskGroup() as group:
                    for _ in range(min(SIDE_BY_SIDE, len(queue))):
                        group.create_task(work())

        await work_all()
        if standing.trouble is None:  # others were accepted after them: once more
            queue.extend(letter for letter in letters if isinstance(results.get(letter.id), RelayError))
            await work_all()
        return [_weigh(letter, results.get(letter.id), standing) for letter in letters]

    def stop(self) -> None:
        """No further letter of the batch in hand is tried, and one of which the relay has nothing yet is given up for now.
        To be called in the event loop."""
        self._is_stopping = True
        for waiting in self._in_hand:
            waiting.reschedule(0)
        self._in_hand.clear()

    async def _send(self, letter: Letter) -> SendResult | RelayError:
        try:
            content = self._files.get(outbox_path(letter))
        except FileNotFoundError:
            return SendResult(Delivery.REFUSED, f"its file {outbox_path(letter)} is gone")
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
        waiting = asyncio.timeout(None)

        def note() -> None:
            if waiting.expired():  # Python 3.11's wait_for may swallow the cancellation
                raise asyncio.CancelledError
            self._in_hand.discard(waiting)
            waiting.reschedule(None)
            self._sending.note(letter.id, SendingStep.HANDED_OVER)

        try:
            async with waiting:
                self._in_hand.add(waiting)
                return await self._transport.send(self._envelope_from(letter), letter.to, content, note)
        except TimeoutError:
            if not waiting.expired():
                raise
            return NOT_TRIED
        finally:
            self._in_hand.discard(waiting)

    def _store_results(self, letters: Sequence[Letter], results: Sequence[SendResult | RelayError]) -> None:
        self._unstored = (letters, results)
        self._commit(letters, results)
        self._unstored = None

    def _commit(self, letters: Sequence[Letter], results: Sequence[SendResult | RelayError]) -> None:
        """The results and what follows from them, in one transaction: nobody is refused without somebody being told (fault F69)."""
        now = self._clock.now()
        revived = self._revive(now)
        kept = [*revived]
        cases: dict[int, Case] = {}
        sent: list[str] = []
        for letter, result in zip(letters, results, strict=True):
            if isinstance(result, SendResult) and result.delivery is Delivery.SENT:
                sent.append(letter.id)
                _tell(cases, self._store, letter, now)
            else:
                kept.append(self._settle(letter, result, now))
        with self._store.transaction():
            self._store.drop_letters(sent)
            self._store.put_letters(kept)
            for case in cases.values():
                self._store.put_case(case)
            self._consequences.take_back(revived, now)
            self._consequences.write_undelivered([Failure(one, one.problem) for one in kept if one.state in GIVEN_UP], now)
            self._note_standing()
        for letter, result in zip(letters, results, strict=True):
            log.info("letter %s: %s", letter.id, result.delivery if isinstance(result, SendResult) else "relay out of reach")
        self._failpoint("results_stored")

    def _note_standing(self) -> None:
        """Into the open transaction: each `start --once` is a process of its own, and together they judge as one does."""
        noted = self._standing.encode()
        if noted != (self._store.find_fact(STANDING) or ""):
            self._store.put_fact(STANDING, noted)

    def _revive(self, now: datetime) -> list[Letter]:
        """Letters of earlier batches that were held to be refused for their own sake, before it turned out that all are."""
        if not self._standing.is_about_everybody:
            return []
        suspects = self._standing.suspects
        failed = (letter for letter in self._store.letters(LetterState.FAILED) if letter.id in suspects)
        return [replace(letter, state=LetterState.DEFERRED, next_at=now + RELAY_DOWN_GAP) for letter in failed]

    def _settle(self, letter: Letter, result: SendResult | RelayError, now: datetime) -> Letter:
        if isinstance(result, RelayError):
            pause = RELAY_DOWN_GAP * (10 if isinstance(result, RelayLoginRefused) else 1)
            return replace(letter, state=LetterState.DEFERRED, attempts=letter.attempts - 1, next_at=now + pause, problem=str(result))
        if result is NOT_TRIED:
            return replace(letter, state=LetterState.PENDING, attempts=letter.attempts - 1)
        problem = f"{result.code} {result.answer}".strip() if result.code else result.answer
        if result.delivery is Delivery.UNKNOWN:
            again = not letter.in_doubt and letter.kind not in NEVER_TWICE
            state = LetterState.PENDING if again else LetterState.UNKNOWN
            return replace(letter, state=state, in_doubt=True, next_at=None, problem=problem)
        again_at = next_letter_at(letter.attempts, letter.created_at, now) if result.delivery is Delivery.DEFERRED else None
        if again_at is None:
            return replace(letter, state=LetterState.FAILED, next_at=None, problem=problem)
        return replace(letter, state=LetterState.DEFERRED, next_at=again_at, problem=problem)


def _weigh(letter: Letter, result: SendResult | RelayError | None, standing: Standing) -> SendResult | RelayError:
    """The result of one letter, now that the whole batch is known; None for one that was not tried."""
    if standing.trouble is not None:
        is_held_back = standing.is_about_everybody and letter.id in standing.suspects
        return standing.trouble if result is None or is_held_back else result
    if isinstance(result, RelayError):
        return SendResult(Delivery.DEFERRED, str(result))  # others were taken after it
    return NOT_TRIED if result is None else result


def _find_result(step: SendingStep | None, is_known: bool) -> SendResult:
    """What became of a letter of a batch that the end of the process interrupted."""
    if step is SendingStep.TAKEN:
        return SendResult(Delivery.SENT)
    if step is SendingStep.HANDED_OVER or not is_known:
        return SendResult(Delivery.UNKNOWN, "the daemon stopped while it was being handed over; whether it arrived is not known")
    return NOT_TRIED


def _tell(cases: dict[int, Case], store: Store, letter: Letter, now: datetime) -> None:
    """Records in its case that the letter left."""
    if letter.case is None:
        return
    case = cases.get(letter.case) or store.find_case(letter.case)
    if case is not None:
        cases[letter.case] = replace(case, told=(*case.told, Told(now, letter.kind, letter.to, letter.message_id)))
