"""While no letter can leave every level's clock stands still; what a case is once they leave again (behaviour
B7.40)."""

from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.promise import propose_promise
from daemon.core.decisions.customer.promises import with_promise
from daemon.core.decisions.transitions import record
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case, turned
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.policy import EscalationPolicy

AT_LEAST = timedelta(minutes=5)  # that no letter could leave: what is shorter is a hitch, and moves nothing


def is_long(since: datetime, until: datetime) -> bool:
    """Whether so much time was lost that the clocks make up for it."""
    return until - since >= AT_LEAST


def add_lost_time(case: Case, since: datetime, until: datetime, policy: EscalationPolicy) -> Case:
    """The case whose level had no time from `since` to `until`, for no letter could leave: that is a pause, whoever
    waits for whom, and its deadline is later by it. A closed one as it is."""
    if case.status.is_closed or not is_long(since, until):
        return case
    for one in case.views:
        case = turned(_add_to_one(turned(case, one.turn), since, until, policy), 0)
    return case


def _add_to_one(case: Case, since: datetime, until: datetime, policy: EscalationPolicy) -> Case:
    running = (case.pause,) if case.pause is not None else ()
    ended = case.pauses[: len(case.pauses) - len(running)]
    pauses = (*ended, Pause(since, until, is_relays=True), *running)
    return with_deadline(replace(case, pauses=pauses), policy.for_case(case))


def note_lost_time(case: Case, since: datetime, until: datetime, policy: EscalationPolicy) -> Case:
    """The same, with its line in the timeline."""
    after = add_lost_time(case, since, until, policy)
    if after is case:
        return case
    return record(after, until, EntryKind.STOOD_STILL, "", f"no letter could leave from {since:%Y-%m-%d %H:%M} UTC")


def with_untold_promise(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case of which the customer's first letter has not left yet: nothing is promised before that, so it promises
    the time that holds now."""
    return replace(with_promise(case, propose_promise(case, policy.for_case(case), now)), customer_told_at=now)
