"""Every mail that one of ours may send in a case, in every status, by every part: what he is answered, or why nothing
is owed (behaviour B9.17).

After a change: `python -m tests.service.parts.sweep` draws docs/parts.md anew."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

from daemon.core.decisions.commands import RULES
from daemon.core.decisions.parts.part import EVERYBODY, Part
from daemon.core.model.case import Status
from daemon.core.model.variants import Kind
from daemon.ports import FetchedMail, spool_path
from daemon.service.acting.result import Result
from daemon.service.intake import Reader, read_mail
from daemon.service.outcomes import Outcomes
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import letter_to, reply
from tests.letters import read_letter

PAGE = Path(__file__).resolve().parents[3] / "docs" / "parts.md"
DRAWN = re.compile(r"<!-- (?P<name>who|what) -->\n.*?<!-- end -->", re.DOTALL)
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
DANA, JO, ZOE, LEA, KAI = "dana@example.com", "jo@example.com", "zoe@example.com", "lead@example.com", "kai@example.com"
TESS, KIM, SATO = "tech@example.com", "tech2@example.com", "manager@example.com"
SAM, ROBIN, PIA = "senior@example.com", "ceo@example.com", "pia@example.com"
PARTS = {
    "agent": DANA,
    "joined": JO,
    "level": TESS,
    "taker": KIM,
    "passed": PIA,
    "executive": ROBIN,
    "before": SATO,
    "lead": LEA,
    "questioner": DANA,
    "asked": SAM,
    "deputy": ZOE,
    "names it only": KAI,
}
TITLES = {
    "agent": "The agent",
    "joined": "An agent who joined",
    "level": "One of the level, who has not taken it",
    "taker": "Who took it",
    "passed": "To whom it was passed",
    "executive": "One of Level 4",
    "before": "Who was asked before a raise",
    "lead": "A lead",
    "questioner": "Who sent an URGENT that says nothing of its matter, and is asked whether it goes up",
    "asked": "Who is asked in his place",
    "deputy": "Who answers in the place of one of the level",
    "names it only": "A colleague without a letter, who only names it",
}
LEVELS = frozenset({"level", "taker", "passed", "executive", "before", "deputy"})
WITHOUT_A_TAKER = frozenset({"passed", "executive"})  # who takes it there has the part of who took it
MAILS: Mapping[str, str] = {
    "mine": "mine",
    "not mine": "not mine",
    "info? …": "info? Which version do they run?",
    "note: …": "note: they called again",
    "raise": "raise",
    "raise 4": "raise 4",
    "lower": "lower",
    "pass to …": "pass to pia@example.com",
    "priority low": "priority low",
    "waiting": "waiting",
    "waiting until …": "waiting until friday 10:00",
    "resume": "resume",
    "remind": "remind",
    "status": "status",
    "why": "why",
    "help": "help",
    "told": "told: by phone",
    "told until …": "told until friday 10:00",
    "send ack": "send ack",
    "done: …": "done: restarted the export",
    "cancel": "cancel: opened by mistake",
    "reopen": "reopen",
    "update: …": "update: we have found the cause",
    "calm": "calm",
    "send": "send",
    "also: …": "also: ada@contoso.example",
    "add level 2": "add level 2",
    "not sensitive": "not sensitive",
    "pass agent to …": "pass agent to pia@example.com",
    "release": "release",
    "cases": "cases",
    "away until …": "away until 23 March, cover pia@example.com",
    "yes": "yes",
    "no": "no",
    "words": "Their index is 40 GB large.",
    "a nudge": "Any news?",
    "a label": "Customer Impact: 300 users stand still",
    "👍": "👍",
    "a file alone": "",
    "encrypted": "-----BEGIN PGP MESSAGE-----\n\nhQEMA5cV0mZ9XxYyAQfabcdefghijklmnopq\n-----END PGP MESSAGE-----",
    "nothing": "",
}
FILE = ("screen.txt", b"what the screen shows")
SHORT = {
    "not-yours": "not his to say",
    "not-of-level": "not his to take",
    "refused": "refused",
    "done": "done",
    "close": "asked first",
    "not-taken": "has not taken it",
    "no-token": "how to do more",
    "not-understood": "not built yet",
    "taken": "who has it",
    "put": "the agent is asked",
    "closed": "it is closed",
    "left": "taken back",
    "too-late": "who was faster",
    "unreadable": "send it as text",
    "drafted": "a draft for the agent",
    "updated": "it leaves",
}
OF_KINDS = {Kind.CUSTOMER_UPDATE: "a draft to send"}


@dataclass(frozen=True, slots=True)
class Place:
    """A case in one status, and the letter that one part of it answers; `letter` None where he has none."""

    desk: Desk
    who: str
    letter: EmailMessage | None

    def get_mail(self, digest: str) -> bytes:
        return self.desk.files.get(spool_path(digest))

    def send(self, name: str) -> Result:
        """What his mail leads to; nothing of it stays."""
        words = MAILS[name]
        if self.letter is None:
            raw = build_mail("About [ESC-1]", words, sender=self.who, message_id="<only@example.com>")
        else:
            raw = reply(self.letter, self.who, words, headers={"Message-ID": "<once@example.com>"})
        if name == "a file alone":
            raw = with_file(raw)
        reader = Reader(
            self.desk.policy,
            self.desk.words,
            self.desk.correspondence.key,
            True,
            self.desk.files,
            self.desk.correspondence.texts,
        )
        at = MONDAY + timedelta(hours=2)
        self.desk.clock.move_to(at)
        with self.desk.store.transaction() as unit:
            reading = read_mail(FetchedMail(99, at, raw, len(raw)), f"digest of {name}", reader, unit)
            return Outcomes(unit, reader, self.get_mail).decide(reading, at)


def find_place(folder: Path, part: str, status: Status) -> Place | None:
    """None where nobody has this part in this status."""
    if (status is Status.HELD and part in LEVELS) or (part == "taker" and status is Status.OPEN):
        return None
    if part in WITHOUT_A_TAKER and status is Status.CLAIMED:
        return None
    if part in ("questioner", "asked"):
        return find_question(folder, part) if status is Status.HELD else None
    desk, at = Desk(folder), iter(MONDAY + timedelta(minutes=minute) for minute in range(1, 50))
    level = {"Level": {"before": "2", "executive": "4"}[part]} if part in ("before", "executive") else {}
    gaps = {"Customer Impact": None} if status is Status.HELD else {}
    form = build_form({**level, **gaps, "Attachments": "none because it is words"})
    letters = desk.receive(build_mail(body=form), MONDAY)

    def say(who: str, words: str, letter: EmailMessage | None = None) -> None:
        letters.extend(desk.receive(reply(letter or letter_to(letters, who), who, words), next(at)))

    if part == "before":
        say(DANA, "raise")
    if part == "passed" and status is not Status.HELD:
        say(TESS, f"pass to {PIA}")
    if part == "joined":
        again = build_mail("ESCALATION - Again - Ticket #48213", form, sender=JO, message_id="<jo@example.com>")
        letters.extend(desk.receive(again, next(at)))
    if status is not Status.HELD and (part == "taker" or status is Status.CLAIMED):
        say(KIM, "mine")
    if status is Status.WAITING:
        say(DANA, "waiting")
    if status.is_closed:
        say(DANA, "done" if status is Status.RESOLVED else "cancel")
    assert case_of(desk).status is status, (part, status, case_of(desk).status)
    who = PARTS[part]
    has_none = part in ("lead", "names it only")  # a lead is believed to have a token, as in every simulation
    return Place(desk, who, None if has_none else letter_to(letters, TESS if part == "deputy" else who))


def find_question(folder: Path, part: str) -> Place:
    """An URGENT that says nothing of its matter, half an hour later."""
    desk = Desk(folder)
    letters = desk.receive(build_mail("URGENT: call me", "Please call me back."), MONDAY)
    letters.extend(desk.pass_time(MONDAY + timedelta(minutes=31)))
    return Place(desk, PARTS[part], letter_to(letters, PARTS[part]))


def with_file(raw: bytes) -> bytes:
    mail = read_letter(raw)
    mail.add_attachment(FILE[1], "text", "plain", filename=FILE[0])
    return mail.as_bytes()


def find_answer(place: Place, name: str) -> str:
    """What he is answered, in a word or two; in brackets the reason why nothing is owed. Raises AssertionError where
    there is neither."""
    result = place.send(name)
    own = [one for one in result.notifications if one.to.key == place.who]
    answers = [one for one in own if one.kind.is_answer or one.kind in (Kind.ROUTED, Kind.CUSTOMER_UPDATE)]
    if answers:
        kind, variant = answers[0].kind, str(answers[0].variant)
        return SHORT.get(variant, variant) if kind is Kind.NOTICE else OF_KINDS.get(kind, str(kind))
    if name == "nothing":
        return "(nothing was written)"
    if name == "👍":
        return "(seen)"
    reached = [one for one in result.notifications if one.kind is Kind.FORWARDED and one.to.key != place.who]
    assert reached, f"{place.who}, {name}: nobody reads it, and nobody is told why ({result.reason})"
    return "(passed on)"


def draw_who() -> Iterator[str]:
    yield "| word | who may say it |"
    yield "|---|---|"
    for rule in RULES:
        if rule.who == EVERYBODY:
            parts = "whoever has a letter"
        else:
            who = rule.who - ({Part.EXECUTIVE} if Part.LEVEL in rule.who else set())
            parts = ", ".join(part.value for part in Part if part in who)
        yield f"| `{rule.name.replace('_', ' ')}` | {parts} |"


def find_cells(folder: Path, part: str, status: Status) -> dict[str, str] | None:
    """What this part is answered in this status to each mail; None where nobody has it then."""
    place = find_place(folder, part, status)
    return None if place is None else {name: find_answer(place, name) for name in MAILS}


def draw_part(part: str) -> Iterator[str]:
    """The table of one part: a row for each mail, a column for each status."""
    with TemporaryDirectory() as folder:
        found = {status: find_cells(Path(folder), part, status) for status in Status}
    there = {status: cells for status, cells in found.items() if cells is not None}
    yield f"### {TITLES[part]}"
    yield ""
    yield f"| mail | {' | '.join(there)} |"
    yield f"|---{'|---' * len(there)}|"
    for name in MAILS:
        yield f"| {name} | {' | '.join(cells[name] for cells in there.values())} |"
    yield ""


def read_page(part: str) -> dict[str, dict[str, str]]:
    """What the page says: by status, then by mail."""
    table = PAGE.read_text(encoding="utf-8").partition(f"### {TITLES[part]}\n")[2].partition("###")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.split("\n") if line[:1] == "|"]
    head, _, *below = rows
    return {status: {row[0]: row[at] for row in below} for at, status in enumerate(head) if at}


def draw(name: str) -> str:
    """The tables that stand on the page under this name."""
    lines = draw_who() if name == "who" else (line for part in PARTS for line in draw_part(part))
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(
        DRAWN.sub(lambda found: f"<!-- {found['name']} -->\n{draw(found['name'])}<!-- end -->", page), encoding="utf-8"
    )
