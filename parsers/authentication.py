"""What the receiving server found out about the sender (RFC 8601), and Microsoft 365's way of writing it."""

import re

from parsers.charsets import decode_header
from parsers.model import AuthenticationResults
from parsers.parts import Headers

_MAX_HEADERS = 20  # only the topmost is believed; the others are kept for `show`
_MAX_VALUE = 8_000
_COMMENT = re.compile(r"\([^()]*\)")
_METHOD = re.compile(r"\s*([a-z][a-z0-9_-]*)(?:/[0-9]+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_NAMED = re.compile(r"(smtp\.mailfrom|smtp\.mfrom|header\.d|header\.i)\s*=\s*(?:\"([^\"]*)\"|([^\s;\"]+))", re.IGNORECASE)
_SERVER = re.compile(r"\s*\"?([^\s;\"=]+)\"?(?:\s+[0-9]+)?\s*$")


def parse_authentication(headers: Headers) -> tuple[AuthenticationResults, ...]:
    """The Authentication-Results headers, newest (topmost) first."""
    return tuple(parse_results(decode_header(value[:_MAX_VALUE])) for value in headers.find_all("authentication-results")[:_MAX_HEADERS])


def parse_results(value: str) -> AuthenticationResults:
    """One header. Microsoft 365 begins at once with the methods: then the authserv-id is ""."""
    for _ in range(5):  # comments may be nested, and nobody nests deeper
        value, count = _COMMENT.subn(" ", value)
        if not count:
            break
    first, *rest = _split(value)
    server = _SERVER.match(first)
    methods = rest if server else [first, *rest]
    results: dict[str, str] = {}
    passed: list[str] = []
    for method in methods:
        match = _METHOD.match(method)
        if match is None:
            continue
        name, result = match[1].lower(), match[2].lower()
        results.setdefault(name, result)
        if result == "pass" and name in ("spf", "dkim"):
            passed.extend(_find_domains(name, method))
    return AuthenticationResults(
        authserv_id=server[1].lower() if server else "",
        dmarc=results.get("dmarc", ""),
        compauth=results.get("compauth", ""),
        passed_domains=tuple(dict.fromkeys(passed)),
    )


def _split(value: str) -> list[str]:
    """At the semicolons that stand in no quotes."""
    return re.findall(r"(?:\"[^\"]*\"|[^;])+", value) or [""]


def _find_domains(name: str, method: str) -> list[str]:
    wanted = ("smtp.mailfrom", "smtp.mfrom") if name == "spf" else ("header.d", "header.i")
    found = []
    for match in _NAMED.finditer(method):
        if match[1].lower() in wanted:
            domain = (match[2] or match[3] or "").strip("<>").rpartition("@")[2].lower().rstrip(".")
            if "." in domain:
                found.append(domain)
    return found
