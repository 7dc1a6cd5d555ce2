"""Where a simulation's mails come from: files, folders of .eml files or Maildir, mbox in the ways that programs write
it."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.parser import BytesHeaderParser
from pathlib import Path

from parsers.message import parse_date

BOM = b"\xef\xbb\xbf"
# A line of prose may begin with "From " too: a separator says when, and a header follows it.
SEPARATOR = re.compile(rb"^From [^\r\n]*\d:\d\d[^\r\n]*\r?\n(?=>?[!-9;-~]+[ \t:])", re.MULTILINE)
BARE_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n(?=[!-9;-~]+:)")
ENVELOPE = re.compile(rb"\A(?:>?From [^\r\n]*\r?\n)+")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
SENT_AT = re.compile(r"[A-Z][a-z]{2},? .*\d:\d\d.*")


def read_sources(sources: Sequence[Path], received: datetime | None) -> list[tuple[datetime, bytes]]:
    """The mails of all sources, each with its arrival, oldest first: `received`, or its own Date; without a usable one
    when it was received or put into its mbox, else with the mail before it, or the first that has a date. Raises
    OSError and ValueError with a sentence when nothing says when."""
    arrivals = [(received or at, raw) for source in sources for at, raw in _read_source(source)]
    known = next((at for at, _ in arrivals if at is not None), None)
    found: list[tuple[datetime, bytes]] = []
    for at, raw in arrivals:
        known = at or known
        if known is None:
            raise ValueError("no mail has a date: say with --received when they arrive")
        found.append((known, raw))
    return sorted(found, key=lambda arrival: arrival[0])


def _read_source(source: Path) -> Iterator[tuple[datetime | None, bytes]]:
    paths = sorted(path for path in source.rglob("*") if _is_mail(path)) if source.is_dir() else [source]
    for path in paths:
        yield from split_mails(path.read_bytes())


def _is_mail(path: Path) -> bool:
    """.eml, .mbox, or a file of a Maildir."""
    named = path.suffix.lower() in (".eml", ".mbox") or path.parent.name in ("cur", "new")
    return named and not path.name.startswith(".") and path.is_file()


def split_mails(content: bytes) -> Iterator[tuple[datetime | None, bytes]]:
    """The mails of a file, one or an mbox, with the dates that they say, None where one says none. Of mbox's kinds
    those are understood that mark a line "From " in a text with ">", and those that do not."""
    content = content.removeprefix(BOM).lstrip(b"\r\n")
    if not content.startswith(b"From "):
        content = ENVELOPE.sub(b"", content)
        if content:
            yield _find_date(content, ""), content
        return
    separator = SEPARATOR if SEPARATOR.match(content) else BARE_SEPARATOR
    starts = [match.start() for match in separator.finditer(content)] or [0]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        mail = content[start:end]
        envelope = mail.partition(b"\n")[0].decode("ascii", "replace").strip()
        raw = QUOTED.sub(rb"\1", ENVELOPE.sub(b"", mail))
        raw = re.sub(rb"\r?\n\Z", b"", raw) if raw.endswith((b"\n\n", b"\n\r\n")) else raw
        yield _find_date(raw, envelope), raw


def _find_date(raw: bytes, envelope: str) -> datetime | None:
    """When it was written, by its Date, else when it arrived or was put into its mbox; None when nothing says so."""
    headers = BytesHeaderParser().parsebytes(raw)
    arrived = str(headers.get("Received", "")).rpartition(";")[2].strip()
    stamp = SENT_AT.search(envelope)
    return parse_date(str(headers.get("Date", ""))) or parse_date(arrived) or (parse_date(stamp[0]) if stamp else None)
