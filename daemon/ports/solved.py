"""Solved cases, and which of them a new case resembles."""

from dataclasses import dataclass
from typing import Protocol

from daemon.core.model.case import Case, Status

AT_ONCE = 1000  # cases


class Cases(Protocol):
    """The cases of the state."""

    def find_case(self, number: int) -> Case | None:
        """The case, open or archived; None for a number that was not given."""
        ...

    def closed_numbers(self) -> frozenset[int]:
        """The numbers of all that are closed, archived ones too."""
        ...


@dataclass(frozen=True, slots=True)
class Resembling:
    """A solved case that a new one resembles, as it stands, and how sure that is: from 0 to 1, which is word for
    word."""

    case: Case
    likeness: float


class SolvedCases(Protocol):
    """What is derived of the state to find them by their words. It may be behind the state, by a crash or as it was
    lost: nothing is shown but what the state says of it, and `catch_up` brings what is missing. Nothing here raises
    for a file that is damaged or cannot be written: then less is found, and the work goes on."""

    def add(self, case: Case) -> None:
        """The case as it was committed: from now on it is found when it is solved, and not when it is not, or is
        sensitive."""
        ...

    def forget(self, number: int) -> None:
        """Nothing of the case is left on the disk: before what makes it sensitive or erases it is committed, so that
        a crash leaves no words behind."""
        ...

    def find_like(self, case: Case, cases: Cases) -> tuple[Resembling, ...]:
        """The solved cases that are about the like, the surest first, of equals the newest: mostly none. None for a
        sensitive case."""
        ...

    def catch_up(self, cases: Cases, limit: int = AT_ONCE) -> bool:
        """Adds at most so many closed cases that it does not know, and drops what is not closed any more: for the
        start, and once a day. True while more are left to be added."""
        ...


def is_solved(case: Case) -> bool:
    """Whether it has an outcome that others may read."""
    return case.status is Status.RESOLVED and not case.sensitive and bool(case.outcome.strip())
