"""A solved case that the letter's resembles: it is solved as the letter says, by whom, when, and with which words."""

import re

from daemon.core.model.case import Case, Status
from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.reading import Said, Table


def find_solved(said: Said) -> Case | None:
    """The case that is meant; None where nothing may be said of one."""
    own = said.world.case(said.post.case)
    if own.likeness is None or own.sensitive:
        return None
    found = said.world.case(f"ESC-{own.likeness.number}")
    return found if found.status is Status.RESOLVED and not found.sensitive else None


def is_solved(said: Said) -> bool:
    found = find_solved(said)
    title = said.of("quoted")
    return found is not None and found.name == said.case and title in ("", found.title) and int(said.of("n")) >= 50


def is_its_outcome(said: Said) -> bool:
    """Its words, which name no customer."""
    found, words = find_solved(said), said.of("words")
    is_named = re.search("contoso|fabrikam|northwind|@", words, re.IGNORECASE)
    return found is not None and " ".join(found.outcome.split()) == words and not is_named


def is_its_lesson(said: Said) -> bool:
    """As somebody has written it down."""
    found = find_solved(said)
    return (
        found is not None
        and found.solution is not None
        and " ".join((found.solution.lesson or "").split()) == said.of("quoted")
    )


def solved_it(said: Said) -> bool:
    """This one said that it is done, or had it, and it was closed then."""
    found = find_solved(said)
    if found is None or not said.is_at(found.closed_at):
        return False
    done = said.world.find(found.name, EntryKind.COMMAND, about="done")
    solvers = {one.who.lower() for one in done[-1:]} or {found.claimed_by.key if found.claimed_by else ""}
    return said.sentence.startswith("It was") or (said.who() or said.post.to) in solvers


RESEMBLING = Table(
    "a solved case like it",
    {
        "<Much|Rather> like {case} ({n} % alike)[, “{quoted}”].": is_solved,
        "Its outcome: {words}": is_its_outcome,
        "Its outcome is not shown here: it may name a customer.": lambda said: find_solved(said) is not None,
        "The lesson: “{quoted}”.": is_its_lesson,
        "{who} solved it {time}.": solved_it,
        "You solved it {time}.": solved_it,
        "It was solved {time}.": solved_it,
    },
)
