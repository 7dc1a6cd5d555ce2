"""Letters name people by name and their reader as you, drafts bear who sends them, and a refusal says its true reason
(behaviour B7.33, B7.41, B9.5, B9.10)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
TESS, KIM, DANA, JO, ZOE = (f"{who}@example.com" for who in ("tech", "tech2", "dana", "jo", "zoe"))
NAMED = {"recipients: [tech@example.com, ": "recipients: [Tess Moran <tech@example.com>, "}
QUIET = {"respond_within: 2 business days": "respond_within: 2 business days, quiet: all"}


def say(desk: Desk, letter: EmailMessage, who: str, words: str, minutes: float) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + timedelta(minutes=minutes))


def test_a_chain_of_passes_names_people_and_the_reader_as_you(tmp_path: Path) -> None:
    desk = Desk(tmp_path, NAMED)
    opened = desk.receive(build_mail(sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    passed = say(desk, letter_to(opened, TESS), TESS, f"pass to {ZOE} because I am out", 1)
    assert "Why you: Tess Moran has passed it on to you; " in words_of(letter_to(passed, ZOE, "routed"))
    again = say(desk, letter_to(passed, ZOE, "routed"), f"Zoe Berg <{ZOE}>", f"pass to {JO}", 2)
    at_jo = words_of(letter_to(again, JO, "routed"))
    assert "Why you: Zoe Berg has passed it on to you; Tess Moran has passed it on to Zoe Berg; " in at_jo
    assert "Tess Moran, today 10:01 (Berlin): because I am out" in at_jo
    why = say(desk, letter_to(passed, ZOE, "routed"), ZOE, "why", 3)
    assert f"you have passed it on to {JO}; Tess Moran has passed it on to you; " in words_of(why[0])
    by_name = say(desk, letter_to(again, JO, "routed"), JO, "pass to zoe", 4)
    assert ("routed", ZOE) in kinds(by_name)  # who has written in the case is known by name


def test_who_stands_in_for_the_agent_signs_the_drafts_and_is_no_one_of_the_level(desk: Desk) -> None:
    opened = desk.receive(build_mail(sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    told = say(desk, letter_to(opened, DANA, "receipt"), DANA, f"away until friday cover {JO}", 1)
    status = say(desk, letter_to(told, JO), f"Jo Lind <{JO}>", "status", 2)
    assert "Not asked any more" not in words_of(status[0])
    assert "You get this in place of Dana Whitfield, who is away." in words_of(status[0])
    assert status[0]["Subject"] == letter_to(told, JO)["Subject"]
    mine = say(desk, letter_to(opened, TESS), TESS, "mine", 3)
    assert "ESC-1 is yours now. Jo Lind knows, and so do the others." in words_of(letter_to(mine, TESS))
    nudge = words_of(letter_to(desk.pass_time(MONDAY + timedelta(days=3)), JO, "nudge"))
    assert (
        "and stand in for Dana Whitfield, who is away. Kind regards Jo Lind Or answer update: and your words" in nudge
    )
    assert "and they go to them in the name of Dana Whitfield." in nudge


def test_a_refusal_to_pass_it_on_says_its_true_reason(desk: Desk) -> None:
    opened = desk.receive(build_mail(sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    receipt = letter_to(opened, DANA, "receipt")
    rows = {
        "pass agent to Piet": "“Piet”. Write the address, like this: pass agent to name@example.com.",
        "pass to Piet": "“Piet”. Write the address, like this: pass agent to name@example.com.",
        "pass agent to Dana": "Dana Whitfield is the customer’s contact already.",
        "pass to bob@gmail.example": "bob@gmail.example is not one of ours. It goes to addresses like name@example.com",
        "pass to support@example.com": "support@example.com is my own mailbox, which takes no case.",
    }
    for minutes, (words, reason) in enumerate(rows.items(), 1):
        said = words_of(say(desk, receipt, DANA, words, minutes)[-1])
        assert reason in said, words
        assert "and nothing has changed." in said, words
    said = words_of(letter_to(say(desk, letter_to(opened, TESS), TESS, "pass to Piet", 10), TESS, "notice"))
    assert "“Piet”. Write the address, like this: pass to name@example.com." in said
    until = say(desk, letter_to(opened, TESS), TESS, f"pass to {ZOE} until 4 business hours", 13)
    assert "so it comes back only where it is not taken in time" in words_of(letter_to(until, TESS, "notice"))


def test_how_long_it_waits_may_be_said_without_until(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    rows = {"waiting 2 hours": "12:01", "wait for 90 minutes": "11:32", "warten 2 Stunden: Kunde misst": "12:03"}
    for minutes, (words, clock) in enumerate(rows.items(), 1):
        said = words_of(letter_to(say(desk, letter_to(opened, TESS), TESS, words, minutes), TESS, "notice"))
        assert f"The clock of ESC-1 stands still. It runs again today {clock} (Berlin)." in said, words


def test_status_names_a_question_that_is_owed_until_words_answer_it(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    receipt = letter_to(opened, DANA, "receipt")
    say(desk, letter_to(opened, TESS), TESS, "info? Which version?", 1)
    owed = f"{TESS}’s question waits for you since today 10:01 (Berlin)."
    assert owed in words_of(say(desk, receipt, DANA, "status", 2)[0])
    say(desk, letter_to(opened, TESS), TESS, "mine", 3)
    assert owed in words_of(say(desk, receipt, DANA, "status\n", 4)[0])
    say(desk, receipt, DANA, "4.2", 5)
    assert case_of(desk).question is None
    say(desk, letter_to(opened, TESS), TESS, "And on which system?", 6)
    assert "question waits" in words_of(say(desk, receipt, DANA, "status\n\n", 7)[0])
