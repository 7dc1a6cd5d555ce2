"""Words that are for others: whom they reach, and what their writer reads who may do no more by them
(behaviour B9.4, B9.5, B11.8)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.parts.contact import find_missed
from daemon.core.decisions.told.people import forward_to, is_customer, once_each, to_sender
from daemon.core.decisions.transitions import keep, record
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Decision, Mail, Noted, Released
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import ForwardedVariant, Kind
from parsers.model import SEPARATOR, Address, Remark, RemarkCode

# that it is the customer's, and how it is answered, is said to whom their mail went as well
OF_CUSTOMER = frozenset({ForwardedVariant.CUSTOMER, ForwardedVariant.RESUMES, ForwardedVariant.UNKNOWN})


def without_copies(mail: Mail, decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided, without passing a mail on to whom it went anyway (behaviour B6.29): no letter for one of ours,
    none of its words for the customer's (behaviour B9.22). Who is away, or gets no mail, has had nothing: another
    reads it for him."""
    missed = find_missed(decision.case, map(Address, mail.copied))
    had = mail.copied - policy.away - {one.key for one in missed}
    letters = (_without_words(one) if _brings_again(one, had) else one for one in decision.notifications)
    return Decision(decision.case, tuple(one for one in letters if one is not None))


def _brings_again(letter: Notification, had: frozenset[str]) -> bool:
    return letter.kind is Kind.FORWARDED and letter.to.key in had


def _without_words(letter: Notification) -> Notification | None:
    if letter.variant not in OF_CUSTOMER:
        return None
    return replace(letter, text="", files=()).with_remarks(Remark(RemarkCode.HAD_IT, ""))


def tell_of_note(
    case: Case, happening: Noted, letters: Sequence[Notification], policy: EscalationPolicy
) -> tuple[Notification, ...]:
    """What the writer reads: that the case is closed, or that he has done no more than say something, for want of a
    token: a colleague without a part in it, and whoever gave a command. He gets no token by it, unless he takes part
    already. Nothing where nothing more was asked."""
    mail, people = happening.mail, tuple(letter.to for letter in letters)
    if case.status.is_closed:
        told = to_sender(case, mail, NoticeVariant.CLOSED)
    elif _is_bystander(case, happening, policy) or (happening.command and not happening.has_token):
        told = to_sender(case, mail, NoticeVariant.NO_TOKEN, happening.missed)
    elif case.status is Status.HELD and happening.has_token and not is_customer(case, mail.sender):
        told = () if case.is_agent(mail.sender) else to_sender(case, mail, NoticeVariant.STILL_ASKED)
    else:
        return ()
    told = tuple(replace(one, also=people) for one in told)
    return tuple(replace(one, role=Role.SENDER) for one in told) if _is_bystander(case, happening, policy) else told


def pass_on_released(case: Case, happening: Released, now: datetime) -> Decision:
    """A mail that a lead lets in, to agents and level, with the name that it bears: its sender is nobody's for that, no
    word in it is carried out, and he gets no letter (behaviour B11.18)."""
    mail, by = happening.mail, happening.by
    case = record(keep(case, mail), now, EntryKind.RELEASED, by.email, mail.text)
    to_agents = [(one, Role.AGENT) for one in case.agents]
    to_level = [] if case.status.is_closed else [(one, Role.RECIPIENT) for one in case.hearers]
    return Decision(
        case,
        once_each(
            forward_to(one, role, mail, mail.text).with_remarks(*say_released(happening))
            for one, role in (*to_agents, *to_level)
            if one.key != mail.sender.key
        ),
    )


def say_released(happening: Released) -> tuple[Remark, ...]:
    """From whom the mail came, and who has let it in."""
    by = happening.by.name or happening.by.email
    return (Remark(RemarkCode.RELEASED, SEPARATOR.join((happening.mail.sender.email, by))),)


def _is_bystander(case: Case, happening: Noted, policy: EscalationPolicy) -> bool:
    """Whether a colleague wrote it who has no part in the case, and only names it."""
    sender = happening.mail.sender
    is_of_case = sender.is_among(case.participants) or is_customer(case, sender)
    return policy.is_inside(sender) and not (happening.has_token or is_of_case)
