"""What the clock does to a case when its wake-up comes (behaviour B7.8 to B7.15)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.late import by_day, is_to_next
from daemon.core.clock.left import find_higher, find_left, is_answered
from daemon.core.clock.steps import find_due
from daemon.core.decisions.customer.promises import decide_nudge
from daemon.core.decisions.forsaken import go_up_forsaken, is_forsaken
from daemon.core.decisions.held.asking import ask_others, end_question
from daemon.core.decisions.strikes.back import come_back_in_time, come_back_unanswered, is_unanswered
from daemon.core.decisions.strikes.closed import tell_closed
from daemon.core.decisions.strikes.nexts import ask_next
from daemon.core.decisions.strikes.pauses import ask_whether_it_waits, run_again
from daemon.core.decisions.strikes.progress import ask_for_progress
from daemon.core.decisions.told.people import all_but, because, enter_level, once_each, to_agents, to_level
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.case import Case, Status, with_assignment
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.step_key import Step, StepKind
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, NudgeVariant, RaisedVariant, ReminderVariant, Variant
from parsers.model import Address

REMINDERS = {  # to those who have it: by step, and whether it is the last of its kind
    (StepKind.BEFORE, False): ReminderVariant.BEFORE,
    (StepKind.BEFORE, True): ReminderVariant.BEFORE_LAST,
    (StepKind.OVERDUE, False): ReminderVariant.OVERDUE,
    (StepKind.AFTER, False): ReminderVariant.AFTER,
    (StepKind.AFTER, True): ReminderVariant.AFTER_LAST,
}
TELLING_OF_PROMISE = frozenset({Kind.REMINDER, Kind.NUDGE, Kind.RAISED, Kind.MOVED})  # with a draft when it is due

ASKS = frozenset({StepKind.BEFORE, StepKind.AFTER})  # of those who have it, and of nobody else


def decide_wakeup(
    case: Case, policy: EscalationPolicy, now: datetime, unread_since: datetime | None = None
) -> Decision:
    """The newest step that is due is taken; older ones that downtime or a moved clock skipped are only recorded. What
    the customer was promised, and what is heard of who took it, are clocks beside it, so that none takes another's
    place; who would hear of both at once reads what has become of the case, and in that letter of the promise."""
    nudged = decide_nudge(case, policy, now)
    if unread_since is not None:
        asked = ask_unheard(nudged.case, policy, now, unread_since)
        return Decision(asked.case, once_each((*asked.notifications, *nudged.notifications)))
    asked = ask_for_progress(nudged.case, policy, now)
    stepped = _take_step(asked.case, policy, now)
    letters = once_each((*stepped.notifications, *asked.notifications))
    read = {letter.to.key for letter in letters if letter.role is Role.AGENT and letter.kind in TELLING_OF_PROMISE}
    return Decision(stepped.case, (*letters, *(one for one in nudged.notifications if one.to.key not in read)))


def ask_unheard(case: Case, policy: EscalationPolicy, now: datetime, unread_since: datetime) -> Decision:
    """While no mail can be read nobody is called silent and nothing is raised: only the executives are still asked, and
    told since when their answers are not read (behaviour B7.29)."""
    due = [step for step in find_due(case, policy, now)[1] if step.kind in ASKS]
    if not due or case.status is not Status.OPEN or case.level < policy.executive:
        return Decision(case)
    step, held = due[-1], case.assignment
    asked = with_assignment(case, replace(held, reminded=(*held.reminded, *(one.key for one in due))))
    asked = record(asked, now, EntryKind.CLOCK.of(step.kind), "", str(step.key))
    return Decision(asked, tuple(replace(one, since=unread_since) for one in _remind(asked, step, policy)))


def _take_step(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    step, due = find_due(case, policy, now)
    if step is None:
        return Decision(case)
    held = case.assignment
    case = with_assignment(case, replace(held, reminded=(*held.reminded, *(one.key for one in due))))
    for skipped in due:
        if skipped is not step:
            case = record(case, now, EntryKind.PASSED_OVER, "", str(skipped.key))
    case = record(case, now, EntryKind.CLOCK.of(step.kind), "", str(step.key))
    return _carry_out(case, step, policy, now)


def _carry_out(case: Case, step: Step, policy: EscalationPolicy, now: datetime) -> Decision:
    """What the step does to the case, and the letters that say so."""
    match step.kind:
        case StepKind.RESUMES:
            return run_again(case, policy, now)
        case StepKind.ASK:
            return ask_others(case, step, policy, now)
        case StepKind.WITHDRAW:
            return end_question(case, now)
        case StepKind.CLOSED:
            return Decision(case, tell_closed(case, step, policy, now))
        case StepKind.BACK:
            return come_back_in_time(case, policy, now)
        case StepKind.RAISE if is_to_next(step.key):
            return ask_next(case, policy, now)
        case StepKind.RAISE:
            return go_up_forsaken(case, policy, now) if is_forsaken(case, policy) else _raise(case, policy, now)
        case _:
            return _say(case, step, policy, now)


def _say(case: Case, step: Step, policy: EscalationPolicy, now: datetime) -> Decision:
    """The letters of a step; what was passed on, and is not taken at its deadline, is with its level again by it."""
    if not is_unanswered(case, step):
        return Decision(case, _write(case, step, policy))
    back = come_back_unanswered(case, policy, now)
    to_level = (
        replace(one, variant=ReminderVariant.BACK) if one.role is Role.RECIPIENT else one
        for one in _write(back.case, step, policy)
    )
    return Decision(back.case, once_each((*to_level, *back.notifications)))


def _write(case: Case, step: Step, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """The letters of a step that leaves the case where it is."""
    match step.kind:
        case StepKind.OVERDUE:
            leads = (
                Notification(Kind.REMINDER, lead.address, Role.LEAD, ReminderVariant.OVERDUE) for lead in policy.leads
            )
            sleeps = case.assignment.answer is not None and by_day(step, case, policy).waits_for_day
            level = [] if sleeps else _remind(case, step, policy)
            return once_each((*level, _to_agent(case, Kind.REMINDER, ReminderVariant.OVERDUE), *leads))
        case StepKind.INCOMPLETE:
            return (_to_agent(case, Kind.REMINDER, ReminderVariant.INCOMPLETE),)
        case StepKind.WAITING:
            return ask_whether_it_waits(case, step.key, policy)
        case StepKind.CUSTOMER:
            return (_to_agent(case, Kind.NUDGE, NudgeVariant.WISH),)
        case StepKind.BEFORE if is_answered(case, policy):
            return (_to_agent(case, Kind.REMINDER, ReminderVariant.QUESTION),)
        case _:
            return tuple(_remind(case, step, policy))


def _remind(case: Case, step: Step, policy: EscalationPolicy) -> list[Notification]:
    variant, people = REMINDERS[step.kind, step.is_last], find_left(case, policy)
    if step.kind is StepKind.OVERDUE and case.assignment.answer is not None:
        variant = ReminderVariant.ANSWERED
    return [
        Notification(Kind.REMINDER, person, Role.RECIPIENT, variant, also=all_but(person, people)) for person in people
    ]


def _to_agent(case: Case, kind: Kind, variant: Variant) -> Notification:
    return Notification(kind, case.agent, Role.AGENT, variant)


def _raise(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """Nobody has taken it: the next level has it, with that level's own clock; above the last level the leads are
    told."""
    asked, silent = case.recipients, find_left(case, policy)
    higher = find_higher(case, policy)
    moved = move(case, Action.RAISE)
    if higher is None or moved is None:
        return Decision(
            record(case, now, EntryKind.NOBODY_ABOVE),
            once_each((*_to_leads(silent, None, policy), _to_agent(case, Kind.RAISED, RaisedVariant.SILENT))),
        )
    overdue_since = case.due_at
    moved = because(moved, f"Level {case.level} did not take it in time")
    raised = enter_level(moved, higher.number, policy, now)
    raised = record(raised, now, EntryKind.RAISED.of(raised.level), "", f"due {overdue_since:%Y-%m-%d %H:%M} UTC")
    letters = [replace(letter, also=silent, since=overdue_since) for letter in to_level(raised, Kind.RAISED)]
    letters += [
        Notification(Kind.RAISED, person, Role.RECIPIENT, RaisedVariant.PREVIOUS, also=raised.recipients)
        for person in asked
    ]
    letters += [
        Notification(Kind.RAISED, person, role, RaisedVariant.AGENT, also=silent) for person, role in to_agents(raised)
    ]
    leads = _to_leads(silent, overdue_since, policy) if higher.number > policy.executive else ()
    return Decision(raised, once_each((*letters, *leads)))


def _to_leads(
    silent: tuple[Address, ...], since: datetime | None, policy: EscalationPolicy
) -> tuple[Notification, ...]:
    """That these did not take it; `since` when it was due, of a case that has gone up."""
    return tuple(
        Notification(Kind.RAISED, lead.address, Role.LEAD, RaisedVariant.SILENT, also=silent, since=since)
        for lead in policy.leads
    )
