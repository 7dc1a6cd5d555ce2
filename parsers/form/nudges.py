"""Answers that answer nothing: a promise to send it later, a question for news, thanks, "please", "I do not know yet"
(behaviour B4.16)."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain, islice

from parsers.times.mentions import has_time
from parsers.words.fold import fold, fold_line
from parsers.words.load import load_words, one_of
from parsers.words.spellings import NAME, Phrases, split_words

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_PARTS = re.compile(r"[.!?;,\n]+")
_BEHIND_STOP = re.compile(r"(?<=[.!;])\s+")
_LONGEST = 300  # characters
_MOST_WORDS = 16  # of a sentence
_FEW_WORDS = 2  # of "I do not know" that may be other words without an accent
_FEWEST_WORDS = 3  # of a promise behind a comma
_MOST_LINES = 1_000


class _Words:
    """Phrases by what they do, folded; and every word that may stand in such a sentence, those of times among them."""

    def __init__(self) -> None:
        times, words = load_words("times"), load_words("nudges")["words"]
        self.courtesies = frozenset(map(fold, load_words("nudges")["courtesies"]["words"]))
        said = (
            *(listed for table in ("phrases", "parts", "units", "numbers") for listed in times[table].values()),
            times["around"]["before"],
            times["spoken"]["clock"],
            *times["weekdays"].values(),
            *times["weekdays_short"].values(),
        )
        self.says, self.who, self.sends = Phrases(words["says"]), Phrases(words["who"]), Phrases(words["sends"])
        self.news, self.any, self.begins = Phrases(words["news"]), Phrases(words["any"]), Phrases(words["begins"])
        self.by, self.topics, self.gets = Phrases(words["by"]), Phrases(words["topics"]), Phrases(words["gets"])
        self.unknown, self.whether = Phrases(words["unknown"]), Phrases(words["whether"])
        self.accented = {fold(phrase): fold_line(phrase) for phrase in words["unknown"]}
        self.clause = re.compile(rf",\s|\s(?={one_of(words['but'])}\s)", re.IGNORECASE)
        self.named = re.compile(rf"\b((?i:{one_of(words['askers'])}))\s+{NAME}(?=\W|$)")
        self.numbers = split_words(word for listed in times["numbers"].values() for word in listed)
        self.nothing = split_words(words["nothing"])
        self.content, self.soon = split_words(words["content"]), split_words(words["soon"])
        mine = ("says", "who", "sends", "news", "any", "begins", "filler", "askers")
        completing = load_words("completing")["words"]
        self.completes, self.alone = Phrases((*completing["verbs"], *words["sends"])), Phrases(completing["alone"])
        self.completing = split_words(chain.from_iterable(completing.values()))
        self.others = split_words(completing["others"])
        self.words = split_words(phrase for phrases in (*(words[name] for name in mine), *said) for phrase in phrases)

    def holds_all(self, words: str) -> bool:
        """Whether all of the words are known."""
        return all(word in self.words or word.isdecimal() for word in words.split())

    def completes_it(self, words: str) -> bool:
        """Whether their writer only says that he completes the form."""
        said = words.split()
        is_known = all(word in self.words or word in self.completing or word.isdecimal() for word in said)
        if not is_known or not self.others.isdisjoint(said):
            return False
        return self.alone.stand_in(words) or (self.who.stand_in(words) and self.completes.stand_in(words))


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
    line = cut_later(line)
    said, comma, promise = line.rpartition(", ")
    cuts = comma and len(promise.split()) >= _FEWEST_WORDS and is_no_answer(promise)
    return said if cuts else line


def cut_later(line: str) -> str:
    """The line without its last sentence, where that only says of one thing that it comes later or is not known: "12
    people idle. The date I don't know yet.\""""
    *said, last = _BEHIND_STOP.split(line) if len(line) <= _LONGEST else [line]
    return line[: len(line) - len(last)].rstrip() if said and _is_later(last) else line


def _is_later(sentence: str) -> bool:
    """Whether it begins with one thing that was asked for, and says that the writer gets it later, or does not know."""
    known, words = _words(), fold(sentence)
    topic = known.topics.find(words)
    rest = words[len(topic) :].strip() if topic is not None else ""
    gets = known.gets.find(rest) if rest else None
    if gets is not None:
        return known.holds_all(rest[len(gets) :])
    return bool(rest) and known.unknown.find(rest) is not None and not any(map(str.isdigit, rest))


def _puts_off(sentence: str) -> bool:
    """Whether it does as a whole, or each of its clauses does."""
    if _promises(sentence) or _is_later(sentence):
        return True
    first, *others = split_clauses(sentence)
    if not _is_unknown(first):
        return bool(others) and all(_is_unknown(one) or _promises(one) for one in (first, *others))
    return all(_is_unknown(one) or _promises(one) or _words().whether.find(fold(one)) for one in others)


def _promises(clause: str) -> bool:
    """Whether it puts off, asks for news or thanks, and has no other words."""
    words, known = fold(clause), _words()
    if words in known.courtesies or known.completes_it(words):
        return True
    if known.by.stand_in(words) or not known.holds_all(fold(known.named.sub(r"\1 ", clause))):
        return False
    asks = known.news.stand_in(words) and ("?" in clause or known.any.stand_in(words))
    begins = known.begins.find(words) is not None
    if asks or begins or not known.nothing.isdisjoint(words.split()):
        return asks or begins
    return known.says.stand_in(words) or (known.who.stand_in(words) and known.sends.stand_in(words))


def split_clauses(sentence: str) -> list[str]:
    """Its parts between commas and before "but"; the sentence where it has no words."""
    return [clause for clause in _words().clause.split(sentence) if fold(clause)] or [sentence]


def _is_unknown(clause: str) -> bool:
    """Whether a clause says that its writer does not know; what names a number says something. Of two words that are
    others without their accent ("no sé", "no se puede") the accent decides, or that nothing follows but a question."""
    words, known = fold(clause), _words()
    phrase = known.unknown.find(words)
    if phrase is None or len(words.split()) > _MOST_WORDS or any(map(str.isdigit, words)):
        return False
    written, rest = known.accented[phrase], words[len(phrase) :].strip()
    if written == phrase or len(phrase.split()) > _FEW_WORDS or not rest or known.whether.find(rest) is not None:
        return True
    return fold_line(clause).lstrip("¡¿ ").startswith(written)


def is_unknown(text: str) -> bool:
    """Whether a field's value says nothing but that its writer does not know."""
    if len(text) > _LONGEST or not text[:1].isalpha() or not _is_unknown(_PARTS.split(text, 1)[0]):
        return False
    sentences = tuple(islice(filter(fold, _PARTS.split(text)), 2))
    return bool(sentences) and all(map(_is_unknown, sentences))


def is_empty(sentence: str, name: str) -> bool:
    """Whether it has no word but those with which people put off, ask, greet and name a time: nobody can tell from it
    what happened, and to whom. A number that counts no hours says how many."""
    words, known = fold(sentence), _words()
    said = words.split()
    if name == "customer_expectation" and not known.soon.isdisjoint(said):
        return False
    counts = not known.numbers.isdisjoint(said) or any(map(str.isdigit, words))
    is_known = bool(said) and known.holds_all(words) and known.content.isdisjoint(said)
    return is_known and (not counts or has_time(sentence))
