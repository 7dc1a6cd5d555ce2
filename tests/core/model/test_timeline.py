"""What a case's timeline says, today and in the states that older versions wrote."""

from daemon.core.decisions.transitions import record
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import Entry
from daemon.core.model.history.step_key import StepKind
from daemon.core.model.history.timeline import EntryKind, EntryName
from parsers.model import Address, CommandName, Fields
from tests.core.clock.test_steps import FRIDAY
from tests.tables import every_row

CASE = Case(1, Status.OPEN, (Assignment(2),), Address("dana@example.com"), "", Fields(), FRIDAY)
STORED = {  # as states on disk have them: these words never change
    "held": EntryName(EntryKind.HELD),
    "answered": EntryName(EntryKind.ANSWERED),
    "joined": EntryName(EntryKind.JOINED),
    "goes along with": EntryName(EntryKind.SAME_OUTAGE),
    "put to": EntryName(EntryKind.PUT_TO),
    "reply": EntryName(EntryKind.REPLY),
    "reply to the agent alone": EntryName(EntryKind.REPLY_ALONE),
    "a mail without words": EntryName(EntryKind.EMPTY),
    "an encrypted mail to the customer": EntryName(EntryKind.UNREADABLE),
    "the customer answered": EntryName(EntryKind.CUSTOMER_ANSWERED),
    "automatic reply": EntryName(EntryKind.AUTOMATIC_REPLY),
    "in the tracker": EntryName(EntryKind.TRACKER),
    "away": EntryName(EntryKind.AWAY),
    "not delivered": EntryName(EntryKind.NOT_DELIVERED),
    "may not have arrived": EntryName(EntryKind.DOUBTFUL),
    "is tried again": EntryName(EntryKind.TRIED_AGAIN),
    "taken back": EntryName(EntryKind.TAKEN_BACK),
    "nobody above to raise it to": EntryName(EntryKind.NOBODY_ABOVE),
    "claimed": EntryName(EntryKind.CLAIMED),
    "customer told": EntryName(EntryKind.CUSTOMER_TOLD),
    "customer not informed": EntryName(EntryKind.CUSTOMER_NOT_TOLD),
    "acknowledgement withheld": EntryName(EntryKind.ACKNOWLEDGEMENT_WITHHELD),
    "let in": EntryName(EntryKind.RELEASED),
    "is back": EntryName(EntryKind.BACK),
    "contact handed over": EntryName(EntryKind.HANDED_OVER),
    "another matter": EntryName(EntryKind.PARTED),
    "has taken back a joined mail": EntryName(EntryKind.LEFT),
    "its clock stood still": EntryName(EntryKind.STOOD_STILL),
    "passed over": EntryName(EntryKind.PASSED_OVER),
    "passed on": EntryName(EntryKind.PASSED_ON),
    "routed to level 3": EntryKind.ROUTED.of(3),
    "raised to level 4": EntryKind.RAISED.of(4),
    "moved to level 1": EntryKind.MOVED.of(1),
    "command: send_ack": EntryKind.COMMAND.of(CommandName.SEND_ACK),
    "clock: overdue": EntryKind.CLOCK.of(StepKind.OVERDUE),
}


@every_row(("what", "meant"), STORED.items())
def test_an_entry_is_written_and_read_as_it_always_was(what: str, meant: EntryName) -> None:
    entry = record(CASE, FRIDAY, meant if meant.about else meant.kind).conversation.entries[-1]
    assert entry.what == what
    assert Entry(FRIDAY, what).name == meant


def test_no_kind_of_entry_is_left_out() -> None:
    assert {entry.kind for entry in STORED.values()} == set(EntryKind)
    assert all(entry.kind.has_end == bool(entry.about) for entry in STORED.values())


@every_row("what", ["", "opened", "away since friday", "reply 3", "closed to level 3", "level 3"])
def test_words_of_another_version_say_nothing(what: str) -> None:
    assert Entry(FRIDAY, what).name is None
    assert Entry(FRIDAY, what).kind is None
