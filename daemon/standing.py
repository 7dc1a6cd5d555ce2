"""How we stand with the mail relay: whether a refusal is its trouble with us, or a letter's own (fault F68)."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.clock.backoff import GIVE_UP_AFTER, LETTER_GAPS
from daemon.core.letters.refusals import is_policy
from daemon.core.model.notifications import Letter
from daemon.errors import RelayError, SenderRefused
from daemon.ports import Delivery, Refusal, RelayMemory, SendResult

MOST_IN_A_ROW = 5  # letters refused about us, with nothing accepted between: no other is tried in this batch
MOST_DOMAINS = 3  # refused by a rule of the relay, with nothing accepted between: the rule is about us
FEW = 3  # letters refused as if all were, while others are accepted: more of them are the relay's matter
TOLD_AFTER = timedelta(minutes=10)  # in which such a letter waits
AT_ONCE = timedelta(minutes=1)  # letters that leave side by side are answered one after the other


class Standing:
    """What the relay has said lately. `trouble` is why letters have to wait;
    an acceptance ends what was trouble with us. `untold` are letters of the batch that have waited for long
    while others were accepted: somebody is to be told so, once."""

    def __init__(self, memory: RelayMemory | None = None) -> None:
        """As it was remembered; a start is no reason to judge anew."""
        known = RelayMemory() if memory is None else memory
        self.trouble: RelayError | None = None
        self.untold: set[str] = set()
        self._in_a_row = 0
        self._accepted, self._accepted_at, self._relented_at = known.accepted, known.accepted_at, known.relented_at
        self._refused = dict(known.refused)
        self._refused_to = {one.to for one in known.refused.values() if one.to}
        self._by_policy = {domain: set(letters) for domain, letters in known.by_policy.items()}

    @property
    def memory(self) -> RelayMemory | None:
        """What the next start has to know; None while nothing is refused."""
        if not self._refused and not self._by_policy:
            return None
        by_policy = {domain: tuple(sorted(letters)) for domain, letters in self._by_policy.items()}
        return RelayMemory(self._accepted, dict(self._refused), by_policy, self._accepted_at, self._relented_at)

    def begin(self, letters: Iterable[Letter]) -> deque[Letter]:
        """A new batch, in the order in which it is tried: what was refused before comes last,
        so that it stops no other."""
        self.trouble, self._in_a_row, self.untold = None, 0, set()
        return deque(sorted(letters, key=self.find_turn))

    def find_turn(self, letter: Letter) -> int:
        """What comes before rank: those not refused before, and of them those to whom none was. So it is when letters
        are claimed, too, or those refused would fill every batch."""
        if letter.id in self._refused or any(letter.id in ids for ids in self._by_policy.values()):
            return 2
        return 1 if letter.to.lower() in self._refused_to else 0

    def choose(self, waiting: deque[Letter]) -> Letter:
        """Takes the next one. After a refusal about us it is the one that has least to do with it, of those whose turn
        is first: a level's letters are alike."""
        turns = [self.find_turn(letter) for letter in waiting]
        first = min(turns)
        at = len(turns) - 1 - turns[::-1].index(first) if self._in_a_row else turns.index(first)
        letter = waiting[at]
        del waiting[at]
        return letter

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

    def find_stuck_since(self, now: datetime) -> datetime | None:
        """Since when no letter leaves, as far as this batch has shown; None where some do. It takes two recipients
        refused for our sake since the last acceptance, none of whom was refused so before it: else the trouble may be
        with these alone."""
        if not isinstance(self.trouble, SenderRefused) or self.is_about_everybody:
            return now if self.trouble is not None else None
        known = [(one.first_at, one.to) for one in self._refused.values() if one.first_at is not None]
        before = {to for at, to in known if not self._is_behind_acceptance(at)}
        lately = [(at, to) for at, to in known if to not in before]
        return min(lately)[0] if len({to for _, to in lately}) > 1 else None

    def _is_behind_acceptance(self, at: datetime) -> bool:
        """Whether none was accepted since then, nor side by side with it."""
        return self._accepted_at is None or at > self._accepted_at + AT_ONCE

    def judge(self, letter: Letter, result: SendResult | RelayError, now: datetime) -> SendResult | RelayError:
        """What the result means for this letter: a RelayError when it is no fault of its own."""
        if isinstance(result, SenderRefused):
            return self._judge_as_if_all(letter, result, now)
        if isinstance(result, RelayError):
            self.trouble = result
        elif result.delivery is Delivery.SENT:
            self._accept(letter, now)
        elif result.delivery is Delivery.REFUSED:
            return self._judge_own(letter, result, now)
        return result

    def look_for_untold(self, results: Iterable[tuple[Letter, SendResult | RelayError]], now: datetime) -> None:
        """Of which letters of the batch that wait because the relay refuses us somebody is to be told."""
        for letter, result in results:
            known = self._refused.get(letter.id) if isinstance(result, SenderRefused) else None
            if known is not None and not known.is_told and self._is_for_telling(letter, known, now):
                self._refused[letter.id] = replace(known, is_told=True)
                self.untold.add(letter.id)

    def _is_for_telling(self, letter: Letter, known: Refusal, now: datetime) -> bool:
        """Whether it has waited for long, and what is written then can leave: another was accepted when this one had
        been refused, be it only at that time."""
        since, accepted_at = known.first_at, self._accepted_at
        if since is None or now - since < TOLD_AFTER or accepted_at is None or accepted_at < since - AT_ONCE:
            return False
        # of many nobody is told: the relay grants us little, and would have to carry that as well. But of a level that
        # it never takes letters to, each case's people have to hear
        is_granting = self._relented_at is not None and now - self._relented_at <= LETTER_GAPS[-1]
        return self._count_waiting(now) <= FEW or (letter.kind.brings_case and not is_granting)

    def _accept(self, letter: Letter, now: datetime) -> None:
        self._accepted, self._accepted_at, self._in_a_row = self._accepted + 1, now, 0
        self._by_policy.clear()
        self._refused_to.discard(letter.to.lower())
        if self._refused.pop(letter.id, None) is not None:
            self._relented_at = now
        self.trouble = None if isinstance(self.trouble, SenderRefused) else self.trouble

    def _judge_as_if_all(self, letter: Letter, refusal: SenderRefused, now: datetime) -> SendResult | RelayError:
        """Never the letter's own. It grows older only while others are accepted, by the time between its tries:
        as one that is put off (fault F35)."""
        known = self._refused.get(letter.id)
        if known is None or not self._is_again(letter):
            return self._wait(letter, refusal, now)
        since = min(now - (known.refused_at or now), LETTER_GAPS[-1])  # nobody was there for the rest of it
        waited = timedelta(seconds=known.waited) + max(since, timedelta())
        if waited >= GIVE_UP_AFTER:
            del self._refused[letter.id]
            return SendResult(Delivery.REFUSED, str(refusal))
        self._refused[letter.id] = replace(known, waited=int(waited.total_seconds()))
        self._wait(letter, refusal, now)
        return SenderRefused(str(refusal), waited)

    def _judge_own(self, letter: Letter, result: SendResult, now: datetime) -> SendResult | RelayError:
        """Its own, unless a rule of the relay meets recipients of many domains."""
        if is_policy(result.code, result.answer) and not self._is_again(letter):
            self._by_policy.setdefault(letter.to.rpartition("@")[2].lower(), set()).add(letter.id)
            if len(self._by_policy) >= MOST_DOMAINS:
                words = f"{result.code} {' '.join(result.answer.split())}"
                refusal = SenderRefused(f"The mail relay refuses our letters to everybody: {words}")
                return self._wait(letter, refusal, now)
        self._refused.pop(letter.id, None)
        return result

    def _is_again(self, letter: Letter) -> bool:
        """Whether it was refused before, and others have been accepted since: then it is about this letter."""
        known = self._refused.get(letter.id)
        return known is not None and known.accepted < self._accepted

    def _count_waiting(self, now: datetime) -> int:
        """Letters that were refused so, without those that nobody holds out any more."""
        lately = now - 2 * LETTER_GAPS[-1]
        return sum((one.refused_at or now) > lately for one in self._refused.values())

    def _wait(self, letter: Letter, refusal: SenderRefused, now: datetime) -> RelayError:
        for one in (letter.id, *self.suspects):
            self._refused.setdefault(one, Refusal(self._accepted))
        known, to = self._refused[letter.id], letter.to.lower()
        self._refused[letter.id] = replace(
            known, accepted=self._accepted, refused_at=now, first_at=known.first_at or now, to=to
        )
        self._refused_to.add(to)
        self.trouble, self._in_a_row = refusal, self._in_a_row + 1
        return refusal
