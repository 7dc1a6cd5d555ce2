"""The service on a clock of its own, without servers: mails in, time passes, letters out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from daemon.adapters.phrases import load_phrases
from daemon.adapters.templates import load_texts
from daemon.bootstrap import load_policy
from daemon.commands.replay.stage import KEY, Left, Stage
from daemon.core.letters.rendering import Correspondence
from daemon.ports.rows import LedgerEntry
from daemon.service.mails import Service
from tests.journeys.house import CUSTOMERS, SETTINGS, read_letter

# to read the templates takes longer than most stories
read_texts, read_phrases = cache(load_texts), cache(load_phrases)


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
        own = settings.templates_path
        self.correspondence = Correspondence(self.policy, load_texts(own) if own else read_texts(), KEY)
        self.words = settings.build_vocabulary(load_phrases(own) if own else read_phrases())
        self.stage = Stage(self.correspondence, self.words)
        self.ground = self.stage.ground
        self.store, self.files, self.clock = self.stage.store, self.stage.files, self.stage.clock

    @property
    def service(self) -> Service:
        return self.stage.service

    @service.setter
    def service(self, other: Service) -> None:
        self.stage.service = other

    def receive(self, raw: bytes, at: datetime) -> list[EmailMessage]:
        """What leaves until this mail has come and been handled."""
        return _read(self.stage.receive(raw, at))

    def pass_time(self, until: datetime) -> list[EmailMessage]:
        """What leaves up to that instant; `Date` tells when."""
        return _read(self.stage.pass_time(until))

    def entries(self) -> list[LedgerEntry]:
        """What became of the mails, in the order of their coming."""
        found = (self.store.find_entry_at(1, uid) for uid in range(1, 1000))
        return [entry for entry in found if entry is not None]

    def wake(self) -> None:
        """One tick: digests, then what is due."""
        self.stage.wake()

    def jump(self, until: datetime) -> list[EmailMessage]:
        """Nothing runs until then, or the clock is set; what leaves at the first tick."""
        self.clock.move_to(until)
        self.stage.wake()
        return _read(self.stage.send())


def _read(letters: Iterable[Left]) -> list[EmailMessage]:
    return [read_letter(left.raw) for left in letters]
