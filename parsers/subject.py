"""Reading a subject: is it ours, what is it about, which ticket (behaviour B2.1 to B2.4)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from parsers.model import Marker, Subject
from parsers.words.load import load_words, one_of

# Longer subjects exist only in attacks: RFC 5322 lines hold 998 characters, and nobody reads further.
MAX_SUBJECT = 4_000

_SECOND_FORWARD = r"vs(?=\s*:\s*fw)"  # Finnish: a reply, but for `VS: FW:`
_COUNT = r"(?:\s*[\[(^*]\s*[0-9]{1,4}\s*[\])]?|[0-9]{1,3})?"
_TAG = re.compile(
    r"\s*(?:\[(?P<square>[^\[\]]{1,60})\]|\((?P<round>[^()]{1,40})\)|\{(?P<curly>[^{}]{1,40})\})\s*[:\-–—]?\s*"
)
_DASHES = r"\-‐-―−⸺⸻~"
_SPACE_OR_QUOTE = r"[\s\"'“”„‘’«»*(\[]+"
_CLOSED = r"[\"'”’»*)\]]*\s+"
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"  # a word of its own
_CASE = re.compile(r"\[\s*ESC\s*-\s*([0-9]{1,9})\s*\]", re.IGNORECASE)
# Behind the last digit a longer word is the description, joined without spaces: `#48213-Export`.
_JOINT = r"-(?=[A-Za-z0-9])(?![A-Za-z_/-]{4,}(?![A-Za-z0-9_/-]))"
_ID = rf"(?=[A-Za-z0-9_\-/]{{0,40}}[0-9])[A-Za-z0-9](?:[A-Za-z0-9_/]|{_JOINT}){{0,40}}"
_HASH = re.compile(
    rf"(?<![^\W_])#\s?(?P<id>(?:[A-Z]{{1,10}}-?)?[0-9][0-9A-Za-z]*(?:{_JOINT}[0-9A-Za-z]+)*)(?![^\W_])", re.IGNORECASE
)
_EDGE = " \t\r\n\"'“”„*|,;:/.!_<>+=" + "-‐‑‒–—―−~"


def _any(group: str, name: str) -> str:
    return one_of(load_words("subjects")[group][name])


class _Prefixes:
    """What programs set before a subject: the marks of answers and forwards, tags, banners."""

    def __init__(self) -> None:
        self.mark = re.compile(
            rf"[\s>]*(?:(?P<forward>{_any('prefixes', 'forwards')}|{_SECOND_FORWARD})|{_any('prefixes', 'replies')})"
            rf"{_COUNT}\s*:\s*",
            re.IGNORECASE,
        )
        self.banner = re.compile(rf"[\s*!<|_]*(?:{_any('tags', 'banners')})[\s*!>|_]*[:|*>!\]]+\s*", re.IGNORECASE)
        self.tag = re.compile(rf"{_any('tags', 'inside')}|(?:{_any('tags', 'inside_begins')}).*", re.IGNORECASE)


class _Denials:
    """What makes a marker not count: words before or behind it, and a subject of former times (`was: …`)."""

    def __init__(self) -> None:
        fillers = rf"(?:(?:{_any('denied', 'fillers')}){_SPACE_OR_QUOTE}){{0,4}}"
        self.before = re.compile(rf"{_BEGINS}(?:{_any('denied', 'before')}){_SPACE_OR_QUOTE}{fillers}$", re.IGNORECASE)
        self.joined = re.compile(rf"{_BEGINS}(?:{_any('denied', 'joined')})\s?[{_DASHES}]\s?$", re.IGNORECASE)
        self.spaced = re.compile(rf"{_BEGINS}(?:{_any('denied', 'spaced')})\s$", re.IGNORECASE)
        self.any_more_before = re.compile(
            rf"(?:{_any('denied', 'any_more_before')})(?:\s+[^\W\d_]+)?\s+$", re.IGNORECASE
        )
        self.any_more_after = re.compile(rf"\s+(?:{_any('denied', 'any_more_after')}){_ENDS}", re.IGNORECASE)
        self.after = re.compile(
            rf"{_CLOSED}(?:(?:{_any('denied', 'verbs')})\s+)?(?:{_any('denied', 'behind')})\s+"
            rf"(?:(?:{_any('denied', 'links')})\s+)*(?:{_any('denied', 'needed')}){_ENDS}"
            rf"|{_CLOSED}(?:(?:{_any('denied', 'over_verbs')})\s+)?(?:{_any('denied', 'over')}){_ENDS}",
            re.IGNORECASE,
        )
        self.history = re.compile(
            rf"[(\[{{]\s*(?:{_any('history', 'words')})\b\s*:?[^)\]}}]*[)\]}}]"
            rf"|[\s\-–—,;]+(?:{_any('history', 'bare')})\s*:.*$",
            re.IGNORECASE,
        )


class _Tickets:
    """A ticket's number behind a word for it, and the place that was left for one."""

    def __init__(self) -> None:
        number = rf"(?:[\s\-]*(?:{_any('ticket', 'numbers')})\.?)?"
        word = rf"(?:(?:{_any('ticket', 'before')})\s+)?(?:{_any('ticket', 'words')}){number}"
        not_after = "".join(rf"(?<!{re.escape(one)} )" for one in load_words("subjects")["ticket"]["not_after"])
        self.numbered = re.compile(
            rf"(?<![^\W_]){not_after}{word}\s*[.:=#({_DASHES}]*\s*[#(]?\s*(?P<id>{_ID})\)?(?![^\W_])", re.IGNORECASE
        )
        self.blank = re.compile(
            rf"(?<![^\W_])(?:{word})\s*(?:[#:]\s*)+(?:\[[^\]]*\]|<[^>]*>|\?+|[xX]{{2,}}|{_any('ticket', 'blank')})?|"
            rf"(?<![^\W_])(?:{word})\s+(?:\[[^\]]*\])",
            re.IGNORECASE,
        )


_prefixes, _denials, _tickets = cache(_Prefixes), cache(_Denials), cache(_Tickets)


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
    told = _blank_exceptions(_blank(_denials().history, clean.replace("’", "'")), words.exceptions)
    spans = list(_find_markers(told, words.markers))
    kinds = {kind for _, _, kind in spans}
    marker = Marker.URGENT if Marker.URGENT in kinds else Marker.ESCALATION if kinds else None
    case = _CASE.search(clean)
    parted = clean if " " in clean else clean.replace("_", " ")  # a subject whose every space is an underscore
    ticket, ticket_span = _find_ticket(_blank(_CASE, parted))
    shape = marker is not None and (ticket_span is not None or _has_word_first(told, spans))
    return Subject(
        text=clean,
        marker=marker,
        has_template_shape=shape,
        title=_read_title(parted, spans, ticket_span),
        ticket=ticket,
        case=int(case[1]) if case else None,
    )


def clean_subject(text: str) -> str:
    """NFKC, without invisible characters (zero-width, soft hyphen, bidi), hyphens plain, white space single."""
    text = text[:MAX_SUBJECT]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text.replace("\xad", ""))
    kept = (
        " " if c.isspace() or unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if not _is_invisible(c)
    )
    return " ".join("".join(kept).replace("\u2010", "-").split())


def is_forward(subject: str) -> bool:
    """Whether the outermost prefix of the subject says that the mail forwards another."""
    match = _prefixes().mark.match(_skip_tags(clean_subject(subject)))
    return match is not None and match["forward"] is not None


def is_reply(subject: str) -> bool:
    """Whether the outermost prefix of the subject says that the mail answers another."""
    match = _prefixes().mark.match(_skip_tags(clean_subject(subject)))
    return match is not None and match["forward"] is None


def strip_prefixes(subject: str) -> str:
    """The subject as `clean_subject` has it, without the tags and prefixes of answers and forwards before it."""
    text = _skip_tags(clean_subject(subject))
    while (match := _prefixes().mark.match(text)) is not None:
        text = _skip_tags(text[match.end() :])
    return text


def _is_invisible(char: str) -> bool:
    # Cf: zero-width, bidi, soft hyphen. The others draw nothing either: grapheme joiner,
    # Hangul fillers, variation selectors.
    return (
        unicodedata.category(char) == "Cf"
        or char in "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d"
        or "\ufe00" <= char <= "\ufe0f"
    )


def _find_markers(text: str, markers: Mapping[str, Marker]) -> Iterator[tuple[int, int, Marker]]:
    shapes = "|".join(re.escape(word) for word in sorted(markers, key=len, reverse=True))
    if not shapes:
        return
    denials = _denials()
    found: list[tuple[int, int, Marker]] = []
    for match in re.finditer(rf"(?<![^\W_])(?:{shapes})(?![^\W_])", text, re.IGNORECASE):
        before = text[max(0, match.start() - 80) : match.start()]
        kind = markers.get(match[0].lower()) or markers.get(match[0].casefold())
        denied = denials.before.search(before) or denials.joined.search(before) or denials.spaced.search(before)
        if denied or denials.after.match(text, match.end()):
            if denials.any_more_before.search(before) or denials.any_more_after.match(text, match.end()):
                found = [one for one in found if one[2] is not kind]
        elif kind is not None:
            found.append((match.start(), match.end(), kind))
    yield from found


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """`text` with what matches overwritten, so that positions stay."""
    return pattern.sub(lambda m: "\x00" * len(m[0]), text)


def _blank_exceptions(text: str, exceptions: tuple[str, ...]) -> str:
    for phrase in exceptions:
        parts = [re.escape(p) for p in re.split(rf"[\s{_DASHES}]+", phrase) if p]
        if parts:
            words = rf"[\s{_DASHES}]+".join(parts)
            text = _blank(re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE), text)
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
    prefixes, at = _prefixes(), 0
    while True:
        rest = text[at:]
        match = prefixes.mark.match(rest) or (
            _CASE.match(rest.lstrip()) and re.match(rf"\s*{_CASE.pattern}\s*[:\-–—]?\s*", rest, re.IGNORECASE)
        )
        if not match:
            match = prefixes.banner.match(rest)
        if not match:
            tag = _TAG.match(rest)
            inner = (tag["square"] or tag["round"] or tag["curly"]) if tag else ""
            if (
                tag
                and (tag["square"] or prefixes.tag.fullmatch(inner))
                and not any(at <= s < at + tag.end() for s, _, _ in spans)
                and not _looks_like_ticket(inner)
            ):
                match = tag
        if not match or match.end() == 0:
            return at
        at += match.end()


def _looks_like_ticket(text: str) -> bool:
    return bool(_tickets().numbered.search(text) or _HASH.search(text) or _tickets().blank.search(text))


def _has_word_first(text: str, spans: list[tuple[int, int, Marker]]) -> bool:
    """The marker (or both) first, after prefixes, then a dash or a colon."""
    at = _start(text, spans)
    for start, end, _ in spans:
        if start < at:
            continue
        if re.search(r"[^\W_]", text[at:start]):
            return False
        at = end
        if re.match(rf"[\s\"'“”»*\])}}>!_.]*[{_DASHES}:]", text[at:]):
            return True
    return False


def _find_ticket(text: str) -> tuple[str, tuple[int, int] | None]:
    """The ticket number and where its part of the subject stands;
    a blank `Ticket #[number]` is a part without a number."""
    for pattern in (_tickets().numbered, _HASH):
        match = pattern.search(text)
        if match is not None:
            return match["id"], match.span()
    blank = _tickets().blank.search(text)
    if blank is not None:
        return "", blank.span()
    return "", None


def _read_title(text: str, spans: list[tuple[int, int, Marker]], ticket: tuple[int, int] | None) -> str:
    """The brief description: what is left without prefixes, tags,
    markers at the edges of a part, ticket and `[ESC-n]`."""
    at = _start(text, spans)
    cut = list(text)
    for match in _CASE.finditer(text):
        cut[match.start() : match.end()] = " " * len(match[0])
    if ticket is not None:
        cut[ticket[0] : ticket[1]] = "\x00" * (ticket[1] - ticket[0])
    for start, end, _ in spans:
        if _stands_at_edge(text, at, start, end, ticket):
            cut[start:end] = "\x00" * (end - start)
    rest = "".join(cut)[at:]
    rest = re.sub(r"[(\[{<\"'*_!\s]*\x00[\x00\s)\]}>\"'*_!]*", "\x00", rest)
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
    edge = rf"[{_DASHES}:|,;/(\[\])_.&+]"
    return bool(re.match(edge, before[-1]) or re.match(edge, after[0]))
