"""A mail that fits several cases: it is set aside, and all whom it concerns are asked (behaviour B2.31)."""

from collections.abc import Iterable

from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.service.intake import Reading


def ask_of_conflict(
    reading: Reading, cases: Iterable[Case], policy: EscalationPolicy
) -> tuple[tuple[Decision, ...], tuple[Notification, ...]]:
    """What each case's agents get, once each, and the writer's letter: where he is one of ours, and is not asked as an
    agent already."""
    writer, reason = reading.mail.sender, reading.triage.reason
    asked: set[str] = set()
    decisions: list[Decision] = []
    for case in cases:
        agents = [one for one in case.agents if one.key not in asked | {writer.key}]
        asked |= {one.key for one in agents}
        letters = (
            Notification(Kind.NOTICE, one, Role.AGENT, NoticeVariant.CONFLICT, reason, also=(writer,)) for one in agents
        )
        decisions.append(Decision(case, tuple(letters)))
    if reading.mail.is_silent or not policy.is_inside(writer):
        return tuple(decisions), ()
    own = Notification(
        Kind.NOTICE, writer, Role.SENDER, NoticeVariant.CONFLICT, reason, in_reply_to=reading.message.message_id
    )
    return tuple(decisions), (own,)
