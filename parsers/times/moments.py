"""The moment that somebody names: `waiting until friday 10:00`, `bis morgen früh`, `avant le 9 mars` (behaviour B9.12)."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_LONGEST = 200  # characters; who writes more tells a story
_DAY_BEGINS, _DAY_ENDS = time(9), time(17)
_FRIDAY = 4
_APART = r"(?<![\d.:/-])"  # where a number begins


def _any(words: Iterable[str]) -> str:
    return one_of(map(fold, words))


def _spoken(name: str) -> str:
    return one_of(load_words("times")["spoken"][name])


class _Words:
    """Words with the numbers that they stand for, folded; `beside`: what may stand beside them."""

    def __init__(self) -> None:
        words = load_words("times")
        said = words["moments"]
        self.months = {fold(word): int(number) for number, names in words["months"].items() for word in names}
        self.short_days = {fold(word): int(number) for number, names in words["weekdays_short"].items() for word in names}
        self.numbers = {fold(word): int(name[6:]) for name, names in said.items() if name.startswith("number") for word in names}
        self.beside = frozenset(map(fold, said["beside"]))


class _Phrases:
    """What each phrase says, `tonight` a day and a part of it; `morning_too` says two things: "Freitag morgen" is no tomorrow."""

    def __init__(self) -> None:
        words = load_words("times")
        (self.morning_too,) = map(fold, words["spoken"]["morning_too"])
        lists = {name: listed for name, listed in words["moments"].items() if re.match("day[0-9]|hour[0-9]|next_|end_", name)}
        lists |= {f"weekday{number}": listed for number, listed in words["weekdays"].items()}
        folded = {name: frozenset(map(fold, listed)) for name, listed in lists.items()}
        self.meanings = {phrase: frozenset(name for name in folded if phrase in folded[name]) for phrase in set().union(*folded.values())}


class _Days:
    """Patterns of days, as phrases and as dates."""

    def __init__(self) -> None:
        words, said = load_words("times"), load_words("times")["moments"]
        parts = [word for name in said if re.match("hour[0-9]", name) for word in said[name]]
        weekdays, month = _any(word for day in words["weekdays"].values() for word in day), one_of(_words().months)
        th, year = rf"(?:{_spoken('ordinals')})", r"(?P<year>20\d\d)\b"
        of, of_year = (rf"(?:(?:{_spoken(name)}) )?" for name in ("of_answers", "of_year"))
        no_clock = rf"(?![\d:.h]| ?[ap] ?m\b| ?(?:{_any(said['clock'])})\b)"
        self.phrase = re.compile(rf"\b(?:{_any(_phrases().meanings)})\b")
        self.glued = re.compile(rf"\b({weekdays})(?=(?:{_any(parts)}|{_phrases().morning_too})\b)")
        self.ordinal = re.compile(rf"(?<![\d.:/-])(?P<day>\d{{1,2}})(?:{th}|\.)(?=$| )")
        self.dates = (
            re.compile(rf"{_APART}(?P<year>20\d\d)[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?=t\d|(?![\w:/-]))t?"),
            re.compile(rf"{_APART}(?P<first>\d{{1,2}})(?P<mark>[./-])(?P<second>\d{{1,2}})(?P=mark)(?P<year>20\d\d|\d\d)(?![\d:/-])"),
            re.compile(
                rf"{_APART}(?P<first>\d{{1,2}})(?:(?P<mark>\.) ?(?P<second>\d{{1,2}})(?:\.(?!\d)|(?![\d:.]))"
                rf"|/(?P<slashed>\d{{1,2}})(?![\d/:]))"
            ),
            re.compile(
                rf"{_APART}(?P<day>\d{{1,2}})(?:\.|{_spoken('ordinals_in_answers')})? ?{of}\b(?P<name>{month})\b\.?(?: {of_year}{year})?"
            ),
            re.compile(rf"\b(?P<name>{month})\.? (?:(?:{_spoken('the')}) )?(?P<day>\d{{1,2}}){th}?{no_clock}(?: {year})?"),
        )


class _Hours:
    """Patterns of spans and of times of day."""

    def __init__(self) -> None:
        said = load_words("times")["moments"]
        count, clock = rf"(?P<count>\d{{1,3}}|{_any(_words().numbers)})", _any(said["clock"])
        unit = "|".join(f"(?P<{name}>{_any(said[name])})" for name in ("minutes", "hours", "working_days", "days", "weeks"))
        self.span = re.compile(
            rf"(?:\b(?P<lead>{_any(said['span'])}) )?"
            rf"(?:(?P<half>{_any(said['half_hour'])})|(?<![\d.:/-])\b{count} ?(?:{unit})(?P<more>(?<=\dh)[0-5]\d)?)\b"
        )
        self.clock_word = re.compile(clock)
        self.clock = re.compile(
            rf"(?<![\d.:/-])(?P<hour>\d{{1,2}})(?:(?P<mark>[:.]|h)(?P<minute>[0-5]\d)(?::[0-5]\d)?)?(?!\d|[.:/]\d)"
            rf"(?P<said> ?(?:(?P<half>[ap]) ?m|(?:{clock})(?: (?P<after>[0-5]\d))?)\b)?(?P<utc> ?(?:{_spoken('universal')})\b)?"
        )


_words, _phrases, _days, _hours = cache(_Words), cache(_Phrases), cache(_Days), cache(_Hours)


@dataclass(slots=True)
class _Reading:
    """What was found so far; `rest` is the text that nothing has claimed yet."""

    rest: str
    said: frozenset[str] = frozenset()
    hour: time | None = None
    utc: bool = False

    def take(self, match: re.Match[str]) -> None:
        self.rest = f"{self.rest[: match.start()]} ; {self.rest[match.end() :]}"

    def is_clear(self) -> bool:
        """Whether nothing is left that could mean something else."""
        return all(word in _words().beside for word in re.findall(r"[^\W_]+", self.rest) if not word.isdigit())


def parse_moment(text: str, now: datetime) -> datetime | None:
    """The moment that `text` names, in the zone of `now` (aware) and after it; None when it names none, or two.

    A day without a time is its 09:00, the end of a day 17:00, "next week" its Monday. A bare weekday is the next one, never
    today. `3/9` is nobody's day; `13/9` and `3/3` are. A time that the clock skips in spring is moved forward."""
    if len(text) > _LONGEST:
        return None
    try:
        found = _find(_Reading(_days().glued.sub(r"\1 ", _plain(text))), now)
        # Through UTC and back: a time that daylight saving leaves out becomes the one an hour later.
        moment = found.astimezone(UTC).astimezone(now.tzinfo) if found else None
        return moment if moment is not None and moment.astimezone(UTC) > now.astimezone(UTC) else None
    except (ValueError, OverflowError):
        return None


def _plain(text: str) -> str:
    """As `fold`, but the marks inside of numbers stay: they tell a date from a time."""
    shown = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    plain = "".join(c for c in unicodedata.normalize("NFKD", re.sub(r"['’‘`´ʼ]", "", shown).casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"(?<!\d)[.:/-]|[-:/](?!\d)|\.(?=\w*[^\W\d])|[^\w\s.:/-]|_", " ", plain).split())


def _find(reading: _Reading, now: datetime) -> datetime | None:
    dates = _take_dates(reading, now.date())
    if dates is None or len(dates) > 1:
        return None
    span = _hours().span.search(reading.rest)
    if span is not None and _is_span(span):
        reading.take(span)
        later = _add(span, now)
        if not any(span[name] for name in ("days", "working_days", "weeks")):
            return None if dates else later
        dates.add(later.date())
    else:
        span = None
    if not _take_clock(reading):
        return None
    _take_phrases(reading)
    _take_weak(reading, dates, now.date())
    if span is not None and reading.hour is None and not _numbered(reading.said, "hour"):
        return None if reading.said else later
    return _join(reading, dates, now)


def _take_dates(reading: _Reading, today: date) -> set[date] | None:
    """The days that are written as dates; None when one of them can be read in two ways."""
    found: set[date] = set()
    for pattern in _days().dates:
        while (match := pattern.search(reading.rest)) is not None:
            groups = match.groupdict()
            if groups.get("mark") == "." and not groups.get("year") and not 1 <= int(groups["second"]) <= 12:
                break  # 10.30 and 9.00 are times
            reading.take(match)
            if (second := groups.get("second") or groups.get("slashed")) is not None:
                first, last = int(groups["first"]), int(second)
                if groups["mark"] != "." and first <= 12 and last <= 12 and first != last:
                    return None
                day, month = (last, first) if last > 12 and groups["mark"] != "." else (first, last)
            else:
                month = _words().months[groups["name"]] if groups.get("name") else int(groups["month"])
                day = int(groups["day"])
            found.add(_make(groups.get("year"), month, day, today))
    return found


def _make(year: str | None, month: int, day: int, today: date) -> date:
    """Without a year the next such day. Raises ValueError for 30 February."""
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = (today.year + ahead for ahead in range(9))  # 29 February may be eight years away
    ahead = [found for found in (date(y, month, day) for y in years if 1 <= day <= monthrange(y, month)[1]) if found >= today]
    if not ahead:
        raise ValueError(f"no day {day} in month {month}")
    return ahead[0]


def _is_span(match: re.Match[str]) -> bool:
    """`18 horas` and `2 uur` are times of day unless a word before them says otherwise; `a week` needs one as well."""
    if match["lead"] or match["half"] or (not match["count"].isdigit() and match[0] == match.string):
        return True
    return (match["count"].isdigit() and not (match["hours"] and _hours().clock_word.fullmatch(match["hours"]))) or _words().numbers.get(
        match["count"], 1
    ) > 1


def _add(match: re.Match[str], now: datetime) -> datetime:
    """Hours are counted as they pass, days as the calendar has them."""
    if match["half"]:
        return now.astimezone(UTC) + timedelta(minutes=30)
    count = int(match["count"]) if match["count"].isdigit() else _words().numbers[match["count"]]
    if match["minutes"] or match["hours"]:
        return now.astimezone(UTC) + (
            timedelta(minutes=count) if match["minutes"] else timedelta(hours=count, minutes=int(match["more"] or 0))
        )
    if match["working_days"]:
        return datetime.combine(_add_working_days(now.date(), count), now.time(), now.tzinfo)
    return now + timedelta(days=count * (7 if match["weeks"] else 1))


def _add_working_days(day: date, count: int) -> date:
    for _ in range(count):
        day += timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
    return day


def _take_clock(reading: _Reading) -> bool:
    """Takes the time of day; False when there are two."""
    times: set[tuple[time, bool]] = set()
    for match in list(_hours().clock.finditer(reading.rest))[::-1]:
        if not match["said"] and not match["minute"]:
            continue
        hour, minute = int(match["hour"]), int(match["minute"] or match["after"] or 0)
        if match["half"] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match["half"] == "p" else 0)
        if hour == 24 and not minute:
            reading.said |= {"hour24"}
        else:
            times.add((time(hour, minute), bool(match["utc"])))
        reading.take(match)
    if times:
        reading.hour, reading.utc = min(times)
    return len(times) < 2


def _take_phrases(reading: _Reading) -> None:
    phrases = _phrases()
    found = list(_days().phrase.finditer(reading.rest))
    named = frozenset[str]().union(*(phrases.meanings[match[0]] for match in found if match[0] != phrases.morning_too))
    if any(match[0] == phrases.morning_too for match in found):
        named |= {"hour9" if _numbered(named, "day") | _numbered(named, "weekday") else "day1"}
    for match in reversed(found):
        reading.take(match)
    reading.said |= named


def _take_weak(reading: _Reading, dates: set[date], today: date) -> None:
    """`Fri`, `the 15th`, `at 10`: only where nothing else stands beside them."""
    short_days, beside = _words().short_days, _words().beside
    words = re.findall(r"[^\W_]+", reading.rest)
    short = {short_days[word] for word in words if word in short_days and word not in beside}
    if not short and len(words) <= 2 and not dates and not _numbered(reading.said, "weekday"):
        short = {short_days[word] for word in words if word in short_days}
    for word in words:
        if word in short_days and short_days[word] in short:
            reading.rest = re.sub(rf"\b{word}\b", " ; ", reading.rest)
    ordinal = _days().ordinal.search(reading.rest)
    if ordinal is not None and not dates:
        reading.take(ordinal)
    if not reading.is_clear():
        return
    reading.said |= {f"weekday{number}" for number in short}
    if ordinal is not None and not dates:
        dates.add(_next_day_of_month(int(ordinal["day"]), today))
    bare = re.findall(r"\b\d+\b", reading.rest)
    if reading.hour is None and len(bare) == 1 and int(bare[0]) < 24:
        reading.hour = time(int(bare[0]))


def _next_day_of_month(day: int, today: date) -> date:
    """Raises ValueError for a 32nd."""
    month = today.replace(day=1)
    while day > monthrange(month.year, month.month)[1] or month.replace(day=day) < today:
        month = (month + timedelta(days=32)).replace(day=1) if day <= 31 else month.replace(day=day)
    return month.replace(day=day)


def _numbered(said: frozenset[str], name: str) -> set[int]:
    return {int(one.removeprefix(name)) for one in said if one.startswith(name) and one.removeprefix(name).isdigit()}


def _join(reading: _Reading, dates: set[date], now: datetime) -> datetime | None:
    """The day and the time of day put together; None when they contradict each other."""
    said, today = reading.said, now.date()
    clock, midnight = _choose_time(reading)
    weekdays = {number - 1 for number in _numbered(said, "weekday")}
    days = dates | _find_days(said, today)
    ends = any(name.startswith("end_of_") for name in said)
    if "end_of_day" in said and (weekdays or len(days) > 1):
        days.discard(today)  # "friday EOD"
    if len(weekdays) > 1 or (len(days) > 1 and not (weekdays and "next_week" in said)):
        return None
    if weekdays:
        day = _find_weekday(weekdays.pop(), days, "next_week" in said, today)
        if day is None:
            return None
    elif days:
        day = days.pop()
    elif clock is None and not midnight:
        return None
    else:
        day = today
    if clock is None:
        clock = _DAY_ENDS if ends or (day == today and not _numbered(said, "weekday")) else _DAY_BEGINS
        clock = time(0) if midnight else clock
    zone = UTC if reading.utc else now.tzinfo
    moment = datetime.combine(day + timedelta(days=midnight), clock, zone)
    return _after(moment, now, said, bool(dates) or bool(_numbered(said, "day")), reading.hour is not None)


def _choose_time(reading: _Reading) -> tuple[time | None, bool]:
    """The clock time, helped by the part of the day (`8 de la tarde`); and whether it is midnight, which ends its day."""
    parts = _numbered(reading.said, "hour") - {24}
    hour = reading.hour
    if hour is not None and parts and min(parts) >= 14 and hour.hour < 12:
        hour = hour.replace(hour=hour.hour + 12)
    elif hour is None and len(parts) == 1:
        hour = time(min(parts))
    return hour, hour is None and 24 in _numbered(reading.said, "hour")


def _find_days(said: frozenset[str], today: date) -> set[date]:
    """The days that the phrases name, apart from weekdays."""
    monday = today + timedelta(days=7 - today.weekday())
    friday = monday - timedelta(days=7 - _FRIDAY)
    found = {today + timedelta(days=ahead) for ahead in _numbered(said, "day")}
    last = today.replace(day=monthrange(today.year, today.month)[1])
    named = {
        "end_of_day": today,
        "next_business_day": _add_working_days(today, 1),
        "next_week": monday,
        "next_month": last + timedelta(days=1),
        "end_of_week": friday if friday >= today else friday + timedelta(days=7),
        "end_of_next_week": monday + timedelta(days=_FRIDAY),
        "end_of_month": last,
    }
    return found | {day for name, day in named.items() if name in said}


def _find_weekday(weekday: int, days: set[date], in_next_week: bool, today: date) -> date | None:
    """The next such day, or that of next week; None when a date beside it falls on another."""
    if in_next_week:
        return today + timedelta(days=7 - today.weekday() + weekday)
    if days:
        return next((day for day in days if day.weekday() == weekday), None)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _after(moment: datetime, now: datetime, said: frozenset[str], fixed: bool, clock_said: bool) -> datetime | None:
    """The moment where it lies ahead, or the next of its kind."""
    today = moment.date() == now.date()
    if _numbered(said, "weekday") and not fixed and today and ((not clock_said and not _numbered(said, "hour")) or moment <= now):
        return moment + timedelta(days=7)
    if moment > now:
        return moment
    if fixed or any(name.startswith("end_of_") for name in said):
        # What was to be today and has passed: the day's end, unless a time was said.
        ends = (datetime.combine(now.date(), _DAY_ENDS, now.tzinfo), datetime.combine(now.date() + timedelta(days=1), time(0), now.tzinfo))
        return None if clock_said or not today else next((end for end in ends if end > now), None)
    return moment + timedelta(days=1)
