"""Who is asked first of a case that is opened again (behaviour B9.24)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.parts.own_case import find_asked, find_out
from daemon.core.decisions.told.people import all_but
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.history.conversation import Passing
from daemon.core.model.policy import EscalationPolicy


def ask_first(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case as nobody's, with its level's time anew: whoever had it alone is asked, or who stands in for him; where
    nobody had, or neither is there, all who were asked."""
    held = case.assignment
    first = policy.find_cover(held.claimed_by) if held.claimed_by is not None else None
    is_there = first is not None and first.key not in policy.away and not case.is_agent(first)
    people, passed = case.recipients, held.passed
    if first is not None and is_there:
        others = all_but(first, find_asked(case, held.level, policy))
        people, passed = (first,), Passing(None, now) if others else None
    anew = replace(held, recipients=people, claimed_by=None, claimed_at=None, since=now, answer=None, closers=())
    return with_assignment(case, replace(anew, out=find_out(people, held.level, policy, now), passed=passed))
