"""What the relay's answer makes of a letter: as it stays in the outbox, and who was told by it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from daemon.core.clock.backoff import LETTER_GAPS, next_letter_at
from daemon.core.model.case import with_more
from daemon.core.model.history.conversation import Conversation, Told
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.variants import Kind
from daemon.errors import RelayError, RelayLoginRefused, SenderRefused
from daemon.ports import Delivery, SendingStep, SendResult, Unit
from daemon.standing import Standing

NEVER_TWICE = frozenset({Kind.CUSTOMER_ACKNOWLEDGEMENT, Kind.CUSTOMER_UPDATE, Kind.DE_ESCALATION, Kind.DIGEST})
RELAY_DOWN_GAP = timedelta(seconds=30)
NOT_TRIED = SendResult(Delivery.NOT_TRIED)
LOST = SendResult(Delivery.UNKNOWN, "the daemon stopped while it was being handed over")


@dataclass(frozen=True, slots=True)
class Failure:
    """A letter that will not arrive, or one that waits while others leave (then it is deferred)."""

    letter: Letter
    problem: str


def settle(letter: Letter, result: SendResult | RelayError, now: datetime) -> Letter:
    """The letter as it stays in the outbox: nobody holds it any longer."""
    letter = replace(letter, leased_until=None)
    if isinstance(result, RelayError):
        return replace(
            letter,
            state=LetterState.DEFERRED,
            attempts=letter.attempts - 1,
            next_at=now + _find_pause(result),
            problem=str(result),
        )
    if result.delivery is Delivery.NOT_TRIED:
        return replace(letter, state=LetterState.PENDING, attempts=letter.attempts - 1)
    problem = f"{result.code} {result.answer}".strip() if result.code else result.answer
    if result.delivery is Delivery.UNKNOWN:
        again = not letter.in_doubt and letter.kind not in NEVER_TWICE
        state = LetterState.PENDING if again else LetterState.UNKNOWN
        return replace(letter, state=state, in_doubt=True, next_at=None, problem=problem)
    again_at = next_letter_at(letter.attempts, now) if result.delivery is Delivery.DEFERRED else None
    if again_at is None:
        return replace(letter, state=LetterState.FAILED, next_at=None, problem=problem)
    return replace(letter, state=LetterState.DEFERRED, next_at=again_at, problem=problem)


def _find_pause(trouble: RelayError) -> timedelta:
    """Until a letter is held out again for which the relay's trouble with us is the reason. One that alone is refused
    so waits longer the longer it has waited: whether it is the letter or the relay, nobody knows."""
    if isinstance(trouble, SenderRefused):
        return min(max(RELAY_DOWN_GAP, trouble.waited / 10), LETTER_GAPS[-1])
    return RELAY_DOWN_GAP * (10 if isinstance(trouble, RelayLoginRefused) else 1)


def is_word(result: SendResult | RelayError) -> bool:
    """Whether the relay has said of this very letter that it has it, or takes it later."""
    return isinstance(result, SendResult) and result.delivery in (Delivery.SENT, Delivery.DEFERRED)


def weigh(letter: Letter, result: SendResult | RelayError | None, standing: Standing) -> SendResult | RelayError:
    """The result of one letter, now that the whole batch is known; None for one that was not tried."""
    if standing.trouble is not None:
        is_held_back = standing.is_about_everybody and letter.id in standing.suspects
        return standing.trouble if result is None or is_held_back else result
    return NOT_TRIED if result is None else result


def find_result(step: SendingStep | None, is_known: bool) -> SendResult:
    """What became of a letter of a batch that the end of the process interrupted."""
    if step is SendingStep.TAKEN:
        return SendResult(Delivery.SENT)
    if step is SendingStep.HANDED_OVER or not is_known:
        return LOST
    return NOT_TRIED


def record_told(unit: Unit, sent: Sequence[Letter], now: datetime) -> None:
    """Records in their cases that these letters left."""
    by_case: dict[int, list[Told]] = {}
    for letter in sent:
        if letter.case is not None:
            told = Told(now, letter.kind, letter.to, letter.message_id, letter.files)
            by_case.setdefault(letter.case, []).append(told)
    for number, letters in by_case.items():
        case = unit.find_case(number)
        if case is not None:
            unit.put_case(with_more(case, Conversation(told=tuple(letters))))
