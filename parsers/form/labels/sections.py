"""The lines of a text that begin a field, and the lines that belong to each (behaviour B3.2 to B3.4)."""

import re
import textwrap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from parsers.form.labels.company import find_real_labels
from parsers.form.labels.foreign import find_end_of_foreign, find_foreign
from parsers.form.labels.procedure import drop_procedure
from parsers.form.labels.telling import part_told
from parsers.form.layout.collapsed import Labelled, join_paragraphs, split_labelled
from parsers.form.layout.frames import unframe
from parsers.form.layout.tables import turn_tables
from parsers.form.layout.together import FEW_WORDS
from parsers.form.lists import find_end_of_entries
from parsers.form.nudges import is_unknown
from parsers.form.values import is_example, is_hint, is_placeholder
from parsers.text.borders.remarks import read_remarks
from parsers.text.borders.signature import begins_signature
from parsers.words.aliases import Aliases
from parsers.words.labels import LIKELY, SURE, Label

_FOREIGN = Label("additional_context", "", LIKELY, firm=False)
_ITEM = re.compile(r"\s*([0-9]{1,2})[.)]\s")
_GAP = re.compile(r"\n{3,}")
_WRAPPED = re.compile(r"(\*\*|__|\*|_|`)([^*_`\n]+)\1")
_CELL = re.compile(r"(?<=[^\s:])\t+")
_CARD_FIELDS = FEW_WORDS  # whose labels a signature may bear: `Priority: our customers`
_FEWEST_ABOVE = 3  # fields of a form that is signed
_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_MOST_BLANK = 20  # lines
_MOST_LINES = 20_000  # of a form: what stands behind so many is a log
_RULES = "-_=*~·•#–—─"
_RULE = re.compile(  # between two fields: `---`, `* * *`
    rf"^(?:([{_RULES}])(?:[ \t]{{0,3}}\1){{2,}}[ \t]*\n+)+|(?:\n+([{_RULES}])(?:[ \t]{{0,3}}\2){{2,}}[ \t]*)+$"
)
_ATTRIBUTED = re.compile(r"(?=.*[\d@]).*:\s*$")
_QUOTED_LABEL = re.compile(r"\s*>+\s*[*_]*[A-Z][\w #]{2,30}:")
_ARROW = re.compile(r"^(?:[-=]+>|[→➔➜⇒])[ \t]*")
_STRUCK = re.compile(r" ?(?<!~)~~(?!\s)[^~]{1,1000}~~(?!~) ?")  # taken back by who wrote it


@dataclass(frozen=True)
class Section:
    """One label with the lines that belong to it: what stands behind it, then what stands below it. `is_unknown`: its
    value says that its writer does not know; `says_something`: it is more than nothing, a placeholder, and that."""

    label: Label
    lines: tuple[str, ...]
    below_signature: bool = False
    is_foreign: bool = False  # its labels are not ours
    is_cut: bool = False  # what stands below it is not for the customer
    value: str = field(init=False, repr=False, compare=False)
    is_unknown: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        value = join_value(self.lines)
        self.__dict__.update(value=value, is_unknown=is_unknown(value))

    @property
    def says_something(self) -> bool:
        return bool(self.value) and not self.is_unknown and not is_placeholder(self.value)

    @property
    def name(self) -> str:
        return self.label.field

    @property
    def without_unknown(self) -> "Section":
        """The label alone where its writer does not know the value."""
        return replace(self, lines=("",)) if self.is_unknown else self


@dataclass(frozen=True)
class Page:
    """A text's fields, in their order, and the lines outside them."""

    sections: tuple[Section, ...]
    words: tuple[str, ...]


def read_sections(lines: Sequence[str], aliases: Aliases, expected: Collection[str] = ()) -> tuple[Section, ...]:
    """The sections of the page."""
    return read_page(lines, aliases, expected).sections


def read_page(lines: Sequence[str], aliases: Aliases, expected: Collection[str] = ()) -> Page:
    """The labels of a text that really are labels, each with its lines, and the lines of none.
    A field among `expected` was asked for: its label needs no colon and no company."""
    split = _split(drop_procedure(lines), aliases, expected)
    accepted = find_real_labels(split)
    sections: list[Section] = []
    words = [line.text for line in split[: accepted[0][0] if accepted else len(split)]]
    signed, cut = False, list[str]()  # lines below what looks like the mail's end
    for (index, label), end in zip(accepted, (*(at for at, _ in accepted[1:]), len(split)), strict=False):
        below = [line.text for line in split[index + 1 : end]]
        border = _find_border(below)
        if not signed or not _is_of_card(label, sections):
            words += cut  # the form goes on: it was not the end
            cut = []
            found, beside = _read_below(label, below[:border], end == len(split), aliases)
            sections += [replace(section, below_signature=True) for section in found] if signed else found
            words += ["", *beside, *_find_quote(below[border:])]
        signed = signed or any(map(begins_signature, below[border:]))
        cut += _cut_signed(below[border:])
    words += ["", *read_remarks(["", *cut])] if cut else []
    return Page(tuple(sections), tuple(words))


def _cut_signed(lines: Sequence[str]) -> list[str]:
    """What stands below the line with which a signature begins; empty where a quote does."""
    return ["", *lines[1:]] if any(map(begins_signature, lines[:1])) else []


def _find_quote(lines: Sequence[str]) -> Sequence[str]:
    """A quote that ends the form, and what stands below it; empty where a signature ends it."""
    return [] if any(map(begins_signature, lines[:1])) else lines


def _split(lines: Sequence[str], aliases: Aliases, expected: Collection[str]) -> Sequence[Labelled]:
    text = "\n".join(lines)
    if "\n" * _MOST_BLANK in text:
        lines = list(_close_gaps(lines))
    if "~~" in text:
        lines = [_STRUCK.sub(" ", line).strip() if "~~" in line else line for line in lines]
    lines = turn_tables(join_paragraphs(unframe(lines, aliases, expected), aliases), aliases)
    split = _without_items(list(split_labelled(lines, aliases)))
    return [Labelled(text, _expect(label, expected)) for text, label in split] if expected else split


def _without_items(split: Sequence[Labelled]) -> list[Labelled]:
    """The lines, of which none is a label that is an item of a numbered list of steps: "2. Impact: none seen" behind
    "1. Restarted"."""
    kept: list[Labelled] = []
    in_steps, number = False, 0
    for line in split:
        item = _ITEM.match(line.text)
        if line.label is not None and in_steps and item and number and int(item[1]) == number + 1:
            line = Labelled(line.text, None)
        if line.label is not None:
            in_steps, first = line.label.field == "steps_taken" and item is None, _ITEM.match(line.label.rest)
            number = int(first[1]) if first else 0
        elif item:
            number = int(item[1])
        kept.append(line)
    return kept


def _close_gaps(lines: Sequence[str]) -> Iterator[str]:
    """The lines with few empty ones on end: more say nothing else, and a text may be nothing but them."""
    for is_blank, run in groupby(lines, key=lambda line: not line):
        yield from islice(run, _MOST_BLANK if is_blank else None)


def _is_of_card(label: Label, above: Sequence[Section]) -> bool:
    """Whether a label below a signature is one of its lines: the form above says that already, or is whole."""
    known = {section.name for section in above if section.says_something}
    return label.field in known or (label.field in _CARD_FIELDS and len(known) >= _FEWEST_ABOVE)


def _read_below(label: Label, lines: Sequence[str], is_last: bool, aliases: Aliases) -> tuple[list[Section], list[str]]:
    """The label's section, perhaps one of the labels below it that are not ours, and the lines of neither."""
    end, foreign = _find_end(lines, label), find_foreign(lines, label, is_last, aliases)
    own = (label.rest, *lines[: end if foreign is None else min(end, foreign)])
    own, beside = part_told(own) if label.field == "tell_the_customer" else (own, ())
    sections = [Section(label, _without_hints(own, aliases), is_cut=any(map(str.strip, beside)))]
    if foreign is None:
        return sections, [*beside, *lines[end:]]
    behind = foreign + find_end_of_foreign(lines[foreign:], aliases)
    kept = [_CELL.sub(": ", line, count=1) for line in lines[foreign:behind]]
    sections.append(Section(_FOREIGN, ("", *kept), is_foreign=True))
    return sections, [*beside, *lines[end:foreign], "", *lines[behind:]]


def _without_hints(lines: Sequence[str], aliases: Aliases) -> tuple[str, ...]:
    """Without what the form itself says above or below the value; an example that was left as it was is none."""
    said = [at for at, line in enumerate(lines) if line.strip()]
    if len(said) < 2:
        return ("",) if said and is_example(lines[said[0]]) else tuple(lines)
    first, last = said[0], said[-1]
    left_out = {first} if is_hint(lines[first], aliases) or is_example(lines[first]) else set[int]()
    if is_hint(lines[last], aliases):
        left_out.add(last)
    return tuple("" if at in left_out else line for at, line in enumerate(lines))


def join_value(lines: Sequence[str]) -> str:
    """Lines as one value: the label's own line first,
    common indentation and outer blank lines removed, blank lines single."""
    text = lines[0].strip()
    if any(lines[1:]):
        below = textwrap.dedent("\n".join(line.rstrip() for line in lines[1:]).expandtabs(4))
        text = _GAP.sub("\n\n", f"{text}\n{below}").strip()
        text = _RULE.sub("", text).strip() if text[:1] in _RULES or text[-1:] in _RULES else text
    if text[:1].isalnum():  # as nearly all: behind no arrow, in no marks
        return text
    text = _ARROW.sub("", text)
    wrapped = _WRAPPED.fullmatch(text)
    return wrapped[2].strip() if wrapped else text


def _expect(label: Label | None, expected: Collection[str]) -> Label | None:
    return (
        replace(label, strength=SURE)
        if label is not None and label.field in expected and label.strength == LIKELY
        else label
    )


def _find_border(lines: Sequence[str]) -> int:
    """Where the signature or a quoted message begins; the length when there is none."""
    for index, line in enumerate(lines):
        if line.strip() and (begins_signature(line) or (line.lstrip().startswith(">") and _is_quote(lines, index))):
            return index
    return len(lines)


def _find_end(lines: Sequence[str], label: Label) -> int:
    """How many of the lines below a label may be its value: all, or (short fields) up to a blank line, or as many as
    list files."""
    if label.field == "attachments":
        return max(0, find_end_of_entries((label.rest, *lines)) - 1)
    if label.field not in FEW_WORDS:
        return len(lines)
    seen = not label.alone
    for index, line in enumerate(lines):
        if seen and not line.strip():
            return index
        seen = seen or bool(line.strip())
    return len(lines)


def _is_quote(lines: Sequence[str], index: int) -> bool:
    """Whether a `>` line quotes a mail:
    an attribution with a date or an address stands above it, or a label in it. Pasted
    output and a customer's words stay text."""
    above = next((line for line in reversed(lines[max(0, index - 3) : index]) if line.strip()), "")
    return _ATTRIBUTED.match(above) is not None or any(_QUOTED_LABEL.match(line) for line in lines[index : index + 12])


def split_lines(text: str) -> list[str]:
    """Lines of `text`, at most 20,000; every kind of line end and page break that a mail may hold."""
    is_plain = text.isascii() and not any(end in text for end in "\r\v\f")
    return (text.split("\n") if is_plain else _LINE_ENDS.split(text))[:_MOST_LINES]
