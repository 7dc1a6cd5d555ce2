"""Message-IDs, and our tokens in them and in addresses (behaviour B2.5, B11.6);
daemon/core/intake/tokens.py writes those."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from parsers.mime.fields import end_lines, split_mail_headers
from parsers.mime.headers.addresses import MAX_ADDRESSES, count_addresses, find_delivered_to, parse_all_addresses
from parsers.model import Message, Token

MAX_REFERENCES = 200  # a thread's References grow by one each answer; the newest are the last
_MAX_ID = 998  # RFC 5322 §2.1.1: the longest line

_SIGNATURE = r"[a-z2-7]{20}"
_ID = re.compile(r"<([^<>]{1,998})>")
_TOKEN_ID = re.compile(
    rf"<?esc-(?P<case>[1-9][0-9]{{0,8}})\.(?P<signature>{_SIGNATURE})\.[^@<>\s]+@[^@<>\s]+>?", re.IGNORECASE
)
_TOKEN_ADDRESS = re.compile(
    rf"[^@\s<>]+\+(?:esc|re)-(?P<case>[1-9][0-9]{{0,8}})-(?P<signature>{_SIGNATURE})@[^@\s<>]+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Ties:
    """By what a mail's headers tie it to others: the Message-IDs that it answers, the nearest first; where there are
    none, our tokens in its addresses, not yet verified."""

    ids: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()


def parse_ties(raw: bytes) -> Ties:
    """By its headers alone, which takes a tenth of reading the mail. Never raises."""
    try:
        headers = split_mail_headers(end_lines(raw))
        answered = parse_references(headers.find_text("in-reply-to"))
        ids = tuple(dict.fromkeys((*answered, *reversed(parse_references(headers.find_text("references"))))))
        if ids or count_addresses(headers, "to", "cc") > MAX_ADDRESSES:
            return Ties(ids)
        people = (one.email for name in ("to", "cc") for one in parse_all_addresses(headers, name))
        return Ties(tokens=tuple(dict.fromkeys(_read(_TOKEN_ADDRESS, (*people, *find_delivered_to(headers))))))
    except Exception:  # noqa: BLE001 - see parse_message, which says why
        return Ties()


def parse_references(value: str) -> tuple[str, ...]:
    """The Message-IDs of a References, In-Reply-To or Message-ID header, each once,
    with their angle brackets (RFC 5322 §3.6.4).

    Spaces inside an id come from folding by bad programs and are removed; words around the ids are no ids."""
    found = dict.fromkeys(f"<{''.join(match[1].split())}>" for match in _ID.finditer(value))
    if not found and "@" in value and "<" not in value:
        found = dict.fromkeys(f"<{word}>" for word in value.split() if "@" in word and len(word) < _MAX_ID)
    return tuple(one for one in found if one != "<>")[-MAX_REFERENCES:]


def find_tokens(message: Message) -> tuple[Token, ...]:
    """Our tokens in the addresses that the mail was sent to and in the Message-IDs that it names,
    not yet verified, each once.
    For automatic mail also those of the returned original: its Message-ID and the recipients that failed."""
    addresses = [*(one.email for one in (*message.to, *message.cc)), *message.delivered_to]
    ids = [*message.in_reply_to, *message.references]
    if message.automatic is not None:
        addresses += message.automatic.failed_recipients
        ids += message.automatic.original_message_ids
    return tuple(dict.fromkeys((*_read(_TOKEN_ADDRESS, addresses), *_read(_TOKEN_ID, ids))))


def _read(pattern: re.Pattern[str], texts: Iterable[str]) -> Iterable[Token]:
    for text in texts:
        match = pattern.fullmatch(text.strip()) if len(text) <= _MAX_ID else None
        if match is not None:
            yield Token(int(match["case"]), match["signature"].lower())
