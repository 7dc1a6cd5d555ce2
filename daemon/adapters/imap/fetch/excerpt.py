"""A mail over the size limit, as far as it is read: its header and its first text, found in the server's BODYSTRUCTURE.

Cutting the mail after so many bytes would be simpler, and would forward half a file.
"""

import base64
import contextlib
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.header import decode_header, make_header

ENCODINGS = frozenset({"7bit", "8bit", "binary", "base64", "quoted-printable"})
LEFT_OUT = "left-out.txt"

Structure = Sequence[object]


@dataclass(frozen=True, slots=True)
class TextPart:
    """Where the text is ("1.2") and how it is written."""

    section: str
    subtype: str
    charset: str
    encoding: str


def find_text(structure: Structure) -> TextPart | None:
    """The first plain text that is no attachment, else the first HTML; None when the mail has neither."""
    found: dict[str, TextPart] = {}
    for section, part in _walk(structure):
        kind, subtype = _word(part, 0), _word(part, 1)
        if kind == "text" and _disposition(part)[0] != "attachment":
            charset, encoding = _parameters(part, 2).get("charset", "utf-8"), _word(part, 5)
            charset = charset if re.fullmatch(r"[\w.:+-]{1,40}", charset, re.ASCII) else "utf-8"
            found.setdefault(
                subtype, TextPart(section, subtype, charset, encoding if encoding in ENCODINGS else "8bit")
            )
    return found.get("plain") or found.get("html")


def find_names(structure: Structure) -> tuple[str, ...]:
    """The names of the files in it; of one without a name, its type."""
    found = []
    for _, part in _walk(structure):
        kind, named = _disposition(part)
        name = named.get("filename") or _parameters(part, 2).get("name") or ""
        if name or kind == "attachment" or _word(part, 0) != "text":
            found.append(_read_name(name) or f"{_word(part, 0)}/{_word(part, 1)}")
    return tuple(found)


def render_excerpt(headers: bytes, text: TextPart | None, content: bytes, left_out: Sequence[str]) -> bytes:
    """A mail with the same header and only its text; the names of what is left out are in an attached list."""
    subtype, charset, encoding = (text.subtype, text.charset, text.encoding) if text else ("plain", "utf-8", "8bit")
    described = (
        f'Content-Type: text/{subtype}; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'.encode()
    )
    kept = _drop_mime(headers) + b"MIME-Version: 1.0\r\n"
    if not left_out:
        return kept + described + content
    names = base64.encodebytes("".join(f"{name}\r\n" for name in left_out).encode()).replace(b"\n", b"\r\n")
    boundary = b"excerpt-" + hashlib.sha256(content + names).hexdigest()[:32].encode()
    listed = (
        f'Content-Type: text/plain; charset="utf-8"\r\nContent-Disposition: attachment; filename="{LEFT_OUT}"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode()
    parts = b"".join(b"\r\n--%s\r\n%s" % (boundary, part) for part in (described + content, listed + names))
    return kept + b'Content-Type: multipart/mixed; boundary="%s"\r\n' % boundary + parts + b"\r\n--%s--\r\n" % boundary


def _drop_mime(headers: bytes) -> bytes:
    """The fields that do not describe the body, each with its folded lines."""
    block = re.split(rb"\r?\n\r?\n", headers, maxsplit=1)[0] + b"\r\n"
    fields = re.findall(rb"[^\n]*\n(?:[ \t][^\n]*\n)*", block)
    return b"".join(
        field for field in fields if not re.match(rb"(content-[^:\s]*|mime-version)[ \t]*:", field, re.IGNORECASE)
    )


def _walk(structure: Structure, prefix: str = "") -> Iterator[tuple[str, Structure]]:
    """Every part that has no parts, with its section number (RFC 3501 section 6.4.5)."""
    first = structure[0]
    if isinstance(first, list | tuple):
        for number, part in enumerate(first, 1):
            yield from _walk(part, f"{prefix}{number}.")
    else:
        yield (prefix or "1.")[:-1], structure


def _disposition(part: Structure) -> tuple[str, dict[str, str]]:
    """RFC 3501 section 7.4.2: `("attachment" ("filename" "x"))`, at a place that depends on the type."""
    for item in part[8:]:
        if (
            isinstance(item, tuple)
            and len(item) == 2
            and isinstance(item[0], bytes)
            and isinstance(item[1], tuple | None)
        ):
            kind = item[0].decode("ascii", "replace").lower()
            if kind in ("attachment", "inline"):
                return kind, _parameters(item, 1)
    return "", {}


def _parameters(part: Structure, index: int) -> dict[str, str]:
    pairs = part[index] if len(part) > index else None
    if not isinstance(pairs, tuple):
        return {}
    words = [word.decode("utf-8", "replace") if isinstance(word, bytes) else str(word) for word in pairs]
    return {name.lower(): value for name, value in zip(words[::2], words[1::2], strict=False)}


def _word(part: Structure, index: int) -> str:
    value = part[index] if len(part) > index else None
    return value.decode("ascii", "replace").lower() if isinstance(value, bytes) else ""


def _read_name(name: str) -> str:
    with contextlib.suppress(ValueError, LookupError):
        name = str(make_header(decode_header(name)))
    return " ".join(name.split())[:200]
