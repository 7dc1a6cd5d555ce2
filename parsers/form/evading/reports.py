"""Times by which nothing is wanted: "They opened the ticket on Monday", "She is on leave until Thursday" (behaviour
B4.20)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.times.find import plain
from parsers.times.mentions import find_mentions, has_time
from parsers.words.fold import fold, fold_line
from parsers.words.load import load_words, one_of
from parsers.words.spellings import Phrases, one_of_phrases

_CLAUSE = re.compile(r"[,:]\s+|\s(?:[-–—]|but|aber|mais|pero|maar|mas)\s")
_FEW_WORDS = 3  # of a time that stands before what it is the time of: "On Monday, they called"
_SHORTEST = 4  # letters of a word that is told by its end
_WORD = re.compile(r"\w+")


class _Words:
    def __init__(self) -> None:
        words = load_words("reports")
        self.wishes, self.ahead = Phrases(words["wishes"]["words"]), Phrases(words["wishes"]["ahead"])
        before = one_of(map(plain, words["wishes"]["before_times"]))
        self.by = re.compile(rf"(?:^|\s)(?:{before})\s(?:(?:the|dem|den|le|la|el|de|o|a)\s)?$")
        told = words["told"]
        self.told = Phrases(told["words"])
        self.passive = re.compile(rf"\b(?:{one_of_phrases(told['passive'])})\b")
        self.that = re.compile(rf"\s(?:{one_of(told['that'])})\b", re.IGNORECASE)
        self.past, self.absences = Phrases(words["past"]["words"]), Phrases(words["absences"]["words"])
        past = words["past"]
        self.endings, self.behind = tuple(past["endings"]), tuple(past["endings_behind"])
        self.no_verbs = frozenset(past["none"])
        self.not_behind, self.objects = frozenset(past["not_behind"]), frozenset(past["objects"])
        self.perfects = tuple(
            re.compile(
                rf"\b(?:{one_of(table['auxiliaries'])}) (?:{'|'.join(table['between'])})"
                rf"\b(?!(?:{one_of(table['none']) or '$'})\b)(?:{'|'.join(table['participles'])})\b"
            )
            for name, table in words.items()
            if name.startswith("perfect")
        )


_words = cache(_Words)


def reports(sentence: str) -> bool:
    """Whether each time in it is one when something was, or until when somebody is away: not one by which something is
    wanted."""
    clauses = [clause for clause in _split(sentence) if has_time(clause)]
    return bool(clauses) and all(map(_reports, clauses))


def _split(sentence: str) -> Iterator[str]:
    """Its clauses; a time before what it is the time of stays with that."""
    before = ""
    for clause in _CLAUSE.split(sentence):
        clause = f"{before} {clause}".strip()
        before = clause if not before and len(clause.split()) <= _FEW_WORDS and has_time(clause) else ""
        if not before:
            yield clause
    if before:
        yield before


def _reports(clause: str) -> bool:
    known, words = _words(), fold(clause)
    heard = known.passive.search(fold_line(clause)) is not None
    if heard or known.told.stand_in(words):
        said, that, rest = _part(clause, known.that)
        if that and has_time(said):
            return not has_time(rest) or _reports(rest)
    is_wished = known.wishes.stand_in(words)
    if known.absences.stand_in(words) and not is_wished:
        return True
    if _is_led(clause):
        return False
    return heard or (not (is_wished or known.ahead.stand_in(words)) and _is_past(clause, words))


def _part(clause: str, that: re.Pattern[str]) -> tuple[str, str, str]:
    """What stands before "that", the word, and what follows."""
    found = that.search(clause)
    return (clause[: found.start()], found[0], clause[found.end() :]) if found else (clause, "", "")


def _is_led(clause: str) -> bool:
    """Whether a word stands before a time that says that it is the last: "by Friday"."""
    shown = plain(clause)
    return any(_words().by.search(shown[: found.said]) for found in find_mentions(clause))


def _is_past(clause: str, words: str) -> bool:
    line, known = fold_line(clause).replace("'", ""), _words()
    return (
        known.past.stand_in(words)
        or _has_verb(_WORD.findall(line))
        or any(perfect.search(line) is not None for perfect in known.perfects)
    )


def _has_verb(words: Sequence[str]) -> bool:
    """Whether one of the words is by its end a verb that tells what was."""
    known = _words()
    for at, word in enumerate(words):
        if len(word) < _SHORTEST or word in known.no_verbs:
            continue
        before = words[at - 1] if at else ""
        is_behind = at > 0 and before not in known.not_behind and (at == 1 or before not in known.objects)
        if word.endswith(known.endings) or (is_behind and word.endswith(known.behind)):
            return True
    return False
