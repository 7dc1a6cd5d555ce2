"""What a transaction has to say to the index of solved cases: before it ends, and after."""

from daemon.core.model.case import Case
from daemon.ports import SolvedCases, State, is_solved


class SolvedNotes:
    """Notes each case that is written. A note too many, of what was not written after all, does no harm: the index is
    told what the state has."""

    def __init__(self, solved: SolvedCases) -> None:
        self._solved = solved
        self._changed: dict[int, None] = {}
        self._hushed: dict[int, None] = {}
        self._ended: dict[int, None] = {}

    def note(self, before: Case | None, case: Case) -> None:
        """A case as it is written, and was before."""
        if before is None:
            return
        if case.status.is_closed or before.status.is_closed:
            self._changed[case.number] = None
        if case.sensitive and not before.sensitive:
            self._hushed[case.number] = None
        if is_solved(before) and not is_solved(case):
            self._ended[case.number] = None

    def take_ended(self) -> tuple[int, ...]:
        """The cases of which others may say that they are solved, and which are so no more."""
        ended, self._ended = tuple(self._ended), {}
        return ended

    def forget(self) -> None:
        """What is sensitive is out of the index before it is committed: a crash leaves no words behind."""
        for number in self._hushed:
            self._solved.forget(number)

    def tell(self, state: State) -> None:
        """Once all is committed: the cases that are closed, or were."""
        for number in dict.fromkeys((*self._changed, *self._hushed)):
            case = state.find_case(number)
            if case is not None:
                self._solved.add(case)
