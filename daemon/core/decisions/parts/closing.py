"""What ends a case, and begins it anew; who only has a part in it is asked first, or takes back his own mail
(behaviour B9.17)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.promise import propose_promise
from daemon.core.decisions.answers.first import ask_first
from daemon.core.decisions.effects import Asked, tell_everybody
from daemon.core.decisions.forsaken import find_goes_up_at, go_on, go_up_forsaken
from daemon.core.decisions.joined.leaving import leave
from daemon.core.decisions.outcome.recording import ask_for_outcome, asking, with_outcome
from daemon.core.decisions.outcome.thanking import in_one_letter, tell_of_end, without_thanks
from daemon.core.decisions.parts.asked_whether import (
    answers_question,
    end_questions,
    find_question,
    find_said,
    say_of_question,
)
from daemon.core.decisions.parts.part import CONTACTS, Part, find_parts
from daemon.core.decisions.told.concerned import naming
from daemon.core.decisions.told.people import because, forward, to_level, to_others, to_sender, was_sent
from daemon.core.decisions.transitions import end_pause
from daemon.core.model.assignment import Response
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.happenings import Decision
from daemon.core.model.history.closings import Closing
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import ClosedVariant, ForwardedVariant, Kind, MovedVariant
from parsers.model import SEPARATOR, Address, Remark, RemarkCode

CLOSERS = CONTACTS | {Part.TAKER}


def solve(asked: Asked) -> Decision:
    """It is done, where its agent, who has it or a lead says so; anybody else of the level is asked first, as the agent
    is with what he says of it, and closes it by saying so again."""
    case, mail, held = asked.case, asked.mail, asked.case.assignment
    parts = find_parts(case, mail.sender, asked.policy)
    if asked.mail.tracker is not None or (Part.DEPUTY in parts and CONTACTS.isdisjoint(parts)):
        return _ask_agent(asked)
    said = next((one for one in find_said(case) if one.who.key == mail.sender.key), None)
    if said is None and not asked.command.text and answers_question(case, mail):
        return _ask_whether(asked)
    if said is None and CLOSERS.isdisjoint(parts):
        said = Response(mail.sender, asked.now, asked.command.text or "")
        case = with_assignment(case, replace(held, closers=(*held.closers, said)))
        told = _put_to_agent(case, asked, said.text) if said.text else ()
        return Decision(case, (*told, *to_sender(case, mail, NoticeVariant.CLOSE, said.text)))
    return close(replace(asked, command=replace(asked.command, text=_find_words(asked, said))), ClosedVariant.DONE)


def _find_words(asked: Asked, said: Response | None) -> str | None:
    """What is said of its end: by its writer, now or when he was asked, else by who says that it is solved."""
    return asked.command.text or (said.text if said is not None else _say_for_agent(asked)) or None


def _ask_whether(asked: Asked) -> Decision:
    """A bare word in answer to a question goes on as words; its writer is asked whether it closes the case too."""
    case, mail, held = asked.case, asked.mail, asked.case.assignment
    case = with_assignment(case, replace(held, closers=(*held.closers, Response(mail.sender, asked.now))))
    told = tuple(forward(case, mail, mail.text))
    return Decision(case, (*told, *naming(told, to_sender(case, mail, NoticeVariant.STILL_OPEN))))


def _say_for_agent(asked: Asked) -> str:
    """What somebody has said of it, because of which its agent was asked; "" for nothing, and for who is not that."""
    question = find_question(asked.case, asked.mail.sender, asked.policy)
    return "" if question is None else say_of_question(question, asked.mail.sender)


def _ask_agent(asked: Asked) -> Decision:
    """Who answers in another's place closes nothing: the agent is asked."""
    case, mail, held, words = asked.case, asked.mail, asked.case.assignment, asked.command.text or ""
    others = tuple(one for one in held.closers if one.who.key != mail.sender.key)
    said = Response(mail.sender, asked.now, words, is_deed=mail.tracker is not None)
    case = with_assignment(case, replace(held, closers=(*others, said)))
    return Decision(case, (*_put_to_agent(case, asked, words), *to_sender(case, mail, NoticeVariant.PUT)))


def _put_to_agent(case: Case, asked: Asked, words: str) -> tuple[Notification, ...]:
    """The question to the agent whether it is over, with the words of who says so, and to the others that he is
    asked."""
    mail, variant = asked.mail, NoticeVariant.CLOSE
    question = Notification(Kind.NOTICE, case.agent, Role.AGENT, variant, words, files=mail.files, also=(mail.sender,))
    return (question, *to_others(case.agent, forward(case, mail, words, ForwardedVariant.SOLVED)))


def withdraw(asked: Asked) -> Decision:
    """It is withdrawn; by an agent who only joined his own mail is."""
    if CONTACTS.isdisjoint(find_parts(asked.case, asked.mail.sender, asked.policy)):
        return leave(asked)
    return close(asked, ClosedVariant.CANCEL)


def close(asked: Asked, variant: ClosedVariant) -> Decision:
    """It is over, and everybody is told."""
    words, account, is_solved = asked.command.text or "", asked.command.account, variant is ClosedVariant.DONE
    closing = Closing(asked.mail.sender, asked.now, is_solved, words)
    closed = replace(end_pause(asked.moved, asked.now), closed_at=asked.now, outcome=words, closing=closing)
    closed = replace(closed, update=None if closed.update is not None and closed.update.is_draft else closed.update)
    closed = with_assignment(closed, replace(closed.assignment, due_at=None))
    if variant is not ClosedVariant.DONE:
        return tell_everybody(asked, closed, Kind.CLOSED, variant)
    who = closed.agent if asked.mail.is_silent else asked.mail.sender
    closed = asking(with_outcome(closed, asked.mail.sender, words, account, asked.now), who)
    told = tell_everybody(asked, closed, Kind.CLOSED, variant).notifications
    of_end = tell_of_end(asked, closed)
    letters = in_one_letter(told, of_end.notifications, asked.mail.sender)
    return _with_question(Decision(of_end.case, letters), who)


def _with_question(decision: Decision, who: Address) -> Decision:
    """What was decided, with what is to be written down of it in the letter to who is asked for that."""
    remarks = ask_for_outcome(decision.case)
    told = (one.with_remarks(*remarks) if one.to.key == who.key else one for one in decision.notifications)
    return replace(decision, notifications=tuple(told))


def reopen(asked: Asked) -> Decision:
    """Once more, with its level's time anew: who had it is asked alone first, then his level; where nobody of that is
    left, it goes on at once."""
    case = without_thanks(end_questions(asked.moved))
    case = replace(case, closed_at=None, outcome="", solution=None)
    if case.opened_at is None:
        return tell_everybody(asked, case, Kind.MOVED, MovedVariant.REOPEN)
    case = with_deadline(ask_first(case, asked.policy, asked.now), asked.policy)
    again = because(case, "{0} has opened it again, after it was closed", asked.mail.sender)
    up = go_on(again, asked.policy, asked.now)
    case = case if up is None else up.case
    if case.customer_heard_last is not None:  # of that they were told nothing: the agent has the draft
        case = replace(case, customer_drafted_at=_propose_promise(case, asked))
    decision = tell_everybody(asked, case, Kind.MOVED, MovedVariant.REOPEN)
    return _with_first_letters(decision) if up is None else _with_level(decision, up, asked.mail.sender)


def _propose_promise(case: Case, asked: Asked) -> datetime | None:
    """By when the customer can hear: of what goes up for want of people, after the time of those who get it."""
    at = find_goes_up_at(case, asked.policy)
    if at is None:
        return propose_promise(case, asked.policy, asked.now)
    return propose_promise(go_up_forsaken(case, asked.policy, at).case, asked.policy, at)


def _with_level(decision: Decision, up: Decision, who: Address) -> Decision:
    """What was decided of a case that this one has opened again, and that has gone on at once: its new people get the
    case, all others read that, where it is, and why."""
    case, to_new = decision.case, tuple(one for one in up.notifications if one.role is Role.RECIPIENT)
    told, new = {one.to.key: one for one in decision.notifications}, {one.to.key for one in to_new}
    for one in up.notifications:
        reopened = Notification(Kind.MOVED, one.to, one.role, MovedVariant.REOPEN, also=(who,))
        told.setdefault(one.to.key, reopened)
    why = Remark(RemarkCode.WENT_ON, SEPARATOR.join((str(case.level), case.reasons[0].plain)))
    return Decision(case, (*to_new, *(one.with_remarks(why) for key, one in told.items() if key not in new)))


def _with_first_letters(decision: Decision) -> Decision:
    """What was decided, with the case itself to those of its level who have never read of it: it was closed before
    their letter left."""
    case = decision.case
    first = [one for one in to_level(case, Kind.ROUTED) if not was_sent(case, one.to)]
    new = {one.to.key for one in first}
    return Decision(case, (*first, *(one for one in decision.notifications if one.to.key not in new)))
