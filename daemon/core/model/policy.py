"""The team's rules as values: levels, clocks, triggers, who may do what.
Built from the settings, used by every decision."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from enum import StrEnum

from daemon.core.calendars.calendar import Calendar
from daemon.core.calendars.durations import Duration, parse_duration
from daemon.core.model.case import Case
from daemon.core.model.customers import CustomerRules, Directory
from daemon.core.model.rules.reminders import Reminders
from daemon.core.model.rules.triggers import Triggers
from parsers.model import Address, Priority

# The instant that a person's words name, said at a local time; None when they name none, or two
ReadMoment = Callable[[str, datetime], datetime | None]
URGENT_UNANSWERED, WITHDRAW = parse_duration("15 min"), parse_duration("3 business days")
JOIN_OUTAGE = parse_duration("4 h")
EXECUTIVE = 4  # the procedure's number (behaviour B1.2)
REQUIRED = (
    "priority",
    "customer",
    "ticket",
    "issue_summary",
    "steps_taken",
    "customer_impact",
    "customer_expectation",
    "files",
)


class Trust(StrEnum):
    """How a From is believed (behaviour B11.2, B11.3)."""

    NETWORK = "network"
    AUTHENTICATION_RESULTS = "authentication-results"
    MICROSOFT365 = "microsoft365"
    GOOGLE = "google"


@dataclass(frozen=True, slots=True)
class Level:
    """`addresses` route a mail sent to them to this level;
    `members` may answer for a queue address among `recipients`."""

    number: int
    name: str
    recipients: tuple[Address, ...]
    calendar: Calendar
    respond_within: Mapping[Priority, Duration]
    addresses: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    required: tuple[str, ...] | None = None
    quiet_all: bool = False
    trackers: frozenset[str] = frozenset()  # of the recipients those that are a tracker's, in lower case
    timezone: str = "UTC"
    next: tuple[Address, ...] = ()  # of the highest: who is asked, one after the other, when nobody takes it
    sensitive: tuple[Address, ...] = ()  # who gets its sensitive cases in their place; () for the same
    called: tuple[Address, ...] = ()  # its members by name

    @property
    def people(self) -> tuple[Address, ...]:
        """Everybody to whom a letter of this level may go, whatever the case."""
        return (*self.recipients, *self.sensitive, *self.next)


@dataclass(frozen=True, slots=True)
class Senders:
    """Who may open and command: entries are `a@b.c`, `@b.c` or `list-id:name`. `robots` are programs' addresses."""

    allow: tuple[str, ...]
    trust: Trust
    authserv_id: str = ""
    robots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    address: Address
    timezone: str
    is_stand_in: bool = False  # in the place of one who is away


@dataclass(frozen=True, slots=True)
class DigestRules:
    """Local times on weekdays (Monday is 0); whether a digest that says nothing is sent."""

    at: tuple[time, ...] = (time(9),)
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    when_empty: bool = False


@dataclass(frozen=True, slots=True)
class Thresholds:
    attempts: int = 3
    unresolved_hours: float = 4
    billing_dispute: float = 500


@dataclass(frozen=True, slots=True)
class Caps:
    """What ends a loop: letters between two addresses in a case in an hour."""

    per_hour: int = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes."""

    message_size: int = 25_000_000
    letters_per_minute_per_person: int = 10


@dataclass(frozen=True, slots=True)
class Ask:
    """When it is asked whether a mail is to go up. Mail to more than `crowd` others is at most a question; an URGENT
    one goes to the leads after `urgent_unanswered`, and to Level 1 after that again; every one ends after
    `withdraw`."""

    urgent_unanswered: Duration = URGENT_UNANSWERED
    crowd: int = 10
    withdraw: Duration = WITHDRAW


def leads_to(address: Address, mailboxes: Collection[str]) -> bool:
    """Whether mail to it comes into one of the mailboxes, given as lower-case addresses:
    as it stands, or as a plus-address."""
    local, _, domain = address.key.rpartition("@")
    parts = local.split("+")
    return any(f"{'+'.join(parts[:count])}@{domain}" in mailboxes for count in range(1, len(parts) + 1))


@dataclass(frozen=True, slots=True)
class EscalationPolicy:
    """All rules of the team, as its settings give them. `read_moment` is how a time is read that somebody names."""

    mailbox: Address  # the shared mailbox; also the sender
    levels: Mapping[int, Level]
    senders: Senders
    triggers: Triggers
    reminders: Reminders
    directory: Directory
    read_moment: ReadMoment  # an argument: the readers' words for times are not the core's
    required: tuple[str, ...] = REQUIRED
    thresholds: Thresholds = Thresholds()
    limits: Limits = Limits()
    caps: Caps = Caps()
    customers: CustomerRules = field(default_factory=CustomerRules)
    leads: tuple[Lead, ...] = ()
    digest: DigestRules = DigestRules()
    administrators: tuple[Address, ...] = ()
    people: Mapping[str, Address] = field(default_factory=dict)  # whose each second address is, in lower case
    covers: Mapping[str, Address] = field(default_factory=dict)
    away: frozenset[str] = frozenset()  # who is not there at this instant, in lower case
    timezone: str = "UTC"  # of agents, whose own zone nobody knows
    has_overview: bool = False  # agents get a mail at the end of their day
    agents: Calendar | None = None  # when they work; None: when the first level does
    language: str = "en"
    version: str = ""  # of the team's written procedure
    ask: Ask = Ask()
    join_outage: Duration = JOIN_OUTAGE  # how long after one outage another at its level goes along with it
    is_secret: bool = False  # these are the rules of a sensitive case

    def for_case(self, case: Case) -> "EscalationPolicy":
        """The rules as they are for this case."""
        return self.in_secret() if case.sensitive else self

    def in_secret(self) -> "EscalationPolicy":
        """The rules of a sensitive case: it goes to the people whom a level names for such, who are all that is asked
        of it then: no queue's members, and nobody who would be asked next (behaviour B5.25)."""
        if self.is_secret or not any(level.sensitive for level in self.levels.values()):
            return self
        levels = {
            number: replace(one, recipients=one.sensitive, sensitive=one.recipients, members=(), next=())
            if one.sensitive
            else one
            for number, one in self.levels.items()
        }
        return replace(self, levels=levels, is_secret=True)

    @property
    def agents_hours(self) -> Calendar:
        """When agents are nudged, and when a promise may fall due."""
        return self.agents or self.levels[min(self.levels)].calendar

    @property
    def executive(self) -> int:
        """The executives' level: Level 4, or the highest where there are fewer.
        URGENT goes there; it and those above have
        no quiet hours, and URGENT in their subjects."""
        return min(EXECUTIVE, max(self.levels))

    def next_level(self, number: int) -> Level | None:
        """Who gets what nobody at this level takes; None above the last level."""
        return min(
            (level for level in self.levels.values() if level.number > number),
            key=lambda level: level.number,
            default=None,
        )

    def previous_level(self, number: int) -> Level | None:
        """The one below; None below the first level."""
        return max(
            (level for level in self.levels.values() if level.number < number),
            key=lambda level: level.number,
            default=None,
        )

    def is_urgent(self, case: Case) -> bool:
        """Whether it is to be read as urgent: its agent says so, or the executives have it."""
        return case.urgent or case.level >= self.executive

    def find_level(self, number: int) -> Level:
        """The level that has the cases of this number: where the settings have it no longer,
        the next above that they have, else
        the highest. A case stands where it stood; its clock runs on and its people are asked (behaviour B1.2)."""
        if number in self.levels:
            return self.levels[number]
        there = (one for one in self.levels if one >= number)
        return self.levels[min(there, default=max(self.levels))]

    def required_for(self, number: int) -> tuple[str, ...]:
        """The lines that a mail at this level must have: the level's own,
        also when it asks for none, else those of all."""
        own = self.find_level(number).required
        return self.required if own is None else own

    def find_recipients(self, number: int) -> tuple[Address, ...]:
        """Whom the level's mail goes to: its recipients,
        each absent one replaced by who covers for him (behaviour B7.19), else left out while others are there.
        Covers that go round in a circle end with the first of them."""
        people = {one.key: one for one in map(self.find_cover, self.find_level(number).recipients)}
        there = tuple(one for key, one in people.items() if key not in self.away)
        return there or tuple(people.values())

    def find_cover(self, person: Address) -> Address:
        """Who stands in for him, else himself."""
        return self.find_covers(person)[-1] if self.covers else person

    def find_covers(self, person: Address) -> tuple[Address, ...]:
        """He, and those who stand in one after the other, each for the one before."""
        people = {person.key: person}
        while (cover := self.covers.get(person.key)) is not None and cover.key not in people:
            person = people[cover.key] = cover
        return tuple(people.values())

    def stands_in(self, person: Address, absent: Address) -> bool:
        """Whether he is named for the other, who is away."""
        return absent.key in self.away and self.find_cover(absent).key == person.key

    def find_zone(self, person: Address, level: int | None = None) -> str:
        """The time zone in which this person reads and writes: a lead's own, his level's (first the one at which the
        case is, if any), else the team's (behaviour B6.16)."""
        lead = next((one.timezone for one in self.leads if one.address.key == person.key), None)
        levels = (*(() if level is None else (self.find_level(level),)), *self.levels.values())
        theirs = (one for one in levels if person.key in one.members or person.is_among(one.people))
        return lead or next((one.timezone for one in theirs), self.timezone)

    def is_own(self, address: Address) -> bool:
        """Whether mail to it comes back to us: the shared mailbox's address, a level's further one,
        a plus-address of these."""
        return leads_to(
            address, {self.mailbox.key, *(one for level in self.levels.values() for one in level.addresses)}
        )

    def is_inside(self, person: Address) -> bool:
        """Whether this is one of ours: on the allow-list, or named in the settings."""
        allowed = {entry.lower() for entry in self.senders.allow}
        named = (*(lead.address for lead in self.leads), *self.administrators, *self.people.values())
        is_customer = self.directory.find_email(person.email) is not None
        listed = person.key in allowed or ("@" + person.domain in allowed and not is_customer)
        return listed or self.is_level_recipient(person) or person.is_among(named) or person.key in self.people

    def is_lead(self, person: Address) -> bool:
        return person.is_among(lead.address for lead in self.leads)

    def leads_team(self, person: Address) -> bool:
        """Whether he is a lead himself, and does not stand in for one."""
        return person.is_among(lead.address for lead in self.leads if not lead.is_stand_in)

    def is_named(self, email: str) -> bool:
        """Whether this very address is on the allow-list, and so one of ours, whatever the directory says."""
        return email.lower() in {entry.lower() for entry in self.senders.allow}

    def is_list_allowed(self, list_id: str) -> bool:
        """Whether mail of this list may open a case."""
        return bool(list_id) and self.is_named(f"list-id:{list_id}")

    def is_level_recipient(self, address: Address) -> bool:
        """Whether a level's mail goes there, to one of its people or to who stands in for one."""
        people = (one for level in self.levels.values() for one in level.people)
        return address.is_among((*people, *self.covers.values()))
