"""What a case's timeline says, today and in the states that older versions wrote."""

import pytest

from daemon.core.clock.steps import StepKind
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Assignment, Case, Status
from daemon.core.model.timeline import Entry, EntryKind
from parsers.model import Address, CommandName, Fields
from tests.core.clock.test_steps import FRIDAY

CASE = Case(1, Status.OPEN, (Assignment(2),), Address("dana@example.com"), "", Fields(), FRIDAY)
STORED = {  # as states on disk have them: these words never change
    "held": EntryKind.HELD,
    "reply": EntryKind.REPLY,
    "a mail without words": EntryKind.EMPTY,
    "not delivered": EntryKind.NOT_DELIVERED,
    "is tried again": EntryKind.TRIED_AGAIN,
    "taken back": EntryKind.TAKEN_BACK,
    "nobody above to raise it to": EntryKind.NOBODY_ABOVE,
    "customer not informed": EntryKind.CUSTOMER_NOT_TOLD,
    "passed over": EntryKind.PASSED_OVER,
    "passed on": EntryKind.PASSED_ON,
    "routed to level 3": EntryKind.ROUTED.of(3),
    "raised to level 4": EntryKind.RAISED.of(4),
    "moved to level 1": EntryKind.MOVED.of(1),
    "command: send_ack": EntryKind.COMMAND.of(CommandName.SEND_ACK),
    "clock: overdue": EntryKind.CLOCK.of(StepKind.OVERDUE),
}


@pytest.mark.parametrize(("what", "meant"), STORED.items())
def test_an_entry_is_written_as_it_always_was(what: str, meant: EntryKind | Entry) -> None:
    assert record(CASE, FRIDAY, meant).conversation.events[-1].what == what
