"""Labels that are not ours: `Contact: …`, `Issue Type: …` between the fields of a form (behaviour B3.19)."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from parsers.form.layout.tables import LIST_ITEM
from parsers.form.layout.together import FEW_WORDS
from parsers.form.lists import list_files
from parsers.form.values import says_none
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import Label, find_label
from parsers.words.load import load_words

_MOST_WORDS = 4  # of a label
_MOST_LINES = 100  # of a field; what is longer is a pasted log
_HEAD = re.compile(
    r"\s*(?P<mark>[-•*·]\s+)?[*_]{0,2}(?P<head>(?:(?P<number>[0-9]{1,2}(?:\.\s|[^\W\d_]{1,3}\s)))?"
    r"[^\W\d_][^:：\t\n.,;!?()\[\]\"“”<>@=\\]{0,40}?\.?)(?:\s*(?P<hint>\([^()\n]{1,40}\)))?[*_]{0,2}\s*"
    r"(?:[:：][*_]{0,2}(?=\s|$)|\t+)\s*(?P<rest>.*)"
)


class _Words:
    """Labels that people use beside ours, folded; those of a signature; and words before a colon that are a text's."""

    def __init__(self) -> None:
        words = load_words("labels")["foreign"]
        self.inner, self.card = frozenset(map(fold, words["inner"])), frozenset(map(fold, words["card"]))
        self.known = frozenset(fold(word) for name in words if name not in ("inner", "card") for word in words[name])


_words = cache(_Words)


class _Line(NamedTuple):
    """A line that looks like a label and its value. `is_known`: it is one that forms have; `is_odd`: with a slash, a
    number or brackets, as words of a text have them, too."""

    rest: str
    is_known: bool
    is_lower: bool
    is_marked: bool
    is_odd: bool

    @property
    def is_doubtful(self) -> bool:
        return self.is_odd and not self.is_known


def find_foreign(lines: Sequence[str], label: Label, is_last: bool, aliases: Aliases) -> int | None:
    """Which of the lines below a label ends its field with a label that is not ours; None when none does. `is_last`:
    no field follows, so that a blank line may end the form."""
    is_alone, lines = label.alone, lines[:_MOST_LINES]
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        found = _read(line, aliases)
        if is_last and at > 0 and not lines[at - 1].strip() and (found is None or not found.is_known or is_card(line)):
            return None
        if found is not None and (found.is_known or not is_alone) and _ends(lines, at, found, label, aliases):
            return at
        is_alone = False
    return None


def find_end_of_foreign(lines: Sequence[str], aliases: Aliases) -> int:
    """Behind the last of the labels that are not ours, with what is wrapped or listed below each."""
    end, has_blank = 1, False
    for at, line in enumerate(lines[1:], 1):
        if not line.strip():
            has_blank = True
        elif has_blank and _read(line, aliases) is None:
            break
        else:
            end, has_blank = at + 1, False
    return end


def is_card(line: str) -> bool:
    """Whether it is a line of a signature: `Tel: …`, `Mobile: …`, `Web: …`."""
    found = _HEAD.match(line)
    return found is not None and fold(found["head"]) in _words().card


def _read(line: str, aliases: Aliases) -> _Line | None:
    """None for a line that does not look like a label, and for labels of ours and words of a text."""
    has_end = ":" in line or "\t" in line or "：" in line
    found = _HEAD.match(line) if has_end and len(line) < 1_000 else None
    head = fold(found["head"]) if found is not None else ""
    if found is None or not head or len(head.split()) > _MOST_WORDS or head in _words().inner:
        return None
    if head in aliases.labels or find_label(line, aliases) is not None:  # misspelt perhaps
        return None
    return _Line(
        found["rest"], _is_known(found["head"]), found["head"][0].islower(), bool(found["mark"]), _is_odd(found)
    )


def _is_known(head: str) -> bool:
    """Whether forms have the label, or each of its parts: `Contact/Phone`."""
    known = _words().known
    return fold(head) in known or known.issuperset(map(fold, head.split("/")))


def _is_odd(found: re.Match[str]) -> bool:
    return bool(found["number"] or found["hint"]) or "/" in found["head"] or found["head"].endswith(".")


def _ends(lines: Sequence[str], at: int, found: _Line, label: Label, aliases: Aliases) -> bool:
    """What ends a field of a few words is part of no text; a text ends at a label that forms have, or where nothing but
    such lines follows."""
    if found.is_lower and not (label.lower or found.is_known):
        return False
    if label.field in FEW_WORDS:
        return True
    if found.is_doubtful:
        return False
    if label.field == "attachments":
        return not list_files(lines[at]) and not says_none(found.rest)
    if found.is_marked or not found.rest or _find_above(lines, at, label).endswith((":", ",", "(")):
        return False
    return found.is_known or _ends_text(lines, at, label, aliases)


def _find_above(lines: Sequence[str], at: int, label: Label) -> str:
    """The nearest line above that is not blank, or what stands behind the label."""
    return next((line for line in reversed(lines[:at]) if line.strip()), label.rest).rstrip()


def _ends_text(lines: Sequence[str], at: int, label: Label, aliases: Aliases) -> bool:
    if label.field == "steps_taken":
        return any(map(LIST_ITEM.match, lines[:at]))
    is_below_one = at > 0 and _HEAD.match(lines[at - 1]) is not None  # of a log, or of what the text lists
    return not is_below_one and all(_read(line, aliases) is not None for line in lines[at:] if line.strip())
