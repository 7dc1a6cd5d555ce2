"""The index: a file `solved.sqlite` beside the state, one row for each solved case.

It holds words and numbers only, and no outcome: what is shown is read from the state.
"""

import contextlib
import logging
import math
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from daemon.adapters.solved.known import KnownWords
from daemon.adapters.solved.likeness import BESIDE, LIKE, Matter, compare, find_matter, measure_all, weigh
from daemon.core.model.case import Case
from daemon.ports import Cases, Resembling, is_solved
from daemon.ports.solved import AT_ONCE

log = logging.getLogger(__name__)

FILE = "solved.sqlite"
VERSION = 1  # of the tables and of how words are made: an index of another one is made anew
TOLD = 3  # cases at most in one answer
CANDIDATES = 12  # cases that are compared
WAIT = 1.0  # seconds, for somebody who looks into the file
# Two cases share at least this part of what one of them weighs when they are near enough, by Cauchy and Schwarz.
ENOUGH = (LIKE - 0.01) ** 2
READ = 200, 20_000  # rows that one question may read at least, and at most: in between a tenth of all

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
        self._known = KnownWords()
        self._try(self._check, None)

    def add(self, case: Case) -> None:
        if case.sensitive:
            self.forget(case.number)
        self._try(lambda rows: _put(rows, self._known, case), None)

    def forget(self, number: int) -> None:
        self._try(lambda rows: _erase(rows, self._known, (number,)), None, keeps=False)  # no word of this case may stay

    def find_like(self, case: Case, cases: Cases) -> tuple[Resembling, ...]:
        matter = find_matter(case)
        if case.sensitive or not matter.words:
            return ()
        nothing: list[tuple[int, float]] = []
        near = self._try(lambda rows: _find_near(rows, self._known, matter), nothing)
        found = ((cases.find_case(number), likeness) for number, likeness in near if number != case.number)
        solved = (Resembling(one, likeness) for one, likeness in found if one is not None and is_solved(one))
        return tuple(islice(solved, TOLD))

    def catch_up(self, cases: Cases, limit: int = AT_ONCE) -> bool:
        closed = cases.closed_numbers()
        seen = self._try(_read_seen, closed)
        if gone := sorted(seen - closed):
            self._try(lambda rows: _erase(rows, self._known, gone), None, keeps=False)
        missing = sorted(closed - seen)
        found = [case for case in map(cases.find_case, missing[:limit]) if case is not None]
        return self._try(lambda rows: _put(rows, self._known, *found), False) and len(missing) > limit

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
            self._known.clear()

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


def _put(rows: sqlite3.Connection, known: KnownWords, *cases: Case) -> bool:
    """True: they are on the disk."""
    with _transaction(rows):
        for case in cases:
            _take_out(rows, known, case.number)
            if case.status.is_closed:
                rows.execute("INSERT INTO seen VALUES (?)", (case.number,))
            if is_solved(case):
                matter = find_matter(case)
                words, beside = sorted(matter.words), sorted(matter.beside)
                known.forget(words + beside)
                rows.execute(
                    "INSERT INTO solved(rowid, words, beside) VALUES (?, ?, ?)",
                    (case.number, " ".join(words), " ".join(beside)),
                )
                rows.executemany(
                    "INSERT INTO rarity VALUES (?, 1) ON CONFLICT (word) DO UPDATE SET cases = cases + 1",
                    ((word,) for word in words + beside),
                )
    return True


def _take_out(rows: sqlite3.Connection, known: KnownWords, number: int) -> None:
    known.forget(())
    for texts in rows.execute("SELECT words, beside FROM solved WHERE rowid = ?", (number,)).fetchall():
        words = [(word,) for word in " ".join(texts).split()]
        known.forget(word for (word,) in words)
        rows.executemany("UPDATE rarity SET cases = cases - 1 WHERE word = ?", words)
        rows.executemany("DELETE FROM rarity WHERE word = ? AND cases <= 0", words)
        rows.execute("DELETE FROM solved WHERE rowid = ?", (number,))
    rows.execute("DELETE FROM seen WHERE number = ?", (number,))


def _erase(rows: sqlite3.Connection, known: KnownWords, numbers: Sequence[int]) -> None:
    """The full text keeps a deleted row's words until its segments are merged (packages P8.2)."""
    with _transaction(rows):
        for number in numbers:
            _take_out(rows, known, number)
        rows.execute("INSERT INTO solved(solved) VALUES ('optimize')")


def _read_seen(rows: sqlite3.Connection) -> frozenset[int]:
    return frozenset(number for (number,) in rows.execute("SELECT number FROM seen"))


def _find_near(rows: sqlite3.Connection, known: KnownWords, matter: Matter) -> list[tuple[int, float]]:
    """The cases that are near enough, the nearest first."""
    known.look(rows)
    among = known.count_closed(rows)
    counts = known.count(rows, matter.words | matter.beside)
    weights = _weigh(counts, among)
    sought = _choose(counts, measure_all(matter, weights), min(max(READ[0], among // 10), READ[1]))
    if not sought:
        return []
    found = [
        (number, Matter(*(frozenset(text.split()) for text in texts)))
        for number, *texts in _find_candidates(rows, sought)
    ]
    others = frozenset[str]().union(*(words for _, other in found for words in (other.words, other.beside)))
    weights |= _weigh(known.count(rows, others - counts.keys()), among)
    likeness = compare(matter, (other for _, other in found), weights)
    near = [(number, round(share, 2)) for (number, _), share in zip(found, likeness, strict=True)]
    return sorted((one for one in near if one[1] >= LIKE), key=lambda one: (-one[1], -one[0]))


def _weigh(counts: Mapping[str, int], among: int) -> dict[str, float]:
    by_count = {count: weigh(count, among) for count in set(counts.values())}
    return {word: by_count[count] for word, count in counts.items()}


def _choose(counts: Mapping[str, int], weighed: Mapping[str, float], most: int) -> list[str]:
    """The rarest of the words that are known at all, as many as may be read; none that is left out could make a case
    near enough together with all others that are left out."""
    whole = math.fsum(weight * weight for weight in weighed.values())
    left = math.fsum(weighed[word] ** 2 for word, count in counts.items() if count)
    chosen: list[str] = []
    read = 0
    for count, word in sorted((count, word) for word, count in counts.items() if count):
        read += count
        if (chosen and read > most) or left < ENOUGH * whole:
            break
        chosen.append(word)
        left -= weighed[word] ** 2
    return chosen


def _find_candidates(rows: sqlite3.Connection, sought: Sequence[str]) -> list[tuple[int, str, str]]:
    question = " OR ".join(f'"{word}"' for word in sought)
    return rows.execute(
        "SELECT rowid, CAST(words AS TEXT), CAST(beside AS TEXT) FROM solved WHERE solved MATCH ?"
        " ORDER BY rank, rowid DESC LIMIT ?",
        (question, CANDIDATES),
    ).fetchall()
