"""Letters call people by name, as the settings, the directory or their mails have it (behaviour B6.28)."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
TEAM = {
    "recipients: [tech@example.com, tech2@example.com]": (
        "recipients: [Tech Team <team@example.com>], "
        "members: [Tekla Vann <tech@example.com>, Timo Rask <tech2@example.com>, Max Ode <max@example.com>]"
    ),
    "recipients: [ceo@example.com]": "recipients: [Cleo Ferrant <ceo@example.com>]",
    "recipients: [senior@example.com]": "recipients: [Sena Brandt <senior@example.com>]",
    "administrators:": "covers: {ceo@example.com: coo@example.com}\nadministrators:",
    "respond_within: 1 h}": "respond_within: 1 h, next: [Nils Corvo <coo@example.com>]}",
}
DANA, TECH, TIMO, MAX, TEAM_LIST = (f"{who}@example.com" for who in ("dana", "tech", "tech2", "max", "team"))
ADA = "ada.okafor@contoso.example"
# who writes without a name, in answer to whose letter, and what: first what the team says, then once it has gone up
STEPS = (
    (TIMO, TEAM_LIST, f"pass to {MAX}"),
    (MAX, MAX, "not mine: I have no access"),
    (TECH, TEAM_LIST, "mine"),
    (ADA, ADA, "It also happens with imports."),
    (TECH, TEAM_LIST, "info? Which version do they have?"),
    (TECH, TEAM_LIST, "raise: we cannot solve it"),
    ("coo@example.com", "coo@example.com", "I look at it at noon."),
    (DANA, DANA, "pass agent to joris@example.com"),
    ("Joris Beek <joris@example.com>", "joris@example.com", "lower: it is no matter for you"),
    (TECH, TEAM_LIST, "status"),
    (DANA, DANA, "why"),
)
SAID = re.compile(
    r"(?<![\w.+:=?<-])(?:ceo|coo|tech2?|max|team|dana|joris|senior)@example\.com|ada.okafor@contoso\.example, the"
)
HEARD = "is the contact of"  # of Joris, before he has written


def test_no_letter_names_by_address_whom_settings_directory_or_mails_name(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TEAM)
    letters = desk.receive(build_mail(sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    wrong: list[str] = []
    for minute, (who, reader, words) in enumerate(STEPS, 1):
        new = desk.receive(
            reply(letter_to(letters, reader), who, words, quote=False), MONDAY + timedelta(minutes=minute)
        )
        wrong += [f"{words} -> {one['To']}: {line}" for one in new for line in _find_addresses(one)]
        letters = [*new, *letters]
    assert wrong == []
    assert "Nils Corvo" in str(letter_to(letters, "coo@example.com")["To"])


def _find_addresses(letter: EmailMessage) -> list[str]:
    return [line for line in text_of(letter).splitlines() if SAID.search(line) and HEARD not in line]


def test_a_closed_case_is_handed_over_as_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TEAM)
    opened = desk.receive(build_mail(sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    for minute, (who, reader, words) in enumerate(((TECH, TEAM_LIST, "mine"), (DANA, DANA, "done: restarted")), 1):
        desk.receive(reply(letter_to(opened, reader), who, words), MONDAY + timedelta(minutes=minute))
    told = desk.receive(
        reply(letter_to(opened, DANA), DANA, "pass agent to joris@example.com"), MONDAY + timedelta(minutes=9)
    )
    said = text_of(letter_to(told, "joris@example.com"))
    assert "It is solved since today 10:02 (Berlin)." in said
    assert "has it." not in said


def test_who_stands_under_people_has_his_name(tmp_path: Path) -> None:
    people = 'people: {"Jo Lind <jo@example.com>": [jo.lind@example.com]}\nadministrators:'
    desk = Desk(tmp_path, {"administrators:": people})
    letters = desk.receive(build_mail(), MONDAY)
    said = desk.receive(reply(letter_to(letters, TECH), TECH, "pass to Jo"), MONDAY + timedelta(minutes=1))
    assert "ESC-1 is with Jo Lind now" in text_of(letter_to(said, TECH, "notice"))
    assert "Jo Lind" in str(letter_to(said, "jo@example.com")["To"])
