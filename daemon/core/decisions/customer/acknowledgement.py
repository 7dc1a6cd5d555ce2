"""The one letter that tells the customer that specialists are on it, or why it is not sent (behaviour B6.4, B6.5)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.promise import propose_promise
from daemon.core.decisions.customer.outside import find_doubt
from daemon.core.decisions.customer.promises import tell_customer
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case
from daemon.core.model.happenings import CustomerContact
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.updates import Acknowledgement
from daemon.core.model.variants import AcknowledgementVariant, Kind
from parsers.model import NOTHING, Remark, RemarkCode

# without these there is nobody to tell, and no reference to give
NEEDED_BY_CUSTOMER = frozenset({"customer", "ticket"})


def acknowledge(
    case: Case, contact: CustomerContact, policy: EscalationPolicy, now: datetime
) -> tuple[Case, tuple[Notification, ...]]:
    """The one acknowledgement: at most once, when the case is complete enough, withheld when sensitive, a draft for
    the agent when no address may be believed, or when its words may not be meant for the customer."""
    if case.needs_agent or NEEDED_BY_CUSTOMER & set(case.missing):
        return case, ()
    if case.acknowledgement is not Acknowledgement.NONE:
        return _use_later_address(case, contact, policy, now)
    if not policy.customers.acknowledge:
        return replace(case, acknowledgement=Acknowledgement.OFF), ()
    if case.sensitive:
        case = replace(case, acknowledgement=Acknowledgement.WITHHELD, customer=contact.address)
        return record(case, now, EntryKind.ACKNOWLEDGEMENT_WITHHELD, "", "sensitive"), ()
    if case.fields.tell_the_customer == NOTHING:
        case = replace(case, acknowledgement=Acknowledgement.HELD, customer=contact.address)
        return record(case, now, EntryKind.ACKNOWLEDGEMENT_WITHHELD, "", "its agent wants it so"), ()
    if contact.address is None and not contact.problem:
        return case, ()  # nobody has looked for it yet
    if contact.address is None:
        return draft(case, Remark(RemarkCode.CUSTOMER_NOT_TOLD, contact.problem), policy, now)
    doubt = find_doubt(case, policy)
    if doubt is not None:
        return draft(replace(case, customer=contact.address), doubt, policy, now)
    return tell_customer(case, contact.address, policy, now)


def _use_later_address(
    case: Case, contact: CustomerContact, policy: EscalationPolicy, now: datetime
) -> tuple[Case, tuple[Notification, ...]]:
    """An address that comes when there was none is used then: at once where the agent has the draft and the customer
    has heard nothing, else by `send ack` (behaviour B6.21)."""
    missed = case.customer_unreached
    if contact.address is None or case.customer is not None or (missed and missed.key == contact.address.key):
        return case, ()
    found = replace(case, customer=contact.address)
    waits = case.acknowledgement is Acknowledgement.DRAFT and case.customer_heard_last is None
    return (
        tell_customer(found, contact.address, policy, now)
        if waits and not case.sensitive and find_doubt(found, policy) is None
        else (found, ())
    )


def say_of_address(before: Case, case: Case, contact: CustomerContact) -> tuple[Remark, ...]:
    """Why an address that has come since is not written to, while the agent has the draft of their letter."""
    is_new = case.fields.customer_email != before.fields.customer_email
    waits = case.acknowledgement is Acknowledgement.DRAFT and case.customer_heard_last is None
    problem = contact.problem if contact.address is None else ""
    return (Remark(RemarkCode.CUSTOMER_NOT_TOLD, problem),) if is_new and waits and problem else ()


def draft(case: Case, why: Remark, policy: EscalationPolicy, now: datetime) -> tuple[Case, tuple[Notification, ...]]:
    """The letter to the customer as a draft for the agent; the time in it is promised when he has sent it."""
    drafted_at = propose_promise(case, policy, now)
    case = replace(case, acknowledgement=Acknowledgement.DRAFT, customer_drafted_at=drafted_at)
    case = record(case, now, EntryKind.CUSTOMER_NOT_TOLD, "", why.text)
    variant = AcknowledgementVariant.DRAFT
    draft = Notification(Kind.CUSTOMER_ACKNOWLEDGEMENT, case.agent, Role.AGENT, variant, remarks=(why,))
    return case, (draft,)
