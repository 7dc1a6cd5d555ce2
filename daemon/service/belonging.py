"""Which cases a mail belongs to, before it is read; and which the very same mail opened."""

from collections.abc import Callable, Collection

from daemon.core.intake.acting.context import Belonging
from daemon.core.intake.contacts import goes_to_customer
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import State
from parsers.message import parse_message
from parsers.mime.headers.references import find_tokens
from parsers.model import Message, Subject
from parsers.vocabulary import Vocabulary


def find_belonging(message: Message, subject: Subject, policy: EscalationPolicy, state: State | None) -> Belonging:
    """What the store knows of the cases that this mail names."""
    tokens = find_tokens(message)
    numbers = {token.case for token in tokens} | ({subject.case} if subject.case is not None else set())
    cases: dict[int, Case] = {}
    if state is None:
        return Belonging(cases, tokens, None, subject.case, can_tell=False)
    cases = {number: case for number in numbers if (case := state.find_case(number)) is not None}
    referenced, lines, marks = _find_referenced(message, state)
    if referenced is not None:
        cases[referenced.number] = referenced
    to_customers = _find_to_customers(message, policy, state, cases)
    by_reference = referenced.number if referenced else None
    return Belonging(cases, tokens, by_reference, subject.case, lines, marks, to_customers=to_customers)


def _find_referenced(message: Message, state: State) -> tuple[Case | None, tuple[int, ...] | None, tuple[str, ...]]:
    """What the mail answers, by the nearest Message-ID that is known: a case by one of its mails, or the case on each
    line of a numbered letter to this sender, and what each was about; behind that may stand his own mail, which was
    about several. A letter's Message-ID cannot be guessed: who names it has read the letter (behaviour B11.15)."""
    ids = tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))
    letters = None if message.sender is None else state.find_numbered(message.sender.email.lower())
    at = None if letters is None else letters.find(ids)
    case = state.find_by_message_id(ids[:at])
    if case is not None or letters is None or at is None:
        return case, None, ()
    return None, letters.lines[ids[at]], letters.marks.get(ids[at], ())


def _find_to_customers(
    message: Message, policy: EscalationPolicy, state: State, named: Collection[int]
) -> tuple[Case, ...]:
    """The cases whose agent writes to their customer by this mail; `named` are the numbers of those that it names."""
    if message.sender is None:
        return ()
    own = state.find_cases_of(message.sender.key)
    return tuple(case for case in own if goes_to_customer(message, case, policy, case.number in named))


def find_same_mail(message: Message, state: State, get_mail: Callable[[str], bytes], words: Vocabulary) -> Case | None:
    """The case that the very same mail opened, come a second way (a list and directly): same Message-ID, same words,
    and no file that the first had not, for a list may strip them. None when it is another mail (fault F65)."""
    files = {file.content for file in message.files if file.counts}
    case = state.find_by_message_id([message.message_id]) if message.message_id else None
    for digest in case.conversation.mails if case else ():
        before = parse_message(get_mail(digest), words)
        is_same = before.message_id == message.message_id and before.text == message.text
        if is_same and files <= {file.content for file in before.files}:
            return case
    return None
