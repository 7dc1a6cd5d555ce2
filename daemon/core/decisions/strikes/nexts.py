"""Nobody of the last level has taken a case: the next one is asked (behaviour B7.28)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.late import find_nexts
from daemon.core.clock.left import find_left, say_who_is_out
from daemon.core.clock.steps import pass_over_reminders
from daemon.core.decisions.told.people import agent_and_leads, because, once_each, to_level
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import Reason
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, RaisedVariant
from parsers.model import Address


def ask_next(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The next one has it, by the deadline that was: who was asked before is asked no more, and may still take it."""
    person = next(iter(find_nexts(case, policy)), None)
    if person is None:
        return Decision(case)
    held, silent = case.assignment, find_left(case, policy)
    asked = replace(case, assignments=(replace(held, recipients=(person,), out=(), passed=None), *case.assignments))
    asked = because(asked, _say_why(case, silent))
    asked = pass_over_reminders(asked, policy, now)
    asked = record(asked, now, EntryKind.RAISED.of(case.level), "", person.email)
    variant = RaisedVariant.PREVIOUS
    before = (
        Notification(Kind.RAISED, one, Role.RECIPIENT, variant, also=(person,), since=case.due_at) for one in silent
    )
    told = (Notification(Kind.RAISED, one, role, RaisedVariant.NEXT) for one, role in agent_and_leads(case, policy))
    return Decision(asked, once_each((*to_level(asked, Kind.RAISED), *before, *told)))


def _say_why(case: Case, silent: tuple[Address, ...]) -> Reason:
    """What became of those who were asked last."""
    if not silent:
        return say_who_is_out(case.assignment.out, case.recipients)
    names = " and ".join(f"{{{at}}}" for at in range(len(silent)))
    return Reason(f"{names} {'has' if len(silent) == 1 else 'have'} not taken it", people=silent)
