"""The shape of config.yaml: one model per block. The descriptions are what an editor shows."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from daemon.core.calendars.calendar import LAST_YEAR, Calendar
from daemon.core.calendars.counting import next_open
from daemon.core.calendars.durations import Duration, TimeUnit, parse_duration
from daemon.core.model.policy import REQUIRED
from daemon.settings.clocks import AgentsBlock, JoinBlock, RemindersBlock
from daemon.settings.opening import ClosedDates, Hours, PublicHolidays, Times, Weekdays
from daemon.settings.values import (
    Allowed,
    Block,
    Domains,
    FilledText,
    Language,
    Length,
    Person,
    Seconds,
    Secret,
    Size,
    WordList,
    Zone,
    read_duration,
)
from parsers.model import Priority

FieldName = Literal[
    "priority", "customer", "ticket", "issue_summary", "steps_taken", "customer_impact", "customer_expectation",
    "additional_context", "customer_email", "files",
]  # fmt: skip


class OAuth(Block):
    """Access tokens in place of a password."""

    provider: Literal["microsoft", "google", "custom"]
    client_id: FilledText
    tenant: str = ""
    """Microsoft 365: the directory's id or domain."""
    client_secret: Secret | None = None
    refresh_token: Secret | None = None
    """Without it the client signs in as itself (client credentials)."""
    token_url: str = ""
    """For provider custom."""
    scope: str = ""


class Move(Block):
    done: FilledText
    quarantine: FilledText


class MoveTo(Block):
    move: Move


def read_handled(value: object) -> object:
    if isinstance(value, str) and value not in ("keyword", "nothing"):
        raise ValueError(f'"{value}" is not known: write keyword, nothing, or move: {{done: …, quarantine: …}}')
    return value


class Server(Block):
    host: FilledText
    port: int = Field(ge=1, le=65535)
    security: Literal["tls", "starttls", "none"]
    """none is for servers on this machine only."""
    username: str = ""
    password: Secret | None = None
    """${NAME} from the environment, or file:/path."""
    oauth2: OAuth | None = None


class MailboxBlock(Server):
    address: Person
    """The shared mailbox; also the sender of what goes out."""
    port: int = Field(default=993, ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = "tls"
    """none is for servers on this machine only."""
    folder: FilledText = "INBOX"
    poll_every: Seconds = Duration(60, TimeUnit.ELAPSED)
    """How often to look besides IDLE, which wakes it at once."""
    first_start: Seconds = Duration(86_400, TimeUnit.ELAPSED)
    """How far back the very first start looks."""
    handled: Annotated[MoveTo | Literal["keyword", "nothing"], BeforeValidator(read_handled)] = "keyword"
    """What is done in the mailbox with mail that was handled: keyword, nothing, or move: {done: …, quarantine: …}."""


class SmtpBlock(Server):
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = "starttls"
    """none is for servers on this machine only."""
    sender_name: str = "Support Escalations"


class StorePlace(Block):
    path: FilledText = "data"
    """The folder of the state, relative to this file."""


class SendersBlock(Block):
    allow: tuple[Allowed, ...] = Field(min_length=1)
    """Who may open and answer: a@b.c, @b.c, list-id:name."""
    trust: Literal["authentication-results", "network", "microsoft365", "google"] = "authentication-results"
    """How a From is believed; network believes every allowed one."""
    authserv_id: str = ""
    """The name with which your mail server begins its Authentication-Results header."""
    robots: tuple[Person, ...] = ()
    """Programs' addresses: without a filled template their mail opens nothing and is answered by nobody."""


class Office(Block):
    """When a level works."""

    timezone: Zone
    hours: Hours
    """24x7, or days with their open times: {mon-thu: "09:00-12:30, 13:00-17:30", fri: "09:00-15:00"}."""
    holidays: PublicHolidays = None
    """Country, or country and region, or a list of them: DE, DE-BE, US-CA."""
    closed: ClosedDates = None
    """Own dates, or dates with their reason."""

    def build(self) -> Calendar:
        """Raises NoWorkingTimeError when it is never open."""
        until = self.holidays.until if self.holidays else LAST_YEAR
        calendar = Calendar(self.timezone, self.hours, self.holidays, self.closed, until)
        next_open(calendar, datetime(2026, 1, 1, tzinfo=UTC))
        return calendar


class RespondWithin(Block):
    high: Length
    medium: Length
    low: Length

    @property
    def by_priority(self) -> Mapping[Priority, Duration]:
        return {Priority.HIGH: self.high, Priority.MEDIUM: self.medium, Priority.LOW: self.low}


def read_respond_within(value: object) -> object:
    """One time for all priorities, or one for each."""
    return (
        value
        if isinstance(value, Mapping | RespondWithin)
        else dict.fromkeys(RespondWithin.model_fields, read_duration(value))
    )


class LevelBlock(Block):
    name: FilledText
    recipients: tuple[Person, ...] = Field(min_length=1)
    calendar: FilledText
    """The name of one of the calendars."""
    respond_within: Annotated[
        RespondWithin, BeforeValidator(read_respond_within, json_schema_input_type=str | RespondWithin)
    ]
    """One time, or one for each priority: {high: 2 business hours, medium: …, low: …}."""
    addresses: tuple[Person, ...] = ()
    """Further addresses of the mailbox: mail to them goes to this level."""
    members: tuple[Person, ...] = ()
    """Who may answer for a queue address among the recipients."""
    required: tuple[FieldName, ...] | None = None
    """What a mail for this level must say, in place of the list at the end."""
    quiet: Literal["reminders", "all"] = "reminders"
    """all: routed mail waits for the calendar too."""
    next: tuple[Person, ...] = ()
    """Of the highest level: who is asked, one after the other, when nobody of it takes a case in time."""
    sensitive: tuple[Person, ...] = ()
    """Who gets its cases of security, law and the media in place of the recipients."""
    format: Literal["mail", "tracker"] = "mail"
    """tracker: a program makes a ticket of what its recipients get: plain text, and no reminders."""


class LimitsBlock(Block):
    message_size: Size = 25_000_000
    letters_per_minute_per_person: int = Field(default=10, ge=1)
    """More than these become one bundled mail."""


class CapsBlock(Block):
    """What ends a loop."""

    per_hour: int = Field(default=20, ge=1)
    """The most answers to one address in a case in an hour, and the most words of a robot that are passed on."""


class ThresholdsBlock(Block):
    attempts: int = Field(default=3, ge=0)
    """Fewer steps taken than these are remarked upon."""
    unresolved_hours: float = Field(default=4, gt=0)
    """A ticket that is said to be open as long as this counts as unresolved."""
    billing_dispute: float = Field(default=500, ge=0)
    """A billing dispute over this amount goes to Level 2."""


class AskBlock(Block):
    """When a mail is at most a question whether it is an escalation, and what becomes of one."""

    urgent_unanswered: Length = parse_duration("15 min")
    """When the leads are asked about an URGENT one that its sender has not answered; after it again Level 1."""
    crowd: int = Field(default=10, ge=1)
    """Mail to more others than these, without two filled fields, is at most a question."""
    withdraw: Length = parse_duration("3 business days")
    """When a question that nobody has answered is withdrawn."""


class LeadBlock(Block):
    address: Person
    timezone: Zone | None = None


class DigestBlock(Block):
    at: Times = (time(9),)
    days: Weekdays = (0, 1, 2, 3, 4)
    when_empty: Literal["skip", "send"] = "skip"


class CustomersBlock(Block):
    directory: str | None = None
    """A CSV file, relative to this one: account, name, email, tier, language, timezone."""
    domains: Domains = None
    """any-listed: only addresses of the directory; or a list of domains whose addresses are accepted as well."""
    acknowledge: bool = True
    promise_margin: Length = parse_duration("1 business hour")
    """How long after its level's deadline a customer hears from the agent at the latest."""
    company: str = ""
    """Your name, below the agent's in letters to customers."""
    answers: Literal["both", "agent", "us"] = "both"
    """To whom a customer answers our letters: the agent, this mailbox, or both."""


class TriggerBlock(Block):
    """`phrases` replaces the built-in ones, `add` adds to them, `level` sends the case elsewhere."""

    level: int | None = Field(default=None, ge=1)
    phrases: WordList | None = None
    add: WordList = ()


class SubjectBlock(Block):
    """Further words for the subject, and phrases that hold such a word and do not count."""

    escalation: WordList = ()
    urgent: WordList = ()
    exceptions: WordList = ()


class ConfigFile(Block):
    """docs/settings.md explains every line."""

    mailbox: MailboxBlock
    smtp: SmtpBlock
    store: StorePlace = StorePlace()
    senders: SendersBlock
    calendars: Mapping[str, Office]
    levels: Mapping[int, LevelBlock]
    reminders: RemindersBlock = RemindersBlock()
    required: tuple[FieldName, ...] = REQUIRED  # type: ignore[assignment]
    """What a mail must say before it is opened."""
    limits: LimitsBlock = LimitsBlock()
    caps: CapsBlock = CapsBlock()
    thresholds: ThresholdsBlock = ThresholdsBlock()
    ask: AskBlock = AskBlock()
    join: JoinBlock = JoinBlock()
    leads: tuple[LeadBlock, ...] = ()
    digest: DigestBlock = DigestBlock()
    customers: CustomersBlock = CustomersBlock()
    agents: AgentsBlock = AgentsBlock()
    administrators: tuple[Person, ...] = ()
    """Who belongs to the team besides those named above; not used yet: nobody writes to them."""
    triggers: Mapping[str, TriggerBlock] = {}
    words: SubjectBlock = SubjectBlock()
    aliases: Mapping[str, WordList] = {}
    """Further labels of a field, further words of a priority (high, medium, low), of levels.N, of triggers.NAME."""
    commands: Mapping[str, WordList] = {}
    """Further words for an answer: {claim: [roger]}."""
    people: Mapping[str, tuple[Person, ...]] = {}
    """Second addresses of one person: {"Robin Achebe <r.achebe@example.com>": [robin@example.com]}."""
    covers: Mapping[str, Person] = {}
    """Who stands in for an absent recipient: {absent@example.com: cover@example.com}."""
    timezone: Zone | None = None
    """Of agents, whose own zone nobody knows; without it that of Level 1."""
    language: Language = "en"
    policy_version: str = Field(default="", max_length=60)
    """Of your written procedure: in letters to colleagues, cases and `--version`."""
    templates: str | None = None
    """A folder with texts of your own, relative to this file."""
