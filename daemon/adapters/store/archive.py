"""Closed cases and what became of their mails, a file a month: read when asked for, so that the live file stays small."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from daemon.adapters.store.codec import decode, encode
from daemon.adapters.store.earlier import take_over_case
from daemon.adapters.store.storage import AtomicStorage, write_atomically
from daemon.core.model.case import Case
from daemon.errors import DiskError, StateError
from daemon.ports import LedgerEntry

Documents = Iterable[dict[str, Any]]


@dataclass(slots=True)
class _Index:
    """In which file something lies, and the case of a Message-ID."""

    cases: dict[int, str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)  # by digest
    message_ids: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, cases: Documents, entries: Documents) -> None:
        for case in cases:
            self.cases[case["number"]] = name
            self.message_ids.update(dict.fromkeys(case.get("conversation", {}).get("message_ids", ()), case["number"]))
        self.entries.update((entry["digest"], name) for entry in entries)


class Archive:
    """Files `archive/2026-03.json`, laid out as TinyDB lays them out. All but `add` raise StateError for a damaged file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: _Index | None = None

    def load(self) -> _Index:
        """The index of all files, made once, at the first question: documents stay as they are, for decoding all takes seconds."""
        if self._index is None:
            index = _Index()
            for path in sorted(self._folder.glob("*.json")):
                try:
                    index.add(path.name, *self._read(path.name))
                except (TypeError, KeyError, AttributeError) as error:
                    raise StateError(f"{path} holds something that is not ours: {error!r}.") from error
            self._index = index
        return self._index

    def find_case(self, number: int) -> Case | None:
        name = self.load().cases.get(number)
        if name is None:
            return None
        return next((decode(Case, document) for document in self._read(name)[0] if document["number"] == number), None)

    def find_entry(self, digest: str) -> LedgerEntry | None:
        name = self.load().entries.get(digest)
        if name is None:
            return None
        return next((decode(LedgerEntry, document) for document in self._read(name)[1] if document["digest"] == digest), None)

    def find_number(self, message_ids: Iterable[str]) -> int | None:
        """The number of the case with one of these Message-IDs."""
        known = self.load().message_ids
        return next((known[one] for one in message_ids if one in known), None)

    def add(self, cases: Sequence[Case], entries: Sequence[LedgerEntry]) -> None:
        """Adds closed cases and entries to the files of their months; all are on disk when it returns. Safe to do twice: what is
        there already is replaced. Raises DiskError, StateError."""
        new_cases = [(_file_of(case.closed_at), encode(case)) for case in cases if case.closed_at]
        new_entries = [(_file_of(entry.at), encode(entry)) for entry in entries]
        for name in sorted({name for name, _ in (*new_cases, *new_entries)}):
            of_month = [case for month, case in new_cases if month == name]
            noted = [entry for month, entry in new_entries if month == name]
            self._write(name, of_month, noted)
            self.load().add(name, of_month, noted)

    def _write(self, name: str, cases: Documents, entries: Documents) -> None:
        old_cases, old_entries = self._read(name)
        kept = {document["number"]: document for document in (*old_cases, *cases)}
        noted = {document["digest"]: document for document in (*old_entries, *entries)}
        tables = {
            "cases": {str(number): document for number, document in kept.items()},
            "ledger": {str(row): document for row, document in enumerate(noted.values(), 1)},
        }
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise DiskError(f"{self._folder} cannot be made: {error.strerror}.") from error
        write_atomically(self._folder / name, orjson.dumps(tables))

    def _read(self, name: str) -> tuple[Documents, Documents]:
        """The cases and the ledger entries of a file, as documents."""
        tables = AtomicStorage(self._folder / name).read() or {}
        cases = tables.get("cases", {}).values()
        for case in cases:
            take_over_case(case)
        return cases, tables.get("ledger", {}).values()


def _file_of(at: datetime) -> str:
    return f"{at:%Y-%m}.json"
