"""Content-Transfer-Encoding (RFC 2045 §6), as programs misspell it, forget it, and say it of what is not so encoded."""

import re
from binascii import a2b_qp
from enum import Enum

from parsers.mime.charsets import decode_base64
from parsers.mime.uuencoded import decode_uuencoded, find_uuencoded_name

_COMMENT = re.compile(rb"\([^()]*\)")
_NOT_NAMES = re.compile(rb"[^a-z0-9]+")
_BASE64_LINE = re.compile(rb"[> \t]*[A-Za-z0-9+/][A-Za-z0-9+/_-]*={0,3}[^\w\s]?[ \t\r]*\Z")
_FULL_LINE = 57  # characters of base64 that are no word
_LOOKED_AT = 50  # lines
_FEWEST = 24  # bytes of a text that is base64 and does not say so
_PRINTED = re.compile(rb"[\t\n\r -~\x80-\xff]*\Z")
_PAIRS = re.compile(rb"=[C-F][0-9A-Fa-f]=[89ABab][0-9A-Fa-f]")  # a letter beyond ASCII in UTF-8
_SOFT_BREAK = re.compile(rb"^[^\r\n]{60,75}=[ \t]*\r?$", re.MULTILINE)
_NOT_QUOTED = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?(?:\n|\Z))")
_MOST_LINES = 1_000_000  # of base64: the largest mail that we read has no more, of 64 characters
_SPACES = b" \t\n\r\v\f"  # taken out by a table: a list of all pieces of 50 MB of short lines takes 1.5 GB


class Encoding(Enum):
    NONE = 0
    BASE64 = 1
    QUOTED = 2
    UUENCODED = 3


_NAMED_NONE = re.compile(rb"\W*(?:[78][ _-]?bit|binary|none|\Z)", re.IGNORECASE)
# PNG, JPEG, GIF, PDF, ZIP and Office's older files, in base64
_CODED_BEGINS = (b"iVBORw0KGgo", b"/9j/", b"R0lGOD", b"JVBERi", b"UEsDB", b"0M8R4KGx")
_UUENCODED = frozenset({b"uuencode", b"uuencoded", b"uuencoding", b"uue", b"uu"})
_USUAL = {b"": Encoding.NONE, b"7bit": Encoding.NONE, b"8bit": Encoding.NONE, b"base64": Encoding.BASE64}


def find_encoding(declared: bytes) -> Encoding:
    """What a header means: `base-64`, `"Quoted_Printable"; charset=utf-8`, `7bit, base64`."""
    if declared in _USUAL:
        return _USUAL[declared]
    name = _NOT_NAMES.sub(b"", _COMMENT.sub(b"", declared.lower()).partition(b"charset")[0])
    if b"base64" in name or name in (b"b64", b"mime64", b"b"):
        return Encoding.BASE64
    if name.removeprefix(b"x") in _UUENCODED:
        return Encoding.UUENCODED
    return Encoding.QUOTED if b"quoted" in name or b"printable" in name or name in (b"qp", b"q") else Encoding.NONE


def decode_file(declared: bytes, body: memoryview) -> bytes:
    """The content, as the header says; where that names no encoding that is known, as the content shows."""
    match find_encoding(declared):
        case Encoding.BASE64:
            return decode_base64(body)
        case Encoding.QUOTED:
            return a2b_qp(body)
        case Encoding.UUENCODED:
            return decode_uuencoded(bytes(body))
        case Encoding.NONE:
            return _decode_unsaid(declared, bytes(body))


def decode_written(declared: bytes, body: memoryview) -> bytes:
    """The content of a text, as the header says, or as the text itself shows where that is wrong. Of an uuencoded one
    it is left to its reader: a file stands in it."""
    encoding = find_encoding(declared)
    if encoding is Encoding.UUENCODED:
        return bytes(body)
    if encoding is Encoding.BASE64:
        return _decode_text_base64(bytes(body))
    content = a2b_qp(body) if encoding is Encoding.QUOTED else bytes(body)
    if encoding is Encoding.NONE and _is_base64(content):
        return decode_base64(content)
    return a2b_qp(content) if _is_quoted(content) else content


def find_written_name(declared: bytes, first: memoryview) -> str:
    """The file's name where its encoding has one inside, "" for none."""
    return find_uuencoded_name(bytes(first)) if find_encoding(declared) is Encoding.UUENCODED else ""


def _decode_unsaid(declared: bytes, content: bytes) -> bytes:
    """A file in base64 whose header says something unknown (`base46`), or, of what is no text by its first bytes, wrong
    or nothing."""
    is_known = _NAMED_NONE.match(declared) is not None
    first = content[:_LOOKED_AT].lstrip()
    if is_known and not first.startswith(_CODED_BEGINS):
        return content
    return decode_base64(content) if _has_base64_lines(content.strip()) else content


def _decode_text_base64(content: bytes) -> bytes:
    """What is written below it, a list's footer, is not encoded; and all may be text that somebody called so."""
    lines = content.split(b"\n")
    coded = next((at for at, line in enumerate(lines) if line.strip() and not _BASE64_LINE.match(line)), len(lines))
    first = next((line.strip(b"> \t\r") for line in lines if line.strip()), b"")
    rest = [line for line in lines[coded:] if line.strip()]
    if len(first) < _FULL_LINE and len(rest) >= coded:
        return content
    below = b"\n".join(lines[coded:])
    return decode_base64(b"\n".join(lines[:coded])) + (b"\n" + below if below.strip() else b"")


def _is_base64(content: bytes) -> bool:
    """Whether all of a text that does not say so is base64 of a text."""
    stripped = content.strip()
    if not _has_base64_lines(stripped):
        return False
    shown = decode_base64(stripped)
    return _PRINTED.match(shown) is not None and (b" " in shown or b"\n" in shown)


def _has_base64_lines(stripped: bytes) -> bool:
    """Whether it is nothing but lines of base64, all but the last of one length."""
    if len(stripped) < _FEWEST or b" " in stripped[:_FULL_LINE] or len(stripped.translate(None, _SPACES)) % 4:
        return False
    if stripped.count(b"\n") > _MOST_LINES:
        return False
    lines = [line.strip() for line in stripped.split(b"\n")]
    return all(map(_BASE64_LINE.match, lines)) and len({len(line) for line in lines[:-1]}) <= 1


def _is_quoted(content: bytes) -> bool:
    """Whether a text in ASCII is quoted-printable: whole letters of UTF-8, or broken lines, and no `=` that is none."""
    if b"=" not in content or not content.isascii() or _NOT_QUOTED.search(content):
        return False
    return _PAIRS.search(content) is not None or _SOFT_BREAK.search(content) is not None
