"""A ticket's number as trackers and people write it, whole (behaviour B2.33): in a subject, and in running words."""

import re
from functools import cache
from typing import NamedTuple

from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

DASHES = r"\-‐-―−⸺⸻~"

_GROUPED = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![^\W_]|[.,/-][0-9])")  # `48 213`
_LONGEST_BEFORE = 40  # characters of a word before one for a ticket, with the space behind it
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
# Behind a joint a longer word is the description, written without spaces: `#48213-Export`.
_JOINT = r"[-/_](?=[A-Za-z0-9])(?![A-Za-z_/-]{4,}(?![A-Za-z0-9_/-]))"
_ID = rf"(?=[A-Za-z0-9_\-/.]{{0,40}}[0-9])[A-Za-z0-9](?:[A-Za-z0-9]|{_JOINT}|\.(?=[0-9])){{0,40}}"
_DIGITS = rf"(?:[A-Za-z]{{1,10}}-?)?[0-9][0-9A-Za-z]*(?:{_JOINT}[0-9A-Za-z]+)*"
_DATE_LIKE = re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}(?:[/.][0-9]{2,4})?")  # `24/7`, `12.03.2026`
_LONG = re.compile(r"(?!(?:19|20)[0-9]{2}$)(?=.*[0-9]{4}|[A-Za-z].*[0-9]{2}|.*[0-9]{2}.*[A-Za-z])")  # and no year
_TRACKERS = re.compile(r"(?!.*(?<![0-9])(?:19|20)[0-9]{2}$).*[0-9]{3}")  # digits as trackers count, and no year
_ZEROES = re.compile(r"0[0-9]{0,2}")  # a machine's number: `SRV-01`


class Ticket(NamedTuple):
    """A ticket's number as written ("" where only its place was found), where it stands with its words,
    whether it stands apart from the words around it, and whether it may be a word of the writer's (`LIAR-1`)."""

    number: str = ""
    span: tuple[int, int] | None = None
    is_apart: bool = True
    is_doubtful: bool = False


NO_TICKET = Ticket()


class _Patterns:
    """The ways to write one, composed of the words of `tickets.toml`."""

    def __init__(self) -> None:
        words, others, keys = (load_words("tickets")[name] for name in ("words", "others", "keys"))
        sure, doubtful = one_of(words["sure"]), one_of(words["doubtful"])
        numbers, links = one_of(words["numbers"]), f"(?:{one_of(words['links'])})"
        lead = rf"(?P<lead>(?:{numbers})(?:[.°º]\s*|\s+{links}\s+(?:{links}\s+)?))?"
        before = rf"(?:(?:{one_of(words['before'])})[\s\-]+)?"
        word = rf"{before}(?P<word>(?P<sure>{sure})|{doubtful})(?![^\W\d_])"
        verb = rf"(?:\s+(?:{one_of(words['is'])})(?=\s))?"
        number = rf"(?:(?P<number>[\s\-_]*(?:{numbers})(?![^\W\d_])){verb}[.°º]?|(?<=nummer){verb}|(?(lead){verb}))?"
        # `Ticket no. 48213`, `n° de ticket : 48213`, `[Ticket#2026112510000012]`, `tickets/48213`
        self.labelled = re.compile(
            rf"{_BEGINS}{lead}{word}{number}"
            rf"(?P<between>\s*[.:=#(/№_{DASHES}]*\s*[#№(\[]?\s*)(?P<id>{_ID})\)?{_ENDS}",
            re.IGNORECASE,
        )
        self.not_after = re.compile(rf"{_BEGINS}(?:{one_of(words['not_after'])})\s+$", re.IGNORECASE)
        place = rf"{_BEGINS}{before}(?:{sure}|{doubtful})(?:[\s\-]*(?:{numbers})\.?)?"
        self.blank = re.compile(
            rf"{place}\s*(?:[#:]\s*)+(?:\[[^\]]*\]|<[^>]*>|\?+|[xX]{{2,}}|{one_of(words['blank'])})?|{place}\s+\[[^\]]*\]",
            re.IGNORECASE,
        )
        # `[GLPI #0001234]`, `[example.org #4711]` (RT), `[Shop - Bug #1234]` (Redmine), `[#12345]` (Freshdesk)
        self.bracketed = re.compile(
            rf"[\[(](?P<noun>[^\[\]()#\n]{{0,60}}?)[\s:]?[#№]\s?(?P<id>{_DIGITS})\s*[\])]", re.IGNORECASE
        )
        # `Zendesk #55123`, `OTRS#2026031099000011`, `[GLPI 4411]`
        tracker = rf"{_BEGINS}(?:{one_of(words['trackers'])})"
        self.tracker = re.compile(
            rf"{tracker}\s?[#№]\s?(?P<id>{_DIGITS}){_ENDS}|[\[(]{tracker}[\s:-]{{1,2}}(?P<inside>(?!(?:19|20)[0-9]{{2}}\W)[0-9]{{3,12}})[\])]",
            re.IGNORECASE,
        )
        # alone behind a dash, a tag or the marker, which the caller has overwritten
        self.bare = re.compile(
            rf"(?:^|(?<![^\W_])-|[–—\]|\x00])[\s:!*\"'{DASHES}\x00]*(?P<hash>[#№]\s?(?P<id>{_DIGITS}))(?P<end>{_ENDS})",
            re.IGNORECASE,
        )
        # `SUP-1234` (Jira), `CAS-01234-X1Y2Z3` (Dynamics), `INC0012345` (ServiceNow)
        hyphened = r"(?P<head>[A-Z][A-Z0-9_]{1,19})-(?P<digits>[0-9]{1,12})(?:-(?=[A-Z]{0,7}[0-9])[A-Z0-9]{4,8})?"
        joined = rf"(?i:{one_of(keys['joined'])})[0-9]{{5,15}}|T[0-9]{{8}}\.[0-9]{{4}}"  # and Autotask's
        self.key = re.compile(rf"(?<![\w.@#-])(?P<id>{hyphened}|{joined})(?![\w@]|-[0-9]|[./:][0-9])")
        self.small_key = re.compile(
            rf"(?:^|[\s{DASHES}\x00][{DASHES}\x00:]\s)\s*(?P<id>(?P<head>[A-Za-z][A-Za-z0-9_]{{1,9}})-(?P<digits>[0-9]{{3,8}}))"
            rf"\s*(?:$|\s[{DASHES}]|[:)\]])"
        )
        # first of all behind the marker: `ESCALATION sup-1234 exports stop`
        self.first_key = re.compile(
            rf"^[\s:\x00{DASHES}]*\x00[\s:{DASHES}]*[(\[]?"
            rf"(?P<id>(?P<head>[a-z]{{2,5}})-(?P<digits>(?!(?:19|20)[0-9]{{2}}\b)[0-9]{{4,8}}))(?=[\s:)\]])"
        )
        self.unit = re.compile(rf"\s*(?:{one_of(words['units'])}){_ENDS}", re.IGNORECASE)
        self.nouns = frozenset(map(fold, others["nouns"]))
        self.heads = frozenset((*others["heads"], *keys["labels"], *self.nouns))
        self.internal, self.joined = frozenset(map(fold, words["internal"])), re.compile(joined)
        self.own = frozenset((*keys["own"], *self.internal))


_patterns = cache(_Patterns)


def find_subjects_ticket(text: str) -> Ticket:
    """The ticket of a subject, in which what makes it ours is overwritten by NUL.
    A place left for one (`Ticket #[number]`) has no number."""
    found = _find_labelled(text) or _find_trackers(text) or _find_bracketed(text) or _find_key(text) or _find_bare(text)
    if found is not None:
        return found
    blank = _patterns().blank.search(text)
    return NO_TICKET if blank is None else Ticket("", blank.span())


def join_groups(text: str) -> str:
    """The text with the number with which it begins in one piece, where a person parts its thousands: `48 213`."""
    found = _GROUPED.match(text)
    return text if found is None else "".join(found[0].split()) + text[found.end() :]


def find_tickets(text: str) -> tuple[Ticket, ...]:
    """The tickets that running words name, each once: behind a word for one, in a tracker's brackets, by a key."""
    patterns = _patterns()
    labelled = (_take(m, _may_be_own(m)) for m in patterns.labelled.finditer(text) if _is_labelled(text, m))
    bracketed = (_take(m, _is_internal(m["noun"])) for m in patterns.bracketed.finditer(text) if _is_trackers(text, m))
    keys = (_take(m, patterns.joined.fullmatch(m["id"]) is None) for m in patterns.key.finditer(text) if _is_key(m))
    trackers = (_take(m, False, part="id" if m["id"] else "inside") for m in patterns.tracker.finditer(text))
    found: dict[str, Ticket] = {}
    for ticket in sorted((*labelled, *trackers, *bracketed, *keys), key=lambda one: one.span or ()):
        if ticket.number not in found or not ticket.is_doubtful:
            found[ticket.number] = ticket
    return tuple(found.values())


def _take(found: re.Match[str], is_doubtful: bool, is_apart: bool = True, part: str = "id") -> Ticket:
    return Ticket(found[part if part == "inside" else "id"], found.span(part), is_apart, is_doubtful)


def _may_be_own(found: re.Match[str]) -> bool:
    """Whether the number behind a word may be another than the customer's: `Bug 4711`, `incident BREACH-33`."""
    if _is_internal(found["word"]) or _is_own_head(found["id"]):
        return True
    is_marked = found["sure"] or found["lead"] or found["number"] or re.search("[#№]", found["between"])
    is_number = found["id"][:1].isdigit() or _patterns().joined.fullmatch(found["id"])
    return not (is_marked or is_number)


def _is_internal(noun: str) -> bool:
    """Whether it ends with a word for what developers count."""
    words = fold(noun).split()
    return bool(words) and words[-1] in _patterns().internal


def _is_own_head(number: str) -> bool:
    """Whether it begins as words do with which agents make fun or keep a secret."""
    return fold(re.split(r"[-_0-9]", number, maxsplit=1)[0]) in _patterns().own


def looks_like_ticket(text: str) -> bool:
    """Whether a tag's words are a ticket, or a place for one."""
    return find_subjects_ticket(text).span is not None or _find_bare(f"-{text}") is not None


def counts_something_else(words: str) -> bool:
    """Whether one of these words before a number says that it is no ticket's: an order, a room, an extension."""
    known = fold(words).split()
    return any(" ".join(known[at : at + length]) in _patterns().nouns for at in range(len(known)) for length in (1, 2))


def _find_labelled(text: str) -> Ticket | None:
    """The first number behind a word for a ticket, with the brackets around both; None for none."""
    found = next((m for m in _patterns().labelled.finditer(text) if _is_labelled(text, m)), None)
    if found is None:
        return None
    around = (m for m in _patterns().bracketed.finditer(text) if m.start() < found.start("id") < m.end())
    return Ticket(found["id"], next(around, found).span(), is_doubtful=_may_be_own(found))


def _is_labelled(text: str, found: re.Match[str]) -> bool:
    """Whether the number behind the word is a ticket's, and not a key as a whole, nor what is counted or dated."""
    number, between, patterns = found["id"], found["between"], _patterns()
    word = found.start("word")
    key = patterns.key.match(text, word)
    before = max(0, found.start() - _LONGEST_BEFORE)
    if patterns.not_after.search(text, before, found.start()) or (key is not None and _is_key(key)):
        return False
    if found["lead"] or found["number"] or "#" in between or "№" in between:
        return True
    if _DATE_LIKE.fullmatch(number) or patterns.unit.match(text, found.end()):
        return False
    is_far = re.search(rf"\s[{DASHES}]+\s", between) is not None
    if found["sure"] and not is_far:
        return len(number) > 1
    return _LONG.match(number) is not None


def _is_trackers(text: str, found: re.Match[str]) -> bool:
    """Whether a tracker, a queue or nobody is named before the `#` in brackets, or before these: no order, no room."""
    named = found["noun"] if found["noun"].strip() else text[max(0, found.start() - 40) : found.start()]
    words = fold(named.rpartition("\x00")[2]).split()
    return not any(" ".join(words[-length:]) in _patterns().nouns for length in (1, 2))


def _find_bracketed(text: str) -> Ticket | None:
    """The first in brackets, with them; None for none."""
    found = next((m for m in _patterns().bracketed.finditer(text) if _is_trackers(text, m)), None)
    return None if found is None else Ticket(found["id"], found.span(), is_doubtful=_is_internal(found["noun"]))


def _find_trackers(text: str) -> Ticket | None:
    """The first beside a tracker's name, with it; None for none."""
    found = _patterns().tracker.search(text)
    return None if found is None else Ticket(found["id"] or found["inside"], found.span())


def _find_key(text: str) -> Ticket | None:
    """The first that stands apart, else the first; None for none."""
    found = [m for m in _patterns().key.finditer(text) if _is_key(m)]
    apart = [m for m in found if _is_apart(text, m)]
    small = None if found else _patterns().small_key.search(text) or _patterns().first_key.search(text)
    key = next(iter((*apart, *found)), small if small is not None and _is_key(small) else None)
    return None if key is None else _take(key, _is_doubtful_key(text, key), not found or bool(apart))


def _is_doubtful_key(text: str, found: re.Match[str]) -> bool:
    """Whether a key may be a word of the writer's. A tracker's has a head that is known, or stands last behind a dash,
    where the template has the ticket, and counts as trackers do (`SUP-1234`)."""
    number = found["id"]
    if _patterns().joined.fullmatch(number):
        return False
    is_behind = re.search(rf"[{DASHES}][\s\x00]*$", text[: found.start("id")]) is not None
    is_last = is_behind and not text[found.end("id") :].strip(" \x00")
    return not (is_last and _TRACKERS.match(number)) or _is_own_head(number)


def _is_key(found: re.Match[str]) -> bool:
    head, digits = found["head"], found["digits"]
    return head is None or not (head.lower() in _patterns().heads or _ZEROES.fullmatch(digits))


def _is_apart(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()].rstrip(" \"'*!:"), text[found.end() :].lstrip(" \"'*!")
    edge = rf"[{DASHES}\x00:|,;(\[\])]"
    return not before or not after or re.match(edge, before[-1]) is not None or re.match(edge, after[0]) is not None


def _find_bare(text: str) -> Ticket | None:
    """The first behind a `#` alone; None for none."""
    for found in _patterns().bare.finditer(text):
        behind = text[found.end() :].lstrip(" \"'*!.")
        is_alone = not behind or re.match(rf"[{DASHES}\x00:|,;)\]]", behind[0]) is not None
        if is_alone or sum(map(str.isdigit, found["id"])) > 2:
            return _take(found, _is_own_head(found["id"]), part="hash")
    return None
