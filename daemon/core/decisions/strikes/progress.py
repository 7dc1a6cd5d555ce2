"""Who took a case and is not heard of is asked, then the agent is told (behaviour B7.26)."""

from datetime import datetime

from daemon.core.clock.progress import HIS, find_progress
from daemon.core.clock.steps import take_steps
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.trackers import is_tracker
from daemon.core.model.variants import Kind, NudgeVariant, ReminderVariant


def ask_for_progress(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The newest of what is due: the question to who took it, or the word to the agent."""
    due = [step for step in find_progress(case, policy, now) if step.at <= now]
    who = case.claimed_by
    if not due or who is None:
        return Decision(case)
    newest, case = due[-1].key, take_steps(case, (one.key for one in due))
    case = record(case, now, EntryKind.CLOCK.of(newest.kind), "", str(newest))
    if newest.which == HIS and is_tracker(who, policy):  # nobody is asked there
        return Decision(case)
    if newest.which == HIS:
        return Decision(case, (Notification(Kind.REMINDER, who, Role.RECIPIENT, ReminderVariant.PROGRESS),))
    return Decision(case, (Notification(Kind.NUDGE, case.agent, Role.AGENT, NudgeVariant.PROGRESS),))
