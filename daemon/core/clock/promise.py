"""A time that the customer was told is a clock of its own, until it is kept (behaviour B7.27)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.calendars.calendar import Calendar
from daemon.core.calendars.counting import add_open_time, decide_due, next_open, open_time_between
from daemon.core.clock.deadlines import priority_of
from daemon.core.clock.quiet import find_reopening, when_agents_are_there
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy

AHEAD = 0.8  # of the way to the promise the agent is reminded of it
AN_HOUR = timedelta(hours=1)


def propose_promise(case: Case, policy: EscalationPolicy, now: datetime) -> datetime | None:
    """By when the customer is told to hear from the agent: some time after the level's deadline, within the agents'
    hours, but on their next working day where the level is closed for days. None while the case has no deadline."""
    if case.due_at is None:
        return None
    if find_reopening(case, policy, now) is not None:
        return add_open_time(policy.agents_hours, next(find_mornings(policy, now)), AN_HOUR)
    level, hours, due_at = policy.find_level(case.level), policy.agents_hours, max(case.due_at, now)
    if case.level >= policy.executive:
        within = level.respond_within[priority_of(case.fields, case.urgent)]
        at = decide_due(due_at, within, level.calendar).due_at
    else:
        at = decide_due(due_at, policy.customers.promise_margin, hours).due_at
    opening = next_open(hours, at)
    return at if opening == at else add_open_time(hours, opening, AN_HOUR)


def with_new_promise(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case on another clock; where the customer's time is over or lies before that clock's, the agent's draft has a
    new one, and is promised when it has left."""
    at, due_at = case.customer_promised_at, case.due_at
    is_short = not case.turn and at is not None and due_at is not None and at < max(due_at, now)
    return replace(case, customer_drafted_at=propose_promise(case, policy, now)) if is_short else case


def with_later_promise(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The same while the customer's time lies ahead, and nobody was reminded of it."""
    at = case.customer_promised_at
    is_ahead = at is not None and at > now and case.customer_nudged_at is None
    return with_new_promise(case, policy, now) if is_ahead else case


def find_nudge_at(case: Case, policy: EscalationPolicy, not_before: datetime | None = None) -> datetime | None:
    """When the agent is next reminded of what the customer was promised: before it, at it, and then each morning. What
    was due earlier than `not_before` comes then, or when the agents are there again; None: it is not put off. None when
    nothing was promised, or the promise was kept."""
    at = None if case.customer_promised_at is None else _find_next(case, case.customer_promised_at, policy)
    if at is None or not_before is None or at >= not_before:
        return at
    return when_agents_are_there(not_before, policy)


def _find_next(case: Case, promised: datetime, policy: EscalationPolicy) -> datetime:
    nudged, hours = case.customer_nudged_at, policy.agents_hours
    for at in (_find_ahead(case, promised, hours), promised):
        open_at = when_agents_are_there(at, policy)
        if nudged is None or open_at > nudged:
            return open_at
    return next(find_mornings(policy, max(filter(None, (promised, nudged)))))


def _find_ahead(case: Case, promised: datetime, hours: Calendar) -> datetime:
    since = case.customer_heard_last or case.opened_at or case.received_at
    way = open_time_between(hours, since, promised)
    return add_open_time(hours, since, way * AHEAD) if way else promised


def find_mornings(policy: EscalationPolicy, after: datetime) -> Iterator[datetime]:
    """The beginning of each of the agents' open days behind that instant, and not before the night ends."""
    hours, night_ends = policy.agents_hours, policy.reminders.night.ends
    for day in hours.days_from(after):
        ends = datetime.combine(day.on, night_ends, hours.zone).astimezone(after.tzinfo)
        opening = next((max(start, ends) for start, end in day.spans if end > ends), None)
        if opening is not None and opening > after:
            yield opening
