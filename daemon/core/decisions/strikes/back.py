"""What was passed on comes back to its level by the clock (behaviour B7.33)."""

from datetime import datetime

from daemon.core.clock.left import is_deserted
from daemon.core.clock.steps import find_steps
from daemon.core.decisions.answers.given_back import TURNS
from daemon.core.decisions.answers.passes import bring_back, tell_back
from daemon.core.decisions.forsaken import leave_deserted
from daemon.core.decisions.told.people import once_each
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import Entry
from daemon.core.model.history.step_key import Step, StepKind
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import find_people
from parsers.model import Address

AT_DEADLINE = frozenset({StepKind.OVERDUE, StepKind.AFTER})


def find_return(case: Case, policy: EscalationPolicy) -> Step | None:
    """The step by which it comes back of itself from whom it was passed to; None where none does."""
    if case.assignment.passed is None:
        return None
    return next(
        (one for one in find_steps(case, policy) if one.kind is StepKind.BACK or is_unanswered(case, one)), None
    )


def find_late_taker(case: Case, policy: EscalationPolicy) -> Address | None:
    """To whom it was passed while its deadline ran out, of a case that has come back by that; None of any other."""
    passed = find_late_pass(case)
    return None if passed is None else next(iter(find_people(passed.text, policy)), Address(passed.text))


def find_late_pass(case: Case) -> Entry | None:
    """When that was, and to whom, as the timeline has it; None as above."""
    turns = [one for one in case.own_entries if one.kind in TURNS][-2:]
    if len(turns) < 2 or case.due_at is None:
        return None
    passed, back = turns
    is_back = back.kind is EntryKind.MOVED and not back.who and back.at >= case.due_at
    return passed if is_back and passed.kind is EntryKind.PASSED_ON else None


def come_back_in_time(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The time is over until which it was passed on."""
    back = bring_back(case, policy, now, "it was passed to {0} until now")
    return _go_on(case, Decision(back, tell_back(case, back)), policy, now)


def is_unanswered(case: Case, step: Step) -> bool:
    """Whether the deadline is over that lay ahead when it was passed on."""
    passed, due_at = case.assignment.passed, case.due_at
    return step.kind in AT_DEADLINE and passed is not None and due_at is not None and passed.at < due_at


def come_back_unanswered(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """Its level is asked again, by the deadline that is over."""
    passed = case.assignment.passed
    how = "opened again for" if passed is not None and passed.by is None else "passed to"
    why = f"it was {how} {{0}}, who did not take it in time"
    back = bring_back(case, policy, now, why)
    return _go_on(case, Decision(back, tell_back(case, back)), policy, now)


def _go_on(case: Case, back: Decision, policy: EscalationPolicy, now: datetime) -> Decision:
    """What was decided; where all of its level are away, it goes up this minute, or agent and leads learn when."""
    if not is_deserted(back.case, policy):
        return back
    left = leave_deserted(back.case, policy, now)
    had = (one for one in back.notifications if one.role is Role.RECIPIENT and one.to.is_among(case.recipients))
    return Decision(left.case, once_each((*left.notifications, *had)))
