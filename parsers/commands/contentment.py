"""What a customer answers to the question whether all is well again: that it is, that it is not, or neither (behaviour
B9.30)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from parsers.words.fold import fold
from parsers.words.load import load_words

_MOST_TEXT = 2_000  # characters: who writes more tells of something else
_CLAUSE = re.compile(r"([^.!?;:,\n]+)([.!?;:,\n]*)")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(f" {fold(one)} " for one in listed) for name, listed in load_words("contentment")["words"].items()
    }


def read_contentment(text: str) -> bool | None:
    """Whether all is well; None where nothing is said of that, or both are, and of what is only asked."""
    said = {verdict for clause in _find_clauses(text[:_MOST_TEXT]) if (verdict := _judge(clause)) is not None}
    return said.pop() if len(said) == 1 else None


def _find_clauses(text: str) -> Iterator[str]:
    """Its clauses, folded, without those of a question."""
    held: list[str] = []
    for match in _CLAUSE.finditer(text):
        held += _part(f" {fold(match[1])} ")
        if "?" in match[2]:
            held.clear()
        elif not set(match[2]) <= {",", ";", ":"} or "\n" in match[2]:
            yield from held
            held.clear()
    yield from held


def _part(clause: str) -> list[str]:
    """The clause, in two where a word in it takes back what stands before."""
    places = [at for word in _words()["but"] if (at := clause.find(word)) > 0]
    return [clause] if not places else [clause[: min(places) + 1], clause[min(places) :]]


def _judge(clause: str) -> bool | None:
    """What one clause says."""
    words = _words()
    is_yes = clause.startswith(words["yes"])
    if (is_yes and _has(clause, words["no"])) or _has(clause, words["later"]):
        return None  # "yes and no", "I have not been able to test it yet"
    if _has(clause, words["bad"]) or clause in words["no"]:
        return False
    said = _weigh(clause, _has(clause, words["denials"]))
    if said is None and (is_yes or clause.startswith(words["no"])):
        return is_yes
    return said


def _weigh(clause: str, is_denied: bool) -> bool | None:
    """By what it speaks of: what is well, what is wrong, and whether that is so once more."""
    words = _words()
    if _has(clause, words["good"]):
        return not is_denied
    is_again, is_trouble = _has(clause, words["again"]), _has(clause, words["trouble"])
    if _has(clause, words["wrong"]):
        return is_denied and not is_again
    if is_trouble and is_denied:
        return True
    return False if is_again and (is_trouble or is_denied) else None


def _has(clause: str, words: Iterable[str]) -> bool:
    return any(word in clause for word in words)
