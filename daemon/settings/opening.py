"""When a team is there, as people write it: hours, weekdays, times of day, dates, public holidays."""

import re
from collections.abc import Mapping
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from daemon.core.calendars.calendar import Span
from daemon.settings.public_holidays import Holidays
from daemon.settings.values import shown, text_schema

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAY_NAMES = tuple(name[:3] for name in DAY_NAMES)


def read_hours(value: object) -> Mapping[int, tuple[Span, ...]] | None:
    """Weekdays with their open times; None for `24x7`. Raises ValueError."""
    if value == "24x7":
        return None
    if not isinstance(value, Mapping):
        raise ValueError(
            f'{shown(value)} are no hours: write 24x7, or days with their times like {{mon-fri: "09:00-17:30"}}'
        )
    hours: dict[int, tuple[Span, ...]] = {}
    for days, times in value.items():
        spans = tuple(_read_span(part) for part in str(times).split(",")) if times not in (None, "", "closed") else ()
        spans = tuple(sorted(spans, key=lambda span: span.start))
        if any(one.end is None or one.end > two.start for one, two in pairwise(spans)):
            raise ValueError(f"{shown(times)}: these times overlap")
        for weekday in read_weekdays(days):
            if weekday in hours:
                raise ValueError(f"{shown(days)}: {SHORT_DAY_NAMES[weekday]} stands here twice")
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
        elif len(days) > 2 or not all(len(day) > 2 and any(name.startswith(day) for name in DAY_NAMES) for day in days):
            raise ValueError(f"{shown(value)} are no weekdays: write them like mon-fri or sat")
        else:
            first, last = SHORT_DAY_NAMES.index(days[0][:3]), SHORT_DAY_NAMES.index(days[-1][:3])
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
        raise ValueError(f'{shown(text.strip())} is no time of opening: write it like "09:00-17:30"') from None
    if end is not None and end <= start:
        raise ValueError(
            f"{shown(text.strip())} ends before it begins; a night shift is two lines, up to 24:00 and from 00:00"
        )
    return Span(start, end)


def read_holidays(value: object) -> Holidays | None:
    """The public holidays of these countries; None for no country. Raises ValueError."""
    if value is None or isinstance(value, Holidays):
        return value
    codes = [] if value == "none" else [value] if isinstance(value, str) else value
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise ValueError(f"{shown(value)} is no country: write it like DE, DE-BE or US-CA")
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
        raise ValueError(f'{shown(value)} are no dates: write them like ["2026-12-24"]')
    found = {}
    for on, why in items:
        if re.search(r"\d:\d\d", str(why)):
            raise ValueError(f"{shown(on)} is closed the whole day: a date has no hours of its own, only a reason")
        try:
            found[date.fromisoformat(str(on))] = str(why or "")
        except ValueError:
            raise ValueError(f"{shown(on)} is no date: write it like 2026-12-24") from None
    return found


def read_times(value: object) -> tuple[time, ...]:
    """`"09:00"`, or a list of such."""
    if isinstance(value, tuple):
        return value
    return tuple(_read_time(one) for one in (value if isinstance(value, list) else [value]))


def _read_time(value: object) -> time:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f'{shown(value)} is no time of day: write it like "09:00"')
    return time(int(match[1]), int(match[2]))


Times = Annotated[
    tuple[time, ...],
    BeforeValidator(read_times),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "examples": ["09:00"]}
    ),
]
Weekdays = Annotated[tuple[int, ...], BeforeValidator(read_weekdays), text_schema("mon-fri")]
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
