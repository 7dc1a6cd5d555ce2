"""What stands under `Tell the customer:`: how much of it is for them, and whether it is meant so (behaviour B3.18)."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from parsers.text.borders.signature import begins_signature
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_BULLET = r"\s*(?:[-*•·–]\s+)?"
_HEAD = re.compile(_BULLET + r"[^\W\d][\w'’/&.-]*(?:\s+[\w'’/&.-]+){0,4}\s*[:：](?:\s|$)")
_ITEM = re.compile(r"\s*(?:[-*•·–]|[0-9]{1,2}[.)])\s")
_OPENING = re.compile(r"\s*[(\[{<（【«>|#@/\\]")
_ATTRIBUTED = re.compile(r"(?=.*[\d@]).*:\s*$")
_MARK = r"\s*(?:[:：,;)\]}]|[-–—]+(?:\s|$)|$)"
_CLAUSE = r"(?:^|[.!?…;,:/|–—-])\s*"
_WORD = re.compile(r"\w")
_LONGEST = 120  # characters of a text that says that nothing is to be said


class Told(NamedTuple):
    """What is the customer's, and the lines that are not."""

    lines: tuple[str, ...]
    beside: tuple[str, ...]


class _Words:
    def __init__(self) -> None:
        words = load_words("telling")
        weak, strong = one_of(words["asides"]["weak"]), one_of(words["asides"]["strong"])
        self.aside = re.compile(
            rf"(?:{_CLAUSE}(?P<marked>(?:{weak}){_MARK})|[(\[{{（]\s*(?:{weak}|{strong})\b|{_CLAUSE}(?P<any>(?:{strong})(?!\w)))",
            re.IGNORECASE,
        )
        self.begins_aside = re.compile(rf"{_BULLET}(?:{weak}|{strong})(?!\w)", re.IGNORECASE)
        nothing, doubts = (
            {name: one_of(map(fold, listed)) for name, listed in words[group].items()}
            for group in ("nothing", "doubts")
        )
        self.bare = re.compile(rf"(?:(?:{nothing['before']}) )*(?:{nothing['words']})")
        self.nothing = re.compile(
            rf"(?:(?:{nothing['before']}) )*(?:(?:{nothing['words']})(?P<behind>$| (?:{nothing['when']})(?: |$))"
            rf"|(?:{nothing['begins']})(?: |$))"
        )
        self.doubt = re.compile(rf"(?:^(?:{doubts['instructions']})|(?:^| )(?:{doubts['words']}))(?: |$)")


_words = cache(_Words)


def part_told(lines: Sequence[str]) -> Told:
    """The lines behind the label and below it, down to the first blank line below its text, and to whatever is for
    colleagues: a note, a bracket, a rule, closing words, a quote. In doubt they end earlier."""
    has_text = False
    for at, line in enumerate(lines):
        if has_text and (not line.strip() or _is_beside(line)):
            return Told(tuple(lines[:at]), tuple(lines[at:]))
        if line.lstrip().startswith((">", "|", "---", "___", "===")):
            return Told((*lines[:at], ""), tuple(lines[at:]))
        start = _find_aside(line)
        if start is not None and (has_text or line[:start].strip()):
            return Told((*lines[:at], line[:start].rstrip(" -–—;,/|")), (line[start:], *lines[at + 1 :]))
        has_text = has_text or bool(line.strip())
    return Told(tuple(lines), ())


def part_paragraph(lines: Sequence[str]) -> Told:
    """The first of the lines that says something, and the list that begins with it: the others are paragraphs of their
    own."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    is_list = first > 0 and first < len(lines) and _ITEM.match(lines[first]) is not None
    end = first + 1
    while is_list and end < len(lines) and _ITEM.match(lines[end]):
        end += 1
    return Told(tuple(lines[:end]), tuple(lines[end:]))


def _find_aside(line: str) -> int | None:
    """Where in a line that what is for colleagues begins; None where all of it may be the customer's."""
    found = _words().aside.search(line)
    return None if found is None else max(found.start(), found.start("marked"), found.start("any"))


def _is_beside(line: str) -> bool:
    """Whether a line below the customer's words is none of them."""
    return (
        _WORD.search(line) is None
        or _OPENING.match(line) is not None
        or _HEAD.match(line) is not None
        or _ATTRIBUTED.match(line) is not None
        or _words().begins_aside.match(line) is not None
        or begins_signature(line)
    )


def says_nothing(text: str) -> bool:
    """Whether the words say that the customer is told nothing: "nothing for now", "I call them myself"."""
    if len(text) > _LONGEST:
        return False
    if _words().nothing.match(fold(text)) is not None:
        return True
    clause = re.split(r"[,;:.!(\[–—]|\s-\s|\n", text, maxsplit=1)[0]
    return clause != text and _words().bare.fullmatch(fold(clause)) is not None


def find_doubt(text: str) -> str:
    """The words by which a text speaks of the customer, or to us, and not to him; "" for none."""
    aside, found = _words().aside.search(text), _words().doubt.search(fold(text))
    return " ".join(aside[0].split()) if aside else found[0].strip() if found else ""
