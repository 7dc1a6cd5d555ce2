"""What people are called in a letter."""

from collections.abc import Iterable, Iterator

from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import find_known
from daemon.core.model.rules.trackers import find_trackers
from parsers.model import Address


def find_names(case: Case | None, policy: EscalationPolicy, others: Iterable[Address]) -> dict[str, Address]:
    """Those who have a name, by address in lower case: as the settings have it, else the directory for these `others`
    and the customer, else as they write in the case (behaviour B6.28)."""
    trackers = find_trackers(policy)
    people = () if case is None else tuple(one for one in _find_people(case) if one.key not in trackers)
    customer = () if case is None or case.customer is None else (case.customer,)
    listed = (policy.directory.find_email(one.email) for one in (*others, *customer))
    contacts = (Address(one.email, one.name) for one in listed if one is not None)
    return {one.key: one for one in (*people, *contacts, *find_known(policy)) if one.name}


def _find_people(case: Case) -> Iterator[Address]:
    yield from case.called
    for turn in reversed(case.assignments):
        yield from turn.recipients
        yield from (turn.claimed_by,) if turn.claimed_by else ()
        yield from (turn.answer.who,) if turn.answer else ()
        yield from (turn.passed.by,) if turn.passed and turn.passed.by else ()
    yield from (one for reason in reversed(case.reasons) for one in reason.people)
    yield from (one.author for one in case.words)
    yield from case.agents
    if case.customer is not None:
        yield case.customer
