"""What every part of the daemon stands on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from daemon.ports.mail import Clock, MailFiles
from daemon.ports.solved import NoSolvedCases, SolvedCases
from daemon.ports.store import Store


def _say_nothing(_: str) -> None:
    """Where nobody listens."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The state, the files beside it and the time. `beat` is told of every contact with a server, by its name;
    `failpoint` of every step that a crash test may end at. `solved` is derived of the state, and may be left out."""

    store: Store
    files: MailFiles
    clock: Clock
    beat: Callable[[str], None] = _say_nothing
    failpoint: Callable[[str], None] = _say_nothing
    solved: SolvedCases = field(default_factory=NoSolvedCases)
