"""The outbox relay: due letters → send → sent, deferred, failed or unknown. Marks and results are one commit a batch."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from daemon.core.backoff import next_letter_at
from daemon.core.case import Case, Told
from daemon.core.notifications import Kind, Letter, LetterState
from daemon.errors import RelayError, RelayLoginRefused
from daemon.ports import Clock, Delivery, MailFiles, SendingLog, SendingStep, SendResult, Store, Transport

log = logging.getLogger(__name__)

BATCH = 200  # letters between two commits
SIDE_BY_SIDE = 3
NEVER_TWICE = frozenset({Kind.CUSTOMER_ACKNOWLEDGEMENT, Kind.CUSTOMER_UPDATE, Kind.DE_ESCALATION, Kind.DIGEST})
RELAY_DOWN_GAP = timedelta(seconds=30)
NOT_TRIED = SendResult(Delivery.DEFERRED, "not tried")
IN_DOUBT = "in doubt"  # how the problem of a letter begins that the relay may have taken once already


@dataclass(frozen=True, slots=True)
class Failure:
    """A letter that will not arrive: for `service.handle_undelivered`."""

    letter: Letter
    problem: str


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
        failpoint: Callable[[str], None],
    ) -> None:
        self._store = store
        self._transport = transport
        self._files = files
        self._sending = log
        self._clock = clock
        self._envelope_from = envelope_from
        self._failpoint = failpoint
        self._unstored: tuple[list[Letter], list[SendResult | RelayError]] | None = None

    def recover(self) -> tuple[Failure, ...]:
        """After a crash: letters that were being sent may have been accepted. A customer's is never sent again, others
        once more with the same Message-ID (RFC 1047; faults.md F3). Returns those that are given up."""
        interrupted = self._store.letters(LetterState.SENDING)
        if not interrupted:
            return ()
        steps = self._sending.read()
        results = [_find_result(None if steps is None else steps.get(letter.id), steps is not None) for letter in interrupted]
        return self._commit(interrupted, results)

    def _unsettled(self, letter: Letter, problem: str) -> Letter:
        """A letter whose result is not known: once more, unless it is a customer's or was in doubt before."""
        given_up = letter.kind in NEVER_TWICE or letter.problem.startswith(IN_DOUBT)
        if given_up:
            return replace(letter, state=LetterState.UNKNOWN, next_at=None, problem=problem)
        return replace(letter, state=LetterState.PENDING, next_at=None, problem=f"{IN_DOUBT}: {problem}")

    async def send_due(self) -> tuple[int, tuple[Failure, ...]]:
        """Sends one batch of what is due: how many were handled, and those that will not arrive.
        Raises RelayError when the relay is out of reach: the letters stay, their turn comes again."""
        if self._unstored is not None:  # the disk refused the last results: they come first, or those letters would be in doubt
            return len(self._unstored[0]), self._store_results(*self._unstored)
        due = self._store.letters_due(self._clock.now(), BATCH)
        if not due:
            return 0, ()
        sending = [replace(letter, state=LetterState.SENDING, attempts=letter.attempts + 1) for letter in due]
        with self._store.transaction():
            self._store.put_letters(sending)
        self._sending.begin()
        self._failpoint("letters_marked")
        results = await self._send_all(sending)
        self._failpoint("letters_sent")
        failures = self._store_results(sending, results)
        self._failpoint("results_stored")
        unreached = next((result for result in results if isinstance(result, RelayError)), None)
        if unreached is not None:
            raise unreached
        return len(due), failures

    async def close(self) -> None:
        await self._transport.close()

    async def _send_all(self, letters: Sequence[Letter]) -> list[SendResult | RelayError]:
        """Results in order. Once the relay is found out of reach, the rest of the batch is not tried."""
        results: list[SendResult | RelayError] = [NOT_TRIED] * len(letters)
        queue = list(reversed(range(len(letters))))
        down: list[RelayError] = []

        async def work() -> None:
            while queue:
                index = queue.pop()
                results[index] = down[0] if down else await self._send(letters[index], down)

        async with asyncio.TaskGroup() as group:
            for _ in range(min(SIDE_BY_SIDE, len(letters))):
                group.create_task(work())
        return results

    async def _send(self, letter: Letter, down: list[RelayError]) -> SendResult | RelayError:
        try:
            content = self._files.get(outbox_path(letter))
        except FileNotFoundError:
            return SendResult(Delivery.REFUSED, f"its file {outbox_path(letter)} is gone")
        self._failpoint("before_connect")
        handing_over = partial(self._sending.note, letter.id, SendingStep.HANDED_OVER)
        try:
            result = await self._transport.send(self._envelope_from(letter), letter.to, content, handing_over)
        except RelayError as error:
            down.append(error)
            return error
        self._failpoint("after_dot")
        if result.delivery is Delivery.SENT:
            self._sending.note(letter.id, SendingStep.TAKEN)
        return result

    def _store_results(self, letters: list[Letter], results: list[SendResult | RelayError]) -> tuple[Failure, ...]:
        self._unstored = (letters, results)
        failures = self._commit(letters, results)
        self._unstored = None
        return failures

    def _commit(self, letters: Sequence[Letter], results: Sequence[SendResult | RelayError]) -> tuple[Failure, ...]:
        now = self._clock.now()
        kept: list[Letter] = []
        failures: list[Failure] = []
        cases: dict[int, Case] = {}
        sent: list[str] = []
        for letter, result in zip(letters, results, strict=True):
            if isinstance(result, SendResult) and result.delivery is Delivery.SENT:
                sent.append(letter.id)
                _tell(cases, self._store, letter, now)
                continue
            settled = self._settle(letter, result, now)
            kept.append(settled)
            if settled.state in (LetterState.FAILED, LetterState.UNKNOWN):
                failures.append(Failure(settled, settled.problem))
        with self._store.transaction():
            self._store.drop_letters(sent)
            self._store.put_letters(kept)
            for case in cases.values():
                self._store.put_case(case)
        for letter, result in zip(letters, results, strict=True):
            log.info("letter %s: %s", letter.id, result.delivery if isinstance(result, SendResult) else "relay out of reach")
        return tuple(failures)

    def _settle(self, letter: Letter, result: SendResult | RelayError, now: datetime) -> Letter:
        if isinstance(result, RelayError):
            pause = RELAY_DOWN_GAP * (10 if isinstance(result, RelayLoginRefused) else 1)
            return replace(letter, state=LetterState.DEFERRED, attempts=letter.attempts - 1, next_at=now + pause, problem=str(result))
        if result.delivery is Delivery.UNKNOWN:
            return self._unsettled(letter, result.answer)
        if result is NOT_TRIED:
            return replace(letter, state=LetterState.PENDING, attempts=letter.attempts - 1)
        problem = f"{result.code} {result.answer}".strip() if result.code else result.answer
        if letter.problem.startswith(IN_DOUBT):
            problem = f"{IN_DOUBT}: {problem}"
        again_at = next_letter_at(letter.attempts, letter.created_at, now) if result.delivery is Delivery.DEFERRED else None
        if again_at is None:
            return replace(letter, state=LetterState.FAILED, next_at=None, problem=problem)
        return replace(letter, state=LetterState.DEFERRED, next_at=again_at, problem=problem)


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
