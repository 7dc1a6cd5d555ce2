"""A case that waits: the clock stands still, not for ever, and what it took is given back (behaviour B7.5, B7.15)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin; the office is open from 9 to 17:30
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TESS, KIM, DANA, LEAD = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
HOURS = {"respond_within: 4 business hours}\n  2:": "respond_within: {high: 2 h, medium: 4 h, low: 8 h}}\n  2:"}
LOW = {"Level": "1", "Priority": "Low", "Attachments": "none because it is words"}
SHORT = {"leads: [": "reminders: {max_pause: 8 h}\nleads: ["}  # of an office that is open for eight hours and a half


def of_clock(letters: list[EmailMessage]) -> list[tuple[str, str]]:
    """Without the digest, and without what was promised."""
    return [one for one in kinds(letters) if one[0] not in ("digest", "nudge")]


class TestWhatItTakes:
    """Two business days from Monday 10:00 are over on Wednesday at 17:30."""

    def wait(self, desk: Desk, start: datetime, end: datetime) -> datetime | None:
        routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        desk.receive(reply(routed, TESS, "waiting"), start)
        desk.receive(reply(routed, TESS, "resume"), end)
        return case_of(desk).due_at

    def test_ten_minutes_add_no_day(self, desk: Desk) -> None:
        assert self.wait(desk, MONDAY + HOUR, MONDAY + HOUR * 7 / 6) == datetime(2026, 3, 11, 16, 30, tzinfo=UTC)

    def test_a_whole_day_adds_one(self, desk: Desk) -> None:
        assert self.wait(desk, MONDAY + HOUR, MONDAY + 2 * DAY) == datetime(2026, 3, 12, 16, 30, tzinfo=UTC)


class TestTheTimeThatWasSaid:
    def test_starts_the_clock_and_both_sides_are_told(self, desk: Desk) -> None:
        routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        answer = desk.receive(reply(routed, TESS, "waiting until thursday 10:00"), MONDAY + HOUR)
        assert "It runs again Thu 12 March, 10:00 (Berlin)" in words_of(letter_to(answer, TESS, "notice"))
        assert "It runs again Thu 12 March, 10:00" in words_of(letter_to(answer, DANA, "moved"))
        assert of_clock(desk.pass_time(MONDAY + 3 * DAY - HOUR / 60)) == []
        told = desk.pass_time(MONDAY + 3 * DAY)
        assert of_clock(told) == [("moved", DANA), ("moved", KIM), ("moved", TESS)]
        said = words_of(letter_to(told, KIM))
        assert "The time is over for which ESC-1 was to wait: its clock runs again." in said
        assert "An answer is due by tomorrow 17:30 (Berlin)" in said
        assert "Nobody has taken it yet." in said
        assert case_of(desk).status is Status.OPEN
        assert ("reminder", TESS) in kinds(desk.pass_time(MONDAY + 7 * DAY))

    def test_somebody_who_took_it_meanwhile_has_it_then(self, desk: Desk) -> None:
        letters = desk.receive(build_mail(), MONDAY)
        desk.receive(reply(letter_to(letters, TESS), TESS, "waiting until thursday 10:00"), MONDAY + HOUR)
        desk.receive(reply(letter_to(letters, KIM), KIM, "mine"), MONDAY + 2 * HOUR)
        assert (case_of(desk).status, [one.email for one in case_of(desk).holders]) == (Status.WAITING, [KIM])
        assert of_clock(desk.pass_time(MONDAY + 3 * DAY)) == [("moved", DANA), ("moved", KIM)]
        assert case_of(desk).status is Status.CLAIMED

    def test_what_was_promised_runs_on(self, desk: Desk) -> None:
        routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        desk.receive(reply(routed, TESS, "waiting"), MONDAY + HOUR)
        assert ("nudge", DANA) in kinds(desk.pass_time(MONDAY + 3 * DAY))


class TestTheLongestPause:
    def test_starts_the_clock_and_the_leads_are_asked_a_day_before(self, desk: Desk) -> None:
        """Forty open hours from Monday 11:00 are over on Friday at 17:00; it was to wait longer."""
        routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        said = desk.receive(reply(routed, TESS, "waiting until 20 March 10:00"), MONDAY + HOUR)
        notice = words_of(letter_to(said, TESS, "notice"))
        assert "It runs again Fri 13 March, 17:00 (Berlin), when its longest pause is over" in notice
        assert "a lead may let it wait longer, until Fri 20 March, 10:00 (Berlin)" in notice
        asked = desk.pass_time(MONDAY + 3 * DAY + 7 * HOUR)
        assert of_clock(asked) == [("reminder", LEAD)]
        reminder = letter_to(asked, LEAD, "reminder")
        assert reminder["Date"].datetime == MONDAY + 3 * DAY + 7 * HOUR
        assert "It runs again by itself tomorrow 17:00 (Berlin)." in words_of(reminder)
        assert of_clock(desk.pass_time(MONDAY + 4 * DAY + 7 * HOUR))[:2] == [("moved", DANA), ("moved", KIM)]
        assert case_of(desk).status is Status.OPEN

    def test_is_that_of_all_pauses_of_a_level_together(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, SHORT)
        routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        desk.receive(reply(routed, TESS, "waiting"), MONDAY)
        desk.receive(reply(routed, TESS, "resume"), MONDAY + 6 * HOUR)
        desk.receive(reply(routed, TESS, "waiting for the customer"), MONDAY + DAY)
        moved = [one for one in desk.pass_time(MONDAY + 2 * DAY) if one["X-Escalation-Kind"] == "moved"]
        assert [one["Date"].datetime for one in moved] == [MONDAY + DAY + 2 * HOUR] * 3
        refused = desk.receive(reply(routed, TESS, "waiting for the customer's answer"), MONDAY + 2 * DAY)
        assert kinds(refused) == [("notice", TESS)]
        assert "It has waited as long as it may at one level, 8 h in all; only a lead can" in words_of(refused[0])
        assert case_of(desk).status is Status.OPEN

    def test_of_less_than_a_day_the_leads_are_asked_half_way(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, {"leads: [": "reminders: {max_pause: 4 h}\nleads: ["})
        routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        said = desk.receive(reply(routed, TESS, "waiting until friday"), MONDAY)
        assert "a lead may let it wait longer" in words_of(letter_to(said, TESS, "notice"))
        asked = [one for one in desk.pass_time(MONDAY + 4 * HOUR) if ("reminder", LEAD) in kinds([one])]
        assert [one["Date"].datetime for one in asked] == [MONDAY + 2 * HOUR]

    def test_a_lead_may_let_it_wait_longer_and_is_asked_a_day_before_that(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, SHORT)
        desk.receive(build_mail(), MONDAY)
        overdue = letter_to(desk.pass_time(MONDAY + 3 * DAY - HOUR), LEAD, "reminder")
        desk.receive(reply(overdue, LEAD, "waiting until 20 March 10:00"), MONDAY + 3 * DAY)
        asked = desk.pass_time(datetime(2026, 3, 20, 8, 59, tzinfo=UTC))
        assert [(one["Date"].datetime.day, to) for one in asked for kind, to in kinds([one]) if kind == "reminder"] == [
            (19, LEAD)
        ]
        assert case_of(desk).status is Status.WAITING
        desk.pass_time(datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
        assert case_of(desk).status is Status.OPEN

    def test_of_what_a_lead_lets_wait_without_an_end_those_who_can_act_are_asked_again_and_again(
        self, tmp_path: Path
    ) -> None:
        desk = Desk(tmp_path, SHORT)
        desk.receive(build_mail(), MONDAY)
        overdue = letter_to(desk.pass_time(MONDAY + 3 * DAY - HOUR), LEAD, "reminder")
        desk.receive(reply(overdue, LEAD, "waiting"), MONDAY + 3 * DAY)
        asked = desk.pass_time(MONDAY + 14 * DAY)
        days = [one["Date"].datetime.day for one in asked if ("reminder", LEAD) in kinds([one])]
        assert len(days) > 5
        assert len(days) == len([one for one in asked if ("reminder", DANA) in kinds([one])])
        assert case_of(desk).status is Status.WAITING


class TestAnotherPriority:
    """Level 1 has 2 hours at high, 8 at low; a case at low came on Monday at 10:00."""

    def test_that_lies_behind_counts_anew_from_the_change(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, HOURS)
        receipt = letter_to(desk.receive(build_mail(body=build_form(LOW)), MONDAY), DANA)
        told = desk.receive(reply(receipt, DANA, "priority high: they stand"), MONDAY + 3 * HOUR)
        assert case_of(desk).due_at == MONDAY + 5 * HOUR
        assert "An answer is due by today 15:00 (Berlin)" in words_of(letter_to(told, DANA))

    def test_of_a_second_mail_too(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, HOURS)
        desk.receive(build_mail(body=build_form(LOW)), MONDAY)
        desk.receive(
            build_mail(body=build_form(LOW | {"Priority": "High"}), message_id="<2@example.com>"), MONDAY + 3 * HOUR
        )
        assert case_of(desk).due_at == MONDAY + 5 * HOUR

    def test_leaves_overdue_what_was(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, HOURS)
        receipt = letter_to(desk.receive(build_mail(body=build_form(LOW)), MONDAY), DANA)
        desk.pass_time(MONDAY + 8 * HOUR)
        desk.receive(reply(receipt, DANA, "priority high"), MONDAY + 8 * HOUR)
        assert case_of(desk).overdue_since(desk.clock.now()) is not None


class TestWhatIsSaidOfIt:
    def test_nobody_reads_for_whom_it_waits_and_all_when_it_runs(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, SHORT)
        routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
        letters = desk.receive(reply(routed, TESS, "waiting until 30 march: the vendor's patch"), MONDAY)
        for who in (DANA, KIM, TESS):
            said = words_of(letter_to(letters, who))
            assert "waits for the customer" not in said
            assert "It runs again tomorrow 09:30 (Berlin), when its longest pause is over: a lead may let it" in said
            assert "Earlier when the customer answers, or with: resume." in said
        taken = letter_to(desk.receive(reply(routed, TESS, "mine"), MONDAY + HOUR), TESS, "notice")
        assert "Its clock stands still. It runs again tomorrow 09:30" in words_of(taken)
