"""Labels: which line starts a field, and how surely. The words stand in `labels.toml`, in seven languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.slips import find_meant, find_phrases

# How surely a line starts a field: what a lone line may do, and what needs company (see form.py).
SURE, LIKELY, POSSIBLE = 3, 2, 1

_LONGEST_ALIAS_IN_WORDS = 6
_FEWEST_FIELDS = 3  # that make a template
_FEWEST_INNER = 4  # fields
_LONGEST_TYPED = 60  # characters of a label inside a line, its marks among them
_LONGEST_MISSPELT = 50  # characters up to the colon
_SHORTEST_LOWER = 8  # letters of a misspelt label in small letters
# Characters in which a label begins; marks and spaces before it are tried in every combination, so they must be few.
_LONGEST_START = 200

_DECORATION = (
    r"[\s*_#|~\"“”„«\[•·・･※∙‣⁃\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
    r"\ufe0f\u200d\uf0b7§\-–—+]*?(?:[oqvüØ»›](?:\s{2,}|[\t\xa0]\s*))?"  # Word's bullets, in another font
    r"(?:(?:\(?[0-9]{1,2}[.)\]]|[0-9]\ufe0f?\u20e3|h[1-6]\.|\(?[a-zA-Z][.)]|[IVX]{2,4}[.)])[\s*_\"\[#]+)?[\s*_\"“”„«\[]*"
)
_HEAD = re.compile(rf"(?P<before>{_DECORATION})(?P<first>(?!\u2139)[^\W\d_][\w'’]*)")
_COLON = re.compile(
    r"(?P<head>[^:：∶=|\t\n(\[{<]{1,61}+)(?:[(\[{<][^\n)\]}>]{0,200}+[)\]}>])?(?:[^\S\t]|[*_\])}\"”»'`~#])*+"
    r"(?P<sep>[:：∶=|](?:[ ]?[:：=]|[->](?=\s))*+|\t+[:：∶=|]?)(?P<marks>[\s*_]*+)(?P<rest>.*)",
    re.DOTALL,
)
_DASH = re.compile(
    r"(?P<head>[^:：=|\t\n]{1,61}?)[*_\]]*(?:\s+[-‐-―−]+>?\s*|[-‐-―−]+>?\s+|[–—―])(?P<rest>.*)", re.DOTALL
)
_GAP = re.compile(r"(?P<head>\S[^:：=|\t\n]{0,60}?)[*_\]]*\s{2,}(?P<rest>\S.*)", re.DOTALL)
# A label that brackets, a question mark or a line of dots closes: `[Customer Impact] …`, `Customer Impact .... …`
_CLOSED = re.compile(
    r"(?P<head>[^\W\d_][^:：=|\t\n\]?.…]{0,60}?)(?P<end>[*_ ]*(?:\]|\?|\.{3,}|…+|(?:\. ){3,}))\s+(?P<rest>\S.*)",
    re.DOTALL,
)
_OTHER_LABEL = re.compile(r"([^\W\d]+(?:\s[^\W\d]+)?)\s*[:：](?:\s|$)")  # `Customer hotline: …` is no customer
_BETWEEN = re.compile(r"\s*/\s*|\s+[-–—&+]\s+|\s+(?:and|und|et|y|e|en)\s+")  # alternatives of a label
_FEWEST_WORDS = 2  # of one that is ours beside another that is not, with a word between them
_STUCK = re.compile(r"([^\W\d_]+)\s*[#№]\s*(\S.*)")
_COLON_ALONE = re.compile("[:：]")
_NAMED = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]")
_LONGEST_KEPT = 200  # characters of a line whose label is remembered
_HINT = re.compile(r"\s*[(\[][^)\]\n]{0,200}[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: its field, what stands behind it, and how surely it is one (SURE, LIKELY,
    POSSIBLE).

    `alone` says that nothing but the label stands on the line; `lower` that it begins with a small letter, as wrapped
    prose does; `dashed` that a dash stands behind it, as in a sentence."""

    field: str
    rest: str
    strength: int
    firm: bool
    lower: bool = False
    dashed: bool = False

    @property
    def alone(self) -> bool:
        return not self.rest.strip()


def find_label(line: str, aliases: Aliases) -> Label | None:
    """The label that `line` starts with, or None. `Priority: High`, `**Priority** - High`, `1) PRIORITY`,
    `Ticket #48213` …"""
    return _find_in_short(line, aliases) if len(line) <= _LONGEST_KEPT else _find_in(line, aliases)


def _find_in(line: str, aliases: Aliases) -> Label | None:
    head = _HEAD.match(line[:_LONGEST_START])
    if head is None:
        return None
    body = line[head.end("before") :]
    colon = _COLON.match(body)
    key = fold(colon["head"]) if colon is not None else ""
    if colon is not None and key not in aliases.labels and _BETWEEN.search(colon["head"]):
        found = _find_alternatives(body, colon, aliases)
        if found is not None:
            return found
    if colon is not None and key not in aliases.labels and (named := _find_in_brackets(body, colon, aliases)):
        return named
    if fold(head["first"]).split(" ")[0] not in aliases.first_words:
        return _find_misspelt(body, colon, key, aliases)
    return (
        _find_with_colon(body, colon, key, aliases)
        or _find_misspelt(body, colon, key, aliases)
        or _find_with_less(body, aliases)
    )


# a form's lines and cells are asked for by its layout, its sections and its answers alike
_find_in_short = lru_cache(maxsize=4096)(_find_in)


def has_template(lines: Sequence[str], aliases: Aliases) -> bool:
    """Whether some of our labels stand there."""
    found = (find_label(line, aliases) for line in lines)
    return len({label.field for label in found if label is not None and label.strength >= SURE}) >= _FEWEST_FIELDS


def _find_alternatives(body: str, match: re.Match[str], aliases: Aliases) -> Label | None:
    """`Priority / Priorität: …`, `Customer Impact & Scope: …`: a label of which one part is ours. When another is not,
    it needs company, as a loose one."""
    parts = [fold(_HINT.sub("", part)) for part in _BETWEEN.split(match["head"])]
    ours = [part for part in parts if part in aliases.labels]
    firm = [part for part in ours if part not in aliases.loose]
    if not firm or not all(parts):
        return None
    name = aliases.labels[firm[0]]
    is_whole = all(aliases.labels.get(part) == name for part in parts)
    if not is_whole and "/" not in match["head"] and len(firm[0].split(" ")) < _FEWEST_WORDS:
        return None  # `Customer and vendor: …` is a sentence
    return Label(name, match["rest"].strip(" \t|"), SURE if is_whole else LIKELY, is_whole, body[:1].islower())


def _find_in_brackets(body: str, match: re.Match[str], aliases: Aliases) -> Label | None:
    """`What I did (Steps Taken): …`: other words for a label, which stands behind them. It needs company, as a loose
    one."""
    brackets = _NAMED.match(body, match.end("head"), match.start("sep"))
    key = fold(brackets[1]) if brackets is not None else ""
    if key not in aliases.labels or key in aliases.loose:
        return None
    return Label(aliases.labels[key], match["rest"].strip(" \t|"), LIKELY, firm=False, lower=body[:1].islower())


def find_inner_labels(line: str, aliases: Aliases) -> list[int]:
    """Where further labels stand inside one line into which the whole template was pasted; empty for ordinary lines.

    Only when at least four different fields are named with a colon: one colon inside a value starts no field."""
    if line.count(":") + line.count("：") < _FEWEST_INNER:
        return []
    if sum(may_end_label(before, aliases) for before in _COLON_ALONE.split(line)[:-1]) < _FEWEST_INNER:
        return []
    starts: dict[str, int] = {}
    for match in aliases.typed.finditer(line):
        name = aliases.labels.get(fold(match["label"]))
        if name is not None and name not in starts:
            starts[name] = match.start("label")
    return sorted(starts.values()) if len(starts) >= _FEWEST_INNER else []


def may_end_label(before: str, aliases: Aliases) -> bool:
    """Whether what stands before a colon ends with the last word of a label, or with a bracket, which may follow it."""
    is_bracket = before.rstrip("*_").rstrip().endswith(")")
    return is_bracket or fold(before.rstrip()[-_LONGEST_TYPED:]).rpartition(" ")[2] in aliases.last_words


def _find_with_colon(body: str, match: re.Match[str] | None, key: str, aliases: Aliases) -> Label | None:
    """A label before a colon or another separator; `match` has it, `key` its words, folded."""
    name = aliases.labels.get(key)
    if match is None or name is None:
        return None
    firm = key not in aliases.loose
    strength = SURE if firm else LIKELY
    if match["sep"].endswith("\t"):  # a table's next cell
        strength -= 1
    rest = match["rest"] if match["sep"] != "|" else _without_twin(match["rest"], name, aliases)
    return Label(name, _close_marks(match["marks"], rest.strip(" \t|")), strength, firm, body[:1].islower())


def _without_twin(rest: str, name: str, aliases: Aliases) -> str:
    """What stands behind a label that was given twice: `Priority | Priorität: High`."""
    second = _COLON.match(rest)
    is_twin = second is not None and second["sep"] != "|" and aliases.labels.get(fold(second["head"])) == name
    return second["rest"] if second is not None and is_twin else rest


def _find_misspelt(body: str, match: re.Match[str] | None, key: str, aliases: Aliases) -> Label | None:
    """`Costumer Impact:`, `Priorty:`, `Custmer Expectaion:`: a firm label with a slip in it, before a colon or a
    table's next cell. It needs company, as a loose one."""
    if match is None or key in aliases.labels or (len(key) < _SHORTEST_LOWER and not body[:1].isupper()):
        return None
    if not any(sign in body[:_LONGEST_MISSPELT] for sign in ":：\t"):
        return None
    meant = find_meant(key, aliases.slips) or find_phrases(key, aliases.word_slips)
    names = {aliases.labels[label] for label in meant if label in aliases.labels and label not in aliases.loose}
    if len(names) != 1:
        return None
    return Label(names.pop(), match["rest"].strip(" \t|"), LIKELY, firm=False, lower=body[:1].islower())


def _close_marks(before: str, value: str) -> str:
    """The value without the end of a `**bold**` whose beginning stands before it; bold in a part only, it stays with
    that part."""
    marks = before.split()[-1:]
    if not marks or value.count(marks[0]) != 1:
        return value
    return value.removesuffix(marks[0]).rstrip() if value.endswith(marks[0]) else marks[0] + value


def _find_with_less(body: str, aliases: Aliases) -> Label | None:
    alone = fold(_HINT.sub("", body)) if len(body) < 300 else ""
    name = aliases.labels.get(alone)
    if name is not None:
        rest = body[body.index("#") + 1 :] if body.rstrip().endswith("#") and "#" in body else ""
        is_loose = alone in aliases.loose
        strength = POSSIBLE if is_loose and not body.rstrip(" *_").endswith("?") else LIKELY
        return Label(name, rest, strength, not is_loose, body[:1].islower())
    for pattern in (_DASH, _GAP):
        match = pattern.match(body)
        if match is not None:
            key = fold(_HINT.sub("", match["head"]))
            name = aliases.labels.get(key)
            if name is not None:
                firm = key not in aliases.loose
                strength, rest = LIKELY if firm else POSSIBLE, match["rest"].strip()
                return Label(name, rest, strength, firm, body[:1].islower(), dashed=pattern is _DASH)
    return _find_closed(body, aliases) or _find_without_separator(body, aliases)


def _find_closed(body: str, aliases: Aliases) -> Label | None:
    match = _CLOSED.match(body)
    key = fold(match["head"]) if match is not None else ""
    is_loose = key in aliases.loose
    if match is None or key not in aliases.labels or (is_loose and match["end"].strip("*_ ") != "?"):
        return None
    return Label(aliases.labels[key], match["rest"].strip(), LIKELY, not is_loose, body[:1].islower())


def _find_without_separator(body: str, aliases: Aliases) -> Label | None:
    """`Priority High`, `Ticket #48213`: the longest run of first words that is a firm label."""
    words = list(re.finditer(r"\S+", body[:120]))[:_LONGEST_ALIAS_IN_WORDS]
    for count in range(len(words), 0, -1):
        key = fold(body[: words[count - 1].end()])
        name = aliases.labels.get(key)
        if name is not None and key not in aliases.loose:
            rest = body[words[count - 1].end() :].strip()
            is_longer = (other := _OTHER_LABEL.match(rest)) is not None and fold(other[1]) not in aliases.priorities
            return None if is_longer else Label(name, rest, POSSIBLE, True, body[:1].islower())
    stuck = _STUCK.match(body)
    if stuck is not None and aliases.labels.get(fold(stuck[1])) == "ticket":
        return Label("ticket", stuck[2].strip(), POSSIBLE, True, body[:1].islower())
    return None
