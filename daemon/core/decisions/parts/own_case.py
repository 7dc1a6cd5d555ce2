"""An agent is not asked in the own case (behaviour B1.11)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import is_immediate
from daemon.core.model.case import Case, Cause, Out, Reason, with_assignment
from daemon.core.model.policy import EscalationPolicy, Level
from parsers.model import Address


def find_asked(case: Case, level: int, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Whom this level's mail goes to: its people without the agent; where nobody else is in it the leads, and where
    there are none, the agent all the same."""
    people = policy.find_recipients(level)
    leads = tuple(lead.address for lead in policy.leads)
    return _without(case.agent, people) or _without(case.agent, leads) or people


def find_out(people: tuple[Address, ...], level: int, policy: EscalationPolicy, now: datetime) -> tuple[Out, ...]:
    """Those of them, and of the level's members, who are away as it gets a case."""
    keys = dict.fromkeys((*(one.key for one in people), *policy.find_level(level).members))
    return tuple(Out(key, Cause.AWAY, now) for key in keys if key in policy.away)


def start_level(case: Case, policy: EscalationPolicy) -> Case:
    """The case at the level at which it starts: one higher than asked for where its agent is alone in that; to the
    executives so only when it presses, as when nobody of a level is left (behaviour B7.36)."""
    if _without(case.agent, policy.find_recipients(case.level)):
        return case
    who = case.agent.name or case.agent.email
    alone = f"{who} is alone in Level {case.level}, and is not asked in the own case"
    case = replace(case, reasons=(Reason(alone), *case.reasons))
    higher = _find_higher(case, policy)
    return case if higher is None else with_assignment(case, replace(case.assignment, level=higher.number))


def _find_higher(case: Case, policy: EscalationPolicy) -> Level | None:
    """The next level with anybody but the agent; None where it would be the executives' and nothing presses."""
    higher = policy.next_level(case.level)
    while higher is not None and not _without(case.agent, policy.find_recipients(higher.number)):
        higher = policy.next_level(higher.number)
    presses = case.urgent or is_immediate(case, policy)
    return higher if higher is not None and (presses or higher.number < policy.executive) else None


def _without(agent: Address, people: tuple[Address, ...]) -> tuple[Address, ...]:
    return tuple(one for one in people if one.key != agent.key)
