"""What a letter of a sensitive case says to somebody who is not to read what it is about (behaviour B5.22)."""

from dataclasses import replace

from daemon.core.decisions.told.people import may_know
from daemon.core.model.case import Case, Reason
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address, Fields

QUOTES = frozenset('"“„«»')  # a reason with one names words of the mail


def is_hushed(case: Case, reader: Address, policy: EscalationPolicy) -> bool:
    """Whether this reader gets number, level and time, and nothing of the matter."""
    return case.sensitive and not may_know(case, reader, policy)


def hush(case: Case | None, reader: Address, policy: EscalationPolicy) -> Case | None:
    """The case as far as this reader may know it: without anything that somebody wrote of it. None for none."""
    if case is None or not is_hushed(case, reader, policy):
        return case
    held, entries = case.assignment, case.conversation.entries
    answer = None if held.answer is None else replace(held.answer, text="")
    return replace(
        case,
        assignments=(replace(held, answer=answer), *case.assignments[1:]),
        title="",
        subject="",
        fields=Fields(priority=case.fields.priority),
        words=(),
        conversation=replace(case.conversation, entries=tuple(replace(one, text="") for one in entries)),
        outcome="",
        reasons=tuple(one for one in case.reasons if not _quotes(one)),
        question=None if case.question is None else replace(case.question, text=""),
    )


def find_words(one: Notification, case: Case | None, policy: EscalationPolicy) -> str:
    """The words of people that a letter passes on; "" to who may not read them."""
    is_for_him = case is None or not one.kind.tells_words or not is_hushed(case, one.to, policy)
    return one.text if is_for_him else ""


def _quotes(reason: Reason) -> bool:
    return not QUOTES.isdisjoint(reason.text)
