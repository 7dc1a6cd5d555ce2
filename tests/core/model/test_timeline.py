"""What a case's timeline says, today and in the states that older versions wrote."""

import pytest

from daemon.core.clock.steps import StepKind
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Assignment, Case, Status
from daemon.core.model.conversation import Event
from daemon.core.model.timeline import Entry, EntryKind
from parsers.model import Address, CommandName, Fields
from tests.core.clock.test_steps import FRIDAY

CASE = Case(1, Status.OPEN, (Assignment(2),), Address("dana@example.com"), "", Fields(), FRIDAY)
STORED = {  # as states on disk have them: these words never change
    "held": Entry(EntryKind.HELD),
    "answered": Entry(EntryKind.ANSWERED),
    "joined": Entry(EntryKind.JOINED),
    "reply": Entry(EntryKind.REPLY),
    "a mail without words": Entry(EntryKind.EMPTY),
    "the customer answered": Entry(EntryKind.CUSTOMER_ANSWERED),
    "automatic reply": Entry(EntryKind.AUTOMATIC_REPLY),
    "away": Entry(EntryKind.AWAY),
    "not delivered": Entry(EntryKind.NOT_DELIVERED),
    "is tried again": Entry(EntryKind.TRIED_AGAIN),
    "taken back": Entry(EntryKind.TAKEN_BACK),
    "nobody above to raise it to": Entry(EntryKind.NOBODY_ABOVE),
    "claimed": Entry(EntryKind.CLAIMED),
    "customer told": Entry(EntryKind.CUSTOMER_TOLD),
    "customer not informed": Entry(EntryKind.CUSTOMER_NOT_TOLD),
    "acknowledgement withheld": Entry(EntryKind.ACKNOWLEDGEMENT_WITHHELD),
    "passed over": Entry(EntryKind.PASSED_OVER),
    "passed on": Entry(EntryKind.PASSED_ON),
    "routed to level 3": EntryKind.ROUTED.of(3),
    "raised to level 4": EntryKind.RAISED.of(4),
    "moved to level 1": EntryKind.MOVED.of(1),
    "command: send_ack": EntryKind.COMMAND.of(CommandName.SEND_ACK),
    "clock: overdue": EntryKind.CLOCK.of(StepKind.OVERDUE),
}


@pytest.mark.parametrize(("what", "meant"), STORED.items())
def test_an_entry_is_written_and_read_as_it_always_was(what: str, meant: Entry) -> None:
    event = record(CASE, FRIDAY, meant if meant.about else meant.kind).conversation.events[-1]
    assert event.what == what
    assert Event(FRIDAY, what).entry == meant


def test_no_kind_of_entry_is_left_out() -> None:
    assert {entry.kind for entry in STORED.values()} == set(EntryKind)
    assert all(entry.kind.has_end == bool(entry.about) for entry in STORED.values())


@pytest.mark.parametrize("what", ["", "opened", "away since friday", "reply 3", "closed to level 3", "level 3"])
def test_words_of_another_version_say_nothing(what: str) -> None:
    assert Event(FRIDAY, what).entry is None
    assert Event(FRIDAY, what).kind is None
