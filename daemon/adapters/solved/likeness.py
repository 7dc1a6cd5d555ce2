"""What a case is about, as words, and how much two cases are about the same.

No list of stop words, in whatever language: a word says as much as it is rare among the solved cases.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    found = [one.group() for text in texts if text for one, _ in zip(_WORDS.finditer(text), range(MOST), strict=False)]
    for word in found:
        plain = fold(word).replace(" ", "")
        is_code = any(letter.isdigit() for letter in plain)
        if len(plain) > (0 if is_code or word.isupper() else SHORT) and len(plain) <= LONGEST:
            yield plain if is_code else plain[:STEM]


def weigh(known: int, among: int) -> float:
    """What it says that two cases have this word, which `known` solved ones of so many closed ones have."""
    return math.pow(math.log((max(among, known) + YOUNG) / (known + RARE)), 1.5)


def compare(one: Matter, other: Matter, weights: Mapping[str, float]) -> float:
    """How much two matters are the same, from 0 to 1: the cosine of their weighed words."""
    first, second = _weigh_all(one, weights), _weigh_all(other, weights)
    shared = sum(first[word] * second[word] for word in sorted(first.keys() & second.keys()))
    return shared / math.sqrt(_square(first) * _square(second)) if shared else 0.0


def _weigh_all(matter: Matter, weights: Mapping[str, float]) -> dict[str, float]:
    return {word: weights[word] for word in matter.words} | {word: BESIDE * weights[word] for word in matter.beside}


def _square(weighed: Mapping[str, float]) -> float:
    return math.fsum(weight * weight for weight in weighed.values())
