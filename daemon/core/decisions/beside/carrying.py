"""What is decided at one level means something for those that have the case beside it (behaviour B9.14)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import priority_of, with_deadline, with_priority_of
from daemon.core.clock.steps import say_again
from daemon.core.decisions.answers.first import ask_first
from daemon.core.decisions.parts.asked_whether import end_questions
from daemon.core.decisions.parts.secrecy import tell_entrusted
from daemon.core.decisions.told.people import restart_clock
from daemon.core.decisions.transitions import end_pause
from daemon.core.model.case import Case, Status, turned, with_assignment
from daemon.core.model.happenings import Decision, Happening, Noted
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import ForwardedVariant, Kind

OF_CUSTOMER = frozenset({ForwardedVariant.CUSTOMER, ForwardedVariant.RESUMES})


def carry_over(
    before: Case, decision: Decision, happening: Happening | None, policy: EscalationPolicy, now: datetime
) -> Decision:
    """What was decided of a case, and what becomes by that of each other level: it is over or begins anew for all, all
    have its priority, all keep it among them, and what the customer answers starts every clock."""
    case = decision.case
    if not case.beside:
        return decision
    rules = policy.for_case(case)
    ended = next((one.status for one in case.views if one.status.is_closed), None)
    if ended is not None and not before.status.is_closed:
        return Decision(_each(case, lambda one: _close(one, ended)), decision.notifications)
    if before.status.is_closed and not case.status.is_closed:
        again = _each(case, lambda one: _reopen(one, rules, now), but_first=True)
        return Decision(again, decision.notifications)
    if priority_of(before.fields, before.urgent) is not priority_of(case.fields, case.urgent):
        case = _each(case, lambda one: _with_priority(before, one, rules, now))
    decision = _resume(Decision(case, decision.notifications), happening, rules, now)
    if rules.is_secret is not policy.for_case(before).is_secret:
        decision = _entrust(before, decision, rules, now)
    return decision


def _each(case: Case, change: Callable[[Case], Case], *, but_first: bool = False) -> Case:
    """The case changed as each level sees it, or each that was brought in."""
    for one in case.views[1:] if but_first else case.views:
        case = turned(change(turned(case, one.turn)), 0)
    return case


def _close(case: Case, status: Status) -> Case:
    over = replace(end_pause(case, case.closed_at), status=status) if case.closed_at is not None else case
    return with_assignment(over, replace(over.assignment, due_at=None))


def _reopen(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    again = replace(end_questions(case), status=Status.OPEN)
    return with_deadline(ask_first(again, policy, now), policy)


def _with_priority(before: Case, case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    is_counted = turned(before, case.turn).due_at == case.due_at and case.due_at is not None
    return say_again(with_priority_of(case, policy, now), policy, now) if is_counted else case


def _resume(decision: Decision, happening: Happening | None, policy: EscalationPolicy, now: datetime) -> Decision:
    """The clocks run that waited for the customer, who has answered; those whose level waited read so."""
    if not isinstance(happening, Noted) or not happening.is_customers:
        return decision
    case, run = decision.case, set[str]()
    for one in decision.case.views[1:]:
        resumed = restart_clock(turned(case, one.turn), policy, now) if _reach(decision, one) else None
        if resumed is not None:
            run |= {person.key for person in one.holders}
            case = turned(resumed, 0)
    return Decision(case, tuple(_as_resuming(one, run) for one in decision.notifications))


def _reach(decision: Decision, case: Case) -> bool:
    """Whether the customer's words go to who has the case as it is seen here."""
    told = {one.to.key for one in decision.notifications if one.variant in OF_CUSTOMER}
    return any(person.key in told for person in case.holders)


def _as_resuming(letter: Notification, people: set[str]) -> Notification:
    is_his = letter.kind is Kind.FORWARDED and letter.variant is ForwardedVariant.CUSTOMER and letter.to.key in people
    return replace(letter, variant=ForwardedVariant.RESUMES) if is_his else letter


def _entrust(before: Case, decision: Decision, policy: EscalationPolicy, now: datetime) -> Decision:
    for one in decision.case.views:
        here = Decision(turned(decision.case, one.turn), decision.notifications)
        told = tell_entrusted(turned(before, one.turn), here, policy, now)
        decision = Decision(turned(told.case, 0), told.notifications)
    return decision
