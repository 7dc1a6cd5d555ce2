"""Forms drawn as tables, as lines of `label: value`: labels across the top, or in a column of their own."""

import re
from collections.abc import Mapping, Sequence

from parsers.form.layout.boxes import draw_bars
from parsers.form.layout.columns import turn_columns
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import find_label
from parsers.words.load import load_words

# A form whose labels stand in rows has this many of them, and no more rows below one than a cell's list is long.
_FEWEST_LABELS = 4
_FEWEST_IN_ROW, _FEWEST_BESIDE = 2, 3  # of them in one row; beside heads that are not ours
_MOST_ROWS_BELOW = 60
_MOST_PAIRS = 10  # in one row

LIST_ITEM = re.compile(r"\s*(?:\(?[0-9]{1,2}[.)]|[-•*·])\s")
_BAR = re.compile(r"\s*[|│┃] ?([^|│┃]*)")
_ROW = re.compile(r"\s*\|[ \t]*([^|\n]{1,200}?)[ \t]*\|[ \t]*([^|\n]*?)[ \t]*\|?\s*")


def turn_tables(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines, a table among them as one line per label with its value."""
    text = "\n".join(lines)
    if not any(mark in text for mark in "\t|│┃║"):
        return lines
    bare = _without_bars(draw_bars(lines, aliases), aliases)
    turned = _turn_top(_turn_rows(turn_columns(bare, aliases), aliases), aliases)
    return _mark_labels(turned, aliases)


def _mark_labels(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines, those of a form of two cells each with a colon behind the label, which sets them apart from the titles
    between them: `Customer data`."""
    rows = {at: line.split("\t") for at, line in enumerate(lines) if line.count("\t") == 1 and ":" not in line}
    rows = {at: cells for at, cells in rows.items() if _find_fields(cells[:1], aliases)}
    if len(_find_fields([cells[0] for cells in rows.values()], aliases)) < _FEWEST_LABELS:
        return lines
    return [f"{rows[at][0].rstrip()}:\t{rows[at][1]}" if at in rows else line for at, line in enumerate(lines)]


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
    """Tables whose first row holds the labels, and one whose rows hold labels and values in turn. What stands under
    heads that are not ours stands above the form."""
    heads = {at: names for at, line in enumerate(lines) if len(names := _split_cells(line)) > 1}
    heads = {at: names for at, names in heads.items() if _is_head(names, aliases)}
    if not heads or not _is_form(heads, lines, aliases):
        return lines
    turned, at = list[str](), 0
    while at < len(lines):
        names = heads.get(at, [])
        below = lines[at + 1 : at + 1 + _MOST_ROWS_BELOW] if names else ()
        values, taken = _read_tabbed_row(below, len(names)) or _read_row(below, len(names))
        if names and len(values) == len(names) and not _is_head(values, aliases):
            turned += _turn_head(names, values, aliases)
            at += taken
        else:
            turned.append(lines[at])
        at += 1
    return turned


def _turn_head(names: Sequence[str], values: Sequence[str], aliases: Aliases) -> list[str]:
    said = list(zip(names, values, strict=True))
    ours = [f"{name}: {value}" for name, value in said if _find_fields([name], aliases)]
    others = [
        f"{name}: {value}" for name, value in said if value and not (_find_fields([name], aliases) or _counts(name))
    ]
    return [text for entry in (*others, *([""] if others else ()), *ours) for text in entry.split("\n")]


def _counts(name: str) -> bool:
    """Whether a head stands above numbers of rows."""
    return fold(name) in map(fold, load_words("values")["columns"]["labels"])


def _is_head(names: Sequence[str], aliases: Aliases) -> bool:
    """Whether the cells are labels and nothing more, each of another field. Other heads may stand between more labels;
    a row of label, value, label, value is none."""
    known = [bool(_find_fields([name], aliases)) for name in names]
    count = sum(known)
    if count < _FEWEST_IN_ROW or len(_find_fields(names, aliases)) < count:
        return False
    is_pairs = all(known[::2]) and not any(known[1::2])
    return all(known) or (count >= _FEWEST_BESIDE and 2 * count >= len(names) and not is_pairs)


def _is_form(heads: Mapping[int, Sequence[str]], lines: Sequence[str], aliases: Aliases) -> bool:
    """Whether so few labels in a row are those of a form: with those of other rows, or of the lines around them."""
    fields = _find_fields([name for names in heads.values() for name in names], aliases)
    if len(fields) >= _FEWEST_LABELS:
        return True
    labels = (find_label(line, aliases) for at, line in enumerate(lines) if at not in heads and ":" in line)
    return len(fields | {label.field for label in labels if label is not None}) >= _FEWEST_LABELS


def _find_fields(names: Sequence[str], aliases: Aliases) -> set[str]:
    """The fields of the cells that are a label and nothing more."""
    labels = (find_label(name, aliases) for name in names)
    return {label.field for label in labels if label is not None and label.alone}


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


def _split_cells(line: str) -> list[str]:
    if "\t" not in line and "|" not in line:
        return []
    return [cell.strip() for cell in re.split(r"\t|\|", line.strip(" |"))]


def _read_tabbed_row(lines: Sequence[str], count: int) -> tuple[list[str], int] | None:
    """The same where a TAB parts the cells, whatever stands in one on lines of its own; None where they are not as many
    as the labels."""
    cells: list[str] = []
    for taken, line in enumerate(lines, 1):
        if not line.strip("-:|\t "):
            continue
        if not cells and "\t" not in line:
            return None
        first, *others = (part.strip() for part in line.split("\t"))
        cells = [*cells[:-1], f"{cells[-1]}\n{first}".strip() if cells else first, *others]
        if len(cells) >= count:
            return (cells, taken) if len(cells) == count else None
    return None


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
