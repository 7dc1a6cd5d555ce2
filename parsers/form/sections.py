"""The lines of a text that begin a field, and the lines that belong to each (behaviour B3.2 to B3.4)."""

import re
import textwrap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from parsers.form.values import is_placeholder
from parsers.text.signature import begins_signature
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import LIKELY, POSSIBLE, SURE, Label, find_inner_labels, find_label
from parsers.words.load import load_words

# A line longer than this is data, not a template pasted into one line.
_MAX_COLLAPSED = 20_000
# A template typed without a single colon is known by this many different labels at the beginnings of its lines.
_FEWEST_WITHOUT_COLONS = 6
# A table whose first row holds the labels: this many of them, and no more rows below than a cell's list is long.
_FEWEST_ACROSS = 4
_MOST_ROWS_BELOW = 60

# A form has a dozen labels, and one with its history a hundred;
# what stands behind so many is a bomb, and its lines are text.
_MOST_LABELS = 1_000

SHORT_FIELDS = ("priority", "ticket", "level", "trigger", "customer_email")

_RULE = re.compile(r"^(?:[-_=*~]{4,}\n)+|(?:\n[-_=*~]{4,})+$")
_ATTRIBUTED = re.compile(r"(?=.*[\d@]).*:\s*$")
_QUOTED_LABEL = re.compile(r"\s*>+\s*[*_]*[A-Z][\w #]{2,30}:")
_ARROW = re.compile(r"^(?:[-=]+>|[→➔➜⇒])[ \t]*")
_STRUCK = re.compile(r" ?(?<!~)~~(?!\s)[^~]{1,1000}~~(?!~) ?")  # taken back by who wrote it
_ROW = re.compile(r"\s*\|[ \t]*([^|\n]{1,200}?)[ \t]*\|[ \t]*([^|\n]*?)[ \t]*\|?\s*")
_LIST_ITEM = re.compile(r"\s*(?:\(?[0-9]{1,2}[.)]|[-•*·])\s")


class _Prose:
    """Words that do not begin the value of a label without a colon."""

    def __init__(self) -> None:
        self.words, self.verbs = (frozenset(load_words("labels")["prose"][name]) for name in ("words", "verbs"))


_prose = cache(_Prose)


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
    lines = _turn_tables(_turn_rows(lines, aliases), aliases)
    split = [(line, _expect(label, expected)) for line, label in _split_labelled(lines, aliases)]
    accepted = _without_pasted(_accept(_without_fenced(split)))
    sections = []
    signed = False
    for place, (index, label) in enumerate(accepted):
        end = accepted[place + 1][0] if place + 1 < len(accepted) else len(split)
        below = [line for line, _ in split[index + 1 : end]]
        end = _find_end(below, label)
        sections.append(Section(label, (label.rest, *below[:end]), signed))
        signed = signed or any(begins_signature(line) for line in below[end:])
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


def _turn_tables(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """A table whose first row holds the labels, as one line per label with its value."""
    for index, line in enumerate(lines):
        names = _split_cells(line)
        if len(names) < _FEWEST_ACROSS or find_label(names[0], aliases) is None:
            continue
        labels = [find_label(name, aliases) for name in names]
        if not all(label is not None and label.alone for label in labels) or len(
            {label.field for label in labels if label}
        ) < len(names):
            continue
        values, taken = _read_row(lines[index + 1 : index + 1 + _MOST_ROWS_BELOW], len(names))
        if len(values) == len(names):
            turned = [
                text for name, value in zip(names, values, strict=True) for text in f"{name}: {value}".split("\n")
            ]
            return [*lines[:index], *turned, *lines[index + 1 + taken :]]
    return lines


def _turn_rows(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """A form drawn as a table of two columns (`| Customer | Contoso |`), without its strokes."""
    rows = {
        index: row
        for index, line in enumerate(lines)
        if line.lstrip().startswith("|") and (row := _ROW.fullmatch(line))
    }
    names = {label.field for row in rows.values() if (label := find_label(row[1], aliases)) is not None and label.alone}
    if len(names) < _FEWEST_ACROSS:
        return lines
    return [
        f"{row[1].strip('*_ ')}: {row[2]}" if (row := rows.get(index)) else line for index, line in enumerate(lines)
    ]


def _split_cells(line: str) -> list[str]:
    if "\t" not in line and "|" not in line:
        return []
    return [cell.strip() for cell in re.split(r"\t|\|", line.strip(" |"))]


def _read_row(lines: Sequence[str], count: int) -> tuple[list[str], int]:
    """The cells of the row that these lines begin with, and its lines;
    a list inside a cell stands on lines of its own."""
    cells: list[str] = []
    taken = 0
    for line in lines:
        taken += 1
        parts = _split_cells(line) or [line.strip()]
        if not "".join(parts).strip("-: "):
            continue
        if cells and _LIST_ITEM.match(line):
            cells[-1] = f"{cells[-1]}\n{parts.pop(0)}"
        cells.extend(parts)
        if len(cells) >= count:
            break
    return cells, taken


def _split_labelled(lines: Sequence[str], aliases: Aliases) -> Iterator[tuple[str, Label | None]]:
    """Every line with the label it may start; a line into which several labelled values were put comes in parts."""
    labels = 0
    for line in lines:
        label = find_label(line, aliases) if labels < _MOST_LABELS else None
        if labels >= _MOST_LABELS or (label is None and line.count(":") < 4 and "\t" not in line):
            yield line, None
            continue
        for part in _cut_line(line, aliases):
            found = label if part is line else find_label(part, aliases)
            labels += found is not None
            yield part, found


def _without_fenced(lines: Sequence[tuple[str, Label | None]]) -> Sequence[tuple[str, Label | None]]:
    """Without the labels between two lines of ```, unless the form itself was pasted so:
    there stand no fewer of them than outside."""
    fences = [index for index, (line, _) in enumerate(lines) if line.lstrip().startswith("```")]
    fenced = {index for start, end in zip(fences[::2], fences[1::2], strict=False) for index in range(start, end)}
    inside = {label.field for index, (_, label) in enumerate(lines) if label is not None and index in fenced}
    outside = {label.field for index, (_, label) in enumerate(lines) if label is not None and index not in fenced}
    if len(inside) >= len(outside):
        return lines
    return [(line, None if index in fenced else label) for index, (line, label) in enumerate(lines)]


def _cut_line(line: str, aliases: Aliases) -> list[str]:
    rows = _split_pairs(line, aliases)
    if rows:
        return rows
    if line.count(":") < 2 or len(line) > _MAX_COLLAPSED:
        return [line]
    cuts = [0, *(at for at in find_inner_labels(line, aliases) if at)]
    if len(cuts) == 1:
        cuts += _find_gaps(r"(?<=[^\s.!?:])(?:\t+\s*|\s{2,}|\s*\|\s*)(?=[^\W\d_])", line, aliases)
        first = find_label(line, aliases)
        if first is not None and first.field in SHORT_FIELDS:
            cuts += _find_gaps(r"[,;]\s+(?=[^\W\d_])", line, aliases)
    cuts = sorted(set(cuts))
    parts = [line[a:b] for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True)]
    return [part.rstrip(" \t|,;") if i < len(parts) - 1 else part for i, part in enumerate(parts)]


def _split_pairs(line: str, aliases: Aliases) -> list[str]:
    """A table's row of label, value, label, value in pairs; empty for any other line."""
    cells = line.split("\t") if line.count("\t") < 20 else []
    if len(cells) < 4 or len(cells) % 2:
        return []
    labels = [find_label(cell, aliases) for cell in cells[::2] if cell.strip()]
    if len(labels) < 2 or not all(label is not None and label.alone for label in labels):
        return []
    return [f"{cells[at]}\t{cells[at + 1]}" for at in range(0, len(cells), 2) if cells[at].strip()]


def _find_gaps(gap: str, line: str, aliases: Aliases) -> list[int]:
    """Where behind a gap a sure label stands."""
    ends = (found.end() for found in re.finditer(gap, line))
    return [
        end
        for end in ends
        if (label := find_label(line[end : end + 200], aliases)) is not None and label.strength == SURE
    ]


def _accept(lines: Sequence[tuple[str, Label | None]]) -> list[tuple[int, Label]]:
    """The labels that count. A sure one stands alone;
    a likely one needs a sure one of another field beside it, or two likely
    ones; a possible one needs two likely ones.
    A field that has a sure label takes no lesser ones: those are its text."""
    found = [
        (i, label) for i, (_, label) in enumerate(lines) if label is not None and not _is_wrapped_prose(lines, i, label)
    ]
    graded = [(i, label, _grade(label)) for i, label in found]
    sure = {label.field for _, label, grade in graded if grade == SURE}
    if not sure and len({label.field for _, label in found}) >= _FEWEST_WITHOUT_COLONS:
        return [(i, label) for i, label, grade in graded if grade or _begins_value(label)]
    likely = {label.field for _, label, grade in graded if grade >= LIKELY}
    every = {label.field for _, label, grade in graded if grade >= POSSIBLE}
    named = next(
        (
            i
            for i, label, grade in graded
            if label.field == "customer" and grade == SURE and not is_placeholder(label.rest)
        ),
        None,
    )
    accepted = []
    for i, label, grade in graded:
        if label.field == "customer" and named is not None and i != named and not label.alone:
            # "Company: …" and "Account: …" beside it say more of the customer; in a summary or a log they are its text.
            if _is_beside_short(lines, i):
                accepted.append((i, label))
            continue
        others_sure, others_likely, others = (
            len(sure - {label.field}),
            len(likely - {label.field}),
            len(every - {label.field}),
        )
        if grade == SURE:
            accepted.append((i, label))
        elif label.field in sure and not (label.firm and ":" in lines[i][0]):
            if _is_deadline_apart(lines[i][0], label, accepted):
                accepted.append((i, label))
        elif (grade == LIKELY and (others_sure >= 1 or others_likely >= 2)) or (
            grade == POSSIBLE and (others_likely >= 2 or others >= 3)
        ):
            accepted.append((i, label))
    return accepted


def _is_deadline_apart(line: str, label: Label, accepted: Sequence[tuple[int, Label]]) -> bool:
    """Whether this is a "Deadline: …" that stands away from the expectation, where it can be no word of a text."""
    if label.field != "customer_expectation" or label.lower or ":" not in line or _LIST_ITEM.match(line):
        return False
    return bool(accepted) and accepted[-1][1].field in (*SHORT_FIELDS, "customer", "steps_taken", "attachments")


def _is_beside_short(lines: Sequence[tuple[str, Label | None]], index: int) -> bool:
    """Whether the nearest line above or below that is not blank begins a field of a few words."""
    above = next((label for line, label in reversed(lines[max(0, index - 4) : index]) if line.strip()), None)
    below = next((label for line, label in lines[index + 1 : index + 5] if line.strip()), None)
    return any(label is not None and label.field in (*SHORT_FIELDS, "customer") for label in (above, below))


def _without_pasted(labels: Sequence[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Without the labels in small letters that name a short field again,
    in a form whose labels have capitals: the lines of a
    pasted log or configuration file are text."""
    seen: set[str] = set()
    kept = []
    for index, label in labels:
        if label.lower and label.field in seen:
            continue
        if not label.lower and not label.alone and (label.field in SHORT_FIELDS or label.field == "customer"):
            seen.add(label.field)
        kept.append((index, label))
    return kept


def _begins_value(label: Label) -> bool:
    """Whether what stands behind a label without a colon may be its value, once the text is known to be a template."""
    return not label.lower and fold(label.rest.split(maxsplit=1)[0]) not in _prose().verbs


def _grade(label: Label) -> int:
    """How surely this is a label, once its value is looked at; 0 for none."""
    rest = label.rest
    if label.field == "level":
        return (
            label.strength
            if label.alone or is_placeholder(rest) or re.search(r"[1-9]\b", rest[:40]) or len(rest.split()) <= 3
            else 0
        )
    if label.field == "trigger":
        return min(label.strength, LIKELY)
    if label.strength != POSSIBLE or label.alone:
        return label.strength
    if label.field == "ticket":
        return LIKELY if re.fullmatch(r"[#№]?\s*[A-Za-z]{0,10}-?[0-9][\w-]*[.,]?", rest) else 0
    if label.field == "priority":
        return POSSIBLE if len(rest.split()) <= 2 else 0
    first = rest.split(maxsplit=1)[0]
    capital = not label.lower and (rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in "[\"'“<#")
    return POSSIBLE if capital and fold(first) not in _prose().words else 0


def _is_wrapped_prose(lines: Sequence[tuple[str, Label | None]], index: int, label: Label) -> bool:
    """Whether the line goes on with the sentence before it, so that its first word only looks like a label."""
    if not label.lower or index == 0:
        return False
    before, above = lines[index - 1]
    # Whoever writes the labels above with capitals writes this one so too.
    in_value = above is None or (not above.lower and not above.alone)
    return in_value and len(before.rstrip()) >= 50 and before.rstrip()[-1:] not in ".:;!?)"


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
