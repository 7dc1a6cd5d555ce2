"""What one of ours says of himself, and of no case: in answer to any letter, or as the whole subject of a new mail
(behaviour B7.31)."""

from datetime import datetime

from daemon.core.intake.triage import Verdict
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import Unit
from daemon.service.absent.said import note_away
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.model import CommandName


def answer_own(reading: Reading, unit: Unit, policy: EscalationPolicy, now: datetime) -> Result | None:
    """What such a word leads to; None where the mail says none, or its sender is none of ours."""
    command, triage = reading.command, reading.triage
    if command is None or triage.verdict not in (Verdict.REPLY, Verdict.NUMBERED):
        return None
    if not triage.has_token or not policy.is_inside(reading.mail.sender):
        return None
    if command.name is CommandName.AWAY:
        return note_away(reading, command, unit, policy, now)
    return None
