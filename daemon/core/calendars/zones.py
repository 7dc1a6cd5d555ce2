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
_NO_ZONES = frozenset({"AM", "PM", "EOD", "EOB", "COB", "CLOB", "ASAP", "KW", "CW", "UHR", "H"})
_LETTERS = re.compile(r"(?<=\d)\s*\(?\s*([A-Z]{2,4})\b\)?|\b([A-Z]{3,4})\b(?= time| Zeit)")
_CITY = re.compile(r"\(?\b([A-ZÀ-Þ][a-zß-ÿ]+(?:[ _][A-ZÀ-Þ][a-zß-ÿ]+)?)(?:er)?(?:[ -](?:time|Zeit|tijd))?\b\)?")
_TIME = re.compile(r"\(?\b(\w+(?: \w+)?)[ -](?:time|zeit|tijd)\b\)?", re.IGNORECASE)
_OURS = frozenset({"local", "my", "our", "orts", "unsere", "unserer", "lokale", "mittags", "jeder", "uhr"})


class Zoned(NamedTuple):
    """What is said of a time without its zone, and the zone; None: its writer's own."""

    text: str
    zone: ZoneInfo | None


def part_zone(text: str) -> Zoned | None:
    """The time and the zone that is named with it; None where one is named that we do not know."""
    short = _LETTERS.search(text)
    letters = (short[1] or short[2]) if short else ""
    if short is not None and letters not in _NO_ZONES:
        zone = _SHORT.get(letters)
        return Zoned(_cut(text, short), ZoneInfo(zone)) if zone else None
    for city in _CITY.finditer(text):
        found = _find_city(city[1])
        if found is not None:
            return Zoned(_cut(text, city), found)
    named = _TIME.search(text)
    if named is None or named[1].split()[-1].casefold() in _OURS:
        return Zoned(text, None)
    found = _find_city(named[1].title()) or _find_city(named[1].split()[-1].title())
    return Zoned(_cut(text, named), found) if found else None


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _find_city(name: str) -> ZoneInfo | None:
    """The zone that is called after this city; None for none."""
    for part in _PARTS:
        try:
            return ZoneInfo(f"{part}/{name.replace(' ', '_')}")
        except (ValueError, OSError, KeyError):
            continue
    return None
