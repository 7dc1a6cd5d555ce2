"""What a calendar writes when its owner answers an invitation (RFC 5546 §3.2):
no words of a person (behaviour B2.10, B7.7)."""

import re
from functools import cache

from parsers.mime.parts import Part
from parsers.words.fold import fold
from parsers.words.load import load_words

_METHOD = re.compile(rb"^METHOD:[ \t]*([A-Z-]{1,20})", re.IGNORECASE | re.MULTILINE)
_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH", "CANCEL"})
_MAX_CALENDAR = 20_000  # bytes; the method stands at the top


class _Words:
    """What calendars write, in the subject and in the text."""

    def __init__(self) -> None:
        words = load_words("automatic")["calendar"]
        self.subjects, self.bodies = (tuple(map(fold, words[name])) for name in ("subjects", "bodies"))


_words = cache(_Words)


def is_invitation_subject(subject: str) -> bool:
    """Whether the subject is one that a calendar writes: `Accepted: …`, `Abgesagt: …`."""
    head, colon, _ = subject.replace("：", ":").partition(":")
    return bool(colon) and fold(head) in _words().subjects


def is_invitation_answer(root: Part, subject: str, words: str) -> bool:
    """Whether a calendar wrote this mail: by its part,
    or by its subject where the sender's own `words` are none, or the calendar's."""
    if any(_read_method(part) in _ANSWERS for part in root.walk()):
        return True
    return is_invitation_subject(subject) and (
        not words.strip() or any(phrase in fold(words[:2000]) for phrase in _words().bodies)
    )


def _read_method(part: Part) -> str:
    if part.content_type not in ("text/calendar", "application/ics") or part.disposition == "attachment":
        return ""
    found = _METHOD.search(part.decode()[:_MAX_CALENDAR])
    return part.parameters.get("method", "").upper() or (found[1].decode("ascii").upper() if found else "")
