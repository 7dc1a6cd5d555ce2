"""The shape of config.yaml: one model per block, each value checked and turned into what the core uses."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import holidays
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, SecretStr, ValidationInfo, WithJsonSchema

from daemon.core.business_time import Calendar, Duration, Span, Unit, next_open, parse_duration
from daemon.core.customers import is_one_address
from daemon.core.policy import IMMEDIATE, OPTIONAL, REQUIRED, STANDARD
from parsers.model import Address, Priority

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TRIGGERS = (*IMMEDIATE, *STANDARD, *OPTIONAL)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(bytes?|kb|mb|gb)?", re.IGNORECASE)
_NAMED_ADDRESS = re.compile(r"\s*(?:\"?([^\"<>]*?)\"?\s*<([^<>]+)>|(\S+))\s*")


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _text_schema(example: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [example], **more})


def read_duration(value: object) -> Duration:
    if isinstance(value, Duration):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{_shown(value)} is not a duration: write it with its unit, like 30 s, 5 min, 2 h or 4 business hours")
    return parse_duration(value)


def read_elapsed(value: object) -> Duration:
    duration = read_duration(value)
    if duration.unit is not Unit.ELAPSED:
        raise ValueError(f"{_shown(value)} cannot be counted here: use plain time, like 60 s, 5 min or 1 day")
    return duration


def read_address(value: object) -> Address:
    """`a@b.c` or `Name <a@b.c>`."""
    if isinstance(value, Address):
        return value
    match = _NAMED_ADDRESS.fullmatch(value) if isinstance(value, str) else None
    email = (match[2] or match[3] or "").strip() if match else ""
    if match is None or not is_one_address(email):
        raise ValueError(f"{_shown(value)} is not one e-mail address")
    local, _, domain = email.rpartition("@")
    return Address(f"{local}@{domain.lower()}", (match[1] or "").strip())


def read_zone(value: object) -> str:
    try:
        ZoneInfo(str(value))
    except (ValueError, OSError, KeyError):
        raise ValueError(f"{_shown(value)} is not a time zone: write it like Europe/Berlin") from None
    return str(value)


def read_size(value: object) -> int:
    match = _SIZE.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"{_shown(value)} is not a size: write it like 25 MB")
    return int(float(match[1]) * {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000}.get((match[2] or "b")[0].lower(), 1))


def read_share(value: object) -> float:
    match = re.fullmatch(r"\s*(\d{1,3}(?:\.\d+)?)\s*%\s*", str(value))
    share = float(match[1]) / 100 if match else 0.0
    if not 0 < share < 1:
        raise ValueError(f"{_shown(value)} is not a share of the way: write it like 50%, below 100%")
    return share


def read_secret(value: object, info: ValidationInfo) -> SecretStr:
    """`${NAME}` from the environment or `file:/path`; a secret itself never stands in the file."""
    if isinstance(value, SecretStr):
        return value
    context: Mapping[str, Any] = info.context or {}
    text = str(value)
    if match := re.fullmatch(r"\$\{(\w+)\}", text):
        found = context.get("environment", {}).get(match[1])
        if not found and context.get("offline"):
            return SecretStr("")
        if not found:
            raise ValueError(f"the environment variable {match[1]} is not set")
        return SecretStr(found)
    if text.startswith("file:"):
        try:
            with open(text[5:], encoding="utf-8") as file:
                return SecretStr(file.read().strip("\r\n"))
        except (OSError, UnicodeDecodeError) as error:
            if context.get("offline"):
                return SecretStr("")
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise ValueError(f"the file {text[5:]} cannot be read: {reason}") from None
    raise ValueError("a secret does not stand in this file: write ${NAME} for an environment variable, or file:/path")


Seconds = Annotated[Duration, BeforeValidator(read_elapsed), _text_schema("60 s")]
Length = Annotated[Duration, BeforeValidator(read_duration), _text_schema("4 business hours")]
Person = Annotated[Address, BeforeValidator(read_address), _text_schema("Robin Achebe <robin@example.com>")]
Zone = Annotated[str, BeforeValidator(read_zone), _text_schema("Europe/Berlin")]
Size = Annotated[int, BeforeValidator(read_size), _text_schema("25 MB")]
Share = Annotated[float, BeforeValidator(read_share), _text_schema("50%")]
Secret = Annotated[SecretStr, BeforeValidator(read_secret), PlainSerializer(lambda _: "***"), _text_schema("${MAILBOX_PASSWORD}")]
Words = Annotated[tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]
FieldName = Literal[
    "priority", "customer", "ticket", "issue_summary", "steps_taken", "customer_impact", "customer_expectation",
    "additional_context", "customer_email", "files",
]  # fmt: skip


class Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class OAuth(Block):
    provider: Literal["microsoft", "google", "custom"]
    client_id: str
    tenant: str = ""
    client_secret: Secret | None = None
    refresh_token: Secret | None = None
    token_url: str = ""
    scope: str = ""


class Move(Block):
    done: str
    quarantine: str


class MoveTo(Block):
    move: Move


def read_handled(value: object) -> object:
    if isinstance(value, str) and value not in ("keyword", "nothing"):
        raise ValueError(f"{_shown(value)} is not known: write keyword, nothing, or move: {{done: …, quarantine: …}}")
    return value


class Server(Block):
    host: str
    port: int = Field(ge=1, le=65535)
    security: Literal["tls", "starttls", "none"]
    username: str = ""
    password: Secret | None = None
    oauth2: OAuth | None = None


class Mailbox(Server):
    address: Person
    port: int = Field(default=993, ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = "tls"
    folder: str = "INBOX"
    poll_every: Seconds = Field(default=Duration(60, Unit.ELAPSED))
    first_start: Seconds = Field(default=Duration(86_400, Unit.ELAPSED))
    handled: Annotated[MoveTo | Literal["keyword", "nothing"], BeforeValidator(read_handled)] = "keyword"


class Smtp(Server):
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = "starttls"
    sender_name: str = "Support Escalations"


class StorePlace(Block):
    path: str = "data"


class SendersBlock(Block):
    allow: tuple[str, ...]
    trust: Literal["authentication-results", "network", "microsoft365", "google"] = "authentication-results"
    authserv_id: str = ""


def read_hours(value: object) -> Mapping[int, tuple[Span, ...]] | None:
    """`24x7`, or weekdays with their open times."""
    if value == "24x7":
        return None
    if not isinstance(value, Mapping):
        raise ValueError(f'{_shown(value)} are no hours: write 24x7, or days with their times like {{mon-fri: "09:00-17:30"}}')
    hours: dict[int, tuple[Span, ...]] = {}
    for days, times in value.items():
        spans = tuple(_read_span(part) for part in str(times).split(",")) if times not in (None, "", "closed") else ()
        spans = tuple(sorted(spans, key=lambda span: span.start))
        if any(one.end is None or one.end > two.start for one, two in pairwise(spans)):
            raise ValueError(f"{_shown(times)}: these times overlap")
        for weekday in read_weekdays(days):
            if weekday in hours:
                raise ValueError(f"{_shown(days)}: {WEEKDAYS[weekday]} stands here twice")
            hours[weekday] = spans
    return hours


def read_weekdays(value: object) -> tuple[int, ...]:
    """`mon-fri`, `sat`, `mon, wed-fri`, `all`."""
    if isinstance(value, tuple):
        return value
    found: list[int] = []
    for part in str(value).lower().split(","):
        first, _, last = (name.strip()[:3] for name in part.partition("-"))
        if part.strip() in ("all", "daily"):
            found += range(7)
        elif first not in WEEKDAYS or (last and last not in WEEKDAYS):
            raise ValueError(f"{_shown(value)} are no weekdays: write them like mon-fri or sat")
        else:
            start, length = WEEKDAYS.index(first), (WEEKDAYS.index(last or first) - WEEKDAYS.index(first)) % 7
            found += [(start + step) % 7 for step in range(length + 1)]
    return tuple(dict.fromkeys(found))


def _read_span(text: str) -> Span:
    match = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", text)
    try:
        if match is None:
            raise ValueError
        start = time(int(match[1]), int(match[2]))
        end = None if (match[3], match[4]) in (("24", "00"), ("00", "00"), ("0", "00")) else time(int(match[3]), int(match[4]))
    except ValueError:
        raise ValueError(f'{_shown(text.strip())} is no time of opening: write it like "09:00-17:30"') from None
    if end is not None and end <= start:
        raise ValueError(f"{_shown(text.strip())} ends before it begins; a night shift is two lines, up to 24:00 and from 00:00")
    return Span(start, end)


class Holidays(Mapping[date, str]):
    """Public holidays by country and region, worked out year by year as they are asked for."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        parts = (code.partition("-") for code in codes)
        self._calendars = [holidays.country_holidays(country, subdiv=region or None) for country, _, region in parts]

    def __getitem__(self, on: date) -> str:
        for calendar in self._calendars:
            if on in calendar:
                return str(calendar[on])
        raise KeyError(on)

    def __contains__(self, on: object) -> bool:
        return any(on in calendar for calendar in self._calendars)

    def __iter__(self) -> Iterator[date]:
        return (on for calendar in self._calendars for on in calendar)

    def __len__(self) -> int:
        return sum(map(len, self._calendars))

    def __bool__(self) -> bool:
        return bool(self._calendars)


def read_holidays(value: object) -> Mapping[date, str]:
    codes = () if value in (None, "", "none") else (value,) if isinstance(value, str) else value
    if not isinstance(codes, tuple | list):
        raise ValueError(f"{_shown(value)} is no country: write it like DE, DE-BE or US-CA")
    try:
        found = Holidays(tuple(map(str, codes)))
        _ = date(2026, 1, 1) in found
    except (NotImplementedError, AttributeError, KeyError):
        raise ValueError(f"{_shown(value)} is not known: write the country and the region like DE, DE-BE or US-CA") from None
    return found


def read_closed(value: object) -> Mapping[date, str]:
    """Dates, or dates with their reason."""
    items = value.items() if isinstance(value, Mapping) else [(one, "") for one in value] if isinstance(value, list | tuple) else None
    if items is None:
        raise ValueError(f'{_shown(value)} are no dates: write them like ["2026-12-24"]')
    found = {}
    for on, why in items:
        try:
            found[date.fromisoformat(str(on))] = str(why or "")
        except ValueError:
            raise ValueError(f"{_shown(on)} is no date: write it like 2026-12-24") from None
    return found


class Office(Block):
    timezone: Zone
    hours: Annotated[
        Any,
        BeforeValidator(read_hours),
        WithJsonSchema({"anyOf": [{"const": "24x7"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
    ]
    holidays: Annotated[Any, BeforeValidator(read_holidays), WithJsonSchema({"type": ["string", "array"], "examples": ["DE-BE"]})] = None
    closed: Annotated[Any, BeforeValidator(read_closed), WithJsonSchema({"type": ["array", "object"], "examples": [["2026-12-24"]]})] = None

    def build(self) -> Calendar:
        """Raises NoWorkingTimeError when it is never open."""
        calendar = Calendar(self.timezone, self.hours, self.holidays or None, self.closed or None)
        next_open(calendar, datetime(2026, 1, 1, tzinfo=UTC))
        return calendar


def read_respond_within(value: object) -> Mapping[Priority, Duration]:
    if not isinstance(value, Mapping):
        return dict.fromkeys(Priority, read_duration(value))
    names = {priority.value for priority in Priority}
    if unknown := [str(name) for name in value if name not in names]:
        raise ValueError(f"{_shown(unknown[0])} is no priority: high, medium and low have their times here")
    if missing := [name for name in ("high", "medium", "low") if name not in value]:
        raise ValueError(f"the time for {' and '.join(missing)} is missing")
    return {Priority(name): read_duration(one) for name, one in value.items()}


class LevelBlock(Block):
    name: str
    recipients: tuple[Person, ...] = Field(min_length=1)
    calendar: str
    respond_within: Annotated[
        Any, BeforeValidator(read_respond_within), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]})
    ]
    addresses: tuple[Person, ...] = ()
    members: tuple[Person, ...] = ()
    required: tuple[FieldName, ...] | None = None
    quiet: Literal["reminders", "all"] = "reminders"
    format: Literal["mail", "tracker"] = "mail"


class RemindersBlock(Block):
    before: tuple[Share, ...] = (0.5, 0.8)
    after: tuple[Length, ...] = (parse_duration("30 min"), parse_duration("1 h"), parse_duration("2 h"))
    most: int = Field(default=12, ge=0, le=100)
    raise_after: Length = parse_duration("2 h")
    incomplete: tuple[Length, ...] = (parse_duration("4 h"), parse_duration("8 h"))
    max_pause: Length = parse_duration("40 h")
    customer_update: Length = parse_duration("8 h")


class LimitsBlock(Block):
    message_size: Size = 25_000_000
    letters_per_minute_per_person: int = Field(default=10, ge=1)


class ThresholdsBlock(Block):
    attempts: int = Field(default=3, ge=0)
    unresolved_hours: float = Field(default=4, gt=0)
    billing_dispute: float = Field(default=500, ge=0)


class LeadBlock(Block):
    address: Person
    timezone: Zone = "UTC"


def read_times(value: object) -> tuple[time, ...]:
    """`"09:00"`, or a list of such."""
    if isinstance(value, tuple):
        return value
    return tuple(_read_time(one) for one in (value if isinstance(value, list) else [value]))


def _read_time(value: object) -> time:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f'{_shown(value)} is no time of day: write it like "09:00"')
    return time(int(match[1]), int(match[2]))


class DigestBlock(Block):
    at: Annotated[tuple[time, ...], BeforeValidator(read_times), _text_schema("09:00")] = (time(9),)
    days: Annotated[tuple[int, ...], BeforeValidator(read_weekdays), _text_schema("mon-fri")] = (0, 1, 2, 3, 4)
    when_empty: Literal["skip", "send"] = "skip"


class CustomersBlock(Block):
    directory: str | None = None
    domains: Annotated[tuple[str, ...] | None, BeforeValidator(lambda value: None if value == "any-listed" else value)] = None
    acknowledge: bool = True


class TriggerBlock(Block):
    """`phrases` replaces the built-in ones, `add` adds to them, `level` sends the case elsewhere."""

    level: int | None = Field(default=None, ge=1)
    phrases: Words | None = None
    add: Words = ()


class SubjectBlock(Block):
    escalation: Words = ()
    urgent: Words = ()
    exceptions: Words = ()


class ConfigFile(Block):
    mailbox: Mailbox
    smtp: Smtp
    store: StorePlace = StorePlace()
    senders: SendersBlock
    calendars: Mapping[str, Office]
    levels: Mapping[int, LevelBlock]
    reminders: RemindersBlock = RemindersBlock()
    required: tuple[FieldName, ...] = REQUIRED  # type: ignore[assignment]
    limits: LimitsBlock = LimitsBlock()
    thresholds: ThresholdsBlock = ThresholdsBlock()
    leads: tuple[LeadBlock, ...] = ()
    digest: DigestBlock = DigestBlock()
    customers: CustomersBlock = CustomersBlock()
    administrators: tuple[Person, ...] = ()
    triggers: Mapping[str, TriggerBlock] = {}
    words: SubjectBlock = SubjectBlock()
    aliases: Mapping[str, Words] = {}
    commands: Mapping[str, Words] = {}
    covers: Mapping[str, Person] = {}
    timezone: Zone = "UTC"
    language: str = "en"
    templates: str | None = None
