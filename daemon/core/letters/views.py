"""What the templates see: a notification and its case as cleaned values, times local to the letter's reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from daemon.core.clock.deadlines import find_deadline, priority_of
from daemon.core.clock.late import leads_have_it
from daemon.core.clock.left import find_higher
from daemon.core.clock.progress import has_moved
from daemon.core.decisions.parts.contact import find_missed, find_reached
from daemon.core.decisions.told.files import find_readers
from daemon.core.letters.lines import Values, view_digest
from daemon.core.letters.reader.offers import say_remarks
from daemon.core.letters.reader.parts import say_who_may, view_reader
from daemon.core.letters.seen.fields import (
    say_no_files,
    view_fields,
    view_opening_words,
    view_outside_fields,
    view_words,
)
from daemon.core.letters.seen.found import Found
from daemon.core.letters.seen.instants import view_calm_asked, view_instants, view_promise
from daemon.core.letters.seen.precedents import view_precedent
from daemon.core.letters.seen.trackers import view_trackers
from daemon.core.letters.seen.untold import find_needs, view_update
from daemon.core.letters.seen.upcoming import view_next
from daemon.core.letters.upstairs.hush import find_named, find_words, is_hushed
from daemon.core.letters.upstairs.people import find_lost_cause, sign_outside, view_address, view_left, view_people
from daemon.core.letters.upstairs.talk import view_reasons, view_talk
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line, render_size, safe_text
from daemon.core.model.case import Case, name_case
from daemon.core.model.customers import Customer, find_customer
from daemon.core.model.history.conversation import KeptFile
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy, Level
from daemon.core.model.variants import Kind, UpdateVariant
from parsers.model import Address, File, RemarkCode

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


def build_values(
    notification: Notification, case: Case | None, policy: EscalationPolicy, voice: Voice, enclosed: Enclosed
) -> Values:
    """Everything that the templates of letters may name (templates/README.md)."""
    named = _find_people(notification, case, policy)
    missed = _find_missed(notification, case, (*find_named(notification, case, policy), *named))
    people = tuple(filter(lambda one: one not in missed, named))
    remarks = say_remarks(notification, case, policy, voice)
    remarks += voice.say_each("not_reached", tuple(voice.people(missed)))
    is_kept = is_hushed(case, notification.to, policy)
    values: Values = {
        "kind": str(notification.kind),
        "variant": str(notification.variant),
        "role": str(notification.role),
        "said": safe_text(find_words(notification, case, policy)),
        "remarks": [*remarks, *say_of_enclosed(enclosed, case, voice, is_kept)],
        "people": voice.people(people),
        "missed": voice.people(missed),
        "files": [_render_file(file) for file in enclosed.attached],
        "now": voice.at(voice.now),
        "since": voice.at(notification.since),
        "is_let_in": notification.is_let_in,
        "resembles": view_precedent(notification, voice),
        "title": "",
        "mailbox": policy.mailbox.email,
        "digest": view_digest(notification.digest, voice) if notification.digest else None,
        "was_readers": notification.to.is_among(notification.also[1:]),
        "cause": "",
        "case": None,
        "links": None,
        "who_may": [],
    }
    if case is not None:
        values["cause"] = find_lost_cause(case, notification.also)
        values["case"] = Found(_view_case(notification, case, policy, voice))
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
            people = voice.list(tuple(voice.people(map(Address, readers))))
            yield voice.say("files_went", voice.list(names), count, people)
        else:
            yield voice.say("files_stay", voice.list(names), count, voice.person(group[0].author))


def _view_case(notification: Notification, case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    known = find_customer(case.fields, policy.directory)
    outside = _view_outside(notification, case, known, policy, voice)
    if notification.kind.is_for_customer:
        return outside
    reader = notification.to
    return {
        **_view_standing(case, policy),
        **view_people(case, reader, policy, voice),
        **view_left(case, policy, voice),
        **view_instants(case, policy, voice),
        **view_promise(case, policy, voice),
        **view_update(case, voice),
        **view_trackers(case, policy),
        **view_fields(case, known),
        **outside,
        "next": partial(view_next, case, policy, voice),
        **view_opening_words(case, voice),
        **_view_gaps(case, policy, voice),
        **view_reader(case, reader, policy, voice),
        **view_talk(case, reader, policy, voice, safe_text(find_words(notification, case, policy))),
        "reasons": partial(view_reasons, case, reader, voice),
        "words": [view_words(one, voice) for one in case.words if one.text != notification.text],
    }


def _view_outside(
    notification: Notification, case: Case, known: Customer | None, policy: EscalationPolicy, voice: Voice
) -> Values:
    """All that a letter that goes outside may name of a case: of the agent's words none but the name he signs with, and
    what he says is for the customer (behaviour B1.5, B3.18). Of a draft, which the agent sends, what it would promise,
    and to whom it goes."""
    is_draft, is_update = notification.variant == UpdateVariant.DRAFT, notification.kind is Kind.CUSTOMER_UPDATE
    writer = case.agent if is_update or notification.role is Role.CUSTOMER else notification.to
    drafted_at = notification.since if is_update else case.customer_drafted_at
    is_over = is_update and drafted_at is not None and drafted_at <= voice.now
    return {
        "name": case.name,
        "acknowledgement": str(case.acknowledgement),
        "agent_is_away": case.agent.key in policy.away,
        "agent_given": partial(sign_outside, case.agent, policy, voice),
        "signs": partial(sign_outside, writer, policy, voice),
        "promised": partial(
            voice.long_time, None if is_over else drafted_at if is_draft else case.customer_promised_at
        ),
        "promise_is_over": is_over,
        "company": clean_line(policy.customers.company, 80),
        **view_outside_fields(case, known),
        **(_view_sending(notification.to, case, policy, voice) if is_draft else {}),
    }


def _view_sending(reader: Address, case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    """To whom a draft goes, whether it is its reader in whose name, and when he is asked whether it is still calm."""
    return {
        "write_to": partial(view_address, case, policy),
        "reader_is_agent": reader.key == case.agent.key,
        "calm_asked": partial(view_calm_asked, case, policy, voice),
    }


def _view_standing(case: Case, policy: EscalationPolicy) -> Values:
    """Which case it is, where it stands, and who of the levels is above and below."""
    level = policy.find_level(case.level)
    return {
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
        "is_moving": has_moved(case),
        "outcome": safe_text(case.outcome),
        "next_level": partial(_view_next_level, case, policy),
        "lower_level": _name_level(policy.previous_level(case.level)),
        "has_leads": bool(policy.leads),
        "leads_know": bool(policy.leads) and leads_have_it(case),
        "within": level.respond_within[priority_of(case.fields, case.urgent)].text,
    }


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


def _view_next_level(case: Case, policy: EscalationPolicy) -> str:
    """Who gets it when nobody takes it."""
    return _name_level(find_higher(case, policy))


def _name_level(level: Level | None) -> str:
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
    there = tuple(name for name in policy.required_for(case.level) if name not in case.missing)
    return {
        "there": partial(voice.say_each, "label", there),
        "missing": partial(voice.say_each, "label", case.missing),
        "questions": partial(voice.say_each, "question", case.missing),
        "whys": partial(voice.say_each, "why_asked", case.missing),
        "customer_needs": find_needs(case),
        "no_files": partial(say_no_files, case),
    }
