"""Values as people read them: times local to their reader, spans, sizes, and texts from mail made harmless."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from parsers.model import Address

NBSP = "\u00a0"  # between a number and its unit, so that they never part at a line's end
LONGEST_TEXT = 20_000  # characters of a person's words that one letter carries
LONGEST_LINE = 500
LONGEST_REFERENCE = 40

ENGLISH: Mapping[str, str] = {
    "time.weekdays": "Mon Tue Wed Thu Fri Sat Sun",
    "time.weekdays.long": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "time.months": "January February March April May June July August September October November December",
    "time.today": "today {clock} ({city})",
    "time.tomorrow": "tomorrow {clock} ({city})",
    "time.yesterday": "yesterday {clock} ({city})",
    "time.date": "{weekday} {date}, {clock} ({city})",
    "time.long": "{weekday} {date}, {clock} ({city} time)",
    "time.day": "{day} {month}",
    "time.day.year": "{day} {month} {year}",
    "time.in": "in {span}",
    "time.ago": "{span} ago",
    "time.now": "now",
    "time.now.ago": "just now",
    "time.over": "{span} over",
    "time.now.over": "due now",
    "span.minute": "{n} minute",
    "span.minutes": "{n} minutes",
    "span.hours": "{n} h",
    "span.hours.minutes": "{n} h {m} min",
    "span.day": "{n} day",
    "span.days": "{n} days",
    "list.and": "{first} and {last}",
}

# C0 and C1 controls, soft hyphen, zero-width and bidirectional controls, line separators,
# surrogates, interlinear and tag
# characters: nothing of it is ever meant to be read, and some of it makes a text look like another (fault F55, F64).
# The joiners U+200C and U+200D stay: Persian and many emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_REFERENCE = re.compile(r"#?[^\W_](?:[\w\-/#.:]*[^\W_])?")
_LONG_LETTERS = re.compile(r"[^\W\d_]{4,}")
_PLACE = re.compile(r"\{(\w+)\}")


def render_person(address: Address) -> str:
    """A person by name, else by address."""
    return clean_line(address.name, 80) or clean_line(address.email, 120)


def render_given_name(address: Address) -> str:
    """A name to sign with: the one in the mail, else made of the address (`dana.whitfield@…` → `Dana Whitfield`)."""
    local = address.email.partition("@")[0].partition("+")[0]
    return clean_line(address.name, 80) or " ".join(
        part.capitalize() for part in local.replace("_", ".").split(".") if part
    )


def fill(words: Mapping[str, str], name: str, **values: str) -> str:
    """The sentence `name` with its `{places}` filled in one pass, so that a value is never read as a pattern
    (fault F57); "" when the language has no such sentence."""
    sentence = words.get(name)
    if sentence is None:
        sentence = ENGLISH.get(name, "")
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), sentence) if values else sentence


def safe_text(text: str, limit: int = LONGEST_TEXT) -> str:
    """Text from a mail, safe to show: lines end in LF, no controls, no runs of blank lines, at most `limit`
    characters."""
    if not (text.isascii() and text.isprintable()):
        text = (
            text.replace("\r\n", "\n")
            .replace("\r", "\n")
            .replace("\u2028", "\n")
            .replace("\u2029", "\n")
            .replace("\t", "    ")
        )
        text = _UNSAFE.sub("", text)
        text = re.sub(r"\n(?:[^\S\n]*\n){2,}", "\n\n", text)
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 2].rstrip() + " …"


def clean_line(text: str, limit: int = LONGEST_LINE) -> str:
    """The same as one line: fit for a header or a sentence."""
    return shorten(" ".join(safe_text(text, limit * 4).split()), limit)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where that loses little, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip(" ,;:-–") + "…"


def render_reference(ticket: str) -> str:
    """The ticket's number as a customer may read it; "" when words may stand in it, for agents write more than numbers
    there ("48213/DevOps"). A reference is one word of at most 40 letters, digits and `-_/#.:` with a digit; one of its
    runs of letters may be longer than three, where a number comes after it (`INC0012345`, `HR-CASE-0001`)."""
    if len(ticket) > LONGEST_REFERENCE or not _REFERENCE.fullmatch(ticket) or not re.search(r"[0-9]", ticket):
        return ""
    long = list(_LONG_LETTERS.finditer(ticket))
    return "" if len(long) > 1 or (long and not re.search(r"[0-9]", ticket[long[0].end() :])) else ticket


def render_size(size: int) -> str:
    """Bytes as people say them: `210 bytes`, `38 kB`, `1.2 MB` (1 kB is 1,000 bytes)."""
    if size < 1000:
        return f"{size}{NBSP}{'byte' if size == 1 else 'bytes'}"
    if size < 999_500:
        return f"{round(size / 1000)}{NBSP}kB"
    megabytes = size / 1_000_000
    return f"{megabytes:.0f}{NBSP}MB" if megabytes >= 10 else f"{megabytes:.1f}{NBSP}MB"


def render_city(zone: str) -> str:
    """The zone as its city: `Europe/Berlin` → `Berlin`."""
    return zone.rpartition("/")[2].replace("_", " ")


def render_span(span: timedelta, words: Mapping[str, str] = ENGLISH) -> str:
    """A length of time: `58 minutes`, `2 h 20 min`, `9 h`, `3 days`; never rounded up below two days."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 100:
        text = fill(words, "span.minute" if minutes == 1 else "span.minutes", n=str(minutes))
    elif minutes < 6 * 60 and minutes % 60:
        text = fill(words, "span.hours.minutes", n=str(minutes // 60), m=str(minutes % 60))
    elif minutes < 48 * 60:
        text = fill(words, "span.hours", n=str(minutes // 60))
    else:
        text = fill(words, "span.days", n=str(round(minutes / 1440)))
    return text.replace(" ", NBSP)


def render_relative(at: datetime, now: datetime, words: Mapping[str, str] = ENGLISH) -> str:
    """How far `at` lies from `now`: `in 58 minutes`, `2 h ago`, `now`."""
    if abs(at - now) < timedelta(minutes=1):
        return fill(words, "time.now")
    return fill(words, "time.in" if at > now else "time.ago", span=render_span(at - now, words)).replace(" ", NBSP)


def render_ago(at: datetime, now: datetime, words: Mapping[str, str] = ENGLISH) -> str:
    """How long ago `at` was, which has come: `2 h ago`, `just now` in its first minute."""
    return _render_late("ago", now - at, words)


def render_over(at: datetime, now: datetime, words: Mapping[str, str] = ENGLISH) -> str:
    """By how much the deadline `at` is over: `2 h over`, `due now` in its first minute."""
    return _render_late("over", now - at, words)


def _render_late(how: str, span: timedelta, words: Mapping[str, str]) -> str:
    if span < timedelta(minutes=1):
        return fill(words, f"time.now.{how}")
    return fill(words, f"time.{how}", span=render_span(span, words))


def render_clock(at: datetime, zone: str) -> str:
    """The local time of day: `15:40`."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def render_time(at: datetime, zone: str, now: datetime, words: Mapping[str, str] = ENGLISH) -> str:
    """`at` local to its reader: `today 15:40 (Berlin)`, `Wed 11 March, 17:30 (Berlin)`, with the year when it is
    another."""
    there = ZoneInfo(zone)
    local, today = at.astimezone(there), now.astimezone(there)
    days = (local.date() - today.date()).days
    name = {0: "time.today", 1: "time.tomorrow", -1: "time.yesterday"}.get(days)
    clock = f"{local:%H:%M}"
    if name is not None:
        return fill(words, name, clock=clock, city=render_city(zone))
    weekday = fill(words, "time.weekdays").split()[local.weekday()]
    return fill(
        words, "time.date", weekday=weekday, date=_render_day(local, today, words), clock=clock, city=render_city(zone)
    )


def render_long_time(at: datetime, zone: str, now: datetime, words: Mapping[str, str] = ENGLISH) -> str:
    """The same in full, for customers: `Wednesday 11 March, 17:30 (Berlin time)`."""
    there = ZoneInfo(zone)
    local = at.astimezone(there)
    weekday = fill(words, "time.weekdays.long").split()[local.weekday()]
    date = _render_day(local, now.astimezone(there), words)
    return fill(words, "time.long", weekday=weekday, date=date, clock=f"{local:%H:%M}", city=render_city(zone))


def _render_day(local: datetime, today: datetime, words: Mapping[str, str]) -> str:
    name = "time.day" if local.year == today.year else "time.day.year"
    month = fill(words, "time.months").split()[local.month - 1]
    return fill(words, name, day=str(local.day), month=month, year=str(local.year)).replace(" ", NBSP)


def render_list(items: tuple[str, ...], words: Mapping[str, str] = ENGLISH) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return fill(words, "list.and", first=", ".join(items[:-1]), last=items[-1])
