"""What the clock does while a case has not gone up: its agent is asked, then those who may send it up in his place
(behaviour B2.22, B4.15)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate

from daemon.core.calendars.counting import add_duration, decide_due, next_open
from daemon.core.clock.deadlines import ended_pauses
from daemon.core.clock.quiet import end_of_night
from daemon.core.model.case import Case
from daemon.core.model.history.step_key import Step, StepKey, StepKind
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.policy import EscalationPolicy, Lead, Level
from parsers.model import Address, CommandName

REOPENED = EntryKind.COMMAND.of(CommandName.REOPEN)


def find_held_steps(case: Case, policy: EscalationPolicy) -> Iterator[Step]:
    """Of a held case: its agent is reminded. Then an escalation is put to the leads and stays; an URGENT question is
    put to them and to Level 1 long before, and every question ends."""
    since = _find_asked_at(case)
    turn = None if since == case.received_at else since
    reminders, pauses = policy.reminders, ended_pauses(case)
    calendar = policy.agents_hours if case.is_question else policy.find_level(case.level).calendar
    gaps = reminders.incomplete[: reminders.most]
    times = [*accumulate(gaps, lambda at, gap: add_duration(calendar, at, gap, pauses), initial=since)][1:]
    for number, at in enumerate(times, 1):
        yield Step(StepKey(StepKind.INCOMPLETE, str(number), turn), at, number == len(reminders.incomplete))
    if not case.is_question:
        if times:
            yield Step(StepKey(StepKind.ASK, "1", turn), add_duration(calendar, times[-1], gaps[-1], pauses))
        return
    if case.urgent and not case.is_crowds:
        for number, at in enumerate(_find_question_times(case, policy), 1):
            yield Step(StepKey(StepKind.ASK, str(number), turn), at)
    end = decide_due(since, policy.ask.withdraw, policy.agents_hours, pauses)
    yield Step(StepKey(StepKind.WITHDRAW, "", turn), end.due_at)


def find_to_ask(case: Case, policy: EscalationPolicy, now: datetime) -> tuple[Address, ...]:
    """Who is to be asked now, besides those who were asked: the leads, and about a question then the first of Level 1
    who is at work. Of the executives nobody is woken by one."""
    asked = _find_asked(case)
    left = [lead for lead in policy.leads if lead.address.key not in asked | {case.agent.key}]
    if not case.is_question:
        return tuple(lead.address for lead in left)
    leads = tuple(lead.address for lead in left if _find_awake_at(lead, policy, now) <= now)
    first = None if now < _find_second(case, policy) else _find_at_work(case, asked, policy, now)
    return leads if first is None or first.is_among(leads) else (*leads, first)


def _find_asked_at(case: Case) -> datetime:
    """Since when its agent is asked: since its mail came, or it was opened again."""
    reopened = (entry.at for entry in case.conversation.entries if entry.name == REOPENED)
    return max((case.received_at, *reopened))


def _find_asked(case: Case) -> frozenset[str]:
    """Whom it was put to since its agent is asked."""
    since = _find_asked_at(case)
    put = (one for one in case.conversation.entries if one.kind is EntryKind.PUT_TO and one.at >= since)
    return frozenset(one.who.lower() for one in put)


def _find_second(case: Case, policy: EscalationPolicy) -> datetime:
    """From when Level 1 is asked as well."""
    return _add_twice(case, policy)[1]


def _add_twice(case: Case, policy: EscalationPolicy) -> tuple[datetime, datetime]:
    """When a question has been unanswered for the set time, and for the same time again."""
    within, hours, pauses = policy.ask.urgent_unanswered, policy.agents_hours, ended_pauses(case)
    first = decide_due(_find_asked_at(case), within, hours, pauses).due_at
    return first, decide_due(first, within, hours, pauses).due_at


def _find_question_times(case: Case, policy: EscalationPolicy) -> list[datetime]:
    """When a question is put to somebody: twice, and when those awake who slept then."""
    first, second = _add_twice(case, policy)
    mornings = (_find_awake_at(lead, policy, first) for lead in policy.leads)
    return sorted({first, second, next_open(_find_first_level(policy).calendar, second), *mornings})


def _find_awake_at(lead: Lead, policy: EscalationPolicy, at: datetime) -> datetime:
    """From then on or later this lead may be asked: at once, but one of the executives by day only."""
    is_executive = _is_executive(lead.address, policy)
    return end_of_night(at, lead.timezone, policy.reminders.night) if is_executive else at


def _find_at_work(case: Case, asked: frozenset[str], policy: EscalationPolicy, now: datetime) -> Address | None:
    """The first of Level 1 who is there now; None where nobody is, or one of them was asked."""
    level = _find_first_level(policy)
    people = policy.find_recipients(level.number)
    if level.number >= policy.executive or next_open(level.calendar, now) > now:
        return None
    if not asked.isdisjoint(one.key for one in people):
        return None
    away = policy.away | {one.who for one in case.assignment.out}
    there = (one for one in people if one.key not in away and one.key != case.agent.key)
    return next((one for one in there if not _is_executive(one, policy)), None)


def _find_first_level(policy: EscalationPolicy) -> Level:
    return policy.levels[min(policy.levels)]


def _is_executive(person: Address, policy: EscalationPolicy) -> bool:
    return person.is_among(policy.find_recipients(policy.executive))
