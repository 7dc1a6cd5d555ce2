"""A team's own words reach every reader: the form, answers, commands, and what ends a mail."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from parsers.model import Priority
from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, reply
from tests.service.clock.test_claims import case_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
ADMINISTRATORS = "administrators: [ops@example.com]"
OWN = (
    "aliases: {high: [Feuer], low: [Asche], customer_impact: [Betroffene], levels.3: "
    "[Werkstatt]}\ncommands: {claim: [gehört mir]}"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, {ADMINISTRATORS: f"{ADMINISTRATORS}\n{OWN}"})


def test_the_teams_word_for_a_priority_is_known_in_the_form_and_in_a_command(desk: Desk) -> None:
    letters = desk.receive(
        build_mail(body=build_form({"Priority": "Asche", "Level": "Werkstatt"}), files=[LOG]), MONDAY
    )
    assert (case_of(desk).fields.priority, case_of(desk).level) == (Priority.LOW, 3)
    desk.receive(
        reply(letter_to(letters, "tech@example.com"), "tech@example.com", "priority: Feuer"),
        MONDAY + timedelta(hours=1),
    )
    assert case_of(desk).fields.priority is Priority.HIGH


def test_the_teams_word_for_a_priority_stands_before_its_command_too(desk: Desk) -> None:
    routed = letter_to(
        desk.receive(build_mail(body=build_form({"Priority": "Asche"}), files=[LOG]), MONDAY), "tech@example.com"
    )
    desk.receive(reply(routed, "tech@example.com", "make it feuer"), MONDAY + timedelta(hours=1))
    assert case_of(desk).fields.priority is Priority.HIGH


def test_the_teams_command_takes_the_case(desk: Desk) -> None:
    routed = letter_to(desk.receive(build_mail(files=[LOG]), MONDAY), "tech@example.com")
    desk.receive(reply(routed, "tech@example.com", "gehört mir"), MONDAY + timedelta(hours=1))
    claimed = case_of(desk).claimed_by
    assert claimed is not None
    assert claimed.email == "tech@example.com"


def test_text_under_the_teams_label_does_not_vanish_below_a_closing(desk: Desk) -> None:
    letters = desk.receive(build_mail(body=build_form({"Customer Impact": None}), files=[LOG]), MONDAY)
    words = "Here it is.\n\nThanks\nDana\n\nBetroffene: 1,200 invoices are missing"
    desk.receive(reply(letter_to(letters, "dana@example.com"), "dana@example.com", words), MONDAY + timedelta(hours=1))
    assert case_of(desk).fields.customer_impact == "1,200 invoices are missing"


def test_a_quote_under_the_teams_label_does_not_vanish_from_an_answer(desk: Desk) -> None:
    letters = desk.receive(build_mail(body=build_form({"Customer Impact": None}), files=[LOG]), MONDAY)
    words = "Here it is.\n\nBetroffene: Ada wrote:\n> All our invoices\n> are missing.\n"
    desk.receive(reply(letter_to(letters, "dana@example.com"), "dana@example.com", words), MONDAY + timedelta(hours=1))
    assert "All our invoices" in (case_of(desk).fields.customer_impact or "")
