"""One mail of a tracker's, read (behaviour B10.6 to B10.9)."""

from collections.abc import Sequence
from typing import NamedTuple

from parsers.mime.fields import Headers
from parsers.model import AutomaticKind, Message, TrackerEvent, TrackerMail, TrackerPerson
from parsers.robots.trackers.layout import Layout, read_layout
from parsers.robots.trackers.numbers import find_link, find_number, find_subjects_notices
from parsers.robots.trackers.people import find_actor, find_sender_person, names_actor, read_person
from parsers.robots.trackers.sentences import Notice, clean_line
from parsers.text.borders.greetings import is_greeting
from parsers.words.fold import fold
from parsers.words.load import load_words

# Of a mail's way, or our own: no tracker speaks.
_NO_TRACKERS = frozenset(
    {
        AutomaticKind.BOUNCE, AutomaticKind.DELAY, AutomaticKind.DELIVERED, AutomaticKind.READ_RECEIPT,
        AutomaticKind.FEEDBACK, AutomaticKind.OWN, AutomaticKind.LOOP,
    }
)  # fmt: skip
_KINDS = {
    "resolved": TrackerEvent.RESOLVED,
    "progress": TrackerEvent.IN_PROGRESS,
    "opened": TrackerEvent.OPENED,
}
_ORDER = tuple(TrackerEvent)


class _Told(NamedTuple):
    """What happened, and who wrote the words."""

    event: TrackerEvent
    by: TrackerPerson | None = None
    to: TrackerPerson | None = None
    line: str = ""


def read_tracker(
    message: Message, headers: Headers, known: frozenset[str] = frozenset(), intake: frozenset[str] = frozenset()
) -> TrackerMail | None:
    """What a mail of a case's thread says of the tracker's ticket; None for one that no tracker sent. `known` are the
    numbers of the customer's tickets, which are never the tracker's; `intake` the addresses that are its own: a mail
    from there may be a person's bare words. Never raises."""
    if message.automatic is not None and message.automatic.kind in _NO_TRACKERS:
        return None
    layout = read_layout(message.whole_text)
    if not _is_trackers(message, headers, layout, intake):
        return None
    number = find_number(message, headers, layout, known)
    told, words = _read_happening(message, headers, layout, intake)
    return TrackerMail(
        number=number.number,
        mark=number.mark,
        link=find_link(layout.links, number.number),
        event=told.event,
        by=told.by,
        to=told.to,
        line=told.line or (_find_first_line(layout) if told.event is TrackerEvent.OTHER else ""),
        words="\n".join(words),
    )


def _read_happening(
    message: Message, headers: Headers, layout: Layout, intake: frozenset[str]
) -> tuple[_Told, list[str]]:
    """What happened, and a person's words."""
    notices = (*layout.notices, *find_subjects_notices(message.subject))
    actor, sender = find_actor(headers, message), find_sender_person(message, intake)
    is_nameless = not notices and not names_actor(headers) and _is_desks(message, intake)
    if not layout.words and (is_nameless or _is_persons(message, actor or sender, notices, actor is not None)):
        event = TrackerEvent.COMMENT if layout.loose else TrackerEvent.OTHER
        return _Told(event, actor or sender), layout.loose
    return _read_notices(message, layout, notices, actor or (sender if _is_named(headers) else None))


def _is_trackers(message: Message, headers: Headers, layout: Layout, intake: frozenset[str]) -> bool:
    """Whether a tracker sent it: from its own address, with a header that only such programs set, or in their words."""
    words = load_words("trackers")["frame"]
    if _is_from(message, intake):
        return True
    is_automatic = message.automatic is not None and message.automatic.kind is not AutomaticKind.LIST
    if is_automatic or message.is_robots or not headers.names().isdisjoint(words["headers"]):
        return True
    mailer = fold(f"{headers.find_text('x-mailer')} {headers.find_text('x-powered-by')}"[:200]).split()
    told = any(one.who and one.number for one in layout.notices)
    return layout.has_frame or told or not set(words["mailers"]).isdisjoint(mailer)


def _is_from(message: Message, intake: frozenset[str]) -> bool:
    return message.sender is not None and message.sender.key in {one.lower() for one in intake}


def _is_desks(message: Message, intake: frozenset[str]) -> bool:
    """Whether somebody there wrote it, whose name nothing says: it is the tracker's, and no program's by any sign."""
    return _is_from(message, intake) and message.automatic is None and not message.is_robots


def _is_named(headers: Headers) -> bool:
    """Whether it is of a program that sends under the name of who acted."""
    return not headers.names().isdisjoint(load_words("trackers")["frame"]["named"])


def _is_persons(message: Message, writer: TrackerPerson | None, notices: Sequence[Notice], is_named: bool) -> bool:
    """Whether all of it is what a person wrote there, passed on under his name: no sentence of the tracker's is in it,
    and no program is known to have answered."""
    if writer is None or any(one.is_firm for one in notices):
        return False
    return is_named or message.automatic is None or message.automatic.kind is AutomaticKind.LIST


def _read_notices(
    message: Message, layout: Layout, notices: Sequence[Notice], writer: TrackerPerson | None
) -> tuple[_Told, list[str]]:
    """What the tracker's sentences say, and the words that a person wrote below them."""
    opened = layout.opened
    author = read_person(opened.who, message) if opened is not None else writer
    words = layout.words if author is not None or opened is None else []
    told = [_read(one, message, author) for one in notices]
    events = {one.event for one in told}
    is_reopened = any(one.kind == "reopened" for one in notices)
    told = [one for one in told if not _is_undone(one, TrackerEvent.OPENED in events, is_reopened)]
    if words and author is not None:
        told.append(_Told(TrackerEvent.COMMENT, author, line=opened.text if opened is not None else ""))
    first = min(told, key=lambda one: _ORDER.index(one.event), default=_Told(TrackerEvent.OTHER))
    return first, words


def _is_undone(told: _Told, is_opened: bool, is_reopened: bool) -> bool:
    """Whether what else is said leaves nothing of it: who opens a ticket again has not resolved it, and "we are working
    on it" is what every opened one is answered with."""
    if told.event is TrackerEvent.RESOLVED:
        return is_reopened
    return told.event is TrackerEvent.IN_PROGRESS and is_opened and told.by is None


def _read(notice: Notice, message: Message, author: TrackerPerson | None) -> _Told:
    by = read_person(notice.who, message) if notice.who else None if notice.kind == "opened" else author
    assigned = notice.to or (notice.new if notice.field == "assignee" else "")
    to = read_person(assigned, message) if assigned else None
    if to is not None:
        event = TrackerEvent.ASSIGNED
    elif notice.kind == "changed" and notice.field != "assignee":
        event = _find_state(notice.new)
    else:
        event = _KINDS.get(notice.kind, TrackerEvent.OTHER)
    return _Told(event, by, to, notice.text)


def _find_state(words: str) -> TrackerEvent:
    states, state = load_words("trackers")["states"], fold(words)
    if state in map(fold, states["resolved"]):
        return TrackerEvent.RESOLVED
    return TrackerEvent.IN_PROGRESS if state in map(fold, states["progress"]) else TrackerEvent.OTHER


def _find_first_line(layout: Layout) -> str:
    lines = (clean_line(line) for line in (*layout.loose, *layout.frame))
    return next((line for line in lines if line and not is_greeting(line)), "")
