"""What the receiving server found out about the sender: Authentication-Results by the grammar of RFC 8601 §2.2.

An executive is woken on the word of this header, and strangers choose much that stands in it: domains, local parts,
reasons. So what does not fit the grammar exactly counts for nothing, and nothing is searched for in a text."""

import re

from parsers.mime.fields import Headers, LenientHeaders, unfold
from parsers.model import AuthenticationResults, MethodResult, SealedResults
from parsers.syntax import CFWS, COMMENT, QUOTED, find_domain

_MAX_HEADERS = 20  # only the topmost is believed; the others are kept for `show`
_MAX_VALUE = 8_000  # characters; nothing is believed of a longer one: what takes it back may stand at its end
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")  # the last are bytes that are not UTF-8

# Where one result ends and the next begins. Where a quotation or comment stays open, nothing in the header can be told.
_WHOLE = re.compile(rf'(?:{QUOTED}|{COMMENT}|[^"()])*')
_SEGMENT = re.compile(rf'(?:{QUOTED}|{COMMENT}|[^;"()])*')
_QUOTED = re.compile(QUOTED)
# authres-payload = [CFWS] authserv-id [ CFWS authres-version ] ( no-result / 1*resinfo ) [CFWS] CRLF
_SERVER = re.compile(rf'{CFWS}*(?P<id>{QUOTED}|[^\s;"()=\\]+)(?:{CFWS}+1)?{CFWS}*')
# resinfo = [CFWS] ";" methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ]
# method = Keyword [ [CFWS] "/" [CFWS] method-version ]
_KEYWORD = "[A-Za-z0-9_-]+"
_METHOD = rf"(?P<method>{_KEYWORD})(?:{CFWS}*/{CFWS}*1)?"
# methodspec = [CFWS] method [CFWS] "=" [CFWS] result
_METHODSPEC = re.compile(rf"{CFWS}*{_METHOD}{CFWS}*={CFWS}*(?P<result>{_KEYWORD})(?=[ \t(]|\Z)")
# pvalue = [CFWS] ( ( value / [ [ local-part ] "@" ] domain-name ) ) [CFWS]; value = token / quoted-string (RFC 2045)
# QUIRK Google, rspamd: a token with "/" and "=" in it (header.b). QUIRK Microsoft 365: an empty value.
# Stricter: blanks part it from a comment, for example.com(.evil.example) is read in two ways.
_PVALUE = rf'{CFWS}*(?<![)])(?P<value>{QUOTED}(?:@[^\s;"()\\]+)?|[^\s;"()\\]+|)(?=[ \t]|\Z)'
# propspec = ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue; reasonspec = "reason" [CFWS] "=" [CFWS] value
# QUIRK Microsoft 365 (action=none), Fastmail (x-bits=2048): a property without a ptype.
# Stricter: a blank is before it. A greeting has none, and servers repeat one such as a;dkim=pass(x)header.d=example.com
_PROPSPEC = re.compile(
    rf"(?:{COMMENT})*[ \t]{CFWS}*(?P<type>{_KEYWORD})(?:{CFWS}*\.{CFWS}*(?P<property>{_KEYWORD}))?{CFWS}*={_PVALUE}"
)
_TAIL = re.compile(rf"{CFWS}*")
# [ [ local-part ] "@" ] domain-name
_ADDRESS = re.compile(rf'(?:(?:{QUOTED}|[^\s"(),:;<>@\[\\\]]+)?@)?(?P<domain>[^@]+)')

_ARC = ("arc-authentication-results", "arc-seal", "arc-message-signature")
_MOST_SETS = 50  # RFC 8617 §4.2.1
_INSTANCE = re.compile(rf"{CFWS}*i{CFWS}*={CFWS}*(?P<number>[0-9]{{1,2}}){CFWS}*;")
_TAG = re.compile(r"\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*=\s*(?P<value>[^;]*?)\s*")  # RFC 6376 §3.2

# Which property says for which domain a method passed: the first one that is there. What a greeting (smtp.helo) or a
# selector (header.s) says proves nothing. QUIRK Cisco: dmarc=pass (p=none dis=none) d=example.com
_PROPERTIES = {"dmarc": ("header.from", "d"), "dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom", "smtp.mfrom")}


def parse_authentication(headers: Headers, lenient: LenientHeaders) -> tuple[AuthenticationResults, ...]:
    """The Authentication-Results headers of a mail, newest (topmost) first.
    Where the newest is another one to the most lenient reader, nothing can be told of it (fault F86)."""
    values = [unfold(value) for value in headers.find_all("authentication-results")[:_MAX_HEADERS]]
    found = [parse_results(value.decode("utf-8", "surrogateescape")) for value in values]
    is_read_alike = lenient.find_all("authentication-results")[:1] == values[:1]
    return tuple(found if is_read_alike else [AuthenticationResults(""), *found])


def parse_original(headers: Headers) -> AuthenticationResults | None:
    """What a list found out about the writer before it rewrote From. None where it does not say so in one header."""
    values = headers.find_all("x-original-authentication-results")
    return parse_results(unfold(values[0]).decode("utf-8", "surrogateescape")) if len(values) == 1 else None


def parse_arc_chain(headers: Headers) -> tuple[SealedResults, ...]:
    """What servers before the last one found out and have sealed (RFC 8617 §4.1), oldest first: sets of three headers,
    numbered from 1. Empty where a number is missing or stands twice: then no server could say whose is which."""
    if not any(map(headers.find_all, _ARC)):
        return ()
    values = {name: [unfold(one).decode("utf-8", "surrogateescape") for one in headers.find_all(name)] for name in _ARC}
    count = len(values[_ARC[0]])
    if count > _MOST_SETS or any(len(found) != count for found in values.values()):
        return ()
    results, seals, signatures = (dict(map(read, values[name])) for name, read in zip(_ARC, _READERS, strict=True))
    numbers = range(1, count + 1)
    if not set(numbers) == results.keys() == seals.keys() == signatures.keys():
        return ()
    return tuple(SealedResults(seals[one], parse_results(results[one])) for one in numbers)


def _read_instance(value: str) -> tuple[int, str]:
    """The number of an ARC-Authentication-Results, and the rest of it; 0 for none."""
    found = _INSTANCE.match(value)
    return (int(found["number"]), value[found.end() :]) if found else (0, "")


def _read_seal(value: str) -> tuple[int, str]:
    """The number of an ARC-Seal or ARC-Message-Signature, and its domain; 0 and "" where they are not told once."""
    tags = [_TAG.fullmatch(one) for one in value.rstrip(" \t;")[:_MAX_VALUE].split(";")]
    found = {tag["name"]: tag["value"] for tag in tags if tag}
    if len(found) < len(tags) or not re.fullmatch("[0-9]{1,2}", found.get("i", "")):
        return 0, ""
    return int(found["i"]), find_domain(found.get("d", "")) or ""


_READERS = (_read_instance, _read_seal, _read_seal)


def parse_results(value: str) -> AuthenticationResults:
    """One header, unfolded. Microsoft 365 begins at once with the methods: then the authserv-id is ""."""
    if len(value) > _MAX_VALUE or not _WHOLE.fullmatch(value):
        return AuthenticationResults("")
    head, *rest = _SEGMENT.findall(value)
    server = _SERVER.fullmatch(head)
    if server is None and _METHODSPEC.match(head) is None:
        return AuthenticationResults("")
    found = map(_parse_result, rest if server else [head, *rest])
    return AuthenticationResults(_unquote(server["id"]).lower() if server else "", tuple(one for one in found if one))


def _parse_result(resinfo: str) -> MethodResult | None:
    """None for what is no result, and for a pass that does not fit the grammar; a fail is one, whatever follows it."""
    spec = _METHODSPEC.match(resinfo)
    if spec is None:
        return None
    method, result = spec["method"].lower(), spec["result"].lower()
    properties = None if _CONTROL.search(resinfo) else _parse_properties(resinfo, spec.end())
    if properties is None:
        return None if result == "pass" else MethodResult(method, result)
    return MethodResult(method, result, _find_domain(method, properties))


def _parse_properties(resinfo: str, at: int) -> dict[str, str] | None:
    """What stands behind the result; None when it is anything but properties, or says two things of one."""
    found: dict[str, str] = {}
    while match := _PROPSPEC.match(resinfo, at):
        name = ".".join(word.lower() for word in match.group("type", "property") if word)
        if found.setdefault(name, match["value"]) != match["value"]:
            return None
        at = match.end()
    return found if _TAIL.fullmatch(resinfo, at) else None


def _find_domain(method: str, properties: dict[str, str]) -> str:
    """The domain that passed or failed, as DNS compares it; "" when none is named, or no domain."""
    name = next((name for name in _PROPERTIES.get(method, ()) if name in properties), "")
    value = _unquote(properties.get(name, ""))
    address = _ADDRESS.fullmatch(value[1:-1] if value[:1] + value[-1:] == "<>" else value)
    if address is None or (name == "header.d" and address.start("domain")):
        return ""
    return find_domain(address["domain"]) or ""


def _unquote(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if _QUOTED.fullmatch(value) else value
