"""Tables drawn with strokes, as rows with a bar before each: rules between the rows, bars only between the cells."""

import re
from collections.abc import Iterator, Sequence

from parsers.words.aliases import Aliases
from parsers.words.labels import find_label

_FEWEST_RULES, _FEWEST_ROWS = 2, 4
_BARS = str.maketrans("│┃║", "|||")
_RULE = re.compile(r"\s*[+├┌└╠╔╚┣┏┗╭╰][-=+─━═┬┼┴╦╬╩┳╋┻╤╪╧]{3,}[+┤┐┘╣╗╝┫┓┛╮╯]\s*")


def draw_bars(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines, those of a drawn table as `| label | value |` without its rules; what goes on in the next row below an
    empty cell stands below its value."""
    rules = {at for at, line in enumerate(lines) if _RULE.fullmatch(line)}
    if len(rules) >= _FEWEST_RULES:
        lines = list(_draw(lines, rules))
    rows = {at for at, line in enumerate(lines) if _is_open_row(line, aliases)}
    return (
        [f"| {line}" if at in rows else line for at, line in enumerate(lines)] if len(rows) >= _FEWEST_ROWS else lines
    )


def _draw(lines: Sequence[str], rules: set[int]) -> Iterator[str]:
    held: list[str] = []  # the cells of a row of three and more, which goes on in the next
    for at, line in enumerate(lines):
        cells = [] if at in rules else _split(line)
        is_wrapped = bool(cells) and not cells[0] and at - 1 not in rules
        if is_wrapped and len(held) == len(cells):
            held = [f"{above} {cell}".strip() for above, cell in zip(held, cells, strict=True)]
            continue
        yield from _write(held)
        held = cells if len(cells) > 2 else []
        if at not in rules and not held:
            yield " ".join(filter(None, cells)) if is_wrapped else line.translate(_BARS)
    yield from _write(held)


def _split(line: str) -> list[str]:
    """The cells of a row with a bar before it."""
    row = line.translate(_BARS).strip()
    return [cell.strip() for cell in row.strip("|").split("|")] if row.startswith("|") else []


def _write(cells: Sequence[str]) -> Iterator[str]:
    if cells:
        yield f"| {' | '.join(cells)} |"


def _is_open_row(line: str, aliases: Aliases) -> bool:
    """Whether bars part a label and at least two more cells, with none before the label."""
    first, *others = line.split(" | ")
    if len(others) < 2 or line.lstrip().startswith("|"):
        return False
    label = find_label(first, aliases)
    return label is not None and label.alone
