"""What somebody answers who was asked "Shall this go up?": `yes`, `no`, and either in words (behaviour B2.36)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from parsers.text.borders.greetings import strip_greeting
from parsers.text.borders.signature import begins_signature
from parsers.words.fold import fold
from parsers.words.load import load_words

_MOST_TEXT = 2_000  # characters: who says more tells of the matter
_CLAUSE = re.compile(r"([^.!?;:,\n]+)([.!?;:,\n]*)")
_DASH = re.compile(r"\s[-–—]+\s")


@dataclass(frozen=True, slots=True)
class Consent:
    """`is_yes`, or a refusal. `is_plain`: it says nothing else, or its first line does not, which goes before whatever
    follows; `is_all`: nothing follows."""

    is_yes: bool
    is_plain: bool = False
    is_all: bool = False


@cache
def _phrases() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, phrases)) for name, phrases in load_words("consent")["words"].items()}


def read_consent(text: str) -> Consent | None:
    """What the words of an answer say to the question; None where they say neither, or both."""
    line, *below = [*_find_said(text[:_MOST_TEXT])] or [""]
    first, rest = [*_clauses(line)], [*_clauses("\n".join(below))]
    plain = _read_plain(first, rest)
    if plain is not None:
        return plain
    begin = first[0] if first else ""
    if _begins(begin, "yes"):
        return None if False in _judge_all(first) else Consent(True)
    told = _judge_all((*first, *rest)) | ({False} if begin in _phrases()["no"] else set())
    if len(told) != 1:
        return None
    return Consent(told.pop(), is_all=[begin] == first and not rest and begin in _phrases()["sends"])


def _read_plain(first: list[str], rest: list[str]) -> Consent | None:
    """What the first line says when it says nothing else, or all of the lines when they refuse; None for neither."""
    if not first:
        return None
    words = _phrases()
    if all(clause in words["yes"] for clause in first):
        return Consent(True, True, not rest)
    is_refusal = all(clause in words["no"] or {*_judge(clause)} == {False} for clause in (*first, *rest))
    return Consent(False, True, not rest) if is_refusal or all(clause in words["no"] for clause in first) else None


def _find_said(text: str) -> Iterator[str]:
    """The lines between greeting and signature."""
    is_above = True
    for line in text.split("\n"):
        said = strip_greeting(line) if is_above else line
        if begins_signature(said):
            return
        if fold(said):
            is_above = False
            yield said


def _clauses(text: str) -> Iterator[str]:
    """Folded, without the courtesies around them. What is asked says nothing."""
    for clause, mark in _CLAUSE.findall(_DASH.sub(", ", text)):
        bare = _strip_polite(fold(clause))
        if bare and "?" not in mark:
            yield bare


def _strip_polite(clause: str) -> str:
    words = clause
    for _ in range(4):
        for phrase in _phrases()["polite"]:
            words = words.removeprefix(f"{phrase} ").removesuffix(f" {phrase}")
    return "" if words in _phrases()["polite"] else words


def _begins(clause: str, name: str) -> bool:
    return any(f"{clause} ".startswith(f"{phrase} ") for phrase in _phrases()[name])


def _judge_all(clauses: Iterable[str]) -> set[bool]:
    return {is_wish for clause in clauses for is_wish in _judge(clause)}


def _judge(clause: str) -> Iterator[bool]:
    """True for each wish that it goes up, False for each that it does not; nothing where one is but a condition."""
    words = _phrases()
    if _begins(clause, "drops") or clause in words["ends"]:
        yield False
        return
    if _begins(clause, "sends"):
        yield True
    for before in _find(clause, words["over"]):
        if not _holds(before, ("not", "when")):
            yield False
    for before in _find(clause, words["asks"]):
        if not _holds(before, ("when",)):
            yield not _holds(before, ("not",))
    words_behind = clause.removeprefix("do ").split(" ", 1)
    if _holds(words_behind[0], ("not",)) and _begins(words_behind[-1], "sends"):
        yield False


def _find(clause: str, phrases: Iterable[str]) -> Iterator[str]:
    """What stands before each of the phrases in a clause."""
    for phrase in phrases:
        at = f" {clause} ".find(f" {phrase} ")
        if at >= 0:
            yield clause[:at]


def _holds(words: str, names: tuple[str, ...]) -> bool:
    return any(not _phrases()[name].isdisjoint(words.split()) for name in names)
