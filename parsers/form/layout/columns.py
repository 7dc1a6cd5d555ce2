"""Forms drawn as tables of three columns and more: which of them has the labels, which the values, which only hints."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from parsers.form.values import is_example, is_hint, parse_priority, parse_ticket
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import find_label
from parsers.words.load import load_words

_FEWEST_ROWS = 4  # with different labels
_MOST_COLUMNS = 6
_MOST_ROWS_BELOW = 60  # lines of a cell

_ITEM = re.compile(r"\s*(?:[0-9]{1,2}[.)]|[-•*·])\s")
_COUNTER = re.compile(r"\(?(?:[0-9]{1,2}|[a-zA-Z])[.)]?")


class _Heads:
    """What stands above a column, folded."""

    def __init__(self) -> None:
        words = load_words("values")["columns"]
        self.values, self.remarks = (frozenset(map(fold, words[name])) for name in ("values", "remarks"))


_heads = cache(_Heads)


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells of the rows with a label, by the number of their line; which column has the labels, and how many
    columns there are; `head`: the cells above the first row, () for none; `top`: the number of the first line."""

    rows: Mapping[int, Sequence[str]]
    label: int
    width: int
    head: Sequence[str]
    top: int


def turn_columns(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines, a form of several columns among them as one of two: label and value."""
    table = _find_table(lines, aliases)
    if table is None:
        return lines
    hints = _find_hints(table, aliases)
    if table.width - len(hints) < table.label + 2:
        return lines
    turned: list[str] = []
    starts = (*table.rows, len(lines))
    for (start, cells), end in zip(table.rows.items(), starts[1:], strict=True):
        turned += _turn_row(table, hints, cells, lines[start + 1 : end])
    return [*lines[: table.top], *turned]


def _turn_row(table: _Table, hints: Sequence[int], cells: Sequence[str], below: Sequence[str]) -> list[str]:
    """A cell of several lines goes on below its row, and so does each cell behind it, in its turn."""
    shown = [cell for at, cell in enumerate(cells) if at > table.label and at not in hints and cell.strip(":：")]
    row = "\t".join((f"{cells[table.label].strip(' :*_')}:", *shown))
    end = next((at for at, line in enumerate(below) if not line.strip()), len(below))
    if table.width - 1 not in hints or not 0 < end <= _MOST_ROWS_BELOW or _ITEM.match(below[end - 1]):
        return [row, *below]
    # the hint is the row's last line; behind a value of one line all below are its own
    return [row, *(below[: end - 1] if len(cells) < table.width else ()), *below[end:]]


def _find_table(lines: Sequence[str], aliases: Aliases) -> _Table | None:
    """None when fewer rows than a form has begin with a label, or they have but two cells."""
    if not any("\t" in line or line.lstrip().startswith("|") for line in lines):
        return None
    every = {at: cells for at, line in enumerate(lines) if 1 < len(cells := _split_cells(line)) <= _MOST_COLUMNS}
    if not any(len(cells) > 2 for cells in every.values()):
        return None
    return next(filter(None, (_find_rows(every, label, aliases) for label in (0, 1))), None)


def _find_rows(every: Mapping[int, Sequence[str]], label: int, aliases: Aliases) -> _Table | None:
    """The table whose labels stand in this column; None when too few do."""
    rows = {at: cells for at, cells in every.items() if _is_label(cells, label, aliases)}
    fields = {found.field for cells in rows.values() if (found := find_label(cells[label], aliases))}
    width = max(map(len, rows.values()), default=0)
    if len(fields) < _FEWEST_ROWS or width <= 2:
        return None
    above = min(rows) - 1
    above -= _is_rule(every.get(above, ()))
    head = every.get(above, ())
    return _Table(rows, label, width, *((head, above) if len(head) >= width - 1 else ((), min(rows))))


def _is_label(cells: Sequence[str], at: int, aliases: Aliases) -> bool:
    """Whether a cell is a label and nothing more; a count may stand before it."""
    if len(cells) <= at + 1 or (at and not _COUNTER.fullmatch(cells[0])):
        return False
    label = find_label(cells[at], aliases)
    return label is not None and label.alone


def _find_hints(table: _Table, aliases: Aliases) -> list[int]:
    """The columns behind the label that hold what the form itself says: by their head, else by what stands in them."""
    columns = range(table.label + 1, table.width)
    heads = {at: fold(table.head[at]) for at in columns if at < len(table.head)}
    has_values = any(head in _heads().values for head in heads.values())
    return [at for at in columns if _holds_hints(table, at, heads.get(at, "") if has_values else None, aliases)]


def _holds_hints(table: _Table, at: int, head: str | None, aliases: Aliases) -> bool:
    """`head`: what stands above the column; None where no head names the values."""
    if head is not None and head not in _heads().remarks:
        return head not in _heads().values
    is_said = _is_beside_empty(table, at) or _is_beside_values(table, at, aliases)
    return is_said or (head is None and _is_hint_column(table, at, aliases))


def _is_hint_column(table: _Table, at: int, aliases: Aliases) -> bool:
    cells = [cells[at] for cells in table.rows.values() if at < len(cells) and cells[at]]
    hints = sum(is_hint(cell, aliases) or is_example(cell) for cell in cells)
    return 2 * hints >= len(cells) > 0


def _is_beside_empty(table: _Table, at: int) -> bool:
    """Whether this is the last column, said in each row, beside one that somebody filled in here and there: the form's
    own words, whatever they are."""
    if at != table.width - 1 or at < table.label + 2:
        return False
    values = [any(cells[table.label + 1 : at]) for cells in table.rows.values()]
    return any(values) and not all(values) and all(len(cells) > at and cells[at] for cells in table.rows.values())


def _is_beside_values(table: _Table, at: int, aliases: Aliases) -> bool:
    """Whether this column says something in each row, and nothing that is a priority or a ticket beside a column in
    which one stands: nobody remarks on everything, and forms do."""
    said = [cells[at] for cells in table.rows.values() if at < len(cells)]
    if len(said) < _FEWEST_ROWS or not all(said) or _count_values(table, at, aliases):
        return False
    return any(_count_values(table, other, aliases) for other in range(table.label + 1, table.width) if other != at)


def _count_values(table: _Table, at: int, aliases: Aliases) -> int:
    """How many of the column's cells are the priority, or a ticket's number, in their rows."""
    cells = [(find_label(row[table.label], aliases), row[at]) for row in table.rows.values() if at < len(row)]
    fields = {label.field: cell for label, cell in cells if label is not None}
    priority, ticket = fields.get("priority", ""), fields.get("ticket", "")
    return (parse_priority(priority, aliases)[0] is not None) + (parse_ticket(ticket) is not None)


def _is_rule(cells: Sequence[str]) -> bool:
    """Whether it is the line below a table's head: `|---|:--|`."""
    return bool(cells) and all(cell and not cell.strip("-:=") for cell in cells)


def _split_cells(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.lstrip().startswith("|") else []
