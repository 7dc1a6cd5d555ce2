"""Everything that is remembered, in memory: rows by their keys, and what finds them.
Each change gives back its undoing."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from daemon.adapters.store.case_index import CaseIndex
from daemon.adapters.store.conversations import NOTHING_SAID, Conversations
from daemon.adapters.store.disk.archive import Archive
from daemon.adapters.store.disk.codec import decode, encode
from daemon.adapters.store.own_rows import CountedWeek, Hint, Lease, Meta, NumberedRow
from daemon.adapters.store.table import Groups, Table, Undo
from daemon.core.model.case import Case
from daemon.core.model.notifications import Letter
from daemon.core.model.rules.absences import Absence
from daemon.ports import DigestPlan, LedgerEntry, Quarantined, Unopened


class Tables:
    """The tables and their indexes. `is_kept`: whether their rows are also held as documents, to be written to the
    disk."""

    def __init__(self, archive: Archive, is_kept: bool) -> None:
        self.archive = archive
        self.cases: Table[int, Case] = Table(Case, lambda case: case.number, is_kept, _without_conversation)
        self.conversations = Conversations(is_kept)
        self.letters: Table[str, Letter] = Table(Letter, lambda letter: letter.id, is_kept)
        self.ledger: Table[str, LedgerEntry] = Table(LedgerEntry, lambda entry: entry.digest, is_kept)
        self.quarantine: Table[str, Quarantined] = Table(Quarantined, lambda item: item.digest, is_kept)
        self.unopened: Table[str, Unopened] = Table(Unopened, lambda mail: mail.digest, is_kept)
        self.leases: Table[int, Lease] = Table(Lease, lambda lease: lease.case, is_kept)
        self.hints: Table[str, Hint] = Table(Hint, lambda hint: hint.address, is_kept)
        self.weeks: Table[date, CountedWeek] = Table(CountedWeek, lambda counted: counted.monday, is_kept)
        self.digests: Table[str, DigestPlan] = Table(DigestPlan, lambda plan: plan.lead, is_kept)
        self.numbered: Table[str, NumberedRow] = Table(NumberedRow, lambda numbered: numbered.address, is_kept)
        self.absences: Table[str, Absence] = Table(Absence, lambda absence: absence.who, is_kept)
        self.meta = Meta()
        self.index = CaseIndex(self.leases.values)
        self.by_case: Groups[str] = Groups()  # letters
        self.places: dict[tuple[int, int], str] = {}  # entries by UIDVALIDITY and UID

    @property
    def _tables(self) -> dict[str, Table[Any, Any]]:
        return {
            "cases": self.cases,
            "outbox": self.letters,
            "ledger": self.ledger,
            "quarantine": self.quarantine,
            "unopened": self.unopened,
            "leases": self.leases,
            "hints": self.hints,
            "weeks": self.weeks,
            "digests": self.digests,
            "numbered": self.numbered,
            "absences": self.absences,
        }

    def load(self, documents: dict[str, Any]) -> None:
        """Takes stored tables. Raises TypeError, ValueError, KeyError or AttributeError for documents that are not
        ours."""
        for name, table in self._tables.items():
            table.load(documents.get(name, {}))
        self.meta = decode(Meta, documents["meta"]["1"])
        for number, said in self.conversations.load(documents.get("conversations", {})).items():
            self.cases.values[number] = replace(self.cases.values[number], conversation=said)
        for case in self.cases:
            self.index.add(case)
            self.index.add_mails(case, None)
        for letter in self.letters:
            self.by_case.add(letter.case, letter.id)
        self.places = {(entry.uid_validity, entry.uid): entry.digest for entry in self.ledger}

    def encode(self, schema: int) -> dict[str, dict[str, Any]]:
        """The tables as they are stored: what was said in a case lies beside it."""
        rows: dict[str, Any] = {name: table.documents for name, table in self._tables.items()}
        return rows | {
            "conversations": self.conversations.encode(),
            "meta": {"1": {"schema": schema} | encode(self.meta)},
        }

    def find_case(self, number: int) -> Case | None:
        """The case, live or archived; None for a number that was not given."""
        return self.cases.values.get(number) or self.archive.find_case(number)

    def put_case(self, case: Case, before: Case | None) -> Undo:
        """`before` is the case as it stands, live or archived. Raises ValueError when its conversation has lost
        something, and what `encode` raises; then nothing has changed."""
        live, undo = self.cases.values.get(case.number), self.cases.put(case)
        try:
            said = self.conversations.put(
                case.number, NOTHING_SAID if before is None else before.conversation, case.conversation
            )
        except Exception:
            undo()
            raise
        lease = self.leases.drop(case.number)

        def restore() -> None:
            self.index.remove(case)
            mails()
            undo()
            said()
            lease()
            if live is not None:
                self.index.add(live)

        if live is not None:
            self.index.remove(live)
        self.index.add(case)
        mails = self.index.add_mails(case, live)
        return restore

    def drop_case(self, case: Case) -> Undo:
        undo, said = self.cases.drop(case.number), self.conversations.drop(case.number)

        def restore() -> None:
            undo()
            said()
            self.index.add(case)
            self.index.add_mails(case, None)

        self.index.remove(case)
        for message_id in case.conversation.message_ids:
            self.index.by_message_id.remove(message_id, case.number)
        return restore

    def lease_case(self, number: int, until: datetime) -> Undo:
        undo = self.leases.put(Lease(number, until))

        def restore() -> None:
            undo()
            self.index.note_wake(number)

        self.index.note_wake(number)
        return restore

    def put_letter(self, letter: Letter) -> Undo:
        before = self.letters.values.get(letter.id)
        undo = self.letters.put(letter)

        def restore() -> None:
            self.by_case.remove(letter.case, letter.id)
            undo()
            if before is not None:
                self.by_case.add(before.case, before.id)

        if before is not None:
            self.by_case.remove(before.case, before.id)
        self.by_case.add(letter.case, letter.id)
        return restore

    def drop_letter(self, name: str) -> Undo:
        letter = self.letters.values.get(name)
        undo = self.letters.drop(name)
        if letter is None:
            return undo
        dropped = letter

        def restore() -> None:
            undo()
            self.by_case.add(dropped.case, dropped.id)

        self.by_case.remove(letter.case, letter.id)
        return restore

    def record(self, entry: LedgerEntry) -> Undo:
        before, place = self.ledger.values.get(entry.digest), (entry.uid_validity, entry.uid)
        undo, occupant = self.ledger.put(entry), self.places.get(place)
        left = None if before is None else (before.uid_validity, before.uid)
        if left is not None and self.places.get(left) == entry.digest:
            del self.places[left]
        else:
            left = None

        def restore() -> None:
            undo()
            self.places.pop(place)
            for where, digest in ((place, occupant), (left, entry.digest)):
                if where is not None and digest is not None:
                    self.places[where] = digest

        self.places[place] = entry.digest
        return restore

    def change_meta(self, changed: Meta) -> Undo:
        before = self.meta

        def restore() -> None:
            self.meta = before

        self.meta = changed
        return restore

    def find_archivable(self, before: datetime) -> tuple[list[Case], list[LedgerEntry]]:
        """Cases closed before this instant of which no letter waits and for whose customer nothing is promised, and
        entries from before it that are not of an open case."""
        old = [
            case for case in self.cases if not case.is_alive and case.closed_at is not None and case.closed_at < before
        ]
        entries = [entry for entry in self.ledger if entry.at < before and entry.case not in self.index.open]
        return [case for case in old if not self.by_case.get(case.number)], entries


def _without_conversation(case: Case) -> Case:
    return replace(case, conversation=NOTHING_SAID)
