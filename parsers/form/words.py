"""Free words: what a mail says outside every field (behaviour B3.20)."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, takewhile

from parsers.form.labels.foreign import is_card
from parsers.text.borders.contacts import split_label
from parsers.text.borders.greetings import strip_greeting
from parsers.text.borders.heads import find_heads
from parsers.text.borders.remarks import is_sentence, is_spoken, is_told_behind
from parsers.text.borders.signature import begins_signature
from parsers.words.fold import fold
from parsers.words.load import load_words

_LONGEST_CARD = 1_000  # characters
_MOST_CARD_LINES = 6
_BEGINS_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]+ [A-ZÀ-Þ][\w.'’-]+$")
_RULE = re.compile(r"[\W_]*")


def _strip_greeting(line: str, is_first: bool) -> str:
    """Below the first words, where somebody else's begin, the words behind a greeting may be meant for one by name."""
    stripped = strip_greeting(line)
    return stripped if is_first or not stripped else line


@cache
def _furniture() -> frozenset[str]:
    """What a form says above itself and above its columns, folded."""
    values = load_words("values")
    return frozenset(
        fold(word) for words in (*values["columns"].values(), *values["titles"].values()) for word in words
    )


def join_words(lines: Iterable[str], name: str = "") -> str:
    """The lines without greetings, heads of mails, a form's own, and the card and the writer's name below them; blank
    lines single."""
    kept: list[str] = []
    written = _drop_heads([*lines])
    for at, line in enumerate(written):
        text = line if not line or (kept and kept[-1]) else _strip_greeting(line, is_first=not kept)
        if _is_left_out(text, written, at, name):
            continue
        if text.strip() or (kept and kept[-1]):
            kept.append("" if _RULE.fullmatch(text) else text.rstrip())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    before, _, last = text.rpartition("\n\n")
    return before if _is_name(last, name) else text


def _drop_heads(lines: list[str]) -> list[str]:
    heads = set(chain.from_iterable(find_heads(lines)))
    return [line for at, line in enumerate(lines) if at not in heads]


def _is_left_out(text: str, lines: Sequence[str], at: int, name: str) -> bool:
    return text.strip() != "" and _is_beside(text) and not (is_card(text) and _is_somebodys(lines, at, name))


def _is_somebodys(lines: Sequence[str], at: int, name: str) -> bool:
    """Whether a card's line tells how to reach somebody else: another's name stands behind a label above it, or the
    paragraph goes on below with what its writer says ("Use these to call the plant.")."""
    above, below = takewhile(str.strip, reversed(lines[:at])), takewhile(str.strip, lines[at + 1 :])
    if any(is_spoken(line) or is_sentence(lines, at + 1 + on) for on, line in enumerate(below)):
        return True
    named = (found[0] for line in above if not is_card(line) and (found := split_label(line)) is not None)
    own = fold(name).split()
    return any(_BEGINS_NAME.match(value) and fold(value).split()[:1] != own[:1] for value in named)


def _is_beside(line: str) -> bool:
    """Whether it is the end of a mail, a line of a card, or says what a form is."""
    return (is_card(line) and not is_told_behind(line)) or _is_furniture(line) or begins_signature(line)


def _is_furniture(line: str) -> bool:
    cells = [cell for cell in map(fold, re.split(r"[\t|:]", line[:200])) if cell]
    return bool(cells) and all(cell in _furniture() for cell in cells)


def _is_name(paragraph: str, name: str) -> bool:
    """Whether a few lines begin with the writer's own name, or are it. A comma may only stand behind the whole name:
    "Tom, see below." is what somebody wrote to Tom, and stands in what he forwards."""
    lines, own = paragraph[:_LONGEST_CARD].split("\n"), fold(name)
    if not own or len(paragraph) > _LONGEST_CARD or len(lines) > _MOST_CARD_LINES:
        return False
    return fold(lines[0]) == own.split()[0] or fold(re.split(r"[|,]", lines[0])[0]) == own
