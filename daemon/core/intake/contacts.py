"""Mail to the customer of a case, in which we are in To, Cc or Bcc (behaviour B2.28)."""

import re
from collections.abc import Collection, Iterable, Sequence

from daemon.core.model.case import Case
from daemon.core.model.customers import find_customer, is_of_account
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address, Message

_NUMBER = re.compile(r"\bESC-(\d{1,9})\b", re.IGNORECASE)


def goes_to_customer(message: Message, case: Case, policy: EscalationPolicy, is_named: bool) -> bool:
    """Whether the mail goes to the case's customer: to the address that we write to, that the mail named, or that the
    directory has; where none is known, to anybody outside by a mail that names the case and is no answer to us. A case
    that is over counts as long as something is promised in it."""
    if not case.is_alive:
        return False
    if find_addresses(case, policy):
        return is_customers((*message.to, *message.cc), case, policy)
    is_answer = any(map(policy.is_own, message.to))
    return is_named and not is_answer and any(not policy.is_inside(one) for one in message.to)


def find_meant(cases: Sequence[Case], named: Collection[int], subject: str) -> Sequence[Case]:
    """Those of an agent's cases with the customer that his mail is about: all that its subject names by their numbers,
    else that which it belongs to, else the one whose ticket the subject names. All where none is named."""
    numbers = {int(number) for number in _NUMBER.findall(subject)}
    by_ticket = [case for case in cases if case.fields.ticket and _stands_in(case.fields.ticket, subject)]
    by_name = [case for case in cases if case.number in numbers] if len(numbers) > 1 else []
    by_thread = [case for case in cases if case.number in named]
    return by_name or by_thread or (by_ticket if len(by_ticket) == 1 else cases)


def _stands_in(ticket: str, subject: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(ticket)}(?![\w-])", subject, re.IGNORECASE) is not None


def is_customers(people: Iterable[Address], case: Case, policy: EscalationPolicy) -> bool:
    """Whether one of these is the case's customer, or another contact of their account."""
    known, directory = find_addresses(case, policy), policy.directory
    return any(one.key in known or is_of_account(one, case.fields, directory) for one in people)


def find_addresses(case: Case, policy: EscalationPolicy) -> frozenset[str]:
    """The customer's addresses, in lower case."""
    return frozenset(address.lower() for address in order_addresses(case, policy))


def order_addresses(case: Case, policy: EscalationPolicy) -> tuple[str, ...]:
    """The address that we write to, the one that the mail named, and the directory's."""
    listed = find_customer(case.fields, policy.directory)
    addresses = (
        case.customer.email if case.customer else None,
        case.fields.customer_email,
        listed.email if listed else None,
    )
    return tuple(address.strip() for address in addresses if address)
