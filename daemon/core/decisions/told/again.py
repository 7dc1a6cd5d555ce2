"""A case goes to its level again, as it stands by now (behaviour B6.25)."""

from dataclasses import replace

from daemon.core.decisions.told.people import to_level
from daemon.core.model.case import Case
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification
from daemon.core.model.variants import Kind, Plain, RaisedVariant, RoutedVariant

LEVEL_LETTERS: dict[Kind, RoutedVariant | RaisedVariant | Plain] = {
    Kind.ROUTED: RoutedVariant.FIRST,
    Kind.RAISED: RaisedVariant.ASKED,
}


def ask_levels_again(case: Case, kind: Kind) -> list[Notification]:
    """The letters that bring the case to each level that has it."""
    return [one for seen in case.views for one in ask_level_again(seen, kind)]


def ask_level_again(case: Case, kind: Kind) -> list[Notification]:
    """The letters that bring its level the case, as they say it now: also who did not take it, where the clock has
    raised it."""
    before = case.assignments[1] if len(case.assignments) > 1 else None
    if kind is not Kind.RAISED or before is None or not _was_raised_by_clock(case):
        return to_level(case, kind, LEVEL_LETTERS[kind])
    out = {one.who for one in before.out}
    silent = tuple(person for person in before.recipients if person.key not in out)
    return [replace(one, also=silent, since=before.due_at) for one in to_level(case, kind, RaisedVariant.IN_TIME)]


def _was_raised_by_clock(case: Case) -> bool:
    """Whether it came to its level because nobody below took it in time."""
    ways = (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED)
    newest = next((entry for entry in reversed(case.own_entries) if entry.kind in ways), None)
    return newest is not None and newest.kind is EntryKind.RAISED and not newest.who and newest.text.startswith("due ")
