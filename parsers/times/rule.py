"""What a rule for times is."""

from typing import NamedTuple

from parsers.times.meanings import Meaning


class Rule(NamedTuple):
    """`led`: in a sentence it is a time only behind these words; `alone`: for a moment it counts only where nothing
    else stands beside it. The examples are sentences in which it finds a time, and some that look alike."""

    name: str
    pattern: str
    meaning: Meaning
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    led: str = ""
    alone: bool = False
