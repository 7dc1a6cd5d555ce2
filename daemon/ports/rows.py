"""What the store holds besides cases and letters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from daemon.core.model.notifications import Letter


class Outcome(StrEnum):
    """What became of a mail: exactly one of these (behaviour B2.18)."""

    OPENED = "opened"
    JOINED = "joined"
    FILED = "filed"
    COMMAND = "command"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one message. `digest` is the SHA-256 (hex) of the raw mail; `uid_validity` and `uid` where it
    lay."""

    digest: str
    message_id: str
    uid_validity: int
    uid: int
    at: datetime
    outcome: Outcome
    reason: str
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A mail that is kept aside: its bytes lie in `quarantine/<digest>.eml`. One with `tried_at` still lies in the
    mailbox, under its UID: the server did not hand it over when it was last tried. Since `missing_since` it is not
    listed there any longer; `message_id` is how it is known again under another UID."""

    digest: str
    at: datetime
    sender: str
    subject: str
    reason: str
    uid_validity: int = 0
    uid: int = 0
    tried_at: datetime | None = None
    missing_since: datetime | None = None
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Unopened:
    """A mail with the word in its subject that came to nothing, and why; `digest` as in the ledger."""

    digest: str
    at: datetime
    sender: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Position:
    """How far the mailbox has been read: every message of this UIDVALIDITY up to `uid` has its entry or is not ours."""

    uid_validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class MailboxTrouble:
    """Since when no mail can be read, and why, in a sentence."""

    since: datetime
    words: str


@dataclass(frozen=True, slots=True)
class RelayTrouble:
    """Since when no letter can leave, and why, in a sentence; `ended_at`: until then. `told_from` is since when those
    concerned are to read that hardly any could, where they have not been told of earlier trouble yet."""

    since: datetime
    words: str
    ended_at: datetime | None = None
    told_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unmarked:
    """UIDs whose mails are in the ledger but perhaps not marked in the mailbox yet."""

    uid_validity: int
    handled: tuple[int, ...] = ()
    quarantined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """When the next digest to this lead is written; `next_at` None: never, by the settings of then."""

    lead: str  # the key of the address
    next_at: datetime | None = None
    last_at: datetime | None = None  # when the last one was written


@dataclass(frozen=True, slots=True)
class Refusal:
    """Of a letter that was refused as if all were: how many others had been accepted when it was last refused, and when
    that was; the seconds that it has waited while others were accepted, and whether somebody was told so; when it was
    refused first, and the key of its recipient."""

    accepted: int
    refused_at: datetime | None = None
    waited: int = 0
    is_told: bool = False
    first_at: datetime | None = None
    to: str = ""


@dataclass(frozen=True, slots=True)
class RelayMemory:
    """What the relay has said lately: letters accepted so far, the refusals by letter, and by recipients' domain the
    letters that a rule of the relay refused since the last acceptance; when it last accepted one, and when one that it
    had refused before."""

    accepted: int = 0
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    by_policy: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accepted_at: datetime | None = None
    relented_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClaimedLetters:
    """Letters that are being sent from now on by who claimed them. `lapsed` were being sent before, by somebody whose
    lease has run out: whether they left is not known."""

    due: tuple[Letter, ...]
    lapsed: tuple[Letter, ...] = ()
