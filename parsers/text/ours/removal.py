"""A mail without the words of our own letters, however a mail program quotes them (behaviour B4.13)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from parsers.text.ours.covering import Covering, find_name
from parsers.text.ours.facts import Facts
from parsers.text.ours.framing import cut_bars, find_bars
from parsers.text.ours.letters import Sent
from parsers.text.ours.overwritten import find_asked, find_overwritten
from parsers.text.ours.shapes import NOTHING as NO_SHAPES
from parsers.text.ours.shapes import Shapes
from parsers.text.ours.words import read_texts

_MARKS = re.compile(r"[\s>\x1e\x1f]*")
_BEFORE_LABEL = re.compile(r"[\s>|*_•\x1f]*")
_COLON = re.compile(r"[\s)\]*_#?!….\"'“”’]*(?:[:：]|\t)")
_LONGEST_HINT = 25  # words
_HANGING = re.compile(r"\S*(?:\s+[…“”\"'’.,;:!?)\]*_]+(?=\s))*\s+")  # on a word before it


@dataclass(frozen=True, slots=True)
class OurWords:
    """What is ours in a mail: the `letters` that it may answer, each in its forms (text, HTML); and the `shapes` of all
    letters, by which one is known that is not among them; `house`: what every letter's headers say."""

    shapes: Shapes = NO_SHAPES
    letters: tuple[Sequence[Sent], ...] = ()
    house: Facts | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether nothing of ours is known."""
        return not self.shapes.pieces and not self.letters

    @property
    def facts(self) -> tuple[Facts, ...]:
        """What the headers of the letters say, else those of all."""
        found = tuple(forms[0].facts for forms in self.letters if forms and forms[0].facts is not None)
        return found or ((self.house,) if self.house is not None else ())

    def may_stand_in(self, lines: Sequence[str]) -> bool:
        """Whether the text has a key of a letter, or a long piece: where not, nothing is ours, and nearly all mail is
        such."""
        texts = read_texts(lines)
        places = [form.places for forms in self.letters for form in forms]
        keys = list(zip(texts, texts[1:], texts[2:], strict=False)) if places else ()
        return any(any(map(one.__contains__, keys)) for one in places) or self.shapes.may_stand_in(texts)

    def answered(self, letters: Iterable[Sequence[Sent]]) -> "OurWords":
        """For a mail that may answer these."""
        return replace(self, letters=tuple(letters))


NOTHING = OurWords()


class Stripped(NamedTuple):
    """The lines without our words; in which of them ours begin, and end: none where no letter of ours is quoted."""

    lines: list[str]
    begins: Sequence[int] = ()
    ends: Sequence[int] = ()

    @property
    def at(self) -> int | None:
        """Where the first letter of ours begins."""
        return next(iter(self.begins), None)


class _Question(NamedTuple):
    """A label of ours that stays: its line, the lines from which what was typed is to move up to it, whether it has a
    hint that goes."""

    line: int
    moved: Sequence[int]
    has_hint: bool


def strip_ours(lines: Sequence[str], ours: OurWords) -> Stripped:
    """The lines with every word of our letters taken out. Quote marks stay, and so does what was typed among them,
    with the label of ours behind or below which it was typed."""
    page = Covering(lines, ours.letters, ours.shapes) if ours.may_stand_in(lines) else None
    if page is None or not any(page.covered):
        return Stripped(list(lines))
    begins, ends = _find_ends(page)
    page.emptied.update(find_bars(page))
    bare = dict(cut_bars(page))
    overwritten = _cover_overwritten(page, ours)
    questions = list(_uncover_labels(page, ours.shapes))
    indexes: dict[int, list[int]] = {}
    for index, word in enumerate(page.words):
        indexes.setdefault(word.line, []).append(index)
    kept = [_read_kept(page, indexes.get(line, ())) for line in range(len(lines))]
    for question in questions:
        if question.has_hint:
            kept[question.line] = [f"{kept[question.line][0]}:", *kept[question.line][1:]]
        for line in question.moved:
            kept[question.line] = [*kept[question.line], *kept[line]]
            bare[question.line] = " ".join(filter(None, (_bare(lines[question.line]), *kept[question.line])))
            kept[line] = []
    for line, text in overwritten.items():
        bare[line], kept[line] = text, [text][: len(text)]
    written = [
        bare[line] if line in bare and parts else _write_line(page, line, indexes.get(line, ()), parts)
        for line, parts in enumerate(kept)
    ]
    return Stripped(written, begins, ends)


def _cover_overwritten(page: Covering, ours: OurWords) -> dict[int, str]:
    """What the lines say in which something was typed over a hint, "" for those wrapped off one: all of it is known."""
    texts: dict[int, str] = {}
    for one in list(find_overwritten(page, find_asked(chain.from_iterable(ours.letters), ours.shapes))):
        page.covered[one.words.start : one.words.stop] = b"\1" * len(one.words)
        texts.update(dict.fromkeys(one.moved, ""))
        texts[one.line] = one.text
    return texts


def _find_ends(page: Covering) -> tuple[Sequence[int], Sequence[int]]:
    """The lines in which our words begin and end, between what is not ours."""
    covered, words = page.covered, page.words
    begins = [words[at].line for at, one in enumerate(covered) if one and not (at and covered[at - 1])]
    ends = [words[at].line for at, one in enumerate(covered) if one and not any(covered[at + 1 : at + 2])]
    return begins, ends


def _uncover_labels(page: Covering, shapes: Shapes) -> Iterator[_Question]:
    """Leaves the labels behind or below which something was typed."""
    for start, word in enumerate(page.words):
        if page.covered[start] and _BEFORE_LABEL.fullmatch(page.lines[word.line][: word.start].rpartition("\t")[2]):
            label = find_name(page.words, start, shapes.labels)
            end = _find_question(page, label) if label is not None else None
            typed = _find_typed(page, end, shapes) if end is not None else None
            if label is not None and end is not None and typed is not None:
                page.covered[start:label] = bytes(label - start)
                yield _Question(word.line, _find_wrapped(page, start, end, typed), label < end)


def _find_wrapped(page: Covering, start: int, end: int, typed: int) -> Sequence[int]:
    """The lines over which a program wrapped a question and what was typed behind it. What it quotes right below the
    question it has broken off there: nobody types quote marks."""
    first, last, begun = (page.words[at].line for at in (start, end - 1, typed))
    marks = _bare(page.lines[last])
    is_broken_off = begun == last + 1 and bool(marks.strip()) and _bare(page.lines[begun]) == marks
    if begun != last and not is_broken_off:
        return ()
    at = typed
    while at + 1 < len(page.words) and not page.covered[at + 1] and page.is_one_line(at):
        at += 1
    return sorted({page.words[index].line for index in range(typed, at + 1)} - {first})


def _find_question(page: Covering, end: int) -> int | None:
    """Behind the last word of a question, whose label ends there: with its hint in brackets, and a colon or a table's
    next cell; None for what is none."""
    last = page.words[end - 1]
    if _COLON.match(page.lines[last.line], last.end):
        return end
    for at in range(end, min(end + _LONGEST_HINT, len(page.words)) if _opens_hint(page, end) else end):
        word = page.words[at]
        if not page.covered[at] or word.paragraph != last.paragraph:
            return None
        if _COLON.match(page.lines[word.line], word.end) or page.find_closing(at):
            return at + 1
    return None


def _opens_hint(page: Covering, at: int) -> bool:
    """Whether a bracket stands before this word."""
    return at < len(page.words) and page.lines[page.words[at].line][: page.words[at].start].rstrip().endswith("(")


def _find_typed(page: Covering, end: int, shapes: Shapes) -> int | None:
    """The first word that was typed behind a question, in its line, else at the beginning of the next that has any."""
    line = page.words[end - 1].line
    at = end
    while at < len(page.words) and page.covered[at] and page.words[at].line == line:
        if find_name(page.words, at, shapes.labels) is not None:
            break
        at += 1
    is_there = at < len(page.words) and not page.covered[at]
    return at if is_there and (at == end or page.words[at].line == line) else None


def _read_kept(page: Covering, indexes: Sequence[int]) -> list[str]:
    """What is not ours of a line, in its pieces."""
    kept: list[str] = []
    text = page.lines[page.words[indexes[0]].line] if indexes else ""
    begin = max(len(_bare(text)), _find_start(page, indexes[0]) if indexes else 0)
    for index, follower in zip(indexes, (*indexes[1:], None), strict=False):
        end = page.words[index].end
        stop = len(text) if follower is None else page.words[follower].start
        if page.covered[index]:  # what hangs on our word goes with it
            begin = stop if (gap := _HANGING.match(text[end:stop])) is None else end + gap.end()
        elif follower is None or page.covered[follower]:
            hangs = re.match(r"\S*", text[end:stop])
            kept.append(text[begin : stop if follower is None or hangs is None else end + hangs.end()].strip())
    return kept


def _find_start(page: Covering, first: int) -> int:
    """Behind what a program wrapped off the word of ours that ends the line above this word's."""
    is_below = first > 0 and page.words[first - 1].line + 1 == page.words[first].line
    return page.find_closing(first - 1) if is_below else 0


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
