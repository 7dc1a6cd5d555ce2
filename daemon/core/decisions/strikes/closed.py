"""The level of a case that nobody has taken is closed for days (behaviour B7.35)."""

from datetime import datetime

from daemon.core.clock.quiet import find_reopening
from daemon.core.decisions.told.people import agent_and_leads, once_each
from daemon.core.model.case import Case
from daemon.core.model.history.step_key import Step
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant


def tell_closed(case: Case, step: Step, policy: EscalationPolicy, now: datetime) -> tuple[Notification, ...]:
    """Until when, to agent and leads; nothing where it is over."""
    opens_at = find_reopening(case, policy, step.at)
    if opens_at is None or opens_at <= now:
        return ()
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.CLOSED, since=opens_at)
        for person, role in agent_and_leads(case, policy)
    )
