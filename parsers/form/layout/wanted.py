"""One sentence that says what is hit and what is wanted, and by when (behaviour B4.12)."""

import re
from functools import cache

from parsers.times.mentions import has_time
from parsers.words.fold import fold_line
from parsers.words.load import load_words
from parsers.words.spellings import one_of_phrases

_LONGEST = 400  # characters of such a sentence
_FEWEST = 2  # words that say what is hit


class _Words:
    """What parts the two, how somebody wants something, and what makes a time one that is past."""

    def __init__(self) -> None:
        words = load_words("questions")["wanted"]
        joints = one_of_phrases(words["joints"])
        self.joints = re.compile(rf",\s+(?:(?:{joints})\s+)?|\s+(?:{joints})\s+", re.IGNORECASE)
        self.wants = re.compile(rf"(?<![\w'])(?:{one_of_phrases(words['verbs'])})(?![\w'])")
        self.since = re.compile(rf"(?<![\w'])(?:{one_of_phrases(words['since'])})\s[^,;]*")


_words = cache(_Words)


def split_wanted(sentence: str) -> list[str]:
    """What is hit, and what is wanted by when; empty for a sentence that does not say both."""
    for joint in _words().joints.finditer(sentence) if len(sentence) <= _LONGEST else ():
        parts = sentence[: joint.start()].strip(), sentence[joint.end() :].strip()
        for hit, wanted in (parts, parts[::-1]):
            if _is_wanted(wanted) and not _is_wanted(hit) and len(hit.split()) >= _FEWEST and not has_time(hit):
                return [hit, wanted]
    return []


def _is_wanted(part: str) -> bool:
    return _words().wants.search(fold_line(part)) is not None and has_time(part)


def is_past(text: str) -> bool:
    """Whether the times of a text say only since when something is so."""
    folded = fold_line(text[:_LONGEST])
    return has_time(folded) and not has_time(_words().since.sub(" ", folded))
