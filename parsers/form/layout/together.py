"""Labels that run on with the first of their line: `Priority: High Customer: Contoso / Ticket #: 48213`."""

import re
from collections.abc import Collection

from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import SURE, Label, may_end_label

SHORT_FIELDS = ("priority", "ticket", "level", "trigger", "customer_email")
FEW_WORDS = (*SHORT_FIELDS, "customer")

_LONGEST_LABEL = 48  # characters up to its colon
_MOST_COLONS = 30  # in a line; what has more is data
_COLON = re.compile(r"[:：]")
_BEGINS = re.compile(r"(?<=[\s|;,*_>(/–—-])(?=[^\W\d_])")
_STUCK = re.compile(r"(?<=[^\W_])(?=[^\W\d_])")  # `HighCustomer: …`


def find_together(line: str, first: Label | None, begun: Collection[str], aliases: Aliases) -> list[int]:
    """Where further labels stand in a line that begins with the label `first`, and no line begins with them (`begun`:
    the fields of which one does). A colon inside a value starts no field: only a label counts that is written as the
    form has it, and behind a text only one of several words."""
    colons = list(_COLON.finditer(line))
    if first is None or first.strength != SURE or not 1 < len(colons) <= _MOST_COLONS:
        return []
    starts: dict[str, int] = {}
    is_short = first.field in FEW_WORDS  # what is stuck to its value ends with more than its last word
    for colon in (one for one in colons if is_short or may_end_label(line[: one.start()], aliases)):
        found = _find_before(line, colon.end(), first, aliases)
        if found is not None and found[0] not in (first.field, *begun):
            starts.setdefault(*found)
    return sorted(starts.values())


def _find_before(line: str, end: int, first: Label, aliases: Aliases) -> tuple[str, int] | None:
    """The field of the label that ends there, and where it begins; the longest."""
    near = max(1, end - _LONGEST_LABEL)
    is_short = first.field in FEW_WORDS
    for begins in (_BEGINS, _STUCK) if is_short else (_BEGINS,):
        for start in (found.start() for found in begins.finditer(line, near, end)):
            if begins is _STUCK and not (line[start].isupper() and not line[start - 1].isupper()):
                continue
            match = aliases.typed.match(line[start:end])
            key = fold(match["label"]) if match is not None and match.end() == end - start else ""
            name = aliases.labels.get(key)
            if name is not None and _counts(line[start], name, key, first):
                return name, start
    return None


def _counts(letter: str, name: str, key: str, first: Label) -> bool:
    is_long = " " in key
    return (letter.isupper() or first.lower) and (is_long or (name in FEW_WORDS and first.field in FEW_WORDS))
