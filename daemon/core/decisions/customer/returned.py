"""The letter to the customer has come back: they are not told (behaviour B6.31)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.customer.acknowledgement import draft
from daemon.core.decisions.customer.promises import has_heard_since, with_promise
from daemon.core.decisions.customer.written import with_update
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Undelivered
from daemon.core.model.notifications import Letter
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.updates import Acknowledgement
from parsers.model import Remark, RemarkCode


def is_of_customer(case: Case, to: str) -> bool:
    """Whether this address is the customer's to whom our letter went."""
    return any(one is not None and one.key == to.lower() for one in (case.customer, case.customer_unreached))


def hear_of_return(case: Case, what: Undelivered, policy: EscalationPolicy, now: datetime) -> Decision:
    """The agent has the text as a draft, and what it promised is promised when they have sent it; what they have
    promised themselves stays. A second report of it says nothing new."""
    if case.acknowledgement is not Acknowledgement.SENT:
        return Decision(case)
    promised_at, is_told = case.customer_promised_at, has_heard_since(case)
    case = replace(case, customer=None, customer_told_at=None, customer_unreached=case.customer)
    if is_told:
        return Decision(replace(case, acknowledgement=Acknowledgement.DRAFT))
    case = with_promise(case, None)
    if case.status.is_closed:
        return Decision(replace(case, acknowledgement=Acknowledgement.NONE))
    case, letters = draft(case, Remark(RemarkCode.CUSTOMER_UNREACHED, f"{what.to}: {what.problem}"), policy, now)
    if promised_at is not None and promised_at > now:
        case = replace(case, customer_drafted_at=promised_at)
    return Decision(case, tuple(replace(one, about=what.letter) for one in letters))


def reach_again(case: Case, letter: Letter, now: datetime) -> Case:
    """The letter was not lost after all: it is on its way again, and holds what it promised."""
    missed, said = case.customer_unreached, case.update
    if missed is None or missed.key != letter.to.lower():
        return case
    if letter.kind.is_update:
        return case if said is None or not said.is_draft else with_update(case, said, missed, now)
    promised_at = case.customer_promised_at or case.customer_drafted_at
    case = replace(with_promise(case, promised_at), customer=missed, customer_unreached=None, customer_drafted_at=None)
    return replace(case, acknowledgement=Acknowledgement.SENT, customer_told_at=now)
