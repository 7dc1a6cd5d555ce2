"""Mail that merely talks about escalations, and the list of all that opened nothing (behaviour B2.9, B2.24)."""

from datetime import datetime, timedelta

from daemon.core.calendars.calendar import DAY
from daemon.core.intake.acting.context import is_permitted
from daemon.core.intake.triage import MailKind, Verdict
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.ports import Outcome, Unit, Unopened
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.model import AutomaticKind

MOST_KEPT = 500
KEPT_FOR = timedelta(days=8)  # a digest comes once a week at least
# a person's program answers so to a mail of somebody else
_NOT_LISTED = frozenset({AutomaticKind.OUT_OF_OFFICE, AutomaticKind.READ_RECEIPT, AutomaticKind.LOOP})


def answer_hint(reading: Reading, unit: Unit, now: datetime) -> Result:
    """A permitted sender who merely talks about escalations gets one line and the blank template, once a day."""
    mail, reason = reading.mail, reading.triage.reason
    silence = find_silence(reading, unit.find_hint(mail.sender.key), now)
    if silence:
        return Result(Outcome.IGNORED, f"{reason}; {silence}")
    return Result(Outcome.IGNORED, reason, None, write_notice(reading, NoticeVariant.HINT), is_hint=True)


def write_notice(reading: Reading, variant: NoticeVariant, text: str = "") -> tuple[Notification, ...]:
    """A letter about no case to who sent this; none when he must not be answered."""
    mail, sender = reading.mail, reading.message.sender
    if sender is None or mail.is_silent:
        return ()
    return (Notification(Kind.NOTICE, sender, Role.SENDER, variant, text, in_reply_to=mail.message_id),)


def find_silence(reading: Reading, last: datetime | None, now: datetime) -> str:
    """Why the sender of a hint gets no letter; "" where he gets one: once a day, and not who answers a crowd."""
    message = reading.message
    if reading.triage.is_crowds and (message.in_reply_to or message.references):
        return "an answer to a crowd"
    return "the hint was sent within a day" if last is not None and now - last < DAY else ""


def opened_nothing(reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether it bears the word in its subject, is nobody's answer, and came to nothing; a stranger's program is none
    of ours."""
    triage, automatic = reading.triage, reading.message.automatic
    if reading.subject.marker is None:
        return False
    if triage.verdict in (Verdict.HINT, Verdict.UNREADABLE, Verdict.OF_NO_CASE):
        return True
    if triage.verdict is not Verdict.IGNORE or (automatic is not None and automatic.kind in _NOT_LISTED):
        return False
    is_noise = triage.kind in (MailKind.ESCALATION, MailKind.URGENT)
    return is_noise or (triage.kind is MailKind.AUTOMATIC and is_permitted(reading.message, policy))


def list_unopened(unit: Unit, new: Unopened) -> None:
    """One more in the list; what is old is forgotten."""
    unit.put_unopened(new)
    known = unit.unopened()
    for one in known[:-MOST_KEPT] or [one for one in known if new.at - one.at >= KEPT_FOR]:
        unit.drop_unopened(one.digest)
