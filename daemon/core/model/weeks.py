"""The week in numbers: what the digest compares with the week before (behaviour B8.3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from daemon.core.model.case import Case, Status
from daemon.core.model.history.spans import Spans, find_matters


class Measure(StrEnum):
    """What was waited for, from the opening on."""

    RESPONSE = "response"
    CLAIM = "claim"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often it came in cases of one level or trigger (`of`: a number or a trigger's name), and after how many
    seconds in all."""

    measure: Measure
    of: str
    count: int = 0
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Week:
    """Cases opened, solved, answered by a level and taken, how many of the last two were by the level's deadline, and
    how long it took, by level and trigger; and what customers said of those that were solved."""

    opened: int = 0
    solved: int = 0
    taken: int = 0
    in_time: int = 0
    answered: int = 0
    answered_in_time: int = 0
    content: int = 0  # customers who say that all is well, of a solved case
    discontent: int = 0  # and that it is not
    tallies: tuple[Tally, ...] = ()

    def find_mean(self, measure: Measure, of: str) -> timedelta | None:
        """How long that took on average; None where it never came."""
        found = next((one for one in self.tallies if (one.measure, one.of) == (measure, of)), None)
        return None if found is None or not found.count else timedelta(seconds=found.seconds / found.count)

    @property
    def matters(self) -> tuple[str, ...]:
        """The levels by number, then the triggers by name."""
        found = {one.of for one in self.tallies}
        return (*sorted(filter(str.isdigit, found), key=int), *sorted(one for one in found if not one.isdigit()))


def find_monday(now: datetime, timezone: str) -> date:
    """The local Monday with which the week of `now` began."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    return today - timedelta(days=today.weekday())


def with_change(week: Week, before: Case | None, after: Case) -> Week:
    """The week with what happened to one case."""
    if after.opened_at is not None and (before is None or before.opened_at is None):
        week = replace(week, opened=week.opened + 1)
    if after.status is Status.RESOLVED and (before is None or before.status is not Status.RESOLVED):
        week = replace(week, solved=week.solved + 1)
        week = _with_time(week, Measure.OUTCOME, after, after.closed_at)
    for one in after.views:  # each level that has it
        was = None if before is None else next((view for view in before.views if view.turn == one.turn), None)
        week = _with_level(week, was, one)
    return _with_contentment(week, before, after)


def _with_level(week: Week, before: Case | None, after: Case) -> Week:
    """The week with what one level did in it."""
    if after.claimed_at is not None and (before is None or before.claimed_at is None):
        due_at = before.due_at if before is not None else None
        in_time = due_at is None or after.claimed_at <= due_at
        week = replace(week, taken=week.taken + 1, in_time=week.in_time + in_time)
        week = _with_time(week, Measure.CLAIM, after, after.claimed_at)
    return week if before is None else _with_answer(week, before, after)


def _with_contentment(week: Week, before: Case | None, after: Case) -> Week:
    """With what a customer has answered; whoever says another thing later counts for that as well."""
    known = before.solution.is_content if before is not None and before.solution is not None else None
    said = after.solution.is_content if after.solution is not None else None
    if said is None or said is known:
        return week
    return replace(week, content=week.content + said, discontent=week.discontent + (not said))


def _with_answer(week: Week, before: Case, after: Case) -> Week:
    answered_at = _find_answered_at(before, after)
    if answered_at is None:
        return week
    in_time = before.due_at is None or answered_at <= before.due_at
    week = replace(week, answered=week.answered + 1, answered_in_time=week.answered_in_time + in_time)
    return _with_time(week, Measure.RESPONSE, before, answered_at)


def _with_time(week: Week, measure: Measure, case: Case, at: datetime | None) -> Week:
    """The week with this time in it, once for the level of the case and for each of its triggers."""
    took = Spans(case.opened_at).find(at)
    if took is None:
        return week
    return replace(week, tallies=tuple(_add(week, measure, set(find_matters(case)), took.total_seconds())))


def _add(week: Week, measure: Measure, of: set[str], took: float) -> Iterator[Tally]:
    known = {one.of for one in week.tallies if one.measure is measure}
    for one in (*week.tallies, *(Tally(measure, name) for name in sorted(of - known))):
        is_meant = one.measure is measure and one.of in of
        yield replace(one, count=one.count + 1, seconds=one.seconds + took) if is_meant else one


def _find_answered_at(before: Case, after: Case) -> datetime | None:
    """When the level that had the case gave its first answer, if it has just done so; it may be another's by it."""
    if before.assignment.response is not None:
        return None
    turn = (one for one in after.assignments if (one.level, one.since) == (before.level, before.assignment.since))
    return next((one.response.at for one in turn if one.response is not None), None)
