"""A case: one escalation from the first mail to its outcome. `ESC-42` to people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from parsers.model import Address, Fields

NOBODY = Address("")


class Status(StrEnum):
    """Where a case stands. Only `lifecycle` sets it."""

    HELD = "held"  # incomplete: waiting for the agent's answer
    OPEN = "open"  # routed: waits until somebody takes it
    CLAIMED = "claimed"  # somebody has taken it: being worked on
    WAITING = "waiting"  # the clock is stopped: waiting for the customer
    RESOLVED = "resolved"
    CANCELLED = "cancelled"

    @property
    def is_closed(self) -> bool:
        return self in (Status.RESOLVED, Status.CANCELLED)


class Acknowledgement(StrEnum):
    """What became of the one acknowledgement that a customer gets at most (behaviour B6.4, B6.5)."""

    NONE = "none"
    SENT = "sent"
    DRAFT = "draft"  # no acceptable address: the agent has the text
    WITHHELD = "withheld"  # sensitive: waits for `send ack`
    OFF = "off"  # switched off in the settings


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a level was chosen. `text` is a whole sentence part fit for a mail; `trigger` its rule's name, maybe ""."""

    text: str
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """An interval in which the clock stood still; `ended_at` None: it still does. `until` is what was promised."""

    started_at: datetime
    ended_at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's timeline: what happened, who did it (an address or "")."""

    at: datetime
    what: str
    who: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came with a case's mails: where its bytes lie (`mail`: digest of the spooled mail), its facts, and who
    sent it."""

    mail: str
    name: str
    content_type: str
    size: int
    counts: bool = True
    author: Address = NOBODY


@dataclass(frozen=True, slots=True)
class Told:
    """One letter that left: the result per recipient."""

    at: datetime
    kind: str
    to: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Case:
    number: int
    status: Status
    level: int
    agent: Address
    title: str
    fields: Fields
    received_at: datetime
    subject: str = ""  # as the agent wrote it: our letters to him answer under it
    opened_at: datetime | None = None  # when it was routed
    urgent: bool = False
    missing: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    sensitive: bool = False
    soft: bool = False  # Optional escalation: never raised by itself
    chosen_level: bool = False  # the agent named the level
    recipients: tuple[Address, ...] = ()  # whom the level's mail went to
    claimed_by: Address | None = None
    claimed_at: datetime | None = None
    due_at: datetime | None = None
    wake_at: datetime | None = None
    level_since: datetime | None = None  # the level's own clock starts here
    reminded: tuple[str, ...] = ()  # steps of the clock already taken or passed over, e.g. "3@20260306T154000:before:50%"
    pauses: tuple[Pause, ...] = ()
    acknowledgement: Acknowledgement = Acknowledgement.NONE
    customer: Address | None = None  # the accepted address of the customer
    customer_told_at: datetime | None = None
    outcome: str = ""
    closed_at: datetime | None = None
    watchers: tuple[Address, ...] = ()  # agents of mails that were joined to this case
    mails: tuple[str, ...] = ()  # digests of the spooled mails, oldest first
    message_ids: tuple[str, ...] = ()  # their Message-IDs
    files: tuple[KeptFile, ...] = ()
    threads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # address → first and last Message-ID with that person
    told: tuple[Told, ...] = ()
    events: tuple[Event, ...] = ()
    letters: int = 0  # letters written so far: numbers their ids
    version: int = field(default=0, compare=False)  # counted by the store, which refuses a case made of an older one

    @property
    def name(self) -> str:
        """The case as people write it: `ESC-42`."""
        return f"ESC-{self.number}"

    @property
    def participants(self) -> tuple[Address, ...]:
        """Everybody inside who may answer: the agent, those who joined, the recipients and the one who claimed."""
        people = (self.agent, *self.watchers, *self.recipients, *((self.claimed_by,) if self.claimed_by else ()))
        return tuple({person.key: person for person in people}.values())
