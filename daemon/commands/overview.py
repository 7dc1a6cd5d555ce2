"""What the commands print, as JSON-ready values (face C3): `check`, `status`, `show`, `outbox`, `quarantine`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from daemon.commands.export import render_week
from daemon.commands.face import render_instant
from daemon.core.calendars.counting import Deadline, decide_due
from daemon.core.clock.deadlines import find_deadline
from daemon.core.letters.case_view import CaseView
from daemon.core.model.assignment import Response
from daemon.core.model.case import Case, name_case
from daemon.core.model.notifications import GIVEN_UP, Letter, LetterState
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import Absence
from daemon.core.model.weeks import Week, find_monday
from daemon.ports import (
    MailboxTrouble,
    Quarantined,
    RelayTrouble,
    State,
    iterate_cases,
    iterate_letters,
    spool_path,
)
from daemon.service.sent.stuck import find_standing
from parsers.model import Fields, Priority

A_WEEK = timedelta(days=7)


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
        | {"oldest": render_instant(store.oldest_letter_at())},
        "undelivered": [render_letter(letter) for letter in iterate_letters(store, *GIVEN_UP)],
        "quarantine": store.count_quarantined(),
        "weeks": [render_week(monday, store.find_week(monday) or Week()) for monday in (this, this - A_WEEK)],
        "last_contact": {name: render_instant(at) for name, at in contacts.items()},
        "away": [_render_absence(one) for one in store.absences() if one.until > now],
        "stuck": _render_trouble(stuck),
        "unread": _render_trouble(unread),
    }


def _render_trouble(trouble: RelayTrouble | MailboxTrouble | None) -> dict[str, object] | None:
    return None if trouble is None else {"since": render_instant(trouble.since), "why": trouble.words}


def _render_absence(one: Absence) -> dict[str, object]:
    cover = one.cover.email if one.cover is not None else None
    return {"who": one.who, "since": render_instant(one.since), "until": render_instant(one.until), "cover": cover}


def _urgency(view: CaseView) -> tuple[bool, bool, datetime, int]:
    case = view.case
    return _find_late(view) is None, case.due_at is None, case.due_at or case.received_at, case.number


def _find_late(view: CaseView) -> datetime | None:
    """Since when a level that has it is overdue, the first of several."""
    return min(filter(None, (one.overdue_since(view.now) for one in view.case.views)), default=None)


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
        "due": render_instant(case.due_at),
        "overdue": _find_late(view) is not None,
        "missing": list(case.missing),
        "beside": [_render_beside(CaseView(one, view.policy, view.now)) for one in case.views[1:]],
        "goes_along_with": name_case(case.first) or None,
        "goes_along": [one.name for one in case.kin],
        "tracked": [{"tracker": one.tracker, "number": one.number, "link": one.link} for one in case.tracked],
    }


def _render_beside(view: CaseView) -> dict[str, object]:
    """A level that has it beside the one of the row."""
    case = view.case
    return {
        "level": case.level,
        "status": case.status.value,
        "claimed_by": case.claimed_by.email if case.claimed_by else None,
        "has_it": [person.email for person in view.has_it],
        "due": render_instant(case.due_at),
        "overdue": view.overdue_since is not None,
    }


def render_walk(deadline: Deadline) -> list[dict[str, str]]:
    """Its rows as `deadline --json` prints them (face C3.8)."""
    return [{"date": step.date.isoformat(), "counted": step.counted, "why": step.why} for step in deadline.walk]


def render_case(case: Case, policy: EscalationPolicy, letters: Sequence[Letter], now: datetime) -> dict[str, object]:
    """Everything that is known of a case: fields, timeline, mails and letters (`letters`: its own in the outbox), the
    walk of its deadline."""
    deadline, view = find_deadline(case, policy), CaseView(case, policy, now)
    return _render_row(view) | {
        "overdue_since": render_instant(view.overdue_since),
        "has_it": [person.email for person in view.has_it],
        "next": [{"at": render_instant(step.at), "what": step.kind.value} for step in view.next_steps],
        "next_level": view.next_level.number if view.next_level else None,
        "received": render_instant(case.received_at),
        "opened": render_instant(case.opened_at),
        "closed": render_instant(case.closed_at),
        "policy_version": case.policy_version or None,
        "urgent": case.urgent,
        "sensitive": case.sensitive,
        "triggers": list(case.triggers),
        "why": [reason.plain for reason in case.reasons],
        "recipients": [person.email for person in case.recipients],
        **_render_answers(case),
        "acknowledgement": case.acknowledgement.value,
        "customer_address": case.customer.email if case.customer else None,
        "customer_heard": render_instant(case.customer_heard_last),
        "customer_promised": render_instant(case.customer_promised_at),
        "fields": render_fields(case.fields),
        **_render_conversation(case, letters),
        "walk": render_walk(deadline) if deadline else [],
        "outcome": case.outcome,
    }


def _render_conversation(case: Case, letters: Sequence[Letter]) -> dict[str, object]:
    """What was said, sent and told in a case, and what waits in the outbox."""
    said = case.conversation
    told = [{"at": render_instant(one.at), "kind": one.kind.value, "to": one.to, "state": "sent"} for one in said.told]
    return {
        "files": [{"name": file.name, "size": file.size} for file in said.files],
        "timeline": [
            {"at": render_instant(entry.at), "what": entry.what, "who": entry.who, "text": entry.text}
            for entry in said.entries
        ],
        "mails": [spool_path(digest) for digest in said.mails],
        "letters": [*told, *map(render_letter, letters)],
    }


def _render_answers(case: Case) -> dict[str, object]:
    return {
        "out": [{"who": one.who, "why": one.cause.value, "at": render_instant(one.at)} for one in case.assignment.out],
        "answered": _render_response(case.assignment.answer),
        "question": _render_response(case.question),
    }


def _render_response(said: Response | None) -> dict[str, object] | None:
    return None if said is None else {"by": said.who.email, "at": render_instant(said.at), "text": said.text}


def render_letter(letter: Letter) -> dict[str, object]:
    """A row of the outbox."""
    return {
        "id": letter.id,
        "at": render_instant(letter.created_at),
        "kind": letter.kind.value,
        "case": letter.case_name or None,
        "to": letter.to,
        "state": letter.state.value,
        "attempts": letter.attempts,
        "next_at": render_instant(letter.next_at),
        "problem": letter.problem,
    }


def render_quarantined(item: Quarantined) -> dict[str, object]:
    """A mail set aside. Its subject is a stranger's words: shown as they are, never acted on."""
    name = item.digest[:12] if item.tried_at is None else item.digest
    return {
        "id": name,
        "at": render_instant(item.at),
        "from": item.sender,
        "subject": item.subject,
        "reason": item.reason,
    }


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
