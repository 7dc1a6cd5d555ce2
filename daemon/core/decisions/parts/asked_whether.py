"""The open question whether a case is solved: who says so without having it, and who is asked (behaviour B9.17)."""

from dataclasses import replace

from daemon.core.decisions.parts.contact import is_in_charge
from daemon.core.model.assignment import Response
from daemon.core.model.case import Case
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address, CommandName


def find_said(case: Case) -> tuple[Response, ...]:
    """All because of whom somebody is asked, the latest first, also by a level from which it has gone up since."""
    return tuple(one for held in case.assignments for one in reversed(held.closers))


def find_asking(case: Case) -> tuple[Address, ...]:
    """Who says that it is solved, which its agent is asked; nobody of a closed case."""
    said = () if case.status.is_closed else find_said(case)
    return tuple({one.who.key: one.who for one in said if was_put(case, one) and not case.is_agent(one.who)}.values())


def find_question(case: Case, person: Address, policy: EscalationPolicy) -> Response | None:
    """What was said because of which this one was asked; None where he was not."""
    may_close = _may_end(case, person, policy)
    said = find_said(case)
    return next((one for one in said if one.who.key == person.key or (may_close and was_put(case, one))), None)


def _may_end(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether the question is his to answer, whoever has said that it is solved: its agent's, and who has it."""
    has_it = case.claimed_by is not None and case.claimed_by.key == person.key
    return has_it or is_in_charge(case, person, policy)


def was_put(case: Case, said: Response) -> bool:
    """Whether the agent was asked because of it."""
    return bool(said.text) or said.is_deed or any(said.who.is_among(one.deputies) for one in case.assignments)


def say_of_question(said: Response, person: Address) -> str:
    """Another's words under his name; "" for one's own, and for none."""
    who = said.who.name or said.who.email
    return f"{who}: {said.text}" if said.text and said.who.key != person.key else ""


def end_question(case: Case, person: Address, policy: EscalationPolicy) -> Case:
    """The case, of which this one says that it is not solved: nobody is asked any more because of what he has said
    himself, and by the word of its agent or of who has it because of anybody's."""
    is_agents = _may_end(case, person, policy)
    turns = (
        replace(held, closers=() if is_agents else tuple(one for one in held.closers if one.who.key != person.key))
        for held in case.assignments
    )
    return replace(case, assignments=tuple(turns))


def had_ended(case: Case) -> bool:
    """Whether somebody has said no to such a question since it has gone up."""
    said_no = EntryKind.COMMAND.of(CommandName.NO)
    since = case.opened_at
    return since is not None and any(one.name == said_no and one.at >= since for one in case.conversation.entries)


def end_questions(case: Case) -> Case:
    """The case without any such question."""
    return replace(case, assignments=tuple(replace(held, closers=()) for held in case.assignments))
