"""Whom a level's mail goes to: no agent in the own case (behaviour B1.11), and nobody who is away."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import find_higher, is_immediate, is_there, say_nobody_left
from daemon.core.model.assignment import Cause, Out
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.history.conversation import Reason
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address


def find_asked(case: Case, level: int, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Whom this level's mail goes to: its people without the agent; at the last one, where all are away, who is asked
    next; where nobody else is in it the leads, and where there are none, the agent all the same."""
    people = policy.find_recipients(level)
    others = _without(case.agent, people)
    if policy.away.issuperset(one.key for one in others) and policy.next_level(level) is None:
        nexts = map(policy.find_cover, policy.find_level(level).next)
        others = next(((one,) for one in nexts if one.key not in {*policy.away, case.agent.key}), others)
    leads = tuple(lead.address for lead in policy.leads)
    return others or _without(case.agent, leads) or people


def find_out(people: tuple[Address, ...], level: int, policy: EscalationPolicy, now: datetime) -> tuple[Out, ...]:
    """Those of them, and of the level's members, who are away as it gets a case."""
    keys = dict.fromkeys((*(one.key for one in people), *policy.find_level(level).members))
    return tuple(Out(key, Cause.AWAY, now) for key in keys if key in policy.away)


def start_level(case: Case, policy: EscalationPolicy) -> Case:
    """The case at the level at which it starts: a higher one than asked for where its agent is alone in that, or all
    are away; to the executives so only when it presses, as when nobody of a level is left (behaviour B7.36)."""
    why = _find_why_not_there(case, policy)
    if why is None:
        return case
    case = replace(case, reasons=(why, *case.reasons))
    higher = find_higher(case, policy)
    presses = case.urgent or is_immediate(case, policy)
    if higher is None or not (presses or higher.number < policy.executive):
        return case
    return with_assignment(case, replace(case.assignment, level=higher.number))


def _find_why_not_there(case: Case, policy: EscalationPolicy) -> Reason | None:
    """Why nobody of its level can be asked; None where somebody can."""
    people = policy.find_recipients(case.level)
    if not _without(case.agent, people):
        text = f"{{0}} is alone in Level {case.level}, and nobody is asked in the own case"
        return Reason(text, people=(case.agent,))
    if is_there(policy.find_level(case.level), policy) or case.soft:
        return None
    out = tuple(Out(one.key, Cause.AWAY, case.received_at) for one in people)
    return say_nobody_left(case.level, out, people)


def _without(agent: Address, people: tuple[Address, ...]) -> tuple[Address, ...]:
    return tuple(one for one in people if one.key != agent.key)
