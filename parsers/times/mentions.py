"""Whether a text names a time: a weekday, a date, "within 2 hours", in any of the seven languages (behaviour B4.2)."""

import re
from collections.abc import Iterable
from functools import cache

from parsers.words.fold import fold, normalise
from parsers.words.load import load_words, one_of

# On the text itself, where punctuation tells a time from a version.
_CLOCK = re.compile(r"(?<![\d.:])(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]|h[0-5][0-9]|h)(?::[0-5][0-9])?(?![\d:])", re.IGNORECASE)
_DATE = re.compile(
    r"(?<![\d./-])(?:20[0-9]{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-/.](?:0?[1-9]|[12][0-9]|3[01])[-/.](?:20)?[0-9]{2}"
    r"|(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])\.(?![0-9]))(?![\d-])"
)
_SHORT_DATE = re.compile(r"(?:\b[^\W\d_]+['’]?\s+)(?:0?[1-9]|[12][0-9]|3[01])[/.-](?:0?[1-9]|[12][0-9]|3[01])(?![\d/.-]*\d)")


def _folded(words: Iterable[str]) -> str:
    return one_of(map(fold, words))


def _words(name: str) -> str:
    """The words of the list `[time] name`, or of a table of weekdays."""
    times = load_words("times")
    return _folded(times["time"].get(name) or [word for day in times[name].values() for word in day])


def _spoken(name: str) -> str:
    return one_of(load_words("times")["spoken"][name])


class _Past:
    """What stands before or behind a time that has passed; `to_come`: before one that may as well be ahead. On folded text."""

    def __init__(self) -> None:
        the = rf"(?: (?:{_spoken('the')}))?"
        self.before = re.compile(rf"\b(?:{_words('past')}){the} $")
        self.to_come = re.compile(rf"\b(?:{_spoken('past_or_to_come')}){the} $")
        self.behind = re.compile(rf" (?:{_words('ago')})\b")


class _Days:
    """Days and months in words. On folded text (small letters, no accents, single spaces), but for `german` and `no_dates`."""

    def __init__(self) -> None:
        times = load_words("times")
        parts = _folded(word for name, words in times["moments"].items() if re.match("hour[0-9]", name) for word in words)
        rare = set(map(fold, times["months_in_dates"]["words"]))
        months = one_of({fold(word) for words in times["months"].values() for word in words} - rare)
        self.named = re.compile(
            rf"\b(?:{_words('words')}|(?:{_words('weekdays')})(?:{parts}|{_spoken('morning_too')})?"
            rf"|(?:{_words('weekdays_short')}) (?:{parts}))\b"
        )
        self.after_preposition = re.compile(
            rf"\b(?:{_words('before')}) (?:(?:{_spoken('articles')}) )?"
            rf"(?:{_words('short')}|{_words('weekdays_short')}|{months}|20[0-9]{{2}})\b"
        )
        self.of_month = re.compile(
            rf"\b(?:(?:{months}) (?:(?:{_spoken('the')}) )?[0-9]{{1,2}}(?:{_spoken('ordinals')})?"
            rf"|[0-9]{{1,2}}(?:{_spoken('ordinals_before_months')})?(?: (?:{_spoken('of')}))? (?:{months})"
            rf"|(?:(?:{_spoken('the')}) )?[0-9]{{1,2}}(?:{_spoken('ordinals')})(?! (?:{_spoken('no_days')})))\b"
        )
        self.week = re.compile(rf"\b(?:{_spoken('weeks')}) [0-9]{{1,2}}\b")
        self.german = re.compile(rf"\b(?:{_spoken('before_german_days')}) (?:0?[1-9]|[12][0-9]|3[01])\.(?![0-9])", re.IGNORECASE)
        self.no_dates = re.compile(rf"\b(?:24/7|24x7|[1-9]/[2-9]\b(?:\s+(?:{_spoken('parts_of')}))?)")


class _Hours:
    """Hours and spans in words; `before`: the prepositions of any time. On folded text, but for `by_the_hour`."""

    def __init__(self) -> None:
        before, count, units = _words("before"), rf"(?:[0-9]{{1,3}}|{_words('numbers')})", _words("units")
        self.before, self.begins = re.compile(before), re.compile(rf"(?:{before}) ")
        self.span = re.compile(
            rf"(?:\b(?:{before}) )?\b(?:(?:{_spoken('at_most')}) )?{count} ?"
            rf"(?:(?:{_spoken('to')}) {count} ?)?(?:(?:{_spoken('more')}) )?(?:{units})\b"
        )
        self.alone = re.compile(
            rf"{count} ?(?:{units})|(?:0?[1-9]|1[0-2]) (?:[12][0-9]|3[01]|0[1-9])|(?:[12][0-9]|3[01]|0[1-9]) (?:0[1-9]|1[0-2])"
        )
        self.by_the_hour = re.compile(
            rf"\b(?:{_spoken('before_hours')}) [0-9]{{1,2}}(?= ?$|\s*[,.;!)]| (?:{_spoken('behind_hours')}))(?![,.][0-9])"
        )
        self.on_the_clock = re.compile(rf"\b[0-9]{{1,2}}(?: [0-9]{{2}})? ?(?:{_words('clock')})\b")


_past, _days, _hours = cache(_Past), cache(_Days), cache(_Hours)


def has_time(text: str) -> bool:
    """Whether an expectation says by when: a weekday, a date, a clock time, "today", "within 2 hours", "month end", in any of
    the seven languages. "asap" and "as soon as possible" are no time, nor is what lies in the past ("since Friday")."""
    days, hours = _days(), _hours()
    shown = normalise(text[:20_000])
    if _is_ahead(_CLOCK, shown) or _is_ahead(_DATE, shown):
        return True
    if days.german.search(shown) or hours.by_the_hour.search(shown.lower().strip()):
        return True
    folded = fold(re.sub(r"['’]s\b", "", shown))
    if hours.alone.fullmatch(folded) or days.week.search(folded):
        return True
    for match in _SHORT_DATE.finditer(days.no_dates.sub(" ", shown)):
        first = fold(match[0]).split(" ")[0]
        if hours.before.fullmatch(first) and not _past().before.match(f"{first} "):
            return True
    if any(_is_ahead(pattern, folded) for pattern in (days.named, days.of_month, hours.on_the_clock, days.after_preposition)):
        return True
    return any(_is_deadline(match, folded) for match in hours.span.finditer(folded))


def _is_ahead(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern is found where no word of the past stands before it."""
    days, past = _days(), _past()
    for match in pattern.finditer(text):
        before = fold(text[max(0, match.start() - 24) : match.start()]) + " "
        passed = past.before.search(before) and not (pattern in (days.named, _DATE, days.of_month) and past.to_come.search(before))
        if not passed and not past.behind.match(text, match.end()):
            return True
    return False


def _is_deadline(match: re.Match[str], text: str) -> bool:
    past = _past()
    before = text[max(0, match.start() - 24) : match.start()]
    said = _hours().begins.match(match[0])
    if said is not None and not past.before.match(said[0]):
        return not past.behind.match(text, match.end())
    lead = re.match(r"[0-9]", match[0])
    return lead is not None and not past.before.search(before) and not past.behind.match(text, match.end())
