"""Mails that the server would not hand over: set aside by their place,
tried again every hour, and not handled until they
have come (fault F67)."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.ports import FetchedMail, Quarantined, State, Unfetched, Unit
from parsers.message import parse_headers

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(hours=1)
LONGEST_SUBJECT = 200  # of a mail set aside
ANOTHER = "it hands over another mail than the one whose header it had"


def set_aside(unit: Unit, uid_validity: int, refused: Sequence[Unfetched], now: datetime) -> None:
    """Puts these mails into the open transaction."""
    for mail in refused:
        name = _name(uid_validity, mail.uid)
        reason = f"the mailbox server does not hand it over ({mail.words}); it is tried again every hour"
        before = unit.find_quarantined(name)
        if before is None:
            before = _describe(mail, name, uid_validity, now)
            log.error(
                "Message %d is set aside: %s. Look at it with a mail program; the others go on.", mail.uid, reason
            )
        unit.put_quarantined(replace(before, reason=reason, tried_at=now))


def _describe(mail: Unfetched, name: str, uid_validity: int, now: datetime) -> Quarantined:
    """By its header where that came: nobody finds a mail by its UID."""
    message = parse_headers(mail.headers)
    sender = message.sender.email if message.sender else ""
    subject = message.subject[:LONGEST_SUBJECT] or _describe_place(mail.uid)
    return Quarantined(name, now, sender, subject, "", uid_validity, mail.uid)


def _describe_place(uid: int) -> str:
    """Of a mail of which no subject is known."""
    return f"unknown: message {uid} of the mailbox"


def is_not_of(headers: bytes, raw: bytes) -> bool:
    """Whether this is another mail than the one whose header came before."""
    if raw.startswith(headers):  # the same bytes, as nearly always
        return False
    seen = parse_headers(headers)
    return _is_another(raw, seen.subject, seen.message_id)


def is_not_set_aside(state: State, uid_validity: int, mail: FetchedMail) -> bool:
    """Whether what has come is another mail than the one that was set aside at its place."""
    item = state.find_quarantined(_name(uid_validity, mail.uid))
    return item is not None and item.subject != _describe_place(mail.uid) and _is_another(mail.raw, item.subject)


def _is_another(raw: bytes, subject: str, message_id: str | None = None) -> bool:
    """Whether a mail is not the one with this subject and, where that is known, this Message-ID."""
    came = parse_headers(raw)
    is_same_subject = came.subject[:LONGEST_SUBJECT] == subject[:LONGEST_SUBJECT]
    return not is_same_subject or message_id not in (None, came.message_id)


def find_to_try(state: State, uid_validity: int, now: datetime) -> tuple[int, ...]:
    """The UIDs that are to be tried again now, the longest untried first: no other keeps one waiting for ever."""
    return tuple(item.uid for item in state.unfetched(uid_validity, now - AGAIN_AFTER))


def forget(unit: Unit, uid_validity: int, uids: Iterable[int]) -> None:
    """These have come, or are gone from the mailbox;
    and what was set aside under another UIDVALIDITY is a place no longer."""
    unit.drop_unfetched_but(uid_validity)
    for name in (_name(uid_validity, uid) for uid in uids):
        if unit.find_quarantined(name) is not None:
            unit.drop_quarantined(name)


def _name(uid_validity: int, uid: int) -> str:
    """Stands where a mail has its digest: nobody has its bytes."""
    return f"uid-{uid_validity}-{uid}"
