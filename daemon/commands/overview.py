"""What the commands print, as JSON-ready values (face C3): `check`, `status`, `show`, `outbox`, `quarantine`."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from daemon.commands.export import render_week
from daemon.core.calendars.counting import Deadline, decide_due
from daemon.core.clock.deadlines import find_deadline, priority_of
from daemon.core.intake.triage import Verdict
from daemon.core.letters.case_view import CaseView
from daemon.core.model.assignment import Response
from daemon.core.model.case import Case, name_case
from daemon.core.model.notifications import GIVEN_UP, Letter, LetterState
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import Absence
from daemon.core.model.weeks import Week, find_monday
from daemon.ports import (
    FetchedMail,
    MailboxTrouble,
    Quarantined,
    RelayTrouble,
    State,
    iterate_cases,
    iterate_letters,
    spool_path,
)
from daemon.service.intake import Judgement, Reader, Reading, judge, read_mail
from daemon.service.sent.stuck import find_standing
from parsers.message import explain_text
from parsers.model import Command, CommandName, Fields, Priority
from parsers.vocabulary import Vocabulary

A_WEEK = timedelta(days=7)
NO_ARRIVAL = datetime(1970, 1, 1, tzinfo=UTC)  # a file has not arrived anywhere


def _instant(at: datetime | None) -> str | None:
    """An instant as JSON has it; None for none."""
    return at.isoformat() if at is not None else None


def render_status(
    store: State, policy: EscalationPolicy, contacts: Mapping[str, datetime | None], now: datetime
) -> dict[str, object]:
    """Open cases by urgency (overdue first, then by deadline, held ones last), outbox, the letters that will not leave
    by themselves, quarantine, last contacts, who is away, and why no mail leaves or can be read."""
    unread, stuck = store.find_mailbox_trouble(), find_standing(store)
    clock = now if stuck is None else stuck.since  # where it stands
    views = sorted((CaseView(case, policy, clock) for case in iterate_cases(store)), key=_urgency)
    letters, this = store.count_letters(), find_monday(now, policy.timezone)
    return {
        "policy_version": policy.version or None,
        "open": [_render_row(view) for view in views],
        "outbox": {state.value: letters.get(state, 0) for state in LetterState}
        | {"oldest": _instant(store.oldest_letter_at())},
        "undelivered": [render_letter(letter) for letter in iterate_letters(store, *GIVEN_UP)],
        "quarantine": store.count_quarantined(),
        "weeks": [render_week(monday, store.find_week(monday) or Week()) for monday in (this, this - A_WEEK)],
        "last_contact": {name: _instant(at) for name, at in contacts.items()},
        "away": [_render_absence(one) for one in store.absences() if one.until > now],
        "stuck": _render_trouble(stuck),
        "unread": _render_trouble(unread),
    }


def _render_trouble(trouble: RelayTrouble | MailboxTrouble | None) -> dict[str, object] | None:
    return None if trouble is None else {"since": _instant(trouble.since), "why": trouble.words}


def _render_absence(one: Absence) -> dict[str, object]:
    cover = one.cover.email if one.cover is not None else None
    return {"who": one.who, "since": _instant(one.since), "until": _instant(one.until), "cover": cover}


def _urgency(view: CaseView) -> tuple[bool, bool, datetime, int]:
    case = view.case
    return view.overdue_since is None, case.due_at is None, case.due_at or case.received_at, case.number


def _render_row(view: CaseView) -> dict[str, object]:
    case = view.case
    return {
        "case": case.name,
        "status": case.status.value,
        "level": case.level,
        "title": case.title,
        "customer": case.fields.customer,
        "agent": case.agent.email,
        "claimed_by": case.claimed_by.email if case.claimed_by else None,
        "due": _instant(case.due_at),
        "overdue": view.overdue_since is not None,
        "missing": list(case.missing),
        "goes_along_with": name_case(case.first) or None,
        "goes_along": [one.name for one in case.kin],
        "tracked": [{"tracker": one.tracker, "number": one.number, "link": one.link} for one in case.tracked],
    }


def render_walk(deadline: Deadline) -> list[dict[str, str]]:
    """Its rows as `deadline --json` prints them (face C3.8)."""
    return [{"date": step.date.isoformat(), "counted": step.counted, "why": step.why} for step in deadline.walk]


def render_case(case: Case, policy: EscalationPolicy, letters: Sequence[Letter], now: datetime) -> dict[str, object]:
    """Everything that is known of a case: fields, timeline, mails and letters (`letters`: its own in the outbox), the
    walk of its deadline."""
    deadline, view = find_deadline(case, policy), CaseView(case, policy, now)
    return _render_row(view) | {
        "overdue_since": _instant(view.overdue_since),
        "has_it": [person.email for person in view.has_it],
        "next": [{"at": _instant(step.at), "what": step.kind.value} for step in view.next_steps],
        "next_level": view.next_level.number if view.next_level else None,
        "received": _instant(case.received_at),
        "opened": _instant(case.opened_at),
        "closed": _instant(case.closed_at),
        "policy_version": case.policy_version or None,
        "urgent": case.urgent,
        "sensitive": case.sensitive,
        "triggers": list(case.triggers),
        "why": [reason.plain for reason in case.reasons],
        "recipients": [person.email for person in case.recipients],
        **_render_answers(case),
        "acknowledgement": case.acknowledgement.value,
        "customer_address": case.customer.email if case.customer else None,
        "customer_heard": _instant(case.customer_heard_last),
        "customer_promised": _instant(case.customer_promised_at),
        "fields": render_fields(case.fields),
        **_render_conversation(case, letters),
        "walk": render_walk(deadline) if deadline else [],
        "outcome": case.outcome,
    }


def _render_conversation(case: Case, letters: Sequence[Letter]) -> dict[str, object]:
    """What was said, sent and told in a case, and what waits in the outbox."""
    said = case.conversation
    told = [{"at": _instant(one.at), "kind": one.kind.value, "to": one.to, "state": "sent"} for one in said.told]
    return {
        "files": [{"name": file.name, "size": file.size} for file in said.files],
        "timeline": [
            {"at": _instant(entry.at), "what": entry.what, "who": entry.who, "text": entry.text}
            for entry in said.entries
        ],
        "mails": [spool_path(digest) for digest in said.mails],
        "letters": [*told, *map(render_letter, letters)],
    }


def _render_answers(case: Case) -> dict[str, object]:
    return {
        "out": [{"who": one.who, "why": one.cause.value, "at": _instant(one.at)} for one in case.assignment.out],
        "answered": _render_response(case.assignment.answer),
        "question": _render_response(case.question),
    }


def _render_response(said: Response | None) -> dict[str, object] | None:
    return None if said is None else {"by": said.who.email, "at": _instant(said.at), "text": said.text}


def render_letter(letter: Letter) -> dict[str, object]:
    """A row of the outbox."""
    return {
        "id": letter.id,
        "at": _instant(letter.created_at),
        "kind": letter.kind.value,
        "case": letter.case_name or None,
        "to": letter.to,
        "state": letter.state.value,
        "attempts": letter.attempts,
        "next_at": _instant(letter.next_at),
        "problem": letter.problem,
    }


def render_quarantined(item: Quarantined) -> dict[str, object]:
    """A mail set aside. Its subject is a stranger's words: shown as they are, never acted on."""
    name = item.digest[:12] if item.tried_at is None else item.digest
    return {"id": name, "at": _instant(item.at), "from": item.sender, "subject": item.subject, "reason": item.reason}


def render_fields(fields: Fields) -> dict[str, object]:
    """The template's fields by their names (face C3.4); what is not there is null or an empty list."""
    return {
        "priority": fields.priority.value if fields.priority else None,
        "customer": fields.customer,
        "customer_email": fields.customer_email,
        "ticket": fields.ticket,
        "issue_summary": fields.issue_summary,
        "steps_taken": list(fields.steps_taken),
        "customer_impact": fields.customer_impact,
        "customer_expectation": fields.customer_expectation,
        "additional_context": fields.additional_context,
        "attachments": list(fields.attachments),
        "tell_the_customer": fields.tell_the_customer,
    }


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


def render_deadline(policy: EscalationPolicy, number: int, priority: str, received_at: datetime) -> dict[str, object]:
    """The object that `deadline --json` prints. Raises ValueError with a sentence for what cannot be understood."""
    if number not in policy.levels:
        raise ValueError(f"there is no level {number}: the settings have {', '.join(map(str, sorted(policy.levels)))}")
    try:
        wanted = Priority(priority.lower())
    except ValueError:
        raise ValueError(f"{priority!r} is not a priority: high, medium or low") from None
    level = policy.levels[number]
    result = decide_due(received_at, level.respond_within[wanted], level.calendar)
    due_at = result.due_at.astimezone(ZoneInfo(level.calendar.timezone))
    return {
        "level": number,
        "priority": wanted.value,
        "received": received_at.isoformat(),
        "due": due_at.isoformat(),
        "walk": render_walk(result),
    }
