"""Closed cases and what became of their mails, a file a month: read when asked for, so that the live file stays
small."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

import orjson

from daemon.adapters.store.disk.codec import decode, encode
from daemon.adapters.store.disk.earlier import is_of_today, take_over_case
from daemon.adapters.store.disk.storage import AtomicStorage, write_atomically
from daemon.core.model.case import Case
from daemon.errors import DiskError, StateError
from daemon.ports import LedgerEntry

CASES, ENTRIES = "cases", "ledger"
Document = dict[str, Any]
Month = Mapping[str, Mapping[str, Document]]


class _Place(NamedTuple):
    """Where a document lies: its file, and its bytes in there."""

    name: str
    start: int
    length: int


@dataclass(slots=True)
class _Index:
    """Where everything lies, and what leads to it."""

    cases: dict[int, _Place] = field(default_factory=dict)
    entries: dict[str, _Place] = field(default_factory=dict)  # by digest
    message_ids: dict[str, int] = field(default_factory=dict)
    places: dict[tuple[int, int], str] = field(default_factory=dict)  # digests, by where the mail lay in the mailbox

    def add(self, name: str, tables: Month) -> None:
        """Everything of a file. Raises TypeError, KeyError or AttributeError for what is not ours."""
        for table, document, start, length in _measure(tables):
            if table == CASES:
                take_over_case(document)
                self.cases[document["number"]] = _Place(name, start, length)
                for one in document.get("conversation", {}).get("message_ids", ()):
                    self.message_ids[one] = max(document["number"], self.message_ids.get(one, 0))
            elif table == ENTRIES:
                self.entries[document["digest"]] = _Place(name, start, length)
                self.places[document["uid_validity"], document["uid"]] = document["digest"]


class Archive:
    """Files `archive/2026-03.json`, laid out as TinyDB lays them out.
    All but `add` raise StateError for a damaged file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: _Index | None = None

    def load(self) -> _Index:
        """The index of all files, made once, at the first question: documents stay as they are, for decoding all takes
        seconds."""
        if self._index is None:
            index = _Index()
            for path in sorted(self._folder.glob("*.json")):
                try:
                    index.add(path.name, self._read(path.name))
                except (TypeError, KeyError, AttributeError) as error:
                    raise StateError(f"{path} holds something that is not ours: {error!r}.") from error
            self._index = index
        return self._index

    def find_case(self, number: int) -> Case | None:
        """The archived case; None when none with this number was put away."""
        document = self._find(self.load().cases.get(number), CASES, lambda document: document["number"] == number)
        if document is None:
            return None
        take_over_case(document)
        return decode(Case, document)

    def numbers(self) -> frozenset[int]:
        """Of all cases that were put away, those that were opened again too."""
        return frozenset(self.load().cases)

    def find_entry(self, digest: str) -> LedgerEntry | None:
        """What became of the mail with this SHA-256; None when no such entry was put away."""
        document = self._find(self.load().entries.get(digest), ENTRIES, lambda document: document["digest"] == digest)
        return None if document is None else decode(LedgerEntry, document)

    def find_digest(self, place: tuple[int, int]) -> str | None:
        """The SHA-256 of the mail that lay there, by UIDVALIDITY and UID, when it was archived; None when none did."""
        return self.load().places.get(place)

    def find_number(self, message_id: str) -> int | None:
        """The number of the newest case with this Message-ID; None when no archived one has it."""
        return self.load().message_ids.get(message_id)

    def add(self, cases: Sequence[Case], entries: Sequence[LedgerEntry]) -> None:
        """Adds closed cases and entries to the files of their months; all are on disk when it returns. Safe to do
        twice: what is there already is replaced. Raises DiskError, StateError."""
        new_cases = [(_file_of(case.closed_at), encode(case)) for case in cases if case.closed_at]
        new_entries = [(_file_of(entry.at), encode(entry)) for entry in entries]
        for name in sorted({name for name, _ in (*new_cases, *new_entries)}):
            of_month = [case for month, case in new_cases if month == name]
            noted = [entry for month, entry in new_entries if month == name]
            self.load().add(name, self._write(name, of_month, noted))

    def _write(self, name: str, cases: Iterable[Document], entries: Iterable[Document]) -> Month:
        """The month is written in one form; one of an earlier version is copied before, for who goes back."""
        old = self._read(name)
        if not all(map(is_of_today, old.get(CASES, {}).values())):
            AtomicStorage(self._folder / name).keep_copy("earlier")
            for document in old[CASES].values():
                take_over_case(document)
        kept = {document["number"]: document for document in (*old.get(CASES, {}).values(), *cases)}
        noted = {document["digest"]: document for document in (*old.get(ENTRIES, {}).values(), *entries)}
        tables = {
            CASES: {str(number): document for number, document in kept.items()},
            ENTRIES: {str(row): document for row, document in enumerate(noted.values(), 1)},
        }
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise DiskError(f"{self._folder} cannot be made: {error.strerror}.") from error
        write_atomically(self._folder / name, orjson.dumps(tables))
        return tables

    def _read(self, name: str) -> Month:
        return AtomicStorage(self._folder / name).read() or {}

    def _find(self, place: _Place | None, table: str, is_meant: Callable[[Document], bool]) -> Document | None:
        """The document of this place, by itself: a whole month costs seconds. Where it lies otherwise (somebody put the
        file back, or wrote it with another program) the file is read. None when it is in neither."""
        if place is None:
            return None
        try:
            with (self._folder / place.name).open("rb") as file:
                file.seek(place.start)
                document = orjson.loads(file.read(place.length))
            if is_meant(document):
                return cast(Document, document)
        except (OSError, ValueError, TypeError, KeyError):
            pass  # told by the reading of the file, if it is a fault
        return next((one for one in self._read(place.name).get(table, {}).values() if is_meant(one)), None)


def _measure(tables: Month) -> Iterator[tuple[str, Document, int, int]]:
    """Each document with its table, and where its bytes begin and how many they are when the tables are written."""
    at = len("{")
    for table, rows in tables.items():
        at += len(orjson.dumps(table)) + len(":{")
        for row, document in rows.items():
            at += len(orjson.dumps(row)) + len(":")
            length = len(orjson.dumps(document))
            yield table, document, at, length
            at += length + len(",")
        at += len("},") - (len(",") if rows else 0)


def _file_of(at: datetime) -> str:
    return f"{at:%Y-%m}.json"
