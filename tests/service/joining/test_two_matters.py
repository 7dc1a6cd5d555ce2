"""Two tickets are two cases, and so is one ticket of two customers; both agents read what it looks like (behaviour
B5.15)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
DANA, JO, TESS = "dana@example.com", "jo@example.com", "tech@example.com"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.receive(build_mail("ESCALATION - Exports", build_form({"Attachments": "none because it is words"})), MONDAY)
    return desk


def write(desk: Desk, sender: str = JO, **changes: str | None) -> list[EmailMessage]:
    fields = {name.replace("_", " ").replace("Ticket", "Ticket #"): value for name, value in changes.items()}
    form = build_form({"Attachments": "none because it is words", **fields})
    mail = build_mail("ESCALATION - Exports", form, sender=sender, message_id="<second@example.com>")
    return desk.receive(mail, MONDAY + timedelta(minutes=5))


@pytest.mark.parametrize("changes", [{"Ticket": "48999"}, {"Customer": "Fabrikam"}])
def test_another_ticket_or_another_customer_is_a_case_of_its_own_and_both_agents_read_so(
    desk: Desk, changes: dict[str, str]
) -> None:
    letters = write(desk, **changes)
    assert desk.store.count_cases() == 2
    assert ("routed", TESS) in kinds(letters)
    told = words_of(letter_to(letters, JO, "receipt"))
    assert "This looks like ESC-1 (ticket 48213), but names another ticket or another customer" in told
    assert "answer: cancel, and write about ESC-1 instead." in told
    assert "jo@example.com has opened ESC-2, which looks like your ESC-1" in words_of(letter_to(letters, DANA))


@pytest.mark.parametrize(
    "changes", [{}, {"Customer": None}, {"Customer": "Contoso Ltd."}, {"Ticket": None}, {"Customer": "contoso"}]
)
def test_the_same_ticket_or_the_same_customer_and_subject_joins(desk: Desk, changes: dict[str, str | None]) -> None:
    write(desk, **changes)
    assert desk.store.count_cases() == 1


def test_the_agent_of_both_reads_it_once(desk: Desk) -> None:
    letters = write(desk, DANA, Ticket="48999")
    assert [one for one in kinds(letters) if one[1] == DANA] == [("receipt", DANA)]
