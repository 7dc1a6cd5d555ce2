"""Answers that answer nothing: a promise to send it later, a question for news, thanks (behaviour B4.16)."""

import re
from collections.abc import Iterable

from parsers.words.fold import fold
from parsers.words.load import load_words

_LISTS, _WHEN = load_words("nudges")["words"], load_words("times")
_DATA = {name: frozenset(map(fold, words)) for name, words in _LISTS.items()}
_TIMES = (
    *(_WHEN["time"][name] for name in ("words", "short", "units", "numbers", "before", "clock")),
    *_WHEN["weekdays"].values(),
    *_WHEN["weekdays_short"].values(),
)
_PHRASES = (phrase for phrases in (*_DATA.values(), *_TIMES) for phrase in phrases)
_WORDS = frozenset(word for phrase in _PHRASES for word in fold(phrase).split())
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_LONGEST = 300  # characters


def is_no_answer(text: str) -> bool:
    """Whether every sentence of it puts off, asks for news or thanks, and none says anything."""
    sentences = [sentence for sentence in _SENTENCE.findall(text[:_LONGEST]) if fold(sentence)]
    return len(text) <= _LONGEST and bool(sentences) and all(map(_puts_off, sentences))


def _puts_off(sentence: str) -> bool:
    words = fold(sentence)
    if not all(word in _WORDS or word.isdecimal() for word in words.split()):
        return False
    asks = _holds(words, _DATA["news"]) and ("?" in sentence or _holds(words, _DATA["any"]))
    return asks or _holds(words, _DATA["says"]) or (_holds(words, _DATA["who"]) and _holds(words, _DATA["sends"]))


def _holds(words: str, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in f" {words} " for phrase in phrases)
