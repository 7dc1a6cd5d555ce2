"""A case that is passed on: only one is asked, the deadline stays, and it comes back (behaviour B7.33)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
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
THURSDAY = "Thu 12 March, 09:00 (Berlin)"  # when its letters leave that are due on Wednesday at closing time
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
    assert f"They alone are asked now; if they do not take it by {THURSDAY}, it comes back to you." in words_of(
        letter_to(letters, KIM)
    )
    assert f"If they do not take it by {THURSDAY}, it comes back to you and your level." in words_of(
        letter_to(letters, TESS)
    )
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
    assert "ESC-1 is back with you: it was passed to bob@example.com, who did not take it in time." in said
    assert "I remind you no more. If it is yours after all, answer: mine." in words_of(letter_to(back, BOB))
    assert case_of(desk).due_at == DUE
    assert ("raised", "ceo@example.com") in kinds(desk.pass_time(DUE + DAY))


def test_declined_it_is_back_at_once_and_its_deadline_is_what_it_was(desk: Desk) -> None:
    passed = say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR)
    back = say(desk, letter_to(passed, BOB), BOB, "not mine, ask Kim", 2 * HOUR)
    assert kinds(back) == [("moved", DANA), ("moved", KIM), ("moved", TESS), ("notice", BOB)]
    said = words_of(letter_to(back, TESS))
    assert "bob@example.com has declined ESC-1" in said
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


def test_what_came_until_a_time_goes_back_then_whoever_passes_it_on_meanwhile(desk: Desk) -> None:
    passed = say(desk, open_case(desk), TESS, "pass to bob@example.com until tuesday 14:00", HOUR)
    again = say(desk, letter_to(passed, BOB), BOB, "pass to jo@example.com", 2 * HOUR)
    then = f"to {TESS} and the Technical Team"
    assert f"until tomorrow 14:00 (Berlin). Then it comes back, whoever has it, {then}." in words_of(
        letter_to(again, BOB)
    )
    assert f"It goes back {then} tomorrow 14:00 (Berlin), whoever has it then." in words_of(letter_to(again, DANA))
    later = say(
        desk, letter_to(again, "jo@"), "jo@example.com", "pass to ina@example.com until tuesday 16:00", 3 * HOUR
    )
    assert "It goes back before “tuesday 16:00”" in words_of(letter_to(later, "jo@"))
    say(desk, letter_to(later, "ina@"), "ina@example.com", "mine", 3 * HOUR)
    back = desk.pass_time(MONDAY + DAY + 4 * HOUR)
    assert {("moved", TESS), ("moved", BOB), ("moved", "jo@example.com")} <= set(kinds(back))
    assert asked(desk) == [TESS, KIM]


def test_a_passer_outside_of_the_level_reads_where_it_goes_from_there(desk: Desk) -> None:
    passed = say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR)
    again = say(desk, letter_to(passed, BOB), BOB, "pass to Tech2", 2 * HOUR)
    assert "it comes back to the Technical Team." in words_of(letter_to(again, BOB))
    assert f"If nobody takes it, it goes back to the Technical Team {THURSDAY}." in words_of(letter_to(again, DANA))
    back = say(desk, letter_to(again, KIM), KIM, "not mine", 3 * HOUR)
    assert kinds(back) == [("moved", BOB), ("moved", DANA), ("moved", TESS), ("notice", KIM)]
    said = words_of(letter_to(back, BOB))
    assert f"{KIM} has declined ESC-1" in said
    assert f"Asked again: {TESS}." in said


def test_a_member_of_a_queue_reads_himself_that_what_he_passed_on_is_back(tmp_path: Path) -> None:
    queue = "recipients: [queue@example.com], members: [tech@example.com, tech2@example.com]"
    desk = Desk(tmp_path, {"recipients: [tech@example.com, tech2@example.com]": queue})
    routed = letter_to(desk.receive(build_mail(), MONDAY), "queue@example.com")
    say(desk, routed, TESS, "pass to bob@example.com until tuesday 14:00", HOUR)
    back = desk.pass_time(MONDAY + DAY + 4 * HOUR)
    assert {("moved", TESS), ("moved", "queue@example.com"), ("moved", BOB)} <= set(kinds(back))
    assert "Asked is queue@example.com. An answer is due by" in words_of(letter_to(back, TESS))


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


class TestWhatComesNext:
    """Each letter says truly when it comes back."""

    def test_to_whom_it_was_passed(self, desk: Desk) -> None:
        passed = letter_to(say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR), BOB)
        said = words_of(passed)
        assert f"If nobody takes it, it goes back to {TESS} and the Technical Team Thu 12 March, 09:00" in said
        assert "Executive" not in said
        reminders = [words_of(one) for one in desk.pass_time(DUE) if ("reminder", BOB) in kinds([one])]
        assert all("goes back to" in one and "Executive" not in one for one in reminders)
        assert "I remind you again" in reminders[0]
        assert "I remind you again" not in reminders[1]

    def test_until_a_time_before_the_deadline(self, desk: Desk) -> None:
        routed = open_case(desk)
        letters = say(desk, routed, TESS, "pass to bob@example.com until tuesday 14:00", HOUR)
        for who in (BOB, DANA):
            said = words_of(letter_to(letters, who))
            assert (
                f"It goes back to {TESS} and the Technical Team tomorrow 14:00 (Berlin), whoever has it then." in said
            )
        assert "Then it comes back, whoever has it, to you and your level." in words_of(letter_to(letters, TESS))

    def test_until_a_time_outside_the_hours_all_read_when_it_really_comes(self, desk: Desk) -> None:
        letters = say(desk, open_case(desk), TESS, "pass to bob@example.com until wednesday 7:00", HOUR)
        for who in (TESS, KIM, DANA, BOB):
            said = words_of(letter_to(letters, who))
            assert "Wed 11 March, 09:00 (Berlin)" in said, who
            assert "07:00" not in said, who
        say(desk, letter_to(letters, BOB), BOB, "mine", 2 * HOUR)
        opening = MONDAY + 2 * DAY - HOUR  # nine in Berlin
        back = desk.pass_time(opening)
        assert "moved" in [kind for kind, to in kinds(back) if to == TESS]
        assert letter_to(back, TESS, "moved")["Date"].datetime == opening
        assert case_of(desk).due_at == DUE, "which lies ahead still"

    def test_taken_and_back_past_its_deadline_the_agent_reads_what_lies_before_the_new_one(self, desk: Desk) -> None:
        letters = say(desk, open_case(desk), TESS, "pass to bob@example.com until thursday 9:30", HOUR)
        say(desk, letter_to(letters, BOB), BOB, "mine", 2 * HOUR)
        say(desk, letter_to(letters, DANA), DANA, "told until friday 12:00", 2 * DAY + 8 * HOUR)
        back = words_of(letter_to(desk.pass_time(MONDAY + 3 * DAY), DANA, "moved"))
        promised, due_at = case_of(desk).customer_promised_at, case_of(desk).due_at
        assert promised is not None
        assert due_at is not None
        assert DUE < promised < due_at
        assert "was told that they hear from you by Friday 13 March" in back
        assert "The answer is due later than that: tell them another time." in back
        assert "You hear from me by " in back

    def test_until_a_time_beyond_it(self, desk: Desk) -> None:
        letters = say(desk, open_case(desk), TESS, "pass to bob@example.com until friday 14:00", HOUR)
        said = words_of(letter_to(letters, TESS))
        assert "until Fri 13 March, 14:00 (Berlin). If they do not take it by Thu 12 March, 09:00" in said
        assert "it goes back to" in words_of(letter_to(letters, DANA))

    def test_back_unanswered_agent_and_leads_read_who_was_silent(self, desk: Desk) -> None:
        say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR)
        back = desk.pass_time(DUE + DAY - 8.5 * HOUR)
        for who in (DANA, LEAD):
            said = words_of(letter_to(back, who, "reminder"))
            assert f"It was passed to {BOB}, who did not take it in time, and is back." in said
        raised = desk.pass_time(DUE + DAY - 5 * HOUR)
        assert f"because {BOB}, {TESS} and {KIM} had not taken it in time" in words_of(
            letter_to(raised, DANA, "raised")
        )
        assert f"This reaches you because {BOB}, {TESS} and {KIM} did not" in words_of(letter_to(raised, "ceo@"))

    def test_back_unanswered_who_wrote_meanwhile_is_not_called_silent(self, desk: Desk) -> None:
        passed = letter_to(say(desk, open_case(desk), TESS, "pass to bob@example.com", HOUR), BOB)
        desk.receive(reply(passed, BOB, "Which version is it?"), MONDAY + 2 * HOUR)
        digests = [words_of(one) for one in desk.pass_time(DUE + DAY) if one["X-Escalation-Kind"] == "digest"]
        overdue = [one for one in digests if "OVERDUE" in one]
        assert overdue
        assert not [one for one in overdue if f"{BOB} silent" in one or f"{BOB}, " in one]

    def test_back_unanswered_after_words_the_passer_reads_it_in_one_letter(self, tmp_path: Path) -> None:
        """Passed again past its deadline, it has a new one, and the words of whom it is with give that once more."""
        four_hours = {"calendar: office, respond_within: 2 business days": "calendar: office, respond_within: 4 h"}
        desk = Desk(tmp_path, four_hours)
        routed = open_case(desk)
        desk.pass_time(MONDAY + 4 * HOUR)
        passed = letter_to(say(desk, routed, TESS, "pass to bob@example.com", 4.5 * HOUR), BOB)
        desk.receive(reply(passed, BOB, "I will try"), MONDAY + 5 * HOUR)
        letters = desk.pass_time(MONDAY + DAY)
        back = next(one for one in letters if ("reminder", TESS) in kinds([one]))
        same = [one for one in letters if one["Date"] == back["Date"] and TESS in str(one["To"])]
        assert kinds(same) == [("reminder", TESS)]
        assert "is back with you" in words_of(back)


class TestToWhomNot:
    def test_nothing_is_passed_and_the_reason_is_said(self, tmp_path: Path) -> None:
        rows = {
            "pass to dana@example.com": "dana@example.com is an agent of it, and nobody is asked in the own case.",
            "pass to tech": "It would be with you then: to take it, answer mine.",
            "pass to support@example.com": "support@example.com is my own mailbox",
            "pass to ann@elsewhere.example": "ann@elsewhere.example is not one of ours.",
        }
        for words, reason in rows.items():
            desk = Desk(tmp_path)
            letters = say(desk, open_case(desk), TESS, f"{words}: they know it", HOUR)
            assert "routed" not in [kind for kind, _ in kinds(letters)], words
            said = words_of(letter_to(letters, TESS))
            assert f"I could not pass it on, and nothing has changed. Your words went to {DANA} and {KIM}." in said
            assert reason in said, words
            assert asked(desk) == [TESS, KIM], words

    def test_nor_to_who_has_it(self, desk: Desk) -> None:
        routed = open_case(desk)
        say(desk, routed, TESS, "mine", HOUR)
        said = say(desk, routed, TESS, "pass to tech", 2 * HOUR)
        assert f"{TESS} has it already." in words_of(letter_to(said, TESS))

    def test_of_a_case_that_has_not_gone_up_it_is_said_what_it_waits_for(self, desk: Desk) -> None:
        request = desk.receive(build_mail(body=build_form({"Customer Impact": None})), MONDAY)[0]
        said = say(desk, request, LEAD, "pass to bob@example.com", HOUR)
        assert "ESC-1 has not gone up yet: it waits for Customer Impact" in words_of(letter_to(said, LEAD))


def test_what_waits_is_passed_on_waits_still_and_comes_back(desk: Desk) -> None:
    routed = open_case(desk)
    say(desk, routed, TESS, "waiting until wednesday 12:00", HOUR)
    letters = say(desk, routed, TESS, "pass to bob@example.com until tuesday 12:00: he knows it", 2 * HOUR)
    assert "In their words: he knows it" in words_of(letter_to(letters, BOB, "routed"))
    assert (case_of(desk).status, asked(desk)) == (Status.WAITING, [BOB])
    assert ("moved", TESS) in kinds(desk.pass_time(MONDAY + DAY + 3 * HOUR))
    assert (case_of(desk).status, asked(desk)) == (Status.WAITING, [TESS, KIM])


class TestTheAgents:
    """`pass to` of an agent is about his own part (behaviour B7.32)."""

    def test_hands_over_the_contact_and_the_level_stays_asked(self, desk: Desk) -> None:
        receipt = letter_to(desk.receive(build_mail(), MONDAY), DANA)
        letters = say(desk, receipt, DANA, "pass to jo@example.com until friday: my holiday", HOUR)
        assert kinds(letters) == [("moved", "jo@example.com"), ("moved", KIM), ("moved", TESS), ("notice", DANA)]
        assert (case_of(desk).agent.email, asked(desk)) == ("jo@example.com", [TESS, KIM])
        said = words_of(letter_to(letters, DANA))
        assert "It does not come back of itself “friday”: whoever is the contact hands it back" in said

    def test_moves_nothing_where_he_names_one_who_is_asked(self, desk: Desk) -> None:
        receipt = letter_to(desk.receive(build_mail(), MONDAY), DANA)
        letters = say(desk, receipt, DANA, "pass to tech: she knows it", HOUR)
        assert "that is for the Technical Team (Level 3) or a lead to say" in words_of(letter_to(letters, DANA))
        assert (case_of(desk).agent.email, asked(desk)) == (DANA, [TESS, KIM])
        assert "she knows it" in words_of(letter_to(letters, KIM))


def test_who_gets_it_once_more_reads_each_reason_once(desk: Desk) -> None:
    opened = open_case(desk)
    say(desk, opened, TESS, "pass to bob@example.com until 11:30", HOUR / 2)
    desk.pass_time(MONDAY + 3 * HOUR)
    said = words_of(letter_to(say(desk, opened, TESS, "pass to bob@example.com", 4 * HOUR), BOB, "routed"))
    assert said.count("tech@example.com has passed it on to you") == 1


def test_what_was_taken_back_from_a_higher_level_has_a_deadline_again_when_it_is_passed_on(desk: Desk) -> None:
    open_case(desk)
    raised = letter_to(desk.pass_time(DUE + DAY), TESS, "raised")
    now = DUE - MONDAY + DAY + HOUR
    say(desk, raised, TESS, "mine", now)
    passed = say(desk, raised, TESS, "pass to bob@example.com", now + HOUR)
    due = case_of(desk).due_at
    assert due is not None
    assert due > MONDAY + now
    assert "Answer by" in words_of(letter_to(passed, BOB))
    assert "if they do not take it by" in words_of(letter_to(passed, KIM)).replace("If they", "if they")
    later = of_clock(desk.pass_time(due + 3 * DAY))
    assert ("reminder", BOB) in later
    assert ("moved", BOB) in later
    assert asked(desk) != [BOB]


def test_what_waits_and_comes_back_in_the_same_minute_runs_again_by_that(desk: Desk) -> None:
    routed = open_case(desk)
    say(desk, routed, TESS, "waiting until friday 10:00", HOUR)
    say(desk, routed, TESS, "pass to bob@example.com until friday 10:00", 2 * HOUR)
    told = of_clock(desk.pass_time(datetime(2026, 3, 13, 9, 0, tzinfo=UTC)))
    assert told == [("moved", BOB), ("moved", DANA), ("moved", KIM), ("moved", TESS)]
    assert (case_of(desk).status, asked(desk)) == (Status.OPEN, [TESS, KIM])
    assert case_of(desk).pauses[-1].ended_at == datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
