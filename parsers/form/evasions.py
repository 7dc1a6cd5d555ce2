"""Answers that evade the question: a question to us, "I told you already", "see what Ada writes", "FYI", "send it up as
it is", an absence, a lead-in to what is not there (behaviour B4.20)."""

import re
from collections.abc import Sequence
from functools import cache

from parsers.form.evading.presses import is_unreached, presses, says_who_knows, shows_file
from parsers.form.evading.reports import reports
from parsers.form.nudges import is_empty, is_no_answer, split_clauses
from parsers.times.mentions import has_time
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of
from parsers.words.spellings import Phrases, split_words

_LONGEST = 600  # characters
_LONGEST_LEAD = 12  # words before the colon of a lead-in
_TEXTS = ("issue_summary", "steps_taken", "customer_impact", "customer_expectation")
_IN_WORDS = frozenset({*_TEXTS, "customer", "attachments"})
_OF_OTHERS = frozenset(("customer", "customer_impact", "customer_expectation"))  # what the customer has to say
_MAY_ASK = frozenset({"issue_summary", "additional_context", "steps_taken"})  # what happened may be a question


class _Words:
    def __init__(self) -> None:
        words = load_words("evasions")
        asks, points, pushes = words["questions"], words["pointers"], words["pushes"]
        self.asks, self.before, self.us = Phrases(asks["asks"]), Phrases(asks["before"]), list(map(fold, asks["us"]))
        self.points, self.see = Phrases(points["leads"]), Phrases(points["see"])
        self.places, self.says = split_words(points["places"]), split_words(points["says"])
        self.rest = split_words(points["rest"]) | self.places
        self.pushes, self.beside = split_words(pushes["leads"]), split_words(pushes["rest"])
        self.alone = Phrases(words["alone"]["words"])
        self.times, self.quantities = Phrases(asks["times"]), frozenset(map(fold, asks["quantities"]))
        self.wishes, self.anybody = Phrases(asks["wishes"]), frozenset(map(fold, asks["anybody"]))
        self.who, self.but = frozenset(words["first_person"]["who"]), Phrases(words["first_person"]["but"])
        self.absences, holds = Phrases(words["absences"]["begin"]), words["holds"]
        self.held, self.beside_held = frozenset(map(fold, holds["words"])), frozenset(map(fold, holds["beside"]))
        self.holds, self.first, self.does = (Phrases(holds[name]) for name in ("begin", "first", "who"))

    def strip_before(self, words: str) -> str:
        """The words of a question without those that may stand before it."""
        while (before := self.before.find(words)) and self.asks.find(words) is None:
            words = words[len(before) :].strip()
        return words


_words = cache(_Words)
_FEW, _MOST_BEHIND = 3, 6  # words of a question that can only be to us; behind "see", with a name among them


@cache
def _sentences() -> re.Pattern[str]:
    """One up to its end: a full stop that no word follows at once, nor `cf.` stands before."""
    short = one_of(load_words("evasions")["pointers"]["abbreviations"])
    return re.compile(rf"(?:(?<![\w'’])(?i:{short})\.|[^.!?;\n]|\.(?=\w))+[.!?;\n]*")


def evades(lines: Sequence[str], name: str) -> bool:
    """Whether these lines, as the answer to the field `name`, say nothing of it: each sentence asks us, points
    elsewhere, pushes, thanks or puts off, or all of it leads in what is not there."""
    text = "\n".join(line for line in lines if line.strip()).strip()
    if not text or len(text) > _LONGEST:
        return False
    sentences = [sentence for sentence in _sentences().findall(text) if fold(sentence)]
    return bool(sentences) and all(
        _evades(one, name) or _evades_in_parts(one, name) or _holds(one) for one in sentences
    )


def is_aside(line: str) -> bool:
    """Whether a line above places that were filled in says only that they are: "see below", "Hi, done, thanks"."""
    parts = [
        part for sentence in _sentences().findall(line[:_LONGEST]) for part in split_clauses(sentence) if fold(part)
    ]
    alone = _words().alone
    return bool(parts) and all(
        alone.find(fold(one)) == fold(one) or _points(fold(one)) or is_no_answer(one) for one in parts
    )


def _evades_in_parts(sentence: str, name: str) -> bool:
    """`I wrote this yesterday, any news?`"""
    clauses = split_clauses(sentence)
    return len(clauses) > 1 and all(_evades(clause, name) for clause in clauses)


def _holds(sentence: str) -> bool:
    """`No, wait, I get the numbers first`: it shall not go up as it is, and nothing else is said."""
    known = _words()
    clauses = [said for one in split_clauses(sentence) if (said := fold(one)) not in known.beside_held]
    stops = [one in known.held or (known.holds.find(one) is not None and _is_short(one)) for one in clauses]
    does = [known.first.stand_in(one) and known.does.stand_in(one) for one in clauses]
    return any(stops) and all(stop or later for stop, later in zip(stops, does, strict=True))


def _is_short(words: str) -> bool:
    return len(words.split()) <= _MOST_BEHIND and not any(map(str.isdigit, words))


def _evades(sentence: str, name: str) -> bool:
    words = fold(sentence)
    if is_no_answer(sentence) or _agrees(words, name) or _words().absences.find(words) is not None:
        return True
    if name == "customer_expectation" and has_time(sentence):
        return _asks_us(words) if "?" in sentence else _speaks_of_himself(words) or reports(sentence)
    if _says_nothing(sentence, words, name):
        return True
    return _leads_in(sentence, words) or _pushes(words) or ("?" in sentence and _asks(words, name))


def _agrees(words: str, name: str) -> bool:
    """`Ok`, and `Ok` before what evades as well."""
    agrees = _words().alone.find(words)
    return agrees is not None and (agrees == words or _evades(words[len(agrees) :].strip(), name))


def _says_nothing(sentence: str, words: str, name: str) -> bool:
    """Whether it has no words that could answer, or says but where the answer stands; files may be pointed at."""
    if name in _IN_WORDS and (is_empty(sentence, name) or says_who_knows(sentence)):
        return True
    if name in _OF_OTHERS and is_unreached(sentence):
        return True
    is_pressed = name in _IN_WORDS and name != "customer_expectation" and presses(sentence)
    return is_pressed or (name != "attachments" and (_points(words) or shows_file(sentence)))


def _asks_us(words: str) -> bool:
    """Whether a question about a time asks what becomes of the mail; "Can they have it by Friday?" passes a wish on,
    and "by Friday?" is an answer of which its writer is not sure."""
    known = _words()
    words = known.strip_before(words)
    if known.wishes.find(words) is not None:
        return False
    if known.asks.find(words) is not None or not known.anybody.isdisjoint(words.split()):
        return True
    return known.times.find(words) is None and not has_time(words.split(" ", maxsplit=1)[0])


def _speaks_of_himself(words: str) -> bool:
    """Whether a time is the writer's own: "I speak to her on Friday"."""
    known = _words()
    return not known.who.isdisjoint(words.split()) and not known.but.stand_in(words)


def _leads_in(sentence: str, words: str) -> bool:
    return sentence.rstrip().endswith((":", "：")) and len(words.split()) <= _LONGEST_LEAD


def _asks(words: str, name: str) -> bool:
    """Whether it is a question, not an answer of which its writer is not sure ("20 users?")."""
    known = _words()
    words = known.strip_before(words)
    if known.asks.find(words) is None and known.anybody.isdisjoint(words.split()):
        is_unsure = any(map(str.isdigit, words)) or not known.quantities.isdisjoint(words.split())
        return name == "customer_impact" and not is_unsure
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
