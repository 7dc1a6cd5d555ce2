"""Labels: which line starts a field, and how surely. The words stand in `words/labels.toml`, in seven languages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from parsers.model import Priority
from parsers.words.fold import fold
from parsers.words.load import load_words

FIELD_NAMES = (
    "priority", "customer", "customer_email", "ticket", "issue_summary", "steps_taken", "customer_impact",
    "customer_expectation", "additional_context", "attachments", "level", "trigger",
)  # fmt: skip

# How surely a line starts a field: what a lone line may do, and what needs company (see form.py).
SURE, LIKELY, POSSIBLE = 3, 2, 1

_LONGEST_ALIAS_IN_WORDS = 6
_SHORTEST_MISSPELT, _LONGEST_MISSPELT = 8, 50  # letters; shorter words are too near to others that people use
_LONG = 12
# Characters in which a label begins; marks and spaces before it are tried in every combination, so they must be few.
_LONGEST_START = 200

_DECORATION = (
    r"[\s*_#|~\"“”„«\[•·・･※∙‣⁃\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\uf0b7§\-–—+o]*?"
    r"(?:(?:\(?[0-9]{1,2}[.)\]]|[0-9]\ufe0f?\u20e3|h[1-6]\.|\(?[a-zA-Z][.)])[\s*_\"\[#]+)?[\s*_\"“”„«\[]*"
)
_HEAD = re.compile(rf"(?P<before>{_DECORATION})(?P<first>[^\W\d_][\w'’]*)")
_COLON = re.compile(
    r"(?P<head>[^:：∶=|\t\n(\[{<]{1,61}+)(?:[(\[{<][^\n)\]}>]{0,200}+[)\]}>])?(?:[^\S\t]|[*_\])}\"”»'`~#])*+"
    r"(?P<sep>[:：∶=|](?:[ ]?[:：=]|-(?=\s))*+|\t+[:：∶=|]?)(?P<marks>[\s*_]*+)(?P<rest>.*)",
    re.DOTALL,
)
_DASH = re.compile(
    r"(?P<head>[^:：=|\t\n]{1,61}?)[*_\]]*(?:\s+[-‐-―−]+>?\s*|[-‐-―−]+>?\s+|[–—―])(?P<rest>.*)", re.DOTALL
)
_GAP = re.compile(r"(?P<head>\S[^:：=|\t\n]{0,60}?)[*_\]]*\s{2,}(?P<rest>\S.*)", re.DOTALL)
_HINT = re.compile(r"\s*[(\[][^)\]\n]{0,200}[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: its field, what stands behind it,
    and how surely it is one (SURE, LIKELY, POSSIBLE).

    `alone` says that nothing but the label stands on the line;
    `lower` that it begins with a small letter, as wrapped prose does.
    """

    field: str
    rest: str
    strength: int
    firm: bool
    lower: bool = False

    @property
    def alone(self) -> bool:
        return not self.rest.strip()


@dataclass(frozen=True, slots=True)
class Aliases:
    """The words of the template, folded (see `fold`): label -> field, the loose labels,
    and the values that stand for others.
    `slips` has the long labels by what is left of each when one letter is dropped.

    `typed` finds labels that were all pasted into one line;
    only those written as in the data (capitals) are sought there.
    """

    labels: Mapping[str, str]
    loose: frozenset[str]
    first_words: frozenset[str]
    priorities: Mapping[str, Priority]
    levels: Mapping[str, int]
    triggers: Mapping[str, str]
    typed: re.Pattern[str]
    slips: Mapping[str, tuple[str, ...]]


def load_aliases(extra: Mapping[str, Sequence[str]] | None = None) -> Aliases:
    """The words of the data files and the team's own: `extra` maps a field name to further labels, or `high`, `medium`,
    `low` to further priority words, or `levels.3` to further names of Level 3,
    or `triggers.bug` to further names of it.
    The team's own words win. Unknown keys are left out; settings report them."""
    own = dict(extra or {})
    labels: dict[str, str] = {}
    loose: set[str] = set()
    typed: list[str] = []
    for name in FIELD_NAMES:
        for group, words in load_words("labels")[name].items():
            for word in words:
                labels.setdefault(fold(word), name)
                if group == "loose":
                    loose.add(fold(word))
                else:
                    typed.append(word)
    for name in FIELD_NAMES:
        for word in own.get(name, ()):
            labels[fold(word)] = name
            loose.discard(fold(word))
            typed.append(word)
    labels.pop("", None)
    for key, name in tuple(labels.items()):  # CustomerImpact: as exports and hurried hands write it
        if labels.setdefault(joined := key.replace(" ", ""), name) == name and key in loose and joined != key:
            loose.add(joined)
    values = load_words("values")
    levels = {fold(w): int(n) for n, words in values["levels"].items() if n != "words" for w in words}
    levels |= {
        fold(w): int(key[7:]) for key, words in own.items() if re.fullmatch(r"levels\.[1-9]", key) for w in words
    }
    triggers = {fold(w): n for n, words in values["triggers"].items() for w in words}
    triggers |= {fold(w): key[9:] for key, words in own.items() if key.startswith("triggers.") for w in words}
    return Aliases(
        labels=MappingProxyType(labels),
        loose=frozenset(loose),
        first_words=frozenset(_first_words(labels)),
        priorities=load_priorities(own),
        levels=MappingProxyType(levels),
        triggers=MappingProxyType(triggers),
        typed=_compile_typed(typed),
        slips=MappingProxyType(_find_slips(labels.keys() - loose)),
    )


def find_label(line: str, aliases: Aliases) -> Label | None:
    """The label that `line` starts with, or None. `Priority: High`, `**Priority** - High`, `1)
    PRIORITY`, `Ticket #48213` …"""
    head = _HEAD.match(line[:_LONGEST_START])
    if head is None:
        return None
    body = line[head.end("before") :]
    if fold(head["first"]).split(" ")[0] not in aliases.first_words:
        return _find_misspelt(body, aliases)
    return _find_with_colon(body, aliases) or _find_misspelt(body, aliases) or _find_with_less(body, aliases)


def find_inner_labels(line: str, aliases: Aliases) -> list[int]:
    """Where further labels stand inside one line into which the whole template was pasted; empty for ordinary lines.

    Only when at least four different fields are named with a colon: one colon inside a value starts no field."""
    starts: dict[str, int] = {}
    for match in aliases.typed.finditer(line):
        name = aliases.labels.get(fold(match["label"]))
        if name is not None and name not in starts:
            starts[name] = match.start("label")
    return sorted(starts.values()) if len(starts) >= 4 else []


def _find_with_colon(body: str, aliases: Aliases) -> Label | None:
    match = _COLON.match(body)
    if match is None:
        return None
    key = fold(match["head"])
    name = aliases.labels.get(key)
    if name is None:
        return None
    firm = key not in aliases.loose
    strength = SURE if firm else LIKELY
    if match["sep"].endswith("\t"):  # a table's next cell
        strength -= 1
    return Label(name, _close_marks(match["marks"], match["rest"].strip(" \t|")), strength, firm, body[:1].islower())


def _find_misspelt(body: str, aliases: Aliases) -> Label | None:
    """`Costumer Impact:`, `Priorty:`: a long label with one slip, in capitals and with a colon.
    It needs company, as a loose one."""
    match = _COLON.match(body) if body[:1].isupper() and ":" in body[:_LONGEST_MISSPELT] else None
    key = fold(match["head"]) if match is not None else ""
    if match is None or len(key) < _SHORTEST_MISSPELT - 1 or key in aliases.labels:
        return None
    meant = (label for variant in (key, *_drop_each(key)) for label in aliases.slips.get(variant, ()))
    names = {aliases.labels[label] for label in meant if _is_one_slip(key, label)}
    return Label(names.pop(), match["rest"].strip(), LIKELY, firm=False) if len(names) == 1 else None


def _drop_each(word: str) -> Iterable[str]:
    """The word without its first letter, without its second …: two words that are one slip apart meet there."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_one_slip(one: str, other: str) -> bool:
    """Whether a letter was left out, put in, taken for another, or two were swapped."""
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    swapped = (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )
    return swapped or (len(apart) == 1 and len(one) >= _LONG)  # `Contest` and `Attacked` are words of their own


def _close_marks(before: str, value: str) -> str:
    """The value without the end of a `**bold**` whose beginning stands before it; bold in a part only,
    it stays with that part."""
    marks = before.split()[-1:]
    if not marks or value.count(marks[0]) != 1:
        return value
    return value.removesuffix(marks[0]).rstrip() if value.endswith(marks[0]) else marks[0] + value


def _find_with_less(body: str, aliases: Aliases) -> Label | None:
    alone = fold(_HINT.sub("", body)) if len(body) < 300 else ""
    name = aliases.labels.get(alone)
    if name is not None:
        rest = body[body.index("#") + 1 :] if body.rstrip().endswith("#") and "#" in body else ""
        return Label(
            name,
            rest,
            LIKELY if alone not in aliases.loose else POSSIBLE,
            alone not in aliases.loose,
            body[:1].islower(),
        )
    for pattern in (_DASH, _GAP):
        match = pattern.match(body)
        if match is not None:
            key = fold(_HINT.sub("", match["head"]))
            name = aliases.labels.get(key)
            if name is not None:
                firm = key not in aliases.loose
                return Label(name, match["rest"].strip(), LIKELY if firm else POSSIBLE, firm, body[:1].islower())
    return _find_without_separator(body, aliases)


def _find_without_separator(body: str, aliases: Aliases) -> Label | None:
    """`Priority High`, `Ticket #48213`: the longest run of first words that is a firm label."""
    words = list(re.finditer(r"\S+", body[:120]))[:_LONGEST_ALIAS_IN_WORDS]
    for count in range(len(words), 0, -1):
        key = fold(body[: words[count - 1].end()])
        name = aliases.labels.get(key)
        if name is not None and key not in aliases.loose:
            return Label(name, body[words[count - 1].end() :].strip(), POSSIBLE, True, body[:1].islower())
    stuck = re.match(r"([^\W\d_]+)\s*[#№]\s*(\S.*)", body)
    if stuck is not None and aliases.labels.get(fold(stuck[1])) == "ticket":
        return Label("ticket", stuck[2].strip(), POSSIBLE, True, body[:1].islower())
    return None


def _find_slips(labels: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for label in sorted(labels):
        if len(label) >= _SHORTEST_MISSPELT:
            for variant in dict.fromkeys((label, *_drop_each(label))):
                found[variant] = (*found.get(variant, ()), label)
    return found


def _first_words(labels: Iterable[str]) -> Iterable[str]:
    return (key.split(" ")[0] for key in labels)


def load_priorities(own: Mapping[str, Sequence[str]]) -> Mapping[str, Priority]:
    """The words for each priority, folded, with a team's own under `high`, `medium`, `low`; those win."""
    found: dict[str, Priority] = {}
    for priority in Priority:
        found |= {fold(word): priority for word in load_words("values")["priority"][priority]}
    for priority in Priority:
        found |= {fold(word): priority for word in own.get(priority, ())}
    return MappingProxyType(found)


def _compile_typed(words: Iterable[str]) -> re.Pattern[str]:
    shapes = "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[\s|;,*_>]))(?P<label>{shapes})\s*#?\s*(?:\([^()\n]{{0,80}}\)\s*)?[*_]*[:：]")


def split_lines(text: str) -> list[str]:
    """Lines of `text`; every kind of line end and page break that a mail may hold."""
    return re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)
