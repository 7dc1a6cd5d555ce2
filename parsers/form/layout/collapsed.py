"""Lines with the label that each may start; a line into which several labelled values were put comes in parts."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from parsers.form.layout.tables import split_pairs
from parsers.form.layout.together import FEW_WORDS, SHORT_FIELDS, find_together
from parsers.form.values import is_hint
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import POSSIBLE, SURE, Label, find_inner_labels, find_label
from parsers.words.load import load_words

# A line longer than this is data, not a template pasted into one line.
_MAX_COLLAPSED = 20_000
# A form has a dozen labels, and one with its history a hundred;
# what stands behind so many is a bomb, and its lines are text.
_MOST_LABELS = 1_000

_MOST_WRAPPED = 30  # lines of a paragraph
_FEWEST_INSIDE = 3  # labels that begin no line

_PARTED = re.compile(r"(?:[\s|,;(]|(?<=\s)[/–—-])+$")
_INSIDE = re.compile(r"[.;,|]\s+[^\W\d_][\w #'’/-]{1,40}[:：]")
_CELL = re.compile(r"(?<=[^\s.!?:])(?:\t+\s*|\s{2,}|\s*\|\s*)(?=[^\W\d_])")
_COMMA = re.compile(r"[,;]\s+(?=[^\W\d_])")


class Labelled(NamedTuple):
    """A line, and the label that it looks to begin with."""

    text: str
    label: Label | None


def split_labelled(lines: Sequence[str], aliases: Aliases) -> Iterator[Labelled]:
    """Every line with the label that it may start."""
    begins = list(_label(lines, aliases))
    begun = {label.field for label in begins if label is not None and label.strength == SURE}
    labels = 0
    for line, label in zip(lines, begins, strict=True):
        if labels >= _MOST_LABELS or (label is None and line.count(":") < 4 and "\t" not in line):
            yield Labelled(line, None)
            continue
        for part in _cut_line(line, label, begun, aliases):
            found = _without_hint(part, label if part is line else find_label(part, aliases), aliases)
            labels += found is not None
            yield Labelled(part, found)


def _without_hint(line: str, label: Label | None, aliases: Aliases) -> Label | None:
    """The label; None for `Screenshots, logs, etc.`"""
    is_weak = label is not None and label.strength == POSSIBLE
    return None if is_weak and is_hint(line, aliases) else label


def _label(lines: Sequence[str], aliases: Aliases) -> Iterator[Label | None]:
    labels = 0
    for line in lines:
        label = find_label(line, aliases) if line and labels < _MOST_LABELS else None
        labels += label is not None
        yield label


def _cut_line(line: str, label: Label | None, begun: Collection[str], aliases: Aliases) -> list[str]:
    rows = split_pairs(line, aliases)
    if rows:
        return rows
    if line.count(":") + line.count("：") < 2 or len(line) > _MAX_COLLAPSED:
        return [line]
    inner = find_inner_labels(line, aliases) or find_together(line, label, begun, aliases)
    cuts = sorted({0, *(inner or _find_gaps(line, aliases)), len(line)})
    parts = [line[start:end] for start, end in pairwise(cuts)]
    if len(parts) == 1:
        return [line]
    last = (
        parts[-1].rstrip().removesuffix(")") if any(part.rstrip().endswith("(") for part in parts[:-1]) else parts[-1]
    )
    return [*(_close(part, aliases) for part in parts[:-1]), last]


def _close(part: str, aliases: Aliases) -> str:
    """A value without what parts it from the next label: a comma, a stroke; behind a few words the full stop, too."""
    bare = _PARTED.sub("", part)
    label = find_label(bare, aliases) if bare.endswith(".") and not bare.endswith("..") else None
    if label is None or label.field not in FEW_WORDS or fold(bare.rsplit(maxsplit=1)[-1]) in _abbreviations():
        return bare
    return bare.rstrip(".")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(map(fold, load_words("values")["abbreviations"]["words"]))


def join_paragraphs(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines, a paragraph into which the whole template was written as one line, wherever a program wrapped it."""
    joined: list[str] = []
    for _, block in groupby(lines, key=lambda line: not line.strip()):
        paragraph = list(block)
        joined += [" ".join(map(str.strip, paragraph))] if _is_wrapped(paragraph, aliases) else paragraph
    return joined


def _is_wrapped(paragraph: Sequence[str], aliases: Aliases) -> bool:
    """Whether most of its labels stand inside a line."""
    if not 1 < len(paragraph) <= _MOST_WRAPPED:
        return False
    text = " ".join(paragraph)
    colons = text.count(":") + text.count("：")  # behind each label one
    if colons < _FEWEST_INSIDE:
        return False
    begun = sum(find_label(line, aliases) is not None for line in paragraph)
    fewest = begun + max(_FEWEST_INSIDE, begun + 1)
    if colons < fewest or sum(len(_INSIDE.findall(line)) for line in paragraph) < _FEWEST_INSIDE - 1:
        return False
    return len(find_inner_labels(" ".join(map(str.strip, paragraph))[:_MAX_COLLAPSED], aliases)) >= fewest


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
