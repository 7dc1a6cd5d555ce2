"""What was passed on comes back to its level by the clock (behaviour B7.33)."""

from datetime import datetime

from daemon.core.decisions.answers.passes import bring_back, tell_back
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.step_key import Step, StepKind

AT_DEADLINE = frozenset({StepKind.OVERDUE, StepKind.AFTER})


def come_back_in_time(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The time is over until which it was passed on."""
    back = bring_back(case, policy, now, f"it was passed to {_say_who(case)} until now")
    return Decision(back, tell_back(case, back))


def is_unanswered(case: Case, step: Step) -> bool:
    """Whether the deadline is over that lay ahead when it was passed on."""
    passed, due_at = case.assignment.passed, case.due_at
    return step.kind in AT_DEADLINE and passed is not None and due_at is not None and passed.at < due_at


def come_back_unanswered(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """Its level is asked again, by the deadline that is over."""
    back = bring_back(case, policy, now, f"{_say_who(case)}, to whom it was passed, has not taken it in time")
    return Decision(back, tell_back(case, back))


def _say_who(case: Case) -> str:
    return ", ".join(one.name or one.email for one in case.recipients)
