"""Mail that only its recipients' keys open, in every shape that gateways, lists and mail programs make of it."""

import re

from parsers.mime.charsets import decode_base64
from parsers.mime.parts import Part
from parsers.mime.seals.smime import find_content_type, find_signed_content

SMIME = "it is encrypted with S/MIME, and only the keys of its recipients can open it"
PGP = "it is encrypted with PGP, and only the keys of its recipients can open it"
PROTECTED = "it is protected by Microsoft's rights management, and only its recipients can open it"
ENVELOPE = "it lies in an encrypted envelope that only its recipients can open"

_FIRST = 100_000  # bytes of a text in which armour is sought
_HEAD = 4_000  # bytes of a file
_FEW_WORDS = 300  # characters: a gateway's sentence, not a letter
# At the beginning of a line or behind a tag; not quoted, not in a sentence. Editors make longer dashes of some.
_DASHES = rb"(?:-|&#45;|&ndash;|&mdash;|\xe2\x80[\x90-\x95]|\x96|\x97){2,10}"
_ARMOUR = re.compile(
    rb"(?:^|>)(?:[ \t]|\xc2\xa0|&nbsp;)*%s ?BEGIN PGP MESSAGE(?:, PART [0-9X]+(?:/[0-9X]+)?)? ?%s" % (_DASHES, _DASHES),
    re.MULTILINE,
)
_BLOCK = re.compile(r"-{2,10} ?BEGIN PGP MESSAGE ?-{2,10}.*?(?:-{2,10} ?END PGP MESSAGE ?-{2,10}|\Z)", re.DOTALL)
# As it stands, and as base64, which says it in three ways: by where it begins.
_NAMED = (b"BEGIN PGP MESSAGE", b"QkVHSU4gUEdQ", b"JFR0lOIFBHU", b"CRUdJTiBQR1")
_QUOTED = re.compile(rb"^[ \t]*>.*\n?", re.MULTILINE)
# RFC 9580 §4.2, §5.1: a packet with a key for somebody, in the old and the new form, version 3 or 6.
_PACKET = re.compile(rb"(?:[\x84\x85].{1,2}|\xc1(?:[\x00-\xbf]|[\xc0-\xdf].))[\x03\x06]", re.DOTALL)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_SAYS_LITTLE = ("application/octet-stream", "application/pkcs7", "text/plain")
_SEQUENCES = (b"0\x80", b"0\x82", b"0\x83")  # X.690 §8.1.3: of no said length, and of more than 127 bytes
_CODED = (b"MI", b"0=8", *_SEQUENCES)  # the same in base64, in quoted-printable, and as it is
_PGP_ENDS = (".asc", ".pgp", ".gpg")
_OF_MAILS = frozenset({"", "txt", "htm", "html", "eml", "dat"})  # what may stand before .pgp where it is the letter
_RIGHTS_TYPE = "application/x-microsoft-rpmsg-message"
_RIGHTS = re.compile(r"message(?:_v\d)?\.rpmsg")
_ENVELOPES = re.compile(r"(?:securedoc[\w-]*|securemessage|secure[-_]?mail|encryptedmessage)\.html?")


def find_seal(root: Part, words: str) -> str:
    """Why the mail that shows these `words` cannot be read, or ""."""
    parts = tuple(root.walk())
    for part in parts:
        if _is_armoured(part):
            return PGP
        if _is_cms(part) and find_content_type(read_cms(part)) == "enveloped":
            return SMIME
    if any(part.content_type == "application/pgp-encrypted" or _says_encrypted(part) for part in parts):
        return PGP
    if any(part.content_type == _RIGHTS_TYPE or _RIGHTS.fullmatch(part.file_name.lower()) for part in parts):
        return PROTECTED
    return _find_sealed_file(parts) if len(words.strip()) < _FEW_WORDS else ""


def fold_armour(text: str) -> str:
    """The text with a short sign in place of each PGP message in it, which nobody here can read."""
    return _BLOCK.sub("[PGP MESSAGE]", text) if "BEGIN PGP MESSAGE" in text else text


def is_smime(part: Part) -> bool:
    """Whether it says that it is S/MIME, or is a signed mail inside its signature (RFC 8551 §3.5.2) that does not."""
    return _is_cms(part) and (_says_smime(part) or find_signed_content(read_cms(part)) is not None)


def _says_smime(part: Part) -> bool:
    return "pkcs7-mime" in part.content_type or part.file_name.lower().endswith(".p7m")


def _says_encrypted(part: Part) -> bool:
    """RFC 1847 §2.2, also without the parts that it promises."""
    return part.headers.find("content-type").lower().startswith(b"multipart/encrypted")


def is_document(part: Part) -> bool:
    """Whether it is a file that somebody signed, `invoice.pdf.p7m`, and no mail."""
    stem, _, end = part.file_name.lower().rpartition(".")
    return end == "p7m" and "." in stem and not stem.endswith((".eml", ".txt"))


def _is_armoured(part: Part) -> bool:
    if part.file_name or not part.content_type.startswith("text/") or part.disposition == "attachment":
        return False
    if not any(map(bytes(part.body[:_FIRST]).__contains__, _NAMED)):
        return False
    return _ARMOUR.search(_QUOTED.sub(b"", part.decode(_FIRST))) is not None


def _is_cms(part: Part) -> bool:
    """Whether it may be S/MIME by what it says, or says nothing and begins so: a sequence, in DER or BER."""
    if part.children or is_document(part):
        return False
    if _says_smime(part):
        return True
    if part.content_type not in _SAYS_LITTLE or part.file_name.lower().endswith((".p7s", ".p7b", ".p7c")):
        return False
    if not bytes(part.body[:8]).lstrip().startswith(_CODED):
        return False
    first = part.decode(_HEAD)
    return first.startswith(_SEQUENCES) or (first.startswith(b"MI") and _BASE64.fullmatch(first) is not None)


def read_cms(part: Part) -> bytes:
    """The content of such a part; what a list or gateway made of it may be base64 that nothing says."""
    content = part.decode()
    return decode_base64(content) if content.startswith(b"MI") and _BASE64.fullmatch(content[:_HEAD]) else content


def _find_sealed_file(parts: tuple[Part, ...]) -> str:
    """Beside no letter of one's own a file is the letter."""
    for part in parts:
        name = part.file_name.lower()
        if _ENVELOPES.fullmatch(name):
            return ENVELOPE
        if not part.children and _is_pgp_letter(name, part.decode(_HEAD)):
            return PGP
    return ""


def _is_pgp_letter(name: str, first: bytes) -> bool:
    stem, _, end = name.rpartition(".")
    _, dot, inner = stem.rpartition(".")
    if f".{end}" in _PGP_ENDS and (inner if dot else "") not in _OF_MAILS:
        return False  # `error.log.gpg` is a file
    if first.lstrip().startswith(b"-----BEGIN PGP MESSAGE"):
        return True
    return f".{end}" in _PGP_ENDS and _PACKET.match(first) is not None
