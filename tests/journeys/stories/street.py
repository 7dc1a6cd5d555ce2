"""A story told as a table: at each step who does what, and what lies new in whose mailbox, and in nobody else's.

The daemon is put together anew for every pass, as `start --once` does it, over the embedded servers and a state on
disk; only its clock is the story's."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from unittest.mock import patch
from zoneinfo import ZoneInfo

from daemon import bootstrap
from daemon.adapters.phrases import load_phrases
from daemon.adapters.store.tiny import TinyStore
from daemon.adapters.templates import load_texts
from daemon.commands.replay.stage import VirtualClock
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.service.rounds import next_wakeup
from daemon.settings.load import Settings
from parsers.vocabulary import Vocabulary
from tests.builders import LOG, build_form, build_mail
from tests.journeys.house import MAILBOX, SETTINGS, open_house, reply, text_of
from tests.journeys.stories.programs import with_file, write_answer
from tests.letters import read_letter

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = {day: number for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 9)}
A_MOMENT = timedelta(seconds=5)  # a mail comes after what is due at its minute
PEOPLE: Mapping[str, str] = {
    "dana": "Dana Whitfield <dana@example.com>",  # agents
    "jo": "Jo Lind <jo@example.com>",
    "sam": "Sam Reyes <sam@example.com>",  # Level 1
    "sato": "M. Sato <sato@example.com>",  # Level 2
    "tess": "Tess Moran <tess@example.com>",  # Level 3
    "kim": "Kim Novak <kim@example.com>",
    "robin": "Robin Achebe <robin@example.com>",  # Level 4
    "lea": "Lea Brandt <lea@example.com>",  # a lead
    "zoe": "Zoe Berg <zoe@example.com>",  # a colleague of no part
    "ops": "ops@example.com",
    "ada": "Ada Okafor <ada.okafor@contoso.example>",  # customers
    "fay": "Fay Abercrombie <kim@fabrikam.example>",
    "eve": "Eve <eve@evil.example>",  # a stranger
}
OUTSIDE = ("ada", "fay", "eve")
INSIDE_WORDS = ("ESC-", "Level ", "level ", "escalat", "Tess", "Kim Novak", "Robin", "Sato", "Sam Reyes", "Lea ")
NAMES = {
    "senior@example.com": "Sam Reyes <sam@example.com>",
    "manager@example.com": "M. Sato <sato@example.com>",
    "tech@example.com, tech2@example.com": "Tess Moran <tess@example.com>, Kim Novak <kim@example.com>",
    "ceo@example.com": "Robin Achebe <robin@example.com>",
    "address: lead@example.com": "address: Lea Brandt <lea@example.com>",
}
UP: Mapping[str, str] = {
    "dana": "receipt: is with the Technical Team (Level 3)",
    "tess": "routed: Asked of you",
    "kim": "routed: Asked of you",
    "ada": "customer-acknowledgement: I have passed your request to our specialists",
}

_read_texts, _read_phrases = cache(load_texts), cache(load_phrases)
Found = str | Sequence[str]


def read_instant(when: str) -> datetime:
    """`mon 10:00` of the week that begins with Monday, 9 March 2026, in Berlin; `mon+1 10:00` of the next one."""
    day, _, clock = when.partition(" ")
    name, _, weeks = day.partition("+")
    hour, minute = clock.split(":")
    return datetime(2026, 3, DAYS[name] + 7 * int(weeks or 0), int(hour), int(minute), tzinfo=BERLIN)


def address_of(who: str) -> str:
    return PEOPLE[who].rpartition("<")[2].rstrip(">")


class Taken(Protocol):
    @property
    def recipients(self) -> tuple[str, ...]: ...

    @property
    def raw(self) -> bytes: ...


class World(Protocol):
    """The servers: a mailbox that mail is delivered to, and what the relay has taken for whom."""

    @property
    def sent(self) -> Sequence[Taken]: ...

    def deliver(self, user: str, raw: bytes, received_at: datetime) -> object: ...


@dataclass(slots=True)
class Street:
    """`lists` are those who read a list's mail, by its address."""

    folder: Path
    world: World
    settings: Settings
    policy: EscalationPolicy
    words: Vocabulary
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    clock: VirtualClock = field(default_factory=VirtualClock)
    boxes: dict[str, list[EmailMessage]] = field(default_factory=dict)
    mails: int = 0
    seen: int = 0
    due_at: datetime | None = None

    def at(self, when: str, mail: bytes | None = None, **found: Found) -> None:
        """Time passes until then, each letter leaving at its minute, and the mail comes. What each finds since the
        last step: `kind: words of it … more words … !what it does not say` for each letter, behind `10:20` where the
        minute matters. Nobody else finds anything."""
        seen = {who: len(letters) for who, letters in self.boxes.items()}
        self.write(when, mail)
        new = {who: letters[seen.get(who, 0) :] for who, letters in self.boxes.items()}
        told = {who: sorted(letters, key=kind_of) for who, letters in new.items() if letters}
        listed = {who: [words] if isinstance(words, str) else words for who, words in found.items()}
        expected = {who: sorted(lines, key=kind_in) for who, lines in listed.items()}
        assert {who: [kind_of(one) for one in letters] for who, letters in told.items()} == {
            who: [kind_in(words) for words in lines] for who, lines in expected.items()
        }, f"{when}\n{render(told)}"
        for who, lines in expected.items():
            for words, letter in zip(lines, told[who], strict=True):
                check(when, who, words, letter)
        for who in OUTSIDE:
            for letter in told.get(who, []):
                read = f"{letter['Subject']} {said_in(letter)}"
                assert [word for word in INSIDE_WORDS if word in read] == [], (
                    f"{when}: {who} reads what is ours\n{read}"
                )

    def write(self, when: str, mail: bytes | None = None) -> None:
        """Time passes until then, and the mail comes, whatever it leads to."""
        moment = read_instant(when)
        self._pass_time(moment)
        if mail is not None:
            self.clock.move_to(max(moment + A_MOMENT, self.clock.now()))
            self.world.deliver(MAILBOX, mail, self.clock.now())
            self._run()

    def form(self, who: str, subject: str = "", body: str | None = None, **fields: str | None) -> bytes:
        """A mail that answers nothing: the complete form with these fields changed (`issue_summary`), or `body`."""
        changes = {
            name.replace("_", " ").title().replace("Ticket", "Ticket #"): value for name, value in fields.items()
        }
        files = [LOG] if body is None and "attachments" not in fields else []
        subject = subject or "ESCALATION - Exports end without a file - Ticket #48213"
        text = build_form(changes) if body is None else body
        return build_mail(subject, text, sender=PEOPLE[who], files=files, message_id=self._name())

    def copy(self, who: str, to: str, subject: str, body: str, **headers: str) -> bytes:
        """A mail to somebody else, with us in Cc unless `cc` says otherwise; an answer to the mail `thread`."""
        thread = {"In-Reply-To": headers["thread"], "References": headers["thread"]} if "thread" in headers else {}
        written = {"Cc": headers.get("cc", MAILBOX), **thread}
        return build_mail(
            subject, body, sender=PEOPLE[who], to=PEOPLE.get(to, to), headers=written, message_id=self._name()
        )

    def answer(self, who: str, words: str, to: str = "", **how: str) -> bytes:
        """A reply to the newest letter that `who` has, or of the kind `to`; `by` another's hand (`by="zoe"`), in the
        shape of a mail `program`, else in plain text above the quotation; with a `file`, or `automatic`."""
        letter = self.find(who, to)
        sender = PEOPLE[how.get("by", who)]
        if "program" in how:
            return write_answer(letter, sender, words, how["program"], self._name())
        headers = {"Message-ID": self._name(), "Date": format_datetime(self.clock.now())}
        if "automatic" in how:
            headers["Auto-Submitted"] = how["automatic"]
        raw = reply(letter, sender, words, quote="automatic" not in how, headers=headers)
        return with_file(raw, how["file"]) if "file" in how else raw

    def find(self, who: str, kind: str = "") -> EmailMessage:
        """The newest letter of this kind that lies there."""
        return [one for one in self.boxes[who] if kind in kind_of(one)][-1]

    def files(self, who: str) -> list[str]:
        """The names of those that came with the newest letter there."""
        return [str(part.get_filename()) for part in self.boxes[who][-1].iter_attachments()]

    def case(self, number: int = 1) -> Case:
        """The case as it is kept."""
        case = TinyStore(self.folder / "data", read_only=True).find_case(number)
        assert case is not None
        return case

    def _name(self) -> str:
        self.mails += 1
        return f"<mail-{self.mails}@street.example>"

    def _pass_time(self, until: datetime) -> None:
        while self.due_at is not None and self.due_at <= until:
            self.clock.move_to(max(self.due_at, self.clock.now()))
            self._run()
        self.clock.move_to(max(until, self.clock.now()))

    def _run(self) -> None:
        """One pass of the daemon; `due_at` is the next instant at which there is anything to do."""
        with (
            patch.object(bootstrap, "load_texts", _read_texts),
            patch.object(bootstrap, "load_vocabulary", lambda settings: self.words),
            bootstrap.build_daemon(self.settings, self.policy, {}, self.clock) as daemon,
        ):
            asyncio.run(daemon.supervisor.run_once())
            instants = (next_wakeup(daemon.store, self.policy), daemon.store.next_letter_at())
        self.due_at = min((at for at in instants if at is not None), default=None)
        self._sort()

    def _sort(self) -> None:
        """What has left lies in the mailboxes of its readers; each of a list has it."""
        sent = self.world.sent[self.seen :]
        self.seen += len(sent)
        for one in sent:
            for address in one.recipients:
                own = [who for who in PEOPLE if address_of(who) == address]
                for who in self.lists.get(address, own or [address]):
                    self.boxes.setdefault(who, []).append(read_letter(one.raw))


def kind_of(letter: EmailMessage) -> str:
    return str(letter["X-Escalation-Kind"])


def kind_in(words: str) -> str:
    """The kind that `10:20 moved: …` names."""
    return words.partition(": ")[0].rpartition(" ")[2]


def said_in(letter: EmailMessage) -> str:
    """Its plain text on one line, each kind of space as one."""
    return " ".join(text_of(letter).split())


def check(when: str, who: str, words: str, letter: EmailMessage) -> None:
    """Whether the letter says that, at its minute."""
    head, _, sentence = words.partition(": ")
    minute = head.rpartition(" ")[0]
    left = letter["Date"].datetime.astimezone(BERLIN)
    assert not minute or f"{left:%a %H:%M}".lower().endswith(minute), f"{when}, {who}: {words} left at {left:%a %H:%M}"
    said = f"{letter['Subject']} | {said_in(letter)}"
    for piece in sentence.split(" … "):
        is_there = piece[1:] not in said if piece.startswith("!") else piece in said
        assert is_there, f"{when}, {who}: {piece!r} does not stand in\n{said}"


def render(found: Mapping[str, Sequence[EmailMessage]]) -> str:
    """All of it to read, for whoever looks for what went wrong."""
    return "\n".join(
        f"--- {who}: {kind_of(one)} | {one['Subject']}\n{text_of(one)}"
        for who, all_of in found.items()
        for one in all_of
    )


@contextmanager
def open_street(
    folder: Path, changes: Mapping[str, str] | None = None, lists: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Street]:
    """A street on Monday at 9; `changes` replaces pieces of its settings."""
    with open_house(folder, change_settings(changes)) as house:
        yield build_street(folder, house.sandbox, lists)


def build_street(folder: Path, world: World, lists: Mapping[str, Sequence[str]] | None = None) -> Street:
    """A street over these servers, whose `config.yaml` lies in the folder."""
    settings, policy = bootstrap.load_policy(folder / "config.yaml", {}, offline=False)
    street = Street(folder, world, settings, policy, settings.build_vocabulary(_read_phrases()), lists or {})
    street.clock.move_to(read_instant("mon 09:00"))
    return street


def change_settings(changes: Mapping[str, str] | None = None) -> str:
    """The settings of the street, with its people's names and these changes."""
    settings = SETTINGS
    for old, new in {**NAMES, **(changes or {})}.items():
        assert old in settings, old
        settings = settings.replace(old, new)
    return settings
