"""What the customer is to be told names no trigger, in a later answer as in the first mail (behaviour B5.2, B5.3)."""

from datetime import timedelta

import pytest

from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply
from tests.service.intake.test_mails import MONDAY

DANA, CEO = "dana@example.com", "ceo@example.com"


@pytest.mark.parametrize(
    ("words", "is_raised"),
    [
        ("Tell the customer: rows are missing", False),
        ("Thanks.\nTell the customer: rows are missing", False),
        (
            "They called.\n\nTell the customer: rows are missing and we are on it.\nCustomer Impact: 40 users wait",
            False,
        ),
        ("Sie haben angerufen.\nDem Kunden sagen: es fehlen Zeilen im Export", False),
        ("All rows are missing!", True),
        ("All rows are missing!\nTell the customer: we look at it", True),
        ("Tell the customer: we look at it\nCustomer Impact: all rows are missing", True),
    ],
)
def test_only_the_agents_own_words_raise_a_case(desk: Desk, words: str, is_raised: bool) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = desk.receive(reply(letter_to(opened, DANA, "receipt"), DANA, words), MONDAY + timedelta(hours=1))
    assert (("raised", CEO) in kinds(letters)) == is_raised
    assert ("data_loss" in case_of(desk).triggers) == is_raised
