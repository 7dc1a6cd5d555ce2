"""The lines around a command: what may stand above it, and what wraps it without being part of it (behaviour B9.1).
A mail that has nothing else says nothing (behaviour B7.7)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, takewhile

from parsers.text.borders.banners import find_banner
from parsers.text.borders.greetings import is_greeting, strip_greeting
from parsers.text.borders.notices import RULE_LINE
from parsers.text.borders.own_name import strip_own_name
from parsers.text.borders.remarks import is_spoken
from parsers.text.borders.signature import TAILS, begins_signature, find_tail
from parsers.text.lines import Text
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.load import load_thanks, load_words, one_of

LONGEST_LINE = 400  # characters; a command stands on a short line
_LONGEST_OPENING = 60  # characters of a line above the command
_LONGEST_SIGNATURE = 4000  # characters
_MOST_LINES = 4  # a greeting, a marking, a name, and the command
_WORDS = "The export fails."  # stands in for words where some are needed above or below
_NAMES_ONLY = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2},")
_QUOTES = "*_`\"'“”„« »"
_BRACKETS = re.compile(r"<([^<>]*)>|\[([^\[\]]*)\]|\(([^()]*)\)")
_BULLET = re.compile(r"[-–—•·*]\s+")
_ITEM = re.compile(r"(?:[-•·*]|[0-9]{1,2}[.)])\s+\S")
_FEWEST_WORDS = 3  # of a sentence


class _Lines:
    """Greetings, polite words, a program's marking, a reply's prefix."""

    def __init__(self) -> None:
        words = load_words("commands")["words"]
        self.thanks = tuple(map(fold, load_thanks()))
        self.answer = re.compile(
            rf"(?:{one_of(load_words('greetings')['closings']['answers'])})[\s.!?]*", re.IGNORECASE
        )
        polite, denials = one_of([*words["polite"], *load_thanks()]), one_of(words["denials"])
        self.thanked = re.compile(rf"^(?:{one_of(load_thanks())})(?:\s+[^\W\d_]+){{0,2}}\s*[,!.]\s*", re.IGNORECASE)
        self.marking = re.compile(
            rf"(?:(?:{one_of(words['classified'])})\s*[:=]\s*)?\W*(?:{one_of(words['classes'])})\W*", re.IGNORECASE
        )
        self.polite_before = re.compile(rf"^(?:{polite})(?![\w'’])[\s,.!:–—-]*", re.IGNORECASE)
        self.polite_after = re.compile(rf"[\s,.!–—-]+(?:{polite})[\s.!]*$", re.IGNORECASE)
        self.polite_among = re.compile(rf"\s+(?:{polite})(?=\s*[,:;.])", re.IGNORECASE)
        self.denied = re.compile(rf"(?:{denials})\s*(?:[,.;!?]|$)", re.IGNORECASE)
        self.replied = re.compile(
            rf"^(?:{one_of(load_words('subjects')['prefixes']['replies'])})\s?:\s+", re.IGNORECASE
        )


_lines = cache(_Lines)


def first_lines(text: str) -> Iterator[tuple[str, str]]:
    """The first visible lines, each with what stands below it."""
    lines = [line.strip() for line in text.split("\n")]
    for at in [index for index, line in enumerate(lines) if line][:_MOST_LINES]:
        below = "\n".join(lines[at + 1 :]).rstrip()
        yield lines[at], "" if is_marking(below) else below


def may_stand_above(line: str) -> bool:
    """Whether a command may follow below the line: a greeting, or a program's marking."""
    return _is_address(line) or is_marking(line)


def is_marking(line: str) -> bool:
    """What a mail server or a program sets above a mail: `Classification: Internal`, `[Internal]`, `TLP:AMBER`."""
    return len(line) <= _LONGEST_OPENING and _lines().marking.fullmatch(line.strip()) is not None


def _is_address(line: str) -> bool:
    """`Hi,`, `Hallo Anna,`, `Anna,`: a greeting, or whom the line below is for, and nothing else."""
    line = line.strip()
    is_named = len(line) <= _LONGEST_OPENING and _NAMES_ONLY.fullmatch(line) and not _lines().denied.match(line)
    return bool(is_named) or is_greeting(line)


def is_wordless(text: str, name: str, aliases: Aliases) -> bool:
    """Whether a text has no words of its writer's: a greeting, a marking, a gateway's banner, a signature, the writer's
    own `name`. Thanks are words, and so is a closing that answers when nothing stands beside it."""
    lines = text[:_LONGEST_SIGNATURE].strip().split("\n")
    banner, _ = find_banner([*lines, "", _WORDS])
    said = (line for line in lines[banner:] if line.strip() and not is_marking(line))
    first = list(islice(said, _MOST_LINES))
    greeted = tuple(takewhile(_is_address, first[: _MOST_LINES - 1]))
    if len(first) > len(greeted) + 1 and not any(map(TAILS.find_signs, first[: len(greeted) + 1])):
        return False  # nothing of it begins a signature
    lines = [*first, *said]
    if _goes_on(lines[len(greeted) :]):
        return False
    if len(lines) == len(greeted) + 1 and _lines().answer.fullmatch(lines[-1].strip()):
        return False  # "Yours!": whose it is
    below = (lines[at:] for at in range(len(greeted) + 1))
    is_nothing = any(not rest or _is_signature(rest, name, aliases) for rest in below)
    return is_nothing and not any(map(_begins_with_thanks, lines))


def _goes_on(lines: Sequence[str]) -> bool:
    """Whether below a closing word on the first line somebody writes, where a signature has a name: `Cheers`, and then
    `rollback to 4.1 and restart`; a list; a sentence."""
    if len(lines) < 2 or not begins_signature(lines[0].rstrip(" :")):
        return False
    said = lines[1].strip()
    if _ITEM.match(said) or is_spoken(said):
        return True
    is_plain = "@" not in said and "|" not in said and len(said.split()) >= _FEWEST_WORDS
    return is_plain and (said[0].islower() or said[-1] in ".!?") and any(word.islower() for word in said.split())


def _is_signature(lines: Sequence[str], name: str, aliases: Aliases) -> bool:
    """Whether below words all of these would be a signature, or the writer's own name."""
    if strip_own_name("\n\n".join((_WORDS, "\n".join(lines))), name) == _WORDS:
        return True
    first = sum(1 for _ in takewhile(RULE_LINE.match, lines[:-1]))  # a rule stands above a signature
    tail = find_tail(Text((_WORDS, "", *lines), aliases), range(2, 3 + first))
    return tail is not None and tail[1] <= 2 and tail[2].until - 2 >= len(lines)


def _begins_with_thanks(line: str) -> bool:
    return fold(line).startswith(_lines().thanks)


def unwrap(line: str, below: str) -> str:
    """The line without what wraps it as a whole: `- mine`, `<mine>`, `Re: mine`, quotes. A bullet of several is
    a list's, which tells of what was done."""
    line = _lines().replied.sub("", line.strip(), count=1)
    bullet = _BULLET.match(line)
    if bullet is not None and not any(map(_BULLET.match, below.split("\n"))):
        line = line[bullet.end() :]
    bracketed = _BRACKETS.fullmatch(line)
    if bracketed is not None and not is_marking(line):
        line = next(inner for inner in bracketed.groups() if inner is not None)
    return line.strip(_QUOTES)


def strip_polite(line: str) -> str:
    """The line without `Hi Jo,`, `please`, `thanks` around it."""
    lines = _lines()
    line = lines.thanked.sub("", strip_greeting(line) or line, count=1)
    if line.endswith("?") and not any(c.isalnum() for c in line):
        return line  # "👍?" asks for no help
    line = lines.polite_among.sub("", line, count=1)  # "raise this please, they call"
    while (shorter := lines.polite_after.sub("", lines.polite_before.sub("", line))) != line:
        line = shorter
    return line
