"""The open question whether a case is solved: who says so without having it, and who is asked (behaviour B9.17)."""

from dataclasses import replace

from daemon.core.decisions.parts.contact import is_in_charge
from daemon.core.intake.tokens import find_written_at
from daemon.core.model.assignment import Assignment, Response
from daemon.core.model.case import Case
from daemon.core.model.happenings import Mail
from daemon.core.model.history.conversation import Told
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from parsers.model import Address, CommandName


def answers_question(case: Case, mail: Mail) -> bool:
    """Whether it answers a letter by which its writer is asked something else: what is missing, or a colleague's or the
    customer's question. `done` beneath that may say no more than that he has done what he was asked."""
    told = [one for one in case.conversation.told if one.message_id in mail.answers]
    is_agents = case.question is not None and case.is_agent(mail.sender)
    asks = any(one.kind is Kind.INFORMATION_REQUEST or (one.kind is Kind.REMINDER and is_agents) for one in told)
    return asks or any(one.kind.tells_words and _brings_question(case, one) for one in told)


def _brings_question(case: Case, letter: Told) -> bool:
    """Whether a question stands in the words that it has passed on."""
    at, info = find_written_at(letter.message_id), EntryKind.COMMAND.of(CommandName.INFO)
    if at is None:
        return False
    said = case.conversation.find_said(at)
    return any(one.name == info or (one.kind is not None and one.kind.is_word and "?" in one.text) for one in said)


def find_said(case: Case) -> tuple[Response, ...]:
    """All because of whom somebody is asked, the latest first, also by a level from which it has gone up since."""
    turns = (held for one in case.views for held in one.assignments)
    return tuple(one for held in turns for one in reversed(held.closers))


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
    held = (one for view in case.views for one in view.assignments)
    return bool(said.text) or said.is_deed or any(said.who.is_among(one.deputies) for one in held)


def say_of_question(said: Response, person: Address) -> str:
    """Another's words under his name; "" for one's own, and for none."""
    who = said.who.name or said.who.email
    return f"{who}: {said.text}" if said.text and said.who.key != person.key else ""


def end_question(case: Case, person: Address, policy: EscalationPolicy) -> Case:
    """The case, of which this one says that it is not solved: nobody is asked any more because of what he has said
    himself, and by the word of its agent or of who has it because of anybody's."""
    is_agents = _may_end(case, person, policy)

    def end(held: Assignment) -> Assignment:
        left = () if is_agents else tuple(one for one in held.closers if one.who.key != person.key)
        return replace(held, closers=left)

    beside = (replace(one, assignments=tuple(map(end, one.assignments))) for one in case.beside)
    return replace(case, assignments=tuple(map(end, case.assignments)), beside=tuple(beside))


def had_ended(case: Case) -> bool:
    """Whether somebody has said no to such a question since it has gone up."""
    said_no = EntryKind.COMMAND.of(CommandName.NO)
    since = case.opened_at
    return since is not None and any(one.name == said_no and one.at >= since for one in case.conversation.entries)


def end_questions(case: Case) -> Case:
    """The case without any such question."""
    return replace(case, assignments=tuple(replace(held, closers=()) for held in case.assignments))
