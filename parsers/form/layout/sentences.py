"""A form that is said in sentences: `Impact is X, expectation is Y`, `Priority high. Customer Contoso. …`, `20 people
(impact)` (behaviour B3.28)."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from parsers.form.values import parse_priority, parse_ticket
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of
from parsers.words.spellings import split_words

_FEWEST = 3  # different fields
_FEWEST_WITHOUT_VERBS = 5
_FEWEST_ASKED = 2  # where nothing but what was asked for is said so
_MOST_LINES, _LONGEST = 60, 1_000  # lines of a text, characters of one
_MOST_WORDS = 5  # of a label, with what stands before it
_LONGEST_QUESTION = 8  # words of a label that may ask
_MOST_VERBS = 20  # of a line
_OTHERS = 2  # lines of such a form that begin with none of its words

_BETWEEN = re.compile(r"(?:^|[.,;:]\s+|\s[-–—]\s)")
_SENTENCE = re.compile(r"(?<=[^.\s])[.;]\s+(?=[^\W\d_])")
_NAMED = re.compile(r"\s*[(\[]\s*([^()\[\]\n]{2,40})\s*[)\]][,;.]?\s*")


class _Words:
    """What stands between a label and what is said of it, and what leads to both."""

    def __init__(self) -> None:
        words = load_words("questions")["said"]
        self.joins = re.compile(rf"\s(?:{one_of(words['and'])})\s", re.IGNORECASE)
        self.verb = re.compile(
            rf"\s(?:{one_of(words['verbs'])})(?!\w)[:,]?\s*(?:(?:{one_of(words['that'])})\s)?|\s?[:=]\s|\s[-–—]\s",
            re.IGNORECASE,
        )
        self.leads = split_words(words["leads"])


_words = cache(_Words)


class _Said(NamedTuple):
    """Where a field's clause begins, its label, and where what is said of it does; `is_marked`: a colon stands before
    that, and no verb."""

    at: int
    label: str
    value: int
    is_marked: bool


def say_with_verbs(lines: Sequence[str], aliases: Aliases, expected: Collection[str]) -> Sequence[str]:
    """The lines, those in which several fields are said with a verb each in parts of `label: value`."""
    if len(lines) > _MOST_LINES:
        return lines
    said = {at: found for at, line in enumerate(lines) if (found := list(_find_said(line, aliases, expected)))}
    if not _are_said([one for found in said.values() for one in found], aliases, expected):
        return lines
    told = [part for at, line in enumerate(lines) for part in _cut(line, said.get(at, ()))]
    return told if all(_may_be_said(part, aliases) for part in told) else lines


def _are_said(said: Sequence[_Said], aliases: Aliases, expected: Collection[str]) -> bool:
    """Whether they make a form; of what was asked for one is enough that has a colon."""
    marks = [one.is_marked for one in said]
    if marks == [True]:
        return bool(expected)
    return (bool(expected) or not all(marks)) and _are_enough(
        [aliases.labels[one.label] for one in said], expected, _FEWEST
    )


def _may_be_said(part: str, aliases: Aliases) -> bool:
    """Whether what is said of a field may be its value: "the customer is angry" names none, nor "the ticket is old"."""
    label, _, value = part.partition(": ")
    match aliases.labels.get(label):
        case "priority":
            return parse_priority(value, aliases)[0] is not None
        case "ticket":
            return parse_ticket(value) is not None
        case "customer":
            return value[:1].isupper() or value[:1].isdigit()
    return True


def _are_enough(fields: Sequence[str], expected: Collection[str], fewest: int) -> bool:
    """Whether they are as many as a form has, each once."""
    several = len(set(fields))
    return several == len(fields) and several >= (_FEWEST_ASKED if set(expected).issuperset(fields) else fewest)


def _cut(line: str, said: Sequence[_Said]) -> Iterator[str]:
    if not said or line[: said[0].at].strip():
        yield line[: said[0].at] if said else line
    ends = (*(one.at for one in said[1:]), len(line))
    for one, end in zip(said, ends, strict=False):
        value = line[one.value : end].strip()
        yield f"{one.label}: {_without_join(value) if end < len(line) else value}"


def _without_join(value: str) -> str:
    """A value without what joins the next one to it."""
    joined = _words().joins.search(f" {value} ".replace("  ", " "), max(0, len(value) - 5))
    bare = value[: joined.start() - 1] if joined and joined.end() >= len(value) else value
    return bare.rstrip(" ,;-–—").removesuffix(".")


def _find_said(line: str, aliases: Aliases, expected: Collection[str]) -> Iterator[_Said]:
    if len(line) > _LONGEST or not line.strip():
        return
    verbs = list(_words().verb.finditer(line))[:_MOST_VERBS]
    if not verbs:
        return
    begins = sorted({found.end() for found in (*_BETWEEN.finditer(line), *_words().joins.finditer(line))})
    for verb in verbs:
        for begin in reversed([at for at in begins if at < verb.start()][-3:]):
            label = _find_label(line[begin : verb.start()], aliases)
            if label and (not expected or aliases.labels[label] in expected):
                yield _Said(begin, label, verb.end(), verb[0].strip() in (":", "=", "-", "–", "—"))
                break


def _find_label(words: str, aliases: Aliases) -> str | None:
    """The label that a few words are, without what leads to it: `the`, `their`."""
    said = fold(words.replace("'", " ").replace("’", " ")).split()
    while said and len(said) <= _MOST_WORDS:
        if " ".join(said) in aliases.labels:
            return " ".join(said)
        if said[0] not in _words().leads:
            return None
        del said[0]
    return None


def say_without_verbs(lines: Sequence[str], aliases: Aliases, expected: Collection[str]) -> Sequence[str]:
    """The lines of a text in which all but a few sentences begin with a label, a colon behind each."""
    if len(lines) > _MOST_LINES or any(":" in line or len(line) > _LONGEST for line in lines):
        return lines
    parts = _cut_sentences(lines)
    if len(parts) < _FEWEST_WITHOUT_VERBS:
        return lines
    ends = {at: end for at, part in enumerate(parts) if (end := _find_first(part, aliases))}
    fields = [aliases.labels[fold(parts[at][:end])] for at, end in ends.items()]
    others = sum(map(bool, map(str.strip, parts))) - len(ends)
    if others > _OTHERS + len(ends) // 3 or not _are_enough(fields, (), _FEWEST_WITHOUT_VERBS):
        return lines
    return [_with_colon(part, ends.get(at, 0)) for at, part in enumerate(parts)]


def _cut_sentences(lines: Sequence[str]) -> list[str]:
    return [part for line in lines if line for part in _SENTENCE.split(line)]


def _with_colon(part: str, end: int) -> str:
    """The part with a colon where its label ends; 0 for a part without one."""
    return f"{part[:end]}: {part[end:].strip()}" if end else part


def _find_first(part: str, aliases: Aliases) -> int | None:
    """Where the longest run of first words ends that is a label, with words behind it."""
    words = list(re.finditer(r"\S+", part[:120]))[: _LONGEST_QUESTION + 1]
    ends = [word.end() for word in words[:-1]]
    return next((end for end in reversed(ends) if fold(part[:end]) in aliases.labels), None)


def say_behind(lines: Sequence[str], aliases: Aliases, expected: Collection[str]) -> Sequence[str]:
    """The lines, one in which several labels stand in brackets behind what is said of each in parts."""
    return [part for line in lines for part in _cut_behind(line, aliases, expected)]


def _cut_behind(line: str, aliases: Aliases, expected: Collection[str]) -> list[str]:
    named = [one for one in _NAMED.finditer(line[:_LONGEST]) if fold(one[1]) in aliases.labels] if "(" in line else []
    fields = [aliases.labels[fold(one[1])] for one in named]
    is_whole = bool(named) and named[-1].end() == len(line)
    if not is_whole or not _are_enough(fields, expected, _FEWEST):
        return [line]
    begins = (0, *(one.end() for one in named))
    return [
        f"{one[1]}: {line[start:end][: one.start() - start].strip()}"
        for one, (start, end) in zip(named, pairwise(begins), strict=True)
    ]
