"""The store on TinyDB: everything in memory with look-ups, one atomic write per transaction, one writer.

The file opens with stock TinyDB: `TinyDB("escalations.json").table("cases").all()`.
"""

import gc
import heapq
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tinydb import TinyDB

from daemon.adapters.store.disk.archive import Archive
from daemon.adapters.store.disk.earlier import FILE, find_schema, take_over
from daemon.adapters.store.disk.storage import AtomicStorage, ForgetfulStorage
from daemon.adapters.store.own_rows import CountedWeek, Hint, Meta, NumberedRow
from daemon.adapters.store.questions import Questions, by_rank, has_lapsed, is_due
from daemon.adapters.store.table import Undo
from daemon.adapters.store.tables import Tables
from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.model.case import Case
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.rules.absences import Absence
from daemon.core.model.weeks import Week
from daemon.errors import StaleCase, StateError
from daemon.ports import (
    ClaimedLetters,
    DigestPlan,
    LedgerEntry,
    MailboxTrouble,
    Position,
    Quarantined,
    RelayMemory,
    RelayTrouble,
    Unmarked,
    Unopened,
)

SCHEMA = 3


@contextmanager
def open_store(folder: Path, read_only: bool = False) -> Iterator["TinyStore"]:
    """The store of this folder; a writer holds its lock until the end. Raises StateError when it is locked, damaged,
    of a newer version, or cannot be written to."""
    if read_only:
        yield TinyStore(folder, read_only=True)
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(folder / "lock", timeout=0, mode=0o600)
        lock.acquire()
    except Timeout:
        raise StateError(
            f"{folder} is in use by another Upstairs{_find_holder(folder)}: stop that one first."
        ) from None
    except OSError as error:
        raise StateError(f"The state folder {folder} cannot be used: {error.strerror}.") from error
    try:
        store = _open_locked(folder)
        try:
            yield store
        finally:
            store.close()
    finally:
        lock.release()


def _open_locked(folder: Path) -> "TinyStore":
    """Only what happens here is the folder's fault: an OSError of those who use the store is theirs."""
    try:
        with open(
            os.open(folder / "lock.pid", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(str(os.getpid()))
        return TinyStore(folder)
    except OSError as error:
        raise StateError(f"The state folder {folder} cannot be used: {error.strerror or error}.") from error


def _find_holder(folder: Path) -> str:
    try:
        return f" (process {int((folder / 'lock.pid').read_text(encoding='ascii'))})"
    except (OSError, ValueError):
        return ""


class TinyStore(Questions):
    """`Store`. Reads answer from memory; a transaction collects what changed and writes the file once."""

    def __init__(self, folder: Path, read_only: bool = False, in_memory: bool = False) -> None:
        """`in_memory` reads and writes nothing: for a simulation."""
        self._read_only = read_only
        self._storage = ForgetfulStorage() if in_memory else AtomicStorage(folder / FILE)
        self._unit: TinyUnit | None = None
        tables = Tables(Archive(folder / "archive"), is_kept=not in_memory)
        super().__init__(tables)
        collects = gc.isenabled()
        gc.disable()  # nothing of what is read is garbage: looking for some among it takes as long as the reading
        try:
            self._load(tables)
        finally:
            if collects:
                gc.enable()

    @property
    def _tables(self) -> Tables:
        if self._unit is not None:
            raise RuntimeError("a transaction is open: ask it, for what the store holds now may never be committed")
        return super()._tables

    def _load(self, tables: Tables) -> None:
        found = TinyDB(storage=lambda: self._storage).storage.read()
        documents: dict[str, Any] = {"meta": {"1": {"schema": SCHEMA}}} if found is None else found
        schema = find_schema(documents, SCHEMA)
        try:
            take_over(documents, schema)
            tables.load(documents)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise StateError(f"{FILE} holds something that is not ours: {error!r}.") from error
        if not self._read_only:
            # a damaged archive is told at the start; a command that only reads need not wait for it
            tables.archive.load()
            if schema != SCHEMA:
                self._storage.keep_copy(f"schema-{schema}")

    @contextmanager
    def transaction(self) -> Iterator["TinyUnit"]:
        """See `Store`. The file is written only when something was put."""
        if self._read_only:
            raise StateError("this command reads the state only")
        if self._unit is not None:
            raise RuntimeError("transactions do not nest")
        tables = self._tables
        self._unit = unit = TinyUnit(tables)
        try:
            yield unit
            if unit.has_changes:
                self._storage.back_up()
                self._storage.write(tables.encode(SCHEMA))
        except BaseException:
            unit.undo()
            raise
        finally:
            unit.end()
            self._unit = None

    def archive_closed(self, before: datetime) -> int:
        """See `Store`. The archive is on disk before the live file forgets; done twice, it does no harm."""
        with self.transaction() as unit:
            return unit.archive_closed(before)

    def close(self) -> None:
        """Nothing is open: every transaction is on disk when it ends."""


class TinyUnit(Questions):
    """`Unit`. Every change is made at once, and remembers how it is undone."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._undo: list[Undo] = []

    @property
    def has_changes(self) -> bool:
        return bool(self._undo)

    def undo(self, down_to: int = 0) -> None:
        """Makes everything as it was when so many changes had been made."""
        while len(self._undo) > down_to:
            self._undo.pop()()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        made = len(self._undo)
        try:
            yield
        except BaseException:
            self.undo(made)
            raise

    def next_case_number(self) -> int:
        number = self._tables.meta.next_case
        self._put_meta(replace(self._tables.meta, next_case=number + 1))
        return number

    def put_case(self, case: Case) -> Case:
        before = self._tables.find_case(case.number)
        if before is not None and before.version != case.version:
            raise StaleCase(
                f"{case.name} was changed meanwhile: its version is {before.version}, and not {case.version}."
            )
        stored = replace(case, version=case.version + 1)
        self._undo.append(self._tables.put_case(stored, before))
        return stored

    def claim_cases(self, now: datetime, limit: int, lease: timedelta) -> tuple[Case, ...]:
        claimed: list[Case] = []
        while len(claimed) < limit and (wake := self._tables.index.next_wake()) is not None and wake[0] <= now:
            claimed.append(wake[1])
            self._undo.append(self._tables.lease_case(wake[1].number, now + lease))
        return tuple(claimed)

    def put_letters(self, letters: Iterable[Letter]) -> None:
        for letter in letters:
            self._undo.append(self._tables.put_letter(letter))

    def drop_letters(self, ids: Iterable[str]) -> None:
        for name in ids:
            self._undo.append(self._tables.drop_letter(name))

    def claim_letters(
        self, now: datetime, limit: int, lease: timedelta, turn: Callable[[Letter], int] = lambda letter: 0
    ) -> ClaimedLetters:
        until = now + lease
        waiting = (one for one in self._tables.letters if is_due(one, now))
        due = heapq.nsmallest(limit, waiting, key=lambda one: (turn(one), *by_rank(one)))
        sending = tuple(
            replace(one, state=LetterState.SENDING, attempts=one.attempts + 1, leased_until=until) for one in due
        )
        held = sorted((one for one in self._tables.letters if has_lapsed(one, now)), key=by_rank)
        lapsed = tuple(replace(one, leased_until=until) for one in held)
        self.put_letters((*sending, *lapsed))
        return ClaimedLetters(sending, lapsed)

    def record(self, entry: LedgerEntry) -> None:
        self._undo.append(self._tables.record(entry))

    def put_quarantined(self, item: Quarantined) -> None:
        self._undo.append(self._tables.quarantine.put(item))

    def drop_quarantined(self, digest: str) -> None:
        self._undo.append(self._tables.quarantine.drop(digest))

    def put_position(self, position: Position) -> None:
        self._put_meta(replace(self._tables.meta, position=position))

    def put_unmarked(self, unmarked: Unmarked) -> None:
        self._put_meta(replace(self._tables.meta, unmarked=unmarked))

    def put_watching_since(self, at: datetime) -> None:
        self._put_meta(replace(self._tables.meta, watching_since=at))

    def put_mailbox_trouble(self, trouble: MailboxTrouble | None) -> None:
        self._put_meta(replace(self._tables.meta, trouble=trouble))

    def put_relay_trouble(self, trouble: RelayTrouble) -> None:
        self._put_meta(replace(self._tables.meta, stuck=trouble))

    def put_unopened(self, mail: Unopened) -> None:
        self._undo.append(self._tables.unopened.put(mail))

    def drop_unopened(self, digest: str) -> None:
        self._undo.append(self._tables.unopened.drop(digest))

    def put_relay_memory(self, memory: RelayMemory | None) -> None:
        self._put_meta(replace(self._tables.meta, relay=memory))

    def _put_meta(self, changed: Meta) -> None:
        if changed != self._tables.meta:
            self._undo.append(self._tables.change_meta(changed))

    def put_hint(self, address: str, at: datetime) -> None:
        self._undo.append(self._tables.hints.put(Hint(address, at)))

    def put_week(self, monday: date, week: Week) -> None:
        self._undo.append(self._tables.weeks.put(CountedWeek(monday, week)))

    def put_digest_plan(self, plan: DigestPlan) -> None:
        if self.find_digest_plan(plan.lead) != plan:
            self._undo.append(self._tables.digests.put(plan))

    def put_numbered(self, address: str, letters: NumberedLetters) -> None:
        self._undo.append(self._tables.numbered.put(NumberedRow(address, letters)))

    def put_absence(self, absence: Absence) -> None:
        self._undo.append(self._tables.absences.put(absence))

    def drop_absence(self, who: str) -> None:
        self._undo.append(self._tables.absences.drop(who))

    def archive_closed(self, before: datetime) -> int:
        """See `Store`."""
        cases, entries = self._tables.find_archivable(before)
        self._tables.archive.add(cases, entries)
        for case in cases:
            self._undo.append(self._tables.drop_case(case))
        for entry in entries:
            self._undo.append(self._tables.ledger.drop(entry.digest))
        return len(cases)
