"""Which cases a mail belongs to, before it is read."""

from daemon.core.intake.contacts import goes_to_customer
from daemon.core.intake.triage import Belonging
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import State
from parsers.mime.headers.references import find_tokens
from parsers.model import Message, Subject


def find_belonging(message: Message, subject: Subject, policy: EscalationPolicy, state: State | None) -> Belonging:
    """What the store knows of the cases that this mail names."""
    tokens = find_tokens(message)
    numbers = {token.case for token in tokens} | ({subject.case} if subject.case is not None else set())
    cases: dict[int, Case] = {}
    if state is None:
        return Belonging(cases, tokens, None, subject.case, can_tell=False)
    cases = {number: case for number in numbers if (case := state.find_case(number)) is not None}
    referenced, lines = _find_referenced(message, state)
    if referenced is not None:
        cases[referenced.number] = referenced
    to_customers = _find_to_customers(message, policy, state)
    by_reference = referenced.number if referenced else None
    return Belonging(cases, tokens, by_reference, subject.case, lines, to_customers=to_customers)


def _find_referenced(message: Message, state: State) -> tuple[Case | None, tuple[int, ...] | None]:
    """What the mail answers, by the nearest Message-ID that is known: a case by one of its mails, or the case on each
    line of a numbered letter to this sender; behind that may stand his own mail, which was about several.
    A letter's Message-ID cannot be guessed: who names it has read the letter (behaviour B11.15)."""
    ids = tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))
    letters = None if message.sender is None else state.find_numbered(message.sender.email.lower())
    at = None if letters is None else letters.find(ids)
    case = state.find_by_message_id(ids[:at])
    return case, None if case is not None or letters is None or at is None else letters.lines[ids[at]]


def _find_to_customers(message: Message, policy: EscalationPolicy, state: State) -> tuple[Case, ...]:
    """The cases whose agent writes to their customer by this mail."""
    if message.sender is None:
        return ()
    own = state.find_cases_of(message.sender.key)
    return tuple(case for case in own if goes_to_customer(message, case, policy))
