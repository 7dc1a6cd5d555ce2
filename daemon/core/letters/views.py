"""What the templates see: a notification and its case as cleaned values, times local to the letter's reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import quote

from daemon.core.clock.deadlines import find_deadline, priority_of
from daemon.core.clock.steps import find_last_word, has_moved
from daemon.core.decisions.people import is_of_level
from daemon.core.letters.case_view import CaseView
from daemon.core.letters.wording import (
    clean_line,
    clean_text,
    render_clock,
    render_list,
    render_long_time,
    render_reference,
    render_relative,
    render_size,
    render_span,
    render_time,
)
from daemon.core.model.case import Case, Status
from daemon.core.model.conversation import KeptFile
from daemon.core.model.customers import Customer, find_customer
from daemon.core.model.notifications import Digest, Line, Notification, Role
from daemon.core.model.policy import EscalationPolicy, Level
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import NoticeVariant
from parsers.model import Address, File, RemarkCode

# All that a customer's letter may name of a case: of the agent's words none but the name he signs with (behaviour B1.5)
FOR_CUSTOMERS = ("name", "agent_given", "customer_name", "reference", "due_long")
HEADLINE = 180


class Texts(Protocol):
    """The team's templates, per language."""

    def render(self, name: str, language: str, values: Mapping[str, object]) -> tuple[str, str, str]:
        """Subject, text and HTML of the letter `name`."""
        ...

    def say(self, sentence: str, language: str, *values: str) -> str:
        """One sentence of the language's sentences."""
        ...

    def words(self, language: str) -> Mapping[str, str]:
        """How times and spans are written."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is for, as far as its wording depends on it."""

    zone: str
    language: str
    customer: Customer | None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A letter's files: those attached, those too large for it, and those that stay with their authors."""

    attached: tuple[File, ...]
    left_out: tuple[File, ...]
    withheld: tuple[KeptFile, ...]


def find_reader(notification: Notification, case: Case | None, policy: EscalationPolicy) -> Reader:
    """The zone and language in which this person reads."""
    customer = find_customer(case.fields, policy.directory) if case else None
    if notification.kind.is_for_customer:
        told = customer or Customer("")
        return Reader(told.timezone or policy.timezone, told.language or policy.language, customer)
    return Reader(_find_zone(notification, case, policy), policy.language, customer)


def _find_zone(notification: Notification, case: Case | None, policy: EscalationPolicy) -> str:
    """The level's for its people, a lead's own, else the team's."""
    if notification.role is Role.RECIPIENT and case is not None and case.level in policy.levels:
        return policy.levels[case.level].timezone
    if notification.role is Role.LEAD:
        return next((lead.timezone for lead in policy.leads if lead.address.key == notification.to.key), policy.timezone)
    return policy.timezone


def has_it(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether the case is this person's to answer: the level's people before the claim and after it, and who has claimed it."""
    return is_of_level(case, person, policy) if case.claimed_by is None else case.claimed_by.key == person.key


def render_person(address: Address) -> str:
    """A person by name, else by address."""
    return clean_line(address.name, 80) or clean_line(address.email, 120)


def render_given_name(address: Address) -> str:
    """A name to sign with: the one in the mail, else made of the address (`dana.whitfield@…` → `Dana Whitfield`)."""
    local = address.email.partition("@")[0].partition("+")[0]
    return clean_line(address.name, 80) or " ".join(part.capitalize() for part in local.replace("_", ".").split(".") if part)


def render_links(reply_to: str, subject: str) -> dict[str, str]:
    """Links that open a ready answer to the reader's own token address."""
    start = f"mailto:{quote(reply_to, safe='@+')}?subject={quote('Re: ' + subject.removeprefix('Re: '), safe='')}&body="
    return {name: start + quote(body, safe="") for name, body in (("mine", "mine"), ("ask", "info? "), ("pass", "pass to "))}


def build_values(
    notification: Notification,
    case: Case | None,
    policy: EscalationPolicy,
    texts: Texts,
    now: datetime,
    enclosed: Enclosed,
) -> tuple[str, dict[str, object]]:
    """The reader's language, and everything that the templates of letters may name (templates/README.md)."""
    reader = find_reader(notification, case, policy)
    values: dict[str, object] = {
        "kind": str(notification.kind),
        "variant": str(notification.variant),
        "role": str(notification.role),
        "said": clean_text(notification.text),
        "remarks": [
            *(texts.say("remark", reader.language, code, clean_line(text, 300)) for code, text in notification.remarks),
            *_say_of_files(enclosed, texts, reader.language),
        ],
        "people": [render_person(person) for person in notification.also],
        "files": [_render_file(file) for file in enclosed.attached],
        "now": render_time(now, reader.zone, now, texts.words(reader.language)),
        "since": render_time(notification.since, reader.zone, now, texts.words(reader.language)) if notification.since else "",
        "mailbox": policy.mailbox.email,
        "digest": _view_digest(notification.digest, texts, reader, now) if notification.digest else None,
        "case": None,
        "links": None,
    }
    if case is not None:
        view = {**_view_case(case, policy, texts, reader, now), "reader_has_it": has_it(case, notification.to, policy)}
        values["case"] = {name: view[name] for name in FOR_CUSTOMERS} if notification.kind.is_for_customer else view
        values["walk"] = _view_walk(case, policy) if notification.variant == NoticeVariant.WHY else []
    return reader.language, values


def _render_file(file: File | KeptFile) -> str:
    return f"{clean_line(file.name, 80)} ({render_size(file.size)})"


def _say_of_files(enclosed: Enclosed, texts: Texts, language: str) -> list[str]:
    """What is not attached, and why; of a sensitive case's files a sentence for each author."""
    said: list[str] = []
    if enclosed.left_out:
        said.append(texts.say("remark", language, RemarkCode.FILES_LEFT_OUT, ", ".join(map(_render_file, enclosed.left_out))))
    for key, author in {file.author.key: file.author for file in enclosed.withheld}.items():
        names = tuple(dict.fromkeys(_render_file(file) for file in enclosed.withheld if file.author.key == key))
        listed, count = render_list(names, texts.words(language)), "one" if len(names) == 1 else "several"
        said.append(texts.say("files_stay", language, listed, count, render_person(author)))
    return said


def _view_case(case: Case, policy: EscalationPolicy, texts: Texts, reader: Reader, now: datetime) -> dict[str, object]:
    words = texts.words(reader.language)

    def at(moment: datetime | None) -> str:
        return render_time(moment, reader.zone, now, words) if moment else ""

    level = policy.levels[case.level]
    view: dict[str, object] = {
        "name": case.name,
        "level": case.level,
        "level_name": clean_line(level.name, 80),
        "status": str(case.status),
        "urgent": case.urgent or case.level >= policy.executive,
        "asked_urgent": case.urgent,
        "sensitive": case.sensitive,
        "soft": case.soft,
        "acknowledgement": str(case.acknowledgement),
        "agent": render_person(case.agent),
        "agent_given": render_given_name(case.agent),
        "recipients": [render_person(person) for person in case.recipients],
        "claimed_by": render_person(case.claimed_by) if case.claimed_by else "",
        "customer_address": clean_line(case.customer.email, 120) if case.customer else "",
        "customer_told": at(case.customer_told_at),
        "waiting_until": at(case.pauses[-1].until if case.status is Status.WAITING and case.pauses else None),
        "claimed": at(case.claimed_at),
        "quiet_since": at(find_last_word(case)),
        "is_moving": has_moved(case),
        "outcome": clean_text(case.outcome),
        "reasons": [clean_line(reason.text, 300) for reason in case.reasons],
        "received": at(case.received_at),
        "opened": at(case.opened_at),
        "due": at(case.due_at),
        "due_in": render_relative(case.due_at, now, words) if case.due_at else "",
        "due_over": render_span(now - case.due_at, words) if case.due_at and case.due_at < now else "",
        "due_clock": render_clock(case.due_at, reader.zone) if case.due_at else "",
        "due_long": render_long_time(case.due_at, reader.zone, now, words) if case.due_at and case.due_at > now else "",
        "next_level": _name_next_level(CaseView(case, policy, now).next_level),
        "leads_know": _leads_know(case),
        "within": level.respond_within[priority_of(case.fields, case.urgent)].text,
        **_view_fields(case, policy, texts, reader),
    }
    return view


def _leads_know(case: Case) -> bool:
    """Whether the leads have been told that nobody of this level took it."""
    since = case.assignment.since
    return since is not None and any(event.what == EntryKind.NOBODY_ABOVE and event.at >= since for event in case.conversation.events)


def _view_digest(digest: Digest, texts: Texts, reader: Reader, now: datetime) -> dict[str, object]:
    """Sections by name with numbered lines; the weeks; and the chart, its widths in per cent of the longest bar."""
    words = texts.words(reader.language)

    def line(one: Line, number: int, section: str) -> dict[str, object]:
        missing = one.detail.split(",") if section == "waiting" and one.detail else []
        return {
            "number": number,
            "name": one.name,
            "customer": clean_line(one.customer, 60),
            "title": clean_line(one.title, 100),
            "level": one.level,
            "who": [render_person(person) for person in one.who],
            "at": render_time(one.at, reader.zone, now, words) if one.at else "",
            "span": render_span(now - one.at, words) if one.at else "",
            "detail": ", ".join(texts.say("label", reader.language, name) for name in missing) or clean_line(one.detail, 200),
        }

    longest = max((bar.open for bar in digest.bars), default=0) or 1
    return {
        "sections": {
            section.name: [line(one, number, section.name) for number, one in enumerate(section.lines, section.start)]
            for section in digest.sections
        },
        "bars": [
            {"level": bar.level, "name": clean_line(bar.name, 60), "open": bar.open, "overdue": bar.overdue,
             "late": round(bar.overdue * 100 / longest), "rest": round((bar.open - bar.overdue) * 100 / longest)}
            for bar in digest.bars
        ],
        "weeks": [
            {"opened": week.opened, "solved": week.solved, "in_time": round(week.in_time * 100 / week.taken) if week.taken else None}
            for week in (digest.this_week, digest.last_week)
        ],
    }  # fmt: skip


def _name_next_level(level: Level | None) -> str:
    """Who gets it when nobody answers, as it stands in a sentence; "" above the last level."""
    return "" if level is None else f"the {clean_line(level.name, 80)} (Level {level.number})"


def _view_walk(case: Case, policy: EscalationPolicy) -> list[str]:
    """The deadline's way, day by day."""
    deadline = find_deadline(case, policy)
    return [f"{step.date:%a} {step.date.day} {step.date:%B}: {step.counted} ({step.why})" for step in deadline.walk] if deadline else []


def _view_fields(case: Case, policy: EscalationPolicy, texts: Texts, reader: Reader) -> dict[str, object]:
    fields = case.fields

    def named(names: tuple[str, ...], sentence: str) -> list[str]:
        return [texts.say(sentence, reader.language, name) for name in names]

    required = policy.levels[case.level].required or policy.required
    return {
        "title": clean_line(case.title, 120),
        "ticket": clean_line(fields.ticket or "", 60),
        "reference": render_reference(fields.ticket or ""),
        "customer": clean_line(fields.customer or (reader.customer.account if reader.customer else ""), 120),
        "customer_name": clean_line(reader.customer.name, 80) if reader.customer else "",
        "tier": clean_line(reader.customer.tier, 40) if reader.customer else "",
        "priority": str(fields.priority or ""),
        "summary": clean_text(fields.issue_summary or ""),
        "steps": [clean_text(step, 4000) for step in fields.steps_taken],
        "impact": clean_text(fields.customer_impact or ""),
        "expectation": clean_text(fields.customer_expectation or ""),
        "context": clean_text(fields.additional_context or ""),
        "headline": clean_line(fields.customer_impact or fields.issue_summary or case.title, HEADLINE),
        "asked": clean_line(fields.customer_expectation or "", HEADLINE),
        "there": named(tuple(name for name in required if name not in case.missing), "label"),
        "missing": named(case.missing, "label"),
        "questions": named(case.missing, "question"),
        "whys": named(case.missing, "why_asked"),
    }
