"""What a customer is to read beside the first letter: somebody's words, which leave once (behaviour B9.24)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from daemon.core.model.history.conversation import KeptFile
from daemon.core.model.variants import Kind
from parsers.model import Address


class Acknowledgement(StrEnum):
    """What became of the one acknowledgement that a customer gets at most (behaviour B6.4, B6.5)."""

    NONE = "none"
    SENT = "sent"
    DRAFT = "draft"  # no acceptable address: the agent has the text
    WITHHELD = "withheld"  # sensitive: waits for `send ack`
    HELD = "held"  # its agent wants them told nothing yet: waits for `send ack`
    OFF = "off"  # switched off in the settings


@dataclass(frozen=True, slots=True)
class Update:
    """`text` is what `by` wrote for the customer at `at`; `until` by when it says that they hear again. While `sent_at`
    is None it is a draft that waits for `send`. `heard_before` and `promised_before` are what the case said of that
    before it left: so again when it comes back. `is_calm`: our own words that things are better, which are no draft any
    more once they are not."""

    text: str
    by: Address
    at: datetime
    until: datetime | None = None
    files: tuple[KeptFile, ...] = ()
    sent_at: datetime | None = None
    heard_before: datetime | None = None
    promised_before: datetime | None = None
    is_calm: bool = False
    kind: Kind = Kind.CUSTOMER_UPDATE  # or the letter that it is solved: `text` is what was done, "" where nobody says

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def is_thanks(self) -> bool:
        """Whether it is the letter that the case is solved."""
        return self.kind is Kind.DE_ESCALATION

    @property
    def gist(self) -> str:
        """What the timeline says of it."""
        return self.text or str(self.kind)
