"""The page that the reader of an HTML mail sees, as it is written line by line."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.mime.shown import Place, Shown

CELL_END = "\t"

_MAX_QUOTE_DEPTH = 30
_WIDE = 7  # columns
_FEWEST_HINTED = 3  # rows of a table whose first cells say more than a name
_MOST_HINT_LINES, _LONGEST_HINT = 3, 120  # and characters
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u2002\u2003\u2009\u202f]+")


@dataclass(slots=True)
class List:
    """An open <ol> or <ul>: the number of its next item."""

    ordered: bool
    number: int = 1


@dataclass(slots=True)
class Row:
    """An open table row: its cells so far, how many lines there were when it began, and the cells of the row above."""

    cells: int = 0
    lines_at_cell: int = 0
    above: int = 0
    first_end: int = 0  # behind the lines of its first cell, where it took several


class Hinted(NamedTuple):
    """Where a row of two cells stands whose first took several lines: its first line, where its second cell begins, and
    its end."""

    begin: int
    second: int
    end: int


@dataclass(slots=True)
class Page:
    """What is written so far. `gap` counts the line ends that the next word needs before it."""

    lines: list[Shown] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    gap: int = 0
    quotes: int = 0
    signature: int = 0
    preformatted: int = 0
    fresh: bool = False  # nothing stands yet behind a cell's or an item's begin: no line may end here
    lists: list[List] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    width: int = 0  # cells of the last row that ended
    hinted: list[Hinted] = field(default_factory=list)  # of the table that is open
    indent: str = ""
    undo: dict[object, str] = field(default_factory=dict)

    def write(self, text: str) -> None:
        if self.preformatted:
            first, *others = text.split("\n")
            self.put(first)
            for line in others:
                self.break_line()
                self.put(line)
            return
        spaced = _SPACE.sub(" ", text)
        if spaced == " ":
            if self.line and not self.gap:
                self.line.append(" ")
            elif "\xa0" in text:
                self.put("\xa0")  # an empty line, as the mail program writes it
            return
        self.put(spaced if self.line and not self.gap else spaced.lstrip(" "))

    def put(self, text: str) -> None:
        if self.gap:
            self.end_line(self.gap)
        if text:
            self.line.append(text)
            self.fresh = False

    def need(self, gap: int) -> None:
        """The next word begins on a new line (1) or after an empty one (2)."""
        if (self.line or self.lines) and not self.fresh:
            self.gap = max(self.gap, gap)

    def break_line(self) -> None:
        """<br>: one line end, whatever is there."""
        if self.gap:
            self.end_line(self.gap)
        if not self.line:
            self.line.append("")
        self.end_line(1)

    def cell(self) -> None:
        """The next cell of a row: behind a TAB on the same line, unless a cell before took several lines; in a row
        below one of as many columns as only a table with its labels on top has, in any case."""
        row = self.rows[-1] if self.rows else None
        if row is None:
            self.need(1)
            return
        if row.cells and (len(self.lines) == row.lines_at_cell or row.above >= _WIDE):
            self.gap = 0
            self.line.append(CELL_END)
        elif row.cells:
            row.first_end = len(self.lines) + bool(self.line) if row.cells == 1 else 0
            self.need(1)
        else:
            self.end_line(self.gap)
            row.lines_at_cell = len(self.lines)
        row.cells += 1
        self.fresh = True

    def end_row(self) -> None:
        row = self.rows.pop()
        self.width = row.cells
        if row.cells == 2 and row.first_end:
            self.hinted.append(Hinted(row.lines_at_cell, row.first_end, len(self.lines) + bool(self.line)))

    def end_table(self) -> None:
        """What a form says below its labels, in their cells, is set beside them in brackets, as others have it:
        `Customer (one sentence)`. Where only a cell or two are of that kind they are something else."""
        hinted, self.hinted = self.hinted, []
        if len(hinted) < _FEWEST_HINTED:
            return
        self.end_line(self.gap)
        for begin, second, end in reversed(hinted):
            name, *hint = (line.text for line in self.lines[begin:second] if line.text.strip())
            said = " ".join(hint).strip("()[] ")
            if not hint or len(hint) > _MOST_HINT_LINES or len(said) > _LONGEST_HINT:
                continue
            bare = name.rstrip(": ")
            row = f"{bare} ({said}){':' if bare != name else ''}"
            if end > second:
                row += CELL_END + self.lines[second].text
            self.lines[begin : max(second, min(end, second + 1))] = [self.lines[begin]._replace(text=row)]

    def begin_history(self) -> None:
        """Here the mail program put the older mail."""
        self.end_line(max(self.gap, 1))
        self.lines.append(Shown("", place=Place.HISTORY))

    def end_line(self, gap: int) -> None:
        """Ends the line that is being written, if there is one, and leaves an empty one for a gap of 2."""
        self.gap = 0
        if self.line:
            text = "".join(self.line)
            self.line.clear()
            if not self.preformatted:
                text = re.sub("  +", " ", re.sub(r"[ \xa0]*\t[ \t\xa0]*", "\t", text)).strip(" \t\xa0")
            self._add(self.indent + text.rstrip())
            self.indent = ""
        if gap > 1 and self.lines and self.lines[-1].text.strip():
            self._add("")

    def _add(self, text: str) -> None:
        place = Place.SIGNATURE if self.signature and not self.quotes else Place.BODY
        self.lines.append(Shown(text, min(self.quotes, _MAX_QUOTE_DEPTH), place))

    def close(self) -> list[Shown]:
        """All of the lines."""
        self.end_line(1)
        return self.lines
