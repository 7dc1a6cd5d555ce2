"""Reading a subject: is it ours, what is it about, which ticket (behaviour B2.1 to B2.4)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from parsers.markers import any_of, blank, blank_denied, find_markers
from parsers.model import Marker, Subject
from parsers.tickets import DASHES, Ticket, find_subjects_ticket, looks_like_ticket
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of
from parsers.words.spellings import split_sentences, split_words

# Longer subjects exist only in attacks: RFC 5322 lines hold 998 characters, and nobody reads further.
MAX_SUBJECT = 4_000

_SECOND_FORWARD = r"vs(?=\s*:\s*fw)"  # Finnish: a reply, but for `VS: FW:`
_COUNT = r"(?:\s*[\[(^*]\s*[0-9]{1,4}\s*[\])]?|[0-9]{1,3})?"
_TAG = re.compile(
    r"\s*(?:\[(?P<square>[^\[\]]{1,60})\]|\((?P<round>[^()]{1,40})\)|\{(?P<curly>[^{}]{1,40})\})\s*[:\-–—]?\s*"
)
_CASE = re.compile(r"\[\s*ESC\s*-\s*([0-9]{1,9})\s*\]", re.IGNORECASE)
_OWN_TAG = re.compile(rf"\s*{_CASE.pattern}\s*[:\-–—]?\s*", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[,;:]|\s[-–—]\s|\s(?:and|but|und|aber|et|mais|y|pero|e|ma|en|maar|mas)\s")
_NAMED = re.compile(r"[\"“”„«»'‘’<].*[\"“”„«»'‘’>]")
LONGEST_SAID = 2_000  # characters in which a person's words below a program's subject are looked for
_EDGE = " \t\r\n\"'“”„*|,;:/.!_<>+=" + "-‐‑‒–—―−~"
# What draws nothing and is no format character: grapheme joiner, Hangul fillers, variation selectors.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\ufe00-\ufe0f]")
_WORD_BEGINS = re.compile(r"[^\W_]")
_CALL_ENDS = re.compile(rf"[\s\"'“”»*\])}}>!?_.\x00]*(?:[{DASHES}:!]|$)")
_CUT = re.compile(r"[(\[{<\"'*_!\s]*\x00[\x00\s)\]}>\"'*_!]*")
_PART_ENDS = re.compile(rf"[{DASHES}:|,;/(\[\])_.&+]")


class _Prefixes:
    """What programs set before a subject: the marks of answers and forwards, tags, banners."""

    def __init__(self) -> None:
        forward = rf"(?P<forward>{any_of('prefixes', 'forwards')}|{_SECOND_FORWARD})"
        self.mark = re.compile(rf"[\s>]*(?:{forward}|{any_of('prefixes', 'replies')}){_COUNT}\s*:\s*", re.IGNORECASE)
        self.banner = re.compile(rf"[\s*!<|_]*(?:{any_of('tags', 'banners')})[\s*!>|_]*[:|*>!\]]+\s*", re.IGNORECASE)
        self.tag = re.compile(rf"{any_of('tags', 'inside')}|(?:{any_of('tags', 'inside_begins')}).*", re.IGNORECASE)


class _Noise:
    """What programs write in a subject about a mail, a meeting or a ticket."""

    def __init__(self) -> None:
        words = load_words("subjects")["noise"]
        self.heads = frozenset(map(fold, (*words["heads"], *load_words("automatic")["calendar"]["subjects"])))
        what, changes = (one_of(map(fold, words[name])) for name in ("subjects", "changes"))
        self.changed = re.compile(rf"\b(?:{what})(?: \w+){{0,2}} (?:{changes})\b")
        self.said = re.compile(rf"\b(?:{one_of(map(fold, words['said']))})\b")
        self.happened = re.compile(rf"\b(?:{one_of(map(fold, words['happened']))})\b")


_prefixes, _noise = cache(_Prefixes), cache(_Noise)


@cache
def _pressing() -> frozenset[str]:
    """Words that only press: before a word of ours it stands first all the same."""
    return split_words(load_words("subjects")["markers"]["pressing"])


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The words that make a mail ours, in small letters, and the phrases that hold them and do not count."""

    markers: Mapping[str, Marker]
    exceptions: tuple[str, ...]


def load_subject_words(markers: Mapping[str, Marker] | None = None, exceptions: Iterable[str] = ()) -> SubjectWords:
    """The words of the data file, with a team's own; those win."""
    words = load_words("subjects")["markers"]
    known = {word: marker for marker in Marker for word in words[marker]}
    return SubjectWords(known | dict(markers or {}), (*words["exceptions"], *exceptions))


def parse_subject(text: str, words: SubjectWords) -> Subject:
    """What the subject says. `marker` is None when the mail is not ours by its subject."""
    clean = clean_subject(text)
    told = blank_denied(clean, words.exceptions)
    spans = find_markers(told, words.markers)
    kinds = {kind for _, _, kind in spans}
    marker = Marker.URGENT if Marker.URGENT in kinds else Marker.ESCALATION if kinds else None
    cases = tuple(dict.fromkeys(map(int, _CASE.findall(clean))))
    parted = clean if " " in clean else clean.replace("_", " ")  # a subject whose every space is an underscore
    ticket = find_subjects_ticket(_blank_spans(blank(_CASE, parted), spans))
    first, is_call = _find_first(told if ticket.span is None else _blank_spans(told, [ticket.span]), spans)
    head = _find_head(clean)
    noise = head or ("" if first else _find_trackers_line(clean))
    return Subject(
        text=clean,
        marker=marker,
        title=_read_title(parted, spans, ticket),
        ticket=ticket.number,
        case=cases[0] if cases else None,
        more_cases=cases[1:],
        has_place=ticket.span is not None,
        first=first,
        is_call=is_call,
        noise=noise,
        is_head=bool(head),
        is_doubtful=ticket.is_doubtful,
    )


@lru_cache(64)  # whoever looks at a mail's subject asks for it
def clean_subject(text: str) -> str:
    """NFKC, without invisible characters (zero-width, soft hyphen, bidi), hyphens plain, white space single."""
    text = unicodedata.normalize("NFKC", text[:MAX_SUBJECT].replace("\xad", ""))
    if not text.isprintable():  # as no control and no format character is
        kinds = map(unicodedata.category, text)
        text = "".join(" " if kind == "Cc" else c for c, kind in zip(text, kinds, strict=True) if kind != "Cf")
    return " ".join(_UNSEEN.sub("", text).replace("\u2010", "-").split())


def is_forward(subject: str) -> bool:
    """Whether the outermost prefix of the subject says that the mail forwards another."""
    match = _find_prefix(subject)
    return match is not None and match["forward"] is not None


def is_reply(subject: str) -> bool:
    """Whether the outermost prefix of the subject says that the mail answers another."""
    match = _find_prefix(subject)
    return match is not None and match["forward"] is None


def _find_prefix(subject: str) -> re.Match[str] | None:
    """The outermost; None for none."""
    text = clean_subject(subject)
    return _prefixes().mark.match(_skip_tags(text)) if ":" in text else None


def strip_prefixes(subject: str) -> str:
    """The subject as `clean_subject` has it, without the tags and prefixes of answers and forwards before it."""
    text = _skip_tags(clean_subject(subject))
    while (match := _prefixes().mark.match(text)) is not None:
        text = _skip_tags(text[match.end() :])
    return text


def _blank_spans(text: str, spans: Iterable[tuple[int, ...] | tuple[int, int, Marker]]) -> str:
    for start, end, *_ in spans:
        text = f"{text[:start]}{chr(0) * (end - start)}{text[end:]}"
    return text


def _skip_tags(text: str) -> str:
    """What is left after leading `[EXT]`, `(External)`, `***EXTERNAL***`, `[list-name]`."""
    prefixes = _prefixes()
    while True:
        match = _TAG.match(text)
        if (
            match is not None
            and not _CASE.match(match[0].strip())
            and (match["square"] or prefixes.tag.fullmatch(match["round"] or match["curly"] or ""))
        ):
            text = text[match.end() :]
            continue
        banner = prefixes.banner.match(text)
        if banner is None:
            return text
        text = text[banner.end() :]


def _start(text: str, spans: list[tuple[int, int, Marker]]) -> int:
    """Where the subject begins behind prefixes and tags; a bracket that holds a marker or `[ESC-n]` is no tag."""
    at = 0
    while (found := _match_prefix(text[at:], [start - at for start, _, _ in spans])) is not None and found.end():
        at += found.end()
    return at


def _match_prefix(rest: str, markers: list[int]) -> re.Match[str] | None:
    """The prefix, our own tag, banner or tag with which the rest begins; None when it begins with none. `markers` say
    where words of ours begin."""
    prefixes = _prefixes()
    found = prefixes.mark.match(rest) or _OWN_TAG.match(rest) or prefixes.banner.match(rest)
    tag = None if found else _TAG.match(rest)
    if tag is None:
        return found
    inner = tag["square"] or tag["round"] or tag["curly"]
    is_tag = bool(tag["square"] or prefixes.tag.fullmatch(inner)) and not looks_like_ticket(inner)
    return tag if is_tag and not any(0 <= start < tag.end() for start in markers) else None


def _find_first(text: str, spans: list[tuple[int, int, Marker]]) -> tuple[Marker | None, bool]:
    """The word that stands first, behind prefixes, tags, a ticket and what only presses (`Urgente/URGENT`): ESCALATION
    where both do, None where neither does. And whether it calls: before a dash or a colon, at the end, in capitals, or
    as URGENT; "Escalation training" only begins a sentence."""
    at, kinds, is_call = _start(text, spans), set[Marker](), False
    for start, end, kind in spans:
        if start < at:
            continue
        if _WORD_BEGINS.search(text, at, start) and not _only_presses(text[at:start]):
            break
        kinds.add(kind)
        at = end
        ends = _CALL_ENDS.match(text, end) or "\x00" in text[end : end + 2]
        is_call = is_call or kind is Marker.URGENT or text[start:end].isupper() or bool(ends)
    return min(kinds, default=None), is_call


def _only_presses(text: str) -> bool:
    """`Urgente`, `2. Erinnerung`: words that only press, perhaps counted."""
    words = {word for word in fold(text).split() if not (len(word) == 1 and word.isdigit())}
    return bool(words) and _pressing().issuperset(words)


def says_more(words: str, fewest: int = 1) -> bool:
    """Whether so many words of a person stand below a subject that begins as a program's, outside of what those write:
    of a sentence of theirs the clauses that go on behind count ("Kim hat abgesagt und will den Chef sprechen")."""
    clauses = chain.from_iterable(map(_cut_said, split_sentences(words[:LONGEST_SAID])))
    return sum(len(one.split()) for one in clauses) >= fewest


def _cut_said(sentence: str) -> Iterator[str]:
    """A person's part of a sentence, folded: all of it, or the clauses behind what a program says, without names of
    mails."""
    folded = fold(sentence)
    if _noise().said.search(folded) is None:
        return iter((folded,))
    clauses = map(fold, _CLAUSE_ENDS.split(_NAMED.sub(" ", sentence)))
    return (one for one in clauses if _noise().said.search(one) is None)


def is_reminder(subject: str) -> bool:
    """Whether the subject begins as programs begin one that take a mail back, and people who remind: `Rappel : …`."""
    head, colon, _ = clean_subject(subject).partition(":")
    folded = fold(head) if colon else ""
    return folded in _noise().heads and _pressing().issuperset(folded.split())


def _find_head(text: str) -> str:
    """By what the beginning of a subject is known as a program's, "" for a person's."""
    head, colon, _ = text.partition(":")
    return f"“{head.strip()}:” is how programs begin a subject" if colon and fold(head) in _noise().heads else ""


def _find_trackers_line(text: str) -> str:
    """By what a subject is known that says what became of a ticket, "" for another."""
    folded = fold(text)
    found = _noise().changed.search(folded) or _noise().happened.search(folded)
    return f"“{found[0]}” is a tracker's line" if found else ""


def _read_title(text: str, spans: list[tuple[int, int, Marker]], ticket: Ticket) -> str:
    """The brief description: what is left without prefixes, tags, markers at the edges of a part, ticket and
    `[ESC-n]`."""
    at = _start(text, spans)
    cut = list(text)
    for match in _CASE.finditer(text):
        cut[match.start() : match.end()] = " " * len(match[0])
    place = ticket.span if ticket.is_apart else None
    if place is not None:
        cut[place[0] : place[1]] = "\x00" * (place[1] - place[0])
    for start, end, _ in spans:
        if _stands_at_edge(text, at, start, end, place):
            cut[start:end] = "\x00" * (end - start)
    rest = "".join(cut)[at:]
    rest = _CUT.sub("\x00", rest)
    parts = [part.strip(_EDGE) for part in rest.split("\x00")]
    title = " - ".join(part for part in parts if re.search(r"\w", part))
    if re.fullmatch(r"\[[^\]]*\]", title):
        return ""
    return re.sub(r"\s+", " ", title.replace("_", " ") if " " not in title else title).strip(_EDGE)


def _stands_at_edge(text: str, at: int, start: int, end: int, ticket: tuple[int, int] | None) -> bool:
    before, after = text[at:start].rstrip(" \"'*!"), text[end:].lstrip(" \"'*!")
    if not before or not after or start < at:
        return True
    if ticket is not None and (ticket[1] >= at + len(before) or ticket[0] <= end + 2):
        return True
    return bool(_PART_ENDS.match(before[-1]) or _PART_ENDS.match(after[0]))
