"""A digest and a bundle say the same of a case."""

from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.clock.steps import find_steps
from daemon.core.letters.bundles import bundle
from daemon.core.letters.digest import Affairs, build_digest
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case, Status
from daemon.core.model.history.step_key import StepKind
from daemon.core.model.notifications import DigestSection, Notification, NumberedLine, Role
from daemon.core.model.variants import Kind, ReminderVariant
from tests.cases import altered
from tests.core.clock.test_steps import DANA, FRIDAY, MANAGER, POLICY, local
from tests.core.letters.test_digest import WEEKS, Kept, build, case

PAUSED = case(42, status=Status.WAITING, pauses=(Pause(local("2026-03-09T16:00")),))
HELD = case(41, status=Status.HELD, opened_at=None, due_at=None, missing=("ticket",))


def line_in_bundle(one: Case, variant: ReminderVariant) -> NumberedLine:
    """Two letters to one person, where one at once is the most."""
    letter = Notification(Kind.REMINDER, DANA, Role.AGENT, variant)
    _, bundles = bundle([(one, letter), (one, letter)], 1, {})
    assert bundles[0].digest is not None
    return bundles[0].digest.sections[0].lines[0]


def line_in_digest(one: Case, name: DigestSection) -> NumberedLine:
    return next(section for section in build(one).sections if section.name is name).lines[0]


def test_they_say_the_same_of_what_waits() -> None:
    for one, variant in ((HELD, ReminderVariant.INCOMPLETE), (PAUSED, ReminderVariant.WAITING)):
        assert line_in_bundle(one, variant) == replace(line_in_digest(one, DigestSection.WAITING), refuses=())


def test_a_case_that_went_up_with_gaps_and_waits_for_the_customer_does_not_wait_for_its_agent() -> None:
    line = line_in_bundle(replace(PAUSED, missing=("ticket",)), ReminderVariant.WAITING)
    assert (line.who, line.missing, line.at) == ((), (), local("2026-03-09T16:00"))


def test_they_say_the_same_of_what_is_overdue_and_of_a_sensitive_case_neither_customer_nor_matter() -> None:
    late = case(37, sensitive=True)
    line = line_in_bundle(late, ReminderVariant.OVERDUE)
    assert line == line_in_digest(late, DigestSection.OVERDUE)
    assert (line.customer, line.title) == ("", "")


def test_the_digest_names_a_customer_who_has_heard_nothing_from_the_moment_of_the_first_nudge() -> None:
    taken = altered(
        case(36), status=Status.CLAIMED, claimed_by=MANAGER, claimed_at=FRIDAY, opened_at=FRIDAY, received_at=FRIDAY
    )
    first = next(step for step in find_steps(taken, POLICY) if step.kind is StepKind.CUSTOMER)

    def names(now: datetime) -> list[str]:
        return [
            section.name
            for section in build_digest(Affairs((taken,), (), (), WEEKS), POLICY, "Europe/Berlin", now).sections
        ]

    assert names(first.at) == ["not_updated"]
    assert names(first.at - timedelta(microseconds=1)) == []


def test_a_line_is_about_a_case_or_about_none() -> None:
    assert [NumberedLine(42).name, NumberedLine(title="a mail set aside").name] == ["ESC-42", ""]
    digest = build(PAUSED, HELD, quarantined=(Kept(),))
    assert digest.cases == (41, 42, 0)
    assert digest.marks == (*(one.standing for one in sorted((PAUSED, HELD), key=lambda one: one.number)), "ab12")
