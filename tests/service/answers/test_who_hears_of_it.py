"""Whoever was written to about a case hears that it is taken, and that it is over (behaviour B6.11)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, DANA, LEA = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
ZOE, CEO, SATO, SAM = "zoe@example.com", "ceo@example.com", "manager@example.com", "senior@example.com"
A_MINUTE = timedelta(minutes=1)
LEGAL = {"Issue Summary": "Their lawyer announces legal action.", "Attachments": "none because it is words"}


def say(desk: Desk, letter: EmailMessage, who: str, words: str, minutes: float = 5) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + minutes * A_MINUTE)


def test_the_passer_and_his_colleagues_hear_that_it_is_taken_and_over(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    passed = say(desk, letter_to(opened, TESS), TESS, f"pass to {ZOE}")
    letters = say(desk, letter_to(passed, ZOE), f"Zoe Bauer <{ZOE}>", "mine", 6)
    assert kinds(letters) == [("claimed", DANA), ("claimed", KIM), ("claimed", TESS), ("notice", ZOE)]
    assert "dana@example.com knows, and so do the others." in words_of(letter_to(letters, ZOE))
    letters = say(desk, letter_to(letters, ZOE), ZOE, "done: new driver", 7)
    assert kinds(letters) == [("closed", KIM), ("closed", TESS), ("de-escalation", DANA), ("notice", ZOE)]


def test_so_do_they_when_the_agent_withdraws_it_and_when_it_begins_anew(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, f"pass to {ZOE}")
    letters = say(desk, letter_to(opened, DANA), DANA, "cancel: a mistake", 6)
    assert kinds(letters) == [("closed", KIM), ("closed", TESS), ("closed", ZOE), ("notice", DANA)]
    letters = say(desk, letter_to(opened, DANA), DANA, "reopen", 7)
    assert {("moved", TESS), ("moved", KIM), ("moved", ZOE)} < set(kinds(letters))


def test_lower_levels_and_leads_who_were_written_to_hear_of_both(desk: Desk) -> None:
    form = build_form({"Level": "2", "Attachments": "none because it is words"})
    desk.receive(build_mail("ESCALATION - Refund - Ticket #48213", form), MONDAY)
    raised = desk.pass_time(MONDAY + timedelta(hours=6))
    assert ("raised", LEA) not in kinds(raised)
    assert any(who == LEA for _, who in kinds(raised))
    letters = say(desk, letter_to(raised, TESS), TESS, "mine", 400)
    told = [("claimed", DANA), ("claimed", LEA), ("claimed", SATO), ("claimed", KIM), ("notice", TESS)]
    assert kinds(letters) == sorted(told)
    assert "You get this because you lead the team." in words_of(letter_to(letters, LEA))
    letters = say(desk, letter_to(letters, TESS), TESS, "done: refunded", 410)
    assert {("closed", LEA), ("closed", SATO), ("closed", KIM), ("de-escalation", DANA)} < set(kinds(letters))


def test_who_was_never_written_to_and_who_has_left_hear_nothing(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    second = build_mail(sender=ZOE, message_id="<second@example.com>")
    joined = desk.receive(second, MONDAY + A_MINUTE)
    say(desk, letter_to(joined, ZOE), ZOE, "cancel: it was Dana's", 3)
    letters = say(desk, letter_to(opened, TESS), TESS, "mine")
    assert kinds(letters) == [("claimed", DANA), ("claimed", KIM), ("notice", TESS)]


def test_nobody_is_named_who_is_not_there(desk: Desk) -> None:
    opened = desk.receive(build_mail("URGENT - Exports - Ticket #48213"), MONDAY)
    letters = say(desk, letter_to(opened, CEO), CEO, "mine")
    assert kinds(letters) == [("claimed", DANA), ("notice", CEO)]
    told = words_of(letter_to(letters, CEO))
    assert "dana@example.com knows." in told
    assert "others" not in told
    held = desk.receive(
        build_mail(
            "ESCALATION - Slow - Ticket #1", build_form({"Customer Impact": "", "Ticket #": "1"}), message_id="<h@x>"
        ),
        MONDAY + 10 * A_MINUTE,
    )
    told = words_of(letter_to(say(desk, letter_to(held, DANA), DANA, "cancel", 11), DANA))
    assert "ESC-2 is withdrawn." in told
    assert "are told" not in told


def test_of_a_sensitive_case_they_read_its_number_alone(desk: Desk) -> None:
    opened = desk.receive(build_mail("ESCALATION - Claims - Ticket #48213", build_form(LEGAL)), MONDAY)
    passed = say(desk, letter_to(opened, CEO), CEO, f"pass to {ZOE}")
    say(desk, letter_to(passed, ZOE), ZOE, f"pass to {SAM}", 6)
    letters = say(desk, letter_to(opened, DANA), DANA, "done: their lawyer withdrew", 7)
    for who in (ZOE, SAM):
        told = words_of(letter_to(letters, who)) + str(letter_to(letters, who)["Subject"])
        assert "lawyer" not in told
        assert "48213" not in told


def test_who_passed_it_on_hears_where_it_goes_from_there(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    passed = say(desk, letter_to(opened, TESS), TESS, f"pass to {ZOE}")
    letters = say(desk, letter_to(passed, ZOE), ZOE, f"pass to {SAM}", 6)
    assert ("moved", TESS) in kinds(letters)
    letters = say(desk, letter_to(letters, SAM), SAM, "raise", 7)
    assert ("moved", ZOE) in kinds(letters)
