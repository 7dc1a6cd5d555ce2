"""Notes of mail services in JSON, which somebody lets come as mail: Amazon SES and SNS, SendGrid, Mailgun, Mandrill,
Postmark, SparkPost."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from parsers.model import AutomaticKind
from parsers.robots.returned import find_addresses, find_status

_LARGEST = 200_000  # characters
_DEEPEST = 8  # a note inside a note inside a message
_decoder = json.JSONDecoder()

# What the services call it, in small letters without what joins the words.
_KINDS: Mapping[str, AutomaticKind] = {
    **dict.fromkeys(
        (
            "bounce",
            "bounced",
            "blocked",
            "invalid",
            "hardbounce",
            "softbounce",
            "failed",
            "dropped",
            "reject",
            "rejected",
            "outofband",
            "policyrejection",
            "permanentfail",
        ),
        AutomaticKind.BOUNCE,
    ),
    **dict.fromkeys(("delay", "deferred", "deliverydelay", "temporaryfail", "transient"), AutomaticKind.DELAY),
    **dict.fromkeys(("delivery", "delivered"), AutomaticKind.DELIVERED),
    **dict.fromkeys(("complaint", "complained", "spamreport", "spamcomplaint", "spam"), AutomaticKind.FEEDBACK),
}
_NAMES = ("notificationtype", "eventtype", "event", "recordtype", "type", "severity")
# One of these stands beside it in every service's note: else it is somebody's own event.
_ABOUT_MAIL = frozenset(
    {
        "email", "recipient", "rcptto", "emailaddress", "bouncedrecipients", "complainedrecipients",
        "recipients", "bounce", "complaint",
        "delivery", "deliverydelay", "reject", "msg",
    }
)  # fmt: skip
_BEGINS = re.compile(r"\s*(?:[a-z_]{1,40}=)?(?=\{|\[\s*\{)")  # Mandrill: `mandrill_events=[{`
_JOINTS = re.compile(r"[^a-z]")


class Event(NamedTuple):
    """What became of a mail, with the addresses that were not reached and the status, as the note says them."""

    kind: AutomaticKind
    recipients: tuple[str, ...]
    status: str


def find_event(text: str) -> Event | None:
    """The first event of the note that the text is; None where it is no such note, or anything stands before it."""
    found = _decode(text.lstrip())
    for one in _walk(found, 0):
        kind = _find_kind(one)
        if kind is not None and not _ABOUT_MAIL.isdisjoint(map(_join, one)):
            said = json.dumps(one, ensure_ascii=False)
            return Event(kind, find_addresses(" ".join(_find_recipients(one, 0))), find_status(said))
    return None


def _decode(text: str) -> object:
    begins = _BEGINS.match(text)
    if begins is None:
        return None
    try:
        return _decoder.raw_decode(text[: begins.end() + _LARGEST], begins.end())[0]
    except (ValueError, RecursionError):
        return None


def _walk(found: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(found, dict):
        yield found
        for value in found.values():
            yield from _walk(_decode(value.lstrip()) if isinstance(value, str) else value, depth + 1)
    elif isinstance(found, list):
        for value in found:
            yield from _walk(value, depth + 1)


def _find_kind(one: Mapping[str, object]) -> AutomaticKind | None:
    """What the event says that it is; None when it says nothing that is known."""
    said = {_join(name): _join(value) for name, value in one.items() if isinstance(value, str)}
    return next((_KINDS[said[name]] for name in _NAMES if said.get(name, "") in _KINDS), None)


def _find_recipients(found: object, depth: int, named: bool = False) -> Iterator[str]:
    """The values under names that say whom it was for."""
    if depth > _DEEPEST:
        return
    if isinstance(found, dict):
        for name, value in found.items():
            said = _join(name)
            yield from _find_recipients(
                value,
                depth + 1,
                said in ("email", "rcptto", "emailaddress") or said.endswith(("recipient", "recipients")),
            )
    elif isinstance(found, list):
        for value in found:
            yield from _find_recipients(value, depth + 1, named)
    elif named and isinstance(found, str):
        yield found


def _join(word: str) -> str:
    return _JOINTS.sub("", word.lower())
