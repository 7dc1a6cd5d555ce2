"""The values of config.yaml as people write them: each is checked, refused with a sentence,
and turned into what the core uses."""

import re
from collections.abc import Mapping
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, PlainSerializer, SecretStr, ValidationInfo, WithJsonSchema

from daemon.core.calendars.calendar import Span
from daemon.core.calendars.durations import Duration, Unit, parse_duration
from daemon.core.model.customers import is_one_address
from daemon.settings.public_holidays import Holidays
from parsers.model import Address

WHOLE_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = tuple(name[:3] for name in WHOLE_WEEKDAYS)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(bytes?|kb|mb|gb)?", re.IGNORECASE)
_NAMED_ADDRESS = re.compile(r"\s*(?:\"?([^\"<>]*?)\"?\s*<([^<>]+)>|(\S+))\s*")
_DOMAIN = re.compile(r"@?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+)", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:@|[^\s@]+@)[^\s@]+|list-id:\S+", re.IGNORECASE)
SMALLEST_MESSAGE = 100_000  # bytes: our own letters with their pictures must fit


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _text_schema(example: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [example], **more})


def read_duration(value: object) -> Duration:
    if isinstance(value, Duration):
        return value
    if not isinstance(value, str):
        raise ValueError(
            f"{_shown(value)} is not a duration: write it with its unit, like 30 s, 5 min, 2 h or 4 business hours"
        )
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
    size = int(float(match[1]) * {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000}.get((match[2] or "b")[0].lower(), 1))
    if size < SMALLEST_MESSAGE:
        raise ValueError(f"{_shown(value)} is too small for any mail: write it like 25 MB")
    return size


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
        return SecretStr(_read_secret_file(Path(context.get("folder", "."), text[5:]), bool(context.get("offline"))))
    raise ValueError("a secret does not stand in this file: write ${NAME} for an environment variable, or file:/path")


def _read_secret_file(path: Path, offline: bool) -> str:
    try:
        secret = path.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, ValueError) as error:
        if offline:
            return ""
        reason = (error.strerror if isinstance(error, OSError) else None) or "it is not text"
        raise ValueError(f"the file {path} cannot be read: {reason}") from None
    if not secret and not offline:
        raise ValueError(f"the file {path} is empty")
    return secret


def read_domains(value: object) -> tuple[str, ...] | None:
    if value in ("any-listed", None) or isinstance(value, tuple):
        return value if isinstance(value, tuple) else None
    if not isinstance(value, list):
        raise ValueError(f"{_shown(value)} is not known: write any-listed, or a list of domains like [contoso.example]")
    matches = [_DOMAIN.fullmatch(str(one)) for one in value]
    if wrong := [one for one, match in zip(value, matches, strict=True) if match is None]:
        raise ValueError(f"{_shown(wrong[0])} is not a domain: write it like contoso.example")
    return tuple(match[1].lower() for match in matches if match)


def read_allowed(value: object) -> str:
    if not isinstance(value, str) or not _ALLOWED.fullmatch(value):
        raise ValueError(f"{_shown(value)} is neither an address, nor a domain like @example.com, nor list-id:name")
    return value


def read_hours(value: object) -> Mapping[int, tuple[Span, ...]] | None:
    """`24x7`, or weekdays with their open times."""
    if value == "24x7":
        return None
    if not isinstance(value, Mapping):
        raise ValueError(
            f'{_shown(value)} are no hours: write 24x7, or days with their times like {{mon-fri: "09:00-17:30"}}'
        )
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
        days = [name.strip() for name in part.split("-")]
        if part.strip() in ("all", "daily"):
            found += range(7)
        elif len(days) > 2 or not all(
            len(day) > 2 and any(name.startswith(day) for name in WHOLE_WEEKDAYS) for day in days
        ):
            raise ValueError(f"{_shown(value)} are no weekdays: write them like mon-fri or sat")
        else:
            first, last = WEEKDAYS.index(days[0][:3]), WEEKDAYS.index(days[-1][:3])
            found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return tuple(dict.fromkeys(found))


def _read_span(text: str) -> Span:
    match = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", text)
    try:
        if match is None:
            raise ValueError
        start = time(int(match[1]), int(match[2]))
        end = (
            None
            if (match[3], match[4]) in (("24", "00"), ("00", "00"), ("0", "00"))
            else time(int(match[3]), int(match[4]))
        )
    except ValueError:
        raise ValueError(f'{_shown(text.strip())} is no time of opening: write it like "09:00-17:30"') from None
    if end is not None and end <= start:
        raise ValueError(
            f"{_shown(text.strip())} ends before it begins; a night shift is two lines, up to 24:00 and from 00:00"
        )
    return Span(start, end)


def read_holidays(value: object) -> Holidays | None:
    if value is None or isinstance(value, Holidays):
        return value
    codes = [] if value == "none" else [value] if isinstance(value, str) else value
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise ValueError(f"{_shown(value)} is no country: write it like DE, DE-BE or US-CA")
    return Holidays(tuple(codes)) if codes else None


def read_closed(value: object) -> Mapping[date, str]:
    """Dates, or dates with their reason."""
    items = (
        value.items()
        if isinstance(value, Mapping)
        else [(one, "") for one in value]
        if isinstance(value, list | tuple)
        else None
    )
    if items is None:
        raise ValueError(f'{_shown(value)} are no dates: write them like ["2026-12-24"]')
    found = {}
    for on, why in items:
        if re.search(r"\d:\d\d", str(why)):
            raise ValueError(f"{_shown(on)} is closed the whole day: a date has no hours of its own, only a reason")
        try:
            found[date.fromisoformat(str(on))] = str(why or "")
        except ValueError:
            raise ValueError(f"{_shown(on)} is no date: write it like 2026-12-24") from None
    return found


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


Text = Annotated[str, Field(min_length=1)]
Seconds = Annotated[Duration, BeforeValidator(read_elapsed), _text_schema("60 s")]
Length = Annotated[Duration, BeforeValidator(read_duration), _text_schema("4 business hours")]
Person = Annotated[Address, BeforeValidator(read_address), _text_schema("Robin Achebe <robin@example.com>")]
Zone = Annotated[str, BeforeValidator(read_zone), _text_schema("Europe/Berlin")]
Size = Annotated[int, BeforeValidator(read_size), _text_schema("25 MB")]
Share = Annotated[float, BeforeValidator(read_share), _text_schema("50%")]
Secret = Annotated[
    SecretStr, BeforeValidator(read_secret), PlainSerializer(lambda _: "***"), _text_schema("${MAILBOX_PASSWORD}")
]
Allowed = Annotated[str, BeforeValidator(read_allowed), _text_schema("@example.com")]
Words = Annotated[tuple[Text, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Times = Annotated[
    tuple[time, ...],
    BeforeValidator(read_times),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "examples": ["09:00"]}
    ),
]
Weekdays = Annotated[tuple[int, ...], BeforeValidator(read_weekdays), _text_schema("mon-fri")]
Hours = Annotated[
    Any,
    BeforeValidator(read_hours),
    WithJsonSchema(
        {"anyOf": [{"const": "24x7"}, {"type": "object", "additionalProperties": {"type": ["string", "null"]}}]}
    ),
]
PublicHolidays = Annotated[
    Any,
    BeforeValidator(read_holidays),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "examples": ["DE-BE"]}
    ),
]
ClosedDates = Annotated[
    Any,
    BeforeValidator(read_closed),
    WithJsonSchema(
        {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "object"}], "examples": [["2026-12-24"]]}
    ),
]
Domains = Annotated[
    tuple[str, ...] | None,
    BeforeValidator(read_domains),
    WithJsonSchema({"anyOf": [{"const": "any-listed"}, {"type": "array", "items": {"type": "string"}}]}),
]
