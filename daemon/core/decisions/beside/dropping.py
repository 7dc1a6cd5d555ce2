"""A level that was brought in has the case no longer, for nobody of it is left (behaviour B9.14)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import is_deserted, say_who_is_out
from daemon.core.decisions.told.people import agent_and_leads, once_each
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case, turned
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant
from parsers.model import SEPARATOR, Remark, RemarkCode

OF_LOSS = frozenset({Kind.MOVED, Kind.DELIVERY_FAILURE})  # what would tell agent and leads half of it


def drop_deserted(decision: Decision, policy: EscalationPolicy, now: datetime) -> Decision:
    """What was decided; a level that was brought in, and of which nobody is left to ask, has it no longer, and agent
    and leads read so. The one to which the case went up goes on as ever."""
    for one in decision.case.beside:
        here = turned(decision.case, one.number)
        if is_deserted(here, policy):
            decision = _drop(here, decision, policy, now)
    return decision


def _drop(here: Case, decision: Decision, policy: EscalationPolicy, now: datetime) -> Decision:
    level = policy.find_level(here.level)
    why = say_who_is_out(here.assignment.out, here.recipients).plain
    case = without_turn(turned(here, 0), here.turn)
    case = record(case, now, EntryKind.DROPPED.of(here.level), "", why)
    remark = Remark(RemarkCode.DROPPED, SEPARATOR.join((f"the {level.name} (Level {here.level})", why)))
    told = once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.DROPPED, remarks=(remark,))
        for person, role in agent_and_leads(case, policy)
    )
    heard = {one.to.key for one in told}
    kept = (
        one
        for one in decision.notifications
        if not (one.kind in OF_LOSS and one.to.key in heard and one.turn == here.turn)
    )
    return Decision(case, (*(replace(one, turn=None) if one.turn == here.turn else one for one in kept), *told))


def without_turn(case: Case, number: int) -> Case:
    """The case without the level of this turn."""
    return replace(case, beside=tuple(one for one in case.beside if one.number != number))
