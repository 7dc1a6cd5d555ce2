"""How we stand with the mail relay: whether a refusal is its trouble with us, or a letter's own (fault F68)."""

from collections.abc import Iterable

from daemon.core.notifications import Letter
from daemon.core.refusals import is_policy
from daemon.errors import RelayError, SenderRefused
from daemon.ports import Delivery, SendResult

MOST_IN_A_ROW = 3  # letters refused about us, with nothing accepted between: no other is tried in this batch
MOST_DOMAINS = 3  # refused by a rule of the relay, with nothing accepted between: the rule is about us
MOST_STRIKES = 3  # refusals of one letter about us, others being accepted between: they are about the letter


class Standing:
    """What the relay has said lately. `trouble` is why letters have to wait; an acceptance ends what was trouble with us."""

    def __init__(self) -> None:
        self.trouble: RelayError | None = None
        self._in_a_row = 0
        self._accepted = 0
        self._strikes: dict[str, tuple[int, int]] = {}  # by letter: how many, and how many had been accepted then
        self._by_policy: dict[str, list[str]] = {}  # by recipients' domain: the letters refused since the last acceptance

    def begin(self, letters: Iterable[Letter]) -> list[Letter]:
        """A new batch, in the order in which it is tried: what was refused before comes last, so that it stops no other."""
        self.trouble, self._in_a_row = None, 0
        return sorted(letters, key=lambda letter: letter.id in self._strikes or letter.id in self.suspects)

    @property
    def is_hopeless(self) -> bool:
        """Whether nothing more of the batch needs to be tried."""
        is_about_us = isinstance(self.trouble, SenderRefused)
        return self._in_a_row >= MOST_IN_A_ROW if is_about_us else self.trouble is not None

    @property
    def suspects(self) -> frozenset[str]:
        """Letters refused by a rule of the relay since the last acceptance."""
        return frozenset(one for ids in self._by_policy.values() for one in ids)

    def judge(self, letter: Letter, result: SendResult | RelayError) -> SendResult | RelayError:
        """What the result means for this letter: a RelayError when it is no fault of its own."""
        if isinstance(result, SenderRefused):
            return self._strike(letter, result)
        if isinstance(result, RelayError):
            self.trouble = result
        elif result.delivery is Delivery.SENT:
            self._accepted, self._in_a_row = self._accepted + 1, 0
            self._by_policy.clear()
            self._strikes.pop(letter.id, None)
            self.trouble = None if isinstance(self.trouble, SenderRefused) else self.trouble
        elif result.delivery is Delivery.REFUSED and is_policy(result.code, result.answer):
            return self._note_policy(letter, result)
        return result

    def _strike(self, letter: Letter, refusal: SenderRefused) -> SendResult | RelayError:
        strikes, accepted_then = self._strikes.get(letter.id, (0, -1))
        strikes += accepted_then < self._accepted
        self._strikes[letter.id] = strikes, self._accepted
        if strikes > MOST_STRIKES:
            del self._strikes[letter.id]
            return SendResult(Delivery.REFUSED, str(refusal))
        self.trouble, self._in_a_row = refusal, self._in_a_row + 1
        return refusal

    def _note_policy(self, letter: Letter, result: SendResult) -> SendResult | RelayError:
        self._by_policy.setdefault(letter.to.rpartition("@")[2].lower(), []).append(letter.id)
        if len(self._by_policy) < MOST_DOMAINS:
            return result
        words = " ".join(result.answer.split())
        self.trouble = SenderRefused(f"The mail relay refuses our letters to everybody: {result.code} {words}")
        self._in_a_row += 1
        return self.trouble
