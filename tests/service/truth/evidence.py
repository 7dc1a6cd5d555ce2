"""What really happened: the mails that came, the letters that the mail server was given, and each case's timeline."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import cached_property

from daemon.commands.replay.stage import Left
from daemon.core.model.case import Case
from daemon.core.model.history.conversation import Entry
from daemon.core.model.history.timeline import EntryKind
from daemon.service.absent.rules import find_rules
from tests.desk import Desk
from tests.journeys.house import text_of
from tests.letters import read_letter
from tests.service.truth.team import LEVELS

SPEAKING = ("not mine", "info?", "note:", "priority", "waiting")
COMMANDS = (  # and what a mail program says
    "(", "status", "why", "help", "remind", "cases", "away", "mine", "raise", "lower", "resume", "done", "cancel",
    "reopen", "send", "told", "pass", "update", "calm",
)  # fmt: skip
MINUTE = timedelta(minutes=1)
ARRIVALS = (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED)


@dataclass(frozen=True, slots=True)
class Post:
    """A letter as the mail server has it."""

    at: datetime
    to: str
    kind: str
    case: str
    mail: EmailMessage
    text: str

    def is_about(self, case: str) -> bool:
        """Whether it is about this case, alone or among others."""
        return self.case == case or f"{case}  " in self.text

    @property
    def asks(self) -> bool:
        """Whether by it its reader is asked to take the case, and gets all of it."""
        return self.kind in ("routed", "raised") and ("\nFrom: " in self.text or "\nEscalated by: " in self.text)


@dataclass(frozen=True)
class Mail:
    """A mail that came: who wrote what, and which letter it answers; `mark` stands in it and in no other."""

    at: datetime
    who: str
    first: str
    mark: str
    text: str
    answers: Post | None = None

    def is_about(self, case: str) -> bool:
        return self.answers is not None and self.answers.case == case

    @property
    def says_something(self) -> bool:
        """Whether a person wrote it, to others: a command alone says nothing unless it tells something."""
        if self.first.startswith("away"):
            return False
        return self.mark in self.text or self.first.startswith(SPEAKING) or not self.first.startswith(COMMANDS)

    @cached_property
    def words(self) -> str:
        """All of it in one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Promise:
    """What a letter says will happen `at` an instant if nothing happens in between; `comes` finds whether it did."""

    said: Post
    sentence: str
    case: str
    at: datetime
    comes: Callable[["World", "Promise"], bool]
    grace: timedelta = 2 * MINUTE

    @property
    def by(self) -> datetime:
        """When it must have come at the latest."""
        return self.at + self.grace


@dataclass(slots=True)
class World:
    """`posts` and `mails` only grow; `new` are the posts of the newest instant."""

    desk: Desk
    posts: list[Post] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    new: list[Post] = field(default_factory=list)
    about: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))
    instants: dict[datetime, list[Post]] = field(default_factory=lambda: defaultdict(list))
    promises: list[Promise] = field(default_factory=list)
    broken: list[Promise] = field(default_factory=list)
    _cases: dict[str, Case] = field(default_factory=dict)  # of this turn
    _leads: list[tuple[tuple[str, str], ...]] = field(default_factory=list)  # the same, when they were looked for

    def receive(self, mail: Mail, raw: bytes) -> Iterator[None]:
        """The mail comes; a turn for the letters that it causes."""
        yield from self.pass_time(mail.at)
        self.mails.append(mail)
        yield from self._see(self.desk.stage.receive(raw, mail.at))

    def pass_time(self, until: datetime) -> Iterator[None]:
        """A turn for each instant at which letters leave."""
        while (at := self._next()) is not None and at <= until:
            yield from self._see(self.desk.stage.pass_time(at))
        yield from self._see(self.desk.stage.pass_time(until))

    def _next(self) -> datetime | None:
        instants = (self.desk.service.next_wakeup(), self.desk.store.next_letter_at())
        return min((at for at in instants if at is not None), default=None)

    def _see(self, left: Iterable[Left]) -> Iterator[None]:
        new = [_read(one) for one in left]
        self._cases.clear()
        self._leads.clear()
        self._look_back(self.desk.clock.now())
        if new:
            self.new = new
            self.posts += new
            self._cases.clear()
            for one in new:
                self.instants[one.at].append(one)
                for case in {one.case, *re.findall(r"ESC-\d+(?=  )", one.text)}:
                    self.about[case].append(one)
            yield

    def _look_back(self, now: datetime) -> None:
        """Which promises are due, and were not kept."""
        due = [one for one in self.promises if one.by < now]
        self.promises = [one for one in self.promises if one.by >= now]
        self.broken += [one for one in due if not self._is_off(one) and not one.comes(self, one)]

    def _is_off(self, promise: Promise) -> bool:
        """Whether something happened in between: a mail came, or the case went another way than by its clock."""
        since, until = promise.said.at, promise.by
        if any(since < one.at <= until for one in self.mails):
            return True
        ends = (EntryKind.CLOCK, EntryKind.PASSED_OVER, EntryKind.NOBODY_ABOVE)
        others = [one for one in self.timeline(promise.case) if since < one.at < promise.by and one.kind not in ends]
        return bool(others)

    def letters_to(self, who: str) -> list[Post]:
        return [one for one in self.posts if one.to == who]

    def sent(self, case: str, who: str = "", kind: str = "", since: datetime | None = None) -> list[Post]:
        """The letters about a case that were delivered."""
        return [
            one
            for one in self.about[case]
            if who in ("", one.to) and kind in ("", one.kind) and (not since or one.at >= since)
        ]

    def case(self, name: str) -> Case:
        """As it is stored: nothing but its facts is asked for, and no view of it."""
        if name not in self._cases:
            found = self.desk.store.find_case(int(name.removeprefix("ESC-")))
            assert found is not None
            self._cases[name] = found
        return self._cases[name]

    def timeline(self, name: str) -> tuple[Entry, ...]:
        return self.case(name).conversation.entries

    def find(self, name: str, *kinds: EntryKind, about: str = "") -> list[Entry]:
        """The entries of these kinds."""
        found = [one for one in self.timeline(name) if one.kind in kinds]
        return [one for one in found if about in ("", one.name.about if one.name else "")]

    def level(self, name: str) -> int:
        """To which it came last; 0 before it has gone up."""
        came = self.find(name, *ARRIVALS)
        return int(came[-1].name.about) if came and came[-1].name else 0

    def since(self, name: str) -> datetime:
        """When it came to whoever is asked now, or was open again."""
        return self._walk(name)[1]

    def came_at(self, name: str) -> datetime:
        """When it came to its level."""
        came = self.find(name, *ARRIVALS)
        return came[-1].at if came else self.case(name).received_at

    def is_reopened(self, name: str, at: datetime) -> bool:
        """Whether a letter of that instant says that it is open again."""
        return any(one.at == at and re.search(r"(opened ESC-\d+|is open) again", one.text) for one in self.about[name])

    def taker(self, name: str) -> str:
        """Who has taken it and not lost it since; "" for nobody."""
        return self._walk(name)[0]

    def _walk(self, name: str) -> tuple[str, datetime]:
        """Who has it at the timeline's end, and since when whoever is asked is."""
        who, since, is_calm = "", self.case(name).received_at, False
        for one in self.timeline(name):
            what = str(one.name)
            is_lost = one.kind in (EntryKind.AWAY, EntryKind.NOT_DELIVERED) or what == "command: decline"
            is_again = what == "command: reopen" and self.is_reopened(name, one.at)
            if is_calm and what == "command: resume":
                since = one.at
            is_calm = what == "command: calm" or (is_calm and what != "command: resume")
            if one.kind is EntryKind.CLAIMED:
                who = one.who.lower()
            elif one.kind in (*ARRIVALS, EntryKind.PASSED_ON) or is_again or (is_lost and one.who.lower() == who):
                who, since = "", one.at
        return who, since

    def asked(self, name: str) -> set[str]:
        """Who was given the case to take it, by a letter of its own, by a line of one, or by a line in the thread of
        the outage that it goes along with."""
        own = {one.to for one in self.about[name] if one.asks or "WITH YOU NOW" in one.text}
        return own | (self.asked(self.first(name)) if self.first(name) != name else set())

    def first(self, name: str) -> str:
        """The case that has the level for it: another one of the same outage, or itself."""
        first = self.case(name).first
        return f"ESC-{first}" if first else name

    def said_by(self, who: str, since: datetime | None = None) -> list[Mail]:
        return [one for one in self.mails if one.who == who and (not since or one.at >= since)]

    @property
    def leads(self) -> tuple[tuple[str, str], ...]:
        """Each who leads the team, with who stands in for him now, else the others where he is away."""
        if not self._leads:
            with self.desk.store.transaction() as unit:
                rules = find_rules(unit, self.desk.policy, self.desk.clock.now())
            there = {one.address.key for one in rules.leads}
            found = (
                (key, rules.find_cover(one.address).key, *(there if key not in there else ()))
                for one in self.desk.policy.leads
                for key in (one.address.key,)
            )
            self._leads.append(tuple(found))
        return self._leads[0]


def _read(left: Left) -> Post:
    mail = read_letter(left.raw)
    to, kind = str(mail["To"].addresses[0].addr_spec).lower(), str(mail["X-Escalation-Kind"])
    return Post(left.at, to, kind, str(mail["X-Escalation-Case"] or ""), mail, text_of(mail).replace("\u00a0", " "))


def level_of(name: str) -> int:
    """The number of the level with this name."""
    return next((number for number, (title, _) in LEVELS.items() if title in name), 0)
