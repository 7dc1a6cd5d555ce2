"""What really happened: the mails that came, the letters that the mail server was given, and each case's timeline."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import cached_property

from daemon.commands.replay.stage import Left
from daemon.core.model.case import Case, turned
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
# what happens at one level of those that have a case side by side
AT_ONE = (*ARRIVALS, EntryKind.PASSED_ON, EntryKind.NOBODY_ABOVE, EntryKind.CLOCK, EntryKind.PASSED_OVER)
BESIDE = re.compile(r"\(Level (\d)\) has it, too:")


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
    turn: int = 0

    @property
    def by(self) -> datetime:
        """When it must have come at the latest."""
        return self.at + self.grace


@dataclass(slots=True)
class Stand:
    """At one level: who has taken it, since when whoever is asked is, and which level that is."""

    taker: str
    since: datetime
    level: int = 0


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
    turns: dict[str, int] = field(default_factory=dict)  # as which level a case is seen, where several have it
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
        for one in due:
            self.turns = {one.case: one.turn}
            if not self._is_off(one) and not one.comes(self, one):
                self.broken.append(one)
        self.turns = {}

    def see(self, post: Post, line: str) -> None:
        """From here on its case is seen as the level does of which the letter speaks, or this line of it: not one of
        those that it names as the others."""
        self.turns = {}
        numbered = re.match(r"\d+ (ESC-\d+) .*?(?:now )?Level (\d) · ", line)
        name = numbered[1] if numbered else post.case
        if not name.startswith("ESC-") or not self.case(name).beside:
            return
        others = {int(one) for one in BESIDE.findall(" ".join(post.text.split()))}
        views = self.case(name).views
        is_there = (lambda one: one.level == int(numbered[2])) if numbered else (lambda one: one.level not in others)
        if not numbered and not others:  # it names but one
            named = next((int(one) for one in re.findall(r"Level (\d)", post.text)), 0)
            others = {one.level for one in views} - {named}
        self.turns = {name: next((one.turn for one in views if is_there(one)), 0)}

    def stand_at(self, name: str, level: int) -> Stand | None:
        """How it stands at this level; None where that has it not."""
        return next((one for one in self._walk(name).values() if one.level == level), None)

    def takers(self, name: str) -> set[str]:
        """Who has taken it, at each level."""
        return {one.taker for one in self._walk(name).values()}

    def view_at(self, name: str, level: int) -> Case:
        """The case as this level sees it, whatever the letter is about."""
        views = turned(self.case(name), 0).views
        return next((one for one in views if one.level == level), views[0])

    def _is_off(self, promise: Promise) -> bool:
        """Whether something happened in between: a mail came, or the case went another way than by its clock."""
        since, until = promise.said.at, promise.by
        if any(since < one.at <= until for one in self.mails) or promise.turn not in self._walk(promise.case):
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
        return turned(self._cases[name], self.turns.get(name, 0))

    def timeline(self, name: str) -> tuple[Entry, ...]:
        """What has happened in it, of what happens at one level only what did at this."""
        entries, turn = self.case(name).conversation.entries, self.turns.get(name, 0)
        return tuple(one for one in entries if one.turn == turn or one.kind not in AT_ONE)

    def find(self, name: str, *kinds: EntryKind, about: str = "") -> list[Entry]:
        """The entries of these kinds."""
        found = [one for one in self.timeline(name) if one.kind in kinds]
        return [one for one in found if about in ("", one.name.about if one.name else "")]

    def level(self, name: str) -> int:
        """To which it came last; 0 before it has gone up."""
        return self._stand(name).level

    def since(self, name: str) -> datetime:
        """When it came to whoever is asked now, or was open again."""
        return self._stand(name).since

    def came_at(self, name: str) -> datetime:
        """When it came to its level."""
        came = self.find(name, *ARRIVALS)
        return came[-1].at if came else self.case(name).received_at

    def is_reopened(self, name: str, at: datetime) -> bool:
        """Whether a letter of that instant says that it is open again."""
        return any(one.at == at and re.search(r"(opened ESC-\d+|is open) again", one.text) for one in self.about[name])

    def taker(self, name: str) -> str:
        """Who has taken it and not lost it since; "" for nobody."""
        return self._stand(name).taker

    def _stand(self, name: str) -> Stand:
        """How it stands at the level as which it is seen."""
        stands = self._walk(name)
        return stands.get(self.turns.get(name, 0), stands[0])

    def _walk(self, name: str) -> dict[int, Stand]:
        """How it stands at the timeline's end at each level that has it."""
        case = self.case(name)
        stands, is_calm = {0: Stand("", case.received_at)}, False
        for one in case.conversation.entries:
            what, who = str(one.name), one.who.lower()
            is_lost = one.kind in (EntryKind.AWAY, EntryKind.NOT_DELIVERED) or what == "command: decline"
            is_again = what == "command: reopen" and self.is_reopened(name, one.at)
            if is_calm and what == "command: resume":
                for stand in stands.values():
                    stand.since = one.at
            is_calm = what == "command: calm" or (is_calm and what != "command: resume")
            if one.kind is EntryKind.CLAIMED:
                stands[one.turn].taker = who
            elif one.kind in ARRIVALS and one.name:
                self._arrive(stands, one, int(one.name.about))
            elif one.kind is EntryKind.DROPPED and one.name:
                gone = [at for at, stand in stands.items() if stand.level == int(one.name.about) and at]
                stands.pop(gone[0])
            elif one.kind is EntryKind.PASSED_ON:
                stands[one.turn] = Stand("", one.at, stands[one.turn].level)
            elif is_again or is_lost:
                for stand in stands.values():
                    if is_again or stand.taker == who:
                        stand.taker, stand.since = "", one.at
        return stands

    def _arrive(self, stands: dict[int, Stand], one: Entry, level: int) -> None:
        """It comes to a level; one that has it already has it as it had."""
        there = next((at for at, stand in stands.items() if stand.level == level and at != one.turn), None)
        if there is None:
            stands[one.turn] = Stand("", one.at, level)
        elif one.turn:
            stands.pop(one.turn, None)
        else:
            stands[0] = stands.pop(there)

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
