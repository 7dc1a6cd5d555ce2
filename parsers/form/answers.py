"""The agent's answer to an information request, whatever shape their mail program gave it (behaviour B4.8)."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from parsers.form.bare import read_bare
from parsers.form.evasions import evades
from parsers.form.form import read_form
from parsers.form.labels.quotations import Setting, add_quotations, part_quotations
from parsers.form.labels.sections import Page, Section, read_page, read_sections, split_lines
from parsers.form.nudges import is_no_answer, without_nudges
from parsers.form.words import join_words
from parsers.model import Form, Message
from parsers.text.borders.greetings import strip_greeting
from parsers.text.borders.signature import begins_signature
from parsers.text.newest import find_older
from parsers.words.aliases import Aliases
from parsers.words.labels import find_label
from parsers.words.load import load_words, one_of

_MOST_LINES = 5_000  # in which quoted words are sought
MAX_TEXT = 200_000  # characters; an answer is short, what is longer is history
_QUOTE = re.compile(r"^\s*(?:>\s?)+")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(load_words('greetings')['closings']['begin'])})\b[^\n]{{0,40}}", re.IGNORECASE)


def parse_answers(message: Message, aliases: Aliases, asked: Sequence[str]) -> Form:
    """The fields that a reply fills in: labelled above or below the quote, between the quoted lines, behind the quoted
    labels, in a mail of their own; and words without any label. What cannot be placed is in `words`. A line that only
    puts off ("I will send it later"), says that its writer does not know, or thanks is no answer."""
    names = tuple(dict.fromkeys("attachments" if name == "files" else name for name in asked))
    sections, words = _read_labelled(message, aliases, names)
    bare: list[Section] = []
    if not any(section.says_something or section.name in names for section in sections):
        own = split_lines(message.text[:MAX_TEXT])
        bare, words = read_bare(_find_said(own[: find_older(own, aliases)]), names, aliases)
        if not bare and not words:
            bare, words = read_bare(_find_said(split_lines(message.among or "")), names, aliases)
        sections = bare
    form = read_form([section for section in sections if section.says_something], aliases, message)
    placed = frozenset(section.name for section in bare)
    return replace(form, words=join_words(without_nudges(words)), placed=placed)


def _read_labelled(message: Message, aliases: Aliases, names: Sequence[str]) -> tuple[list[Section], list[str]]:
    """What stands under labels, in the sender's own words and in the quoted request; and the lines outside."""
    page = _read_own(message, aliases, names)
    sections = [_without_nudges(section) for section in page.sections if not section.is_foreign]
    sections, evaded = _part_evasions(sections)
    filled = {section.name for section in sections if section.says_something}
    sections += [section for section in _read_between(message, aliases, names) if section.name not in filled]
    foreign = (line for section in page.sections if section.is_foreign for line in section.lines)
    return sections, [*page.words, *evaded, *foreign]


def _part_evasions(sections: Sequence[Section]) -> tuple[list[Section], list[str]]:
    """The sections, those that evade their question without their lines; and those lines."""
    kept: list[Section] = []
    evaded: list[str] = []
    for section in sections:
        is_evaded = evades(section.lines, section.name)
        kept.append(replace(section, lines=("",)) if is_evaded else section)
        evaded += section.lines if is_evaded else ()
    return kept, evaded


def _read_own(message: Message, aliases: Aliases, names: Sequence[str]) -> Page:
    """The fields in the sender's own words, with what is quoted under their labels."""
    lines = split_lines(message.text[:MAX_TEXT])
    page = read_page(lines[: find_older(lines, aliases)], aliases, names)
    if not page.sections or len(message.whole_text) <= len(message.text):
        return page
    parted = part_quotations(split_lines(message.whole_text[:MAX_TEXT])[:_MOST_LINES], Setting(aliases, True, names))
    if not parted.quotations:
        return page
    page = read_page(parted.own, aliases, names)
    return replace(page, sections=add_quotations(page.sections, parted.quotations))


def _find_said(lines: Sequence[str]) -> list[str]:
    """An answer's lines between its greeting and its closing."""
    said: list[str] = []
    for line in lines:
        text = line if said else strip_greeting(line)
        if begins_signature(text) or (said and _closing().fullmatch(text.strip())):
            break
        if said or text.strip():
            said.append(text)
    return said


def _read_between(message: Message, aliases: Aliases, names: Collection[str]) -> tuple[Section, ...]:
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
    return tuple(
        section
        for section in sections
        if section.name in names and section.says_something and not evades(section.lines, section.name)
    )


def _without_nudges(section: Section) -> Section:
    first, *below = section.lines
    return replace(
        section, lines=("" if is_no_answer(first) else first, *(line for line in below if not is_no_answer(line)))
    )


def _unquote_labels(lines: Sequence[str], aliases: Aliases, names: Collection[str]) -> Iterator[str]:
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
