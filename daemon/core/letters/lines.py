"""The lines of a digest and a bundle: what they say of a case."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.commands import RULES
from daemon.core.model.case import Case, Status
from daemon.core.model.notifications import NumberedLine
from daemon.core.model.timeline import EntryKind, EntryName
from parsers.model import Address

# what the timeline says of a person's answer
WORDS = frozenset({EntryName(EntryKind.REPLY), *(EntryKind.COMMAND.of(rule.name) for rule in RULES if rule.speaks)})


def line_of(case: Case, at: datetime | None, who: tuple[Address, ...] | None = None, detail: str = "") -> NumberedLine:
    """A line on a case, about these people or else its level's. Of a sensitive one it tells neither customer nor matter
    (behaviour B5.14)."""
    customer, title = ("", "") if case.sensitive else (case.fields.customer or "", case.title)
    return NumberedLine(case.number, customer, title, case.level, case.recipients if who is None else who, at, detail)


def line_of_waiting(case: Case) -> NumberedLine:
    """For whom it waits: a held one for its agent, one whose clock stands still for the customer."""
    if case.status is Status.HELD:
        return replace(line_of(case, case.received_at, (case.agent,)), missing=case.missing)
    return line_of(case, case.pause.started_at if case.pause else None, ())


def find_silent(case: Case) -> tuple[Address, ...]:
    """Those of the level of whom no word has come since it has the case.
    Nobody is called silent once a queue's member, or
    anybody else who neither escalated nor is the customer, has written."""
    since = case.assignment.since or case.received_at
    heard = {entry.who.lower() for entry in case.conversation.entries if entry.at >= since and entry.name in WORDS}
    known = {one.key for one in (*case.agents, *case.recipients, case.customer) if one is not None}
    return () if heard - known else tuple(one for one in case.recipients if one.key not in heard)
