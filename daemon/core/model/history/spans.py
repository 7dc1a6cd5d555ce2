"""How long a case took: to its first answer, until somebody took it, to its outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from daemon.core.model.case import Case, Status
from daemon.core.model.history.timeline import EntryKind

GONE_UP = (EntryKind.RAISED, EntryKind.MOVED)


@dataclass(frozen=True, slots=True)
class Spans:
    """When it was first answered, first taken and solved; None for what has not happened. All are counted from when it
    was opened, whatever the clock was stopped for."""

    opened_at: datetime | None
    response_at: datetime | None = None
    claim_at: datetime | None = None
    outcome_at: datetime | None = None

    def find(self, at: datetime | None) -> timedelta | None:
        """How long after its opening that was."""
        return None if at is None or self.opened_at is None else max(timedelta(), at - self.opened_at)


def find_spans(case: Case) -> Spans:
    """Those of this case, as it stands: of one that is open again without the outcome of before."""
    if case.opened_at is None:
        return Spans(None)
    claims = [one.at for one in case.conversation.entries if one.kind is EntryKind.CLAIMED]
    answers = [turn.response.at for turn in case.assignments if turn.response is not None]
    taken = [turn.claimed_at for turn in case.assignments if turn.claimed_at is not None]
    claim_at = min((*claims, *taken), default=None)
    response_at = min((*answers, *claims, *taken), default=None)
    return Spans(case.opened_at, response_at, claim_at, case.closed_at if case.status is Status.RESOLVED else None)


def find_matters(case: Case) -> Iterator[str]:
    """By what its times are counted: the level that has it, and each of its triggers; of a sensitive one the level
    alone (behaviour B5.14)."""
    yield str(case.level)
    if not case.sensitive:
        yield from case.triggers
