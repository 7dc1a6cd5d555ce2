"""Everything that is remembered, in memory: rows by their keys, and what finds them.
Each change gives back its undoing."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from daemon.adapters.store.archive import Archive
from daemon.adapters.store.codec import decode, encode
from daemon.adapters.store.conversations import NOTHING_SAID, Conversations
from daemon.adapters.store.table import Groups, Table, Undo
from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.model.case import Case
from daemon.core.model.notifications import Letter
from daemon.core.model.weeks import Week
from daemon.ports import DigestPlan, LedgerEntry, Position, Quarantined, RelayMemory, Unmarked


@dataclass(frozen=True, slots=True)
class Meta:
    """What there is one of."""

    next_case: int = 1
    position: Position | None = None
    unmarked: Unmarked | None = None
    watching_since: datetime | None = None
    relay: RelayMemory | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """Until when a case is in the hands of who claimed it."""

    case: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Hint:
    """When a person was last told how to escalate."""

    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CountedWeek:
    monday: date
    week: Week


@dataclass(frozen=True, slots=True)
class Numbered:
    """The numbered letters to one person."""

    address: str
    letters: NumberedLetters


class Tables:
    def __init__(self, archive: Archive, is_kept: bool) -> None:
        self.archive = archive
        self.cases: Table[int, Case] = Table(Case, lambda case: case.number, is_kept, _without_conversation)
        self.conversations = Conversations(is_kept)
        self.letters: Table[str, Letter] = Table(Letter, lambda letter: letter.id, is_kept)
        self.ledger: Table[str, LedgerEntry] = Table(LedgerEntry, lambda entry: entry.digest, is_kept)
        self.quarantine: Table[str, Quarantined] = Table(Quarantined, lambda item: item.digest, is_kept)
        self.leases: Table[int, Lease] = Table(Lease, lambda lease: lease.case, is_kept)
        self.hints: Table[str, Hint] = Table(Hint, lambda hint: hint.address, is_kept)
        self.weeks: Table[date, CountedWeek] = Table(CountedWeek, lambda counted: counted.monday, is_kept)
        self.digests: Table[str, DigestPlan] = Table(DigestPlan, lambda plan: plan.lead, is_kept)
        self.numbered: Table[str, Numbered] = Table(Numbered, lambda numbered: numbered.address, is_kept)
        self.meta = Meta()
        self.open: dict[int, Case] = {}
        self.matters: Groups[int] = Groups()  # open cases by ticket or matter
        self.by_message_id: Groups[int] = Groups()  # live cases; two mails may carry one Message-ID (fault F65)
        self.by_case: Groups[str] = Groups()  # letters
        self.places: dict[tuple[int, int], str] = {}  # entries by UIDVALIDITY and UID
        self._wakes: list[tuple[datetime, int]] = []  # a heap; what its case no longer bears out is passed over

    @property
    def _tables(self) -> dict[str, Table[Any, Any]]:
        return {
            "cases": self.cases,
            "outbox": self.letters,
            "ledger": self.ledger,
            "quarantine": self.quarantine,
            "leases": self.leases,
            "hints": self.hints,
            "weeks": self.weeks,
            "digests": self.digests,
            "numbered": self.numbered,
        }

    def load(self, documents: dict[str, Any]) -> None:
        """Takes stored tables. Raises TypeError, ValueError,
        KeyError or AttributeError for documents that are not ours."""
        for name, table in self._tables.items():
            table.load(documents.get(name, {}))
        self.meta = decode(Meta, documents["meta"]["1"])
        for number, said in self.conversations.load(documents.get("conversations", {})).items():
            self.cases.values[number] = replace(self.cases.values[number], conversation=said)
        for case in self.cases:
            self._index(case)
            self._index_mails(case, None)
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
        """The case, live or archived."""
        return self.cases.values.get(number) or self.archive.find_case(number)

    def put_case(self, case: Case, before: Case | None) -> Undo:
        """`before` is the case as it stands, live or archived.
        Raises ValueError when its conversation has lost something, and
        what `encode` raises; then nothing has changed."""
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
            self._unindex(case)
            mails()
            undo()
            said()
            lease()
            if live is not None:
                self._index(live)

        if live is not None:
            self._unindex(live)
        self._index(case)
        mails = self._index_mails(case, live)
        return restore

    def drop_case(self, case: Case) -> Undo:
        undo, said = self.cases.drop(case.number), self.conversations.drop(case.number)

        def restore() -> None:
            undo()
            said()
            self._index(case)
            self._index_mails(case, None)

        self._unindex(case)
        for message_id in case.conversation.message_ids:
            self.by_message_id.remove(message_id, case.number)
        return restore

    def _index(self, case: Case) -> None:
        if not case.status.is_closed:
            self.open[case.number] = case
            self._note_wake(case.number)
            for key in find_matters(case.fields.ticket, case.fields.customer, case.title):
                self.matters.add(key, case.number)

    def _index_mails(self, case: Case, before: Case | None) -> Undo:
        """Those that it did not have before."""
        new = case.conversation.message_ids[len(before.conversation.message_ids) if before is not None else 0 :]
        for message_id in new:
            self.by_message_id.add(message_id, case.number)

        def restore() -> None:
            for message_id in new:
                self.by_message_id.remove(message_id, case.number)

        return restore

    def _unindex(self, case: Case) -> None:
        self.open.pop(case.number, None)
        for key in find_matters(case.fields.ticket, case.fields.customer, case.title):
            self.matters.remove(key, case.number)

    def lease_case(self, number: int, until: datetime) -> Undo:
        undo = self.leases.put(Lease(number, until))

        def restore() -> None:
            undo()
            self._note_wake(number)

        self._note_wake(number)
        return restore

    def _find_wake(self, number: int) -> datetime | None:
        """The instant from which the case can be claimed; None for one that is closed, or waits for nothing."""
        case, lease = self.open.get(number), self.leases.values.get(number)
        at = None if case is None else case.wake_at
        return at if at is None or lease is None else max(at, lease.until)

    def _note_wake(self, number: int) -> None:
        at = self._find_wake(number)
        if at is not None:
            heapq.heappush(self._wakes, (at, number))
        if len(self._wakes) > 3 * len(self.open) + 100:  # a case that is put again leaves its old entry behind
            self._wakes = [(at, one) for one in self.open if (at := self._find_wake(one)) is not None]
            heapq.heapify(self._wakes)

    def next_wake(self) -> tuple[datetime, Case] | None:
        """The open case that can be claimed first, and from when; None when none waits for anything."""
        while self._wakes:
            at, number = self._wakes[0]
            if self._find_wake(number) == at:
                return at, self.open[number]
            heapq.heappop(self._wakes)
        return None

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
        """Cases closed before this instant of which no letter waits,
        and entries from before it that are not of an open case."""
        old = [
            case
            for case in self.cases
            if case.status.is_closed and case.closed_at is not None and case.closed_at < before
        ]
        entries = [entry for entry in self.ledger if entry.at < before and entry.case not in self.open]
        return [case for case in old if not self.by_case.get(case.number)], entries


def _without_conversation(case: Case) -> Case:
    return replace(case, conversation=NOTHING_SAID)


def find_matters(ticket: str | None, customer: str | None, title: str) -> Iterator[tuple[str, ...]]:
    """What makes two mails the same matter: the ticket, or customer and title (behaviour B5.11)."""
    if ticket:
        yield "ticket", ticket.casefold()
    if customer and title:
        yield "matter", customer.casefold(), " ".join(title.casefold().split())
