"""What a case's timeline can say: each kind of entry, how it is written there, and how that is read."""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class EntryKind(StrEnum):
    """What happened, as the timeline keeps and shows it. Those with an end such as `level` are written with what they
    are about: see `of`."""

    HELD = "held"
    ANSWERED = "answered"
    JOINED = "joined"
    RELEASED = "let in"  # words that were set aside, by a lead
    PARTED = "another matter"  # an answer that is a case of its own
    SAME_OUTAGE = "goes along with"  # a case of the same outage
    LEFT = "has taken back a joined mail"
    PUT_TO = "put to"  # who was asked in the agent's place whether it goes up
    REPLY = "reply"
    REPLY_ALONE = "reply to the agent alone"  # of a customer, from an address that we did not write to
    EMPTY = "a mail without words"
    UNREADABLE = "an encrypted mail to the customer"
    CUSTOMER_ANSWERED = "the customer answered"
    AUTOMATIC_REPLY = "automatic reply"
    TRACKER = "in the tracker"  # what its robot says of the ticket
    AWAY = "away"  # somebody whose mail program says that nobody reads it
    BACK = "is back"  # somebody who was away
    NOT_DELIVERED = "not delivered"  # a letter came back
    DOUBTFUL = "may not have arrived"  # a letter of which nobody knows
    TRIED_AGAIN = "is tried again"  # a letter was not lost after all
    TAKEN_BACK = "taken back"  # a letter that had not left, when it was true no longer
    ROUTED = "routed to level"
    RAISED = "raised to level"
    MOVED = "moved to level"
    NOBODY_ABOVE = "nobody above to raise it to"
    CLAIMED = "claimed"
    PASSED_ON = "passed on"
    HANDED_OVER = "contact handed over"  # the customer's, to another of ours
    COMMAND = "command:"
    CLOCK = "clock:"
    STOOD_STILL = "its clock stood still"  # while no letter could leave
    PASSED_OVER = "passed over"  # a step of the clock that downtime skipped
    CUSTOMER_TOLD = "customer told"
    CUSTOMER_NOT_TOLD = "customer not informed"
    ACKNOWLEDGEMENT_WITHHELD = "acknowledgement withheld"

    @property
    def has_end(self) -> bool:
        """Whether it is about a level, a command or a step of the clock."""
        return self in (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED, EntryKind.COMMAND, EntryKind.CLOCK)

    @property
    def is_word(self) -> bool:
        """Whether a person has said something; it is not when he was written to, or his mail program answered."""
        return self in (
            EntryKind.HELD, EntryKind.ANSWERED, EntryKind.JOINED, EntryKind.REPLY, EntryKind.CUSTOMER_ANSWERED,
            EntryKind.REPLY_ALONE, EntryKind.CLAIMED, EntryKind.PASSED_ON, EntryKind.HANDED_OVER, EntryKind.MOVED,
            EntryKind.COMMAND,
        )  # fmt: skip

    def of(self, about: object) -> "EntryName":
        """An entry about a level, a command, a step of the clock: `raised to level 3`, `command: claim`."""
        return EntryName(self, str(about))


KINDS = {kind.value: kind for kind in EntryKind}


class EntryName(NamedTuple):
    """A kind with what it is about, "" for those without an end."""

    kind: EntryKind
    about: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.about}" if self.about else self.kind.value


@lru_cache(maxsize=1024)  # of each entry of a timeline it is asked again and again
def read_name(what: str) -> EntryName | None:
    """The entry that is written so; None for words of another version."""
    if what in KINDS:
        return EntryName(KINDS[what])
    kind, _, about = what.rpartition(" ")
    return EntryName(KINDS[kind], about) if kind in KINDS and KINDS[kind].has_end else None
