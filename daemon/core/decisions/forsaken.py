"""What happens to a case when nobody of its level is left to ask (behaviour B7.20, B7.36)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import find_forsaken_at, find_higher, is_deserted, say_nobody_left, say_who_is_out
from daemon.core.clock.promise import with_later_promise
from daemon.core.clock.steps import find_steps
from daemon.core.decisions.strikes.nexts import ask_next
from daemon.core.decisions.told.people import (
    agent_and_leads,
    because,
    enter_level,
    once_each,
    to_agents,
    to_level,
)
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.step_key import StepKind
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant, RaisedVariant


def is_forsaken(case: Case, policy: EscalationPolicy) -> bool:
    """Whether it goes up because nobody of its level is left, and not because its answer is late."""
    return find_forsaken_at(case, policy) is not None


def find_goes_up_at(case: Case, policy: EscalationPolicy) -> datetime | None:
    """When a case of which nobody is left goes up by itself; None where it does not, or somebody is left."""
    return _find_raised_at(case, policy) if is_forsaken(case, policy) else None


def find_next_asked_at(case: Case, policy: EscalationPolicy) -> datetime | None:
    """When the next one of the last level is asked of whom nobody is left; None where its clock stands still."""
    return _find_raised_at(case, policy) if is_deserted(case, policy) and not is_forsaken(case, policy) else None


def _find_raised_at(case: Case, policy: EscalationPolicy) -> datetime | None:
    return next((step.at for step in find_steps(case, policy) if step.kind is StepKind.RAISE), None)


def goes_on(case: Case, policy: EscalationPolicy, now: datetime) -> bool:
    """Whether nobody of its level is left, and it goes up, or the next one is asked, this minute."""
    at = _find_raised_at(case, policy) if not case.turn and is_deserted(case, policy) else None
    return at is not None and at <= now


def go_on(case: Case, policy: EscalationPolicy, now: datetime) -> Decision | None:
    """What becomes this minute of a case of which nobody is left: it goes up, or the next one of the last level is
    asked (behaviour B7.28). None where somebody is left, or neither comes now."""
    if not goes_on(case, policy, now):
        return None
    return go_up_forsaken(case, policy, now) if is_forsaken(case, policy) else ask_next(case, policy, now)


def leave_deserted(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """What becomes of a case of which nobody is left: this minute it goes up or the next one is asked, or agent and
    leads learn when."""
    up = go_on(case, policy, now)
    return Decision(case, tell_forsaken(case, policy)) if up is None else up


def tell_forsaken(case: Case, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """That nobody of its level is left, and when it goes up: to agent and leads."""
    if case.turn:  # it drops out, which they are told
        return ()
    at = find_goes_up_at(case, policy)
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.FORSAKEN, since=at)
        for person, role in agent_and_leads(case, policy)
    )


def tell_of_change(before: Case, decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided of a case of which agent and leads had heard that nobody is left, and the word to them that
    this, or the time at which it was to go up, holds no longer; not to who reads by this decision where it stands."""
    case, letters = decision.case, decision.notifications
    if not is_deserted(before, policy):
        return decision
    was_at, at = find_goes_up_at(before, policy), find_goes_up_at(case, policy)
    is_still = is_deserted(case, policy) and case.assignment.since == before.assignment.since
    if is_still and was_at == at:
        return decision
    variant = MovedVariant.FORSAKEN if is_still else MovedVariant.FOUND
    since = at if is_still else was_at
    news = (Notification(Kind.MOVED, one, role, variant, since=since) for one, role in agent_and_leads(case, policy))
    return Decision(case, with_news(letters, once_each(news)))


def tell_of_nobody(before: Case | None, decision: Decision, policy: EscalationPolicy, now: datetime) -> Decision:
    """What was decided, and the word to agent and leads where everybody is away of the level that gets the case; where
    it goes on this minute, that tells them."""
    case = decision.case
    is_there = before is not None and before.opened_at is not None and before.level == case.level
    if is_there or not is_deserted(case, policy) or goes_on(case, policy, now):
        return decision
    return Decision(case, (*decision.notifications, *tell_forsaken(case, policy)))


def with_news(letters: Sequence[Notification], news: Sequence[Notification]) -> tuple[Notification, ...]:
    """The letters with these to those who would hear nothing of it by them; whom only words reach gets both in one."""
    heard = {one.to.key for one in letters if one.kind is not Kind.FORWARDED}
    words = {one.to.key: one for one in letters if one.kind is Kind.FORWARDED}
    told = {one.to.key: _with_words_of(one, words.get(one.to.key)) for one in news if one.to.key not in heard}
    kept = (one for one in letters if one.kind is not Kind.FORWARDED or one.to.key not in told)
    return (*kept, *told.values())


def _with_words_of(letter: Notification, words: Notification | None) -> Notification:
    """The letter with what another would have passed on to the same reader."""
    if words is None:
        return letter
    return replace(letter, text=words.text, files=words.files, remarks=words.remarks, also=words.also)


def go_up_forsaken(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The next level has it, with that level's own clock: one level for one reason."""
    higher, moved = find_higher(case, policy), move(case, Action.RAISE)
    if higher is None or moved is None:
        return Decision(case)
    out = case.assignment.out
    moved = because(moved, say_nobody_left(case.level, out, case.recipients))
    raised = with_later_promise(enter_level(moved, higher.number, policy, now), policy, now)
    raised = record(raised, now, EntryKind.RAISED.of(raised.level), "", say_who_is_out(out, case.recipients).plain)
    told = [
        Notification(Kind.RAISED, person, role, RaisedVariant.FORSAKEN)
        for person, role in (*agent_and_leads(case, policy), *to_agents(case))
    ]
    return Decision(raised, once_each((*to_level(raised, Kind.RAISED, RaisedVariant.ASKED), *told)))
