"""What one mail leads to."""

from dataclasses import dataclass

from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification
from daemon.core.model.rules.absences import Absence
from daemon.ports import Outcome
from daemon.service.acting.release import Settled


@dataclass(frozen=True, slots=True)
class Result:
    """What one mail leads to, before anything is put into the store; `outcome` None: it is none of ours. `case` is what
    the mail changes, `about` the number of one that it leaves as it is."""

    outcome: Outcome | None
    reason: str
    case: Case | None = None
    notifications: tuple[Notification, ...] = ()
    others: tuple[Decision, ...] = ()  # of a mail that answers for several cases
    apart: tuple[Notification, ...] = ()  # letters about no case
    is_hint: bool = False  # its sender is told how to escalate
    is_unopened: bool = False  # it opened nothing, and stands in the digest
    about: int | None = None
    remembered: tuple[str, ...] = ()  # what was said by it that is not to be said again soon
    absence: Absence | None = None  # somebody is away; None: nobody has said so
    back: str = ""  # whose absence is over, in lower case
    settled: tuple[Settled, ...] = ()  # mails that were set aside, and are no longer

    @property
    def number(self) -> int | None:
        """Of the case that the mail belongs to; None for none, or several."""
        return self.about if self.case is None else self.case.number
