"""Answers that evade the question: a question to us, "I told you already", "see what Ada writes", "FYI", "send it up as
it is", an absence, a lead-in to what is not there (behaviour B4.20)."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from parsers.form.nudges import is_no_answer
from parsers.times.mentions import has_time
from parsers.words.fold import fold
from parsers.words.load import load_words

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_LONGEST = 600  # characters
_LONGEST_LEAD = 12  # words before the colon of a lead-in
_MAY_ASK = frozenset({"issue_summary", "additional_context", "steps_taken"})  # what happened may be a question


class _Begins:
    """Phrases with which a sentence may begin, by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for phrase in sorted(map(fold, phrases), key=len, reverse=True):
            self._by_word.setdefault(phrase.split(" ")[0], []).append(phrase)

    def find(self, words: str) -> str | None:
        """The longest phrase with which the words begin."""
        known = self._by_word.get(words.split(" ", maxsplit=1)[0], ())
        return next((phrase for phrase in known if f"{words} ".startswith(f"{phrase} ")), None)


class _Words:
    def __init__(self) -> None:
        words = load_words("evasions")
        asks, points, pushes = words["questions"], words["pointers"], words["pushes"]
        self.asks, self.before, self.us = _Begins(asks["asks"]), _Begins(asks["before"]), list(map(fold, asks["us"]))
        self.points, self.see = _Begins(points["leads"]), _Begins(points["see"])
        self.places, self.says = _split(points["places"]), _split(points["says"])
        self.rest = _split(points["rest"]) | self.places
        self.pushes, self.beside = _split(pushes["leads"]), _split(pushes["rest"])
        self.alone = frozenset(map(fold, words["alone"]["words"]))
        self.absences = _Begins(words["absences"]["begin"])


_words = cache(_Words)
_FEW, _MOST_BEHIND = 3, 6  # words of a question that can only be to us; behind "see", with a name among them


def _split(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in fold(phrase).split())


def evades(lines: Sequence[str], name: str) -> bool:
    """Whether these lines, as the answer to the field `name`, say nothing of it: each sentence asks us, points
    elsewhere, pushes, thanks or puts off, or all of it leads in what is not there."""
    text = "\n".join(line for line in lines if line.strip()).strip()
    if not text or len(text) > _LONGEST:
        return False
    sentences = [sentence for sentence in _SENTENCE.findall(text) if fold(sentence)]
    return bool(sentences) and all(_evades(sentence, name) for sentence in sentences)


def _evades(sentence: str, name: str) -> bool:
    words = fold(sentence)
    if is_no_answer(sentence) or words in _words().alone or _words().absences.find(words) is not None:
        return True
    if name == "customer_expectation" and has_time(sentence):
        return False
    if name != "attachments" and _points(words):
        return True
    return _leads_in(sentence, words) or _pushes(words) or ("?" in sentence and _asks(words, name))


def _leads_in(sentence: str, words: str) -> bool:
    return sentence.rstrip().endswith((":", "：")) and len(words.split()) <= _LONGEST_LEAD


def _asks(words: str, name: str) -> bool:
    """Whether it is a question, not an answer of which its writer is not sure ("20 users?")."""
    known = _words()
    while (before := known.before.find(words)) and known.asks.find(words) is None:
        words = words[len(before) :].strip()
    if known.asks.find(words) is None:
        return False
    if len(words.split()) <= _FEW or any(f" {us} " in f" {words} " for us in known.us):
        return True
    return name not in _MAY_ASK and not any(map(str.isdigit, words))


def _points(words: str) -> bool:
    """Whether it says nothing but where the answer stands."""
    known = _words()
    see = known.see.find(words)
    if see is not None:
        behind = words[len(see) :].split()
        if behind and len(behind) <= _MOST_BEHIND and behind[-1] in known.says | known.places:
            return True
    lead = known.points.find(words)
    return lead is not None and known.rest.issuperset(words[len(lead) :].split()) and _names(words, known.places)


def _pushes(words: str) -> bool:
    known, said = _words(), words.split()
    return _names(words, known.pushes) and (known.pushes | known.beside).issuperset(said) and len(said) > 1


def _names(words: str, places: frozenset[str]) -> bool:
    return not places.isdisjoint(words.split())
