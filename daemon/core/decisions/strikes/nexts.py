"""Nobody of the last level has taken a case: the next one is asked (behaviour B7.28)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.late import find_nexts
from daemon.core.clock.steps import pass_over_reminders
from daemon.core.decisions.told.people import agent_and_leads, because, once_each, to_level
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, RaisedVariant


def ask_next(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The next one has it, by the deadline that was: who was asked before is asked no more, and may still take it."""
    held, silent = case.assignment, case.recipients
    person = next(iter(find_nexts(case, policy)), None)
    if person is None:
        return Decision(case)
    asked = replace(case, assignments=(replace(held, recipients=(person,), out=(), passed=None), *case.assignments))
    asked = because(asked, f"nobody asked before at Level {case.level} has taken it")
    asked = pass_over_reminders(asked, policy, now)
    asked = record(asked, now, EntryKind.RAISED.of(case.level), "", person.email)
    told = (
        Notification(Kind.RAISED, one, role, RaisedVariant.NEXT, also=silent)
        for one, role in agent_and_leads(case, policy)
    )
    letters = (replace(letter, also=silent, since=case.due_at) for letter in to_level(asked, Kind.RAISED))
    return Decision(asked, once_each((*letters, *told)))
