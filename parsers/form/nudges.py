"""Answers that answer nothing: a promise to send it later, a question for news, thanks, "please", "I do not know yet"
(behaviour B4.16)."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby, islice

from parsers.words.fold import fold
from parsers.words.load import load_words

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_PARTS = re.compile(r"[.!?;,\n]+")
_LONGEST = 300  # characters
_MOST_WORDS = 16  # of a sentence
_FEWEST_WORDS = 3  # of a promise behind a comma
_MOST_LINES = 1_000


class _Words:
    """Phrases by what they do, folded; and every word that may stand in such a sentence, those of times among them."""

    def __init__(self) -> None:
        times = load_words("times")
        said = (
            *(listed for table in ("phrases", "parts", "units", "numbers") for listed in times[table].values()),
            times["around"]["before"],
            times["spoken"]["clock"],
            *times["weekdays"].values(),
            *times["weekdays_short"].values(),
        )
        self.phrases = {name: frozenset(map(fold, words)) for name, words in load_words("nudges")["words"].items()}
        self.courtesies = frozenset(map(fold, load_words("nudges")["courtesies"]["words"]))
        self.unknown = {
            first: tuple(phrases)
            for first, phrases in groupby(sorted(self.phrases["unknown"]), key=lambda phrase: phrase.split(" ", 1)[0])
        }
        self.words = frozenset(
            word
            for phrases in (*(self.phrases[name] for name in self.phrases if name != "unknown"), *said)
            for phrase in phrases
            for word in fold(phrase).split()
        )


_words = cache(_Words)


def is_no_answer(text: str) -> bool:
    """Whether every sentence of it puts off, asks for news, thanks, or says that its writer does not know."""
    if len(text) > _LONGEST:
        return False
    sentences = [sentence for sentence in _SENTENCE.findall(text) if fold(sentence)]
    return bool(sentences) and all(map(_puts_off, sentences))


def without_nudges(lines: Sequence[str]) -> list[str]:
    """The lines that say something; a text of so many lines is a log, and its end no promise."""
    said = (_cut_promise(line) for line in lines[:_MOST_LINES] if not is_no_answer(line))
    return [*said, *lines[_MOST_LINES:]]


def _cut_promise(line: str) -> str:
    """The line without the promise behind its last comma ("Priority is high, the impact I will send later"). Only a
    whole promise ends so: "20 users, thanks" keeps its words."""
    said, comma, promise = line.rpartition(", ")
    cuts = comma and len(promise.split()) >= _FEWEST_WORDS and is_no_answer(promise)
    return said if cuts else line


def _puts_off(sentence: str) -> bool:
    words, known = fold(sentence), _words()
    phrases = known.phrases
    if words in known.courtesies or _is_unknown(words):
        return True
    if not all(word in known.words or word.isdecimal() for word in words.split()):
        return False
    asks = _holds(words, phrases["news"]) and ("?" in sentence or _holds(words, phrases["any"]))
    return asks or _holds(words, phrases["says"]) or (_holds(words, phrases["who"]) and _holds(words, phrases["sends"]))


def _is_unknown(words: str) -> bool:
    """Whether a folded sentence says that its writer does not know; what names a number says something."""
    first = words.split(" ", 1)[0]
    begins = any(f"{words} ".startswith(f"{phrase} ") for phrase in _words().unknown.get(first, ()))
    return begins and len(words.split()) <= _MOST_WORDS and not any(map(str.isdigit, words))


def is_unknown(text: str) -> bool:
    """Whether a field's value says nothing but that its writer does not know."""
    if len(text) > _LONGEST or not text[:1].isalpha():
        return False
    sentences = tuple(islice(filter(None, map(fold, _PARTS.split(text))), 2))
    return bool(sentences) and all(map(_is_unknown, sentences))


def _holds(words: str, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in f" {words} " for phrase in phrases)
