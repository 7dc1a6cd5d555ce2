"""Letters that say where a case stands: no sentence is untrue when it is read."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import AGENT, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.test_files_go_along import reader

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # 10:30 in Berlin
AN_HOUR = timedelta(hours=1)
CEO = "ceo@example.com"
GAPS = build_form({"Priority": None, "Customer Impact": None, "Customer Expectation": None})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def find(letters: list[EmailMessage], kind: str, to: str) -> EmailMessage:
    return next(one for one in letters if (one["X-Escalation-Kind"], reader(one)) == (kind, to))


def test_who_answers_one_of_several_gaps_of_a_case_upstairs_reads_that_it_is_there(desk: Desk) -> None:
    first = desk.receive(build_mail("URGENT - Exports end - Ticket #48213", GAPS), MONDAY)
    asked = find(first, "information-request", AGENT)
    letters = desk.receive(reply(asked, AGENT, "Customer Impact: 20 users cannot invoice"), MONDAY + AN_HOUR)
    text = text_of(find(letters, "information-request", AGENT))
    assert "passed on to Executive Team (Level 4)" in text
    assert "nobody has been told" not in text
    assert "before this can go up" not in text
