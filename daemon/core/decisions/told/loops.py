"""Robots that bear no mark, told by answers that say the same (behaviour B11.21)."""

import re
from datetime import datetime

from daemon.core.calendars.calendar import DAY
from daemon.core.model.case import Case
from daemon.core.model.conversation import Entry
from daemon.core.model.timeline import EntryKind
from parsers.model import Address

TELLING = 3  # answers of a robot by which it is told
SAYS = frozenset({EntryKind.REPLY, EntryKind.ANSWERED, EntryKind.EMPTY})  # a command says the same each time
MAILS = SAYS | {EntryKind.COMMAND, EntryKind.JOINED, EntryKind.CUSTOMER_ANSWERED}
_COUNTED = re.compile(r"[\W\d_]+")


def is_robot(case: Case, person: Address, now: datetime) -> bool:
    """Whether his last three answers of a day differ in nothing but numbers."""
    said = [entry.text for entry in _find_mails(case, person, now - DAY) if entry.kind in SAYS][-TELLING:]
    return len(said) == TELLING and len({_COUNTED.sub(" ", text).strip().casefold() for text in said}) == 1


def count_mails(case: Case, person: Address, since: datetime) -> int:
    """How many mails of his have come into the case since then."""
    return len(_find_mails(case, person, since))


def _find_mails(case: Case, person: Address, since: datetime) -> list[Entry]:
    entries = case.conversation.entries
    return [one for one in entries if one.kind in MAILS and one.at > since and one.who.lower() == person.key]
