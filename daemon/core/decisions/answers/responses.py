"""Answered is not taken: what a level's answer does to its clock, and what its writer is told (behaviour B7.23)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.steps import say_again
from daemon.core.decisions.told.people import is_of_level, to_sender
from daemon.core.model.case import Case, Response, Status, with_assignment
from daemon.core.model.conversation import Entry
from daemon.core.model.happenings import Answered, Commanded, Decision, Happening, Joined, Mail, Noted
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind, EntryName
from daemon.core.model.variants import Kind, NoticeVariant
from parsers.model import CommandName

OF_WORDS = frozenset({CommandName.INFO, CommandName.NOTE, CommandName.UPDATE})
# what is asked of the daemon alone answers nobody
OF_DAEMON = frozenset(
    {
        CommandName.STATUS,
        CommandName.WHY,
        CommandName.HELP,
        CommandName.AWAY,
        CommandName.CASES,
        CommandName.REMIND,
    }
)
SAID = frozenset({EntryName(EntryKind.REPLY), *(EntryKind.COMMAND.of(name) for name in OF_WORDS)})
MOST_TEXT = 300  # characters of an answer that a reminder repeats


def hear(case: Case, happening: Happening, policy: EscalationPolicy, now: datetime) -> Case:
    """The case with what one of its level has answered. The first answer that takes nothing, where it comes in time,
    gives the level its time once more from then. An agent's words answer the question that waited for him."""
    if isinstance(happening, Answered | Joined | Noted | Commanded) and case.is_agent(happening.mail.sender):
        return replace(case, question=None) if happening.mail.says_something else case
    if not isinstance(happening, Noted | Commanded) or not _is_the_levels(case, happening, policy):
        return case
    mail, held = happening.mail, case.assignment
    said = Response(mail.sender, mail.received_at, _find_text(happening)[:MOST_TEXT])
    case = with_assignment(case, replace(held, response=held.response or replace(said, text="")))
    if not _takes_nothing(happening):
        return case
    if _asks(happening):
        case = replace(case, question=case.question or said)
    if held.answer is not None or (case.due_at is not None and said.at >= case.due_at):
        return case
    case = with_assignment(case, replace(case.assignment, answer=said))
    return say_again(with_deadline(case, policy), policy, now)


def tell_writer(before: Case | None, happening: Happening, decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided, and the word to who has answered that he has not taken it by that, or to a colleague whom his
    words have reached: once in a case."""
    case, letters = decision.case, decision.notifications
    if before is None or not isinstance(happening, Noted | Commanded):
        return decision
    mail, people = happening.mail, tuple(one.to for one in letters if one.kind is Kind.FORWARDED)
    variant = NoticeVariant.NOT_TAKEN if _is_the_levels(before, happening, policy) else NoticeVariant.PASSED_ON
    if variant is NoticeVariant.PASSED_ON and not (people and _is_bystanders(before, mail, policy)):
        return decision
    if _is_told(mail, decision) or not _takes_nothing(happening) or any(_find_words_of(before, mail)):
        return decision
    told = (replace(one, also=people) for one in to_sender(case, mail, variant))
    return Decision(case, (*letters, *told))


def _is_told(mail: Mail, decision: Decision) -> bool:
    """Whether its writer gets a notice anyway."""
    return any(one.kind is Kind.NOTICE and one.to.key == mail.sender.key for one in decision.notifications)


def _is_bystanders(case: Case, mail: Mail, policy: EscalationPolicy) -> bool:
    """Whether a colleague wrote it whose case it is not to answer: a lead, one of an earlier level, another of a level
    of whom one has it."""
    has_it = case.claimed_by is not None and case.claimed_by.key == mail.sender.key
    is_upstairs = case.opened_at is not None and not case.status.is_closed
    return is_upstairs and not has_it and policy.is_inside(mail.sender) and not case.is_agent(mail.sender)


def _is_the_levels(case: Case, happening: Noted | Commanded, policy: EscalationPolicy) -> bool:
    """Whether one of those who are asked to take it has answered."""
    mail = happening.mail
    if case.status not in (Status.OPEN, Status.WAITING) or case.claimed_by is not None:
        return False
    if isinstance(happening, Commanded) and happening.command.name in OF_DAEMON:
        return False
    return mail.says_something and is_of_level(case, mail.sender, policy) and not case.is_agent(mail.sender)


def _takes_nothing(happening: Noted | Commanded) -> bool:
    return isinstance(happening, Noted) or happening.command.name in OF_WORDS


def _find_text(happening: Noted | Commanded) -> str:
    said = happening.command.text if isinstance(happening, Commanded) else None
    return " ".join((said or happening.mail.text).split())


def _asks(happening: Noted | Commanded) -> bool:
    """Whether a question stands in it."""
    is_info = isinstance(happening, Commanded) and happening.command.name is CommandName.INFO
    return is_info or "?" in _find_text(happening)


def _find_words_of(case: Case, mail: Mail) -> Iterator[Entry]:
    """What the writer has said in the case before."""
    return (one for one in case.conversation.entries if one.name in SAID and one.who.lower() == mail.sender.key)
