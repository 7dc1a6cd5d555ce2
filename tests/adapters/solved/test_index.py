"""The index as a file: derived, and whatever becomes of it the work goes on; nothing is left of what must go."""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from daemon.adapters.solved.index import FILE, SolvedIndex
from daemon.adapters.store.tiny import TinyStore
from daemon.core.model.case import Status
from tests.adapters.solved.test_contract import EXPORT, NOW, a_case, a_solved, commit, find
from tests.fake_store import FakeStore

SECRET = "Quittungsmaschine"


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def garble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[1000:] = bytes(byte ^ 0x5A for byte in content[1000:])
    path.write_bytes(content)


def garble_words(path: Path) -> None:
    """The pages of the full text behind the first ones, which are read when something is asked."""
    content = bytearray(path.read_bytes())
    content[3 * 4096 :] = bytes(len(content) - 3 * 4096)
    path.write_bytes(content)


def garble_names(path: Path) -> None:
    """SQLite's complaint quotes what it cannot read, in no UTF-8."""
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREAT\xd7 TABLE").replace(b"seen", b"s\xd7en"))


def renumber(path: Path) -> None:
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA user_version = 99")


LOSSES: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "garbled": garble,
    "garbled behind its head": garble_words,
    "garbled in its names": garble_names,
    "no index": lambda path: path.write_text("not a database " * 400),
    "of another version": renumber,
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_one_that_is_lost_is_made_anew_at_the_start_and_under_the_running_daemon(
    tmp_path: Path, store: FakeStore, lose: Callable[[Path], object]
) -> None:
    with closing(SolvedIndex(tmp_path)) as index:
        commit(store, index, *(a_solved(number) for number in (1, 2)))
    lose(tmp_path / FILE)
    with closing(SolvedIndex(tmp_path)) as index:
        index.catch_up(store)
        assert find(index, store) == [2, 1]
        lose(tmp_path / FILE)
        commit(store, index, a_solved(3))
        find(index, store)
    with closing(SolvedIndex(tmp_path)) as index:
        index.catch_up(store)
        assert find(index, store) == [3, 2, 1]


def test_it_is_made_anew_of_the_living_and_of_the_archived_cases(tmp_path: Path) -> None:
    store = TinyStore(tmp_path)
    with store.transaction() as unit:
        for case in (a_solved(1), replace(a_solved(2), closed_at=NOW + timedelta(days=2)), a_case(3, EXPORT)):
            unit.put_case(case)
    store.archive_closed(NOW + timedelta(days=1))
    with closing(SolvedIndex(tmp_path)) as index:
        assert index.catch_up(store) is False
        found = index.find_like(a_case(4, EXPORT), store)
    assert [one.case.number for one in found] == [2, 1]


@pytest.mark.parametrize("by", ["forget", "open again", "add"])
def test_nothing_is_left_on_the_disk_of_a_case_that_became_sensitive_or_was_erased(
    tmp_path: Path, store: FakeStore, by: str
) -> None:
    secret = a_solved(1, f"The {SECRET} stops, the {SECRET} of the branch.")
    with closing(SolvedIndex(tmp_path)) as index:
        commit(store, index, secret, *(a_solved(number) for number in range(2, 40)))
        assert has_words(tmp_path)
        if by == "open again":
            index.add(replace(secret, status=Status.OPEN))
        if by == "add":
            index.add(replace(secret, sensitive=True))
        else:
            index.forget(1)
        assert not has_words(tmp_path)
        assert len(find(index, store)) == 3


def has_words(folder: Path) -> bool:
    return any(SECRET[:6].lower().encode() in path.read_bytes() for path in folder.iterdir())


def test_a_disk_that_refuses_costs_what_is_found_and_not_the_work(tmp_path: Path, store: FakeStore) -> None:
    missing = tmp_path / "gone"
    index = SolvedIndex(missing)
    commit(store, index, a_solved(1))
    index.forget(1)
    assert (index.catch_up(store), find(index, store)) == (False, [])
    missing.mkdir()
    index.catch_up(store)
    assert find(index, store) == [1]
    index.close()


def test_only_its_user_reads_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        SolvedIndex(tmp_path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_words_are_as_rare_as_they_are_among_those_that_are_there(tmp_path: Path, store: FakeStore) -> None:
    """What was added twice counts once, and what is forgotten counts no more: else the likeness would drift."""
    with closing(SolvedIndex(tmp_path)) as index:
        commit(store, index, *(a_solved(number) for number in (1, 2, 3)))
        before = index.find_like(a_case(9, "The nightly export is late."), store)
        commit(store, index, a_solved(4, "Labels of the nightly run are blank."), a_solved(2), a_solved(2))
        index.forget(4)
        assert index.find_like(a_case(9, "The nightly export is late."), store) == before
        rows = index._connect().execute("SELECT word FROM rarity WHERE word = 'labels' OR cases <> 3").fetchall()
    assert rows == []


def test_what_was_asked_before_is_asked_again_when_cases_come_and_go_by_whomever(
    tmp_path: Path, store: FakeStore
) -> None:
    """How rare words are is remembered: what changes that is seen."""
    with closing(SolvedIndex(tmp_path)) as index:
        assert find(index, store) == []
        commit(store, index, a_solved(1))
        assert find(index, store) == [1]
        with closing(SolvedIndex(tmp_path)) as other:
            other.forget(1)
            assert find(index, store) == []
            commit(store, other, a_solved(2))
        assert find(index, store) == [2]
