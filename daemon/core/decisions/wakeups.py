"""What the clock does to a case when its wake-up comes (behaviour B7.8 to B7.15)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.late import goes_to_level, is_to_next
from daemon.core.clock.left import find_higher, find_left
from daemon.core.clock.promise import with_new_promise
from daemon.core.clock.steps import REMINDING, find_due, pass_over_reminders, take_steps
from daemon.core.decisions.customer.promises import decide_nudge
from daemon.core.decisions.forsaken import go_up_forsaken, is_forsaken
from daemon.core.decisions.held.asking import ask_others, end_question
from daemon.core.decisions.joined.outages import tell_lines
from daemon.core.decisions.strikes.back import come_back_in_time, come_back_unanswered, find_late_taker, is_unanswered
from daemon.core.decisions.strikes.closed import tell_closed
from daemon.core.decisions.strikes.nexts import ask_next
from daemon.core.decisions.strikes.pauses import ask_whether_it_waits, run_again
from daemon.core.decisions.strikes.progress import ask_for_progress
from daemon.core.decisions.told.people import (
    all_but,
    because,
    enter_level,
    once_each,
    restart_clock,
    to_agents,
    to_level,
    was_sent,
)
from daemon.core.decisions.trackers.leaving import find_reminded
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Decision, Woken
from daemon.core.model.history.step_key import Step, StepKind
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, NudgeVariant, RaisedVariant, ReminderVariant, RoutedVariant, Variant
from parsers.model import Address

REMINDERS = {  # to those who have it: by step, and whether it is the last of its kind
    (StepKind.BEFORE, False): ReminderVariant.BEFORE,
    (StepKind.BEFORE, True): ReminderVariant.BEFORE_LAST,
    (StepKind.OVERDUE, False): ReminderVariant.OVERDUE,
    (StepKind.AFTER, False): ReminderVariant.AFTER,
    (StepKind.AFTER, True): ReminderVariant.AFTER_LAST,
}
TELLING_OF_PROMISE = frozenset({Kind.REMINDER, Kind.NUDGE, Kind.RAISED, Kind.MOVED})  # with a draft when it is due

ON_TIME = Woken()


def decide_wakeup(case: Case, policy: EscalationPolicy, now: datetime, woken: Woken = ON_TIME) -> Decision:
    """The newest step that is due is taken; older ones that downtime or a moved clock skipped are only recorded. What
    the customer was promised, and what is heard of who took it, are clocks beside it, so that none takes another's
    place; who would hear of both at once reads what has become of the case, and in that letter of the promise. While no
    letter can leave only the promise runs on (behaviour B7.40)."""
    if woken.is_stuck:
        return decide_nudge(case, policy, now)
    told = tell_lines(case, now)
    taken = _take_clocks(told.case, policy, now, woken.unread_since)
    return Decision(taken.case, (*told.notifications, *taken.notifications))


def _take_clocks(case: Case, policy: EscalationPolicy, now: datetime, unread_since: datetime | None) -> Decision:
    nudged = decide_nudge(case, policy, now)
    if unread_since is not None:
        asked = ask_unheard(nudged.case, policy, now, unread_since)
        return Decision(asked.case, once_each((*asked.notifications, *nudged.notifications)))
    asked = ask_for_progress(nudged.case, policy, now)
    stepped = _take_step(asked.case, policy, now)
    letters = once_each((*stepped.notifications, *asked.notifications))
    read = {one.to.key for one in letters if one.role is not Role.RECIPIENT and one.kind in TELLING_OF_PROMISE}
    return Decision(stepped.case, (*letters, *(one for one in nudged.notifications if one.to.key not in read)))


def ask_unheard(case: Case, policy: EscalationPolicy, now: datetime, unread_since: datetime) -> Decision:
    """While no mail can be read nobody is called silent and nothing is raised: only the executives are still asked, and
    told since when their answers are not read (behaviour B7.29)."""
    due = [step for step in find_due(case, policy, now)[1] if step.kind in REMINDING]
    if not due or case.status is not Status.OPEN or case.level < policy.executive:
        return Decision(case)
    step, asked = due[-1], take_steps(case, (one.key for one in due))
    asked = record(asked, now, EntryKind.CLOCK.of(step.kind), "", str(step.key))
    return Decision(asked, tuple(replace(one, since=unread_since) for one in _remind(asked, step, policy)))


def _take_step(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    step, due = find_due(case, policy, now)
    if step is None:
        return Decision(case)
    case = take_steps(case, (one.key for one in due))
    for skipped in due:
        if skipped is not step:
            case = record(case, now, EntryKind.PASSED_OVER, "", str(skipped.key))
    case = record(case, now, EntryKind.CLOCK.of(step.kind), "", str(step.key))
    if step.kind is not StepKind.RESUMES and any(one.kind is StepKind.RESUMES for one in due):
        case = restart_clock(case, policy, now) or case  # the letters of the step tell the time that it has by that
    taken = _carry_out(case, step, policy, now)
    # whoever is asked by it, by a deadline that is past perhaps, hears of that minute once
    return Decision(pass_over_reminders(taken.case, policy, now), taken.notifications)


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
    if case.first or not is_unanswered(case, step):
        return Decision(case, _write(case, step, policy))
    back = come_back_unanswered(case, policy, now)
    letters = [_tell_of_return(case, back.case, one) for one in _write(back.case, step, policy)]
    asked = tuple(one.to for one in back.notifications if one.to.is_among(back.case.recipients))
    letters = [replace(one, also=one.also or asked) if one.role is Role.AGENT else one for one in letters]
    return Decision(back.case, once_each((*letters, *back.notifications)))


def _tell_of_return(before: Case, case: Case, letter: Notification) -> Notification:
    """It is back with one of the level; who has only had a line on it gets it whole."""
    if letter.role is not Role.RECIPIENT or letter.to.is_among(before.recipients):
        return letter
    whole = (one for one in to_level(case, Kind.ROUTED, RoutedVariant.ASKED) if one.to.key == letter.to.key)
    return replace(letter, variant=ReminderVariant.BACK) if was_sent(case, letter.to) else next(whole, letter)


def _write(case: Case, step: Step, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """The letters of a step that leaves the case where it is."""
    match step.kind:
        case StepKind.OVERDUE:
            leads = (
                Notification(Kind.REMINDER, lead.address, Role.LEAD, ReminderVariant.OVERDUE) for lead in policy.leads
            )
            if case.first:  # its level and the leads read it of the one that it goes along with
                return (_to_agent(case, Kind.REMINDER, ReminderVariant.OVERDUE),)
            level = _remind(case, step, policy) if goes_to_level(step, case, policy) else []
            to_agent = replace(
                _to_agent(case, Kind.REMINDER, ReminderVariant.OVERDUE), also=tuple(one.to for one in level)
            )
            return once_each((*level, to_agent, *leads))
        case StepKind.INCOMPLETE:
            return (_to_agent(case, Kind.REMINDER, ReminderVariant.INCOMPLETE),)
        case StepKind.WAITING:
            return ask_whether_it_waits(case, step.key, policy)
        case StepKind.CUSTOMER:
            return (_to_agent(case, Kind.NUDGE, NudgeVariant.WISH),)
        case StepKind.BEFORE if not goes_to_level(step, case, policy):
            return (_to_agent(case, Kind.REMINDER, ReminderVariant.QUESTION),) if case.question is not None else ()
        case _:
            return tuple(_remind(case, step, policy))


def _remind(case: Case, step: Step, policy: EscalationPolicy) -> list[Notification]:
    variant, people = REMINDERS[step.kind, step.is_last], find_reminded(find_left(case, policy), policy)
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
    asked, late = case.recipients, find_late_taker(case, policy)
    silent = (*((late,) if late else ()), *find_left(case, policy))
    higher = find_higher(case, policy)
    moved = move(case, Action.RAISE)
    if higher is None or moved is None:
        return Decision(
            record(case, now, EntryKind.NOBODY_ABOVE),
            once_each((*_to_leads(silent, None, policy), _to_agent(case, Kind.RAISED, RaisedVariant.SILENT))),
        )
    overdue_since = case.due_at
    moved = because(moved, f"Level {case.level} did not take it in time")
    raised = with_new_promise(enter_level(moved, higher.number, policy, now), policy, now)
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
