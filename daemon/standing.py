"""How we stand with the mail relay: whether a refusal is its trouble with us, or a letter's own (fault F68)."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from daemon.core.letters.refusals import is_policy
from daemon.core.model.notifications import Letter
from daemon.errors import RelayError, SenderRefused
from daemon.ports import Delivery, SendResult

MOST_IN_A_ROW = 5  # letters refused about us, with nothing accepted between: no other is tried in this batch
MOST_DOMAINS = 3  # refused by a rule of the relay, with nothing accepted between: the rule is about us
PATIENCE = timedelta(minutes=10)  # for a letter that is refused as if all were, while others are accepted


class Standing:
    """What the relay has said lately. `trouble` is why letters have to wait; an acceptance ends what was trouble with us."""

    def __init__(self) -> None:
        self.trouble: RelayError | None = None
        self._in_a_row = 0
        self._accepted = 0
        self._refused: dict[str, int] = {}  # by letter that was held to be no fault of its own: how many had been accepted then
        self._by_policy: dict[str, list[str]] = {}  # by recipients' domain: the letters refused since the last acceptance

    def begin(self, letters: Iterable[Letter]) -> deque[Letter]:
        """A new batch, in the order in which it is tried: what was refused before comes last, so that it stops no other."""
        self.trouble, self._in_a_row = None, 0
        refused = self.suspects.union(self._refused)
        return deque(sorted(letters, key=lambda letter: letter.id in refused))

    def choose(self, waiting: deque[Letter]) -> Letter:
        """Takes the next one. After a refusal about us it is the one that has least to do with it: a level's letters are alike."""
        return waiting.pop() if self._in_a_row else waiting.popleft()

    @property
    def is_hopeless(self) -> bool:
        """Whether nothing more of the batch needs to be tried."""
        is_about_us = isinstance(self.trouble, SenderRefused)
        return self._in_a_row >= MOST_IN_A_ROW if is_about_us else self.trouble is not None

    @property
    def is_about_everybody(self) -> bool:
        """Whether recipients of three domains were refused by a rule, with nothing accepted between."""
        return isinstance(self.trouble, SenderRefused) and len(self._by_policy) >= MOST_DOMAINS

    @property
    def suspects(self) -> frozenset[str]:
        """Letters refused by a rule of the relay since the last acceptance."""
        return frozenset(one for ids in self._by_policy.values() for one in ids)

    def judge(self, letter: Letter, result: SendResult | RelayError, now: datetime) -> SendResult | RelayError:
        """What the result means for this letter: a RelayError when it is no fault of its own."""
        if isinstance(result, SenderRefused):
            is_own = self._is_again(letter) and now - letter.created_at >= PATIENCE
            return self._give_up(letter, str(result)) if is_own else self._wait(letter, result)
        if isinstance(result, RelayError):
            self.trouble = result
        elif result.delivery is Delivery.SENT:
            self._accepted, self._in_a_row = self._accepted + 1, 0
            self._by_policy.clear()
            self._refused.pop(letter.id, None)
            self.trouble = None if isinstance(self.trouble, SenderRefused) else self.trouble
        elif result.delivery is Delivery.REFUSED and is_policy(result.code, result.answer) and not self._is_again(letter):
            self._by_policy.setdefault(letter.to.rpartition("@")[2].lower(), []).append(letter.id)
            if len(self._by_policy) >= MOST_DOMAINS:
                words = f"{result.code} {' '.join(result.answer.split())}"
                return self._wait(letter, SenderRefused(f"The mail relay refuses our letters to everybody: {words}"))
        return result

    def _is_again(self, letter: Letter) -> bool:
        """Whether it was refused before, and others have been accepted since: then it is about this letter."""
        return self._refused.get(letter.id, self._accepted) < self._accepted

    def _wait(self, letter: Letter, refusal: SenderRefused) -> RelayError:
        for one in (letter.id, *self.suspects):
            self._refused.setdefault(one, self._accepted)
        self.trouble, self._in_a_row = refusal, self._in_a_row + 1
        return refusal

    def _give_up(self, letter: Letter, words: str) -> SendResult:
        del self._refused[letter.id]
        return SendResult(Delivery.REFUSED, words)
