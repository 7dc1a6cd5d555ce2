"""Answered is not taken: what a level's answer does to its clock, and what its writer is told (behaviour B7.23)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.steps import say_again
from daemon.core.decisions.answers.given_back import has_lost
from daemon.core.decisions.parts.contact import answers_for_agent
from daemon.core.decisions.told.people import is_of_level, to_sender
from daemon.core.model.assignment import Response
from daemon.core.model.case import Case, Status, with_assignment
from daemon.core.model.happenings import Answered, Commanded, Decision, Happening, Joined, Mail, Noted
from daemon.core.model.history.conversation import Entry
from daemon.core.model.history.timeline import EntryKind, EntryName
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from parsers.model import Address, Command, CommandName, Remark, RemarkCode

OF_WORDS = frozenset({CommandName.INFO, CommandName.NOTE, CommandName.UPDATE})
# what is asked of the daemon alone answers nobody, but by words beside it
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
    gives the level its time once more from then. The contact's words answer the question that waited for him."""
    if isinstance(happening, Answered | Joined | Noted | Commanded) and (
        answers_for_agent(case, happening.mail.sender, policy)
    ):
        return _without_questions(case) if _is_answer(happening) else case
    if not isinstance(happening, Noted | Commanded):
        return case
    is_takers = _is_takers(case, happening.mail)
    if not (is_takers or _is_the_levels(case, happening, policy)):
        return case
    mail = happening.mail
    said = Response(mail.sender, mail.received_at, _find_text(happening)[:MOST_TEXT])
    if _takes_nothing(happening) and _asks(happening):
        case = replace(case, question=case.question or said)
    return case if is_takers else _count_answer(case, happening, said, policy, now)


def _without_questions(case: Case) -> Case:
    """The case of which nobody waits for its agent, at whatever level."""
    return replace(case, question=None, beside=tuple(replace(one, question=None) for one in case.beside))


def _count_answer(
    case: Case, happening: Noted | Commanded, said: Response, policy: EscalationPolicy, now: datetime
) -> Case:
    """The case with what one of those who are asked has said, as the level's answer where it is one."""
    held = case.assignment
    case = with_assignment(case, replace(held, response=held.response or replace(said, text="")))
    if not _takes_nothing(happening):
        return case
    if held.answer is not None or (case.due_at is not None and said.at >= case.due_at):
        return case
    case = with_assignment(case, replace(case.assignment, answer=said))
    return say_again(with_deadline(case, policy), policy, now)


def _is_answer(happening: Answered | Joined | Noted | Commanded) -> bool:
    """Whether an agent's mail says something to a colleague: a command does by words beside it alone, and not by what
    it tells of the customer."""
    if isinstance(happening, Commanded):
        command = happening.command
        return command.name in OF_WORDS or (bool(command.text) and command.name is not CommandName.TOLD)
    return happening.mail.says_something


def _is_takers(case: Case, mail: Mail) -> bool:
    """Whether who has the case has written something."""
    is_his = case.claimed_by is not None and case.claimed_by.key == mail.sender.key
    return is_his and mail.says_something and not case.status.is_closed


def tell_writer(before: Case | None, happening: Happening, decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided, and the word to who has answered that he has not taken it by that, or to a colleague whom his
    words have reached: once in a case; each time to `info?` and `note:`, as to every command, and to who answers in
    another's place."""
    case, letters = decision.case, decision.notifications
    if before is None or not isinstance(happening, Noted | Commanded):
        return decision
    mail, people = happening.mail, tuple(one.to for one in letters if one.kind is Kind.FORWARDED)
    remarks = _say_lost(before, case, mail, policy)
    if any(_asks_him(one, mail) for one in letters):
        said = (one.with_remarks(*remarks) if _asks_him(one, mail) else one for one in letters)
        return Decision(case, tuple(said))
    variant = _find_variant(before, happening, people, policy)
    if variant is None or _is_told(mail, decision) or not _takes_nothing(happening):
        return decision
    told = (replace(one, also=people).with_remarks(*remarks) for one in to_sender(case, mail, variant))
    return Decision(case, (*letters, *told))


def _asks_him(letter: Notification, mail: Mail) -> bool:
    """Whether it asks its writer if the case is to be closed."""
    return letter.variant is NoticeVariant.CLOSE and letter.to.key == mail.sender.key


def _say_lost(before: Case, case: Case, mail: Mail, policy: EscalationPolicy) -> tuple[Remark, ...]:
    """Where a mail to who had it came back, and he writes now: that he has it no longer, and with whom it is."""
    if not has_lost(before, mail.sender) or case.claimed_by is not None:
        return ()
    level = policy.find_level(case.level)
    return (Remark(RemarkCode.LOST, f"the {level.name} (Level {case.level})"),)


def _find_variant(
    before: Case, happening: Noted | Commanded, people: tuple[Address, ...], policy: EscalationPolicy
) -> NoticeVariant | None:
    """Which word its writer gets; None for none: of words without a command he is told once, unless he answers in
    another's place."""
    is_first = happening.mail.in_place_of is not None or not any(_find_words_of(before, happening.mail))
    is_first = is_first or has_lost(before, happening.mail.sender)
    if is_first and _is_the_levels(before, happening, policy):
        return NoticeVariant.NOT_TAKEN
    if not people:
        return None
    is_owed = isinstance(happening, Commanded) or (is_first and _is_bystanders(before, happening.mail, policy))
    return NoticeVariant.PASSED_ON if is_owed else None


def _is_told(mail: Mail, decision: Decision) -> bool:
    """Whether its writer gets a notice anyway, or by his draft for the customer reads that the case is closed."""
    telling = (Kind.NOTICE, Kind.DE_ESCALATION)
    return any(one.kind in telling and one.to.key == mail.sender.key for one in decision.notifications)


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
    if isinstance(happening, Commanded) and happening.command.name in OF_DAEMON and not _has_words(happening.command):
        return False
    return mail.says_something and is_of_level(case, mail.sender, policy) and not case.is_agent(mail.sender)


def _takes_nothing(happening: Noted | Commanded) -> bool:
    """Whether it leaves the case where it is; `done` of who has not taken it asks whether it is over."""
    if isinstance(happening, Noted):
        return True
    name = happening.command.name
    return name in OF_WORDS or name is CommandName.DONE or (name in OF_DAEMON and _has_words(happening.command))


def _has_words(command: Command) -> bool:
    """Whether something is said to a colleague beside what is asked of the daemon; what stands with an absence is about
    that."""
    return bool(command.text) and command.name not in (CommandName.AWAY, CommandName.CASES)


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
