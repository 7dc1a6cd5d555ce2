"""A case that waits runs again by itself, and who may let it wait longer is asked before (behaviour B7.15)."""

from datetime import datetime

from daemon.core.clock.pauses import DAY_BEFORE
from daemon.core.decisions.customer.calm import ask_whether_calm
from daemon.core.decisions.told.people import is_of_level, once_each, restart_clock
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.step_key import StepKey
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant, ReminderVariant
from parsers.model import Address, CommandName


def run_again(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The time is over for which it was to wait: its clock runs, and both sides are told."""
    resumed = restart_clock(case, policy, now)
    if resumed is None:
        return Decision(case)
    people = [(case.agent, Role.AGENT), *((one, Role.RECIPIENT) for one in resumed.holders)]
    told = (Notification(Kind.MOVED, person, role, MovedVariant.WAITED) for person, role in people)
    return Decision(resumed, once_each(told))


def ask_whether_it_waits(case: Case, key: StepKey, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """A day before the pause is over the leads are asked, who may make it longer; where it has no end, and where there
    are no leads, those who can act. Of a case that rests its contact is asked whether it is still calm."""
    leads = [Notification(Kind.REMINDER, one.address, Role.LEAD, ReminderVariant.WAITING) for one in policy.leads]
    if case.is_calm:
        return ask_whether_calm(case)
    if key.which == DAY_BEFORE and leads:
        return once_each(leads)
    return once_each((*_ask_those_who_can_act(case, policy), *leads))


def _ask_those_who_can_act(case: Case, policy: EscalationPolicy) -> list[Notification]:
    """The agent, and who has it; while nobody has, whoever of the level stopped the clock."""
    people = [Notification(Kind.REMINDER, case.agent, Role.AGENT, ReminderVariant.WAITING)]
    person = case.claimed_by or _find_who_waits(case)
    if person is not None and (case.claimed_by or is_of_level(case, person, policy)):
        people.append(Notification(Kind.REMINDER, person, Role.RECIPIENT, ReminderVariant.WAITING))
    return people


def _find_who_waits(case: Case) -> Address | None:
    """Who stopped the clock last; None when nobody did by a command."""
    paused = EntryKind.COMMAND.of(CommandName.WAITING)
    who = next((entry.who.lower() for entry in reversed(case.conversation.entries) if entry.name == paused), "")
    return next((one for one in case.recipients if one.key == who), Address(who) if who else None)
