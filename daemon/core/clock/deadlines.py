"""By when a level must have answered."""

from dataclasses import replace

from daemon.core.calendars.calendar import Interval
from daemon.core.calendars.counting import Deadline, decide_due
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Fields, Priority


def priority_of(fields: Fields, urgent: bool) -> Priority:
    """The priority by which the clock runs: what the mail says; a gap counts as high when urgent, else as medium."""
    return fields.priority or (Priority.HIGH if urgent else Priority.MEDIUM)


def find_deadline(case: Case, policy: EscalationPolicy) -> Deadline | None:
    """The deadline of the case's level and priority with its walk, counted from when the level got it, pauses left out;
    None while no level has it."""
    level = policy.find_level(case.level)
    if case.assignment.since is None:
        return None
    within = level.respond_within[priority_of(case.fields, case.urgent)]
    return decide_due(case.assignment.since, within, level.calendar, ended_pauses(case))


def ended_pauses(case: Case) -> tuple[Interval, ...]:
    """The intervals in which the clock stood still."""
    return tuple(Interval(pause.started_at, pause.ended_at) for pause in case.pauses if pause.ended_at is not None)


def with_deadline(case: Case, policy: EscalationPolicy) -> Case:
    """The case with its deadline counted anew."""
    deadline = find_deadline(case, policy)
    return case if deadline is None else with_assignment(case, replace(case.assignment, due_at=deadline.due_at))
