"""What a mail program writes above a letter of ours (behaviour B4.21): who sent it, when, on what subject."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import NamedTuple

from parsers.text.borders.heads import find_head_kind
from parsers.text.ours.around import LONGEST, Words, is_frame, load_around
from parsers.words.fold import fold

_EARLIEST, _LATEST = timedelta(hours=11), timedelta(hours=13)  # of the clocks on earth by which people work
_MOST_LINES = 4
_ROUND, _ZONES = 15, 30  # minutes: at a quarter people set a time, programs by chance only; by what zones differ
_LATE = 1  # minutes between a letter's own date and its arrival
_TOKEN = re.compile(
    r"(?P<address>[\w.+=&'/-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<zone>(?:(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?|(?<!-)[+-]\d\d:?\d\d)(?![\w/]|[.:]\d)|[A-Z][a-z]+/[A-Z][A-Za-z_]+)"
    r"|(?P<day>\d{1,4}(?P<between>[./-])\d{1,2}(?P=between)(?:\d{4}|\d\d)?(?:T(?=\d)|(?!\d)))"
    r"|(?P<clock>\d{1,2} ?[:.h] ?\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b)?(?!\w))"
    r"|(?P<number>\d+)(?:st|nd|rd|th|er|[ºª])?(?!\w)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>[^\s\w]|_)"
    r"|(?P<other>\S)"
)
# A line of a head has no others: people put a question mark, an exclamation mark or a smile behind what they write.
_MARKS = frozenset("<>()[]{}\"'“”„«»‹›‚‘’,.;:：*_|¦│~#=-–—·•…/\\@+`´\u200b\u200c\u200e\u200f\ufeff")
_BLANK, _RULES = " >|\t\xa0", "-_=~#*"
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter's headers say: the `name` of its sender, his `addresses`, and when it was sent, None where nobody
    knows; `topic`: the words of its subject, and the first of its text, folded."""

    name: str = ""
    addresses: frozenset[str] = frozenset()
    sent_at: datetime | None = None
    topic: frozenset[str] = frozenset()

    def on(self, subject: str) -> "Facts":
        """With a subject under which the letter may have been sent."""
        return replace(self, topic=self.topic.union(fold(subject).split()))


NO_FACTS = Facts()


def read_facts(name: str, addresses: Sequence[str], sent_at: datetime | None = None, topic: str = "") -> Facts:
    """From headers as they are written."""
    return Facts(
        name,
        frozenset(address.lower() for address in addresses),
        sent_at,
        frozenset(fold(topic).split()),
    )


class _Said(NamedTuple):
    """What lines say that say nothing but facts. `days`, `clocks`: how many of each; `minute`: of the clock;
    `is_written`: `wrote`; `is_led`: `on`, `um`; `is_about`: words of the topic; `is_exact`: the name as it is
    written."""

    names: frozenset[str] = frozenset()
    is_addressed: bool = False
    days: int = 0
    clocks: int = 0
    minute: int = 0
    is_written: bool = False
    is_led: bool = False
    is_about: bool = False
    is_exact: bool = True

    def add(self, other: "_Said") -> "_Said":
        return _Said(
            self.names | other.names,
            self.is_addressed or other.is_addressed,
            self.days + other.days,
            self.clocks + other.clocks,
            other.minute if other.clocks else self.minute,
            self.is_written or other.is_written,
            self.is_led or other.is_led,
            self.is_about or other.is_about,
            self.is_exact and other.is_exact,
        )

    @property
    def is_joined(self) -> bool:
        """Whether it has one moment at most, and what leads to a name or a moment has one; a topic has its day."""
        is_led = self.is_written or self.days or self.clocks
        return (
            max(self.days, self.clocks) <= 1
            and bool(is_led or not self.is_led)
            and bool(self.days or not self.is_about)
        )

    @property
    def is_bare_moment(self) -> bool:
        return not (self.names or self.is_addressed or self.is_written or self.is_about)


_NOTHING = _Said()


def _lacks(said: Sequence[_Said], above: _Said) -> bool:
    """Whether a whole head may begin one line higher: with the moment that it does not have."""
    return bool(above.days and above.clocks) and not any(one.days or one.clocks for one in said)


class Reader:
    """Lines are read as those of a letter's head."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._name = {fold(word).replace(" ", ""): word for word in _WORD.findall(facts.name)}
        self._marks = _MARKS.union(facts.name)
        self._days: Sequence[date] = ()
        if facts.sent_at is not None:
            first, last = (facts.sent_at - _EARLIEST).date(), (facts.sent_at + _LATEST).date()
            self._days = [first + timedelta(days) for days in range((last - first).days + 1)]

    def find_head(self, lines: Sequence[str], last: int, is_timed: bool = False) -> int | None:
        """The first line of the head that ends with this line, or above empty ones that end there; `is_timed`: only of
        one that names the hour."""
        first: int | None = None
        said: list[_Said] = []
        for at in range(last, max(last - 2 * _MOST_LINES, -1), -1):
            if not lines[at].strip(_BLANK + _RULES):
                continue
            if is_frame(lines[at]) and (first is not None or not said):
                first = at
                continue
            one = self._read(lines[at])
            if one is None or (self._is_head(said) and not _lacks(said, one)):
                break
            said.insert(0, one)
            if self._is_head(said) and (not is_timed or any(one.clocks for one in said)):
                first = at
        return first

    def _is_head(self, said: Sequence[_Said]) -> bool:
        """Whether the lines together say whose letter it is, and each of them is one that programs write."""
        whole = reduce(_Said.add, said, _NOTHING)
        is_named = whole.is_addressed or (bool(self._name) and whole.names == frozenset(self._name))
        if not is_named or not whole.is_joined or not all(map(self._may_stand, said)):
            return False
        return whole.is_addressed or whole.is_written or self._is_sender(whole)

    def _is_sender(self, said: _Said) -> bool:
        """Whether a name without an address and a verb is a head's: with the moment, or exactly as it is written."""
        if said.clocks:
            return self._is_sending_time(said)
        return bool(said.days) or (said.is_exact and len(self._name) > 1)

    def _may_stand(self, one: _Said) -> bool:
        """Whether a line of its own is none that people type: not a day alone, and not a quarter of an hour."""
        return not one.is_bare_moment or bool(one.days and one.clocks and self._is_sending_time(one))

    def _is_sending_time(self, said: _Said) -> bool:
        sent = self._facts.sent_at
        return said.minute % _ROUND != 0 or (sent is not None and (said.minute - sent.minute) % _ZONES <= _LATE)

    def _read(self, line: str) -> _Said | None:
        """What a line says of the letter; None where it says anything else."""
        if len(line) > LONGEST or line.rstrip(_BLANK).endswith("."):  # as a sentence does
            return None
        is_header = find_head_kind(line) in ("from", "date", "subject")
        text = line.replace("：", ":").partition(":")[2] if is_header else line
        read = [self._read_token(token) for token in _TOKEN.finditer(text)]
        known = [one for one in read if one is not None]
        if len(known) < len(read):
            return None
        said = reduce(_Said.add, known, _NOTHING)
        if said.is_written and line.rstrip(_BLANK)[-1:].isalnum():  # `support replied`: no program says no more
            said = said._replace(is_written=False, is_led=True)
        return said if said != _NOTHING else None

    def _read_token(self, token: re.Match[str]) -> _Said | None:
        text = token[0]
        match token.lastgroup:
            case "mark":
                return _NOTHING if text in self._marks else None
            case "zone":
                return _NOTHING
            case "address":
                return _Said(is_addressed=True) if text.lower() in self._facts.addresses else None
            case "clock":
                return _Said(clocks=1, minute=int(_NUMBERS.findall(text)[1]))
            case "day":
                return _Said(days=1) if self._is_day([int(one) for one in _NUMBERS.findall(text)]) else None
            case "number":
                return self._read_number(int(token["number"]))
            case "word":
                return self._read_word(text)
            case _:
                return None

    def _is_day(self, numbers: Sequence[int]) -> bool:
        """In any order that people write."""
        return not self._days or any(
            numbers[:3] == list(order)[: len(numbers)]
            for day in self._days
            for year in (day.year, day.year % 100)
            for order in ((day.day, day.month, year), (day.month, day.day, year), (year, day.month, day.day))
        )

    def _read_number(self, number: int) -> _Said | None:
        """A day of the month, or the year."""
        days = self._days
        if any(number == day.day for day in days) or (not days and number <= 31):
            return _Said(days=1)
        is_year = any(number in (day.year, day.year % 100) for day in days) or (not days and 2000 <= number < 2100)
        return _NOTHING if is_year else None

    def _read_word(self, word: str) -> _Said | None:
        words, folded = load_around(), fold(word).replace(" ", "")
        if folded in self._name:
            return _Said(names=frozenset((folded,)), is_exact=self._name[folded] == word)
        if folded in words.written:
            return _Said(is_written=True)
        if self._is_in(folded, words):
            return _Said(is_led=True)
        return _Said(is_about=True) if folded in words.notes or folded in self._facts.topic else None

    def _is_in(self, word: str, words: Words) -> bool:
        """Whether it leads a name or a moment, or is the month or the weekday."""
        if word in words.leads:
            return True
        months, weekdays = words.months.get(word), words.weekdays.get(word)
        if not self._days:
            return bool(months or weekdays)
        return any(day.month in (months or ()) or day.isoweekday() in (weekdays or ()) for day in self._days)
