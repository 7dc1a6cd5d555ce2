"""Mail that no person wrote for us to answer (behaviour B2.10).
The signs stand in the tables of `parsers.robots`; here is their order."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from parsers.mime.fields import Headers
from parsers.mime.parts import Part
from parsers.model import Address, Automatic, AutomaticKind
from parsers.robots.clues import Clues, load_phrases
from parsers.robots.evidence import Table
from parsers.robots.persons import PERSONS_WORDS, WORDS_ABOVE_REPORT
from parsers.robots.reading import read_answer, read_delivery, read_feedback, read_list
from parsers.robots.signs.absences import ABSENCE_ALONE, ABSENCE_IN_WHOLE, ABSENCE_TOLD
from parsers.robots.signs.answers import ABSENCES, RECEIPTS
from parsers.robots.signs.deliveries import DELIVERIES
from parsers.robots.signs.marks import LISTS, MARKS, MOST_RECEIVED, is_loop, is_own
from parsers.robots.signs.notices import NOTICE_IN_WHOLE
from parsers.robots.signs.people import FORWARD, MARKER, SAID_NO, TEMPLATE
from parsers.robots.signs.services import FEEDBACK, SERVICES
from parsers.robots.signs.tickets import TICKETS, is_unread
from parsers.words.fold import fold

# Signs that stand in what somebody may have typed himself
_OF_WORDS = frozenset(
    {one.name for one in (ABSENCE_IN_WHOLE, ABSENCE_ALONE, ABSENCE_TOLD, NOTICE_IN_WHOLE)}
    | {one.name for one in ABSENCES if one.is_costly}
)
_MOST_NAMED = 3  # signs that a verdict names


class Scale(NamedTuple):
    """What is weighed together, and what is read in a mail for which it is enough."""

    table: Table
    read: Callable[[Clues, str], Automatic]


SCALES = (
    Scale(Table(*FEEDBACK, SAID_NO), read_feedback),
    Scale(Table(*DELIVERIES, WORDS_ABOVE_REPORT), read_delivery),
    Scale(
        Table(
            *RECEIPTS,
            *MARKS,
            ABSENCE_IN_WHOLE,
            ABSENCE_ALONE,
            ABSENCE_TOLD,
            NOTICE_IN_WHOLE,
            *ABSENCES,
            *TICKETS,
            *SERVICES,
            SAID_NO,
            TEMPLATE,
            MARKER,
            FORWARD,
            PERSONS_WORDS,
        ),
        read_answer,
    ),
    Scale(Table(*LISTS), read_list),
)


def find_automatic(root: Part, sender: Address | None, subject: str, text: str, own: str) -> Automatic | None:
    """Why this mail is automatic, or None for one that a person wrote. `text` is all of it, `own` what is new in it."""
    clues = Clues(root, sender, subject, text, own)
    if is_own(clues):
        return Automatic(AutomaticKind.OWN, "it has our X-Escalation-Case header")
    if is_loop(clues):
        return Automatic(AutomaticKind.LOOP, f"it has passed more than {MOST_RECEIVED} servers")
    for table, read in SCALES:
        names = table.weigh(clues)
        if names:
            is_typed = clues.is_prefixed and _OF_WORDS.issuperset(names)
            return replace(read(clues, "; ".join(names[:_MOST_NAMED])), is_typed=is_typed)
    return None


def is_silent(sender: Address | None) -> bool:
    """Whether the sender's address says that nobody reads what is answered."""
    return sender is not None and fold(sender.email.partition("@")[0]).replace(" ", "").startswith(_load_silent())


def has_marks(headers: Headers) -> bool:
    """Whether it bears marks of a machine's mail, whoever wrote its words: an empty return path, or `Precedence: bulk`
    where no list set that."""
    path = b"".join(headers.find("return-path").split())
    return path == b"<>" or _is_bulk(headers)


def is_newsletter(headers: Headers) -> bool:
    """Whether it went to all who once subscribed, who can leave, and through no list where people talk."""
    return _is_bulk(headers) and headers.find("list-unsubscribe") != b""


def _is_bulk(headers: Headers) -> bool:
    """`Precedence: bulk` where no list set that."""
    return headers.find_text("precedence").strip().lower() in ("bulk", "junk") and not headers.find("list-id")


def is_robots(sender: Address | None) -> bool:
    """Whether programs write from such an address, and hardly ever people: `alerts@`, `nagios@`, `noreply@`."""
    if sender is None:
        return False
    local = fold(sender.email.partition("@")[0].partition("+")[0])
    return is_silent(sender) or is_unread(local) or local in _load_robots() or local.replace(" ", "") in _load_robots()


@cache
def _load_robots() -> frozenset[str]:
    return frozenset(load_phrases("senders", "robots"))


@cache
def _load_silent() -> tuple[str, ...]:
    return tuple(word.replace(" ", "") for word in load_phrases("senders", "silent"))
