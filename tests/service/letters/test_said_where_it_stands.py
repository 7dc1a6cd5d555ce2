"""What a letter says of a case that has moved, waits or goes on (behaviour B6.28)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, reply, words_of
from tests.tables import every_row

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
NEXT = {"respond_within: 1 h}": "respond_within: 1 h, next: [Nils Corvo <coo@example.com>]}"}
URGENT, NORMAL = "URGENT - Exports end - Ticket #48213", "ESCALATION - Exports end - Ticket #48213"
DANA, JO, TECH, TIMO, CEO, LEAD = (f"{who}@example.com" for who in ("dana", "jo", "tech", "tech2", "ceo", "lead"))
BOSS = "manager@example.com"
ADA = "ada.okafor@contoso.example"
# the subject, who says what and in answer to whose letter; then who reads what, and what not
STORIES = (
    (
        NORMAL,
        ((TECH, TECH, "info? Which version?"), (DANA, DANA, "status")),
        DANA, "question waits for you since today 10:01 (Berlin).", "waits for Dana",
    ),
    (
        NORMAL,
        ((DANA, DANA, f"away until friday cover {JO}"), (TECH, TECH, "status")),
        TECH, "nobody has taken it yet", "Dana Whitfield is away",
    ),
    (
        NORMAL,
        ((DANA, DANA, "Customer Impact: forty people wait"),),
        DANA, "nothing is missing in ESC-1.", "complete now",
    ),
    (
        NORMAL, ((TECH, TECH, "waiting until thursday 12:00"), (TECH, TECH, "waiting until friday 12:00")),
        DANA, "set another time for ESC-1, whose clock stands still since today 10:01", "stopped the clock",
    ),
    (
        NORMAL, ((TECH, TECH, "waiting until thursday 12:00"), (TECH, TECH, "waiting until tomorrow")),
        DANA, "It runs again tomorrow 09:00", "longer",
    ),
    (NORMAL, ((TECH, TECH, "waiting until 9 march 9:00"),), TECH, "is not a time I know, or it is over.", "know."),
    (
        NORMAL, ((TECH, TECH, "mine"), (TIMO, TIMO, "mine"), (TIMO, TIMO, "mine")),
        TECH, "(ticket 48213), from you.", "from tech",
    ),
    (
        NORMAL,
        ((DANA, DANA, f"away until friday cover {JO}"), (JO, JO, "told until 16:00: a call"), (DANA, DANA, "back")),
        DANA, f"Contoso last heard from {JO} today 10:02 (Berlin), and was told that they hear again", "nobody stands",
    ),
    (
        NORMAL, ((TECH, TECH, "not mine"), (TIMO, TIMO, "not mine"), (LEAD, LEAD, "pass to ceo until 16:00")),
        DANA, "the Technical Team today 16:00 (Berlin), whoever has it then; nobody is left to ask there.", "to you",
    ),
    (
        NORMAL, ((TECH, TECH, "mine"), (TIMO, TIMO, "done: the index"), (TECH, TECH, "no, it still fails")),
        TIMO, "no, it still fails", "keep it down",
    ),
    (
        NORMAL, ((TECH, TECH, "done: the index"), (DANA, DANA, "no, it fails"), (DANA, DANA, "yes: it works")),
        DANA, "I took “yes: it works” for words, and have changed nothing by it. Is it solved?", "is closed",
    ),
    (
        NORMAL, ((TIMO, TIMO, "away until friday"), (TECH, TECH, "mine"), (TECH, TECH, "away until friday")),
        DANA, "tech@example.com, who had it, has it no longer.", "now.",
    ),
    (
        NORMAL,
        ((DANA, DANA, "lower 2"), (BOSS, BOSS, "mine"), (BOSS, BOSS, "away until friday"), (DANA, DANA, "status")),
        DANA, f"{BOSS} of Level 2 had it since today 10:02 (Berlin).", "who had it,",
    ),
    (NORMAL, ((TECH, TECH, "waiting until thursday 12:00"),), DANA, "has stopped the clock of ESC-1.", "longer"),
    (
        URGENT, ((CEO, CEO, "waiting until 14:00"), (CEO, CEO, "not mine: call Nils")),
        DANA, "Nils Corvo is not asked before that runs again today 14:00 (Berlin), earlier", "Please reach",
    ),
    (
        URGENT, ((CEO, CEO, "waiting until 14:00"), (CEO, CEO, "not mine"), (DANA, DANA, "resume")),
        DANA, "Nils Corvo is asked now", "Please reach",
    ),
    (
        NORMAL, ((DANA, DANA, f"away until friday cover {JO}"), (ADA, ADA, "Any news?")),
        JO, f"To answer the customer: mailto:{ADA}", "goes to Dana",
    ),
    (NORMAL, ((DANA, DANA, f"away until friday cover {JO}"), (JO, JO, "told: a call")), JO, "have noted", "has told"),
    (NORMAL, ((TIMO, TIMO, "away until friday"), (TIMO, TIMO, "cases")), TIMO, "These are open", "No case is open"),
    (
        NORMAL, ((TIMO, TIMO, "away until friday"), (TECH, TECH, "raise: now"), (TIMO, TIMO, "what is new?")),
        TIMO, "", "you are asked again",
    ),
)  # fmt: skip


@every_row("subject, steps, reader, said, unsaid", STORIES)
def test_it_is_said_as_it_stands(
    subject: str, steps: tuple[tuple[str, str, str], ...], reader: str, said: str, unsaid: str, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, NEXT)
    letters = new = desk.receive(build_mail(subject, sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    for minute, (who, to, words) in enumerate(steps, 1):
        new = desk.receive(reply(letter_to(letters, to), who, words), MONDAY + timedelta(minutes=minute))
        letters = [*new, *letters]
    read = " ".join(words_of(one) for one in new if reader in str(one["To"]))
    assert said in read
    assert unsaid not in read


def test_who_is_named_by_the_last_one_who_is_away_is_proposed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    opened = desk.receive(build_mail(sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    desk.receive(reply(letter_to(opened, TECH), TECH, "not mine"), MONDAY + timedelta(minutes=1))
    away = {"Auto-Submitted": "auto-replied"}
    words = "I am out of the office until 16 March. Please contact joris@example.com."
    mail = reply(letter_to(opened, TIMO), TIMO, words, quote=False, headers=away)
    told = desk.receive(mail, MONDAY + timedelta(minutes=2))
    for who in (DANA, LEAD):
        assert "names joris@example.com instead." in words_of(letter_to(told, who))


def test_the_next_executive_reads_one_subject(tmp_path: Path) -> None:
    desk = Desk(tmp_path, NEXT)
    opened = desk.receive(build_mail(URGENT, sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    asked = desk.receive(reply(letter_to(opened, CEO), CEO, "not mine"), MONDAY + timedelta(minutes=1))
    nils = letter_to(asked, "coo@example.com")
    taken = desk.receive(reply(letter_to(asked, LEAD), LEAD, "mine"), MONDAY + timedelta(minutes=2))
    later = letter_to(taken, "coo@example.com")
    assert str(later["Subject"]).removeprefix("Re: ") == str(nils["Subject"]).removeprefix("Re: ")
