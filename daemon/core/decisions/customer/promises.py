"""What the customer was told and promised, and that it is kept (behaviour B6.4, B7.27)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.promise import find_nudge_at, propose_promise
from daemon.core.decisions.parts.contact import find_contacts, speaks_as_agent
from daemon.core.decisions.told.people import to_sender
from daemon.core.decisions.transitions import keep, record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Informed, Mail
from daemon.core.model.history.step_key import StepKind
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.updates import Acknowledgement
from daemon.core.model.variants import Kind, NudgeVariant
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


def find_left_at(case: Case) -> datetime | None:
    """When our letter to the customer left; None while it waits for the relay, and where there is none."""
    since = case.customer_told_at
    if since is None:
        return None
    told = (one.at for one in case.conversation.told if one.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT and one.at >= since)
    return next(told, None)


def is_in_doubt(case: Case) -> bool:
    """Whether nobody knows if our letter to the customer has arrived, nor has anybody told them since."""
    since, to = case.customer_told_at, case.customer
    if since is None or to is None or case.customer_heard_at is not None or find_left_at(case) is not None:
        return False
    entries = (one for one in case.conversation.entries if one.kind is EntryKind.DOUBTFUL and one.at >= since)
    return any(one.who.lower() == to.key for one in entries)


def has_heard_since(case: Case) -> bool:
    """Whether the customer has heard anything after our first letter was written: what was promised is of that."""
    told_at, heard_at = case.customer_told_at, case.customer_heard_at
    return heard_at is not None and (told_at is None or heard_at >= told_at)


def with_promise(case: Case, promised_at: datetime | None) -> Case:
    """The case whose customer waits for a word by then, or, None, for none; nobody was reminded of it yet."""
    return replace(case, customer_promised_at=promised_at, customer_nudged_at=None)


def keep_promise(case: Case, now: datetime, until: datetime | None = None) -> Case:
    """The case whose customer has heard something by now, and hears again by `until`, if anything was said of that. Of
    our draft, which has left by that, the time in it is promised."""
    drafted_at = case.customer_drafted_at
    promised_at = drafted_at if until is None and drafted_at is not None and drafted_at > now else until
    return replace(with_promise(case, promised_at), customer_heard_at=now, customer_drafted_at=None)


def hear_of_mail(case: Case, happening: Informed, policy: EscalationPolicy, now: datetime) -> Decision:
    """An agent has written to the customer, who stands in for him, or a lead, and we were in it: what was promised is
    kept, and nobody inside gets the mail, but the contact reads what a lead has told them. Its id is known from now on,
    for the customer's answer names it; its files are not the case's. Without a word it tells nothing, and what nobody
    but the customer can read counts as nothing, which its writer learns."""
    mail = happening.mail
    if happening.is_unreadable:
        case = record(keep(case, replace(mail, text="", files=())), now, EntryKind.UNREADABLE, mail.sender.email)
        return Decision(case, to_sender(case, mail, NoticeVariant.TOLD_UNREADABLY))
    if not happening.says_something:
        case = record(keep(case, mail), now, EntryKind.EMPTY, mail.sender.email)
        return Decision(case, to_sender(case, mail, NoticeVariant.NOT_TOLD))
    heard = hear_of_copy(keep(case, replace(mail, files=())), mail, now)
    if speaks_as_agent(case, mail.sender, policy):
        return Decision(heard)
    variant = NoticeVariant.TOLD
    told = Notification(Kind.NOTICE, case.agent, Role.AGENT, variant, mail.text, also=(mail.sender,))
    return Decision(heard, (told,))


def hear_of_copy(case: Case, mail: Mail, now: datetime) -> Case:
    """The case whose customer has had this mail, or a copy of it."""
    return keep_promise(record(case, now, EntryKind.CUSTOMER_TOLD, mail.sender.email, mail.text), now)


def decide_nudge(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The agent is reminded of what the customer was promised, when it is time, in whatever status the case is: of
    several times that have passed once. While he is away and nobody stands in, the leads are."""
    at = find_nudge_at(case, policy, now)
    if at is None or at > now:
        return Decision(case)
    case = record(replace(case, customer_nudged_at=now), now, EntryKind.CLOCK.of(StepKind.PROMISE))
    people = find_contacts(case, policy)
    return Decision(case, tuple(Notification(Kind.NUDGE, one, role, NudgeVariant.PROMISE) for one, role in people))


def with_nudge(decision: Decision, policy: EscalationPolicy, now: datetime) -> Decision:
    """What was decided; where its letter to the agent brings the promise of which he would be reminded this minute, he
    is reminded by that one."""
    nudged = decide_nudge(decision.case, policy, now)
    told = {one.to.key for one in decision.notifications if one.kind is Kind.MOVED and one.role is Role.AGENT}
    is_read = all(one.to.key in told for one in nudged.notifications)
    return Decision(nudged.case, decision.notifications) if is_read else decision
