"""What would be done with one mail, as JSON, and how each line of it is read (`check`)."""

import hashlib
from datetime import UTC, datetime

from daemon.commands.overview import render_fields
from daemon.core.calendars.counting import decide_due
from daemon.core.clock.deadlines import priority_of
from daemon.core.intake.triage import Verdict
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import (
    FetchedMail,
)
from daemon.service.intake import Judgement, Reader, Reading, judge, read_mail
from parsers.message import explain_text
from parsers.model import Command, CommandName
from parsers.vocabulary import Vocabulary

NO_ARRIVAL = datetime(1970, 1, 1, tzinfo=UTC)  # a file has not arrived anywhere


def render_check(name: str, reading: Reading, policy: EscalationPolicy) -> dict[str, object]:
    """The object that `check --json` prints for one mail (face C3.1)."""
    message, form, result = reading.message, reading.form, reading.triage
    judgement = judge(reading, policy) if result.verdict in (Verdict.ESCALATE, Verdict.QUESTION) else None
    verdict = _verdict_word(reading, judgement)
    level = judgement.assessment.level if judgement else None
    return {
        "file": name,
        "kind": result.kind.value,
        "verdict": verdict,
        "reason": result.reason,
        "fields": render_fields(form.fields),
        "files": [file.name for file in message.files if file.counts],
        "missing": list(judgement.missing) if judgement else [],
        "triggers": list(judgement.assessment.triggers) if judgement else [],
        "level": level,
        "why": [reason.text for reason in judgement.assessment.reasons] if judgement else [],
        "recipients": _find_recipients(judgement, policy) if verdict == "routed" else [],
        "respond_by": _respond_by(reading, judgement, policy) if verdict == "routed" else None,
        "command": _render_command(reading.command),
        "text": message.text,
        "words": form.words,
    }


def _find_recipients(judgement: Judgement | None, policy: EscalationPolicy) -> list[str]:
    """Whom it would go to."""
    if judgement is None:
        return []
    rules = policy.in_secret() if judgement.assessment.sensitive else policy
    return [person.email for person in rules.find_recipients(judgement.assessment.level)]


def _verdict_word(reading: Reading, judgement: Judgement | None) -> str:
    match reading.triage.verdict:
        case Verdict.ESCALATE:
            assert judgement is not None
            presses = judgement.assessment.goes_at_once(judgement.missing, judgement.urgent) or reading.mail.is_silent
            return "routed" if presses else "incomplete"
        case Verdict.REPLY:
            return "command" if reading.command is not None and reading.command.name is not CommandName.NOTE else "note"
        case Verdict.QUARANTINE | Verdict.CONFLICT:
            return "quarantined"
        case Verdict.QUESTION | Verdict.HINT | Verdict.UNREADABLE as verdict:
            return verdict.value
        case _:
            return "ignored"


def _respond_by(reading: Reading, judgement: Judgement | None, policy: EscalationPolicy) -> str | None:
    """The deadline, counted from the mail's Date; None without one, and for a mail that opens nothing."""
    sent_at = reading.message.sent_at
    if sent_at is None or judgement is None:
        return None
    level = policy.levels[judgement.assessment.level]
    within = level.respond_within[priority_of(reading.form.fields, judgement.urgent)]
    return decide_due(sent_at, within, level.calendar).due_at.isoformat()


def _render_command(command: Command | None) -> dict[str, object] | None:
    """The command's name with the arguments that it has; None for no command."""
    if command is None:
        return None
    arguments = {name: getattr(command, name) for name in ("text", "to", "level", "priority", "until", "cover")}
    return {"name": command.name.value} | {name: value for name, value in arguments.items() if value is not None}


def check_mail(name: str, raw: bytes, policy: EscalationPolicy, words: Vocabulary, trusted: bool) -> dict[str, object]:
    """What `check --json` prints for the raw mail `name`: the daemon's own reading, without its store."""
    mail = FetchedMail(0, NO_ARRIVAL, raw, len(raw))
    return render_check(
        name, read_mail(mail, hashlib.sha256(raw).hexdigest(), Reader(policy, words, b"", trusted), None), policy
    )


def explain_mail(raw: bytes, words: Vocabulary) -> list[dict[str, str]]:
    """The lines of its text as `check --explain --json` prints them (face C3.1)."""
    return [{"kind": line.kind.value, "why": line.why, "text": line.text} for line in explain_text(raw, words)]
