"""What somebody answers who was asked "Shall this go up?": `yes`, `no`, and either in words (behaviour B2.36)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from parsers.text.borders.greetings import strip_greeting
from parsers.text.borders.signature import begins_signature
from parsers.words.fold import fold
from parsers.words.load import load_words
from parsers.words.spellings import split_words

_MOST_TEXT = 2_000  # characters: who says more tells of the matter
_CLAUSE = re.compile(r"([^.!?;:,\n]+)([.!?;:,\n]*)")
_DASH = re.compile(r"\s[-–—]+\s")


@dataclass(frozen=True, slots=True)
class Consent:
    """`is_yes`, or a refusal. `is_plain`: it says nothing else, or its first line does not, which goes before whatever
    follows; `is_all`: nothing follows. `words`: what stands below that line. `sends`: it is sent
    up in words (`go ahead`), which agree to nothing else, in a clause of their own."""

    is_yes: bool
    is_plain: bool = False
    is_all: bool = False
    words: str = ""
    sends: bool = False


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """The lists, folded; a yes that is turned round is a no."""
    listed = {name: frozenset(map(fold, phrases)) for name, phrases in load_words("consent")["words"].items()}
    turned = {f"{yes} {behind}" for yes in listed["yes"] for behind in listed["turned"]}
    return {**listed, "no": listed["no"] | turned}


def read_consent(text: str) -> Consent | None:
    """What the words of an answer say to the question; None where they say neither, or both. What asks beside it says
    more than that."""
    lines = [*_find_said(text[:_MOST_TEXT])]
    said = _read(lines)
    return said if said is None or "?" not in "".join(lines) else replace(said, is_all=False)


def read_answer(text: str) -> Consent | None:
    """What the answer to another question of ours says by its own first words, a yes or no, with all that stands beside
    and below it as `words`; None where it begins with neither, or leaves it in doubt."""
    line, *below = [*_find_said(text)] or [""]
    first, words = [*_clauses(line)], _phrases()
    if not first:
        return None
    beside = _CLAUSE.sub("", _DASH.sub(", ", line), count=1).strip()
    if all(clause in words["yes"] or clause in words["no"] for clause in first):
        beside = ""
    said = "\n".join(filter(None, (beside, *below))).strip()
    if first[0] in words["no"] or _begins(first[0], "yet"):
        return Consent(False, is_plain=not beside, is_all=not said, words=said)
    is_yes = first[0] in words["yes"] or (_begins(first[0], "outright") and not _holds(first[0], ("not",)))
    if not is_yes or _is_in_doubt(first[0], first):
        return None
    said = said if first[0] in words["yes"] else "\n".join((line, *below))
    return Consent(True, is_plain=not beside, is_all=not said, words=said)


def begins_with_either(text: str) -> bool:
    """Whether an answer begins with a yes or no, however it goes on."""
    first = next((clause for line in _find_said(text[:_MOST_TEXT]) for clause in _clauses(line)), "")
    words = _phrases()
    return first in words["yes"] | words["no"] or _begins(first, "outright") or _begins(first, "yet")


def _read(lines: list[str]) -> Consent | None:
    line, *below = lines or [""]
    first, rest = [*_clauses(line)], [*_clauses("\n".join(below))]
    plain = _read_offered(first, rest) or _read_plain(first, rest)
    if plain is not None:
        return plain if plain.is_all else replace(plain, words="\n".join(below))
    begin = first[0] if first else ""
    if _begins_with_yes(begin):
        return None if False in _judge_all(first) or _is_in_doubt(begin, first) else Consent(True)
    told = _judge_all((*first, *rest)) | ({False} if begin in _phrases()["no"] else set())
    if len(told) != 1:
        return None
    words, is_all = _phrases(), [begin] == first and not rest
    sends = not (words["sends"] - words["alone"]).isdisjoint((*first, *rest))
    return Consent(told.pop(), is_all=is_all and begin in words["sends"], sends=sends)


def _is_in_doubt(begin: str, first: Iterable[str]) -> bool:
    """Whether a line that begins with a yes leaves it in doubt: `yes and no`, `yes, that was a mistake`."""
    words = _phrases()
    clauses = [*first]
    if _holds(begin, ("doubts",)) or any(_begins(clause, name) for clause in clauses[1:] for name in ("but", "when")):
        return True
    return any(clause in words["no"] or _holds(clause, ("slips",)) for clause in clauses)


def _read_plain(first: list[str], rest: list[str]) -> Consent | None:
    """What the first line says when it says nothing else, or all of the lines when they refuse; None for neither."""
    if not first:
        return None
    words = _phrases()
    if all(clause in words["yes"] or clause in words["sends"] for clause in first):
        return Consent(True, True, not rest, sends=any(clause in words["sends"] for clause in first))
    if _begins_plainly(first):
        is_all = not rest and all(map(_adds_nothing, first)) and not any(map(_has_no_more, first))
        return Consent(True, True, is_all, sends=True)
    if not _begins_with_yes(first[0]) and _refuses_whole((*first, *rest)):
        return Consent(False, True, not rest)
    return Consent(False, True, not rest) if all(clause in words["no"] for clause in first) else None


def _read_offered(first: list[str], rest: list[str]) -> Consent | None:
    """The yes of a first line that says no more than that it is sent as it is: `Leite es weiter, so wie es ist`."""
    said, words = " ".join(first), frozenset(" ".join(first).split())
    is_as_it_is = any(f" {phrase} " in f" {said} " for phrase in _phrases()["as_it_is"])
    is_offered = is_as_it_is and not words.isdisjoint(_leading()) and _pushing().issuperset(words)
    return Consent(True, True, not rest, sends=True) if is_offered else None


def _adds_nothing(clause: str) -> bool:
    """Whether it only repeats what we offered, or says that its writer has no more: `as it is`, `send it like that`."""
    said = clause in _phrases()["yes"] or clause in _phrases()["sends"]
    return said or _pushing().issuperset(clause.split()) or _has_no_more(clause)


@cache
def _leading() -> frozenset[str]:
    return split_words(load_words("evasions")["pushes"]["leads"])


@cache
def _pushing() -> frozenset[str]:
    pushes = load_words("evasions")["pushes"]
    return split_words((*pushes["leads"], *pushes["rest"]))


def _has_no_more(clause: str) -> bool:
    return any(f" {clause} ".endswith(f" {phrase} ") for phrase in _phrases()["no_more"])


def _begins_with_yes(clause: str) -> bool:
    return _begins(clause, "yes") and clause not in _phrases()["no"]


def _refuses_whole(clauses: Iterable[str]) -> bool:
    return all(clause in _phrases()["no"] or {*_judge(clause)} == {False} for clause in clauses)


def _begins_plainly(first: list[str]) -> bool:
    """`yes, go ahead, they are furious`: a yes in two ways, and nothing against it; or with nothing but our offer."""
    if first[0] not in _phrases()["yes"]:
        return False
    is_twice = first[1] in _phrases()["sends"] and False not in _judge_all(first)
    return is_twice or all(map(_adds_nothing, first))


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


def _begins_to_send(clause: str) -> bool:
    words = _phrases()
    said = (phrase for phrase in words["sends"] if f"{clause} ".startswith(f"{phrase} "))
    return any(phrase == clause or phrase not in words["alone"] for phrase in said)


def _judge_all(clauses: Iterable[str]) -> set[bool]:
    return {is_wish for clause in clauses for is_wish in _judge(clause)}


def _judge(clause: str) -> Iterator[bool]:
    """True for each wish that it goes up, False for each that it does not; nothing where one is but a condition."""
    words = _phrases()
    if _begins(clause, "drops") or clause in words["ends"]:
        yield False
        return
    if _begins_to_send(clause) and not _holds(clause.replace(" no ", " "), ("not",)):  # "send it, no matter what"
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
