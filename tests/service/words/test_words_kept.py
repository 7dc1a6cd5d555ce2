"""Words beside a command that does nothing, or whose letters go to others, are not lost (behaviour B9.16)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, DANA, LEAD = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
CEO, NEXT, ADA = "ceo@example.com", "coo@example.com", "ada.okafor@contoso.example"
HOUR = timedelta(hours=1)
A_NEXT = {"calendar: always, respond_within: 1 h": f"calendar: always, respond_within: 1 h, next: [{NEXT}]"}
A_LIST = {
    "recipients: [tech@example.com, tech2@example.com]": (
        "recipients: [tech@example.com], members: [kit@example.com, max@example.com]"
    )
}


def say(desk: Desk, letter: EmailMessage, who: str, words: str, after: timedelta = HOUR) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + after)


def test_each_reaches_a_colleague(tmp_path: Path) -> None:
    rows = {
        "remind: it burns": (KIM, "In the words of tech@example.com: it burns"),
        "lower: too simple": ("manager@example.com", "too simple"),
        "lower 9: too simple": (DANA, "They asked me to lower it, and I did not: nothing has changed by it."),
        "told: I phoned her": (DANA, "They asked me to note that the customer was told, and I did not"),
        "pass to tech2@example.com until 12:00: lunch": (KIM, "In their words: lunch"),
        "waiting until 12:00: lunch is over then": (DANA, "lunch is over then"),
        "reopen: once more": (DANA, "They asked me to open it again, and I did not"),
    }
    lost = {}
    for words, (who, expected) in rows.items():
        desk = Desk(tmp_path)
        letters = say(desk, letter_to(desk.receive(build_mail(), MONDAY), TESS), TESS, words)
        told = " ".join(words_of(one) for one in letters if one["To"].addresses[0].addr_spec == who)
        if expected not in told or words.partition(": ")[2] not in told:
            lost[words] = told
    assert lost == {}


def test_of_who_declines_agent_and_lead_read_them_where_the_next_is_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, A_NEXT)
    opened = desk.receive(build_mail("URGENT - Exports end - Ticket #48213"), MONDAY)
    letters = say(desk, letter_to(opened, CEO), CEO, "not mine, ask Robin", 2 * HOUR)
    for who in (NEXT, DANA, LEAD):
        assert "ask Robin" in words_of(letter_to(letters, who, "raised")), who


def test_a_members_refusal_reaches_the_others(tmp_path: Path) -> None:
    desk = Desk(tmp_path, A_LIST)
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), "kit@example.com", "not mine: I am in court today")
    assert "I am in court today" in words_of(letter_to(letters, "max@example.com", "moved"))


def test_what_made_the_agent_open_it_again_reaches_the_level(desk: Desk) -> None:
    opened = desk.receive(build_mail(body=build_form({"Attachments": "none because they called"})), MONDAY)
    say(desk, letter_to(opened, TESS), TESS, "mine")
    say(desk, letter_to(opened, TESS), TESS, "done: fixed", 2 * HOUR)
    relay = letter_to(say(desk, letter_to(opened, ADA), ADA, "No, broken again!", 3 * HOUR), DANA)
    letters = say(desk, relay, DANA, "reopen", 4 * HOUR)
    for who in (TESS, KIM):
        assert "Ada Okafor, today 13:00 (Berlin): No, broken again!" in words_of(letter_to(letters, who, "moved"))
    assert "Said while it was closed" not in words_of(letter_to(letters, DANA))


def test_an_agents_refusal_of_his_own_case_is_said_back_to_a_colleague_too(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    asked = letter_to(say(desk, letter_to(opened, TESS), TESS, "info? Which version is it?"), DANA)
    letters = say(desk, asked, DANA, "not mine: ask Robin", 2 * HOUR)
    assert "I did not take your words for a refusal" in words_of(letter_to(letters, DANA, "notice"))
    assert "ask Robin" in words_of(letter_to(letters, TESS, "relay"))
