"""The agent's answer to an information request, whatever shape their mail program gave it (behaviour B4.8)."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from parsers.form.bare import read_bare
from parsers.form.evasions import evades, is_aside
from parsers.form.form import read_form
from parsers.form.labels.endings import end_at_closings
from parsers.form.labels.quotations import Setting, add_quotations, part_quotations
from parsers.form.labels.sections import Page, Section, read_page, read_sections, split_lines
from parsers.form.layout.items import split_asked
from parsers.form.nudges import cut_later, is_no_answer, without_nudges
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
_MARKS = " \t>"
_QUOTE = re.compile(r"^\s*(?:>\s?)+")


@cache
def _closing() -> re.Pattern[str]:
    """A closing, perhaps with whose it is or where that is; a request that begins with thanks is none."""
    ends = load_words("greetings")["closings"]
    place = rf"(?:\s+(?i:{one_of(ends['from'])}))?"
    return re.compile(rf"(?i:{one_of(ends['begin'])})(?:,?{place}\s+(?![a-zß-öø-ÿ\d])[\w.'’-]+){{0,3}}[\s,.!]*")


def parse_answers(message: Message, aliases: Aliases, asked: Sequence[str], has_bare: bool = True) -> Form:
    """The fields that a reply fills in: labelled above or below the quote, in the quotation in whatever shape, in a
    mail of their own; and words without any label, for what no label answers. What cannot be placed is in `words`. A
    line that only puts off ("I will send it later"), says that its writer does not know, or thanks is no answer. Where
    the words above are a command they answer nothing (`has_bare` is False)."""
    names = tuple(dict.fromkeys("attachments" if name == "files" else name for name in asked))
    inside = _read_inside(message, aliases, names)
    own = _tidy(end_at_closings(_read_own(message, aliases, names, inside), message.whole_text[:MAX_TEXT]))
    sections = _merge(own, inside)
    is_bare = has_bare and not any(section.says_something or section.name in names for section in own.sections)
    left = [name for name in names if name not in {section.name for section in sections}] if is_bare else []
    bare, words = _read_bare(*_find_words(message, own, inside), left, aliases)
    form = read_form([section for section in (*sections, *bare) if section.says_something], aliases, message)
    kept = "\n\n".join(filter(None, (join_words(without_nudges(words)), form.words)))
    return replace(form, words=kept, placed=frozenset(section.name for section in bare))


def _merge(own: Page, inside: Page) -> list[Section]:
    """The fields above, and those inside the quotation that say what stands in none above, or more of the same."""
    typed = {section.name: section.value for section in inside.sections}
    above = [section for section in own.sections if section.value not in typed.get(section.name, "")]
    said = {section.name for section in above if section.says_something}
    return [*above, *(section for section in inside.sections if section.name not in said)]


def _find_words(message: Message, own: Page, inside: Page) -> tuple[list[str], list[str]]:
    """The lines that no label answers with: those above, and those inside the quotation as far as they do not stand
    above as well. A second answer to one question is one of them; "see below" is none."""
    said = {section.name for section in own.sections if section.says_something}
    again = [line for section in inside.sections if section.name in said for line in section.lines]
    shown = [*split_lines(message.text), *(line for section in own.sections for line in section.lines)]
    above = [line for line in own.words if not (inside.sections and is_aside(line))]
    return above, _leave_out([*inside.words, *again], shown)


def _leave_out(lines: Iterable[str], others: Iterable[str]) -> list[str]:
    """The lines without those others, quoted or not: they stand in a mail twice whose program quotes around them."""
    known = {line.strip(_MARKS) for line in others} - {""}
    return [line for line in lines if line.strip(_MARKS) not in known]


def _read_bare(
    above: Sequence[str], inside: Sequence[str], names: Sequence[str], aliases: Aliases
) -> tuple[list[Section], list[str]]:
    """What the words above answer, else those inside the quotation; and the lines that answer nothing."""
    words: list[str] = []
    for lines in (above, inside) if names else ():
        sections, left = read_bare(_find_said(lines), names, aliases)
        if sections:
            return sections, [*words, *left, *(inside if lines is above else ())]
        words += left
    return [], words if names else [*above, "", *inside]


def _read_inside(message: Message, aliases: Aliases, names: Sequence[str]) -> Page:
    """What was written into the quoted request, under its labels and elsewhere."""
    page = _tidy(read_page(split_asked(split_lines((message.among or "")[:MAX_TEXT]), names, aliases), aliases, names))
    asked = [section for section in page.sections if section.name in names and section.says_something]
    filled = {section.name for section in asked}
    asked += [section for section in _read_between(message, aliases, names) if section.name not in filled]
    return Page(tuple(asked), page.words)


def _tidy(page: Page) -> Page:
    """The page with those lines among its words that answer nothing: what evades the question, what puts off, what
    stands under labels that are not ours."""
    kept: list[Section] = []
    words = list(page.words)
    for section in page.sections:
        bare = _without_nudges(section)
        is_said = not section.is_foreign and not evades(bare.lines, section.name)
        words += () if is_said else section.lines
        if not section.is_foreign:
            kept.append(bare if is_said else replace(section, lines=("",)))
    return Page(tuple(kept), tuple(words))


def _read_own(message: Message, aliases: Aliases, names: Sequence[str], inside: Page) -> Page:
    """The fields in the sender's own words, with what is quoted under their labels (not where the quotation is our
    letter, by what was typed into it), and without what answers `inside`
    the quotation."""
    typed = [line for section in inside.sections for line in section.lines]
    above = _cut_among(message) if inside.sections else message.text
    lines = _leave_out(split_asked(split_lines(above[:MAX_TEXT]), names, aliases), typed)
    page = read_page(lines[: find_older(lines, aliases)], aliases, names)
    is_typed_into = bool(inside.sections) and message.among is not None
    if not page.sections or is_typed_into or len(message.whole_text) <= len(message.text):
        return page
    whole = _leave_out(split_lines(message.whole_text[:MAX_TEXT])[:_MOST_LINES], typed)
    parted = part_quotations(whole, Setting(aliases, True, names))
    if not parted.quotations:
        return page
    page = read_page(parted.own, aliases, names)
    return replace(page, sections=add_quotations(page.sections, parted.quotations))


def _cut_among(message: Message) -> str:
    """The newest words without what was typed into the quotation, which stands below them where no marks tell it
    apart."""
    among = message.among or ""
    is_below = bool(among) and message.text.endswith(among) and message.text[: -len(among)][-1:] in ("", "\n")
    return message.text[: -len(among)] if is_below else message.text


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
    else:
        lines = [] if message.among is not None else whole[find_older(whole, aliases) :]
    sections = map(_without_nudges, read_sections(lines, aliases, names))
    return tuple(
        section
        for section in sections
        if section.name in names and section.says_something and not evades(section.lines, section.name)
    )


def _without_nudges(section: Section) -> Section:
    first, *below = map(cut_later, section.lines)
    return replace(
        section, lines=("" if is_no_answer(first) else first, *(line for line in below if not is_no_answer(line)))
    )


def _unquote_labels(lines: Sequence[str], aliases: Aliases, names: Collection[str]) -> Iterator[str]:
    """The labels that were asked for, and what stands unquoted below them. Any other quoted line ends an answer; what
    is quoted within a quote somebody else wrote."""
    quotes = [_QUOTE.match(line) for line in lines]
    outermost = min((quote[0].count(">") for quote in quotes if quote is not None), default=0)
    answering = False
    for line, quote in zip(lines, quotes, strict=True):
        if quote is None:
            if answering:
                yield line
            continue
        label = find_label(line[quote.end() :], aliases) if quote[0].count(">") == outermost else None
        answering = label is not None and label.field in names
        if answering:
            yield line[quote.end() :]
