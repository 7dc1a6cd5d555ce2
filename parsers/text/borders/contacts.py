"""How somebody is reached: a number to call, an address, a label of those. What is said beside one is a sentence of the
writer's and no line of his card (behaviour B3.10)."""

import re
from collections.abc import Sequence
from functools import cache

from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

CONTACT = "§"  # stands for an address or a number that was taken out
_MOST_WORDS = 4  # of a label
_LONGEST = 400  # characters of a line that are looked at: a card's are short
_APART = re.compile(r"\||•|·|©")  # between the parts of a card
_CONTACT = re.compile(
    r"[<(\[]?(?:(?:https?:|www\.)[^\s<>]*[^\s<>.,;:!?)\]]|[^\s@<>()]+@[\w.-]+\w)[>)\]]?"
    r"|\(?\+\d[\d ()/.-]*\d|\d[\d ()/-]{5,}\d"
)
_LABEL = re.compile(r"\s*(?P<head>[^\W\d_][^:：\t\n,;!?()\[\]\"“”<>@=\\|]{0,40}?)\s*[:：]\s+(?P<value>\S.*)")


class _Words:
    """Labels of a card; with what somebody only says how he is reached, and the words that join it to the number."""

    def __init__(self) -> None:
        words, forms = load_words("signature")["contacts"], load_words("labels")
        fields = (word for name in ("customer", "priority") for said in forms[name].values() for word in said)
        labels = (*words["labels"], *forms["foreign"]["card"], *fields)  # `Customer: our priority`
        self.labels, self.joins = frozenset(map(fold, labels)), frozenset(map(fold, words["joins"]))
        self.reached = re.compile(rf"(?:{one_of(map(fold, words['reached']))})(?: |$)")


_words = cache(_Words)


def has_contact(line: str) -> bool:
    """Whether an address or a number to call is in it, or the parts of a card are."""
    line = line[:_LONGEST]
    return _APART.search(line) is not None or _CONTACT.search(line) is not None


def read_beside(line: str) -> str:
    """A line with one sign for each of its addresses and numbers to call; "" where it says no more than how its writer
    is reached, or is a card's by its parts."""
    line = line[:_LONGEST]
    if _APART.search(line):
        return ""
    beside = _strip_label(" ".join(_CONTACT.sub(f" {CONTACT} ", line).split()))
    return "" if is_reached(beside) else beside


def split_label(line: str) -> tuple[str, bool] | None:
    """What stands behind a line's label, and whether that is a card's; None without one, and where a number or an
    address is all that is told."""
    found = _LABEL.match(line)
    if found is None or has_contact(line) or is_reached(line):
        return None
    head = fold(found["head"])
    return None if len(head.split()) > _MOST_WORDS else (found["value"], head in _words().labels)


def is_reached(text: str) -> bool:
    """Whether a line says how its writer is reached, and no more: "Call me: 4711"."""
    folded = fold(text)
    found = _words().reached.match(folded)
    return found is not None and _is_joined(folded[found.end() :].split())


def _strip_label(text: str) -> str:
    """Without a card's label before it."""
    head, colon, value = text.partition(":")
    if not colon or fold(head) not in _words().labels:
        return text
    return value.strip()


def _is_joined(words: Sequence[str]) -> bool:
    return all(word in _words().joins or any(map(str.isdigit, word)) for word in words)
