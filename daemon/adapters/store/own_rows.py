"""Rows that this store has besides those that its port names."""

from dataclasses import dataclass
from datetime import date, datetime

from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.model.weeks import Week
from daemon.ports import MailboxTrouble, Position, RelayMemory, RelayTrouble, Unmarked


@dataclass(frozen=True, slots=True)
class Meta:
    """What there is one of."""

    next_case: int = 1
    position: Position | None = None
    unmarked: Unmarked | None = None
    watching_since: datetime | None = None
    relay: RelayMemory | None = None
    trouble: MailboxTrouble | None = None
    stuck: RelayTrouble | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """Until when a case is in the hands of who claimed it."""

    case: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Hint:
    """When a person was last told how to escalate."""

    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CountedWeek:
    monday: date
    week: Week


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """The numbered letters to one person."""

    address: str
    letters: NumberedLetters
