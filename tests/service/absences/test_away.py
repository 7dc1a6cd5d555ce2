"""Somebody is away: he is replaced at once, in every case, until he is back (behaviour B7.31)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply
from tests.service.answers.test_given_back import answer_automatically, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TESS, KIM, DANA, LEAD = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
ROBIN, SAM, SATO = "robin@example.com", "senior@example.com", "manager@example.com"


def open_case(desk: Desk, after: timedelta = timedelta(), level: int = 3, number: int = 48213) -> list[EmailMessage]:
    form = build_form({"Level": str(level), "Ticket #": str(number), "Attachments": "none because it is words"})
    mail = build_mail(f"ESCALATION - Exports stop - Ticket #{number}", form, message_id=f"<{number}@example.com>")
    return desk.receive(mail, MONDAY + after)


def say(desk: Desk, letter: EmailMessage, who: str, words: str, after: timedelta) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + after)


def write(desk: Desk, who: str, subject: str, after: timedelta, text: str = "Bye!") -> list[EmailMessage]:
    """A new mail, of which the subject says it all."""
    mail = f"From: {who}\r\nTo: support@example.com\r\nSubject: {subject}\r\nMessage-ID: <{after}@example.com>\r\n"
    return desk.receive(f"{mail}Date: Mon, 9 Mar 2026 10:00:00 +0100\r\n\r\n{text}\r\n".encode(), MONDAY + after)


def asked(desk: Desk) -> list[str]:
    out = {one.who for one in case_of(desk).assignment.out}
    return [one.email for one in case_of(desk).recipients if one.key not in out]


class TestWhoSaysThatHeIsAway:
    def test_is_replaced_by_his_cover_at_once(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        letters = say(desk, routed, TESS, "away until friday 10:00 cover robin@example.com", HOUR)
        assert kinds(letters) == [("moved", DANA), ("moved", LEAD), ("notice", TESS), ("routed", ROBIN)]
        assert "You are noted as away until Fri 13 March, 10:00 (Berlin)" in words_of(letter_to(letters, TESS))
        assert "You are asked in place of tech@example.com." in words_of(letter_to(letters, ROBIN))
        said = words_of(letter_to(letters, DANA))
        assert "tech@example.com is away, who was asked about ESC-1" in said
        assert "Still asked: tech2@example.com and robin@example.com." in said
        assert asked(desk) == [KIM, ROBIN]
        assert ("reminder", TESS) not in kinds(desk.pass_time(MONDAY + 2 * DAY))

    def test_is_replaced_in_the_next_case_too_and_by_the_others_without_a_cover(self, desk: Desk) -> None:
        assert kinds(write(desk, TESS, "away until friday", HOUR)) == [("notice", TESS)]
        opened = open_case(desk, 2 * HOUR)
        assert kinds(opened) == [
            ("customer-acknowledgement", "ada.okafor@contoso.example"),
            ("receipt", DANA),
            ("routed", KIM),
        ]
        assert "It went to tech2@example.com." in words_of(letter_to(opened, DANA, "receipt"))

    def test_gives_back_what_he_had_taken(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        say(desk, routed, TESS, "mine", HOUR)
        letters = write(desk, TESS, "Away until Friday, cover robin@example.com", 2 * HOUR)
        assert kinds(letters) == [
            ("moved", DANA),
            ("moved", LEAD),
            ("moved", KIM),
            ("notice", TESS),
            ("routed", ROBIN),
        ]
        assert case_of(desk).status is Status.OPEN

    def test_and_nobody_is_left_so_agent_and_leads_hear_it_and_it_goes_up(self, desk: Desk) -> None:
        write(desk, SAM, "away until friday", HOUR)
        letters = open_case(desk, 2 * HOUR, level=1)
        assert [to for kind, to in kinds(letters) if kind == "routed"] == [SATO], "nothing to who is away"
        receipt = words_of(letter_to(letters, DANA, "receipt"))
        assert "Your escalation is with the Team Lead/Manager (Level 2)" in receipt
        assert "Why Level 2: nobody of Level 1 is left to ask: senior@example.com is away; " in receipt
        assert desk.pass_time(MONDAY + 2.1 * HOUR) == []
        assert "nobody of Level 1 is left to ask: senior@example.com is away" in words_of(
            letter_to(letters, LEAD, "raised")
        )

    def test_without_an_end_is_asked_until_when(self, desk: Desk) -> None:
        letters = write(desk, TESS, "away", HOUR)
        assert kinds(letters) == [("notice", TESS)]
        assert "nothing has changed: I need to know until when." in words_of(letters[0])
        assert ("routed", TESS) in kinds(open_case(desk, 2 * HOUR))

    def test_with_a_cover_whom_nobody_knows_learns_it(self, desk: Desk) -> None:
        letters = write(desk, TESS, "away until friday cover zorro@evil.example", HOUR)
        assert "I know nobody of ours by “zorro@evil.example”" in words_of(letters[0])
        assert desk.store.absences() == ()

    def test_and_is_none_of_ours_is_not_even_looked_at(self, desk: Desk) -> None:
        assert write(desk, "eve@evil.example", "away until friday", HOUR) == []
        assert desk.entries() == []


class TestWhoIsBack:
    def test_by_any_word_gets_what_is_still_open(self, desk: Desk) -> None:
        write(desk, TESS, "away until friday", HOUR)
        opened = open_case(desk, 2 * HOUR)
        open_case(desk, 3 * HOUR, number=48214)
        assert case_of(desk).recipients[0].email == KIM
        letters = say(desk, letter_to(opened, KIM), TESS, "I am here again", 4 * HOUR)
        assert [to for kind, to in kinds(letters) if kind == "routed"] == [TESS, TESS]
        assert desk.store.absences() == ()

    def test_by_itself(self, desk: Desk) -> None:
        write(desk, TESS, "away until tuesday 10:00", HOUR)
        open_case(desk, 2 * HOUR)
        back = [one for one in desk.pass_time(MONDAY + DAY) if "routed" in str(one["X-Escalation-Kind"])]
        assert kinds(back) == [("routed", TESS)]
        assert asked(desk) == [KIM, TESS]

    def test_when_nobody_else_was_left_gets_the_case_and_no_reminder_in_the_same_minute(self, desk: Desk) -> None:
        opened = open_case(desk)
        mail = reply(letter_to(opened, TESS), TESS, "I am out of the office.", quote=False)
        desk.receive(mail.replace(b"Subject: ", b"Auto-Submitted: auto-replied\r\nSubject: ", 1), MONDAY + HOUR)
        say(desk, letter_to(opened, KIM), KIM, "not mine", 2 * HOUR)
        back = [one for one in kinds(desk.pass_time(MONDAY + 2 * DAY - HOUR)) if one[1] == TESS]
        assert back == [("routed", TESS)]


class TestAnOutOfOfficeReply:
    @pytest.mark.parametrize("sent", ["Date: Mon, 9 Mar 2026 12:00:00 +0100\r\n", ""], ids=["dated", "by its arrival"])
    def test_holds_for_all_his_cases_until_its_date(self, desk: Desk, sent: str) -> None:
        first = open_case(desk)
        open_case(desk, HOUR, number=48214)
        mail = reply(letter_to(first, TESS), TESS, "I am out of the office until 16 March.", quote=False)
        head = f"Auto-Submitted: auto-replied\r\n{sent}Subject: Out of office: ".encode()
        letters = desk.receive(mail.replace(b"Subject: ", head, 1), MONDAY + 2 * HOUR)
        assert kinds(letters) == [("moved", DANA), ("moved", DANA), ("moved", LEAD), ("moved", LEAD)]
        third = open_case(desk, 3 * HOUR, number=48215)
        assert [to for kind, to in kinds(third) if kind == "routed"] == [KIM]
        assert desk.store.absences()[0].until == datetime(2026, 3, 16, 8, 0, tzinfo=UTC)

    def test_names_somebody_who_is_proposed_and_not_asked(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        mail = reply(routed, TESS, "I am out of the office. Please write to robin@example.com.", quote=False)
        mail = mail.replace(b"Subject: ", b"Auto-Submitted: auto-replied\r\nSubject: Out of office: ", 1)
        letters = desk.receive(mail, MONDAY + HOUR)
        assert kinds(letters) == [("moved", DANA), ("moved", LEAD)]
        assert "names robin@example.com instead. By that reply nobody was asked." in words_of(letters[0])
        assert "names robin@example.com instead. If that is right" in words_of(letters[1])
        assert desk.store.absences()[0].until == datetime(2026, 3, 10, 16, 30, tzinfo=UTC)  # his next day's end

    def test_of_who_said_so_himself_changes_nothing(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        say(desk, routed, TESS, "away until friday 10:00", HOUR)
        answer_automatically(desk, routed, TESS, 2)
        assert desk.store.absences()[0].until == datetime(2026, 3, 13, 9, 0, tzinfo=UTC)

    def test_proposes_whom_it_names_by_the_whole_name(self, tmp_path: Path) -> None:
        named = {"recipients: [manager@example.com]": "recipients: [Mara Quinn <manager@example.com>]"}
        desk = Desk(tmp_path, named)
        letter = letter_to(open_case(desk), TESS)
        mail = reply(letter, TESS, "I am out of the office. In urgent cases ask Mara Quinn.", quote=False)
        head = b"Auto-Submitted: auto-replied\r\nSubject: Out of office: "
        said = words_of(letter_to(desk.receive(mail.replace(b"Subject: ", head, 1), MONDAY + HOUR), LEAD))
        assert "names manager@example.com instead." in said
        assert asked(desk) == [KIM]
