"""A letter as bytes: headers that no value can break out of, text, HTML and files. CRLF, 7-bit, no line over 998
bytes."""

import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.header import Header
from pathlib import PurePosixPath
from urllib.parse import quote

from daemon.core.letters.wording import clean_line
from parsers.model import Address

LONGEST_7BIT_LINE = 990  # RFC 5322 2.1.1 allows 998
HEADER_WIDTH = 76
CONTENT_TYPES = {
    "csv": "text/csv", "gif": "image/gif", "heic": "image/heic", "jpeg": "image/jpeg", "jpg": "image/jpeg",
    "json": "application/json",
    "log": "text/plain", "md": "text/plain", "mov": "video/quicktime", "mp4": "video/mp4", "pdf":
    "application/pdf", "png": "image/png",
    "txt": "text/plain", "webp": "image/webp", "zip": "application/zip", "gz": "application/gzip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_PLAIN_ADDRESS = re.compile(r"[^\s<>(),;:\\\"\[\]@]+@[^\s<>(),;:\\\"\[\]@]+")
_MIXED = re.compile(rb'^Content-Type: multipart/mixed; boundary="([^"]+)"', re.MULTILINE)
# a line that would not arrive as it is: a lone dot, what looks like an mbox's separator, and what is too long
_UNFIT = re.compile(rf"^(?:\.\r\n|From |[^\r\n]{{{LONGEST_7BIT_LINE + 1}}})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send along; `content_type` comes from our own list, never from a mail."""

    name: str
    content_type: str
    content: bytes


def find_content_type(name: str) -> str:
    """By our own list: nothing that a mail claims, nothing that a mail program would run."""
    return CONTENT_TYPES.get(PurePosixPath(name).suffix.lower().lstrip("."), "application/octet-stream")


def render_phrase(name: str) -> str:
    """A display name for an address header (RFC 5322 3.2.5, RFC 2047 5.3)."""
    name = clean_line(name, 120)
    if _ATOMS.fullmatch(name) and "=?" not in name:
        return name
    if name.isascii() and "=?" not in name:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return Header(name, "utf-8", maxlinelen=HEADER_WIDTH).encode(linesep="\r\n")


def render_address(address: Address) -> str:
    """One mailbox and never two (fault F56): what is no plain address stays out of the header altogether. An
    internationalised domain is written in its ASCII form."""
    local, _, domain = address.email.rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError:
            domain = ""
    email = f"{local}@{domain}"
    if clean_line(email) != email or not _PLAIN_ADDRESS.fullmatch(email):
        return "undisclosed-recipients:;"
    return f"{render_phrase(address.name)} <{email}>" if address.name.strip() else email


def render_header(name: str, value: str) -> str:
    """`Name: value` folded, for unstructured text: whatever the value holds, it stays one header (fault F55)."""
    value = clean_line(value, 900)
    if not value.isascii() or "=?" in value:
        value = Header(value, "utf-8", header_name=name, maxlinelen=HEADER_WIDTH).encode(linesep="\r\n")
        return f"{name}: {value}"
    return _fold(name, value.split(" "))


def _fold(name: str, words: Iterable[str]) -> str:
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > HEADER_WIDTH and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines)


def render_ids(name: str, ids: Sequence[str]) -> str:
    """In-Reply-To or References, one id a line."""
    return f"{name}: " + "\r\n ".join(ids)


def _render_text(kind: str, text: str) -> str:
    """One text part. ASCII with short lines goes as it is, the rest as quoted-printable, or base64 where that is
    shorter."""
    lines = text.rstrip("\r\n").replace("\r\n", "\n").replace("\r", "\n")
    body = lines.replace("\n", "\r\n") + "\r\n"
    if body.isascii() and not _UNFIT.search(body):
        return f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n{body}"
    raw = body.encode("utf-8", "replace")
    if (len(raw) - len(body.encode("ascii", "ignore"))) * 4 > len(raw):
        encoding, encoded = "base64", _render_base64(raw)
    else:
        # b2a_qp breaks lines as the input does, and writes a lone dot as =2E
        encoding, encoded = "quoted-printable", binascii.b2a_qp(raw).decode("ascii")
    return f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{encoded}"


def _render_base64(content: bytes) -> str:
    encoded = binascii.b2a_base64(content, newline=False).decode("ascii")
    return "\r\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76)) + "\r\n"


def _render_attachment(attachment: Attachment) -> str:
    """A name beyond ASCII stands whole where it belongs (RFC 2231) and in ASCII where old readers look for it: of two
    names in one header many programs take the first."""
    name = clean_line(attachment.name, 120).replace('"', "'").replace("\\", "_") or "file"
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    whole = f'filename="{name}"' if name.isascii() else f"filename*=utf-8''{quote(name, safe='')}"
    return (
        f'Content-Type: {attachment.content_type};\r\n name="{plain}"\r\nContent-Transfer-Encoding: base64\r\n'
        f"Content-Disposition: attachment;\r\n {whole}\r\n\r\n{_render_base64(attachment.content)}"
    )


def _multipart(kind: str, boundary: str, parts: Iterable[str]) -> str:
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{body}--{boundary}--\r\n'


def replace_files(content: bytes, note: str) -> bytes:
    """A mail of `render_mime` with this text in place of its files; as it is when it has none."""
    found = _MIXED.search(content)
    if found is None:
        return content
    start = b"--" + found[1] + b"\r\n"
    head, letter, *_ = content.split(start)
    return b"".join((head, start, letter, start, _render_text("plain", note).encode(), b"\r\n--", found[1], b"--\r\n"))


def render_mime(
    headers: Sequence[str], text: str, html: str, attachments: Sequence[Attachment], boundary: str
) -> bytes:
    """The whole mail. `headers` are rendered lines; `boundary` must not be guessable by who wrote the values."""
    # every character of HTML beyond ASCII has a numeric reference: the part stays 7-bit and readable
    parts = [_render_text("plain", text)]
    if html:
        parts.append(_render_text("html", html.encode("ascii", "xmlcharrefreplace").decode()))
    whole = _multipart("alternative", f"={boundary}_a", parts) if html else parts[0]
    if attachments:
        whole = _multipart("mixed", f"={boundary}_m", [whole, *(_render_attachment(one) for one in attachments)])
    return ("\r\n".join((*headers, "MIME-Version: 1.0", whole))).encode("utf-8")
