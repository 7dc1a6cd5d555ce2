"""Addresses out of headers (RFC 5322 §3.4), by mail-parser's structural reading:
a display name never becomes an address."""

import re
import unicodedata

from mailparser.utils import get_addresses

from parsers.mime.charsets import clean_text, decode_header, decode_text, decode_words
from parsers.mime.fields import Headers, LenientHeaders, unfold
from parsers.model import Address
from parsers.syntax import CFWS, COMMENT, QUOTED, find_domain

MAX_ADDRESSES = 200  # in To, Cc and Reply-To together; above it nobody was meant in person
_MAX_ADDRESS = 254  # RFC 5321 §4.5.3.1.3
_MAX_NAME = 200
_MAX_NESTED_COMMENTS = 50
# One address in the form that nearly all mail has and that can be read in one way only: it needs no structural reading.
_PLAIN = re.compile(
    r"(?:\"?(?P<name>[A-Za-z0-9 '_-]{0,100})\"? ?<(?P<email>[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,180})>|"
    r"(?P<bare>[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,180})"
    r"(?: \((?P<comment>[A-Za-z0-9 ,.'_-]{1,100})\))?)"  # QUIRK: Debian's Python 3.11.2 reads none of it, for the comma
)

_MAX_FROM = 2_000  # bytes; a name and an address take a hundred
# RFC 5322 §3.4.1 without comments, quotations, literals and obsolete forms; RFC 6532 adds the other alphabets.
_ATOM = r"[^\s\"(),.:;<>@\[\\\]]+"
_ADDR_SPEC = rf"(?P<email>{_ATOM}(?:\.{_ATOM})*@(?P<domain>{_ATOM}(?:\.{_ATOM})*))"
# RFC 5322 §3.4: name-addr, or addr-spec with the name in a comment. Programs leave much unquoted in a name, and what
# structures nothing does no harm: [Support] Dana W. <dana@example.com>.
_NAME = rf'(?P<name>(?:[^"(),:;<>\\]|{QUOTED}|{COMMENT})*)'
_NAME_ADDR = re.compile(rf"{_NAME}<[ \t]*{_ADDR_SPEC}[ \t]*>(?P<tail>{CFWS}*)")
_BARE_ADDR = re.compile(rf"(?P<name>(?:{CFWS}*[ \t])?){_ADDR_SPEC}(?P<tail>(?:[ \t]{CFWS}*)?)")
_QUOTED_NAME = re.compile(r'\s*"[^"\\]*"\s*')


# Some readers skip blanks in an address: ceo@example.com .evil.example
_ADDRESS_LIKE = re.compile(r"[^\s<>()\"',;]+@[^\s<>()\"',;]*(?:\s+[.@][^\s<>()\"',;]*)*")
# Programs put them into and around names of either direction. They turn no letters around; U+202D and U+202E do.
_MARKS_OF_DIRECTION = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202D), *range(0x2066, 0x206A)))


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
        address = _read((plain["name"] or plain["comment"] or "").strip(), plain["email"] or plain["bare"])
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


def find_delivered_to(headers: Headers) -> tuple[str, ...]:
    """The addresses to which servers say that they delivered the mail."""
    names = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
    values = [value for name in names for value in headers.find_all(name)][:MAX_ADDRESSES]
    return tuple(dict.fromkeys(address.email for value in values for address in parse_addresses(value[:1000])))


def find_sender(headers: Headers) -> Address | None:
    """The one mailbox of the one From header; None for none or several. A guess where `find_ambiguity` says so."""
    values = headers.find_all("from")
    if len(values) != 1:
        return None
    found = parse_addresses(values[0])
    return found[0] if len(found) == 1 else None


def find_original_sender(headers: Headers, lenient: LenientHeaders) -> Address | None:
    """Who a list says wrote the mail, before it rewrote From. None where it names nobody, or two, or one header
    could be read in two ways (fault F86)."""
    found: dict[str, Address] = {}
    for name in ("x-original-sender", "x-original-from"):
        values = headers.find_all(name)
        people = [address for value in values for address in parse_addresses(value)]
        if values and not (len(people) == 1 and _is_read_alike(headers, lenient, name, people[0])):
            return None
        found |= {address.key: address for address in people}
    return next(iter(found.values())) if len(found) == 1 else None


def find_ambiguity(headers: Headers, lenient: LenientHeaders, sender: Address | None) -> str:
    """The From of the mail as it is written, for people, when two readers (Exchange, Gmail, a DMARC filter, a
    library) may find two senders in it (fault F86). "" when all find `sender`, or there is none to be found."""
    values = [unfold(value) for value in headers.find_all("from")]
    if sender is not None and _is_read_alike(headers, lenient, "from", sender):
        return ""
    text = " | ".join(decode_header(value[:_MAX_FROM]) for value in values[:10])[:_MAX_NAME]
    return (text or "?") if sender is not None or "@" in text else ""


def _is_read_alike(headers: Headers, lenient: LenientHeaders, name: str, person: Address) -> bool:
    """Whether every reader finds this header once, and this one person in it."""
    values = [unfold(value) for value in headers.find_all(name)]
    found = lenient.find_all(name)
    return len(values) == 1 and found == values and _is_unambiguous(values[0], person)


def _is_unambiguous(value: bytes, sender: Address) -> bool:
    """Whether it has the plain form, mail-parser reads it alike, nothing is hidden, no other address stands in it."""
    if len(value) > _MAX_FROM:
        return False
    text = value.decode("utf-8", "surrogateescape")
    match = _NAME_ADDR.fullmatch(text) or _BARE_ADDR.fullmatch(text)
    if match is None or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text):
        return False
    email = match["email"]
    return (
        email.lower() == sender.key
        and email.isprintable()
        and email == unicodedata.normalize("NFKC", email)
        and "=?" not in email
        and find_domain(match["domain"]) is not None
        and all(_names_no_other(around, sender) for around in match.group("name", "tail") if around)
    )


def _names_no_other(around: str, sender: Address) -> bool:
    """Whether the text beside an address names no other, decoded or not. What is quoted is a name, whatever it says."""
    decoded = decode_words(decode_text(around.encode("utf-8", "surrogateescape")))
    shown = decoded.translate(_MARKS_OF_DIRECTION)
    if "\n" in shown or clean_text(shown) != unicodedata.normalize("NFC", shown):
        return False  # something in it is drawn as nothing, or turns the rest
    if "=?" not in around and _QUOTED_NAME.fullmatch(around):
        return True
    if around.strip(" \t'()").lower() != sender.key and "@" in around:
        return False
    return "=?" not in decoded and _holds_no_other(decoded, sender)


def _holds_no_other(name: str, sender: Address) -> bool:
    """Whether a reader who decodes a name before he looks for addresses in it finds
    no other than the sender's: nothing that
    looks like one, and no `@` at all where there are angle brackets (<team> alone is no mailbox)."""
    found = {match[0].lower() for match in _ADDRESS_LIKE.finditer(name)}
    rest = _ADDRESS_LIKE.sub("", name)
    return found <= {sender.key} and not ("@" in rest and set("<>") & set(rest))


def _read(name: str, email: str) -> Address | None:
    email = clean_text(email).strip()
    local, at, domain = email.rpartition("@")
    if not local or not at or not domain or len(email) > _MAX_ADDRESS or email.split() != [email]:
        return None
    if "=?" in name:
        name = decode_header(name.encode("utf-8", "replace"))
    name = " ".join(clean_text(name).replace("\ufffd", "").split()).strip("'\" ")[:_MAX_NAME]
    return Address(f"{local}@{domain.lower().rstrip('.')}", "" if name.lower() == email.lower() else name)
