"""Answers to a numbered list: `3 mine, 5 remind, 7 raise, 9 wait friday` (behaviour B8.4)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from parsers.commands.arguments import WORDS_BELONG
from parsers.commands.command import CommandWords, parse_command
from parsers.commands.consent import read_consent
from parsers.commands.lines import may_stand_above
from parsers.commands.taking.claims import is_thanks
from parsers.model import Argument, Command, CommandName, NumberedAnswer
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

MOST_ANSWERS = 50
_MOST_NUMBERS = 200
_LONGEST_TEXT = 20_000  # characters
_LONGEST_CHOICE = 200  # characters
_HEAD = re.compile(r"[:,;]\s*|\s+[-–—]+\s+|[.!]\s+")  # what ends a yes or no


@cache
def _item() -> re.Pattern[str]:
    joined = one_of(load_words("commands")["words"]["and"])
    numbers = rf"#?\d{{1,3}}(?:\s*(?:,|&|\+|{joined})\s*#?\d{{1,3}}){{0,49}}"
    return re.compile(
        rf"(?:^|(?<=[\n,;·|])|(?<=\.\s))\s*[-*•]?\s*(?P<numbers>{numbers})\s*(?P<mark>[.):=-])?\s+(?=[^\W\d]|[👍👎])",
        re.IGNORECASE,
    )


def parse_numbered(text: str, words: CommandWords, count: int = 0) -> tuple[NumberedAnswer, ...]:
    """The answers in the sender's newest text, in the order written; empty where no line begins with a number and a
    command. Several numbers may share one command: `3, 5 and 7 remind`. Words below a command, behind an empty line
    too, are its own, and those above the first number are the first one's; but a line that begins with one of the
    `count` numbers of the letter is that one's."""
    lines = text[:_LONGEST_TEXT].strip().split("\n")
    at = _find_first(lines, words)
    above = "\n".join(line for line in lines[:at] if line.strip() and not may_stand_above(line)).strip()
    found: list[NumberedAnswer] = []
    for numbers, mark, said in _find_items("\n".join(lines[at:]), words, count):
        command, shown = _read(said, words) or _read_words(mark, said), _in_one_line(said)
        if above and not found and command is not None:
            command = replace(command, text="\n".join(filter(None, (above, command.text))))
        found += [NumberedAnswer(int(number), command, shown) for number in re.findall(r"\d{1,3}", numbers)]
    return tuple(found[:MOST_ANSWERS])


def find_numbered_word(text: str, words: CommandWords) -> tuple[str, str] | None:
    """The first line where it is nothing but numbers and words of commands (`1 mine 2 mine`), and the first of those
    words; None for any other."""
    line = next((one.strip() for one in text[:_LONGEST_TEXT].split("\n") if one.strip()), "")
    parts = [part for part in re.split(r"[\s,;.:]+", line) if part]
    said = [words.words.get(part.casefold()) for part in parts if not part.lstrip("#").isdigit()]
    is_all = bool(said) and all(said) and parts[0].lstrip("#").isdigit()
    return (line, parts[1]) if is_all and len(parts) > 1 and not parts[1].isdigit() else None


def parse_alone(text: str, words: CommandWords) -> tuple[NumberedAnswer, ...]:
    """A command without a number, in answer to a letter with a single line; empty where the text is none."""
    said = _trim(text[:_LONGEST_TEXT])
    command = _read(said, words)
    return () if command is None else (NumberedAnswer(1, command, _in_one_line(said)),)


def parse_choice(text: str, listed: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """The lines of a list of cases, each with its name and its ticket, that the sender's first words name: `ESC-2`, a
    ticket, `2`, `the second one`, `both`. Empty where they name none."""
    first = re.split(r"\n\s*\n", text.strip())[0][:_LONGEST_CHOICE]
    for names in zip(*listed, strict=True):
        found = tuple(at for at, name in enumerate(names, 1) if name and _stands_in(name, first))
        if found:
            return found
    return _find_places(first, len(listed))


def _find_places(first: str, count: int) -> tuple[int, ...]:
    """The places on a list of so many lines that are named by words or by numbers."""
    said, words = f" {fold(first)} ", load_words("commands")["words"]
    if any(f" {fold(word)} " in said for word in words["all"]):
        return tuple(range(1, count + 1))
    ordinals = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": count}
    named = [at for name, at in ordinals.items() if any(f" {fold(word)} " in said for word in words[name])]
    named += [int(number) for number in re.findall(r"(?<![\w.:-])#?(\d{1,3})(?![\w:-])", first)]
    return tuple(dict.fromkeys(at for at in named if 1 <= at <= count))


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) is not None


def _find_first(lines: Sequence[str], words: CommandWords) -> int:
    """Where the answers begin: at the line that begins with a number, among the first ones of a paragraph below a
    greeting if there is one, else with a number and a command; behind all lines where there is none."""
    starts = [at for at, line in enumerate(lines) if _item().match(line)]
    paragraphs = [at for at, line in enumerate(lines) if line.strip() and (at == 0 or not lines[at - 1].strip())]
    top = {first + at for first in paragraphs[:2] for at in (0, 1)}
    return next((at for at in starts if at in top or _reads_as_command(lines[at], words)), len(lines))


def _reads_as_command(line: str, words: CommandWords) -> bool:
    _, _, said = next(_find_items(line, words))
    return _read(said, words) is not None


def _find_items(block: str, words: CommandWords, count: int = 0) -> Iterator[tuple[str, str, str]]:
    """Numbers, what stands behind them and the words, up to the next numbers."""
    matches = list(islice(_item().finditer(block), _MOST_NUMBERS))
    starts: list[re.Match[str]] = []
    first_end = block.find("\n\n") % (len(block) + 1)
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(block)
        if starts and not _is_line_of(match, count) and _read(_trim(block[match.end() : end]), words) is None:
            before = _read(_trim(block[starts[-1].end() : match.start()]), words)
            if match.start() > first_end or (before is not None and before.name.argument in WORDS_BELONG):
                continue  # `3 note: called, 5 users affected`
        starts.append(match)
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(block)
        yield match["numbers"], match["mark"] or "", _trim(block[match.end() : end])


def _is_line_of(match: re.Match[str], count: int) -> bool:
    """Whether a line begins here with numbers of the letter that is answered: such words are no other line's."""
    begins = not match.string[: match.start("numbers")].rpartition("\n")[2].strip(" -*•\t")
    return begins and all(0 < int(number) <= count for number in re.findall(r"\d{1,3}", match["numbers"]))


def _trim(said: str) -> str:
    """The words without what parts them from the next, and without thanks below them."""
    paragraphs = [part.strip().rstrip(",;·|").strip() for part in re.split(r"\n\s*\n", said.strip())]
    while len(paragraphs) > 1 and (not paragraphs[-1] or is_thanks(paragraphs[-1])):
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _in_one_line(said: str) -> str:
    """The words as they are said back, ready to be sent again."""
    first, _, below = said.partition("\n")
    mark = ":" if below.strip() and not re.search(r"[:,;]|[.!?–—-]\s*$", first) else ""
    return " ".join(f"{first}{mark} {below}".split())


def _read(said: str, words: CommandWords) -> Command | None:
    """The command behind a number; None for words that are none."""
    command = parse_command(said, words)
    if command is not None:
        return command
    set_aside = _read_set_aside(said)
    if set_aside is not None:
        return set_aside
    head, _, behind = _HEAD.sub("\n", said, count=1).partition("\n")
    consent = read_consent(head)
    if consent is not None and consent.is_all:
        return Command(CommandName.YES if consent.is_yes else CommandName.NO, text=behind.strip() or None)
    first, _, rest = said.partition(" ")
    name = words.words.get(first.casefold())
    if name is not None and name.argument is Argument.TIME and rest.strip():
        return parse_command(f"{first} until {rest.strip()}", words)  # `wait friday`
    return None


def _read_words(mark: str, said: str) -> Command | None:
    """Words that are no command, behind a colon: `1: Which version?` is for the people of that case."""
    if mark != ":":
        return None
    return Command(CommandName.INFO if "?" in said else CommandName.NOTE, text=said)


def _read_set_aside(said: str) -> Command | None:
    """What becomes of a mail that was set aside: `release`, `release for dana`, `discard`; None for anything else."""
    words = load_words("commands")["words"]
    line, _, below = said.partition("\n")
    line, _, beside = line.partition(":")
    line, text = " ".join(line.split()).rstrip(".!"), f"{beside.strip()}\n{below}".strip() or None
    if fold(line) in map(fold, words["discard"]):
        return Command(CommandName.DISCARD, text=text)
    found = re.fullmatch(
        rf"(?:{one_of(words['release'])})(?:\s+(?:{one_of(words['for'])})\s+(.+))?", line, re.IGNORECASE
    )
    return None if found is None else Command(CommandName.RELEASE, to=found[1], text=text)
