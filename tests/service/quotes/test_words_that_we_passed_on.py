"""What somebody writes or forwards is his, even where a letter of ours has passed the same words on to him
(behaviour B4.23)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from tests.desk import Desk
from tests.journeys.house import letter_to, reply
from tests.service.answers.test_given_back import DANA, KIM, MONDAY, TESS, open_case, say, words_of

CUSTOMERS = """---------- Forwarded message ---------
From: Ada Okafor <ada.okafor@contoso.example>
Date: Mon, 9 Mar 2026 at 09:50
Subject: rows
To: all

The rows of last Tuesday and of Friday stand twice in the list of the second site as well.
Please call us about it before noon.
Ada
"""
OUTLOOKS = """________________________________
From: Ada Okafor <ada.okafor@contoso.example>
Sent: Monday, 9 March 2026 09:50
To: Tess
Subject: rows

The rows of last Tuesday and of Friday stand twice in the list of the second site as well.
Please call us about it before noon.
Ada
"""


def answer(desk: Desk, letter: EmailMessage, who: str, words: str, quote: bool) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words, quote=quote), MONDAY + timedelta(hours=1))


@pytest.mark.parametrize("quote", [False, True], ids=["alone", "above the letter"])
@pytest.mark.parametrize("mail", [CUSTOMERS, OUTLOOKS], ids=["gmail", "outlook"])
@pytest.mark.parametrize("words", ["This came to me too.", "note: see below", "raise: this came to me too"])
def test_a_mail_that_a_second_colleague_forwards_goes_along(desk: Desk, words: str, mail: str, quote: bool) -> None:
    opened = open_case(desk)
    passed = say(desk, letter_to(opened, DANA, "receipt"), DANA, f"They write:\n\n{mail}", 0.5)
    letters = answer(desk, letter_to(passed, TESS), TESS, f"{words}\n\n{mail}", quote)
    said = [words_of(one) for one in letters if one["X-Escalation-Kind"] != "notice"]
    assert any("stand twice in the list of the second site as well. Please call us about it" in one for one in said)


@pytest.mark.parametrize("quote", [False, True], ids=["alone", "above the letter"])
def test_whole_lines_that_the_agent_wrote_too_stay_their_writers(desk: Desk, quote: bool) -> None:
    opened = open_case(desk)
    note = "Please look at the cron.\nThey call every hour.\nAda is angry."
    passed = say(desk, letter_to(opened, DANA, "receipt"), DANA, note, 0.5)
    letters = answer(desk, letter_to(passed, TESS), TESS, "raise\nThey call every hour.\nAda is angry.", quote)
    assert "In their words: They call every hour. Ada is angry." in words_of(letter_to(letters, "ceo@example.com"))


def test_nor_does_what_stands_in_the_form_take_a_line_of_the_levels(desk: Desk) -> None:
    opened = open_case(desk)
    line = "The nightly export throws a stack trace and ends without a file."
    letters = answer(desk, letter_to(opened, TESS), TESS, f"Ran it again: the same.\n{line}", False)
    assert line in words_of(letter_to(letters, KIM))


@pytest.mark.parametrize("words", ["mine\n\n> the error is 4711", "The log says:\n> the error is 4711\nCan you check?"])
def test_what_he_quotes_of_anything_but_our_letter_is_his_word(desk: Desk, words: str) -> None:
    letters = answer(desk, letter_to(open_case(desk), TESS), TESS, words, quote=False)
    assert all("the error is 4711" in words_of(letter) for letter in letters if DANA in str(letter["To"]))
