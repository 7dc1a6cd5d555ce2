"""When somebody is reminded that the outcome of a solved case is not written down (behaviour B9.28)."""

from datetime import datetime, timedelta

from daemon.core.clock.promise import find_mornings
from daemon.core.clock.quiet import when_agents_are_there
from daemon.core.model.case import Case
from daemon.core.model.history.step_key import Step, StepKey, StepKind
from daemon.core.model.policy import EscalationPolicy

LEFT_ALONE = timedelta(hours=12)  # after the question itself


def find_outcome_step(case: Case, policy: EscalationPolicy, not_before: datetime | None = None) -> Step | None:
    """Once, on the agents' next morning; what was due earlier than `not_before` comes when they are there again. None
    where nothing is absent that was asked for, and where he was reminded."""
    said = case.solution if case.unwritten else None
    if said is None or said.reminded_at is not None:
        return None
    at = next(find_mornings(policy, said.at + LEFT_ALONE))
    if not_before is not None and at < not_before:
        at = when_agents_are_there(not_before, policy)
    return Step(StepKey(StepKind.OUTCOME, since=said.at), at)
