"""A case is opened again: who had it is asked alone first, then his level (behaviour B7.22)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
TESS, KIM, DANA, LEA, CEO = (f"{who}@example.com" for who in ("tech", "tech2", "dana", "lead", "ceo"))
THURSDAY = datetime(2026, 3, 12, 8, 15, tzinfo=UTC)


def say(desk: Desk, letter: EmailMessage, who: str, words: str, minutes: float) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + timedelta(minutes=minutes))


def words_of(letter: EmailMessage) -> str:
    return " ".join(text_of(letter).split())


def open_again(desk: Desk) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """The letters of a case's opening, and of its second one: the second of its level had it."""
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, KIM), KIM, "mine", 1)
    closed = say(desk, letter_to(opened, KIM), KIM, "done: fixed", 2)
    return opened, say(desk, letter_to(closed, DANA), DANA, "reopen: it is broken again", 3)


def test_who_had_it_is_asked_first_then_his_level(desk: Desk) -> None:
    _, again = open_again(desk)
    back = "If nobody takes it, it goes back to the Technical Team Thu 12 March, 09:00 (Berlin)."
    first = f"{KIM}, who had it, is asked first. An answer is due by Wed 11 March, 17:30 (Berlin), in 2 days. {back}"
    assert f"ESC-1 is open again. {first}" in words_of(letter_to(again, DANA))
    assert first in words_of(letter_to(again, TESS))
    assert f"{DANA} has opened ESC-1 again. You had it, and are asked first." in words_of(letter_to(again, KIM))
    late = desk.pass_time(THURSDAY)
    reminded = [who for kind, who in kinds(late) if kind == "reminder"]
    assert {who: reminded.count(who) for who in (TESS, KIM)} == {TESS: 1, KIM: 3}
    said = words_of(letter_to(late, TESS, "reminder"))
    assert f"ESC-1 is back with you: it was opened again for {KIM}, who did not take it in time." in said
    assert "Then I remind you no more" not in words_of(letter_to(late, KIM, "reminder"))
    assert {one.email for one in case_of(desk).recipients} == {TESS, KIM}


def test_its_level_reads_how_it_was_closed_what_was_tried_and_why_it_is_open_again(desk: Desk) -> None:
    opened, again = open_again(desk)
    told = words_of(letter_to(again, TESS))
    assert f"{KIM} has closed it as solved today 10:02 (Berlin). Outcome then: fixed Tried so far 1. " in told
    assert "it is broken again" in told
    assert "You have closed it as solved" in words_of(letter_to(again, KIM))
    assert "closed it as" not in words_of(letter_to(again, DANA))
    say(desk, letter_to(opened, DANA), DANA, "cancel: opened by mistake", 4)
    once_more = words_of(letter_to(say(desk, letter_to(again, DANA), DANA, "reopen", 5), KIM))
    assert f"{DANA} has closed it as withdrawn today 10:04 (Berlin). Outcome then: opened by mistake" in once_more


def test_what_he_declines_then_is_his_levels_at_once(desk: Desk) -> None:
    opened, _ = open_again(desk)
    letters = say(desk, letter_to(opened, KIM), KIM, "not mine: no time this week", 4)
    assert kinds(letters) == [("moved", DANA), ("moved", TESS), ("notice", KIM)]
    assert "It is open again, and you are asked." in words_of(letter_to(letters, TESS))


def test_who_is_away_or_alone_is_not_asked_first(desk: Desk) -> None:
    opened = desk.receive(build_mail(body=build_form({"Level": "1"}), files=[LOG]), MONDAY)
    senior = "senior@example.com"
    say(desk, letter_to(opened, senior), senior, "mine", 1)
    closed = say(desk, letter_to(opened, senior), senior, "done: fixed", 2)
    again = words_of(letter_to(say(desk, letter_to(closed, DANA), DANA, "reopen", 3), DANA))
    assert "is asked first" not in again
    assert "it goes to the Team Lead/Manager (Level 2)" in words_of(
        letter_to(desk.pass_time(MONDAY + timedelta(hours=3)), senior)
    )


def test_in_his_absence_the_level_is_asked(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, KIM), KIM, "mine", 1)
    closed = say(desk, letter_to(opened, KIM), KIM, "done: fixed", 2)
    say(desk, letter_to(opened, KIM), KIM, "away until friday", 3)
    again = words_of(letter_to(say(desk, letter_to(closed, DANA), DANA, "reopen", 4), DANA))
    assert f"ESC-1 is open again. Asked is {TESS}." in again
    reminded = kinds(desk.pass_time(THURSDAY))
    assert ("reminder", TESS) in reminded
    assert ("reminder", KIM) not in reminded


def test_where_nobody_of_it_is_left_it_goes_up_with_one_letter_and_one_promise(desk: Desk) -> None:
    boss = "manager@example.com"
    form = build_form({"Issue Summary": "They ask for a refund above the rule.", "Level": "2"})
    opened = desk.receive(build_mail(body=form, files=[LOG]), MONDAY)
    say(desk, letter_to(opened, boss), boss, "done: booked the refund", 1)
    say(desk, letter_to(opened, boss), boss, "done", 2)
    say(desk, letter_to(opened, DANA, "receipt"), DANA, "told", 3)
    say(desk, letter_to(opened, boss), boss, "away until friday", 4)
    again = say(desk, letter_to(opened, DANA, "receipt"), DANA, "reopen: no money has come", 5)
    told = [("moved", LEA), ("moved", boss), ("notice", DANA), ("raised", KIM), ("raised", TESS)]
    assert sorted(kinds(again)) == told
    where = f"It is at Level 3 now, because nobody of Level 2 is left to ask: {boss} is away."
    assert all(where in words_of(letter_to(again, who)) for who in (LEA, boss, DANA))
    assert "You hear from me by Thursday 12 March, 10:00" in words_of(letter_to(again, DANA))
    brought = words_of(letter_to(again, TESS))
    assert f"{DANA} has opened it again, after it was closed" in brought
    assert "In their words: no money has come" in brought
    assert "booked the refund" in brought
    assert kinds(desk.pass_time(MONDAY + timedelta(minutes=30))) == []
