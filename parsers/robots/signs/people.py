"""What speaks for a person, in whatever a mail resembles: words beat marks (behaviour B2.10)."""

import re
from functools import cache

from parsers.model import Marker
from parsers.robots.clues import Clues
from parsers.robots.evidence import Evidence
from parsers.robots.returned import cut_returned
from parsers.robots.signs.marks import CERTAIN, is_by_a_person
from parsers.words.aliases import load_aliases
from parsers.words.fold import fold
from parsers.words.labels import SURE, find_label
from parsers.words.load import load_words

_FEWEST_FIELDS = 2
_ALSO_IN_TICKETS = frozenset({"priority", "customer", "customer_email", "ticket", "level", "trigger", "attachments"})
_ASKS = re.compile(r"\w\?(?:\s|$)")

_load_aliases = cache(load_aliases)


@cache
def _load_markers() -> tuple[str, ...]:
    return tuple(fold(word) for marker in Marker for word in load_words("subjects")["markers"][marker])


def _has_template(clues: Clues) -> bool:
    """Fields of the template with more than a ticket system writes, in words that are the sender's own:
    a bounce may bring ours."""
    found = (find_label(line, _load_aliases()) for line in cut_returned(clues.own).split("\n") if line.strip())
    return (
        len({label.field for label in found if label and label.strength == SURE} - _ALSO_IN_TICKETS) >= _FEWEST_FIELDS
    )


def begins_with_marker(clues: Clues) -> bool:
    return clues.bare.partition(" ")[0] in _load_markers()


def is_new_case(clues: Clues) -> bool:
    """Whether a marker opens a case, in no answer: what such a mail says, it says itself."""
    return begins_with_marker(clues) and not clues.is_prefixed and not clues.has_reference


SAID_NO = Evidence(
    "its Auto-Submitted header says that a person wrote it", -CERTAIN, is_by_a_person, ("Auto-Submitted: no",)
)
TEMPLATE = Evidence(
    "the template is filled in",
    -100,
    _has_template,
    ("Subject: x\n\nIssue Summary: no exports\nCustomer Impact: invoices wait",),
    ("Subject: x\n\nPriority: High\nCustomer: Contoso\nTicket #: 4",),
)
MARKER = Evidence(
    "ESCALATION or URGENT stands first",
    -40,
    begins_with_marker,
    ("Subject: [EXT] URGENT: x",),
    ("Subject: Undeliverable: URGENT: x",),
)
FORWARD = Evidence(
    "it forwards another mail", -100, lambda clues: clues.is_forward, ("Subject: Fwd: failure notice",), ("Subject: x",)
)
ANSWER = Evidence(
    "its subject is an answer's",
    -50,
    lambda clues: clues.is_prefixed and not clues.is_forward,
    ("Subject: Re: Undeliverable: offer",),
    ("Subject: Undeliverable: Re: offer", "Subject: [Postmaster] Email Delivery Failure", "Subject: x"),
)
QUESTION = Evidence(
    "it asks something",
    -30,
    lambda clues: _ASKS.search(clues.own[:1_000]) is not None,
    ("Subject: x\n\nCould you look?",),
    ("Subject: x\n\nhttps://x.example/?a=b",),
)
