"""What stands behind a command's word: whether it is the command's argument, and what it says."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from parsers.form.values import find_addresses
from parsers.model import Argument, Command, CommandName, Priority
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

# and the lines below with them
WORDS_BELONG = frozenset({Argument.WORDS, Argument.NEEDED_WORDS, Argument.OUTCOME, Argument.REASON})
# their command
NEVER_DENY = frozenset({Argument.WORDS, Argument.NEEDED_WORDS, Argument.QUESTION, Argument.LEVEL_QUESTION})

Priorities = Mapping[str, Priority]  # folded words → what they mean


class _Words:
    """The words that lead to an argument, or are one."""

    def __init__(self) -> None:
        words = load_words("commands")["words"]
        self.to_priority, self.waited_for = words["to_priority"], tuple(words["waited_for"])
        self.level = re.compile(
            rf"(?:(?:{one_of(words['to_level'])})\s+)?(?:{one_of(words['levels'])})?\s*([1-9])", re.IGNORECASE
        )
        self.until, self.cover = (
            re.compile(rf"(?:^|\s|,)(?:{one_of(words[name])})\b[:\s]*(.+)", re.IGNORECASE)
            for name in ("until", "cover")
        )
        self.before_cover = re.compile(rf"[\s,]+(?:{one_of(words['cover'])})\b", re.IGNORECASE)


_words = cache(_Words)


def fold_line(text: str) -> str:
    """A line in the form in which commands are compared."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


def fits(name: CommandName, rest: str, priorities: Priorities) -> bool:
    """Whether the words behind a command without a mark between are its argument, and not the rest of a sentence."""
    if name.argument is Argument.PRIORITY:
        return find_priority(rest, priorities) is not None
    is_one = FITS.get(name.argument)
    return is_one is not None and bool(rest) and is_one(rest)


def read_argument(name: CommandName, rest: str, below: str, priorities: Priorities) -> Command | None:
    """The command with what stands behind it; None when that makes it none."""
    argument = name.argument
    if argument in WORDS_BELONG:
        text = f"{rest}\n{below}".strip()
        return None if argument is Argument.NEEDED_WORDS and not text else Command(name, text=text or None)
    if argument is Argument.PRIORITY:
        priority = find_priority(rest, priorities)
        return Command(name, priority=priority) if priority else None
    if argument in READERS:
        return READERS[argument](name, rest)
    is_more = {
        Argument.ASIDE: len(rest.split()) > 12,
        Argument.QUESTION: rest != "" and not rest.endswith("?"),
        Argument.LEVEL_QUESTION: rest != "" and not rest.endswith("?"),
    }
    return None if is_more.get(argument, False) else Command(name)


def _read_address(name: CommandName, rest: str) -> Command | None:
    addresses = find_addresses(rest)
    return Command(name, to=addresses[0]) if len(addresses) == 1 else None


def _read_level(name: CommandName, rest: str) -> Command | None:
    level = _words().level.fullmatch(rest.rstrip(".!"))
    return None if rest and level is None else Command(name, level=int(level[1]) if level else None)


def _read_time(name: CommandName, rest: str) -> Command | None:
    return Command(name, until=_after(rest, _words().until))


def _read_absence(name: CommandName, rest: str) -> Command | None:
    until, cover = _after(rest, _words().until), find_addresses(rest)
    return Command(name, until=until and _before_cover(until), cover=cover[0] if len(cover) == 1 else None)


def _is_address(rest: str) -> bool:
    return len(find_addresses(rest)) == 1 and len(rest.split()) <= 6


def _is_level(rest: str) -> bool:
    return _words().level.fullmatch(rest.rstrip(".!")) is not None


def _is_level_question(rest: str) -> bool:
    return rest.endswith("?") and _words().level.fullmatch(rest.rstrip("? ")) is not None


def _is_time(rest: str) -> bool:
    waits = fold_line(rest).startswith(_words().waited_for) and len(rest.split()) <= 6 and "?" not in rest
    return waits or _after(rest, _words().until) is not None


def _is_absence(rest: str) -> bool:
    return _after(rest, _words().until) is not None or _after(rest, _words().cover) is not None


def _is_short(rest: str) -> bool:
    return len(rest.split()) <= 4


READERS: Mapping[Argument, Callable[[CommandName, str], Command | None]] = {
    Argument.ADDRESS: _read_address,
    Argument.LEVEL: _read_level,
    Argument.TIME: _read_time,
    Argument.ABSENCE: _read_absence,
}
FITS: Mapping[Argument, Callable[[str], bool]] = {  # arguments that need no mark before them
    Argument.ADDRESS: _is_address,
    Argument.LEVEL: _is_level,
    Argument.LEVEL_QUESTION: _is_level_question,
    Argument.TIME: _is_time,
    Argument.ABSENCE: _is_absence,
    Argument.SOMEBODY: _is_short,
}


def find_priority(text: str, priorities: Priorities) -> Priority | None:
    """The priority that a word names; None for another word."""
    said = fold(text)
    for start in _words().to_priority:
        said = said.removeprefix(f"{start} ")
    return priorities.get(said)


def _after(text: str, lead: re.Pattern[str]) -> str | None:
    """What stands behind one of the joining words; None without it."""
    match = lead.search(text)
    return match[1].strip().rstrip(".!") or None if match else None


def _before_cover(text: str) -> str | None:
    return _words().before_cover.split(text, maxsplit=1)[0].strip().rstrip(",") or None
