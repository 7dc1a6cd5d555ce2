"""Thanks, and nothing else: who writes them has nothing to add (behaviour B9.22)."""

import re
from functools import cache

from parsers.text.borders.greetings import strip_greeting
from parsers.words.fold import fold
from parsers.words.load import load_thanks, load_words, one_of
from parsers.words.spellings import NAME

_PIECES = re.compile(r"[.!;\n]+|,\s|\s[–—-]+\s")
_WORD = re.compile(r"\w")
_LONGEST = 300  # characters
_MOST_OBJECT = 3  # words before what the thanks are for: "for your very quick reply"


class _Words:
    def __init__(self) -> None:
        closings, words = load_words("greetings")["closings"], load_words("thanks")["thanks"]
        thanks = _one([*load_thanks(), *words["words"]])
        more = _one([*closings["after_thanks"], *words["more"]])
        before = _one([*closings["before_help"], *words["before"]])
        aim = _one([*closings["help"], *words["for"]])
        beside, and_ = _one(words["beside"]), _one(words["and"])
        what = rf"(?:{before} ){{0,{_MOST_OBJECT}}}{aim}"
        object_ = rf"{_one(closings['thanks_for'])} {what}(?: {and_} {what})?(?: {_one(closings['after_help'])})?"
        rest = rf"(?: {more})*(?: {object_})?(?: {more})?"
        self.thanks = re.compile(rf"(?:{beside} )?(?:{and_} )?{thanks}{rest}")
        self.title = re.compile(rf"(?:{_one(words['titles'])})[.]? (?=\w)", re.IGNORECASE)
        self.beside = re.compile(beside)
        self.signs = re.compile(one_of(words["signs"]))


def _one(phrases: list[str]) -> str:
    return f"(?:{one_of(sorted({fold(phrase) for phrase in phrases}, key=len, reverse=True))})"


_words = cache(_Words)


def is_thanks_alone(text: str) -> bool:
    """Whether it thanks, perhaps by name and below a greeting, and says nothing else; a thumb or a smile as well. What
    goes on behind the thanks, or asks, is more."""
    if len(text) > _LONGEST or "?" in text:
        return False
    if not _WORD.search(text):
        return _words().signs.search(text) is not None
    lines = [strip_greeting(line) for line in _words().signs.sub(".", text).split("\n")]
    pieces = [piece.strip() for line in lines for piece in _PIECES.split(line) if _WORD.search(piece)]
    said = [_find_kind(piece) for piece in pieces]
    return "thanks" in said and None not in said and "name" not in said[:1]


def _find_kind(piece: str) -> str | None:
    """What a piece of it is; None for what says more."""
    folded, words = fold(piece), _words()
    if words.thanks.fullmatch(folded):
        return "thanks"
    if words.beside.fullmatch(folded):
        return "beside"
    head, _, last = words.title.sub("", piece).rpartition(" ")
    is_name = re.fullmatch(NAME, last) is not None
    if is_name and head and words.thanks.fullmatch(fold(head)):
        return "thanks"
    return "name" if is_name and not head else None
