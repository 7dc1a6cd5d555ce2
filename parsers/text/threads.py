"""Whether a mail quoted in an answer is the one that it answers, or another that is passed on with it.

Who answers writes to the one whom he quotes, under that mail's subject. A vendor's mail that somebody pastes below his
own line has another subject, and its author is not among the people of the answer."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from parsers.subject import strip_prefixes
from parsers.text.ours.facts import NO_FACTS, Facts
from parsers.words.fold import fold

_CASE = re.compile(r"\[\s*ESC\s*-\s*[0-9]{1,9}\s*\]", re.IGNORECASE)
_TAG = re.compile(r"\[[^\[\]]{1,60}\]")
# what stands before the @ is only looked at: to begin with it, every letter of a long word would be tried
_DOMAIN = re.compile(r"(?<=[\w.+=&'/-])@([\w-]+(?:\.[\w-]+)+)")
_SHARED = 0.5  # of the shorter subject's words, in two subjects of one thread


class Thread(NamedTuple):
    """A mail's own subject, the domains of the people that it is from and to, whether it names mails before it, and
    what its headers say of its writer; empty where nothing is known. `is_unquoted`: it answers a letter of ours that is
    known, and quotes nothing of it."""

    subject: str = ""
    domains: frozenset[str] = frozenset()
    has_references: bool = False
    writer: Facts = NO_FACTS
    is_unquoted: bool = False


NO_THREAD = Thread()


def is_other_head(head: Mapping[str, str], thread: Thread) -> bool:
    """Whether a head (its values by their kind) is that of a mail outside the thread."""
    subject = head.get("subject", "")
    if _CASE.search(subject):
        return False
    theirs, ours = _read_words(subject), _read_words(thread.subject)
    if theirs and ours:
        return len(theirs & ours) < _SHARED * min(len(theirs), len(ours))
    return not theirs and is_other_author(head.get("from", ""), thread)


def find_domains(text: str) -> frozenset[str]:
    """The domains of the addresses in it."""
    return frozenset(found.lower() for found in _DOMAIN.findall(text))


def is_other_author(text: str, thread: Thread) -> bool:
    """Whether the address in it is nobody's to whom the answer goes, nor a colleague's of theirs."""
    found = _DOMAIN.search(text)
    if found is None or not thread.domains:
        return False
    domain = found[1].lower()
    return not any(f".{domain}".endswith(f".{one}") or f".{one}".endswith(f".{domain}") for one in thread.domains)


def _read_words(subject: str) -> set[str]:
    return set(fold(_TAG.sub(" ", strip_prefixes(subject))).split())
