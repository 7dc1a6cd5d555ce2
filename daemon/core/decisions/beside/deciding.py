"""A case that several levels have is decided as each of those sees it whom a happening is about (behaviour B9.14)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.beside.carrying import carry_over
from daemon.core.decisions.beside.dropping import drop_deserted
from daemon.core.decisions.beside.meeting import join_levels
from daemon.core.decisions.beside.whose import find_turn, is_upstairs_beside
from daemon.core.decisions.parts.part import CONTACTS, find_parts
from daemon.core.decisions.told.people import is_of_level
from daemon.core.model.case import Case, Status, turned
from daemon.core.model.happenings import (
    AutoReplied,
    Commanded,
    Decision,
    Happening,
    Noted,
    Returned,
    Undelivered,
    Woken,
)
from daemon.core.model.history.conversation import Conversation
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, MovedVariant
from parsers.model import Address, CommandName

DecideOne = Callable[[Case], Decision]
# what an agent or a lead says of the clock of every level at which it would do something
OF_ALL = {
    CommandName.WAITING: (Status.OPEN, Status.CLAIMED, Status.WAITING),
    CommandName.RESUME: (Status.WAITING,),
    CommandName.CALM: (Status.OPEN, Status.CLAIMED, Status.WAITING),
    CommandName.REMIND: (Status.OPEN, Status.CLAIMED, Status.WAITING),
}
OF_CLOCK = frozenset({MovedVariant.WAITING, MovedVariant.RESUME, MovedVariant.CALM})


def decide_each(
    case: Case, happening: Happening, policy: EscalationPolicy, now: datetime, decide_one: DecideOne
) -> Decision:
    """What it does to the case, of which `decide_one` decides as one level sees it. What it means for the others is
    carried over; a level brought in of which nobody is left has it no longer."""
    decision = Decision(case)
    for number in _find_turns(case, happening, policy):
        here = turned(decision.case, number)
        decided = _tagged(here, decide_one(here), policy)
        if decision.case is not case:  # the mail is on file, and its command in the timeline
            decided = Decision(_without_again(here, decided.case), decided.notifications)
        decision = Decision(turned(decided.case, 0), (*decision.notifications, *decided.notifications))
    decision = Decision(decision.case, _once(decision.notifications))
    return settle(case, decision, happening, policy, now)


def settle(
    before: Case, decision: Decision, happening: Happening | None, policy: EscalationPolicy, now: datetime
) -> Decision:
    """What was decided, with what it means for the levels beside."""
    carried = carry_over(before, join_levels(before, decision), happening, policy, now)
    return drop_deserted(carried, policy, now)


def _find_turns(case: Case, happening: Happening, policy: EscalationPolicy) -> tuple[int, ...]:
    """As which levels see it, in this order, it is decided."""
    everyone = tuple(one.turn for one in case.views)
    match happening:
        case Woken():
            return everyone
        case Undelivered():
            return _find_his(case, Address(happening.to), policy)
        case AutoReplied():
            return _find_his(case, Address(happening.who), policy)
        case Returned():
            return _find_his(case, happening.who, policy)
        case Commanded() | Noted():
            return _find_writers(case, happening, policy)
    return (0,)


def _find_his(case: Case, person: Address, policy: EscalationPolicy) -> tuple[int, ...]:
    rules = policy.for_case(case)
    people = ((one.turn, (*one.upstairs, *rules.find_recipients(one.level))) for one in case.views)
    his = [turn for turn, there in people if person.is_among(there)]
    his += [one.turn for one in case.views if one.turn not in his and is_of_level(one, person, policy)]
    return tuple(sorted(his)) or (0,)


def _find_writers(case: Case, happening: Commanded | Noted, policy: EscalationPolicy) -> tuple[int, ...]:
    """That of the line that is answered, else of the writer, or in whose place he answers."""
    mail, writer = happening.mail, happening.mail.sender
    views = {one.turn: one for one in case.views}
    if isinstance(happening, Commanded) and happening.turn is not None:
        return (happening.turn if happening.turn in views else 0,)
    if any(writer.is_among(one.upstairs) or is_of_level(one, writer, policy) for one in case.views):
        return (0 if case.is_agent(writer) else find_turn(case, writer, policy),)
    if mail.in_place_of is not None:
        return (find_turn(case, mail.in_place_of, policy),)
    return _find_for_all(case, happening, policy) or (0 if case.is_agent(writer) else find_turn(case, writer, policy),)


def _find_for_all(case: Case, happening: Commanded | Noted, policy: EscalationPolicy) -> tuple[int, ...]:
    """All levels at which what an agent or a lead says of the clock would do something; nothing of anything else."""
    is_contacts = not CONTACTS.isdisjoint(find_parts(case, happening.mail.sender, policy))
    if not (is_contacts and isinstance(happening, Commanded)):
        return ()
    statuses = OF_ALL.get(happening.command.name, ())
    return tuple(one.turn for one in case.views if one.status in statuses)


def _tagged(before: Case, decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided as one level sees it, with what is its own marked so: what has happened there, and the letters
    about it, but those to who has it at another."""
    case, turn = decision.case, before.turn
    said, known = case.conversation, len(before.conversation.entries)
    entries = (*said.entries[:known], *(replace(one, turn=one.turn or turn) for one in said.entries[known:]))
    letters = tuple(_about(one, before, policy) for one in decision.notifications)
    return Decision(replace(case, conversation=replace(said, entries=entries)), letters)


def _about(letter: Notification, seen: Case, policy: EscalationPolicy) -> Notification:
    is_others = letter.role is Role.RECIPIENT and is_upstairs_beside(seen, letter.to, policy)
    return letter if letter.turn is not None or is_others else replace(letter, turn=seen.turn)


def _without_again(before: Case, case: Case) -> Case:
    """The case without the mail, and the line on its command, that are there already."""
    old, said = before.conversation, case.conversation
    new = tuple(one for one in said.entries[len(old.entries) :] if one.kind is not EntryKind.COMMAND)
    kept = Conversation((*old.entries, *new), said.told, old.mails, old.message_ids, old.files)
    return replace(case, conversation=kept)


def _once(letters: Iterable[Notification]) -> tuple[Notification, ...]:
    """The letters, each once to each of its readers; of the answers to one command the one that says that something was
    done, with all whom it has reached."""
    kept: list[Notification] = []
    for one in letters:
        at = next((at for at, other in enumerate(kept) if _is_same(one, other)), None)
        if at is None:
            kept.append(one)
        elif kept[at].kind is Kind.NOTICE:
            better = one if kept[at].variant is NoticeVariant.REFUSED else kept[at]
            also = {person.key: person for person in (*kept[at].also, *one.also)}
            kept[at] = replace(better, also=tuple(also.values()))
    return tuple(kept)


def _is_same(one: Notification, other: Notification) -> bool:
    is_answer = one.kind is Kind.NOTICE and one.text == other.text
    is_of_all = one.kind is Kind.CUSTOMER_UPDATE or (one.kind is Kind.MOVED and one.variant in OF_CLOCK)
    is_same = one.variant == other.variant and (one.turn == other.turn or is_of_all) and one.text == other.text
    return one.to.key == other.to.key and one.kind is other.kind and (is_answer or is_same)
