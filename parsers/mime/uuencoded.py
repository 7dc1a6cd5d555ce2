"""Uuencoded files (POSIX uuencode): as the encoding of a part, and written into a text by old programs and gateways."""

import re
from binascii import Error as BinasciiError
from binascii import a2b_uu
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.mime.charsets import decode_base64, decode_text

_BEGIN = re.compile(rb"^begin(-base64)? [0-7]{3,4} +([^\s][^\r\n]{0,200})\r?\n", re.MULTILINE)
_END, _BASE64_END = re.compile(rb"end[ \t]*\Z"), re.compile(rb"={4}[ \t]*\Z")
_LINE = re.compile(rb"[ -`]{1,63}\Z")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{1,100}={0,2}[ \t]*\Z")
_NO_NAMES = ("-", "/dev/stdout", "stdin")
_MOST = 50  # files in one text


@dataclass(frozen=True, slots=True)
class Uuencoded:
    """A file found in a text: its name, its bytes, and from where to where it stands."""

    name: str
    content: bytes
    start: int
    end: int


def find_uuencoded(text: bytes) -> Iterator[Uuencoded]:
    """The files that are written into a text, in its order. A text that only looks like one stays text."""
    at = 0
    for _ in range(_MOST):
        begin = _BEGIN.search(text, at)
        if begin is None:
            return
        found, at = _read(text, begin)
        if found is not None:
            yield found


def decode_uuencoded(body: bytes) -> bytes:
    """The content of a part that is said to be so encoded; the body as it is when it is not."""
    found = next(find_uuencoded(body), None)
    return body if found is None else found.content


def find_uuencoded_name(body: bytes) -> str:
    """The file's name as its first line says, "" for none."""
    begin = _BEGIN.search(body)
    return "" if begin is None else _read_name(begin)


def _read_name(begin: re.Match[bytes]) -> str:
    name = decode_text(begin[2]).strip()
    return "" if name in _NO_NAMES else name


def _read(text: bytes, begin: re.Match[bytes]) -> tuple[Uuencoded | None, int]:
    """The file that begins here, None where the lines are none; and where to go on. One whose end was cut off ends with
    the text."""
    content, at = bytearray(), begin.end()
    last, line_of = (_BASE64_END, _BASE64_LINE) if begin[1] else (_END, _LINE)
    while at < len(text):
        stop = text.find(b"\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop].rstrip(b"\r")
        if last.match(line):
            at = stop
            break
        if line and not line_of.match(line):
            return None, at
        try:
            content += line if begin[1] else _decode_line(line)
        except BinasciiError:
            return None, at
        at = min(stop + 1, len(text))
    found = decode_base64(bytes(content)) if begin[1] else bytes(content)
    return (Uuencoded(_read_name(begin), found, begin.start(), at) if found else None), at


def _decode_line(line: bytes) -> bytes:
    """Without what stands behind the bytes that its first letter counts: some programs add a checksum."""
    counted = (line[0] - 32) & 63 if line else 0
    return a2b_uu(line[: 1 + -(-counted // 3) * 4]) if counted else b""
