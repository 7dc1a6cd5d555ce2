"""What becomes of a case by a mail of its tracker's (behaviour B10.5)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.trackers.happened import name_entries, note_ticket, read_deed
from daemon.core.decisions.transitions import keep
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import Outcome
from daemon.service.acting.result import Result
from daemon.service.intake import Reading


def follow_tracker(case: Case, reading: Reading, policy: EscalationPolicy, now: datetime) -> Result:
    """Its number is kept; what a person did there counts as his answer, and the robot gets none."""
    tracked = reading.tracked
    if tracked is None:
        return Result(Outcome.IGNORED, reading.triage.reason, case)
    tracker, said = tracked.tracker, tracked.said
    copied = reading.mail.copied | {tracker.key}
    mail = replace(reading.mail, sender=tracker, is_silent=True, copied=copied, tracker=tracker)
    noted = note_ticket(case, tracker, said, now)
    deed = read_deed(noted, mail, said, policy)
    reason = f"{said.event.value.replace('_', ' ')} in the tracker of {case.name}"
    if deed is None:
        return Result(Outcome.FILED, reason, keep(noted, mail))
    decision = decide(noted, deed, policy, now)
    who = deed.mail.sender
    named = name_entries(noted, decision.case, who) if who.key == tracker.key else decision.case
    return Result(Outcome.FILED, reason, named, decision.notifications)
