"""A mail without the words of our own letters, however a mail program quotes them (behaviour B4.13)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from parsers.text.covering import Covering
from parsers.text.phrases import OurWords

_MARKS = re.compile(r"[\s>\x1e\x1f]*")
_BEFORE_LABEL = re.compile(r"[\s>|*_•\x1f]*")
_COLON = re.compile(r"[\s)\]*_#?!….\"'“”’]*(?:[:：]|\t)")
_HANGING = re.compile(r"\S*(?:\s+[…“”\"'’.,;:!?)\]*_]+(?=\s))*\s+")  # on a word before it


class Stripped(NamedTuple):
    """The lines without our words; `at`: where the first letter of ours began, None where there is none."""

    lines: list[str]
    at: int | None


class _Label(NamedTuple):
    """A label of ours that stays: its line, the lines from which what was typed is to move up to it, whether it has a
    hint that goes."""

    line: int
    moved: Sequence[int]
    has_hint: bool


def strip_ours(lines: Sequence[str], ours: OurWords, quoted: int | None = None) -> Stripped:
    """The lines with every word of our letters taken out. Quote marks stay, and so does what was typed among them,
    with the label of ours behind or below which it was typed. `quoted`: the line from which all is an older mail's."""
    page = Covering(lines, ours, quoted) if ours.phrases else None
    if page is None or not any(page.covered):
        return Stripped(list(lines), None)
    at = page.words[page.covered.index(1)].line
    labels = _uncover_labels(page)
    indexes: dict[int, list[int]] = {}
    for index, word in enumerate(page.words):
        indexes.setdefault(word.line, []).append(index)
    kept = [_read_kept(page, indexes.get(line, ())) for line in range(len(lines))]
    for label in labels:
        if label.has_hint:
            kept[label.line] = [f"{kept[label.line][0]}:", *kept[label.line][1:]]
        for line in label.moved:
            kept[label.line] = [*kept[label.line], *kept[line]]
            kept[line] = []
    return Stripped([_write_line(page, line, indexes.get(line, ()), parts) for line, parts in enumerate(kept)], at)


def _uncover_labels(page: Covering) -> list[_Label]:
    """Leaves the labels behind or below which something was typed."""
    labels = []
    for start, one in page.sayings.items():
        end = _find_question(page, start)
        typed = _find_typed(page, end) if end is not None else None
        if end is not None and typed is not None:
            page.covered[start : one.end] = bytes(one.end - start)
            labels.append(_Label(page.words[start].line, _find_wrapped(page, start, end, typed), one.end < end))
    return labels


def _find_wrapped(page: Covering, start: int, end: int, typed: int) -> Sequence[int]:
    """The lines over which a program wrapped a question and what was typed behind it."""
    first, last = page.words[start].line, page.words[end - 1].line
    if page.words[typed].line != last:
        return ()
    at = typed
    while at + 1 < len(page.words) and not page.covered[at + 1] and page.is_one_line(at):
        at += 1
    return sorted({page.words[index].line for index in range(typed, at + 1)} - {first})


def _find_question(page: Covering, start: int) -> int | None:
    """Behind the last word of a question of ours (a label with its hint, and a colon or a table's next cell); None
    for other sayings."""
    word = page.words[start]
    before = page.lines[word.line][: word.start].rpartition("\t")[2]
    if not page.covered[start] or not page.is_label(start) or not _BEFORE_LABEL.fullmatch(before):
        return None
    end = start
    while (one := page.sayings.get(end)) is not None and page.covered[end]:
        end = one.end
        if _COLON.match(page.lines[page.words[end - 1].line], page.words[end - 1].end):
            return end
    return None


def _find_typed(page: Covering, end: int) -> int | None:
    """The first word that was typed behind a question, in its line, else at the beginning of the next that has any."""
    line = page.words[end - 1].line
    at = end
    while at < len(page.words) and page.covered[at] and page.words[at].line == line and not page.is_label(at):
        at += 1
    is_there = at < len(page.words) and not page.covered[at]
    return at if is_there and (at == end or page.words[at].line == line) else None


def _read_kept(page: Covering, indexes: Sequence[int]) -> list[str]:
    """What is not ours of a line, in its pieces."""
    kept: list[str] = []
    text = page.lines[page.words[indexes[0]].line] if indexes else ""
    begin = len(_bare(text))
    for index, follower in zip(indexes, (*indexes[1:], None), strict=False):
        end = page.words[index].end
        stop = len(text) if follower is None else page.words[follower].start
        if page.covered[index]:  # what hangs on our word goes with it
            begin = stop if (gap := _HANGING.match(text[end:stop])) is None else end + gap.end()
        elif follower is None or page.covered[follower]:
            hangs = re.match(r"\S*", text[end:stop])
            kept.append(text[begin : stop if follower is None or hangs is None else end + hangs.end()].strip())
    return kept


def _write_line(page: Covering, line: int, indexes: Sequence[int], kept: Sequence[str]) -> str:
    """One that has nothing of ours stays as it is."""
    text = page.lines[line]
    if indexes and not any(page.covered[index] for index in indexes) and kept:
        return text
    if not indexes and line not in page.emptied:
        return text
    marks = _bare(text)
    return " ".join((marks, *kept) if marks else kept)


def _bare(line: str) -> str:
    """Only its quote marks."""
    marks = _MARKS.match(line)
    return marks[0].rstrip() if marks else ""
