"""A notification → a letter, ready to send: headers, thread, texts and files. Nothing random:
the same values give the same bytes."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from email.utils import format_datetime
from functools import partial

from daemon.core.decisions.beside.whose import find_seen
from daemon.core.decisions.customer.outside import name_outside
from daemon.core.decisions.told.files import choose_fitting, decide_files
from daemon.core.intake.tokens import render_customer_address, render_message_id, render_token_address, sign
from daemon.core.letters.lines import Values
from daemon.core.letters.mime import (
    Attachment,
    find_content_type,
    render_address,
    render_header,
    render_ids,
    render_mime,
    replace_files,
)
from daemon.core.letters.reader.links import find_copy_address, view_links
from daemon.core.letters.reader.parts import has_it
from daemon.core.letters.seen.found import Found
from daemon.core.letters.seen.trackers import TEMPLATE, say_subject
from daemon.core.letters.upstairs.hush import hush
from daemon.core.letters.views import Enclosed, build_values, say_of_enclosed
from daemon.core.letters.voice import Texts, Voice, find_voice
from daemon.core.letters.wording import clean_line
from daemon.core.model.case import Case
from daemon.core.model.customers import Answers
from daemon.core.model.notifications import Letter, Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.trackers import is_tracker
from daemon.core.model.variants import AcknowledgementVariant, Kind
from parsers.model import Address, File, Priority, Token

SUPPRESS = "AutoReply, RN, NRN, DR"  # not NDR: bounces are how we learn that somebody was not reached
PRESSES, NORMAL, RESTS = ("1", "high"), ("3", "normal"), ("5", "low")  # X-Priority and Importance
_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,900}>")


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What writing letters needs: the rules, the texts, and the installation's key."""

    policy: EscalationPolicy
    texts: Texts
    key: bytes


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter with its bytes. `thread` is the first and the last Message-ID with its reader, this one included."""

    letter: Letter
    content: bytes
    subject: str
    thread: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a letter is written, and until when it waits for its level to open (None: it leaves at once); `serial` tells
    apart those of no case that are written at the same moment; it keeps the name of `again`, in whose place it is."""

    now: datetime
    serial: int = 0
    leaves_at: datetime | None = None
    again: Letter | None = None

    @property
    def read_at(self) -> datetime:
        """The instant from which its reader counts: what "today" means, how far a deadline lies ahead."""
        return self.leaves_at or self.now


def compose(
    notification: Notification, case: Case | None, correspondence: Correspondence, files: tuple[File, ...], stamp: Stamp
) -> Composed:
    """The letter that says this. `files` are those that go along (`decide_files`), with their bytes; those beyond the
    size limit stay out, and the letter says so."""
    policy, key, now = correspondence.policy, correspondence.key, stamp.now
    to_tracker = is_tracker(notification.to, policy)
    if to_tracker:  # whoever has taken it there
        notification = replace(notification, to=Address(notification.to.email))
    case = find_seen(case, notification, policy)
    has_token = notification.role is not Role.SENDER
    token = sign(key, case.number, notification.to.email) if case is not None and has_token else None
    letter_id, message_id = _identify(notification, case, correspondence, token, stamp)
    along, withheld = decide_files(notification, case)
    attached, left_out = _select(files if along else (), policy.limits.message_size)
    voice = find_voice(notification, case, policy, correspondence.texts, stamp.read_at)
    case = hush(case, notification, policy)
    values = build_values(notification, case, policy, voice, Enclosed(attached, left_out, withheld))
    reply_to = _find_reply_to(notification, token, policy)
    known = case.threads.get(notification.to.key, ()) if case else ()
    values |= {"is_first": not known, "waits": stamp.leaves_at is not None}
    if not notification.kind.is_for_customer or notification.variant == AcknowledgementVariant.DRAFT:
        values |= _view_answers(values, reply_to, case, notification.to, correspondence)
        values["title"] = _thread_subject(notification, case, "", bool(known), policy)
    subject, text, html = _render(notification.kind, values, correspondence.texts, voice, to_tracker)
    references = _references(notification, known)
    headers = [
        *_people(notification, case, policy, voice, reply_to),
        render_header("Subject", clean_line(subject, 250)),
        f"Date: {format_datetime(stamp.read_at.astimezone(UTC))}",
        f"Message-ID: {message_id}",
        *_thread_headers(notification, references, to_tracker),
        *_marks(notification, case, policy),
    ]
    boundary = hmac.new(key, message_id.encode(), hashlib.sha256).hexdigest()[:24]
    attachments = [Attachment(file.name, find_content_type(file.name), file.content) for file in attached]
    content = render_mime(headers, text, html, attachments, boundary)
    letter = Letter(
        letter_id,
        case.number if case else None,
        notification.kind,
        notification.to.email,
        message_id,
        _rank(notification),
        now,
        about=notification.about,
        files=_digest(attached),
    )
    return Composed(letter, content, subject, (next(iter((*known, *references)), message_id), message_id))


def _render(kind: Kind, values: Values, texts: Texts, voice: Voice, to_tracker: bool) -> tuple[str, str, str]:
    """Subject, text and HTML, which a tracker gets none of."""
    subject, text, html = texts.render(TEMPLATE if to_tracker else str(kind), voice.language, values)
    return str(values["title"]) or subject, text, "" if to_tracker else html


def _find_reply_to(notification: Notification, token: Token | None, policy: EscalationPolicy) -> str:
    if token is None:
        return policy.mailbox.email
    render = render_customer_address if notification.role is Role.CUSTOMER else render_token_address
    return render(policy.mailbox.email, token)


def _view_answers(
    values: Values, reply_to: str, case: Case | None, reader: Address, correspondence: Correspondence
) -> Values:
    """How its reader answers it, and the address that he has in Cc when he writes to the customer."""
    policy, key, view = correspondence.policy, correspondence.key, values["case"]
    subject = _stable_subject(case, reader, policy) if case else ""
    copied = Found({"cc": partial(find_copy_address, case, policy, key)})
    return {
        "links": view_links(case, reply_to, subject, policy, key),
        "case": view | copied if isinstance(view, Found) else view,
    }


def with_letter(case: Case, composed: Composed) -> Case:
    """The case with this letter counted and its thread kept."""
    return replace(
        case, letters=case.letters + 1, threads={**case.threads, composed.letter.to.lower(): composed.thread}
    )


def withhold_files(letter: Letter, content: bytes, case: Case, correspondence: Correspondence, now: datetime) -> bytes:
    """The bytes of a letter that waits while its case becomes sensitive: instead of bringing its files it says with
    whom they stay."""
    names = {part.get_filename() for part in message_from_bytes(content, policy=default).iter_attachments()}
    withheld = tuple(file for file in case.conversation.files if file.name in names)
    to = Notification(letter.kind, Address(letter.to), Role.RECIPIENT)
    voice = find_voice(to, case, correspondence.policy, correspondence.texts, now)
    return replace_files(content, "\n".join(say_of_enclosed(Enclosed((), (), withheld), case, voice)))


def _identify(
    notification: Notification, case: Case | None, correspondence: Correspondence, token: Token | None, stamp: Stamp
) -> tuple[str, str]:
    """Letter id and Message-ID: the same each time the same decision is written down."""
    if stamp.again is not None:
        return stamp.again.id, stamp.again.message_id
    domain, now = correspondence.policy.mailbox.domain, stamp.now
    moment = f"{int(now.timestamp()):x}"
    if case is not None and token is not None:
        unique = f"{case.letters + 1}-{moment}"
        return f"{case.name}-{unique}", render_message_id(token, unique, domain)
    facts = f"{now.isoformat()}|{stamp.serial}|{notification.kind}|{notification.to.key}|{notification.in_reply_to}"
    digest = hmac.new(correspondence.key, facts.encode(), hashlib.sha256).hexdigest()[:20]
    return f"{moment}-{digest}", f"<{moment}.{digest}@{domain}>"


def _select(files: tuple[File, ...], limit: int) -> tuple[tuple[File, ...], tuple[File, ...]]:
    """The files that fit into one message, and those that do not; each content once."""
    return choose_fitting({(file.name, file.content): file for file in files}.values(), limit)


def _digest(files: tuple[File, ...]) -> tuple[str, ...]:
    return tuple(hashlib.sha256(file.content).hexdigest() for file in files)


def _stable_subject(case: Case, person: Address, policy: EscalationPolicy) -> str:
    """What stays the same in every letter to this person: who had the case below the executives goes on without URGENT.
    Of a sensitive case it tells neither customer nor matter (behaviour B5.14)."""
    if is_tracker(person, policy):
        return say_subject(case, person)
    numbers = (one for one in policy.levels if one >= policy.executive)
    executives = (one.key for at in numbers for one in (*policy.find_recipients(at), *policy.find_level(at).next))
    pressing = case.level >= policy.executive and (has_it(case, person, policy) or person.key in executives)
    ticket = f"Ticket #{clean_line(case.fields.ticket, 60)}" if case.fields.ticket else ""
    title = "" if case.sensitive else clean_line(case.title, 120)
    core = " - ".join(part for part in ("URGENT" if pressing else "", title, ticket) if part)
    return f"{core} [{case.name}]".replace("  ", " ").strip()


def _thread_subject(
    notification: Notification, case: Case | None, own: str, known: bool, policy: EscalationPolicy
) -> str:
    """The level reads one stable subject. The agent's letters answer the agent's mail, under its own subject."""
    if case is None or notification.role is Role.SENDER:
        return own
    stable = _stable_subject(case, notification.to, policy)
    if notification.role is not Role.AGENT:
        return f"Re: {stable}" if known else stable
    if case.sensitive:
        return f"Re: {stable.removeprefix('URGENT').lstrip(' -')}"
    own_words = clean_line(case.subject, 240)
    if own_words and notification.to.key == case.agent.key:
        return own_words if own_words.lower().startswith("re:") else f"Re: {own_words}"
    ticket = f"Ticket #{clean_line(case.fields.ticket, 60)}" if case.fields.ticket else ""
    parts = ("URGENT" if case.urgent else "ESCALATION", clean_line(case.title, 120), ticket)
    return "Re: " + " - ".join(part for part in parts if part)


def _references(notification: Notification, known: tuple[str, ...]) -> tuple[str, ...]:
    """The thread with this reader, oldest first, and the mail that is answered."""
    answered = (notification.in_reply_to,) if _ID.fullmatch(notification.in_reply_to) else ()
    if answered and not known:
        return answered
    return tuple(dict.fromkeys((*known, *answered)))


def _thread_headers(notification: Notification, references: tuple[str, ...], by_hand: bool) -> Iterator[str]:
    """What it answers; and whether a program wrote it: a tracker opens no ticket for such (RFC 3834 section 5)."""
    answered = notification.in_reply_to if notification.in_reply_to in references else ""
    if references:
        yield render_ids("In-Reply-To", (answered,) if answered else references[-1:])
        yield render_ids("References", references)
    written_by = "no" if by_hand else "auto-replied" if notification.in_reply_to else "auto-generated"
    yield f"Auto-Submitted: {written_by}"


def _people(
    notification: Notification, case: Case | None, policy: EscalationPolicy, voice: Voice, reply_to: str
) -> Iterator[str]:
    """Customers see their contact's name and answer to their contact, to us, or to both (`customers.answers`);
    everybody else answers to the case."""
    sender, answers_to = policy.mailbox, [Address(reply_to, policy.mailbox.name)]
    to = notification.to if notification.role is Role.CUSTOMER else voice.call(notification.to)
    if notification.role is Role.CUSTOMER and case is not None:
        contact = name_outside(voice.call(case.agent), policy)
        sender, ours = Address(policy.mailbox.email, contact.name), Address(reply_to)
        answers_to = {Answers.BOTH: [contact, ours], Answers.AGENT: [contact]}.get(policy.customers.answers, [ours])
    yield f"From: {render_address(sender)}"
    yield f"To: {render_address(to)}"
    yield "Reply-To: " + ",\r\n ".join(map(render_address, answers_to))


def _marks(notification: Notification, case: Case | None, policy: EscalationPolicy) -> Iterator[str]:
    if not is_tracker(notification.to, policy):  # its number comes by such an answer
        yield f"X-Auto-Response-Suppress: {SUPPRESS if _matters_absence(notification) else f'OOF, {SUPPRESS}'}"
    yield f"X-Escalation-Case: {case.name if case else 'none'}"
    yield f"X-Escalation-Kind: {notification.kind}"
    yield "X-Escalation-Hops: 1"
    if policy.version and notification.role is not Role.CUSTOMER:
        yield render_header("X-Escalation-Policy", clean_line(policy.version, 60))
    if case is not None and notification.kind.brings_case:
        low = case.fields.priority is Priority.LOW
        priority, importance = PRESSES if policy.is_urgent(case) else RESTS if low else NORMAL
        yield f"X-Priority: {priority}"
        yield f"Importance: {importance}"


def _matters_absence(notification: Notification) -> bool:
    """Whether it has to be known that its reader is away: who is asked to act, and the customer."""
    return notification.role is Role.CUSTOMER or notification.kind in (Kind.ROUTED, Kind.RAISED, Kind.REMINDER)


def _rank(notification: Notification) -> int:
    """What leaves first: level mails, then answers to agents, then customers, then digests."""
    if notification.kind is Kind.DIGEST:
        return 3
    if notification.role is Role.CUSTOMER:
        return 2
    return 0 if notification.kind.is_for_level or notification.role is Role.RECIPIENT else 1
