"""Phrases in what the agent wrote that make a trigger, negation respected (behaviour B5.3, B5.4).
The words are in `triggers.toml` and `words/`."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from daemon.core.intake.sought.amounts import find_amounts
from daemon.core.intake.sought.asides import Asides, Found, build_asides
from daemon.core.intake.sought.denials import Denials, build_denials, is_denied, join_before, one_of
from daemon.core.intake.sought.phrases import MOST_TEXT, Hit, Phrases, Words, read_words
from daemon.core.model.policy import Thresholds
from daemon.core.model.rules.triggers import TriggerRule, Triggers


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found: its rule, the words that made it, and why it does not reach (empty: it does)."""

    rule: TriggerRule
    phrase: str
    short: str = ""

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def level(self) -> int:
        return self.rule.level

    def reaches(self) -> bool:
        return not self.short


@dataclass(frozen=True, slots=True)
class _Index:
    """The phrases of all rules, their harmless ones, and what denies a phrase or sets it aside, ready to be sought."""

    phrases: Phrases  # behind those of all rules, their harmless ones, and behind these what sets them aside
    denials: Denials
    asides: Asides
    threats: re.Pattern[str]


def prepare(triggers: Triggers) -> None:
    """Makes the phrases ready to be sought: it takes a quarter of a second, at the start and not in the first mail."""
    _build(triggers)


@lru_cache(maxsize=8)
def _build(triggers: Triggers) -> _Index:
    phrases = (
        *(rule.phrases for rule in triggers.rules),
        *(rule.harmless for rule in triggers.rules),
        *(aside.phrases for aside in triggers.asides),
    )
    return _Index(
        Phrases(phrases), build_denials(triggers), build_asides(triggers), re.compile(one_of(triggers.threats))
    )


def find_triggers(
    text: str, triggers: Triggers, thresholds: Thresholds, enterprise: bool = False, named: str | None = None
) -> tuple[Match, ...]:
    """The triggers in `text`, one match each, in the order of the rules. `named` is what a `Trigger:` line says;
    a feature request counts for enterprise customers only, a billing dispute only above the set amount."""
    return tuple(filter(Match.reaches, see_triggers(text, triggers, thresholds, enterprise, named)))


def see_triggers(
    text: str, triggers: Triggers, thresholds: Thresholds, enterprise: bool = False, named: str | None = None
) -> tuple[Match, ...]:
    """As `find_triggers`, with those that were seen and do not reach (behaviour B5.8)."""
    read = read_words(text)
    found = _find_phrases(read, triggers, thresholds)
    if "billing" in {match.name for match in found.values()}:
        _judge_dispute(found, text, triggers, thresholds)
    for number, match in found.items():
        if match.name == "feature_request" and not enterprise and triggers.enterprise.isdisjoint(read.words):
            found[number] = replace(match, short="the customer is not an enterprise customer")
    for number, rule in enumerate(triggers.rules if named else ()):
        if named == rule.name:
            found[number] = Match(rule, f"Trigger: {named}")
    return tuple(match for _, match in sorted(found.items()))


def _find_phrases(read: Words, triggers: Triggers, thresholds: Thresholds) -> dict[int, Match]:
    """The first phrase of each rule that stands in the words, neither denied nor harmless nor set aside, by the rule's
    index."""
    index, rules, words = _build(triggers), triggers.rules, read.words
    hits = list(index.phrases.find(words))
    taken: dict[int, set[int]] = {}
    asides = Found(words, index.asides)
    for hit in hits:
        if hit.group >= 2 * len(rules):
            asides.enter(hit.group - 2 * len(rules), hit)
        elif hit.group >= len(rules) and not index.denials.before_harmless.search(join_before(words, hit)):
            taken.setdefault(hit.group - len(rules), set()).update(_list_places(hit))
    found: dict[int, Match] = {}
    for hit in hits:
        known = found.get(hit.group)
        if hit.group >= len(rules) or (known is not None and not known.short):
            continue
        rule = rules[hit.group]
        if _holds(words, hit, taken.get(hit.group, frozenset()), asides.reach(rule.name, hit), index):
            short = _judge_age(words, hit, thresholds)
            if known is None or not short:
                found[hit.group] = Match(rule, read.quote(hit.spans[0][0], hit.spans[-1][1]), short)
    return found


def _holds(words: Sequence[str], hit: Hit, harmless: Set[int], is_aside: bool, index: _Index) -> bool:
    """Whether the phrase is not made harmless or set aside, and nothing denies it. Harmless makes a phrase who shares a
    word with it, but for what stands between; a threat outside of those words stays one."""
    places = _list_places(hit)
    is_harmless = is_aside or not harmless.isdisjoint(places)
    if is_harmless and not any(index.threats.fullmatch(words[at]) for at in places - harmless):
        return False
    return not is_denied(words, hit, index.denials)


def _list_places(hit: Hit) -> Set[int]:
    """Where the phrase's own words stand."""
    return {at for span in hit.spans for at in range(*span)}


def _judge_age(words: Sequence[str], hit: Hit, thresholds: Thresholds) -> str:
    """Why an age that the phrase tells (`open for #24 days`: so many times 24 hours)
    does not reach; empty where it does."""
    unit = re.search(r"#(\d+)", hit.phrase)
    told = next((words[at] for span in hit.spans for at in range(*span) if words[at][0].isdigit()), None)
    if unit is None or told is None:
        return ""
    hours = float(re.sub(r"[.,]+", ".", told, count=1).replace(",", "")) * int(unit[1])
    return (
        ""
        if hours >= thresholds.unresolved_hours
        else f"{hours:g} hours are not yet the set {thresholds.unresolved_hours:g}"
    )


def _judge_dispute(found: dict[int, Match], text: str, triggers: Triggers, thresholds: Thresholds) -> None:
    """A billing dispute counts above the set amount."""
    number = next(number for number, match in found.items() if match.name == "billing")
    highest = max(find_amounts(text[:MOST_TEXT], triggers.currencies), default=None)
    if highest is None or highest <= thresholds.billing_dispute:
        said = (
            "no amount is named"
            if highest is None
            else f"{highest:,.10g} is not over the set {thresholds.billing_dispute:,.10g}"
        )
        found[number] = replace(found[number], short=said)
