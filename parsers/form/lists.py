"""Lists as people write them: numbered, bulleted, wrapped, or all on one line (Steps Taken and Attachments)."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice

from parsers.form.values import drop_hints, is_none_word, is_placeholder, says_none
from parsers.words.load import load_words, one_of

_BULLET = re.compile(r"\s*(?:\[[xX✓✔]\]|[*•·・･∙▪▫◦‣⁃●○■□▶►➤➢→✓✔☐☑✅\uf0b7§]|[-–—+](?=\s)|o(?=\s{2,}))\s*")
_STACKED = re.compile(r"(?:\(?[0-9]{1,2}[.)]|\[[xX✓✔]\])\s+")  # a second mark behind a bullet
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
_WORD = re.compile(r"[^\W_]")


class _Steps:
    """What numbers an item, joins two, or goes on with one, in words."""

    def __init__(self) -> None:
        words = load_words("values")["steps"]
        self.number = re.compile(
            rf"\s*[*_]{{0,2}}(?:(?:{one_of(words['words'])})\s*#?\s*(?P<step>[0-9]{{1,2}})\s*[.):\-–—]*|"
            r"\(?(?P<plain>[0-9]{1,2})(?:[.)\]](?![0-9])|/(?=\s)|\s*[:\-–—]\s)|(?P<keycap>[0-9])\ufe0f?\u20e3|#(?P<hash>[0-9]{1,2})(?=\s)|"
            r"[①-⑳❶-❿➊-➓]|\(?(?:[a-hA-H]|[ivx]{1,4})\)|(?:i{1,3}|iv|vi{0,3}|ix|x)\.(?=\s))[*_]{0,2}\s*",
            re.IGNORECASE,
        )
        self.going_on = re.compile(rf"(?:{one_of(words['going_on'])})\b|[-=]>")
        self.between = re.compile(
            rf"[,;]\s+(?:(?:{one_of(words['after_comma'])})\s+)?|(?<!\s)\s+(?:{one_of(words['between'])})\s+"
        )


_steps = cache(_Steps)


def parse_steps(lines: Iterable[str]) -> tuple[str, ...]:
    """The attempts, in order, without their numbers; wrapped lines joined, placeholders left out."""
    items: list[str] = []
    numbered = False
    marked = False
    wraps = False
    for line in _one_per_line(lines):
        number = _steps().number.match(line)
        if not _WORD.search(line) and not number:
            wraps = False
            continue
        bullet = None if number else _BULLET.match(line)
        text = line[(number or bullet).end() :].strip() if number or bullet else line.strip()  # type: ignore[union-attr]
        text = _STACKED.sub("", text, count=1) if bullet and _STACKED.match(text) else text
        if number or (bullet and not (numbered and line[:1].isspace())):
            numbered = numbered or number is not None
            marked = True
            items.append(text)
        elif items and (marked or (wraps and _continues(items[-1], text))):
            items[-1] = f"{items[-1]} - {text}" if bullet else f"{items[-1]} {text}".strip()
        elif not text.endswith(":") or items:
            items.append(text)
        wraps = True
    if len(items) == 1 and not marked:
        items = [part.strip() for part in re.split(r";\s+", items[0])]
    return _without_blanks(items)


def parse_entries(lines: Iterable[str]) -> tuple[str, ...]:
    """The entries of Attachments; `none because …` stays one entry, however long or wrapped."""
    items: list[str] = []
    marked = False
    after_blank = False
    for line in islice(lines, _MOST_LINES):
        text = line.strip()
        if not _WORD.search(text) and not is_none_word(text):
            after_blank = True
            continue
        mark = _steps().number.match(line) or _BULLET.match(line)
        text = line[mark.end() :].strip() if mark else text
        if (
            items
            and after_blank
            and not list_files(text)
            and (says_none(items[-1]) or (not mark and len(text.split()) > 5))
        ):
            break  # a signature, or words that belong to no field
        if mark or not items or not (marked or says_none(items[-1]) or (text[:1].islower() and not list_files(text))):
            items.append(text)
        else:
            items[-1] = f"{items[-1]} {text}"
        marked = marked or mark is not None
        after_blank = False
    split = [part for item in items if not is_placeholder(item) for part in _split_entry(item)]
    return _without_blanks(split, keep_none=True)


def list_files(text: str) -> tuple[str, ...]:
    """File names that a text mentions; not those inside links and addresses."""
    return tuple(match[0] for match in _FILE_NAME.finditer(re.sub(r"https?://\S+", " ", text[:5_000])))


def _split_entry(text: str) -> list[str]:
    if says_none(text):
        return [text]
    bullets = [part.strip() for part in _INLINE_BULLET.split(text) if part.strip()]
    if len(bullets) > 1:
        return bullets
    numbers = _split_numbers(text)
    if len(numbers) > 1:
        return numbers
    parts = [part.strip(" .") for part in _steps().between.split(text)]
    files = [part for part in parts if list_files(part)]
    if len(parts) > 1 and all(parts) and (len(files) == len(parts) or all(len(part.split()) <= 3 for part in parts)):
        return parts
    return [text]


def _one_per_line(lines: Iterable[str]) -> Iterable[str]:
    for line in (part for whole in lines for part in _BREAK.split(whole)):
        bullets = _INLINE_BULLET.split(line)
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
    said = map(drop_hints, clean)
    return tuple(item for item in said if item and not is_placeholder(item) and (keep_none or not is_none_word(item)))
