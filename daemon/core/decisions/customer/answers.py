"""What the customer answers: to whom it goes, and what it starts (behaviour B9.22)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.told.people import all_but, once_each, restart_clock
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Mail, Noted
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import ForwardedVariant, Kind
from parsers.model import Address, Remark, RemarkCode


def hear_customer(case: Case, happening: Noted, policy: EscalationPolicy, now: datetime) -> Decision:
    """To the agents, and to who has the case, else its level; thanks alone, and what comes from another address than
    the one that we wrote to, to the agents alone, and it starts no clock. Nothing in it raises the case: what presses
    is named to the agents."""
    mail, is_for_all = happening.mail, happening.has_token and not happening.is_courtesy
    resumed = restart_clock(case, policy, now) if is_for_all else None
    if resumed is not None:
        case = record(resumed, now, EntryKind.CUSTOMER_ANSWERED, mail.sender.email)
    variant = ForwardedVariant.CUSTOMER if resumed is None else ForwardedVariant.RESUMES
    letters = [replace(one, variant=variant, remarks=_remark(happening)) for one in _to_agents(case, mail)]
    upstairs = _find_upstairs(case) if is_for_all else ()
    letters += [_write(mail, Notification(Kind.FORWARDED, one, Role.RECIPIENT, variant)) for one in upstairs]
    return Decision(case, once_each(letters))


def _remark(happening: Noted) -> tuple[Remark, ...]:
    """What the agents read beside it."""
    elsewhere = "" if happening.has_token else happening.mail.sender.email
    found = ((RemarkCode.CUSTOMER_ELSEWHERE_WROTE, elsewhere), (RemarkCode.CUSTOMER_PRESSES, happening.presses))
    return tuple(Remark(code, text) for code, text in found if text)


def _find_upstairs(case: Case) -> tuple[Address, ...]:
    is_there = case.opened_at is not None and not case.status.is_closed
    return tuple(one for one in case.holders if not case.is_agent(one)) if is_there else ()


def hear_absence(case: Case, mail: Mail) -> tuple[Notification, ...]:
    """The customer's mail program answers in their place: the agents learn it."""
    return tuple(_to_agents(case, mail))


def _to_agents(case: Case, mail: Mail) -> list[Notification]:
    people = all_but(mail.sender, case.agents)
    return [_write(mail, Notification(Kind.FORWARDED, one, Role.AGENT, ForwardedVariant.CUSTOMER)) for one in people]


def _write(mail: Mail, letter: Notification) -> Notification:
    return replace(letter, text=mail.text, files=mail.files, also=(mail.sender,))
