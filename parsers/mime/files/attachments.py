"""Attachments and pasted pictures: their names made safe,
and which of them count as screenshot or log (behaviour B3.13, B3.14)."""

import re
from collections.abc import Iterable

from parsers.mime.charsets import clean_text
from parsers.mime.fields import split_mail_headers
from parsers.mime.files.added import PACKED_FILE, is_added
from parsers.mime.files.pictures import find_picture_size
from parsers.mime.parts import Part
from parsers.model import File

SCREENSHOT_SIDE = 200  # pixels, both sides; behaviour B3.13
SCREENSHOT_BYTES = 20_000  # for a picture whose size cannot be read
_MAX_NAME = 120

_UNSAFE = re.compile(r"[<>:\"|?*\x00-\x1f\x7f]+")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_EXTENSIONS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/jpg": ".jpg", "image/gif": ".gif", "image/bmp":
    ".bmp", "image/webp": ".webp", "image/heic": ".heic", "image/tiff": ".tif",
    "text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "text/calendar": ".ics", "application/pdf": ".pdf",
    "application/zip": ".zip", "application/json": ".json", "message/rfc822": ".eml", "application/ms-tnef": ".dat",
}  # fmt: skip
_PICTURES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".webp",
    ".heic",
    ".heif",
    ".avif",
    ".tif",
    ".tiff",
    ".emz",
    ".wmz",
)


def read_files(parts: Iterable[Part]) -> tuple[File, ...]:
    """The files of a mail in its order, each name once."""
    files: list[File] = []
    taken: set[str] = set()
    for part in parts:
        content = part.decode()
        name = _make_unique(_read_name(part, content), taken)
        taken.add(name.lower())
        inline = part.disposition == "inline" or (
            part.disposition != "attachment" and bool(part.headers.find("content-id"))
        )
        files.append(
            File(name, part.content_type, len(content), _counts(name, part.content_type, content), inline, content)
        )
    return tuple(files)


def may_be_missed(file: File) -> bool:
    """Whether this file does not count though somebody attached it for a purpose,
    and no program by itself: an empty one, a
    long or flat picture with as many pixels as a screenshot's least, a `winmail.dat` with files in it."""
    if file.counts or file.inline:
        return False
    if PACKED_FILE in file.content:
        return True
    width, height = find_picture_size(file.content) or (0, 0)
    return not file.content or width * height >= SCREENSHOT_SIDE**2


def make_safe_name(name: str) -> str:
    """A name that is one path component on every system: no folders, control characters, devices or leading dots."""
    name = re.split(r"[/\\]", clean_text(name))[-1]
    name = " ".join(_UNSAFE.sub("_", name).split()).strip(". ")
    if _DEVICES.match(name):
        name = "_" + name
    if len(name) > _MAX_NAME:
        stem, dot, end = name.rpartition(".")
        name = f"{stem[: _MAX_NAME - 12]}.{end[:10]}" if dot and len(end) <= 10 else name[:_MAX_NAME]
    return name


def _counts(name: str, content_type: str, content: bytes) -> bool:
    if is_added(name, content_type, content):
        return False
    size = find_picture_size(content)
    if size is None and not content_type.startswith("image/") and not name.lower().endswith(_PICTURES):
        return True
    return min(size) >= SCREENSHOT_SIDE if size else len(content) >= SCREENSHOT_BYTES


def _read_name(part: Part, content: bytes) -> str:
    name = make_safe_name(part.file_name)
    if name:
        return name
    if part.content_type == "message/rfc822":
        subject = make_safe_name(split_mail_headers(content).find_text("subject").replace("/", "-"))
        return f"{subject or 'message'}.eml"
    stem = "picture" if part.content_type.startswith("image/") else "attachment"
    return stem + _EXTENSIONS.get(part.content_type, ".bin")


def _make_unique(name: str, taken: set[str]) -> str:
    if name.lower() not in taken:
        return name
    stem, dot, end = name.rpartition(".")
    number = 2
    while True:
        other = f"{stem} ({number}).{end}" if dot else f"{name} ({number})"
        if other.lower() not in taken:
            return other
        number += 1
