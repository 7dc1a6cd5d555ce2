"""Pieces of a letter of ours that stand in a text."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

MISSING = 2  # words of a letter that a program may have lost between two pieces


class Run(NamedTuple):
    """Words of the text, from `start` up to `end`, that stand in a letter from `at` on."""

    start: int
    end: int
    at: int

    @property
    def until(self) -> int:
        """Behind its last word in the letter."""
        return self.at + self.end - self.start

    def cut(self, start: int, end: int) -> "Run":
        """What of it lies between these words of the text."""
        start, end = max(start, self.start), min(end, self.end)
        return Run(start, max(start, end), self.at + start - self.start)


def cut_shared(above: Run | None, run: Run) -> Run:
    """Without the words with which the piece above it ends: they were typed in between."""
    shared = 0 if above is None or above.at >= run.at else max(above.until - run.at, 0)
    return run.cut(run.start + shared, run.end)


def goes_on(one: Run, two: Run) -> bool:
    """Whether the second stands right behind the first in the letter."""
    return 0 <= two.at - one.until <= MISSING


def is_longer(one: Run, other: Run) -> bool:
    """Whether the first has more words."""
    return one.end - one.start > other.end - other.start


def is_between(run: Run, sure: Sequence[Run]) -> bool:
    """Whether it stands in the letter where it stands in the text, among those that are sure."""
    at = bisect_left(sure, run)
    return 0 < at < len(sure) and sure[at - 1].until <= run.at < run.until <= sure[at].at
