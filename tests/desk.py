"""The service on a clock of its own, without servers: mails in, time passes, letters out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from daemon.adapters.store.tiny import TinyStore
from daemon.adapters.templates import load_texts
from daemon.bootstrap import load_policy, load_vocabulary
from daemon.commands.simulation import KEY, MemoryFiles
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.case import Told
from daemon.ports import FetchedMail, Position
from daemon.relay import outbox_path
from daemon.service.mails import Service
from tests.journeys.house import CUSTOMERS, SETTINGS, read_letter


class WallClock:
    """The clock of a machine: somebody may set it back."""

    def __init__(self) -> None:
        self._now = datetime(1970, 1, 1, tzinfo=UTC)

    def move_to(self, at: datetime) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._now.timestamp()


class Desk:
    """`receive` a mail, `pass_time`, and look at the letters: each leaves at once, at its instant."""

    def __init__(self, folder: Path, changes: Mapping[str, str] | None = None) -> None:
        text = SETTINGS.format(imap=10143, smtp=10025, folder=folder)
        for old, new in (changes or {}).items():
            assert old in text, old
            text = text.replace(old, new)
        (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
        (folder / "config.yaml").write_text(text, encoding="utf-8")
        settings, self.policy = load_policy(folder / "config.yaml", {})
        self.words = load_vocabulary(settings)
        self.clock, self.files = WallClock(), MemoryFiles()
        self.store = TinyStore(folder, in_memory=True)
        self.correspondence = Correspondence(self.policy, load_texts(settings.templates_path), KEY)
        self.service = Service(self.store, self.files, self.clock, self.correspondence, self.words, lambda step: None, True)
        self._uid = 0

    def receive(self, raw: bytes, at: datetime) -> list[EmailMessage]:
        """What leaves until this mail has come and been handled."""
        letters = self.pass_time(at)
        self._uid += 1
        if self.service.is_candidate(raw.partition(b"\n\n")[0] + b"\n\n"):
            self.service.handle_mails([FetchedMail(self._uid, at, raw, len(raw))], Position(1, self._uid))
        return letters + self._send()

    def pass_time(self, until: datetime) -> list[EmailMessage]:
        """What leaves up to that instant; `Date` tells when."""
        letters: list[EmailMessage] = []
        while (at := self._next()) is not None and at <= until:
            self.clock.move_to(max(at, self.clock.now()))
            self.wake()
            letters += self._send()
        self.clock.move_to(max(until, self.clock.now()))
        return letters

    def wake(self) -> None:
        """One tick: digests, then what is due."""
        self.service.handle_digests()
        self.service.handle_wakeups()

    def jump(self, until: datetime) -> list[EmailMessage]:
        """Nothing runs until then, or the clock is set; what leaves at the first tick."""
        self.clock.move_to(until)
        self.wake()
        return self._send()

    def _next(self) -> datetime | None:
        instants = (self.service.next_wakeup(), self.store.next_letter_at())
        return min((at for at in instants if at is not None), default=None)

    def _send(self) -> list[EmailMessage]:
        now = self.clock.now()
        due = self.store.letters_due(now, 10_000)
        with self.store.transaction():
            self.store.drop_letters(letter.id for letter in due)
            for letter in due:
                case = None if letter.case is None else self.store.find_case(letter.case)
                if case is not None:
                    self.store.put_case(replace(case, told=(*case.told, Told(now, letter.kind, letter.to, letter.message_id))))
        return [read_letter(self.files.get(outbox_path(letter))) for letter in due]
