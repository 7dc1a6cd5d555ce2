"""The state against a model of it, and the storage beneath: what goes in comes out, whatever happens in between."""

import json
import math
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from daemon.adapters.store.codec import decode, encode
from daemon.adapters.store.tiny import open_store
from daemon.core.model.case import Case, Status
from daemon.core.model.notifications import Kind, Letter, LetterState
from daemon.errors import DiskError, StateError
from daemon.ports import LedgerEntry, Outcome, Position, Quarantined
from parsers.model import Address, Fields

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STATE = "escalations.json"


@pytest.mark.parametrize("kind", [Case, Letter, LedgerEntry, Quarantined, Position])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_value_comes_back_from_json_as_it_was(kind: Any, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert decode(kind, json.loads(json.dumps(encode(value), allow_nan=False))) == value


def test_a_field_of_a_newer_version_is_passed_over() -> None:
    assert decode(Position, {"uid_validity": 1, "uid": 2, "modseq": 3}) == Position(1, 2)


def test_what_json_cannot_hold_is_refused_or_replaced() -> None:
    assert encode(("a\udce4b", "ä😀")) == ["a\ufffdb", "ä😀"]
    for value in (math.nan, math.inf):
        with pytest.raises(ValueError, match="cannot be stored"):
            encode([value])
    with pytest.raises(TypeError, match="bytes cannot be stored"):
        encode(b"x")


@contextmanager
def a_full_disk() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def a_case(number: int, status: Status = Status.OPEN, ticket: str = "1", day: int = 0) -> Case:
    """Every second case carries a Message-ID that others carry too."""
    at = NOW + timedelta(days=day)
    message_ids = (f"<{number}@x>", "<shared@x>") if number % 2 else (f"<{number}@x>",)
    fields = replace(Fields(), ticket=ticket, customer=f"Customer {number % 2}")
    closed_at = at if status.is_closed else None
    return Case(number, status, 1, Address("d@example.com"), "Title", fields, NOW, wake_at=at, closed_at=closed_at, message_ids=message_ids)


CASES = st.builds(a_case, st.integers(1, 4), st.sampled_from([Status.OPEN, Status.RESOLVED]), st.sampled_from("12"), st.integers(-40, 2))
LETTERS = st.builds(
    lambda name, case, rank, state, minutes: Letter(
        name, case, Kind.RECEIPT, "d@example.com", f"<{name}@x>", rank, NOW, state, next_at=NOW + timedelta(minutes=minutes)
    ),
    st.sampled_from("abc"),
    st.sampled_from([None, 1, 2]),
    st.integers(0, 2),
    st.sampled_from(LetterState),
    st.integers(-1, 1),
)
ENTRIES = st.builds(
    lambda digest, uid, day, case: LedgerEntry(digest, "<m@x>", 1, uid, NOW + timedelta(days=day), Outcome.OPENED, "opened", case),
    st.sampled_from(["d1", "d2", "d3"]),
    st.integers(1, 3),
    st.integers(-40, 2),
    st.sampled_from([None, 1, 2, 3]),
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("put_case"), CASES),
        st.tuples(st.just("put_letters"), LETTERS.map(lambda letter: [letter])),
        st.tuples(st.just("drop_letters"), st.sampled_from("abc").map(lambda name: [name])),
        st.tuples(st.just("record"), ENTRIES),
        st.tuples(st.just("put_position"), st.builds(Position, st.just(1), st.integers(1, 2))),
        st.tuples(st.just("put_fact"), st.sampled_from("xy")),
        st.tuples(st.just("next_case_number"), st.none()),
    ),
    max_size=6,
)


class Model:
    """What the store must answer, in plain dictionaries."""

    def __init__(self) -> None:
        self.cases: dict[int, Case] = {}
        self.letters: dict[str, Letter] = {}
        self.entries: dict[str, LedgerEntry] = {}
        self.archived: set[str] = set()  # digests
        self.position: Position | None = None
        self.fact: str | None = None
        self.next_number = 1

    def apply(self, change: str, value: Any) -> None:
        match change:
            case "put_case":
                self.cases[value.number] = value
            case "put_letters":
                self.letters[value[0].id] = value[0]
            case "drop_letters":
                self.letters.pop(value[0], None)
            case "record":
                self.entries[value.digest] = value
                self.archived.discard(value.digest)
            case "put_position":
                self.position = value
            case "put_fact":
                self.fact = value
            case "next_case_number":
                self.next_number += 1

    def archive(self, before: datetime) -> None:
        open_ones = {case.number for case in self.cases.values() if not case.status.is_closed}
        self.archived |= {entry.digest for entry in self.entries.values() if entry.at < before and entry.case not in open_ones}


class StoreAgainstModel(RuleBasedStateMachine):
    """Commits, failures, full disks, archiving and restarts in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.model = Model()
        self.opened = open_store(self.folder)
        self.store = self.opened.__enter__()

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    def put(self, changes: list[tuple[str, Any]]) -> None:
        for change, value in changes:
            match change:
                case "next_case_number":
                    self.store.next_case_number()
                case "put_fact":
                    self.store.put_fact("fact", value)
                case _:
                    getattr(self.store, change)(value)

    @rule(changes=CHANGES)
    def commit(self, changes: list[tuple[str, Any]]) -> None:
        with self.store.transaction():
            self.put(changes)
        for change in changes:
            self.model.apply(*change)

    @rule(changes=CHANGES)
    def fail(self, changes: list[tuple[str, Any]]) -> None:
        with pytest.raises(ZeroDivisionError), self.store.transaction():  # noqa: PT012 - what is undone is the point
            self.put(changes)
            raise ZeroDivisionError

    @rule(changes=CHANGES)
    def run_out_of_disk(self, changes: list[tuple[str, Any]]) -> None:
        state = self.folder / STATE
        before = state.read_bytes() if state.exists() else None
        with a_full_disk(), pytest.raises(DiskError), self.store.transaction():  # noqa: PT012 - what is undone is the point
            self.store.put_case(a_case(9))
            self.put(changes)
        assert (state.read_bytes() if state.exists() else None) == before

    @rule(day=st.integers(-30, 3))
    def archive(self, day: int) -> None:
        self.store.archive_closed(NOW + timedelta(days=day))
        self.model.archive(NOW + timedelta(days=day))

    @rule()
    def restart(self) -> None:
        self.opened.__exit__(None, None, None)
        self.opened = open_store(self.folder)
        self.store = self.opened.__enter__()

    @invariant()
    def answers_about_cases_are_those_of_the_model(self) -> None:
        model, store = self.model, self.store
        open_ones = sorted((case for case in model.cases.values() if not case.status.is_closed), key=lambda case: case.number)
        assert [store.find_case(number) for number in (1, 2, 3, 4, 9)] == [model.cases.get(number) for number in (1, 2, 3, 4, 9)]
        assert store.open_cases() == tuple(open_ones)
        for ticket in "12":
            assert store.find_open(ticket, None, "") == next((case for case in open_ones if case.fields.ticket == ticket), None)
        for customer in ("Customer 0", "Customer 1"):
            assert store.find_open(None, customer, "title") == next((case for case in open_ones if case.fields.customer == customer), None)
        for message_id in ("<1@x>", "<2@x>", "<3@x>", "<4@x>", "<9@x>", "<shared@x>"):
            owners = [case for case in model.cases.values() if message_id in case.message_ids]
            found = store.find_by_message_id(["<unknown@x>", message_id])
            assert found in owners if owners else found is None
        due = sorted((case for case in open_ones if case.wake_at and case.wake_at <= NOW), key=lambda case: (case.wake_at, case.number))
        assert store.cases_due(NOW) == tuple(due)
        assert store.next_wakeup() == min((case.wake_at for case in open_ones if case.wake_at), default=None)

    @invariant()
    def answers_about_letters_are_those_of_the_model(self) -> None:
        letters = sorted(self.model.letters.values(), key=lambda letter: (letter.rank, letter.id))
        deferred = [letter for letter in letters if letter.state is LetterState.DEFERRED]
        due = [
            one
            for one in letters
            if one.state is LetterState.PENDING or (one in deferred and one.next_at is not None and one.next_at <= NOW)
        ]
        assert self.store.letters() == tuple(letters)
        assert self.store.letters(LetterState.FAILED) == tuple(letter for letter in letters if letter.state is LetterState.FAILED)
        assert self.store.letters_due(NOW, 2) == tuple(due[:2])
        assert self.store.next_letter_at() == min((letter.next_at for letter in deferred if letter.next_at), default=None)

    @invariant()
    def no_entry_is_ever_lost(self) -> None:
        model, store = self.model, self.store
        assert [store.find_entry(digest) for digest in ("d1", "d2", "d3")] == [model.entries.get(digest) for digest in ("d1", "d2", "d3")]
        assert {entry.digest for entry in store.ledger()} == set(model.entries) - model.archived
        assert store.find_position() == model.position
        assert store.find_fact("fact") == model.fact

    @invariant()
    def case_numbers_are_never_given_twice(self) -> None:
        number = None
        with pytest.raises(ZeroDivisionError), self.store.transaction():  # noqa: PT012 - what is undone is the point
            number = self.store.next_case_number()
            raise ZeroDivisionError
        assert number == self.model.next_number


TestStoreAgainstModel = StoreAgainstModel.TestCase
TestStoreAgainstModel.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_a_message_id_that_two_cases_share_stays_with_the_one_that_is_left(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction():
            store.put_case(a_case(1))
        with pytest.raises(ZeroDivisionError), store.transaction():  # noqa: PT012 - what is undone is the point
            store.put_case(a_case(3))
            raise ZeroDivisionError
        assert store.find_by_message_id(["<shared@x>"]) == a_case(1)


def test_the_archive_grows_by_month_and_forgets_nothing(tmp_path: Path) -> None:
    old = [a_case(number, Status.RESOLVED, day=day) for number, day in ((1, -40), (2, -10), (3, -9))]
    with open_store(tmp_path) as store:
        for case in old:
            with store.transaction():
                store.put_case(case)
            assert store.archive_closed(NOW) == 1
        assert [store.find_case(case.number) for case in old] == old
    assert sorted(path.name for path in (tmp_path / "archive").iterdir()) == ["2026-01.json", "2026-02.json"]
    with open_store(tmp_path) as store:
        assert [store.find_case(case.number) for case in old] == old


def test_an_archived_case_that_is_reopened_is_the_living_one(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction():
            store.put_case(a_case(1, Status.RESOLVED, day=-40))
        store.archive_closed(NOW)
        with store.transaction():
            store.put_case(a_case(1))
        assert store.find_case(1) == store.find_by_message_id(["<1@x>"]) == a_case(1)
        assert store.open_cases() == (a_case(1),)


def test_a_disk_that_fills_while_archiving_loses_nothing(tmp_path: Path) -> None:
    closed = a_case(1, Status.RESOLVED, day=-1)
    with open_store(tmp_path) as store:
        with store.transaction():
            store.put_case(closed)
        with a_full_disk(), pytest.raises(DiskError):
            store.archive_closed(NOW)
        assert store.find_case(1) == closed
        assert store.archive_closed(NOW) == 1
        assert store.find_case(1) == closed


@pytest.mark.parametrize("content", [b"", b"{", b'{"cases": {"1": {"title": "x"}}}', b'{"ledger": []}'])
def test_a_damaged_archive_is_told_at_the_start_and_no_obstacle_to_a_reader(tmp_path: Path, content: bytes) -> None:
    with open_store(tmp_path) as store, store.transaction():
        store.put_case(a_case(1))
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "2026-01.json").write_bytes(content)
    with pytest.raises(StateError, match=r"2026-01\.json"), open_store(tmp_path):
        pass
    with open_store(tmp_path, read_only=True) as store:
        assert store.open_cases() == (a_case(1),)
        with pytest.raises(StateError, match=r"2026-01\.json"):
            store.find_case(5)


def test_a_reader_of_a_folder_that_is_not_there_finds_nothing_and_makes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "data", read_only=True) as store:
        assert store.open_cases() == ()
        assert store.find_case(1) is None
        assert store.find_entry("d1") is None
    assert not (tmp_path / "data").exists()


def test_trouble_of_those_who_use_the_store_is_not_blamed_on_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ConnectionRefusedError), open_store(tmp_path):
        raise ConnectionRefusedError
    with open_store(tmp_path):
        pass


def test_what_is_written_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_store(folder) as store:
        for number in (1, 2):
            with store.transaction():
                store.put_case(a_case(number))
        with store.transaction():
            store.put_case(a_case(1, Status.RESOLVED, day=-1))
        store.archive_closed(NOW)
        assert {path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))} == {0}


def test_the_lock_is_free_at_once_when_its_holder_was_killed(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n"
        "from pathlib import Path\nfrom daemon.adapters.store.tiny import open_store\n"
        "with open_store(Path(sys.argv[1])):\n    print('ready', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"ready\n"
    with pytest.raises(StateError, match=f"in use by another Upstairs .process {holder.pid}"), open_store(tmp_path):
        pass
    holder.kill()
    holder.communicate()
    with open_store(tmp_path):
        pass


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own; only root may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_disk_without_room_keeps_the_old_state_until_there_is_room(small_disk: Path) -> None:
    with open_store(small_disk) as store:
        with store.transaction():
            store.put_case(a_case(1))
        before = (small_disk / STATE).read_bytes()
        with pytest.raises(DiskError, match="No space left"), store.transaction():
            store.put_case(replace(a_case(2), title="x" * 300_000))
        assert (small_disk / STATE).read_bytes() == before
        assert sorted(path.name for path in small_disk.iterdir()) == [STATE, f"{STATE}.bak", "lock", "lock.pid"]
        with store.transaction():
            store.put_case(a_case(2))
    with open_store(small_disk) as store:
        assert store.open_cases() == (a_case(1), a_case(2))


def test_a_read_only_disk_is_told_to_a_writer_and_is_enough_for_a_reader(small_disk: Path) -> None:
    with open_store(small_disk) as store, store.transaction():
        store.put_case(a_case(1))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(StateError, match="cannot be used: Read-only file system"), open_store(small_disk):
        pass
    with open_store(small_disk, read_only=True) as store:
        assert store.open_cases() == (a_case(1),)
