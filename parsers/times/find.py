"""Where a text names times, by the rules of the table: each stretch of it is taken once, by the first rule that knows
it."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import chain, groupby
from typing import NamedTuple

from parsers.times.meanings import Meaning, Value
from parsers.times.rule import Rule
from parsers.times.rules import RULES
from parsers.words.fold import fold, normalise, strip_accents
from parsers.words.load import load_words, one_of

_APOSTROPHES = re.compile(r"(?<=\w)['’]s\b|['’‘`´ʼ]")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d\b)")
_BREAKS = dict.fromkeys(map(ord, ",;!?()[]"), " ; ")
_NO_MARKS = re.compile(r"(?<!\d)[.:/-]|[-:/](?!\d)|\.(?=\w*[^\W\d])|[^\w\s.:/;-]|_")
_NUMERIC = re.compile(r"\bAPART|\bDAY\b")  # a rule with these pieces needs a digit
_WORD = re.compile(r"\w")
_DIGIT = re.compile(r"\d")
_PIECE = re.compile(r"_|[A-Z][A-Z_]*[A-Z]")
_PIECES = {
    "APART": r"(?<![\d.:/-])",
    "APART_DAY": r"(?<![\w.:/-])",
    "DAY": r"(?P<day>\d{1,2})",
    "YEAR": r"(?P<year>20\d\d)\b",
    "NUMBER_OF_MONTH": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "HOUR": r"(?P<hour>\d{1,2})",
    "MINUTE": r"(?P<minute>[0-5]\d)",
    "AFTER": r"(?:_(?P<after>[0-5]\d)\b)?",
    "UTC": r"(?:_?(?P<utc>UNIVERSAL)\b)?",
    "CLOCK_MARK": r"(?:_?(?:(?P<half>[ap])_?m|CLOCK|CLOCK_HOURS)\b)?UTC",
    "MORE": r"(?:MORE_WORDS_)?(?:(?P<halves>AND_HALF)_)?",
    "NO_CLOCK": r"(?!\d|[:.]\d|h\d?|_?(?:[ap]_?m|CLOCK|UNITS)\b)",
    "HOUR_OF_DAY": r"(?P<hour>[01]?\d|2[0-3])(?:-\d{1,2})?",
    "END": r"(?=[.]?(?:$|_[;#])|[.]_|_BEHIND_HOURS\b|_(?:BEFORE_HOURS|a)_[#])",
    "COUNT": r"(?:\d{1,3}|NUMBERS)",
    "COUNTED": r"(?:(?P<count>\d{1,3}(?:[.]\d)?)|(?P<counted>NUMBERS))",
    "UNIT": "(?:MINUTES|UNCOUNTED|HOURS|WORKING_DAYS|DAYS|WEEKS|MONTHS)",
    "HOUR_NAMED": r"(?P<hour4>\d{1,2}\b|NAMED_HOURS)",
    "NAMED_HOUR": r"(?P<hour5>\b\d{1,2}|NAMED_HOURS)",
}
_TABLES = {
    "month": "months",
    "weekday": "weekdays",
    "short": "weekdays_short",
    "parts": "parts",
    "numbers": "numbers",
    "units": "units",
}
_UNITS = ("MINUTES", "HOURS", "DAYS", "WORKING_DAYS", "WEEKS", "MONTHS", "UNCOUNTED", "CLOCK_UNIT")
_GROUPS = {name: name.lower() for name in ("MONTH", "WEEKDAY", "SHORT", *_UNITS)}


class Found(NamedTuple):
    """`said` is where it begins behind the word that leads a span; `value` is None where there is no such day or
    time."""

    rule: Rule
    start: int
    said: int
    end: int
    value: Value | None


class Pass(NamedTuple):
    """One search through a text: for a rule's pattern, or for all the phrases of some rules."""

    pattern: re.Pattern[str]
    rules: dict[str, Rule]
    rule: Rule


def plain(text: str) -> str:
    """As `fold`, but for the marks inside of numbers, which tell a date from a time, and `;` for those that end a
    clause."""
    shown = _APOSTROPHES.sub("", text if text.isascii() else normalise(text)).casefold()
    if not shown.isascii():
        shown = strip_accents(shown)
    return " ".join(_NO_MARKS.sub(" ", _DECIMAL_COMMA.sub(".", shown).translate(_BREAKS)).split())


def find_times(text: str, now: datetime, only: Meaning | None = None) -> Iterator[Found]:
    """The times of a plain text by the order of the rules, or of those that have this meaning."""
    for search in _load_passes(only, _DIGIT.search(text) is not None):
        if found := [_read(search, match, now) for match in search.pattern.finditer(text)]:
            text = blank(text, found)
            yield from found
            if _WORD.search(text) is None:
                return


def blank(text: str, found: Iterable[Found]) -> str:
    """The text with `#` for each character of them."""
    for one in found:
        text = f"{text[: one.start]}{'#' * (one.end - one.start)}{text[one.end :]}"
    return text


def may_stand_beside(word: str) -> bool:
    """Whether a word of a plain text makes a bare hour, or a weekday of two letters, nothing else."""
    return word in _load_lists()["beside"]


def _read(search: Pass, match: re.Match[str], now: datetime) -> Found:
    rule, lead = search.rules.get(match[0], search.rule), match.groupdict().get("lead")
    try:
        value = rule.meaning(match, now)
    except (ValueError, OverflowError):
        value = None
    return Found(rule, match.start(), match.end("lead") + 1 if lead else match.start(), match.end(), value)


@cache
def _load_passes(only: Meaning | None, has_digits: bool) -> list[Pass]:
    searches = []
    wanted = [
        rule for rule in RULES if only in (None, rule.meaning) and (has_digits or not _NUMERIC.search(rule.pattern))
    ]
    for is_phrase, group in groupby(wanted, lambda rule: rule.pattern.isidentifier()):
        rules = list(group)
        if is_phrase:
            phrases = {fold(word): rule for rule in reversed(rules) for word in _load_lists()[rule.pattern.lower()]}
            searches.append(Pass(re.compile(rf"\b(?:{one_of(phrases)})\b"), phrases, rules[0]))
        else:
            searches += [Pass(compose(rule.pattern), {}, rule) for rule in rules]
    return searches


@cache
def compose(pattern: str) -> re.Pattern[str]:
    """The pattern with its pieces put in: words and patterns for the names in capitals, a space for `_`."""
    return re.compile(_put_in(pattern), re.VERBOSE)


def _put_in(pattern: str) -> str:
    return _PIECE.sub(lambda match: r"\ " if match[0] == "_" else _get_piece(match[0]), pattern)


@cache
def _get_piece(name: str) -> str:
    """Raises KeyError for a name that is none."""
    if name in _PIECES:
        return _put_in(_PIECES[name])
    group = f"?P<{_GROUPS[name]}>" if name in _GROUPS else "?:"
    return f"({group}{one_of(map(fold, _load_lists()[name.lower()]))})"


@cache
def _load_lists() -> dict[str, Collection[str]]:
    words = load_words("times")
    lists = {
        name: listed
        for table in ("phrases", "parts", "units", "around", "spoken")
        for name, listed in words[table].items()
    }
    lists |= {name: list(chain.from_iterable(words[table].values())) for name, table in _TABLES.items()}
    numbers, rare = words["numbers"], frozenset(map(fold, words["months_in_dates"]["words"]))
    return lists | {
        "beside": frozenset(" ".join(map(fold, (*lists["beside"], *lists["before"], *lists["before_hours"]))).split()),
        "before_parts": [*lists["before"], *lists["short"]],
        "month_alone": [word for word in lists["month"] if fold(word) not in rare],
        "one": numbers["1"],
        "many": [word for word in lists["numbers"] if word not in numbers["1"]],
        "named_hours": ["eins", *chain.from_iterable(numbers[str(hour)] for hour in range(2, 13))],
        "clock_unit": lists["clock_hours"],
    }
