"""The company's procedure pasted along with its template: its headings and what stands below them belong to no field,
and are nobody's words (behaviour B3.27)."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from parsers.words.fold import fold
from parsers.words.load import load_words

_FEWEST = 4  # lines that are the procedure's, where no heading stands that is enough alone
_LONGEST = 120  # characters
_AROUND = " \t\xa0*#_>|•·-–—:"


class _Procedure:
    """Its headings as they are typed, in small letters, those that are enough alone, and all of its lines folded."""

    def __init__(self) -> None:
        words = load_words("procedure")["procedure"]
        self.alone = frozenset(heading.lower() for heading in words["alone"])
        self.headings = self.alone | {heading.lower() for heading in words["headings"]}
        every = (line for group in words.values() for line in group)
        filled = (r" \S+(?: \S+){0,5} ".join(map(fold, line.split("…"))).strip() for line in every)
        self.lines = re.compile("|".join(filled))


_procedure = cache(_Procedure)


def drop_procedure(lines: Sequence[str]) -> Sequence[str]:
    """The lines without those of the procedure: runs of them in which a heading stands that is enough alone, or any
    heading among several of its lines."""
    if _procedure().headings.isdisjoint(map(_bare, lines)):
        return lines
    kept: list[str] = []
    for is_said, group in groupby(lines, key=_is_said):
        run = list(group)
        kept += run if is_said or not _is_pasted(run) else [""]
    return kept


def _bare(line: str) -> str:
    return line.strip(_AROUND).lower() if len(line) <= _LONGEST else ""


def _is_said(line: str) -> bool:
    """Whether it is neither blank nor one of the procedure's."""
    return len(line) > _LONGEST or (bool(line.strip()) and _procedure().lines.fullmatch(fold(line)) is None)


def _is_pasted(run: Sequence[str]) -> bool:
    bare = [one for line in run if (one := _bare(line))]
    has_heading = not _procedure().headings.isdisjoint(bare)
    return not _procedure().alone.isdisjoint(bare) or (has_heading and len(bare) >= _FEWEST)
