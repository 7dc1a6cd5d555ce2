"""A case comes from one level to another that has it already (behaviour B9.14)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from daemon.core.decisions.beside.dropping import without_turn
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, turned
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification
from daemon.core.model.variants import RaisedVariant, RoutedVariant, Variant

ASKS: frozenset[Variant] = frozenset({*RoutedVariant, RaisedVariant.IN_TIME, RaisedVariant.ASKED})


def join_levels(before: Case, decision: Decision) -> Decision:
    """What was decided; a level to which the case has come, and that had it already, has it as it had: what was taken
    there stays so, by the same deadline. Who has it there, or has declined it, is not asked by that again."""
    case, letters = decision.case, decision.notifications
    for mover in case.views:
        was = turned(before, mover.turn)
        there = next((one for one in case.views if one.turn != mover.turn and one.level == mover.level), None)
        if there is None or was.turn != mover.turn or was.level == mover.level:
            continue
        held, gone, kept = there.assignment, mover.turn or there.turn, there.turn if mover.turn else 0
        case = without_turn(case if mover.turn else _as_there(case, there.turn), gone)
        letters = tuple(_without_asked(held, _about(letters, gone, kept)))
    return Decision(case, letters)


def _as_there(case: Case, number: int) -> Case:
    """The case at the level to which it has come, as that has it."""
    there = next(one for one in case.beside if one.number == number)
    return replace(
        case,
        status=there.status,
        assignments=(there.assignments[0], *case.assignments[1:]),
        pauses=there.pauses,
        question=case.question or there.question,
    )


def _about(letters: Iterable[Notification], old: int, new: int) -> Iterator[Notification]:
    return (replace(one, turn=new) if one.turn == old else one for one in letters)


def _without_asked(held: Assignment, letters: Iterable[Notification]) -> Iterator[Notification]:
    out = {one.who for one in held.out}
    for one in letters:
        is_takers = held.claimed_by is None or one.to.key == held.claimed_by.key
        if not (one.kind.brings_case and one.variant in ASKS) or (is_takers and one.to.key not in out):
            yield one
