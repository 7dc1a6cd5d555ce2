"""Somebody takes the case: the first has it, and whoever was asked before a raise may still (behaviour B7.25)."""

from dataclasses import replace

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.left import take_in
from daemon.core.decisions.effects import Asked, done
from daemon.core.decisions.told.concerned import find_concerned, naming
from daemon.core.decisions.told.people import because, find_files, is_of_level, may_know, to_sender, was_asked
from daemon.core.decisions.trackers.leaving import without_trackers
from daemon.core.decisions.transitions import record
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import ClaimedVariant, Kind, RoutedVariant
from parsers.model import Address


def claim(asked: Asked) -> Decision:
    """Who says it first has it. A second one learns who has it, and takes it over when he says so again."""
    case, sender, holder = asked.case, asked.mail.sender, asked.case.claimed_by
    is_there = asked.mail.tracker is not None  # by a tracker, in which several write from one address
    if holder is not None and (holder == sender if is_there else holder.key == sender.key):
        return Decision(case, to_sender(case, asked.mail, NoticeVariant.TAKEN))
    held = case.assignment
    if holder is not None and not is_there and sender.key not in held.rivals:
        told = with_assignment(case, replace(held, rivals=(*held.rivals, sender.key)))
        return Decision(told, to_sender(told, asked.mail, NoticeVariant.TAKEN))
    here = take_in(_come_back(asked), sender)
    claimed = with_assignment(here, replace(here.assignment, claimed_by=sender, claimed_at=asked.now, rivals=()))
    claimed = record(claimed, asked.now, EntryKind.CLAIMED, sender.email)
    also = (sender,) if holder is None else (sender, holder)
    variant = ClaimedVariant.FIRST if holder is None else ClaimedVariant.OVER
    variant = ClaimedVariant.BACK if claimed.level != case.level else variant
    everybody = (
        Notification(Kind.CLAIMED, person, role, variant, also=also)
        for person, role in find_concerned(case, asked.policy)
        if person.key != sender.key
    )
    letters = tuple(without_trackers(tuple(everybody), case, asked.policy))
    said = naming(letters, done(asked, claimed))
    if not _has_read_it(asked):  # it says, too, that he has it
        files = find_files(case)
        said = (Notification(Kind.ROUTED, sender, Role.RECIPIENT, RoutedVariant.ASKED, files=files),)
    return Decision(claimed, (*letters, *said))


def _has_read_it(asked: Asked) -> bool:
    """Whether its taker has had the case, and not its number in a digest or a reminder alone."""
    case, mail, policy = asked.case, asked.mail, asked.policy
    if case.sensitive:
        return may_know(case, mail.sender, policy)
    is_given = mail.in_place_of is not None or is_of_level(case, mail.sender, policy)
    return is_given or was_asked(case, mail.sender, policy)


def _come_back(asked: Asked) -> Case:
    """The case at the level at which its taker was asked before it went up, with that level's time anew; where it is
    for all others."""
    case, sender, policy = asked.moved, asked.mail.sender, asked.policy
    has_no_turn = policy.is_lead(sender) or is_of_level(case, sender, policy)
    earlier = None if has_no_turn else _find_asked_before(case, sender, policy)
    if earlier is None:
        return case
    anew = Assignment(earlier.level, asked.now, earlier.recipients, reminded=case.assignment.reminded)
    below = tuple(one for one in case.assignments[1:] if one.level < earlier.level)
    moved = with_deadline(replace(case, assignments=(anew, *below)), policy)
    moved = because(moved, f"{{0}} has taken it, who was asked at Level {earlier.level}", sender)
    return record(moved, asked.now, EntryKind.MOVED.of(earlier.level), sender.email)


def _find_asked_before(case: Case, person: Address, policy: EscalationPolicy) -> Assignment | None:
    asked = (
        one
        for one in case.assignments[1:]
        if person.is_among(one.recipients) or person.key in policy.find_level(one.level).members
    )
    return next(asked, None)
