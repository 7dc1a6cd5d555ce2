"""The triggers of the procedure, from the data beside the core that uses them: `daemon/core/intake/triggers.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from daemon.core.model.policy import Group, TriggerRule, Triggers


@cache
def load_triggers() -> Triggers:
    """All triggers, with their phrases in all languages, before a team's settings."""
    data = tomllib.loads(resources.files("daemon.core.intake").joinpath("triggers.toml").read_text("utf-8"))
    denied, counting = data["denied"], data["counting"]
    return Triggers(
        tuple(_read_rule(name, facts) for name, facts in data["triggers"].items()),
        denied_before=frozenset(denied["before"]),
        denied_behind=tuple(denied["behind"]),
        clauses=frozenset(denied["clauses"]),
        denials_themselves=frozenset(denied["itself"]),
        enterprise=frozenset(counting["enterprise"]),
        currencies=tuple(counting["currencies"]),
    )


def _read_rule(name: str, facts: Mapping[str, Any]) -> TriggerRule:
    return TriggerRule(
        name,
        facts["level"],
        tuple(phrase for phrases in facts["phrases"].values() for phrase in phrases),
        Group(facts["group"]),
        facts["line"],
        facts.get("sensitive", False),
        tuple(facts["harmless"]),
    )
