"""Where a case stands: one answer for letters, digest, `status`, `show` and JSON."""

from dataclasses import dataclass
from datetime import datetime

from daemon.core.clock.left import find_higher, find_left
from daemon.core.clock.steps import find_steps
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import Told
from daemon.core.model.history.step_key import Step
from daemon.core.model.policy import EscalationPolicy, Level
from parsers.model import Address


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as it stands now under the team's rules. Each answer is found when it is asked for."""

    case: Case
    policy: EscalationPolicy
    now: datetime

    @property
    def overdue_since(self) -> datetime | None:
        """As `Case.overdue_since`; None when it is not overdue."""
        return self.case.overdue_since(self.now)

    @property
    def due_at(self) -> datetime | None:
        """The deadline that still runs; None when nobody has to take the case, or it is overdue."""
        return self.case.due_at if self.case.status is Status.OPEN and self.overdue_since is None else None

    @property
    def has_it(self) -> tuple[Address, ...]:
        """Who has it: who took it, else all who are asked still; of a held case the agent, of a closed one nobody."""
        if self.case.status.is_closed:
            return ()
        if self.case.status is Status.HELD:
            return (self.case.agent,)
        return (self.case.claimed_by,) if self.case.claimed_by else find_left(self.case, self.policy)

    @property
    def told(self) -> tuple[Told, ...]:
        """Who was told what, and when, the earliest first: the letters that left."""
        return self.case.conversation.told

    @property
    def next_steps(self) -> tuple[Step, ...]:
        """What the clock asks for next, and when, in order of time. Empty when it asks for nothing more."""
        return find_steps(self.case, self.policy)

    @property
    def next_level(self) -> Level | None:
        """Who gets it when nobody takes it; None where nobody new is above."""
        return find_higher(self.case, self.policy)
