"""Sentences that a life of cases has shown to be untrue, each with the shortest way to it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.builders import FORM, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of, words_of
from tests.service.files.test_files_go_along import AGENT, KAI, TECH, TECH2, find
from tests.service.letters.test_letters_taken_back import QUIET

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
SUNDAY = datetime(2026, 3, 8, 9, 54, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
CEO, LEAD, SENIOR, MANAGER = "ceo@example.com", "lead@example.com", "senior@example.com", "manager@example.com"
TO_4, TO_1 = (build_mail(body=build_form({"Level": level}), files=(LOG,)) for level in "41")
TWO_AT_1 = {"recipients: [senior@example.com]": "recipients: [senior@example.com, silas@example.com]"}


def test_what_waits_for_its_level_to_open_says_today_as_its_reader_reads_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, QUIET)
    desk.receive(build_mail(), SUNDAY)
    routed = find(desk.pass_time(SUNDAY + 24 * AN_HOUR), "routed", TECH)
    assert "opened yesterday 10:54 (Berlin)" in words_of(routed)
    assert str(routed["Date"]).startswith("Mon, 09 Mar 2026 08:00:00")


def test_whoever_is_asked_in_the_morning_is_not_said_to_be_asked_now(tmp_path: Path) -> None:
    desk = Desk(tmp_path, QUIET)
    first = desk.receive(TO_4, SUNDAY)
    letters = desk.receive(reply(find(first, "receipt", AGENT), AGENT, "lower"), SUNDAY + AN_HOUR)
    assert "They are asked tomorrow 09:00 (Berlin), and I remind you no more" in words_of(find(letters, "moved", CEO))
    said = f"{TECH} and {TECH2}, who are asked tomorrow 09:00 (Berlin). They answer by"
    assert said in words_of(find(letters, "notice", AGENT))


def test_of_what_comes_back_to_nobody_it_is_not_said_who_is_asked(desk: Desk) -> None:
    first = desk.receive(TO_4, MONDAY)
    desk.receive(reply(find(first, "routed", CEO), CEO, "not mine"), MONDAY + AN_HOUR / 12)
    desk.receive(reply(find(first, "receipt", AGENT), AGENT, "pass to jo@example.com"), MONDAY + AN_HOUR / 6)
    later = [text_of(one) for one in desk.pass_time(MONDAY + 2 * AN_HOUR)]
    assert [one for one in later if "is left to ask" in one]
    assert not [one for one in later if "Asked is" in one]


def test_of_a_case_that_has_not_gone_up_why_does_not_say_that_it_is_at_a_level(desk: Desk) -> None:
    asked = desk.receive(build_mail("URGENT - Look", build_form(dict.fromkeys(FORM))), MONDAY)
    letters = desk.receive(reply(asked[0], AGENT, "why"), MONDAY + AN_HOUR / 6)
    assert "ESC-1 has not gone up; it would go to Level 4 (Executive Team)" in text_of(find(letters, "notice", AGENT))


def hand_over(desk: Desk, at: datetime) -> EmailMessage:
    receipt = find(desk.receive(TO_4, MONDAY), "receipt", AGENT)
    desk.pass_time(at)
    return find(desk.receive(reply(receipt, AGENT, f"pass agent to {KAI}"), at), "moved", KAI)


def test_who_gets_a_contact_whose_promise_is_over_reads_that_it_is(desk: Desk) -> None:
    assert "I remind you before" in text_of(hand_over(desk, MONDAY + AN_HOUR))


def test_nobody_is_reminded_before_a_time_that_has_passed(desk: Desk) -> None:
    text = text_of(hand_over(desk, MONDAY + 30 * AN_HOUR))
    assert "I remind you before" not in text
    assert "as far as I know they have heard nothing yet" in text


def test_who_takes_back_what_has_gone_up_is_told_of_to_the_others_of_his_level(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TWO_AT_1)
    routed = find(desk.receive(TO_1, MONDAY), "routed", SENIOR)
    desk.receive(reply(routed, SENIOR, "raise"), MONDAY + AN_HOUR)
    letters = desk.receive(reply(routed, SENIOR, "mine"), MONDAY + 2 * AN_HOUR)
    assert "and so do the others" in text_of(find(letters, "notice", SENIOR))
    for who in ("silas@example.com", MANAGER):
        assert "has taken ESC-1" in text_of(find(letters, "claimed", who))


def test_nobody_is_called_silent_whose_words_stood_beside_a_question_to_us(desk: Desk) -> None:
    routed = find(desk.receive(TO_4, MONDAY), "routed", CEO)
    desk.receive(reply(routed, CEO, "status\n\nI am at the customer's until four."), MONDAY + AN_HOUR)
    digest = find(desk.pass_time(MONDAY + 24 * AN_HOUR), "digest", LEAD)
    assert "silent" not in text_of(digest)


def test_who_stands_in_is_not_said_to_be_whom_the_customer_waits_for(desk: Desk) -> None:
    receipt = find(desk.receive(TO_4, MONDAY), "receipt", AGENT)
    desk.receive(reply(receipt, AGENT, f"away until friday 9:00 cover {KAI}"), MONDAY + AN_HOUR / 6)
    nudge = find(desk.pass_time(MONDAY + 24 * AN_HOUR), "nudge", KAI)
    assert f"was told that they hear from {AGENT} by" in words_of(nudge)


def test_a_digest_says_how_it_stands_after_what_is_due_with_it(desk: Desk) -> None:
    desk.receive(TO_1, datetime(2026, 3, 4, 10, 30, tzinfo=UTC))  # four hours and two more: it goes up tomorrow at 9:00
    letters = desk.pass_time(datetime(2026, 3, 5, 8, 0, tzinfo=UTC))
    assert [one for one in letters if one["X-Escalation-Kind"] == "raised"]
    assert "Level 1 (Senior Support Agent): 0 open" in text_of(find(letters, "digest", LEAD))


def test_the_customers_words_that_wait_for_the_morning_say_nothing_that_the_night_may_change(desk: Desk) -> None:
    first = desk.receive(build_mail(), SUNDAY)
    letter = find(first, "customer-acknowledgement", "ada.okafor@contoso.example")
    desk.receive(reply(letter, "ada.okafor@contoso.example", "It still fails for us."), SUNDAY + AN_HOUR)
    desk.receive(reply(find(first, "routed", TECH2), TECH2, "mine"), SUNDAY + 2 * AN_HOUR)
    text = text_of(find(desk.pass_time(SUNDAY + 24 * AN_HOUR), "relay", TECH))
    assert "It still fails for us." in text
    assert "is with the" not in text


def test_a_level_that_is_asked_in_the_morning_reads_the_deadline_of_the_morning(tmp_path: Path) -> None:
    desk = Desk(tmp_path, QUIET)
    first = desk.receive(build_mail(), SUNDAY)
    agent = find(first, "receipt", AGENT)
    desk.receive(reply(agent, AGENT, "waiting"), SUNDAY + AN_HOUR)
    routed = find(desk.pass_time(SUNDAY + 24 * AN_HOUR), "routed", TECH)
    assert "Answer by" not in text_of(routed)
    assert "the clock goes on" not in text_of(routed)


def test_who_joins_reads_to_whom_the_new_words_went_and_not_who_had_declined(desk: Desk) -> None:
    first = desk.receive(build_mail(), MONDAY)
    desk.receive(reply(find(first, "routed", TECH2), TECH2, "not mine"), MONDAY + AN_HOUR)
    second = build_mail(sender=KAI, body=build_form({"Additional Context": "They called twice."}), message_id="<2@b.c>")
    letters = desk.receive(second, MONDAY + 2 * AN_HOUR)
    assert f"What is new went to {TECH} and to {AGENT};" in text_of(find(letters, "receipt", KAI))


def test_nobody_is_said_to_be_reminded_whose_night_it_is(desk: Desk) -> None:
    routed = find(desk.receive(TO_4, MONDAY + 13 * AN_HOUR), "routed", CEO)  # 23:00 in Berlin
    desk.receive(reply(routed, CEO, "info? Which version?"), MONDAY + 13.2 * AN_HOUR)
    letters = desk.pass_time(MONDAY + 14.5 * AN_HOUR)
    assert not [one for one in letters if (one["X-Escalation-Kind"], one["To"]) == ("reminder", CEO)]
    overdue = [text_of(one) for one in letters if "of Level 4 (Executive Team) has taken" in text_of(one)]
    assert overdue
    assert "reminded" not in overdue[-1]


def test_status_at_night_says_when_a_level_is_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, QUIET)
    receipt = find(desk.receive(build_mail(), SUNDAY), "receipt", AGENT)
    said = words_of(find(desk.receive(reply(receipt, AGENT, "status"), SUNDAY + AN_HOUR), "notice", AGENT))
    assert f"{TECH} and {TECH2} are asked tomorrow 09:00 (Berlin)." in said
    assert "Asked are" not in said


def test_a_level_is_reminded_on_when_somebody_above_comes_back_after_the_leads_were_told(desk: Desk) -> None:
    away = build_mail(f"away until friday 9:00 cover {TECH2}", "", sender=CEO, message_id="<away@example.com>")
    desk.receive(away, MONDAY)
    desk.receive(build_mail(), MONDAY + AN_HOUR)  # due on Wednesday
    friday = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)
    first = desk.pass_time(friday - AN_HOUR)
    assert [one for one in first if "There is nobody above to raise it to" in text_of(one)]
    later = desk.pass_time(friday + 8 * AN_HOUR)
    assert [one for one in later if (one["X-Escalation-Kind"], one["To"]) == ("reminder", TECH)]


def test_words_for_an_agent_who_is_away_went_to_who_stands_in(desk: Desk) -> None:
    first = desk.receive(TO_4, MONDAY)
    away = reply(find(first, "receipt", AGENT), AGENT, f"away until friday 9:00 cover {KAI}")
    desk.receive(away, MONDAY + AN_HOUR / 6)
    letters = desk.receive(reply(find(first, "routed", CEO), CEO, "Which version?"), MONDAY + AN_HOUR / 3)
    assert find(letters, "relay", KAI)
    assert f"Your words went to {KAI}." in text_of(find(letters, "notice", CEO))


def test_who_stands_in_for_a_lead_does_not_lead_the_team(desk: Desk) -> None:
    away = build_mail(f"away until friday 9:00 cover {KAI}", "", sender=LEAD, message_id="<away@example.com>")
    own = build_mail(body=build_form({"Level": "4"}), files=(LOG,), sender=LEAD)
    desk.receive(own, MONDAY - AN_HOUR)  # his letters go to who stands in
    desk.receive(away, MONDAY)
    letters = [one for one in desk.pass_time(MONDAY + 9 * AN_HOUR) if KAI in str(one["To"])]
    assert letters
    assert [text_of(one) for one in letters if "You get this because you lead the team" in text_of(one)] == []
