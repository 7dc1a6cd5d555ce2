"""The sentences of trackers.toml, found in a line (behaviour B10.8)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from parsers.robots.trackers.people import NAME
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of
from parsers.words.spellings import SENTENCES, Phrases

_LONGEST = 300  # characters of a line of a tracker's own
_LINK = re.compile(r"\s*[<(\[]?\s*\bhttps?://[^\s<>\])]+\s*[>)\]]?", re.IGNORECASE)
_EDGE = re.compile(r"^[\s*_#|•·\-–—=>]+(?![0-9])|[\s*_|=\-–—]+$")
_TOKEN = re.compile(r"\{\w+\}|[\[\]()…# ]|[^\s\[\](){}…#]+")
_SLOT, _MAYBE = re.compile(r"\{\w+\}|…|#"), re.compile(r"\[[^\]]*\]")
_NAME = re.compile(NAME)
_VALUE = r"[^\n?]{1,80}?"
# In the place of the ticket, however it is named, and of a field.
_IT, _FIELD = "\x01", "\x02"
_KINDS = ("resolved", "reopened", "assigned", "progress", "comment", "changed", "updated", "opened")
_COMPOSED = {" ": " ", "[": "(?:", "]": ")?", "…": ".{0,300}", "(": r"\(", ")": r"\)", "#": r"#\s?[0-9]{1,6}"}


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence of a tracker's: its kind (a group of trackers.toml), the words in its places, "" where it has none,
    and the sentence. `field` is "state" or "assignee"."""

    kind: str
    text: str
    who: str = ""
    to: str = ""
    number: str = ""
    field: str = ""
    new: str = ""

    @property
    def is_firm(self) -> bool:
        """Whether no person who writes on his own says it: it names the ticket by its number, who did it, or a value,
        or begins as only programs do."""
        is_told = bool(self.number or self.who or self.to or self.new)
        return is_told or _sure().find(fold(self.text)) is not None


@cache
def compile_number() -> str:
    """A pattern for a ticket's number as trackers write it: with its project, ServiceNow's, Jira's, Autotask's, HESK's,
    behind a `#`, TOPdesk's, in digits."""
    joined = one_of(load_words("tickets")["keys"]["joined"])
    return (
        r"(?:[A-Za-z0-9][\w.-]{0,60}(?:/[\w.-]{1,60}){1,5}[#!][0-9]{1,9}"
        rf"|(?:{joined})[0-9]{{5,15}}|(?-i:[A-Z][A-Z0-9_]{{1,19}}-[0-9]{{1,12}}|T[0-9]{{8}}\.[0-9]{{4}})"
        r"|(?-i:[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4})|[#№]{1,2}\s?[0-9]{1,20}|(?-i:[A-Z])\s?[0-9]{4}\s[0-9]{3,4}|[0-9]{2,20})(?!\w|[-./,:][0-9])"
    )


@cache
def compile_nouns() -> str:
    """A pattern for what a ticket is called."""
    words, more = load_words("tickets")["words"], load_words("trackers")["it"]["nouns"]
    return one_of((*words["sure"], *words["doubtful"], *words["internal"], *more))


@cache
def _mention() -> re.Pattern[str]:
    """Where the ticket is named: `your request (4711)`, `Issue #123`, `TECH-4711`, `ticket "Exports stop"`."""
    words = load_words("trackers")["it"]
    numbers = one_of(load_words("tickets")["words"]["numbers"])
    named = rf"(?:(?:{one_of(words['determiners'])})\s?)?(?:{compile_nouns()})(?![\w/])"
    called = r"(?:\s?[:,-]?\s?[\"“„«][^\n]{1,200}?[\"”“»]|\s[-–]\s[^\n]{1,200}?\s[-–](?=\s))?"
    # "no", "with number": without a number behind it "no" denies
    counted = rf"(?:(?:\s(?:{one_of(words['links'])}))?\s(?:{numbers})(?!\w)\.?)?(?:\s?#?:)?\s?[\[(]?\s?"
    inside = rf"(?:{counted}(?:(?:{compile_nouns()})\s?)?(?P<number>{compile_number()})(?:\s?[\])])?)?"
    bare = rf"[\[(]?(?P<bare>(?![0-9]+(?![\w/.-])){compile_number()})[\])]?"
    return re.compile(rf"(?<![\w/#])(?:{named}{inside}|{bare}){called}", re.IGNORECASE)


@cache
def _slots() -> dict[str, str]:
    it = load_words("trackers")["it"]
    return {
        "{it}": f"(?:{_IT}|{one_of(it['alone'])})",
        "{who}": f"(?P<who>{NAME})",
        "{to}": f"(?P<to>{NAME})",
        "{by}": rf"(?:\s(?:{one_of(it['by'])})\s(?P<who>{NAME}))?",
        "{field}": rf"(?:(?:{one_of(it['determiners'])})\s?)?{_FIELD}",
        "{old}": _VALUE,
        "{new}": f"(?P<new>{_VALUE})",
    }


@cache
def _sure() -> Phrases:
    return Phrases(load_words("trackers")["sure"]["begins"])


class Rule(NamedTuple):
    """A sentence of the list `kind`; one of `needs` stands in every text that keeps it, in small letters."""

    kind: str
    phrase: str
    needs: tuple[str, ...]


@cache
def _rules() -> tuple[Rule, ...]:
    words = load_words("trackers")
    phrases = ((kind, phrase) for kind in _KINDS for listed in words[kind].values() for phrase in listed)
    return tuple(Rule(kind, phrase, _find_needs(phrase)) for kind, phrase in phrases)


def _find_needs(phrase: str) -> tuple[str, ...]:
    """The alternatives of the word outside brackets that is hardest to find."""
    words = _SLOT.sub(" ", _MAYBE.sub(" ", phrase)).replace("(", " ").replace(")", " ").split()
    each = [tuple(word.replace("_", " ").lower().split("/")) for word in words]
    return max(each, key=lambda one: min(map(len, one)), default=("",))


@cache  # of three hundred most are never looked for
def _compile(phrase: str) -> re.Pattern[str]:
    parts: list[str] = []
    for token in _TOKEN.findall(phrase):
        slot = _slots().get(token)
        if slot is not None and "?P<who>" in slot and any("?P<who>" in part for part in parts):
            slot = slot.replace("?P<who>", "?:")  # it was named before
        ends = r"(?!\w)" if token[-1:].isalnum() else ""
        parts.append(slot or _COMPOSED.get(token) or f"(?:{one_of(token.replace('_', ' ').split('/'))}){ends}")
    return re.compile("".join(parts), re.IGNORECASE)


@cache
def _tail() -> re.Pattern[str]:
    """What may stand behind a sentence that is whole: nothing, when and how. "has been closed?" is a question."""
    tails = one_of(load_words("trackers")["it"]["tails"])
    return re.compile(rf"(?:\s?[,;:(–-].{{0,200}}|\s(?:{tails})\s.{{1,200}})?", re.IGNORECASE)


@cache
def _field() -> re.Pattern[str]:
    state, assignee = (one_of(load_words("trackers")["fields"][name]) for name in ("state", "assignee"))
    return re.compile(rf"(?<!\w)(?:(?P<state>{state})|(?P<assignee>{assignee}))(?!\w)", re.IGNORECASE)


def has_field(text: str) -> bool:
    """Whether a word for the state or the assignee stands in it."""
    return _field().search(text) is not None


def clean_line(line: str) -> str:
    """The line without links, bullets, rules and marks at its edges, and with single spaces."""
    bare = _LINK.sub(" ", line[:_LONGEST]) if "://" in line else line[:_LONGEST]
    parted = bare.replace(_IT, "").replace(_FIELD, "").replace("**", "").replace("|", " | ")
    return _EDGE.sub("", " ".join(parted.split())).strip()


def find_notices(line: str) -> Iterator[Notice]:
    """What the sentences of a line, cleaned, say of the ticket; of each the first that it is."""
    for sentence in SENTENCES.split(line):
        text = sentence.strip().rstrip(".:! ")
        found = _find_first(text) if text else None
        if found is not None:
            kind, said, field = found
            named = (one["number"] or one["bare"] for one in _mention().finditer(text))
            yield _read(Notice(kind, text, number=next(filter(None, named), ""), field=field), said)


def _find_first(text: str) -> tuple[str, re.Match[str], str] | None:
    """The first rule that the text keeps, as it stands or with what it names in one place each; and which field."""
    field = _field().search(text)
    with_it, with_field = (_mention().sub(_IT, form) for form in (text, _field().sub(_FIELD, text, count=1)))
    lowered = text.lower()
    for kind, phrase, needs in _rules():
        if not any(need in lowered for need in needs):
            continue
        for form in (with_field, with_it) if kind == "changed" else (text, with_it):
            said = _match(kind, phrase, form)
            if said is not None:
                return kind, said, field.lastgroup or "" if field and _FIELD in said[0] else ""
    return None


def _match(kind: str, phrase: str, text: str) -> re.Match[str] | None:
    """A change's last word is its value, whatever it is; behind any other sentence may stand when and how."""
    if kind == "changed":
        return _compile(phrase).fullmatch(text)
    found = _compile(phrase).match(text)
    return found if found is not None and _tail().fullmatch(text, found.end()) else None


def _read(notice: Notice, found: re.Match[str]) -> Notice:
    said = {name: value.strip("\"'“”„«»*_ ") for name, value in found.groupdict().items() if value}
    new = said.get("new", "")
    if notice.field == "assignee" and not _NAME.fullmatch(new):
        new = ""
    return replace(notice, who=said.get("who", ""), to=said.get("to", ""), new=new)
