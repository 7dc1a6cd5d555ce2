"""Robots that bear no mark, told by answers that say the same (behaviour B11.21)."""

import re
from collections.abc import Sequence
from datetime import datetime

from daemon.core.calendars.calendar import DAY
from daemon.core.model.case import Case
from daemon.core.model.history.conversation import Entry
from daemon.core.model.history.timeline import EntryKind
from parsers.model import Address

TELLING = 3  # answers of a robot by which it is told
SAYS = frozenset({EntryKind.REPLY, EntryKind.ANSWERED, EntryKind.EMPTY})  # a command says the same each time
MAILS = SAYS | {EntryKind.COMMAND, EntryKind.JOINED, EntryKind.CUSTOMER_ANSWERED}
_COUNTED = re.compile(r"[\W\d_]+")


def is_robot(case: Case, person: Address, now: datetime) -> bool:
    """Whether his last three answers of a day differ in nothing but numbers."""
    return _are_alike([entry for entry in _find_mails(case, person, now - DAY) if entry.kind in SAYS])


def is_commanding(case: Case, person: Address, now: datetime) -> bool:
    """Whether his newest mail is a command, and not the third in a row that says the same: the first line of a robot
    may read as one."""
    mails = _find_mails(case, person, now - DAY)
    return bool(mails) and mails[-1].kind is EntryKind.COMMAND and not _are_alike(mails)


def _are_alike(mails: Sequence[Entry]) -> bool:
    """Whether the last three differ in nothing but numbers."""
    said = {(_find_command(one), _COUNTED.sub(" ", one.text).strip().casefold()) for one in mails[-TELLING:]}
    return len(mails) >= TELLING and len(said) == 1


def _find_command(entry: Entry) -> str:
    return entry.name.about if entry.name is not None and entry.kind is EntryKind.COMMAND else ""


def count_mails(case: Case, person: Address, since: datetime) -> int:
    """How many mails of his have come into the case since then."""
    return len(_find_mails(case, person, since))


def _find_mails(case: Case, person: Address, since: datetime) -> list[Entry]:
    entries = case.conversation.entries
    return [one for one in entries if one.kind in MAILS and one.at > since and one.who.lower() == person.key]
