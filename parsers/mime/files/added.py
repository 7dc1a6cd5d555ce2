"""Files that programs add to a mail by themselves: nobody attaches these to prove anything (behaviour B3.13)."""

import re
from functools import cache

from parsers.mime.charsets import decode_text
from parsers.words.fold import fold
from parsers.words.load import load_words

PACKED_FILE = b"\x02\x02\x90\x06\x00"  # attAttachRendData begins each file in Outlook's wrapping (MS-OXTNEF)
_TYPES = frozenset({
    "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "application/ics",
    "application/ms-tnef", "application/vnd.ms-tnef",
    "application/pgp-signature", "application/pgp-keys", "application/pgp-encrypted",
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pkcs7",
    "application/x-pkcs7-certificates",
    "application/x-microsoft-rpmsg-message", "application/x-mso", "application/vnd.ms-officetheme",
    "text/x-amp-html", "text/watch-html", "text/x-watch-html", "text/x-moz-deleted",
    "text/vnd.google.email-reaction+json", "text/rfc822-headers",
})  # fmt: skip
_ENDS = (".vcf", ".ics", ".p7s", ".p7c", ".p7b", ".asc", ".sig", ".rpmsg")
_NAMES = frozenset({
    "winmail.dat", "win.dat", "oledata.mso", "editdata.mso", "themedata.thmx", "colorschememapping.xml", "filelist.xml",
    "reaction.json", "amp.html", "pgpmime version identification.dat",
})  # fmt: skip
# Exchange names what had no name; gateways name what they leave for a file that they took out, and what they put below.
_NAMED = re.compile(
    r"(?:att\d{4,}(?:[-_ (]\d+\)?)?(?:\.(?:txt|html?|c|dat|bin|eml))?|untitled attachment \d+\.(?:txt|html?)"
    r"|deleted\d+\.txt|deleted_ .*|.*attachment[-_ ]?(?:warning|removed|deleted|blocked)\.(?:txt|html?)"
    r"|(?:virus|attachment|security|mailscanner)[-_ ]?(?:warning|alert|notice)\d*\.(?:txt|html?)"
    r"|disclaimer\.(?:txt|html?)|.*\.removed\.(?:txt|html?))",
)
_BEGINS = (
    b"x\x9f>\"", b"BEGIN:VCARD", b"BEGIN:VCALENDAR", b"-----BEGIN PGP PUBLIC KEY", b"-----BEGIN PGP SIGNATURE",
)  # fmt: skip
_REACTION = re.compile(rb'\s*\{[^{}]{0,900}"emoji"[^{}]{0,900}\}\s*\Z')
_LONGEST_STUB = 4_000  # bytes
_STUB_SAYS = 500  # characters in which it says what it is
_NO_STUBS = (".log", ".csv", ".json", ".xml", ".eml", ".msg")
_PGP_VERSION = b"Version: 1"  # RFC 3156 §4, beside the encrypted part


def is_added(name: str, content_type: str, content: bytes) -> bool:
    """Whether a program made this file: by its type, its name, or what it holds."""
    named = name.lower()
    if content_type in _TYPES or named in _NAMES or named.endswith(_ENDS) or _NAMED.fullmatch(named):
        return not _is_named_picture(named, content_type)
    if not content[:_LONGEST_STUB].strip() or content[:40].lstrip(b"\xef\xbb\xbf\r\n ").startswith(_BEGINS):
        return True
    if len(content) > _LONGEST_STUB:
        return False
    return content.strip() == _PGP_VERSION or _REACTION.match(content) is not None or _is_stub(named, content)


def _is_named_picture(named: str, content_type: str) -> bool:
    """Exchange calls a pasted picture so too; its size tells."""
    return named.startswith("att") and content_type.startswith("image/")


def _is_stub(named: str, content: bytes) -> bool:
    """What is left of a file that was taken out."""
    if named.endswith(_NO_STUBS) or b"\0" in content:
        return False
    said = fold(decode_text(content)[:_STUB_SAYS])
    return any(phrase in said for phrase in _load_stubs())


@cache
def _load_stubs() -> tuple[str, ...]:
    return tuple(map(fold, load_words("files")["stubs"]["says"]))
