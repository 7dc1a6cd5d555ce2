"""What somebody has to do with: each of his open cases, where it stands and what comes next (behaviour B9.31)."""

from collections.abc import Iterator
from datetime import datetime

from daemon.core.clock.late import is_to_next
from daemon.core.clock.left import let_in
from daemon.core.clock.pauses import find_pause_end
from daemon.core.clock.steps import find_ahead, find_calm_asked_at
from daemon.core.decisions.beside.whose import see_by
from daemon.core.decisions.parts.contact import is_contact
from daemon.core.letters.case_view import CaseView
from daemon.core.letters.upstairs.hush import is_hushed
from daemon.core.letters.wording import clean_line, render_list, render_long_time, render_person, render_time
from daemon.core.model.case import Status
from daemon.core.model.history.step_key import StepKind
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import State, iterate_cases
from parsers.model import Address


def list_cases(person: Address, state: State, policy: EscalationPolicy, now: datetime) -> str:
    """A paragraph for each open case that is his, what presses first: as its agent, as who has it, or as one of those
    who are asked."""
    found = []
    for case in iterate_cases(state):
        case = let_in(see_by(case, person, policy), person)  # by this he is there again
        view = CaseView(case, policy.for_case(case), now)
        is_member = case.claimed_by is None and person.key in view.policy.find_level(case.level).members
        if case.is_agent(person) or person.is_among(view.has_it) or (is_member and case.opened_at is not None):
            found.append(view)
    found.sort(key=lambda view: (not _presses(view, person), view.case.due_at or now, view.case.number))
    return "\n\n".join(describe(view, person) for view in found)


def _presses(view: CaseView, person: Address) -> bool:
    return view.overdue_since is not None or waits_for(view, person)


def waits_for(view: CaseView, person: Address) -> bool:
    """Whether it waits for his answer: with gaps, or a question, as its contact."""
    is_waiting = view.case.status is Status.HELD or view.case.question is not None
    return is_waiting and is_contact(view.case, person, view.policy)


def describe(view: CaseView, person: Address) -> str:
    """Where it stands in a line, and what comes next in another; of a sensitive one that is not for him the first
    alone."""
    zone, hushed = view.policy.find_zone(person), is_hushed(view.case, person, view.policy)
    lines = (say_case(view, zone, hushed), "" if hushed else " ".join(_say_next(view, person, zone)))
    return "\n".join(filter(None, lines))


def say_case(view: CaseView, zone: str, is_hushed: bool) -> str:
    """`ESC-42: Exports stop, Level 3, with Tess Berg; an answer is due Thu 5 March, 15:00 (Berlin)`."""
    case, due_at = view.case, view.case.due_at if view.case.status is Status.OPEN else None
    title = "" if is_hushed or not case.title else f" {clean_line(case.title, 80)},"
    who = render_list(tuple(map(render_person, view.has_it)))
    held = f"with {who}" if who else "with nobody: all who were asked are out"
    waits = "rests" if case.is_calm else "waits"
    stands = {Status.HELD: "has not gone up", Status.WAITING: waits}.get(case.status, f"Level {case.level}")
    due = f"; an answer is due {render_time(due_at, zone, view.now)}" if due_at is not None else ""
    others = (CaseView(one, view.policy, view.now) for one in case.views[1:])
    beside = "".join(f"; beside: {_say_level(one)}" for one in others if not case.status.is_closed)
    return f"{case.name}:{title} {stands}, {held}{due}{beside}"


def _say_level(view: CaseView) -> str:
    who = render_list(tuple(map(render_person, view.has_it)))
    return f"Level {view.case.level}, with {who or 'nobody'}"


def _say_next(view: CaseView, person: Address, zone: str) -> Iterator[str]:
    """What he is waited for, what the clock does next, and by when the customer hears."""
    case, now = view.case, view.now
    if waits_for(view, person):
        yield f"{case.name} waits for your answer."
    yield from _say_raise(view, zone)
    ends_at = find_pause_end(case, view.policy)
    if ends_at is not None:
        yield f"{case.name} runs again {render_time(ends_at, zone, now)}."
    if is_contact(case, person, view.policy):
        yield from _say_to_contact(view, zone)


def _say_raise(view: CaseView, zone: str) -> Iterator[str]:
    """When it goes up, of what goes back to nobody before that."""
    case = view.case
    ahead = find_ahead(case, view.policy, view.now) if case.assignment.passed is None else ()
    at = next((one.at for one in ahead if one.kind is StepKind.RAISE and not is_to_next(one.key)), None)
    if at is not None and view.next_level is not None:
        level = f"the {view.next_level.name} (Level {view.next_level.number})"
        yield f"If nobody takes {case.name}, it goes to {level} {render_time(at, zone, view.now)}."


def _say_to_contact(view: CaseView, zone: str) -> Iterator[str]:
    case, now, promised = view.case, view.now, view.case.customer_promised_at
    asked_at = find_calm_asked_at(case, view.policy, now)
    if asked_at is not None:
        yield f"You are asked {render_time(asked_at, zone, now)} whether {case.name} is still calm."
    if promised is not None:
        verb = "is" if promised > now else "was"
        yield f"Your word to the customer of {case.name} {verb} due by {render_long_time(promised, zone, now)}."
