"""How we stand with the mail relay: whether a refusal is its trouble with us, or a letter's own (fault F68)."""

import json
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict

from daemon.core.letters.refusals import is_policy
from daemon.core.model.notifications import Letter
from daemon.errors import RelayError, SenderRefused
from daemon.ports import Delivery, SendResult

MOST_IN_A_ROW = 5  # letters refused about us, with nothing accepted between: no other is tried in this batch
MOST_DOMAINS = 3  # refused by a rule of the relay, with nothing accepted between: the rule is about us
PATIENCE = timedelta(minutes=10)  # for a letter that is refused as if all were, while others are accepted


@dataclass(frozen=True, slots=True)
class Refusal:
    """Of a letter that was held to be no fault of its own: how many others had been accepted before it was first refused,
    and when it was first refused again after more had been."""

    accepted: int
    disputed_at: datetime | None = None


class Noted(TypedDict):
    """`Standing` as it lies in the state."""

    accepted: int
    refused: dict[str, tuple[int, str | None]]
    by_policy: dict[str, list[str]]


class Standing:
    """What the relay has said lately. `trouble` is why letters have to wait; an acceptance ends what was trouble with us."""

    def __init__(self, noted: str = "", waiting: Collection[str] = ()) -> None:
        """As it was `noted` by `encode`, for the letters that still wait: a start is no reason to judge anew."""
        known: Noted = json.loads(noted) if noted else {"accepted": 0, "refused": {}, "by_policy": {}}
        self.trouble: RelayError | None = None
        self._in_a_row = 0
        self._accepted = known["accepted"]
        self._refused: dict[str, Refusal] = {
            one: Refusal(accepted, datetime.fromisoformat(at) if at else None)
            for one, (accepted, at) in known["refused"].items()
            if one in waiting
        }
        self._by_policy: dict[str, set[str]] = {  # by recipients' domain: letters refused since the last acceptance
            domain: set(letters) for domain, letters in known["by_policy"].items()
        }

    def encode(self) -> str:
        """What the next start has to know; "" while nothing is refused."""
        if not self._refused and not self._by_policy:
            return ""
        noted: Noted = {
            "accepted": self._accepted,
            "refused": {
                name: (one.accepted, one.disputed_at.isoformat() if one.disputed_at else None) for name, one in self._refused.items()
            },
            "by_policy": {domain: sorted(letters) for domain, letters in self._by_policy.items()},
        }
        return json.dumps(noted)

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
            return self._judge_as_if_all(letter, result, now)
        if isinstance(result, RelayError):
            self.trouble = result
        elif result.delivery is Delivery.SENT:
            self._accepted, self._in_a_row = self._accepted + 1, 0
            self._by_policy.clear()
            self._refused.pop(letter.id, None)
            self.trouble = None if isinstance(self.trouble, SenderRefused) else self.trouble
        elif result.delivery is Delivery.REFUSED:
            return self._judge_own(letter, result)
        return result

    def _judge_as_if_all(self, letter: Letter, refusal: SenderRefused, now: datetime) -> SendResult | RelayError:
        """The patience begins when it is refused although others are taken: however long all were refused before, a relay
        that takes one letter and falters once more kills no other."""
        known = self._refused.get(letter.id)
        if known is None or not self._is_again(letter):
            return self._wait(letter, refusal)
        if known.disputed_at is None:
            self._refused[letter.id] = replace(known, disputed_at=now)
        elif now - known.disputed_at >= PATIENCE:
            del self._refused[letter.id]
            return SendResult(Delivery.REFUSED, str(refusal))
        return self._wait(letter, refusal)

    def _judge_own(self, letter: Letter, result: SendResult) -> SendResult | RelayError:
        """Its own, unless a rule of the relay meets recipients of many domains."""
        if is_policy(result.code, result.answer) and not self._is_again(letter):
            self._by_policy.setdefault(letter.to.rpartition("@")[2].lower(), set()).add(letter.id)
            if len(self._by_policy) >= MOST_DOMAINS:
                words = f"{result.code} {' '.join(result.answer.split())}"
                return self._wait(letter, SenderRefused(f"The mail relay refuses our letters to everybody: {words}"))
        self._refused.pop(letter.id, None)
        return result

    def _is_again(self, letter: Letter) -> bool:
        """Whether it was refused before, and others have been accepted since: then it is about this letter."""
        known = self._refused.get(letter.id)
        return known is not None and known.accepted < self._accepted

    def _wait(self, letter: Letter, refusal: SenderRefused) -> RelayError:
        for one in (letter.id, *self.suspects):
            self._refused.setdefault(one, Refusal(self._accepted))
        self.trouble, self._in_a_row = refusal, self._in_a_row + 1
        return refusal
