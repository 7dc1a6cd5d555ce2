"""A report, by the standard (RFC 3464, RFC 8098) or not, and what it says of the mail that it is about:
who was not reached, why, and its Message-ID."""

import re
from collections.abc import Sequence
from functools import cache

from parsers.mime.fields import Headers, split_mail_headers
from parsers.mime.headers.references import parse_references
from parsers.mime.parts import Part
from parsers.robots.clues import MAX_BODY, Clues
from parsers.robots.evidence import says
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

MAX_REPORT = 200_000  # bytes
_MOST_RECIPIENTS = 100
DISPOSITION = "message/disposition-notification"
_MOST_NAMED = 5  # recipients that words name

# RFC 3463 §2; RFC 5321 §4.2; RFC 5322 §3.4.1, as far as servers write addresses.
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"(?<![\d.-])(?:4[25][0-9]|5[0-7][0-9])(?=[ -](?:\D|[245]\.))")
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
OUR_ID = re.compile(r"<esc-[0-9]{1,9}\.[a-z2-7]{20}\.[^@<>\s]{1,200}@[^@<>\s]{1,200}>", re.IGNORECASE)
_RETURNED_ID = re.compile(r"^[ \t>]*message-id:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_RETURNED_TYPES = frozenset(
    {
        "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers",
        "message/partial", "message/rfc822-headers",
    }
)  # fmt: skip
# Lines of the returned mail that name us, where a report shows some of them among its words.
_OWN_LINES = re.compile(
    r"^[ \t>*]*(?:from|sender|reply-to|return-path|message-id)[ \t]*:[^\n]*", re.IGNORECASE | re.MULTILINE
)
_SERVERS = ("mailer daemon", "postmaster")


def find_status_part(clues: Clues) -> Part | None:
    """The report's part, or the file that a gateway made of it; None when there is neither."""
    part = clues.find_part("message/delivery-status", "message/global-delivery-status")
    return part or next(filter(is_report_file, clues.parts), None)


def is_report_file(part: Part) -> bool:
    return bool(part.file_name) and part.decode(2_000).lstrip().lower().startswith(
        (b"reporting-mta:", b"final-recipient:")
    )


def find_disposition_part(clues: Clues) -> Part | None:
    """A receipt's part (RFC 8098); None when there is none."""
    return clues.find_part(DISPOSITION)


def is_displayed(clues: Clues) -> bool:
    """RFC 8098 §3."""
    return clues.report_type == "disposition-notification" or DISPOSITION in clues.types


def is_rejecting(clues: Clues) -> bool:
    """Dovecot's and Cyrus' `reject` (RFC 5429 §2.2) comes as the receipt of a mail that was deleted."""
    part = find_disposition_part(clues)
    fields = {name: value for block in read_blocks(part) for name, value in block.items()} if part else {}
    return "deleted" in fields.get("disposition", "").lower() and says(clues.body, "bounce", "bodies")


@cache
def _compile_copy() -> re.Pattern[str]:
    copies = one_of(load_words("automatic")["bounce"]["copies"])
    return re.compile(rf"\n[ \t>-]*(?:received:|return-path:|-+ ?(?:{copies}))", re.IGNORECASE)


def cut_returned(text: str) -> str:
    """The text above a server's copy of the returned mail."""
    return _compile_copy().split(text[:MAX_BODY], maxsplit=1)[0]


def has_copy(text: str) -> bool:
    return _compile_copy().search(text[:MAX_BODY]) is not None


def find_status(text: str) -> str:
    """The first enhanced status code (RFC 3463), or ""."""
    found = STATUS.search(text[:MAX_BODY])
    return found[1] if found else ""


def has_code(text: str) -> bool:
    return bool(STATUS.search(text[:MAX_BODY]) or REPLY_CODE.search(text[:MAX_BODY]))


def has_permanent_code(text: str) -> bool:
    return any(code.startswith("5") for code in STATUS.findall(text[:MAX_BODY]))


def find_addresses(text: str) -> tuple[str, ...]:
    return keep_once(ADDRESS.findall(text))


def find_named(headers: Headers, text: str) -> tuple[str, ...]:
    """Addresses in the words of a report, but not the server's own and not those below its copy of the returned
    mail."""
    own = {address.lower() for name in ("from", "to") for address in ADDRESS.findall(headers.find_text(name)[:2000])}
    said = _OWN_LINES.sub("", cut_returned(text))
    found = (one.strip("'") for one in ADDRESS.findall(said))
    kept = (one for one in found if one.lower() not in own and not fold(one).startswith(_SERVERS))
    return keep_once([one for one, _ in zip(kept, range(_MOST_NAMED), strict=False)])


def keep_once(addresses: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address.rstrip(".") for address in addresses))[:_MOST_RECIPIENTS]


def read_blocks(part: Part | None) -> list[dict[str, str]]:
    """The groups of fields of a report, which empty lines divide (RFC 3464 §2.1)."""
    if part is None:
        return []
    return [
        {name: headers.find_text(name) for name in headers.fields}
        for block in re.split(rb"\n\s*\n", part.decode()[:MAX_REPORT].replace(b"\r\n", b"\n"))[: _MOST_RECIPIENTS + 1]
        for headers in (split_mail_headers(block.lstrip(b"\n") + b"\n\n"),)
    ]


def find_original_ids(root: Part, text: str, report: Part | None = None) -> tuple[str, ...]:
    """Message-IDs of the mail that a report is about: in the report, in its returned headers, in the text."""
    found: list[str] = [
        one for block in read_blocks(report) for one in parse_references(block.get("original-message-id", ""))
    ]
    for part in root.walk():
        if part.content_type in _RETURNED_TYPES:
            found += parse_references(split_mail_headers(part.decode()[:MAX_REPORT]).find_text("message-id"))
    found += _RETURNED_ID.findall(text)
    found += OUR_ID.findall(text)
    return tuple(dict.fromkeys(found))


def find_our_ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(OUR_ID.findall(text)))
