"""While the mailbox cannot be read nobody is called silent, and nothing is raised (behaviour B7.29)."""

from datetime import UTC, datetime, timedelta

from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
TESS, CHIEF, DANA = "tech@example.com", "ceo@example.com", "dana@example.com"
URGENT = build_mail("URGENT - Nobody can log in - Ticket #48213")


def of_clock(desk: Desk, until: datetime) -> list[tuple[str, str]]:
    """What leaves up to then, but for digests and what was promised."""
    return [one for one in kinds(desk.pass_time(until)) if one[0] not in ("digest", "nudge")]


def lose_mailbox(desk: Desk, at: datetime) -> None:
    desk.pass_time(at)
    desk.service.note_trouble("The mailbox is out of reach.")


def test_a_level_is_neither_reminded_nor_called_silent_nor_passed_over(desk: Desk) -> None:
    """Its answer is due on Wednesday evening; the mailbox is back on Friday."""
    desk.receive(build_mail(), MONDAY)
    lose_mailbox(desk, MONDAY + HOUR)
    assert of_clock(desk, MONDAY + 4 * DAY) == []
    assert case_of(desk).level == 3


def test_once_it_is_read_what_lay_in_it_comes_first_and_then_the_newest_step(desk: Desk) -> None:
    routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
    lose_mailbox(desk, MONDAY + HOUR)
    desk.pass_time(MONDAY + 4 * DAY)
    claimed = desk.receive(reply(routed, TESS, "mine"), MONDAY + 4 * DAY)
    desk.service.note_trouble("")
    assert ("claimed", DANA) in kinds(claimed)
    assert "raised" not in {kind for kind, _ in kinds([*claimed, *desk.pass_time(MONDAY + 4 * DAY + HOUR)])}


def test_nobody_having_answered_it_goes_up_then(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    lose_mailbox(desk, MONDAY + HOUR)
    desk.pass_time(MONDAY + 4 * DAY)
    desk.service.note_trouble("")
    assert ("raised", CHIEF) in of_clock(desk, MONDAY + 4 * DAY + 2 * MINUTE)


def test_the_executives_are_still_asked_and_told_since_when_nothing_is_read(desk: Desk) -> None:
    desk.receive(URGENT, MONDAY)
    lose_mailbox(desk, MONDAY + 20 * MINUTE)
    letters = [one for one in desk.pass_time(MONDAY + 5 * HOUR) if one["X-Escalation-Kind"] in ("reminder", "raised")]
    assert {to for _, to in kinds(letters)} == {CHIEF}
    after = [(one["Date"].datetime - MONDAY) / MINUTE for one in letters]
    assert after == [30, 48, 90, 150, 270]
    said = words_of(letters[0])
    assert "I cannot read answers since today 10:20 (Berlin)" in said
    assert "As far as I know nobody has taken ESC-1 yet." in said
    assert "the leads are told" not in said


def test_who_took_a_case_is_not_asked_how_it_goes(desk: Desk) -> None:
    routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
    desk.receive(reply(routed, TESS, "mine"), MONDAY + MINUTE)
    lose_mailbox(desk, MONDAY + HOUR)
    assert of_clock(desk, MONDAY + 3 * DAY) == []


def test_the_waiting_cases_are_not_looked_at_for_ever_at_once(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    lose_mailbox(desk, MONDAY + HOUR)
    desk.clock.move_to(MONDAY + 4 * DAY)
    assert desk.service.handle_wakeups() == 1
    assert desk.service.handle_wakeups() == 0
    assert case_of(desk).wake_at == MONDAY + 4 * DAY + HOUR
