"""What the customer answers: to whom it goes, and what it starts (behaviour B9.22)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.customer.calm import say_of_anger
from daemon.core.decisions.told.people import all_but, forward_to, is_customer, once_each, restart_clock
from daemon.core.decisions.transitions import record
from daemon.core.model.assignment import Cause
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Mail, Noted
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import ForwardedVariant
from parsers.model import Address, Remark, RemarkCode


def hear_customer(case: Case, happening: Noted, policy: EscalationPolicy, now: datetime) -> Decision:
    """To the agents, and to who has the case, else its level; thanks alone, and what comes from another address than
    the one that we wrote to, to the agents alone, and it starts no clock; nor does any while the level rests. Nothing
    in it raises the case: what presses is named to the agents. Who writes from an address that nobody knows is not
    called the customer."""
    mail, is_for_all = happening.mail, not (is_for_agent_alone(case, happening) or happening.is_courtesy)
    resumed = restart_clock(case, policy, now) if is_for_all and not case.is_calm else None
    if resumed is not None:
        case = record(resumed, now, EntryKind.CUSTOMER_ANSWERED, mail.sender.email)
    of_customer = ForwardedVariant.UNKNOWN if happening.is_unknown else ForwardedVariant.CUSTOMER
    variant = of_customer if resumed is None else ForwardedVariant.RESUMES
    letters = [replace(one, variant=variant, remarks=_remark(case, happening)) for one in _to_agents(case, mail)]
    upstairs = _find_upstairs(case) if is_for_all else ()
    letters += [forward_to(one, Role.RECIPIENT, mail, mail.text, variant) for one in upstairs]
    return Decision(case, once_each(letters))


def is_for_agent_alone(case: Case, happening: Noted) -> bool:
    """Whether the customer's words come from an address that we did not write to."""
    return happening.is_customers and not (happening.has_token or is_customer(case, happening.mail.sender))


def _remark(case: Case, happening: Noted) -> tuple[Remark, ...]:
    """What the agents read beside it."""
    presses = RemarkCode.CUSTOMER_PRESSES_CLOSED if case.status.is_closed else RemarkCode.CUSTOMER_PRESSES
    elsewhere = happening.mail.sender.email if is_for_agent_alone(case, happening) else ""
    found = ((RemarkCode.CUSTOMER_ELSEWHERE_WROTE, elsewhere), (presses, happening.presses))
    return (*(Remark(code, text) for code, text in found if text), *say_of_anger(case, happening.angers))


def _find_upstairs(case: Case) -> tuple[Address, ...]:
    """Who has it, else its level; of those nobody who is away."""
    is_there = case.opened_at is not None and not case.status.is_closed
    away = {one.who for one in case.assignment.out if one.cause is Cause.AWAY} if case.claimed_by is None else set()
    return tuple(one for one in case.holders if not case.is_agent(one) and one.key not in away) if is_there else ()


def hear_absence(case: Case, mail: Mail) -> tuple[Notification, ...]:
    """The customer's mail program answers in their place: the agents learn it."""
    return tuple(_to_agents(case, mail))


def _to_agents(case: Case, mail: Mail) -> list[Notification]:
    people = all_but(mail.sender, case.agents)
    return [forward_to(one, Role.AGENT, mail, mail.text, ForwardedVariant.CUSTOMER) for one in people]
