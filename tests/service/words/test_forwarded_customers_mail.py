"""The agent forwards the customer's mail with two lines on top: what it says counts as the case's (behaviour B3.24)."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import text_of
from tests.service.files.test_files_go_along import TECH
from tests.service.letters.test_true_letters import CEO, find

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DANA = f"Dana Whitfield <{AGENT}>"
ADA = "Ada Okafor <ada.okafor@contoso.example>"
STRANGER = "Eve <eve@elsewhere.example>"
FORWARD = """Please look, I am off at four.
They wait for an answer.

---------- Forwarded message ---------
From: {who}
Date: Mon, 2 Mar 2026 at 08:50
Subject: Export broken
To: Dana <dana@example.com>

Hello Dana,

{said} Please fix it by noon.
"""
SUBJECT = "ESCALATION Fwd: Export broken"


def send(tmp_path: Path, said: str, who: str = ADA, body: str = FORWARD, subject: str = SUBJECT) -> list[EmailMessage]:
    raw = build_mail(subject, body.format(who=who, said=said), sender=DANA, files=[LOG])
    return Desk(tmp_path).receive(raw, MONDAY)


def test_the_customer_and_the_ticket_of_the_forwarded_mail_are_not_asked_for(tmp_path: Path) -> None:
    asked = text_of(find(send(tmp_path, "It is about ticket 48213."), "information-request", AGENT))
    assert "Customer (name" not in asked
    assert "Ticket # (the" not in asked


@pytest.mark.parametrize("said", ["We have been hacked last night.", "Our lawyer will contact you, we sue."])
def test_an_immediate_trigger_in_it_goes_up_at_once(tmp_path: Path, said: str) -> None:
    letters = send(tmp_path, said)
    assert "Immediate trigger" in text_of(find(letters, "routed", CEO))


def test_so_it_does_below_a_whole_form(tmp_path: Path) -> None:
    body = build_form() + FORWARD
    letters = send(
        tmp_path, "We have been hacked last night.", body=body, subject="ESCALATION - Exports - Ticket #48213"
    )
    assert "hacked" in text_of(find(letters, "routed", CEO))


def test_the_forms_own_customer_stands(tmp_path: Path) -> None:
    body = build_form({"Customer": "Fabrikam"}) + FORWARD
    letters = send(tmp_path, "It fails.", body=body, subject="ESCALATION - Exports - Ticket #48213")
    assert text_of(find(letters, "routed", TECH)).startswith("Fabrikam")


def test_a_strangers_forwarded_mail_says_nothing_of_the_case(tmp_path: Path) -> None:
    asked = text_of(find(send(tmp_path, "We have been hacked, ticket 48213.", STRANGER), "information-request", AGENT))
    assert "shall this go up" in asked.lower() or "Customer (name" in asked
    assert "Ticket # (the" in asked
