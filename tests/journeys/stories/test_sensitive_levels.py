"""A level's sensitive cases go to others (behaviour B5.25)."""

from pathlib import Path

from tests.journeys.stories.street import Street, open_street

EXECUTIVES = "recipients: [Robin Achebe <robin@example.com>]"
COUNSEL = {EXECUTIVES: f"{EXECUTIVES}, sensitive: [Zoe Berg <zoe@example.com>]"}
BREACH = {"issue_summary": "Their customer data was stolen by somebody from outside."}


def test_a_breach_goes_to_those_whom_the_level_names_for_it(tmp_path: Path) -> None:
    with open_street(tmp_path, COUNSEL) as street:
        street.at(
            "mon 10:00", street.form("dana", **BREACH),
            zoe="routed: Answer by: today 11:00",
            dana="receipt: is with the Executive Team (Level 4) … It went to Zoe Berg.",
        )  # fmt: skip
        street.at("mon 10:40", zoe="reminder: ESC-1")
        street.at("mon 10:50", zoe="reminder: ESC-1")
        street.at(
            "mon 10:52", street.answer("zoe", "mine"),
            zoe="notice: ESC-1 is yours now.", dana="claimed: Zoe Berg has taken ESC-1",
        )  # fmt: skip


def test_a_case_becomes_sensitive_by_what_its_agent_writes(tmp_path: Path) -> None:
    with open_street(tmp_path, COUNSEL) as street:
        _open_urgent(street)
        street.at(
            "mon 10:10", street.answer("dana", "Their lawyer has just rung, they sue us.", "receipt"),
            zoe="routed: Their lawyer has just rung … Answer by: today 11:10",
            robin="moved: ESC-1 is sensitive from now on … It is with Zoe Berg now, and I remind you no more. "
            "… !lawyer",
            dana="notice: ESC-1 … Zoe Berg",
        )  # fmt: skip
        street.at("mon 10:45", zoe="reminder: ESC-1")


def test_who_has_taken_it_keeps_it(tmp_path: Path) -> None:
    with open_street(tmp_path, COUNSEL) as street:
        _open_urgent(street)
        street.write("mon 10:05", street.answer("robin", "mine"))
        street.at(
            "mon 10:10", street.answer("dana", "Their lawyer has just rung, they sue us.", "receipt"),
            robin="relay: Their lawyer has just rung",
            dana="notice: This case is sensitive now",
        )  # fmt: skip


def test_it_is_not_sensitive_after_all(tmp_path: Path) -> None:
    with open_street(tmp_path, COUNSEL) as street:
        street.write("mon 10:00", street.form("dana", **BREACH))
        street.at(
            "mon 10:10", street.answer("zoe", "not sensitive: it was a drill"),
            zoe="notice: ESC-1 is not sensitive any more",
            robin="routed: it was a drill … Answer by: today 11:10",
            dana="moved: Zoe Berg says that ESC-1 is not sensitive", ada="customer-acknowledgement: specialists",
        )  # fmt: skip


def test_a_cover_and_the_digest(tmp_path: Path) -> None:
    with open_street(tmp_path, COUNSEL) as street:
        street.write(
            "mon 08:00", street.copy("zoe", "support@example.com", "away until friday cover jo@example.com", "")
        )
        street.at(
            "mon 10:00", street.form("dana", **BREACH),
            jo="routed: in place of Zoe Berg", dana="receipt: It went to jo@example.com.",
        )  # fmt: skip


def _open_urgent(street: Street) -> None:
    street.write("mon 10:00", street.form("dana", "URGENT - Exports end without a file - Ticket #48213"))
    assert [one["X-Escalation-Kind"] for one in street.boxes["robin"]] == ["routed"]
