"""The number of a tracker's ticket, where a header, the subject's shape or the tracker's own lines say it (behaviour
B10.7)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from parsers.markers import any_of
from parsers.mime.fields import Headers
from parsers.model import Message
from parsers.robots.trackers.layout import Layout
from parsers.robots.trackers.sentences import Notice, clean_line, compile_nouns, compile_number, find_notices
from parsers.subject import clean_subject
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_OWN = re.compile(r"\[\s*ESC\s*-", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,12}")
_ID = re.compile(r"<([\w.-]+/[\w.-]+)/(?:issues?|pulls?|discussions)/([0-9]{1,9})(?:[/@][^<>]*)>", re.IGNORECASE)
_REPOSITORY = re.compile(r"([\w.-]{1,60}/[\w.-]{1,60})\s*<")
_TAGGED = re.compile(
    r"\s*\[(?P<path>[\w.-]{1,60}/[\w.-]{1,60})\]\s.*"
    r"(?P<mark>\((?:(?:Issue|PR|Pull Request|Discussion)\s)?#(?P<digits>[0-9]{1,9})\))\s*$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MANTIS = re.compile(r"0[0-9]{6}")
_MOST_FRAME = 30  # lines of its own in which a tracker has named its ticket
_MOST_HASH = 9  # digits that people write behind a `#`; longer ones are a date and a count: OTRS
_MOST_LINK = 500
_IN_LINK = re.compile(
    r"/(?P<path>[\w.-]{1,60}/[\w.-]{1,60})(?:/-)?/(?P<kind>issues|pull|merge_requests)/(?P<there>[0-9]{1,9})(?![0-9])"
    r"|/(?:browse|issue)/(?P<key>[A-Z][A-Z0-9_]{1,19}-[0-9]{1,9})(?![\w-])"
    r"|/(?:issues|tickets?|requests|work_?items/edit)/(?P<digits>[0-9]{1,12})(?![\w.-])"
    r"|(?:show_bug\.cgi|Display\.html|view\.php)\?id=(?P<id>[0-9]{1,12})(?![\w.-])",
)
_ZOOM = ("action=agentticketzoom", "action=customerticketzoom", "sys_id=", "/servicedesk/customer/", "/agent/tickets/")
_NO_LINKS = ("unsubscribe", "notifications", "/mute", "beacon", "/my/account", "viewprofile", "/help/", "privacy")


class Number(NamedTuple):
    """A number as people write it, and how the tracker's subject marks it."""

    number: str = ""
    mark: str = ""


def find_number(message: Message, headers: Headers, layout: Layout, known: frozenset[str]) -> Number:
    """The first that is the tracker's own; empty for none. A header's has the mark of the subject's."""
    subject = [one for one in _find_in_subject(clean_subject(message.subject)) if _is_theirs(one.number, known)]
    told = next((number for number in _find_in_headers(message, headers) if _is_theirs(number, known)), "")
    if told:
        ends = re.split(r"[#!]", told)[-1]
        return Number(told, next((one.mark for one in subject if re.split(r"[#!]", one.number)[-1] == ends), ""))
    body = (_mark(number, message.subject) for number in _find_in_frame(layout) if _is_theirs(number, known))
    return next(iter(subject), None) or next(body, Number())


def _mark(number: str, subject: str) -> Number:
    """With itself where the subject has it in some place."""
    stands = re.search(rf"(?<![\w#-]){re.escape(number)}(?![\w-])", subject)
    return Number(number, number if stands else "")


def find_link(links: Iterable[str], number: str) -> str:
    """The first link that leads to the ticket: it holds its number, or looks as a tracker's page of a ticket does."""
    bare = re.split(r"[#!]", number)[-1]
    holds = re.compile(rf"(?<![A-Za-z0-9]){re.escape(bare)}(?![A-Za-z0-9]|-[0-9])") if bare else None
    usable = [link.rstrip(".,;:'") for link in links if len(link) <= _MOST_LINK and not _is_aside(link)]
    bare_links = [link.partition("#")[0] for link in usable]  # behind it stands which comment is meant
    leading = (link for link in bare_links if holds is not None and holds.search(link))
    zoomed = (link for link in bare_links if any(word in link.lower() for word in _ZOOM))
    return next(leading, "") or next(zoomed, "")


def _is_aside(link: str) -> bool:
    path = link.lower().partition("//")[2].partition("/")[2]
    return any(word in path for word in _NO_LINKS)


def _is_theirs(number: str, known: frozenset[str]) -> bool:
    """Whether it is neither ours nor the customer's, and no standard's."""
    head = fold(re.split(r"[-0-9#]", number)[0]) if "-" in number else ""
    is_year = number.isdigit() and _YEAR.fullmatch(number)
    if not any(map(str.isdigit, number)) or is_year or (head and head in _not_heads()):
        return False
    return _bare(number) not in {_bare(one) for one in known}


def _bare(number: str) -> str:
    return "".join(number.casefold().split()).lstrip("#№0")


@cache
def _not_heads() -> frozenset[str]:
    return frozenset(load_words("trackers")["it"]["not_heads"])


def _write(text: str) -> str:
    """As people write it: `#` stays before few digits."""
    text = re.sub("^[#№]+", "#", text if text[:1].isalpha() else "".join(text.split()))
    return text[1:] if text.startswith("#") and len(text) > _MOST_HASH + 1 else text


def _find_in_headers(message: Message, headers: Headers) -> Iterator[str]:
    def digits(name: str) -> str:
        found = _DIGITS.search(headers.find_text(name)[:200].rpartition("#")[2])
        return found[0] if found else ""

    path = headers.find_text("x-gitlab-project-path")[:200].strip()
    for name, joint in (("x-gitlab-issue-iid", "#"), ("x-gitlab-mergerequest-iid", "!")):
        if digits(name):
            yield f"{path}{joint}{digits(name)}"
    for name in ("x-redmine-issue-id", "rt-ticket", "x-trac-ticket-id", "x-bugzilla-id"):
        if digits(name):
            yield f"#{digits(name)}"
    repository = _REPOSITORY.match(headers.find_text("list-id")[:300])
    if repository or any(name.startswith("x-github-") for name in headers.names()):
        ids = (message.message_id, *message.in_reply_to, *message.references)
        yield from (f"{found[1]}#{found[2]}" for found in map(_ID.match, ids) if found)


def _find_in_subject(subject: str) -> Iterator[Number]:
    """At its beginning, behind the marks of answers and other tags, in brackets at its end; elsewhere only in the part
    before our own subject."""
    tagged = _TAGGED.match(_shapes().prefix.sub("", subject, count=1))
    if tagged is not None:
        yield Number(f"{tagged['path']}#{tagged['digits']}", tagged["mark"])
    own = _OWN.search(subject)
    head = subject[: own.start()] if own else subject
    for found in _shapes().bracketed.finditer(subject):
        if _is_at_edge(subject, found, own.start() if own else -1) and _is_named(found):
            yield Number(_write((found["hash"] or "") + found["id"]), found[0])
    begin = _skip(head)
    for shape in (_shapes().leading, _shapes().labelled):
        first = shape.match(head, begin)
        if first is not None:
            yield Number(_write(first["id"]), first[0].strip())
    yield from (Number(_write(one.number), one.number) for one in find_subjects_notices(subject) if one.number)


def find_subjects_notices(subject: str) -> Iterator[Notice]:
    """What the tracker's part of a subject says of the ticket: `INC0012345 has been resolved`, `[Request received]`."""
    clean = clean_subject(subject)
    own = _OWN.search(clean)
    head = _shapes().prefix.sub("", clean[: own.start()] if own else clean, count=1)
    parts = dict.fromkeys(part.strip() for part in (head, *re.split(r"\s[-–|]\s|:\s|[\[\]]", head)))
    yield from (one for part in filter(None, parts) for one in find_notices(part))


def _is_at_edge(subject: str, found: re.Match[str], own: int) -> bool:
    if found.start() < own or found.end() == len(subject.rstrip()):
        return True
    if own >= 0:
        return False
    before = subject[_skip(subject) : found.start()].strip(" -–:|")
    return found.start() <= _skip(subject) or not before or any(find_notices(before))


def _is_named(found: re.Match[str]) -> bool:
    """Whether what stands before it in its brackets is nothing, a word for a ticket, or behind `#` whatever is counted
    only there."""
    noun, number = fold(found["noun"]), found["id"]
    last = noun.rpartition(" ")[2]
    if noun and last not in _nouns() and not _counted().isdisjoint((last, noun)):
        return False
    if found["hash"] or number.startswith("#"):
        return True
    if number.isdigit():
        return last in _nouns() or _MANTIS.fullmatch(number) is not None
    return not noun or last in _nouns()


@cache
def _counted() -> frozenset[str]:
    words = (*load_words("tickets")["others"]["nouns"], *load_words("trackers")["it"]["not_these"])
    return frozenset(map(fold, words)) - {"rt", "desk"}


@cache
def _nouns() -> frozenset[str]:
    words, it = load_words("tickets")["words"], load_words("trackers")["it"]
    lists = (*(words[name] for name in ("sure", "doubtful", "internal", "trackers", "numbers")), it["nouns"])
    return frozenset(fold(word).rpartition(" ")[2] for listed in lists for word in listed)


def _skip(subject: str) -> int:
    """Where it begins behind the marks of answers and tags that name no ticket."""
    found = _shapes().before.match(subject)
    return found.end() if found else 0


class _Shapes:
    """How a ticket's number stands in a subject."""

    def __init__(self) -> None:
        number = compile_number()
        numbers = one_of(load_words("tickets")["words"]["numbers"])
        # `[#4711]`, `[Ticket#2026022310000017]`, `[example.org #4711]`, `[Shop - Bug #123]`, `(Issue #12)`, `##4711##`
        self.bracketed = re.compile(
            rf"[\[({{](?P<noun>[^\[\](){{}}#\n]{{0,60}}?)[\s:]*(?P<hash>#(?=#|\s?[0-9]))?#?\s?(?P<id>{number})\s?#{{0,2}}\s*[\])}}]",
            re.IGNORECASE,
        )
        self.leading = re.compile(rf"(?P<id>(?!(?:[0-9]{{1,20}})\b){number})(?=\s*(?:[:|–-]\s|\s|$))", re.IGNORECASE)
        self.labelled = re.compile(
            rf"(?:{compile_nouns()})(?:\s(?:{numbers})\b\.?)?\s?[:#]{{0,2}}\s?(?P<id>{number})(?=\s*(?:[:,|–-]|\s|$))",
            re.IGNORECASE,
        )
        mark = f"(?:{any_of('prefixes', 'forwards')}|{any_of('prefixes', 'replies')})"
        prefix = rf"[\s>]*{mark}(?:\s*[\[(]?[0-9]{{1,3}}[\])]?)?\s*:\s*"
        self.prefix = re.compile(prefix, re.IGNORECASE)
        self.before = re.compile(rf"(?:{prefix}|\s*\[(?!\s*ESC\s*-)[^\[\]]{{1,60}}\]\s*[:–-]?\s*)*", re.IGNORECASE)


_shapes = cache(_Shapes)


def _find_in_frame(layout: Layout) -> Iterator[str]:
    """In the tracker's first lines: in its sentences, behind a label for its number, in a link."""
    yield from (_write(one.number) for one in layout.notices if one.number)
    for line in layout.frame[:_MOST_FRAME]:
        found = _labelled_line().fullmatch(clean_line(line))
        if found is not None:
            yield _write(found["id"])
    for link in layout.links:
        inside = None if _is_aside(link) else _IN_LINK.search(link.partition("?page=")[0][:_MOST_LINK])
        if inside is not None:
            yield _read_link(inside)


def _read_link(found: re.Match[str]) -> str:
    if found["there"]:
        return f"{found['path']}{'!' if found['kind'] == 'merge_requests' else '#'}{found['there']}"
    return found["key"] or f"#{found['digits'] or found['id']}"


@cache
def _labelled_line() -> re.Pattern[str]:
    """`Ticket number: 4711`, `Key: TECH-4711`, `Bug #123: Exports stop`."""
    numbers = one_of(load_words("tickets")["words"]["numbers"])
    word = rf"(?:(?:{compile_nouns()})[\s-]?(?:{numbers})?|{numbers})\.?\s?:?\s?(?P<id>{compile_number()})"
    return re.compile(rf"{word}(?:\s*[:(–-].{{0,200}})?", re.IGNORECASE)
