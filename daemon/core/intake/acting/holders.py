"""Whose token a mail brings, and who may use it (behaviour B11.7, B11.20)."""

from collections.abc import Iterable

from daemon.core.intake.acting.context import Belonging, TriageContext
from daemon.core.intake.tokens import find_owner
from daemon.core.model.case import Case
from daemon.core.model.customers import is_of_account
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address


def _people(case: Case) -> Iterable[Address]:
    """Everybody a token may have been given to."""
    return (
        *case.participants,
        *((case.customer,) if case.customer else ()),
        *(Address(told.to) for told in case.conversation.told),
    )


def find_owners(belonging: Belonging, key: bytes) -> tuple[tuple[Case, Address], ...]:
    """The cases whose tokens the mail brings, each with whom that was given to."""
    known = ((belonging.cases.get(token.case), token) for token in belonging.tokens)
    found = ((case, find_owner(key, token, _people(case))) for case, token in known if case is not None)
    return tuple((case, owner) for case, owner in found if owner is not None)


def find_missed(case: Case, owner: Address, failed: tuple[str, ...]) -> str | None:
    """Whom a report says was not reached that quotes a letter to this one; None where it is not believed. It can say so
    of him, or of an address that he has his mail sent on to, and of nobody else who has to do with the case; a
    customer's of the customer alone (behaviour B11.26)."""
    if not failed or owner.key in {one.lower() for one in failed}:
        return owner.email
    others = {person.key for person in _people(case)} & {one.lower() for one in failed}
    if others:
        return None
    return owner.email if is_customers_token(case, owner) else failed[0]


def is_customers_token(case: Case, owner: Address) -> bool:
    """Whether a token of this one is the customer's."""
    if case.customer is not None and case.customer.key == owner.key:
        return True
    letters = (told for told in case.conversation.told if told.kind.is_for_customer)
    return not owner.is_among(case.participants) and any(told.to.lower() == owner.key for told in letters)


def speaks_for_customer(context: TriageContext, case: Case) -> bool:
    """Whether the sender, who is none of ours, writes in the customer's place: by an answer with the customer's token,
    or as another contact of the account that the directory lists."""
    sender = context.message.sender
    if sender is None or context.policy.is_inside(sender):
        return False
    owners = find_owners(context.belonging, context.key)
    if any(one.number == case.number and is_customers_token(one, owner) for one, owner in owners):
        return True
    return is_of_account(sender, case.fields, context.policy.directory)


def find_given(belonging: Belonging, key: bytes) -> tuple[Case, Address] | None:
    """The case whose token the mail brings, and to whom it was given; None for none, or a forged one."""
    return next(iter(find_owners(belonging, key)), None)


def find_token_owner(context: TriageContext) -> Address | None:
    """The person whose valid token this sender may use: himself,
    or the queue of which he is a member. None when he has none."""
    sender = context.message.sender
    if sender is None:
        return None
    found = find_owners(context.belonging, context.key)
    his = (one for case, one in found if one.key == sender.key or _is_member(sender, one, case, context.policy))
    return next(his, None)


def _is_member(sender: Address, queue: Address, case: Case, policy: EscalationPolicy) -> bool:
    """Whether he is of the queue that the level's mail went to, or that was asked whether the case goes up."""
    rules = policy.for_case(case)
    if any(queue.is_among(one.recipients) and sender.key in rules.find_level(one.level).members for one in case.views):
        return True
    return queue.is_among(case.asked) and sender.key in policy.levels[min(policy.levels)].members


def is_himself(context: TriageContext, case: Case) -> bool:
    """Whether the sender has a part of his own in the case, and brings the token of any colleague in it: who answers
    all, or a letter that was sent on to him, is no less for that."""
    sender, policy = context.message.sender, context.policy
    if sender is None or not policy.is_inside(sender) or not _has_part(case, sender, policy):
        return False
    owners = (owner for one, owner in find_owners(context.belonging, context.key) if one.number == case.number)
    return any(not is_customers_token(case, owner) for owner in owners)


def _has_part(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he is an agent, a lead, or was asked at any level; not who only answers in another's place."""
    asked = (Address(told.to) for told in case.conversation.told if told.kind.brings_case)
    rules = policy.for_case(case)
    turns = (turn for one in case.views for turn in one.assignments)
    members = (key for turn in turns for key in rules.find_level(turn.level).members)
    upstairs = (who for one in case.views for who in one.upstairs)
    is_of_case = person.is_among((*case.agents, *upstairs, *asked, *case.asked))
    return is_of_case or person.key in members or policy.is_lead(person)


def find_reader(context: TriageContext, case: Case) -> Address | None:
    """In whose place this sender may answer: a colleague, with the token of one whom the level's mail went to, or who
    was asked at Level 1 whether the case goes up; as often as he does. None for who has a part of his own, in a
    sensitive case, and with the token of an agent."""
    sender, policy = context.message.sender, context.policy
    if sender is None or case.sensitive or not policy.is_inside(sender) or _has_part(case, sender, policy):
        return None
    asked = (person for person in case.asked if not policy.is_lead(person))
    recipients = (person for one in case.views for person in one.recipients)
    people = [person for person in (*recipients, *asked) if not case.is_agent(person)]
    owners = (find_owner(context.key, token, people) for token in context.belonging.tokens if token.case == case.number)
    return next(filter(None, owners), None)


def is_concerned(context: TriageContext, case: Case) -> bool:
    """Whether the sender may hold a token for the case: for a simulation, in which nobody has read a letter of ours."""
    sender = context.message.sender
    if sender is None:
        return False
    leads = (lead.address for lead in context.policy.leads)
    policy = context.policy.for_case(case)
    members = (key for one in case.views for key in policy.find_level(one.level).members)
    return sender.key in members or sender.is_among((*_people(case), *leads))
