"""What a customer is to read beside the first letter: somebody's words, which leave once (behaviour B9.24)."""

from dataclasses import dataclass
from datetime import datetime

from daemon.core.model.history.conversation import KeptFile
from parsers.model import Address


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

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None
