"""The index: a file `solved.sqlite` beside the state, one row for each solved case.

It holds words and numbers only, and no outcome: what is shown is read from the state.
"""

import contextlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from daemon.adapters.solved.likeness import BESIDE, LIKE, Matter, compare, find_matter, weigh
from daemon.core.model.case import Case
from daemon.ports import Cases, Resembling, is_solved
from daemon.ports.solved import AT_ONCE

log = logging.getLogger(__name__)

FILE = "solved.sqlite"
VERSION = 1  # of the tables and of how words are made: an index of another one is made anew
TOLD = 3  # cases at most in one answer
CANDIDATES = 20  # cases that are compared
WAIT = 1.0  # seconds, for somebody who looks into the file
READ = 20_000  # rows that one question may read: so it costs no more in a larger archive

# The tables hold words in their plain form, and SQLite is to leave them so.
TABLES = f"""
CREATE TABLE seen (number INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE solved USING fts5(words, beside, tokenize='unicode61 remove_diacritics 0');
CREATE TABLE rarity (word TEXT PRIMARY KEY, cases INTEGER) WITHOUT ROWID;
INSERT INTO solved(solved, rank) VALUES ('rank', 'bm25(1.0, {BESIDE})');
PRAGMA user_version = {VERSION};
"""
# The disk's faults, and no damage: the index stays, and is tried again.
_DISK = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
_DAMAGE = (sqlite3.Error, UnicodeError)  # packages P8.5

T = TypeVar("T")


class SolvedIndex:
    """`SolvedCases`. Whoever writes holds the store's lock."""

    def __init__(self, folder: Path) -> None:
        """Opens the file, or makes it."""
        self._path = folder / FILE
        self._open: sqlite3.Connection | None = None
        self._try(self._check, None)

    def add(self, case: Case) -> None:
        if case.sensitive:
            self.forget(case.number)
        self._try(lambda rows: _put(rows, case), None)

    def forget(self, number: int) -> None:
        self._try(lambda rows: _erase(rows, (number,)), None, keeps=False)  # no word of this case may stay

    def find_like(self, case: Case, cases: Cases) -> tuple[Resembling, ...]:
        matter = find_matter(case)
        if case.sensitive or not matter.words:
            return ()
        nothing: list[tuple[int, float]] = []
        near = self._try(lambda rows: _find_near(rows, matter), nothing)
        found = ((cases.find_case(number), likeness) for number, likeness in near if number != case.number)
        return tuple(Resembling(one, likeness) for one, likeness in found if one is not None and is_solved(one))[:TOLD]

    def catch_up(self, cases: Cases, limit: int = AT_ONCE) -> bool:
        closed = cases.closed_numbers()
        seen = self._try(_read_seen, closed)
        if gone := sorted(seen - closed):
            self._try(lambda rows: _erase(rows, gone), None, keeps=False)
        missing = sorted(closed - seen)
        found = [case for case in map(cases.find_case, missing[:limit]) if case is not None]
        return self._try(lambda rows: _put(rows, *found), False) and len(missing) > limit

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _try(self, ask: Callable[[sqlite3.Connection], T], otherwise: T, keeps: bool = True) -> T:
        """What the index answers. A damaged one is begun anew and asked once more; where the disk refuses the answer is
        `otherwise`, and only one that `keeps` stays as it is."""
        try:
            try:
                return ask(self._connect())
            except _DAMAGE as error:
                if keeps and _is_refused(error):
                    raise
                self._discard(error)
                return ask(self._connect())
        except (*_DAMAGE, OSError) as error:
            log.warning("%s cannot be used, and solved cases are not found by it: %s", self._path, error)
            self.close()
            return otherwise

    def _connect(self) -> sqlite3.Connection:
        if self._open is None:
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._open = sqlite3.connect(self._path, timeout=WAIT, isolation_level=None)
            self._open.execute("PRAGMA secure_delete = ON")
            self._open.execute("PRAGMA synchronous = NORMAL")
        return self._open

    def _check(self, rows: sqlite3.Connection) -> None:
        """Makes the tables in a new file. Raises sqlite3.DatabaseError for a damaged one, and one of another version:
        for any reason to begin anew."""
        (version,) = rows.execute("PRAGMA user_version").fetchone()
        (tables,) = rows.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            rows.executescript(f"BEGIN; {TABLES} COMMIT;")
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"it is of version {version}")
        elif (found := rows.execute("PRAGMA quick_check(1)").fetchone()) != ("ok",):
            raise sqlite3.DatabaseError(found[0])

    def _discard(self, error: Exception) -> None:
        """Begins anew, empty. Raises what `_check` and the disk raise."""
        log.warning("%s is made anew: %s", self._path, error)
        self.close()
        for name in (FILE, f"{FILE}-journal"):
            self._path.with_name(name).unlink(missing_ok=True)
        self._check(self._connect())


def _is_refused(error: Exception) -> bool:
    """Whether the disk refuses: nothing is known against the file."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DISK


@contextlib.contextmanager
def _transaction(rows: sqlite3.Connection) -> Iterator[None]:
    rows.execute("BEGIN IMMEDIATE")
    try:
        yield
        rows.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            rows.execute("ROLLBACK")
        raise


def _put(rows: sqlite3.Connection, *cases: Case) -> bool:
    """True: they are on the disk."""
    with _transaction(rows):
        for case in cases:
            _take_out(rows, case.number)
            if case.status.is_closed:
                rows.execute("INSERT INTO seen VALUES (?)", (case.number,))
            if is_solved(case):
                matter = find_matter(case)
                words, beside = sorted(matter.words), sorted(matter.beside)
                rows.execute(
                    "INSERT INTO solved(rowid, words, beside) VALUES (?, ?, ?)",
                    (case.number, " ".join(words), " ".join(beside)),
                )
                rows.executemany(
                    "INSERT INTO rarity VALUES (?, 1) ON CONFLICT (word) DO UPDATE SET cases = cases + 1",
                    ((word,) for word in words + beside),
                )
    return True


def _take_out(rows: sqlite3.Connection, number: int) -> None:
    for texts in rows.execute("SELECT words, beside FROM solved WHERE rowid = ?", (number,)).fetchall():
        words = [(word,) for word in " ".join(texts).split()]
        rows.executemany("UPDATE rarity SET cases = cases - 1 WHERE word = ?", words)
        rows.executemany("DELETE FROM rarity WHERE word = ? AND cases <= 0", words)
        rows.execute("DELETE FROM solved WHERE rowid = ?", (number,))
    rows.execute("DELETE FROM seen WHERE number = ?", (number,))


def _erase(rows: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """The full text keeps a deleted row's words until its segments are merged (packages P8.2)."""
    with _transaction(rows):
        for number in numbers:
            _take_out(rows, number)
        rows.execute("INSERT INTO solved(solved) VALUES ('optimize')")


def _read_seen(rows: sqlite3.Connection) -> frozenset[int]:
    return frozenset(number for (number,) in rows.execute("SELECT number FROM seen"))


def _find_near(rows: sqlite3.Connection, matter: Matter) -> list[tuple[int, float]]:
    """The cases that are near enough, the nearest first."""
    (among,) = rows.execute("SELECT count(*) FROM seen").fetchone()
    known = {word: _count(rows, word) for word in sorted(matter.words | matter.beside)}
    sought = _choose(known)
    if not sought:
        return []
    weights = {word: weigh(count, among) for word, count in known.items()}
    near = []
    for number, *texts in _find_candidates(rows, sought):
        other = Matter(*(frozenset(text.split()) for text in texts))
        for word in other.words | other.beside:
            if word not in weights:
                weights[word] = weigh(_count(rows, word), among)
        near.append((number, round(compare(matter, other, weights), 2)))
    return sorted((one for one in near if one[1] >= LIKE), key=lambda one: (-one[1], -one[0]))


def _choose(known: dict[str, int]) -> list[str]:
    """The rarest of the words that are known at all: as many as may be read."""
    chosen: list[str] = []
    read = 0
    for count, word in sorted((count, word) for word, count in known.items() if count):
        read += count
        if chosen and read > READ:
            break
        chosen.append(word)
    return chosen


def _find_candidates(rows: sqlite3.Connection, sought: Sequence[str]) -> list[tuple[int, str, str]]:
    question = " OR ".join(f'"{word}"' for word in sought)
    return rows.execute(
        "SELECT rowid, CAST(words AS TEXT), CAST(beside AS TEXT) FROM solved WHERE solved MATCH ?"
        " ORDER BY rank, rowid DESC LIMIT ?",
        (question, CANDIDATES),
    ).fetchall()


def _count(rows: sqlite3.Connection, word: str) -> int:
    """How many solved cases have this word: a table of our own knows at once (packages P8.3)."""
    found = rows.execute("SELECT CAST(cases AS INTEGER) FROM rarity WHERE word = ?", (word,)).fetchone()
    return max(0, int(found[0])) if found else 0
