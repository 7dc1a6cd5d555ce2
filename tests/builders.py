"""Mails for tests, made in one line. The same arguments give the same bytes."""

import mimetypes
import struct
import zlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

from tests.letters import WRITING

MAILBOX = "support@example.com"
AGENT = "dana@example.com"
SENT_AT = "Mon, 02 Mar 2026 10:00:00 +0100"

FORM: Mapping[str, str] = {
    "Priority": "High",
    "Customer": "Contoso",
    "Ticket #": "48213",
    "Issue Summary": "The nightly export throws a stack trace and ends without a file.",
    "Steps Taken": (
        "\n  1. Ran it again: the same\n  2. Ran it on the test system: the same\n"
        "  3. Ran it for one day only: it works"
    ),
    "Customer Impact": "The warehouse plans with yesterday's figures.",
    "Customer Expectation": "A working export by Friday.",
    "Additional Context": "They have been with us since 2019.",
    "Attachments": "\n  - error.log",
}
LOG = ("error.log", b"2026-03-02 09:12:44 ERROR export ended after 0 rows\n")


def build_form(changes: Mapping[str, str | None] | None = None) -> str:
    """The escalation template filled in completely; `changes` replaces values, adds lines,
    and leaves out those that are None."""
    values = {**FORM, **(changes or {})}
    return "\n\n".join(f"{label}:{_spaced(value)}" for label, value in values.items() if value is not None) + "\n"


def build_mail(
    subject: str = "ESCALATION - Exports end without a file - Ticket #48213",
    body: str | None = None,
    *,
    sender: str = AGENT,
    to: str = MAILBOX,
    html: str | None = None,
    files: Sequence[tuple[str, bytes]] = (),
    pictures: Mapping[str, bytes] | None = None,
    headers: Mapping[str, str] | None = None,
    message_id: str = "<mail-1@example.com>",
    charset: str = "utf-8",
) -> bytes:
    """A mail as it comes over the wire.
    Without `body` and `html` it is a complete escalation; `html` alone has no plain
    text. `pictures` are PNG images by the Content-ID with which the HTML names
    them (`cid:…`). `headers` replaces headers
    and adds others; an empty value leaves one out."""
    mail = EmailMessage(WRITING)
    given = {"From": sender, "To": to, "Subject": subject, "Date": SENT_AT, "Message-ID": message_id, **(headers or {})}
    for name, value in given.items():
        if value:
            mail[name] = value
    encoding = None if charset == "utf-8" else "quoted-printable"
    if html is None:
        mail.set_content(build_form() if body is None else body, charset=charset, cte=encoding)
    elif body is None:
        mail.set_content(html, subtype="html", charset=charset, cte=encoding)
    else:
        mail.set_content(body, charset=charset, cte=encoding)
        mail.add_alternative(html, subtype="html", charset=charset, cte=encoding)
    if pictures and html is not None:
        page = next(part for part in mail.walk() if part.get_content_type() == "text/html")
        for cid, content in pictures.items():
            page.add_related(content, "image", "png", cid=f"<{cid}>", filename=f"{cid}.png", disposition="inline")
    for name, content in files or ((LOG,) if html is None and body is None else ()):
        kind = "text/plain" if name.endswith(".log") else mimetypes.guess_type(name)[0] or "application/octet-stream"
        maintype, _, subtype = kind.partition("/")
        mail.add_attachment(content, maintype, subtype, filename=name)
    _fix_boundaries(mail)
    return mail.as_bytes()


def make_png(width: int, height: int, colour: tuple[int, int, int] = (40, 90, 160)) -> bytes:
    """A picture of one colour, as small as PNG allows."""
    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _spaced(value: str) -> str:
    return value if value.startswith("\n") or not value else f" {value}"


def _fix_boundaries(mail: EmailMessage) -> None:
    """The library draws boundaries by lot; ours are the same each time."""
    for number, part in enumerate(
        part for part in mail.walk() if part.is_multipart() and part.get_content_maintype() == "multipart"
    ):
        part.set_boundary(f"=_part_{number}_of_mail")
