"""What sets a phrase aside: its clause is about something else, or what follows says that it is over (behaviour B5.26).
The words are in `asides.toml`."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from daemon.core.intake.sought.denials import Denials, build_denials, is_denied, join_before, one_of
from daemon.core.intake.sought.phrases import ENDS, SKIPPED, Hit
from daemon.core.model.rules.triggers import Aside, Triggers, Where

REACH = 30  # words on either side in which a phrase is set aside
FOLLOWS = 25  # words behind a phrase in which is said that it is over
OVER = 3  # words behind protection in which stands against what
DOUBTED = 4  # words on either side of that in which a doubt counts


@dataclass(frozen=True, slots=True)
class Asides:
    """What sets phrases aside, ready to be judged."""

    kinds: tuple[Aside, ...]
    unless: tuple[re.Pattern[str], ...]  # for each of the kinds
    before: re.Pattern[str]
    ends: frozenset[str]
    doubts: frozenset[str]
    denials: Denials

    def judge(self, words: Sequence[str], kind: int, hit: Hit) -> bool:
        """Whether a phrase of this kind sets aside where it stands: nothing names the real thing beside it, and nothing
        puts in doubt that it is over."""
        start, end = hit.spans[0][0], hit.spans[-1][1]
        before, behind = words[max(0, start - REACH) : start], words[end : end + REACH]
        if self.kinds[kind].where is Where.BEHIND:
            near = (*takewhile(_goes_on, before[: -DOUBTED - 1 : -1]), *takewhile(_goes_on, behind[:DOUBTED]))
            return self.doubts.isdisjoint(near) and not is_denied(words, hit, self.denials)
        if self.before.search(join_before(words, hit)):
            return False
        between = (word for one, other in pairwise(hit.spans) for word in words[one[1] : other[0]])
        beside = (*reversed([*takewhile(_is_word, before[::-1])]), *between, "|", *takewhile(_is_word, behind))
        return not self.unless[kind].search(" ".join(beside))


@lru_cache(maxsize=8)
def build_asides(triggers: Triggers) -> Asides:
    return Asides(
        triggers.asides,
        tuple(re.compile(rf"(?:^| )(?:{one_of(aside.unless)})(?= |$)") for aside in triggers.asides),
        re.compile(rf"(?:^| )(?:{one_of(triggers.denied_aside)})$"),
        ENDS | SKIPPED | triggers.joins | triggers.turns,
        triggers.doubts,
        build_denials(triggers),
    )


class Found:
    """The places in a text where something sets aside, from left to right."""

    def __init__(self, words: Sequence[str], asides: Asides) -> None:
        self._words, self._asides = words, asides
        self._starts: list[int] = []
        self._found: list[tuple[Aside, Hit]] = []

    def enter(self, kind: int, hit: Hit) -> None:
        if self._asides.judge(self._words, kind, hit):
            self._starts.append(hit.spans[0][0])
            self._found.append((self._asides.kinds[kind], hit))

    def reach(self, name: str, hit: Hit) -> bool:
        """Whether one of them reaches this phrase of the trigger with this name."""
        first = bisect_left(self._starts, hit.spans[0][0] - REACH)
        last = bisect_left(self._starts, hit.spans[-1][1] + REACH)
        return any(name in aside.triggers and self._reaches(hit, aside, by) for aside, by in self._found[first:last])

    def _reaches(self, hit: Hit, aside: Aside, by: Hit) -> bool:
        words, (begun, ended) = self._words, (by.spans[0][0], by.spans[-1][1])
        start, end = hit.spans[0][0], hit.spans[-1][1]
        if aside.where is Where.OVER:
            return begun <= start <= ended + OVER and all(map(_is_word, words[ended:start]))
        if aside.where is Where.BEHIND:
            between = words[hit.spans[0][1] : begun]
            return begun >= hit.spans[0][1] and len(between) <= FOLLOWS and sum(word in ENDS for word in between) <= 1
        if ended <= start and (begun < 2 or not ENDS.isdisjoint(words[begun - 2 : begun])):
            ended += words[ended] in ",:"  # "on her old laptop, nothing works", "false alarm: the login was his"
        return self._asides.ends.isdisjoint(words[end:begun] if begun >= end else words[ended:start])


def _goes_on(word: str) -> bool:
    return word not in ENDS


def _is_word(word: str) -> bool:
    return word not in ENDS and word not in SKIPPED
