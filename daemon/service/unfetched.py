"""Mails that the server would not hand over: set aside by their place, tried again every hour, and not handled until
they have come (fault F67)."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from daemon.ports import FetchedMail, Quarantined, State, Unfetched, Unit
from parsers.message import parse_headers

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(hours=1)
TOLD_FOR = timedelta(days=7)  # that it is gone
LONGEST_SUBJECT = 200  # of a mail set aside
WHENEVER = datetime.max.replace(tzinfo=UTC)
ALL = 1_000_000
GONE = "it is gone from the mailbox, and the server never handed it over: nobody has handled it"
UNTRACED = "the mailbox was numbered anew, or it is gone: whether it has come since is not known"
ANOTHER = "it hands over another mail than the one whose header it had"


def set_aside(unit: Unit, uid_validity: int, refused: Sequence[Unfetched], now: datetime) -> None:
    """Puts these mails into the open transaction. One that was set aside under another number takes its place."""
    for mail in refused:
        name = name_of(uid_validity, mail.uid)
        reason = f"the mailbox server does not hand it over ({mail.words}); it is tried again every hour"
        before = unit.find_quarantined(name)
        if before is None:
            before = _describe(mail, name, uid_validity, now)
            earlier = next((item for item in find_displaced(unit, uid_validity) if _is_same(item, before)), None)
            if earlier is not None:
                unit.drop_quarantined(earlier.digest)
                before = replace(before, at=earlier.at)
            else:
                log.error(
                    "Message %d is set aside: %s. Look at it with a mail program; the others go on.", mail.uid, reason
                )
        unit.put_quarantined(replace(before, reason=reason, tried_at=now, missing_since=None))


def _describe(mail: Unfetched, name: str, uid_validity: int, at: datetime) -> Quarantined:
    """By its header where that came: nobody finds a mail by its UID."""
    message = parse_headers(mail.headers)
    sender = message.sender.email if message.sender else ""
    subject = message.subject[:LONGEST_SUBJECT] or _describe_place(mail.uid)
    return Quarantined(name, at, sender, subject, "", uid_validity, mail.uid, message_id=message.message_id)


def _is_unknown(item: Quarantined) -> bool:
    return not item.message_id and item.subject == _describe_place(item.uid)


def _is_same(one: Quarantined, other: Quarantined) -> bool:
    """Whether they are one mail under two numbers; of two without a header nobody can tell, and they count as one.
    A Message-ID alone says nothing: a stranger's mail may bear that of another."""
    if _is_unknown(one) or _is_unknown(other):
        return _is_unknown(one) and _is_unknown(other)
    is_other_id = one.message_id and other.message_id and one.message_id != other.message_id
    return not is_other_id and (one.sender, one.subject) == (other.sender, other.subject)


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
    item = state.find_quarantined(name_of(uid_validity, mail.uid))
    return item is not None and item.subject != _describe_place(mail.uid) and _is_another(mail.raw, item.subject)


def _is_another(raw: bytes, subject: str, message_id: str | None = None) -> bool:
    """Whether a mail is not the one with this subject and, where that is known, this Message-ID."""
    came = parse_headers(raw)
    is_same_subject = came.subject[:LONGEST_SUBJECT] == subject[:LONGEST_SUBJECT]
    return not is_same_subject or message_id not in (None, came.message_id)


def find_to_try(state: State, uid_validity: int, now: datetime) -> tuple[int, ...]:
    """The UIDs that are to be tried again now, the longest untried first: no other keeps one waiting for ever."""
    return tuple(item.uid for item in state.unfetched(uid_validity, now - AGAIN_AFTER))


def find_known(state: State, uid_validity: int) -> frozenset[int]:
    """The UIDs that were set aside there: they have their own time."""
    return frozenset(item.uid for item in state.unfetched(uid_validity, WHENEVER, ALL))


def find_displaced(state: State, uid_validity: int, tried_by: datetime = WHENEVER) -> tuple[Quarantined, ...]:
    """What was set aside under another UIDVALIDITY and not met since:
    it lies under a number that nobody knows (fault F23)."""
    return state.displaced(uid_validity, tried_by, ALL)


def forget(unit: Unit, uid_validity: int, mails: Sequence[FetchedMail]) -> None:
    """These have come, under the number that they had or under a new one."""
    displaced = {item.digest: item for item in find_displaced(unit, uid_validity)}
    for mail in mails:
        name = name_of(uid_validity, mail.uid)
        if unit.find_quarantined(name) is not None:
            unit.drop_quarantined(name)
        if displaced:
            come = _describe(Unfetched(mail.uid, "", mail.raw), name, uid_validity, mail.received_at)
            for item in [one for one in displaced.values() if _is_same(one, come)]:
                unit.drop_quarantined(displaced.pop(item.digest).digest)


def miss(unit: Unit, names: Iterable[str], now: datetime) -> None:
    """The mailbox does not list these any longer. Once may be a server's slip: they are kept until it is so in two
    looks, an hour apart; then the digest tells it for a week."""
    for item in filter(None, map(unit.find_quarantined, names)):
        since = item.missing_since or now
        if now - since >= TOLD_FOR:
            unit.drop_quarantined(item.digest)
            continue
        gone = UNTRACED if _is_unknown(item) else GONE
        if now - since >= AGAIN_AFTER and item.reason != gone:
            log.error("%s: %s.", item.subject, gone)
            item = replace(item, reason=gone)
        unit.put_quarantined(replace(item, missing_since=since, tried_at=now))


def name_of(uid_validity: int, uid: int) -> str:
    """Stands where a mail has its digest: nobody has its bytes."""
    return f"uid-{uid_validity}-{uid}"
