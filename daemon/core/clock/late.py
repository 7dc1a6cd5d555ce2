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
from daemon.core.clock.left import find_higher, find_left
from daemon.core.clock.quiet import end_of_night, has_quiet_hours
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.step_key import Step, StepKey, StepKind, key_of_turn
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
    is_last = find_higher(case, policy) is None  # nobody takes it over: its own people are asked on
    instants = add_up(known_at, _going_on(reminders.after, reminders.most), level.calendar, pauses)
    gentle = instants if not raised or is_last else takewhile(lambda at: at < raised[0].at, instants)
    for number, (instant, following) in enumerate(pairwise(chain(gentle, (None,))), 1):
        if instant is not None:
            step = Step(key_of_turn(StepKind.AFTER, *turn, str(number)), instant, following is None)
            is_loud = number <= LOUD and case.assignment.answer is None
            yield step if is_loud else by_day(step, case, policy)


def by_day(step: Step, case: Case, policy: EscalationPolicy) -> Step:
    """The step when it is no night for the level, of a case that has no quiet hours."""
    if has_quiet_hours(case, policy):
        return step
    morning = end_of_night(step.at, policy.find_level(case.level).timezone, policy.reminders.night)
    return step if morning == step.at else replace(step, at=morning, waits_for_day=True)


def find_nexts(case: Case, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Who is still to be asked, one after the other, when nobody of the last level takes it: not the agent, nor who was
    asked in this case already. Whom somebody covers, is asked through him."""
    asked = {person.key for turn in case.assignments for person in turn.recipients}
    people = {one.key: one for one in map(policy.find_cover, policy.find_level(case.level).next)}
    asked |= policy.away
    is_last = find_higher(case, policy) is None
    return tuple(one for key, one in people.items() if is_last and key not in asked and not case.is_agent(one))


def is_to_next(key: StepKey) -> bool:
    """Whether it is the raise by which the next one of the last level is asked."""
    return key.kind is StepKind.RAISE and key.which != ""


def _find_raises(case: Case, known_at: datetime, since: datetime, policy: EscalationPolicy) -> Iterator[Step]:
    """One for each who is to be asked next, then that to the level above, or to the leads."""
    level, pauses = policy.find_level(case.level), ended_pauses(case)
    key = key_of_turn(StepKind.RAISE, case.level, since)
    done = sum(is_to_next(one) and replace(one, which="") == key for one in case.assignment.reminded)
    instants = add_up(known_at, repeat(policy.reminders.raise_after), level.calendar, pauses)
    later = islice(instants, done, None)
    nexts = find_nexts(case, policy)
    out = case.assignment.out
    for number, at in zip(count(done + 1), later, strict=False):
        if number > done + len(nexts):
            yield Step(key, at)
            return
        is_alone = number == done + 1 and out and not find_left(case, policy)
        yield Step(replace(key, which=str(number)), max(one.at for one in out) if is_alone else at)


def add_up(start: datetime, gaps: Iterable[Duration], calendar: Calendar, pauses: Pauses = ()) -> Iterator[datetime]:
    """Instants after `start`, each a gap after the one before."""
    for gap in gaps:
        start = add_duration(calendar, start, gap, pauses)
        yield start


def _going_on(gaps: tuple[Duration, ...], most: int) -> Iterator[Duration]:
    """The gaps, the last of them again and again, up to `most` in all."""
    return islice(chain(gaps, repeat(gaps[-1])), most) if gaps else iter(())
