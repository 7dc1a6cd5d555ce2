"""Several agents escalate one outage: for the level it is one matter in one thread, for each agent a case of his own
(behaviour B5.17). The first case is the level's; the others go along with it, and what becomes of it is theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.quiet import find_lines_at
from daemon.core.decisions.told.people import to_agents
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, Status, with_more
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import Conversation, Entry, Kin
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import (
    ClaimedVariant,
    ForwardedVariant,
    Kind,
    MovedVariant,
    RaisedVariant,
    ReceiptVariant,
)
from parsers.model import SEPARATOR, Address, CommandName, Remark, RemarkCode

OUTAGE = "outage"  # the trigger
# what the timeline says of where a case is, and of him who has it no longer
WAYS = frozenset({EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED, EntryKind.CLAIMED, EntryKind.PASSED_ON})
LOSES = frozenset({EntryKind.AWAY, EntryKind.NOT_DELIVERED})
DECLINED = EntryKind.COMMAND.of(CommandName.DECLINE)
OVER = {Status.CANCELLED: RemarkCode.OUTAGE_WITHDRAWN, Status.RESOLVED: RemarkCode.OUTAGE_SOLVED}
MOST_SAID = 120  # characters of a line


def is_outage(case: Case) -> bool:
    """Whether it may be one with others: upstairs, and never a sensitive one."""
    is_up = case.opened_at is not None and not case.status.is_closed
    return is_up and not case.sensitive and OUTAGE in case.triggers


def find_first(case: Case, opened: Iterable[Case], policy: EscalationPolicy, now: datetime) -> Case | None:
    """The case that has the level for this outage: of those that opened there within `join.outage`, the first. None
    where this one is the first itself, or no outage."""
    if not is_outage(case):
        return None
    known = {one.number: one for one in opened if is_outage(one) and one.number != case.number}
    since = now - policy.join_outage.time
    near = (one for one in known.values() if one.opened_at is not None and one.opened_at >= since)
    here = [one for one in near if any(turn.level == case.level for turn in one.assignments)]
    oldest = min(here, key=lambda one: one.number, default=None)
    return None if oldest is None else known.get(oldest.first or oldest.number)


def go_along(decision: Decision, first: Case, now: datetime) -> Decision:
    """A case that has just opened, along with the first: its level is not asked anew, and its agent reads with which
    one it goes, and how that ends if it is another outage."""
    case = replace(follow(decision.case, first), first=first.number)
    case = record(case, now, EntryKind.SAME_OUTAGE, "", first.name)
    if case.claimed_by is not None:
        case = record(case, now, EntryKind.CLAIMED, case.claimed_by.email)
    kept = (one for one in decision.notifications if not one.kind.brings_case)
    letters = (
        replace(one, variant=ReceiptVariant.OUTAGE) if one.variant is ReceiptVariant.OPENED else one for one in kept
    )
    return Decision(case, tuple(letters))


def follow(case: Case, first: Case) -> Case:
    """The case with the people, the level and the deadline of the first; it waits only when somebody lets it wait
    itself."""
    held, opened_at = case.assignment, case.opened_at
    turns = tuple(replace(one, reminded=(), closers=(), rivals=()) for one in first.assignments)
    claimed_at = first.claimed_at if first.claimed_at is None or opened_at is None else max(first.claimed_at, opened_at)
    held = replace(turns[0], reminded=held.reminded, closers=held.closers, claimed_at=claimed_at)
    case = replace(case, assignments=(held, *turns[1:]))
    if case.status is Status.OPEN and first.claimed_by is not None:
        return move(case, Action.CLAIM) or case
    if case.status is Status.CLAIMED and first.claimed_by is None:
        return move(case, Action.DECLINE) or case
    return case


def take_along(first: Case, case: Case, now: datetime) -> Case:
    """The first, which another goes along with from now on."""
    said = case.fields.customer_impact or case.fields.issue_summary or case.title
    said = next((one.opening for one in case.words if one.opening), "") if said == case.title else said
    files = tuple(file for file in case.conversation.files if file.counts)
    line = " ".join((said or case.title).split())[:MOST_SAID]
    kin = Kin(case.number, case.agent, now, case.fields.customer or "", line, files)
    return replace(first, kin=(*first.kin, kin))


def tell_lines(case: Case, now: datetime) -> Decision:
    """A line for each that goes along, in the first one's thread: to who has it, else to its level. More than three in
    an hour come as one."""
    at = find_lines_at(case)
    if at is None or at > now:
        return Decision(case)
    new = [one for one in case.kin if one.told_at is None]
    case = replace(case, kin=tuple(replace(one, told_at=one.told_at or now) for one in case.kin))
    lines = tuple(_say_line(RemarkCode.SAME_OUTAGE, one) for one in new)
    return Decision(case, _tell_holders(case, lines, new))


def tell_over(case: Case, kin: Kin, over: Case) -> tuple[Notification, ...]:
    """The line that one goes along no more, since it is withdrawn or solved, with what is said of it; not to who has
    said so. Nothing of one that goes on, nor to whom it was never told."""
    code, is_known = OVER.get(over.status), kin.told_at is not None or case.claimed_by is not None
    if code is None or not is_known:
        return ()
    by = next((one.who for one in reversed(over.conversation.entries) if one.kind is EntryKind.COMMAND), "")
    lines, gone = (_say_line(code, kin),), replace(kin, files=())
    told = (one for one in _tell_holders(case, lines, [gone]) if one.to.key != by.lower())
    return tuple(replace(one, text=over.outcome) for one in told)


def _tell_holders(case: Case, lines: tuple[Remark, ...], about: Sequence[Kin]) -> tuple[Notification, ...]:
    """These lines to who has the case, else to those of its level who are asked."""
    files, agents = tuple(file for one in about for file in one.files), tuple(one.agent for one in about)
    variant, out = ForwardedVariant.OUTAGE, {one.who for one in case.assignment.out}
    return tuple(
        Notification(Kind.FORWARDED, person, Role.RECIPIENT, variant, "", lines, files, also=agents)
        for person in case.hearers
        if person.key != case.agent.key and (case.claimed_by is not None or person.key not in out)
    )


def _say_line(code: RemarkCode, kin: Kin) -> Remark:
    agent = kin.agent.name or kin.agent.email
    return Remark(code, SEPARATOR.join((kin.name, kin.customer or "-", agent, kin.line)))


def carry_over(case: Case, before: Case, first: Case) -> Decision | None:
    """What became of the first is so for one that goes along with it, and its agents read it; None where it is nothing
    to them."""
    after = follow(case, first)
    if after == case:
        return None
    news = first.conversation.entries[len(before.conversation.entries) :]
    ways = tuple(one for one in news if one.kind in WAYS or _is_loss(one, before))
    letter = _find_letter(before, first, news)
    told = () if letter is None else tuple(replace(letter, to=one, role=role) for one, role in to_agents(after))
    return Decision(with_more(after, Conversation(entries=ways)), told)


def _is_loss(entry: Entry, before: Case) -> bool:
    """Whether he who had it has it no longer by this."""
    is_his = before.claimed_by is not None and entry.who.lower() == before.claimed_by.key
    return is_his and (entry.kind in LOSES or entry.name == DECLINED)


def _find_letter(before: Case, first: Case, news: Sequence[Entry]) -> Notification | None:
    """What is to be said of it: that somebody has it now, or has it no longer, and where it has gone."""
    said = next((one for one in reversed(news) if one.kind is EntryKind.COMMAND), None)
    text = said.text if said is not None else ""
    had, held = before.claimed_by, first.claimed_by
    if held is not None and (had is None or had.key != held.key):
        return _write(Kind.CLAIMED, ClaimedVariant.FIRST, (held,), text)
    if first.level != before.level:
        if said is not None:
            return _write(Kind.MOVED, MovedVariant.LEVEL, (_find_person(said.who, before),), text)
        return _write(Kind.RAISED, RaisedVariant.AGENT, before.holders)
    by = _find_passer(before, first)
    if by is not None:
        return _write(Kind.MOVED, MovedVariant.PASSED, (by,), text)
    if had is not None and held is None:
        return _write(Kind.MOVED, MovedVariant.RETURNED, (had,), text)
    return None


def _find_person(email: str, case: Case) -> Address:
    """Under the name by which the case knows him."""
    return next((one for one in case.participants if one.key == email.lower()), Address(email))


def _find_passer(before: Case, first: Case) -> Address | None:
    """Who has just given it to somebody else; None: nobody has."""
    passed = first.assignment.passed
    return passed.by if passed is not None and passed != before.assignment.passed else None


def _write(
    kind: Kind,
    variant: ClaimedVariant | MovedVariant | RaisedVariant,
    also: tuple[Address, ...],
    text: str = "",
) -> Notification:
    return Notification(kind, also[0], Role.AGENT, variant, text, also=also)


def is_of_first(case: Case, who: Address) -> bool:
    """Whether it is told of the first alone that this one, who is none of its agents, is away or back."""
    return bool(case.first) and not case.is_agent(who)


def is_moved_itself(before: Case, case: Case) -> bool:
    """Whether somebody has done with this one what he has not done with the first."""
    return _find_place(before.assignment) != _find_place(case.assignment)


def _find_place(held: Assignment) -> tuple[object, ...]:
    taker = held.claimed_by.key if held.claimed_by is not None else ""
    return held.level, taker, held.passed
