"""Words that a sender plants for a server to repeat: OpenDKIM and Exim write a signature's decoded `i=` into their results as it
stands, Postfix hands on a quoted local part without its quotation marks. An honest sender has neither."""

import re

from parsers.mime.parts import Headers, unfold

# RFC 6376 §2.11: in a tag's value `=3B` stands for a semicolon
_ESCAPED = re.compile(r"=([0-9A-Fa-f]{2})")
_TAG = re.compile(r"(?:\A|;)\s*(?P<name>[a-z]+)\s*=(?P<value>[^;]*)", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w.-]+")
_PLAIN = {"i": re.compile(rf"[^\s\"();,\\<>]*@{_DOMAIN.pattern}"), "d": _DOMAIN, "s": _DOMAIN}
_RETURN_PATH = re.compile(r"<?[^\s\"();,\\<>]*>?")


def find_planted(headers: Headers) -> str:
    """The header in which its sender has written what a server may repeat as its own finding; "" for none."""
    if not all(_is_plain(_read(value)) for value in headers.find_all("dkim-signature")):
        return "DKIM-Signature"
    paths = (_read(value).strip() for value in headers.find_all("return-path"))
    return "" if all(_RETURN_PATH.fullmatch(path) for path in paths) else "Return-Path"


def _read(value: bytes) -> str:
    return unfold(value).decode("utf-8", "replace")


def _is_plain(signature: str) -> bool:
    for tag in _TAG.finditer(signature):
        plain = _PLAIN.get(tag["name"].lower())
        value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(tag["value"].split()))
        if plain is not None and not plain.fullmatch(value):
            return False
    return True
