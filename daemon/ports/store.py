"""What is remembered: cases, the outbox, the ledger, and the little that is known besides.

Whoever decides asks inside the transaction that writes the decision: what was read before it may be another's by then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Protocol

from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.model.case import Case
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.rules.absences import Absence
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week
from daemon.ports.rows import (
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
from daemon.ports.solved import Cases

PAGE = 1000  # rows in one answer


class State(Cases, Protocol):
    """What may be asked. Every answer is what was committed last, and that of a `Unit` shows its own writes as well.
    While one is open only it is to be asked: the store then raises RuntimeError, for its answer would show what may
    never be committed."""

    def open_cases(self, after: int = 0, limit: int = PAGE) -> tuple[Case, ...]:
        """A page of those that are not closed, by number, beginning above `after`."""
        ...

    def count_cases(self) -> int:
        """How many are not closed."""
        ...

    def find_alike(self, ticket: str | None, customer: str | None, title: str) -> tuple[Case, ...]:
        """The open cases with the same ticket, then those with the same customer and the same title, each by number
        (behaviour B5.11)."""
        ...

    def find_cases_of(self, agent: str) -> tuple[Case, ...]:
        """The cases of this agent, given in lower case, by number: those that are not closed, or in which a promise
        is not kept. Who joined one is its agent as well."""
        ...

    def find_promised(self) -> tuple[Case, ...]:
        """The closed cases in which a promise is not kept, or the outcome is not written down, by number."""
        ...

    def find_by_message_id(self, message_ids: Iterable[str]) -> Case | None:
        """The case that a mail with one of these Message-IDs opened or joined, open or archived: by the first of them
        that is known; of several cases with it the newest. None when none of them is known."""
        ...

    def next_wakeup(self) -> datetime | None:
        """The earliest instant at which a case can be claimed; None when no case has a `wake_at`."""
        ...

    def find_letter(self, name: str) -> Letter | None:
        """The letter with this id, as long as it is in the outbox; None when it has left, or never was."""
        ...

    def letters(self, *states: LetterState, after: Letter | None = None, limit: int = PAGE) -> tuple[Letter, ...]:
        """A page of the outbox by rank, then age, beginning behind `after`:
        letters in these states, all when none is named."""
        ...

    def letters_of(self, case: int) -> tuple[Letter, ...]:
        """The letters of a case that are in the outbox, by rank, then age."""
        ...

    def find_notices(self, about: Iterable[str]) -> tuple[Letter, ...]:
        """Letters in the outbox that tell of the letters with these ids."""
        ...

    def count_letters(self) -> Mapping[LetterState, int]:
        """How many letters of the outbox are in each state; a state with none may be missing."""
        ...

    def oldest_letter_at(self) -> datetime | None:
        """When the oldest letter of the outbox was written; None when it is empty."""
        ...

    def count_written(self, case: int, address: str, kinds: Iterable[Kind], since: datetime) -> int:
        """Letters of these kinds in a case, open or archived, to one address: those that left after `since`, and those
        that are still to leave."""
        ...

    def next_letter_at(self) -> datetime | None:
        """The earliest instant at which a deferred letter is due or a lease on one runs out; None when no letter waits
        for a time."""
        ...

    def find_entry(self, digest: str) -> LedgerEntry | None:
        """What became of the mail with this SHA-256, whenever that was; None when it was never handled, or was none of
        ours."""
        ...

    def find_entry_at(self, uid_validity: int, uid: int) -> LedgerEntry | None:
        """What became of the mail that lies there by its last record; None when none is recorded there."""
        ...

    def last_entry_at(self) -> datetime | None:
        """When a mail was last handled; None when none was lately."""
        ...

    def find_quarantined(self, digest: str) -> Quarantined | None:
        """What is set aside under this name; None when nothing is."""
        ...

    def quarantined(self, after: str = "", limit: int = PAGE) -> tuple[Quarantined, ...]:
        """A page of what is in quarantine, oldest first, beginning behind the item `after`."""
        ...

    def count_quarantined(self) -> int: ...

    def unfetched(self, uid_validity: int, tried_by: datetime, limit: int = PAGE) -> tuple[Quarantined, ...]:
        """A page of those that still lie in the mailbox of this UIDVALIDITY, since the server did not hand them over
        when they were last tried, then or before: the longest untried first."""
        ...

    def displaced(self, uid_validity: int, tried_by: datetime, limit: int = PAGE) -> tuple[Quarantined, ...]:
        """A page of the unfetched whose place was under another UIDVALIDITY, in the same order."""
        ...

    def find_position(self) -> Position | None:
        """How far the mailbox has been read; None before the first look."""
        ...

    def find_unmarked(self) -> Unmarked | None:
        """What is perhaps not marked in the mailbox yet; None before the first batch."""
        ...

    def find_watching_since(self) -> datetime | None:
        """The instant before which mail is none of our business; None before the first look."""
        ...

    def find_mailbox_trouble(self) -> MailboxTrouble | None:
        """None: mail could be read when it was last looked for."""
        ...

    def unopened(self) -> tuple[Unopened, ...]:
        """What came to nothing lately, oldest first: as much as is kept of it."""
        ...

    def find_relay_memory(self) -> RelayMemory | None:
        """What the relay has said lately; None while it refuses nothing."""
        ...

    def find_relay_trouble(self) -> RelayTrouble | None:
        """Why no letter can leave, or when that was last so; None: it never was."""
        ...

    def find_hint(self, address: str) -> datetime | None:
        """When this person was last told how to escalate, or, by a customer's name, his people of a mail of his; None
        for never."""
        ...

    def find_week(self, monday: date) -> Week | None:
        """The numbers of the week that began on this day; None when nothing was counted in it."""
        ...

    def find_digest_plan(self, lead: str) -> DigestPlan | None:
        """None: nothing was planned for this lead yet."""
        ...

    def find_numbered(self, address: str) -> NumberedLetters | None:
        """The letters with numbered lines that this person got lately; None when he got none."""
        ...

    def absences(self) -> tuple[Absence, ...]:
        """Who has said that he is away, or whose program has: one for each person, also one that is over by now."""
        ...


class Unit(State, Protocol):
    """One transaction. After its end every method raises RuntimeError."""

    def attempt(self) -> AbstractContextManager[None]:
        """A part that happens whole or not at all: on an exception nothing of it stands, what was put before it does,
        and the exception goes on."""
        ...

    def next_case_number(self) -> int: ...

    def put_case(self, case: Case) -> Case:
        """The case as it stands from now on, with its next version; a lease on it ends. Raises StaleCase when `case`
        was made of another version than the one that stands: what was put since would be lost; ValueError when its
        conversation has lost something, for that only grows: it lies beside the case, and what is new is added to
        it."""
        ...

    def claim_cases(self, now: datetime, limit: int, lease: timedelta) -> tuple[Case, ...]:
        """Cases whose `wake_at` has come, earliest first: open ones, and closed ones with a promise to keep, or an
        outcome to be written down.
        Nobody else gets them until they are put or `lease` is over."""
        ...

    def put_letters(self, letters: Iterable[Letter]) -> None: ...

    def drop_letters(self, ids: Iterable[str]) -> None: ...

    def claim_letters(
        self, now: datetime, limit: int, lease: timedelta, turn: Callable[[Letter], int] = lambda letter: 0
    ) -> ClaimedLetters:
        """Pending letters and deferred ones whose time has come, by `turn`, then rank, then age, at most `limit`: from
        now on they are being sent; those that lapsed by rank and age. Nobody else gets them until they are put in
        another state or `lease` is over."""
        ...

    def record(self, entry: LedgerEntry) -> None: ...

    def put_quarantined(self, item: Quarantined) -> None: ...

    def drop_quarantined(self, digest: str) -> None: ...

    def put_position(self, position: Position) -> None: ...

    def put_unmarked(self, unmarked: Unmarked) -> None: ...

    def put_watching_since(self, at: datetime) -> None: ...

    def put_mailbox_trouble(self, trouble: MailboxTrouble | None) -> None: ...

    def put_unopened(self, mail: Unopened) -> None: ...

    def drop_unopened(self, digest: str) -> None: ...

    def put_relay_memory(self, memory: RelayMemory | None) -> None: ...

    def put_relay_trouble(self, trouble: RelayTrouble) -> None: ...

    def put_hint(self, address: str, at: datetime) -> None: ...

    def put_week(self, monday: date, week: Week) -> None: ...

    def put_digest_plan(self, plan: DigestPlan) -> None: ...

    def put_numbered(self, address: str, letters: NumberedLetters) -> None: ...

    def put_absence(self, absence: Absence) -> None:
        """In the place of what was known of this person."""
        ...

    def drop_absence(self, who: str) -> None: ...


class Store(State, Protocol):
    """The state of one mailbox."""

    def transaction(self) -> AbstractContextManager[Unit]:
        """What is put into the unit becomes durable in one atomic write at the end; on an exception nothing has
        happened. Raises DiskError when the disk refuses. Transactions do not nest."""
        ...

    def archive_closed(self, before: datetime) -> int:
        """Moves cases closed before this instant, and their ledger entries, out of the live state; how many cases. Not
        one that has a letter in the outbox."""
        ...

    def close(self) -> None: ...


def iterate_cases(state: State) -> Iterator[Case]:
    """All that are not closed, by number, a page at a time."""
    after = 0
    while page := state.open_cases(after):
        yield from page
        after = page[-1].number


def iterate_letters(state: State, *states: LetterState) -> Iterator[Letter]:
    """All letters in these states (all when none is named), by rank, then age, a page at a time."""
    after = None
    while page := state.letters(*states, after=after):
        yield from page
        after = page[-1]


def iterate_quarantined(state: State) -> Iterator[Quarantined]:
    """All that is in quarantine, oldest first, a page at a time."""
    after = ""
    while page := state.quarantined(after):
        yield from page
        after = page[-1].digest
