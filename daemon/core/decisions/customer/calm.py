"""`calm`: things are better, so the level rests while the case stays open and its agent's (behaviour B9.15)."""

from collections.abc import Iterator
from dataclasses import replace

from daemon.core.decisions.customer.written import find_address, write_draft
from daemon.core.decisions.effects import Asked, done, tell_both_sides
from daemon.core.decisions.parts.contact import is_contact
from daemon.core.decisions.transitions import end_pause
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.updates import Update
from daemon.core.model.variants import Kind, MovedVariant, ReminderVariant
from parsers.model import SEPARATOR, Remark, RemarkCode


def calm(asked: Asked) -> Decision:
    """Nobody of the level is asked or reminded until somebody says otherwise. The agent has a draft for the customer in
    the letter that says so. Said again it is the answer to whether it still is: the level reads nothing more."""
    case, sender = end_pause(asked.moved, asked.now), asked.mail.sender
    case = replace(case, pauses=(*case.pauses, Pause(asked.now, is_calm=True)))
    is_news = not asked.case.is_calm
    said = _find_draft(asked, case) if is_news or asked.case.update != case.update else None
    case = case if said is None else replace(case, update=said)
    told = tell_both_sides(case, asked.mail, MovedVariant.CALM) if is_news else ()
    if said is None:
        return Decision(case, (*told, *done(asked, case)))
    is_own = is_contact(case, sender, asked.policy)
    draft = write_draft(case, said, tuple(_say_to_agent(asked, is_own)))
    others = tuple(one for one in told if one.to.key != case.agent.key)
    return Decision(case, (draft, *others, *(() if is_own else done(asked, case))))


def _say_to_agent(asked: Asked, is_own: bool) -> Iterator[Remark]:
    """What stands above the draft: that the level rests, and who has said so, with his words."""
    who = asked.mail.sender.name or asked.mail.sender.email
    yield Remark(RemarkCode.CALM, SEPARATOR.join((asked.case.name, "-" if is_own else who)))
    if asked.command.text and not is_own:
        yield Remark(RemarkCode.LEAD_WRITES, SEPARATOR.join((who, asked.command.text)))


def _find_draft(asked: Asked, case: Case) -> Update | None:
    """Our words for the customer, which promise them what they were promised before; None where no address of theirs
    may be used, and where somebody's own words wait to be sent."""
    update = case.update
    if update is not None and update.is_calm and update.at == asked.now:
        return update  # as another level that has it rests by the same word
    waits = update is not None and update.is_draft
    if waits or not asked.command.draft or find_address(case, asked.policy) is None:
        return None
    promised = case.customer_promised_at
    until = promised if promised is not None and promised > asked.now else None
    return Update(asked.command.draft, asked.mail.sender, asked.now, until, is_calm=True)


def say_of_anger(case: Case, phrase: str) -> Iterator[Remark]:
    """To its contact, that the customer's words do not sound calm; nothing of a case that does not rest."""
    if phrase and case.is_calm:
        yield Remark(RemarkCode.CUSTOMER_NOT_CALM, phrase)


def ask_whether_calm(case: Case) -> tuple[Notification, ...]:
    """The question to its contact whether it is still calm."""
    return (Notification(Kind.REMINDER, case.agent, Role.AGENT, ReminderVariant.CALM),)
