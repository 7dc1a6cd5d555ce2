"""What a mail says, and its sender, files and findings. Values only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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

    def is_among(self, people: Iterable["Address"]) -> bool:
        """Whether one of them has this address, under whatever name."""
        return any(self.key == one.key for one in people)


@dataclass(frozen=True, slots=True)
class File:
    """An attachment or pasted picture. `name` is safe to use as a file name; `content` is decoded bytes. `counts`: as a
    screenshot or log (behaviour B3.13), like a real file, an attached message, a picture of a screenshot's size; unlike
    a signature's logo."""

    name: str
    content_type: str
    size: int
    counts: bool
    inline: bool = False
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Automatic:
    """Why a mail is automatic: the kind, the header or phrase that said so, and what it carries. `is_typed`: it is an
    answer and known by its words alone, so that its sender may have typed it himself."""

    kind: AutomaticKind
    reason: str
    failed_recipients: tuple[str, ...] = ()
    status: str = ""
    returns_on: str = ""
    ticket: str = ""
    original_message_ids: tuple[str, ...] = ()
    is_typed: bool = False


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
class SealedResults:
    """One set of an ARC chain (RFC 8617): what a server found out, and whose domain sealed it ("" for none)."""

    sealer: str
    found: AuthenticationResults


@dataclass(frozen=True, slots=True)
class Message:
    """One mail, read. Never raises, never lies: what could not be read is in `defects`, what cannot be judged has a
    `refusal` (a reason for quarantine). Texts are NFC, without control characters, lines end in LF, and without a word
    of our own letters; `among` is what was typed among and below the lines of one, None where none is quoted. `text` is
    what its sender wrote anew, else what he `forwarded`; `below` is the mail that he passes on below his words, with
    its head; without `own_words` nothing in `text` is a command. `sender_domain` is the sender's as DNS compares it
    (A-labels), "" for none: what a server's findings are held against. `ambiguous_from` is the From as it is written
    when two readers may find two senders in it: then `sender` is a guess, not to believe. `planted` names a header in
    which the sender has written what a server may repeat as a finding of its own. `is_reaction`: its program marks it
    as a thumb up. `is_html`: its text was HTML, of which a line is a paragraph. `is_robots`: programs write from such
    an address (`alerts@`, `noreply@`), or it is a newsletter; `has_marks`: it bears an empty return path or
    `Precedence: bulk`. `says_more`: its words are more than what programs and calendars write. The `original_…` ones
    are what a list that rewrites From says of the writer and what it found out about him; `arc_chain` is what servers
    before ours have sealed, oldest first."""

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
    below: str = ""
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
    is_html: bool = False
    is_robots: bool = False
    has_marks: bool = False
    says_more: bool = True
    original_sender: Address | None = None
    original_domain: str = ""
    original_authentication: AuthenticationResults | None = None
    arc_chain: tuple[SealedResults, ...] = ()
