"""A case that is passed on: only one is asked, the deadline stays, and it comes back (behaviour B7.33)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin; due on Wednesday at 17:30
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TESS, KIM, DANA, LEAD, BOB = (
    "tech@example.com",
    "tech2@example.com",
    "dana@example.com",
    "lead@example.com",
    "bob@example.com",
)
DUE = datetime(2026, 3, 11, 16, 30, tzinfo=UTC)
NAMED = {
    'allow: ["@example.com"]': 'allow: ["@example.com", bob@example.com, bob.jones@example.com, ina.koch@example.com]'
}


def of_clock(letters: list[EmailMessage]) -> list[tuple[str, str]]:
    return [one for one in kinds(letters) if one[0] not in ("digest", "nudge")]


def say(desk: Desk, letter: EmailMessage, who: str, words: str, after: timedelta) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + after)


def asked(desk: Desk) -> list[str]:
    return [one.email for one in case_of(desk).recipients]


def open_case(desk: Desk) -> EmailMessage:
    """The letter that Tess got."""
    return letter_to(desk.receive(build_mail(), MONDAY), TESS)


def test_only_the_one_it_was_passed_to_is_asked_and_the_deadline_stays(desk: Desk) -> None:
    letters = say(desk, open_case(desk), TESS, "pass to bob@example.com because he knows it", HOUR)
    assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("notice", TESS), ("routed", BOB)]
    assert "They alone are asked now; if they do not take it, it comes back to you." in words_of(
        letter_to(letters, KIM)
    )
    assert "If they do not take it in time, it comes back to you and your level." in words_of(letter_to(letters, TESS))
    assert case_of(desk).due_at == DUE
    assert of_clock(desk.pass_time(DUE - HOUR)) == [("reminder", BOB)] * 2


def test_unanswered_at_its_deadline_it_is_back_with_the_level_the_passer_first(desk: Desk) -> None:
    letters = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(letters, KIM), KIM, "pass to bob@example.com", HOUR)
    desk.pass_time(DUE)
    back = desk.pass_time(DUE + DAY - 8.5 * HOUR)  # at the next opening
    assert of_clock(back) == [
        ("moved", BOB),
        ("reminder", DANA),
        ("reminder", LEAD),
        ("reminder", KIM),
        ("reminder", TESS),
    ]
    assert asked(desk) == [KIM, TESS]
    said = words_of(letter_to(back, KIM, "reminder"))
    assert "ESC-1 is back with you: bob@example.com, to whom it was passed, has not taken it in time." in said
    assert "I remind you no more. If it is yours after all, answer: mine." in words_of(letter_to(back, BOB))
    assert case_of(desk).due_at == DUE
    assert ("raised", "ceo@example.com") in kinds(desk.pass_time(DUE + DAY))


def test_declined_it_is_back_at_once_and_its_deadline_is_what_it_was(desk: Desk) -> None:
    passed = say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR)
    back = say(desk, letter_to(passed, BOB), BOB, "not mine, ask Kim", 2 * HOUR)
    assert kinds(back) == [("moved", DANA), ("moved", KIM), ("moved", TESS), ("notice", BOB)]
    said = words_of(letter_to(back, TESS))
    assert "bob@example.com has given back ESC-1" in said
    assert "ask Kim" in said
    assert (asked(desk), case_of(desk).due_at) == ([TESS, KIM], DUE)


def test_until_then_and_it_is_back_whoever_has_it(desk: Desk) -> None:
    routed = open_case(desk)
    say(desk, routed, TESS, "mine", HOUR)
    passed = say(desk, routed, TESS, "pass to bob@example.com until tuesday 14:00", 2 * HOUR)
    assert "until tomorrow 14:00 (Berlin)" in words_of(letter_to(passed, DANA))
    say(desk, letter_to(passed, BOB), BOB, "mine", 3 * HOUR)
    back = desk.pass_time(MONDAY + DAY + 4 * HOUR)
    assert ("moved", TESS) in kinds(back)
    assert "because it was passed to bob@example.com until now" in words_of(letter_to(back, TESS))
    assert (case_of(desk).status, asked(desk)) == (Status.OPEN, [TESS, KIM])


def test_a_past_deadline_begins_anew_once_and_passing_round_moves_it_no_more(desk: Desk) -> None:
    routed = open_case(desk)
    say(desk, routed, TESS, "mine", HOUR)
    passed = say(desk, routed, TESS, "pass to bob@example.com", 3 * DAY)
    anew = case_of(desk).due_at
    assert anew == datetime(2026, 3, 16, 16, 30, tzinfo=UTC)
    again = letter_to(passed, BOB)
    say(desk, again, BOB, "pass to ina.koch@example.com", 3 * DAY + HOUR)
    assert case_of(desk).due_at == anew
    desk.receive(reply(again, BOB, "mine"), MONDAY + 4 * DAY)
    desk.receive(reply(again, BOB, "pass to jo@example.com"), MONDAY + 8 * DAY)
    assert case_of(desk).due_at == anew


def test_the_third_time_the_leads_are_told(desk: Desk) -> None:
    letters = say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR)
    letters = say(desk, letter_to(letters, BOB), BOB, "pass to jo@example.com", 2 * HOUR)
    assert LEAD not in [to for _, to in kinds(letters)]
    letters = say(desk, letter_to(letters, "jo@"), "jo@example.com", "pass to ina.koch@example.com", 3 * HOUR)
    assert "It has been passed on three times" in words_of(letter_to(letters, LEAD, "moved"))


def test_who_is_away_has_a_cover_and_the_passer_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"leads: [": "covers: {bob@example.com: jo@example.com}\nleads: ["})
    letters = say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR)
    assert ("routed", "jo@example.com") in kinds(letters)
    assert "bob@example.com is away, so who stands in has it." in words_of(letter_to(letters, TESS))


def test_when_its_reader_turns_out_to_be_away_it_is_back(desk: Desk) -> None:
    passed = letter_to(say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR), BOB)
    absence = reply(
        passed, BOB, "I am out of the office.", headers={"Auto-Submitted": "auto-replied", "Subject": "Out of office"}
    )
    back = desk.receive(absence, MONDAY + 2 * HOUR)
    assert kinds(back) == [("moved", DANA), ("moved", LEAD), ("moved", KIM), ("moved", TESS)]
    assert asked(desk) == [TESS, KIM]


class TestByName:
    @pytest.mark.parametrize(
        ("said", "who"),
        [
            ("pass to Ina please", "ina.koch@example.com"),
            ("pass to Ina Koch: she knows it", "ina.koch@example.com"),
            ("pass to lead", LEAD),
            ("pass to Bob Jones", "bob.jones@example.com"),
            ("pass to tech2", KIM),
        ],
    )
    def test_of_whom_the_settings_know(self, tmp_path: Path, said: str, who: str) -> None:
        desk = Desk(tmp_path, NAMED)
        assert ("routed", who) in kinds(say(desk, open_case(desk), TESS, said, HOUR))
        assert asked(desk) == [who]

    def test_which_two_have_is_said_back_with_both(self, tmp_path: Path) -> None:
        names = {
            "leads: [": 'administrators: ["Bob Smith <smith@example.com>", "Bob Jones <jones@example.com>"]\nleads: ['
        }
        desk = Desk(tmp_path, names | {"administrators: [ops@example.com]\n": ""})
        letters = say(desk, open_case(desk), TESS, "pass to Bob please", HOUR)
        assert kinds(letters) == [("notice", TESS)]
        said = words_of(letters[0])
        assert "That name fits several: Bob Smith <smith@example.com>, Bob Jones <jones@example.com>." in said
        assert asked(desk) == [TESS, KIM]

    def test_that_nobody_has_is_said_back(self, desk: Desk) -> None:
        letters = say(desk, open_case(desk), TESS, "pass to Zoe\n\nShe knows the index.", HOUR)
        said = words_of(letter_to(letters, TESS, "notice"))
        assert "I know nobody of ours by the name of “Zoe”." in said
        assert "She knows the index." in words_of(letter_to(letters, DANA, "relay"))
