"""Addresses out of headers (RFC 5322 §3.4), by mail-parser's structural reading: a display name never becomes an address."""

import re

from mailparser.utils import get_addresses

from parsers.charsets import clean_text, decode_header, decode_text
from parsers.model import Address
from parsers.parts import Headers

MAX_ADDRESSES = 200  # in To, Cc and Reply-To together; above it nobody was meant in person
_MAX_ADDRESS = 254  # RFC 5321 §4.5.3.1.3
_MAX_NAME = 200
_MAX_NESTED_COMMENTS = 50
# One address in the form that nearly all mail has and that can be read in one way only: it needs no structural reading.
_PLAIN = re.compile(
    r"(?:\"?(?P<name>[A-Za-z0-9 '_-]{0,100})\"? ?<(?P<email>[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,180})>|"
    r"(?P<bare>[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,180}))"
)


def count_addresses(headers: Headers, *names: str) -> int:
    """How many addresses these headers seem to hold: at least as many as there are, without reading them."""
    return sum(value.count(b"@") for name in names for value in headers.find_all(name))


def parse_addresses(value: bytes) -> tuple[Address, ...]:
    """The mailboxes of one header, in order; groups opened, what is no address left out."""
    if value.count(b"(") > _MAX_NESTED_COMMENTS:
        return ()
    text = " ".join(decode_text(value).replace("\x00", "").split())
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        address = _read((plain["name"] or "").strip(), plain["email"] or plain["bare"])
        return (address,) if address else ()
    found = (_read(name, email) for name, email in get_addresses(text, defects=[], decode_names=True))
    return tuple(address for address in found if address is not None)


def parse_all_addresses(headers: Headers, name: str) -> tuple[Address, ...]:
    """The mailboxes of all headers of this name, each address once."""
    found: dict[str, Address] = {}
    for value in headers.find_all(name):
        for address in parse_addresses(value):
            found.setdefault(address.key, address)
    return tuple(found.values())


def find_sender(headers: Headers) -> Address | None:
    """The one mailbox of the one From header; None when there are none or several."""
    values = headers.find_all("from")
    if len(values) != 1:
        return None
    found = parse_addresses(values[0])
    return found[0] if len(found) == 1 else None


def _read(name: str, email: str) -> Address | None:
    email = clean_text(email).strip()
    local, at, domain = email.rpartition("@")
    if not local or not at or not domain or len(email) > _MAX_ADDRESS or email.split() != [email]:
        return None
    if "=?" in name:
        name = decode_header(name.encode("utf-8", "replace"))
    name = " ".join(clean_text(name).replace("\ufffd", "").split()).strip("'\" ")[:_MAX_NAME]
    return Address(f"{local}@{domain.lower().rstrip('.')}", "" if name.lower() == email.lower() else name)
