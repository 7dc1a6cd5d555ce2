"""The clock and the answers that move it, told from the desk: a mail comes, hours pass, letters leave."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin


def escalation(number: int, subject: str = "ESCALATION", **fields: str) -> bytes:
    form = build_form({"Ticket #": str(5000 + number), "Customer": f"Contoso {number}", **fields})
    return build_mail(
        f"{subject} - Matter {number} - Ticket #{5000 + number}",
        form,
        files=(("error.log", b"x" * 500),),
        message_id=f"<m{number}@example.com>",
    )


class TestWaiting:
    def test_said_again_it_is_a_new_promise(self, desk: Desk) -> None:
        routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
        desk.receive(reply(routed, "tech@example.com", "waiting until tomorrow"), MONDAY + timedelta(hours=1))
        desk.receive(reply(routed, "tech@example.com", "waiting until friday"), MONDAY + timedelta(hours=2))
        case = desk.store.find_case(1)
        assert case is not None
        assert case.status is Status.WAITING
        assert [pause.until for pause in case.pauses][-1] == datetime(2026, 3, 13, 8, 0, tzinfo=UTC)
        assert case.pauses[0].ended_at == case.pauses[1].started_at

    def test_a_time_that_is_none_is_said_back_and_the_clock_stands_all_the_same(self, desk: Desk) -> None:
        routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
        letters = desk.receive(
            reply(routed, "tech@example.com", "waiting until the cows come home"), MONDAY + timedelta(hours=1)
        )
        assert "is not a time I know" in words_of(letter_to(letters, "tech@example.com", "notice"))
        for who in ("dana@example.com", "tech2@example.com"):
            told = words_of(letter_to(letters, who, "moved"))
            assert "They wrote “the cows come home”, which is no time that I know, or is over." in told
        case = desk.store.find_case(1)
        assert case is not None
        assert case.status is Status.WAITING


class TestTheDigestIsAnswered:
    def test_by_number(self, desk: Desk) -> None:
        for number in range(1, 4):
            desk.receive(escalation(number), MONDAY + timedelta(minutes=number))
        letters = desk.pass_time(datetime(2026, 3, 11, 8, 30, tzinfo=UTC))
        digest = letter_to(
            [one for one in letters if one["Date"].datetime > MONDAY + timedelta(days=1, hours=20)], "lead@", "digest"
        )
        assert "Answer with numbers" in text_of(digest)
        lines = dict(re.findall(r"^ (\d+)  (ESC-\d+)", text_of(digest), re.MULTILINE))
        numbers = {name: number for number, name in lines.items()}
        words = f"{numbers['ESC-1']} mine, {numbers['ESC-2']} remind, {numbers['ESC-3']} wait friday\n\nThanks"
        letters = desk.receive(reply(digest, "lead@example.com", words), datetime(2026, 3, 11, 8, 31, tzinfo=UTC))
        cases = {case.name: case for case in desk.store.open_cases()}
        assert "lead@example.com" in str(cases["ESC-1"].claimed_by)
        assert cases["ESC-2"].status is Status.OPEN
        assert cases["ESC-3"].status is Status.WAITING
        assert kinds([one for one in letters if str(one["X-Escalation-Case"]) == "ESC-2"]) == [
            ("reminder", "tech2@example.com"),
            ("reminder", "tech@example.com"),
        ]
        assert text_of(letter_to(letters, "lead@example.com", "notice")).count(": done.") == 3
        to_lead = [kind for kind, to in kinds(letters) if to == "lead@example.com"]
        assert to_lead == ["notice", "routed"], "the summary, and the case that he has taken"

    def test_a_line_that_is_not_there_is_said(self, desk: Desk) -> None:
        desk.receive(escalation(1), MONDAY)
        letters = desk.pass_time(datetime(2026, 3, 11, 8, 30, tzinfo=UTC))
        digest = letter_to(letters, "lead@", "digest")
        letters = desk.receive(reply(digest, "lead@example.com", "77 mine"), datetime(2026, 3, 11, 9, 0, tzinfo=UTC))
        assert "no case on that line" in text_of(letter_to(letters, "lead@example.com"))
        assert desk.store.open_cases()[0].claimed_by is None

    def test_nobody_else_can_answer_it(self, desk: Desk) -> None:
        desk.receive(escalation(1), MONDAY)
        letters = desk.pass_time(datetime(2026, 3, 11, 8, 30, tzinfo=UTC))
        digest = letter_to(letters, "lead@", "digest")
        letters = desk.receive(reply(digest, "eve@example.com", "1 mine"), datetime(2026, 3, 11, 9, 0, tzinfo=UTC))
        assert kinds(letters) == [("notice", "eve@example.com")], "one of ours is told how"
        assert desk.store.open_cases()[0].claimed_by is None


class TestMany:
    def test_more_than_the_set_number_at_once_is_one_mail_for_each_person(self, desk: Desk) -> None:
        for number in range(1, 13):
            desk.receive(escalation(number), MONDAY)
        letters = desk.pass_time(MONDAY + timedelta(days=1, hours=4))
        reminders = [one for one in letters if one["X-Escalation-Kind"] == "reminder"]
        assert kinds(reminders) == [("reminder", "tech2@example.com"), ("reminder", "tech@example.com")]
        text = text_of(reminders[0])
        assert all(f"ESC-{number} " in text for number in range(1, 13))
        assert "in place of 12 single mails" in text

    def test_ten_are_ten(self, desk: Desk) -> None:
        for number in range(1, 11):
            desk.receive(escalation(number), MONDAY)
        letters = desk.pass_time(MONDAY + timedelta(days=1, hours=4))
        assert len([one for one in letters if one["X-Escalation-Kind"] == "reminder"]) == 20

    def test_two_that_go_up_at_one_instant_come_whole_each_with_its_files(self, desk: Desk) -> None:
        for number in (1, 2):
            desk.receive(escalation(number, Level="1"), MONDAY)
        letters = desk.pass_time(MONDAY + timedelta(hours=8))
        raised = [one for one in letters if kinds([one]) == [("raised", "manager@example.com")]]
        assert [[file.get_filename() for file in one.iter_attachments()] for one in raised] == [["error.log"]] * 2

    def test_the_bundle_is_answered_by_number(self, desk: Desk) -> None:
        for number in range(1, 13):
            desk.receive(escalation(number), MONDAY)
        bundle = letter_to(desk.pass_time(MONDAY + timedelta(days=1, hours=4)), "tech@example.com", "reminder")
        desk.receive(reply(bundle, "tech@example.com", "2, 3 and 5 mine"), MONDAY + timedelta(days=1, hours=5))
        assert sum(case.claimed_by is not None for case in desk.store.open_cases()) == 3


class TestQuietHours:
    def test_quiet_all_makes_routed_mail_wait_for_the_opening(self, tmp_path: Path) -> None:
        desk = Desk(
            tmp_path,
            {
                (
                    "calendar: office, respond_within: 2 business days"
                ): "calendar: office, quiet: all, respond_within: 2 business days"
            },
        )
        night = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
        letters = desk.receive(build_mail(), night)
        assert [address for kind, address in kinds(letters) if kind == "routed"] == []
        letters = desk.pass_time(datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
        assert [address for kind, address in kinds(letters) if kind == "routed"] == [
            "tech2@example.com",
            "tech@example.com",
        ]

    def test_those_who_did_not_answer_hear_at_once_that_it_went_up_to_a_level_that_sleeps(self, tmp_path: Path) -> None:
        desk = Desk(
            tmp_path,
            {
                (
                    "calendar: office, respond_within: 4 business hours}\n  2"
                ): "calendar: always, respond_within: 9 h}\n  2",
                "manager@example.com], calendar: office": "manager@example.com], quiet: all, calendar: office",
            },
        )
        friday = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
        letters = desk.receive(escalation(1, Level="1"), friday) + desk.pass_time(friday + timedelta(hours=11))
        assert kinds([one for one in letters if one["X-Escalation-Kind"] == "raised"]) == [
            ("raised", "dana@example.com"),
            ("raised", "senior@example.com"),
        ]
        letters = desk.pass_time(datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
        assert ("raised", "manager@example.com") in kinds(letters)


class TestCatchUp:
    def test_after_three_days_down_only_the_newest_step_speaks(self, desk: Desk) -> None:
        desk.receive(build_mail(), MONDAY)
        letters = desk.jump(MONDAY + timedelta(days=3, hours=2))
        assert [kind for kind, to in kinds(letters) if "tech@" in to] == ["raised"]
        assert len([kind for kind, _ in kinds(letters) if kind == "digest"]) <= 1
        case = desk.store.find_case(1)
        assert case is not None
        assert [entry.what for entry in case.conversation.entries].count("passed over") >= 3
        assert desk.jump(MONDAY + timedelta(days=3, hours=2, seconds=30)) == []

    def test_a_clock_that_goes_back_a_day_says_nothing_twice(self, desk: Desk) -> None:
        desk.receive(build_mail(), MONDAY)
        first = desk.pass_time(MONDAY + timedelta(days=1, hours=8))
        again = desk.jump(MONDAY + timedelta(hours=1)) + desk.pass_time(MONDAY + timedelta(days=1, hours=8))
        assert [kind for kind, _ in kinds(first) if kind == "reminder"]
        assert again == []


class TestTheNudge:
    def test_says_who_took_it_and_has_not_been_heard_of(self, desk: Desk) -> None:
        routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
        desk.receive(reply(routed, "tech@example.com", "mine"), MONDAY + timedelta(hours=1))
        nudge = letter_to(desk.pass_time(MONDAY + timedelta(days=3)), "dana@example.com", "nudge")
        assert "has not been heard of since" in text_of(nudge)
        asked = desk.receive(reply(nudge, "dana@example.com", "remind"), MONDAY + timedelta(days=3, hours=1))
        assert ("reminder", "tech@example.com") in kinds(asked)


def out_of_office(letter: EmailMessage, who: str) -> bytes:
    """What the mail program of somebody who is away answers."""
    raw = reply(letter, who, "I am out of the office until 23 March 2026 and do not read my mail.", quote=False)
    return b"Auto-Submitted: auto-replied\n" + raw


class TestNobodyIsThere:
    def away(self, desk: Desk, letters: list[EmailMessage], who: str, minutes: int) -> list[EmailMessage]:
        return desk.receive(out_of_office(letter_to(letters, who), who), MONDAY + timedelta(minutes=minutes))

    def test_one_of_two_is_away_and_only_the_other_is_reminded(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        told = self.away(desk, opened, "tech@example.com", 1)
        assert kinds(told) == [("moved", "dana@example.com"), ("moved", "lead@example.com")]
        assert all("tech@example.com is away, who was asked about ESC-1" in text_of(one) for one in told)
        assert all("Still asked: tech2@example.com." in text_of(one) for one in told)
        reminded = {to for kind, to in kinds(desk.pass_time(MONDAY + timedelta(days=2))) if kind == "reminder"}
        assert reminded == {"tech2@example.com"}

    def test_all_are_away_agent_and_leads_learn_it_once_and_it_goes_to_the_executives_when_it_is_due(
        self, desk: Desk
    ) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        self.away(desk, opened, "tech@example.com", 1)
        told = [one for who in ("tech2@", "tech@") for one in self.away(desk, opened, f"{who}example.com", 1)]
        assert kinds(told) == [("moved", "dana@example.com"), ("moved", "lead@example.com")]
        assert all("tech@example.com is away, tech2@example.com is away" in text_of(one) for one in told)
        assert all("It goes to the Executive Team (Level 4)" in text_of(one) for one in told)
        case = desk.store.find_case(1)
        assert case is not None
        assert (case.status, case.level) == (Status.OPEN, 3), "no machine takes a case"
        due_at = case.due_at
        assert due_at is not None
        assert "reminder" not in dict(kinds(desk.pass_time(due_at - timedelta(minutes=1)))), "nobody is left"
        raised = desk.pass_time(due_at + timedelta(days=1))  # its letters wait for the opening
        assert {("raised", "ceo@example.com"), ("raised", "dana@example.com"), ("raised", "lead@example.com")} <= set(
            kinds(raised)
        )

    def test_an_urgent_case_goes_up_at_once(self, desk: Desk) -> None:
        opened = desk.receive(build_mail("URGENT - Exports end - Ticket #48213", build_form() + "Level: 3\n"), MONDAY)
        self.away(desk, opened, "tech@example.com", 1)
        raised = self.away(desk, opened, "tech2@example.com", 2) + desk.pass_time(MONDAY + timedelta(minutes=3))
        assert ("raised", "ceo@example.com") in kinds(raised)
        said = text_of(letter_to(raised, "lead@example.com"))
        assert "nobody of Level 3 is left to ask: tech@example.com is away, tech2@example.com is away" in said

    def test_who_writes_is_there_and_is_asked_again(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        self.away(desk, opened, "tech@example.com", 1)
        desk.receive(
            reply(letter_to(opened, "tech@example.com"), "tech@example.com", "Which version?"),
            MONDAY + timedelta(hours=1),
        )
        reminded = {to for kind, to in kinds(desk.pass_time(MONDAY + timedelta(days=3))) if kind == "reminder"}
        assert "tech@example.com" in reminded


class TestTheCustomer:
    def start(self, desk: Desk) -> EmailMessage:
        """A case that waits for the customer; the acknowledgement that he got."""
        letters = desk.receive(build_mail(), MONDAY)
        desk.receive(
            reply(letter_to(letters, "tech@example.com"), "dana@example.com", "waiting"), MONDAY + timedelta(hours=1)
        )
        return letter_to(letters, "ada.okafor@contoso.example")

    def answer(self, desk: Desk, told: EmailMessage, words: str) -> list[EmailMessage]:
        mail = reply(told, "ada.okafor@contoso.example", words, headers={"To": "support@example.com"})
        return desk.receive(mail, MONDAY + timedelta(hours=3))

    def test_an_answer_starts_the_clock_again(self, desk: Desk) -> None:
        letters = self.answer(desk, self.start(desk), "Here is the file you asked for.")
        assert kinds(letters) == [
            ("relay", "dana@example.com"),
            ("relay", "tech2@example.com"),
            ("relay", "tech@example.com"),
        ]
        assert all("Here is the file" in text_of(letter) for letter in letters)
        case = desk.store.find_case(1)
        assert case is not None
        assert case.status is Status.OPEN
        assert [pause.ended_at for pause in case.pauses] == [MONDAY + timedelta(hours=3)]

    @pytest.mark.parametrize(
        "words", ["cancel: no longer needed", "done: works again", "raise", "status", "mine", "help"]
    )
    def test_no_word_of_theirs_is_a_command_and_nothing_internal_is_answered(self, desk: Desk, words: str) -> None:
        letters = self.answer(desk, self.start(desk), words)
        assert not [one for one in letters if "ada.okafor" in str(one["To"])]
        assert words in text_of(letter_to(letters, "dana@example.com"))
        case = desk.store.find_case(1)
        assert case is not None
        assert (case.status, case.level, case.claimed_by) == (Status.OPEN, 3, None)


class TestWhileItWaits:
    def start(self, desk: Desk) -> EmailMessage:
        letters = desk.receive(build_mail(), MONDAY)
        desk.receive(
            reply(letter_to(letters, "dana@example.com", "receipt"), "dana@example.com", "waiting"),
            MONDAY + timedelta(hours=1),
        )
        return letter_to(letters, "tech@example.com")

    def test_it_can_be_taken_meanwhile(self, desk: Desk) -> None:
        routed = self.start(desk)
        letters = desk.receive(reply(routed, "tech@example.com", "mine"), MONDAY + timedelta(hours=2))
        assert ("claimed", "dana@example.com") in kinds(letters)
        desk.receive(reply(routed, "tech@example.com", "resume"), MONDAY + timedelta(hours=3))
        letters = kinds(desk.pass_time(MONDAY + timedelta(days=4)))
        assert {one for one in letters if one[0] not in ("nudge", "digest")} == {("reminder", "tech@example.com")}

    def test_a_question_of_the_levels_takes_nothing_and_once_resumed_the_clock_runs_on(self, desk: Desk) -> None:
        routed = self.start(desk)
        asked = desk.receive(reply(routed, "tech@example.com", "Which version is it?"), MONDAY + timedelta(hours=2))
        assert kinds(asked) == [
            ("notice", "tech@example.com"),
            ("relay", "dana@example.com"),
            ("relay", "tech2@example.com"),
        ]
        desk.receive(reply(routed, "tech@example.com", "resume"), MONDAY + timedelta(hours=3))
        assert ("reminder", "tech@example.com") in kinds(desk.pass_time(MONDAY + timedelta(days=4)))

    def test_it_can_go_up_and_its_clock_runs_there(self, desk: Desk) -> None:
        routed = self.start(desk)
        letters = desk.receive(reply(routed, "tech@example.com", "raise"), MONDAY + timedelta(hours=2))
        assert ("raised", "ceo@example.com") in kinds(letters)
        overdue = desk.pass_time(MONDAY + timedelta(hours=3))
        assert ("reminder", "ceo@example.com") in kinds(overdue)


class TestMoved:
    def test_the_agent_and_those_who_had_it_are_told(self, desk: Desk) -> None:
        routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
        letters = desk.receive(reply(routed, "tech@example.com", "lower"), MONDAY + timedelta(hours=1))
        assert kinds(letters) == [
            ("moved", "dana@example.com"),
            ("moved", "tech2@example.com"),
            ("notice", "tech@example.com"),
            ("routed", "manager@example.com"),
        ]
        assert "has moved ESC-1 to the Team Lead/Manager (Level 2)" in text_of(letter_to(letters, "dana@example.com"))
        assert "They are asked now, and I remind you no more." in text_of(letter_to(letters, "tech2@example.com"))

    @pytest.mark.parametrize(
        "to", ["support@example.com", "support+tech@example.com", "Support+L3@Example.com", "level3@example.com"]
    )
    def test_nothing_is_passed_to_the_mailbox_itself_under_any_of_its_addresses(self, tmp_path: Path, to: str) -> None:
        level = "recipients: [tech@example.com, tech2@example.com]"
        desk = Desk(tmp_path, {level: f"{level}, addresses: [level3@example.com]"})
        routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
        letters = desk.receive(reply(routed, "tech@example.com", f"pass to {to}"), MONDAY + timedelta(hours=1))
        assert kinds(letters) == [("notice", "tech@example.com")]
        case = desk.store.find_case(1)
        assert case is not None
        assert [one.email for one in case.recipients] == ["tech@example.com", "tech2@example.com"]

    def test_what_was_taken_and_is_passed_on_late_has_a_new_deadline(self, desk: Desk) -> None:
        routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
        desk.receive(reply(routed, "tech@example.com", "mine"), MONDAY + timedelta(hours=1))
        thursday = MONDAY + timedelta(days=3)
        desk.receive(reply(routed, "tech@example.com", "pass to senior@example.com"), thursday)
        assert [
            kind for kind, _ in kinds(desk.pass_time(thursday + timedelta(hours=5))) if kind in ("reminder", "raised")
        ] == []


def test_a_deadline_that_moves_on_is_spoken_of_anew(tmp_path: Path) -> None:
    """Overdue by the high priority; as low it has more time, and then it is overdue again."""
    desk = Desk(
        tmp_path,
        {
            "respond_within: 2 business days": (
                "respond_within: {high: 1 h, medium: 2 business hours, low: 4 business hours}"
            )
        },
    )
    receipt = letter_to(desk.receive(build_mail(), MONDAY), "dana@example.com", "receipt")
    assert ("reminder", "lead@example.com") in kinds(desk.pass_time(MONDAY + timedelta(hours=1)))
    desk.receive(reply(receipt, "dana@example.com", "priority low"), MONDAY + timedelta(minutes=65))
    letters = desk.pass_time(MONDAY + timedelta(hours=6, minutes=30))
    assert [
        (kind, one["Date"].datetime - MONDAY)
        for one in letters
        for kind, to in kinds([one])
        if to == "tech@example.com"
    ] == [
        ("reminder", timedelta(hours=2)),
        ("reminder", timedelta(hours=3, minutes=12)),
        ("reminder", timedelta(hours=4)),
        ("reminder", timedelta(hours=4, minutes=30)),
        ("reminder", timedelta(hours=5, minutes=30)),
        ("raised", timedelta(hours=6)),
    ]


def test_above_the_executives_the_case_stays_urgent_and_the_leads_hear_that_it_went_there(tmp_path: Path) -> None:
    board = "  5: {name: Board, recipients: [board@example.com], calendar: always, respond_within: 1 h}\nleads: ["
    desk = Desk(tmp_path, {"leads: [": board})
    letters = desk.receive(build_mail("URGENT - Nobody can log in - Ticket #48213"), MONDAY) + desk.pass_time(
        MONDAY + timedelta(hours=3)
    )
    raised = [one for one in letters if one["X-Escalation-Kind"] == "raised"]
    assert [to for _, to in kinds(raised)] == [
        "board@example.com",
        "ceo@example.com",
        "dana@example.com",
        "lead@example.com",
    ]
    assert str(letter_to(raised, "board@example.com")["Subject"]).startswith("URGENT - ")


def test_with_three_levels_the_highest_is_the_executives_whose_clock_runs_at_night(tmp_path: Path) -> None:
    """URGENT comes on Friday evening, half an hour before the office closes; its level answers within an hour."""
    executives = "  4: {name: Executive Team, recipients: [ceo@example.com], calendar: always, respond_within: 1 h}\n"
    desk = Desk(tmp_path, {executives: "", "respond_within: 2 business days": "respond_within: 1 h"})
    friday = datetime(2026, 3, 6, 16, 0, tzinfo=UTC)
    routed = letter_to(
        desk.receive(build_mail("URGENT - Nobody can log in - Ticket #48213"), friday), "tech@example.com"
    )
    assert str(routed["Subject"]).startswith("URGENT - ")
    assert (routed["X-Priority"], routed["Importance"]) == ("1", "high")
    reminders = [
        one["Date"].datetime
        for one in desk.pass_time(friday + timedelta(hours=4))
        if "tech@example.com" in str(one["To"])
    ]
    assert reminders == [friday + timedelta(minutes=30), friday + timedelta(minutes=48), friday + timedelta(hours=1)]
