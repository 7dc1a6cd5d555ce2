"""What was said and done in a case. It only grows, and lies beside the case, which does not grow with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from daemon.core.model.history.timeline import EntryKind, EntryName, read_name
from daemon.core.model.variants import Kind
from parsers.model import Address, Priority

NOBODY = Address("")


_PERSON = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case is where it is. `text` is a whole sentence part fit for a mail, with `{0}` for the first of its
    `people`; `trigger` the rule's name, maybe ""."""

    text: str
    trigger: str = ""
    people: tuple[Address, ...] = ()

    @property
    def plain(self) -> str:
        """The sentence part with its people by name, else by address."""
        return self.naming([one.name or one.email for one in self.people])

    def naming(self, names: Sequence[str]) -> str:
        """The sentence part with its people called so."""
        return _PERSON.sub(lambda one: names[int(one[1])], self.text) if names else self.text


@dataclass(frozen=True, slots=True)
class Passing:
    """That the case was given to who alone is asked now: by whom (None: it was opened again, and he had it), when, and
    when it is to come back."""

    by: Address | None
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """How a case was judged before the mail of one who joined came: what is so again once he takes it back."""

    who: Address
    at: datetime
    level: int
    priority: Priority | None = None
    urgent: bool = False
    soft: bool = False
    reasons: tuple[Reason, ...] = ()
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a case's timeline: what happened, who did it (an address or ""). `what` is its name as states on disk
    and `show` have it; nothing is decided by that text, but by the `name` or `kind` that it says."""

    at: datetime
    what: str
    who: str = ""
    text: str = ""
    turn: int = 0  # of the level that has it beside the others, to which it happened

    @property
    def name(self) -> EntryName | None:
        """None where another version wrote what this one does not know."""
        return read_name(self.what)

    @property
    def kind(self) -> EntryKind | None:
        """What happened, whatever it was about; None as for `name`."""
        return None if self.name is None else self.name.kind


@dataclass(frozen=True, slots=True)
class Told:
    """One letter that left: the result per recipient. `files` are what its files are, as `KeptFile.sha256` says it."""

    at: datetime
    kind: Kind
    to: str
    message_id: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came with a case's mails: where its bytes lie (`mail`: digest of the spooled mail), its facts, who
    sent it, and what its bytes are (`sha256`: in hex; "" in a case of an earlier version)."""

    mail: str
    name: str
    content_type: str
    size: int
    counts: bool = True
    author: Address = NOBODY
    sha256: str = ""

    def is_copy_of(self, other: "KeptFile") -> bool:
        """Whether both have the same bytes, under whatever name: Outlook numbers pictures anew in each answer. Where
        these are not known, name and size decide."""
        if self.sha256 and other.sha256:
            return self.sha256 == other.sha256
        return (self.name, self.size) == (other.name, other.size)


@dataclass(frozen=True, slots=True)
class Kin:
    """A case of the same outage that goes along with another one: whose it is, since when, and the line on it that the
    level reads; `told_at` None: it has not yet."""

    number: int
    agent: Address
    at: datetime
    customer: str = ""
    line: str = ""
    files: tuple[KeptFile, ...] = ()
    told_at: datetime | None = None

    @property
    def name(self) -> str:
        """The case as people write it."""
        return f"ESC-{self.number}"


@dataclass(frozen=True, slots=True)
class Conversation:
    """The timeline, the letters that left, the mails that came and their files; in each the earliest first."""

    entries: tuple[Entry, ...] = ()
    told: tuple[Told, ...] = ()
    mails: tuple[str, ...] = ()  # digests of the spooled mails
    message_ids: tuple[str, ...] = ()  # of those mails, each once
    files: tuple[KeptFile, ...] = ()

    def find_said(self, at: datetime) -> Iterator[Entry]:
        """What stands in the timeline of that second, which a letter's id names."""
        return (one for one in self.entries if int(one.at.timestamp()) == int(at.timestamp()))

    def __add__(self, more: "Conversation") -> "Conversation":
        return Conversation(
            self.entries + more.entries,
            self.told + more.told,
            self.mails + more.mails,
            self.message_ids + more.message_ids,
            self.files + more.files,
        )


@dataclass(frozen=True, slots=True)
class Words:
    """What one of ours wrote outside the form: it goes up with the case (behaviour B3.20). `opening` is its first
    sentences; `is_passed_on`: another's mail, without a word of his own."""

    author: Address
    text: str
    opening: str = ""
    is_passed_on: bool = False
