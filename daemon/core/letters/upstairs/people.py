"""Who has a case, who of its level is asked, and who is not any more, as the templates see it."""

from datetime import datetime, timedelta
from functools import partial

from daemon.core.clock.late import find_nexts
from daemon.core.clock.left import find_left, is_deserted
from daemon.core.decisions.answers.given_back import TURNS
from daemon.core.decisions.customer.outside import find_doubt, name_outside
from daemon.core.decisions.forsaken import find_goes_up_at, find_next_asked_at
from daemon.core.decisions.parts.asked_whether import find_asking
from daemon.core.decisions.parts.contact import find_reached, is_agentless
from daemon.core.decisions.strikes.back import find_late_taker
from daemon.core.intake.contacts import order_addresses
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line, render_given_name
from daemon.core.model.assignment import Assignment, Cause
from daemon.core.model.case import Case, Status
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address

AT_ONCE = timedelta(minutes=2)  # between what somebody says and what the clock makes of it
Values = dict[str, object]


def view_people(case: Case, reader: Address, policy: EscalationPolicy, voice: Voice) -> Values:
    """Agent, level, who took it, who answered and who waits for an answer; and the customer."""
    return {
        "agent": partial(voice.person, case.agent),
        **_view_reached(case, reader, policy, voice),
        "recipients": partial(voice.people, case.recipients),
        "holders": partial(voice.people, case.hearers),
        "claimed_by": voice.person(case.claimed_by) if case.claimed_by else "",
        **_view_former(case, voice),
        "lost_by": partial(_view_loser, case, voice),
        "out": _view_out(case, voice),
        "asked_instead": partial(voice.people, case.asked),
        "answered_by": voice.person(case.assignment.answer.who) if case.assignment.answer else "",
        "answer": clean_line(case.assignment.answer.text, 300) if case.assignment.answer else "",
        "solved_by": voice.people(find_asking(case)),
        "question_by": voice.person(case.question.who) if case.question else "",
        "question": clean_line(case.question.text, 300) if case.question else "",
        "customer_address": clean_line(case.customer.email, 120) if case.customer else "",
        "unreached": clean_line(case.customer_unreached.email, 120) if case.customer_unreached else "",
        "write_to": partial(view_address, case, policy),
        "draft_word": partial(_view_doubt, case, policy),
    }


def sign_outside(person: Address, policy: EscalationPolicy, voice: Voice) -> str:
    """The name with which this one signs what a customer reads."""
    return render_given_name(name_outside(voice.call(person), policy))


def view_address(case: Case, policy: EscalationPolicy) -> str:
    """Where a mail to the customer goes; "" where no address of theirs is known."""
    return clean_line(next(iter(order_addresses(case, policy)), ""), 120)


def _view_reached(case: Case, reader: Address, policy: EscalationPolicy, voice: Voice) -> Values:
    reached = find_reached(case, policy)
    people = tuple(one for one in reached if one.key != reader.key) or reached
    return {
        "reached": voice.list(tuple(voice.people(people))),
        "reached_are_many": len(people) > 1,
        "reached_are_leads": bool(policy.leads) and is_agentless(case, policy),
    }


def _view_former(case: Case, voice: Voice) -> Values:
    """Who had it at the level from which it has gone up, and since when, also where he has lost it in the same minute;
    nobody where none had taken it there."""
    below = next(iter(case.assignments[1:]), None)
    who, since = _find_former(case, below) if below is not None and case.claimed_by is None else (None, None)
    return {
        "had_by": voice.person(who) if who else "",
        "had_level": below.level if below and who else 0,
        "had_since": voice.at(since),
    }


def _view_loser(case: Case, voice: Voice) -> str:
    """Who was the last to take it since it came to whom it is with, where nobody has it any more; "" for nobody."""
    turns = (one for one in reversed(case.own_entries) if one.kind in TURNS | {EntryKind.CLAIMED})
    last = next(turns, None)
    is_lost = case.claimed_by is None and last is not None and last.kind is EntryKind.CLAIMED
    return voice.person(Address(last.who)) if is_lost and last is not None else ""


def _find_former(case: Case, below: Assignment) -> tuple[Address | None, datetime | None]:
    lost_at, since = below.since, case.assignment.since
    is_just_lost = lost_at is not None and since is not None and since - lost_at <= AT_ONCE
    if below.claimed_by is not None or not is_just_lost:
        return below.claimed_by, below.claimed_at
    turns = [one for one in case.own_entries if one.kind in TURNS | {EntryKind.CLAIMED}]
    claim = next((one for one in reversed(turns[:-1])), None)  # the last one is its raise
    is_claim = claim is not None and claim.kind is EntryKind.CLAIMED
    return (Address(claim.who), claim.at) if claim is not None and is_claim else (None, None)


def _view_doubt(case: Case, policy: EscalationPolicy) -> str:
    """The word because of which the letter to the customer is a draft; "" where it is none, or for want of an
    address."""
    doubt = find_doubt(case, policy) if case.customer and not case.customer_told_at else None
    return clean_line(doubt.text, 80) if doubt else ""


def _view_out(case: Case, voice: Voice) -> list[dict[str, str]]:
    """Who of the level is not asked any more, and why; not its agent, who is not asked in the own case."""
    out = (one for one in case.assignment.out if one.who != case.agent.key or case.agent.is_among(case.recipients))
    return [{"who": voice.person(Address(one.who)), "cause": str(one.cause)} for one in out]


def view_left(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    """Who is asked still; and of a case of which nobody is left, when it goes up."""
    return {
        "late_taker": partial(_view_late_taker, case, policy, voice),
        "left": partial(_view_left, case, policy, voice),
        "next_person": partial(_view_next_person, case, policy, voice),
        "next_asked": partial(_view_next_asked, case, policy, voice),
        "is_asked_first": partial(_is_asked_first, case, policy),
        "is_deserted": partial(is_deserted, case, policy),
        "goes_up": partial(_view_goes_up, case, policy, voice),
    }


def _view_late_taker(case: Case, policy: EscalationPolicy, voice: Voice) -> str:
    late = find_late_taker(case, policy)
    return voice.person(late) if late else ""


def _view_left(case: Case, policy: EscalationPolicy, voice: Voice) -> list[str]:
    return voice.people(find_left(case, policy))


def _view_goes_up(case: Case, policy: EscalationPolicy, voice: Voice) -> str:
    return _say_from(find_goes_up_at(case, policy), voice)


def _view_next_person(case: Case, policy: EscalationPolicy, voice: Voice) -> str:
    """Who of the last level is asked next."""
    return "".join(voice.people(find_nexts(case, policy)[:1]))


def _view_next_asked(case: Case, policy: EscalationPolicy, voice: Voice) -> str:
    """When he is, of a case of which nobody is left."""
    return _say_from(find_next_asked_at(case, policy) if find_nexts(case, policy) else None, voice)


def _say_from(at: datetime | None, voice: Voice) -> str:
    return "" if at is None else "now" if at <= voice.now else voice.at(at)


def _is_asked_first(case: Case, policy: EscalationPolicy) -> bool:
    passed = case.assignment.passed
    is_free = case.status is Status.OPEN and bool(find_left(case, policy))
    return passed is not None and passed.by is None and is_free


def find_cause(case: Case, people: tuple[Address, ...]) -> str:
    """Why the first of these is not asked any more, `given back` where he declined what he had taken; "" where he still
    is."""
    out = {one.who: str(one.cause) for one in case.assignment.out}
    cause = out.get(people[0].key, "") if people else ""
    return "given back" if cause == Cause.DECLINED and _had_taken(case, people[0]) else cause


LOST = {EntryKind.AWAY: Cause.AWAY, EntryKind.NOT_DELIVERED: Cause.UNREACHABLE}


def find_lost_cause(case: Case, people: tuple[Address, ...]) -> str:
    """The same, also of who is none of those whom it is with by now: by what was last heard of him."""
    cause = find_cause(case, people)
    if cause or not people:
        return cause
    own = (one for one in reversed(case.conversation.entries) if one.who.lower() == people[0].key)
    last = next((one.kind for one in own if one.kind is not None), None)
    return str(LOST[last]) if last in LOST else ""


def _had_taken(case: Case, person: Address) -> bool:
    """Whether he was the last to take it since it came to whom it is with."""
    turns = (one for one in reversed(case.own_entries) if one.kind in TURNS | {EntryKind.CLAIMED})
    last = next(turns, None)
    return last is not None and last.kind is EntryKind.CLAIMED and last.who.lower() == person.key
