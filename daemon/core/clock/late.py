"""The clock of a case once its deadline is over and nobody has taken it: the level's reminders, the raise, and above
the last level who is asked next (behaviour B7.8 to B7.10, B7.28)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, count, islice, pairwise, repeat, takewhile

from daemon.core.calendars.calendar import Calendar
from daemon.core.calendars.counting import Pauses, add_duration
from daemon.core.calendars.durations import Duration
from daemon.core.clock.deadlines import ended_pauses
from daemon.core.clock.held import REOPENED
from daemon.core.clock.left import find_higher, find_left, is_answered
from daemon.core.clock.quiet import end_of_night, has_quiet_hours
from daemon.core.model.case import Case
from daemon.core.model.history.step_key import Step, StepKey, StepKind, key_of_turn
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address

LOUD = 3  # letters past the deadline that wake their reader


def when_late(case: Case, due_at: datetime, since: datetime, policy: EscalationPolicy) -> Iterator[Step]:
    """The raise, and the reminders up to it; at the last level each of those who are asked next, then the word to the
    leads, and the reminders go on."""
    level, turn = policy.find_level(case.level), (case.level, since)
    reminders, pauses = policy.reminders, ended_pauses(case)
    # mail that was found late is not raised before its level knew of it
    known_at = max(due_at, case.opened_at or due_at)
    raised = [] if case.soft else list(_find_raises(case, known_at, since, policy))
    yield from raised
    # nobody takes it over: its own people are asked on
    is_last = leads_have_it(case) or find_higher(case, policy) is None
    instants = add_up(known_at, _going_on(reminders.after, reminders.most), level.calendar, pauses)
    gentle = instants if not raised or is_last else takewhile(lambda at: at < raised[0].at, instants)
    keeps_hours, most_loud = has_quiet_hours(case, policy), 0 if has_answered(case, policy) else LOUD
    for number, (instant, following) in enumerate(pairwise(chain(gentle, (None,))), 1):
        if instant is not None:
            step = Step(key_of_turn(StepKind.AFTER, *turn, str(number)), instant, following is None)
            yield step if keeps_hours or number <= most_loud else by_day(step, case, policy)


def has_answered(case: Case, policy: EscalationPolicy) -> bool:
    """Whether the level has answered in time, or one of those who are asked now has said anything, however late: nobody
    is woken any more. What is opened again begins anew."""
    held, said = case.assignment, case.assignment.response
    if held.answer is not None or said is None:
        return held.answer is not None
    people = {one.key for one in (*find_left(case, policy), *case.deputies)}
    people |= set(policy.find_level(case.level).members)
    is_anew = any(one.name == REOPENED and one.at >= said.at for one in case.conversation.entries)
    return said.who.key in people and not is_anew


def goes_to_level(step: Step, case: Case, policy: EscalationPolicy) -> bool:
    """Whether those who are asked get this reminder: none before the deadline while the answer of one of them waits for
    the agent, and none up to it in their night once they have answered."""
    if step.kind not in (StepKind.BEFORE, StepKind.OVERDUE):
        return True
    if has_answered(case, policy) and by_day(step, case, policy).waits_for_day:
        return False
    return step.kind is StepKind.OVERDUE or not is_answered(case, policy)


def leads_have_it(case: Case) -> bool:
    """Whether the leads have been told that nobody of its level took it, and that nobody was above then."""
    since = case.assignment.since
    return since is not None and any(
        entry.kind is EntryKind.NOBODY_ABOVE and entry.at >= since for entry in case.own_entries
    )


def by_day(step: Step, case: Case, policy: EscalationPolicy) -> Step:
    """The step when it is no night for the level, of a case that has no quiet hours."""
    if has_quiet_hours(case, policy):
        return step
    morning = end_of_night(step.at, policy.find_level(case.level).timezone, policy.reminders.night)
    return step if morning == step.at else replace(step, at=morning, waits_for_day=True)


def find_nexts(case: Case, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Who is still to be asked, one after the other, when nobody of the last level takes it: not the agent, nor who was
    asked in this case already. Whom somebody covers, is asked through him."""
    nexts = policy.find_level(case.level).next
    if not nexts or find_higher(case, policy) is not None:
        return ()
    asked = {person.key for turn in case.assignments for person in turn.recipients} | _find_asked_next(case)
    asked |= policy.away
    people = {one.key: one for one in map(policy.find_cover, nexts)}
    return tuple(one for key, one in people.items() if key not in asked and not case.is_agent(one))


def _find_asked_next(case: Case) -> set[str]:
    """Who was asked alone while its level has it, as the next one or because it was passed to him, wherever it is by
    now."""
    begun = [turn.since for turn in case.assignments if turn.level == case.level and turn.since is not None]
    turns = (one for one in case.own_entries if one.kind in (EntryKind.RAISED, EntryKind.PASSED_ON))
    return {one.text.lower() for one in turns if begun and one.at >= min(begun)}


def is_to_next(key: StepKey) -> bool:
    """Whether it is the raise by which the next one of the last level is asked."""
    return key.kind is StepKind.RAISE and key.which != ""


def _find_raises(case: Case, known_at: datetime, since: datetime, policy: EscalationPolicy) -> Iterator[Step]:
    """One for each who is to be asked next, then that to the level above, or to the leads."""
    level, pauses = policy.find_level(case.level), ended_pauses(case)
    key = key_of_turn(StepKind.RAISE, case.level, since)
    done = sum(one.which.isdigit() and replace(one, which="") == key for one in case.assignment.reminded)
    nexts, out = find_nexts(case, policy), case.assignment.out
    if nexts and out and not find_left(case, policy):  # he is asked at once, and takes nobody's turn by that
        yield Step(replace(key, which=nexts[0].key), max(one.at for one in out))
        nexts = nexts[1:]
    instants = add_up(known_at, repeat(policy.reminders.raise_after), level.calendar, pauses)
    for number, at in zip(count(done + 1), islice(instants, done, None), strict=False):
        yield Step(replace(key, which=str(number)) if number <= done + len(nexts) else key, at)
        if number > done + len(nexts):
            return


def add_up(start: datetime, gaps: Iterable[Duration], calendar: Calendar, pauses: Pauses = ()) -> Iterator[datetime]:
    """Instants after `start`, each a gap after the one before."""
    for gap in gaps:
        start = add_duration(calendar, start, gap, pauses)
        yield start


def _going_on(gaps: tuple[Duration, ...], most: int) -> Iterator[Duration]:
    """The gaps, the last of them again and again, up to `most` in all."""
    return islice(chain(gaps, repeat(gaps[-1])), most) if gaps else iter(())
