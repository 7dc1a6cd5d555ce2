"""The service on a clock of its own, without servers: mails come, time passes, letters leave at once and arrive."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from daemon.adapters.spool import KEY_BYTES
from daemon.adapters.store.tiny import TinyStore
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.case import Case
from daemon.core.model.notifications import Letter
from daemon.ports import FetchedMail, Ground, Position, Unit, outbox_path
from daemon.results import record_told
from daemon.service.mails import Service
from daemon.service.returns import Returns
from parsers.text.ours.letters import LARGEST
from parsers.vocabulary import Vocabulary

KEY = bytes(KEY_BYTES)  # nothing that is signed here ever leaves
MOST_LETTERS = 1_000_000
A_MINUTE = timedelta(minutes=1)
END_OF_HEADERS = re.compile(rb"(?<=\n)\r?\n")


class VirtualClock:
    """Stands where it was last moved to, back as well: somebody may set a machine's clock."""

    def __init__(self) -> None:
        self._now = datetime(1970, 1, 1, tzinfo=UTC)

    def move_to(self, at: datetime) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now


class MemoryFiles:
    """`MailFiles` that are gone with the process."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def save(self, files: Iterable[tuple[str, bytes]]) -> None:
        self._files.update(files)

    def get(self, path: str) -> bytes:
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    def delete(self, path: str) -> None:
        self._files.pop(path, None)


@dataclass(frozen=True, slots=True)
class Left:
    """A letter that has left: when, its row of the outbox, its bytes, and the case that it is about; None for a letter
    of several cases or none."""

    at: datetime
    letter: Letter
    raw: bytes
    case: Case | None


class Stage:
    """Every sender is believed. A case remembers who was told, as with a real relay."""

    def __init__(self, correspondence: Correspondence, words: Vocabulary) -> None:
        self.correspondence = correspondence
        self.clock, self.files = VirtualClock(), MemoryFiles()
        self.store = TinyStore(Path("nowhere"), in_memory=True)
        self.ground = Ground(self.store, self.files, self.clock)
        self.service = Service(self.ground, correspondence, words, trusted=True)
        self._returns = Returns(self.files, correspondence)
        self._uid = 0

    def receive(self, raw: bytes, at: datetime) -> Iterator[Left]:
        """What leaves until this mail has come and been handled."""
        yield from self.pass_time(at)
        self._uid += 1
        self.service.handle_digests()
        if self.service.is_candidate(END_OF_HEADERS.split(raw, maxsplit=1)[0]):
            self.service.handle_mails([FetchedMail(self._uid, at, raw, len(raw))], Position(1, self._uid))
            yield from self.send()

    def pass_time(self, until: datetime) -> Iterator[Left]:
        """What leaves up to that instant, each at its own."""
        while (at := self._next()) is not None and at <= until:
            self.clock.move_to(max(at, self.clock.now()))
            self.wake()
            yield from self.send()
        self.clock.move_to(max(until, self.clock.now()))

    def wake(self) -> None:
        """One look of the clock: what is due, then the digests that say how it stands after that."""
        self.service.handle_wakeups()
        self.service.handle_digests()

    def _next(self) -> datetime | None:
        """The next instant at which anything is due; None when nothing is."""
        instants = (self.service.next_wakeup(), self.store.next_letter_at())
        return min((at for at in instants if at is not None), default=None)

    def send(self) -> list[Left]:
        """Every letter leaves at once and arrives, and so does what waited for that."""
        left: list[Left] = []
        while taken := self._send_due():
            left += taken
        return left

    def _send_due(self) -> list[Left]:
        now = self.clock.now()
        with self.store.transaction() as unit:
            letters = unit.claim_letters(now, MOST_LETTERS, A_MINUTE).due
            left = [self._take(unit, letter, now) for letter in letters]
            unit.drop_letters(letter.id for letter in letters)
            record_told(unit, letters, now)
            self._returns.write_heard(unit, letters, now)
        return left

    def _take(self, unit: Unit, letter: Letter, now: datetime) -> Left:
        case = unit.find_case(letter.case) if letter.case is not None else None
        path = outbox_path(letter.id)
        raw = self.files.get(path)
        self.files.save([(path, raw[:LARGEST])])  # an answer is read against it; its files are not
        return Left(now, letter, raw, case)
