"""Free words: what a mail says outside every field (behaviour B3.20)."""

import re
from collections.abc import Iterable
from functools import cache

from parsers.form.labels.foreign import is_card
from parsers.text.borders.heads import find_head_kind
from parsers.text.borders.signature import begins_signature
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_MOST_CARD_LINES = 6
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


@cache
def _furniture() -> frozenset[str]:
    """What a form says above itself and above its columns, folded."""
    values = load_words("values")
    return frozenset(
        fold(word) for words in (*values["columns"].values(), *values["titles"].values()) for word in words
    )


def join_words(lines: Iterable[str], name: str = "") -> str:
    """The lines without greetings, quotes, a form's own heads, and the card and the writer's name below them; blank
    lines single."""
    kept: list[str] = []
    for line in lines:
        text = line if kept else strip_greeting(line)
        if text.strip() and _is_beside(text):
            continue
        if text.strip() or (kept and kept[-1]):
            kept.append("" if _RULE.fullmatch(text) else text.rstrip())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    before, _, last = text.rpartition("\n\n")
    return before if _is_name(last, name) else text


def _is_beside(line: str) -> bool:
    """Whether it is a quote, a head or the end of a mail, a line of a card, or says what a form is."""
    is_quote = line.lstrip().startswith(">") or find_head_kind(line) is not None
    return is_quote or is_card(line) or _is_furniture(line) or begins_signature(line)


def _is_furniture(line: str) -> bool:
    cells = [cell for cell in map(fold, re.split(r"[\t|:]", line[:200])) if cell]
    return bool(cells) and all(cell in _furniture() for cell in cells)


def _is_name(paragraph: str, name: str) -> bool:
    """Whether a few lines begin with the writer's own name, or are it."""
    lines, own = paragraph.split("\n"), fold(name)
    first = fold(re.split(r"[|,]", lines[0])[0])
    return bool(own) and len(lines) <= _MOST_CARD_LINES and first in (own, own.split()[0])
