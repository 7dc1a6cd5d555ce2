"""The triggers as values: phrases in a text, and where they send a case (behaviour B5.2 to B5.6)."""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """How the procedure weighs a trigger; an Immediate one goes up whatever else applies."""

    IMMEDIATE = "immediate"
    STANDARD = "standard"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """Phrases that make a trigger; `level` where it sends a case; `line` as the procedure has it.
    A `sensitive` one keeps the
    customer's acknowledgement back; what stands inside one of the `harmless` phrases makes no trigger."""

    name: str
    level: int
    phrases: tuple[str, ...]
    group: Group = Group.STANDARD
    line: str = ""
    sensitive: bool = False
    harmless: tuple[str, ...] = ()


class Where(StrEnum):
    """Where a trigger's phrase stands to what sets it aside."""

    CLAUSE = "clause"
    OVER = "over"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Aside:
    """Phrases that set these triggers aside: in the same clause, where nothing of `unless` stands in it; over the
    trigger's own words; or from behind, in the sentence or the next, where they are in no doubt."""

    triggers: frozenset[str]
    phrases: tuple[str, ...]
    where: Where = Where.CLAUSE
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triggers:
    """The triggers in order, and the words around them: `denied_before` a phrase, `denied_directly` before it or
    `denied_behind` it, up to one of `clauses`, `denied_last` as all that stands behind it (but not with one of
    `doubled` there), or `denied_within` it, up to one of `joins` too; one of `joins` or `begins_behind` with a word of
    `begins` ends it as well, and so does the verb behind one of `conditions`; what one of `denied_harmless` stands
    before is not harmless; phrases beginning with one of `denials_themselves` are never denied, and one with a word of
    `threats` is not made harmless by what stands beside that word. `asides` say that a clause, which ends at one of
    `turns`, is about something else, but not behind one of `denied_aside`; or that it is over, but not near one of
    `doubts`. A feature request counts for customers that a mail calls `enterprise`, a dispute by the sum beside one of
    `currencies`."""

    rules: tuple[TriggerRule, ...] = ()
    denied_before: frozenset[str] = frozenset()
    denied_behind: tuple[str, ...] = ()
    denied_last: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    denied_within: tuple[str, ...] = ()
    joins: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    begins_behind: tuple[str, ...] = ()
    denied_directly: tuple[str, ...] = ()
    denied_harmless: tuple[str, ...] = ()
    clauses: frozenset[str] = frozenset()
    denials_themselves: frozenset[str] = frozenset()
    threats: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    turns: frozenset[str] = frozenset()
    denied_aside: tuple[str, ...] = ()
    doubts: frozenset[str] = frozenset()
    enterprise: frozenset[str] = frozenset()
    currencies: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Of a few facts: thousands of phrases would be hashed for each mail."""
        return hash((len(self.rules), self.clauses, self.enterprise))

    def find_group(self, group: Group) -> frozenset[str]:
        """The names of those in the group."""
        return frozenset(rule.name for rule in self.rules if rule.group is group)
