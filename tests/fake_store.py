"""The store in plain dictionaries: slow, forgetful, and simple enough to be believed.
It passes the contract tests of the real one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.model.case import Case
from daemon.core.model.history.conversation import Conversation
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.rules.absences import Absence
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week
from daemon.errors import StaleCase
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

TO_LEAVE = (LetterState.PENDING, LetterState.SENDING, LetterState.DEFERRED)


@dataclass(slots=True)
class Rows:
    cases: dict[int, Case] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    entries: dict[str, LedgerEntry] = field(default_factory=dict)
    quarantine: dict[str, Quarantined] = field(default_factory=dict)
    unopened: dict[str, Unopened] = field(default_factory=dict)
    archived: dict[str, None] = field(default_factory=dict)  # digests
    archived_cases: dict[int, None] = field(default_factory=dict)
    leases: dict[int, datetime] = field(default_factory=dict)
    hints: dict[str, datetime] = field(default_factory=dict)
    weeks: dict[date, Week] = field(default_factory=dict)
    plans: dict[str, DigestPlan] = field(default_factory=dict)
    numbered: dict[str, NumberedLetters] = field(default_factory=dict)
    absences: dict[str, Absence] = field(default_factory=dict)
    single: dict[str, Any] = field(default_factory=dict)

    def copy(self) -> "Rows":
        return Rows(**{one.name: dict(getattr(self, one.name)) for one in fields(self)})

    def become(self, other: "Rows") -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(other, one.name))


def by_rank(letter: Letter) -> tuple[int, datetime, str]:
    return letter.rank, letter.created_at, letter.id


def same(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _may_wake(case: Case) -> bool:
    return case.is_alive or bool(case.unwritten)


class FakeState:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.is_over = False

    def __getattribute__(self, name: str) -> Any:
        if name == "rows" and self.is_over:
            raise RuntimeError("this transaction is over")
        return super().__getattribute__(name)

    def _open(self) -> list[Case]:
        return sorted(
            (case for case in self.rows.cases.values() if not case.status.is_closed), key=lambda case: case.number
        )

    def find_case(self, number: int) -> Case | None:
        return self.rows.cases.get(number)

    def closed_numbers(self) -> frozenset[int]:
        return frozenset(number for number, case in self.rows.cases.items() if case.status.is_closed)

    def open_cases(self, after: int = 0, limit: int = 1000) -> tuple[Case, ...]:
        return tuple([case for case in self._open() if case.number > after][:limit])

    def count_cases(self) -> int:
        return len(self._open())

    def find_alike(self, ticket: str | None, customer: str | None, title: str) -> tuple[Case, ...]:
        by_ticket = (
            case for case in self._open() if ticket and (case.fields.ticket or "").casefold() == ticket.casefold()
        )
        by_name = (
            case
            for case in self._open()
            if customer and title and case.fields.customer and case.title
            if (case.fields.customer.casefold(), same(case.title)) == (customer.casefold(), same(title))
        )
        return tuple({case.number: case for case in (*by_ticket, *by_name)}.values())

    def find_promised(self) -> tuple[Case, ...]:
        return tuple(one for one in self.rows.cases.values() if one.status.is_closed and _may_wake(one))

    def find_cases_of(self, agent: str) -> tuple[Case, ...]:
        alive = (case for case in self.rows.cases.values() if case.is_alive)
        own = (case for case in alive if any(one.key == agent for one in case.agents))
        return tuple(sorted(own, key=lambda case: case.number))

    def find_by_message_id(self, message_ids: Iterable[str]) -> Case | None:
        for one in message_ids:
            if found := [case for case in self.rows.cases.values() if one in case.conversation.message_ids]:
                return max(found, key=lambda case: case.number)
        return None

    def _turns(self) -> list[tuple[datetime, int]]:
        leases = self.rows.leases
        waiting = ((case.wake_at, case.number) for case in self.rows.cases.values() if case.wake_at and _may_wake(case))
        return sorted((max(at, leases.get(number, at)), number) for at, number in waiting)

    def next_wakeup(self) -> datetime | None:
        return next((at for at, _ in self._turns()), None)

    def find_letter(self, name: str) -> Letter | None:
        return self.rows.letters.get(name)

    def letters(self, *states: LetterState, after: Letter | None = None, limit: int = 1000) -> tuple[Letter, ...]:
        found = sorted((one for one in self.rows.letters.values() if not states or one.state in states), key=by_rank)
        return tuple([one for one in found if after is None or by_rank(one) > by_rank(after)][:limit])

    def letters_of(self, case: int) -> tuple[Letter, ...]:
        return tuple(sorted((one for one in self.rows.letters.values() if one.case == case), key=by_rank))

    def find_notices(self, about: Iterable[str]) -> tuple[Letter, ...]:
        ids = set(about)
        return tuple(one for one in self.rows.letters.values() if one.about in ids)

    def count_letters(self) -> Mapping[LetterState, int]:
        return Counter(one.state for one in self.rows.letters.values())

    def oldest_letter_at(self) -> datetime | None:
        return min((one.created_at for one in self.rows.letters.values()), default=None)

    def count_written(self, case: int, address: str, kinds: Iterable[Kind], since: datetime) -> int:
        wanted = set(kinds)
        told = self.rows.cases[case].conversation.told if case in self.rows.cases else ()
        left = [one.to for one in told if one.kind in wanted and one.at > since]
        waiting = [one.to for one in self.letters_of(case) if one.kind in wanted and one.state in TO_LEAVE]
        return [to.lower() for to in left + waiting].count(address.lower())

    def next_letter_at(self) -> datetime | None:
        deferred = [one.next_at for one in self.letters(LetterState.DEFERRED) if one.next_at]
        return min(
            deferred + [one.leased_until for one in self.letters(LetterState.SENDING) if one.leased_until], default=None
        )

    def find_entry(self, digest: str) -> LedgerEntry | None:
        return self.rows.entries.get(digest)

    def find_entry_at(self, uid_validity: int, uid: int) -> LedgerEntry | None:
        found = [one for one in self.rows.entries.values() if (one.uid_validity, one.uid) == (uid_validity, uid)]
        return found[-1] if found else None

    def last_entry_at(self) -> datetime | None:
        live = (one.at for digest, one in self.rows.entries.items() if digest not in self.rows.archived)
        return max(live, default=None)

    def find_quarantined(self, digest: str) -> Quarantined | None:
        return self.rows.quarantine.get(digest)

    def quarantined(self, after: str = "", limit: int = 1000) -> tuple[Quarantined, ...]:
        items = list(self.rows.quarantine.values())
        start = list(self.rows.quarantine).index(after) + 1 if after else 0
        return tuple(items[start : start + limit])

    def count_quarantined(self) -> int:
        return len(self.rows.quarantine)

    def unfetched(self, uid_validity: int, tried_by: datetime, limit: int = 1000) -> tuple[Quarantined, ...]:
        return self._untried(uid_validity.__eq__, tried_by)[:limit]

    def displaced(self, uid_validity: int, tried_by: datetime, limit: int = 1000) -> tuple[Quarantined, ...]:
        return self._untried(uid_validity.__ne__, tried_by)[:limit]

    def _untried(self, is_there: Callable[[int], bool], tried_by: datetime) -> tuple[Quarantined, ...]:
        there = [one for one in self.rows.quarantine.values() if is_there(one.uid_validity)]
        untried = [(one.tried_at, one.uid, one) for one in there if one.tried_at and one.tried_at <= tried_by]
        return tuple(one for _, _, one in sorted(untried, key=lambda row: row[:2]))

    def find_position(self) -> Position | None:
        return self.rows.single.get("position")

    def find_unmarked(self) -> Unmarked | None:
        return self.rows.single.get("unmarked")

    def find_watching_since(self) -> datetime | None:
        return self.rows.single.get("watching_since")

    def find_mailbox_trouble(self) -> MailboxTrouble | None:
        return self.rows.single.get("trouble")

    def find_relay_trouble(self) -> RelayTrouble | None:
        return self.rows.single.get("stuck")

    def unopened(self) -> tuple[Unopened, ...]:
        return tuple(self.rows.unopened.values())

    def find_relay_memory(self) -> RelayMemory | None:
        return self.rows.single.get("relay")

    def find_hint(self, address: str) -> datetime | None:
        return self.rows.hints.get(address)

    def find_week(self, monday: date) -> Week | None:
        return self.rows.weeks.get(monday)

    def find_digest_plan(self, lead: str) -> DigestPlan | None:
        return self.rows.plans.get(lead)

    def find_numbered(self, address: str) -> NumberedLetters | None:
        return self.rows.numbered.get(address)

    def absences(self) -> tuple[Absence, ...]:
        return tuple(self.rows.absences.values())


class FakeUnit(FakeState):
    @contextmanager
    def attempt(self) -> Iterator[None]:
        before = self.rows.copy()
        try:
            yield
        except BaseException:
            self.rows.become(before)
            raise

    def next_case_number(self) -> int:
        number: int = self.rows.single.get("next_case", 1)
        self.rows.single["next_case"] = number + 1
        return number

    def put_case(self, case: Case) -> Case:
        before = self.rows.cases.get(case.number)
        if before is not None and before.version != case.version:
            raise StaleCase(f"{case.name} was changed meanwhile")
        for part in fields(Conversation) if before is not None else ():
            said = getattr(before.conversation, part.name)
            if getattr(case.conversation, part.name)[: len(said)] != said:
                raise ValueError("a conversation only grows")
        self.rows.archived_cases.pop(case.number, None)
        self.rows.cases[case.number] = replace(case, version=case.version + 1)
        self.rows.leases.pop(case.number, None)
        return self.rows.cases[case.number]

    def claim_cases(self, now: datetime, limit: int, lease: timedelta) -> tuple[Case, ...]:
        numbers = [number for at, number in self._turns() if at <= now][:limit]
        self.rows.leases.update(dict.fromkeys(numbers, now + lease))
        return tuple(self.rows.cases[number] for number in numbers)

    def put_letters(self, letters: Iterable[Letter]) -> None:
        self.rows.letters.update((one.id, one) for one in letters)

    def drop_letters(self, ids: Iterable[str]) -> None:
        for name in ids:
            self.rows.letters.pop(name, None)

    def claim_letters(
        self, now: datetime, limit: int, lease: timedelta, turn: Callable[[Letter], int] = lambda letter: 0
    ) -> ClaimedLetters:
        waiting = self.letters(LetterState.PENDING, LetterState.DEFERRED, limit=len(self.rows.letters))
        due = [one for one in waiting if one.state is LetterState.PENDING or one.next_at is None or one.next_at <= now]
        sending = self.letters(LetterState.SENDING, limit=len(self.rows.letters))
        lapsed = tuple(
            replace(one, leased_until=now + lease)
            for one in sending
            if one.leased_until is None or one.leased_until <= now
        )
        taken = tuple(
            replace(one, state=LetterState.SENDING, attempts=one.attempts + 1, leased_until=now + lease)
            for one in sorted(due, key=turn)[:limit]
        )
        self.put_letters((*taken, *lapsed))
        return ClaimedLetters(taken, lapsed)

    def record(self, entry: LedgerEntry) -> None:
        self.rows.entries.pop(entry.digest, None)
        self.rows.archived.pop(entry.digest, None)
        self.rows.entries[entry.digest] = entry

    def put_quarantined(self, item: Quarantined) -> None:
        self.rows.quarantine[item.digest] = item

    def drop_quarantined(self, digest: str) -> None:
        self.rows.quarantine.pop(digest, None)

    def put_position(self, position: Position) -> None:
        self.rows.single["position"] = position

    def put_unmarked(self, unmarked: Unmarked) -> None:
        self.rows.single["unmarked"] = unmarked

    def put_watching_since(self, at: datetime) -> None:
        self.rows.single["watching_since"] = at

    def put_mailbox_trouble(self, trouble: MailboxTrouble | None) -> None:
        self.rows.single["trouble"] = trouble

    def put_relay_trouble(self, trouble: RelayTrouble) -> None:
        self.rows.single["stuck"] = trouble

    def put_unopened(self, mail: Unopened) -> None:
        self.rows.unopened[mail.digest] = mail

    def drop_unopened(self, digest: str) -> None:
        self.rows.unopened.pop(digest, None)

    def put_relay_memory(self, memory: RelayMemory | None) -> None:
        self.rows.single["relay"] = memory

    def put_hint(self, address: str, at: datetime) -> None:
        self.rows.hints[address] = at

    def put_week(self, monday: date, week: Week) -> None:
        self.rows.weeks[monday] = week

    def put_digest_plan(self, plan: DigestPlan) -> None:
        self.rows.plans[plan.lead] = plan

    def put_numbered(self, address: str, letters: NumberedLetters) -> None:
        self.rows.numbered[address] = letters

    def put_absence(self, absence: Absence) -> None:
        self.rows.absences[absence.who] = absence

    def drop_absence(self, who: str) -> None:
        self.rows.absences.pop(who, None)


class FakeStore(FakeState):
    def __init__(self) -> None:
        self._is_busy = False
        super().__init__(Rows())

    def __getattribute__(self, name: str) -> Any:
        if name == "rows" and self._is_busy:
            raise RuntimeError("a transaction is open: ask it")
        return super().__getattribute__(name)

    @contextmanager
    def transaction(self) -> Iterator[FakeUnit]:
        if self._is_busy:
            raise RuntimeError("transactions do not nest")
        unit = FakeUnit(self.rows.copy())
        self._is_busy = True
        try:
            yield unit
            self.rows = unit.rows
        finally:
            unit.is_over, self._is_busy = True, False

    def archive_closed(self, before: datetime) -> int:
        """Nothing moves: what is archived is still found."""
        rows, open_ones = self.rows, {case.number for case in self._open()}
        old = [one for one in rows.entries.values() if one.at < before and one.case not in open_ones]
        rows.archived.update(dict.fromkeys(one.digest for one in old))
        kept = {one.case for one in rows.letters.values()} | open_ones | set(rows.archived_cases)
        moved = [
            one.number
            for one in rows.cases.values()
            if one.closed_at and one.closed_at < before and one.number not in kept and not one.is_alive
        ]
        rows.archived_cases.update(dict.fromkeys(moved))
        return len(moved)

    def close(self) -> None:
        pass
