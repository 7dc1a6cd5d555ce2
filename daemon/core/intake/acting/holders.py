"""Whose token a mail brings, and who may use it (behaviour B11.7, B11.20)."""

from collections.abc import Iterable

from daemon.core.intake.acting.context import Belonging, TriageContext
from daemon.core.intake.tokens import find_owner
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address, Token


def _people(case: Case) -> Iterable[Address]:
    """Everybody a token may have been given to."""
    return (
        *case.participants,
        *((case.customer,) if case.customer else ()),
        *(Address(told.to) for told in case.conversation.told),
    )


def token_holds(token: Token, belonging: Belonging, key: bytes) -> bool:
    """Whether it was given to somebody in its case."""
    case = belonging.cases.get(token.case)
    return case is not None and find_owner(key, token, _people(case)) is not None


def find_given(belonging: Belonging, key: bytes) -> tuple[Case, Address] | None:
    """The case whose token the mail brings, and to whom it was given; None for none, or a forged one."""
    for token in belonging.tokens:
        case = belonging.cases.get(token.case)
        owner = find_owner(key, token, _people(case)) if case is not None else None
        if case is not None and owner is not None:
            return case, owner
    return None


def find_token_owner(context: TriageContext) -> Address | None:
    """The person whose valid token this sender may use: himself,
    or the queue of which he is a member. None when he has none."""
    sender = context.message.sender
    for token in context.belonging.tokens:
        case = context.belonging.cases.get(token.case)
        owner = find_owner(context.key, token, _people(case)) if case else None
        if sender is None or owner is None or case is None:
            continue
        if owner.key == sender.key or _is_member(sender, owner, case, context.policy):
            return owner
    return None


def _is_member(sender: Address, queue: Address, case: Case, policy: EscalationPolicy) -> bool:
    """Whether he is of the queue that the level's mail went to, or that was asked whether the case goes up."""
    if queue.is_among(case.recipients) and sender.key in policy.find_level(case.level).members:
        return True
    return queue.is_among(case.asked) and sender.key in policy.levels[min(policy.levels)].members


def find_reader(context: TriageContext, case: Case) -> Address | None:
    """In whose place this sender may answer: a colleague, with the token of one whom the level's mail went to, or who
    was asked at Level 1 whether the case goes up. None for who has a part of his own, in a sensitive case, and with the
    token of an agent."""
    sender = context.message.sender
    if sender is None or case.sensitive or not context.policy.is_inside(sender) or sender.is_among(case.participants):
        return None
    asked = (person for person in case.asked if not context.policy.is_lead(person))
    people = [person for person in (*case.recipients, *asked) if not case.is_agent(person)]
    owners = (find_owner(context.key, token, people) for token in context.belonging.tokens if token.case == case.number)
    return next(filter(None, owners), None)


def is_concerned(context: TriageContext, case: Case) -> bool:
    """Whether the sender may hold a token for the case: for a simulation, in which nobody has read a letter of ours."""
    sender = context.message.sender
    if sender is None:
        return False
    leads = (lead.address for lead in context.policy.leads)
    return sender.key in context.policy.find_level(case.level).members or sender.is_among((*_people(case), *leads))
