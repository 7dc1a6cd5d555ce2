"""Answered is not taken: an answer gives its level its time once more, and its writer learns where he stands
(behaviour B7.23)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin; due on Wednesday 17:30
TESS, KIM, DANA, LEA, CEO = (f"{one}@example.com" for one in ("tech", "tech2", "dana", "lead", "ceo"))
TUESDAY = timedelta(days=1)


def say(desk: Desk, letter: EmailMessage, who: str, words: str, after: timedelta) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + after)


def of_the_level(letters: list[EmailMessage]) -> list[tuple[str, str]]:
    """Neither a digest nor a word about what the customer was promised."""
    return [one for one in kinds(letters) if one[0] not in ("digest", "nudge")]


@pytest.mark.parametrize("words", ["Which version?", "info? Which version do they run?", "thanks, seen", "note: hm"])
def test_an_answer_that_takes_nothing_moves_the_deadline_and_its_writer_is_told(desk: Desk, words: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    before = case_of(desk).due_at
    letters = say(desk, letter_to(opened, TESS), TESS, words, TUESDAY)
    assert kinds(letters) == [("notice", TESS), ("relay", DANA), ("relay", KIM)]
    told = words_of(letter_to(letters, TESS))
    assert "Your words went to dana@example.com and tech2@example.com. Nobody has taken ESC-1 yet, and by" in told
    assert "An answer is due by Thu 12 March, 17:30 (Berlin)" in told
    assert "If you take it, answer: mine. If it is not for you: not mine." in told
    assert before is not None
    assert case_of(desk).due_at == before + timedelta(days=1)


def test_then_one_reminder_says_who_answered_what_and_the_steps_after_a_deadline_follow(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    asked = say(desk, letter_to(opened, TESS), TESS, "info? Which version?", timedelta(hours=1))
    say(desk, letter_to(asked, DANA), DANA, "4.2", timedelta(hours=2))
    assert of_the_level(desk.pass_time(datetime(2026, 3, 11, 16, 29, tzinfo=UTC))) == []
    due = desk.pass_time(datetime(2026, 3, 12, 8, 0, tzinfo=UTC))
    assert of_the_level(due) == [("reminder", DANA), ("reminder", LEA), ("reminder", KIM), ("reminder", TESS)]
    for who, named, whose in ((TESS, "You", "Your"), (KIM, TESS, "Their")):
        said = words_of(letter_to(due, who))
        assert f"{named} answered Mon 9 March, 11:00 (Berlin), but nobody has taken ESC-1." in said
        assert f"{whose} answer: Which version?" in said
    assert "tech@example.com answered Mon 9 March, 11:00 (Berlin), but nobody has taken it." in words_of(
        letter_to(due, LEA, "reminder")
    )
    after = desk.pass_time(datetime(2026, 3, 12, 12, 0, tzinfo=UTC))
    assert {("reminder", KIM), ("raised", CEO), ("raised", DANA)} <= set(kinds(after))


def test_while_the_agent_is_asked_it_is_he_who_is_reminded_before_the_deadline_and_nobody_says_otherwise(
    desk: Desk,
) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "info? Which version?", timedelta(hours=1))
    told = say(desk, letter_to(opened, KIM), KIM, "status", timedelta(hours=2))
    assert "They are reminded Thu 12 March, 09:00 (Berlin)." in words_of(letter_to(told, KIM))
    before = desk.pass_time(datetime(2026, 3, 12, 7, 59, tzinfo=UTC))
    assert {to for kind, to in of_the_level(before) if kind == "reminder"} == {DANA}
    assert {TESS, KIM} <= {to for kind, to in of_the_level(desk.pass_time(datetime(2026, 3, 12, 8, 0, tzinfo=UTC)))}


def test_the_deadline_moves_once_and_the_writer_is_told_once(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letter = letter_to(opened, TESS)
    say(desk, letter, TESS, "We look at the log first.", TUESDAY)
    due_at = case_of(desk).due_at
    for number in range(3):
        letters = say(desk, letter, TESS, f"Found line {number}.", TUESDAY + timedelta(hours=number + 1))
        assert kinds(letters) == [("relay", DANA), ("relay", KIM)]
    kims = say(desk, letter_to(opened, KIM), KIM, "I have seen that before.", TUESDAY + timedelta(hours=5))
    assert kinds(kims) == [("notice", KIM), ("relay", DANA), ("relay", TESS)]
    assert case_of(desk).due_at == due_at


@pytest.mark.parametrize("word", ["info? Which version do they run?", "note: they called again"])
def test_a_command_for_the_other_side_is_answered_each_time_with_whom_it_went_to(desk: Desk, word: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    for minute in (1, 2):
        words = f"{word} {minute}"
        told = say(desk, letter_to(opened, DANA), DANA, words, timedelta(minutes=minute))
        assert kinds(told) == [("notice", DANA), ("relay", KIM), ("relay", TESS)]
        assert "Your words went to tech@example.com and tech2@example.com." in words_of(letter_to(told, DANA))
    say(desk, letter_to(opened, TESS), TESS, "mine", timedelta(minutes=3))
    told = say(desk, letter_to(opened, TESS), TESS, word, timedelta(minutes=4))
    assert "Your words went to dana@example.com." in words_of(letter_to(told, TESS))


def test_past_the_deadline_no_answer_moves_it(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    desk.pass_time(datetime(2026, 3, 12, 8, 30, tzinfo=UTC))
    due_at = case_of(desk).due_at
    letters = say(desk, letter_to(opened, TESS), TESS, "Looking soon", timedelta(days=2, hours=23, minutes=35))
    assert ("notice", TESS) in kinds(letters)
    assert case_of(desk).due_at == due_at
    assert ("raised", CEO) in kinds(desk.pass_time(datetime(2026, 3, 12, 12, 0, tzinfo=UTC)))


def test_a_refusal_moves_no_deadline(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    before = case_of(desk).due_at
    say(desk, letter_to(opened, TESS), TESS, "not mine", TUESDAY)
    assert case_of(desk).due_at == before


@pytest.mark.parametrize("words", ["status", "why", "help", ""])
def test_what_is_asked_of_the_daemon_alone_and_an_empty_mail_answer_nothing(desk: Desk, words: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    before = case_of(desk).due_at
    say(desk, letter_to(opened, TESS), TESS, words, TUESDAY)
    assert (case_of(desk).due_at, case_of(desk).assignment.response) == (before, None)


def test_a_question_is_reminded_to_the_agent_and_the_raise_says_so(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "Which version do they run?", timedelta(hours=1))
    letters = desk.pass_time(datetime(2026, 3, 11, 16, 29, tzinfo=UTC))
    assert of_the_level(letters) == [("reminder", DANA), ("reminder", DANA)]
    said = words_of(letter_to(letters, DANA, "reminder"))
    assert "tech@example.com waits for your answer since yesterday 11:00 (Berlin): ESC-1" in said
    assert "They ask: Which version do they run?" in said
    raised = desk.pass_time(datetime(2026, 3, 12, 12, 0, tzinfo=UTC))
    for who, agent in ((CEO, "dana@example.com"), (DANA, "you")):
        waits = f"tech@example.com’s question waits for {agent} since Mon 9 March, 11:00 (Berlin)."
        assert waits in words_of(letter_to(raised, who, "raised"))


def test_an_answered_question_is_reminded_no_more(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    asked = say(desk, letter_to(opened, TESS), TESS, "Which version do they run?", timedelta(hours=1))
    say(desk, letter_to(asked, DANA), DANA, "4.2", timedelta(hours=2))
    assert of_the_level(desk.pass_time(datetime(2026, 3, 11, 16, 29, tzinfo=UTC))) == []


def test_who_gets_it_from_who_answered_is_reminded_as_anybody(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letter = letter_to(opened, TESS)
    say(desk, letter, TESS, "We look at the log first.", timedelta(hours=1))
    due_at = case_of(desk).due_at
    say(desk, letter, TESS, "pass to jo@example.com", TUESDAY)
    assert case_of(desk).due_at == due_at
    later = desk.pass_time(datetime(2026, 3, 11, 16, 29, tzinfo=UTC))
    assert ("reminder", "jo@example.com") in kinds(later)
    assert [one for one in kinds(later) if one[1] in (TESS, KIM)] == []


def test_an_answer_while_it_waits_counts_and_takes_nothing(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "waiting", timedelta(hours=1))
    letters = say(desk, letter_to(opened, KIM), KIM, "They called me as well.", timedelta(hours=2))
    assert kinds(letters) == [("notice", KIM), ("relay", DANA), ("relay", TESS)]
    assert (case_of(desk).status, case_of(desk).claimed_by) == (Status.WAITING, None)


def test_the_words_of_the_agent_and_of_a_lead_are_no_answer_of_the_level(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, DANA, "receipt"), DANA, "They called again.", timedelta(hours=1))
    assert case_of(desk).assignment.answer is None


def test_one_of_a_list_is_told_as_well(tmp_path: Path) -> None:
    two = "recipients: [tech@example.com, tech2@example.com]"
    desk = Desk(tmp_path, {two: "recipients: [tech@example.com], members: [jo@example.com]"})
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), "jo@example.com", "Which version?", timedelta(hours=1))
    assert kinds(letters) == [("notice", "jo@example.com"), ("relay", DANA), ("relay", TESS)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("mine\nKey is with Bob.", "I did not take your “mine” for more than words"),
        ("raise?", "I did not take your “raise” for more than words"),
        ("done, if Ada agrees", "I did not take your “done” for more than words"),
        ("yes", "I took “yes” for words, and have changed nothing by it."),
        ("close it please", "I took “close it please” for words, and have carried nothing out."),
        ("Sorry, our bot. mine", "answer with mine alone."),
        ("calm", "I could not let it rest, and nothing has changed: that is for"),
    ],
)
def test_the_word_that_was_not_carried_out_is_named(desk: Desk, words: str, told: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), TESS, words, TUESDAY)
    assert told in words_of(letter_to(letters, TESS, "notice"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("not mine", "I did not take your words for a refusal: the case is your own, and others are asked to take it."),
        ("no", "I took “no” for words, and have changed nothing by it. Is it over?"),
        ("false alarm, sorry", "I took “false alarm, sorry” for words"),
    ],
)
def test_so_it_is_to_the_agent(desk: Desk, words: str, told: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, DANA), DANA, words, timedelta(hours=1))
    assert told in words_of(letter_to(letters, DANA, "notice"))
    assert ("relay", TESS) in kinds(letters)


def test_a_yes_to_a_colleagues_question_is_an_answer(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    asked = say(desk, letter_to(opened, TESS), TESS, "info? Do they run 4.2?", timedelta(hours=1))
    letters = say(desk, letter_to(asked, DANA), DANA, "yes", timedelta(hours=2))
    assert [one for one in kinds(letters) if one[1] == DANA] == []


class TestDoneOfWhoHasNotTakenIt:
    """It is an answer as any other, and the agent is asked whether it is over."""

    def test_gives_the_level_its_time_once_more_and_is_named_where_an_answer_is(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        letters = say(desk, letter_to(opened, TESS), TESS, "done: changed the index", timedelta(hours=1))
        assert kinds(letters) == [("notice", DANA), ("notice", TESS), ("relay", KIM)]
        assert case_of(desk).assignment.answer is not None
        asked = words_of(letter_to(letters, TESS))
        assert "Nobody has taken ESC-1 yet. An answer is due by" in asked
        assert "Shall I close it as solved" in asked
        assert of_the_level(desk.pass_time(datetime(2026, 3, 11, 16, 29, tzinfo=UTC))) == []
        due = desk.pass_time(datetime(2026, 3, 12, 8, 0, tzinfo=UTC))
        for who in (DANA, LEA, KIM):
            assert "tech@example.com answered Mon 9 March, 11:00" in words_of(letter_to(due, who, "reminder")), who
        assert "Their answer: changed the index" in words_of(letter_to(due, KIM, "reminder"))

    def test_the_agents_yes_closes_it_with_the_words_and_a_no_is_answered(self, tmp_path: Path) -> None:
        for number, words in enumerate(("yes", "no")):
            (tmp_path / str(number)).mkdir()
            desk = Desk(tmp_path / str(number))
            opened = desk.receive(build_mail(), MONDAY)
            letters = say(desk, letter_to(opened, TESS), TESS, "done: changed the index", timedelta(hours=1))
            question = letter_to(letters, DANA)
            assert "tech@example.com says that ESC-1 is solved. In their words: changed the index" in words_of(question)
            told = say(desk, question, DANA, words, timedelta(hours=2))
            assert ("notice", DANA) in kinds(told)
            assert (case_of(desk).status is Status.RESOLVED) is (words == "yes")
            if words == "yes":
                assert "tech@example.com: changed the index" in words_of(letter_to(told, KIM, "closed"))

    def test_without_words_its_writer_alone_is_asked(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        assert kinds(say(desk, letter_to(opened, TESS), TESS, "done", timedelta(hours=1))) == [("notice", TESS)]


def test_words_below_what_is_asked_of_the_daemon_are_an_answer_and_a_question_waits_for_the_agent(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "status\n\nWhich browser do they use?", timedelta(hours=1))
    assert case_of(desk).assignment.answer is not None
    letters = of_the_level(desk.pass_time(datetime(2026, 3, 11, 16, 29, tzinfo=UTC)))
    assert letters == [("reminder", DANA), ("reminder", DANA)]
