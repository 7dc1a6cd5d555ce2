"""What is to be said, to whom: one Notification is one letter to one person (behaviour B6.1)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from daemon.core.model.case import name_case
from daemon.core.model.history.conversation import KeptFile
from daemon.core.model.history.precedents import Precedent
from daemon.core.model.variants import VARIANTS, Kind, Plain, RaisedVariant, Variant
from daemon.core.model.weeks import Week
from parsers.model import Address, Remark, RemarkCode


class Role(StrEnum):
    """In what part somebody gets a letter: it decides the closing sentence and the threading."""

    AGENT = "agent"
    RECIPIENT = "recipient"
    CUSTOMER = "customer"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    SENDER = "sender"  # a permitted person without a case, or without a token for it: his letter carries none


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """One numbered line of a digest or a bundle. `case` is the number of the one it is about, 0 for none; `at` the
    deadline or the beginning; `detail` what the section is about, or `missing` the fields that are waited for."""

    case: int = 0
    customer: str = ""
    title: str = ""
    level: int = 0
    who: tuple[Address, ...] = ()
    at: datetime | None = None
    detail: str = ""
    missing: tuple[str, ...] = ()
    promised_at: datetime | None = None  # by when the customer was told to hear; None: not to be said, or nothing was
    refuses: tuple[str, ...] = ()  # commands that would change nothing as its case stands
    mark: str = ""  # the case's `standing`; on a line without a case the mail that is set aside, by its digest
    solved_by: tuple[Address, ...] = ()  # who says that it is, which its agent is asked
    count: int = 1  # mails that it is about

    @property
    def name(self) -> str:
        """The case as people write it; "" for none."""
        return name_case(self.case)


_OF_ALL = "*"


def mark_all(newest: str) -> str:
    """The mark of a line about all mails of one sender that were set aside for one reason, up to this one."""
    return newest + _OF_ALL


def read_mark(mark: str) -> tuple[str, bool]:
    """The mail of which it speaks, by its digest, and whether of all before it too."""
    return mark.removesuffix(_OF_ALL), mark.endswith(_OF_ALL)


class DigestSection(StrEnum):
    """What a lead's digest is about, in its order."""

    UNREAD = "unread"
    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    WAITING = "waiting"
    CALM = "calm"
    QUESTIONS = "questions"
    AGENTLESS = "agentless"
    NOT_TOLD = "not_told"
    NOT_UPDATED = "not_updated"
    STALLED = "stalled"
    DOUBTFUL = "doubtful"
    UNDELIVERABLE = "undeliverable"
    UNOPENED = "unopened"
    QUARANTINE = "quarantine"


class BundleSection(StrEnum):
    """What the clock's letters in one mail are about, in its order."""

    WITH_YOU = "with_you"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    RAISED = "raised"
    HELD = "held"
    WAITING = "waiting"
    CALM = "calm"
    NOT_UPDATED = "not_updated"
    STALLED = "stalled"


@dataclass(frozen=True, slots=True)
class NumberedSection:
    """`start` is the number of its first line."""

    name: DigestSection | BundleSection
    start: int
    lines: tuple[NumberedLine, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One level in the digest's chart: its open cases, and how many of them are overdue."""

    level: int
    name: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What a lead has to know, or a bundle, which has no bars and empty weeks."""

    sections: tuple[NumberedSection, ...]
    bars: tuple[Bar, ...]
    this_week: Week
    last_week: Week

    @property
    def cases(self) -> tuple[int, ...]:
        """The case on each numbered line, 0 where a line has none."""
        return tuple(line.case for section in self.sections for line in section.lines)

    @property
    def marks(self) -> tuple[str, ...]:
        """What each numbered line was about when it was written."""
        return tuple(line.mark for section in self.sections for line in section.lines)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say (settings: `digest.when_empty`)."""
        return not self.sections


@dataclass(frozen=True, slots=True)
class Notification:
    """`variant` is the template's branch, one of `VARIANTS`; `text` is a person's own words passed on;
    `remarks` are to be said back; `files` are those that it is about, of which `decide_files` says what
    goes along; `in_reply_to` is the mail being answered, when it is not the thread's last."""

    kind: Kind
    to: Address
    role: Role
    variant: Variant = Plain.PLAIN
    text: str = ""
    remarks: tuple[Remark, ...] = ()
    files: tuple[KeptFile, ...] = ()
    in_reply_to: str = ""
    also: tuple[Address, ...] = ()  # who else got the same, to be named in the text
    since: datetime | None = None  # when the answer was due that did not come
    digest: Digest | None = None
    lines: tuple[int, ...] | None = None  # of the numbered letter that it is about: an answer may give its numbers
    line_marks: tuple[str, ...] = ()  # of these lines, as in `NumberedLine`
    about: str = ""  # of a delivery-failure: the id of the letter that will not arrive
    precedent: Precedent | None = None  # the solved case that this one resembles

    def with_remarks(self, *remarks: Remark) -> "Notification":
        return replace(self, remarks=(*self.remarks, *remarks))

    @property
    def is_let_in(self) -> bool:
        """Whether it is about a mail that was set aside, and that a lead has let in."""
        return any(one.code is RemarkCode.RELEASED for one in self.remarks)

    @property
    def numbered(self) -> tuple[int, ...] | None:
        """The case on each line that an answer to it may name by number; None where it is no numbered letter."""
        return self.lines if self.digest is None else self.digest.cases

    @property
    def marks(self) -> tuple[str, ...]:
        """What these lines were about."""
        return self.line_marks if self.digest is None else self.digest.marks


@dataclass(frozen=True, slots=True)
class Said:
    """What a letter says that is kept while it waits, to be written anew: as in `Notification`. `standing`: whose turn
    it was when it was written."""

    to: Address
    variant: str
    text: str = ""
    remarks: tuple[Remark, ...] = ()
    files: tuple[KeptFile, ...] = ()
    in_reply_to: str = ""
    also: tuple[Address, ...] = ()
    kind: Kind = Kind.RECEIPT
    role: Role = Role.AGENT
    since: datetime | None = None
    standing: str = ""

    def write(self) -> Notification:
        return Notification(
            self.kind,
            self.to,
            self.role,
            VARIANTS[self.kind](self.variant),
            self.text,
            self.remarks,
            self.files,
            self.in_reply_to,
            self.also,
            self.since,
        )


# letters that say whose turn it is, or by when an answer is due, to others than those who are asked by them
TELLING = frozenset({Kind.RECEIPT, Kind.RAISED, Kind.CLAIMED, Kind.FORWARDED, Kind.MOVED, Kind.NOTICE, Kind.NUDGE})
ASKING = frozenset({RaisedVariant.IN_TIME, RaisedVariant.ASKED})  # of a raise: to its new level


def keep_said(said: Notification, standing: str) -> Said | None:
    """What it says, to be written anew; None for a letter of another kind, or with numbered lines."""
    is_asking = said.kind is Kind.RAISED and said.variant in ASKING
    if said.kind not in TELLING or is_asking or said.numbered is not None or said.about:
        return None
    words = (said.text, said.remarks, said.files, said.in_reply_to, said.also)
    return Said(said.to, str(said.variant), *words, said.kind, said.role, said.since, standing)


class LetterState(StrEnum):
    """A row of the outbox. `unknown`: the relay's answer was lost after the message was handed over (RFC 1047)."""

    PENDING = "pending"
    SENDING = "sending"
    DEFERRED = "deferred"
    FAILED = "failed"  # dead letter: listed, never forgotten
    UNKNOWN = "unknown"


GIVEN_UP = frozenset({LetterState.FAILED, LetterState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in the outbox: its bytes are fixed and lie in `outbox/<id>.eml`. A sent one leaves the table and is
    recorded in its case (`Told`)."""

    id: str
    case: int | None
    kind: Kind
    to: str
    message_id: str
    rank: int  # 0 leaves first: level mails before receipts before customers before digests
    created_at: datetime
    state: LetterState = LetterState.PENDING
    attempts: int = 0
    next_at: datetime | None = None
    problem: str = ""
    in_doubt: bool = False  # handed over once already without an answer: the relay may have it
    about: str = ""  # as in `Notification`
    leased_until: datetime | None = None  # while it is being sent: when another may look what became of it
    files: tuple[str, ...] = ()  # that it brings, as in `Told`
    says: Said | None = None  # to write it anew
    waits: bool = False  # for what would have it say more
    variant: str = ""  # of a reminder: to write it anew

    @property
    def waits_for_more(self) -> bool:
        """Whether it may still be written anew: nobody has been handed it, not even in doubt."""
        return self.waits and self.attempts == 0 and self.state is not LetterState.SENDING

    @property
    def case_name(self) -> str:
        """The case as people write it; "" for none."""
        return name_case(self.case)
