"""How the cost of reading grows with what is read. A test never says seconds: a slow or busy machine is no defect, and
what takes an hour for a large mail takes no second for a small one. It says that four times as much takes about four
times as long, which holds on every machine; what looks at everything for everything it finds takes sixteen times."""

import gc
import math
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

Made = TypeVar("Made")
MOST = 8  # times as long for four times as much: half-way between 4 and 16
PARTS = (16, 4, 1)  # of the size
TRIES = 5  # somebody else's work may fall into one of them, hardly into each
READINGS = 3  # in a try, of a part that takes so little that a moment of somebody else's work doubles it
TRIVIAL = 0.01  # seconds that are too few to compare; a slower machine has fewer of them and compares more


def check_growth(read: Callable[[Made], object], make: Callable[[int], Made], size: int) -> None:
    """Raises AssertionError when reading what `make` makes of a size takes clearly more than in proportion to it, from
    a sixteenth of `size` to a quarter, or from there to the whole. Making it is not measured, nor is what the first
    reading of all has to load.

    Somebody else's work makes a reading longer and never shorter: what a part takes is its shortest reading in all
    tries, and there is another try only while the parts seem to be out of proportion."""
    read(make(size // 64))
    costs, grown = [math.inf] * len(PARTS), 0.0
    for attempt in range(TRIES):
        found = (find_cost(read, make, size // part, attempt * READINGS) for part in PARTS)
        costs = [min(pair) for pair in zip(costs, found, strict=True)]
        grown = find_growth(costs)
        if grown <= MOST:
            return
    raise AssertionError(f"four times as much takes {grown:.0f} times as long")


def check_growth_of(read: Callable[[str], object], unit: str, size: int) -> None:
    """As above, for a text of so many characters in which the unit stands again and again."""
    check_growth(read, lambda length: unit * (length // len(unit)), size)


def find_growth(costs: Sequence[float]) -> float:
    """How many times as long the worse of two steps takes, each to four times as much."""
    return max((more / max(less, TRIVIAL / 100) for less, more in pairwise(costs) if more > TRIVIAL), default=0.0)


def find_cost(read: Callable[[Made], object], make: Callable[[int], Made], size: int, first: int) -> float:
    """Processor seconds for so much, by the shortest of a few readings. Each reads a little less than the one before:
    what was read before may be remembered."""
    costs: list[float] = []
    while len(costs) < READINGS and sum(costs) < TRIVIAL:
        less = max(size - (first + len(costs)) * max(size // 100, 1), 1)
        costs.append(measure(read, make(less)) * size / less)
    return min(costs)


def measure(read: Callable[[Made], object], made: Made) -> float:
    """Processor seconds of this thread, without the collection of other tests' garbage."""
    gc.disable()
    began = time.thread_time()
    try:
        read(made)
        return time.thread_time() - began
    finally:
        gc.enable()
