"""What the templates see: a notification and its case as cleaned values, times local to the letter's reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from daemon.core.clock.deadlines import find_counted_from, find_deadline, priority_of
from daemon.core.clock.left import find_higher
from daemon.core.clock.pauses import find_pause_end
from daemon.core.clock.progress import find_last_word, find_spoken_at, has_moved
from daemon.core.clock.steps import find_leave_at
from daemon.core.decisions.told.files import find_readers
from daemon.core.letters.lines import Values, view_digest
from daemon.core.letters.reader.parts import say_who_may, view_reader
from daemon.core.letters.seen.fields import say_no_files, view_fields, view_opening_words, view_words
from daemon.core.letters.seen.upcoming import view_next
from daemon.core.letters.upstairs.hush import find_words
from daemon.core.letters.upstairs.people import find_cause, view_left, view_people
from daemon.core.letters.upstairs.talk import view_talk
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import (
    clean_line,
    render_person,
    render_size,
    safe_text,
)
from daemon.core.model.case import Case
from daemon.core.model.conversation import KeptFile
from daemon.core.model.customers import find_customer
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy, Level
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import AcknowledgementVariant, Kind, NoticeVariant
from parsers.model import File, RemarkCode

# All that a customer's letter may name of a case: of the agent's words none but the name he signs with, and what
# he says is for the customer (behaviour B1.5, B3.18)
FOR_CUSTOMERS = ("name", "agent_given", "customer_name", "reference", "promised", "tell", "company")
LONGEST = {RemarkCode.FILES_OUT: 5000}  # characters: who has a file that leaked is not cut


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A letter's files: those attached, those too large for it, and those that stay with their authors."""

    attached: tuple[File, ...]
    left_out: tuple[File, ...]
    withheld: tuple[KeptFile, ...]


READY = {"mine": "mine", "ask": "info? ", "pass": "pass to ", "colleagues": ""}  # what the links of a letter say


def render_links(reply_to: str, subject: str) -> dict[str, str]:
    """Links that open a ready answer to the reader's own token address."""
    start = f"mailto:{quote(reply_to, safe='@+')}?subject={quote('Re: ' + subject.removeprefix('Re: '), safe='')}&body="
    return {name: start + quote(body, safe="") for name, body in READY.items()}


def build_values(
    notification: Notification, case: Case | None, policy: EscalationPolicy, voice: Voice, enclosed: Enclosed
) -> Values:
    """Everything that the templates of letters may name (templates/README.md)."""
    said = ((code, clean_line(text, LONGEST.get(code, 300))) for code, text in notification.remarks)
    remarks = [voice.say("remark", code, text) for code, text in said]
    values: Values = {
        "kind": str(notification.kind),
        "variant": str(notification.variant),
        "role": str(notification.role),
        "said": safe_text(find_words(notification, case, policy)),
        "remarks": [*remarks, *say_of_enclosed(enclosed, case, voice)],
        "people": [render_person(person) for person in notification.also],
        "files": [_render_file(file) for file in enclosed.attached],
        "now": voice.at(voice.now),
        "since": voice.at(notification.since),
        "title": "",
        "mailbox": policy.mailbox.email,
        "digest": view_digest(notification.digest, voice) if notification.digest else None,
        "cause": "",
        "case": None,
        "links": None,
        "who_may": [],
    }
    if case is not None:
        to_send: tuple[str, ...] = ()
        view = _view_case(case, policy, voice) | view_reader(case, notification.to, policy)
        if notification.variant == AcknowledgementVariant.DRAFT:  # the agent sends it: what it would promise
            view["promised"] = voice.long_time(case.customer_drafted_at)
            to_send = ("write_to",)
        view |= view_talk(case, policy, voice, str(values["said"]))
        view["words"] = [view_words(one) for one in case.words if one.text != notification.text]
        values["cause"] = find_cause(case, notification.also)
        if notification.kind.is_for_customer:
            view = {name: view[name] for name in (*FOR_CUSTOMERS, *to_send)}
        values["case"] = view
        values["who_may"] = say_who_may(notification, case, policy, voice)
        values["walk"] = _view_walk(case, policy) if notification.variant == NoticeVariant.WHY else []
    return values


def _render_file(file: File | KeptFile) -> str:
    return f"{clean_line(file.name, 80)} ({render_size(file.size)})"


def say_of_enclosed(enclosed: Enclosed, case: Case | None, voice: Voice) -> list[str]:
    """What is not attached, and why; of a sensitive case's files a sentence for each author, and for those whom they
    have reached before (behaviour B6.27)."""
    said: list[str] = []
    if enclosed.left_out:
        said.append(voice.say("remark", RemarkCode.FILES_LEFT_OUT, ", ".join(map(_render_file, enclosed.left_out))))
    return [*said, *_say_of_withheld(enclosed.withheld, case, voice)]


def _say_of_withheld(files: tuple[KeptFile, ...], case: Case | None, voice: Voice) -> Iterator[str]:
    groups: dict[tuple[str, tuple[str, ...]], list[KeptFile]] = {}
    for file in files:
        readers = find_readers(file, case) if case else ()
        groups.setdefault((file.author.key, readers), []).append(file)
    for (_, readers), group in groups.items():
        names = tuple(dict.fromkeys(map(_render_file, group)))
        count = "one" if len(names) == 1 else "several"
        if readers:
            people = voice.list(tuple(clean_line(to, 120) for to in readers))
            yield voice.say("files_went", voice.list(names), count, people)
        else:
            yield voice.say("files_stay", voice.list(names), count, render_person(group[0].author))


def _view_case(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    level = policy.find_level(case.level)
    return {
        "name": case.name,
        "level": case.level,
        "level_name": clean_line(level.name, 80),
        "status": str(case.status),
        "urgent": policy.is_urgent(case),
        "asked_urgent": case.urgent,
        "sensitive": case.sensitive,
        "soft": case.soft,
        "is_unclear": case.is_question,
        "needs_agent": case.needs_agent,
        "executive": policy.executive,
        "acknowledgement": str(case.acknowledgement),
        "is_moving": has_moved(case),
        "outcome": safe_text(case.outcome),
        "reasons": [clean_line(reason.text, 300) for reason in case.reasons],
        "next_level": _name_next_level(find_higher(case, policy)),
        "lower_level": _name_next_level(policy.previous_level(case.level)),
        "next": view_next(case, policy, voice),
        "has_leads": bool(policy.leads),
        "leads_know": bool(policy.leads) and _leads_know(case),
        "company": clean_line(policy.customers.company, 80),
        "within": level.respond_within[priority_of(case.fields, case.urgent)].text,
        **view_people(case, policy),
        **view_left(case, policy, voice),
        **_view_instants(case, policy, voice),
        **_view_promise(case, voice),
        "goes_at": _view_opening(case, policy, voice),
        **view_fields(case, find_customer(case.fields, policy.directory)),
        **view_opening_words(case),
        "no_files": say_no_files(case),
        **_view_gaps(case, policy, voice),
    }


def _view_instants(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    due_at, now = case.due_at, voice.now
    return {
        "customer_told": voice.at(case.customer_told_at),
        "heard": voice.at(case.customer_heard_at if case.customer_heard_at == case.customer_heard_last else None),
        "counted_from": voice.at(find_counted_from(case) or case.received_at),
        "answered": voice.at(case.assignment.answer.at if case.assignment.answer else None),
        "question_since": voice.at(case.question.at if case.question else None),
        "back_at": voice.at(case.assignment.passed.until if case.assignment.passed else None),
        "waits_to": voice.at(find_pause_end(case, policy)),
        "waiting_until": voice.at(case.pause.until if case.pause else None),
        "claimed": voice.at(case.claimed_at),
        "spoken": voice.at(find_spoken_at(case)),
        "quiet_since": voice.at(find_last_word(case)),
        "received": voice.at(case.received_at),
        "opened": voice.at(case.opened_at),
        "closed": voice.at(case.closed_at),
        "due": voice.at(due_at),
        "due_in": voice.relative(due_at),
        "due_over": voice.since(case.overdue_since(now)),
        "due_ago": voice.ago(case.overdue_since(now)),
        "due_late": voice.over(case.overdue_since(now)),
        "due_clock": voice.clock(due_at),
    }


def _view_promise(case: Case, voice: Voice) -> Values:
    """What the customer waits for, and whether the agent is to be pressed."""
    at, now = case.customer_promised_at, voice.now
    return {
        "promised": voice.long_time(at),
        "promised_in": voice.relative(at) if at and at > now else "",
        "promise_due": at is not None and case.customer_nudged_at == now,
        "promise_presses": at is not None and (case.customer_nudged_at is not None or at <= now),
        "promise_is_early": at is not None and case.due_at is not None and at < case.due_at,
    }


def _view_opening(case: Case, policy: EscalationPolicy, voice: Voice) -> str:
    """When its level's letters leave, which wait for it to open; "" when they leave at once."""
    asked = (Notification(Kind.ROUTED, person, Role.RECIPIENT) for person in case.recipients)
    leave_at = max((find_leave_at(one, case, policy, voice.now) for one in asked), default=voice.now)
    return voice.at(leave_at) if leave_at > voice.now else ""


def _leads_know(case: Case) -> bool:
    """Whether the leads have been told that nobody of this level took it."""
    since = case.assignment.since
    return since is not None and any(
        entry.kind is EntryKind.NOBODY_ABOVE and entry.at >= since for entry in case.conversation.entries
    )


def _name_next_level(level: Level | None) -> str:
    """A level as it stands in a sentence; "" where there is none."""
    return "" if level is None else f"the {clean_line(level.name, 80)} (Level {level.number})"


def _view_walk(case: Case, policy: EscalationPolicy) -> list[str]:
    """The deadline's way, day by day."""
    deadline = find_deadline(case, policy)
    return (
        [f"{step.date:%a} {step.date.day} {step.date:%B}: {step.counted} ({step.why})" for step in deadline.walk]
        if deadline
        else []
    )


def _view_gaps(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    """What is there of what the level needs, and what is missing."""
    return {
        "there": voice.say_each(
            "label", tuple(name for name in policy.required_for(case.level) if name not in case.missing)
        ),
        "missing": voice.say_each("label", case.missing),
        "questions": voice.say_each("question", case.missing),
        "whys": voice.say_each("why_asked", case.missing),
        "customer_needs": [name for name in ("customer", "ticket") if name in case.missing],
    }
