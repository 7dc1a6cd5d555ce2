"""Lines with the label that each may start; a line into which several labelled values were put comes in parts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.form.tables import split_pairs
from parsers.words.aliases import Aliases
from parsers.words.labels import SURE, Label, find_inner_labels, find_label

SHORT_FIELDS = ("priority", "ticket", "level", "trigger", "customer_email")

# A line longer than this is data, not a template pasted into one line.
_MAX_COLLAPSED = 20_000
# A form has a dozen labels, and one with its history a hundred;
# what stands behind so many is a bomb, and its lines are text.
_MOST_LABELS = 1_000

_CELL = re.compile(r"(?<=[^\s.!?:])(?:\t+\s*|\s{2,}|\s*\|\s*)(?=[^\W\d_])")
_COMMA = re.compile(r"[,;]\s+(?=[^\W\d_])")


class Labelled(NamedTuple):
    """A line, and the label that it looks to begin with."""

    text: str
    label: Label | None


def split_labelled(lines: Sequence[str], aliases: Aliases) -> Iterator[Labelled]:
    """Every line with the label that it may start."""
    labels = 0
    for line in lines:
        label = find_label(line, aliases) if line and labels < _MOST_LABELS else None
        if labels >= _MOST_LABELS or (label is None and line.count(":") < 4 and "\t" not in line):
            yield Labelled(line, None)
            continue
        for part in _cut_line(line, aliases):
            found = label if part is line else find_label(part, aliases)
            labels += found is not None
            yield Labelled(part, found)


def _cut_line(line: str, aliases: Aliases) -> list[str]:
    rows = split_pairs(line, aliases)
    if rows:
        return rows
    if line.count(":") < 2 or len(line) > _MAX_COLLAPSED:
        return [line]
    cuts = sorted({0, *(find_inner_labels(line, aliases) or _find_gaps(line, aliases)), len(line)})
    parts = [line[start:end] for start, end in pairwise(cuts)]
    return [*(part.rstrip(" \t|,;") for part in parts[:-1]), parts[-1]] if len(parts) > 1 else [line]


def _find_gaps(line: str, aliases: Aliases) -> list[int]:
    """Where behind a gap a sure label stands; behind a comma too, where the line begins with a field of few words."""
    first = find_label(line, aliases)
    gaps = (_CELL, _COMMA) if first is not None and first.field in SHORT_FIELDS else (_CELL,)
    ends = (found.end() for gap in gaps for found in gap.finditer(line))
    return [
        end
        for end in ends
        if (label := find_label(line[end : end + 200], aliases)) is not None and label.strength == SURE
    ]
