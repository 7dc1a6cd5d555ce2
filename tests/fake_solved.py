"""Solved cases in a dictionary, compared one by one: slow, forgetful, and simple enough to be believed.
It passes the contract tests of the real index."""

from daemon.core.model.case import Case
from daemon.ports import Cases, Resembling, is_solved

LIKE = 0.3  # of the words of both
SMALL_WORD = 3  # letters


class FakeSolvedCases:
    def __init__(self) -> None:
        self.cases: dict[int, Case | None] = {}  # None for a closed one that is not found

    def add(self, case: Case) -> None:
        self.forget(case.number)
        if case.status.is_closed:
            self.cases[case.number] = case if is_solved(case) else None

    def forget(self, number: int) -> None:
        self.cases.pop(number, None)

    def find_like(self, case: Case, cases: Cases) -> tuple[Resembling, ...]:
        if case.sensitive:
            return ()
        near = [
            (number, count_shared(case, one))
            for number, one in self.cases.items()
            if one is not None and number != case.number
        ]
        near = sorted((one for one in near if one[1] >= LIKE), key=lambda one: (-one[1], -one[0]))
        found = ((cases.find_case(number), likeness) for number, likeness in near)
        return tuple(Resembling(one, likeness) for one, likeness in found if one is not None and is_solved(one))[:3]

    def catch_up(self, cases: Cases, limit: int = 1000) -> bool:
        closed = cases.closed_numbers()
        for number in self.cases.keys() - closed:
            self.forget(number)
        missing = sorted(closed - self.cases.keys())
        for number in missing[:limit]:
            case = cases.find_case(number)
            if case is not None:
                self.add(case)
        return len(missing) > limit


def count_shared(one: Case, other: Case) -> float:
    mine, others = find_words(one), find_words(other)
    return round(len(mine & others) / max(1, min(len(mine), len(others))), 2)


def find_words(case: Case) -> set[str]:
    """The beginnings of what is no small word, without who its customer is."""
    text = f"{case.title} {case.fields.issue_summary}".lower().replace(".", " ").replace(",", " ")
    own = f"{case.fields.customer}".lower().split()
    return {word[:6] for word in text.split() if word not in own and len(word) > SMALL_WORD}
