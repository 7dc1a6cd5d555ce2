"""The state: nothing half, nothing lost, one writer."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from daemon.adapters.store.tiny import TinyStore, open_store
from daemon.core.model.case import Acknowledgement, Case, Event, KeptFile, Pause, Reason, Status, Told
from daemon.core.model.notifications import Kind, Letter, LetterState
from daemon.errors import DiskError, StateError
from daemon.ports import LedgerEntry, Outcome, Position, Quarantined
from parsers.model import Address, Fields, Priority

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DANA = Address("dana@example.com", "Dana Whitfield")


def a_case(number: int = 1, ticket: str = "48213") -> Case:
    fields = Fields(
        Priority.HIGH, "Contoso", "ada@contoso.example", ticket, "It stops", ("Ran it", "Ran it again"), "All wait", "By Friday"
    )
    return Case(
        number,
        Status.OPEN,
        3,
        DANA,
        "Exports stop",
        fields,
        NOW,
        message_ids=(f"<{number}@example.com>",),
        wake_at=NOW + timedelta(hours=number),
    )


def a_full_case() -> Case:
    return replace(
        a_case(),
        opened_at=NOW,
        urgent=True,
        missing=("ticket",),
        triggers=("bug",),
        reasons=(Reason("it says so", "bug"),),
        recipients=(Address("tech@example.com"),),
        claimed_by=DANA,
        claimed_at=NOW,
        due_at=NOW,
        reminded=("3:before:50%",),
        pauses=(Pause(NOW, None, NOW),),
        acknowledgement=Acknowledgement.SENT,
        customer=Address("ada@contoso.example", "Ada Okafor"),
        mails=("ab" * 32,),
        files=(KeptFile("ab" * 32, "é.log", "text/plain", 3, counts=False, author=Address("dana@example.com", "Dana")),),
        threads={"dana@example.com": ("<1@x>", "<2@x>")},
        told=(Told(NOW, "receipt", "dana@example.com", "<1@x>"),),
        events=(Event(NOW, "opened", "dana@example.com", "…"),),
        letters=4,
    )


def a_letter(name: str = "esc-1-1", rank: int = 1, state: LetterState = LetterState.PENDING) -> Letter:
    return Letter(name, 1, Kind.RECEIPT, "dana@example.com", f"<{name}@example.com>", rank, NOW, state)


def an_entry(digest: str = "d1", uid: int = 7, case: int | None = 1) -> LedgerEntry:
    return LedgerEntry(digest, "<1@example.com>", 99, uid, NOW, Outcome.OPENED, "opened", case)


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.transaction():
        assert store.next_case_number() == 1
        store.put_case(a_full_case())
        store.put_letters([a_letter()])
        store.record(an_entry())
        store.put_quarantined(Quarantined("q1", NOW, "eve@evil.example", "URGENT", "not on the list"))
        store.put_position(Position(99, 7))
        store.put_fact("hint:dana@example.com", "x")
    with open_store(tmp_path) as store:
        assert store.find_case(1) == a_full_case()
        assert store.letters() == (a_letter(),)
        assert store.find_entry("d1") == store.find_entry_at(99, 7) == an_entry()
        assert store.quarantined()[0].reason == "not on the list"
        assert store.find_position() == Position(99, 7)
        assert store.find_fact("hint:dana@example.com") == "x"
        with store.transaction():
            assert store.next_case_number() == 2


def test_the_file_opens_with_stock_tinydb(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.transaction():
        store.put_case(a_case())
    with TinyDB(tmp_path / "escalations.json") as database:
        (document,) = database.table("cases").all()
    assert (document.doc_id, document["title"], document["fields"]["ticket"]) == (1, "Exports stop", "48213")


def test_a_failure_inside_a_transaction_leaves_everything_as_before(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction():
            store.put_case(a_case())
            store.record(an_entry())
        before = (tmp_path / "escalations.json").read_bytes()
        with pytest.raises(ZeroDivisionError), store.transaction():  # noqa: PT012 - what is undone is the point
            store.next_case_number()
            store.put_case(replace(a_case(), status=Status.RESOLVED, message_ids=("<9@x>",)))
            store.put_case(a_case(2, "7"))
            store.record(an_entry("d1", 8))
            store.put_letters([a_letter()])
            store.put_fact("a", "b")
            raise ZeroDivisionError
        assert store.open_cases() == (a_case(),)
        assert store.find_by_message_id(["<9@x>"]) is None
        assert store.find_by_message_id(["<1@example.com>"]) == a_case()
        assert store.find_open("7", None, "") is None
        assert store.find_entry_at(99, 7) == an_entry()
        assert store.find_entry_at(99, 8) is None
        assert store.letters() == ()
        assert store.find_fact("a") is None
        assert (tmp_path / "escalations.json").read_bytes() == before
        with store.transaction():
            assert store.next_case_number() == 1


def test_a_transaction_without_a_change_writes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction():
            store.put_position(Position(1, 2))
        before = (tmp_path / "escalations.json").stat()
        with store.transaction():
            store.put_position(Position(1, 2))
        assert (tmp_path / "escalations.json").stat().st_ino == before.st_ino


def test_the_same_matter_is_found_by_ticket_or_by_customer_and_title(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction():
            store.put_case(a_case())
        assert store.find_open("48213", None, "") == a_case()
        assert store.find_open(None, "CONTOSO", "exports  stop") == a_case()
        assert store.find_open("1", "Contoso", "Something else") is None
        with store.transaction():
            store.put_case(replace(a_case(), status=Status.RESOLVED))
        assert store.find_open("48213", None, "") is None
        assert store.open_cases() == ()


def test_letters_leave_by_rank_and_deferred_ones_when_their_time_comes(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        later = replace(a_letter("c", 0, LetterState.DEFERRED), next_at=NOW + timedelta(minutes=5))
        with store.transaction():
            store.put_letters([a_letter("a", 2), a_letter("b", 0), later, a_letter("d", 0, LetterState.FAILED)])
        assert [letter.id for letter in store.letters_due(NOW, 10)] == ["b", "a"]
        assert [letter.id for letter in store.letters_due(NOW + timedelta(minutes=5), 2)] == ["b", "c"]
        assert store.next_letter_at() == later.next_at
        with store.transaction():
            store.drop_letters(["b", "nobody"])
        assert [letter.id for letter in store.letters_due(NOW, 10)] == ["a"]


def test_wake_ups_come_earliest_first(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction():
            for number in (3, 1, 2):
                store.put_case(a_case(number, str(number)))
        assert store.next_wakeup() == NOW + timedelta(hours=1)
        assert [case.number for case in store.cases_due(NOW + timedelta(hours=2))] == [1, 2]


def test_a_case_put_off_a_thousand_times_wakes_once_at_its_last_instant(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for minutes in range(1000):
            at = NOW + timedelta(minutes=minutes * 617 % 1000)
            with store.transaction():
                store.put_case(replace(a_case(1), wake_at=at))
                store.put_case(replace(a_case(2, "2"), wake_at=NOW + timedelta(minutes=500)))
            assert store.next_wakeup() == min(at, NOW + timedelta(minutes=500))
        assert [case.number for case in store.cases_due(NOW + timedelta(days=1))] == [1, 2], "minute 383, then minute 500"
        with store.transaction():
            store.put_case(replace(a_case(1), status=Status.RESOLVED, wake_at=None))
        assert [case.number for case in store.cases_due(NOW + timedelta(days=1))] == [2]


def test_a_second_writer_is_refused_and_a_reader_is_not(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction():
            store.put_case(a_case())
        with pytest.raises(StateError, match=f"in use by another Upstairs .process {os.getpid()}"), open_store(tmp_path):
            pass
        with open_store(tmp_path, read_only=True) as reader:
            assert reader.open_cases() == (a_case(),)
            with pytest.raises(StateError, match="reads the state only"), reader.transaction():
                pass
    with open_store(tmp_path):
        pass


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"cases": {"1"',
        b"[]",
        b"{}",
        b'{"_default": {}}',
        b'{"cases": {"1": {"number": "x"}}}',
        b'{"cases": {"1": {"number": "x"}}, "meta": {"1": {"schema": 1}}}',
        b'{"meta": {"1": {"schema": 99}}}',
    ],
)
def test_a_damaged_file_is_never_taken_for_an_empty_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "escalations.json").write_bytes(content)
    with pytest.raises(StateError, match=r"escalations\.json"), open_store(tmp_path):
        pass
    assert (tmp_path / "escalations.json").read_bytes() == content


def test_a_file_that_is_gone_is_missed_when_its_backup_is_there(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for number in (1, 2):
            with store.transaction():
                store.put_case(a_case(number, str(number)))
    with open_store(tmp_path) as store, store.transaction():
        store.put_case(a_case(3, "3"))
    (tmp_path / "escalations.json").unlink()
    with pytest.raises(StateError, match=r"copy it back"), open_store(tmp_path):
        pass
    (tmp_path / "escalations.json.bak").rename(tmp_path / "escalations.json")
    with open_store(tmp_path) as store:
        assert len(store.open_cases()) == 2


def test_a_full_disk_changes_nothing_and_is_over_when_there_is_room(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction():
            store.put_case(a_case())
        before = (tmp_path / "escalations.json").read_bytes()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        try:
            with pytest.raises(DiskError, match="cannot be written"), store.transaction():
                store.put_case(a_case(2, "2"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, handler)
        assert (tmp_path / "escalations.json").read_bytes() == before
        assert store.open_cases() == (a_case(),)
        with store.transaction():
            store.put_case(a_case(2, "2"))
        assert len(store.open_cases()) == 2


def test_closed_cases_move_to_the_archive_and_are_still_found(tmp_path: Path) -> None:
    closed = replace(a_case(), status=Status.RESOLVED, closed_at=NOW)
    with open_store(tmp_path) as store:
        with store.transaction():
            store.next_case_number()
            store.put_case(closed)
            store.put_case(a_case(2, "2"))
            store.record(an_entry())
            store.record(an_entry("d2", 8, 2))
        assert store.archive_closed(NOW + timedelta(days=1)) == 1
        assert store.archive_closed(NOW + timedelta(days=1)) == 0
    assert "48213" not in (tmp_path / "escalations.json").read_text()
    with open_store(tmp_path) as store:
        assert store.find_case(1) == closed
        assert store.find_entry("d1") == an_entry()
        assert store.find_by_message_id(["<1@example.com>"]) == closed
        assert [entry.digest for entry in store.ledger()] == ["d2"]


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from daemon.adapters.store.tiny import open_store
from tests.adapters.store.test_store import a_case
with open_store(Path(sys.argv[1])) as store:
    number = len(store.open_cases())
    print("ready", flush=True)
    while True:
        number += 1
        with store.transaction():
            store.put_case(a_case(number, str(number)))
            store.put_fact("last", str(number))
"""


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_killed_in_the_middle_of_writing_it_is_always_one_of_the_committed_states(tmp_path: Path, kills: int) -> None:
    script = WRITER.format(root=os.getcwd())
    written = 0
    for round_ in range(kills):
        writer = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            writer.wait(0.01 + round_ % 10 / 100)
        writer.kill()
        writer.communicate()
        store = TinyStore(tmp_path, read_only=True)
        assert len(store.open_cases()) == int(store.find_fact("last") or 0) >= written
        written = len(store.open_cases())
    assert written > 0
