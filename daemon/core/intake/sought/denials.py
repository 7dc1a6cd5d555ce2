"""What denies a phrase: before it, between its parts, behind it (behaviour B5.4); its words are in `triggers.toml`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from daemon.core.intake.sought.phrases import ENDS, SKIPPED, Hit, fold
from daemon.core.model.rules.triggers import Triggers

BEFORE, BEHIND = 14, 8  # words in which a denial is sought
LONGEST_DIRECT = 3  # words of a denial directly before a phrase
LONGEST_DENIAL = 2  # words of one before the word that it surrounds


@dataclass(frozen=True, slots=True)
class Denials:
    """What denies a phrase and where that ends, ready to be sought."""

    before: re.Pattern[str]
    condition: re.Pattern[str]
    directly: re.Pattern[str]
    behind: re.Pattern[str]
    last: re.Pattern[str]
    doubled: re.Pattern[str]
    before_harmless: re.Pattern[str]
    within: re.Pattern[str]
    joins: frozenset[str]
    joined: frozenset[str]
    anew: re.Pattern[str]
    clauses: re.Pattern[str]
    themselves: frozenset[str]


@lru_cache(maxsize=8)
def build_denials(triggers: Triggers) -> Denials:
    far = one_of(word[:-1] for word in triggers.denied_before if word.endswith(","))
    near = one_of(word for word in triggers.denied_before if not word.endswith(","))
    anew = one_of((*triggers.begins, *triggers.threats))
    joined = frozenset((*triggers.joins, *triggers.begins_behind))
    return Denials(
        re.compile(
            rf"(?:^| )(?:{near}|\w+n't)(?: [^ ,:]+){{0,4}} ?$|(?:^| )(?:{far})(?: "
            rf"[^ ,:]+){{0,4}}(?: ,(?: [^ ,:]+){{0,2}})*$"
        ),
        re.compile(
            rf"(?:^| )(?:{one_of(triggers.conditions)})(?: [^ ,:]+){{0,2}} (?:{near}|\w+n't)(?: [^ ,:]+){{1,4}}$"
        ),
        re.compile(rf"(?:^| )(?:{one_of(triggers.denied_directly)})$"),
        re.compile(rf"(?:{one_of(triggers.denied_behind)})(?: |$)"),
        re.compile(one_of(triggers.denied_last)),
        re.compile(rf"(?:^| )(?:{one_of(triggers.doubled)})(?= |$)"),
        re.compile(rf"(?:^| )(?:{one_of(triggers.denied_harmless)})$"),
        re.compile(rf"(?:^| )(?:{one_of(triggers.denied_within)}|\w+n't)(?= |$)"),
        triggers.joins,
        joined,
        re.compile(anew),
        re.compile(rf"(?:^|(?<= ))(?:{one_of(triggers.clauses)}|(?:{one_of(joined)}) (?:{anew}))(?= |$)"),
        frozenset(map(fold, triggers.denials_themselves)),
    )


def one_of(words: Iterable[str]) -> str:
    """A pattern for one of them; a `*` takes an ending."""
    return (
        "|".join(re.escape(fold(word)).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
        or "(?!)"
    )


def join_before(words: Sequence[str], hit: Hit) -> str:
    """The few words before the phrase."""
    start = hit.spans[0][0]
    return " ".join(words[max(0, start - LONGEST_DIRECT) : start])


def is_denied(words: Sequence[str], hit: Hit, index: Denials) -> bool:
    """Whether the phrase is negated: before it ("no sign of data loss") or behind it ("data loss:
    none", "was ruled out")."""
    start, end = hit.spans[0][0], hit.spans[-1][1]
    if words[start] not in index.themselves and _is_denied_within(words, hit, index):
        return True
    if words[start] in index.themselves or _begins_anew(words, start, index):
        return False
    earliest = max(0, start - BEFORE)
    first = next(
        (at + 1 for at in range(start - 1, earliest - 1, -1) if words[at] in ENDS or words[at] in "(:"), earliest
    )
    before = index.clauses.split(" ".join(words[first:start]))[-1].rstrip()
    if (index.before.search(before) and not index.condition.search(before)) or index.directly.search(
        join_before(words, hit)
    ):
        return True
    return _is_denied_behind(words, end, index)


def _is_denied_behind(words: Sequence[str], end: int, index: Denials) -> bool:
    """Whether what stands behind the phrase begins with a denial, or is one up to the next mark."""
    behind = list(takewhile(lambda word: word not in ENDS, words[end : end + BEHIND]))
    clause = " ".join(takewhile(lambda word: word not in SKIPPED, behind))
    said = " ".join(word for word in behind if word not in SKIPPED)
    return not index.doubled.search(said) and bool(index.last.fullmatch(clause) or index.behind.match(said))


def _is_denied_within(words: Sequence[str], hit: Hit, index: Denials) -> bool:
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


def _ends_within(word: str, index: Denials) -> bool:
    return word in index.joins or word in SKIPPED


def _begins_anew(words: Sequence[str], start: int, index: Denials) -> bool:
    """Whether a threat is added to what is denied: "he does not pay and threatens with a lawyer"."""
    return start > 0 and words[start - 1] in index.joined and bool(index.anew.fullmatch(words[start]))
