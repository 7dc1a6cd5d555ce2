"""A mail read whole: message, subject, template, triage, level, gaps. One pipeline for the daemon and for `check`."""

from collections.abc import Sequence
from dataclasses import dataclass

from daemon.core.assessment import assess
from daemon.core.business_time import decide_due
from daemon.core.case import Case, KeptFile
from daemon.core.customers import decide_address, find_customer
from daemon.core.events import Assessment, CustomerContact, Mail
from daemon.core.lifecycle import priority_of
from daemon.core.policy import EscalationPolicy
from daemon.core.triage import BOUNCES, Belonging, MailKind, Triage, Verdict, triage
from daemon.ports import FetchedMail, Store
from parsers.command import parse_command
from parsers.completeness import find_missing
from parsers.form import parse_form
from parsers.message import parse_message
from parsers.model import Address, AutomaticKind, Command, Fields, File, Form, Marker, Message, Subject
from parsers.references import find_tokens
from parsers.subject import parse_subject

NOBODY = Address("")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the fields ask for: the level and why, what is missing, whom to tell outside."""

    assessment: Assessment
    missing: tuple[str, ...]
    contact: CustomerContact
    urgent: bool


@dataclass(frozen=True, slots=True)
class Reading:
    message: Message
    subject: Subject
    form: Form
    triage: Triage
    mail: Mail
    command: Command | None = None

    @property
    def is_unrelated(self) -> bool:
        """Whether nothing in it concerns us: such a mail is left as it is and its content is not kept."""
        if self.triage.verdict is not Verdict.IGNORE or self.subject.marker:
            return False
        return self.triage.kind in (MailKind.UNRELATED, MailKind.BOUNCE, MailKind.AUTOMATIC)


def judge(
    message: Message, subject: Subject, form: Form, policy: EscalationPolicy, urgent: bool = False, known_files: Sequence[File] = ()
) -> Judgement:
    """The level, the gaps and the customer's address for a form; `known_files` came with earlier mails of the case."""
    customer = find_customer(form.fields, policy.directory)
    urgent = urgent or subject.marker is Marker.URGENT
    assessment = assess(message, subject, form, policy, urgent, customer is not None and customer.tier.lower() == "enterprise")
    required = policy.levels[assessment.level].required
    missing = find_missing(form.fields, (*known_files, *message.files), policy.required if required is None else required)
    return Judgement(assessment, missing, decide_address(form.fields, policy.directory, policy.customers), urgent)


def is_candidate(headers: bytes, policy: EscalationPolicy, store: Store) -> bool:
    """Whether a mail may be ours, by its headers alone. A bounce is fetched to look for a token of ours in it."""
    message = parse_message(headers)
    subject = parse_subject(message.subject, policy.words)
    if subject.marker or subject.case is not None or find_tokens(message) or message.refusal:
        return True
    if message.automatic is not None and message.automatic.kind in BOUNCES:
        return True
    return store.find_by_message_id((*message.in_reply_to, *message.references)) is not None


def read_mail(mail: FetchedMail, digest: str, policy: EscalationPolicy, key: bytes, store: Store | None, trusted: bool = False) -> Reading:
    """Reads one mail and decides what it is. Without a store (`check`) no case is known. Never raises for bad mail."""
    message = parse_message(mail.raw)
    subject = parse_subject(message.subject, policy.words)
    belonging = _find_belonging(message, subject, store)
    form = parse_form(message, subject, policy.aliases) if subject.marker or belonging.cases else Form(Fields())
    result = triage(message, subject, form.found, belonging, policy, key, trusted)
    command = parse_command(message.text, policy.commands) if result.verdict is Verdict.REPLY else None
    remarks = (("truncated", ""),) if mail.truncated else ()
    silent = message.no_auto_response or (message.automatic is not None and message.automatic.kind is AutomaticKind.LIST)
    facts = Mail(message.sender or NOBODY, digest, message.message_id, mail.received_at, message.text, keep_files(digest, message.files), remarks, silent)
    return Reading(message, subject, form, result, facts, command)


def _find_belonging(message: Message, subject: Subject, store: Store | None) -> Belonging:
    """What the store knows of the cases that this mail names."""
    tokens = find_tokens(message)
    numbers = {token.case for token in tokens} | ({subject.case} if subject.case is not None else set())
    cases: dict[int, Case] = {}
    by_reference = None
    if store is not None:
        cases = {number: case for number in numbers if (case := store.find_case(number)) is not None}
        referenced = store.find_by_message_id((*message.in_reply_to, *message.references))
        if referenced is not None:
            by_reference = referenced.number
            cases[referenced.number] = referenced
    return Belonging(cases, tokens, by_reference, subject.case)


def keep_files(digest: str, files: Sequence[File]) -> tuple[KeptFile, ...]:
    """What a case remembers of a mail's files."""
    return tuple(KeptFile(digest, file.name, file.content_type, file.size, file.counts) for file in files)


def render_check(name: str, reading: Reading, policy: EscalationPolicy) -> dict[str, object]:
    """The object that `check --json` prints for one mail (interface.md)."""
    message, form, result = reading.message, reading.form, reading.triage
    judgement = judge(message, reading.subject, form, policy) if result.verdict is Verdict.ESCALATE else None
    verdict = _verdict_word(reading, judgement)
    fields = form.fields
    level = judgement.assessment.level if judgement else None
    return {
        "file": name,
        "kind": result.kind.value,
        "verdict": verdict,
        "reason": result.reason,
        "fields": {
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
        },
        "files": [file.name for file in message.files if file.counts],
        "missing": list(judgement.missing) if judgement else [],
        "triggers": list(judgement.assessment.triggers) if judgement else [],
        "level": level,
        "why": [reason.text for reason in judgement.assessment.reasons] if judgement else [],
        "recipients": [person.email for person in policy.levels[level].recipients] if level and verdict == "routed" else [],
        "respond_by": _respond_by(reading, judgement, policy) if verdict == "routed" else None,
        "command": _render_command(reading.command),
        "text": message.text,
    }


def _verdict_word(reading: Reading, judgement: Judgement | None) -> str:
    match reading.triage.verdict:
        case Verdict.ESCALATE:
            assert judgement is not None
            at_once = not judgement.missing or judgement.urgent or judgement.assessment.immediate
            return "routed" if at_once else "incomplete"
        case Verdict.REPLY:
            return "command" if reading.command is not None and reading.command.name != "note" else "note"
        case Verdict.QUARANTINE | Verdict.CONFLICT:
            return "quarantined"
        case Verdict.HINT | Verdict.UNREADABLE as verdict:
            return verdict.value
        case _:
            return "ignored"


def _respond_by(reading: Reading, judgement: Judgement | None, policy: EscalationPolicy) -> str | None:
    sent_at = reading.message.sent_at
    if sent_at is None or judgement is None:
        return None
    level = policy.levels[judgement.assessment.level]
    within = level.respond_within[priority_of(reading.form.fields, judgement.urgent)]
    return decide_due(sent_at, within, level.calendar).due_at.isoformat()


def _render_command(command: Command | None) -> dict[str, object] | None:
    """The command's name with the arguments that it has."""
    if command is None:
        return None
    arguments = {name: getattr(command, name) for name in ("text", "to", "level", "priority", "until", "cover")}
    return {"name": command.name} | {name: value for name, value in arguments.items() if value is not None}
