"""Words of an answer that may say that their writer is away: they change nothing, and he reads so (behaviour B7.31)."""

from collections.abc import Iterator
from dataclasses import replace

from daemon.core.decisions.told.people import all_but, to_sender
from daemon.core.intake.triage import Verdict
from daemon.core.model.case import Case
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.model import CommandName, Remark, RemarkCode
from parsers.robots.absent.clauses import find_absence


def explain_absence(result: Result, reading: Reading, policy: EscalationPolicy) -> Result:
    """The result with that in the letter that answers the mail, or in one of its own."""
    said = find_absence(reading.message.text) if _may_be_away(reading, policy) else ""
    if not said or result.case is None or result.case.status.is_closed:
        return result
    remark = Remark(RemarkCode.ABSENCE_UNCLEAR, said)
    answers = [one for one in result.notifications if one.to.key == reading.mail.sender.key and one.in_reply_to]
    if not answers:
        return replace(result, notifications=(*result.notifications, *_write(result, result.case, reading, remark)))
    told = (one.with_remarks(remark) if one is answers[0] else one for one in result.notifications)
    return replace(result, notifications=tuple(told))


def _write(result: Result, case: Case, reading: Reading, remark: Remark) -> Iterator[Notification]:
    """With whom the words went to."""
    passed_on = (one.to for one in result.notifications if one.kind is Kind.FORWARDED)
    reached = all_but(reading.mail.sender, passed_on)
    for notice in to_sender(case, reading.mail, NoticeVariant.PASSED_ON, remarks=(remark,)):
        yield replace(notice, also=reached)


def _may_be_away(reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether it is one of ours who answers in a case, and does not say it as the command."""
    command, triage = reading.command, reading.triage
    is_said = command is not None and command.name is CommandName.AWAY
    is_ours = triage.has_token and policy.is_inside(reading.mail.sender)
    return triage.verdict is Verdict.REPLY and is_ours and reading.message.own_words and not is_said
