"""Whether the sender of a mail may be believed,
and what is missing if not (behaviour B11.2 to B11.4, threat T2, fault F86)."""

from daemon.core.model.policy import Senders, Trust
from parsers.model import AuthenticationResults, Message, MethodResult

NO_SENDER = "the From header does not name exactly one sender"
# of what a header says: strangers choose much of it, and people read the reason in a list
_LONGEST_WORD, _MOST_WORDS = 60, 4
_METHODS = ("dmarc", "dkim", "spf", "compauth")


def find_distrust(message: Message, senders: Senders) -> str | None:
    """Why the From of this mail is not believed, in one short sentence; None when it is.

    Only the topmost Authentication-Results counts, and only from the configured border server: anything below may have
    been written by the sender."""
    if message.ambiguous_from:
        return "the From header can be read in more than one way"
    if message.sender is None:
        return NO_SENDER
    if senders.trust is Trust.NETWORK:
        return None
    if senders.trust is Trust.MICROSOFT365 and message.auth_as.lower() == "internal":
        return None
    if message.planted:
        return f"its {message.planted} holds words that a mail server may repeat as its own"
    if not message.authentication:
        return "the mail carries no Authentication-Results of our mail server"
    return _find_gap(message, message.authentication[0], senders)


def name_server(senders: Senders) -> str:
    """The authserv-id of our border server; Microsoft 365 writes none."""
    return {Trust.GOOGLE: "mx.google.com", Trust.MICROSOFT365: ""}.get(senders.trust, senders.authserv_id)


def _find_gap(message: Message, newest: AuthenticationResults, senders: Senders) -> str | None:
    """What our mail server's newest findings lack to confirm this sender."""
    if newest == AuthenticationResults(""):
        return "its newest Authentication-Results cannot be read, or in more than one way"
    expected = name_server(senders)
    if newest.authserv_id.lower() != expected.lower():
        by = _show(newest.authserv_id) or "a server that gives no name"
        return f"its newest Authentication-Results is from {by}, not from {expected or 'Microsoft 365'}"
    if _is_confirmed(message.sender_domain, newest.results, senders.trust):
        return None
    return _say_gap(message, [one for one in newest.results if one.method in _METHODS])


def _say_gap(message: Message, found: list[MethodResult]) -> str:
    """What the header said instead. A pass for another domain is named alone, unless DMARC failed."""
    domain = _show(message.sender_domain or (message.sender.domain if message.sender else ""))
    passed = next((one for one in found if one.result == "pass" and one.method != "compauth"), None)
    if passed is not None and not any(one.method == "dmarc" and one.result == "fail" for one in found):
        return f"{passed.method}=pass is for {_show(passed.domain) or 'no domain'}, not for {domain}"
    words = list(dict.fromkeys(map(_say_result, found)))
    said = ", ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
    return (
        f"no dmarc=pass with header.from={domain}; the header says {said or 'nothing readable of dmarc, dkim and spf'}"
    )


def _say_result(one: MethodResult) -> str:
    return f"{one.method}={_show(one.result)}" + (
        f" for {_show(one.domain)}" if one.result == "pass" and one.domain else ""
    )


def _show(text: str) -> str:
    """Words of a mail as data: cut, on one line, printable."""
    shown = "".join(char if char.isprintable() else "?" for char in text[: _LONGEST_WORD + 1])
    return shown if len(shown) <= _LONGEST_WORD else shown[:_LONGEST_WORD] + "…"


def _is_confirmed(domain: str, results: tuple[MethodResult, ...], trust: Trust) -> bool:
    """Whether a method passed for this domain, and DMARC did not fail. Microsoft 365's verdict (compauth) names no
    domain: it is about the one that DMARC names beside it."""
    dmarc = [one for one in results if one.method == "dmarc"]
    if not domain or any(one.result == "fail" for one in dmarc):
        return False
    composite = trust is Trust.MICROSOFT365 and MethodResult("compauth", "pass") in results
    return (composite and any(one.domain == domain for one in dmarc)) or any(_confirms(one, domain) for one in results)


def _confirms(one: MethodResult, domain: str) -> bool:
    """DMARC passes for the very domain of From (RFC 7489 §3.1), DKIM and SPF for one that is aligned with it."""
    if one.result != "pass":
        return False
    if one.method == "dmarc":
        return one.domain == domain
    return one.method in ("dkim", "spf") and is_aligned(one.domain, domain)


def is_aligned(one: str, other: str) -> bool:
    """Whether they are the same, or one lies below the other; nothing lies below a single label such as `com`."""
    upper, lower = sorted((one, other), key=len)
    return "." in upper and f".{lower}".endswith(f".{upper}")
