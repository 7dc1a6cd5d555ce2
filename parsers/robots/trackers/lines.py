"""What a line of a tracker's mail is, by itself (behaviour B10.9)."""

import re
from functools import cache

from parsers.robots.trackers.people import NAME
from parsers.robots.trackers.sentences import Notice, clean_line, has_field
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of
from parsers.words.spellings import Phrases

_RULE = re.compile(r"\s*[-=_*~—–+|]{6,}[-=_*~—–+|\s]*$")
_LABELLED = re.compile(r"[\s*•|-]*(?P<label>[^\W\d_%][^:\n\t|]{0,30}?|% Done)\s*(?::|\||\t)\s*(?P<value>.*)$")
_DASHES = frozenset({"-", "--", "---", "–", "—"})
# What ServiceNow and Zendesk know an answer by; nobody's number.
_WATERMARK = re.compile(r"\s*(?:(?:Ref:\s?)?MSG[0-9]{6,}\w*|\[[A-Z0-9]{4,8}-[A-Z0-9]{4,5}\])\s*$")
_MOMENT = r"(?=[^\n]{0,60}?[0-9]{1,2}[:.h][0-9]{2})(?=[^\n]{0,60}?[0-9]{1,4}[-./ ,])[\w.,:/+\- ]{8,60}?"
_CLOCK = re.compile(rf"(?P<who>{NAME})\s[0-9]{{1,2}}[:.][0-9]{{2}}(?:\s(?i:[ap]m))?(?:\s[A-Z]{{2,5}})?")
_LONGEST = 200  # characters of a line that are looked at


def find_label(line: str) -> str | None:
    """The label of a line in which a tracker shows a ticket, folded; None for any other line."""
    found = _LABELLED.match(line[:_LONGEST])
    label = fold(found["label"]) if found else ""
    return label if label in _labels() else None


def names_field(line: str) -> bool:
    """Whether it has a label in which a word for the state or the assignee stands: `Owner update: …`."""
    found = _LABELLED.match(line[:_LONGEST])
    return found is not None and has_field(found["label"])


def is_rule(line: str) -> bool:
    """Whether it is drawn: `-----------`."""
    return _RULE.match(line[:_LONGEST]) is not None


def is_dash(line: str) -> bool:
    """Whether it is what stands above a signature, or above a program's words."""
    return line.strip() in _DASHES or line.startswith("-- ")


def is_watermark(line: str) -> bool:
    return _WATERMARK.match(line[:_LONGEST]) is not None


def read_value(line: str) -> str:
    """What stands behind the label with which it begins, "" for none."""
    found = _LABELLED.match(line)
    return found["value"].strip() if found else ""


def is_above(line: str) -> bool:
    """Whether it says that an answer belongs above it."""
    return len(line) < _LONGEST and any(words in fold(line) for words in _above_words())


@cache
def _above_words() -> tuple[str, ...]:
    return tuple(map(fold, load_words("trackers")["frame"]["above"]))


def is_footer(line: str) -> bool:
    """Whether the line begins as what trackers write of their own below."""
    bare = fold(line[:120])
    return bool(bare) and _footers().find(bare) is not None


def find_dated(line: str) -> Notice | None:
    """The line above a comment that names its writer and its moment: `2026-11-20 10:11:12 CET - Kim Lee`."""
    text = line.strip(" \t*_-–—=|")
    shapes = (_dated_first(), _dated_last(), _CLOCK) if len(text) <= _LONGEST else ()
    found = next(filter(None, (shape.fullmatch(text) for shape in shapes)), None)
    return None if found is None else Notice("dated", text, who=found["who"])


def find_told(line: str) -> str:
    """What stands behind a label for what happened, "" for none."""
    found = _LABELLED.match(line[:_LONGEST])
    return clean_line(found["value"]) if found is not None and fold(found["label"]) in _told_words() else ""


def is_said(line: str) -> bool:
    """Whether it is, or begins with, the label of what was written: `Additional comments`, `Comment: …`."""
    found = _LABELLED.match(line[:_LONGEST])
    return fold(found["label"] if found else line[:_LONGEST]) in _said_words()


def is_shown(line: str) -> bool:
    """Whether the mail from which the ticket was made stands below."""
    found = _LABELLED.match(line[:_LONGEST])
    return found is not None and fold(found["label"]) in _shown_words()


@cache
def _labels() -> frozenset[str]:
    fields = load_words("trackers")["fields"]
    return frozenset(map(fold, (*fields["state"], *fields["assignee"], *fields["others"])))


@cache
def _said_words() -> frozenset[str]:
    return frozenset(map(fold, load_words("trackers")["fields"]["said"]))


@cache
def _told_words() -> frozenset[str]:
    return frozenset(map(fold, load_words("trackers")["fields"]["told"]))


@cache
def _shown_words() -> frozenset[str]:
    return frozenset(map(fold, load_words("trackers")["fields"]["shown"]))


@cache
def _footers() -> Phrases:
    return Phrases(load_words("trackers")["frame"]["footers"])


@cache
def _dated_last() -> re.Pattern[str]:
    """`Kim Lee, Nov 20, 2026, 10:11 GMT+1`."""
    return re.compile(rf"(?P<who>{NAME})\s*[,|(–—-]\s*{_MOMENT}[)\s:]*(?:{_behind()})?")


@cache
def _dated_first() -> re.Pattern[str]:
    """`2026-11-20 10:11:12 CET - Kim Lee (Additional comments)`."""
    return re.compile(rf"{_MOMENT}\s*[-–—:,|]\s+(?P<who>{NAME})[\s:]*(?:{_behind()})?")


def _behind() -> str:
    said = one_of(load_words("trackers")["fields"]["said"])
    return rf"\s*[-–—(|]?\s*(?i:{said})[)\s:]*"
