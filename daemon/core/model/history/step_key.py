"""Which step of the clock it is that a case has had, and how that is written."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class StepKind(StrEnum):
    """What the clock can ask for, the weightiest last: of several that are due at once only the last is sent."""

    INCOMPLETE = "incomplete"  # a held case: the agent has not answered
    ASK = "ask"  # a held case: others are asked in his place
    WITHDRAW = "withdraw"  # a question that nobody has answered
    WAITING = "waiting"  # a pause is over tomorrow, or has no end: whether it is to be longer
    RESUMES = "resumes"  # a pause is over
    OUTCOME = "outcome"  # what a solved case came to is not written down
    PROMISE = "promise"  # the customer waits for what they were promised
    PROGRESS = "progress"  # who took it has not been heard of for the set time
    CUSTOMER = "customer"  # the customer has heard nothing for the set time
    CLOSED = "closed"  # the level is not there for days
    BEFORE = "before"
    OVERDUE = "overdue"
    BACK = "back"  # it was passed on until then
    AFTER = "after"
    RAISE = "raise"


KINDS = {kind.value: kind for kind in StepKind}
_OF_TURN = re.compile(r"(?P<level>\d+)@(?P<since>\d{8}T\d{6}):(?P<kind>[a-z]+)(?::(?P<which>.+))?", re.ASCII)
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:\d\d"
_OF_CASE = re.compile(rf"(?P<kind>[a-z]+)(?::(?P<since>{_INSTANT}))?(?::(?P<which>.+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class StepKey:
    """One step: it is taken or passed over once. States on disk and the timeline have it as text:
    `3@20260306T154000:before:50%`, `incomplete:1`, `customer:2026-03-06T15:40:00+00:00:1`."""

    kind: StepKind
    which: str = ""  # its number, its share of the way, or which end of a pause
    since: datetime | None = None  # from when it is counted: the level's turn, the customer's last word, the pause
    level: int = 0  # of the turn: a level that gets the case a second time is reminded anew

    def __str__(self) -> str:
        since = self.since.isoformat() if self.since else ""
        if self.level:
            stamp = since[:19].replace("-", "").replace(":", "")  # strftime takes four times as long
            begin = f"{self.level}@{stamp}:" + self.kind
        else:
            begin = f"{self.kind}:{since}" if since else self.kind
        return f"{begin}:{self.which}" if self.which else begin


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the clock will ask for, once for each key."""

    key: StepKey
    at: datetime
    is_last: bool = False
    waits_for_day: bool = False  # it would fall into its reader's night

    @property
    def kind(self) -> StepKind:
        return self.key.kind


def key_of_turn(kind: StepKind, level: int, since: datetime, which: str = "") -> StepKey:
    """A step of a level's turn, known by the second in which that began."""
    return StepKey(kind, which, since.astimezone(UTC).replace(microsecond=0), level)


def find_step_key(text: str) -> StepKey | None:
    """The step that is written so; None for words of another version."""
    of_turn = _OF_TURN.fullmatch(text)
    found = of_turn or _OF_CASE.fullmatch(text)
    if found is None or found["kind"] not in KINDS:
        return None
    kind, which, written = KINDS[found["kind"]], found["which"] or "", found["since"]
    try:
        if of_turn is not None:
            return StepKey(kind, which, datetime.fromisoformat(f"{written}Z"), int(of_turn["level"]))
        return StepKey(kind, which, datetime.fromisoformat(written) if written else None)
    except ValueError:
        return None  # no such day
