"""What in a tracker's mail is the tracker's frame, and what a person wrote (behaviour B10.9)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

from parsers.robots.trackers.lines import (
    find_dated,
    find_label,
    find_told,
    is_above,
    is_dash,
    is_footer,
    is_rule,
    is_said,
    is_shown,
    is_watermark,
    names_field,
    read_value,
)
from parsers.robots.trackers.sentences import Notice, clean_line, find_notices
from parsers.text.borders.attributions import find_attributions, is_sure
from parsers.text.borders.greetings import is_greeting
from parsers.text.borders.heads import find_heads
from parsers.text.recognisers import begins_older

_MOST_LINES = 1_000
_MOST_FRAME = 60  # lines above a person's words: machines come to the point
_MOST_BESIDE = 4  # words beside a link that is a line of its own
_LINK = re.compile(r"https?://[^\s<>\"\])]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found. `opened`: the notice above the words, or the line that names their writer; `words` are those
    below it, `loose` the lines that are no tracker's, `frame` the others, `links` all in these. `has_frame`: it has
    what no person's mail has, a line above which to reply, or one that says who wrote at which moment."""

    notices: tuple[Notice, ...]
    opened: Notice | None
    words: list[str]
    loose: list[str]
    frame: tuple[str, ...]
    links: tuple[str, ...]
    has_frame: bool


def trim(lines: Sequence[str]) -> list[str]:
    """The lines without blank ones at the edges, what is quoted below them, and the space before all of them."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith(">")):
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    return dedent("\n".join(kept)).split("\n") if kept else []


def read_layout(text: str) -> Layout:
    """The mail's lines, one by one, up to the head of an older mail."""
    lines = text.split("\n")[:_MOST_LINES]
    heads = find_heads(lines)
    return _Reader(lines[: heads[0].start] if heads and heads[0].start else lines).read()


class _Reader:
    """Goes down the lines: the frame, a person's words, and what the tracker shows below them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.notices: list[Notice] = []
        self.opened: Notice | None = None
        self.words: list[str] = []
        self.loose: list[str] = []
        self.frame: list[str] = []
        self.has_frame = self.in_words = self.is_over = False

    def read(self) -> Layout:
        at = read = 0
        while at < len(self.lines):
            line = self.lines[at]
            self.is_over = self.is_over or read > _MOST_FRAME
            if self.is_over:
                self.frame.append(line)
            elif self.in_words:
                self._read_word(at)
            elif line.strip():
                read += 1
                at += self._read_frame(at)
            elif self.loose:
                self.loose.append("")
            at += 1
        links = tuple(link for line in self.frame for link in _LINK.findall(line))
        words, loose = trim(self.words), trim(self.loose)
        return Layout(tuple(self.notices), self.opened, words, loose, tuple(self.frame), links, self.has_frame)

    def _read_word(self, at: int) -> None:
        line, has_words = self.lines[at], any(map(str.strip, self.words))
        dated = None if has_words else find_dated(line)
        if self._is_foot(at) or is_dash(line) or is_watermark(line):
            self.is_over = True
            self.frame.append(line)
        elif dated is not None:
            self.opened, self.has_frame = dated, True
        elif not has_words and (is_rule(line) or is_said(line)):
            return
        elif has_words and self._ends_words(at):
            self.is_over = True
            self.frame.append(line)
        elif has_words or line.strip():
            self.words.append(line.rstrip())

    def _ends_words(self, at: int) -> bool:
        line = self.lines[at]
        is_history = self.opened is None or self.opened.kind != "comment"  # others stand below, behind rules
        if begins_older(line) or (is_history and (is_rule(line) or find_dated(line) is not None)):
            return True
        if is_rule(line):
            return self._is_framed(at + 1)
        is_listed = line.lstrip().startswith(("*", "•")) and find_label(line) is not None
        return is_listed or self._is_attribution(at)

    def _is_foot(self, at: int) -> bool:
        """A footer stands apart: a person's sentence goes on from the line above."""
        line, above = self.lines[at], self.lines[at - 1] if at else ""
        return is_footer(line) and ("://" in line or not above.strip() or is_rule(above))

    def _is_framed(self, at: int) -> bool:
        """Whether what stands next is the tracker's, or nothing."""
        line = next((line for line in self.lines[at:] if line.strip()), "")
        clean = clean_line(line)
        return not line or is_footer(line) or self._is_frame(line, clean) or any(find_notices(clean))

    def _may_open(self, at: int) -> bool:
        """Whether a person's words may begin here: nobody's stand above, or only behind a rule."""
        has_loose = any(line.strip() and not self._says_nothing(line) for line in self.loose)
        is_begun = self.has_frame or self.opened is not None
        return is_begun or not has_loose or any(map(is_rule, self.lines[max(0, at - 2) : at]))

    def _says_nothing(self, line: str) -> bool:
        return is_greeting(line) or any(find_notices(clean_line(line)))

    def _is_attribution(self, at: int) -> bool:
        return any(is_sure(text) for text, _ in find_attributions(self.lines, at))

    def _read_frame(self, at: int) -> int:
        """How many further lines belong to it."""
        line = self.lines[at]
        if is_above(line):
            self.has_frame = True
        elif self._ends_frame(at):
            self.is_over = True
        elif self._begins_words(at):
            self.in_words = True
        elif line.lstrip().startswith(">"):
            return 0
        else:
            return self._read_told(at)
        self.frame.append(line)
        return 0

    def _ends_frame(self, at: int) -> bool:
        line = self.lines[at]
        if self._is_foot(at) or is_shown(line) or begins_older(line) or is_dash(line):
            return True
        return self._is_attribution(at) or (self.opened is not None and self._ends_changes(at))

    def _begins_words(self, at: int) -> bool:
        """Whether the line names their writer, or is a label of them."""
        line = self.lines[at]
        dated = find_dated(line)
        if not (dated is not None or is_said(line)) or not self._may_open(at):
            return False
        if dated is not None:
            self.opened, self.has_frame = dated, True
        elif value := read_value(line):
            self.words.append(value)
        return True

    def _read_told(self, at: int) -> int:
        """How many further lines belong to a sentence of the tracker's, or to its table."""
        line = self.lines[at]
        clean = clean_line(line)
        if notices := list(find_notices(find_told(line) or clean)):
            self._take(notices, line)
        elif self._read_wrapped(at, clean):
            return 1
        elif not self._is_frame(line, clean):
            self._read_loose(line)
            return 0
        self.frame.append(line)
        return 0

    def _ends_changes(self, at: int) -> bool:
        """Whether a rule stands below what a person changed: neither his line's own, nor one of a table."""
        above = self.lines[at - 1] if at else ""
        return is_rule(self.lines[at]) and (not above.strip() or above.lstrip().startswith("*"))

    def _is_frame(self, line: str, clean: str) -> bool:
        """Whether a line without a sentence is the tracker's: a rule, a label, a row of a table, one more change."""
        if not clean or is_rule(line) or line.count("|") > 1 or find_label(line) is not None:
            return True
        is_link = "://" in line and len(clean.split()) <= _MOST_BESIDE
        return is_link or (self.opened is not None and (line.lstrip().startswith("* ") or names_field(line)))

    def _read_wrapped(self, at: int, clean: str) -> bool:
        """Whether a sentence begins that goes on in the next line."""
        below = self.lines[at + 1].strip() if at + 1 < len(self.lines) else ""
        notices = list(find_notices(f"{clean} {clean_line(below)}")) if below and below[:1] not in "*>-" else []
        if not notices or find_label(self.lines[at]) is not None:
            return False
        self._take(notices, f"{self.lines[at]} {below}")
        self.frame.append(f"{self.lines[at]} {below}")
        return True

    def _take(self, notices: Sequence[Notice], line: str) -> None:
        self.notices.extend(notices)
        opened = next((one for one in notices if one.kind in ("comment", "updated") and one.who), None)
        if opened is not None:
            self.opened = opened
            self.in_words = opened.kind == "comment"
        elif not any(one.is_firm for one in notices):
            self.loose.append(line)

    def _read_loose(self, line: str) -> None:
        """A line of nobody's yet: below what was changed by a person, the first of his words."""
        self.in_words = self.opened is not None
        (self.words if self.in_words else self.loose).append(line.rstrip())
