"""What a sensitive case is about stays with its agents, its levels' people and who has taken it: leads and whom it is
passed to outside of them read number, level and time, by whatever letter (behaviour B5.22)."""

from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.answers.test_given_back import DANA, LEA, MONDAY, ZOE, answer_automatically, say, words_of

CEO, KAI = "ceo@example.com", "kai@example.com"
TWO = {"recipients: [ceo@example.com]": "recipients: [ceo@example.com, kai@example.com]"}
FORM = {"Issue Summary": "Security breach CANARY: customer data was stolen by an attacker.", "Customer": "Canary Ltd",
        "Customer Impact": "CANARY impact", "Ticket #": "CANARY-77"}  # fmt: skip


def open_sensitive(desk: Desk) -> list[EmailMessage]:
    return desk.receive(build_mail("ESCALATION - Canary breach at login", build_form(FORM)), MONDAY)


def html_of(letter: EmailMessage) -> str:
    part = letter.get_body(("html",))
    return "" if part is None else str(part.get_content())


def find_leaks(letters: Sequence[EmailMessage], *readers: str) -> list[tuple[str, str]]:
    """The letters to these that name anything of the matter."""
    return [
        (kind, to)
        for letter, (kind, to) in ((one, kinds([one])[0]) for one in letters)
        if to in readers and "canary" in f"{letter['Subject']} {text_of(letter)} {html_of(letter)}".lower()
    ]


@pytest.mark.parametrize("words", ["not mine\nCANARY the CFO knows Smith.", "not mine, CANARY knows", "nicht meins"])
def test_the_words_of_who_declines_do_not_reach_the_leads(desk: Desk, words: str) -> None:
    opened = open_sensitive(desk)
    letters = say(desk, letter_to(opened, CEO), CEO, words, 0.2)
    assert ("moved", LEA) in kinds(letters)
    assert find_leaks(letters, LEA) == []
    assert "Nobody of Level 4 (Executive Team) is left to ask" in words_of(letter_to(letters, LEA))
    assert find_leaks(desk.pass_time(MONDAY + timedelta(days=2)), LEA) == []


def test_nor_do_anybodys_until_one_of_them_takes_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TWO)
    opened = open_sensitive(desk)
    told = say(desk, letter_to(opened, CEO), CEO, "Which attacker? CANARY?", 0.2)
    told += answer_automatically(desk, letter_to(opened, KAI), KAI, 0.3)
    told += say(desk, letter_to(opened, CEO), CEO, "not mine, CANARY", 0.4)
    told += desk.pass_time(MONDAY + timedelta(hours=3))
    late = letter_to(told, LEA)
    for words in ("status", "why", "note: who has it?", "remind"):
        told += say(desk, late, LEA, words, 3.5)
    assert len([to for _, to in kinds(told) if to == LEA]) > 5
    assert find_leaks(told, LEA) == []


def test_who_takes_it_reads_it_then(desk: Desk) -> None:
    open_sensitive(desk)
    late = letter_to(desk.pass_time(MONDAY + timedelta(hours=2)), LEA)
    letters = say(desk, late, f"Lea Lead <{LEA}>", "mine", 2.5)
    assert {("claimed", CEO), ("claimed", DANA), ("routed", LEA)} <= set(kinds(letters))
    said = text_of(letter_to(letters, LEA, "routed"))
    assert "CANARY impact" in said
    assert "You have taken it." in said


def test_whom_it_is_passed_to_outside_the_level_reads_it_when_he_takes_it(desk: Desk) -> None:
    opened = open_sensitive(desk)
    letters = say(desk, letter_to(opened, CEO), CEO, "pass to zoe@example.com\nCANARY words", 0.2)
    assert find_leaks(letters, ZOE) == []
    said = words_of(letter_to(letters, ZOE))
    assert "ESC-1 is sensitive: what it is about reads who takes it. Answer by: " in said
    assert "Customer not named" not in said
    told = desk.receive(reply(letter_to(opened, DANA, "receipt"), DANA, "CANARY again"), MONDAY + timedelta(hours=0.3))
    told += desk.pass_time(MONDAY + timedelta(hours=3))
    assert {"relay", "reminder"} <= {kind for kind, to in kinds(told) if to == ZOE}
    assert find_leaks(told, ZOE) == []
    taken = say(desk, letter_to(letters, ZOE), ZOE, "mine", 3.1)
    assert ("routed", ZOE) in find_leaks(taken, ZOE)
