"""The solved case that a new one resembles."""

from dataclasses import dataclass
from datetime import datetime

from parsers.model import Address

MUCH = 0.75  # from here on it is much like it


@dataclass(frozen=True, slots=True)
class Likeness:
    """Which solved case it is, and how sure that is: from 0 to 1, which is word for word. Nothing that stands in the
    other case is kept in this one."""

    number: int
    share: float


@dataclass(frozen=True, slots=True)
class Precedent:
    """What a letter says of that case, as it stands then: title, outcome and lesson are "" where they may name whose it
    is, as the lesson is where nobody has written one down; `by` is None where nobody of ours is known to have solved
    it."""

    name: str
    share: float
    title: str
    outcome: str
    lesson: str
    by: Address | None
    at: datetime | None

    @property
    def is_much(self) -> bool:
        return self.share >= MUCH
