"""Which part somebody has in a case, and so which words are his to say (behaviour B9.17)."""

from enum import StrEnum

from daemon.core.decisions.parts.contact import is_contact
from daemon.core.decisions.told.people import is_of_level, was_asked, was_put_to
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address


class Part(StrEnum):
    """What somebody is in a case; some are several at once, and may what any of them may."""

    AGENT = "the agent"
    UNANSWERED = "the agent until somebody answered"
    JOINED = "an agent who joined"
    LEVEL = "the level, and whom it was passed to"
    EXECUTIVE = "Level 4"
    TAKER = "who took it"
    BEFORE = "who was asked before"
    DEPUTY = "who answers in a recipient's place"
    LEAD = "the leads"
    ASKED = "who is asked whether it goes up"
    OTHER = "another of ours"


UPSTAIRS = frozenset({Part.LEVEL, Part.EXECUTIVE, Part.TAKER, Part.DEPUTY})
CONTACTS = frozenset({Part.AGENT, Part.LEAD})
TAKERS = UPSTAIRS | {Part.LEAD, Part.BEFORE}
ACTORS = UPSTAIRS | CONTACTS
EVERYBODY = frozenset(Part)


def find_parts(case: Case, person: Address, policy: EscalationPolicy) -> frozenset[Part]:
    """All parts of this one; of who has none of the others `OTHER` alone."""
    found = frozenset((*_find_agents(case, person, policy), *_find_levels(case, person, policy))) or frozenset(
        {Part.OTHER}
    )
    is_deputy = case.opened_at is None and person.is_among(case.deputies)
    return found | {Part.ASKED} if is_deputy or was_put_to(case, person, policy) else found


def _find_agents(case: Case, person: Address, policy: EscalationPolicy) -> list[Part]:
    if is_contact(case, person, policy):
        return [Part.AGENT] if case.is_answered else [Part.AGENT, Part.UNANSWERED]
    return [Part.JOINED] if case.is_agent(person) else []


def _find_levels(case: Case, person: Address, policy: EscalationPolicy) -> list[Part]:
    leads = [Part.LEAD] if policy.is_lead(person) else []
    if case.opened_at is None:
        return leads
    has_taken = case.claimed_by is not None and case.claimed_by.key == person.key
    taker = [Part.TAKER] if has_taken else []
    if person.is_among(case.deputies):
        return [*leads, *taker, Part.DEPUTY]
    people = policy.for_case(case).find_recipients(case.level)
    if is_of_level(case, person, policy) or person.is_among(people):
        executive = [Part.EXECUTIVE] if case.level >= policy.executive else []
        return [*leads, *taker, Part.LEVEL, *executive]
    return [*leads, *taker, *([Part.BEFORE] if was_asked(case, person, policy) else [])]
