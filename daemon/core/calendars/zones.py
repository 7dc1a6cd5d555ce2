"""The zone that somebody names beside a time: `friday 10:00 London time`, `10:00 EST` (behaviour B9.12)."""

import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

_SHORT = {
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ"), "Europe/Berlin"),
    **dict.fromkeys(("WET", "WEST"), "Europe/Lisbon"),
    **dict.fromkeys(("EET", "EEST"), "Europe/Athens"),
    **dict.fromkeys(("EST", "EDT", "ET"), "America/New_York"),
    **dict.fromkeys(("CST", "CDT", "CT"), "America/Chicago"),
    **dict.fromkeys(("MST", "MDT", "MT"), "America/Denver"),
    **dict.fromkeys(("PST", "PDT", "PT"), "America/Los_Angeles"),
    **dict.fromkeys(("AEST", "AEDT"), "Australia/Sydney"),
    "BST": "Europe/London", "GMT": "UTC", "UTC": "UTC", "JST": "Asia/Tokyo", "SGT": "Asia/Singapore",
    "HKT": "Asia/Hong_Kong", "MSK": "Europe/Moscow", "BRT": "America/Sao_Paulo",
}  # fmt: skip
_PARTS = ("Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian")
_NO_ZONES = frozenset(
    [
        "AM",
        "PM",
        "EOD",
        "EOB",
        "COB",
        "ASAP",
        "KW",
        "CW",
        "UHR",
        "MON",
        "TUE",
        "WED",
        "THU",
        "FRI",
        "SAT",
        "SUN",
        "MO",
        "DI",
        "MI",
        "DO",
        "FR",
        "SA",
        "SO",
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUL",
        "AUG",
        "SEP",
        "SEPT",
        "OCT",
        "NOV",
        "DEC",
        "MAI",
        "OKT",
        "DEZ",
        "LUN",
        "MAR",
        "MER",
        "JEU",
        "VEN",
        "SAM",
        "DIM",
    ]
)
_NO_CITIES = frozenset({"Easter", "Wake"})  # a day and a verb before they are islands
_LETTERS = re.compile(r"(?<=[\dhmM])\s*\(?\s*\b([A-Z]{2,4})\b\)?")
_CLOCK = re.compile(r"(?::\d\d|[ap]\.?m\.?|\dh)\s*\(?\s*\Z", re.IGNORECASE)  # before letters that must be a zone
_NAME = r"[A-ZÀ-Þ][a-zß-ÿ]+"
_CITY = re.compile(rf"\(?\b(?!Uhr\b)({_NAME}(?:[ _](?!Zeit\b){_NAME})?)(?:[ -](?:time|Zeit|tijd))?\b\)?")
_HOUR = re.compile(r"(?:\d|[ap]\.?m\.?|h|Uhr)[\s(]*\Z", re.IGNORECASE)
_TIME = re.compile(r"\(?\b([^\W\d]\w*(?: [^\W\d]\w*)?)[ -](?:time|zeit|tijd)\b\)?", re.IGNORECASE)
_OURS = frozenset({"local", "my", "our", "orts", "unsere", "unserer", "lokale", "mittags", "jeder", "uhr"})


class Zoned(NamedTuple):
    """What is said of a time without its zone, and the zone; None: its writer's own."""

    text: str
    zone: ZoneInfo | None


def part_zone(text: str) -> Zoned | None:
    """The time and the zone that is named with it; None where one is named that we do not know."""
    for short in _LETTERS.finditer(text):
        if short[1] in _SHORT:
            return Zoned(_cut(text, short), ZoneInfo(_SHORT[short[1]]))
        if short[1] not in _NO_ZONES and _CLOCK.search(text[: short.start(1)]):
            return None
    for city in _CITY.finditer(text):
        found = _find_city(city[1]) or _find_city(city[1].removesuffix("er"))
        if found is not None:
            return Zoned(_cut(text, city), found)
    named = _TIME.search(text)
    if named is None or not _HOUR.search(text[: named.start()]) or named[1].split()[-1].casefold() in _OURS:
        return Zoned(text, None)
    found = _find_city(named[1].title()) or _find_city(named[1].split()[-1].title())
    return Zoned(_cut(text, named), found) if found else None


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _find_city(name: str) -> ZoneInfo | None:
    """The zone that is called after this city; None for none."""
    for part in () if name in _NO_CITIES else _PARTS:
        try:
            return ZoneInfo(f"{part}/{name.replace(' ', '_')}")
        except (ValueError, OSError, KeyError):
            continue
    return None
