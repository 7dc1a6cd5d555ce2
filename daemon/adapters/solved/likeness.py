"""What a case is about, as words, and how much two cases are about the same.

No list of stop words, in whatever language: a word says as much as it is rare among the solved cases.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from daemon.core.model.case import Case
from parsers.words.fold import fold

LIKE = 0.4  # from here on two cases are about the same: bench/README.md says what it finds and what it spares
STEM = 6  # letters of a word that are compared: its endings are grammar in most languages
SHORT = 3  # letters: as short as a language's small words, unless it is an abbreviation
LONGEST = 40  # letters: what is longer is a digest or a link
MOST = 400  # words of one part of a case: the rest is a log
BESIDE = 0.5  # what a word counts beside the summary, where most is said of any matter
YOUNG = 1000  # cases: among fewer, what comes again and again may be one outage, and no common word
RARE = 3  # cases: a word that so few have says about as much as one that none has

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about: words of its title and its summary, and those that stand beside these."""

    words: frozenset[str]
    beside: frozenset[str]


def find_matter(case: Case) -> Matter:
    """The words of a case by which it is compared, without its customer's name, address and ticket: two cases of one
    customer are not alike by these."""
    fields = case.fields
    own = frozenset(_find_words(fields.customer, fields.customer_email, fields.ticket))
    words = frozenset(_find_words(case.title, fields.issue_summary)) - own
    return Matter(words, frozenset(_find_words(fields.customer_impact, fields.additional_context)) - words - own)


def _find_words(*texts: str | None) -> Iterable[str]:
    found = (one.group() for text in texts if text for one in islice(_WORDS.finditer(text), MOST))
    return filter(None, map(_stem, found))


@lru_cache(maxsize=10_000)  # most words of a mail were in one before
def _stem(word: str) -> str:
    """The word as it is compared; "" for one that says nothing."""
    plain = fold(word).replace(" ", "")
    is_code = any(letter.isdigit() for letter in plain)
    if len(plain) <= (0 if is_code or word.isupper() else SHORT) or len(plain) > LONGEST:
        return ""
    return plain if is_code else plain[:STEM]


def weigh(known: int, among: int) -> float:
    """What it says that two cases have this word, which `known` solved ones of so many closed ones have."""
    return math.pow(math.log((max(among, known) + YOUNG) / (known + RARE)), 1.5)


def compare(one: Matter, others: Iterable[Matter], weights: Mapping[str, float]) -> Iterator[float]:
    """How much each of these is the same as the one, from 0 to 1: the cosine of their weighed words."""
    first = measure_all(one, weights)
    squares = {word: weight * weight for word, weight in weights.items()}
    square = math.fsum(weight * weight for weight in first.values())
    for other in others:
        shared = math.fsum(
            (
                *(first[word] * weights[word] for word in first.keys() & other.words),
                *(first[word] * BESIDE * weights[word] for word in first.keys() & other.beside),
            )
        )
        yield shared / math.sqrt(square * _square(other, squares)) if shared else 0.0


def measure_all(matter: Matter, weights: Mapping[str, float]) -> dict[str, float]:
    """What each of its words weighs in it."""
    return {word: weights[word] for word in matter.words} | {word: BESIDE * weights[word] for word in matter.beside}


def _square(matter: Matter, squares: Mapping[str, float]) -> float:
    beside = math.fsum(map(squares.__getitem__, matter.beside))
    return math.fsum(map(squares.__getitem__, matter.words)) + BESIDE * BESIDE * beside
