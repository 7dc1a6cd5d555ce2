"""What is asked of a case in many places has one answer."""

from dataclasses import replace
from datetime import timedelta

from daemon.core.model.assignment import Pause
from daemon.core.model.case import Status
from daemon.core.model.happenings import Assessment
from parsers.model import Address
from tests.cases import altered
from tests.core.clock.test_steps import DANA, LEAD, LEVELS, MANAGER, POLICY, TECH, local, make_case
from tests.tables import every_row

DUE = local("2026-03-09T12:10")
MOMENT = timedelta(microseconds=1)


def test_a_case_is_overdue_from_the_very_moment_of_its_deadline() -> None:
    assert make_case().due_at == DUE
    assert [make_case().overdue_since(now) for now in (DUE - MOMENT, DUE, DUE + MOMENT)] == [None, DUE, DUE]


@every_row("status", [status for status in Status if status is not Status.OPEN])
def test_what_nobody_has_to_take_is_never_overdue(status: Status) -> None:
    assert replace(make_case(), status=status).overdue_since(DUE + timedelta(days=9)) is None


def test_its_agents_are_who_escalated_it_and_who_joined_however_they_write_their_address() -> None:
    joined = replace(make_case(), watchers=(LEAD,))
    assert joined.agents == (DANA, LEAD)
    assert [joined.is_agent(one) for one in (DANA, Address("LEAD@example.com"), MANAGER)] == [True, True, False]


def test_who_took_it_has_it_and_before_that_all_who_are_asked_to() -> None:
    assert altered(make_case(), recipients=(MANAGER, TECH)).holders == (MANAGER, TECH)
    assert altered(make_case(), recipients=(MANAGER, TECH), claimed_by=LEAD).holders == (LEAD,)


def test_a_pause_lasts_as_long_as_the_case_waits() -> None:
    first, second = Pause(DUE, DUE + MOMENT), Pause(DUE + 2 * MOMENT)
    assert replace(make_case(), status=Status.WAITING, pauses=(first, second)).pause == second
    assert replace(make_case(), pauses=(first,)).pause is None


@every_row(("level", "following"), [(1, 2), (2, 3), (3, 4), (4, None), (9, None)])
def test_the_next_level_is_the_lowest_of_those_above(level: int, following: int | None) -> None:
    found = POLICY.next_level(level)
    assert (found and found.number) == following


def test_numbers_that_are_left_out_are_passed_over() -> None:
    assert replace(POLICY, levels={4: LEVELS[4], 2: LEVELS[2]}).next_level(2) == LEVELS[4]


@every_row(("level", "said", "urgent"), [(3, False, False), (3, True, True), (4, False, True)])
def test_it_is_read_as_urgent_when_its_agent_says_so_or_the_executives_have_it(
    level: int, said: bool, urgent: bool
) -> None:
    assert POLICY.is_urgent(replace(make_case(level), urgent=said)) is urgent


@every_row(
    ("missing", "urgent", "immediate", "at_once"),
    [
        ((), False, False, True),
        (("ticket",), False, False, False),
        (("ticket",), True, False, True),
        (("ticket",), False, True, True),
    ],
)
def test_what_is_whole_or_presses_goes_at_once(
    missing: tuple[str, ...], urgent: bool, immediate: bool, at_once: bool
) -> None:
    assert Assessment(1, (), immediate=immediate).goes_at_once(missing, urgent) is at_once
