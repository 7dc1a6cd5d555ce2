"""What somebody of ours writes reaches the agents and who has the case, else its level, once each; and goes along when
the case goes up (behaviour B6.7, B6.29, B7.39)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.answers.test_given_back import (
    DANA,
    KIM,
    LEA,
    MONDAY,
    SAM,
    SATO,
    TESS,
    TWO,
    open_case,
    say,
    words_of,
)

CEO, PAT = "ceo@example.com", "pat@example.com"
SOON = {"respond_within: 2 business days": "respond_within: 4 business hours"}
THREE = {TWO: "recipients: [tech@example.com, tech2@example.com, kai@example.com]"}


def test_one_of_the_level_reaches_the_agent_and_the_others_while_nobody_has_it(desk: Desk) -> None:
    letters = say(desk, letter_to(open_case(desk), TESS), TESS, "Which version do they run?")
    assert kinds(letters) == [("notice", TESS), ("relay", DANA), ("relay", KIM)]


def test_and_who_has_it_once_somebody_does_and_he_reads_whom_he_reached(desk: Desk) -> None:
    opened = open_case(desk)
    say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", "mine")
    letters = say(desk, letter_to(opened, KIM), KIM, "Did you try the cron?", 2)
    assert kinds(letters) == [("notice", KIM), ("relay", DANA), ("relay", TESS)]
    assert "Your words went to dana@example.com and Tess Berg. Tess Berg has ESC-1." in words_of(
        letter_to(letters, KIM)
    )
    again = say(desk, letter_to(opened, KIM), KIM, "It runs as root.", 3)
    assert kinds(again) == [("relay", DANA), ("relay", TESS)]


def test_a_lead_and_an_earlier_level_reach_them_too(desk: Desk) -> None:
    opened = open_case(desk, 1)
    late = letter_to(desk.pass_time(MONDAY + timedelta(hours=4.1)), LEA, "reminder")
    letters = say(desk, late, LEA, "Sam, please look, they pay us a lot.", 4.2)
    assert kinds(letters) == [("notice", LEA), ("relay", DANA), ("relay", SAM)]
    raised = say(desk, letter_to(opened, SAM), SAM, "raise", 4.3)
    say(desk, letter_to(raised, SATO), SATO, "mine", 4.4)
    letters = say(desk, letter_to(opened, SAM), SAM, "The VAT table was changed on Friday.", 4.5)
    assert kinds(letters) == [("notice", SAM), ("relay", DANA), ("relay", SATO)]


def test_who_had_the_mail_himself_is_not_sent_it_again(desk: Desk) -> None:
    letter = letter_to(open_case(desk), TESS)
    mail = reply(letter, TESS, "Which version?", headers={"Cc": "Dana Whitfield <dana@example.com>, tech2@example.com"})
    letters = desk.receive(mail, MONDAY + timedelta(hours=1))
    assert kinds(letters) == [("notice", TESS)]
    assert "Your words went to dana@example.com and tech2@example.com." in words_of(letters[0])


def test_what_who_declined_and_others_said_goes_up_with_the_case(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SOON)
    opened = open_case(desk)
    say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", "Not mine.\nPlatform owns the exporter since May.", 0.2)
    asked = say(desk, letter_to(opened, KIM), f"Kim Holm <{KIM}>", "Which version?", 0.3)
    say(desk, letter_to(asked, DANA), f"Dana Whitfield <{DANA}>", "4.2.1, since Friday.", 0.4)
    say(desk, letter_to(opened, KIM), f"Kim Holm <{KIM}>", "Not my area\nCheck the disk first.", 0.5)
    raised = desk.pass_time(MONDAY + timedelta(hours=6))
    said = text_of(letter_to(raised, CEO, "raised"))
    for who, words in (
        ("Tess Berg", "Platform owns the exporter since May."),
        ("Kim Holm", "Which version?"),
        ("Dana Whitfield", "4.2.1, since Friday."),
        ("Kim Holm", "Check the disk first."),
    ):
        assert f"{who}, today" in said
        assert words in said
    for who in (DANA, LEA):
        told = words_of(letter_to(raised, who, "raised"))
        assert "In the words of Tess Berg: Platform owns the exporter since May." in told
        assert "In the words of Kim Holm: Not my area Check the disk first." in told


def test_a_long_answer_goes_up_whole(desk: Desk) -> None:
    opened = open_case(desk, 1)
    words = " ".join(f"step{number}" for number in range(200))
    say(desk, letter_to(opened, SAM), SAM, f"I tried this: {words}.", 0.5)
    raised = desk.pass_time(MONDAY + timedelta(hours=7))
    assert words in words_of(letter_to(raised, SATO, "raised"))


def test_at_the_new_deadline_all_answers_are_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path, THREE)
    opened = open_case(desk)
    for who, words in ((TESS, "Which version?"), (KIM, "I saw this in May."), ("kai@example.com", "Not today.")):
        say(desk, letter_to(opened, who), who, words)
    late = desk.pass_time(MONDAY + timedelta(days=3))
    said = words_of(letter_to([one for one in late if one["X-Escalation-Kind"] == "reminder"], KIM))
    for words in ("Which version?", "I saw this in May.", "Not today."):
        assert words in said


def join(desk: Desk) -> EmailMessage:
    """Another agent writes of the same ticket; what he gets."""
    form = build_form({"Level": "3", "Attachments": "none because words", "Issue Summary": "Exports stop there, too."})
    mail = build_mail("ESCALATION - Exports stop too - Ticket #48213", form, sender=PAT, message_id="<p@example.com>")
    return letter_to(desk.receive(mail, MONDAY + timedelta(minutes=5)), PAT)


def test_who_joined_hears_who_has_it_and_where_it_goes(desk: Desk) -> None:
    opened = open_case(desk)
    join(desk)
    taken = letter_to(say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", "mine\nI start now."), PAT)
    assert "Tess Berg has taken ESC-1" in words_of(taken)
    assert "dana@example.com stays the contact of Contoso." in words_of(taken)
    assert "Please keep Contoso informed" not in words_of(taken)
    assert "has given back ESC-1" in words_of(letter_to(say(desk, letter_to(opened, TESS), TESS, "not mine", 2), PAT))
    raised = letter_to(desk.pass_time(MONDAY + timedelta(days=4)), PAT, "raised")
    assert "ESC-1 has gone up to the Executive Team (Level 4)" in words_of(raised)
    assert "hear from you" not in words_of(raised)
