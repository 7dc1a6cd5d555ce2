"""Tables as plain lines, thousands of them in no time: words wrap inside their column, wide characters count as two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

from daemon.core.letters.wording import clean_line

GAP = "  "
LONGEST = 1000  # characters of one cell


@dataclass(frozen=True, slots=True)
class Column:
    """`share` of the room that columns without one leave; `most` is the widest that one without a share becomes."""

    title: str
    most: int = 0
    share: int = 0


def render_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The header, then each row as one or more lines with `\\n` between them, none wider than `width` where the columns
    without a share leave a few characters to each of the others."""
    cells = [[column.title for column in columns], *([_clean(cell) for cell in row] for row in rows)]
    widths = _find_widths(columns, [max(map(_measure, column)) for column in zip(*cells, strict=True)], width)
    return ["\n".join(_lay_out(row, widths)) for row in cells]


def _clean(text: str) -> str:
    """Nothing in it moves the cursor: a stranger may have written it."""
    return text if text.isprintable() else clean_line(text, LONGEST)


def _measure(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


def _find_widths(columns: Sequence[Column], needed: Sequence[int], width: int) -> list[int]:
    """Columns without a share get what they need; the others their share of the rest, and what one of them does not
    need."""
    widths = [
        0 if column.share else min(need, column.most or need) for column, need in zip(columns, needed, strict=True)
    ]
    room = width - sum(widths) - len(GAP) * (len(columns) - 1)
    shares = sum(column.share for column in columns)
    sharing = sorted(
        (need / column.share, at) for at, (column, need) in enumerate(zip(columns, needed, strict=True)) if column.share
    )
    for _, at in sharing:  # who needs least of his share first: the others get what he leaves
        widths[at] = max(min(needed[at], room * columns[at].share // shares), _measure(columns[at].title))
        room -= widths[at]
        shares -= columns[at].share
    return widths


def _lay_out(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [_wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        yield GAP.join(
            part + " " * (width - _measure(part)) for part, width in zip(parts, widths, strict=True)
        ).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    """Its lines, broken between words, and inside those that are wider than the column."""
    if _measure(text) <= width:
        return [text]
    lines = [""]
    for word in text.split():
        for piece in chop_cells(word, width):
            longer = f"{lines[-1]} {piece}".lstrip()
            if _measure(longer) <= width and not (lines[-1] and piece != word):
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines if lines[0] else lines[1:]
