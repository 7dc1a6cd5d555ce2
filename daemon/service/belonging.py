"""Which cases a mail belongs to, before it is read; and which the very same mail opened."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from daemon.core.intake.acting.context import Belonging
from daemon.core.intake.acting.trackers import find_ticketed
from daemon.core.intake.contacts import goes_to_customer
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import with_away
from daemon.ports import MailFiles, State, iterate_cases
from daemon.service.answered import find_caseless
from parsers.message import parse_message
from parsers.mime.headers.references import find_tokens
from parsers.model import Address, Message, Subject
from parsers.vocabulary import Vocabulary


def find_belonging(
    message: Message, subject: Subject, policy: EscalationPolicy, state: State | None, files: MailFiles | None = None
) -> Belonging:
    """What the store knows of the cases that this mail names, and the letter about no case that it answers."""
    tokens = find_tokens(message)
    numbers = (
        {token.case for token in tokens}
        | ({subject.case} if subject.case is not None else set())
        | {*subject.more_cases}
    )
    cases: dict[int, Case] = {}
    if state is None:
        return Belonging(cases, tokens, None, subject.case, can_tell=False)
    cases = {number: case for number in numbers if (case := state.find_case(number)) is not None}
    referenced, lines, marks = _find_referenced(message, state)
    if referenced is not None:
        cases[referenced.number] = referenced
    to_customers = _find_to_customers(message, policy, state, cases)
    by_reference = referenced.number if referenced else None
    found = Belonging(
        cases, tokens, by_reference, subject.case, subject.more_cases, lines, marks, to_customers=to_customers
    )
    if found.named or to_customers or lines is not None:
        return found
    ticketed = find_ticketed(message, iterate_cases(state), policy)
    if ticketed is not None:
        return replace(found, cases={ticketed.number: ticketed}, by_ticket=ticketed.number)
    return replace(found, caseless=find_caseless(message, files))


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
    """The cases to whose customer this mail is written by an agent of theirs, by who stands in for one, or else by a
    lead; `named` are the numbers of those that it names."""
    sender, people = message.sender, (*message.to, *message.cc)
    if sender is None or all(map(policy.is_inside, people)):
        return ()
    own = tuple(_find_own(sender, policy, state))
    written = tuple(case for case in own if goes_to_customer(message, case, policy, case.number in named))
    if written or not policy.is_lead(sender):
        return written
    others = {case.number: case for case in (*iterate_cases(state), *state.find_promised())}
    return tuple(one for one in others.values() if goes_to_customer(message, one, policy, one.number in named))


def _find_own(sender: Address, policy: EscalationPolicy, state: State) -> Iterator[Case]:
    """The cases that he escalated or joined, then those of the agents for whom he stands in."""
    yield from state.find_cases_of(sender.key)
    rules = with_away(policy, state.absences())
    for who in sorted(rules.away - {sender.key}):
        if rules.find_cover(Address(who)).key == sender.key:
            yield from (case for case in state.find_cases_of(who) if case.agent.key == who)


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
