"""`update: …`: what goes to the customer, by when they hear again, and what of the mail does not go to them
(behaviour B9.24)."""

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from parsers.form.labels.telling import find_doubt
from parsers.model import Command, CommandName
from parsers.text.borders.attributions import find_attributions
from parsers.text.borders.greetings import is_greeting
from parsers.times.mentions import has_time
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_LONGEST_HEAD = 200  # characters before the colon
_SPAN = re.compile(r"[0-9]{1,3}(?:[.,][0-9])? ?h", re.IGNORECASE)
_STRUCK = re.compile(r"~~\S[^~\n]*~~")
_FEW = 4  # words of a label
_MARK = re.compile(r"\s*:\s|\s+[-–—]+\s+|:$")


_COMMANDS = ("done", "send", "waiting", "resume", "cancel", "raise", "lower", "reopen", "remind")


class _Parts(NamedTuple):
    """What stands behind the word: before the colon, and the words."""

    head: str
    text: str


class _Words:
    def __init__(self) -> None:
        words = load_words("commands")["words"]
        until = one_of(words["until"])
        ends = rf"(?=\s*(?:[:,;–—-]|$)|\s+(?:{until})\b)"
        self.files = re.compile(rf"(?:^|[\s,]+)(?:{one_of(words['with_files'])}){ends}", re.IGNORECASE)
        self.until = re.compile(rf"(?:{until})\b[:\s]*(.+)", re.IGNORECASE)
        self.closings = frozenset(map(fold, load_words("greetings")["closings"]["words"]))
        commands = load_words("commands")
        self.notes = frozenset(map(fold, commands["note"]["words"]))
        named = (commands[name] for name in _COMMANDS)
        self.commands = frozenset(fold(word) for one in named for word in (*one["words"], *one.get("phrases", ())))


_words = cache(_Words)


def begins_update(rest: str) -> bool:
    """Whether what stands behind the word without a mark between is a time or the wish for files, and not the rest of a
    sentence."""
    return _words().until.match(rest) is not None or _words().files.match(rest) is not None


def read_update(rest: str, below: str) -> Command:
    """The words for the customer, down to the closing words or to a line `note:`, whose words are for colleagues; with
    the time and the files that the line promises them. What stands behind a colon is all theirs."""
    parts = _split(rest)
    files = _words().files.search(parts.head)
    head = parts.head if files is None else parts.head[: files.start()] + parts.head[files.end() :]
    until = _words().until.match(head.strip(" ,"))
    text, note = _divide(f"{parts.text}\n{below}")
    return Command(
        CommandName.UPDATE,
        text=text or None,
        until=_as_moment(until[1].strip(" ,")) if until is not None else None,
        with_files=files is not None,
        note=note,
        doubt=_find_doubt(text),
    )


def _as_moment(until: str) -> str:
    """`2 h` is a span from now on, and no hour of the clock."""
    return f"in {until}" if _SPAN.fullmatch(until) else until


def _find_doubt(text: str) -> str:
    """By what of it that may be not meant for the customer: it speaks of them, quotes another, strikes something out,
    or has a line that is a command of its own."""
    lines = text.split("\n")
    quoted = next((line for line in lines if line.lstrip().startswith((">", "|"))), "")
    quoted = quoted or next((said for at in range(len(lines)) for said, _ in find_attributions(lines, at)), "")
    struck = _STRUCK.search(text)
    commands = (line.strip() for line in lines if fold(line.rstrip(".! ")) in _words().commands)
    return find_doubt(text) or quoted[:60].strip() or (struck[0][:60] if struck else "") or next(commands, "")


def _split(rest: str) -> _Parts:
    """What promises something, and the words; a line that promises nothing is all words."""
    if rest.startswith(":") or not begins_update(rest):
        return _Parts("", rest.removeprefix(":").strip())
    marks = list(_MARK.finditer(rest[:_LONGEST_HEAD]))
    mark = next((one for one in marks if _is_whole(rest[: one.start()])), next(iter(marks), None))
    return _Parts(rest, "") if mark is None else _Parts(rest[: mark.start()], rest[mark.end() :].strip())


def _is_whole(head: str) -> bool:
    """Whether a mark behind it ends it: `until friday 10: 00` it does not."""
    until = _words().until.match(head)
    return until is None or has_time(until[1]) or " " in until[1]


def _divide(said: str) -> tuple[str, str]:
    """The customer's words without a greeting, which our letter has, and those below a line `note:`."""
    lines = said.strip().split("\n")
    lines = lines[1:] if lines[1:] and is_greeting(lines[0]) else lines
    starts = (number for number, line in enumerate(lines) if number and _is_label(line))
    start = next(starts, len(lines))
    first = lines[start].partition(":")[2] if start < len(lines) else ""
    ends = (number for number, line in enumerate(lines[:start]) if number and fold(line) in _words().closings)
    return _join(lines[: next(ends, start)]), _join([first, *lines[start + 1 :]])


def _is_label(line: str) -> bool:
    head, colon, _ = line.partition(":")
    first = fold(head).partition(" ")[0]
    return bool(colon) and (fold(head) in _words().notes or (first in _words().notes and len(head.split()) <= _FEW))


def _join(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def with_beside(command: Command, passed_on: str) -> Command:
    """The command with the mail that its writer passes on, which is for colleagues as well."""
    return replace(command, note="\n\n".join(filter(None, (command.note, passed_on))))
