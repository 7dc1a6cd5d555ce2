"""What a letter of a sensitive case says to somebody who is not to read what it is about (behaviour B5.22)."""

from dataclasses import replace

from daemon.core.decisions.told.people import may_know
from daemon.core.model.case import Case
from daemon.core.model.history.conversation import Reason
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from parsers.model import Address, Fields

QUOTES = frozenset('"“„«»')  # a reason with one names words of the mail


def is_hushed(case: Case | None, reader: Address, policy: EscalationPolicy) -> bool:
    """Whether this reader gets number, level and time, and nothing of the matter."""
    return case is not None and case.sensitive and not may_know(case, reader, policy)


def hush(case: Case | None, letter: Notification, policy: EscalationPolicy) -> Case | None:
    """The case as far as the letter's reader may know it: without anything that somebody wrote of it, and whose it is.
    None for none. The customer's own letter holds what every customer's does."""
    if case is None or letter.role is Role.CUSTOMER or not is_hushed(case, letter.to, policy):
        return case
    held, entries = case.assignment, case.conversation.entries
    answer = None if held.answer is None else replace(held.answer, text="")
    return replace(
        case,
        assignments=(replace(held, answer=answer), *case.assignments[1:]),
        customer=None,
        customer_unreached=None,
        title="",
        subject="",
        fields=Fields(priority=case.fields.priority),
        words=(),
        tracked=(),
        conversation=replace(case.conversation, entries=tuple(replace(one, text="") for one in entries)),
        outcome="",
        reasons=tuple(one for one in case.reasons if not _quotes(one)),
        question=None if case.question is None else replace(case.question, text=""),
    )


def find_words(one: Notification, case: Case | None, policy: EscalationPolicy) -> str:
    """The words of people that a letter passes on; "" to who may not read them."""
    is_draft = one.kind is Kind.DE_ESCALATION and one.role is not Role.CUSTOMER  # it says who closed it, and how
    brings_words = one.kind.tells_words or is_draft
    is_for_him = case is None or not brings_words or not is_hushed(case, one.to, policy)
    return one.text if is_for_him else ""


def find_named(one: Notification, case: Case | None, policy: EscalationPolicy) -> tuple[Address, ...]:
    """The people whom a letter names; nobody outside to who is not to read whose case it is."""
    if case is None or not is_hushed(case, one.to, policy):
        return one.also
    return tuple(person for person in one.also if policy.is_inside(person))


def _quotes(reason: Reason) -> bool:
    return not QUOTES.isdisjoint(reason.text)
