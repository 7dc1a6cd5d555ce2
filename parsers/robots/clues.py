"""What is looked at in a mail to tell whether a person wrote it: folded once, and looked up once in the lists of
automatic.toml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import accumulate, islice

from parsers.mime.charsets import clean_text, decode_text
from parsers.mime.parts import Part
from parsers.model import Address
from parsers.subject import clean_subject, is_forward, is_reply, strip_prefixes
from parsers.words.fold import fold
from parsers.words.load import load_words

MAX_BODY = 6_000  # characters of the text that are looked at: machines come to the point
_MAX_FROM = 1_000  # bytes of the From header
_FIRST_LINES = 3  # in which a machine has said what it is
_MAX_LINE = 300  # characters
_LONGEST_PHRASE = 12  # words of a list's phrase
_LONGEST_NAME = 4
_LONGEST_UNPARTED = 20  # characters of a phrase of a language without blanks
_NO_BLANKS = "\u2e80"  # radicals, kana, ideographs stand from here on
_MOST_NAMES = 8  # words of a sender's name
_OPENS_TAG = tuple("[({*!<【")
_CJK_TAG = re.compile(r"(?:【[^】]{1,20}】\s*)+")
_NUMBER = re.compile(r"[0-9](?<!\w[0-9])[0-9]* ")  # a word of its own
_BRACKETS = re.compile(r"[()\[\]]")
_HEAD = re.compile(r"(?:(?! [-–] )[^:：(\[\]])*")  # of a subject, before what it is about

Found = frozenset[tuple[str, str]]  # lists of automatic.toml, by group and name
_NOWHERE: Found = frozenset()


class Clues:
    """One mail. `text` is all of it, `own` what is new in it. `called`, `begun`, `begun_bare` and `opened` name the
    lists of which a phrase stands in what the sender is called, or at the beginning of the subject (`begun` looks
    through tags, `begun_bare` through prefixes too, `begun_within` through numbers, or in the brackets at the end), or
    of one of the first lines (one of `holds` anywhere in these); `headed` those of which one is the whole subject, or
    its head; `…_in` those that hold the value; `there`: the groups of all these lists, the headers, the types."""

    def __init__(self, root: Part, sender: Address | None, subject: str, text: str, own: str) -> None:
        self.root, self.headers, self.names = root, root.headers, root.headers.names()
        self.parts = tuple(root.walk())
        self.types = frozenset(part.content_type for part in self.parts)
        self.text, self.own = text, own
        self._read_sender(sender)
        self._read_subject(subject)
        self.opening = tuple(_find_opening(own or text))
        self.opened = _NOWHERE.union(*map(find_beginning, self.opening), _find_held("\n".join(self.opening)))
        lists = (self.called, self.local_in, self.name_in, self.begun_bare, self.begun_within, self.headed, self.opened)
        self.there = self.names | self.types | {group for group, _ in _NOWHERE.union(*lists)}

    def _read_sender(self, sender: Address | None) -> None:
        """A machine's From may name no mailbox at all, or its name in a comment."""
        named = sender is not None and sender.name
        raw = "" if named else clean_text(decode_text(self.headers.find("from")[:_MAX_FROM]))
        local = sender.email.partition("@")[0] if sender else raw.rpartition("<")[2].partition("@")[0]
        self.is_nobody = sender is None and not raw.strip(" <>@")
        self.local = fold(local.partition("+")[0])
        self.name = fold(sender.name if sender and named else raw)
        self.local_in, self.name_in = find_lists((self.local,)), find_lists((self.name,))
        words = (*self.name.split()[:_MOST_NAMES], "", *self.local.split()[:_MOST_NAMES])
        begins = [at for at, word in enumerate(words) if word in _load_first_words() or word[:1] >= _NO_BLANKS]
        self.called = _NOWHERE.union(*(find_beginning(" ".join(words[at : at + _LONGEST_NAME])) for at in begins))

    def _read_subject(self, subject: str) -> None:
        self.clean = clean_subject(subject)
        self.subject = fold(self.clean)
        has_colon = ":" in self.clean
        self.is_forward = has_colon and is_forward(self.clean)
        self.is_prefixed = self.is_forward or (has_colon and is_reply(self.clean))
        self.has_reference = self.headers.find("in-reply-to") != b""
        stripped = strip_prefixes(self.clean) if has_colon or self.clean.startswith(_OPENS_TAG) else self.clean
        stripped = _CJK_TAG.sub("", stripped, count=1) if stripped.startswith("【") else stripped
        self.bare = self.subject if stripped is self.clean else fold(stripped)
        found = _HEAD.match(self.clean if self.is_prefixed else stripped)
        self.head = fold(found[0]) if found else ""
        self.head_in, self.subject_in = find_lists((self.head,)), find_lists((self.subject,))
        self.headed = self.head_in | self.subject_in
        begun = find_beginning(self.subject)
        self.begun_bare = begun if self.bare is self.subject else begun | find_beginning(self.bare)
        self.begun = begun if self.is_prefixed else self.begun_bare
        self.begun_within = _find_within(self.subject, self.clean)

    @property
    def report_type(self) -> str:
        """What a multipart/report reports (RFC 6522 §3), or ""."""
        return (
            self.root.parameters.get("report-type", "").lower() if self.root.content_type == "multipart/report" else ""
        )

    def find_part(self, *types: str) -> Part | None:
        """The first part of one of these types; None when there is none."""
        return None if self.types.isdisjoint(types) else next(part for part in self.parts if part.content_type in types)

    @cached_property
    def body(self) -> str:
        """The text, folded, between blanks."""
        return f" {fold(self.text[:MAX_BODY])} "

    @cached_property
    def own_lower(self) -> str:
        """What is new in it, in small letters."""
        return self.own[:MAX_BODY].lower()

    @cached_property
    def own_body(self) -> str:
        return f" {fold(self.own[:MAX_BODY])} "


@cache
def load_phrases(group: str, name: str) -> tuple[str, ...]:
    """The phrases of a list in automatic.toml, folded, each once; () for a list that is not there."""
    return tuple(
        dict.fromkeys(folded for word in load_words("automatic")[group].get(name, ()) if (folded := fold(word)))
    )


@cache
def _load_lists() -> Mapping[str, Found]:
    """Each phrase with the lists that it stands in."""
    lists = [(group, name) for group, named in load_words("automatic").items() for name in named]
    phrases = {phrase for one in lists for phrase in load_phrases(*one)}
    holders = {one: frozenset(load_phrases(*one)) for one in lists}
    return {phrase: frozenset(one for one, held in holders.items() if phrase in held) for phrase in phrases}


@cache
def _load_first_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in _load_lists())


def find_lists(phrases: Iterable[str]) -> Found:
    """The lists of which one of the phrases is one, folded."""
    lists = _load_lists()
    found = [lists[phrase] for phrase in phrases if phrase in lists]
    return _NOWHERE.union(*found) if found else _NOWHERE


def find_beginning(folded: str) -> Found:
    """The lists of which a phrase stands at its beginning: its first word, its first two, its first three …
    Where words are not parted, as in Japanese, its first two characters, its first three …"""
    if folded[:1] >= _NO_BLANKS:
        return find_lists(folded[:length] for length in range(2, _LONGEST_UNPARTED + 1))
    if folded.partition(" ")[0] not in _load_first_words():
        return _NOWHERE
    return find_lists(accumulate(folded.split(" ", _LONGEST_PHRASE)[:_LONGEST_PHRASE], "{} {}".format))


def _find_within(subject: str, clean: str) -> Found:
    """`You have 3 new messages in quarantine`, `Re: Exports (verification required)`: what it begins with, but for its
    numbers, or has in brackets at its end."""
    bare = _NUMBER.sub("", subject)
    bracketed = fold(_BRACKETS.split(clean)[-2]) if clean.endswith((")", "]")) else ""
    return (find_beginning(bare) if bare != subject else _NOWHERE) | find_beginning(bracketed)


@cache
def _list_held() -> list[tuple[str, str]]:
    """What only one kind of program says, with its group."""
    return [(phrase, group) for group in load_words("automatic") for phrase in load_phrases(group, "holds")]


def _find_held(text: str) -> Iterator[tuple[str, str]]:
    return ((group, "opens") for phrase, group in _list_held() if phrase in text)


def _find_opening(text: str) -> Iterator[str]:
    """The first lines, folded, each with the line below it. Behind a colon somebody shows what somebody else wrote."""
    shown = (line.strip(" \t\xa0*|-") for line in text[:2_000].split("\n"))
    lines = list(islice((line[:_MAX_LINE] for line in shown if line), _FIRST_LINES + 1))
    shows = (at for at, line in enumerate(lines[:_FIRST_LINES], 1) if line.endswith((":", "：")))
    last = next(shows, _FIRST_LINES)
    folded = [fold(line) for line in lines[: last + 1]]
    return (f"{above} {below}" for above, below in zip(folded[:last], (*folded[1:], ""), strict=False))
