"""Who is away is not given a case, and when he is back all who heard of his absence hear that, too (behaviour B7.31,
B7.33)."""

from pathlib import Path

from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.absences.test_away import (
    DAY,
    HOUR,
    KIM,
    LEAD,
    MONDAY,
    ROBIN,
    SATO,
    TESS,
    asked,
    open_case,
    say,
    write,
)

DANA, JO, PIA = "dana@example.com", "jo@example.com", "pia@example.com"
ONE_LEAD = "leads: [{address: lead@example.com, timezone: Europe/Berlin}]"
TWO = {ONE_LEAD: "leads: [{address: lead@example.com}, {address: lea@example.com}]"}


class TestPassing:
    def test_to_somebody_who_is_away_is_said_back_and_the_others_stay_asked(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        write(desk, KIM, "away until friday", HOUR)
        said = say(desk, routed, TESS, "pass to tech2@example.com because he knows it", 2 * HOUR)
        answer = words_of(letter_to(said, TESS, "notice"))
        assert "tech2@example.com is away, and nobody stands in. Name somebody else." in answer
        assert "routed" not in [kind for kind, _ in kinds(said)]
        assert asked(desk) == [TESS]

    def test_the_contact_to_somebody_who_is_away_is_said_back(self, desk: Desk) -> None:
        receipt = letter_to(open_case(desk), DANA)
        write(desk, JO, "away until friday", HOUR)
        said = say(desk, receipt, DANA, "pass agent to jo@example.com", 2 * HOUR)
        assert "jo@example.com is away, and nobody stands in." in words_of(letter_to(said, DANA, "notice"))
        assert case_of(desk).agent.email == DANA

    def test_and_back_asks_nobody_who_is_away_meanwhile(self, desk: Desk) -> None:
        passed = say(desk, letter_to(open_case(desk), TESS), TESS, "pass to jo@example.com", HOUR)
        write(desk, KIM, "away until friday", 2 * HOUR)
        back = say(desk, letter_to(passed, JO), JO, "not mine", 3 * HOUR)
        assert asked(desk) == [TESS]
        assert KIM not in [to for _, to in kinds(back)]
        assert "tech2" not in words_of(letter_to(back, TESS))

    def test_and_back_where_all_are_away_goes_up(self, desk: Desk) -> None:
        passed = say(
            desk, letter_to(open_case(desk, level=2), "manager@"), "manager@example.com", f"pass to {JO}", HOUR
        )
        write(desk, "manager@example.com", "away until friday", 2 * HOUR)
        back = say(desk, letter_to(passed, JO), JO, "not mine", 3 * HOUR)
        assert ("raised", TESS) in kinds(back)
        assert case_of(desk).level == 3


class TestWhoIsBack:
    """Whoever had heard that he is away hears that he is there again."""

    def test_by_a_word_in_a_case_agent_lead_and_cover_read_it(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        say(desk, routed, TESS, "away until friday cover robin@example.com", HOUR)
        back = say(desk, routed, TESS, "I am back already", 2 * HOUR)
        assert "You are not noted as away any more" in words_of(letter_to(back, TESS))
        assert "have not either" not in words_of(letter_to(back, TESS))
        for who in (DANA, LEAD):
            assert f"{TESS} is back, and asked again about ESC-1" in words_of(letter_to(back, who, "moved"))
        assert "I am back already" in words_of(letter_to(back, DANA, "moved"))
        assert "You stand in no more" in words_of(letter_to(back, ROBIN))
        assert sorted(asked(desk)) == sorted([TESS, KIM])
        assert len([to for _, to in kinds(back) if to == DANA]) == 1

    def test_by_itself_too(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        say(desk, routed, TESS, "away until tuesday 10:00 cover robin@example.com", HOUR)
        back = desk.pass_time(desk.clock.now() + DAY)
        for who in (DANA, LEAD, ROBIN):
            assert f"{TESS} is back" in words_of(letter_to(back, who, "moved"))
        assert "You are not noted as away any more" in words_of(letter_to(back, TESS, "routed"))

    def test_where_the_customer_waits_for_a_word_that_minute_the_agent_reads_both_in_one_letter(
        self, desk: Desk
    ) -> None:
        opened = open_case(desk)
        say(desk, letter_to(opened, DANA, "receipt"), DANA, "told until tuesday 10:00", HOUR / 2)
        say(desk, letter_to(opened, TESS, "routed"), TESS, "away until tuesday 10:00 cover robin@example.com", HOUR)
        ten = [one for one in desk.pass_time(MONDAY + DAY) if one["Date"].datetime == MONDAY + DAY]
        assert [kind for kind, to in kinds(ten) if to == DANA] == ["moved"]
        said = words_of(letter_to(ten, DANA))
        assert f"{TESS} is back" in said
        assert "A draft you can send" in said
        assert ("nudge", DANA) not in kinds(desk.pass_time(MONDAY + DAY + HOUR))

    def test_with_no_case_of_his_he_reads_it_himself(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        write(desk, JO, "away until friday", HOUR)
        back = say(desk, routed, JO, "I can help with this", 2 * HOUR)
        assert "You are not noted as away any more" in words_of(letter_to(back, JO))

    def test_the_agent_reads_where_his_case_stands_and_his_cover_that_he_stands_in_no_more(self, desk: Desk) -> None:
        receipt = letter_to(open_case(desk), DANA)
        write(desk, DANA, "away until friday cover pia@example.com", HOUR)
        back = say(desk, receipt, DANA, "I am here again", 2 * HOUR)
        assert "You stand in no more" in words_of(letter_to(back, "pia@"))
        assert "are the contact of Contoso again" in words_of(letter_to(back, DANA))

    def test_the_agent_by_himself_and_the_leads_where_nobody_stood_in(self, desk: Desk) -> None:
        open_case(desk)
        write(desk, DANA, "away until tuesday 10:00", HOUR)
        back = desk.pass_time(desk.clock.now() + DAY)
        assert f"{DANA} is back, and the contact of Contoso as before" in words_of(letter_to(back, LEAD, "moved"))
        assert "are the contact of Contoso again" in words_of(letter_to(back, DANA, "moved"))

    def test_the_agent_with_a_name_is_the_contact_of_a_case_that_has_not_gone_up(self, desk: Desk) -> None:
        form = build_form({"Ticket #": None})
        desk.receive(build_mail(body=form, sender=f"Dana Whitfield <{DANA}>", message_id="<1@example.com>"), MONDAY)
        write(desk, DANA, "away until tuesday 10:00", HOUR)
        back = desk.pass_time(desk.clock.now() + DAY)
        assert "You are not noted as away any more, and are the contact of Contoso again" in words_of(
            letter_to(back, DANA, "moved")
        )
        said = words_of(letter_to(back, LEAD, "moved"))
        assert "Dana Whitfield is back, and the contact of Contoso as before" in said
        assert "asked again" not in said
        assert "Asked are" not in said

    def test_by_a_program_when_his_hours_begin(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk, level=2), SATO)
        mail = reply(routed, SATO, "I am out of the office until Wednesday, 11 March.", quote=False)
        head = b"Auto-Submitted: auto-replied\r\nDate: Mon, 9 Mar 2026 10:30:00 +0100\r\nSubject: Out of office: "
        desk.receive(mail.replace(b"Subject: ", head, 1), MONDAY + HOUR / 2)
        assert desk.store.absences()[0].until == MONDAY + 2 * DAY - HOUR


class TestACoverThatIsNamedLater:
    def test_is_asked_about_what_is_open(self, desk: Desk) -> None:
        open_case(desk)
        write(desk, TESS, "away until friday", HOUR)
        letters = write(desk, TESS, "away until friday cover robin@example.com", 2 * HOUR)
        assert kinds(letters) == [("moved", DANA), ("moved", LEAD), ("notice", TESS), ("routed", ROBIN)]
        again = write(desk, TESS, "away until friday 12:00 cover robin@example.com", 3 * HOUR)
        assert kinds(again) == [("notice", ROBIN), ("notice", TESS)]

    def test_of_an_agent_is_told(self, desk: Desk) -> None:
        open_case(desk)
        write(desk, DANA, "away until friday", HOUR)
        letters = write(desk, DANA, "away until friday cover pia@example.com", 2 * HOUR)
        assert kinds(letters) == [("moved", PIA), ("notice", DANA)]
        again = write(desk, DANA, "away until friday 12:00 cover pia@example.com", 3 * HOUR)
        assert kinds(again) == [("notice", DANA), ("notice", PIA)]


class TestWhoStandsInForTheAgent:
    def test_is_named_as_who_got_the_words_and_does_not_get_his_own(self, desk: Desk) -> None:
        routed = letter_to(open_case(desk), TESS)
        write(desk, DANA, "away until friday cover pia@example.com", HOUR)
        question = say(desk, routed, TESS, "info? Which version?", 2 * HOUR)
        assert "Your words went to pia@example.com" in words_of(letter_to(question, TESS))
        answer = say(desk, letter_to(question, PIA), PIA, "note: it is 4.2", 3 * HOUR)
        assert [kind for kind, to in kinds(answer) if to == PIA] == ["notice"]
        assert f"Your words went to {TESS} and {KIM}." in words_of(letter_to(answer, PIA))
        done = say(desk, letter_to(question, PIA), PIA, "cancel: it is over", 4 * HOUR)
        assert [kind for kind, to in kinds(done) if to == PIA] == ["notice"]


class TestALeadWhoIsAway:
    def test_has_his_cover_who_gets_what_would_go_to_him(self, desk: Desk) -> None:
        write(desk, LEAD, "away until friday cover paul@example.com", HOUR)
        open_case(desk, 2 * HOUR)
        late = desk.pass_time(MONDAY + 3 * DAY)
        assert {kind for kind, to in kinds(late) if to == "paul@example.com"} == {"reminder", "digest"}
        assert LEAD not in [to for _, to in kinds(late)]
        overdue = letter_to(late, "paul@", "reminder")
        assert ("claimed", DANA) in kinds(say(desk, overdue, "paul@example.com", "mine", 3 * DAY))

    def test_without_one_the_others_get_it(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, TWO)
        write(desk, LEAD, "away until friday", HOUR)
        open_case(desk, 2 * HOUR)
        late = desk.pass_time(MONDAY + 3 * DAY)
        assert ("reminder", "lea@example.com") in kinds(late)
        assert LEAD not in [to for _, to in kinds(late)]

    def test_and_nobody_else_is_there_gets_it_all_the_same(self, desk: Desk) -> None:
        write(desk, LEAD, "away until friday", HOUR)
        open_case(desk, 2 * HOUR)
        assert ("reminder", LEAD) in kinds(desk.pass_time(MONDAY + 3 * DAY))


class TestALevelOfWhichNobodyIsLeft:
    def test_is_not_said_to_be_asked(self, desk: Desk) -> None:
        open_case(desk)
        write(desk, "ceo@example.com", "away until 30 march", HOUR)
        raised = [one for one in desk.pass_time(MONDAY + 4 * DAY) if one["X-Escalation-Kind"] == "raised"]
        said = words_of(letter_to(raised, TESS))
        assert "ESC-1 has gone to the Executive Team (Level 4), where nobody is left to ask." in said
        assert "asked now" not in said


class TestWhoTakesTheOwnMailBack:
    def test_reads_that_who_stands_in_for_the_agent_knows(self, desk: Desk) -> None:
        open_case(desk)
        form = build_form({"Attachments": "none because it is words"})
        mail = build_mail("ESCALATION - Exports stop", form, sender=JO, message_id="<jo@example.com>")
        joined = desk.receive(mail, MONDAY + HOUR)
        write(desk, DANA, "away until friday cover pia@example.com", 2 * HOUR)
        said = say(desk, letter_to(joined, JO), JO, "cancel: a mistake", 3 * HOUR)
        assert PIA in [to for _, to in kinds(said)]
        assert "pia@example.com know, and you get no more letters" in words_of(letter_to(said, JO, "notice"))
