"""`cases`, and the mail at the end of an agent's day (behaviour B9.28)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of, words_of

MONDAY, HOUR = datetime(2026, 3, 9, 9, 0, tzinfo=UTC), timedelta(hours=1)
EVENING = datetime(2026, 3, 9, 16, 30, tzinfo=UTC)  # 17:30 in Berlin
DANA, TESS = "dana@example.com", "tech@example.com"
ON = {"administrators:": "agents: {overview: evening}\nadministrators:"}
WORDS = "none because it is words"


def ask(desk: Desk, who: str, at: datetime) -> list[str]:
    """The paragraphs of what he reads."""
    mail = build_mail("cases", "", sender=who, message_id=f"<cases-{at.timestamp()}@example.com>")
    return (
        text_of(letter_to(desk.receive(mail, at), who))
        .replace("\r\n", "\n")
        .replace("\u00a0", " ")
        .strip()
        .split("\n\n")
    )


def evenings(letters: list[EmailMessage]) -> list[tuple[str, datetime]]:
    found = (one for one in letters if "Tomorrow, or still waiting for you:" in words_of(one))
    return [(str(one["To"]), one["Date"].datetime) for one in found]


def test_each_case_has_a_paragraph_with_what_comes_next_and_what_waits_for_him_is_first(desk: Desk) -> None:
    routed = letter_to(desk.receive(build_mail(body=build_form({"Attachments": WORDS})), MONDAY), TESS)
    desk.receive(reply(routed, TESS, "mine"), MONDAY + HOUR)
    gap = build_form({"Customer Impact": None, "Attachments": WORDS, "Ticket #": "50002"})
    desk.receive(build_mail("ESCALATION - Prints - Ticket #50002", gap, message_id="<2@example.com>"), MONDAY + HOUR)
    head, first, second, *_ = ask(desk, DANA, MONDAY + 2 * HOUR)
    assert head == "These are open, and you are in them:"
    assert first.splitlines()[0].startswith("ESC-2: Prints, has not gone up, with dana@example.com")
    assert first.splitlines()[1] == "ESC-2 waits for your answer."
    assert second.splitlines()[0].startswith("ESC-1: Exports end without a file, Level 3, with tech@example.com")
    assert second.splitlines()[1].startswith("Your word to the customer of ESC-1 is due by Thursday 12 March")


def test_it_says_when_a_case_goes_up_and_that_it_rests(desk: Desk) -> None:
    receipt = letter_to(desk.receive(build_mail(), MONDAY), DANA, "receipt")
    assert "If nobody takes ESC-1, it goes to the Executive Team (Level 4) Thu 12 March" in ask(desk, DANA, MONDAY)[1]
    desk.receive(reply(receipt, DANA, "calm"), MONDAY + HOUR)
    rests = ask(desk, DANA, MONDAY + 2 * HOUR)[1]
    assert "rests, with tech" in rests
    assert "You are asked Fri 13 March, 16:00" in rests.replace("17:00", "16:00")
    assert "goes to" not in rests


def test_in_the_evening_an_agent_reads_what_is_due_tomorrow_or_waits_for_him(tmp_path: Path) -> None:
    desk = Desk(tmp_path, ON)
    receipt = letter_to(desk.receive(build_mail(), MONDAY), DANA, "receipt")
    assert evenings(desk.pass_time(EVENING + HOUR)) == [], "two business days are left"
    tuesday = desk.pass_time(EVENING + 25 * HOUR)
    assert evenings(tuesday) == [(DANA, EVENING + 24 * HOUR)]
    letter = letter_to([one for one in tuesday if evenings([one])], DANA)
    assert "ESC-1: Exports end without a file, Level 3" in words_of(letter)
    assert "answer this mail with cases" in words_of(letter)
    again = desk.receive(reply(letter, DANA, "cases"), EVENING + 26 * HOUR)
    assert "These are open, and you are in them:" in words_of(letter_to(again, DANA))
    desk.receive(reply(receipt, DANA, "done: it prints"), EVENING + 27 * HOUR)
    desk.receive(reply(receipt, DANA, "told"), EVENING + 28 * HOUR)
    assert evenings(desk.pass_time(EVENING + 100 * HOUR)) == []


def test_nobody_gets_one_who_does_not_want_it_or_is_away_and_none_is_made_up_for(tmp_path: Path) -> None:
    (tmp_path / "off").mkdir()
    (tmp_path / "on").mkdir()
    off, on = Desk(tmp_path / "off"), Desk(tmp_path / "on", ON)
    gap = build_mail(body=build_form({"Customer Impact": None, "Attachments": WORDS}))
    off.receive(gap, MONDAY)
    assert evenings(off.pass_time(EVENING + HOUR)) == []
    asked = letter_to(on.receive(gap, MONDAY), DANA)
    assert evenings(on.pass_time(EVENING + HOUR)) == [(DANA, EVENING)]
    on.receive(reply(asked, DANA, "away until friday 9:00"), EVENING + 2 * HOUR)
    assert evenings(on.pass_time(EVENING + 30 * HOUR)) == []
    assert evenings(on.jump(EVENING + 24 * 4 * HOUR + 3 * HOUR)) == []
    assert ("notice", DANA) not in kinds(on.pass_time(EVENING + 24 * 4 * HOUR + 4 * HOUR))
