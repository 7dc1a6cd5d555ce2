"""What leaves for a tracker: the case, words about it, and that it is over or begins anew (behaviour B10.5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.history.tracked import find_ticket
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.trackers import find_members, is_tracker
from daemon.core.model.variants import ForwardedVariant, Kind, MovedVariant, RaisedVariant, RoutedVariant, Variant
from parsers.model import Address

# what makes a ticket there, or is filed under it
LEAVES: frozenset[tuple[Kind, Variant]] = frozenset(
    {
        *((Kind.ROUTED, one) for one in RoutedVariant),
        *((Kind.FORWARDED, one) for one in ForwardedVariant),
        *((Kind.RAISED, one) for one in (RaisedVariant.IN_TIME, RaisedVariant.ASKED)),
        (Kind.MOVED, MovedVariant.REOPEN),
    }
)
MOVES = frozenset({Kind.MOVED, Kind.RAISED, Kind.CLAIMED})


def without_trackers(
    letters: Iterable[Notification], case: Case | None, policy: EscalationPolicy
) -> list[Notification]:
    """The letters but those that no program is to have: nobody is reminded there, told who has it, or answered; nor
    that a case is closed which was closed there, for many open a ticket again by any word. Where it is now learn those
    of its members who were written to of the case."""
    kept = [one for one in letters if not is_tracker(one.to, policy) or _leaves(one, case)]
    told = frozenset[str]() if case is None else frozenset(one.to.lower() for one in case.conversation.told)
    lost = (one for one in letters if one.kind in MOVES and one not in kept)
    unheard = told - {one.to.key for one in kept}
    return [*kept, *(news for one in lost for news in _tell_members(one, unheard, policy))]


def _tell_members(letter: Notification, unheard: frozenset[str], policy: EscalationPolicy) -> Iterator[Notification]:
    """The letter to those of the tracker's members whom it is news to, and by whom it is not caused."""
    for one in find_members(letter.to, policy):
        if one.key in unheard and not one.is_among(letter.also):
            yield replace(letter, to=one)


def _leaves(letter: Notification, case: Case | None) -> bool:
    if letter.kind is Kind.CLOSED and case is not None:
        ticket = find_ticket(case.tracked, letter.to.key)
        return ticket is None or not ticket.is_over
    return (letter.kind, letter.variant) in LEAVES


def find_reminded(people: Iterable[Address], policy: EscalationPolicy) -> tuple[Address, ...]:
    """The people, and in the place of a tracker its members, each once: who can be reminded."""
    found = (person for one in people for person in _find_readers(one, policy))
    return tuple({person.key: person for person in found}.values())


def _find_readers(person: Address, policy: EscalationPolicy) -> tuple[Address, ...]:
    return find_members(person, policy) if is_tracker(person, policy) else (person,)


def with_trackers(mail: Mail, decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided, and a person's words to the tracker of the level as well, where one who took it there reads
    them himself: its ticket has all that was said."""
    held, letters = decision.case.assignment, decision.notifications
    if held.claimed_by is None or is_tracker(held.claimed_by, policy) or mail.sender.key == held.claimed_by.key:
        return decision
    trackers = [one for one in held.recipients if is_tracker(one, policy)]
    had = {one.to.key for one in letters if one.kind is Kind.FORWARDED}
    more = (one for one in _copy(letters, held.claimed_by, trackers) if one.to.key not in had)
    return Decision(decision.case, (*letters, *more))


def _copy(letters: Sequence[Notification], taker: Address, trackers: Sequence[Address]) -> Iterator[Notification]:
    for letter in letters:
        if letter.kind is Kind.FORWARDED and letter.role is Role.RECIPIENT and letter.to.key == taker.key:
            yield from (replace(letter, to=one) for one in trackers)
