"""What `yes`, `no` and `raise` do to a case that has not gone up, whoever was asked says them, and what yes and no do
to one that has (behaviour B2.22, B4.14, B4.15)."""

from collections.abc import Iterable
from dataclasses import replace

from daemon.core.decisions import effects
from daemon.core.decisions.effects import Asked, done
from daemon.core.decisions.joined.apart import part, say_of_parting
from daemon.core.decisions.parts.asked_whether import end_question, find_said
from daemon.core.decisions.parts.closing import close, reopen
from daemon.core.decisions.routing import open_at_level, tell_asked
from daemon.core.decisions.told.people import because, forward, forward_to, once_each, to_sender
from daemon.core.decisions.transitions import Action, move
from daemon.core.intake.assessment import choose_level, decide_address
from daemon.core.model.assignment import Response
from daemon.core.model.case import Case, Status, name_case, with_assignment, with_words
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import Words
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import ClosedVariant, Kind, ReceiptVariant, RequestVariant
from parsers.model import Address


def say_yes(asked: Asked) -> Decision:
    """It goes up, also when it was withdrawn; what has gone up stays there. What goes along with another outage is one
    of its own."""
    if asked.case.first and asked.case.opened_at is not None:
        why = f"{asked.who} says that it is another outage than {name_case(asked.case.first)}"
        parted = part(asked.case, why, asked.policy, asked.now)
        said = done(asked, parted.case, say_of_parting(asked.case, parted.case, asked.mail.sender))
        return Decision(parted.case, (*parted.notifications, *said))
    moved = move(asked.case, Action.ROUTE) if asked.case.opened_at is None else None
    return _say_who_was_faster(asked) if moved is None else _send_up(asked, moved)


def say_no(asked: Asked) -> Decision:
    """It is withdrawn; what has gone up stays there, and open where its agent was asked whether it is solved."""
    case, mail = asked.case, asked.mail
    open_case = end_question(case, mail.sender, asked.policy)
    is_ended = find_said(open_case) != find_said(case)
    if case.opened_at is not None and (case.first or is_ended):
        is_put = is_ended and any(_concerns_others(case, one, mail.sender) for one in find_said(case))
        told = _tell_of_no(open_case, asked) if is_put else ()
        return Decision(open_case, (*told, *done(asked, open_case)))
    moved = move(asked.case, Action.CANCEL) if asked.case.opened_at is None else None
    if moved is not None:
        return close(replace(asked, moved=with_words(moved, _as_words(moved, asked))), ClosedVariant.CANCEL)
    if asked.case.opened_at is None:
        return Decision(asked.case, to_sender(asked.case, asked.mail, NoticeVariant.CLOSED))
    return _say_who_was_faster(asked)


def _tell_of_no(case: Case, asked: Asked) -> tuple[Notification, ...]:
    """The words of who says that it is not solved: to the other side, and to all who had said that it is."""
    mail, text = asked.mail, asked.command.text or asked.mail.text
    said = (one.who for one in find_said(asked.case) if one.who.key != mail.sender.key)
    return once_each((*forward(case, mail, text), *(forward_to(one, Role.RECIPIENT, mail, text) for one in said)))


def _concerns_others(case: Case, said: Response, person: Address) -> bool:
    """Whether another has said that it is solved, or this one's words on that were put to the agent."""
    return said.who.key != person.key or (bool(said.text) and not case.is_agent(person))


def begin_anew(asked: Asked) -> Decision:
    """Once more; what was withdrawn before it went up, and has been completed since, goes up."""
    goes_up = asked.case.opened_at is None and asked.moved.status is Status.OPEN
    return _send_up(asked, asked.moved) if goes_up else reopen(asked)


def raise_level(asked: Asked) -> Decision:
    """A level higher; what has not gone up goes to the level that was found, or to the one that is named."""
    return _send_up(asked, asked.moved) if asked.case.status is Status.HELD else effects.raise_level(asked)


def _send_up(asked: Asked, moved: Case) -> Decision:
    """With its gaps marked, which its agent is asked for. He gets the receipt; the others who were asked are told."""
    mail, policy = asked.mail, asked.policy
    level = choose_level(moved.level, asked.command.level, moved.triggers, policy)
    moved = with_assignment(moved, replace(moved.assignment, level=level))
    how = "to go up as it is" if level != asked.command.level else f"at Level {level}"
    moved = because(replace(moved, closed_at=None, outcome="", solution=None), f"{{0}} wants it {how}", mail.sender)
    text = asked.command.text or ""
    moved = with_words(moved, _as_words(moved, asked))
    contact = decide_address(moved.fields, policy.directory, policy.customers)
    opened = open_at_level(moved, contact, mail.received_at, policy, asked.now)
    case, to_agent = opened.case, _tell_agent(opened.case, mail.sender, text)
    is_agent = mail.sender.key == case.agent.key
    is_told = is_agent or (mail.sender.is_among(case.recipients) and not mail.remarks)  # by a letter of his own
    said = () if is_told else done(asked, case)
    return Decision(case, (*opened.notifications, *to_agent, *said, *tell_asked(case, (mail.sender,), text)))


def _as_words(case: Case, asked: Asked) -> Words | None:
    """What stands beside yes or no, to go up with the case; its first line stays what its agent wrote."""
    text = asked.command.text or ""
    opening = "" if any(one.opening for one in case.words) else " ".join(text.split())
    return Words(asked.mail.sender, text, opening) if text else None


def _tell_agent(case: Case, sender: Address, text: str) -> Iterable[Notification]:
    also = () if sender.key == case.agent.key else (sender,)
    said = text if also else ""
    yield Notification(Kind.RECEIPT, case.agent, Role.AGENT, ReceiptVariant.OPENED, said, also=also)
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
