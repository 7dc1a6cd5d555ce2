"""What stands behind a claim's words: a finding, which takes nothing ("Got it: wrong certificate"), or a day on which
their writer is gone, which changes nothing ("Mine. I'm off on Friday though.") (behaviour B7.6)."""

import re
from functools import cache

from parsers.words.fold import fold_line
from parsers.words.load import load_words
from parsers.words.spellings import one_of_phrases


class _Words:
    def __init__(self) -> None:
        words, times = load_words("claims"), load_words("times")
        among, later = words["among"], words["later_off"]
        days = one_of_phrases([*among["moments"], *(day for listed in times["weekdays"].values() for day in listed)])
        self.finds = re.compile(rf"(?:^|\s)(?:{one_of_phrases(among['finds'])})$")
        self.fillers = re.compile(rf"(?<!\S)(?:{one_of_phrases(among['fillers'])})(?!\S)")
        self.off = frozenset(map(fold_line, later["says"]))
        self.days = re.compile(rf"(?<!\S)(?:{days}|\d{{1,2}}(?:[:.h]\d\d|h)?)(?!\w)")
        self.around = re.compile(rf"(?<!\S)(?:{one_of_phrases(later['beside'])})(?!\S)")


_words = cache(_Words)


def tells_finding(line: str, rest: str, pursues: re.Pattern[str]) -> bool:
    """Whether the words before a mark say that something was found, and `rest` what; not where it says what the writer
    does: `Got it: I'll call them`."""
    said, found = fold_line(line.replace("’", "'")), fold_line(rest)
    head = said[: said.rfind(found)].rstrip(" :-–—") if found else ""
    kept = " ".join(_words().fillers.sub(" ", head).split())
    return _words().finds.search(kept) is not None and pursues.match(found) is None


def is_off_later(rest: str) -> bool:
    """Whether it only names a day on which its writer is gone, or an hour."""
    known, said = _words(), fold_line(rest).rstrip(".! ")
    bare = known.days.sub(" ", said)
    return bare != said and " ".join(known.around.sub(" ", bare).split()) in known.off
