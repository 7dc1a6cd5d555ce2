"""Whose clause it is. What somebody else cannot do, and what somebody is asked not to do, takes nothing from the writer
and refuses nothing for him (behaviour B7.6, B7.24)."""

import re
from functools import cache

from parsers.times.mentions import names_another_day, names_hour
from parsers.words.fold import fold_line
from parsers.words.load import load_words
from parsers.words.spellings import NAME, one_of_phrases


class _Whose:
    """On folded clauses, but those with a name on clauses as they are written."""

    def __init__(self) -> None:
        one = {name: one_of_phrases(listed) for name, listed in load_words("whose")["words"].items()}
        no_names = rf"{one['no_names']}|{one_of_phrases(load_words('claims')['before']['no_names'])}"
        leads = rf"\W*(?:(?:{one['leads']})\s+)*"
        self.others = re.compile(rf"{leads}(?:(?:{one['others']})(?!\w)|(?:{one['possessives']})\s+\w+)")
        self.named = re.compile(
            rf"(?i:{leads}(?:(?:{one['articles']})\s+)?)(?!(?i:{no_names}|{one['leads']})\b){NAME}\s+"
            rf"(?i:{one['verbs']})(?!\w)"
        )
        self.asks = re.compile(rf"(?<!\w)(?:{one['asks']})(?!\w)")
        self.own = re.compile(rf"(?<!\w)(?:i|j'|i'\w+|we|{one_of_phrases(load_words('claims')['doubt']['own'])})(?!\w)")


_whose = cache(_Whose)


def is_anothers(clause: str) -> bool:
    """Whether the clause, as it is written, begins with somebody else as its subject and does not come to the writer:
    `Kim has no time`, `the customer cannot`; not `they called and I cannot`."""
    whose, folded = _whose(), fold_line(clause)
    found = whose.others.match(folded)
    if found is not None:
        return whose.own.search(folded, found.end()) is None
    named = whose.named.match(" ".join(clause.split()))
    return named is not None and whose.own.search(folded, named.end()) is None


def asks_somebody(clause: str) -> bool:
    """Whether the clause asks somebody for something, or not to do it: `please do not call before ten`."""
    return _whose().asks.search(fold_line(clause)) is not None


def is_for_hours(clause: str) -> bool:
    """Whether the clause only says at what time of today: `cannot do it before noon`."""
    return names_hour(clause) and not names_another_day(clause)
