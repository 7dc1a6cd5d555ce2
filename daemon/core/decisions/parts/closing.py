"""What ends a case, and begins it anew; who only has a part in it is asked first, or takes back his own mail
(behaviour B9.17)."""

from dataclasses import replace

from daemon.core.clock.deadlines import with_deadline
from daemon.core.decisions.effects import Asked, tell_everybody
from daemon.core.decisions.parts.part import CONTACTS, Part, find_parts
from daemon.core.decisions.told.people import all_but, to_sender
from daemon.core.decisions.transitions import end_pause, record
from daemon.core.model.case import Response, with_assignment
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import ClosedVariant, ForwardedVariant, Kind, MovedVariant, NoticeVariant

CLOSERS = CONTACTS | {Part.TAKER}


def solve(asked: Asked) -> Decision:
    """It is done, where its agent, who has it or a lead says so; anybody else of the level is asked first, and closes
    it by saying so again."""
    case, mail, held = asked.case, asked.mail, asked.case.assignment
    said = next((one for one in held.closers if one.who.key == mail.sender.key), None)
    if said is None and CLOSERS.isdisjoint(find_parts(case, mail.sender, asked.policy)):
        said = Response(mail.sender, asked.now, asked.command.text or "")
        case = with_assignment(case, replace(held, closers=(*held.closers, said)))
        return Decision(case, to_sender(case, mail, NoticeVariant.CLOSE, said.text))
    words = asked.command.text or (said.text if said is not None else "")
    return close(replace(asked, command=replace(asked.command, text=words or None)), ClosedVariant.DONE)


def withdraw(asked: Asked) -> Decision:
    """It is withdrawn; by an agent who only joined his own mail is."""
    if CONTACTS.isdisjoint(find_parts(asked.case, asked.mail.sender, asked.policy)):
        return _leave(asked)
    return close(asked, ClosedVariant.CANCEL)


def _leave(asked: Asked) -> Decision:
    """Who joined is no agent of it any more, and the case goes on."""
    case, mail = asked.case, asked.mail
    case = replace(case, watchers=all_but(mail.sender, case.watchers))
    case = record(case, asked.now, EntryKind.LEFT, mail.sender.email, asked.command.text or "")
    text, variant = asked.command.text or "", ForwardedVariant.LEFT
    told = Notification(Kind.FORWARDED, case.agent, Role.AGENT, variant, text, files=mail.files, also=(mail.sender,))
    return Decision(case, (told, *to_sender(case, mail, NoticeVariant.LEFT)))


def close(asked: Asked, variant: ClosedVariant) -> Decision:
    """It is over, and everybody is told."""
    closed = replace(end_pause(asked.moved, asked.now), closed_at=asked.now, outcome=asked.command.text or "")
    closed = with_assignment(closed, replace(closed.assignment, due_at=None))
    return tell_everybody(asked, closed, Kind.CLOSED, variant)


def reopen(asked: Asked) -> Decision:
    """Once more, with its level's time anew."""
    case = replace(asked.moved, closed_at=None, outcome="")
    if case.opened_at is not None:
        anew = replace(
            case.assignment, claimed_by=None, claimed_at=None, since=asked.now, out=(), answer=None, closers=()
        )
        case = with_deadline(with_assignment(case, anew), asked.policy)
    return tell_everybody(asked, case, Kind.MOVED, MovedVariant.REOPEN)
