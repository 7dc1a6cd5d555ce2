"""The state as a file: nothing half, nothing lost, one writer."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import FrameType

import pytest
from tinydb import TinyDB

from daemon.adapters.store.tiny import TinyStore, open_store
from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.model.assignment import Assignment, Pause
from daemon.core.model.case import Case, Status, with_more
from daemon.core.model.history.conversation import Conversation, Entry, KeptFile, Reason, Told
from daemon.core.model.history.step_key import StepKind, key_of_turn
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.rules.absences import Absence
from daemon.core.model.updates import Acknowledgement
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week
from daemon.errors import DiskError, StateError
from daemon.ports import (
    DigestPlan,
    LedgerEntry,
    Outcome,
    Position,
    Quarantined,
    Refusal,
    RelayMemory,
    State,
    Store,
    Unit,
    Unmarked,
    Unopened,
)
from parsers.model import Address, Fields, Priority
from tests.cases import altered

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DANA = Address("dana@example.com", "Dana Whitfield")


def a_case(number: int = 1, ticket: str = "48213") -> Case:
    fields = Fields(
        Priority.HIGH,
        "Contoso",
        "ada@contoso.example",
        ticket,
        "It stops",
        ("Ran it", "Ran it again"),
        "All wait",
        "By Friday",
    )
    said = Conversation(message_ids=(f"<{number}@example.com>",))
    wake_at = NOW + timedelta(hours=number)
    return Case(
        number, Status.OPEN, (Assignment(3),), DANA, "Exports stop", fields, NOW, wake_at=wake_at, conversation=said
    )


def a_full_case() -> Case:
    return altered(
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
        reminded=(key_of_turn(StepKind.BEFORE, 3, NOW, "50%"),),
        pauses=(Pause(NOW, None, NOW),),
        acknowledgement=Acknowledgement.SENT,
        customer=Address("ada@contoso.example", "Ada Okafor"),
        mails=("ab" * 32,),
        files=(
            KeptFile("ab" * 32, "é.log", "text/plain", 3, counts=False, author=Address("dana@example.com", "Dana")),
        ),
        threads={"dana@example.com": ("<1@x>", "<2@x>")},
        told=(Told(NOW, Kind.RECEIPT, "dana@example.com", "<1@x>"),),
        entries=(Entry(NOW, "opened", "dana@example.com", "…"),),
        letters=4,
    )


def a_letter(name: str = "esc-1-1", rank: int = 1, state: LetterState = LetterState.PENDING) -> Letter:
    return Letter(name, 1, Kind.RECEIPT, "dana@example.com", f"<{name}@example.com>", rank, NOW, state)


def an_entry(digest: str = "d1", uid: int = 7, case: int | None = 1) -> LedgerEntry:
    return LedgerEntry(digest, "<1@example.com>", 99, uid, NOW, Outcome.OPENED, "opened", case)


def fill(unit: Unit) -> None:
    """Something in every table."""
    assert unit.next_case_number() == 1
    unit.put_case(a_full_case())
    unit.put_letters([a_letter(), replace(a_letter("b"), state=LetterState.SENDING, leased_until=NOW)])
    unit.record(an_entry())
    unit.put_quarantined(Quarantined("q1", NOW, "eve@evil.example", "URGENT", "not on the list"))
    unit.put_position(Position(99, 7))
    unit.put_unmarked(Unmarked(99, (7,), (8,)))
    unit.put_watching_since(NOW)
    unit.put_relay_memory(RelayMemory(3, {"esc-1-1": Refusal(2, NOW)}, {"a.example": ("esc-1-1",)}))
    unit.put_hint("dana@example.com", NOW)
    unit.put_week(date(2026, 3, 2), Week(1, 2, 3, 4))
    unit.put_digest_plan(DigestPlan("lead@example.com", NOW, NOW))
    unit.put_unopened(Unopened("u1", NOW, "dana@example.com", "Urgent?", "a hint"))
    unit.put_digest_plan(DigestPlan("other@example.com"))
    unit.put_absence(Absence("tech@example.com", NOW, NOW, Address("robin@example.com", "Robin")))
    unit.put_numbered("lead@example.com", NumberedLetters({"<n@x>": (1, 0, 2)}))


def look_at(state: State) -> list[object]:
    """The answers to every question about what `fill` puts."""
    return [
        state.find_case(1),
        state.count_cases(),
        state.letters(),
        state.count_letters(),
        state.next_letter_at(),
        state.find_entry("d1"),
        state.find_entry_at(99, 7),
        state.last_entry_at(),
        state.quarantined(),
        state.unopened(),
        state.find_position(),
        state.find_unmarked(),
        state.find_watching_since(),
        state.find_relay_memory(),
        state.find_hint("dana@example.com"),
        state.find_week(date(2026, 3, 2)),
        state.find_digest_plan("lead@example.com"),
        state.find_digest_plan("other@example.com"),
        state.find_numbered("lead@example.com"),
        state.absences(),
    ]


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            fill(unit)
        before = look_at(store)
        assert None not in before
    with open_store(tmp_path) as store:
        assert look_at(store) == before
        found = store.find_case(1)
        assert found is not None
        assert found.version == 1
        with store.transaction() as unit:
            assert unit.next_case_number() == 2


def test_the_file_opens_with_stock_tinydb(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.transaction() as unit:
        unit.put_case(a_case())
    with TinyDB(tmp_path / "escalations.json") as database:
        (document,) = database.table("cases").all()
    assert (document.doc_id, document["title"], document["fields"]["ticket"]) == (1, "Exports stop", "48213")


def reply(number: int) -> Conversation:
    event, told = (
        Entry(NOW, "reply", "dana@example.com", "Any news? " * 20),
        Told(NOW, Kind.FORWARDED, "tech@example.com", f"<{number}@x>"),
    )
    return Conversation(
        (event,), (told,), (f"{number:064}",), (f"<r{number}@x>",), (KeptFile(f"{number:064}", "a.log", "", 3),)
    )


def weigh(work: Callable[[], object]) -> tuple[int, int]:
    """How many calls it makes, those of C functions among them, and how many bytes it takes."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    tracemalloc.start()
    sys.setprofile(count)
    work()
    sys.setprofile(None)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return calls, most


def test_a_case_with_five_hundred_replies_is_no_heavier_to_write_than_one_with_five(tmp_path: Path) -> None:
    def put(store: Store, case: Case) -> tuple[int, int]:
        with store.transaction() as unit:
            return weigh(lambda: unit.put_case(case))

    def write(store: Store, number: int) -> tuple[int, int]:
        """What one more reply costs."""
        case = store.find_case(1)
        assert case is not None
        return put(store, with_more(case, reply(number)))

    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.put_case(a_case())
        costs = [write(store, number) for number in range(500)]
        written = store.find_case(1)
        assert written is not None
        (calls_of_few, few_bytes), (calls_of_many, many_bytes) = (
            map(min, zip(*some, strict=True)) for some in (costs[4:14], costs[-10:])
        )
        assert calls_of_many == calls_of_few
        assert many_bytes < few_bytes + 500 * 16, "of what was said before, no more than where it lies"
        changed = put(store, replace(written, outcome="mended", version=501))
        assert changed < min(costs[4:14])
        written = store.find_case(1)
    with TinyDB(tmp_path / "escalations.json") as database:
        rows = [database.table(name).get(doc_id=1) for name in ("cases", "conversations")]
    assert "conversation" not in rows[0]
    assert [len(rows[1][part]) for part in ("events", "told", "mails", "message_ids", "files")] == [
        500,
        500,
        500,
        501,
        500,
    ]
    with open_store(tmp_path) as store:
        assert store.find_case(1) == written


def test_what_is_remembered_lies_in_memory_in_little_more_room_than_in_the_file(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        entries = [an_entry(f"{number:064}", number) for number in range(100)]
        tracemalloc.start()
        with store.transaction() as unit:
            for one in entries:
                unit.record(one)
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert held < 8 * (tmp_path / "escalations.json").stat().st_size


def test_a_transaction_without_a_change_writes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.put_position(Position(1, 2))
        before = (tmp_path / "escalations.json").stat()
        with store.transaction() as unit:
            unit.put_position(Position(1, 2))
        assert (tmp_path / "escalations.json").stat().st_ino == before.st_ino


def test_a_second_writer_is_refused_and_a_reader_is_not(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.put_case(a_case())
        with (
            pytest.raises(StateError, match=f"in use by another Upstairs .process {os.getpid()}"),
            open_store(tmp_path),
        ):
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
        b'{"cases": {"1": {"number": "x"}}, "meta": {"1": {"schema": 2}}}',
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
            with store.transaction() as unit:
                unit.put_case(a_case(number, str(number)))
    with open_store(tmp_path) as store, store.transaction() as unit:
        unit.put_case(a_case(3, "3"))
    (tmp_path / "escalations.json").unlink()
    with pytest.raises(StateError, match=r"copy it back"), open_store(tmp_path):
        pass
    (tmp_path / "escalations.json.bak").rename(tmp_path / "escalations.json")
    with open_store(tmp_path) as store:
        assert len(store.open_cases()) == 2


def test_a_full_disk_changes_nothing_and_is_over_when_there_is_room(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.put_case(a_case())
        before = (tmp_path / "escalations.json").read_bytes()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        try:
            with pytest.raises(DiskError, match="cannot be written"), store.transaction() as unit:
                unit.put_case(a_case(2, "2"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, handler)
        assert (tmp_path / "escalations.json").read_bytes() == before
        assert store.open_cases() == (a_case(),)
        with store.transaction() as unit:
            unit.put_case(a_case(2, "2"))
        assert len(store.open_cases()) == 2


def test_closed_cases_move_to_the_archive_and_are_still_found(tmp_path: Path) -> None:
    closed = replace(a_case(), status=Status.RESOLVED, closed_at=NOW)
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.next_case_number()
            unit.put_case(closed)
            unit.put_case(a_case(2, "2"))
            unit.record(an_entry())
            unit.record(an_entry("d2", 8, 2))
        assert store.archive_closed(NOW + timedelta(days=1)) == 1
        assert store.archive_closed(NOW + timedelta(days=1)) == 0
    assert "48213" not in (tmp_path / "escalations.json").read_text()
    with open_store(tmp_path) as store:
        assert store.find_case(1) == closed
        assert store.find_entry("d1") == an_entry()
        assert store.find_by_message_id(["<1@example.com>"]) == closed
        assert [
            row["digest"] for row in json.loads((tmp_path / "escalations.json").read_text())["ledger"].values()
        ] == ["d2"]


def test_what_was_said_comes_back_from_the_archive_with_its_case(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.put_case(altered(a_case(), status=Status.RESOLVED, closed_at=NOW, mails=("m1",)))
        store.archive_closed(NOW + timedelta(days=1))
        archived = store.find_case(1)
        assert archived is not None
        with store.transaction() as unit:
            unit.put_case(replace(archived, status=Status.OPEN))
    with open_store(tmp_path) as store:
        case = store.find_case(1)
        assert case is not None
        assert case.conversation == archived.conversation


def test_what_is_archived_is_found_without_reading_its_month(tmp_path: Path) -> None:
    """Whoever knows a Message-ID may ask for it with every mail."""

    cases = [replace(a_case(number, str(number)), status=Status.RESOLVED, closed_at=NOW) for number in range(1, 200)]
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            for case in cases:
                unit.put_case(case)
            unit.record(an_entry("d9", 9))
        store.archive_closed(NOW + timedelta(days=1))
    path = tmp_path / "archive" / f"{NOW:%Y-%m}.json"
    with open_store(tmp_path) as store:
        assert [store.find_case(case.number) for case in cases] == cases
        assert store.find_entry_at(an_entry("d9", 9).uid_validity, 9) == an_entry("d9", 9)
        content = path.read_bytes()
        path.write_bytes(content[:-20] + b"x" * 20)  # which nobody looks at
        assert store.find_case(7) == cases[6]
        path.write_bytes(content.replace(b'"cases":{', b'"cases": {', 1))  # by another program
        assert [store.find_case(case.number) for case in cases[::50]] == cases[::50]
        path.write_bytes(b"{")
        with pytest.raises(StateError, match="damaged"):
            store.find_case(1)


WRITER = """
import os
import sys
from pathlib import Path
from types import FrameType
sys.path.insert(0, {root!r})
from datetime import UTC, datetime
from daemon.adapters.store.tiny import open_store
from tests.adapters.store.test_tiny import a_case
from tests.cases import altered
for line in sys.stdin:  # each time in a child, which finds loaded what takes long to load
    child = os.fork()
    if not child:
        break
    os.waitpid(child, 0)
    print("ended", flush=True)
else:
    sys.exit()
with open_store(Path(sys.argv[1])) as store:
    number = store.count_cases()
    print(os.getpid(), flush=True)
    while True:
        number += 1
        with store.transaction() as unit:
            unit.put_case(a_case(number, str(number)))
            unit.put_hint("last", datetime.fromtimestamp(number, UTC))
"""


@pytest.mark.slow
def test_killed_in_the_middle_of_writing_it_is_always_one_of_the_committed_states(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-c", WRITER.format(root=os.getcwd()), str(tmp_path)]
    written = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writers:
        assert writers.stdin is not None
        assert writers.stdout is not None
        for round_ in range(100):
            writers.stdin.write(b"\n")
            writers.stdin.flush()
            writer = int(writers.stdout.readline())
            time.sleep(0.01 + round_ % 10 / 100)
            os.kill(writer, signal.SIGKILL)
            assert writers.stdout.readline() == b"ended\n"
            store = TinyStore(tmp_path, read_only=True)
            last = store.find_hint("last") or datetime.fromtimestamp(0, UTC)
            assert store.count_cases() == int(last.timestamp()) >= written
            written = store.count_cases()
    assert written > 0
