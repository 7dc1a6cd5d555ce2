"""Phrases in what the agent wrote that make a trigger, negation respected (behaviour B5.3, B5.4).
The words are in `triggers.toml`."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from daemon.core.intake.amounts import find_amounts
from daemon.core.intake.phrases import ENDS, MOST_TEXT, SKIPPED, Hit, Phrases, Words, fold, read_words
from daemon.core.model.policy import Thresholds
from daemon.core.model.rules.triggers import TriggerRule, Triggers

BEFORE, BEHIND = 14, 8  # words in which a denial is sought
LONGEST_DIRECT = 3  # words of a denial directly before a phrase
LONGEST_DENIAL = 2  # words of one before the word that it surrounds


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
    """The phrases of all rules, their harmless ones, and what denies a phrase, ready to be sought."""

    phrases: Phrases  # behind those of all rules, their harmless ones
    before: re.Pattern[str]
    condition: re.Pattern[str]
    directly: re.Pattern[str]
    behind: re.Pattern[str]
    last: re.Pattern[str]
    before_harmless: re.Pattern[str]
    within: re.Pattern[str]
    joins: frozenset[str]
    joined: frozenset[str]
    anew: re.Pattern[str]
    clauses: re.Pattern[str]
    themselves: frozenset[str]
    threats: re.Pattern[str]


def prepare(triggers: Triggers) -> None:
    """Makes the phrases ready to be sought: it takes a quarter of a second, at the start and not in the first mail."""
    _build(triggers)


@lru_cache(maxsize=8)
def _build(triggers: Triggers) -> _Index:
    far = _one_of(word[:-1] for word in triggers.denied_before if word.endswith(","))
    near = _one_of(word for word in triggers.denied_before if not word.endswith(","))
    anew = _one_of((*triggers.begins, *triggers.threats))
    joined = frozenset((*triggers.joins, *triggers.begins_behind))
    return _Index(
        Phrases([*(rule.phrases for rule in triggers.rules), *(rule.harmless for rule in triggers.rules)]),
        re.compile(
            rf"(?:^| )(?:{near}|\w+n't)(?: [^ ,:]+){{0,4}} ?$|(?:^| )(?:{far})(?: "
            rf"[^ ,:]+){{0,4}}(?: ,(?: [^ ,:]+){{0,2}})*$"
        ),
        re.compile(rf"(?:^| )(?:{_one_of(triggers.conditions)})(?: [^ ,:]+){{0,2}} (?:{near})(?: [^ ,:]+){{1,3}}$"),
        re.compile(rf"(?:^| )(?:{_one_of(triggers.denied_directly)})$"),
        re.compile(rf"(?:{_one_of(triggers.denied_behind)})(?: |$)"),
        re.compile(_one_of(triggers.denied_last)),
        re.compile(rf"(?:^| )(?:{_one_of(triggers.denied_harmless)})$"),
        re.compile(rf"(?:^| )(?:{_one_of(triggers.denied_within)}|\w+n't)(?= |$)"),
        triggers.joins,
        joined,
        re.compile(anew),
        re.compile(rf"(?:^|(?<= ))(?:{_one_of(triggers.clauses)}|(?:{_one_of(joined)}) (?:{anew}))(?= |$)"),
        frozenset(map(fold, triggers.denials_themselves)),
        re.compile(_one_of(triggers.threats)),
    )


def _one_of(words: Iterable[str]) -> str:
    """A pattern for one of them; a `*` takes an ending."""
    return (
        "|".join(re.escape(fold(word)).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
        or "(?!)"
    )


def _is_denied(words: Sequence[str], hit: Hit, index: _Index) -> bool:
    """Whether the phrase is negated: before it ("no sign of data loss") or behind it ("data loss:
    none", "was ruled out")."""
    start, end = hit.spans[0][0], hit.spans[-1][1]
    if _is_denied_within(words, hit, index):
        return True
    if words[start] in index.themselves or _begins_anew(words, start, index):
        return False
    earliest = max(0, start - BEFORE)
    first = next(
        (at + 1 for at in range(start - 1, earliest - 1, -1) if words[at] in ENDS or words[at] in "(:"), earliest
    )
    before = index.clauses.split(" ".join(words[first:start]))[-1].rstrip()
    if (index.before.search(before) and not index.condition.search(before)) or index.directly.search(
        _join_before(words, hit)
    ):
        return True
    return _is_denied_behind(words, end, index)


def _is_denied_behind(words: Sequence[str], end: int, index: _Index) -> bool:
    """Whether what stands behind the phrase begins with a denial, or is one up to the next mark."""
    behind = list(takewhile(lambda word: word not in ENDS, words[end : end + BEHIND]))
    clause = " ".join(takewhile(lambda word: word not in SKIPPED, behind))
    return bool(index.last.fullmatch(clause) or index.behind.match(" ".join(w for w in behind if w not in SKIPPED)))


def _is_denied_within(words: Sequence[str], hit: Hit, index: _Index) -> bool:
    """Whether a denial stands between the parts of the phrase, and nothing ends it before the next of them: "does not
    threaten to sue", "droht nicht mit dem Anwalt"; not "does not pay and threatens"."""
    for (begun, last), (following, _) in pairwise(hit.spans):
        cut = next((at + 1 for at in range(following - 1, last - 1, -1) if _ends_within(words[at], index)), 0)
        first = cut or max(0, begun - LONGEST_DENIAL)  # "n'est pas" begins before the word that it denies
        between = index.clauses.split(" ".join(words[first : following + 1]))[-1]
        part = len(words[following])  # "no se ha caído": a denial may end in the next part, and does not begin there
        room = len(" ".join(words[max(last, first) : following]))
        if room and any(
            len(between) - found.end() < room + part + 1 and len(between) - found.start() > part + 1
            for found in index.within.finditer(between)
        ):
            return True
    return False


def _ends_within(word: str, index: _Index) -> bool:
    return word in index.joins or word in SKIPPED


def _begins_anew(words: Sequence[str], start: int, index: _Index) -> bool:
    """Whether a threat is added to what is denied: "he does not pay and threatens with a lawyer"."""
    return start > 0 and words[start - 1] in index.joined and bool(index.anew.fullmatch(words[start]))


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
    is_enterprise = enterprise or not triggers.enterprise.isdisjoint(read.words)
    for number, match in found.items():
        if match.name == "feature_request" and not is_enterprise:
            found[number] = replace(match, short="the customer is not an enterprise customer")
    for number, rule in enumerate(triggers.rules):
        if named == rule.name:
            found[number] = Match(rule, f"Trigger: {named}")
    return tuple(match for _, match in sorted(found.items()))


def _find_phrases(read: Words, triggers: Triggers, thresholds: Thresholds) -> dict[int, Match]:
    """The first phrase of each rule that stands in the words, neither denied nor harmless, by the rule's index."""
    index, rules, words = _build(triggers), triggers.rules, read.words
    hits = list(index.phrases.find(words))
    taken: dict[int, set[int]] = {}
    for hit in hits:
        if hit.group >= len(rules) and not index.before_harmless.search(_join_before(words, hit)):
            taken.setdefault(hit.group - len(rules), set()).update(_list_places(hit))
    found: dict[int, Match] = {}
    for hit in hits:
        known = found.get(hit.group)
        if (
            hit.group < len(rules)
            and (known is None or known.short)
            and _holds(words, hit, taken.get(hit.group, frozenset()), index)
        ):
            short = _judge_age(words, hit, thresholds)
            if known is None or not short:
                found[hit.group] = Match(rules[hit.group], read.quote(hit.spans[0][0], hit.spans[-1][1]), short)
    return found


def _join_before(words: Sequence[str], hit: Hit) -> str:
    """The few words before the phrase."""
    start = hit.spans[0][0]
    return " ".join(words[max(0, start - LONGEST_DIRECT) : start])


def _holds(words: Sequence[str], hit: Hit, harmless: Set[int], index: _Index) -> bool:
    """Whether the phrase is not made harmless and nothing denies it. Harmless makes a phrase who shares a word with it,
    but for what stands between; a threat outside of those words stays one."""
    places = _list_places(hit)
    is_harmless = not harmless.isdisjoint(places)
    if is_harmless and not any(index.threats.fullmatch(words[at]) for at in places - harmless):
        return False
    return not _is_denied(words, hit, index)


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
