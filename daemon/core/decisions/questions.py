"""A case that is but a question: "Shall this go up?" (behaviour B2.21)."""

from daemon.core.model.case import Case, Status
from daemon.core.model.timeline import EntryKind

UNCLEAR = "unclear"  # why it is held


def is_question(case: Case) -> bool:
    """Whether it is held, and its sender was asked whether it is to go up at all."""
    held = (entry for entry in case.conversation.entries if entry.kind is EntryKind.HELD)
    return case.status is Status.HELD and any(entry.text == UNCLEAR for entry in held)
