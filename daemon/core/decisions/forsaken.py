"""What happens to a case when nobody of its level is left to ask (behaviour B7.20, B7.36)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import find_forsaken_at, find_higher, is_deserted
from daemon.core.clock.steps import find_steps
from daemon.core.decisions.told.people import agent_and_leads, because, enter_level, once_each, to_agents, to_level
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.case import Case, Cause
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.step_key import StepKind
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, MovedVariant, RaisedVariant

SAID = {Cause.DECLINED: "declined", Cause.AWAY: "is away", Cause.UNREACHABLE: "could not be reached"}


def is_forsaken(case: Case, policy: EscalationPolicy) -> bool:
    """Whether it goes up because nobody of its level is left, and not because its answer is late."""
    return find_forsaken_at(case, policy) is not None


def find_goes_up_at(case: Case, policy: EscalationPolicy) -> datetime | None:
    """When a case of which nobody is left goes up by itself; None where it does not, or somebody is left."""
    if not is_forsaken(case, policy):
        return None
    return next((step.at for step in find_steps(case, policy) if step.kind is StepKind.RAISE), None)


def tell_forsaken(case: Case, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """That nobody of its level is left, and when it goes up: to agent and leads."""
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
    return Decision(case, _with_news(letters, once_each(news)))


def tell_of_nobody(before: Case | None, decision: Decision, policy: EscalationPolicy, now: datetime) -> Decision:
    """What was decided, and the word to agent and leads where everybody is away of the level that gets the case; where
    it goes up this minute, that tells them."""
    case, at = decision.case, find_goes_up_at(decision.case, policy)
    is_there = before is not None and before.opened_at is not None and before.level == case.level
    if is_there or not is_deserted(case, policy) or (at is not None and at <= now):
        return decision
    return Decision(case, (*decision.notifications, *tell_forsaken(case, policy)))


def _with_news(letters: Sequence[Notification], news: Sequence[Notification]) -> tuple[Notification, ...]:
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
    moved = because(moved, f"nobody of Level {case.level} is left to ask: {_say_who_is_out(case)}")
    raised = enter_level(moved, higher.number, policy, now)
    raised = record(raised, now, EntryKind.RAISED.of(raised.level), "", _say_who_is_out(case))
    told = [
        Notification(Kind.RAISED, person, role, RaisedVariant.FORSAKEN)
        for person, role in (*agent_and_leads(case, policy), *to_agents(case))
    ]
    return Decision(raised, once_each((*to_level(raised, Kind.RAISED, RaisedVariant.ASKED), *told)))


def _say_who_is_out(case: Case) -> str:
    """`Tess Berg declined, Kim Ito is away`."""
    names = {person.key: person.name or person.email for person in case.recipients}
    return ", ".join(f"{names.get(one.who, one.who)} {SAID[one.cause]}" for one in case.assignment.out)
