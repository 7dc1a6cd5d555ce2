"""Free words: what a mail says outside every field (behaviour B3.20)."""

import re
from collections.abc import Iterable
from functools import cache

from parsers.form.foreign import is_card
from parsers.text.signature import begins_signature
from parsers.words.load import load_words, one_of

_RULE = re.compile(r"[\W_]*")


@cache
def _greeting() -> re.Pattern[str]:
    words = one_of(load_words("greetings")["greetings"]["words"])
    name = r"[^\W\d_][\w'’.-]*"
    return re.compile(rf"\s*(?:{words})\b(?:,?\s+{name}){{0,3}}\s*(?:[,!.]+|\s[–-])?\s*$", re.IGNORECASE)


@cache
def _greeting_before() -> re.Pattern[str]:
    words = one_of(load_words("greetings")["greetings"]["words"])
    return re.compile(rf"\s*(?:{words})\b(?:\s+[^\W\d_][\w'’.-]*){{0,3}}\s*[,!]+\s+(?=\S)", re.IGNORECASE)


def strip_greeting(line: str) -> str:
    """The line without the greeting that it begins with; "" for a greeting."""
    if _greeting().match(line[:200]):
        return ""
    return _greeting_before().sub("", line, count=1) if len(line) < 1_000 else line


def join_words(lines: Iterable[str]) -> str:
    """The lines without a greeting at their beginning, rules, and the card below them; blank lines single."""
    kept: list[str] = []
    for line in lines:
        text = line if any(kept) else strip_greeting(line)
        if is_card(text) or (text.strip() and begins_signature(text)):
            continue
        kept.append("" if _RULE.fullmatch(text) else text.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
