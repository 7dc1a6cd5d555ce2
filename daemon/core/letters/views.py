"""What the templates see: a notification and its case as cleaned values, times local to the letter's reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from daemon.core.clock.deadlines import ended_pauses, find_counted_from, find_deadline, priority_of
from daemon.core.clock.late import leads_have_it
from daemon.core.clock.left import find_higher
from daemon.core.clock.pauses import find_pause_end, find_stood_since
from daemon.core.clock.progress import find_quiet_since, find_spoken_at, has_moved
from daemon.core.clock.promise import find_nudge_at
from daemon.core.clock.steps import find_leave_at
from daemon.core.decisions.customer.outside import name_outside
from daemon.core.decisions.customer.promises import find_left_at, is_in_doubt
from daemon.core.decisions.parts.contact import find_missed, find_reached
from daemon.core.decisions.told.files import find_readers
from daemon.core.letters.lines import Values, view_digest
from daemon.core.letters.reader.offers import say_remarks
from daemon.core.letters.reader.parts import say_who_may, view_reader
from daemon.core.letters.seen.fields import say_no_files, view_fields, view_opening_words, view_words
from daemon.core.letters.seen.untold import find_needs
from daemon.core.letters.seen.upcoming import view_next
from daemon.core.letters.upstairs.hush import find_named, find_words, is_hushed
from daemon.core.letters.upstairs.people import find_lost_cause, view_left, view_people
from daemon.core.letters.upstairs.talk import view_reasons, view_talk
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line, render_given_name, render_size, safe_text
from daemon.core.model.case import Case, name_case
from daemon.core.model.customers import find_customer
from daemon.core.model.history.conversation import KeptFile
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy, Level
from daemon.core.model.variants import AcknowledgementVariant, Kind
from parsers.model import Address, File, RemarkCode

# All that a customer's letter may name of a case: of the agent's words none but the name he signs with, and what
# he says is for the customer (behaviour B1.5, B3.18)
FOR_CUSTOMERS = (
    "name", "agent_given", "agent_is_away", "signs", "customer_name", "reference", "promised", "tell", "company",
)  # fmt: skip
WENT = frozenset(  # what says to whom words were passed on
    {
        NoticeVariant.NOT_TAKEN, NoticeVariant.PASSED_ON, NoticeVariant.NOT_YOURS, NoticeVariant.NO_TOKEN,
        NoticeVariant.CLOSED, NoticeVariant.NOT_UNDERSTOOD,
    }
)  # fmt: skip
OF_READERS = WENT | {NoticeVariant.TAKEN, NoticeVariant.REFUSED, NoticeVariant.STILL_ASKED, NoticeVariant.DONE}


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
    named = _find_people(notification, case, policy)
    missed = _find_missed(notification, case, (*find_named(notification, case, policy), *named))
    people = tuple(filter(lambda one: one not in missed, named))
    remarks = say_remarks(notification, case, policy, voice)
    remarks += voice.say_each("not_reached", tuple(map(voice.person, missed)))
    is_kept = is_hushed(case, notification.to, policy)
    values: Values = {
        "kind": str(notification.kind),
        "variant": str(notification.variant),
        "role": str(notification.role),
        "said": safe_text(find_words(notification, case, policy)),
        "remarks": [*remarks, *say_of_enclosed(enclosed, case, voice, is_kept)],
        "people": [voice.person(person) for person in people],
        "missed": [voice.person(person) for person in missed],
        "files": [_render_file(file) for file in enclosed.attached],
        "now": voice.at(voice.now),
        "since": voice.at(notification.since),
        "is_let_in": notification.is_let_in,
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
        view = _view_case(case, policy, voice) | view_reader(case, notification.to, policy, voice)
        if notification.variant == AcknowledgementVariant.DRAFT:  # the agent sends it: what it would promise
            view["promised"] = voice.long_time(case.customer_drafted_at)
            to_send = ("write_to",)
        view |= view_talk(case, notification.to, policy, voice, str(values["said"]))
        writer = case.agent if notification.role is Role.CUSTOMER else notification.to
        view["signs"] = render_given_name(name_outside(voice.call(writer), policy))
        view["reasons"] = view_reasons(case, notification.to, voice)
        view["words"] = [view_words(one, voice) for one in case.words if one.text != notification.text]
        values["cause"] = find_lost_cause(case, notification.also)
        if notification.kind.is_for_customer:
            view = {name: view[name] for name in (*FOR_CUSTOMERS, *to_send)}
        values["case"] = view
        values["who_may"] = say_who_may(notification, case, policy, voice)
        values["walk"] = _view_walk(case, policy) if notification.variant == NoticeVariant.WHY else []
    return values


def _render_file(file: File | KeptFile) -> str:
    return f"{clean_line(file.name, 80)} ({render_size(file.size)})"


def say_of_enclosed(enclosed: Enclosed, case: Case | None, voice: Voice, is_kept: bool = False) -> list[str]:
    """What is not attached, and why; of a sensitive case's files a sentence for each author, and for those whom they
    have reached before (behaviour B6.27); where what they are called `is_kept` from the reader, how many there are."""
    said: list[str] = []
    if is_kept and enclosed.withheld:
        return [voice.say("files_kept", str(len({file.sha256 or file.name for file in enclosed.withheld})))]
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
            people = voice.list(tuple(voice.person(Address(to)) for to in readers))
            yield voice.say("files_went", voice.list(names), count, people)
        else:
            yield voice.say("files_stay", voice.list(names), count, voice.person(group[0].author))


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
        "is_crowds": case.is_crowds,
        "needs_agent": case.needs_agent,
        "first": name_case(case.first),
        "kin": [{"name": one.name, "customer": clean_line(one.customer, 60)} for one in case.kin],
        "executive": policy.executive,
        "acknowledgement": str(case.acknowledgement),
        "is_moving": has_moved(case),
        "outcome": safe_text(case.outcome),
        "next_level": _name_next_level(find_higher(case, policy)),
        "lower_level": _name_next_level(policy.previous_level(case.level)),
        "next": view_next(case, policy, voice),
        "has_leads": bool(policy.leads),
        "leads_know": bool(policy.leads) and leads_have_it(case),
        "company": clean_line(policy.customers.company, 80),
        "within": level.respond_within[priority_of(case.fields, case.urgent)].text,
        **view_people(case, policy, voice),
        **view_left(case, policy, voice),
        **_view_instants(case, policy, voice),
        **_view_promise(case, policy, voice),
        "goes_at": _view_opening(case, case.recipients, policy, voice),
        "asked_at": _view_opening(case, _find_unasked(case), policy, voice),
        "unasked": [voice.person(one) for one in _find_unasked(case)],
        **view_fields(case, find_customer(case.fields, policy.directory)),
        **view_opening_words(case, voice),
        "no_files": say_no_files(case),
        **_view_gaps(case, policy, voice),
    }


def _view_instants(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    due_at, now = case.due_at, voice.now
    return {
        "customer_told": voice.at(find_left_at(case)),
        "customer_doubted": is_in_doubt(case),
        "heard": voice.at(case.customer_heard_at if case.customer_heard_at == case.customer_heard_last else None),
        "counted_from": voice.at(find_counted_from(case) or case.received_at),
        "answered": voice.at(case.assignment.answer.at if case.assignment.answer else None),
        "question_since": voice.at(case.question.at if case.question else None),
        "back_at": voice.at(case.assignment.passed.until if case.assignment.passed else None),
        "waits_to": voice.at(find_pause_end(case, policy)),
        "stood_since": voice.at(find_stood_since(case)),
        "has_stood_still": bool(ended_pauses(case)),
        "waiting_until": voice.at(case.pause.until if case.pause else None),
        "claimed": voice.at(case.claimed_at),
        "spoken": voice.at(find_spoken_at(case)),
        "quiet_since": voice.at(find_quiet_since(case)),
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


def _view_promise(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    """What the customer waits for, and whether the agent is to be pressed."""
    at, drafted_at, now = case.customer_promised_at, case.customer_drafted_at, voice.now
    nudge_at = find_nudge_at(case, policy, now)
    return {
        "is_handed_on": _is_handed_on(case),
        "drafted": voice.long_time(drafted_at) if drafted_at and drafted_at > now else "",
        "promised": voice.long_time(at),
        "promised_in": voice.relative(at) if at and at > now else "",
        "nudged_late": voice.at(nudge_at) if at and nudge_at and nudge_at >= at else "",
        "promise_due": at is not None and case.customer_nudged_at == now,
        "promise_presses": at is not None and (case.customer_nudged_at is not None or at <= now),
        "promise_is_early": at is not None and case.due_at is not None and at < case.due_at,
    }


def _is_handed_on(case: Case) -> bool:
    """Whether another has become the contact since our letter to the customer, which names the one before."""
    since = case.customer_told_at
    handed = (one.at for one in case.conversation.entries if one.kind is EntryKind.HANDED_OVER)
    return since is not None and any(at >= since for at in handed)


def _find_people(notification: Notification, case: Case | None, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Whom it names; where it says to whom words went, for its agent who is away who got them in his place:
    who stands in, or else the leads."""
    named = find_named(notification, case, policy)
    if case is None or notification.kind is not Kind.NOTICE or notification.variant not in WENT:
        return named
    # who writes may be one of the leads himself
    agents = [one for one in find_reached(case, policy) if one.key != notification.to.key]
    people = (person for one in named for person in (agents if one.key == case.agent.key else (one,)))
    return tuple({one.key: one for one in people}.values())


def _find_missed(notification: Notification, case: Case | None, people: tuple[Address, ...]) -> tuple[Address, ...]:
    """Those of whom a writer would read that his words went to them, and who get none of our mail."""
    is_told = notification.kind is Kind.NOTICE and notification.variant in OF_READERS
    return find_missed(case, {one.key: one for one in people}.values()) if case is not None and is_told else ()


def _find_unasked(case: Case) -> tuple[Address, ...]:
    """Those of its level to whom it has never been sent."""
    sent = {told.to.lower() for told in case.conversation.told if told.kind.brings_case}
    return tuple(one for one in case.recipients if one.key not in sent)


def _view_opening(case: Case, people: tuple[Address, ...], policy: EscalationPolicy, voice: Voice) -> str:
    """When the letters to these of its level leave, which wait for it to open; "" when they leave at once."""
    asked = (Notification(Kind.ROUTED, person, Role.RECIPIENT) for person in people)
    leave_at = max((find_leave_at(one, case, policy, voice.now) for one in asked), default=voice.now)
    return voice.at(leave_at) if leave_at > voice.now else ""


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
        "customer_needs": find_needs(case),
    }
