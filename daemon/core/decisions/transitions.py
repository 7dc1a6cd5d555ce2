"""The statuses of a case and what moves it from one to another: one table, read by the code, the tests and the docs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from daemon.core.model.case import Case, Status, with_more
from daemon.core.model.happenings import Mail
from daemon.core.model.history.conversation import Conversation, Entry
from daemon.core.model.history.timeline import EntryKind, EntryName


class Action(StrEnum):
    """What moves a case from one status to another."""

    HOLD = "hold"
    ROUTE = "route"
    CLAIM = "claim"
    DECLINE = "decline"
    PASS = "pass"
    RAISE = "raise"
    LOWER = "lower"
    WAIT = "wait"
    RESUME = "resume"
    RESUME_CLAIMED = "resume, claimed before"
    RESOLVE = "done"
    CANCEL = "cancel"
    REOPEN = "reopen"
    REOPEN_HELD = "reopen, never routed"


MOST_TEXT, MOST_SAID = 300, 3000  # characters that an entry keeps; of what a person says beside a word or without
SAID = (EntryKind.REPLY.value, EntryKind.COMMAND.value)
TRANSITIONS: Mapping[tuple[Status | None, Action], Status] = {
    (None, Action.HOLD): Status.HELD,
    (None, Action.ROUTE): Status.OPEN,
    (Status.HELD, Action.ROUTE): Status.OPEN,
    (Status.HELD, Action.CANCEL): Status.CANCELLED,
    (Status.OPEN, Action.CLAIM): Status.CLAIMED,
    (Status.OPEN, Action.DECLINE): Status.OPEN,
    (Status.OPEN, Action.PASS): Status.OPEN,
    (Status.OPEN, Action.RAISE): Status.OPEN,
    (Status.OPEN, Action.LOWER): Status.OPEN,
    (Status.OPEN, Action.WAIT): Status.WAITING,
    (Status.OPEN, Action.RESOLVE): Status.RESOLVED,
    (Status.OPEN, Action.CANCEL): Status.CANCELLED,
    (Status.CLAIMED, Action.CLAIM): Status.CLAIMED,
    (Status.CLAIMED, Action.DECLINE): Status.OPEN,
    (Status.CLAIMED, Action.PASS): Status.OPEN,
    (Status.CLAIMED, Action.RAISE): Status.OPEN,
    (Status.CLAIMED, Action.LOWER): Status.OPEN,
    (Status.CLAIMED, Action.WAIT): Status.WAITING,
    (Status.CLAIMED, Action.RESOLVE): Status.RESOLVED,
    (Status.CLAIMED, Action.CANCEL): Status.CANCELLED,
    (Status.WAITING, Action.CLAIM): Status.WAITING,
    (Status.WAITING, Action.DECLINE): Status.WAITING,
    (Status.WAITING, Action.PASS): Status.WAITING,
    (Status.WAITING, Action.RAISE): Status.OPEN,
    (Status.WAITING, Action.LOWER): Status.OPEN,
    (Status.WAITING, Action.WAIT): Status.WAITING,
    (Status.WAITING, Action.RESUME): Status.OPEN,
    (Status.WAITING, Action.RESUME_CLAIMED): Status.CLAIMED,
    (Status.WAITING, Action.RESOLVE): Status.RESOLVED,
    (Status.WAITING, Action.CANCEL): Status.CANCELLED,
    (Status.RESOLVED, Action.REOPEN): Status.OPEN,
    (Status.CANCELLED, Action.ROUTE): Status.OPEN,
    (Status.CANCELLED, Action.REOPEN): Status.OPEN,
    (Status.CANCELLED, Action.REOPEN_HELD): Status.HELD,
}


def move(case: Case, action: Action) -> Case | None:
    """The case after `action`, or None where the table does not allow it."""
    status = TRANSITIONS.get((case.status, action))
    if status is case.status:
        return case
    return None if status is None else replace(case, status=status)


def decide_action(case: Case, asked: Action) -> Action:
    """The action as it is for this case: what somebody had claimed stays claimed, what was never routed is held
    again, or goes up for the first time."""
    if asked is Action.RAISE and case.status is Status.HELD:
        return Action.ROUTE
    if asked is Action.RESUME and case.claimed_by is not None:
        return Action.RESUME_CLAIMED
    if asked is Action.REOPEN and case.opened_at is None:
        return Action.REOPEN_HELD if case.missing or case.was_question else Action.ROUTE
    return asked


def record(case: Case, now: datetime, what: EntryKind | EntryName, who: str = "", text: str = "") -> Case:
    """The case with one more entry in its timeline; `who` is an address, or "" for nobody."""
    said = text[: MOST_SAID if str(what).startswith(SAID) else MOST_TEXT]
    return with_more(case, Conversation(entries=(Entry(now, str(what), who, said),)))


def end_pause(case: Case, now: datetime) -> Case:
    """The case with its running pause ended, if there is one. Our own draft that things are better ends with it."""
    if not case.pauses or case.pauses[-1].ended_at is not None:
        return case
    said = case.update
    update = None if said is not None and said.is_calm and said.is_draft else said
    return replace(case, pauses=(*case.pauses[:-1], replace(case.pauses[-1], ended_at=now)), update=update)


def keep(case: Case, mail: Mail) -> Case:
    """The case with this mail's bytes, id and files on file; a signature's logo once."""
    said = case.conversation
    new = (file for file in mail.files if file not in said.files)
    files = tuple(file for file in new if file.counts or not any(map(file.is_copy_of, said.files)))
    ids = (mail.message_id,) if mail.message_id and mail.message_id not in said.message_ids else ()
    return with_more(case, Conversation(mails=(mail.digest,), message_ids=ids, files=files))
