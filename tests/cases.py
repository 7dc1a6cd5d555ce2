"""Cases for tests that look at one rule."""

from dataclasses import fields, replace
from typing import Any

from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case
from daemon.core.model.history.conversation import Conversation

PARTS = {one.name for one in fields(Conversation)}
HELD = {one.name for one in fields(Assignment)}


def altered(case: Case, **facts: Any) -> Case:
    """The case with other facts: its own, those of who has it (`due_at`, `claimed_by`),
    those of what was said (`entries`)."""
    said = {name: facts.pop(name) for name in PARTS & set(facts)}
    held = {name: facts.pop(name) for name in HELD & set(facts)}
    assignment, conversation = replace(case.assignment, **held), replace(case.conversation, **said)
    return replace(case, assignments=(assignment,), conversation=conversation, **facts)
