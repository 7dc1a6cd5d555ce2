"""An answer whose mail program dropped the thread belongs to its case by the letter that it quotes, and without one
joins it by its subject: the command in it is not carried out, and its writer reads that and how (behaviour B2.30,
B9.4)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import letter_to, text_of, words_of
from tests.service.intake.test_mails import MONDAY

DANA, TESS = "dana@example.com", "tech@example.com"


def answer(
    desk: Desk, letter: EmailMessage, words: str, sender: str = DANA, *, quotes: bool = False
) -> list[EmailMessage]:
    """To the bare address, with no word of its thread; its subject has lost our tag."""
    quoted = "\n".join(f"> {line}" for line in text_of(letter).splitlines())
    below = f"\n\nOn Mon, 9 Mar 2026 at 10:05 Support Escalations wrote:\n{quoted}\n" if quotes else "\n"
    mail = build_mail(
        "Re: ESCALATION - Exports end without a file - Ticket #48213",
        f"{words}{below}",
        sender=sender,
        message_id="<lost@example.com>",
    )
    return desk.receive(mail, MONDAY + timedelta(minutes=10))


@pytest.mark.parametrize(
    ("words", "said"),
    [("raise: the CFO is on the phone", "raise"), ("Cancel: false alarm", "cancel"), ("done: restarted", "done")],
)
def test_the_agent_reads_that_the_command_was_not_carried_out(desk: Desk, words: str, said: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    before = case_of(desk)
    told = words_of(letter_to(answer(desk, letter_to(opened, DANA, "receipt"), words), DANA))
    assert f"I have not carried out your “{said}”" in told
    assert "answer a letter about ESC-1 that you got from me" in told
    after = case_of(desk)
    assert (after.level, after.status) == (before.level, before.status)


@pytest.mark.parametrize(
    ("words", "said"), [("raise: the CFO is on the phone", "raise it"), ("done: restarted", "close it")]
)
def test_with_the_letter_below_it_is_a_note(desk: Desk, words: str, said: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    before = case_of(desk)
    letters = answer(desk, letter_to(opened, DANA, "receipt"), words, quotes=True)
    assert f"I could not {said} by this mail, because it is no answer to a letter of mine to you" in words_of(
        letter_to(letters, DANA)
    )
    after = case_of(desk)
    assert (after.level, after.status) == (before.level, before.status)


@pytest.mark.parametrize("words", ["They call every hour.", "note: they call every hour"])
def test_words_are_no_command(desk: Desk, words: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    told = words_of(letter_to(answer(desk, letter_to(opened, DANA, "receipt"), words), DANA))
    assert "I have not carried out" not in told


def test_one_of_the_level_reads_it_too(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    told = words_of(letter_to(answer(desk, letter_to(opened, TESS, "routed"), "mine", TESS), TESS))
    assert "I have not carried out your “mine”" in told
