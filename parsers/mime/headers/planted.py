"""Words that a sender plants for a server to repeat:
OpenDKIM and Exim write a signature's decoded `i=` into their results as it
stands, Postfix hands on a quoted local part without its quotation marks, OpenDMARC repeats a greeting.
An honest sender has none."""

import re

from parsers.mime.fields import Headers, unfold
from parsers.syntax import CFWS

# RFC 6376 §2.11: in a tag's value `=3B` stands for a semicolon
_ESCAPED = re.compile(r"=([0-9A-Fa-f]{2})")
_TAG = re.compile(r"(?:\A|;)\s*(?P<name>[a-z]+)\s*=(?P<value>[^;]*)", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w.-]+")
_PLAIN = {"i": re.compile(rf"[^\s\"();,\\<>]*@{_DOMAIN.pattern}"), "d": _DOMAIN, "s": _DOMAIN}
_RETURN_PATH = re.compile(r"<?[^\s\"();,\\<>]*>?")

# The greeting stands in the Received header (RFC 5321 section 4.4) of our border server,
# which a few others of ours may stand above
_MOST_RECEIVED, _LONGEST_RECEIVED = 20, 8_000
_FINDING = re.compile(
    rf"(?<![\w-])(?:(?:dmarc|dkim|spf|compauth)(?:{CFWS}*/{CFWS}*1)?{CFWS}*={CFWS}*pass(?![\w-])"
    rf"|(?:header|smtp){CFWS}*\.{CFWS}*[\w-]+{CFWS}*=)"
    r"|\A\s*from\s+[^\s(]*=",  # QUIRK Postfix: question marks in place of blanks, semicolons and parentheses
    re.IGNORECASE,
)


def find_planted(headers: Headers) -> str:
    """The header in which its sender has written what a server may repeat as its own finding; "" for none."""
    if not all(_is_plain(_read(value)) for value in headers.find_all("dkim-signature")):
        return "DKIM-Signature"
    paths = (_read(value).strip() for value in headers.find_all("return-path"))
    if not all(_RETURN_PATH.fullmatch(path) for path in paths):
        return "Return-Path"
    received = (_read(value)[:_LONGEST_RECEIVED] for value in headers.find_all("received")[:_MOST_RECEIVED])
    return "Received" if any(map(_FINDING.search, received)) else ""


def _read(value: bytes) -> str:
    return unfold(value).decode("utf-8", "replace")


def _is_plain(signature: str) -> bool:
    for tag in _TAG.finditer(signature):
        plain = _PLAIN.get(tag["name"].lower())
        value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(tag["value"].split()))
        if plain is not None and not plain.fullmatch(value):
            return False
    return True
