"""The forms in which words are compared: `fold` for words alone, `fold_line` where a pattern needs the marks between.
Whoever needs a form of his own makes it of these pieces."""

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

_NOT_WORDS = re.compile(r"[\W_]+")
# ASCII as words are compared: small letters, digits, and a space for each mark. Ten times as fast as a pattern.
PLAIN = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)) + bytes(128)
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SHORT = 60  # characters
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")


def fold(text: str) -> str:
    """The form in which words are compared: no case, no accents, no invisible characters, punctuation as one space."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(text.encode("ascii").translate(PLAIN, b"'`").decode("ascii").split())
    shown = " ".join(unicodedata.normalize("NFKC", text).split())
    if not shown.isprintable():  # as no invisible character is
        shown = "".join(c for c in shown if unicodedata.category(c) != "Cf")
    plain = strip_accents(_APOSTROPHES.sub("", shown).casefold())
    return _NOT_WORDS.sub(" ", plain).strip()


_fold_short = lru_cache(8192)(_fold)  # words and labels come again and again


def fold_line(text: str) -> str:
    """A line of prose for patterns to look in: no case, single spaces; its accents and punctuation stay."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


def strip_accents(text: str) -> str:
    """The text as it is written where a keyboard has no accents."""
    return text if text.isascii() else "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))


def normalise(text: str) -> str:
    """The text in its usual characters (NFKC), without invisible ones, each hyphen and dash a plain one."""
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", text)
    return "".join(c for c in normal if unicodedata.category(c) != "Cf").translate(_HYPHENS)
