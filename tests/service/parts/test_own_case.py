"""An agent is not asked in the own case (behaviour B1.11), and a customer of the directory is one whatever domain is
allowed (behaviour B1.12)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from parsers.model import Address
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, SATO = "tech@example.com", "tech2@example.com", "manager@example.com"
SENIOR, CEO, LEA = "senior@example.com", "ceo@example.com", "lead@example.com"


def open_at(desk: Desk, level: str, sender: str, word: str = "ESCALATION") -> list[tuple[str, str]]:
    form = build_form({"Level": level, "Attachments": "none because it is words"})
    return kinds(desk.receive(build_mail(f"{word} - Exports - Ticket #48213", form, sender=sender), MONDAY))


def test_of_several_the_others_are_asked(desk: Desk) -> None:
    letters = open_at(desk, "3", TESS)
    assert ("routed", KIM) in letters
    assert ("routed", TESS) not in letters


def test_alone_in_the_level_it_starts_one_higher_and_the_receipt_says_so(desk: Desk) -> None:
    form = build_form({"Level": "1", "Attachments": "none because it is words"})
    letters = desk.receive(build_mail(body=form, sender=SENIOR), MONDAY)
    assert ("routed", SATO) in kinds(letters)
    told = words_of(letter_to(letters, SENIOR, "receipt"))
    assert "Why Level 2: you are alone in Level 1, and nobody is asked in the own case" in told


def test_an_executive_alone_at_the_top_is_asked_nothing_and_the_leads_are(desk: Desk) -> None:
    letters = open_at(desk, "4", CEO, "URGENT")
    assert ("routed", LEA) in letters
    assert ("routed", CEO) not in letters
    assert case_of(desk).level == 4


def test_to_the_executives_it_starts_only_when_it_presses(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"recipients: [tech@example.com, tech2@example.com]": "recipients: [tech@example.com]"})
    assert ("routed", LEA) in open_at(desk, "3", TESS)
    assert case_of(desk).level == 3


def test_a_raise_passes_over_the_level_that_is_the_agent(desk: Desk) -> None:
    form = build_form({"Level": "1", "Attachments": "none because it is words"})
    opened = desk.receive(build_mail(body=form, sender=SATO), MONDAY)
    raised = desk.receive(reply(letter_to(opened, SENIOR), SENIOR, "raise"), MONDAY + timedelta(minutes=5))
    assert ("raised", TESS) in kinds(raised)
    assert ("raised", SATO) not in kinds(raised)


@pytest.mark.parametrize(
    ("allow", "is_ours"), [('"@contoso.example"', False), ('"@contoso.example", ada.okafor@contoso.example', True)]
)
def test_a_customer_of_the_directory_is_one_in_an_allowed_domain_too(tmp_path: Path, allow: str, is_ours: bool) -> None:
    desk = Desk(tmp_path, {'allow: ["@example.com"]': f'allow: ["@example.com", {allow}]'})
    colleague, ada = (find_person(desk, name) for name in ("somebody", "ada.okafor"))
    assert colleague
    assert ada == is_ours


def find_person(desk: Desk, name: str) -> bool:
    return desk.policy.is_inside(Address(f"{name}@contoso.example"))
