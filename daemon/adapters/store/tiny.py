"""The store on TinyDB: everything in memory with look-ups, one atomic write per transaction, one writer.

The file opens with stock TinyDB: `TinyDB("escalations.json").table("cases").all()`.
"""

import gc
import heapq
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tinydb import TinyDB

from daemon.adapters.store.archive import Archive
from daemon.adapters.store.codec import decode, encode
from daemon.adapters.store.earlier import take_over_outbox
from daemon.adapters.store.storage import AtomicStorage, ForgetfulStorage
from daemon.adapters.store.table import Table, Undo
from daemon.core.model.case import Case
from daemon.core.model.notifications import Letter, LetterState
from daemon.errors import StateError
from daemon.ports import LedgerEntry, Position, Quarantined

SCHEMA = 1
FILE = "escalations.json"


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
        raise StateError(f"{folder} is in use by another Upstairs{_find_holder(folder)}: stop that one first.") from None
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
        with open(os.open(folder / "lock.pid", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(str(os.getpid()))
        return TinyStore(folder)
    except OSError as error:
        raise StateError(f"The state folder {folder} cannot be used: {error.strerror or error}.") from error


def _find_holder(folder: Path) -> str:
    try:
        return f" (process {int((folder / 'lock.pid').read_text(encoding='ascii'))})"
    except (OSError, ValueError):
        return ""


class TinyStore:
    """`Store`. Reads answer from memory; a transaction collects what changed and writes the file once."""

    def __init__(self, folder: Path, read_only: bool = False, in_memory: bool = False) -> None:
        """`in_memory` reads and writes nothing: for a simulation."""
        self._read_only = read_only
        self._storage = ForgetfulStorage() if in_memory else AtomicStorage(folder / FILE)
        self._archive = Archive(folder / "archive")
        self._undo: list[Undo] | None = None
        is_kept = not in_memory
        self._cases: Table[int, Case] = Table(Case, lambda case: case.number, is_kept)
        self._letters: Table[str, Letter] = Table(Letter, lambda letter: letter.id, is_kept)
        self._ledger: Table[str, LedgerEntry] = Table(LedgerEntry, lambda entry: entry.digest, is_kept)
        self._quarantine: Table[str, Quarantined] = Table(Quarantined, lambda item: item.digest, is_kept)
        self._next_case = 1
        self._position: Position | None = None
        self._facts: dict[str, str] = {}
        self._open: dict[int, Case] = {}
        self._wakes: list[tuple[datetime, int]] = []  # a heap; an entry that its case no longer bears out is passed over
        self._numbers: dict[tuple[str, str], dict[int, None]] = {}  # ticket or matter → open cases
        self._by_message_id: dict[str, tuple[int, ...]] = {}  # live cases; two mails may carry one Message-ID (fault F65)
        self._places: dict[tuple[int, int], str] = {}
        collects = gc.isenabled()
        gc.disable()  # nothing of what is read is garbage: looking for some among it takes as long as the reading
        try:
            self._load()
        finally:
            if collects:
                gc.enable()

    def _load(self) -> None:
        found = TinyDB(storage=lambda: self._storage).storage.read()
        tables: dict[str, Any] = {"meta": {"1": {"schema": SCHEMA}}} if found is None else found
        meta = tables.get("meta", {}).get("1")
        if not isinstance(meta, dict):
            raise StateError(f"{FILE} is not a file of ours, or not whole: it does not say its schema. Copy it back from your backup.")
        if meta.get("schema") != SCHEMA:
            raise StateError(f"{FILE} has schema {meta.get('schema')}, this version reads {SCHEMA}: use the version that wrote it.")
        try:
            self._cases.load(tables.get("cases", {}))
            take_over_outbox(tables.get("outbox", {}))
            self._letters.load(tables.get("outbox", {}))
            self._ledger.load(tables.get("ledger", {}))
            self._quarantine.load(tables.get("quarantine", {}))
            self._next_case = int(meta.get("next_case", 1))
            self._facts = dict(meta.get("facts", {}))
            self._position = decode(Position, meta["position"]) if meta.get("position") else None
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise StateError(f"{FILE} holds something that is not ours: {error!r}.") from error
        if not self._read_only:
            self._archive.load()  # a damaged archive is told at the start; a command that only reads need not wait for it
        for case in self._cases:
            self._index(case)
        self._places = {(entry.uid_validity, entry.uid): entry.digest for entry in self._ledger}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `Store`. The file is written only when something was put."""
        if self._read_only:
            raise StateError("this command reads the state only")
        if self._undo is not None:
            raise RuntimeError("transactions do not nest")
        self._undo = []
        try:
            yield
            if self._undo:
                self._write()
        except BaseException:
            for undo in reversed(self._undo):
                undo()
            raise
        finally:
            self._undo = None

    def _write(self) -> None:
        meta = {"schema": SCHEMA, "next_case": self._next_case, "facts": self._facts, "position": encode(self._position)}
        self._storage.back_up()
        self._storage.write(
            {
                "cases": self._cases.documents,
                "outbox": self._letters.documents,
                "ledger": self._ledger.documents,
                "quarantine": self._quarantine.documents,
                "meta": {"1": meta},
            }
        )

    def _note(self, undo: Undo) -> None:
        if self._undo is None:
            raise RuntimeError("the store is written to inside a transaction")
        self._undo.append(undo)

    def next_case_number(self) -> int:
        number = self._next_case

        def restore() -> None:
            self._next_case = number

        self._note(restore)
        self._next_case += 1
        return number

    def put_case(self, case: Case) -> None:
        before = self._cases.values.get(case.number)
        undo = self._cases.put(case)

        def restore() -> None:
            self._unindex(case)
            undo()
            if before is not None:
                self._index(before)

        self._note(restore)
        if before is not None:
            self._unindex(before)
        self._index(case)

    def _drop_case(self, case: Case) -> None:
        undo = self._cases.drop(case.number)

        def restore() -> None:
            undo()
            self._index(case)

        self._note(restore)
        self._unindex(case)

    def _index(self, case: Case) -> None:
        for message_id in dict.fromkeys(case.message_ids):
            self._by_message_id[message_id] = (*self._by_message_id.get(message_id, ()), case.number)
        if not case.status.is_closed:
            self._open[case.number] = case
            if case.wake_at is not None:
                self._note_wake(case.wake_at, case.number)
            for key in _matters(case.fields.ticket, case.fields.customer, case.title):
                self._numbers.setdefault(key, {})[case.number] = None

    def _unindex(self, case: Case) -> None:
        self._open.pop(case.number, None)
        for message_id in dict.fromkeys(case.message_ids):
            others = tuple(number for number in self._by_message_id[message_id] if number != case.number)
            if others:
                self._by_message_id[message_id] = others
            else:
                del self._by_message_id[message_id]
        for key in _matters(case.fields.ticket, case.fields.customer, case.title):
            self._numbers.get(key, {}).pop(case.number, None)

    def find_case(self, number: int) -> Case | None:
        return self._cases.values.get(number) or self._archive.find_case(number)

    def open_cases(self) -> tuple[Case, ...]:
        return tuple(self._open[number] for number in sorted(self._open))

    def find_open(self, ticket: str | None, customer: str | None, title: str) -> Case | None:
        for key in _matters(ticket, customer, title):
            if numbers := self._numbers.get(key):
                return self._open[min(numbers)]
        return None

    def find_by_message_id(self, message_ids: Iterable[str]) -> Case | None:
        wanted = tuple(message_ids)
        live = next((max(self._by_message_id[one]) for one in wanted if one in self._by_message_id), None)
        number = self._archive.find_number(wanted) if live is None else live
        return None if number is None else self.find_case(number)

    def _note_wake(self, at: datetime, number: int) -> None:
        heapq.heappush(self._wakes, (at, number))
        if len(self._wakes) > 3 * len(self._open) + 100:  # a case that is put again leaves its old entry behind
            self._wakes = [(case.wake_at, case.number) for case in self._open.values() if case.wake_at is not None]
            heapq.heapify(self._wakes)

    def cases_due(self, now: datetime) -> tuple[Case, ...]:
        due: dict[tuple[datetime, int], Case] = {}
        while (at := self.next_wakeup()) is not None and at <= now:
            entry = heapq.heappop(self._wakes)
            due[entry] = self._open[entry[1]]
        for entry in due:
            heapq.heappush(self._wakes, entry)
        return tuple(due.values())

    def next_wakeup(self) -> datetime | None:
        while self._wakes:
            at, number = self._wakes[0]
            case = self._open.get(number)
            if case is not None and case.wake_at == at:
                return at
            heapq.heappop(self._wakes)
        return None

    def put_letters(self, letters: Iterable[Letter]) -> None:
        for letter in letters:
            self._note(self._letters.put(letter))

    def drop_letters(self, ids: Iterable[str]) -> None:
        for one in ids:
            self._note(self._letters.drop(one))

    def letters(self, *states: LetterState) -> tuple[Letter, ...]:
        return tuple(sorted((letter for letter in self._letters if not states or letter.state in states), key=_by_rank))

    def letters_due(self, now: datetime, limit: int) -> tuple[Letter, ...]:
        return tuple(heapq.nsmallest(limit, (letter for letter in self._letters if _is_due(letter, now)), key=_by_rank))

    def next_letter_at(self) -> datetime | None:
        return min((letter.next_at for letter in self._letters if letter.state is LetterState.DEFERRED and letter.next_at), default=None)

    def record(self, entry: LedgerEntry) -> None:
        before = self._ledger.values.get(entry.digest)
        undo, place = self._ledger.put(entry), (entry.uid_validity, entry.uid)
        occupant = self._places.get(place)

        def restore() -> None:
            undo()
            del self._places[place]
            if occupant is not None:
                self._places[place] = occupant
            if before is not None:
                self._places[before.uid_validity, before.uid] = before.digest

        self._note(restore)
        self._places[place] = entry.digest

    def find_entry(self, digest: str) -> LedgerEntry | None:
        return self._ledger.values.get(digest) or self._archive.find_entry(digest)

    def find_entry_at(self, uid_validity: int, uid: int) -> LedgerEntry | None:
        digest = self._places.get((uid_validity, uid))
        return None if digest is None else self.find_entry(digest)

    def ledger(self) -> tuple[LedgerEntry, ...]:
        return tuple(self._ledger)

    def put_quarantined(self, item: Quarantined) -> None:
        self._note(self._quarantine.put(item))

    def drop_quarantined(self, digest: str) -> None:
        self._note(self._quarantine.drop(digest))

    def quarantined(self) -> tuple[Quarantined, ...]:
        return tuple(self._quarantine)

    def find_position(self) -> Position | None:
        return self._position

    def put_position(self, position: Position) -> None:
        before = self._position
        if position == before:
            return

        def restore() -> None:
            self._position = before

        self._note(restore)
        self._position = position

    def find_fact(self, name: str) -> str | None:
        return self._facts.get(name)

    def put_fact(self, name: str, value: str) -> None:
        before = self._facts.get(name)
        if value == before:
            return

        def restore() -> None:
            if before is None:
                del self._facts[name]
            else:
                self._facts[name] = before

        self._note(restore)
        self._facts[name] = value

    def archive_closed(self, before: datetime) -> int:
        """See `Store`. The archive is on disk before the live file forgets; done twice, it does no harm."""
        old = [case for case in self._cases if case.status.is_closed and case.closed_at is not None and case.closed_at < before]
        waiting = {letter.case for letter in self._letters}
        old = [case for case in old if case.number not in waiting]
        entries = [entry for entry in self._ledger if entry.at < before and (entry.case is None or entry.case not in self._open)]
        self._archive.add(old, entries)
        with self.transaction():
            for case in old:
                self._drop_case(case)
            for entry in entries:
                self._note(self._ledger.drop(entry.digest))
        return len(old)

    def close(self) -> None:
        """Nothing is open: every transaction is on disk when it ends."""


def _matters(ticket: str | None, customer: str | None, title: str) -> Iterator[tuple[str, str]]:
    """What makes two mails the same matter: the ticket, or customer and title (behaviour B5.11)."""
    if ticket:
        yield "ticket", ticket.casefold()
    if customer and title:
        yield customer.casefold(), " ".join(title.casefold().split())


def _by_rank(letter: Letter) -> tuple[int, datetime, str]:
    return letter.rank, letter.created_at, letter.id


def _is_due(letter: Letter, now: datetime) -> bool:
    if letter.state is LetterState.DEFERRED:
        return letter.next_at is None or letter.next_at <= now
    return letter.state is LetterState.PENDING
