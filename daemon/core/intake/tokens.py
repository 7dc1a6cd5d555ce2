"""Signatures that let a reply change a case:
bound to the case and to the person it was written to (behaviour B11.6)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from parsers.model import Address, Token

_LETTER = re.compile(
    r"<(?:esc-(?P<case>[1-9][0-9]{0,8})\.[a-z2-7]{20}\.(?P<unique>[0-9]{1,9}-[0-9a-f]{1,16})"
    r"|(?P<moment>[0-9a-f]{1,16})\.(?P<digest>[0-9a-f]{20}))@[^@<>\s]+>",
    re.IGNORECASE,
)
_LONGEST_MOMENT = 9  # hexadecimal digits: the year 4147
SIGNATURE_BYTES = 12  # 96 bits, above the 80 that the threat model asks for; 20 characters of base32


def sign(key: bytes, case: int, address: str) -> Token:
    """The token for this person in this case: HMAC-SHA256 under the installation's key, lower-case base32."""
    mac = hmac.new(key, f"{case}|{address.lower()}".encode(), hashlib.sha256).digest()[:SIGNATURE_BYTES]
    return Token(case, base64.b32encode(mac).decode().rstrip("=").lower())


def render_token_address(mailbox: str, token: Token) -> str:
    """The mailbox's plus-address that carries the token: `support+esc-42-SIGNATURE@example.com`.
    What is written here and below,
    parsers/mime/headers/references.py finds again."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local}+esc-{token.case}-{token.signature}@{domain}"


def render_customer_address(mailbox: str, token: Token) -> str:
    """The same for letters that a customer sees, without a word that is for nobody outside:
    `support+re-42-SIGNATURE@example.com`."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local}+re-{token.case}-{token.signature}@{domain}"


def render_message_id(token: Token, unique: str, domain: str) -> str:
    """A Message-ID that carries the token: `<esc-42.SIGNATURE.unique@example.com>`."""
    return f"<esc-{token.case}.{token.signature}.{unique}@{domain}>"


def find_letter(message_id: str) -> str | None:
    """The id of the letter of ours with this Message-ID, as daemon/core/letters/rendering.py gives both; None for what
    is none of ours."""
    found = _LETTER.fullmatch(message_id)
    if found is None:
        return None
    return f"ESC-{found['case']}-{found['unique']}" if found["case"] else f"{found['moment']}-{found['digest']}"


def find_letter_moment(letter: str) -> datetime | None:
    """When the letter with this id was written, to the second; None for an id of another shape."""
    moment = letter.rpartition("-")[2] if letter.startswith("ESC-") else ""
    is_moment = 0 < len(moment) <= _LONGEST_MOMENT and not set(moment) - set("0123456789abcdef")
    return datetime.fromtimestamp(int(moment, 16), UTC) if is_moment else None


def find_written_at(message_id: str) -> datetime | None:
    """When the letter of ours with this Message-ID was written, to the second; None for what is none of ours."""
    found = _LETTER.fullmatch(message_id)
    moment = "" if found is None else found["moment"] or found["unique"].rpartition("-")[2]
    return datetime.fromtimestamp(int(moment, 16), UTC) if 0 < len(moment) <= _LONGEST_MOMENT else None


def find_owner(key: bytes, token: Token, people: Iterable[Address]) -> Address | None:
    """The person to whom this token was given, compared in constant time; None for a forged one."""
    for person in people:
        if hmac.compare_digest(sign(key, token.case, person.email).signature, token.signature):
            return person
    return None
