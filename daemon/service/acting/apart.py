"""An answer that is a matter of its own (behaviour B2.32)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.transitions import record
from daemon.core.intake.substance import fold_ticket
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.model import SEPARATOR, Remark, RemarkCode, Subject
from parsers.words.fold import fold


def read_apart(answered: Case, reading: Reading) -> Reading:
    """The mail by itself, whose writer reads that it is a case of its own. The subject of the letter that it answers
    says nothing of it: neither title nor ticket, nor that it is URGENT."""
    mail, form = reading.mail, reading.form
    said = Remark(RemarkCode.PARTED, SEPARATOR.join((answered.name, form.fields.ticket or "")))
    reading = replace(reading, mail=mail.with_remarks(said))
    if not _is_inherited(reading.subject, answered):
        return reading
    kept = tuple(one for one in form.remarks if one.code is not RemarkCode.TICKETS_DIFFER)
    return replace(
        reading,
        mail=replace(reading.mail, subject=""),
        subject=Subject(reading.subject.text, None, ""),
        form=replace(form, remarks=kept),
    )


def tell_apart(answered: Case, result: Result, reading: Reading, now: datetime) -> Result:
    """What it leads to, and the case whose letter it answers says so as well: in its timeline, and to its agent where
    another has written, of whom a sensitive one is kept."""
    case, writer = result.case, reading.mail.sender
    if case is None:
        return result
    told = record(answered, now, EntryKind.PARTED, writer.email, case.name)
    notice = Notification(Kind.NOTICE, answered.agent, Role.AGENT, NoticeVariant.PARTED, case.name, also=(writer,))
    letters = () if case.sensitive or answered.is_agent(writer) else (notice,)
    return replace(result, others=(*result.others, Decision(told, letters)))


def _is_inherited(subject: Subject, answered: Case) -> bool:
    """Whether it is the subject of a letter about this case."""
    if answered.number == subject.case or fold(subject.title) == fold(answered.title):
        return True
    return bool(subject.ticket) and fold_ticket(subject.ticket) == fold_ticket(answered.fields.ticket or "")
