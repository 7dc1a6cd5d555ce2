"""Attachments and pasted pictures: their names made safe,
and which of them count as screenshot or log (behaviour B3.13, B3.14)."""

import re
from collections.abc import Iterable

from parsers.mime.charsets import clean_text
from parsers.mime.parts import Part, split_mail_headers
from parsers.model import File

SCREENSHOT_SIDE = 200  # pixels, both sides; behaviour B3.13
SCREENSHOT_BYTES = 20_000  # for a picture whose size cannot be read
_MAX_NAME = 120

_UNSAFE = re.compile(r"[<>:\"|?*\x00-\x1f\x7f]+")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_EXTENSIONS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/jpg": ".jpg", "image/gif": ".gif", "image/bmp":
    ".bmp", "image/webp": ".webp",
    "text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "text/calendar": ".ics", "application/pdf": ".pdf",
    "application/zip": ".zip", "application/json": ".json", "message/rfc822": ".eml", "application/ms-tnef": ".dat",
}  # fmt: skip
# What mail programs add by themselves; nobody attaches these to prove anything.
_NEVER_COUNT = frozenset({
    "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "application/ics",
    "application/ms-tnef", "application/vnd.ms-tnef",
    "application/pgp-signature", "application/pgp-keys", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "application/x-microsoft-rpmsg-message",
})  # fmt: skip
_PACKED_FILE = b"\x02\x02\x90\x06\x00"  # attAttachRendData begins each file in Outlook's wrapping (MS-OXTNEF)
_NEVER_COUNT_NAMES = (".vcf", ".ics", ".p7s", ".asc", "winmail.dat", "win.dat", ".rpmsg")


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
    if _PACKED_FILE in file.content:
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


def find_picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from the first bytes of a PNG, JPEG, GIF, BMP or WebP; None when they do not say."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content.startswith(b"BM") and len(content) >= 26:
        width, height = (
            int.from_bytes(content[18:22], "little", signed=True),
            int.from_bytes(content[22:26], "little", signed=True),
        )
        return abs(width), abs(height)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP" and len(content) >= 30:
        return _find_webp_size(content)
    return _find_jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _find_webp_size(content: bytes) -> tuple[int, int] | None:
    kind = content[12:16]
    if kind == b"VP8X":
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF
    return None


def _find_jpeg_size(content: bytes) -> tuple[int, int] | None:
    """From the frame header (SOF), past the segments before it."""
    at = 2
    for _ in range(500):
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 9 > len(content) or content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + (0 if marker == 0x01 or 0xD0 <= marker <= 0xD8 else max(2, int.from_bytes(content[at + 2 : at + 4])))
    return None


def _counts(name: str, content_type: str, content: bytes) -> bool:
    if not content or content_type in _NEVER_COUNT or name.lower().endswith(_NEVER_COUNT_NAMES):
        return False
    if not content_type.startswith("image/") and find_picture_size(content) is None:
        return True
    size = find_picture_size(content)
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
