"""The words of the template, in seven languages (`labels.toml`, `questions.toml`, `values.toml`), and those that a team
adds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from types import MappingProxyType

from parsers.model import Priority
from parsers.words.fold import fold
from parsers.words.load import load_words
from parsers.words.slips import Index, index_slips

FIELD_NAMES = (
    "priority", "customer", "customer_email", "ticket", "issue_summary", "steps_taken", "customer_impact",
    "customer_expectation", "additional_context", "attachments", "level", "trigger",
    "tell_the_customer",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)  # known by itself: tables of a thousand words are compared by nobody
class Aliases:
    """The words of the template, folded (see `fold`): label -> field, the loose labels, and the values that stand for
    others. `slips` has the long labels by what is left of each when one letter is dropped, `word_slips` their words.

    `typed` finds labels that were all pasted into one line, each of which ends with one of `last_words`."""

    labels: Mapping[str, str]
    loose: frozenset[str]
    first_words: frozenset[str]
    priorities: Mapping[str, Priority]
    levels: Mapping[str, int]
    triggers: Mapping[str, str]
    typed: re.Pattern[str]
    last_words: frozenset[str]
    slips: Index
    word_slips: Index


def load_aliases(extra: Mapping[str, Sequence[str]] | None = None) -> Aliases:
    """The words of the data files and the team's own: `extra` maps a field name to further labels, or `high`, `medium`,
    `low` to further priority words, or `levels.3` to further names of Level 3, or `triggers.bug` to further names of
    it. The team's own words win. Unknown keys are left out; settings report them."""
    return _load_aliases(tuple((name, tuple(words)) for name, words in (extra or {}).items()))


@lru_cache(maxsize=8)  # a table of some ten thousand slips
def _load_aliases(extra: tuple[tuple[str, tuple[str, ...]], ...]) -> Aliases:
    own = dict(extra)
    labels, loose = _load_labels(own)
    firm = labels.keys() - loose
    typed = [word for name in FIELD_NAMES for word in (*_list_firm(name), *own.get(name, ()))]
    return Aliases(
        labels=MappingProxyType(labels),
        loose=frozenset(loose),
        first_words=frozenset(key.split(" ")[0] for key in labels),
        priorities=load_priorities(own),
        levels=MappingProxyType(_load_levels(own)),
        triggers=MappingProxyType(_load_triggers(own)),
        typed=_compile_typed(typed),
        last_words=frozenset(fold(word).rpartition(" ")[2] for word in typed),
        slips=MappingProxyType(index_slips(firm)),
        word_slips=MappingProxyType(index_slips(word for label in firm for word in label.split(" "))),
    )


def load_priorities(own: Mapping[str, Sequence[str]]) -> Mapping[str, Priority]:
    """The words for each priority, folded, with a team's own under `high`, `medium`, `low`; those win."""
    data = load_words("values")["priority"]
    given = {fold(word): priority for priority in Priority for word in data[priority]}
    return MappingProxyType(given | {fold(word): priority for priority in Priority for word in own.get(priority, ())})


def _load_labels(own: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], set[str]]:
    """Each folded label with its field, and those that are loose. Of two fields the first has a label."""
    labels: dict[str, str] = {}
    loose: set[str] = set()
    for name in FIELD_NAMES:
        labels = {fold(word): name for words in load_words("labels")[name].values() for word in words} | labels
        loose |= set(map(fold, load_words("labels")[name]["loose"]))
    team = {fold(word): name for name in FIELD_NAMES for word in own.get(name, ())}
    labels, loose = labels | team, loose - team.keys()
    labels.pop("", None)
    for key, name in tuple(labels.items()):  # CustomerImpact: as exports and hurried hands write it
        if labels.setdefault(joined := key.replace(" ", ""), name) == name and key in loose and joined != key:
            loose.add(joined)
    asked = {key: name for key, name in _spell_questions().items() if key not in labels}
    return labels | asked, loose | asked.keys()


@cache
def _spell_questions() -> Mapping[str, str]:
    """Each of the questions that people set in place of a label, folded, with its field; of two fields the first."""
    spelt: dict[str, str] = {}
    for name, words in load_words("questions").items():
        for family in words.get("families", ()):
            parts = [part.strip("()").split("|") for part in re.findall(r"\([^()]*\)|[^()\s]+", family)]
            for choice in product(*parts):
                spelt.setdefault(fold(" ".join(choice)), name)
    return MappingProxyType(spelt)


def _list_firm(name: str) -> Iterable[str]:
    return (word for group, words in load_words("labels")[name].items() if group != "loose" for word in words)


def _load_levels(own: Mapping[str, Sequence[str]]) -> dict[str, int]:
    data = load_words("values")["levels"]
    team = {key[7:]: words for key, words in own.items() if re.fullmatch(r"levels\.[1-9]", key)}
    given = {number: words for number, words in data.items() if number != "words"}
    return {fold(word): int(number) for names in (given, team) for number, words in names.items() for word in words}


def _load_triggers(own: Mapping[str, Sequence[str]]) -> dict[str, str]:
    team = {key[9:]: words for key, words in own.items() if key.startswith("triggers.")}
    named = (load_words("values")["triggers"], team)
    return {fold(word): trigger for names in named for trigger, words in names.items() for word in words}


def _compile_typed(words: Iterable[str]) -> re.Pattern[str]:
    by_first: dict[str, list[str]] = {}  # else each of hundreds is tried at each word of a text
    for word in sorted(set(words), key=len, reverse=True):
        by_first.setdefault(word[:1].casefold(), []).append(re.escape(word))
    shapes = "|".join(f"(?:{'|'.join(alike)})" for alike in by_first.values())
    return re.compile(
        rf"(?:^|(?<=[\s|;,*_>]))(?P<label>{shapes})\s*#?\s*(?:\([^()\n]{{0,80}}\)\s*)?[*_]*[:：]", re.IGNORECASE
    )
