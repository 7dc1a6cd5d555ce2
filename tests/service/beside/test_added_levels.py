"""A level is brought in beside the one that has a case: each with its own clock and its own claim (behaviour B9.14)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Case, Status
from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin; due at Level 3 on Wednesday at 17:30
HOUR = timedelta(hours=1)
TESS, KIM, DANA, LEAD = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
BOSS, CEO, ADA = "manager@example.com", "ceo@example.com", "ada.okafor@contoso.example"
TAKEN = "The Team Lead/Manager (Level 2) has it, too: manager@example.com has taken it there today 11:30 (Berlin)."
ASKED = (
    "The Technical Team (Level 3) has it, too: tech@example.com and tech2@example.com are asked there, by"
    " Wed 11 March, 17:30 (Berlin), and nobody has taken it there yet."
)


class Story:
    """Level 3 has the case, and an hour later the agent brings in another level."""

    def __init__(self, desk: Desk, words: str = "add level 2", who: str = DANA) -> None:
        self.desk, self.first = desk, desk.receive(build_mail(), MONDAY)
        self.added = self.say(letter_to(self.first, who), who, words, 1)

    def say(self, letter: EmailMessage, who: str, words: str, hours: float) -> list[EmailMessage]:
        return self.desk.receive(reply(letter, who, words), MONDAY + hours * HOUR)

    def agent(self, words: str, hours: float) -> list[EmailMessage]:
        return self.say(letter_to(self.first, DANA), DANA, words, hours)

    def tess(self, words: str, hours: float) -> list[EmailMessage]:
        return self.say(letter_to(self.first, TESS), TESS, words, hours)

    def boss(self, words: str, hours: float) -> list[EmailMessage]:
        return self.say(letter_to(self.added, BOSS), BOSS, words, hours)

    @property
    def views(self) -> tuple[Case, ...]:
        """As each level sees it, Level 3 first."""
        return case_of(self.desk).views


def test_the_level_gets_the_case_by_its_own_time_and_nobody_loses_it(desk: Desk) -> None:
    story = Story(desk, "add level 2: they need a manager")
    assert kinds(story.added) == [("moved", KIM), ("moved", TESS), ("notice", DANA), ("routed", BOSS)]
    letter = words_of(letter_to(story.added, BOSS))
    assert "Answer by: today 15:00 (Berlin), in 4 h." in letter
    assert "Why you: dana@example.com has brought in Level 2, beside Level 3;" in letter
    assert ASKED in letter
    assert "they need a manager" in letter
    assert "It stays with you as it is" in words_of(letter_to(story.added, TESS))
    assert [(one.level, one.due_at) for one in story.views] == [
        (3, datetime(2026, 3, 11, 16, 30, tzinfo=UTC)),
        (2, MONDAY + 5 * HOUR),
    ]


def test_each_level_takes_it_for_itself(desk: Desk) -> None:
    story = Story(desk)
    letters = story.boss("mine", 1.5)
    assert kinds(letters) == [("claimed", DANA), ("claimed", KIM), ("claimed", TESS), ("notice", BOSS)]
    assert "It stays with you as it is: nothing moves for you by that" in words_of(letter_to(letters, TESS))
    assert [one.status for one in story.views] == [Status.OPEN, Status.CLAIMED]
    told = story.tess("mine", 2)
    assert "You can stop looking at it." in words_of(letter_to(told, KIM))
    assert "It stays with you as it is" in words_of(letter_to(told, BOSS))
    assert [one.claimed_by.email for one in story.views if one.claimed_by] == [TESS, BOSS]
    assert TAKEN in words_of(letter_to(told, DANA))


def test_what_anybody_writes_reaches_all_who_have_it(desk: Desk) -> None:
    story = Story(desk)
    asked = story.boss("info? Which version?", 1.2)
    assert [one for one in kinds(asked) if one[0] == "relay"] == [("relay", DANA), ("relay", KIM), ("relay", TESS)]
    assert [one.question is not None for one in story.views] == [False, True]
    answered = story.agent("It is 4.2.", 1.4)
    assert kinds(answered) == [("relay", BOSS), ("relay", KIM), ("relay", TESS)]
    assert not any(one.question for one in story.views)
    assert ("relay", BOSS) in kinds(story.tess("note: the disk is full", 1.6))


def test_the_clock_of_one_reminds_is_overdue_and_waits_for_itself(desk: Desk) -> None:
    story = Story(desk)
    told = story.tess("waiting until friday 10:00", 1.5)
    assert kinds(told) == [("moved", DANA), ("moved", KIM), ("notice", TESS)]
    assert [one.status for one in story.views] == [Status.WAITING, Status.OPEN]
    assert kinds(desk.pass_time(MONDAY + 4.5 * HOUR)) == [("reminder", BOSS)] * 2
    late = desk.pass_time(MONDAY + 5 * HOUR)
    assert kinds(late) == [("reminder", DANA), ("reminder", LEAD), ("reminder", BOSS)]
    said = words_of(letter_to(late, DANA))
    assert "Nobody of Level 2 (Team Lead/Manager) has taken ESC-1" in said
    assert "nobody has taken it there yet; its clock stands still there." in said


def test_the_agent_stops_and_starts_every_clock(desk: Desk) -> None:
    story = Story(desk)
    assert kinds(story.agent("waiting", 1.5)) == [("moved", BOSS), ("moved", KIM), ("moved", TESS), ("notice", DANA)]
    assert [one.status for one in story.views] == [Status.WAITING] * 2
    story.agent("resume", 2)
    assert [one.status for one in story.views] == [Status.OPEN] * 2
    story.agent("waiting", 2.5)
    customers = story.say(letter_to(story.first, ADA), ADA, "It happened again.", 3)
    assert kinds(customers) == [("relay", DANA), ("relay", BOSS), ("relay", KIM), ("relay", TESS)]
    assert [one.status for one in story.views] == [Status.OPEN] * 2


def test_calm_lets_every_level_rest_and_the_agent_has_one_draft(desk: Desk) -> None:
    story = Story(desk)
    letters = story.agent("calm: they are happier", 1.5)
    assert kinds(letters) == [("customer-update", DANA), ("moved", BOSS), ("moved", KIM), ("moved", TESS)]
    assert all(one.is_calm for one in story.views)
    assert [kind for kind, _ in kinds(desk.pass_time(MONDAY + 30 * HOUR)) if kind != "digest"] == []
    story.agent("resume", 31)
    assert all(one.status is Status.OPEN and one.due_at is not None for one in story.views)


def test_another_priority_is_counted_at_each(tmp_path: Path) -> None:
    days = "{high: 2 business days, medium: 3 business days, low: 5 business days}"
    story = Story(Desk(tmp_path, {"office, respond_within: 2 business days": f"office, respond_within: {days}"}))
    letters = story.boss("priority low", 1.5)
    assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("moved", TESS), ("notice", BOSS)]
    assert "An answer is due by Mon 16 March, 17:30 (Berlin)" in words_of(letter_to(letters, TESS))
    assert story.views[0].due_at == datetime(2026, 3, 16, 16, 30, tzinfo=UTC)


def test_of_a_level_that_was_brought_in_nobody_is_left_and_the_other_goes_on(desk: Desk) -> None:
    story = Story(desk)
    letters = story.boss("not mine", 1.5)
    assert kinds(letters) == [("moved", DANA), ("moved", LEAD), ("notice", BOSS)]
    said = words_of(letter_to(letters, DANA))
    assert "Nobody of the Team Lead/Manager (Level 2) is left to ask: manager@example.com declined." in said
    assert "It stays with the Technical Team (Level 3)." in said
    assert "It is with the Technical Team (Level 3): tech@example.com and tech2@example.com." in words_of(
        letter_to(letters, BOSS)
    )
    assert [one.level for one in story.views] == [3]
    assert ("routed", BOSS) in kinds(story.agent("Add level 2", 2))


def test_where_the_first_goes_up_to_the_other_that_has_it_as_it_had(desk: Desk) -> None:
    """Its taker keeps it, and nobody there is asked a second time."""
    story = Story(desk, "add level 4")
    ceo = letter_to(story.added, CEO)
    story.say(ceo, CEO, "mine", 1.2)
    letters = story.tess("raise", 1.5)
    assert [one for one in kinds(letters) if one[0] == "raised"] == [("raised", CEO)]
    assert "You have taken it." in words_of(letter_to(letters, CEO))
    assert "ceo@example.com has it there, and I remind you no more." in words_of(letter_to(letters, KIM))
    assert [(one.level, one.claimed_by and one.claimed_by.email) for one in story.views] == [(4, CEO)]


def test_where_the_other_goes_up_to_the_first_it_is_with_that_alone(desk: Desk) -> None:
    story = Story(desk)
    desk.pass_time(MONDAY + 5 * HOUR)
    letters = desk.pass_time(MONDAY + 7 * HOUR)
    raised = {who for kind, who in kinds(letters) if kind == "raised"}
    assert raised == {BOSS, DANA, KIM, TESS}
    assert [(one.level, one.due_at) for one in story.views] == [(3, datetime(2026, 3, 11, 16, 30, tzinfo=UTC))]


def test_done_of_who_has_it_at_either_closes_it_and_reopen_begins_at_both(desk: Desk) -> None:
    story = Story(desk)
    story.tess("mine", 1.2)
    story.boss("mine", 1.5)
    letters = story.boss("done: they have a new contract", 2)
    assert [who for kind, who in kinds(letters) if kind == "closed"] == [KIM, TESS]
    assert ("de-escalation", DANA) in kinds(letters)
    assert {one.status for one in story.views} == {Status.RESOLVED}
    assert desk.pass_time(MONDAY + 200 * HOUR) == [] or all(one.due_at is None for one in story.views)
    again = story.agent("reopen", 201)
    assert {("moved", BOSS), ("moved", TESS)} <= set(kinds(again))
    assert [(one.status, [who.email for who in one.recipients]) for one in story.views] == [
        (Status.OPEN, [TESS]),
        (Status.OPEN, [BOSS]),
    ]


def test_a_number_in_the_digest_acts_at_the_level_of_its_line(desk: Desk) -> None:
    story = Story(desk, "add level 4")
    story.tess("waiting until friday 10:00", 1.5)
    hours = (desk.pass_time(MONDAY + hour * HOUR) for hour in range(2, 48))
    digest = next(one for letters in hours for one in letters if one["X-Escalation-Kind"] == "digest")
    lines = words_of(digest).split("Answer with")[0].split(" ESC-1 ")
    number = next(at for at, line in enumerate(lines[1:], 1) if "Level 4" in line)
    desk.receive(reply(digest, LEAD, f"{number} mine"), desk.clock.now() + HOUR)
    assert [one.claimed_by and one.claimed_by.email for one in story.views] == [None, LEAD]


def test_each_level_is_counted_in_the_week(desk: Desk) -> None:
    story = Story(desk)
    story.tess("mine", 1.5)
    story.boss("mine", 2)
    with desk.store.transaction() as unit:
        week = unit.find_week(MONDAY.date())
    assert week is not None
    assert (week.opened, week.taken, week.answered) == (1, 2, 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("add level 3", "It is with the Technical Team (Level 3) already. To ask there once more, answer: remind."),
        ("add level 9", "Which level? They are 1, 2, 3 and 4. Write it like this: add level 1."),
        ("add level", "Which level? They are 1, 2, 3 and 4."),
    ],
)
def test_what_cannot_be_added_is_said(desk: Desk, words: str, said: str) -> None:
    story = Story(desk, words)
    assert kinds(story.added) == [("notice", DANA)]
    assert said in words_of(letter_to(story.added, DANA))
    assert len(story.views) == 1


def test_nothing_is_added_to_what_is_closed(desk: Desk) -> None:
    story = Story(desk, "done: gone")
    assert "ESC-1 is solved already" in words_of(letter_to(story.agent("add level 2", 2), DANA))


def test_status_and_the_receipt_of_what_waits_say_both(desk: Desk) -> None:
    story = Story(desk)
    story.boss("mine", 1.5)
    assert TAKEN in words_of(letter_to(story.agent("status", 2), DANA))
    status = words_of(letter_to(story.boss("status", 2.2), BOSS))
    assert "ESC-1 is with manager@example.com since today 11:30 (Berlin)." in status
    assert ASKED in status
