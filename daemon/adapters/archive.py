"""Closed cases and what became of their mails, a file a year: read when asked for, so that the live file stays small."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import orjson

from daemon.adapters.codec import decode, encode
from daemon.adapters.storage import AtomicStorage, write_atomically
from daemon.core.case import Case
from daemon.ports import LedgerEntry

Value = TypeVar("Value")


class Archive:
    """Files `archive/2026.json`, laid out as TinyDB lays them out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._years: dict[int, str] = {}  # case number → the file it lies in
        self._digests: dict[str, str] = {}  # digest of a mail → the file of its entry

    def load(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Reads what is there; each archived case's number with its Message-IDs. Raises StateError for a damaged file."""
        for path in sorted(self._folder.glob("*.json")):
            for case in self._read(path, "cases", Case):
                self._years[case.number] = path.name
                yield case.number, case.message_ids
            for entry in self._read(path, "ledger", LedgerEntry):
                self._digests[entry.digest] = path.name

    def find_case(self, number: int) -> Case | None:
        name = self._years.get(number)
        if name is None:
            return None
        return next((case for case in self._read(self._folder / name, "cases", Case) if case.number == number), None)

    def find_entry(self, digest: str) -> LedgerEntry | None:
        name = self._digests.get(digest)
        if name is None:
            return None
        return next((entry for entry in self._read(self._folder / name, "ledger", LedgerEntry) if entry.digest == digest), None)

    def add(self, year: int, cases: Sequence[Case], entries: Sequence[LedgerEntry]) -> None:
        """Adds to the year's file. Safe to do twice: what is there already is replaced. Raises DiskError."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._folder / f"{year}.json"
        kept = {case.number: case for case in (*self._read(path, "cases", Case), *cases)}
        noted = {entry.digest: entry for entry in (*self._read(path, "ledger", LedgerEntry), *entries)}
        tables = {
            "cases": {str(number): encode(case) for number, case in kept.items()},
            "ledger": {str(row): encode(entry) for row, entry in enumerate(noted.values(), 1)},
        }
        write_atomically(path, orjson.dumps(tables))
        self._years |= dict.fromkeys(kept, path.name)
        self._digests |= dict.fromkeys(noted, path.name)

    def _read(self, path: Path, table: str, kind: type[Value]) -> list[Value]:
        tables = AtomicStorage(path).read() or {}
        return [decode(kind, document) for document in tables.get(table, {}).values()]
