"""Mails that the server would not hand over: set aside by their place, tried again every hour, and not handled until they
have come (fault F67)."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.ports import Quarantined, Store

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(hours=1)


def set_aside(store: Store, uid_validity: int, refused: Mapping[int, str], now: datetime) -> None:
    """Puts the mails with these UIDs, and the server's words about each, into the open transaction."""
    known = {item.digest: item for item in store.quarantined()}
    for uid, words in refused.items():
        name = _name(uid_validity, uid)
        reason = f"the mailbox server does not hand it over ({words}); it is tried again every hour"
        subject = f"unknown: message {uid} of the mailbox"
        if name not in known:
            log.error("Message %d is set aside: %s. Look at it with a mail program; the others go on.", uid, reason)
        before = known.get(name, Quarantined(name, now, "", subject, reason, uid_validity, uid))
        store.put_quarantined(replace(before, reason=reason, tried_at=now))


def find_due(store: Store, uid_validity: int, now: datetime) -> tuple[int, ...]:
    """The UIDs that are to be tried again now."""
    return tuple(
        item.uid
        for item in store.quarantined()
        if item.tried_at is not None and item.uid_validity == uid_validity and now - item.tried_at >= AGAIN_AFTER
    )


def forget(store: Store, uid_validity: int, uids: Iterable[int]) -> None:
    """These have come, or are gone from the mailbox; and what was set aside under another UIDVALIDITY is a place no longer."""
    names = {_name(uid_validity, uid) for uid in uids}
    for item in store.quarantined():
        if item.tried_at is not None and (item.digest in names or item.uid_validity != uid_validity):
            store.drop_quarantined(item.digest)


def _name(uid_validity: int, uid: int) -> str:
    """Stands where a mail has its digest: nobody has its bytes."""
    return f"uid-{uid_validity}-{uid}"
