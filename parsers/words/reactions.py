"""A thumb up as an answer: alone, or in the words of the mail that Outlook, Gmail or a phone sends for it (behaviour B7.6)."""

import re

from parsers.words.load import load_words, one_of

_WORDS = load_words("reactions")["words"]
_LONGEST = 1000  # characters of the line that are looked at


def _one_of(name: str) -> str:
    return one_of(_WORDS[name])


_THUMB = "👍[\U0001f3fb-\U0001f3ff]?[\ufe0e\ufe0f]?"  # in any skin, as a sign or as a picture
_LIKE = rf"(?:{_THUMB}|\[(?:{_one_of('likes')})\])"
_ALONE = re.compile(rf"[\s\[(*_]*{_THUMB}(?:\s*{_THUMB})*[\s\])*_.!]*")
_HAS_LIKE, _STARTS = re.compile(_LIKE, re.IGNORECASE), re.compile(rf"{_LIKE}\s", re.IGNORECASE)
_REACTED, _YOURS = (re.compile(rf"\b(?:{_one_of(name)})\b", re.IGNORECASE) for name in ("reacted", "yours"))
_NAMED = re.compile(
    rf"(?:(?:{_one_of('a')})\s+)?(?P<who>.{{1,80}}?)\s+(?:{_one_of('liked')})\s+(?:{_one_of('yours')})(?:\s+(?:{_one_of('behind')}))?[\s.:!]*",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    rf"(?:(?:{_one_of('liked')})|(?:{_one_of('reacted')})\s+{_LIKE}\s+\w+|{_LIKE}\s+(?:{_one_of('to')}))\s*[“”\"„«](?P<text>.*)",
    re.IGNORECASE,
)
_CLOSING_MARKS = ("“", "”", '"', "»")


def is_thumb_up(line: str) -> bool:
    """Whether a line is a thumb up and nothing else, or a program's words for one. No other sign is, and no person's sentence."""
    line = line.strip()[:_LONGEST]
    if _ALONE.fullmatch(line) or _is_reaction(line):
        return True
    if (quoted := _QUOTED.fullmatch(line)) is not None:  # `Liked “Nobody has taken …”`, perhaps over several lines
        text = quoted["text"].rstrip(" .")
        return text.endswith(_CLOSING_MARKS) or not any(mark in text for mark in _CLOSING_MARKS)
    named = _NAMED.fullmatch(line)
    return named is not None and _is_name(named["who"])


def is_like(name: str) -> bool:
    """Whether a program calls a thumb up so: what stands in place of Outlook's picture."""
    return name.strip().lower() in _WORDS["likes"]


def _is_reaction(line: str) -> bool:
    """`👍 Robin reacted to your message:`, `[Like] Robin reacted …`, `Robin reacted to your message with 👍`."""
    if not (_HAS_LIKE.search(line) and _REACTED.search(line) and _YOURS.search(line)):
        return False
    return _STARTS.match(line) is not None or _is_name(line.partition(" ")[0])


def _is_name(text: str) -> bool:
    """`Robin`, `Ana de la Cruz`; not `The customer`."""
    words = text.split()
    if len(words) > 5 or words[0].lower() in _WORDS["nobodys_name"]:
        return False
    return all(not word[:1].islower() or word.lower() in _WORDS["particles"] for word in words)
