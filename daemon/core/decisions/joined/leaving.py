"""Who joined takes his mail back: what it alone had brought goes with it, and who was asked by it reads so
(behaviour B5.27)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_priority_of
from daemon.core.clock.steps import say_again
from daemon.core.decisions.effects import Asked
from daemon.core.decisions.told.people import (
    all_but,
    because,
    enter_level,
    forward_to,
    tell_of_move,
    to_level,
    to_sender,
)
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import Earlier
from daemon.core.model.history.timeline import EntryKind, EntryName
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import ForwardedVariant, Kind, RoutedVariant
from parsers.model import Address, CommandName, Remark, RemarkCode

SETS_PRIORITY = frozenset({EntryKind.COMMAND.of(CommandName.PRIORITY), EntryName(EntryKind.ANSWERED)})


def keep_earlier(case: Case, before: Case, who: Address, now: datetime) -> Case:
    """The case to which this one's mail is joined, which knows how it was judged before."""
    was = Earlier(
        who, now, before.level, before.fields.priority, before.urgent, before.soft, before.reasons, before.triggers
    )
    return replace(case, earlier=(*case.earlier, was))


def leave(asked: Asked) -> Decision:
    """Who joined is no agent of it any more, and the case goes on without his words and files. What nobody but he has
    raised is lowered again, while nobody up there has answered; those whom it was with read it, too."""
    case, mail, now = asked.case, asked.mail, asked.now
    earlier = _find_his(case, mail.sender)
    after = record(_without(case, mail.sender), now, EntryKind.LEFT, mail.sender.email, asked.command.text or "")
    after, remarks = _lower_priority(after, earlier, asked)
    if earlier is not None and _may_go_back(case, earlier):
        decision = _go_back(after, earlier, remarks, asked)
    else:
        decision = Decision(after, tuple(_tell(after, remarks, asked)))
    knows = tuple(asked.policy.find_cover(one.to) for one in decision.notifications)
    said = (replace(one, also=knows) for one in to_sender(decision.case, mail, NoticeVariant.LEFT))
    return Decision(decision.case, (*decision.notifications, *said))


def _find_his(case: Case, who: Address) -> Earlier | None:
    """How it was before his first mail; None where another's has joined since, which may have brought the same."""
    his = next((at for at, one in enumerate(case.earlier) if one.who.key == who.key), None)
    since = () if his is None else case.earlier[his:]
    return since[0] if since and all(one.who.key == who.key for one in since) else None


def _without(case: Case, who: Address) -> Case:
    """The case without what he has written: nobody gets it anew."""
    return replace(
        case,
        watchers=all_but(who, case.watchers),
        earlier=tuple(one for one in case.earlier if one.who.key != who.key),
        words=tuple(one for one in case.words if one.author.key != who.key),
    )


def _lower_priority(case: Case, earlier: Earlier | None, asked: Asked) -> tuple[Case, tuple[Remark, ...]]:
    """The case at the priority that it had, unless somebody has set it since; with what is said of that."""
    if earlier is None or earlier.priority is case.fields.priority or case.status.is_closed:
        return case, ()
    if any(one.at > earlier.at and one.name in SETS_PRIORITY for one in case.conversation.entries):
        return case, ()
    case = replace(case, fields=replace(case.fields, priority=earlier.priority))
    if case.opened_at is not None:
        case = say_again(with_priority_of(case, asked.policy, asked.now), asked.policy, asked.now)
    return case, (Remark(RemarkCode.PRIORITY_NOW, earlier.priority or ""),)


def _may_go_back(case: Case, earlier: Earlier) -> bool:
    """Whether it is where his mail has taken it, and nobody there has said a word."""
    is_asked = case.status is Status.OPEN and not case.is_answered and not case.first
    return is_asked and earlier.level < case.level and case.assignment.since == earlier.at


def _go_back(case: Case, earlier: Earlier, remarks: tuple[Remark, ...], asked: Asked) -> Decision:
    """The case at the level from which his mail had raised it, on that one's own clock, and who reads so."""
    mail, before = asked.mail, asked.case
    judged = replace(case, urgent=earlier.urgent, soft=earlier.soft, reasons=earlier.reasons, triggers=earlier.triggers)
    judged = because(judged, f"{{0}} has taken back the mail by which it was at Level {case.level}", mail.sender)
    judged = enter_level(judged, earlier.level, asked.policy, asked.now)
    judged = record(judged, asked.now, EntryKind.MOVED.of(earlier.level), mail.sender.email)
    remarks = (Remark(RemarkCode.RAISED_BY_TAKEN_BACK, ""), *remarks)
    letters = (*to_level(judged, Kind.ROUTED, RoutedVariant.ASKED), *tell_of_move(before, judged, mail.sender))
    told = (replace(one, text=asked.command.text or "").with_remarks(*remarks) for one in letters)
    return Decision(judged, tuple(one for one in told if one.to.key != mail.sender.key))


def _tell(case: Case, remarks: tuple[Remark, ...], asked: Asked) -> Iterator[Notification]:
    """To its agent, and to whom it is with, who had read the mail."""
    upstairs = case.hearers if case.opened_at is not None else ()
    people = {one.key: (one, Role.RECIPIENT) for one in upstairs} | {case.agent.key: (case.agent, Role.AGENT)}
    for person, role in people.values():
        if person.key != asked.mail.sender.key and not (role is Role.RECIPIENT and case.is_agent(person)):
            said = forward_to(person, role, asked.mail, asked.command.text or "", ForwardedVariant.LEFT)
            yield said.with_remarks(*remarks)
