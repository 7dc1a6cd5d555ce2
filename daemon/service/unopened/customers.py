"""A customer's own mail with the word in its subject: set aside as every stranger's, and those who look after him are
told (behaviour B2.25)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.intake.distrust import find_distrust
from daemon.core.model.case import Case
from daemon.core.model.customers import Customer, find_customer
from daemon.core.model.happenings import Decision
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.service.intake import Reading
from parsers.model import Address, Remark, RemarkCode

AN_HOUR = timedelta(hours=1)


def find_writing_customer(reading: Reading, policy: EscalationPolicy) -> Customer | None:
    """The customer of the directory who has written this, confirmed as his; None for anybody else, and where the
    subject does not have the word."""
    sender = reading.message.sender
    if reading.subject.marker is None or sender is None or policy.is_named(sender.email):
        return None
    return None if find_distrust(reading.message, policy.senders) else policy.directory.find_email(sender.key)


def name_told(customer: Customer) -> str:
    """Under which name it is remembered when they were last told of this customer's mails."""
    return f"customer:{customer.account.casefold()}"


def may_tell(last: datetime | None, now: datetime) -> bool:
    """Once an hour for each customer."""
    return last is None or now - last >= AN_HOUR


def tell_of_customer(
    reading: Reading, customer: Customer, cases: Iterable[Case], policy: EscalationPolicy
) -> tuple[tuple[Decision, ...], tuple[Notification, ...]]:
    """A letter each to the leads and to the agents of the customer's cases, with nothing of it but its subject: in the
    newest of their cases, so that an answer has somewhere to go; where there is none, in no case, and the lead lets it
    in by the answer. Whose a sensitive one
    is only its own agents read."""
    own = [case for case in cases if _is_of(case, customer, policy)][::-1]
    known = [case for case in own if not case.sensitive]
    notice = _write_notice(reading, customer, known)
    role, lines, marks = (Role.LEAD, None, ()) if known else (Role.SENDER, (0,), (reading.mail.digest,))
    to_leads = tuple(
        replace(notice, to=lead.address, role=role, lines=lines, line_marks=marks) for lead in policy.leads
    )
    to_agents = tuple(_tell_agents(own, notice, {one.to.key for one in to_leads}))
    if not known:
        return to_agents, to_leads
    return tuple(_with(to_leads, one) if one.case is known[0] else one for one in to_agents), ()


def _write_notice(reading: Reading, customer: Customer, known: list[Case]) -> Notification:
    names = ", ".join(case.name for case in reversed(known))
    remarks = (Remark(RemarkCode.CASES_OF_CUSTOMER, names),) if names else ()
    sender = reading.message.sender or Address(customer.email)
    writer = Address(sender.email, sender.name or customer.name)
    variant, subject = NoticeVariant.CUSTOMER, reading.message.subject[:200]
    return Notification(Kind.NOTICE, writer, Role.SENDER, variant, subject, remarks, also=(writer,))


def _with(letters: tuple[Notification, ...], decision: Decision) -> Decision:
    return replace(decision, notifications=(*letters, *decision.notifications))


def _tell_agents(cases: Iterable[Case], notice: Notification, told: set[str]) -> Iterator[Decision]:
    """Each agent by his first case, but those who were told."""
    for case in cases:
        agents = [agent for agent in case.agents if agent.key not in told]
        told |= {agent.key for agent in agents}
        yield Decision(case, tuple(replace(notice, to=agent, role=Role.AGENT) for agent in agents))


def _is_of(case: Case, customer: Customer, policy: EscalationPolicy) -> bool:
    known = find_customer(case.fields, policy.directory)
    return known is not None and known.account == customer.account
