"""What the customer was told and promised, and that it is kept (behaviour B6.4, B7.27)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.promise import find_nudge_at, propose_promise
from daemon.core.decisions.told.people import to_sender
from daemon.core.decisions.transitions import keep, record
from daemon.core.model.case import Acknowledgement, Case
from daemon.core.model.happenings import Decision, Informed, Mail
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.step_key import StepKind
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, NoticeVariant, NudgeVariant
from parsers.model import Address


def tell_customer(
    case: Case, address: Address, policy: EscalationPolicy, now: datetime
) -> tuple[Case, tuple[Notification, ...]]:
    """The one letter to the customer. The time that it promises is kept: the deadline may move later, what he reads
    does not (behaviour B6.26)."""
    case = replace(
        with_promise(case, propose_promise(case, policy, now)),
        acknowledgement=Acknowledgement.SENT,
        customer=address,
        customer_told_at=now,
        customer_unreached=None,
        customer_drafted_at=None,
    )
    case = record(case, now, EntryKind.CUSTOMER_TOLD, "", address.email)
    return case, (Notification(Kind.CUSTOMER_ACKNOWLEDGEMENT, address, Role.CUSTOMER),)


def with_promise(case: Case, promised_at: datetime | None) -> Case:
    """The case whose customer waits for a word by then, or, None, for none; nobody was reminded of it yet."""
    return replace(case, customer_promised_at=promised_at, customer_nudged_at=None)


def keep_promise(case: Case, now: datetime, until: datetime | None = None) -> Case:
    """The case whose customer has heard something by now, and hears again by `until`, if anything was said of that. Of
    our draft, which has left by that, the time in it is promised."""
    drafted_at = case.customer_drafted_at
    promised_at = drafted_at if until is None and drafted_at is not None and drafted_at > now else until
    return replace(with_promise(case, promised_at), customer_heard_at=now, customer_drafted_at=None)


def hear_of_mail(case: Case, happening: Informed, now: datetime) -> Decision:
    """An agent has written to the customer, and we were in it: what was promised is kept, and nobody inside gets the
    mail. Its id is known from now on, for the customer's answer names it; its files are not the case's. Without a word
    it tells nothing, which its writer learns."""
    mail = happening.mail
    if not happening.says_something:
        case = record(keep(case, mail), now, EntryKind.EMPTY, mail.sender.email)
        return Decision(case, to_sender(case, mail, NoticeVariant.NOT_TOLD))
    return Decision(hear_of_copy(keep(case, replace(mail, files=())), mail, now))


def hear_of_copy(case: Case, mail: Mail, now: datetime) -> Case:
    """The case whose customer has had this mail, or a copy of it."""
    return keep_promise(record(case, now, EntryKind.CUSTOMER_TOLD, mail.sender.email, mail.text), now)


def decide_nudge(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The agent is reminded of what the customer was promised, when it is time, in whatever status the case is: of
    several times that have passed once."""
    at = find_nudge_at(case, policy, now)
    if at is None or at > now:
        return Decision(case)
    case = record(replace(case, customer_nudged_at=now), now, EntryKind.CLOCK.of(StepKind.PROMISE))
    return Decision(case, (Notification(Kind.NUDGE, case.agent, Role.AGENT, NudgeVariant.PROMISE),))
