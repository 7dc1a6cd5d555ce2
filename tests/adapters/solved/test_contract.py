"""What is promised of solved cases: by the index that is used, and by the one that is simple enough to be believed."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from daemon.adapters.solved.index import SolvedIndex
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, Status
from daemon.ports import SolvedCases
from parsers.model import Address, Fields
from tests.fake_solved import FakeSolvedCases
from tests.fake_store import FakeStore
from tests.tables import every_row

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EXPORT = "Nightly export ends without a file, stack trace in the warehouse connector."
EXPORT_AGAIN = "No file from the nightly export: stack trace of the warehouse connector again."
LIKE = (
    (EXPORT, EXPORT_AGAIN),
    ("Rechnungen werden doppelt gedruckt, seit der Druckserver umgezogen ist.",
     "Seit dem Umzug des Druckservers werden Rechnungen doppelt gedruckt."),
    ("Les étiquettes sortent vides depuis la mise à jour du pilote Zebra.",
     "Étiquettes vides depuis la mise à jour du pilote."),
    ("Las facturas salen duplicadas desde que se cambió el servidor de impresión.",
     "Facturas duplicadas tras el cambio del servidor de impresión."),
)  # fmt: skip
UNLIKE = (
    "The chat widget covers the checkout button on small phones.",
    "They have asked for a copy of the data processing agreement.",
    "Das Diagramm der Auslastung fehlt im Wochenbericht.",
    "Le module de paie ne connaît pas le nouveau taux.",
    "El mapa de calor no distingue los colores.",
    "",
    '" OR "export" NOT',
    "\udce4\0 \ufeff",
)


def a_case(number: int, summary: str, customer: str = "Contoso") -> Case:
    """One that asks."""
    fields = Fields(customer=customer, issue_summary=summary)
    return Case(number, Status.OPEN, (Assignment(3),), Address("dana@example.com"), "", fields, NOW)


def a_solved(number: int, summary: str = EXPORT, customer: str = "Fabrikam") -> Case:
    solved = a_case(number, summary, customer)
    return replace(solved, status=Status.RESOLVED, outcome=f"Outcome {number}.", closed_at=NOW)


@pytest.fixture(params=["index", "fake"])
def solved(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SolvedCases]:
    if request.param == "fake":
        yield FakeSolvedCases()
        return
    with closing(SolvedIndex(tmp_path)) as index:
        yield index


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def put(store: FakeStore, *cases: Case) -> None:
    with store.transaction() as unit:
        for case in cases:
            before = unit.find_case(case.number)
            unit.put_case(replace(case, version=before.version if before else 0))


def commit(store: FakeStore, solved: SolvedCases, *cases: Case) -> None:
    put(store, *cases)
    for case in cases:
        solved.add(case)


def find(solved: SolvedCases, store: FakeStore, summary: str = EXPORT_AGAIN) -> list[int]:
    return [one.case.number for one in solved.find_like(a_case(1000, summary), store)]


@every_row(
    "again, numbers",
    [*((again, [number]) for number, (_, again) in enumerate(LIKE, 1)), *((text, []) for text in UNLIKE)],
)
def test_a_new_case_finds_what_resembles_it_in_its_language_and_nothing_else(
    solved: SolvedCases, store: FakeStore, again: str, numbers: list[int]
) -> None:
    commit(store, solved, *(a_solved(number, before) for number, (before, _) in enumerate(LIKE, 1)))
    assert find(solved, store, again) == numbers


def test_it_says_how_sure_it_is_and_the_outcome_as_it_stands(solved: SolvedCases, store: FakeStore) -> None:
    commit(store, solved, a_solved(1))
    put(store, replace(a_solved(1), outcome="The connector was replaced."))
    (found,) = solved.find_like(a_case(2, EXPORT_AGAIN), store)
    (same,) = solved.find_like(a_case(2, EXPORT), store)
    assert (found.case.outcome, found.case.closed_at) == ("The connector was replaced.", NOW)
    assert 0 < found.likeness < same.likeness == 1


def test_the_surest_comes_first_then_the_newest_and_never_the_case_itself(
    solved: SolvedCases, store: FakeStore
) -> None:
    commit(store, solved, a_solved(1), a_solved(2), a_solved(3, EXPORT_AGAIN))
    assert find(solved, store) == [3, 2, 1]
    assert [one.case.number for one in solved.find_like(a_case(3, EXPORT_AGAIN), store)] == [2, 1]


def test_two_cases_of_one_customer_are_not_alike_by_its_name(solved: SolvedCases, store: FakeStore) -> None:
    customer = "Northwind Traders Hamburg"
    commit(store, solved, a_solved(1, f"{customer} cannot print.", customer))
    assert solved.find_like(a_case(2, f"{customer} wants a discount.", customer), store) == ()


def test_what_is_not_solved_or_is_sensitive_is_not_found(solved: SolvedCases, store: FakeStore) -> None:
    rows: tuple[dict[str, Any], ...] = (
        {"status": Status.OPEN},
        {"status": Status.CANCELLED},
        {"outcome": " "},
        {"sensitive": True},
    )
    for changes in rows:
        commit(store, solved, a_solved(1))
        assert find(solved, store) == [1]
        commit(store, solved, replace(a_solved(1), **changes))
        assert find(solved, store) == [], changes


def test_a_sensitive_case_asks_nothing(solved: SolvedCases, store: FakeStore) -> None:
    commit(store, solved, a_solved(1))
    assert solved.find_like(replace(a_case(2, EXPORT), sensitive=True), store) == ()


def test_what_the_state_says_decides_when_the_process_ended_between_the_two(
    solved: SolvedCases, store: FakeStore
) -> None:
    commit(store, solved, a_solved(1))
    rows: tuple[dict[str, Any], ...] = ({"sensitive": True}, {"status": Status.OPEN})
    for changes in rows:
        put(store, replace(a_solved(1), **changes))
        assert find(solved, store) == [], changes
    put(store, a_solved(1))
    solved.forget(1)
    assert find(solved, store) == []
    put(store, a_solved(2), a_case(3, EXPORT))
    assert solved.catch_up(store) is False
    assert find(solved, store) == [2, 1]


def test_it_catches_up_in_pages_and_drops_what_is_open_again(solved: SolvedCases, store: FakeStore) -> None:
    put(store, *(a_solved(number) for number in (1, 2, 3)))
    assert [solved.catch_up(store, limit=2) for _ in range(2)] == [True, False]
    assert find(solved, store) == [3, 2, 1]
    put(store, replace(a_solved(2), status=Status.OPEN))
    assert solved.catch_up(store) is False
    put(store, a_solved(2))
    assert find(solved, store) == [3, 1]
