"""What somebody typed in place of the hint of a question of ours, in its line (behaviour B4.13)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.text.ours.covering import Covering, find_name
from parsers.text.ours.letters import Sent
from parsers.text.ours.shapes import KEY, SAYINGS, Shapes
from parsers.text.ours.words import Key

_BEFORE_LABEL = re.compile(r"[\s>|*_•\x1f]*")
_MARKS = re.compile(r"[\s>\x1e\x1f]*")
_LEFT = re.compile(r"[ *_]*(?:[:：][ *_]*)?(?:\([^()]+\)|[^():：=\t–—-]+)[\s*_:：]*")
_DELETED = re.compile(r"[ *_]*[:：][ *_]*")  # what stands between a label and a value when the hint was deleted
_ITEM = re.compile(r"[\s>]*(?:[-–—•*·]|\(?\d{1,2}[.)])\s")
_MOST_INSIDE = 60  # words in the brackets of a hint
_OPENS, _CLOSES = " \t([*_:：", " \t*_"


class Overwritten(NamedTuple):
    """A question's words, its first line, the others over which a program wrapped it, and what they say: the label, a
    colon and what was typed."""

    words: range
    line: int
    moved: Sequence[int]
    text: str


class Asked(NamedTuple):
    """The labels behind which letters have a hint, each in a line of its own, with the hint's words; and the lines that
    say no more than a value."""

    hints: Mapping[Key, Key]
    lines: frozenset[Key]


def find_asked(letters: Iterable[Sent], shapes: Shapes) -> Asked:
    """What the letters ask."""
    known = list(letters)
    hints = dict(asked for letter in known for asked in _find_labels(letter, shapes))
    longest = max((len(label) + len(hint) for label, hint in hints.items()), default=0)
    lines = (letter.words[at:end] for letter in known for at, end in pairwise((0, *sorted(letter.ends))))
    return Asked(hints, frozenset(line for line in lines if len(line) < longest))


def _find_labels(letter: Sent, shapes: Shapes) -> Iterator[tuple[Key, Key]]:
    words, ends = letter.words, sorted(letter.ends)
    for at, stop in pairwise((0, *ends)):
        for label in shapes.labels:
            end = at + len(label)
            if words[at:end] == label and _is_hinted(words, end, shapes):
                yield label, tuple(words[end:stop])


def _is_hinted(words: Sequence[str], at: int, shapes: Shapes) -> bool:
    """Whether what a letter says from here on is asked of a field."""
    pieces = shapes.pieces.get(tuple(words[at : at + KEY]), ())
    is_piece = any(SAYINGS in one.places and tuple(words[at : at + len(one.words)]) == one.words for one in pieces)
    return is_piece or any(tuple(words[at : at + len(hint)]) == hint for hint in shapes.hints)


def find_overwritten(page: Covering, asked: Asked) -> Iterator[Overwritten]:
    """The questions of a quoted letter in whose line something stands where it had a hint."""
    lines = [word.line for word, covered in zip(page.words, page.covered, strict=True) if covered]
    for start, word in enumerate(page.words) if asked.hints else ():
        if not lines[0] <= word.line <= lines[-1] or not _begins_line(page, start):
            continue
        label = find_name(page.words, start, asked.hints)
        typed = None if label is None else _find_typed(page, label) or _find_left(page, start, label, asked)
        if label is not None and typed is not None:
            yield _read(page, start, label, typed)


def _begins_line(page: Covering, start: int) -> bool:
    """Whether the word is the first of its line, or of a cell."""
    word, above = page.words[start], page.words[start - 1] if start else None
    begin = above.end if above is not None and above.line == word.line else 0
    before = page.lines[word.line][begin : word.start]
    return (not begin or "\t" in before) and _BEFORE_LABEL.fullmatch(before.rpartition("\t")[2]) is not None


def _find_typed(page: Covering, label: int) -> int | None:
    """The first word in the label's line that is not ours, with no colon between them but within a hint, or in place
    of one."""
    line, at = page.words[label - 1].line, label
    while at < len(page.words) and page.words[at].line == line and page.covered[at]:
        at += 1
    if at == len(page.words) or page.words[at].line != line:
        return None
    between = page.lines[line][page.words[label - 1].end : page.words[at].start]
    is_inside = between.count("(") > between.count(")")
    is_there = is_inside or _DELETED.fullmatch(between) is not None
    return at if is_there or not re.search(r"[:：=\t]|\s[-–—]", between) else None


def _find_left(page: Covering, start: int, label: int, asked: Asked) -> int | None:
    """The first word of what was left of a hint, perhaps in its brackets or behind a colon: `Priority (high):`,
    `Priority: high`. What stands so in a line of a letter is ours."""
    line = page.words[label - 1].line
    end = next((at for at in range(label, len(page.words)) if page.words[at].line != line), len(page.words))
    name, left = (tuple(one.text for one in page.words[at:stop]) for at, stop in ((start, label), (label, end)))
    hint = asked.hints[name]
    is_left = 0 < len(left) < len(hint) and set(left) <= set(hint) and (*name, *left) not in asked.lines
    return label if is_left and _LEFT.fullmatch(page.lines[line], page.words[label - 1].end) else None


def _read(page: Covering, start: int, label: int, typed: int) -> Overwritten:
    last, is_left = typed, page.covered[typed]
    while last + 1 < len(page.words) and page.covered[last + 1] == is_left and _goes_on(page, label, last):
        last += 1
    line, end = page.words[start].line, page.words[label - 1].end
    deleted = None if typed == label and is_left else _DELETED.match(page.lines[line], end)
    begin = end if typed == label else page.words[typed].start
    parts = _read_below(page, line, range(typed, last + 1))
    parts[line] = page.lines[line][deleted.end() if deleted else begin : _find_stop(page, line, last)]
    name, marks = page.lines[line][page.words[start].start : end], _MARKS.match(page.lines[line])
    value = " ".join(part.strip() for part in parts.values())
    return Overwritten(
        range(start, last + 1),
        line,
        [here for here in parts if here != line],
        f"{marks[0] if marks else ''}{name}: {value if deleted else _strip_brackets(value)}",
    )


def _read_below(page: Covering, line: int, words: range) -> dict[int, str]:
    """What stands of these words in each line, without marks; the first line's is not read yet."""
    parts = {line: ""}
    for here in sorted({page.words[at].line for at in words} - {line}):
        begin = _MARKS.match(page.lines[here])
        parts[here] = page.lines[here][begin.end() if begin else 0 : _find_stop(page, here, words[-1])]
    return parts


def _goes_on(page: Covering, label: int, last: int) -> bool:
    """Whether the word behind the last stands where that does: in its line, before a program wrapped that, or in the
    brackets of the hint. An item of a list stands by itself."""
    here, below = page.words[last], page.words[last + 1]
    if here.line == below.line:
        return True
    is_apart = here.paragraph != below.paragraph or _ITEM.match(page.lines[below.line])
    return not is_apart and (page.is_one_line(last) or _is_inside(page, label, last))


def _is_inside(page: Covering, label: int, last: int) -> bool:
    """Whether the brackets that were opened behind the label close below this word, in its paragraph."""
    first, here = page.words[label - 1], page.words[last]
    above = "\n".join((page.lines[first.line][first.end :], *page.lines[first.line + 1 : here.line + 1]))
    below = {word.line for word in page.words[last + 1 : last + _MOST_INSIDE] if word.paragraph == here.paragraph}
    return above.count("(") > above.count(")") and any(")" in page.lines[line] for line in below)


def _find_stop(page: Covering, line: int, last: int) -> int:
    """Where what was typed ends in this line: before a word of ours behind it, else with the line."""
    is_before = last + 1 < len(page.words) and page.words[last + 1].line == line
    return page.words[last + 1].start if is_before else len(page.lines[line])


def _strip_brackets(text: str) -> str:
    """Without the brackets and the colon of the question around it."""
    kept = text.lstrip(_OPENS).rstrip(_CLOSES)
    while kept.endswith((":", "：")) or (kept.endswith((")", "]")) and not _is_balanced(kept)):
        kept = kept[:-1].rstrip(_CLOSES)
    return kept


def _is_balanced(text: str) -> bool:
    return text.count("(") >= text.count(")") and text.count("[") >= text.count("]")
