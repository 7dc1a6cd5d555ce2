"""Reading the template out of a mail, as people and their mail programs leave it (behaviour.md §3).

Remarks, which are said back to the agent, as (code, text):

    priority_mapped        the word that was taken for High, Medium or Low
    priority_unclear       what stands there and is no priority, or names several
    tickets_differ         the ticket number in the subject, when the body has another (the body counts)
    listed_file_absent     a file named under Attachments that did not come
    reason_missing         `Attachments: none` without its reason
    address_refused        what stands there and is not one mail address
    level_unclear          what stands behind Level: and names no level, or several
    trigger_unknown        what stands behind Trigger: and is no trigger of ours
    time_missing           the expectation, when it says no time
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.completeness import has_reason
from parsers.fields import (
    find_addresses,
    has_time,
    is_none_word,
    is_placeholder,
    parse_level,
    parse_priority,
    parse_ticket,
    parse_trigger,
    split_customer,
    strip_brackets,
)
from parsers.labels import LIKELY, POSSIBLE, SURE, WORDS, Aliases, Label, find_inner_labels, find_label, fold, split_lines
from parsers.lists import list_files, parse_entries, parse_steps
from parsers.model import Fields, Form, Message, Priority, Subject
from parsers.subject import is_forward

# Nobody writes more into a form; what is longer is a pasted log, and its tail holds no fields. Keeps reading linear and short.
MAX_TEXT = 2_000_000
# A line longer than this is data, not a template pasted into one line.
_MAX_COLLAPSED = 20_000

_TEXT_FIELDS = ("issue_summary", "customer_impact", "customer_expectation", "additional_context")
_SHORT_FIELDS = ("priority", "ticket", "level", "trigger", "customer_email")

_CLOSINGS = frozenset(map(fold, WORDS["signature"]["closings"]))
_FOOTERS = tuple(map(fold, WORDS["signature"]["footers"]))
_NOT_AFTER_A_LABEL = frozenset(
    "is was are were has have had will would can cannot could should may might must does did do and or of for in on at to with from by that which who where when "
    "seems says said says wants asked asks ist war sind hat haben wird kann und oder est sont a et ou es son y o e è sono ed en of is zijn heeft é são foi".split()
)
_HEADER = re.compile(r"[\s*_>|]*(from|von|de|da|van|od|från|fra|frá|lähettäjä)\s*[*_]*\s*:[*_]*\s*\S", re.IGNORECASE)
_HEADER_DATE = re.compile(
    r"[\s*_>|]*(sent|date|gesendet|datum|envoy[ée]|date d'envoi|enviad[oa](?: el)?|enviada em|fecha|inviato|data|verzonden|wysłano|skickat|sendt)\s*[*_]*\s*:",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(r"[\s*_>|]*[^\W\d_][\w '’-]{0,24}[*_]*\s*:", re.IGNORECASE)
_ORIGINAL = re.compile(r"[\s>]*[-_=]{2,}\s*[^\W\d_][^\n]{4,60}?\s*[-_=]{2,}\s*$")
_FORWARDED = re.compile(
    r"[\s>]*(?:[-_=]{2,}\s*)?(?:forwarded message|begin forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|message transf[ée]r[ée]|"
    r"d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|"
    r"mensagem (?:encaminhada|reencaminhada)|in[íi]cio da mensagem (?:encaminhada|reencaminhada))\s*:?\s*(?:[-_=]{2,}\s*)?$",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"[\s*_]*(?:on|am|le|el|il|op|em|den)\b[^\n]{4,300}?\b(?:wrote|writes|schrieb|a [ée]crit|escribi[óo]|ha scritto|scritto|schreef|escreveu)\b[^\n]{0,80}:\s*$|[^\n]{2,120}\b(?:wrote|schrieb|schreef|escreveu|escribi[óo])\s*:\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Section:
    """One label with the lines that belong to it: what stands behind it, then what stands below it."""

    label: Label
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.label.field

    @property
    def value(self) -> str:
        return join_value(self.lines)


def parse_form(message: Message, subject: Subject, aliases: Aliases) -> Form:
    """The template as the mail has it: newest text first; a forwarded mail is read where the text above it says nothing.
    Fields that stand only in quoted history do not count. The subject's ticket fills a missing Ticket #."""
    lines = split_lines(message.text[:MAX_TEXT])
    forward = is_forward(subject.text)
    history = find_history(lines)
    sections = read_sections(lines[:history], aliases)
    if history < len(lines) and (forward or _FORWARDED.match(lines[history])):
        sections = _add_forwarded(sections, lines[history:], aliases)
    elif forward or _holds_forward(message):
        whole = split_lines(message.whole_text[:MAX_TEXT])
        sections = _add_forwarded(sections, whole[find_history(whole) :], aliases)
    return read_form(sections, aliases, message, subject)


def read_form(sections: Sequence[Section], aliases: Aliases, message: Message, subject: Subject | None = None) -> Form:
    """What the sections say, with the remarks."""
    remarks: list[tuple[str, str]] = []
    by_name: dict[str, list[Section]] = {}
    for section in _without_second_template(sections):
        by_name.setdefault(section.name, []).append(section)
    values = {name: [v for s in found if (v := s.value) and not is_placeholder(v)] for name, found in by_name.items()}
    customer, inside, refused = _read_customer(values.get("customer", []))
    email = _read_email(values.get("customer_email", []), remarks)
    if refused and not email:
        remarks.append(("address_refused", refused))
    fields = Fields(
        priority=_read_priority(values.get("priority", []), aliases, remarks),
        customer=customer,
        customer_email=email or inside,
        ticket=_read_ticket(values.get("ticket", []), subject, remarks),
        issue_summary=_read_text(values.get("issue_summary", [])),
        steps_taken=tuple(dict.fromkeys(item for s in by_name.get("steps_taken", []) for item in parse_steps(s.lines))),
        customer_impact=_read_text(values.get("customer_impact", []), none_counts=True),
        customer_expectation=_read_text(values.get("customer_expectation", [])),
        additional_context=_read_text(values.get("additional_context", [])),
        attachments=tuple(dict.fromkeys(item for s in by_name.get("attachments", []) for item in parse_entries(s.lines))),
        level=_read_level(values.get("level", []), aliases, remarks),
        trigger=_read_trigger(values.get("trigger", []), aliases, remarks),
    )
    if fields.customer_expectation and not has_time(fields.customer_expectation):
        remarks.append(("time_missing", fields.customer_expectation))
    remarks.extend(_remark_files(fields.attachments, message))
    return Form(fields, frozenset(by_name), tuple(remarks))


def read_sections(lines: Sequence[str], aliases: Aliases) -> tuple[Section, ...]:
    """The labels of a text that really are labels, each with its lines."""
    split = list(_split_labelled(lines, aliases))
    accepted = _accept(split)
    sections = []
    for place, (index, label) in enumerate(accepted):
        end = accepted[place + 1][0] if place + 1 < len(accepted) else len(split)
        below = [line for line, _ in split[index + 1 : end]]
        sections.append(Section(label, (label.rest, *below[: _find_end(below, label)])))
    return tuple(sections)


def join_value(lines: Sequence[str]) -> str:
    """Lines as one value: the label's own line first, common indentation and outer blank lines removed, blank lines single."""
    first, below = lines[0].strip(), textwrap.dedent("\n".join(line.rstrip() for line in lines[1:]).expandtabs(4))
    text = re.sub(r"\n{3,}", "\n\n", f"{first}\n{below}").strip("\n").strip()
    text = re.sub(r"^(?:[-_=*~]{4,}\n)+|(?:\n[-_=*~]{4,})+$", "", text).strip()
    wrapped = re.fullmatch(r"(\*\*|__|\*|_|`)([^*_`\n]+)\1", text)
    return wrapped[2].strip() if wrapped else text


def find_history(lines: Sequence[str]) -> int:
    """The index of the first line of quoted or forwarded history (its separator, attribution or header), or the length."""
    for index, line in enumerate(lines):
        if ":" not in line and "-" not in line and "_" not in line and "=" not in line:
            continue
        if _FORWARDED.match(line) or _starts_header(lines, index):
            return index
        if _ORIGINAL.match(line) and any(_starts_header(lines, at) for at in range(index + 1, min(index + 4, len(lines)))):
            return index
        if _ATTRIBUTION.match(line) and any(x.lstrip().startswith(">") for x in lines[index + 1 : index + 4]):
            return index
    return len(lines)


def _starts_header(lines: Sequence[str], index: int) -> bool:
    """Whether a mail's header block stands here: From with a name or address, and soon a date. "From: 10:00" is none."""
    line = lines[index]
    if not _HEADER.match(line) or re.search(r":\s*[\d:.\s]+$", line):
        return False
    return any(_HEADER_DATE.match(below) for below in lines[index + 1 : index + 5])


def _holds_forward(message: Message) -> bool:
    return "\n" in message.whole_text and any(
        _FORWARDED.match(line) for line in split_lines(message.whole_text[:20_000]) if len(line) < 100
    )


def _add_forwarded(sections: tuple[Section, ...], forwarded: Sequence[str], aliases: Aliases) -> tuple[Section, ...]:
    """What the forwarded mail's template says where the words above it say nothing."""
    bare = [re.sub(r"^(?:\s*>)+ ?", "", line) for line in forwarded]
    at = next((i for i in range(min(8, len(bare))) if _HEADER.match(bare[i])), None)
    if at is None:
        at = 0
    while (
        at < len(bare)
        and (_FORWARDED.match(bare[at]) or _ORIGINAL.match(bare[at]) or _HEADER_LINE.match(bare[at]))
        and not _is_template_line(bare[at], aliases)
    ):
        at += 1
    rest = bare[at:]
    below = read_sections(rest[: find_history(rest)], aliases)
    known = {s.name for s in sections if s.value and not is_placeholder(s.value)}
    if known and len({s.name for s in below}) < 3:
        return sections
    return (*sections, *(s for s in below if s.name not in known))


def _is_template_line(line: str, aliases: Aliases) -> bool:
    label = find_label(line, aliases)
    return label is not None and label.strength == SURE and label.field != "priority"


def _split_labelled(lines: Sequence[str], aliases: Aliases) -> Iterator[tuple[str, Label | None]]:
    """Every line with the label it may start; a line into which several labelled values were put comes in parts."""
    for line in lines:
        label = find_label(line, aliases)
        if label is None and line.count(":") < 4:
            yield line, None
            continue
        for part in _cut_line(line, aliases):
            yield part, find_label(part, aliases)


def _cut_line(line: str, aliases: Aliases) -> list[str]:
    if line.count(":") < 2 or len(line) > _MAX_COLLAPSED:
        return [line]
    cuts = [0, *(at for at in find_inner_labels(line, aliases) if at)]
    if len(cuts) == 1:
        for gap in re.finditer(r"(?<=[^\s.!?:])(?:\t+\s*|\s{2,}|\s*\|\s*)(?=[^\W\d_])", line):
            label = find_label(line[gap.end() :], aliases)
            if label is not None and label.strength == SURE:
                cuts.append(gap.end())
        first = find_label(line, aliases)
        if first is not None and first.field in _SHORT_FIELDS:
            for gap in re.finditer(r"[,;]\s+(?=[^\W\d_])", line):
                label = find_label(line[gap.end() :], aliases)
                if label is not None and label.strength == SURE:
                    cuts.append(gap.end())
    cuts = sorted(set(cuts))
    parts = [line[a:b] for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True)]
    return [part.rstrip(" \t|,;") if i < len(parts) - 1 else part for i, part in enumerate(parts)]


def _accept(lines: Sequence[tuple[str, Label | None]]) -> list[tuple[int, Label]]:
    """The labels that count. A sure one stands alone; a likely one needs a sure one of another field beside it, or two likely
    ones; a possible one needs two likely ones. A field that has a sure label takes no lesser ones: those are its text."""
    found = [(i, label) for i, (_, label) in enumerate(lines) if label is not None and not _is_wrapped_prose(lines, i, label)]
    graded = [(i, label, _grade(label)) for i, label in found]
    sure = {label.field for _, label, grade in graded if grade == SURE}
    likely = {label.field for _, label, grade in graded if grade >= LIKELY}
    every = {label.field for _, label, grade in graded if grade >= POSSIBLE}
    accepted = []
    for i, label, grade in graded:
        others_sure, others_likely, others = len(sure - {label.field}), len(likely - {label.field}), len(every - {label.field})
        if grade == SURE:
            accepted.append((i, label))
        elif label.field in sure and not (label.firm and ":" in lines[i][0]):
            continue
        elif (grade == LIKELY and (others_sure >= 1 or others_likely >= 2)) or (grade == POSSIBLE and (others_likely >= 2 or others >= 3)):
            accepted.append((i, label))
    return accepted


def _grade(label: Label) -> int:
    """How surely this is a label, once its value is looked at; 0 for none."""
    rest = label.rest
    if label.field == "level":
        return label.strength if label.alone or is_placeholder(rest) or re.search(r"[1-9]\b", rest[:40]) or len(rest.split()) <= 3 else 0
    if label.field == "trigger":
        return min(label.strength, LIKELY)
    if label.strength != POSSIBLE or label.alone:
        return label.strength
    if label.field == "ticket":
        return LIKELY if re.fullmatch(r"[#№]?\s*[A-Za-z]{0,10}-?[0-9][\w-]*[.,]?", rest) else 0
    if label.field == "priority":
        return POSSIBLE if len(rest.split()) <= 2 else 0
    first = rest.split(maxsplit=1)[0]
    capital = not label.lower and (rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in "[\"'“<#")
    return POSSIBLE if capital and fold(first) not in _NOT_AFTER_A_LABEL else 0


def _is_wrapped_prose(lines: Sequence[tuple[str, Label | None]], index: int, label: Label) -> bool:
    """Whether the line goes on with the sentence before it, so that its first word only looks like a label."""
    if not label.lower or index == 0:
        return False
    before = lines[index - 1][0].rstrip()
    return len(before) >= 50 and before[-1:] not in ".:;!?)" and lines[index - 1][1] is None


def _find_end(lines: Sequence[str], label: Label) -> int:
    """How many of the lines below a label are its value: up to the signature, a quoted message, or (short fields) a blank line."""
    seen = not label.alone
    short = label.field in _SHORT_FIELDS or label.field == "customer"
    for index, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            if seen and short:
                return index
            continue
        if is_signature(line) or (bare.startswith(">") and _is_quote(lines, index)):
            return index
        seen = True
    return len(lines)


def is_signature(line: str) -> bool:
    """Whether a signature, a closing or a mail program's footer begins with this line."""
    if line.rstrip() in ("--", "—", "––") or line == "-- ":
        return True
    if len(line) > 400:
        return False
    folded = fold(line)
    if folded in _CLOSINGS or folded.startswith(_FOOTERS):
        return True
    closing, comma, name = line.partition(",")
    return bool(comma) and fold(closing) in _CLOSINGS and len(name.split()) <= 3 and not re.search(r"[:;?0-9]", name)


def _is_quote(lines: Sequence[str], index: int) -> bool:
    """Whether a `>` line quotes a mail: an attribution stands above it, or a label in it. Pasted output stays text."""
    above = next((line for line in reversed(lines[max(0, index - 3) : index]) if line.strip()), "")
    if above.rstrip().endswith(":"):
        return True
    return any(re.match(r"\s*>+\s*[*_]*[A-Z][\w #]{2,30}:", line) for line in lines[index : index + 12])


def _without_second_template(sections: Sequence[Section]) -> Sequence[Section]:
    """Without a second template below a filled one (an older copy): at least three fields would be given again."""
    filled: set[str] = set()
    for index, section in enumerate(sections):
        if section.name in filled and len({s.name for s in sections[index:]} & filled) >= 3:
            return sections[:index]
        if section.value and not is_placeholder(section.value):
            filled.add(section.name)
    return sections


def _read_text(values: Sequence[str], *, none_counts: bool = False) -> str | None:
    kept = [strip_brackets(v) for v in values if none_counts or not is_none_word(v)]
    return "\n".join(dict.fromkeys(kept)) or None


def _read_customer(values: Sequence[str]) -> tuple[str | None, str | None, str]:
    for value in values:
        if not is_none_word(value):
            lines = [line.strip(" ,") for line in strip_brackets(value).split("\n") if line.strip()]
            return split_customer(", ".join(lines))
    return None, None, ""


def _read_email(values: Sequence[str], remarks: list[tuple[str, str]]) -> str | None:
    for value in values:
        addresses = find_addresses(value)
        if len(addresses) == 1:
            return addresses[0]
        if not is_none_word(value):
            remarks.append(("address_refused", " ".join(value.split())[:200]))
    return None


def _read_priority(values: Sequence[str], aliases: Aliases, remarks: list[tuple[str, str]]) -> Priority | None:
    for value in values:
        priority, said = parse_priority(value, aliases)
        if priority is not None:
            if said:
                remarks.append(("priority_mapped", said))
            return priority
        if not is_none_word(value) and not _names_all(value, aliases):
            remarks.append(("priority_unclear", " ".join(value.split())[:80]))
    return None


def _names_all(value: str, aliases: Aliases) -> bool:
    """Whether `High/Medium/Low` was left as it was."""
    return len({aliases.priorities.get(word) for word in fold(value).split(" ")} - {None}) == 3


def _read_ticket(values: Sequence[str], subject: Subject | None, remarks: list[tuple[str, str]]) -> str | None:
    ticket = next((t for t in map(parse_ticket, values) if t), None)
    if subject is None or not subject.ticket:
        return ticket
    if ticket and ticket.casefold() != subject.ticket.casefold():
        remarks.append(("tickets_differ", subject.ticket))
    return ticket or subject.ticket


def _read_level(values: Sequence[str], aliases: Aliases, remarks: list[tuple[str, str]]) -> int | None:
    for value in values:
        level = parse_level(value, aliases)
        if level is not None:
            return level
        remarks.append(("level_unclear", " ".join(value.split())[:80]))
    return None


def _read_trigger(values: Sequence[str], aliases: Aliases, remarks: list[tuple[str, str]]) -> str | None:
    for value in values:
        trigger = parse_trigger(value, aliases)
        if trigger is not None:
            return trigger
        remarks.append(("trigger_unknown", " ".join(value.split())[:80]))
    return None


def _remark_files(entries: Sequence[str], message: Message) -> Iterator[tuple[str, str]]:
    came = {fold(file.name) for file in message.files}
    for entry in entries:
        if has_reason(entry):
            continue
        if is_none_word(entry):
            yield "reason_missing", entry
        for name in list_files(entry):
            if fold(name) not in came:
                yield "listed_file_absent", name
