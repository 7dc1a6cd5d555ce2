"""The sentences of which notices of an absence are made, each with what it says: that somebody is away, until when,
whom to ask instead (behaviour B2.10)."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

from parsers.text.borders.greetings import strip_greeting
from parsers.text.borders.signature import begins_signature
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of
from parsers.words.spellings import split_sentences

LONGEST = 28  # words
WEIGHTS = {"away": 1, "notice": 3, "unread": 3, "later": 2, "urgent": 2, "instead": 1, "thanks": 2, "until": 1}
BEGIN = ("away", "notice")  # kinds that a sentence begins with; the others stand in it
_DATES = re.compile(r"\b[0-9]{1,2}[./][0-9]{1,2}\b|[0-9]{1,2}\.? [^\W\d_]+")
_ORDINAL = re.compile(r"(?<![0-9:])([0-9]{1,2})\.(?=\s+[^\W_])")  # `2. bis 6. März`, `24.12. bis` end no sentence
_ELIDED = re.compile(r"(?<=\b[ldnjscmtLDNJSCMT])['’]|(?<=\b[Qq]u)['’]|(?<=\bjusqu)['’]")
_HIMSELF, _IT_IS = re.compile(r"\b[Ii]['’]m\b"), re.compile(r"\b[Ii]t['’]s\b")
CLOCK = re.compile(r"\b[0-9]{1,2}(?:[:h][0-9]{2}\b|\s?(?:h|am|a\.m\.|hrs?|o'clock)\b)", re.IGNORECASE)


class _Words:
    """The kinds of sentences with their words, behind a blank where those stand inside."""

    def __init__(self) -> None:
        words = load_words("absences")
        inside = (*(kind for kind in WEIGHTS if kind not in BEGIN), "polite")
        self.inside = {
            kind: tuple(f" {fold(one)}" for group in words[kind].values() for one in group) for kind in inside
        }
        pairs = [(kind, one) for kind in BEGIN for group in words[kind].values() for one in group]
        self.beginnings = tuple((kind, *map(fold, one.partition(" ... ")[::2])) for kind, one in pairs)
        person = [word for group in words["person"].values() for word in group]
        self.person = re.compile(rf"\b(?:{one_of(person)})\b")
        self.adverbs = re.compile(rf"\b(?:{one_of(words['adverbs'])})\b ?")


_words = cache(_Words)


def has_beginning(body: str) -> bool:
    """Whether what stands in every notice stands in the folded text."""
    beginnings = _list_beginnings()
    return any(head in body for word in beginnings.keys() & body.split() for head in beginnings[word])


@cache
def _list_beginnings() -> Mapping[str, Sequence[str]]:
    """By their first word, without the words that an adverb may part."""
    heads = sorted({" ".join(head.split(" ")[:2]) for _, head, _ in _words().beginnings})
    return {word: list(alike) for word, alike in groupby(heads, key=lambda head: head.partition(" ")[0])}


def cut_sentences(own: str, name: str = "") -> list[str]:
    """The sentences in their own spelling, without the greeting, the closing, and who signs: perhaps only with the
    writer's `name`, folded, on a line of its own below an empty one."""
    kept: list[str] = []
    for line in own.split("\n"):
        is_name = bool(name and kept) and not kept[-1].strip() and fold(line) == name
        if kept and (is_name or begins_signature(line)):
            break
        kept.append(strip_greeting(line) if not any(map(str.strip, kept)) else line)
    return split_sentences(_ORDINAL.sub(r"\1", "\n".join(line if line.strip() else "" for line in kept)))


def drop_adverbs(folded: str) -> str:
    """A sentence without what tells nothing: "currently", "please note that"."""
    return _words().adverbs.sub("", folded).strip()


def part_elided(text: str) -> str:
    """The text with each short word that an apostrophe joins to the next as a word of its own: `d adresser`, `I am`."""
    if "'" not in text and "’" not in text:
        return text
    return _ELIDED.sub(" ", _IT_IS.sub("it is", _HIMSELF.sub("I am", text)))


def fold_elided(sentence: str) -> str:
    return drop_adverbs(fold(part_elided(sentence)))


def is_of_the_matter(words: str) -> bool:
    """Whether folded words hold one that a person says of a case."""
    return _words().person.search(words) is not None


def find_kinds(sentence: str) -> frozenset[str]:
    """Which kinds a sentence is of; none for what a person says beside."""
    if len(sentence.split(" ")) > LONGEST or _words().person.search(sentence):
        return frozenset()
    padded = f" {sentence} "
    begun = {kind for kind, head, tail in _words().beginnings if sentence.startswith(head) and tail in sentence}
    inside = {kind for kind, words in _words().inside.items() if any(map(padded.__contains__, words))}
    if not begun and inside == {"until"} and not _is_of_time(sentence):
        return frozenset()
    return frozenset(begun | inside)


def _is_of_time(sentence: str) -> bool:
    """Whether a sentence of its own says no more than until when: `Back on 16 March.`"""
    return _DATES.search(sentence) is not None and len(sentence.split(" ")) <= 8
