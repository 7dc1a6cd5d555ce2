"""The rules of an instant: the settings, and who is away then."""

from dataclasses import replace
from datetime import datetime

from daemon.core.letters.rendering import Correspondence
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import with_absences
from daemon.ports import State


def find_rules(state: State, policy: EscalationPolicy, now: datetime) -> EscalationPolicy:
    """The rules as they are now."""
    return with_absences(policy, state.absences(), now)


def write_as_it_is(state: State, correspondence: Correspondence, case: Case | None, now: datetime) -> Correspondence:
    """What letters about this case are written by now."""
    policy = find_rules(state, correspondence.policy, now)
    policy = policy if case is None else policy.for_case(case)
    return correspondence if policy is correspondence.policy else replace(correspondence, policy=policy)
