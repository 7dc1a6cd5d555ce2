"""The lines of a text that begin a field, and the lines that belong to each (behaviour B3.2 to B3.4)."""

import re
import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from parsers.form.collapsed import SHORT_FIELDS, Labelled, split_labelled
from parsers.form.company import find_real_labels
from parsers.form.tables import turn_tables
from parsers.form.values import is_placeholder
from parsers.text.signature import begins_signature
from parsers.words.aliases import Aliases
from parsers.words.labels import LIKELY, SURE, Label

_RULE = re.compile(r"^(?:[-_=*~]{4,}\n)+|(?:\n[-_=*~]{4,})+$")
_ATTRIBUTED = re.compile(r"(?=.*[\d@]).*:\s*$")
_QUOTED_LABEL = re.compile(r"\s*>+\s*[*_]*[A-Z][\w #]{2,30}:")
_ARROW = re.compile(r"^(?:[-=]+>|[→➔➜⇒])[ \t]*")
_STRUCK = re.compile(r" ?(?<!~)~~(?!\s)[^~]{1,1000}~~(?!~) ?")  # taken back by who wrote it


@dataclass(frozen=True)
class Section:
    """One label with the lines that belong to it: what stands behind it, then what stands below it."""

    label: Label
    lines: tuple[str, ...]
    below_signature: bool = False

    @property
    def name(self) -> str:
        return self.label.field

    @cached_property
    def value(self) -> str:
        return join_value(self.lines)

    @cached_property
    def says_something(self) -> bool:
        """Whether its value is more than nothing and a placeholder."""
        value = self.value
        return bool(value) and not is_placeholder(value)


def read_sections(lines: Sequence[str], aliases: Aliases, expected: Collection[str] = ()) -> tuple[Section, ...]:
    """The labels of a text that really are labels, each with its lines.
    A field among `expected` was asked for: its label
    needs no colon and no company."""
    lines = [_STRUCK.sub(" ", line).strip() if "~~" in line else line for line in lines]
    split = list(split_labelled(turn_tables(lines, aliases), aliases))
    if expected:
        split = [Labelled(text, _expect(label, expected)) for text, label in split]
    accepted = find_real_labels(split)
    sections = []
    signed = False
    for (index, label), end in zip(accepted, (*(at for at, _ in accepted[1:]), len(split)), strict=False):
        below = [line.text for line in split[index + 1 : end]]
        own = _find_end(below, label)
        sections.append(Section(label, (label.rest, *below[:own]), signed))
        signed = signed or any(map(begins_signature, below[own:]))
    return tuple(sections)


def join_value(lines: Sequence[str]) -> str:
    """Lines as one value: the label's own line first,
    common indentation and outer blank lines removed, blank lines single."""
    first, below = lines[0].strip(), textwrap.dedent("\n".join(line.rstrip() for line in lines[1:]).expandtabs(4))
    text = re.sub(r"\n{3,}", "\n\n", f"{first}\n{below}").strip("\n").strip()
    text = _ARROW.sub("", _RULE.sub("", text).strip())
    wrapped = re.fullmatch(r"(\*\*|__|\*|_|`)([^*_`\n]+)\1", text)
    return wrapped[2].strip() if wrapped else text


def _expect(label: Label | None, expected: Collection[str]) -> Label | None:
    return (
        replace(label, strength=SURE)
        if label is not None and label.field in expected and label.strength == LIKELY
        else label
    )


def _find_end(lines: Sequence[str], label: Label) -> int:
    """How many of the lines below a label are its value: up to the signature, a quoted message,
    or (short fields) a blank line."""
    seen = not label.alone
    short = label.field in SHORT_FIELDS or label.field == "customer"
    for index, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            if seen and short:
                return index
            continue
        if begins_signature(line) or (bare.startswith(">") and _is_quote(lines, index)):
            return index
        seen = True
    return len(lines)


def _is_quote(lines: Sequence[str], index: int) -> bool:
    """Whether a `>` line quotes a mail:
    an attribution with a date or an address stands above it, or a label in it. Pasted
    output and a customer's words stay text."""
    above = next((line for line in reversed(lines[max(0, index - 3) : index]) if line.strip()), "")
    return _ATTRIBUTED.match(above) is not None or any(_QUOTED_LABEL.match(line) for line in lines[index : index + 12])


def split_lines(text: str) -> list[str]:
    """Lines of `text`; every kind of line end and page break that a mail may hold."""
    return re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)
