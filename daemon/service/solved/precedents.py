"""What letters say of a solved case that a new one resembles, by the state as it is when they are written
(behaviour B9.19)."""

from collections.abc import Iterator
from dataclasses import replace

from daemon.core.decisions.told.again import LEVEL_LETTERS, ask_levels_again
from daemon.core.decisions.told.outdated import NOT_LEFT
from daemon.core.decisions.told.precedents import LIKE, brings_precedent, find_precedent
from daemon.core.model.case import Case
from daemon.core.model.history.precedents import Likeness
from daemon.core.model.notifications import Letter, Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import SolvedCases, State, is_solved, iterate_cases


def with_likeness(before: Case | None, case: Case, state: State, solved: SolvedCases) -> Case:
    """The case, with the solved one that it resembles most where it has just gone up; as it is otherwise."""
    goes_up = case.opened_at is not None and (before is None or before.opened_at is None)
    if not goes_up or case.sensitive:
        return case
    surest = next(iter(solved.find_like(case, state)), None)
    if surest is None or surest.likeness < LIKE:
        return case
    return replace(case, likeness=Likeness(surest.case.number, surest.likeness))


def with_precedent(letter: Notification, case: Case | None, state: State, policy: EscalationPolicy) -> Notification:
    """The letter, with what it says of that case: of one that is solved as it is written."""
    if case is None or case.likeness is None or not brings_precedent(letter, policy):
        return letter
    solved = state.find_case(case.likeness.number)
    if solved is None or not is_solved(solved):
        return letter
    return replace(letter, precedent=find_precedent(case, solved, policy))


def find_untrue(state: State, number: int) -> Iterator[tuple[Letter, Notification, Case]]:
    """The letters to a level that wait for it to open and say something of a case that is solved no more, or sensitive:
    each with what it is to say, and its case."""
    for case in tuple(iterate_cases(state)):
        if case.likeness is None or case.likeness.number != number:
            continue
        for letter in state.letters_of(case.number):
            if letter.kind in LEVEL_LETTERS and letter.state in NOT_LEFT and not letter.in_doubt:
                asked = (one for one in ask_levels_again(case, letter.kind) if one.to.key == letter.to.lower())
                yield from ((letter, one, case) for one in asked)
