"""Who had the case has it no longer, and nobody else has: it is open again, and the others are asked
(behaviour B7.37)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.left import find_left
from daemon.core.decisions.parts.own_case import find_asked
from daemon.core.decisions.told.people import agent_and_leads, all_but, once_each, to_agents
from daemon.core.decisions.transitions import Action, move
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, MovedVariant
from parsers.model import Address


def give_back(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case that nobody has any more, with its level's time anew, as when it is passed on; one that waits goes on
    waiting."""
    held = case.assignment
    anew = replace(held, claimed_by=None, claimed_at=None, since=now, answer=None, rivals=())
    return with_deadline(with_assignment(move(case, Action.DECLINE) or case, anew), policy)


def return_to_level(case: Case, policy: EscalationPolicy) -> Case:
    """The case with its level's people, who passed it on first among them; as it is where nobody did."""
    passer = find_passer(case)
    if passer is None:
        return case
    asked = find_asked(case, case.level, policy)
    first = (*(one for one in asked if one.key == passer), *(one for one in asked if one.key != passer))
    return with_assignment(case, replace(case.assignment, recipients=first, passed=None))


def find_passer(case: Case) -> str | None:
    """The address, in lower case, of who passed it on to whom it is with; None where nobody did at this level."""
    for entry in reversed(case.conversation.entries):
        if entry.kind in (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED):
            return None
        if entry.kind is EntryKind.PASSED_ON:
            return entry.who.lower() if Address(entry.text).is_among(case.recipients) else None
    return None


def tell_of_return(case: Case, who: Address, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """To the agents, and to all who are asked again: a whole list too, which had read that it may stop looking."""
    left = find_left(case, policy)
    people = [*to_agents(case), *((one, Role.RECIPIENT) for one in left)]
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.RETURNED, also=(who, *all_but(person, left)))
        for person, role in people
        if person.key != who.key
    )


def tell_of_absence(case: Case, who: Address, had_it: bool, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """That this one is away, and who is asked: to agent and leads; to those who are asked where he had it."""
    left = find_left(case, policy)
    variant = MovedVariant.RETURNED if had_it else MovedVariant.ABSENT
    leads = (
        Notification(Kind.MOVED, person, role, variant, also=(who, *left))
        for person, role in agent_and_leads(case, policy)
    )
    return once_each((*(tell_of_return(case, who, policy) if had_it else ()), *leads))
