"""The head of an older mail, as Outlook and others write it into the text: `From: … Sent: … To: … Subject: …`."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import takewhile

from parsers.words.fold import fold
from parsers.words.load import load_words

_LINE = re.compile(r"[\s*_|]*([^\W\d_][\w '’.-]{0,24}?)[\s*_]*[:：][\s*_]*(.*)$")
_OTHER = re.compile(
    r"(?:x-[\w-]{1,40}|user-agent|message-id|mime-version|content-[a-z-]{4,30}|reply-to|received|references|in-reply-to):\s",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}(?:[:.h]\d{0,2})?(?:\s?[ap]m|\s?uhr)?\s*$", re.IGNORECASE)  # nobody's name
_MOST_LINES = 16
_LONGEST_WORD = 100  # characters up to the colon
_MOST_HEADS = 2_000  # lines of a mail that may begin one
_FEWEST_COLUMNS = 2  # right below what looks like a head, with labels that neither heads nor forms have: a table


@cache
def _kinds() -> dict[str, str]:
    """The words of a head, folded, with what each means."""
    return {fold(word): kind for kind, listed in load_words("quoting")["header"].items() for word in listed}


@cache
def _form_labels() -> frozenset[str]:
    """The labels of forms, folded; heads have some of them too, such as `Importance:` and `Attachments:`."""
    named = (by_language for name, by_language in load_words("labels").items() if name not in ("foreign", "prose"))
    return frozenset(fold(word) for by_language in named for words in by_language.values() for word in words)


def find_head_kind(line: str) -> str | None:
    """Which header the line is ("from", "to", "cc", "date", "subject"); None for any other line."""
    if ":" not in line and "：" not in line:
        return None
    word, colon, _ = line[:_LONGEST_WORD].replace("：", ":").partition(":")
    if not colon or _find_kind(word) is None:  # quick: it is folded, marks around it and all
        return None
    match = _LINE.match(line)
    return _find_kind(match[1]) if match else None


@lru_cache(1024)
def _find_kind(word: str) -> str | None:
    """What a word before a colon means; None for no word of a head."""
    return _kinds().get(fold(word))


def find_head(lines: Sequence[str], index: int) -> int | None:
    """Behind a head's last line; None when none begins here. It has three different lines on end, From or the date
    first, with an address or a subject. One blank line between two of them is none."""
    end = _find_end(lines, index)
    return None if end is None or _is_table(lines, index, end) else end


def _find_end(lines: Sequence[str], index: int) -> int | None:
    while index < len(lines) and not lines[index].strip():
        index += 1
    first = find_head_kind(lines[index]) if index < len(lines) else None
    if first is None or first == "cc":
        return None
    kinds, has_address, end = set[str](), False, index
    for at in range(index, min(index + _MOST_LINES, len(lines))):
        kind = find_head_kind(lines[at])
        if kind is not None:
            kinds.add(kind)
            has_address, end = has_address or "@" in lines[at], at + 1
        elif not lines[at].strip() and (at + 1 == len(lines) or find_head_kind(lines[at + 1]) is None):
            break
    return end if _is_head(first, kinds, has_address) else None


def _is_table(lines: Sequence[str], begins: int, end: int) -> bool:
    """Whether the lines are those of a table in a text: times for people, or more labels right below."""
    head = read_head(lines[begins:end])
    if any(_TIME.match(head.get(kind, "")) for kind in ("from", "to")):
        return True
    below = takewhile(str.strip, lines[end : end + _FEWEST_COLUMNS])
    labels = [match[1] for line in below if (match := _LINE.match(line)) is not None and match[2]]
    return len(labels) >= _FEWEST_COLUMNS and not any(fold(label) in _form_labels() for label in labels)


def read_head(lines: Sequence[str]) -> dict[str, str]:
    """What a head's lines say, by their kind; the first of each counts."""
    said: dict[str, str] = {}
    for line in lines:
        kind = find_head_kind(line)
        if kind is not None:
            said.setdefault(kind, line.replace("：", ":").partition(":")[2].strip(" \t*_|"))
    return said


def find_heads(lines: Sequence[str]) -> list[range]:
    """The lines of every head, as many as a mail may have, without what stands right below it: a word of a head may be
    a label too."""
    heads: list[range] = []
    at = tried = 0
    while at < len(lines) and tried < _MOST_HEADS:
        end = at + 1
        may_begin = find_head_kind(lines[at]) is not None
        tried += may_begin
        if may_begin and find_head(lines, at) is not None:
            while any(find_head_kind(line) is not None for line in lines[end : end + 2]):
                end += 1
            heads.append(range(at, end))
        at = end
    return heads


def _is_head(first: str, kinds: set[str], has_address: bool) -> bool:
    if first in ("to", "subject"):
        return has_address and {"from", "date"} <= kinds
    return len(kinds) >= 3 and not kinds.isdisjoint({"date", "subject"}) and (has_address or "subject" in kinds)


def skip_head(lines: Sequence[str], at: int) -> int:
    """Behind the head of a forwarded mail that begins here, however few lines it has; `at` when there is none."""
    begins = at
    while at < len(lines) and (
        kind := find_head_kind(lines[at]) or ("other" if at > begins + 2 and _OTHER.match(lines[at]) else "")
    ):
        at += 1
        if kind == "subject" and (at >= len(lines) or not (find_head_kind(lines[at]) or _OTHER.match(lines[at]))):
            break
        while at < len(lines) and lines[at].startswith((" ", "\t")) and lines[at].strip():
            at += 1
    return at
