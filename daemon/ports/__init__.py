"""What the house asks of the outside world, shaped by its questions.
Adapters and fakes pass the same contract tests."""

from daemon.ports.ground import Ground
from daemon.ports.mail import (
    Clock,
    Delivery,
    Envelope,
    FetchedMail,
    MailFiles,
    MailSource,
    SendingLog,
    SendingStep,
    SendResult,
    Transport,
    Unfetched,
)
from daemon.ports.rows import (
    ClaimedLetters,
    DigestPlan,
    LedgerEntry,
    MailboxTrouble,
    Outcome,
    Position,
    Quarantined,
    Refusal,
    RelayMemory,
    Unmarked,
)
from daemon.ports.store import State, Store, Unit, iterate_cases, iterate_letters, iterate_quarantined

__all__ = [
    "ClaimedLetters",
    "Clock",
    "Delivery",
    "DigestPlan",
    "Envelope",
    "FetchedMail",
    "Ground",
    "LedgerEntry",
    "MailFiles",
    "MailSource",
    "MailboxTrouble",
    "Outcome",
    "Position",
    "Quarantined",
    "Refusal",
    "RelayMemory",
    "SendResult",
    "SendingLog",
    "SendingStep",
    "State",
    "Store",
    "Transport",
    "Unfetched",
    "Unit",
    "Unmarked",
    "iterate_cases",
    "iterate_letters",
    "iterate_quarantined",
]
