"""A letter's plain text, read sentence by sentence: each is one that the tables know, or a person's own words.

A pattern is the sentence as it stands in the letter, with places: `{who}` one person, `{people}` several, `{case}` with
its title and ticket, `{level}`, `{customer}`, `{time}`, `{span}`, `{state}` of a case that is over, `{cause}` why
somebody is out, `{n}` a number, `{words}` whatever stands up to the end of the line. A digit tells two of a kind apart.
`[…]` may be missing, `<a|b>` is one of both."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.service.truth.evidence import MINUTE, Mail, Post, Promise, World, level_of
from tests.service.truth.team import CITIES, CUSTOMERS, LEVELS, NAMES

_PERSON = "(?:" + "|".join(map(re.escape, NAMES)) + r"|[\w.+-]+@[\w.-]*\w)"
_TIME = rf"(?:today|tomorrow|yesterday|\w+ \d+ \w+(?: \d{{4}})?,?) \d\d:\d\d \((?:{'|'.join(CITIES)})(?: time)?\)"
_LEVEL = "(?:" + "|".join(name for name, _ in LEVELS.values()) + ")"
PLACES: Mapping[str, str] = {
    "who": _PERSON,
    "people": rf"{_PERSON}(?:, {_PERSON})*(?: (?:and|or) {_PERSON})?",
    "case": r"ESC-\d+(?:, “[^”]*”)?(?: \(ticket [^)]*\))?,?",
    "level": rf"(?:[Tt]he )?{_LEVEL}(?: \(Level \d\)|, Level \d)?|Level \d \({_LEVEL}\)",
    "customer": "(?:" + "|".join(CUSTOMERS) + "|[Tt]he customer)",
    "time": _TIME,
    "span": r"(?:in \d[\w ]*?|\d[\w ]*? ago|\d[\w ]*? over|just now|now|due now)",
    "state": "(?:solved|withdrawn|closed)",
    "cause": "(?:declined|is away|could not be reached)",
    "n": r"\d+",
    "fields": r"[A-Z][\w #]+(?:, [A-Z][\w #]+)*",
    "quoted": "[^”]*",
    "given": r"[A-Z]\w+(?: [A-Z]\w+)?$",
    "reason": r"(?:declined|(?:has|is|could|was) [a-z ,]+?)",
    "file": r"[\w.-]+",
    "words": ".+",
}
WHEN = "[, who <is|are> asked {time}]"  # of a level that is not there yet
_MARKS: Mapping[str, str] = {"[": "(?:", "]": ")?", "<": "(?:", "|": "|", ">": ")"}
_FORM = " ".join((Path(__file__).parents[3] / "templates/en/template.txt").read_text(encoding="utf-8").split())
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a letter, and what stands in its places."""

    world: World
    post: Post
    sentence: str
    places: Mapping[str, str]

    def has(self, place: str) -> bool:
        return place in self.places

    def of(self, place: str) -> str:
        return self.places.get(place, "")

    @property
    def case(self) -> str:
        """The case that the sentence names, else the letter's."""
        named = re.match(r"ESC-\d+", self.of("case"))
        return named[0] if named else self.post.case

    def people(self, place: str = "people") -> tuple[str, ...]:
        """Their addresses."""
        found = re.findall(_PERSON, self.of(place))
        return tuple(NAMES.get(one, one).lower() for one in found)

    def who(self, place: str = "who") -> str:
        return next(iter(self.people(place)), "")

    def level(self, place: str = "level") -> int:
        return level_of(self.of(place))

    def when(self, place: str = "time") -> datetime:
        """The instant, to the minute."""
        return read_time(self.of(place), self.post.at)

    def is_at(self, instant: datetime | None, place: str = "time") -> bool:
        """Whether that is the instant that is said."""
        return instant is not None and timedelta(0) <= instant - self.when(place) < timedelta(minutes=1)

    @property
    def mail(self) -> Mail | None:
        """The mail that came at this instant, to which the letters of this instant are what followed."""
        last = self.world.mails[-1:]
        return last[0] if last and last[0].at == self.post.at else None

    def together(self, who: str) -> list[Post]:
        """What somebody else got at the same instant about the same case."""
        return [one for one in self.world.new if one.to == who and one.is_about(self.case)]

    def promises(self, at: datetime, comes: Callable[[World, Promise], bool], grace: timedelta = 2 * MINUTE) -> bool:
        """That this comes then, or so much later, which is seen when it is time."""
        turn = self.world.turns.get(self.case, 0)
        self.world.promises.append(Promise(self.post, self.sentence, self.case, at, comes, grace, turn))
        return at >= self.post.at - timedelta(minutes=1)


Check = Callable[[Said], bool]


@dataclass(frozen=True, slots=True)
class Table:
    """Sentences about one thing: each with what must hold where it is said."""

    name: str
    rows: Mapping[str, Check] = field(default_factory=dict)


def states_nothing(said: Said) -> bool:
    """Of a sentence that says nothing of what was, is or will be."""
    return True


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression, to be matched where a sentence begins."""
    made = []
    for number, piece in enumerate(re.split(r"(\{\w+\}|[\[\]<>|])", pattern)):
        place = re.fullmatch(r"\{(([a-z]+)\d?)\}", piece)
        name = place and f"(?P<{place[1]}_{number}>{PLACES[place[2]]})"  # one place may stand on both sides of an `or`
        made.append(name or _MARKS.get(piece) or re.escape(piece))
    return re.compile("".join(made) + r"(?= |$)")


class Reader:
    """Reads letters by these tables."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._rows = [(compile_pattern(one), check) for table in tables for one, check in table.rows.items()]
        self._found = cache(self._find)

    def read(self, world: World, post: Post) -> Iterator[str]:
        """What is untrue or not known in it."""
        for line in (" ".join(one.split()) for one in post.text.splitlines()):
            while line:
                found = self._found(line)
                if found is None:
                    if not is_own_words(world, line):
                        yield f"not known: {line}"
                    break
                length, places, check = found
                world.see(post, line)
                if not check(Said(world, post, line[:length], places)):
                    yield f"untrue: {line[:length]}"
                line = line[length:].strip()

    def _find(self, line: str) -> tuple[int, Mapping[str, str], Check] | None:
        """The longest sentence with which the line begins."""
        found = [(match, check) for pattern, check in self._rows if (match := pattern.match(line))]
        if not found:
            return None
        match, check = max(found, key=lambda one: one[0].end())
        places = {name.partition("_")[0]: text for name, text in match.groupdict().items() if text is not None}
        return match.end(), places, check


def is_own_words(world: World, line: str) -> bool:
    """Whether somebody has written this, or it is a line of the blank form."""
    line = re.sub(r"^\d+\. ", "", line)  # of a step, which we number
    return line in _FORM or any(line in mail.words for mail in reversed(world.mails))


@cache
def read_time(text: str, now: datetime) -> datetime:
    """The instant that a letter of `now` names so, to the minute."""
    city = re.search(r"\(([\w ]+?)(?: time)?\)", text)
    clock = re.search(r"(\d\d):(\d\d)", text)
    assert city, text
    assert clock, text
    zone = ZoneInfo(CITIES[city[1]])
    day = now.astimezone(zone).date()
    far = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(text.split(maxsplit=1)[0])
    if far is None:
        date = re.search(r"(\d+) ([A-Z][a-z]+)(?: (\d{4}))?", text)
        assert date, text
        day = day.replace(int(date[3] or day.year), _MONTHS.index(date[2]) + 1, int(date[1]))
    else:
        day += timedelta(days=far)
    return datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2]), tzinfo=zone)


def read_until(world: World, mail: Mail) -> datetime | None:
    """The time of `told until friday 16:00` or `away until thursday 9:00`, as its writer has it; None without one."""
    found = re.search(r" until (tomorrow|thursday|friday) (\d+):(\d+)", mail.first)
    if not found:
        return None
    answers = (one.text for one in world.instants[mail.at] if one.to == mail.who and mail.first.startswith("told"))
    city = re.search(rf"\(({'|'.join(CITIES)}) time\)", "\n".join(answers))  # said back as it was read
    there = mail.at.astimezone(ZoneInfo(CITIES[city[1]]) if city else find_zone(world, mail.who))
    then = there.replace(hour=int(found[2]), minute=int(found[3]), second=0, microsecond=0)
    if found[1] == "tomorrow":
        return then + timedelta(days=1)
    then += timedelta(days=({"thursday": 3, "friday": 4}[found[1]] - there.weekday()) % 7)
    return then if then > there else then + timedelta(days=7)


def find_zone(world: World, who: str) -> ZoneInfo:
    """A lead's own, else that of his level's calendar, or of the level of which he was asked; else Berlin. By which of
    them he is written to is seen in his letters."""
    lead = next((one.timezone for one in world.desk.policy.leads if one.address.key == who), "")
    highest = world.desk.policy.find_level(4)
    is_there = who in {one.key for one in (*highest.recipients, *highest.next)}
    return ZoneInfo(lead or ("America/New_York" if is_there else "Europe/Berlin"))
