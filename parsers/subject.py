"""Reading a subject: is it ours, what is it about, which ticket (behaviour B2.1 to B2.4)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from parsers.model import Marker, Subject

# Longer subjects exist only in attacks: RFC 5322 lines hold 998 characters, and nobody reads further.
MAX_SUBJECT = 4_000

DEFAULT_MARKERS: Mapping[str, Marker] = MappingProxyType({"escalation": Marker.ESCALATION, "urgent": Marker.URGENT})
# Phrases that hold a marker word and mean something else; hyphen and space are the same in them.
DEFAULT_EXCEPTIONS = ("urgent-care", "urgent or not")

_FORWARDS = (
    r"fwd?|fs|wg|tr|rv|enc|vb|vl|vs(?=\s*:\s*fw)|doorst|doorgest|i|pd|ilt|i̇lt|tov|továbbítás|trs|ftf|转发|轉寄|轉發|転送|πρθ|пересл|rvs|"
    r"videresendt|reenv|encam|inoltro|weitergeleitet"
)
_REPLIES = (
    r"re|aw|sv|vs|res|rép|réf|ref|rif|r|odp|ynt|antw?|antwort|antwoord|risposta|resposta|respuesta|réponse|betr|bls|vá|atb|回复|回覆|答复|답장|返信|απ|σχετ|"
    r"отв|ответ|ha|на"
)
_COUNT = r"(?:\s*[\[(^*]\s*[0-9]{1,4}\s*[\])]?|[0-9]{1,3})?"
_PREFIX = re.compile(rf"[\s>]*(?:(?P<forward>{_FORWARDS})|{_REPLIES}){_COUNT}\s*:\s*", re.IGNORECASE)
_TAG = re.compile(r"\s*(?:\[(?P<square>[^\[\]]{1,60})\]|\((?P<round>[^()]{1,40})\)|\{(?P<curly>[^{}]{1,40})\})\s*[:\-–—]?\s*")
_BANNER = re.compile(
    r"[\s*!<|_]*(?:ext|extern|external|externe|externo|esterno|external (?:e-?mail|sender)|caution|spam\??)[\s*!>|_]*[:|*>!\]]+\s*",
    re.IGNORECASE,
)
_TAG_WORDS = re.compile(r"ext|extern\w*|external.*|spam.*|bulk|caution.*|suspicious.*|newsletter|list|extern[ao]?|esterno", re.IGNORECASE)

_DASHES = r"\-‐-―−⸺⸻~"
_SPACE_OR_QUOTE = r"[\s\"'“”„‘’«»*(\[]+"
_NEGATORS = (
    r"not|non|no|never|nothing|without|neither|nor|isnt|isn't|wasnt|wasn't|arent|aren't|doesnt|doesn't|dont|don't|didnt|didn't|"
    r"no longer|hardly|less|formerly|previously|weniger|moins|menos|meno|minder|"
    r"nicht|kein|keine|keinen|keiner|ohne|pas|aucune?|sans|sin|ningun|ningún|ninguna|nessuna?|senza|niet|geen|zonder|nao|não|"
    r"nenhum|nenhuma|sem|ikke|inte|ej"
)
_FILLERS = (
    r"an?|the|very|so|that|really|at|all|yet|too|super|terribly|overly|particularly|especially|exactly|quite|as|any|more|longer|"
    r"need|needs|needed|needing|require|requires|treat|mark|flag|label|make|call|"
    r"for|be|considered|marked|this|is|it|been|to|actually|currently|further|additional|mehr|wirklich|so|ganz|sehr|als|besonders|"
    r"une?|de|d|vraiment|très|tres|es|muy|più|piu|molto|urgent|"
    r"escalation|heel|zo|meer|muito|é|e|or|and|und|oder|et|ou|y|o|of"
)
_NEGATED = re.compile(rf"(?<![^\W_])(?:{_NEGATORS}){_SPACE_OR_QUOTE}(?:(?:{_FILLERS}){_SPACE_OR_QUOTE}){{0,4}}$", re.IGNORECASE)
# Joined with a hyphen the short words negate too, and these only then.
_JOINED = re.compile(
    rf"(?<![^\W_])(?:non|not|no|un|in|de|dé|des|pre|post|anti|sub|semi|re|ex|never|nicht|pas|niet|quasi|pseudo|counter|auto|self|"
    rf"over|under|less|formerly)\s?[{_DASHES}]\s?$",
    re.IGNORECASE,
)
# "Urgent? Not urgent any more": the later word takes the earlier one back.
_ANY_MORE_BEFORE = re.compile(r"(?:no longer|nicht mehr|niet meer|plus|ya no|non più|já não|ja não)(?:\s+[^\W\d_]+)?\s+$", re.IGNORECASE)
_ANY_MORE_AFTER = re.compile(r"\s+(?:any\s?more|any longer|now|mehr|meer|más|più|mais)(?![^\W_])", re.IGNORECASE)
_SPACED_PREFIX = re.compile(r"(?<![^\W_])(?:de|non|pre|anti)\s$", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"[\"'”’»*)\]]*\s+(?:is\s+|was\s+|are\s+|has\s+been\s+|ist\s+|est\s+|n'est\s+|es\s+|è\s+)?(?:not?|no\s+longer|isn't|isnt|"
    r"wasn't|nicht(?:\s+mehr)?|keine?|pas|plus|no|non|niet(?:\s+meer)?|não|nao)\s+"
    r"(?:es\s+|è\s+|è|é\s+|be\s+|longer\s+|an?\s+)*(?:needed|necessary|required|warranted|wanted|requested|n[öo]tig|notwendig|"
    r"erforderlich|n[ée]cessaire|requise?|necesari[ao]|necessari[ao]|nodig|vereist|escalation|urgent)(?![^\W_])"
    r"|[\"'”’»*)\]]*\s+(?:is\s+|was\s+)?(?:unnecessary|withdrawn|averted|avoided)(?![^\W_])",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"[(\[{]\s*(?:was|war|vorher|ehemals|era|était|etait|antes|voorheen|prima)\b\s*:?[^)\]}]*[)\]}]?|[\s\-–—,;]+(?:was|war)\s*:.*$",
    re.IGNORECASE,
)

_CASE = re.compile(r"\[\s*ESC\s*-\s*([0-9]{1,9})\s*\]", re.IGNORECASE)
_TICKET_WORD = (
    r"(?:support\s+)?(?:ticket|tkt|case|incident|vorgang|ticketnummer|vorgangsnummer|fall|caso|chamado|dossier|cas|zaak|incidencia|melding)"
    r"(?:[\s\-]*(?:n[oº°]\.?|nr\.?|num(?:ber|mer|ero)?\.?|id|ref\.?|n\.\s?[oº]))?"
)
# Behind the last digit a longer word is the description, joined without spaces: `#48213-Export`.
_JOINT = r"-(?=[A-Za-z0-9])(?![A-Za-z_/-]{4,}(?![A-Za-z0-9_/-]))"
_ID = rf"(?=[A-Za-z0-9_\-/]{{0,40}}[0-9])[A-Za-z0-9](?:[A-Za-z0-9_/]|{_JOINT}){{0,40}}"
_TICKET = re.compile(
    rf"(?<![^\W_])(?<!in )(?<!this )(?<!the ){_TICKET_WORD}\s*[.:=#({_DASHES}]*\s*[#(]?\s*(?P<id>{_ID})\)?(?![^\W_])", re.IGNORECASE
)
_HASH = re.compile(rf"(?<![^\W_])#\s?(?P<id>(?:[A-Z]{{1,10}}-?)?[0-9][0-9A-Za-z]*(?:{_JOINT}[0-9A-Za-z]+)*)(?![^\W_])", re.IGNORECASE)
_TICKET_BLANK = re.compile(
    rf"(?<![^\W_])(?:{_TICKET_WORD})\s*(?:[#:]\s*)+(?:\[[^\]]*\]|<[^>]*>|\?+|[xX]{{2,}}|n/?a|tbd)?|"
    rf"(?<![^\W_])(?:{_TICKET_WORD})\s+(?:\[[^\]]*\])",
    re.IGNORECASE,
)
_EDGE = " \t\r\n\"'“”„*|,;:/.!_<>+=" + "-‐‑‒–—―−~"


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The words that make a mail ours, in small letters, and the phrases that hold them and do not count."""

    markers: Mapping[str, Marker] = field(default_factory=lambda: DEFAULT_MARKERS)
    exceptions: tuple[str, ...] = DEFAULT_EXCEPTIONS


DEFAULT_WORDS = SubjectWords()


def parse_subject(text: str, words: SubjectWords = DEFAULT_WORDS) -> Subject:
    """What the subject says. `marker` is None when the mail is not ours by its subject."""
    clean = clean_subject(text)
    told = _blank_exceptions(_blank(_HISTORY, clean.replace("’", "'")), words.exceptions)
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
    kept = (" " if c.isspace() or unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if not _is_invisible(c))
    return " ".join("".join(kept).replace("\u2010", "-").split())


def is_forward(subject: str) -> bool:
    """Whether the outermost prefix of the subject says that the mail forwards another."""
    match = _PREFIX.match(_skip_tags(clean_subject(subject)))
    return match is not None and match["forward"] is not None


def is_reply(subject: str) -> bool:
    """Whether the outermost prefix of the subject says that the mail answers another."""
    match = _PREFIX.match(_skip_tags(clean_subject(subject)))
    return match is not None and match["forward"] is None


def _is_invisible(char: str) -> bool:
    # Cf: zero-width, bidi, soft hyphen. The others draw nothing either: grapheme joiner, Hangul fillers, variation selectors.
    return unicodedata.category(char) == "Cf" or char in "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d" or "\ufe00" <= char <= "\ufe0f"


def _find_markers(text: str, markers: Mapping[str, Marker]) -> Iterator[tuple[int, int, Marker]]:
    shapes = "|".join(re.escape(word) for word in sorted(markers, key=len, reverse=True))
    if not shapes:
        return
    found: list[tuple[int, int, Marker]] = []
    for match in re.finditer(rf"(?<![^\W_])(?:{shapes})(?![^\W_])", text, re.IGNORECASE):
        before = text[max(0, match.start() - 80) : match.start()]
        kind = markers.get(match[0].lower()) or markers.get(match[0].casefold())
        if _NEGATED.search(before) or _JOINED.search(before) or _SPACED_PREFIX.search(before) or _DENIED_AFTER.match(text, match.end()):
            if _ANY_MORE_BEFORE.search(before) or _ANY_MORE_AFTER.match(text, match.end()):
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
    while True:
        match = _TAG.match(text)
        if (
            match is not None
            and not _CASE.match(match[0].strip())
            and (match["square"] or _TAG_WORDS.fullmatch(match["round"] or match["curly"] or ""))
        ):
            text = text[match.end() :]
            continue
        banner = _BANNER.match(text)
        if banner is None:
            return text
        text = text[banner.end() :]


def _start(text: str, spans: list[tuple[int, int, Marker]]) -> int:
    """Where the subject begins behind prefixes and tags; a bracket that holds a marker or `[ESC-n]` is no tag."""
    at = 0
    while True:
        rest = text[at:]
        match = _PREFIX.match(rest) or (_CASE.match(rest.lstrip()) and re.match(rf"\s*{_CASE.pattern}\s*[:\-–—]?\s*", rest, re.IGNORECASE))
        if not match:
            match = _BANNER.match(rest)
        if not match:
            tag = _TAG.match(rest)
            inner = (tag["square"] or tag["round"] or tag["curly"]) if tag else ""
            if (
                tag
                and (tag["square"] or _TAG_WORDS.fullmatch(inner))
                and not any(at <= s < at + tag.end() for s, _, _ in spans)
                and not _looks_like_ticket(inner)
            ):
                match = tag
        if not match or match.end() == 0:
            return at
        at += match.end()


def _looks_like_ticket(text: str) -> bool:
    return bool(_TICKET.search(text) or _HASH.search(text) or _TICKET_BLANK.search(text))


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
    """The ticket number and where its part of the subject stands; a blank `Ticket #[number]` is a part without a number."""
    for pattern in (_TICKET, _HASH):
        match = pattern.search(text)
        if match is not None:
            return match["id"], match.span()
    blank = _TICKET_BLANK.search(text)
    if blank is not None:
        return "", blank.span()
    return "", None


def _read_title(text: str, spans: list[tuple[int, int, Marker]], ticket: tuple[int, int] | None) -> str:
    """The brief description: what is left without prefixes, tags, markers at the edges of a part, ticket and `[ESC-n]`."""
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
