"""Who greets the customer in an answer to us reads that the customer has not had it (behaviour B6.7)."""

from datetime import timedelta

import pytest

from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY

ADA, DANA = "ada.okafor@contoso.example", "dana@example.com"


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("Dear Ada,\n\nwe have found the reason.", True),
        ("Hallo Frau Okafor,\n\nwir haben die Ursache gefunden.", True),
        ("Dear Tess,\n\nwe have found the reason.", False),
        ("Dear all,\n\nAda says the export runs again.", False),
    ],
)
def test_it_goes_to_colleagues_and_its_writer_reads_so(desk: Desk, words: str, is_told: bool) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = desk.receive(reply(letter_to(opened, DANA, "receipt"), DANA, words), MONDAY + timedelta(hours=1))
    assert ADA not in {to for _, to in kinds(letters)}
    assert ("relay", "tech@example.com") in kinds(letters)
    told = [one for one in letters if one["To"] and DANA in str(one["To"])]
    assert any("the customer has not had your words" in words_of(one) for one in told) == is_told
