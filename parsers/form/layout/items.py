"""Several answers in one text: `a) … b) …`, and `Impact = …; expectation = …` in one line (behaviour B4.12)."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product

from parsers.form.layout.sentences import say_behind
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import LIKELY, find_label
from parsers.words.load import load_words

_MARK = re.compile(
    r"(?:(?P<begins>^[^\S\n]*(?:(?P<word>[^\W\d_]{1,8})[ ]?(?=[0-9]))?)|(?<=[\s,;.]))"
    r"[(\[#]?(?P<number>[0-9]{1,2}|[a-hA-H]|[iI]{1,3}|[iI][vV])"
    r"(?:(?P<closed>[)\]])[:.]?|[.:]|[^\S\n]+[-–—])[^\S\n]+(?=\S)",
    re.MULTILINE,
)
_NUMBERED = re.compile(
    r"^[^\S\n]*(?:(?:(?P<word>[^\W\d_]{1,8})[ ]?(?=[0-9]))?[(\[#]?(?P<number>[0-9]{1,2}|[a-hA-H])"
    r"(?:[)\]][:.]?|[.:]|[^\S\n]+[-–—])"
    r"|\#(?P<hash>[0-9]{1,2})|(?P<spoken>[^\W\d_][^\n:;.,()]{2,30}):)[^\S\n]+(?=\S)",
    re.MULTILINE,
)
_ANSWER = re.compile(r"\s*[aA]:\s")  # no letter that counts, where no `B:` follows
_ORDINALS = ("first", "second", "third", "fourth")
_LETTERS, _ROMAN = "abcdefgh", ("i", "ii", "iii", "iv")
_BETWEEN = re.compile(r"(?:[;,.|/]|\s[-–—])\s+")
_SIGNS = re.compile(r"[:：=]|\s[-–—]\s")
_LONGEST, _LONGEST_LINE = 5_000, 2_000  # characters
_MOST_PARTS = 40


def split_items(text: str) -> list[str]:
    """What stands behind each of the marks, which count from the first one on and of which the first begins the text;
    empty for a text without two of them."""
    if len(text) > _LONGEST:
        return []
    found: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if _counts_on(mark, found[0], len(found)) if found else _is_first(mark, text):
            found.append(mark)
    ends = (*(mark.start() for mark in found[1:]), len(text))
    items = [text[mark.end() : end].strip().rstrip(";,") for mark, end in zip(found, ends, strict=False)]
    return items if len(items) > 1 else []


def number_items(text: str, count: int) -> dict[int, str]:
    """What stands behind each mark at the beginning of a line, by the question that it counts (0 for the first): `b) …`
    alone, `2nd question: …`. Empty for a text that does not begin with a mark, or with one that counts no question."""
    if len(text) > _LONGEST:
        return {}
    marks = [(mark, at) for mark in _NUMBERED.finditer(text) if (at := _find_number(mark)) is not None]
    is_answer = len(marks) == 1 and _ANSWER.match(text) is not None
    if not marks or is_answer or text[: marks[0][0].start()].strip():
        return {}
    ends = (*(mark.start() for mark, _ in marks[1:]), len(text))
    items = {at: text[mark.end() : end].strip().rstrip(";,") for (mark, at), end in zip(marks, ends, strict=True)}
    return items if len(items) == len(marks) and max(items) < count else {}


def _find_number(mark: re.Match[str]) -> int | None:
    if mark["spoken"]:
        return _ordinals().get(fold(mark["spoken"]))
    said = (mark["number"] or mark["hash"]).lower()
    at = int(said) - 1 if said.isdecimal() else _LETTERS.index(said)
    return at if at >= 0 else None


@cache
def _ordinals() -> Mapping[str, int]:
    """`second`, `the second question`, folded, with what each counts."""
    words = load_words("questions")["counted"]
    every = product(enumerate(_ORDINALS), words["before"], words["nouns"])
    spoken = ((at, f"{before} {ordinal} {noun}") for (at, name), before, noun in every for ordinal in words[name])
    return {fold(said): at for at, said in spoken}


def _is_first(mark: re.Match[str], text: str) -> bool:
    return mark["number"].lower() in ("1", "a", "i") and not text[: mark.start()].strip()


def _counts_on(mark: re.Match[str], first: re.Match[str], behind: int) -> bool:
    """Whether the mark stands behind so many others in the way of counting of the first: `Question 2:`."""
    if fold(mark["word"] or "") != fold(first["word"] or ""):
        return False
    said = mark["number"].lower()
    if first["number"].isdecimal():
        return said.isdecimal() and int(said) == behind + 1
    names = _ROMAN if first["number"].lower() == "i" else tuple(_LETTERS)
    return (mark["begins"] is not None or mark["closed"] is not None) and names[behind : behind + 1] == (said,)


def split_asked(lines: Sequence[str], names: Collection[str], aliases: Aliases) -> list[str]:
    """The lines; one in which several fields that were asked for have a label has a line for each."""
    if len(names) < 2:
        return [*lines]
    return [part for line in say_behind(lines, aliases, names) for part in _split_line(line, names, aliases)]


def _split_line(line: str, names: Collection[str], aliases: Aliases) -> Iterator[str]:
    cuts = [0]
    if len(line) <= _LONGEST_LINE and len(_SIGNS.findall(line)) > 1:
        begun: list[str] = []
        for between in [None, *list(_BETWEEN.finditer(line))[:_MOST_PARTS]]:
            label = find_label(line[between.end() if between else 0 :][:200], aliases)
            if label is not None and label.field in names and label.strength >= LIKELY and label.rest:
                begun.append(label.field)
                cuts += [between.end()] if between else []
        if len(set(begun)) < max(len(begun), 2):
            cuts = [0]
    for start, end in pairwise([*cuts, len(line)]):
        yield line[start:end].rstrip(" ;,|/-–—") if end < len(line) else line[start:]
