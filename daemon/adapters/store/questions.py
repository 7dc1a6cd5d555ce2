"""What the state is asked, answered from memory."""

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import islice

from daemon.adapters.store.case_index import find_matters
from daemon.adapters.store.tables import Tables
from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.model.case import Case
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.rules.absences import Absence
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week
from daemon.ports import (
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
from daemon.ports.store import PAGE

TO_LEAVE = frozenset({LetterState.PENDING, LetterState.SENDING, LetterState.DEFERRED})


class Questions:
    """`State`. `end` closes it: no question is answered any more."""

    def __init__(self, tables: Tables) -> None:
        self._held: Tables | None = tables

    @property
    def _tables(self) -> Tables:
        if self._held is None:
            raise RuntimeError("this transaction is over: ask and write inside one that is open")
        return self._held

    def end(self) -> None:
        self._held = None

    def find_case(self, number: int) -> Case | None:
        return self._tables.find_case(number)

    def closed_numbers(self) -> frozenset[int]:
        return (self._tables.archive.numbers() | self._tables.cases.values.keys()) - self._tables.index.open.keys()

    def open_cases(self, after: int = 0, limit: int = PAGE) -> tuple[Case, ...]:
        numbers = sorted(self._tables.index.open)
        start = bisect_right(numbers, after)
        return tuple(self._tables.index.open[number] for number in numbers[start : start + limit])

    def count_cases(self) -> int:
        return len(self._tables.index.open)

    def find_alike(self, ticket: str | None, customer: str | None, title: str) -> tuple[Case, ...]:
        keys = find_matters(ticket, customer, title)
        numbers = (number for key in keys for number in sorted(self._tables.index.matters.get(key)))
        return tuple(self._tables.index.open[number] for number in dict.fromkeys(numbers))

    def find_cases_of(self, agent: str) -> tuple[Case, ...]:
        found = (self.find_case(number) for number in sorted(self._tables.index.by_agent.get(agent)))
        return tuple(case for case in found if case is not None)

    def find_promised(self) -> tuple[Case, ...]:
        return self._tables.index.find_promised()

    def find_by_message_id(self, message_ids: Iterable[str]) -> Case | None:
        for one in message_ids:
            archived = self._tables.archive.find_number(one)
            numbers = (*self._tables.index.by_message_id.get(one), *(() if archived is None else (archived,)))
            if numbers:
                return self.find_case(max(numbers))
        return None

    def next_wakeup(self) -> datetime | None:
        wake = self._tables.index.next_wake()
        return None if wake is None else wake[0]

    def find_letter(self, name: str) -> Letter | None:
        return self._tables.letters.values.get(name)

    def letters(self, *states: LetterState, after: Letter | None = None, limit: int = PAGE) -> tuple[Letter, ...]:
        wanted = (letter for letter in self._tables.letters if not states or letter.state in states)
        behind = (letter for letter in wanted if after is None or by_rank(letter) > by_rank(after))
        return tuple(heapq.nsmallest(limit, behind, key=by_rank))

    def letters_of(self, case: int) -> tuple[Letter, ...]:
        letters = self._tables.letters.values
        return tuple(sorted((letters[name] for name in self._tables.by_case.get(case)), key=by_rank))

    def find_notices(self, about: Iterable[str]) -> tuple[Letter, ...]:
        ids = frozenset(about)
        return tuple(letter for letter in self._tables.letters if letter.about in ids)

    def count_letters(self) -> Mapping[LetterState, int]:
        return Counter(letter.state for letter in self._tables.letters)

    def oldest_letter_at(self) -> datetime | None:
        return min((letter.created_at for letter in self._tables.letters), default=None)

    def count_written(self, case: int, address: str, kinds: Iterable[Kind], since: datetime) -> int:
        wanted, key = frozenset(kinds), address.lower()
        found = self.find_case(case)
        told = found.conversation.told if found is not None else ()
        left = sum(1 for one in told if one.kind in wanted and one.to.lower() == key and one.at > since)
        waiting = (one for one in self.letters_of(case) if one.state in TO_LEAVE and one.kind in wanted)
        return left + sum(1 for one in waiting if one.to.lower() == key)

    def next_letter_at(self) -> datetime | None:
        return min((at for letter in self._tables.letters if (at := _find_turn(letter)) is not None), default=None)

    def find_entry(self, digest: str) -> LedgerEntry | None:
        return self._tables.ledger.values.get(digest) or self._tables.archive.find_entry(digest)

    def find_entry_at(self, uid_validity: int, uid: int) -> LedgerEntry | None:
        place = uid_validity, uid
        digest = self._tables.places.get(place) or self._tables.archive.find_digest(place)
        entry = None if digest is None else self.find_entry(digest)
        return entry if entry is not None and (entry.uid_validity, entry.uid) == place else None

    def last_entry_at(self) -> datetime | None:
        return max((entry.at for entry in self._tables.ledger), default=None)

    def find_quarantined(self, digest: str) -> Quarantined | None:
        return self._tables.quarantine.values.get(digest)

    def quarantined(self, after: str = "", limit: int = PAGE) -> tuple[Quarantined, ...]:
        rows = iter(self._tables.quarantine)
        if after:
            next((item for item in rows if item.digest == after), None)
        return tuple(islice(rows, limit))

    def count_quarantined(self) -> int:
        return len(self._tables.quarantine.values)

    def unfetched(self, uid_validity: int, tried_by: datetime, limit: int = PAGE) -> tuple[Quarantined, ...]:
        here = (item for item in self._tables.quarantine if item.uid_validity == uid_validity)
        return _find_tried(here, tried_by, limit)

    def displaced(self, uid_validity: int, tried_by: datetime, limit: int = PAGE) -> tuple[Quarantined, ...]:
        elsewhere = (item for item in self._tables.quarantine if item.uid_validity != uid_validity)
        return _find_tried(elsewhere, tried_by, limit)

    def find_position(self) -> Position | None:
        return self._tables.meta.position

    def find_unmarked(self) -> Unmarked | None:
        return self._tables.meta.unmarked

    def find_watching_since(self) -> datetime | None:
        return self._tables.meta.watching_since

    def find_mailbox_trouble(self) -> MailboxTrouble | None:
        return self._tables.meta.trouble

    def find_relay_trouble(self) -> RelayTrouble | None:
        return self._tables.meta.stuck

    def unopened(self) -> tuple[Unopened, ...]:
        return tuple(self._tables.unopened)

    def find_relay_memory(self) -> RelayMemory | None:
        return self._tables.meta.relay

    def find_hint(self, address: str) -> datetime | None:
        hint = self._tables.hints.values.get(address)
        return None if hint is None else hint.at

    def find_week(self, monday: date) -> Week | None:
        counted = self._tables.weeks.values.get(monday)
        return None if counted is None else counted.week

    def find_digest_plan(self, lead: str) -> DigestPlan | None:
        return self._tables.digests.values.get(lead)

    def absences(self) -> tuple[Absence, ...]:
        return tuple(self._tables.absences)

    def find_numbered(self, address: str) -> NumberedLetters | None:
        numbered = self._tables.numbered.values.get(address)
        return None if numbered is None else numbered.letters


def by_rank(letter: Letter) -> tuple[int, datetime, str]:
    """The order of the outbox: rank, then age."""
    return letter.rank, letter.created_at, letter.id


def is_due(letter: Letter, now: datetime) -> bool:
    if letter.state is LetterState.DEFERRED:
        return letter.next_at is None or letter.next_at <= now
    return letter.state is LetterState.PENDING


def has_lapsed(letter: Letter, now: datetime) -> bool:
    """Whether it was being sent by somebody who no longer holds it."""
    return letter.state is LetterState.SENDING and (letter.leased_until is None or letter.leased_until <= now)


def _find_turn(letter: Letter) -> datetime | None:
    """When something can be done about a letter that is deferred or being sent; None when it needs no waiting."""
    if letter.state is LetterState.DEFERRED:
        return letter.next_at
    return letter.leased_until if letter.state is LetterState.SENDING else None


def _find_tried(items: Iterable[Quarantined], tried_by: datetime, limit: int) -> tuple[Quarantined, ...]:
    """The unfetched among them that were last tried by then, the longest untried first."""
    tried = ((item.tried_at, item) for item in items)
    due = ((at, item.uid, item) for at, item in tried if at is not None and at <= tried_by)
    return tuple(item for *_, item in heapq.nsmallest(limit, due, key=lambda one: one[:2]))
