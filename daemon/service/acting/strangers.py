"""Mail that is set aside, and who learns of it at once: one of ours in whose name it came, or who was given the letter
that a stranger answers (behaviour B11.17)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from daemon.core.decisions.told.people import once_each
from daemon.core.intake.acting.holders import find_given
from daemon.core.intake.distrust import find_distrust
from daemon.core.model.case import Case
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.ports import Outcome, Unit
from daemon.service.acting.result import Result
from daemon.service.belonging import find_belonging
from daemon.service.intake import Reader, Reading
from parsers.model import Address

AN_HOUR = timedelta(hours=1)


def set_aside(reading: Reading, unit: Unit, reader: Reader, now: datetime) -> Result:
    """The mail set aside, with the letters of which each reader gets one an hour at most, each case one."""
    reason, sender = reading.triage.reason, reading.message.sender
    if sender is None or reading.message.ambiguous_from or reading.message.refusal:
        return Result(Outcome.QUARANTINED, reason)
    if reader.policy.is_inside(sender):
        is_doubted = find_distrust(reading.message, reader.policy.senders) is not None
        letters = _tell_of_doubt(reading, sender, reader, is_doubted) if not reader.trusted else ()
        letters = tuple(one for one in letters if _is_due(_name(one.to), unit, now))
        return Result(Outcome.QUARANTINED, reason, None, letters, remembered=tuple(_name(one.to) for one in letters))
    belonging = find_belonging(reading.message, reading.subject, reader.policy, unit)
    given = find_given(belonging, reader.key)
    if given is None or not _is_due(_name_case(given[0]), unit, now):
        return Result(Outcome.QUARANTINED, reason)
    case, owner = given
    letters = once_each(_tell_of_stranger(case, owner, reading))
    return Result(Outcome.QUARANTINED, reason, case, letters, remembered=(_name_case(case),))


def _tell_of_doubt(reading: Reading, sender: Address, reader: Reader, is_doubted: bool) -> tuple[Notification, ...]:
    """To the leads, who may let it in by number, and to the one whose address it bears; without a word of it."""
    if not is_doubted:
        return ()
    variant, said = NoticeVariant.UNCONFIRMED, reading.triage.reason
    sender = Address(sender.email)  # the name is as doubtful as the rest
    to_leads = (
        Notification(
            Kind.NOTICE, lead.address, Role.LEAD, variant, said, also=(sender,), lines=(0,),
            line_marks=(reading.mail.digest,),
        )
        for lead in reader.policy.leads
    )  # fmt: skip
    own = Notification(Kind.NOTICE, sender, Role.SENDER, variant, said, lines=(0,), line_marks=(reading.mail.digest,))
    return once_each((*to_leads, own))


def vouch(reading: Reading, unit: Unit, policy: EscalationPolicy) -> Result | None:
    """What one of ours answers who was asked whether a mail in his name is his: the leads read it, who may let that
    mail in. None for any other answer, and a lead's own."""
    mail, (mark, *more) = reading.mail, reading.marks or ("",)
    is_his = bool(mark) and not more and not any(reading.lines) and not policy.is_lead(mail.sender)
    if not is_his:
        return None
    variant, leads = NoticeVariant.VOUCHED, tuple(lead.address for lead in policy.leads)
    is_aside = unit.find_quarantined(mark) is not None
    told = leads if is_aside else ()
    own = Notification(
        Kind.NOTICE,
        mail.sender,
        Role.SENDER,
        variant,
        also=told,
        in_reply_to=mail.message_id,
        lines=(0,),
        line_marks=(mark,),
    )
    to_leads = tuple(
        Notification(
            Kind.NOTICE, lead, Role.LEAD, variant, mail.text, also=(mail.sender,), lines=(0,), line_marks=(mark,)
        )
        for lead in told
    )
    letters = (*to_leads, *(() if mail.is_silent else (own,)))
    return Result(Outcome.FILED, "whether a mail in his name is his", None, letters)


def _tell_of_stranger(case: Case, owner: Address, reading: Reading) -> Iterator[Notification]:
    """To the agent, and to who was given the letter, unless that is the customer."""
    variant, also = NoticeVariant.STRANGER, (reading.mail.sender,)
    yield Notification(Kind.NOTICE, case.agent, Role.AGENT, variant, reading.triage.reason, also=also)
    if case.customer is None or owner.key != case.customer.key:
        yield Notification(Kind.NOTICE, owner, Role.RECIPIENT, variant, reading.triage.reason, also=also)


def _name(reader: Address) -> str:
    return f"unconfirmed {reader.key}"


def _name_case(case: Case) -> str:
    return f"stranger {case.name}"


def _is_due(name: str, unit: Unit, now: datetime) -> bool:
    last = unit.find_hint(name)
    return last is None or now - last >= AN_HOUR
