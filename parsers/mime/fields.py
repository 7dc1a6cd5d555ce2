"""Header fields, by bytes (RFC 5322 §2.2): names and values as they came, whatever line ends and folds they have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from parsers.mime.charsets import decode_header

MAX_HEADER_BYTES = 256_000  # all headers of the mail; real ones have up to 40 kB
_MAX_PART_HEADER = 16_000  # what stands before a part's first blank line and is longer is its text
_MAX_PART_LINES = 100  # and so is what has more lines

_EMPTY_LINE = re.compile(rb"\n\r*\n")
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\r\n"})
_LENIENT_NAME = re.compile(rb"(?:\A[ \t]*|[\r\n])([^\r\n:]{1,1000}):")
_TO_CR, _TO_LINE_FEED = re.compile(rb"(?:[^\r\n]|\r?\n[ \t])*"), re.compile(rb"(?:[^\n]|\n[ \t])*")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*")


@dataclass(frozen=True, slots=True)
class Headers:
    """Header fields: names in lower case, values as they came, those of one name in their order."""

    fields: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    def find_all(self, name: str) -> tuple[bytes, ...]:
        return self.fields.get(name, ())

    def find(self, name: str) -> bytes:
        """The first (topmost) value, b"" when there is none."""
        return self.fields.get(name, (b"",))[0]

    def find_text(self, name: str) -> str:
        """The first value as clean text on one line."""
        value = self.find(name)
        return decode_header(value) if value else ""

    def names(self) -> frozenset[str]:
        return frozenset(self.fields)


def end_lines(raw: bytes) -> bytes:
    """The mail with a line feed at each line's end, where nothing but carriage returns ends one."""
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def split_mail_headers(raw: bytes) -> Headers:
    """The header fields of a mail whose body does not matter."""
    return split_headers(raw, skip_envelope_line(raw), len(raw), MAX_HEADER_BYTES)[0]


def split_headers(raw: bytes, start: int, end: int, most: int = _MAX_PART_HEADER) -> tuple[Headers, int]:
    """The header fields that begin at `start`, and where the body begins. Lines that are no field end the headers."""
    fields: list[tuple[str, bytes]] = []
    at = start
    stop = min(end, start + most)
    while at < stop and (most > _MAX_PART_HEADER or len(fields) < _MAX_PART_LINES):
        line_end = raw.find(b"\n", at, end)
        line_end = end if line_end < 0 else line_end
        line = raw[at:line_end].rstrip(b"\r")
        if not line.strip(b" \t"):
            return _fold(fields), min(line_end + 1, end)
        if line[:1] in b" \t" and fields:
            fields.append(("", raw[at : line_end + 1]))
        else:
            match = _FIELD.match(line)
            if match is None:
                if not fields or not _goes_on(raw, line_end + 1, end):
                    return _fold(fields), at
            else:
                fields.append((match[1].decode("ascii").lower(), line[match.end() :] + b"\n"))
        at = line_end + 1
    return _fold(fields), min(at, end)


class LenientHeaders:
    """The header fields as the most lenient reader finds them: one that ends lines at a bare CR, or takes it for a
    character of the value, passes over NUL and other control characters in a name, lets the first line be indented,
    and takes an empty line only, not one of blanks, for the end of the headers."""

    def __init__(self, raw: bytes) -> None:
        raw = end_lines(raw[: 2 * MAX_HEADER_BYTES])
        self._head = _EMPTY_LINE.split(raw.lstrip(b"\xef\xbb\xbf\r\n"), 1)[0]
        self._places: dict[bytes, list[int]] = {}  # where the values of each name begin
        for found in _LENIENT_NAME.finditer(self._head):
            name = found[1].translate(None, _CONTROLS).rstrip(b" \t").lower()
            self._places.setdefault(name, []).append(found.end())

    @property
    def is_too_long(self) -> bool:
        """Whether they go on beyond what is read of them."""
        return len(self._head) > MAX_HEADER_BYTES

    def find_all(self, name: str, *, ends_at_cr: bool = True) -> list[bytes]:
        """The values of this header, unfolded."""
        value = _TO_CR if ends_at_cr else _TO_LINE_FEED
        found = (value.match(self._head, at) for at in self._places.get(name.encode("ascii"), ()))
        return [unfold(one[0]).strip() for one in found if one]


def unfold(value: bytes) -> bytes:
    """RFC 5322 §2.2.3: without the line ends before blanks. Any other stays."""
    return re.sub(rb"\r?\n(?=[ \t])", b"", value) if b"\n" in value else value


def _goes_on(raw: bytes, at: int, end: int) -> bool:
    """Whether a line that is no header field stands between header fields: a broken fold, not the body's begin."""
    line = raw[at : min(end, at + 200)].partition(b"\n")[0]
    return _FIELD.match(line) is not None and line[:1] not in b" \t"


def _fold(lines: list[tuple[str, bytes]]) -> Headers:
    """Continuation lines (nameless) joined to their field."""
    values: dict[str, list[list[bytes]]] = {}
    parts: list[bytes] = []
    for name, line in lines:
        if name:
            parts = []
            values.setdefault(name, []).append(parts)
        parts.append(line)
    return Headers({name: tuple(b"".join(parts).strip() for parts in found) for name, found in values.items()})


def skip_envelope_line(raw: bytes) -> int:
    """Where the headers begin: behind an mbox `From ` line, blank lines and a byte order mark."""
    at = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[at : at + 1] in (b"\n", b"\r"):
        at += 1
    if raw[at : at + 6] in (b">From ", b"From \t") or raw[at : at + 5] == b"From ":
        line_end = raw.find(b"\n", at)
        at = len(raw) if line_end < 0 else line_end + 1
    return at
