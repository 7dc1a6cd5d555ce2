"""By when a level must have answered."""

from dataclasses import replace
from datetime import datetime

from daemon.core.calendars.calendar import Interval
from daemon.core.calendars.counting import Deadline, decide_due
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Fields, Priority


def priority_of(fields: Fields, urgent: bool) -> Priority:
    """The priority by which the clock runs: what the mail says; a gap counts as high when urgent, else as medium."""
    return fields.priority or (Priority.HIGH if urgent else Priority.MEDIUM)


def find_deadline(case: Case, policy: EscalationPolicy) -> Deadline | None:
    """The deadline of the case's level and priority with its walk, pauses left out: counted from when the level got it,
    or from its first answer that took nothing (behaviour B7.23). None while no level has it."""
    level, since = policy.find_level(case.level), find_counted_from(case)
    if since is None:
        return None
    within = level.respond_within[priority_of(case.fields, case.urgent)]
    return decide_due(since, within, level.calendar, ended_pauses(case))


def find_counted_from(case: Case) -> datetime | None:
    """From when the level's time runs; None while no level has it."""
    held = case.assignment
    return held.since if held.answer is None or held.since is None else max(held.since, held.answer.at)


def ended_pauses(case: Case) -> tuple[Interval, ...]:
    """The intervals in which the clock stood still."""
    return tuple(Interval(pause.started_at, pause.ended_at) for pause in case.pauses if pause.ended_at is not None)


def with_priority_of(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case whose deadline is counted by the priority that it has now: from the change, where that would lie behind
    and the one before does not; what was overdue stays so."""
    before, after = case.due_at, with_deadline(case, policy)
    if before is None or after.due_at is None or before <= now or after.due_at > now:
        return after
    return with_deadline(with_assignment(case, replace(case.assignment, since=now)), policy)


def with_deadline(case: Case, policy: EscalationPolicy) -> Case:
    """The case with its deadline counted anew."""
    deadline = find_deadline(case, policy)
    return case if deadline is None else with_assignment(case, replace(case.assignment, due_at=deadline.due_at))
