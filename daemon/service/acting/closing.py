"""A yes or no, with or without words, to a question that a letter asks of a case upstairs: whether it is closed, or
over as another is, and whether it is another outage (behaviour B9.17, B9.23)."""

from collections.abc import Sequence
from dataclasses import replace

from daemon.core.decisions.parts.asked_whether import find_asking, find_question, had_ended, say_of_question
from daemon.core.decisions.parts.contact import speaks_as_agent
from daemon.core.model.case import Case
from daemon.core.model.history.conversation import Told
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.service.intake import Reading
from parsers.commands.accounts import read_account
from parsers.commands.consent import Consent, begins_with_either, read_answer
from parsers.model import SEPARATOR, Command, CommandName, Remark, RemarkCode

ABOUT_IT = frozenset({Kind.NUDGE, Kind.REMINDER})  # letters that name the open question
_MOST_SAID = 80  # characters of a mail that are said back


def as_confirmed(case: Case, reading: Reading, policy: EscalationPolicy) -> Reading | None:
    """What was read, as the answer to such a question, with the words beside it; of one that leaves it in doubt, or
    comes when nothing is asked any more, the words alone, whose writer reads so. None where it answers none."""
    is_open = case.opened_at is not None and not case.status.is_closed
    if not (is_open and reading.message.own_words and reading.triage.has_token):
        return None
    letters = _find_answered(case, reading)
    answered = {one.kind for one in letters}
    if Kind.NOTICE in answered or _is_told_of_question(case, reading, letters, policy):
        return _as_closing(case, reading, policy)
    if answered & ABOUT_IT and find_asking(case):
        return _as_stray(reading)
    is_agents = Kind.RECEIPT in answered and speaks_as_agent(case, reading.mail.sender, policy)
    return _as_parting(case, reading) if is_agents else None


def _as_closing(case: Case, reading: Reading, policy: EscalationPolicy) -> Reading | None:
    """The answer of who was asked whether it is closed, which a yes does with all that was said of it."""
    question = find_question(case, reading.mail.sender, policy)
    if question is None:
        return _as_stray(reading) if had_ended(case) else None
    said = read_answer(reading.message.text)
    if said is None or not said.is_yes:
        return _as_no(reading, said, CommandName.DONE)
    words = _join(said.words, reading.message.below, say_of_question(question, reading.mail.sender))
    return replace(reading, command=Command(CommandName.DONE, text=words or None, account=read_account(words)))


def _find_answered(case: Case, reading: Reading) -> list[Told]:
    return [one for one in case.conversation.told if one.message_id in reading.message.in_reply_to]


def _is_told_of_question(case: Case, reading: Reading, letters: Sequence[Told], policy: EscalationPolicy) -> bool:
    """Whether who has the case answers the letter by which he read that another says it is solved."""
    sender = reading.mail.sender
    question = find_question(case, sender, policy)
    if question is None or case.claimed_by is None or case.claimed_by.key != sender.key:
        return False
    told = (one for one in case.conversation.told if one.at >= question.at and one.to.lower() == sender.key)
    first = next((one for one in told if one.kind is Kind.FORWARDED), None)
    return first in letters


def _as_stray(reading: Reading) -> Reading | None:
    """Of what begins as a yes or no, and answers a letter that does not ask for one, or a question that is over, the
    words alone, whose writer reads so; None of anything else."""
    return _as_doubtful(reading, CommandName.DONE) if begins_with_either(reading.message.text) else None


def _as_parting(case: Case, reading: Reading) -> Reading | None:
    """The answer of an agent whose receipt asked whether his is another outage."""
    if not any(one.kind is EntryKind.SAME_OUTAGE for one in case.conversation.entries):
        return None
    said = read_answer(reading.message.text) if case.first else None
    if said is None or not said.is_yes:
        return _as_no(reading, said, CommandName.YES)
    return replace(reading, command=Command(CommandName.YES, text=_join(said.words, reading.message.below) or None))


def _as_no(reading: Reading, said: Consent | None, deed: CommandName) -> Reading | None:
    """A no with its words; of what begins as a yes or no, and is in doubt or comes too late, the words alone: `deed` is
    what a yes would do."""
    if said is None:
        return _as_doubtful(reading, deed) if begins_with_either(reading.message.text) else None
    is_all = said.is_all and not reading.message.below
    return replace(reading, command=Command(CommandName.NO, text=None if is_all else reading.mail.text))


def _as_doubtful(reading: Reading, deed: CommandName) -> Reading | None:
    """The words alone, whose writer reads that nothing is done by them; None where they are a command."""
    if reading.command is not None and reading.command.name not in (CommandName.YES, CommandName.NO):
        return None
    said = SEPARATOR.join((deed, reading.message.text.strip().split("\n")[0][:_MOST_SAID]))
    return replace(reading, command=None, mail=reading.mail.with_remarks(Remark(RemarkCode.NOT_ASKED, said)))


def _join(*texts: str) -> str:
    return "\n\n".join(filter(None, (text.strip() for text in texts)))
