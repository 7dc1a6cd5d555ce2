"""What `yes`, `no` and `raise` do to a case that has not gone up, whoever was asked says them, and what yes and no do
to one that has (behaviour B2.22, B4.14, B4.15)."""

from collections.abc import Iterable
from dataclasses import replace

from daemon.core.decisions import effects
from daemon.core.decisions.effects import Asked, done
from daemon.core.decisions.parts.closing import close
from daemon.core.decisions.routing import open_at_level, tell_asked
from daemon.core.decisions.told.people import because, forward, to_sender
from daemon.core.decisions.transitions import Action, move
from daemon.core.intake.assessment import decide_address
from daemon.core.model.case import Case, Status, Words, with_assignment, with_words
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import ClosedVariant, Kind, NoticeVariant, ReceiptVariant, RequestVariant
from parsers.model import Address


def say_yes(asked: Asked) -> Decision:
    """It goes up, also when it was withdrawn; what has gone up stays there."""
    moved = move(asked.case, Action.ROUTE) if asked.case.opened_at is None else None
    return _say_who_was_faster(asked) if moved is None else _send_up(asked, moved)


def say_no(asked: Asked) -> Decision:
    """It is withdrawn; what has gone up stays there."""
    moved = move(asked.case, Action.CANCEL) if asked.case.opened_at is None else None
    if moved is not None:
        return close(replace(asked, moved=moved), ClosedVariant.CANCEL)
    if asked.case.opened_at is None:
        return Decision(asked.case, to_sender(asked.case, asked.mail, NoticeVariant.CLOSED))
    return _say_who_was_faster(asked)


def raise_level(asked: Asked) -> Decision:
    """A level higher; what has not gone up goes to the level that was found, or to the one that is named."""
    return _send_up(asked, asked.moved) if asked.case.status is Status.HELD else effects.raise_level(asked)


def _send_up(asked: Asked, moved: Case) -> Decision:
    """With its gaps marked, which its agent is asked for. He gets the receipt; the others who were asked are told."""
    mail, policy, level = asked.mail, asked.policy, asked.command.level
    level = max(moved.level, level if level is not None and level in policy.levels else 0)
    moved = with_assignment(moved, replace(moved.assignment, level=level))
    moved = because(replace(moved, closed_at=None, outcome=""), f"{asked.who} wants it to go up as it is")
    text = asked.command.text or ""
    if text and not moved.is_agent(mail.sender):
        moved = with_words(moved, Words(mail.sender, text, " ".join(text.split())))
    contact = decide_address(moved.fields, policy.directory, policy.customers)
    opened = open_at_level(moved, contact, mail.received_at, policy, asked.now)
    case, to_agent = opened.case, _tell_agent(opened.case, mail.sender)
    is_agent = mail.sender.key == case.agent.key
    said = () if is_agent else done(asked, case)
    return Decision(case, (*opened.notifications, *to_agent, *said, *tell_asked(case, (mail.sender,))))


def _tell_agent(case: Case, sender: Address) -> Iterable[Notification]:
    also = () if sender.key == case.agent.key else (sender,)
    yield Notification(Kind.RECEIPT, case.agent, Role.AGENT, ReceiptVariant.OPENED, also=also)
    if case.missing:
        yield Notification(Kind.INFORMATION_REQUEST, case.agent, Role.AGENT, RequestVariant.ROUTED)


def _say_who_was_faster(asked: Asked) -> Decision:
    """Nothing changes: who sent it up, and that it is there. Words beside are passed on. Of what was never held nobody
    was asked."""
    case, mail, text = asked.case, asked.mail, asked.command.text
    if not any(one.kind is EntryKind.HELD for one in case.conversation.entries):
        return effects.refuse(asked)
    who = _find_who_sent_it_up(case)
    people = () if who.key == mail.sender.key else (who,)
    told = [replace(one, also=people) for one in to_sender(case, mail, NoticeVariant.TOO_LATE)]
    return Decision(case, (*told, *(forward(case, mail, text) if text else ())))


def _find_who_sent_it_up(case: Case) -> Address:
    """Whose words were the last before that."""
    before = [one for one in case.conversation.entries if case.opened_at is not None and one.at <= case.opened_at]
    who = next((one.who.lower() for one in reversed(before) if one.kind is not None and one.kind.is_word), "")
    return next((one for one in case.participants if one.key == who), case.agent)
