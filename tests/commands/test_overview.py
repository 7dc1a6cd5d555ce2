"""What `status` and `show` say of a case, and that the digest says the same."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from daemon.commands.overview import render_status
from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.test_clock_stories import escalation, letter_to

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def test_status_and_digest_agree_on_what_is_overdue_and_a_case_that_waits_is_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.receive(escalation(1), MONDAY)
    desk.receive(escalation(2), MONDAY)
    waiting = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
    taken = letter_to(desk.receive(escalation(4), MONDAY), "tech@example.com")
    desk.receive(reply(waiting, "tech@example.com", "waiting"), MONDAY + timedelta(hours=1))
    desk.receive(reply(taken, "tech@example.com", "mine"), MONDAY + timedelta(hours=1))
    now = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)  # 9:00 in Berlin
    digest = letter_to(desk.pass_time(now)[-3:], "lead@example.com", "digest")
    rows = render_status(desk.store, desk.policy, {}, now)["open"]
    assert isinstance(rows, list)
    assert [(row["case"], row["overdue"]) for row in rows] == [("ESC-1", True), ("ESC-2", True), ("ESC-3", False), ("ESC-4", False)]
    assert str(digest["Subject"]).startswith("2 overdue"), text_of(digest)
