"""A customer's words quoted under a label: that label's value, which cuts nothing off below (behaviour B3.17)."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from parsers.form.labels.sections import Section
from parsers.mime.shown import show
from parsers.text.lines import Kind, Line
from parsers.text.newest import AROUND, read_newest
from parsers.words.aliases import Aliases
from parsers.words.labels import SURE, find_label

_TEXTS = frozenset(("issue_summary", "steps_taken", "customer_impact", "customer_expectation", "additional_context"))
_OWN, _MARKED = (Kind.OWN, Kind.BLANK), (Kind.ATTRIBUTION, Kind.QUOTED)
_AROUND = (*AROUND, Kind.BANNER)
_LONGEST_LEAD = 3  # lines of one's own between a label and what is quoted under it: "The customer writes:"
_FEWEST_ABOVE = 3  # fields of a form that goes on below an older mail's head, in a mail that answers another
_FEWEST_IN_TEMPLATE = 2  # fields that a quoted template names, and no customer
# No form goes on with these alone below an older mail: they are that mail's.
_STEERING = frozenset(("level", "trigger", "customer_email", "tell_the_customer"))
_MOST = 10  # quotations of a mail


class Quotation(NamedTuple):
    """The lines that are quoted under a label of this field."""

    field: str
    lines: tuple[str, ...]


class Parted(NamedTuple):
    """A mail's own lines, and what is quoted under labels of theirs."""

    own: list[str]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """In what mail the lines stand. `is_reply`: it answers another; `asked`: the fields that were asked for, which a
    form may consist of."""

    aliases: Aliases
    is_reply: bool
    asked: Collection[str] = ()


def part_quotations(lines: Sequence[str], setting: Setting) -> Parted:
    """The mail's lines without those of others, but for what stands quoted under its labels."""
    own: list[str] = []
    quotations: list[Quotation] = []
    named: set[str] = set()
    lines = _split_leads(lines, setting.aliases)
    while len(quotations) < _MOST:
        newest = read_newest(show(lines), True, False, setting.aliases)
        found = _find_quotation(newest.lines, named, setting)
        if found is None:
            own += newest.own if setting.is_reply else _read_own(lines, setting)
            break
        at, end, field = found
        own += [*_read_own(lines[:at], setting), ""]
        begin = next((above + 1 for above in reversed(range(at)) if lines[above].strip()), 0)
        quotations.append(Quotation(field, tuple(lines[begin:end])))
        named |= _find_fields(lines[:at], setting.aliases)
        lines = lines[end:]
    return Parted(own, tuple(quotations))


def _split_leads(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines with a label above what announces a quote behind it (`Customer Impact: Ada wrote:`), which else is
    taken for the line of a program."""
    split: list[str] = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        label = find_label(line, aliases) if below.startswith(">") and line.rstrip().endswith(":") else None
        is_lead = label is not None and label.field in _TEXTS and label.strength == SURE and not label.alone
        split += [line[: line.index(label.rest)], label.rest] if label and is_lead and label.rest in line else [line]
    return split


def _read_own(lines: Sequence[str], setting: Setting) -> Sequence[str]:
    return read_newest(show(lines), setting.is_reply, False, setting.aliases).own


def add_quotations(sections: Sequence[Section], quotations: Sequence[Quotation]) -> tuple[Section, ...]:
    """The sections with what is quoted under each; of two sections of one field the last has it."""
    added = list(sections)
    for field, lines in quotations:
        at = next((at for at in reversed(range(len(added))) if added[at].name == field), None)
        if at is not None:
            said = [*added[at].lines]
            while len(said) > 1 and not said[-1].strip():
                said.pop()
            added[at] = replace(added[at], lines=(*said, *lines))
    return tuple(added)


def _find_quotation(lines: Sequence[Line], named: Set[str], setting: Setting) -> tuple[int, int, str] | None:
    """Where the first quotation under a label begins and ends, and the label's field; None when there is none."""
    label, lead = "", 0
    for at, line in enumerate(lines):
        if line.kind in _OWN:
            found = find_label(line.text, setting.aliases)
            if found is not None and found.strength == SURE:
                label, lead = found.field, 0
            lead += bool(line.text.strip())
        elif line.kind not in _AROUND and label in _TEXTS and lead <= 1 + _LONGEST_LEAD:
            end = _find_end(lines, at, named, setting)
            return None if end is None else (at, end, label)
    return None


def _find_end(lines: Sequence[Line], at: int, named: Set[str], setting: Setting) -> int | None:
    """Behind the last line of a quotation that begins here; None for an older mail that the form does not go on
    below."""
    texts = [line.text for line in lines]
    marked = next((end for end in range(at, len(lines)) if lines[end].kind not in _MARKED), len(lines))
    if any(line.kind is Kind.QUOTED for line in lines[at:marked]):
        may_end = lines[at].kind is Kind.QUOTED and _is_beside(texts, at)
        above = named | _find_fields(texts[:at], setting.aliases)
        return marked if _is_pasted(texts, range(at, marked), may_end, above, setting) else None
    return _find_end_below_head(texts, at, named, setting)


def _is_pasted(texts: Sequence[str], marked: range, may_end: bool, above: Set[str], setting: Setting) -> bool:
    """Whether quote marks hold a customer's words. `may_end`: they may end a mail that answers another; `above`: the
    fields that the form has had, which it goes on without where they are quoted again."""
    fields = _find_fields([texts[at].lstrip("> ") for at in marked], setting.aliases)
    goes_on = _find_next_label(texts, marked.stop, setting.aliases) is not None
    if len(fields) >= _FEWEST_IN_TEMPLATE:
        return goes_on and fields <= above and (may_end or not setting.is_reply)
    return may_end or not setting.is_reply or goes_on


def _find_end_below_head(texts: Sequence[str], at: int, named: Set[str], setting: Setting) -> int | None:
    """The next label that the form has not had yet; None where none stands below, or an older form does."""
    above = named | _find_fields(texts[:at], setting.aliases)
    is_form = len(above) >= _FEWEST_ABOVE and _leads(texts, at, setting.aliases)
    if setting.is_reply and not is_form and not above <= set(setting.asked):
        return None
    if not setting.is_reply and not _leads(texts, at, setting.aliases):
        return None
    next_label = _find_next_label(texts, at + 1, setting.aliases)
    below = set() if next_label is None else _find_fields(texts[next_label:], setting.aliases)
    return None if below <= _STEERING or not above.isdisjoint(below) else next_label


def _is_beside(texts: Sequence[str], at: int) -> bool:
    """Whether no blank line stands above: no program answers so."""
    return at > 0 and bool(texts[at - 1].strip())


def _leads(texts: Sequence[str], at: int, aliases: Aliases) -> bool:
    """Whether what stands above is a label or a line that announces what follows, or stands right above."""
    above = next((text for text in reversed(texts[:at]) if text.strip()), "")
    label = find_label(above, aliases)
    return _is_beside(texts, at) or above.rstrip().endswith(":") or (label is not None and label.alone)


def _find_next_label(texts: Sequence[str], begin: int, aliases: Aliases) -> int | None:
    """None when no label of ours stands below."""
    return next((at for at in range(begin, len(texts)) if _find_fields(texts[at : at + 1], aliases)), None)


def _find_fields(texts: Sequence[str], aliases: Aliases) -> set[str]:
    """The fields that surely have a label in these lines."""
    labels = (find_label(text, aliases) for text in texts)
    return {label.field for label in labels if label is not None and label.firm and label.strength == SURE}
