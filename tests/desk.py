"""The service on a clock of its own, without servers: mails in, time passes, letters out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from daemon.adapters.phrases import load_phrases
from daemon.adapters.templates import load_texts
from daemon.bootstrap import load_policy
from daemon.commands.replay.stage import KEY, Left, Stage
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import SolvedCases
from daemon.ports.rows import LedgerEntry
from daemon.service.mails import Service
from daemon.settings.load import Settings
from parsers.vocabulary import Vocabulary
from tests.journeys.house import CUSTOMERS, SETTINGS
from tests.letters import read_letter


@cache
def read_settings(text: str) -> tuple[Settings, EscalationPolicy]:
    """What a `config.yaml` says that lies in no folder in particular."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "config.yaml")
        path.write_text(text.replace(NOWHERE, folder), encoding="utf-8")
        Path(folder, "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
        return load_policy(path, {})


@cache
def read_words(text: str) -> Vocabulary:
    """The words by which mails are read with these settings and our own templates."""
    return read_settings(text)[0].build_vocabulary(load_phrases())


NOWHERE = "/nowhere"  # stands for the folder of a desk


class Desk:
    """`receive` a mail, `pass_time`, and look at the letters: each leaves at once, at its instant."""

    def __init__(
        self, folder: Path, changes: Mapping[str, str] | None = None, solved: SolvedCases | None = None
    ) -> None:
        text = SETTINGS.format(imap=10143, smtp=10025, folder=NOWHERE)
        for old, new in (changes or {}).items():
            assert old in text, old
            text = text.replace(old, new)
        (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
        (folder / "config.yaml").write_text(text.replace(NOWHERE, str(folder)), encoding="utf-8")
        settings, self.policy = read_settings(text)
        own = settings.templates_path
        self.correspondence = Correspondence(self.policy, load_texts(own), KEY)
        self.words = settings.build_vocabulary(load_phrases(own)) if own else read_words(text)
        self.stage = Stage(self.correspondence, self.words, solved)
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


def case_of(desk: Desk) -> Case:
    """The first case of the desk."""
    case = desk.store.find_case(1)
    assert case is not None
    return case
