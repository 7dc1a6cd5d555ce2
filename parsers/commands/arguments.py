"""What stands behind a command's word: its argument, and then words of its writer's own, which go along with the
letters that it causes (behaviour B9.2, B9.16)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from parsers.commands.accounts import read_account
from parsers.commands.lines import strip_polite
from parsers.commands.updates import begins_update, read_update
from parsers.form.values import find_addresses
from parsers.model import Argument, Command, CommandName, Priority
from parsers.times.mentions import has_time
from parsers.words.fold import fold, fold_line
from parsers.words.load import load_words, one_of

# All that stands behind these, and the lines below, are what they say.
WORDS_BELONG = frozenset({Argument.WORDS, Argument.NEEDED_WORDS, Argument.OUTCOME, Argument.REASON, Argument.HEARD})
QUESTIONS = frozenset({Argument.QUESTION, Argument.LEVEL_QUESTION})

UNITS = ("minutes", "clock_hours", "hours", "days", "weeks")  # how long a case may be said to wait

Priorities = Mapping[str, Priority]  # folded words → what they mean


class _Words:
    """The words that lead to an argument, or are one."""

    def __init__(self) -> None:
        words = load_words("commands")["words"]
        self.to_priority, self.waited_for = words["to_priority"], tuple(words["waited_for"])
        self.level = re.compile(
            rf"(?:(?:{one_of(words['to_level'])})\s+)?(?:{one_of(words['levels'])})?\s*([1-9])[.!]?", re.IGNORECASE
        )
        self.until, self.cover = (
            re.compile(rf"(?:^|\s|,)(?:{one_of(words[name])})\b[:\s]*(.+)", re.IGNORECASE)
            for name in ("until", "cover")
        )
        self.channel = re.compile(rf"\A(?:{one_of(words['channels'])})(?!\w)[.!]?", re.IGNORECASE)
        self.spans = frozenset(words["spans"])
        self.lasting = _read_lasting(words["lasting"])
        self.before_cover = re.compile(rf"[\s,]+(?:{one_of(words['cover'])})\b", re.IGNORECASE)
        self.joint = re.compile(
            rf"\s*[,;:]\s+|\s+[-–—]+\s+|[.!]\s+|\s+(?=(?:{one_of(words['because'])})\b)", re.IGNORECASE
        )
        self.no_name = frozenset(map(fold, words["no_name"]))
        self.to_somebody = frozenset(map(fold, words["to_somebody"]))
        self.whom = frozenset(map(fold, words["whom"]))
        self.because = re.compile(rf"(?:{one_of(words['because'])})\b", re.IGNORECASE)


def _read_lasting(leads: list[str]) -> re.Pattern[str]:
    """What says how long, and nothing else: `for 2 hours`, `drei Tage`."""
    times = load_words("times")
    numbers = one_of([word for value, listed in times["numbers"].items() if value != "0" for word in listed])
    units = one_of([word for name in UNITS for word in times["units"][name]])
    count = rf"(?:\d{{1,3}}(?:[.,]\d)?\s?|(?:{numbers})\s+)"
    return re.compile(rf"(?:(?:{one_of(leads)})\s+)?({count}(?:{units}))", re.IGNORECASE)


_words = cache(_Words)
_HOURS = re.compile(r"[0-9]{1,3}(?:[.,][0-9])? ?h", re.IGNORECASE)
_ENDS_WITH_CLOCK = re.compile(r"\d[:.h]\d\d(?:\s?(?:[ap]m|h|uhr))?$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,2}")
_NUMBERED = re.compile(r"[\W_]*[^\W\d_]*[-_ #]*[0-9]+[\W_]*")  # `ESC-42?`, `ticket 48213?`
_LONGEST_ARGUMENT = 400  # characters


def read_argument(name: CommandName, rest: str, below: str, priorities: Priorities) -> Command | None:
    """The command with what stands behind it; None when that makes it none."""
    kind = name.argument
    if kind is Argument.HEARD:
        return _read_heard(name, rest, below)
    if kind in WORDS_BELONG:
        return _read_words(name, rest, below)
    if kind in QUESTIONS:
        return _read_question(name, rest, below)
    cuts = [*_cut(rest), ("", rest)]
    if kind in (Argument.TIME, Argument.ADDRESS, Argument.ABSENCE):
        cuts = [*_end_with_their_time(rest, cuts), *cuts]
    for said, beside in cuts:
        command = READERS[kind](name, said, priorities)
        if command is not None:
            text = "\n".join(filter(None, (command.text, beside, below))).strip()
            return replace(command, text=text or None, account=read_account(text) if name is CommandName.SEND else None)
    return None


def _read_question(name: CommandName, rest: str, below: str) -> Command | None:
    """A question to us, with one to others behind it, and what stands below; None where something else is said. A level
    or a number only says what is asked about."""
    if rest and not rest.endswith("?"):
        return None
    is_about = _words().level.fullmatch(rest.rstrip("? ")) or _NUMBERED.fullmatch(rest)
    is_more = not is_about and any(map(str.isalpha, strip_polite(rest)))
    return Command(name, text=f"{rest if is_more else ''}\n{below}".strip() or None)


def begins_with_argument(name: CommandName, rest: str, priorities: Priorities) -> bool:
    """Whether the words behind a command without a mark between are its argument, perhaps with a reason behind it, and
    not the rest of a sentence."""
    if name.argument is Argument.LEVEL_QUESTION:
        return rest.endswith("?") and _words().level.fullmatch(rest.rstrip("? ")) is not None
    if name is CommandName.UPDATE:
        return begins_update(rest)
    if name.argument is Argument.HEARD:
        return _begins_heard(rest)
    reader = READERS.get(name.argument)
    if reader is None or not rest or name.argument is Argument.ASIDE:
        return False
    return _words().because.match(rest) is not None or any(
        reader(name, said, priorities) is not None for said, _ in _cut(rest)
    )


def _cut(rest: str) -> Iterator[tuple[str, str]]:
    """What stands behind a command as argument and words: all of it, and then at each mark."""
    yield rest, ""
    for joint in _words().joint.finditer(rest[:_LONGEST_ARGUMENT]):
        yield rest[: joint.start()], rest[joint.end() :]


def _end_with_their_time(rest: str, cuts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of the cuts those behind whose time words stand: `until Friday: they call back`, `until 12:00: lunch`, but not
    `until Friday, 10:00` and not `until Friday, cover Robin`."""
    for said, beside in cuts:
        mark = rest[len(said) :].lstrip()[:1]
        is_own = not beside[:1].isdigit() and (mark == ":" or (mark != "," and _ENDS_WITH_CLOCK.search(said)))
        is_more = beside == "" or (has_time(beside) and not is_own) or _words().cover.search(beside) is not None
        if not is_more and has_time(said):
            yield said, beside


def _read_words(name: CommandName, rest: str, below: str) -> Command | None:
    """A command and all that stands behind it; None where it needs words and has none."""
    if name is CommandName.UPDATE:
        return read_update(rest, below)
    text = f"{rest}\n{below}".strip()
    if name.argument is Argument.OUTCOME:
        return Command(name, text=text or None, account=read_account(text))
    return None if name.argument is Argument.NEEDED_WORDS and not text else Command(name, text=text or None)


def _read_heard(name: CommandName, rest: str, below: str) -> Command:
    """With the time that was promised, and the words beside it; a time behind a colon promises nothing, so that the
    colon comes with what stands behind it."""
    cuts = [*_cut(rest)] if not rest.startswith(":") else []
    for said, beside in (*_end_with_their_time(rest, cuts), *cuts):
        promised = _read_promise(name, said, {})
        if promised is not None:
            return replace(promised, text=f"{beside}\n{below}".strip() or None)
    text = f"{rest.removeprefix(':').strip()}\n{below}".strip() or None
    return Command(name, text=text, until=None if rest.startswith(":") else _find_unknown_time(rest))


def _read_promise(name: CommandName, said: str, _: Priorities) -> Command | None:
    """`until friday 10:00`, `by phone, until friday`; None for words that do not begin so, or name no time."""
    said = _words().channel.sub("", said, count=1).lstrip(" ,;")
    until = _after(said, _words().until) if _words().until.match(said) else None
    return Command(name, until=until) if until is not None and has_time(until) else None


def _begins_heard(rest: str) -> bool:
    """Whether a time or how it was said stands behind `told`."""
    return _words().until.match(rest) is not None or _words().channel.match(rest) is not None


def _find_unknown_time(rest: str) -> str | None:
    """What stands behind `until` and names no time: `the patch is there`; None without it."""
    said = _words().channel.sub("", rest, count=1).lstrip(" ,;")
    return _after(said, _words().until) if _words().until.match(said) else None


def _read_nothing(name: CommandName, said: str, _: Priorities) -> Command | None:
    """A command behind which nothing stands; None when something does."""
    return None if said else Command(name)


def _read_somebody(name: CommandName, said: str, _: Priorities) -> Command | None:
    """`remind them`, `remind Tess Berg`, and None behind more than four words; what names nobody is told to them as
    well: `remind: it burns`."""
    words = said.split()
    is_whom = len(words) <= 2 and all(fold(one) in _words().whom or one[:1].isupper() for one in words)
    return Command(name, text=said if words and not is_whom else None) if len(words) <= 4 else None


def _read_address(name: CommandName, said: str, _: Priorities) -> Command | None:
    """One address, perhaps with a name before it, or a name, perhaps until when; what follows are words: `because she
    knows it`. None without either, or with several addresses."""
    until = _after(said, _words().until)
    if until is not None and has_time(until):
        said = _words().until.split(said, maxsplit=1)[0].strip(" ,")
    else:
        until = None
    addresses = find_addresses(said)
    if not addresses:
        return Command(name, to=said, until=until) if _is_name(said) else None
    before, _found, behind = said.partition(addresses[0])
    behind = behind.replace(f"<mailto:{addresses[0]}>", "").strip("> ,.;:)")  # as Outlook writes a link
    is_one = len(addresses) == 1 and len(before.split()) <= 5
    until = until or _find_unknown_time(behind)
    return Command(name, to=addresses[0], text=behind or None, until=until) if is_one else None


def _is_name(said: str) -> bool:
    """Whether it may be somebody's name."""
    return _NAME.fullmatch(said) is not None and _words().no_name.isdisjoint(map(fold, said.split()))


def leads_to_somebody(word: str) -> bool:
    """Whether a command's word is such that a name may stand behind it: `pass to`, and not `pass`."""
    return word.rsplit(maxsplit=1)[-1] in _words().to_somebody


def _read_level(name: CommandName, said: str, _: Priorities) -> Command | None:
    """With or without a level; None for other words."""
    level = _words().level.fullmatch(said)
    return None if said and level is None else Command(name, level=int(level[1]) if level else None)


def _read_priority(name: CommandName, said: str, priorities: Priorities) -> Command | None:
    """With a priority; None for other words."""
    priority = find_priority(said, priorities)
    return Command(name, priority=priority) if priority else None


def _read_time(name: CommandName, said: str, _: Priorities) -> Command | None:
    """`until Friday, 10:00`, `for 2 hours`, `for the customer's answer`; `they asked us to wait until Friday` are words
    too. None for words without a time."""
    words, until = _words(), _after(said, _words().until)
    waits = fold_line(said).startswith(words.waited_for)
    lasts = words.lasting.fullmatch(said.rstrip(".!"))
    if lasts is not None:
        return Command(name, until=f"in {lasts[1]}")
    if until is None and said and not (waits and len(said.split()) <= 6 and not words.joint.search(said)):
        return None
    is_told = until is not None and not waits and words.until.match(said) is None
    return Command(name, until=until, text=said if is_told else None)


def _read_absence(name: CommandName, said: str, _: Priorities) -> Command | None:
    """Until when and who stands in, or neither, directly behind the word; None for other words."""
    until, cover = _after(said, _words().until), find_addresses(said)
    if said and _words().until.match(said) is None and _words().cover.match(said) is None:
        return None
    named = _after(said, _words().cover)
    by_name = named if named is not None and not cover and _is_name(named) else None
    return Command(name, until=until and _before_cover(until), cover=cover[0] if len(cover) == 1 else by_name)


READERS: Mapping[Argument, Callable[[CommandName, str, Priorities], Command | None]] = {
    Argument.ASIDE: _read_nothing,
    Argument.SOMEBODY: _read_somebody,
    Argument.ADDRESS: _read_address,
    Argument.LEVEL: _read_level,
    Argument.PRIORITY: _read_priority,
    Argument.TIME: _read_time,
    Argument.ABSENCE: _read_absence,
}


def find_priority(text: str, priorities: Priorities) -> Priority | None:
    """The priority that a word names; None for another word."""
    said = fold(text[:_LONGEST_ARGUMENT])
    for start in _words().to_priority:
        said = said.removeprefix(f"{start} ")
    return priorities.get(said)


def _after(text: str, lead: re.Pattern[str]) -> str | None:
    """What stands behind one of the joining words; None without it."""
    match = lead.search(text)
    if match is None:
        return None
    said, lead_word = match[1].strip().rstrip(".!"), text[: match.start(1)].strip(" ,:").lower()
    is_span = lead_word in _words().spans and _HOURS.fullmatch(said) is not None
    return (f"in {said}" if is_span else said) or None


def _before_cover(text: str) -> str | None:
    """What stands before the words for a cover; None for nothing."""
    return _words().before_cover.split(text, maxsplit=1)[0].strip().rstrip(",") or None
