"""Reading the template out of a mail, as people and their mail programs leave it (behaviour B3).

Remarks, which are said back to the agent, as (code, text):

    priority_mapped        the word that was taken for High, Medium or Low
    priority_unclear       what stands there and is no priority, or names several
    tickets_differ         the ticket number in the subject, when the body has another (the body counts)
    listed_file_absent     a file named under Attachments that did not come
    reason_missing         `Attachments: none` without its reason
    address_refused        what stands there and is not one mail address
    level_unclear          what stands behind Level: and names no level, or several
    trigger_unknown        what stands behind Trigger: and is no trigger of ours
    tell_cut               what the customer reads of what stands below Tell the customer
    time_missing           the expectation, when it says no time
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from parsers.form.completeness import has_reason
from parsers.form.labels.authors import find_allowed
from parsers.form.labels.endings import end_at_closings
from parsers.form.labels.quotations import Setting, add_quotations, part_quotations
from parsers.form.labels.sections import Page, Section, read_page, read_sections, split_lines
from parsers.form.labels.telling import find_doubt, part_paragraph, says_nothing
from parsers.form.layout.frames import unquote_values
from parsers.form.leftovers import find_leftovers, find_more, part_templates
from parsers.form.lists import list_files, parse_entries, parse_steps
from parsers.form.values import (
    drop_hints,
    find_addresses,
    is_none_word,
    is_placeholder,
    names_every_priority,
    parse_level,
    parse_priority,
    parse_ticket,
    parse_trigger,
    split_customer,
    strip_brackets,
)
from parsers.form.words import join_words
from parsers.model import NOTHING, Fields, Form, Message, Priority, Remark, RemarkCode, Subject
from parsers.subject import is_reply
from parsers.text.newest import find_older
from parsers.times.mentions import has_time
from parsers.words.aliases import Aliases
from parsers.words.fold import fold

# Nobody writes more into a form; what is longer is a pasted log, and its tail holds no fields.
# Keeps reading linear and short.
MAX_TEXT = 2_000_000
_MOST_LINES = 5_000  # in which quoted words are sought
_TELL = "tell_the_customer"
_FEW = 4  # words that a doubt repeats

_QUOTE = re.compile(r"\s*(?:>|[-_=]{3})")  # what another person's words begin with
# `[Contoso](https://crm…)`, `Contoso <https://crm…>`
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\(https?:[^()\s]{1,500}\)| <https?:[^<>\s]{1,500}>")


def parse_form(message: Message, subject: Subject, aliases: Aliases) -> Form:
    """The template as the mail has it: newest text first; a forwarded mail is read where the text above says nothing.
    Fields that stand only in quoted history do not count. The subject's ticket fills a missing Ticket #."""
    is_reply = answers(message, subject)
    lines, whole = _split_text(message, aliases, is_reply)
    own = lines[: find_older(lines, aliases) if is_reply else None]
    page = read_page(own, aliases)
    may_quote = is_reply or message.forwarded or len(own) < len(lines) or any(map(_QUOTE.match, whole[:_MOST_LINES]))
    parted = part_quotations(whole[:_MOST_LINES], Setting(aliases, is_reply)) if may_quote else None
    if parted is not None and parted.quotations:
        page = read_page(parted.own, aliases)
        page = replace(page, sections=add_quotations(page.sections, parted.quotations))
    elif message.forwarded and message.own_words:
        forwarded = read_page(split_lines(message.forwarded[:MAX_TEXT]), aliases)
        page = _add_forwarded(page, forwarded, find_allowed(page.sections, forwarded.sections, message, whole))
    elif not is_reply and whole is not lines:
        # who answers nothing quotes no older template
        more = read_sections(whole[: find_older(whole, aliases)], aliases)
        may = find_allowed(page.sections, more, message, whole)
        page = replace(page, sections=_add_unknown(page.sections, may))
    page = end_at_closings(page, message.whole_text[:MAX_TEXT])
    form = read_form(page.sections, aliases, message, subject)
    words = join_words(page.words, message.sender.name if message.sender else "")
    return replace(form, words="\n\n".join(filter(None, (words, form.words))))


def _split_text(message: Message, aliases: Aliases, is_reply: bool) -> tuple[list[str], list[str]]:
    """The sender's lines, and those with others'; twice the same where there are none, or values are quoted."""
    lines = whole = split_lines(message.text[:MAX_TEXT])
    if len(message.whole_text) > len(message.text):
        whole = split_lines(message.whole_text[:MAX_TEXT])
    unquoted = None if is_reply else unquote_values(whole, aliases)
    return (lines, whole) if unquoted is None else (unquoted, unquoted)


def answers(message: Message, subject: Subject) -> bool:
    """Whether the mail answers another, by its headers or its subject."""
    return is_reply(subject.text) or bool(message.in_reply_to or message.references)


def read_form(sections: Sequence[Section], aliases: Aliases, message: Message, subject: Subject | None = None) -> Form:
    """What the sections say, with the remarks; its words are those under labels that are no value of their field."""
    sections, beside = _part_paragraphs(sections) if message.is_html else (sections, [])
    by_name: dict[str, list[Section]] = {}
    first, second = part_templates([section for section in sections if not section.is_foreign])
    for section in first:
        by_name.setdefault(section.name, []).append(section.without_unknown)
    remarks: list[Remark] = []
    fields = _read_fields(by_name, aliases, subject, remarks)
    if foreign := [one.value for one in sections if one.is_foreign]:
        context = "\n".join(filter(None, (fields.additional_context, *foreign)))
        fields = replace(fields, additional_context=context or None)
    expected = fields.customer_expectation or ""
    dated = expected if has_time(expected) else ""
    if not dated and expected:
        remarks.append(Remark(RemarkCode.TIME_MISSING, expected))
    remarks.extend(_remark_files(fields.attachments, message))
    left = (*find_leftovers(by_name, fields, aliases), *find_more(first, second))
    return Form(fields, frozenset(by_name), tuple(remarks), "\n".join((*left, *beside)), dated=dated)


def _part_paragraphs(sections: Sequence[Section]) -> tuple[Sequence[Section], list[str]]:
    """The sections with no more than its paragraph of what is for the customer, and what stood below."""
    kept, beside = list(sections), list[str]()
    for at, section in enumerate(sections):
        told = part_paragraph(section.lines) if section.name == _TELL else None
        if told is not None and any(map(str.strip, told.beside)):
            kept[at] = replace(section, lines=told.lines, is_cut=True)
            beside += told.beside
    return kept, beside


def _read_fields(
    by_name: Mapping[str, Sequence[Section]], aliases: Aliases, subject: Subject | None, remarks: list[Remark]
) -> Fields:
    said = {name: _find_values(found) for name, found in by_name.items()}
    customer, inside, refused = _read_customer(said.get("customer", []))
    email = _read_email(said.get("customer_email", []), remarks)
    ticket, is_doubtful = _read_ticket(said.get("ticket", []), subject, remarks)
    tell = _read_tell(by_name.get("tell_the_customer", []), remarks)
    if refused and not email:
        remarks.append(Remark(RemarkCode.ADDRESS_REFUSED, refused))
    return Fields(
        priority=_read_priority(_corrected_first(by_name.get("priority", []), aliases), aliases, remarks),
        customer=customer,
        customer_email=email or inside,
        ticket=ticket,
        issue_summary=_read_text(said.get("issue_summary", [])),
        steps_taken=_read_list(by_name.get("steps_taken", []), parse_steps),
        customer_impact=_read_text(said.get("customer_impact", []), none_counts=True),
        customer_expectation=_read_text(said.get("customer_expectation", [])),
        additional_context=_read_text(said.get("additional_context", [])),
        attachments=_read_list(by_name.get("attachments", []), parse_entries),
        level=_read_level(said.get("level", []), aliases, remarks),
        trigger=_read_trigger(said.get("trigger", []), aliases, remarks),
        is_ticket_doubtful=is_doubtful,
        tell_the_customer=tell,
        tell_doubt=_find_doubt(by_name.get(_TELL, []), tell) if tell and tell != NOTHING else "",
    )


def _find_values(found: Sequence[Section]) -> list[str]:
    """What the sections of one field say, without placeholders and the template's hints."""
    return [value for section in found if (value := drop_hints(section.value)) and not is_placeholder(value)]


def _read_list(found: Sequence[Section], parse: Callable[[Iterable[str]], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for section in found for item in parse(section.lines)))


def _add_forwarded(page: Page, forwarded: Page, allowed: Sequence[Section]) -> Page:
    """What the forwarded mail's template may say, and what it says beside."""
    if not allowed and page.sections:
        return page
    told = [section for section in allowed if section.name == _TELL]
    words = (*page.words, "", *forwarded.words) if allowed else page.words
    words = (*words, *(line for section in told for line in ("", section.value)))
    return Page(_add_unknown(page.sections, allowed), words)


def _add_unknown(sections: tuple[Section, ...], more: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, and those of others that say what they do not. Of these nothing goes to the customer: it can only
    be said that nothing does."""
    known = {section.name for section in sections if section.says_something and not section.is_foreign}
    new = (section for section in more if section.is_foreign or section.name not in known)
    return (*sections, *(one for one in new if one.name != _TELL or _holds(one)))


def _holds(section: Section) -> bool:
    return is_none_word(section.value.rstrip(" .!")) or says_nothing(section.value)


def _read_text(values: Sequence[str], *, none_counts: bool = False) -> str | None:
    kept = [strip_brackets(v) for v in values if none_counts or not is_none_word(v)]
    return "\n".join(dict.fromkeys(kept)) or None


def _read_tell(found: Sequence[Section], remarks: list[Remark]) -> str | None:
    """What the customer may be told of the matter; `NOTHING` in any words. What is left out of it is said back."""
    said = _read_text(_find_values(found), none_counts=True)
    if said is None or is_none_word(said.rstrip(" .!")) or says_nothing(said):
        return None if said is None else NOTHING
    if any(section.is_cut for section in found):
        remarks.append(Remark(RemarkCode.TELL_CUT, " ".join(said.split())))
    return said


def _find_doubt(found: Sequence[Section], said: str) -> str:
    """By which of its words that may be not meant for the customer; its first ones behind a label that may mean
    another, or that a dash follows."""
    is_sure = all(section.label.firm and not section.label.dashed for section in found)
    return find_doubt(said) or ("" if is_sure else " ".join(said.split()[:_FEW]))


def _read_customer(values: Sequence[str]) -> tuple[str | None, str | None, str]:
    """Name and account are often given under a label each: all of them together, each part once."""
    said = (strip_brackets(_LINK.sub(lambda link: link[1] or "", value)) for value in values if not is_none_word(value))
    parts = {line.casefold(): line for value in said for text in value.split("\n") if (line := text.strip(" ,"))}
    return split_customer(", ".join(parts.values())) if parts else (None, None, "")


def _read_email(values: Sequence[str], remarks: list[Remark]) -> str | None:
    for value in values:
        addresses = find_addresses(value)
        if len(addresses) == 1:
            return addresses[0]
        if not is_none_word(value):
            remarks.append(Remark(RemarkCode.ADDRESS_REFUSED, " ".join(value.split())[:200]))
    return None


def _corrected_first(found: Sequence[Section], aliases: Aliases) -> list[str]:
    """The values with a later correction before what it corrects:
    a line of its own that says a priority and nothing else."""
    values = [section.value for section in found]
    corrected = [
        s.value for s in found[1:] if not s.below_signature and fold(strip_brackets(s.value)) in aliases.priorities
    ]
    return [*corrected[-1:], *values]


def _read_priority(values: Sequence[str], aliases: Aliases, remarks: list[Remark]) -> Priority | None:
    for value in values:
        priority, said = parse_priority(value, aliases)
        if priority is not None:
            if said:
                remarks.append(Remark(RemarkCode.PRIORITY_MAPPED, said))
            return priority
        if value and not is_placeholder(value) and not is_none_word(value) and not names_every_priority(value, aliases):
            remarks.append(Remark(RemarkCode.PRIORITY_UNCLEAR, " ".join(value.split())[:80]))
    return None


def _read_ticket(values: Sequence[str], subject: Subject | None, remarks: list[Remark]) -> tuple[str | None, bool]:
    """The ticket, and whether it may be a word of the writer's: in its field it is none."""
    ticket = next((t for t in map(parse_ticket, values) if t), None)
    if subject is None or not subject.ticket:
        return ticket, False
    if ticket and ticket.casefold() != subject.ticket.casefold():
        remarks.append(Remark(RemarkCode.TICKETS_DIFFER, subject.ticket))
    return (ticket, False) if ticket else (subject.ticket, subject.is_doubtful)


def _read_level(values: Sequence[str], aliases: Aliases, remarks: list[Remark]) -> int | None:
    for value in values:
        level = parse_level(value, aliases)
        if level is not None:
            return level
        remarks.append(Remark(RemarkCode.LEVEL_UNCLEAR, " ".join(value.split())[:80]))
    return None


def _read_trigger(values: Sequence[str], aliases: Aliases, remarks: list[Remark]) -> str | None:
    for value in values:
        trigger = parse_trigger(value, aliases)
        if trigger is not None:
            return trigger
        remarks.append(Remark(RemarkCode.TRIGGER_UNKNOWN, " ".join(value.split())[:80]))
    return None


def _remark_files(entries: Sequence[str], message: Message) -> Iterator[Remark]:
    came = {fold(file.name) for file in message.files}
    for entry in entries:
        if has_reason(entry):
            continue
        if is_none_word(entry):
            yield Remark(RemarkCode.REASON_MISSING, entry)
        for name in list_files(entry):
            if fold(name) not in came:
                yield Remark(RemarkCode.LISTED_FILE_ABSENT, name)
