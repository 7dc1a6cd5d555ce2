"""The words that programs write around a letter that they quote, beside its sender's name and its moment."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

LONGEST = 400  # characters of a line that any program writes
_DOTS = frozenset(".…`~")
_SENTENCE = 3  # words that no person writes by themselves


class Words:
    """The words of a head in every language, folded, one by one."""

    def __init__(self) -> None:
        quoting, times = load_words("quoting"), load_words("times")
        attribution = quoting["attribution"]
        self.written, self.leads, self.notes = set[str](), set[str](), set[str]()
        for phrase in (*attribution["verbs"], *attribution["cites"], *quoting["around"]["verbs"]):
            first, *others = sorted(fold(phrase).split(), key=len, reverse=True)
            self.written.add(first)
            self.leads.update(others)
        for phrase in (*attribution["starts"], *attribution["auxiliaries"], *quoting["around"]["beside"]):
            self.leads.update(fold(phrase).split())
        for phrase in quoting["around"]["notes"]:
            self.notes.update(fold(phrase).split())
        self.months = _number(times["months"])
        self.weekdays = _number(times["weekdays"], times["weekdays_short"])
        dialogue = quoting["dialogue"]
        leads = (one_of(dialogue[name]) for name in ("questions", "answers"))
        self.question, self.answer = (
            re.compile(rf"[\s>]*(?:{lead})\s?\d{{0,2}}\s?[:：{more}]\s*", re.IGNORECASE)
            for lead, more in zip(leads, (".)", ""), strict=True)
        )
        self.frames = frozenset(fold(line) for line in quoting["around"]["frames"])


def _number(*tables: Mapping[str, Sequence[str]]) -> Mapping[str, frozenset[int]]:
    """Which numbers a word stands for."""
    found: dict[str, set[int]] = {}
    for table in tables:
        for number, words in table.items():
            for word in words:
                for part in fold(word).split():
                    found.setdefault(part, set()).add(int(number))
    return {word: frozenset(numbers) for word, numbers in found.items()}


load_around = cache(Words)


def is_frame(line: str) -> bool:
    """Whether a line only says that a quote begins or ends: `{quote}`, `[Quoted text hidden]`, `...`."""
    if len(line) > LONGEST or not line.strip():
        return False
    said, bare = fold(line), line.strip(" >")
    if not said:
        return set(bare) <= _DOTS and len(bare) > 1
    return said in load_around().frames and (not bare[0].isalnum() or len(said.split()) >= _SENTENCE)
