"""Somebody is away or was not reached: who stands in for him is asked in his place, and who is back gets what is still
open (behaviour B7.31)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import find_left, let_in
from daemon.core.decisions.told.people import all_but, to_level
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case, Cause, with_assignment
from daemon.core.model.happenings import Decision, Returned
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, RoutedVariant
from parsers.model import Address


def with_cover(case: Case, who: str, policy: EscalationPolicy) -> Case:
    """The case in which who stands in for one of those who are asked is asked as well; as it is where nobody does, or
    he is its agent or away himself."""
    cover = policy.find_cover(Address(who))
    is_there = cover.key != who.lower() and cover.key not in policy.away and not case.is_agent(cover)
    if not (is_there and Address(who).is_among(case.upstairs)) or cover.is_among(case.recipients):
        return case
    return _with_recipient(case, cover)


def tell_cover(before: Case, after: Case, who: str, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """The case to who stands in for this one, where he was not asked before."""
    cover = policy.find_cover(Address(who))
    return _send_to([cover], after, policy) if not cover.is_among(before.recipients) else ()


def decide_returned(case: Case, happening: Returned, policy: EscalationPolicy, now: datetime) -> Decision:
    """Who is back is asked again, and gets what is still open at his level. What another has, or he has declined, stays
    as it is."""
    who = happening.who
    was_out = any(one.who == who.key and one.cause is not Cause.DECLINED for one in case.assignment.out)
    is_new = not who.is_among(case.recipients) and _belongs(case, who, policy)
    if not (was_out or is_new) or case.status.is_closed or case.opened_at is None or case.is_agent(who):
        return Decision(case)
    after = let_in(case, who)
    if case.claimed_by is not None:
        return Decision(after)
    after = record(_with_recipient(after, who) if is_new else after, now, EntryKind.BACK, who.email)
    return Decision(after, _send_to([who], after, policy))


def _belongs(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether the case is with his level, and was not passed to somebody of it."""
    return case.assignment.passed is None and person.is_among(policy.find_level(case.level).recipients)


def _with_recipient(case: Case, person: Address) -> Case:
    return with_assignment(case, replace(case.assignment, recipients=(*case.recipients, person)))


def _send_to(people: Iterable[Address], case: Case, policy: EscalationPolicy) -> tuple[Notification, ...]:
    left = find_left(case, policy)
    letters = (one for one in to_level(case, Kind.ROUTED, RoutedVariant.ASKED) if one.to.is_among(people))
    return tuple(replace(one, also=all_but(one.to, left)) for one in letters)
