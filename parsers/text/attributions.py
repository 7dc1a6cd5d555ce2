"""The line above a quote, as programs write it in many languages: `On Monday, Dana wrote:`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.text.lines import LONGEST
from parsers.words.aliases import Aliases
from parsers.words.labels import find_label
from parsers.words.load import load_words, one_of

_MAILBOX = re.compile(r"[<([]\s?(?:mailto:)?[\w.+=&'/-]+@[\w-]+\.")
_CLOCK, _YEAR = (
    re.compile(r"(?<!\d)\d{1,2} ?[:.h] ?\d{2}(?!\d)"),
    re.compile(r"(?<!\d)20\d\d(?!\d)|[./-] ?\d\d(?![\d./:-])"),
)
# What an attribution holds in its first line when it goes on in the next.
_WRAPS = re.compile(r"<|@|(?<!\d)20\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d\d|\d[:.h] ?\d\d|年|월")
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
    text = ""
    for last in range(index, min(index + _MOST_LINES, len(lines))):
        if not lines[last].strip() or (
            last > index and (patterns.sure_start.match(lines[last]) or not _WRAPS.search(lines[index]))
        ):
            return  # the first is the sender's own line, with the attribution right below it
        text = f"{text} {lines[last].strip()}" if text else lines[last].strip()
        if len(text) > LONGEST:
            return
        if patterns.whole.match(text) or patterns.addressed.match(text):
            yield text, last + 1


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


def cut_shared(lines: Sequence[str], aliases: Aliases) -> Iterator[str]:
    """An attribution that stands behind the answer's last word gets a line of its own;
    the value of a label does not."""
    for index, line in enumerate(lines):
        is_above_quote = index + 1 < len(lines) and lines[index + 1].startswith(">")
        found = _patterns().shared.match(line) if is_above_quote and len(line) <= LONGEST and line[:1] != ">" else None
        if found is not None and find_label(line, aliases) is None:
            yield from (found["own"], found["rest"])
        else:
            yield line
