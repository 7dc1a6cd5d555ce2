"""What one of ours says of himself, and of no case: in answer to any letter, or as the whole subject of a new mail
(behaviour B7.31)."""

from collections.abc import Iterator
from datetime import datetime

from daemon.core.intake.triage import Verdict
from daemon.core.letters.case_view import CaseView
from daemon.core.letters.upstairs.hush import is_hushed
from daemon.core.letters.wording import clean_line, render_list, render_person, render_time
from daemon.core.model.case import Status
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import NoticeVariant
from daemon.ports import State, Unit, iterate_cases
from daemon.service.absent.said import find_own_case, note_away, say_back
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.model import Address, CommandName


def answer_own(reading: Reading, unit: Unit, policy: EscalationPolicy, now: datetime) -> Result | None:
    """What such a word leads to; None where the mail says none, or its sender is none of ours."""
    command, triage = reading.command, reading.triage
    if command is None or triage.verdict not in (Verdict.REPLY, Verdict.NUMBERED):
        return None
    if not triage.has_token or not policy.is_inside(reading.mail.sender):
        return None
    if command.name is CommandName.AWAY:
        return note_away(reading, command, unit, policy, now)
    if command.name is CommandName.CASES:
        said = "\n".join(_list_cases(reading.mail.sender, unit, policy, now))
        return say_back(reading, find_own_case(reading, command, unit, now), NoticeVariant.CASES, said)
    if command.name is CommandName.HELP and triage.case is None:
        return say_back(reading, None, NoticeVariant.HELP_ALONE)
    return None


def _list_cases(person: Address, state: State, policy: EscalationPolicy, now: datetime) -> Iterator[str]:
    """A line for each open case that is his: as its agent, as who has it, or as one of those who are asked."""
    for case in iterate_cases(state):
        view = CaseView(case, policy, now)
        is_member = case.claimed_by is None and person.key in policy.find_level(case.level).members
        if case.is_agent(person) or person.is_among(view.has_it) or (is_member and case.opened_at is not None):
            yield _say_case(view, policy.find_zone(person), is_hushed(case, person, policy))


def _say_case(view: CaseView, zone: str, is_hushed: bool) -> str:
    """`ESC-42: Exports stop, Level 3, with Tess Berg; an answer is due Thu 5 March, 15:00 (Berlin)`."""
    case, due_at = view.case, view.case.due_at if view.case.status is Status.OPEN else None
    title = "" if is_hushed or not case.title else f" {clean_line(case.title, 80)},"
    who = render_list(tuple(map(render_person, view.has_it)))
    stands = {Status.HELD: "has not gone up", Status.WAITING: "waits"}.get(case.status, f"Level {case.level}")
    due = f"; an answer is due {render_time(due_at, zone, view.now)}" if due_at is not None else ""
    return f"{case.name}:{title} {stands}, with {who}{due}"
