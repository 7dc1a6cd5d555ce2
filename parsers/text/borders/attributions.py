"""The line above a quote, as programs write it in many languages: `On Monday, Dana wrote:`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.mime.shown import Shown
from parsers.text.lines import LONGEST
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import find_label
from parsers.words.load import load_words, one_of

_MAILBOX = re.compile(r"[<([]\s?(?:mailto:)?[\w.+=&'/-]+@[\w-]+\.")
_CLOCK, _YEAR = (
    re.compile(r"(?<!\d)\d{1,2} ?[:.h] ?\d{2}(?!\d)"),
    re.compile(r"(?<!\d)20\d\d(?!\d)|[./-] ?\d\d(?![\d./:-])"),
)
# What an attribution holds in its first line when it goes on in the next.
_WRAPS = re.compile(r"[<@年월]|\d(?:[./-]\d{1,2}[./-]\d\d|[:.h] ?\d\d|(?<=(?<!\d)2)0\d\d(?!\d))")
_WORD = re.compile(r"\w+")
_MOST_LINES = 4


class _Patterns:
    def __init__(self) -> None:
        words = load_words("quoting")["attribution"]
        verbs = one_of(words["verbs"])
        verb = rf"(?:(?<!\w)(?:{verbs})(?!\w)|(?:{one_of(words['joined_verbs'])}))"
        self.whole = re.compile(rf"[\s*_]*(?P<before>.*){verb}(?P<after>[^\n]{{0,100}})[:：]?[\s*_]*$", re.IGNORECASE)
        self.start = re.compile(
            rf"[\s*_]*(?:(?:{one_of(words['starts'])})(?=[\s,.\d])|\d)|.*<[^<>@\s]+@[^<>\s]+>", re.IGNORECASE
        )
        self.sure_start = re.compile(rf"[\s*_]*(?:{one_of(words['sure_starts'])})\s(?=.*\d)", re.IGNORECASE)
        self.joined_verbs = tuple(words["joined_verbs"])
        self.verb_words = frozenset(max(_WORD.findall(one.lower()), key=len) for one in words["verbs"])
        self.articles, self.auxiliaries = frozenset(words["articles"]), frozenset(words["auxiliaries"])
        # In whatever language: an address, a number and a colon at the end. Counts only with a quote below.
        self.addressed = re.compile(
            rf"(?:(?=.*\d)|\s*(?:{one_of(words['cites'])})\s).*<\s?[^<>@\s]+@[^<>\s]+>[^\n]{{0,100}}[:：]\s*$",
            re.IGNORECASE,
        )
        # Some programs put it behind the last word of the answer, others between dashes.
        self.shared = re.compile(
            rf"(?P<own>.*[^\s-])(?:\s+|\s*-{{2,}}\s*)"
            rf"(?P<rest>(?:{one_of(words['shared_starts'])})\s(?=[^\n]*\d)[^\n]{{4,300}}\b(?:{verbs})\b[^\n]{{0,100}}[:：]\s*)$"
        )
        self.dashed = re.compile(
            rf"\s*-{{3,}}(?=[^-\n])[^\n]{{1,150}}\b(?:{verbs})\b[^\n]{{0,60}}-{{3,}}\s*$", re.IGNORECASE
        )


_patterns = cache(_Patterns)


def find_attributions(lines: Sequence[str], index: int) -> Iterator[tuple[str, int]]:
    """What may be an attribution that begins at this line, wrapped over one line more each time, and where it ends."""
    patterns = _patterns()
    if not patterns.start.match(lines[index]) and not lines[index].rstrip().endswith((":", "：")):
        return
    text, may_say_who = "", False
    for last in range(index, min(index + _MOST_LINES, len(lines))):
        if not lines[last].strip() or (last > index and not _may_go_on(lines[index], lines[last])):
            return
        text = f"{text} {lines[last].strip()}" if text else lines[last].strip()
        if len(text) > LONGEST:
            return
        may_say_who = may_say_who or _has_verb(lines[last])
        if (may_say_who and patterns.whole.match(text)) or _is_addressed(text):
            yield text, last + 1


def _is_addressed(text: str) -> bool:
    return text[-1] in ":：" and "<" in text and _patterns().addressed.match(text) is not None


def _may_go_on(line: str, below: str) -> bool:
    """Else the first is the sender's own line, with the attribution right below it."""
    return _WRAPS.search(line) is not None and _patterns().sure_start.match(below) is None


def _has_verb(line: str) -> bool:
    """Whether a verb's longest word is in it; the patterns are slow to find that there is none."""
    patterns = _patterns()
    if not patterns.verb_words.isdisjoint(fold(line).split() if line.isascii() else _WORD.findall(line.lower())):
        return True
    return not line.isascii() and any(verb in line for verb in patterns.joined_verbs)


def is_sure(attribution: str) -> bool:
    """Whether no quote need follow it: it ends and begins as programs write it, with an address,
    or with a moment and a name.
    "On Monday at 10:05 the customer wrote:" is the sender's own."""
    patterns = _patterns()
    found = patterns.whole.match(attribution)
    if found is None or not patterns.start.match(attribution):
        return False
    after = found["after"].strip(" ,:：*_")
    if after and not attribution.rstrip(" *_").endswith((":", "：")):
        return False
    if _MAILBOX.search(attribution):
        return True
    return _is_named(found["before"].strip(" ,*_"), after) and bool(
        _CLOCK.search(attribution) and _YEAR.search(attribution)
    )


def _is_named(before: str, after: str) -> bool:
    """Whether a name stands beside the verb, and no "the customer"."""
    patterns = _patterns()
    words = after.split() or [word for word in before.split() if word.casefold() not in patterns.auxiliaries][::-1]
    lead = next((word for word in words if not word[:1].isupper()), "")  # what stands before the name, or behind it
    return bool(words) and words[0][:1].isupper() and lead.casefold() not in patterns.articles


def is_dashed(line: str) -> bool:
    """`---- Dana wrote on Monday ----`."""
    return _patterns().dashed.match(line) is not None


def cut_shared(lines: Sequence[Shown], aliases: Aliases) -> Iterator[Shown]:
    """An attribution that stands behind the answer's last word gets a line of its own;
    the value of a label does not."""
    for at, line in enumerate(lines):
        text = line.shown if line.text[-1:] and line.text.rstrip()[-1:] in (":", "：") else ""
        is_above_quote = 0 < len(text) <= LONGEST and text[:1] != ">" and _is_above_quote(lines, at)
        found = _patterns().shared.match(text) if is_above_quote else None
        if found is not None and find_label(text, aliases) is None:
            yield from (line._replace(text=found["own"]), line._replace(text=found["rest"]))
        else:
            yield line


def _is_above_quote(lines: Sequence[Shown], at: int) -> bool:
    """Perhaps with an empty line between."""
    below = next((line for line in lines[at + 1 : at + 3] if line.text.strip()), None)
    return below is not None and below.shown.startswith(">")
