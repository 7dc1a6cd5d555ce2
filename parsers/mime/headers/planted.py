"""Words that a sender plants for a server to repeat:
OpenDKIM and Exim write a signature's decoded `i=` into their results as it
stands, Postfix hands on a quoted local part without its quotation marks, OpenDMARC repeats a greeting.
An honest sender has none."""

import re

from parsers.mime.fields import Headers, LenientHeaders, unfold
from parsers.syntax import CFWS

# RFC 6376 §2.11: in a tag's value `=3B` stands for a semicolon
_ESCAPED = re.compile(r"=([0-9A-Fa-f]{2})")
# RFC 6376 §3.2: tag-spec = [FWS] tag-name [FWS] "=" [FWS] tag-value [FWS]
_TAG = re.compile(r"[ \t\r\n]*(?P<name>[a-z]+)[ \t\r\n]*=(?P<value>.*)", re.DOTALL)
_NEVER_REPEATED = frozenset({"v", "a", "b", "bh", "c", "h", "l", "q", "t", "x", "z"})
_HARMLESS = r"[^\x00-\x20\x7f\"();,\\<>]*"
_VALUE, _DOMAIN = re.compile(_HARMLESS), re.compile(r"[\w.-]+")
_PLAIN = {"i": re.compile(rf"{_HARMLESS}@{_DOMAIN.pattern}"), "d": _DOMAIN, "s": _DOMAIN}
_RETURN_PATH = re.compile(rf"<?{_HARMLESS}>?")

# The greeting stands in the Received header (RFC 5321 section 4.4) of our border server,
# which a few others of ours may stand above
_MOST_RECEIVED, _LONGEST_RECEIVED = 20, 8_000
_FINDING = re.compile(
    rf"(?<![\w-])(?:(?:dmarc|dkim|spf|compauth)(?:{CFWS}*/{CFWS}*1)?{CFWS}*={CFWS}*pass(?![\w-])"
    rf"|(?:header|smtp){CFWS}*\.{CFWS}*[\w-]+{CFWS}*=)"
    r"|\A\s*from\s+[^\s(]*=",  # QUIRK Postfix: question marks in place of blanks, semicolons and parentheses
    re.IGNORECASE,
)


def find_planted(headers: Headers, lenient: LenientHeaders) -> str:
    """The header in which its sender has written what a server may repeat as its own finding; "" for none.
    What only the most lenient reader takes for a header counts too:
    a line of blanks is the end of the headers to some, a fold to Postfix."""
    if lenient.is_too_long or not all(map(_is_plain, _find_all(headers, lenient, "dkim-signature"))):
        return "DKIM-Signature"
    if not all(_RETURN_PATH.fullmatch(path.strip()) for path in _find_all(headers, lenient, "return-path")):
        return "Return-Path"
    received = (value[:_LONGEST_RECEIVED] for value in _find_all(headers, lenient, "received", _MOST_RECEIVED))
    return "Received" if any(map(_FINDING.search, received)) else ""


def _find_all(headers: Headers, lenient: LenientHeaders, name: str, most: int | None = None) -> list[str]:
    """The first of these headers by each reading."""
    ours = [unfold(value) for value in headers.find_all(name)[:most]]
    theirs = [one for ends in (True, False) for one in lenient.find_all(name, ends_at_cr=ends)[:most]]
    return [value.decode("utf-8", "replace") for value in dict.fromkeys([*ours, *theirs])]


def _is_plain(signature: str) -> bool:
    return all(map(_is_plain_tag, signature.split(";")))


def _is_plain_tag(written: str) -> bool:
    """Whether no reader finds in it what may be taken for a finding."""
    tag = _TAG.fullmatch(written)
    if tag is not None and tag["name"] in _NEVER_REPEATED:
        return True
    name, _, value = written.partition("=")
    # QUIRK Exim: passes over all but a to z in a name, and goes by its first letter
    letters = re.sub("[^a-z]", "", name) or name.strip().lower()
    plain = _VALUE if tag is not None and len(letters) > 1 else _PLAIN.get(letters[:1], _VALUE)
    return plain.fullmatch(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value.strip())) is not None
