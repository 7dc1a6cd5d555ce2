"""Who has a case, who of its level is asked, and who is not any more, as the templates see it."""

from daemon.core.clock.left import find_left, is_deserted
from daemon.core.decisions.customer.outside import find_doubt, name_outside
from daemon.core.decisions.forsaken import find_goes_up_at
from daemon.core.intake.contacts import order_addresses
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line, render_given_name, render_person
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address

Values = dict[str, object]


def view_people(case: Case, policy: EscalationPolicy) -> Values:
    """Agent, level, who took it, who answered and who waits for an answer; and the customer."""
    return {
        "agent": render_person(case.agent),
        "agent_given": render_given_name(name_outside(case.agent, policy)),
        "recipients": [render_person(person) for person in case.recipients],
        "claimed_by": render_person(case.claimed_by) if case.claimed_by else "",
        "out": _view_out(case),
        "asked_instead": [render_person(person) for person in case.asked],
        "answered_by": render_person(case.assignment.answer.who) if case.assignment.answer else "",
        "answer": clean_line(case.assignment.answer.text, 300) if case.assignment.answer else "",
        "question_by": render_person(case.question.who) if case.question else "",
        "question": clean_line(case.question.text, 300) if case.question else "",
        "customer_address": clean_line(case.customer.email, 120) if case.customer else "",
        "unreached": clean_line(case.customer_unreached.email, 120) if case.customer_unreached else "",
        "write_to": clean_line(next(iter(order_addresses(case, policy)), ""), 120),
        "draft_word": _view_doubt(case, policy),
    }


def _view_doubt(case: Case, policy: EscalationPolicy) -> str:
    """The word because of which the letter to the customer is a draft; "" where it is none, or for want of an
    address."""
    doubt = find_doubt(case, policy) if case.customer and not case.customer_told_at else None
    return clean_line(doubt.text, 80) if doubt else ""


def _view_out(case: Case) -> list[dict[str, str]]:
    """Who of the level is not asked any more, and why."""
    names = {one.key: render_person(one) for one in case.recipients}
    return [
        {"who": names.get(one.who, clean_line(one.who, 120)), "cause": str(one.cause)} for one in case.assignment.out
    ]


def view_left(case: Case, policy: EscalationPolicy, voice: Voice) -> Values:
    """Who is asked still; and of a case of which nobody is left, when it goes up."""
    at = find_goes_up_at(case, policy)
    return {
        "left": [render_person(person) for person in find_left(case, policy)],
        "is_deserted": is_deserted(case, policy),
        "goes_up": "" if at is None else "now" if at <= voice.now else voice.at(at),
    }


def find_cause(case: Case, people: tuple[Address, ...]) -> str:
    """Why the first of these is not asked any more; "" where he still is."""
    out = {one.who: str(one.cause) for one in case.assignment.out}
    return out.get(people[0].key, "") if people else ""
