"""How long an answer may take, as people write it and as it is said (behaviour B7.1)."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LONGEST = timedelta(days=3660)  # ten years


class TimeUnit(StrEnum):
    ELAPSED = "elapsed"  # runs on any calendar, by day and by night
    BUSINESS_HOURS = "business hours"
    BUSINESS_DAYS = "business days"


@dataclass(frozen=True, slots=True)
class Duration:
    """`amount` is seconds for elapsed time and business hours, days for business days; `text` as people wrote it."""

    amount: float
    unit: TimeUnit
    text: str = ""

    @property
    def time(self) -> timedelta:
        """The length of elapsed time or business hours."""
        return timedelta(seconds=self.amount)


_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(business\s+)?([a-z]+)", re.IGNORECASE)
_SECONDS = {
    "s": 1,
    "sec": 1,
    "second": 1,
    "min": 60,
    "minute": 60,
    "h": 3600,
    "hour": 3600,
    "d": 86400,
    "day": 86400,
    "week": 604800,
}


def parse_duration(text: str) -> Duration:
    """`30 s`, `5 min`, `2 h`, `1 day`, `4 business hours`, `2 business days`. Raises ValueError with a sentence."""
    match = _DURATION.fullmatch(text.strip())
    problem = f'"{text}" is not a duration: write it like 30 s, 5 min, 2 h, 4 business hours or 2 business days'
    if match is None:
        raise ValueError(problem)
    amount, unit = float(match[1]), match[3].lower()
    unit = unit if unit in _SECONDS else unit.removesuffix("s")
    if unit not in _SECONDS:
        raise ValueError(problem)
    if amount <= 0 or amount * _SECONDS[unit] > LONGEST.total_seconds():
        raise ValueError(f'"{text}" is not a usable duration: it must be above zero and below ten years')
    words = " ".join(text.split())
    if not match[2]:
        return Duration(amount * _SECONDS[unit], TimeUnit.ELAPSED, words)
    if unit in ("d", "day"):
        if amount != int(amount):
            raise ValueError(f'"{text}" is not a usable duration: business days are whole')
        return Duration(amount, TimeUnit.BUSINESS_DAYS, words)
    if unit == "week":
        raise ValueError(problem)
    return Duration(amount * _SECONDS[unit], TimeUnit.BUSINESS_HOURS, words)


def render_length(length: timedelta) -> str:
    """`3 h 30 min`, `45 min`, `20 s`."""
    seconds = round(length.total_seconds())
    hours, minutes, seconds = seconds // 3600, seconds % 3600 // 60, seconds % 60
    parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds)
    return " ".join(parts) or "0 min"
