"""What the letters that bring a case say of a solved one that it resembles (behaviour B9.19)."""

import re
from collections.abc import Iterator

from daemon.core.decisions.customer.outside import as_seen
from daemon.core.model.case import Case
from daemon.core.model.customers import ONE_ADDRESS, find_customer
from daemon.core.model.history.precedents import Precedent
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import ASKING, Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, ReceiptVariant
from parsers.model import Address, CommandName

LIKE = 0.5  # below it nothing is said
ENDING = 2  # letters that grammar adds to a name
SHORT = 3  # letters of the small words in a company's name; an abbreviation is as short

_WORD = re.compile(r"\w+")


def brings_precedent(letter: Notification, policy: EscalationPolicy) -> bool:
    """Whether it says to its level, or to its agent for the first time, what the case is."""
    match letter.kind:
        case Kind.RECEIPT:
            is_first = letter.role is Role.AGENT and letter.variant == ReceiptVariant.OPENED
        case Kind.ROUTED:
            is_first = letter.role is Role.RECIPIENT
        case Kind.RAISED:
            is_first = letter.role is Role.RECIPIENT and letter.variant in ASKING
        case _:
            is_first = False
    return is_first and policy.is_inside(letter.to)


def find_precedent(case: Case, solved: Case, policy: EscalationPolicy) -> Precedent | None:
    """What may be said of this solved case in letters about the other; None where either is sensitive."""
    if case.likeness is None or case.sensitive or solved.sensitive:
        return None
    lesson = solved.solution.lesson if solved.solution is not None else None
    said = (solved.title, solved.outcome, lesson or "")
    title, outcome, lesson = ("" if may_name_customer(text, solved, policy) else text for text in said)
    by = _find_solver(solved, policy)
    return Precedent(solved.name, case.likeness.share, title, outcome, lesson, by, solved.closed_at)


def may_name_customer(text: str, case: Case, policy: EscalationPolicy) -> bool:
    """Whether it may say whose case this is, by name, address, ticket or a word of these, or name a customer of the
    directory, or an address outside: rather too often, and always where nobody knows whose it is."""
    addresses = (Address(found[0].lower()) for found in ONE_ADDRESS.finditer(text))
    if any(not policy.is_inside(one) for one in addresses) or policy.directory.find_inside(text) is not None:
        return True
    own, said = set(_find_own_words(case, policy)), set(_WORD.findall(as_seen(text)))
    return not own or any(
        word[: len(word) - cut] in own for word in said for cut in range(min(ENDING, len(word) - SHORT) + 1)
    )


def _find_own_words(case: Case, policy: EscalationPolicy) -> Iterator[str]:
    fields, known = case.fields, find_customer(case.fields, policy.directory)
    listed = (known.name, known.account, known.email.rpartition(".")[0]) if known is not None else ()
    written_to = (case.customer.name, case.customer.email.rpartition(".")[0]) if case.customer is not None else ()
    email = (fields.customer_email or "").rpartition(".")[0]
    for text in (fields.customer, email, fields.ticket, *listed, *written_to):
        for found in _WORD.findall(text or ""):
            is_whole = len(found) > SHORT or (len(found) == SHORT and not found.islower())
            if is_whole or any(map(str.isdigit, found)):
                yield from _WORD.findall(as_seen(found))


def _find_solver(case: Case, policy: EscalationPolicy) -> Address | None:
    """Who said that it is done; where nobody of ours has said so, who had it."""
    done = EntryKind.COMMAND.of(CommandName.DONE)
    who = next((one.who for one in reversed(case.conversation.entries) if one.name == done), "")
    named = (*case.participants, *(lead.address for lead in policy.leads), Address(who))
    by = next((one for one in named if one.key == who.lower()), None) if who else case.claimed_by
    return by if by is not None and policy.is_inside(by) else None
