"""A vendor's answer below one's own line goes along when the words are passed on (behaviour B6.7)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
HEAD = "From: Vendor Support <help@vendor.example>\nSent: Monday, 9 March 2026 09:05\nTo: Tess\nSubject: your case 77"
ANSWER = "The column was shortened in release 4.2."


def answer(folder: Path, words: str) -> list[EmailMessage]:
    """What leaves for Dana when Tess answers so, above the vendor's mail."""
    desk = Desk(folder)
    letters = desk.receive(build_mail(), MONDAY)
    letter = next(one for one in letters if "tech@example.com" in str(one["To"]))
    raw = reply(letter, "tech@example.com", f"{words}\n\n{HEAD}\n\n{ANSWER}\n")
    told = desk.receive(raw, MONDAY + timedelta(minutes=10))
    return [one for one in told if "dana@example.com" in str(one["To"])]


@pytest.mark.parametrize("words", ["FYI, the vendor answered:", "done: see below", "note: see below"])
def test_the_vendors_mail_goes_along_with_its_head(tmp_path: Path, words: str) -> None:
    texts = [text_of(letter) for letter in answer(tmp_path, words)]
    assert texts
    assert any(ANSWER in text and "help@vendor.example" in text for text in texts)
    assert any(words.partition(": ")[2] in text for text in texts)
