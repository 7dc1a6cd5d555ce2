"""Somebody is away or was not reached: who stands in for him is asked in his place, and who is back gets what is still
open (behaviour B7.31)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import find_left, let_in
from daemon.core.clock.steps import pass_over_reminders
from daemon.core.decisions.forsaken import go_on
from daemon.core.decisions.joined.outages import is_of_first
from daemon.core.decisions.told.people import agent_and_leads, all_but, all_leads, is_of_level, once_each, to_level
from daemon.core.decisions.transitions import record
from daemon.core.model.assignment import Cause
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.happenings import Decision, Returned
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import find_represented
from daemon.core.model.variants import Kind, MovedVariant, RoutedVariant
from parsers.model import Address, Remark, RemarkCode


def with_cover(case: Case, who: str, policy: EscalationPolicy) -> Case:
    """The case in which who stands in for one of those who are asked is asked as well; as it is where nobody does, or
    he is its agent or away himself."""
    cover = policy.find_cover(Address(who))
    is_there = cover.key != who.lower() and cover.key not in policy.away and not case.is_agent(cover)
    if not (is_there and Address(who).is_among(case.upstairs)) or cover.is_among(case.recipients):
        return case
    return _with_recipient(case, cover)


def without_former(case: Case, who: Address, former: Address | None, policy: EscalationPolicy) -> Case:
    """The case in which who stood in for this one before is asked no more, and this one is in his place again; as it is
    where he was not asked for him, or has it."""
    if former is None or case.claimed_by is not None or not former.is_among(case.recipients):
        return case
    if not (who.is_among(case.recipients) or _belongs(case, who, policy)):
        return case
    left = _without_cover(case, former, policy)
    return left if who.is_among(left.recipients) else _with_recipient(left, who)


def tell_cover(before: Case, after: Case, who: str, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """The case to who stands in for this one, where he was not asked before."""
    cover = policy.find_cover(Address(who))
    return _send_to([cover], after, policy) if not cover.is_among(before.recipients) else ()


def tell_former(
    before: Case, after: Case, who: Address, former: Address | None, policy: EscalationPolicy
) -> tuple[Notification, ...]:
    """To who stood in for this one before, where he is asked no more."""
    if former is None or not former.is_among(before.recipients) or former.is_among(after.recipients):
        return ()
    also = (who, *find_left(after, policy))
    return (Notification(Kind.MOVED, former, Role.RECIPIENT, MovedVariant.ABSENT, also=also),)


def decide_returned(case: Case, happening: Returned, policy: EscalationPolicy, now: datetime) -> Decision:
    """Who is back is asked again, and gets what is still open at his level, and no reminder of it in the same minute;
    agent and leads, who had read that he is away, read that, and so does who stood in for him and is not asked any
    more. What another has, or he has declined, stays as it is. A case of which nobody is left to ask
    goes on at once where it was he who was waited for."""
    if case.status.is_closed or case.is_agent(happening.who) or _stands_in(case, happening.who, policy):
        return _take_up_contact(case, happening, policy)
    if is_of_first(case, happening.who):
        return Decision(case)
    asked = _ask_again(case, happening, policy, now)
    return go_on(asked.case, policy, now) or asked


def _stands_in(case: Case, who: Address, policy: EscalationPolicy) -> bool:
    """Whether he stands in for its agent, and is nothing else in it."""
    return policy.stands_in(who, case.agent) and not who.is_among(case.upstairs) and not is_of_level(case, who, policy)


def _ask_again(case: Case, happening: Returned, policy: EscalationPolicy, now: datetime) -> Decision:
    who = happening.who
    was_out = happening.was_out or _is_out(case, who)
    is_new = not who.is_among(case.recipients) and _belongs(case, who, policy)
    if not (was_out or is_new) or case.opened_at is None:
        return Decision(case)
    after = let_in(case, who)
    if case.claimed_by is not None or not (is_new or is_of_level(case, who, policy)):
        return Decision(after)
    after = _without_cover(after, happening.cover, policy)
    after = record(_with_recipient(after, who) if is_new else after, now, EntryKind.BACK, who.email)
    after = pass_over_reminders(after, policy, now)
    told = _tell_of_presence(case, after, happening, policy) if was_out else ()
    return Decision(after, once_each((*_welcome(_send_to([who], after, policy)), *told)))


def _is_out(case: Case, who: Address) -> bool:
    """Whether he is away of this case, or was not reached."""
    return any(one.who == who.key and one.cause is not Cause.DECLINED for one in case.assignment.out)


def _welcome(letters: Iterable[Notification]) -> tuple[Notification, ...]:
    back = Remark(RemarkCode.BACK, "")
    return tuple(one.with_remarks(back) for one in letters)


def _without_cover(case: Case, cover: Address | None, policy: EscalationPolicy) -> Case:
    """The case in which who stood in is asked no more, unless he is of the level, or stands in for another of it."""
    if cover is None or _belongs(case, cover, policy) or find_represented(cover, case.level, policy):
        return case
    return with_assignment(case, replace(case.assignment, recipients=all_but(cover, case.recipients)))


def _tell_of_presence(
    before: Case, case: Case, happening: Returned, policy: EscalationPolicy
) -> tuple[Notification, ...]:
    stood_in = [(one, Role.RECIPIENT) for one in before.recipients if not one.is_among(case.recipients)]
    return tuple(
        Notification(Kind.MOVED, person, role, MovedVariant.PRESENT, also=(happening.who, *find_left(case, policy)))
        for person, role in (*stood_in, *agent_and_leads(case, policy))
    )


def _take_up_contact(case: Case, happening: Returned, policy: EscalationPolicy) -> Decision:
    """The customer's contact is there again, its agent or who stands in for him: he reads where the case stands, and
    who had read that he is away, who stood in for him or else the leads, that it is his."""
    who, cover = happening.who, happening.cover
    said = (one.kind for one in reversed(case.conversation.entries) if one.who.lower() == who.key)
    was_out = happening.was_out or next(said, None) is EntryKind.AWAY
    is_agents, is_covers = case.agent.key == who.key, _stands_in(case, who, policy)
    if case.status.is_closed or not (is_agents or is_covers) or not was_out:
        return Decision(case)
    anew = (MovedVariant.AGENT_PRESENT, who) if is_agents else (MovedVariant.AGENT_AWAY, case.agent)
    people = [(cover, Role.RECIPIENT)] if cover is not None else all_leads(policy)
    told = (Notification(Kind.MOVED, one, role, MovedVariant.AGENT_PRESENT, also=(who,)) for one, role in people)
    return Decision(case, once_each((Notification(Kind.MOVED, who, Role.AGENT, anew[0], also=anew[1:]), *told)))


def _belongs(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether the case is with his level, and was not passed to somebody of it."""
    return case.assignment.passed is None and person.is_among(policy.find_level(case.level).recipients)


def _with_recipient(case: Case, person: Address) -> Case:
    return with_assignment(case, replace(case.assignment, recipients=(*case.recipients, person)))


def _send_to(people: Iterable[Address], case: Case, policy: EscalationPolicy) -> tuple[Notification, ...]:
    left = find_left(case, policy)
    letters = (one for one in to_level(case, Kind.ROUTED, RoutedVariant.ASKED) if one.to.is_among(people))
    return tuple(replace(one, also=all_but(one.to, left)) for one in letters)
