"""Mail of an agent to the customer of his case, in which we are in To, Cc or Bcc (behaviour B2.28)."""

from daemon.core.model.case import Case
from daemon.core.model.customers import find_customer
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Message


def goes_to_customer(message: Message, case: Case, policy: EscalationPolicy) -> bool:
    """Whether one of the case's agents writes to its customer: at the address that we write to, that the mail named, or
    that the directory has. A case that is over counts as long as something is promised in it."""
    if message.sender is None or not case.is_agent(message.sender):
        return False
    listed = find_customer(case.fields, policy.directory)
    addresses = (
        case.customer.email if case.customer else None,
        case.fields.customer_email,
        listed.email if listed else None,
    )
    known = {address.strip().lower() for address in addresses if address}
    return case.is_alive and any(person.key in known for person in (*message.to, *message.cc))
