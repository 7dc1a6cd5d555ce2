"""When nobody is to be written to: while a level is closed, and at the reader's night (behaviour B7.11, B7.28)."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from daemon.core.calendars.calendar import Calendar
from daemon.core.calendars.counting import next_open
from daemon.core.clock.left import is_immediate
from daemon.core.model.case import Case
from daemon.core.model.history.step_key import Step
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.reminders import Night
from parsers.model import Address

MOST_LINES, AN_HOUR = 3, timedelta(hours=1)  # letters to the level on what goes along with a case, in an hour

A_DAY = timedelta(days=1)
LONG = timedelta(days=3)


def has_quiet_hours(case: Case, policy: EscalationPolicy) -> bool:
    """Whether what the clock says of it waits for its level to open."""
    return case.level < policy.executive and not is_immediate(case, policy)


def outside_quiet_hours(step: Step, calendar: Calendar) -> Step:
    """The step when the calendar is open."""
    opening = next_open(calendar, step.at)
    return step if opening == step.at else replace(step, at=opening)


def find_reopening(case: Case, policy: EscalationPolicy, at: datetime) -> datetime | None:
    """When its level opens again, where that lies over three days ahead; None where it is there before, and where every
    hour counts."""
    if not has_quiet_hours(case, policy):
        return None
    opening = next_open(policy.find_level(case.level).calendar, at)
    return opening if opening - at > LONG else None


def find_long_closing(case: Case, policy: EscalationPolicy, since: datetime, until: datetime) -> datetime | None:
    """From when its level is closed for so long: `since` itself, or a closing before `until`. None for neither."""
    if find_reopening(case, policy, since) is not None:
        return since
    for day in policy.find_level(case.level).calendar.days_from(since):
        closing = day.spans[-1][1] if day.spans else None
        if closing is None or closing <= since:
            continue
        if closing >= until:
            return None
        if find_reopening(case, policy, closing) is not None:
            return closing
    return None


def find_lines_at(case: Case) -> datetime | None:
    """When the level reads of cases of the same outage that go along with this one: at once, and beyond three letters
    in an hour when that is over, of all in one (behaviour B5.17). None where it has read of all."""
    new = [one.at for one in case.kin if one.told_at is None]
    told = sorted({one.told_at for one in case.kin if one.told_at is not None})
    if not new or case.status.is_closed:
        return None
    return min(new) if len(told) < MOST_LINES else max(min(new), told[-MOST_LINES] + AN_HOUR)


def find_morning(at: datetime, reader: Address, case: Case, policy: EscalationPolicy) -> datetime:
    """`at` itself while it is day for this reader, else when his night ends."""
    return end_of_night(at, policy.find_zone(reader, case.level), policy.reminders.night)


def when_agents_are_there(at: datetime, policy: EscalationPolicy) -> datetime:
    """`at` itself in their hours, else their next opening; where these have no end, not at night."""
    hours = policy.agents_hours
    opening = next_open(hours, at)
    return end_of_night(opening, policy.timezone, policy.reminders.night) if hours.is_always else opening


def end_of_night(at: datetime, zone: str, night: Night) -> datetime:
    """`at` itself by day, else when the night ends in that zone."""
    here = at.astimezone(ZoneInfo(zone))
    if not night.covers(here.time()):
        return at
    ends = here.replace(hour=night.ends.hour, minute=night.ends.minute, second=0, microsecond=0, fold=0)
    if ends <= here:
        ends = (ends.replace(tzinfo=None) + A_DAY).replace(tzinfo=here.tzinfo)
    return ends.astimezone(at.tzinfo)
