"""The triggers of the procedure, from the data beside the core that uses them: `daemon/core/intake/triggers.toml`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from daemon.core.intake.sought.phrases import fold
from daemon.core.model.rules.triggers import Aside, Group, TriggerRule, Triggers, Where

FOLDER = resources.files("daemon.core.intake")


@cache
def load_triggers() -> Triggers:
    """All triggers, with their phrases in all languages, before a team's settings."""
    data = _read_file("triggers.toml")
    denied, counting, asides = data["denied"], data["counting"], _read_file("asides.toml")
    return Triggers(
        tuple(_read_rule(name, facts) for name, facts in data["triggers"].items()),
        denied_before=frozenset(_flatten(denied["before"])),
        denied_behind=tuple(_flatten(denied["behind"])),
        conditions=tuple(denied["conditions"]),
        denied_last=tuple(_flatten(denied["last"])),
        doubled=tuple(denied["doubled"]),
        denied_within=tuple(_flatten(denied["within"])),
        joins=frozenset(denied["and"]),
        begins=tuple(denied["anew"]),
        begins_behind=tuple(denied["and_anew"]),
        denied_directly=tuple(denied["directly"]),
        denied_harmless=tuple(denied["harmless"]),
        clauses=frozenset(_flatten(denied["clauses"])),
        denials_themselves=frozenset(denied["itself"]),
        threats=tuple(_flatten(data["threats"])),
        asides=tuple(_read_aside(facts) for facts in asides.values() if isinstance(facts, dict)),
        turns=frozenset(map(fold, asides["turns"])),
        denied_aside=tuple(asides["denied"]),
        doubts=frozenset(map(fold, asides["doubts"])),
        enterprise=frozenset(counting["enterprise"]),
        currencies=tuple(counting["currencies"]),
    )


@cache
def load_never_to_customers() -> tuple[str, ...]:
    """What no letter to a customer may hold, in all languages, in lower case; also inside longer words."""
    words = _flatten(_read_file("never_to_customers.toml"))
    return tuple(dict.fromkeys(word.casefold() for word in words))


def _read_file(*path: str) -> Mapping[str, Any]:
    return tomllib.loads(FOLDER.joinpath(*path).read_text("utf-8"))


def _flatten(lists: Mapping[str, list[str]]) -> Iterator[str]:
    return (word for words in lists.values() for word in words)


def _read_rule(name: str, facts: Mapping[str, Any]) -> TriggerRule:
    """The facts stand in triggers.toml; the words there as well, or in a file of their own."""
    words = facts if "phrases" in facts else _read_file("words", f"{name}.toml")
    lists = words.get("lists", {})
    return TriggerRule(
        name,
        facts["level"],
        tuple(_expand(words["phrases"], lists)),
        Group(facts["group"]),
        facts["line"],
        facts.get("sensitive", False),
        tuple(_expand(words.get("harmless", {}), lists)),
    )


def _read_aside(facts: Mapping[str, Any]) -> Aside:
    return Aside(
        frozenset(facts["triggers"]),
        tuple(_expand(facts["phrases"], facts.get("lists", {}))),
        Where(facts["where"]),
        tuple(facts.get("unless", ())),
    )


def _expand(phrases: Mapping[str, list[str]], lists: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    """The phrases of all languages, with the words of a `<list>` in its place."""
    for language, texts in phrases.items():
        for text in texts:
            parts = re.split(r"( \.\.\. | & |\|)", text)
            yield "".join("|".join(_fill(part, lists.get(language, {}))) for part in parts)


def _fill(alternative: str, words: Mapping[str, list[str]]) -> Iterator[str]:
    """The alternative, once for each word of the lists that it names."""
    named = re.search(r"<(\w+)>", alternative)
    if named is None:
        yield alternative
    else:
        for word in words[named[1]]:
            yield from _fill(alternative.replace(named[0], word, 1), words)
