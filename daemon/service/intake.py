"""A mail read whole: message, subject, template, triage, level, gaps. One pipeline for the daemon and for `check`."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from daemon.core.intake.acting.context import TriageContext
from daemon.core.intake.assessment import assess, decide_address
from daemon.core.intake.lists import as_person, find_writer
from daemon.core.intake.substance import MOST_SOUGHT, find_own_words, is_machines, with_forwarded
from daemon.core.intake.triage import BOUNCES, MailKind, Triage, Verdict, triage
from daemon.core.model.case import Words
from daemon.core.model.conversation import NOBODY, KeptFile
from daemon.core.model.happenings import Assessment, CustomerContact, Mail
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import FetchedMail, MailFiles, State
from daemon.service.absent.words import only_own, read_own_word
from daemon.service.answered import Sendings, find_answered, read_head
from daemon.service.belonging import find_belonging
from parsers.commands.command import CommandWords, find_doubtful_word, parse_command
from parsers.commands.consent import read_consent
from parsers.commands.lines import is_wordless
from parsers.form.completeness import find_missing
from parsers.form.form import parse_form
from parsers.form.nudges import without_nudges
from parsers.form.words import join_words
from parsers.message import parse_message
from parsers.mime.files.attachments import may_be_missed
from parsers.mime.headers.references import find_tokens
from parsers.model import (
    AutomaticKind,
    Command,
    CommandName,
    Fields,
    File,
    Form,
    Marker,
    Message,
    Remark,
    RemarkCode,
    Subject,
)
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
    `trusted` believes every sender; in `files` lie the letters that we sent."""

    policy: EscalationPolicy
    words: Vocabulary
    key: bytes
    trusted: bool = False
    files: MailFiles | None = None


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
    is_machines: bool = False  # a program's marks are on it, or its sender is one

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
    missing = find_missing(form.fields, (*known_files, *message.files), policy.required_for(assessment.level))
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
    belonging = find_belonging(message, subject, reader.policy, state)
    if belonging.named or belonging.to_customers or belonging.lines is not None:
        return True
    return read_own_word(message, subject, belonging, reader.policy, reader.words) is not None


def read_mail(mail: FetchedMail, digest: str, reader: Reader, state: State | None) -> Reading:
    """Reads one mail and decides what it is. Without a store (`check`) no case is known. Never raises for bad mail."""
    words = reader.words
    message = parse_message(mail.raw, _with_answered(mail.raw, reader, state))
    arrived = find_writer(message, reader.policy, reader.trusted)
    message = as_person(arrived, reader.policy, reader.trusted)
    subject = parse_subject(message.subject, words.subject)
    belonging = find_belonging(message, subject, reader.policy, state)
    form = _read_form(message, subject, reader) if subject.marker or belonging.cases else Form(Fields())
    own = read_own_word(message, subject, belonging, reader.policy, words)
    context = TriageContext(message, belonging, reader.policy, reader.key, reader.trusted, own is not None, arrived)
    result = triage(context, subject, form)
    command = own or _read_command(message, words, result.verdict)
    may_command = result.verdict is Verdict.REPLY and message.own_words
    machines = _bears_marks(message) or is_machines(message, subject, reader.policy)
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
    )
    return Reading(message, subject, form, result, facts, command, belonging.lines or (), belonging.marks, machines)


def _bears_marks(message: Message) -> bool:
    is_automatic = message.automatic is not None and message.automatic.kind is not AutomaticKind.LIST
    return is_automatic or message.has_marks


def _say_back(mail: FetchedMail, message: Message, commands: CommandWords | None) -> Iterator[Remark]:
    """What its sender has to learn of how a mail was read: what was cut off, which files were not looked at, and, of
    words that are no command, which looked like one."""
    if mail.truncated:
        yield Remark(RemarkCode.TRUNCATED, "")
    not_read = ", ".join(file.name for file in message.files if may_be_missed(file))
    if not_read:
        yield Remark(RemarkCode.FILES_NOT_READ, not_read)
    if commands is not None and (word := find_doubtful_word(message.text, commands)):
        yield Remark(RemarkCode.NOT_A_COMMAND, word)


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


def _read_command(message: Message, words: Vocabulary, verdict: Verdict) -> Command | None:
    """What a reply commands, or what in answer to a numbered letter is said of its writer alone; None for a note."""
    if not message.own_words or verdict not in (Verdict.REPLY, Verdict.NUMBERED):
        return None
    return _read_reply(message, words) if verdict is Verdict.REPLY else only_own(_read_reply(message, words))


def _read_reply(message: Message, words: Vocabulary) -> Command | None:
    """The command, None for a note; of a bare yes or no the letter that it answers says what it means. With the mail
    that its sender passes on below it among its words: `done: see below`."""
    command = parse_command(message.text, words.commands, message.sender, message.is_reaction)
    if command is None:
        said = read_consent(message.text)
        return Command(CommandName.YES if said.is_yes else CommandName.NO) if said and said.is_all else None
    if not message.below:
        return command
    return replace(command, text=_join(command.text or "", message.below))


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
    mail = replace(mail, remarks=(*mail.remarks, *read))
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
    return replace(mail, remarks=(*mail.remarks, Remark(RemarkCode.WORDS_KEPT, words.text)))


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
    letters = find_answered(read_head(raw, reader.words), Sendings(state, reader.files, reader.key))
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
