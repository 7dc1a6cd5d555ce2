"""Whose turn a case is: the level that has it, who was asked, who took it, and that level's clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from daemon.core.model.history.conversation import Passing
from daemon.core.model.history.step_key import StepKey
from parsers.model import Address


@dataclass(frozen=True, slots=True)
class Pause:
    """An interval in which the clock stood still; `ended_at` None: it still does. `until` is when it runs again, as was
    said; `is_leads`: a lead said so, and may make it as long as he likes; `is_relays`: nobody did, no letter could
    leave; `is_calm`: nobody need act, for things are better, until somebody says otherwise."""

    started_at: datetime
    ended_at: datetime | None = None
    until: datetime | None = None
    is_leads: bool = False
    is_relays: bool = False
    is_calm: bool = False


class Cause(StrEnum):
    """Why one of a level is not asked any more."""

    DECLINED = "declined"
    AWAY = "away"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Out:
    """One of a level who is not asked any more: `who` is his address in lower case."""

    who: str
    cause: Cause
    at: datetime


@dataclass(frozen=True, slots=True)
class Response:
    """What one of a level said, and when."""

    who: Address
    at: datetime
    text: str = ""
    is_deed: bool = False  # he has said it by what he did in a tracker, maybe without a word


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has a case: the level, whom its mail went to, who took it; and that level's clock. `response` is the level's
    first human answer of any kind; `answer` the first that took nothing and came in time: its time runs from then."""

    level: int
    since: datetime | None = None  # the level's own clock starts here
    recipients: tuple[Address, ...] = ()
    claimed_by: Address | None = None
    claimed_at: datetime | None = None
    due_at: datetime | None = None
    reminded: tuple[StepKey, ...] = ()  # steps of the clock already taken or passed over
    out: tuple[Out, ...] = ()  # each person once
    response: Response | None = None
    answer: Response | None = None
    rivals: tuple[str, ...] = ()  # addresses of who was told that another has it: their next `mine` takes it over
    closers: tuple[Response, ...] = ()  # who said that it is done without having it, and was asked whether it is
    deputies: tuple[Address, ...] = ()  # who answers in the place of one of `recipients`
    passed: Passing | None = None
    is_renewed: bool = False  # a deadline that was past has begun anew by passing it on, which it does once
