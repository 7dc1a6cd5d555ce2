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

from daemon.adapters.store.disk.codec import decode, encode
from daemon.adapters.store.tiny import open_store
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import Conversation
from daemon.core.model.history.step_key import StepKey, StepKind, key_of_turn
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week
from daemon.errors import DiskError, StateError
from daemon.ports import LedgerEntry, Outcome, Position, Quarantined, RelayMemory, State, Unit, Unmarked
from parsers.model import Address, Fields
from tests.fake_store import FakeStore

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STATE = "escalations.json"
KINDS, INSTANTS = st.sampled_from(StepKind), st.datetimes(datetime(2000, 1, 1), timezones=st.just(UTC))
# as the core makes them, for they are stored as text
OF_TURN = st.builds(key_of_turn, KINDS, st.integers(1, 99), INSTANTS, st.sampled_from(("", "50%", "3")))
OF_CASE = st.builds(StepKey, KINDS, st.sampled_from(("1", "until", "longest")), st.none() | INSTANTS)
st.register_type_strategy(StepKey, OF_TURN | OF_CASE)


@pytest.mark.parametrize("kind", [Case, Letter, LedgerEntry, Quarantined, Position, Unmarked, RelayMemory, Week])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
    dana, held, said = Address("d@example.com"), (Assignment(1),), Conversation(message_ids=message_ids)
    return Case(number, status, held, dana, "Title", fields, NOW, wake_at=at, closed_at=closed_at, conversation=said)


CASES = st.builds(
    a_case,
    st.integers(1, 4),
    st.sampled_from([Status.OPEN, Status.RESOLVED]),
    st.sampled_from("12"),
    st.integers(-40, 2),
)
LETTERS = st.builds(
    lambda name, case, rank, state, minutes: Letter(
        name,
        case,
        Kind.RECEIPT,
        "d@example.com",
        f"<{name}@x>",
        rank,
        NOW,
        state,
        next_at=NOW + timedelta(minutes=minutes),
    ),
    st.sampled_from("abc"),
    st.sampled_from([None, 1, 2]),
    st.integers(0, 2),
    st.sampled_from(LetterState),
    st.integers(-1, 1),
)
ENTRIES = st.builds(
    lambda digest, uid, day, case: LedgerEntry(
        digest, "<m@x>", 1, uid, NOW + timedelta(days=day), Outcome.OPENED, "opened", case
    ),
    st.sampled_from(["d1", "d2", "d3"]),
    st.integers(1, 3),
    st.integers(-40, 2),
    st.sampled_from([None, 1, 2, 3]),
)
TIMES = st.integers(-2, 2).map(lambda hours: NOW + timedelta(hours=hours))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("put_case"), st.tuples(CASES)),
        st.tuples(st.just("claim_cases"), st.tuples(TIMES, st.integers(1, 2), st.just(timedelta(hours=1)))),
        st.tuples(st.just("put_letters"), st.tuples(st.lists(LETTERS, max_size=2))),
        st.tuples(st.just("drop_letters"), st.tuples(st.lists(st.sampled_from("abc"), max_size=2))),
        st.tuples(st.just("claim_letters"), st.tuples(TIMES, st.integers(1, 2), st.just(timedelta(hours=1)))),
        st.tuples(st.just("record"), st.tuples(ENTRIES)),
        st.tuples(st.just("put_position"), st.tuples(st.builds(Position, st.just(1), st.integers(1, 2)))),
        st.tuples(st.just("put_hint"), st.tuples(st.just("x"), TIMES)),
        st.tuples(st.just("next_case_number"), st.just(())),
    ),
    max_size=6,
)


class StoreAgainstModel(RuleBasedStateMachine):
    """Commits, failures, full disks, archiving and restarts in any order; beside it the store in plain dictionaries."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.model = FakeStore()
        self.opened = open_store(self.folder)
        self.store = self.opened.__enter__()

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    @staticmethod
    def put(unit: Unit, changes: list[tuple[str, tuple[Any, ...]]]) -> list[object]:
        return [apply(unit, change, values) for change, values in changes]

    @rule(changes=CHANGES)
    def commit(self, changes: list[tuple[str, tuple[Any, ...]]]) -> None:
        with self.store.transaction() as unit, self.model.transaction() as other:
            assert self.put(unit, changes) == self.put(other, changes)

    @rule(changes=CHANGES)
    def fail(self, changes: list[tuple[str, tuple[Any, ...]]]) -> None:
        with pytest.raises(ZeroDivisionError), self.store.transaction() as unit:  # noqa: PT012 - what is undone is the point
            self.put(unit, changes)
            raise ZeroDivisionError

    @rule(changes=CHANGES)
    def run_out_of_disk(self, changes: list[tuple[str, tuple[Any, ...]]]) -> None:
        state = self.folder / STATE
        before = state.read_bytes() if state.exists() else None
        with a_full_disk(), pytest.raises(DiskError), self.store.transaction() as unit:  # noqa: PT012 - as above
            apply(unit, "put_case", (a_case(9),))
            self.put(unit, changes)
        assert (state.read_bytes() if state.exists() else None) == before

    @rule(day=st.integers(-30, 3))
    def archive(self, day: int) -> None:
        self.store.archive_closed(NOW + timedelta(days=day))
        self.model.archive_closed(NOW + timedelta(days=day))

    @rule()
    def restart(self) -> None:
        self.opened.__exit__(None, None, None)
        self.opened = open_store(self.folder)
        self.store = self.opened.__enter__()

    @invariant()
    def every_answer_is_that_of_the_model(self) -> None:
        assert ask(self.store) == ask(self.model)

    @invariant()
    def a_shared_message_id_leads_to_a_case_that_carries_it(self) -> None:
        found = [case for number in (1, 2, 3, 4, 9) if (case := self.model.find_case(number))]
        owners = [case for case in found if "<shared@x>" in case.conversation.message_ids]
        found = self.store.find_by_message_id(["<unknown@x>", "<shared@x>"])
        assert found in owners if owners else found is None

    @invariant()
    def case_numbers_are_never_given_twice(self) -> None:
        numbers = []
        for store in (self.store, self.model):
            with pytest.raises(ZeroDivisionError), store.transaction() as unit:  # noqa: PT012 - what is undone is the point
                numbers.append(unit.next_case_number())
                raise ZeroDivisionError
        assert numbers[0] == numbers[1]


def apply(unit: Unit, change: str, values: tuple[Any, ...]) -> object:
    """One change, a case made of the version that stands; what comes back."""
    if change == "put_case":
        before = unit.find_case(values[0].number)
        return unit.put_case(replace(values[0], version=before.version if before else 0)).version
    return getattr(unit, change)(*values)


def ask(state: State) -> list[object]:
    return [
        [(case, case.version if case else 0) for case in map(state.find_case, (1, 2, 3, 4, 9))],
        state.open_cases(),
        state.count_cases(),
        [state.find_alike(ticket, None, "") for ticket in "12"],
        [state.find_alike(None, f"Customer {number}", "title") for number in (0, 1)],
        [state.find_by_message_id(["<unknown@x>", f"<{number}@x>"]) for number in (1, 2, 3, 4, 9)],
        state.next_wakeup(),
        state.letters(),
        state.letters(LetterState.FAILED),
        [state.letters_of(number) for number in (1, 2)],
        state.count_letters(),
        state.next_letter_at(),
        [state.find_entry(digest) for digest in ("d1", "d2", "d3")],
        state.last_entry_at(),
        state.find_position(),
        state.find_hint("x"),
    ]


TestStoreAgainstModel = StoreAgainstModel.TestCase
TestStoreAgainstModel.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)


@pytest.mark.slow
class TestStoreLongerAgainstModel(StoreAgainstModel.TestCase):  # type: ignore[name-defined, misc]
    settings = settings(max_examples=200, stateful_step_count=25, deadline=None)


def test_a_message_id_that_two_cases_share_stays_with_the_one_that_is_left(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.put_case(a_case(1))
        with pytest.raises(ZeroDivisionError), store.transaction() as unit:  # noqa: PT012 - what is undone is the point
            unit.put_case(a_case(3))
            raise ZeroDivisionError
        assert store.find_by_message_id(["<shared@x>"]) == a_case(1)


def test_the_archive_grows_by_month_and_forgets_nothing(tmp_path: Path) -> None:
    old = [a_case(number, Status.RESOLVED, day=day) for number, day in ((1, -40), (2, -10), (3, -9))]
    with open_store(tmp_path) as store:
        for case in old:
            with store.transaction() as unit:
                unit.put_case(case)
            assert store.archive_closed(NOW) == 1
        assert [store.find_case(case.number) for case in old] == old
    assert sorted(path.name for path in (tmp_path / "archive").iterdir()) == ["2026-01.json", "2026-02.json"]
    with open_store(tmp_path) as store:
        assert [store.find_case(case.number) for case in old] == old


def test_an_archived_case_that_is_reopened_is_the_living_one(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.put_case(a_case(1, Status.RESOLVED, day=-40))
        store.archive_closed(NOW)
        with store.transaction() as unit:
            unit.put_case(replace(a_case(1), version=1))
        assert store.find_case(1) == store.find_by_message_id(["<1@x>"]) == a_case(1)
        assert store.open_cases() == (a_case(1),)


def test_a_disk_that_fills_while_archiving_loses_nothing(tmp_path: Path) -> None:
    closed = a_case(1, Status.RESOLVED, day=-1)
    with open_store(tmp_path) as store:
        with store.transaction() as unit:
            unit.put_case(closed)
        with a_full_disk(), pytest.raises(DiskError):
            store.archive_closed(NOW)
        assert store.find_case(1) == closed
        assert store.archive_closed(NOW) == 1
        assert store.find_case(1) == closed


@pytest.mark.parametrize("content", [b"", b"{", b'{"cases": {"1": {"title": "x"}}}', b'{"ledger": []}'])
def test_a_damaged_archive_is_told_at_the_start_and_no_obstacle_to_a_reader(tmp_path: Path, content: bytes) -> None:
    with open_store(tmp_path) as store, store.transaction() as unit:
        unit.put_case(a_case(1))
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
            with store.transaction() as unit:
                unit.put_case(a_case(number))
        with store.transaction() as unit:
            unit.put_case(a_case(3, Status.RESOLVED, day=-1))
        store.archive_closed(NOW)
        assert {path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))} == {0}


def test_the_lock_is_free_at_once_when_its_holder_was_killed(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n"
        "from pathlib import Path\nfrom daemon.adapters.store.tiny import open_store\n"
        "with open_store(Path(sys.argv[1])):\n    print('ready', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
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
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", folder], capture_output=True, check=False
    ).returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_disk_without_room_keeps_the_old_state_until_there_is_room(small_disk: Path) -> None:
    with open_store(small_disk) as store:
        with store.transaction() as unit:
            unit.put_case(a_case(1))
        before = (small_disk / STATE).read_bytes()
        with pytest.raises(DiskError, match="No space left"), store.transaction() as unit:
            unit.put_case(replace(a_case(2), title="x" * 300_000))
        assert (small_disk / STATE).read_bytes() == before
        assert sorted(path.name for path in small_disk.iterdir()) == [STATE, f"{STATE}.bak", "lock", "lock.pid"]
        with store.transaction() as unit:
            unit.put_case(a_case(2))
    with open_store(small_disk) as store:
        assert store.open_cases() == (a_case(1), a_case(2))


def test_a_read_only_disk_is_told_to_a_writer_and_is_enough_for_a_reader(small_disk: Path) -> None:
    with open_store(small_disk) as store, store.transaction() as unit:
        unit.put_case(a_case(1))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(StateError, match="cannot be used: Read-only file system"), open_store(small_disk):
        pass
    with open_store(small_disk, read_only=True) as store:
        assert store.open_cases() == (a_case(1),)
