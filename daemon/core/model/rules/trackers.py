"""Which addresses are a tracker's: a program reads what is sent there, and makes a ticket of it (behaviour B10.3)."""

from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address


def find_trackers(policy: EscalationPolicy) -> frozenset[str]:
    """Their addresses in lower case."""
    return frozenset[str]().union(*(level.trackers for level in policy.levels.values()))


def is_tracker(person: Address, policy: EscalationPolicy) -> bool:
    """Whether it is one of them, and nobody's own address."""
    return any(person.key in level.trackers for level in policy.levels.values())


def find_members(tracker: Address, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Those of its level who are reminded in its place and are there; nobody where the settings name none."""
    levels = (one for one in policy.levels.values() if tracker.key in one.trackers)
    people = {one.key: one for level in levels for one in (*map(Address, level.members), *level.called)}
    return tuple(one for key, one in people.items() if key not in policy.away)
