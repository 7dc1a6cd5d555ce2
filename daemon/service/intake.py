"""A mail read whole: message, subject, template, triage, level, gaps. One pipeline for the daemon and for `check`."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from daemon.core.intake.acting.context import Caseless, TriageContext
from daemon.core.intake.assessment import assess, decide_address
from daemon.core.intake.lists import as_person, find_writer
from daemon.core.intake.substance import MOST_SOUGHT, find_own_words, is_machines, with_forwarded, with_subject_alone
from daemon.core.intake.triage import BOUNCES, MailKind, Triage, Verdict
from daemon.core.letters.voice import Texts
from daemon.core.model.case import Words
from daemon.core.model.happenings import Assessment, CustomerContact, Mail
from daemon.core.model.history.conversation import NOBODY, KeptFile
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import FetchedMail, MailFiles, State
from daemon.service.absent.words import is_own_word, read_own_word
from daemon.service.acting.commanding import read_command, say_of_words, says_command
from daemon.service.answered import Sendings, find_answered
from daemon.service.belonging import find_belonging
from daemon.service.sent.quoted import Quoted, Shelf, find_quoted, may_quote
from daemon.service.trackers.reading import Tracked, read_tracked, triage_all
from parsers.commands.command import CommandWords
from parsers.commands.lines import is_wordless
from parsers.form.completeness import find_missing
from parsers.form.form import parse_form
from parsers.form.nudges import without_nudges
from parsers.form.words import join_words
from parsers.message import parse_message
from parsers.mime.files.attachments import may_be_missed
from parsers.mime.headers.references import find_tokens, parse_ties
from parsers.model import AutomaticKind, Command, Fields, File, Form, Marker, Message, Remark, RemarkCode, Subject
from parsers.subject import parse_subject
from parsers.tickets import find_tickets
from parsers.vocabulary import Vocabulary
from parsers.words.labels import has_template

PLAIN_MARKER = re.compile(rb"^subject:[^\r\n]*\b(?:escalation|urgent)\b", re.IGNORECASE | re.MULTILINE)
OPENING = 180  # characters: no first line is longer


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the fields ask for: the level and why, what is missing, whom to tell outside."""

    assessment: Assessment
    missing: tuple[str, ...]
    contact: CustomerContact
    urgent: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """By what a mail is read and judged: the team's rules and words, and the key of its tokens.
    `trusted` believes every sender; in `files` lie the letters that we sent; `texts` are the
    team's templates."""

    policy: EscalationPolicy
    words: Vocabulary
    key: bytes
    trusted: bool = False
    files: MailFiles | None = None
    texts: Texts | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One mail read whole, and what it is; `mail` has the facts of it that a decision needs."""

    message: Message
    subject: Subject
    form: Form
    triage: Triage
    mail: Mail
    command: Command | None = None
    lines: tuple[int, ...] = ()  # of the numbered letter that it answers
    marks: tuple[str, ...] = ()  # and what each is about
    caseless: Caseless | None = None  # the letter about no case that it answers
    is_machines: bool = False  # a program's marks are on it, or its sender is one
    tracked: Tracked | None = None  # what a tracker says of a case by it

    @property
    def is_unrelated(self) -> bool:
        """Whether nothing in it concerns us: such a mail is left as it is and its content is not kept."""
        if self.triage.verdict is not Verdict.IGNORE or self.subject.marker:
            return False
        return self.triage.kind in (MailKind.UNRELATED, MailKind.BOUNCE, MailKind.AUTOMATIC)


def judge(
    reading: Reading, policy: EscalationPolicy, urgent: bool = False, known_files: Sequence[File] = ()
) -> Judgement:
    """The level, the gaps and the customer's address for a form; `known_files` came with earlier mails of the case."""
    message, subject, form = reading.message, reading.subject, reading.form
    urgent = urgent or subject.marker is Marker.URGENT
    assessment = assess(message, subject, form, policy, urgent)
    files = (*known_files, *message.files)
    missing = find_missing(form.fields, files, policy.required_for(assessment.level), form.dated)
    return Judgement(assessment, missing, decide_address(form.fields, policy.directory, policy.customers), urgent)


def is_candidate(headers: bytes, reader: Reader, state: State) -> bool:
    """Whether a mail may be ours, by its headers alone. A bounce is fetched to look for a token of ours in it. One too
    many does no harm: the whole mail is judged again."""
    if PLAIN_MARKER.search(headers):
        return True
    message = parse_message(headers, reader.words)
    subject = parse_subject(message.subject, reader.words.subject)
    if subject.marker or subject.case is not None or find_tokens(message) or message.refusal:
        return True
    if message.automatic is not None and message.automatic.kind in BOUNCES:
        return True
    message = as_person(message, reader.policy, trusted=True)
    belonging = find_belonging(message, subject, reader.policy, state, reader.files)
    if belonging.is_answer or belonging.to_customers or may_quote(message, reader.policy):
        return True
    own = read_own_word(message, subject, belonging, reader.policy, reader.words)
    return is_own_word(own, message, subject, belonging, reader.policy)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A mail, and what it says."""

    mail: FetchedMail
    digest: str
    message: Message


def read_mail(mail: FetchedMail, digest: str, reader: Reader, state: State | None) -> Reading:
    """Reads one mail and decides what it is. Without a store (`check`) no case is known. Never raises for bad mail."""
    message = parse_message(mail.raw, _with_answered(mail.raw, reader, state))
    reading = _read(_Arrived(mail, digest, message), reader, state)
    if state is None or reader.files is None or reading.caseless is not None:
        return reading
    shelf = Shelf(Sendings(state, reader.files, reader.key), reader.words, reader.policy)
    quoted = find_quoted(mail.raw, reading.message, reading.triage, shelf)
    if quoted is None or (reading.triage.verdict is Verdict.ESCALATE and quoted.leaves(reading.message, reading.form)):
        return reading
    words = replace(reader.words, ours=reader.words.ours.answered([quoted.forms]))
    message = quoted.leave_out(parse_message(mail.raw, words))
    return _read(_Arrived(mail, digest, message), reader, state, quoted)


def _read(arrival: "_Arrived", reader: Reader, state: State | None, quoted: Quoted | None = None) -> Reading:
    mail, digest, words = arrival.mail, arrival.digest, reader.words
    arrived = find_writer(arrival.message, reader.policy, reader.trusted)
    message = with_subject_alone(as_person(arrived, reader.policy, reader.trusted))
    subject = parse_subject(message.subject, words.subject)
    belonging = find_belonging(message, subject, reader.policy, state, reader.files)
    belonging = quoted.belong(belonging) if quoted is not None else belonging
    form = _read_form(message, subject, reader) if subject.marker or belonging.cases else Form(Fields())
    own = read_own_word(message, subject, belonging, reader.policy, words)
    is_own = is_own_word(own, message, subject, belonging, reader.policy)
    says = belonging.is_answer and says_command(message, form, words)
    context = TriageContext(message, belonging, reader.policy, reader.key, reader.trusted, is_own, says, arrived)
    tracked = read_tracked(mail.raw, context)
    result = triage_all(context, subject, form, tracked)
    command = own or read_command(message, words, result.verdict)
    may_command = result.verdict is Verdict.REPLY and message.own_words
    machines = _is_machines(message, subject, reader.policy)
    facts = Mail(
        message.sender or NOBODY,
        digest,
        message.message_id,
        mail.received_at,
        _read_words(message, words),
        message.subject,
        keep_files(digest, message),
        tuple(_say_back(mail, message, words.commands if may_command and command is None else None)),
        find_free_words(message, form, words),
        copied=frozenset(one.key for one in (*message.to, *message.cc)),
        is_silent=message.no_auto_response or machines,
        in_place_of=result.in_place_of,
        answers=message.in_reply_to,
    )
    lines, caseless = belonging.lines or (), belonging.caseless
    return Reading(message, subject, form, result, facts, command, lines, belonging.marks, caseless, machines, tracked)


def _is_machines(message: Message, subject: Subject, policy: EscalationPolicy) -> bool:
    is_automatic = message.automatic is not None and message.automatic.kind is not AutomaticKind.LIST
    return is_automatic or message.has_marks or is_machines(message, subject, policy)


def _say_back(mail: FetchedMail, message: Message, commands: CommandWords | None) -> Iterator[Remark]:
    """What its sender has to learn of how a mail was read: what was cut off or is sealed, which files were
    not looked at, and, of words that are no command, which looked like one."""
    if mail.truncated:
        yield Remark(RemarkCode.TRUNCATED, "")
    if message.unreadable:
        yield Remark(RemarkCode.UNREADABLE, message.unreadable)
    not_read = ", ".join(file.name for file in message.files if may_be_missed(file))
    if not_read:
        yield Remark(RemarkCode.FILES_NOT_READ, not_read)
    if commands is not None:
        yield from say_of_words(message, commands)


def _read_form(message: Message, subject: Subject, reader: Reader) -> Form:
    """The template, with the customer whose mail is forwarded; without one, the one ticket that the sender's own words
    name stands for its field."""
    form = with_forwarded(parse_form(message, subject, reader.words.aliases), message, reader.policy)
    own = find_own_words(message, reader.policy)
    tickets = find_tickets(own[:MOST_SOUGHT]) if not form.found else ()
    if form.fields.ticket or len(tickets) != 1:
        return form
    ticket = tickets[0]
    return replace(form, fields=replace(form.fields, ticket=ticket.number, is_ticket_doubtful=ticket.is_doubtful))


def _read_words(message: Message, words: Vocabulary) -> str:
    """What goes to others: a person's own words, and the mail that he passes on below them with its head; "" where
    there is a signature, a banner or a marking alone (behaviour B7.7)."""
    name = message.sender.name if message.sender else ""
    text = "" if is_wordless(message.text, name, words.aliases) else message.text
    return _join(text if message.own_words else "", message.below) or text


def find_free_words(message: Message, form: Form, words: Vocabulary) -> Words | None:
    """What goes up beside the fields: the sender's words outside them, and the mail that he passes on, with its head,
    unless that is the form (behaviour B3.20); None for nothing."""
    name = message.sender.name if message.sender else ""
    lines = (message.forwarded or message.below).split("\n")
    passed_on = "" if has_template(lines, words.aliases) else message.below
    own = form.words if form.words and not is_wordless(form.words, name, words.aliases) else ""
    is_passed_on = bool(passed_on) and not message.own_words
    text = _join("" if is_passed_on else own, passed_on)
    openings = (own, join_words(message.forwarded.split("\n")) if passed_on and not is_passed_on else "")
    opening = " ".join(filter(None, map(_open, openings)))
    return Words(message.sender or NOBODY, text, opening, is_passed_on) if text else None


def with_answer(reading: Reading, form: Form, words: Vocabulary, goes_up: str = "") -> Mail:
    """The mail as an answer: its words are those that the form could not place, and its sender learns what was read of
    an answer without labels and, unless he sends the case up by them, which words are kept (behaviour B4.12)."""
    mail = replace(reading.mail, words=find_free_words(reading.message, form, words))
    read = (
        Remark(RemarkCode.ANSWER_READ, f"{name}: {_say_value(form.fields, name)}")
        for name in sorted(form.placed)
        if _say_value(form.fields, name)
    )
    mail = mail.with_remarks(*read)
    return mail if goes_up else with_kept_words(mail)


def _say_value(fields: Fields, name: str) -> str:
    """The field as it was read, in one line; "" for nothing."""
    value: object = getattr(fields, name, None)
    return " · ".join(map(str, value)) if isinstance(value, tuple) else " ".join(str(value or "").split())


def with_kept_words(mail: Mail) -> Mail:
    """The mail whose sender learns that its words are kept, where they say something."""
    words = mail.words
    if words is None or words.is_passed_on or not any(without_nudges(words.text.split("\n"))):
        return mail
    return mail.with_remarks(Remark(RemarkCode.WORDS_KEPT, words.text))


def _open(text: str) -> str:
    """Its first paragraphs, as many as a first line may hold."""
    opening = ""
    for paragraph in text[:MOST_SOUGHT].split("\n\n"):
        opening = f"{opening} {' '.join(paragraph.split())}".strip()
        if len(opening) >= OPENING:
            break
    return opening


def _join(*texts: str) -> str:
    """Those that say something, with an empty line between."""
    return "\n\n".join(filter(None, texts))


def _with_answered(raw: bytes, reader: Reader, state: State | None) -> Vocabulary:
    """The words by which the mail is read, with those of the letters that it answers."""
    if state is None or reader.files is None:
        return reader.words
    letters = find_answered(parse_ties(raw), Sendings(state, reader.files, reader.key))
    return replace(reader.words, ours=reader.words.ours.answered(letters))


def keep_files(digest: str, message: Message) -> tuple[KeptFile, ...]:
    """What a case remembers of a mail's files."""
    author = message.sender or NOBODY
    return tuple(
        KeptFile(
            digest,
            file.name,
            file.content_type,
            file.size,
            file.counts,
            author,
            hashlib.sha256(file.content).hexdigest(),
        )
        for file in message.files
    )
