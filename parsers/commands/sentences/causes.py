"""Whose a cause is says nothing of whose the case is: "it comes from their proxy, not ours" (behaviour B7.24)."""

import re
from functools import cache

from parsers.words.load import load_words
from parsers.words.spellings import one_of_phrases

_LONGEST_TEXT = 2_000  # characters


class _Words:
    """`told` finds where a cause is said to be, `others` whose the matter is, `contrast` what is set against it."""

    def __init__(self) -> None:
        one = {name: one_of_phrases(listed) for name, listed in load_words("causes")["words"].items()}
        self.told = re.compile(
            rf"(?<!\w)(?:{one['verbs']})(?!\w)|(?<!\w)(?:{one['nouns']})(?:\s+\S+){{0,3}}?\s+(?:{one['is_in']})(?!\w)",
            re.IGNORECASE,
        )
        self.whose = re.compile(rf"(?<!\w)(?:{one['whose']})(?!\w)", re.IGNORECASE)
        self.contrast = re.compile(
            rf"(?P<said>(?:[^.!?\n,;–—]|(?<=\d)[.,](?=\d))+)(?:[,;]|\s[-–—])\s*"
            rf"(?:{one['nots']})\s+(?:(?:{one['at']})\s+)?(?:{one['ours']})"
            rf"(?=\s*(?:[.!?\n]|$))",
            re.IGNORECASE,
        )


_words = cache(_Words)


def without_contrasts(text: str) -> str:
    """The text without what is set against a cause in its sentence: it refuses nothing."""
    return _words().contrast.sub(_keep, text[:_LONGEST_TEXT].replace("’", "'")) + text[_LONGEST_TEXT:]


def _keep(found: re.Match[str]) -> str:
    words = _words()
    is_cause = words.told.search(found["said"]) is not None and words.whose.search(found["said"]) is None
    return found["said"] if is_cause else found[0]
