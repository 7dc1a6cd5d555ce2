"""What no letter to a customer may hold (behaviour B1.5): how bad or how far up it is, levels, colleagues."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from parsers.model import NOTHING, Address, Remark, RemarkCode

_BROKEN = re.compile(r"(?<=\w)[-‐‑]\s*(?=\w)")  # `es-calated`
_LEVEL = re.compile(
    r"(?<!\w)(?:(?:l|lv|lvl|level|tier|p|prio|sev|esc|ebene|stufe|niveau|nivel|livello)[ .#-]?[1-9]"
    r"|(?:level|tier) (?:one|two|three|four)|(?:second|third|fourth|2nd|3rd|4th)[- ](?:line|level|tier))(?!\w)"
)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+\w")
_BRACKETED = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]?")
_BEHIND_NAME = re.compile(r"\s+[-–—]+\s+|\s*[|/•·,]\s*")
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"\w*$"), re.compile(r"\w*")
_PECULIAR = re.compile(r"[^\W\d_].*[0-9]|[0-9]{6}")  # TECH-4711, 2026022310000017
_SHORTEST = 4  # characters of a level's name
_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\W\d_]+")


def find_internal(text: str, policy: EscalationPolicy) -> str:
    """The first word in this text that is for nobody outside, a level, or a colleague; "" for none."""
    plain = as_seen(text)
    people = (name for name in _name_people(policy) if _names(plain, name))
    ours = (one for one in _ADDRESS.findall(text) if policy.is_inside(Address(one.lower())))
    return _find_word(plain, policy) or next(people, "") or next(ours, "")


def find_colleague(text: str, case: Case, policy: EscalationPolicy) -> str:
    """The first word in this text that is part of a colleague's name, of those who had or have to do with the case; ""
    for none. A name may be a word as well: it is asked about, and not struck."""
    people = (*case.participants, *(one for level in policy.levels.values() for one in level.people))
    others = (one.name for one in (*people, *(lead.address for lead in policy.leads)) if one.key != case.agent.key)
    ours = {as_seen(part) for name in others for part in name.split() if len(part) >= _SHORTEST_NAME}
    ours -= set(as_seen(case.agent.name).split())
    return next((word for word in _WORD.findall(text) if word[:1].isupper() and as_seen(word) in ours), "")


def find_tracked(text: str, case: Case) -> str:
    """What a tracker calls the case, where this text names it; "" for nothing, and for a number like many others."""
    return next((one.number for one in case.tracked if _PECULIAR.search(one.number) and one.stands_in(text)), "")


def find_doubt(case: Case, policy: EscalationPolicy) -> Remark | None:
    """Why the case's words for the customer are not sent as they stand; None where they may be, or are not sent."""
    said = case.fields.tell_the_customer or ""
    word = "" if case.sensitive or said == NOTHING else find_internal(said, policy)
    if word:
        return Remark(RemarkCode.NEVER_TO_CUSTOMERS, word)
    doubt = "" if case.sensitive else case.fields.tell_doubt
    return Remark(RemarkCode.TELL_UNCLEAR, doubt) if doubt else None


def _find_word(plain: str, policy: EscalationPolicy) -> str:
    """One of the words that no customer may read, also wide, hyphened or with other accents, whole as it stands there;
    or a level."""
    forms = tuple(dict.fromkeys((plain, _BROKEN.sub("", plain))))
    for word in _fold_all(policy.customers.never):
        for form in forms:
            if word in form:
                return _whole(form, word)
    level = _LEVEL.search(plain)
    named = (one.name for one in policy.levels.values() if len(one.name) >= _SHORTEST and _names(plain, one.name))
    return level[0] if level is not None else next(named, "")


@lru_cache(maxsize=8)
def _fold_all(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as a text is compared with them; once for a team's list, and not for each letter."""
    return tuple(map(as_seen, words))


def _whole(text: str, piece: str) -> str:
    """The words of the text in which this piece of them stands."""
    start = text.index(piece)
    before, behind = _WORD_BEFORE.search(text[:start]), _WORD_BEHIND.match(text[start + len(piece) :])
    return f"{before[0] if before else ''}{piece}{behind[0] if behind else ''}".strip()


def _names(plain: str, name: str) -> bool:
    said = as_seen(name)
    return said in plain and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", plain) is not None


def as_seen(text: str) -> str:
    """The text as a reader sees it: no case, no accents, no invisible characters, wide letters as plain ones."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (one for one in decomposed if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return unicodedata.normalize("NFC", "".join(kept)).casefold()


def _name_people(policy: EscalationPolicy) -> Iterator[str]:
    """Who is asked, and who leads, by first and last name."""
    asked = (person for level in policy.levels.values() for person in level.people)
    for person in (*asked, *(lead.address for lead in policy.leads)):
        if len(person.name.split()) > 1:
            yield person.name


def name_outside(person: Address, policy: EscalationPolicy) -> Address:
    """The agent as a customer reads his name: without what stands in brackets, and without a level or a word that is
    for nobody outside."""
    name = _BRACKETED.sub("", person.name).strip()
    forms = (name, _BEHIND_NAME.split(name, maxsplit=1)[0])
    return Address(person.email, next((form for form in forms if not _find_word(as_seen(form), policy)), ""))
