"""Loops end, and people are answered (behaviour B11.13, B11.21; fault F44)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, DANA, LEA = "tech@example.com", "dana@example.com", "lead@example.com"
A_MINUTE = timedelta(minutes=1)


def hold(desk: Desk) -> EmailMessage:
    form = build_form({"Attachments": "none because it is words", "Customer Impact": None, "Issue Summary": None})
    return letter_to(desk.receive(build_mail(body=form), MONDAY), DANA)


def say(desk: Desk, letter: EmailMessage, who: str, words: str, number: int, each: timedelta) -> list[EmailMessage]:
    mail = reply(letter, who, words, headers={"Message-ID": f"<{number}-{who}>"})
    return desk.receive(mail, MONDAY + (number + 1) * each)


def test_a_person_who_asks_is_always_answered(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    for number in range(30):
        words = "status" if number % 2 else "help"
        letters = say(desk, letter_to(opened, DANA), DANA, words, number, 10 * A_MINUTE)
        assert ("notice", DANA) in kinds(letters), number


def test_a_person_who_answers_what_was_asked_is_asked_as_often_as_it_takes(desk: Desk) -> None:
    letter = hold(desk)
    said = (
        "I look for it.",
        "It is all in the ticket.",
        "See what I told Jo.",
        "What do you mean?",
        "Soon.",
        "More later.",
    )
    for number, words in enumerate(said):
        assert ("information-request", DANA) in kinds(say(desk, letter, DANA, words, number, 10 * A_MINUTE)), words


def test_a_robot_that_says_the_same_but_for_its_numbers_gets_four_letters_and_the_leads_hear_of_it_once(
    desk: Desk,
) -> None:
    letter, answers, told = hold(desk), 1, 0  # the first is the request itself
    for number in range(12):
        words = f"Your message {4711 + number} of 9 March has reached our desk. Which impact do you mean?"
        letters = kinds(say(desk, letter, DANA, words, number, 2 * A_MINUTE))
        answers += letters.count(("information-request", DANA))
        told += letters.count(("notice", LEA))
    assert (answers, told) == (4, 1)


def test_other_words_of_a_person_are_answered_again(desk: Desk) -> None:
    letter = hold(desk)
    for number in range(8):
        say(desk, letter, DANA, f"Your message {number}: which impact do you mean?", number, 2 * A_MINUTE)
    assert kinds(say(desk, letter, DANA, "Your message 9: which impact do you mean?", 9, 2 * A_MINUTE)) == []
    later = say(desk, letter, DANA, "Sorry, that was our help desk. Where is the form?", 60, 2 * A_MINUTE)
    assert DANA in [who for _, who in kinds(later)]


def test_two_robots_that_talk_through_us_end(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    passed_on = 0
    for number in range(60):
        who = (DANA, TESS)[number % 2]
        letters = say(desk, letter_to(opened, who), who, f"Ticket {number} was updated by us.", number, A_MINUTE / 2)
        passed_on += any(kind == "relay" for kind, _ in kinds(letters))
    assert passed_on == 20 + 20  # of each in an hour
    assert words_of(letter_to(say(desk, letter_to(opened, TESS), TESS, "I am here again.", 70, A_MINUTE), DANA))


def test_a_person_who_says_much_is_called_no_program_and_his_commands_are_answered(desk: Desk) -> None:
    letter, told = hold(desk), []
    for number in range(25):
        words = f"I look for it in the {'abcdefghijklmnopqrstuvwxyz'[number]} room."
        told += [one for one in say(desk, letter, DANA, words, number, A_MINUTE) if LEA in str(one["To"])]
    assert "dana@example.com has had 20 letters of mine about ESC-1 within an hour." in words_of(told[0])
    assert len(told) == 1
    assert ("notice", DANA) in kinds(say(desk, letter, DANA, "status", 25, A_MINUTE))
    assert ("notice", DANA) in kinds(say(desk, letter, DANA, "help", 26, A_MINUTE))
    answered = [kinds(say(desk, letter, DANA, "status", number, A_MINUTE)) for number in range(27, 31)]
    assert [("notice", DANA) in one for one in answered] == [True, True, False, False], "a robot's first line"
