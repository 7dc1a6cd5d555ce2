"""The first `mine` has the case, and who was asked before a raise may still take it (behaviour B7.25)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from daemon.core.model.weeks import find_monday
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, DANA, LEA = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
SATO = "manager@example.com"  # Level 2
A_MINUTE = timedelta(minutes=1)


def say(desk: Desk, letter: EmailMessage, who: str, words: str, at: datetime) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), at)


def test_a_second_mine_in_the_same_minute_reads_who_has_it(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", "mine", MONDAY + A_MINUTE)
    letters = say(desk, letter_to(opened, KIM), KIM, "mine", MONDAY + A_MINUTE)
    assert kinds(letters) == [("notice", KIM)]
    told = words_of(letters[0])
    assert "Tess Berg has ESC-1 since today 10:01 (Berlin), so nothing has changed." in told
    assert "To take it over, answer once more: mine." in told
    assert TESS in str(case_of(desk).claimed_by)


def test_said_again_it_takes_the_case_over_and_the_first_is_told(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", "mine", MONDAY + A_MINUTE)
    say(desk, letter_to(opened, KIM), KIM, "mine", MONDAY + 2 * A_MINUTE)
    letters = say(desk, letter_to(opened, KIM), KIM, "Mine!", MONDAY + 3 * A_MINUTE)
    assert kinds(letters) == [("claimed", DANA), ("claimed", TESS), ("notice", KIM)]
    for who in (DANA, TESS):
        assert "tech2@example.com has taken over ESC-1" in words_of(letter_to(letters, who))
    assert KIM in str(case_of(desk).claimed_by)
    back = say(desk, letter_to(opened, TESS), TESS, "Mine.", MONDAY + 4 * A_MINUTE)
    assert kinds(back) == [("notice", TESS)]  # he too reads first who has it


def test_who_has_it_already_tells_nobody_again(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "mine", MONDAY + A_MINUTE)
    assert kinds(say(desk, letter_to(opened, TESS), TESS, "Mine!", MONDAY + 2 * A_MINUTE)) == [("notice", TESS)]


def test_who_was_asked_before_the_raise_takes_it_back_to_his_level(desk: Desk) -> None:
    form = build_form({"Level": "2", "Attachments": "none because it is words"})
    opened = desk.receive(build_mail("ESCALATION - Refund - Ticket #48213", form), MONDAY)
    raised_at = MONDAY + timedelta(hours=6)
    assert ("raised", TESS) in kinds(desk.pass_time(raised_at))
    assert case_of(desk).level == 3
    letters = say(desk, letter_to(opened, SATO, "routed"), f"M. Sato <{SATO}>", "mine", raised_at + 10 * A_MINUTE)
    told = [("claimed", DANA), ("claimed", LEA), ("claimed", KIM), ("claimed", TESS), ("notice", SATO)]
    assert kinds(letters) == told
    assert "You can stop looking at it." in words_of(letter_to(letters, TESS))
    case = case_of(desk)
    assert (case.level, [one.email for one in case.recipients]) == (2, [SATO])
    assert SATO in str(case.claimed_by)


def test_answers_in_time_and_taken_in_time_are_counted_apart(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "Which version?", MONDAY + timedelta(hours=1))
    desk.pass_time(datetime(2026, 3, 12, 8, 30, tzinfo=UTC))
    say(desk, letter_to(opened, KIM), KIM, "mine", datetime(2026, 3, 12, 8, 40, tzinfo=UTC))
    week = desk.store.find_week(find_monday(MONDAY, desk.policy.timezone))
    assert week is not None
    assert (week.answered, week.answered_in_time, week.taken, week.in_time) == (1, 1, 1, 0)


def test_a_thumb_for_a_letter_that_asked_nobody_to_take_it_only_says_that_it_was_seen(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    asked = say(desk, letter_to(opened, TESS), TESS, "Which version?", MONDAY + A_MINUTE)
    told = say(desk, letter_to(asked, DANA, "relay"), DANA, "4.2", MONDAY + 2 * A_MINUTE)
    [seen] = say(desk, letter_to(told, TESS, "relay"), TESS, "👍", MONDAY + 3 * A_MINUTE)
    assert words_of(seen).startswith("I read your thumb up as “seen”. Nobody has ESC-1 yet: if you take it")
    assert case_of(desk).claimed_by is None
    say(desk, letter_to(opened, TESS), TESS, "👍", MONDAY + 4 * A_MINUTE)
    assert TESS in str(case_of(desk).claimed_by)


def test_a_lead_who_takes_what_he_has_not_had_gets_it_in_one_letter(desk: Desk) -> None:
    opened, hour = desk.receive(build_mail("URGENT - Nobody can log in - Ticket #48213"), MONDAY), timedelta(hours=1)
    overdue = letter_to(desk.pass_time(MONDAY + hour), LEA)
    say(desk, letter_to(opened, DANA), DANA, "waiting until friday 10:00", MONDAY + hour + A_MINUTE)
    letters = say(desk, overdue, LEA, "mine", MONDAY + hour + 2 * A_MINUTE)
    assert [kind for kind, to in kinds(letters) if to == LEA] == ["routed"]
    assert "You have taken it. Its clock stands still. It runs again" in words_of(letter_to(letters, LEA))
