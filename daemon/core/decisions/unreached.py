"""What happens to a case when a letter does not reach its reader, or a program answers in his place (behaviour B6.12,
B7.20)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.left import find_left, is_deserted, leave_out
from daemon.core.decisions.answers.covers import tell_cover, tell_former, with_cover, without_former
from daemon.core.decisions.answers.given_back import give_back, return_to_level, tell_of_absence, tell_of_return
from daemon.core.decisions.customer.answers import hear_absence
from daemon.core.decisions.customer.promises import is_in_doubt
from daemon.core.decisions.customer.returned import hear_of_return, is_of_customer
from daemon.core.decisions.customer.written import lose_update
from daemon.core.decisions.forsaken import find_goes_up_at, go_on, goes_on, tell_forsaken
from daemon.core.decisions.joined.outages import is_of_first
from daemon.core.decisions.parts.contact import find_missed, tell_of_absent_agent
from daemon.core.decisions.told.people import agent_and_leads, once_each
from daemon.core.decisions.transitions import record
from daemon.core.model.assignment import Cause
from daemon.core.model.case import Case
from daemon.core.model.happenings import AutoReplied, Decision, Undelivered
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import FailureVariant, Kind
from parsers.model import Address, Remark, RemarkCode


def decide_undelivered(case: Case, happening: Undelivered, policy: EscalationPolicy, now: datetime) -> Decision:
    """Somebody was not reached: the agent and the leads learn who, and who gets it instead (behaviour B6.12), in the
    letter that also says where it has gone when it goes up by that this minute."""
    if happening.waits:
        return Decision(case, _tell_failure(case, happening, FailureVariant.WAITS, policy))
    if happening.may_be_there:
        return _doubt(case, happening, policy, now)
    case = record(case, now, EntryKind.NOT_DELIVERED, happening.to, happening.problem)
    if is_of_customer(case, happening.to):
        return _lose_customer(case, happening, policy, now)
    before, failed = case, Address(happening.to)
    variant, others = FailureVariant.SOMEBODY, _find_reached(case, _find_taker(case))
    to_level: tuple[Notification, ...] = ()
    if failed.is_among((*_find_taker(case), *case.recipients)):
        case = _lose(case, happening.to, Cause.UNREACHABLE, policy, now)
        if case.claimed_by is None and not case.status.is_closed:
            variant, others = FailureVariant.RECIPIENT, _find_reached(case, find_left(case, policy))
            anew = _tell_anew(before, case, failed, policy)
            to_level = once_each((*tell_cover(before, case, happening.to, policy), *anew))
    goes_up_at, raised = find_goes_up_at(case, policy), go_on(case, policy, now)
    if raised is not None:
        case, variant, others = raised.case, FailureVariant.FORSAKEN, ()
        to_level = tuple(one for one in raised.notifications if one.role is Role.RECIPIENT)
    told = _say_nobodys(before, others, _tell_failure(case, happening, variant, policy))
    return Decision(case, (*to_level, *(replace(one, also=(*one.also, *others), since=goes_up_at) for one in told)))


def _say_nobodys(before: Case, asked: tuple[Address, ...], told: tuple[Notification, ...]) -> tuple[Notification, ...]:
    """The letters, which say that nobody has it now where its taker was not reached and others are asked."""
    lost = [one for one in told if _has_it(before, one.also[0].email)]
    is_asked = bool(asked) and any(one.variant is FailureVariant.RECIPIENT for one in lost)
    is_his = is_asked or any(one.variant is FailureVariant.FORSAKEN for one in lost)
    remarks = (Remark(RemarkCode.NOBODYS, ""),) if is_his else ()
    return tuple(one.with_remarks(*remarks) for one in told)


def _doubt(case: Case, what: Undelivered, policy: EscalationPolicy, now: datetime) -> Decision:
    """Whoever may have it is asked still: the clock watches whether he answers. Of the customer's letter its agent has
    the draft, with the time that it promised."""
    case = record(case, now, EntryKind.DOUBTFUL, what.to, what.problem)
    is_customers = is_of_customer(case, what.to) and is_in_doubt(case)
    if is_customers:
        case = replace(case, customer_drafted_at=case.customer_promised_at)
    variant = FailureVariant.CUSTOMERS_DOUBT if is_customers else FailureVariant.DOUBT
    return Decision(case, _tell_failure(case, what, variant, policy))


def _lose_customer(case: Case, what: Undelivered, policy: EscalationPolicy, now: datetime) -> Decision:
    """The agent learns it by the draft, or where there is none by a letter; of a second report nobody does."""
    lost = lose_update(case, what)
    if lost is not None:
        return Decision(*lost)
    returned = hear_of_return(case, what, policy, now)
    if returned.notifications or not case.customer_told_at:
        return returned
    told = _tell_failure(case, what, FailureVariant.SOMEBODY, policy)
    return Decision(returned.case, tuple(one for one in told if one.role is Role.AGENT))


def _tell_anew(before: Case, case: Case, who: Address, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """To the level, where it had not been asked, or not any more."""
    is_anew = before.claimed_by is not None or (before.assignment.passed is not None and case.assignment.passed is None)
    return tuple(one for one in tell_of_return(case, who, policy) if is_anew and one.role is Role.RECIPIENT)


def _tell_failure(
    case: Case, what: Undelivered, variant: FailureVariant, policy: EscalationPolicy
) -> tuple[Notification, ...]:
    """To the agent and the leads; that nobody knows whether he gets his mail, once until he has one again, or
    writes."""
    also = (Address(what.to),)
    if variant is FailureVariant.DOUBT and _is_doubted_again(case, also[0]):
        return ()
    return tuple(
        Notification(Kind.DELIVERY_FAILURE, person, role, variant, what.problem, also=also, about=what.letter)
        for person, role in agent_and_leads(case, policy)
        if person.key != what.to.lower()
    )


def _is_doubted_again(case: Case, person: Address) -> bool:
    """Whether nobody knew so of an earlier letter to this one of ours, and he has had none since, nor written."""
    own = [one for one in case.conversation.entries if one.who.lower() == person.key and one.kind is not None]
    if is_of_customer(case, person.email) or len(own) < 2:
        return False
    before, again = own[-2:]
    is_same = (before.kind, before.text) == (again.kind, again.text)
    return is_same and not any(one.at > before.at and one.to.lower() == person.key for one in case.conversation.told)


def _find_reached(case: Case, people: tuple[Address, ...]) -> tuple[Address, ...]:
    """Those of them who get mail of ours, as far as we know."""
    missed = find_missed(case, people)
    return tuple(person for person in people if person not in missed)


def _has_it(case: Case, who: str) -> bool:
    return not case.status.is_closed and case.claimed_by is not None and case.claimed_by.key == who.lower()


def _lose(case: Case, who: str, cause: Cause, policy: EscalationPolicy, now: datetime) -> Case:
    """The case in which this one is not asked any more, and who stands in for him is: what he had taken is open again,
    and what was passed on to him is with its level again when he was the last."""
    covered, lost = with_cover(case, who, policy), Address(who)
    is_asked = lost.is_among(case.upstairs) or lost.key in policy.find_level(case.level).members
    if not is_asked:  # an agent, or who was asked at an earlier level
        return case
    case = leave_out(give_back(covered, policy, now) if _has_it(case, who) else covered, who, cause, now)
    return return_to_level(case, policy, now) if is_deserted(case, policy) else case


def _find_taker(case: Case) -> tuple[Address, ...]:
    return (case.claimed_by,) if case.claimed_by is not None and not case.status.is_closed else ()


def decide_auto_replied(case: Case, happening: AutoReplied, policy: EscalationPolicy, now: datetime) -> Decision:
    """Recorded; who is away is not asked any more, and what he had taken the others are asked again. Agent and leads
    learn it at once (behaviour B7.20, B7.37)."""
    if happening.mail is not None:
        case = record(case, now, EntryKind.AUTOMATIC_REPLY, happening.who, happening.text)
        return Decision(case, hear_absence(case, happening.mail))
    if is_of_first(case, Address(happening.who)):
        return Decision(case)
    told = tell_of_absent_agent(case, happening.who, policy) if happening.is_away else ()
    heard = _hear_of_absence(case, happening, policy, now)
    return Decision(heard.case, (*heard.notifications, *told))


def _hear_of_absence(case: Case, happening: AutoReplied, policy: EscalationPolicy, now: datetime) -> Decision:
    kind = EntryKind.AWAY if happening.is_away else EntryKind.AUTOMATIC_REPLY
    case = record(case, now, kind, happening.who, happening.text)
    if not happening.is_away or case.status.is_closed or case.opened_at is None:
        return Decision(case)
    after = without_former(case, Address(happening.who), happening.former, policy)
    after = _lose(after, happening.who, Cause.AWAY, policy, now)
    if is_deserted(after, policy):
        told = () if is_deserted(case, policy) else _tell_deserted(after, policy, now)
        named = _name_proposed(happening)
        return Decision(after, tuple(replace(one, remarks=(*one.remarks, *named)) for one in told))
    return Decision(after, _tell_absence(case, after, happening, policy))


def _tell_absence(
    before: Case, case: Case, happening: AutoReplied, policy: EscalationPolicy
) -> tuple[Notification, ...]:
    """The case to who stands in, and the word to agent and leads, where he was asked or had it; with whom his program
    names instead."""
    who = Address(happening.who)
    is_back = _has_it(before, who.email) or (before.assignment.passed is not None and case.assignment.passed is None)
    lost = set(find_left(before, policy)) - set(find_left(case, policy))
    is_covered = before.claimed_by is None and {one.key for one in case.recipients} != {
        one.key for one in before.recipients
    }
    if not is_back and not is_covered and (before.claimed_by is not None or not who.is_among(lost)):
        return ()
    who = next((one for one in before.upstairs if one.key == who.key), who)
    remarks = _name_proposed(happening)
    told = (replace(one, remarks=remarks) for one in tell_of_absence(case, who, is_back, policy))
    former = tell_former(before, case, who, happening.former, policy)
    return once_each((*tell_cover(before, case, who.email, policy), *former, *told))


def _name_proposed(happening: AutoReplied) -> tuple[Remark, ...]:
    """Whom his program names instead: they are proposed, and not asked."""
    return tuple(Remark(RemarkCode.SUBSTITUTE, one.email) for one in happening.proposed)


def _tell_deserted(case: Case, policy: EscalationPolicy, now: datetime) -> tuple[Notification, ...]:
    """That nobody is left; nothing where it goes up this minute, which tells them so."""
    return () if goes_on(case, policy, now) else tell_forsaken(case, policy)
