"""What the parsers hand out: the vocabulary that the whole house shares. Values only, no behaviour beyond look-ups."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Priority(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Marker(StrEnum):
    """The word in the subject that makes a mail ours; with both words it is `urgent` (behaviour B2.1, B2.4)."""

    ESCALATION = "escalation"
    URGENT = "urgent"


class AutomaticKind(StrEnum):
    """Mail that no person wrote for us to answer (behaviour B2.10; RFC 3834, RFC 3464, RFC 8098)."""

    BOUNCE = "bounce"
    DELAY = "delay"
    DELIVERED = "delivered"
    READ_RECEIPT = "read_receipt"
    OUT_OF_OFFICE = "out_of_office"
    TRACKER_REPLY = "tracker_reply"
    AUTO_REPLY = "auto_reply"
    LIST = "list"
    FEEDBACK = "feedback"
    OWN = "own"
    LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox: `email` is a bare addr-spec with a lower-case domain; `name` is decoded text, maybe empty."""

    email: str
    name: str = ""

    @property
    def key(self) -> str:
        """The form in which addresses are compared: whole address lower-case."""
        return self.email.lower()

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class File:
    """An attachment or pasted picture. `name` is safe to use as a file name;
    `content` is decoded bytes. `counts`: as a screenshot
    or log (behaviour B3.13), like a real file, an attached message, a picture of a screenshot's size;
    unlike a signature's logo."""

    name: str
    content_type: str
    size: int
    counts: bool
    inline: bool = False
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Automatic:
    """Why a mail is automatic: the kind, the header or phrase that said so, and what it carries."""

    kind: AutomaticKind
    reason: str
    failed_recipients: tuple[str, ...] = ()
    status: str = ""
    returns_on: str = ""
    ticket: str = ""
    original_message_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A case token as found in an address or a Message-ID: `ESC-<case>` with its signature, not yet verified."""

    case: int
    signature: str


@dataclass(frozen=True, slots=True)
class MethodResult:
    """What one method said, such as dmarc: pass. `domain` is the one it said it of, as DNS compares it: header.from
    (dmarc), header.d or else header.i (dkim), smtp.mailfrom (spf); "" when it named none."""

    method: str
    result: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class AuthenticationResults:
    """One Authentication-Results header (RFC 8601): its authserv-id ("" as Microsoft 365 writes it) and its results, in
    their order. One that cannot be read has neither."""

    authserv_id: str
    results: tuple[MethodResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject read: prefixes looked through, the marker word, the brief description and the ticket number.
    `has_place`: a ticket stands in it, or a place was left for one. `first` is the word that stands first, `is_call`
    whether as a call and not as the beginning of a sentence. `noise` says by what a program's subject is known."""

    text: str
    marker: Marker | None
    title: str
    ticket: str = ""
    case: int | None = None
    has_place: bool = False
    first: Marker | None = None
    is_call: bool = False
    noise: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """The template's fields as the mail says them (behaviour B3.1). None or () means missing."""

    priority: Priority | None = None
    customer: str | None = None
    customer_email: str | None = None
    ticket: str | None = None
    issue_summary: str | None = None
    steps_taken: tuple[str, ...] = ()
    customer_impact: str | None = None
    customer_expectation: str | None = None
    additional_context: str | None = None
    attachments: tuple[str, ...] = ()
    level: int | None = None
    trigger: str | None = None


class RemarkCode(StrEnum):
    """What has to be said back to a sender; each has its sentence in the team's templates (`sentences.txt`)."""

    FEW_ATTEMPTS = "few_attempts"
    LEVEL_MISMATCH = "level_mismatch"
    CUSTOMER_NOT_TOLD = "customer_not_told"
    TRUNCATED = "truncated"
    FILES_LEFT_OUT = "files_left_out"
    FILES_OF_SEVERAL = "files_of_several"
    FILES_KEPT = "files_kept"  # no letter could bring them
    FILES_WITHHELD = "files_withheld"  # the case is sensitive
    FILES_TOO_LARGE = "files_too_large"  # for every letter
    FILES_NOT_READ = "files_not_read"  # they do not count, and were sent for a purpose
    PRIORITY_MAPPED = "priority_mapped"
    PRIORITY_UNCLEAR = "priority_unclear"
    TICKETS_DIFFER = "tickets_differ"
    LISTED_FILE_ABSENT = "listed_file_absent"
    REASON_MISSING = "reason_missing"
    ADDRESS_REFUSED = "address_refused"
    TIME_MISSING = "time_missing"
    LEVEL_UNCLEAR = "level_unclear"
    TRIGGER_UNKNOWN = "trigger_unknown"
    UNTIL_UNCLEAR = "until_unclear"
    NOT_A_COMMAND = "not_a_command"  # it looked like one
    LINE_DONE = "line_done"
    LINE_REFUSED = "line_refused"
    LINE_UNKNOWN = "line_unknown"
    LINE_NOT_UNDERSTOOD = "line_not_understood"


class Remark(NamedTuple):
    """Something to say back; `text` is what it is about, in the sender's words mostly."""

    code: RemarkCode
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """The template of one mail. `labels`: fields whose label was seen, even if empty; `remarks`:
    to be said back (parsers/form/form.py)."""

    fields: Fields
    labels: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the body holds a template field at all."""
        return bool(self.labels)


class Argument(StrEnum):
    """What may stand behind a command's word and belongs to it."""

    ANYTHING = "anything"  # and it changes nothing: "mine - will call them at noon"
    ASIDE = "aside"  # a few words that change nothing
    SOMEBODY = "somebody"  # "remind them"
    WORDS = "words"  # they and the lines below are passed on
    NEEDED_WORDS = "needed words"  # without them it is no command
    OUTCOME = "outcome"  # an account of what was done, passed on likewise: "Done. Restarted the server."
    REASON = "reason"  # passed on likewise
    QUESTION = "question"  # nothing but a question mark: "Status: still broken" tells, and asks nothing
    LEVEL_QUESTION = "level question"  # "why level 3?"
    ADDRESS = "address"
    LEVEL = "level"
    PRIORITY = "priority"
    TIME = "time"
    ABSENCE = "absence"  # until when, and who stands in


class CommandName(StrEnum):
    """What a participant may ask for: its words are in parsers/words/commands.toml,
    its rule in daemon/core/decisions/commands.py."""

    argument: Argument

    def __new__(cls, word: str, argument: Argument) -> "CommandName":
        name = str.__new__(cls, word)
        name._value_ = word
        name.argument = argument
        return name

    CLAIM = "claim", Argument.ANYTHING
    INFO = "info", Argument.WORDS
    PASS = "pass", Argument.ADDRESS
    RAISE = "raise", Argument.LEVEL
    LOWER = "lower", Argument.LEVEL
    PRIORITY = "priority", Argument.PRIORITY
    WAITING = "waiting", Argument.TIME
    RESUME = "resume", Argument.ASIDE
    NOTE = "note", Argument.NEEDED_WORDS
    UPDATE = "update", Argument.WORDS
    SEND_ACK = "send_ack", Argument.ASIDE
    CALM = "calm", Argument.ASIDE
    DONE = "done", Argument.OUTCOME
    REOPEN = "reopen", Argument.ASIDE
    CANCEL = "cancel", Argument.REASON
    STATUS = "status", Argument.QUESTION
    WHY = "why", Argument.LEVEL_QUESTION
    AWAY = "away", Argument.ABSENCE
    REMIND = "remind", Argument.SOMEBODY
    HELP = "help", Argument.QUESTION


@dataclass(frozen=True, slots=True)
class Command:
    """What the first visible line of a reply asks for (behaviour B9.1; names: face C3.6)."""

    name: CommandName
    text: str | None = None
    to: str | None = None
    level: int | None = None
    priority: Priority | None = None
    until: str | None = None
    cover: str | None = None
    by_thumb: bool = False  # a thumb up and no word: elsewhere than where it may take the case it says "seen"


@dataclass(frozen=True, slots=True)
class NumberedAnswer:
    """What is asked for one line of a numbered letter; `command` is None when `said` is no command."""

    number: int
    command: Command | None
    said: str


@dataclass(frozen=True, slots=True)
class Message:
    """One mail, read. Never raises, never lies: what could not be read is in `defects`, what cannot be judged has a
    `refusal` (a reason for quarantine). Texts are NFC, without control characters, lines end in LF, and without a
    word of our own letters; `among` is what was typed among and below the lines of one, None where none is quoted.
    `text` is what its sender wrote anew, else what he `forwarded`; without `own_words` nothing in it is a command.
    `sender_domain` is the sender's as DNS compares it (A-labels), "" for none: what a server's findings are held
    against. `ambiguous_from` is the From as it is written when two readers may find two senders in it: then
    `sender` is a guess, not to believe. `planted` names a header in which the sender has written what a server may
    repeat as a finding of its own. `is_reaction`: its program marks it as a thumb up. `is_robots`: programs write
    from such an address (`alerts@`, `noreply@`); `has_marks`: it bears an empty return path or `Precedence: bulk`.
    The `original_…` ones are what a list that rewrites From says of the writer and what it found out about him."""

    subject: str
    sender: Address | None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    sender_domain: str = ""
    text: str = ""
    whole_text: str = ""
    among: str | None = None
    forwarded: str = ""
    files: tuple[File, ...] = ()
    automatic: Automatic | None = None
    authentication: tuple[AuthenticationResults, ...] = ()
    auth_as: str = ""
    list_id: str = ""
    hops: int = 0
    case_header: str = ""
    no_auto_response: bool = False
    unreadable: str = ""
    refusal: str = ""
    ambiguous_from: str = ""
    planted: str = ""
    defects: tuple[str, ...] = ()
    own_words: bool = True
    is_reaction: bool = False
    is_robots: bool = False
    has_marks: bool = False
    original_sender: Address | None = None
    original_domain: str = ""
    original_authentication: AuthenticationResults | None = None
    arc_authentication: tuple[AuthenticationResults, ...] = ()
