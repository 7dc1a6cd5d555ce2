"""The week in numbers: what the digest compares with the week before (behaviour B8.3)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from daemon.core.model.case import Case, Status


@dataclass(frozen=True, slots=True)
class Week:
    """Cases opened, solved, answered by a level and taken, and how many of the last two were by the level's
    deadline."""

    opened: int = 0
    solved: int = 0
    taken: int = 0
    in_time: int = 0
    answered: int = 0
    answered_in_time: int = 0


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
    for one in after.views:  # each level that has it
        was = None if before is None else next((view for view in before.views if view.turn == one.turn), None)
        week = _with_level(week, was, one)
    return week


def _with_level(week: Week, before: Case | None, after: Case) -> Week:
    """The week with what one level did in it."""
    if after.claimed_at is not None and (before is None or before.claimed_at is None):
        due_at = before.due_at if before is not None else None
        in_time = due_at is None or after.claimed_at <= due_at
        week = replace(week, taken=week.taken + 1, in_time=week.in_time + in_time)
    return week if before is None else _with_answer(week, before, after)


def _with_answer(week: Week, before: Case, after: Case) -> Week:
    answered_at = _find_answered_at(before, after)
    if answered_at is None:
        return week
    in_time = before.due_at is None or answered_at <= before.due_at
    return replace(week, answered=week.answered + 1, answered_in_time=week.answered_in_time + in_time)


def _find_answered_at(before: Case, after: Case) -> datetime | None:
    """When the level that had the case gave its first answer, if it has just done so; it may be another's by it."""
    if before.assignment.response is not None:
        return None
    turn = (one for one in after.assignments if (one.level, one.since) == (before.level, before.assignment.since))
    return next((one.response.at for one in turn if one.response is not None), None)
