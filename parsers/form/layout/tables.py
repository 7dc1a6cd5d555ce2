"""Forms drawn as tables, as lines of `label: value`: labels across the top, or in a column of their own."""

import re
from collections.abc import Sequence

from parsers.form.layout.columns import turn_columns
from parsers.words.aliases import Aliases
from parsers.words.labels import find_label

# A table whose first row holds the labels: this many of them, and no more rows below than a cell's list is long.
_FEWEST_LABELS = 4
_MOST_ROWS_BELOW = 60
_MOST_PAIRS = 10  # in one row

LIST_ITEM = re.compile(r"\s*(?:\(?[0-9]{1,2}[.)]|[-•*·])\s")
_BAR = re.compile(r"\s*[|│┃] ?([^|│┃]*)")
_ROW = re.compile(r"\s*\|[ \t]*([^|\n]{1,200}?)[ \t]*\|[ \t]*([^|\n]*?)[ \t]*\|?\s*")


def turn_tables(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines, a table among them as one line per label with its value."""
    text = "\n".join(lines)
    if not any(mark in text for mark in "\t|│┃"):
        return lines
    return _turn_top(_turn_rows(turn_columns(_without_bars(lines, aliases), aliases), aliases), aliases)


def _without_bars(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines without the bar that a program set before each of a form: `| Priority: High`."""
    bare = {
        at: found[1]
        for at, line in enumerate(lines)
        if "|" in line or "│" in line or "┃" in line
        if (found := _BAR.fullmatch(line))
    }
    labels = (find_label(line, aliases) for line in bare.values() if ":" in line)
    if len({label.field for label in labels if label is not None}) < _FEWEST_LABELS:
        return lines
    return [bare.get(at, line) for at, line in enumerate(lines)]


def split_pairs(line: str, aliases: Aliases) -> list[str]:
    """A table's row of label, value, label, value in pairs; empty for any other line."""
    cells = line.split("\t") if 3 <= line.count("\t") < 2 * _MOST_PAIRS else []
    if not cells or len(cells) % 2:
        return []
    if len(names := [cell for cell in cells[::2] if cell.strip()]) < 2 or not _are_labels(names, aliases):
        return []
    return [f"{cells[at]}\t{cells[at + 1]}" for at in range(0, len(cells), 2) if cells[at].strip()]


def _turn_top(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """A table whose first row holds the labels."""
    for index, line in enumerate(lines):
        names = _split_cells(line)
        if len(names) < _FEWEST_LABELS or not _are_labels(names, aliases) or _have_twins(names, aliases):
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
    if len(names) < _FEWEST_LABELS:
        return lines
    return [
        f"{row[1].strip('*_ ')}: {row[2]}" if (row := rows.get(index)) else line for index, line in enumerate(lines)
    ]


def _are_labels(names: Sequence[str], aliases: Aliases) -> bool:
    """Whether every cell is a label and nothing more."""
    return all((label := find_label(name, aliases)) is not None and label.alone for name in names)


def _have_twins(names: Sequence[str], aliases: Aliases) -> bool:
    """Whether two cells name the same field."""
    return len({label.field for name in names if (label := find_label(name, aliases))}) < len(names)


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
        if cells and LIST_ITEM.match(line):
            cells[-1] = f"{cells[-1]}\n{parts.pop(0)}"
        cells.extend(parts)
        if len(cells) >= count:
            break
    return cells, taken
