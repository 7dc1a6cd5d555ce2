"""Somebody of the level refuses the case: it is counted, the others stay asked, and when nobody is left it goes up
(behaviour B7.24)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.assignment import Cause
from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
AN_HOUR = timedelta(hours=1)
TESS, KIM, DANA, LEA = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
CEO, JO, BOB = "ceo@example.com", "jo@example.com", "bob@example.com"
TWO = "recipients: [tech@example.com, tech2@example.com]"
A_LIST = {TWO: "recipients: [tech@example.com], members: [jo@example.com, bob@example.com]"}


def build_for_level(level: int, subject: str = "ESCALATION - Exports stop - Ticket #48213") -> bytes:
    return build_mail(subject, build_form({"Level": str(level), "Attachments": "none because it is words"}))


def say(desk: Desk, letter: EmailMessage, who: str, words: str, hours: float = 1) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + timedelta(hours=hours))


def words_of(letter: EmailMessage) -> str:
    return " ".join(text_of(letter).split())


@pytest.mark.parametrize(
    "words", ["not mine", "Sorry, not my area.", "I cannot take this", "nicht meins", "👎", "Got it. But not for me."]
)
def test_who_declines_is_reminded_no_more_and_the_other_stays_asked(desk: Desk, words: str) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", words)
    assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("notice", TESS)]
    assert "Tess Berg has declined ESC-1" in words_of(letter_to(letters, DANA))
    assert "Still asked: tech2@example.com." in words_of(letter_to(letters, DANA))
    assert "You are still asked: nobody has taken it yet." in words_of(letter_to(letters, KIM))
    told = words_of(letter_to(letters, TESS))
    assert "I have noted that ESC-1 is not for you, and remind you no more. Still asked: tech2@example.com." in told
    case = case_of(desk)
    assert (case.status, case.claimed_by) == (Status.OPEN, None)
    assert [(one.who, one.cause) for one in case.assignment.out] == [(TESS, Cause.DECLINED)]
    later = desk.pass_time(MONDAY + timedelta(days=2))
    assert ("reminder", KIM) in kinds(later)
    assert ("reminder", TESS) not in kinds(later)


def test_what_stands_with_a_refusal_reaches_the_agent_and_the_others(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), TESS, "Not mine, ask Platform.\n\nThey own the exporter.")
    for who in (DANA, KIM):
        assert "ask Platform. They own the exporter." in words_of(letter_to(letters, who))


def test_what_the_agent_writes_then_reaches_only_who_is_asked_still(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "not mine")
    assert kinds(say(desk, letter_to(opened, DANA, "receipt"), DANA, "They called again.", 2)) == [("relay", KIM)]
    assert kinds(say(desk, letter_to(opened, DANA, "receipt"), DANA, "remind", 3)) == [
        ("notice", DANA),
        ("reminder", KIM),
    ]


def test_said_twice_it_tells_nobody_else(desk: Desk) -> None:
    letter = letter_to(desk.receive(build_mail(), MONDAY), TESS)
    say(desk, letter, TESS, "not mine")
    assert kinds(say(desk, letter, TESS, "Not mine!", 2)) == [("notice", TESS)]


def test_who_has_declined_may_take_it_after_all(desk: Desk) -> None:
    letter = letter_to(desk.receive(build_mail(), MONDAY), TESS)
    say(desk, letter, TESS, "not mine")
    say(desk, letter, TESS, "mine", 2)
    assert TESS in str(case_of(desk).claimed_by)


class TestNobodyIsLeft:
    def test_the_executives_get_it_only_when_its_answer_is_due(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        say(desk, letter_to(opened, TESS), TESS, "not my area")
        letters = say(desk, letter_to(opened, KIM), KIM, "nicht meins", 2)
        assert kinds(letters) == [("moved", DANA), ("moved", LEA), ("notice", KIM)]
        for who in (DANA, LEA):
            said = words_of(letter_to(letters, who))
            assert "Nobody of Level 3 (Technical Team) is left to ask: tech@example.com declined, " in said
            assert "tech2@example.com declined." in said
            assert "It goes to the Executive Team (Level 4) Thu" in said.replace("\N{NO-BREAK SPACE}", " ")
        assert "Nobody else of Level 3 (Technical Team) is left to ask" in words_of(letter_to(letters, KIM))
        later = desk.pass_time(MONDAY + timedelta(days=2))
        assert [one for one in kinds(later) if one[0] in ("reminder", "raised")] == []
        due = desk.pass_time(MONDAY + timedelta(days=3))
        assert ("raised", CEO) in kinds(due)

    def test_an_urgent_one_goes_up_this_minute_with_the_words(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path)
        opened = desk.receive(build_for_level(3, "URGENT - Exports stop - Ticket #48213"), MONDAY)
        say(desk, letter_to(opened, TESS), TESS, "not mine")
        letters = say(desk, letter_to(opened, KIM), KIM, "not mine, ask the board", 2)
        assert kinds(letters) == [("notice", KIM), ("raised", CEO), ("raised", DANA), ("raised", LEA)]
        assert "ask the board" in text_of(letter_to(letters, CEO))
        assert "It is with the Executive Team (Level 4): ceo@example.com." in words_of(letter_to(letters, KIM))

    def test_one_level_for_one_reason(self, desk: Desk) -> None:
        opened = desk.receive(build_for_level(1), MONDAY)
        letters = say(desk, letter_to(opened, "senior@example.com"), "senior@example.com", "not my area")
        assert case_of(desk).level == 2
        assert ("raised", "manager@example.com") in kinds(letters)
        assert {one for one in kinds(desk.pass_time(MONDAY + 2 * AN_HOUR)) if one[0] == "raised"} == set()

    def test_declined_and_away_are_two_reasons(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        say(desk, letter_to(opened, TESS), TESS, "not my area")
        mail = reply(letter_to(opened, KIM), KIM, "I am out of the office until 16 March.", quote=False)
        mail = mail.replace(b"Subject: ", b"Auto-Submitted: auto-replied\r\nSubject: Out of office: ", 1)
        letters = desk.receive(mail, MONDAY + 2 * AN_HOUR)
        assert kinds(letters) == [("moved", DANA), ("moved", LEA)]
        assert "tech@example.com declined, tech2@example.com is away." in words_of(letter_to(letters, DANA))


class TestAList:
    def test_one_member_never_answers_for_all(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, A_LIST)
        letter = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        letters = say(desk, letter, JO, "not mine")
        assert kinds(letters) == [("moved", BOB), ("moved", DANA), ("notice", JO)]
        assert "Still asked: tech@example.com." in words_of(letter_to(letters, JO))
        assert ("reminder", TESS) in kinds(desk.pass_time(MONDAY + timedelta(days=2)))

    def test_it_is_left_when_all_its_members_have_declined(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, A_LIST)
        letter = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        say(desk, letter, JO, "not mine")
        letters = say(desk, letter, BOB, "not mine", 2)
        assert ("moved", LEA) in kinds(letters)
        assert "jo@example.com declined, bob@example.com declined" in words_of(letter_to(letters, DANA))


def test_who_had_taken_it_gives_it_back(desk: Desk) -> None:
    letter = letter_to(desk.receive(build_mail(), MONDAY), TESS)
    say(desk, letter, TESS, "mine")
    letters = say(desk, letter, TESS, "Not mine.", 2)
    assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("notice", TESS)]
    assert (case_of(desk).status, case_of(desk).claimed_by) == (Status.OPEN, None)
    assert ("reminder", KIM) in kinds(desk.pass_time(MONDAY + timedelta(days=3)))


def test_of_what_another_has_it_is_only_said_who_has_it(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "mine")
    letters = say(desk, letter_to(opened, KIM), KIM, "not mine", 2)
    assert kinds(letters) == [("notice", KIM)]
    assert "tech@example.com has ESC-1, so you need not act on it." in words_of(letters[0])


@pytest.mark.parametrize(("words", "told"), [("not mine", [("notice", DANA)]), ("This is not our fault.", [])])
def test_what_the_agent_says_so_are_words(desk: Desk, words: str, told: list[tuple[str, str]]) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, DANA, "receipt"), DANA, words)
    assert kinds(letters) == [*told, ("relay", KIM), ("relay", TESS)]
    assert case_of(desk).assignment.out == ()


def test_who_lowers_it_to_somebody_who_had_declined_reads_so(desk: Desk) -> None:
    opened = desk.receive(build_mail(body=build_form({"Level": "2", "Attachments": "none because of words"})), MONDAY)
    say(desk, letter_to(opened, "manager@example.com"), "manager@example.com", "not mine", 1)
    lowered = say(desk, letter_to(opened, DANA, "receipt"), DANA, "lower", 2)
    said = words_of(letter_to(lowered, DANA, "notice"))
    assert "manager@example.com had declined it at that level, and is asked again." in said
