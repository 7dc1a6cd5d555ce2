"""The clock of a case that waits: when it runs again by itself, and who is asked before (behaviour B7.15)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice

from daemon.core.calendars.counting import add_duration, add_open_time, open_time_between
from daemon.core.clock.quiet import when_agents_are_there
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case
from daemon.core.model.history.step_key import Step, StepKey, StepKind
from daemon.core.model.policy import EscalationPolicy, Level

A_DAY = timedelta(days=1)
AHEAD = 10  # of these, so that after downtime the newest speaks for all
DAY_BEFORE, AGAIN = "day before", "longest"


def find_left_to_wait(case: Case, policy: EscalationPolicy, now: datetime) -> timedelta:
    """How many of the open hours are left in which a case of this level may wait: all its pauses together have
    `max_pause`, and time in which no letter could leave, or the level rested, takes nothing of it."""
    calendar, since = policy.find_level(case.level).calendar, case.assignment.since or case.received_at
    longest = open_time_between(calendar, now, add_duration(calendar, now, policy.reminders.max_pause))
    wanted = (one for one in case.pauses if not (one.is_relays or one.is_calm))
    ended = ((one.started_at, one.ended_at) for one in wanted if one.started_at >= since and one.ended_at)
    used = sum((open_time_between(calendar, start, end) for start, end in ended), timedelta())
    return max(timedelta(), longest - used)


def find_longest(case: Case, policy: EscalationPolicy, pause: Pause) -> datetime | None:
    """When this pause ends at the latest; None for one that a lead wants, which nothing ends before its time, and
    while the level rests, which only a word ends."""
    if pause.is_leads or pause.is_calm:
        return None
    left = find_left_to_wait(case, policy, pause.started_at)
    return add_open_time(policy.find_level(case.level).calendar, pause.started_at, left)


def find_standstill(case: Case) -> datetime | None:
    """Since when its clock stands still, however often its pause was made longer; None while it runs."""
    if case.pause is None:
        return None
    started = case.pause.started_at
    for earlier in reversed(case.pauses[:-1]):
        started = earlier.started_at if earlier.ended_at == started else started
    return started


def find_calm_since(case: Case) -> datetime | None:
    """Since when its level rests, however often that was said; None while it does not."""
    started = None
    for pause in reversed(case.pauses if case.is_calm else ()):
        if not pause.is_calm or (started is not None and pause.ended_at != started):
            break
        started = pause.started_at
    return started


def find_stood_since(case: Case) -> datetime | None:
    """Since when it stood still before its pause was made longer; None where it was not."""
    since = find_standstill(case)
    return None if case.pause is None or since == case.pause.started_at else since


def find_pause_end(case: Case, policy: EscalationPolicy) -> datetime | None:
    """When the clock runs again by itself: at the time that was said, and at the latest when the longest pause is over.
    None while it runs, and for what waits as long as a lead wants."""
    pause = case.pause
    if pause is None:
        return None
    return min(filter(None, (pause.until, find_longest(case, policy, pause))), default=None)


def while_waiting(case: Case, level: Level, policy: EscalationPolicy) -> Iterator[Step]:
    """The end of the pause; a day before the longest one, or a lead's own, the leads are asked, half way where it is
    shorter; and where a lead has said no end, those who can act are asked each time that the longest pause would be
    over."""
    pause, end = case.pause, find_pause_end(case, policy)
    if pause is None:
        return
    started = pause.started_at
    if end is None:
        yield from islice(_ask_again(case, pause, level, policy), AHEAD)
    elif pause.is_leads or end != pause.until:
        asked_at = end - A_DAY
        if asked_at <= started and not pause.is_leads:  # shorter than a day: half way
            asked_at = started + (end - started) / 2
        if asked_at > started:
            yield Step(StepKey(StepKind.WAITING, DAY_BEFORE, started), asked_at)
    if end is not None:
        yield Step(StepKey(StepKind.RESUMES, "", started), end, True)


def _ask_again(case: Case, pause: Pause, level: Level, policy: EscalationPolicy) -> Iterator[Step]:
    """Of a pause without an end: each time that the longest one would be over. Whether it is still calm its contact is
    asked, when he is there."""
    at = pause.started_at
    for number in count(1):
        at = add_duration(level.calendar, at, policy.reminders.max_pause)
        key = StepKey(StepKind.WAITING, f"{AGAIN} {number}", pause.started_at)
        if key not in case.assignment.reminded:
            yield Step(key, when_agents_are_there(at, policy) if pause.is_calm else at)
