"""Lists as people write them: numbered, bulleted, wrapped, or all on one line (Steps Taken and Attachments)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import NamedTuple

from parsers.form.values import drop_hints, is_none_word, is_placeholder, says_none
from parsers.words.fold import strip_accents
from parsers.words.load import load_words, one_of

_LETTER_BULLET = re.compile(r"\s*[oqvüØ]\s+(?=\S)")
_IN_QUOTES = re.compile(r"\"[^\"]+\"|“[^“”]+”|„[^„“”]+[“”]")
_FEWEST_ALIKE = 2  # items
_BULLET = re.compile(
    r"\s*(?:\[[xX✓✔]\]|[*•·・･∙▪▫◦‣⁃●○■□▶►➤➢→✓✔☐☑✅\uf0b7§]|[-–—+]{1,3}(?=\s)|#{1,3}(?=\s)|[oqvüØ](?=\s{2,}|[\t\xa0]))\s*"
)
_STACKED = re.compile(r"\A(?:\(?[0-9]{1,2}[.)]|\[[xX✓✔]\])\s+")  # a second mark behind a bullet
_INLINE_NUMBER = re.compile(r"(?:^|(?<=\s))\(?([0-9]{1,2})[.)](?=\s|[^\W\d_])\s*")
_INLINE_BULLET = re.compile(r"[•▪●‣]\s+")
_FILE_NAME = re.compile(
    r"(?<![\w/@.\\-])[\w()\[\]+\-.]{0,120}?[\w)\]]\.(?:log|txt|png|jpe?g|gif|bmp|tiff?|heic|webp|svg|pdf|zip|7z|rar|t?gz|tar|csv|"
    r"tsv|xlsx?|docx?|pptx?|od[tsp]|rtf|md|har|json|xml|html?|eml|msg|mp[34]|m4a|wav|mov|webm|avi|pcapng?|dmp|evtx?|etl|sql|ya?ml|"
    r"ini|conf|cfg|ps1|sh|bat|out|err|trace|db|sqlite)(?![\w@]|\.\w|/)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)  # in a Markdown table's cell
_SHORTEST_WRAPPED = 40
_LONG_LINE = 60
_MOST_LINES = 5_000  # of entries; nobody lists more
_MOST_WORDS = 5  # of an entry below a blank line
_FEW_WORDS = 3  # of one that names no file, among others in a line
_WORD = re.compile(r"[^\W_]")
_LINK = re.compile(r"https?://\S+")


class _Steps:
    """What numbers an item, joins two, or goes on with one, in words."""

    def __init__(self) -> None:
        words = load_words("values")["steps"]
        self.number = re.compile(
            rf"\s*[*_]{{0,2}}(?:(?:{one_of(words['words'])})\s*#?\s*(?P<step>[0-9]{{1,2}})\s*[.):\-–—]*|"
            r"\(?(?P<plain>[0-9]{1,2})(?:[.)\]][)\]:.]?(?![0-9])|/(?=\s)|\s*[:\-–—]\s)|(?P<keycap>[0-9])\ufe0f?\u20e3|#(?P<hash>[0-9]{1,2})(?=\s)|"
            r"[①-⑳❶-❿➊-➓]|\(?(?:[a-hA-H]|[ivx]{1,4})\)|(?:i{1,3}|iv|vi{0,3}|ix|x)\.(?=\s))[*_]{0,2}\s*",
            re.IGNORECASE,
        )
        self.going_on = re.compile(rf"(?:{one_of(words['going_on'])})\b|[-=]>")
        self.between = re.compile(
            rf"[,;]\s+(?:(?:{one_of(words['after_comma'])})\s+)?|(?<!\s)\s+(?:{one_of(words['between'])})\s+"
        )

        times = load_words("times")
        months, days = (
            one_of(word for words in times[name].values() for word in words) for name in ("months", "weekdays")
        )
        self.time = re.compile(  # folded: `08:15`, `8h15`, `2026-03-09`, `9.3.`, `10 March`, `March 10`, `Monday:`
            rf"[(\[]?(?:[0-9]{{1,2}}(?:[:.h][0-5][0-9]|h)(?![0-9])|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|"
            rf"[0-9]{{1,2}}[./][0-9]{{1,2}}(?:[./][0-9]{{0,4}})?(?=\W|$)|[0-9]{{1,2}}(?:\.|st|nd|rd|th|er|º)?\s(?:de\s)?(?:{months})\b|"
            rf"(?:{months})\.?\s[0-9]{{1,2}}\b|(?:{days})\.?\s*(?:[,:–-]|[0-9]))"
        )


_steps = cache(_Steps)


def parse_steps(lines: Iterable[str]) -> tuple[str, ...]:
    """The attempts, in order, without their numbers; wrapped lines joined, placeholders left out."""
    attempts = _Attempts()
    for line in _one_per_line(_with_bullets([*lines])):
        attempts.add(_read_item(line))
    items = attempts.items
    if len(items) == 1 and not attempts.marked:
        items = [part.strip() for part in re.split(r";\s+", items[0])]
    return _without_blanks(items)


def _with_bullets(lines: Sequence[str]) -> Sequence[str]:
    """The lines, a bullet before each for the small letter that Word's bullets become (`o Cleared …`), where all have
    it."""
    said = [line for line in lines if line.strip()]
    if len(said) < _FEWEST_ALIKE or not all(map(_LETTER_BULLET.match, said)):
        return lines
    return [_LETTER_BULLET.sub("• ", line, count=1) if _LETTER_BULLET.match(line) else line for line in lines]


class _Item(NamedTuple):
    """A line of a list: what stands behind its mark, and which mark it has."""

    text: str
    is_numbered: bool
    is_bulleted: bool
    is_indented: bool

    @property
    def is_hint(self) -> bool:
        """Whether it is one of the form's own, left in: `1. [What you've already tried]`."""
        return self.is_numbered and bool(self.text) and is_placeholder(self.text)

    @property
    def own(self) -> str:
        """What its writer says: nothing where it is a hint."""
        return "" if self.is_hint else self.text

    @property
    def is_timed(self) -> bool:
        """Whether it begins with a time or a day."""
        return _begins_with_time(self.text)


def _read_item(line: str) -> _Item:
    number = _steps().number.match(line)
    bullet = None if number else _BULLET.match(line)
    mark = number or bullet
    text = line[mark.end() :].strip() if mark else line.strip()
    text = drop_hints(_STACKED.sub("", text, count=1) if bullet else text)
    return _Item(text, number is not None, bullet is not None, line[:1].isspace())


@dataclass
class _Attempts:
    """A list that is read line by line. `wraps`: the last line may go on in the next."""

    items: list[str] = field(default_factory=list)
    numbered: bool = False
    marked: bool = False
    wraps: bool = False

    def add(self, item: _Item) -> None:
        """Takes one more line: an attempt of its own, the rest of the one before it, or a heading that is left out."""
        if not _WORD.search(item.text) and not item.is_numbered:
            self.wraps = False
            return
        is_hint = item.is_hint
        if is_hint or self._begins(item):
            self.items.append(item.own)
            self.marked = self.marked or item.is_numbered or item.is_bulleted
            self.numbered = self.numbered or (item.is_numbered and not is_hint)
        elif self._goes_on(item):
            self.items[-1] += f" - {item.text}" if item.is_bulleted else f" {item.text}"
            self.items[-1] = self.items[-1].strip()
        elif self.items or not item.text.endswith(":"):
            self.items.append(item.text)
        self.wraps = not is_hint

    def _begins(self, item: _Item) -> bool:
        """Whether it is marked as an attempt of its own, or begins with a time as the first one does."""
        if item.is_numbered or (item.is_bulleted and not (self.numbered and item.is_indented)):
            return True
        return bool(self.items) and not self.marked and item.is_timed and _begins_with_time(self.items[0])

    def _goes_on(self, item: _Item) -> bool:
        return bool(self.items) and (self.marked or (self.wraps and _continues(self.items[-1], item.text)))


def _begins_with_time(text: str) -> bool:
    return _steps().time.match(strip_accents(text[:40].casefold())) is not None


def parse_entries(lines: Iterable[str]) -> tuple[str, ...]:
    """The entries of Attachments; `none because …` stays one entry, however long or wrapped."""
    items = _read_entries(lines)[0]
    split = [part for item in map(drop_hints, items) if not is_placeholder(item) for part in _split_entry(item)]
    return _without_blanks(split, keep_none=True)


def find_end_of_entries(lines: Iterable[str]) -> int:
    """How many of the lines are entries: a signature, or words that belong to no field, end them."""
    return _read_entries(lines)[1]


def _read_entries(lines: Iterable[str]) -> tuple[list[str], int]:
    entries, end = _Entries(), 0
    for at, line in enumerate(islice(lines, _MOST_LINES)):
        text = line.strip()
        if not _WORD.search(text) and not is_none_word(text):
            entries.after_blank = True
            continue
        mark = _steps().number.match(line) or _BULLET.match(line)
        if not entries.add(line[mark.end() :].strip() if mark else text, mark is not None):
            break
        end = at + 1
    return entries.items, end


@dataclass
class _Entries:
    """A list of files that is read line by line."""

    items: list[str] = field(default_factory=list)
    marked: bool = False
    after_blank: bool = False

    def add(self, text: str, is_marked: bool) -> bool:
        """Takes one more line; False for a signature, or words that belong to no field, with which the list ends."""
        if self.items and self.after_blank and self._is_beside(text, is_marked):
            return False
        if is_marked or not self._goes_on(text):
            self.items.append(text)
        else:
            self.items[-1] = f"{self.items[-1]} {text}"
        self.marked, self.after_blank = self.marked or is_marked, False
        return True

    def _is_beside(self, text: str, is_marked: bool) -> bool:
        """Words, a line that ends with a colon, a quote, and any line without a mark where the files have one."""
        is_short = len(text.split()) <= _MOST_WORDS and not text.endswith(":") and not text.startswith(">")
        is_item = is_marked or (is_short and not self.marked)
        return not list_files(text) and (says_none(self.items[-1]) or not is_item)

    def _goes_on(self, text: str) -> bool:
        """Whether the line is the rest of the entry before it."""
        is_wrapped = text[:1].islower() and not list_files(text)
        return bool(self.items) and (self.marked or says_none(self.items[-1]) or is_wrapped)


def list_files(text: str) -> tuple[str, ...]:
    """File names that a text mentions; not those inside links and addresses."""
    return tuple(match[0] for match in _FILE_NAME.finditer(_LINK.sub(" ", text[:5_000])))


def _split_entry(text: str) -> Sequence[str]:
    if says_none(text):
        return (text,)
    bullets = tuple(part.strip() for part in _INLINE_BULLET.split(text) if part.strip())
    parts = tuple(part.strip(" .") for part in _steps().between.split(text))
    ways = (bullets, _split_numbers(text), parts if _are_entries(parts) else ())
    return next((way for way in ways if len(way) > 1), (text,))


def _are_entries(parts: Sequence[str]) -> bool:
    """Whether what a comma or an "and" parts are entries of their own: a file each, or few words each."""
    return all(parts) and (all(map(list_files, parts)) or all(len(part.split()) <= _FEW_WORDS for part in parts))


def _one_per_line(lines: Iterable[str]) -> Iterable[str]:
    for line in (part for whole in lines for part in (_BREAK.split(whole) if "<" in whole else (whole,))):
        bullets = () if line.isascii() else _INLINE_BULLET.split(line)
        if len(bullets) > 2 or (len(bullets) == 2 and bullets[0].strip()):
            yield from (f"• {part}" for part in bullets if part.strip())
        else:
            yield from _split_numbers(line)


def _split_numbers(line: str) -> list[str]:
    """`1) this 2) that` in two; only where the numbers really count up, so "version 2. Then" is not cut."""
    cuts: list[int] = []
    wanted = 0
    for match in _INLINE_NUMBER.finditer(line):
        number = int(match[1])
        if not cuts and number != 1 and line[: match.start()].strip():
            continue
        if not cuts or number == wanted:
            cuts.append(match.start())
            wanted = number + 1
    if len(cuts) < 2:
        return [line]
    ends = [*cuts[1:], len(line)]
    parts = [line[start:end].rstrip(" ,;") for start, end in zip(cuts, ends, strict=True)]
    return [line[: cuts[0]], *parts] if line[: cuts[0]].strip() else parts


def _continues(before: str, text: str) -> bool:
    """Whether an unmarked line goes on with the one before it: it was wrapped, not a new attempt."""
    if text[:1].islower():
        # Nothing wraps so early: short lines are short attempts, unless the words themselves go on.
        goes_on = len(before) >= _SHORTEST_WRAPPED or before[-1:] in ",(-" or _steps().going_on.match(text) is not None
        return goes_on and before[-1:] not in ".!?"
    return len(before) >= _LONG_LINE and before[-1:] not in ".!?:;"


def _without_blanks(items: Iterable[str], *, keep_none: bool = False) -> tuple[str, ...]:
    clean = (item.strip().strip("*_ ") if item.strip().startswith(("*", "_")) else item.strip() for item in items)
    said = map(drop_hints, _without_quotes([*clean]))
    return tuple(item for item in said if item and not is_placeholder(item) and (keep_none or not is_none_word(item)))


def _without_quotes(items: Sequence[str]) -> Sequence[str]:
    """The items without the quote marks in which each of several stands."""
    is_quoted = len(items) >= _FEWEST_ALIKE and all(_IN_QUOTES.fullmatch(item) for item in items)
    return [item[1:-1] for item in items] if is_quoted else items
