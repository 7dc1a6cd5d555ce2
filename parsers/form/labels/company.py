"""Which of the lines that look like labels are labels: by what stands behind each, and what company it keeps."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from parsers.form.layout.collapsed import Labelled
from parsers.form.layout.tables import LIST_ITEM
from parsers.form.layout.together import FEW_WORDS
from parsers.form.values import is_placeholder
from parsers.words.aliases import load_priorities
from parsers.words.fold import fold
from parsers.words.labels import LIKELY, POSSIBLE, SURE, Label
from parsers.words.load import load_words

# A template typed without a single colon is known by this many different labels at the beginnings of its lines.
_FEWEST_WITHOUT_COLONS = 6
_WRAPPED = 50  # characters of a line that may go on in the next
_NEAR = 4  # lines

_TICKET = re.compile(r"[#№]?\s*[A-Za-z]{0,10}-?[0-9][\w-]*[.,]?")


class _Prose:
    """Words that do not begin the value of a label without a colon, and those with which no line ends."""

    def __init__(self) -> None:
        prose = load_words("labels")["prose"]
        self.words, self.verbs, self.open = (frozenset(prose[name]) for name in ("words", "verbs", "open"))


_prose = cache(_Prose)


class Found(NamedTuple):
    """A label, the number of its line, and how surely it is one; 0 for none."""

    at: int
    label: Label
    grade: int


@dataclass(frozen=True)
class _Page:
    """The lines, and what looks like a label among them."""

    lines: Sequence[Labelled]
    found: Sequence[Found]

    @cached_property
    def fields(self) -> Mapping[int, frozenset[str]]:
        """By grade: the fields of which some label is that sure, or surer."""
        return {
            grade: frozenset(one.label.field for one in self.found if one.grade >= grade)
            for grade in (SURE, LIKELY, POSSIBLE)
        }

    @cached_property
    def named(self) -> int | None:
        """The line that surely says who the customer is; None where none does."""
        sure = (one for one in self.found if one.label.field == "customer" and one.grade == SURE)
        return next((one.at for one in sure if not is_placeholder(one.label.rest)), None)

    def count_others(self, grade: int, field: str) -> int:
        """Of how many other fields there is a label so sure."""
        return len(self.fields[grade] - {field})


def find_real_labels(lines: Sequence[Labelled]) -> list[tuple[int, Label]]:
    """The labels that count, each with the number of its line."""
    return _without_pasted(_accept(_without_fenced(lines)))


def _without_fenced(lines: Sequence[Labelled]) -> Sequence[Labelled]:
    """Without the labels between two lines of ```, unless the form itself was pasted so:
    there stand no fewer of them than outside."""
    fences = [index for index, line in enumerate(lines) if line.text.lstrip().startswith("```")]
    if not fences:
        return lines
    fenced = {index for start, end in list(pairwise(fences))[::2] for index in range(start, end)}
    inside: set[str] = set()
    outside: set[str] = set()
    for index, line in enumerate(lines):
        if line.label is not None:
            (inside if index in fenced else outside).add(line.label.field)
    if len(inside) >= len(outside):
        return lines
    return [Labelled(line.text, None) if index in fenced else line for index, line in enumerate(lines)]


def _accept(lines: Sequence[Labelled]) -> list[tuple[int, Label]]:
    found = _find_labels(lines)
    page = _Page(lines, found)
    if not page.fields[SURE] and len({one.label.field for one in found}) >= _FEWEST_WITHOUT_COLONS:
        return [(one.at, one.label) for one in found if one.grade or _begins_value(one.label)]
    accepted: list[tuple[int, Label]] = []
    for one in found:
        if _counts(page, one, accepted):
            accepted.append((one.at, one.label))
    return accepted


def _find_labels(lines: Sequence[Labelled]) -> list[Found]:
    """Without the words of a sentence that only look like one."""
    is_lower = _is_in_small_letters(lines)
    labels = [(at, label) for at, (_, label) in enumerate(lines) if label is not None]
    return [
        Found(at, label, _grade(label))
        for at, label in labels
        if (is_lower and label.strength == SURE) or not _is_wrapped_prose(lines, at, label)
    ]


def _is_in_small_letters(lines: Sequence[Labelled]) -> bool:
    """Whether most of the form's labels are written so."""
    sure = [label.lower for _, label in lines if label is not None and label.strength == SURE]
    return 2 * sum(sure) > len(sure)


def _counts(page: _Page, one: Found, above: Sequence[tuple[int, Label]]) -> bool:
    """A sure label stands alone; a field that has one takes no lesser ones: those are its text. `above`: the labels
    above it that count."""
    label = one.label
    if label.field == "customer" and page.named is not None and one.at != page.named and not label.alone:
        # "Company: …" and "Account: …" beside it say more of the customer; in a summary or a log they are its text, and
        # without a mark a title of lines below: "1. Customer data".
        return one.grade > POSSIBLE and _is_beside_short(page.lines, one.at)
    if one.grade == SURE:
        return True
    line = page.lines[one.at].text
    if label.field in page.fields[SURE] and not (label.firm and ":" in line):
        return _is_apart(line, label, above)
    return _has_company(page, one)


def _has_company(page: _Page, one: Found) -> bool:
    """A likely label needs a sure one of another field beside it, or two likely ones; a possible one needs more."""
    others = {grade: page.count_others(grade, one.label.field) for grade in (SURE, LIKELY, POSSIBLE)}
    if one.grade == LIKELY:
        return others[SURE] >= 1 or others[LIKELY] >= 2
    return one.grade == POSSIBLE and (others[LIKELY] >= 2 or others[POSSIBLE] >= 3)


def _is_apart(line: str, label: Label, above: Sequence[tuple[int, Label]]) -> bool:
    """Whether this is a label of a text, below a field of few words whose text it cannot be, or a "Deadline: …" that
    stands away from the expectation."""
    if label.field in FEW_WORDS or label.lower or ":" not in line or LIST_ITEM.match(line):
        return False
    lists = ("steps_taken", "attachments") if label.field == "customer_expectation" else ()
    return bool(above) and above[-1][1].field in (*FEW_WORDS, *lists)


def _is_beside_short(lines: Sequence[Labelled], index: int) -> bool:
    """Whether the nearest line above or below that is not blank begins a field of a few words."""
    above = next((line.label for line in reversed(lines[max(0, index - _NEAR) : index]) if line.text.strip()), None)
    below = next((line.label for line in lines[index + 1 : index + 1 + _NEAR] if line.text.strip()), None)
    return any(label is not None and label.field in FEW_WORDS for label in (above, below))


def _without_pasted(labels: Sequence[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Without the labels in small letters that name a short field again,
    in a form whose labels have capitals: the lines of a
    pasted log or configuration file are text."""
    seen: set[str] = set()
    kept = []
    for index, label in labels:
        if label.lower and label.field in seen:
            continue
        if not label.lower and not label.alone and label.field in FEW_WORDS:
            seen.add(label.field)
        kept.append((index, label))
    return kept


def _begins_value(label: Label) -> bool:
    """Whether what stands behind a label without a colon may be its value, once the text is known to be a template."""
    return not label.lower and fold(label.rest.split(maxsplit=1)[0]) not in _prose().verbs


def _is_wrapped_prose(lines: Sequence[Labelled], index: int, label: Label) -> bool:
    """Whether the line goes on with the sentence before it, so that its first word only looks like a label."""
    if not label.lower or index == 0:
        return False
    before, above = lines[index - 1]
    # Whoever writes the labels above with capitals writes this one so too.
    in_value = above is None or (not above.lower and not above.alone)
    if not in_value or len(before.rstrip()) < _WRAPPED or before.rstrip()[-1:] in ".:;!?)":
        return False
    last = fold(before.rsplit(maxsplit=1)[-1])
    is_open = before.rstrip()[-1:] == "," or last in _prose().open or last in _prose().words
    return is_open or not _says_its_field(lines[index].text, label)


def _says_its_field(line: str, label: Label) -> bool:
    """Whether a label in small letters can be no word of a sentence: it has two words and a colon, or its value is one
    of its field and nothing more."""
    if label.strength != SURE:
        return False
    if " " in line.partition(":")[0].strip():
        return True
    if label.field == "priority":
        return fold(label.rest) in _load_priorities()
    return label.field == "ticket" and _TICKET.fullmatch(label.rest) is not None


@cache
def _load_priorities() -> frozenset[str]:
    return frozenset(load_priorities({}))


def _grade(label: Label) -> int:
    """How surely this is a label, once its value is looked at; 0 for none."""
    return _GRADES.get(label.field, _grade_text)(label)


def _grade_level(label: Label) -> int:
    says_one = label.alone or is_placeholder(label.rest) or re.search(r"[1-9]\b", label.rest[:40]) is not None
    return label.strength if says_one or len(label.rest.split()) <= 3 else 0


def _grade_trigger(label: Label) -> int:
    return min(label.strength, LIKELY)


def _grade_ticket(label: Label) -> int:
    if label.strength != POSSIBLE or label.alone:
        return label.strength
    return LIKELY if _TICKET.fullmatch(label.rest) else 0


def _grade_priority(label: Label) -> int:
    if label.strength != POSSIBLE or label.alone:
        return label.strength
    return POSSIBLE if len(label.rest.split()) <= 2 else 0


def _grade_text(label: Label) -> int:
    if label.strength != POSSIBLE or label.alone:
        return label.strength
    first = label.rest.split(maxsplit=1)[0]
    begins = label.rest[:1].isupper() or label.rest[:1].isdigit() or label.rest[:1] in "[\"'“<#"
    return POSSIBLE if begins and not label.lower and fold(first) not in _prose().words else 0


_GRADES: Mapping[str, Callable[[Label], int]] = {
    "level": _grade_level,
    "trigger": _grade_trigger,
    "ticket": _grade_ticket,
    "priority": _grade_priority,
}
