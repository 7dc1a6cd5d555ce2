"""The clock of a case: which reminders, overdue notices, raises and nudges it still has before it, and when
(behaviour B7.8 to B7.17)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain

from daemon.core.calendars.counting import decide_share, next_open
from daemon.core.clock.closed.outcome import find_outcome_step
from daemon.core.clock.deadlines import ended_pauses, find_counted_from, priority_of
from daemon.core.clock.held import find_held_steps
from daemon.core.clock.late import when_late
from daemon.core.clock.left import find_forsaken_at, is_answered, is_immediate
from daemon.core.clock.pauses import while_waiting
from daemon.core.clock.progress import find_progress, put_off, while_claimed
from daemon.core.clock.promise import find_nudge_at
from daemon.core.clock.quiet import find_lines_at, find_long_closing, has_quiet_hours, outside_quiet_hours
from daemon.core.model.case import Case, Status, with_assignment
from daemon.core.model.history.step_key import Step, StepKey, StepKind, key_of_turn
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy, Level
from daemon.core.model.variants import ForwardedVariant

WEIGHT = tuple(StepKind)
OF_LEVEL = frozenset({StepKind.CLOSED, StepKind.BEFORE, StepKind.AFTER, StepKind.RAISE})
TURNING = (StepKind.RESUMES, StepKind.BACK, StepKind.RAISE)  # after which a case does not stand as before
REMINDING = frozenset({StepKind.BEFORE, StepKind.AFTER})  # the level alone
OF_CUSTOMER = (ForwardedVariant.CUSTOMER, ForwardedVariant.RESUMES)


def find_steps(case: Case, policy: EscalationPolicy) -> tuple[Step, ...]:
    """What is still to come for this case as it stands, in order of time. Of a closed one only what the customer was
    promised, and what is to be written down of it."""
    policy = policy.for_case(case)
    beside = (*find_progress(case, policy), *_of_promise(case, policy), *_of_outcome(case, policy))
    return tuple(sorted((*_steps(case, policy), *beside), key=_order))


def find_ahead(case: Case, policy: EscalationPolicy, now: datetime) -> tuple[Step, ...]:
    """What of it comes after this instant, with the first alone of the reminders past the deadline."""
    policy = policy.for_case(case)
    beside = (*find_progress(case, policy), *_of_promise(case, policy), *_of_outcome(case, policy))
    ahead = [step for step in beside if step.at > now]
    for step in _steps(case, policy):
        if step.at > now:
            ahead.append(step)
            if step.kind is StepKind.AFTER:  # those behind it are later still
                break
    return tuple(sorted(ahead, key=_order))


def find_calm_asked_at(case: Case, policy: EscalationPolicy, now: datetime) -> datetime | None:
    """When its contact is asked next whether it is still calm; None while its level does not rest."""
    ahead = find_ahead(case, policy, now) if case.is_calm else ()
    return next((step.at for step in ahead if step.kind is StepKind.WAITING), None)


def find_due(case: Case, policy: EscalationPolicy, now: datetime) -> tuple[Step | None, tuple[Step, ...]]:
    """The one step to take now, None when none is due, and all that are due: after downtime only the newest speaks
    (behaviour B7.17), but nothing takes the place of a raise, of what comes back, or of a clock that runs again, and
    the agent's reminder not that of asking others."""
    due: list[Step] = []
    policy = policy.for_case(case)
    for planned in _steps(case, policy):
        step = put_off(planned, case, policy, now)
        if step.at <= now:
            due.append(step)
        elif step.kind is StepKind.AFTER:  # those behind it are later still
            break
    due.sort(key=_order)
    return max(due, key=_weigh, default=None), tuple(due)


def _weigh(step: Step) -> tuple[int, bool, tuple[datetime, int]]:
    weight = TURNING.index(step.kind) if step.kind in TURNING else -1
    return weight, step.kind is not StepKind.INCOMPLETE, _order(step)


def next_wake_at(case: Case, policy: EscalationPolicy, now: datetime | None = None) -> datetime | None:
    """When the clock next asks for something in this case; None when it asks for nothing more. `now` None: as it was
    planned, whatever of it is past."""
    policy = policy.for_case(case)
    times = (_find_wake_at(one, policy, now) for one in case.views)
    return min((at for at in times if at is not None), default=None)


def _find_wake_at(case: Case, policy: EscalationPolicy, now: datetime | None) -> datetime | None:
    """The same of one of the levels that have it."""
    nudge_at = find_nudge_at(case, policy, now)
    beside = [at for at in (nudge_at, find_lines_at(case)) if at is not None]
    steps = (*find_progress(case, policy, now), *_of_outcome(case, policy, now))
    earliest = min((*beside, *(step.at for step in steps)), default=None)
    for planned in _steps(case, policy):
        step = put_off(planned, case, policy, now)
        earliest = step.at if earliest is None else min(earliest, step.at)
        if step.kind is StepKind.AFTER:
            break
    return earliest


def _of_promise(case: Case, policy: EscalationPolicy) -> Iterator[Step]:
    at = find_nudge_at(case, policy)
    if at is not None:
        yield Step(StepKey(StepKind.PROMISE, since=case.customer_promised_at), at)


def _of_outcome(case: Case, policy: EscalationPolicy, now: datetime | None = None) -> Iterator[Step]:
    step = find_outcome_step(case, policy, now)
    if step is not None:
        yield step


def _steps(case: Case, policy: EscalationPolicy) -> Iterator[Step]:
    """What is still to come; the steps after the deadline at the end and in order, so that one need not ask for all of
    them."""
    level = policy.find_level(case.level)
    if case.status.is_closed:
        return
    if case.status is Status.HELD and case.is_question:  # which keeps hours of its own
        yield from (step for step in find_held_steps(case, policy) if step.key not in case.assignment.reminded)
        return
    steps = {
        Status.HELD: _while_held,
        Status.OPEN: _while_open,
        Status.CLAIMED: while_claimed,
        Status.WAITING: while_waiting,
    }[case.status](case, level, policy)
    is_agents = case.status is Status.CLAIMED or case.is_calm
    quiet = not is_agents and has_quiet_hours(case, policy)
    for step in chain(_while_passed(case), _without_levels(case, steps)):
        if step.key not in case.assignment.reminded:
            yield outside_quiet_hours(step, level.calendar) if quiet and step.kind is not StepKind.CLOSED else step


def _without_levels(case: Case, steps: Iterable[Step]) -> Iterator[Step]:
    """The steps; of what goes along with another outage without its level's, of which that one has all."""
    if not case.first:
        return iter(steps)
    known_at = case.opened_at or case.received_at  # its agent reads in the receipt what is overdue by then
    return (
        one for one in steps if one.kind not in OF_LEVEL and not (one.kind is StepKind.OVERDUE and one.at <= known_at)
    )


def say_again(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case after its deadline has moved: what was said of the old one, and lies ahead by the new one, is said
    then."""
    held = case.assignment
    ahead = {
        step.key for step in find_steps(with_assignment(case, replace(held, reminded=())), policy) if step.at > now
    }
    return with_assignment(case, replace(held, reminded=tuple(key for key in held.reminded if key not in ahead)))


def pass_over_reminders(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case whose reminders to the level that would be due by now are not sent any more: those who are asked have
    just heard of it."""
    due = (step.key for step in find_steps(case, policy) if step.at <= now and step.kind in REMINDING)
    return take_steps(case, due)


def take_steps(case: Case, keys: Iterable[StepKey]) -> Case:
    """The case in which these steps of the clock are taken, or passed over."""
    held = case.assignment
    return with_assignment(case, replace(held, reminded=(*held.reminded, *keys)))


def find_leave_at(notification: Notification, case: Case, policy: EscalationPolicy, now: datetime) -> datetime:
    """When a letter may leave: at once, but `levels.N.quiet: all` keeps routed mail until the level is open, unless an
    Immediate trigger stands in it (behaviour B7.11)."""
    level = policy.find_level(case.level)
    if notification.role is not Role.RECIPIENT:
        return now
    if notification.variant in OF_CUSTOMER and case.claimed_by is None:
        waits = has_quiet_hours(case, policy)
    else:
        waits = level.quiet_all and _brings_case(notification, case) and not is_immediate(case, policy)
    return next_open(level.calendar, now) if waits else now


def _brings_case(letter: Notification, case: Case) -> bool:
    """Whether it is the case itself; not to who had it before, nor to whom somebody has asked beside by his name."""
    is_asked = letter.to.is_among(case.recipients) and not letter.to.is_among(case.assignment.helpers)
    return is_asked and letter.kind.brings_case


def _order(step: Step) -> tuple[datetime, int]:
    return step.at, WEIGHT.index(step.kind)


TAKES_BACK = (Status.OPEN, Status.CLAIMED, Status.WAITING)


def _while_passed(case: Case) -> Iterator[Step]:
    """When it comes back of itself from whom it was passed to."""
    passed = case.assignment.passed if not case.first else None
    if passed is not None and passed.until is not None and case.status in TAKES_BACK:
        yield Step(StepKey(StepKind.BACK, "", passed.at), passed.until)


def _while_held(case: Case, level: Level, policy: EscalationPolicy) -> Iterator[Step]:
    return find_held_steps(case, policy)


def _while_open(case: Case, level: Level, policy: EscalationPolicy) -> Iterator[Step]:
    """Up to the deadline and beyond it, until somebody claims the case or the next level has it."""
    if case.due_at is None or case.assignment.since is None:
        return
    forsaken_at = find_forsaken_at(case, policy)
    if forsaken_at is not None:
        yield Step(key_of_turn(StepKind.RAISE, case.level, case.assignment.since), forsaken_at)
        return
    turn = (case.level, case.assignment.since)
    # it must not be told of a closing that lay before it was known of
    closed_at = find_long_closing(case, policy, max(turn[1], case.opened_at or turn[1]), case.due_at)
    if closed_at is not None:
        yield Step(key_of_turn(StepKind.CLOSED, *turn), closed_at)
    yield from _before_deadline(case, level, policy)
    yield Step(key_of_turn(StepKind.OVERDUE, *turn), case.due_at)
    yield from when_late(case, case.due_at, case.assignment.since, policy)


def _before_deadline(case: Case, level: Level, policy: EscalationPolicy) -> Iterator[Step]:
    """The level's reminders up to its deadline, until one of those who are asked has answered; from then on the
    agent's, while a question of theirs waits for him (behaviour B7.23)."""
    since, until = find_counted_from(case), case.due_at
    if is_answered(case, policy):
        since = max(since, case.question.at) if since is not None and case.question is not None else None
    if since is None or until is None:
        return
    within = level.respond_within[priority_of(case.fields, case.urgent)]
    for share in policy.reminders.before:
        at = decide_share(since, within, share, level.calendar, ended_pauses(case))
        if case.question is None or at < until:
            key = key_of_turn(StepKind.BEFORE, case.level, since, f"{share:.0%}")
            yield Step(key, at, share == max(policy.reminders.before))
