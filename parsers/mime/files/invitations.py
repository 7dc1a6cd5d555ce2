"""What a calendar writes when its owner answers an invitation (RFC 5546 §3.2): no words of a person
(behaviour B2.10, B7.7); when and where somebody invites to are (behaviour B6.9)."""

import re
from collections.abc import Mapping
from functools import cache

from parsers.mime.charsets import clean_text, decode_text
from parsers.mime.parts import Part
from parsers.words.fold import fold
from parsers.words.load import load_words

_METHOD = re.compile(rb"^METHOD:[ \t]*([A-Z-]{1,20})", re.IGNORECASE | re.MULTILINE)
_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH", "CANCEL"})
_CALENDARS = ("text/calendar", "application/ics")
_MAX_CALENDAR = 20_000  # bytes; the method stands at the top
_INVITES = frozenset({"REQUEST", "PUBLISH", ""})
_FOLD = re.compile(r"\r?\n[ \t]")
_BEGIN, _END = (re.compile(rf"^{word}:VEVENT$", re.MULTILINE) for word in ("BEGIN", "END"))
_PROPERTY = re.compile(
    r"^(DTSTART|DTEND|SUMMARY|LOCATION)((?:;[^:;\r\n\"]{1,80}|;[^:;\r\n\"]{1,40}\"[^\"\r\n]{0,80}\")*):(.*)$",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_WHEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ZONE = re.compile(r"TZID=\"?/?([^;:\"]{1,80})")
_URL = re.compile(r"<?https?://\S+")
_LONGEST_LINE = 10  # words of a calendar's
_MOST_LINES = 40
_MOST = 300  # characters of a place or a subject


class _Words:
    """What calendars write, in the subject and in the text."""

    def __init__(self) -> None:
        words = load_words("automatic")["calendar"]
        self.subjects, self.bodies, self.fields, self.lines = (
            tuple(map(fold, words[name])) for name in ("subjects", "bodies", "fields", "lines")
        )


_words = cache(_Words)


def is_invitation_subject(subject: str) -> bool:
    """Whether the subject is one that a calendar writes: `Accepted: …`, `Abgesagt: …`."""
    head, colon, _ = subject.replace("：", ":").partition(":")
    return bool(colon) and fold(head) in _words().subjects


def is_invitation_answer(root: Part, subject: str, words: str) -> bool:
    """Whether a calendar wrote this mail: by its part,
    or by its subject where the sender's own `words` are none, or the calendar's."""
    if any(_read_method(part) in _ANSWERS for part in root.walk()):
        return True
    if not is_invitation_subject(subject):
        return False
    return any(phrase in fold(words[:2000]) for phrase in _words().bodies) or _is_a_calendars(words)


def _is_a_calendars(words: str) -> bool:
    """Whether each line is one that calendars write: where and when, how to join."""
    lines = words.split("\n")
    return len(lines) <= _MOST_LINES and all(map(_is_calendars_line, lines))


def _is_calendars_line(line: str) -> bool:
    said = fold(_URL.sub("", line))
    if not said or fold(line.partition(":")[0]) in _words().fields:
        return True
    return len(said.split(" ")) <= _LONGEST_LINE and any(phrase in said for phrase in _words().lines)


def has_calendar(root: Part) -> bool:
    """Whether a calendar's part is in the mail."""
    return any(part.content_type in _CALENDARS for part in root.walk())


def read_invitation(root: Part) -> str:
    """When, where and to what a mail invites, in one line; "" for one that does not: `2026-11-24 15:00 – 15:30
    (Europe/Berlin), Room 4: Call with Contoso`. The time is as the calendar writes it, with its zone."""
    for part in root.walk():
        if part.content_type in _CALENDARS and _find_method(part) in _INVITES:
            event = _find_event(_FOLD.sub("", clean_text(decode_text(part.decode()[:_MAX_CALENDAR]))))
            if event:
                return _describe({name: (more, _clean(value)) for name, more, value in _PROPERTY.findall(event)})
    return ""


def _find_event(calendar: str) -> str:
    """The lines of its first event; "" for none. An end is sought once: many beginnings without one cost nothing."""
    begin = _BEGIN.search(calendar)
    end = _END.search(calendar, begin.end()) if begin else None
    return calendar[begin.end() : end.start()] if begin and end else ""


def _describe(event: Mapping[str, tuple[str, str]]) -> str:
    nothing = ("", "")
    starts, zone = _read_time(*event.get("DTSTART", nothing))
    ends, _ = _read_time(*event.get("DTEND", nothing))
    if not starts:
        return ""
    date, _, time = starts.partition(" ")
    until = ends.removeprefix(f"{date} ") if time else ""
    when = f"{starts}{f' – {until}' if until else ''}{f' ({zone})' if zone else ''}"
    place, subject = event.get("LOCATION", nothing)[1], event.get("SUMMARY", nothing)[1]
    return f"{when}{f', {place}' if place else ''}{f': {subject}' if subject else ''}"


def _read_time(more: str, value: str) -> tuple[str, str]:
    """As `2026-11-24 15:00`, and its zone."""
    found = _WHEN.match(value)
    if found is None:
        return "", ""
    year, month, day, hour, minute, utc = found.groups()
    zone = _ZONE.search(more)
    date = f"{year}-{month}-{day}"
    return (f"{date} {hour}:{minute}", "UTC" if utc else zone[1] if zone else "") if hour else (date, "")


def _clean(value: str) -> str:
    """RFC 5545 §3.3.11, on one line."""
    plain = _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], value)
    return " ".join(plain.split())[:_MOST]


def _read_method(part: Part) -> str:
    """The method of a calendar that is no file."""
    return _find_method(part) if part.content_type in _CALENDARS and part.disposition != "attachment" else ""


def _find_method(part: Part) -> str:
    found = _METHOD.search(part.decode()[:_MAX_CALENDAR])
    return part.parameters.get("method", "").upper() or (found[1].decode("ascii").upper() if found else "")
