"""The agent's answer to an information request, whatever shape their mail program gave it (behaviour B4.8)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from parsers.form.form import read_form
from parsers.form.nudges import is_no_answer
from parsers.form.sections import Section, read_sections, split_lines
from parsers.model import Form, Message
from parsers.text.newest import find_older
from parsers.text.signature import begins_signature
from parsers.words.aliases import Aliases
from parsers.words.labels import SURE, Label, find_label
from parsers.words.load import load_words, one_of

MAX_TEXT = 200_000  # characters; an answer is short, what is longer is history
_QUOTE = re.compile(r"^\s*(?:>\s?)+")


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{one_of(load_words('greetings')['greetings']['words'])})\b[^\n:]{{0,40}}[,!.]?\s*", re.IGNORECASE
    )


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(load_words('greetings')['closings']['begin'])})\b[^\n]{{0,40}}", re.IGNORECASE)


def parse_answers(message: Message, aliases: Aliases, asked: Sequence[str]) -> Form:
    """The fields that a reply fills in: labelled above or below the quote, between the quoted lines, behind the quoted
    labels, in a mail of their own; and words without any label when only one thing
    was asked for. A line that only puts off
    ("I will send it later") or thanks is no answer."""
    lines = split_lines(message.text[:MAX_TEXT])
    names = {"attachments" if name == "files" else name for name in asked}
    sections = tuple(map(_without_nudges, read_sections(lines[: find_older(lines, aliases)], aliases, names)))
    filled = {section.name for section in sections if section.says_something}
    sections += tuple(section for section in _read_between(message, aliases, names) if section.name not in filled)
    if not any(section.says_something or section.name in names for section in sections):
        bare = _read_bare(lines, names, aliases) or _read_bare(split_lines(message.among or ""), names, aliases)
        sections = (bare,) if bare is not None else ()
    return read_form([section for section in sections if section.says_something], aliases, message)


def _read_between(message: Message, aliases: Aliases, names: set[str]) -> tuple[Section, ...]:
    """What was written into the quoted request:
    its labels are quoted or stand below a mail header, the answers may not be."""
    whole = split_lines(message.whole_text[:MAX_TEXT])
    if any(_QUOTE.match(line) for line in whole):
        lines = list(_unquote_labels(whole, aliases, names))
    elif message.among is not None:
        lines = split_lines(message.among)
    else:
        lines = whole[find_older(whole, aliases) :]
    sections = map(_without_nudges, read_sections(lines, aliases, names))
    return tuple(section for section in sections if section.name in names and section.says_something)


def _without_nudges(section: Section) -> Section:
    first, *below = section.lines
    return replace(
        section, lines=("" if is_no_answer(first) else first, *(line for line in below if not is_no_answer(line)))
    )


def _unquote_labels(lines: Sequence[str], aliases: Aliases, names: set[str]) -> Iterator[str]:
    """The labels that were asked for, and what stands unquoted below them. Any other quoted line ends an answer."""
    answering = False
    for line in lines:
        quote = _QUOTE.match(line)
        if quote is None:
            if answering:
                yield line
            continue
        label = find_label(line[quote.end() :], aliases)
        answering = label is not None and label.field in names
        if answering:
            yield line[quote.end() :]


def _read_bare(lines: Sequence[str], names: set[str], aliases: Aliases) -> Section | None:
    """Words without a label answer the one thing that was asked for."""
    if len(names) != 1:
        return None
    said: list[str] = []
    for line in lines[: find_older(lines, aliases)]:
        if begins_signature(line) or (said and _closing().fullmatch(line.strip())):
            break
        if said or (line.strip() and not _greeting().fullmatch(line.strip())):
            said.append(line)
    text = "\n".join(line for line in said if not is_no_answer(line)).strip()
    label = Label(next(iter(names)), "", SURE, firm=True)
    return Section(label, ("", *text.split("\n"))) if text else None
