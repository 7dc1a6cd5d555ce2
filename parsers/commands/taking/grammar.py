"""Who takes a case or does not, by the grammar of everyday sentences: who, the verb, what is taken; one table for each
language (behaviour B7.6, B7.24)."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from parsers.words.fold import strip_accents
from parsers.words.load import load_words


@cache
def _rows(kind: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The rows of one kind, each with its language, by the words with which they begin: few are asked of a sentence."""
    by_word: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for language, lists in load_words("taking").items():
        for row in lists[kind]:
            for word in _find_first_words(row, lists):
                by_word[word].append((language, row))
    return by_word


def _find_first_words(row: str, lists: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    for word in row.split(" "):
        bare = word.removesuffix("?")
        if bare.startswith("{"):
            found |= {first for one in lists[bare.strip("{}")] for first in _find_first_words(one, lists)}
        else:
            found |= set(_spell(bare).split("/"))
        if bare == word:
            break
    return found


@cache
def _compile(language: str, row: str) -> re.Pattern[str]:
    """The pattern of a row, a space behind each word."""
    return re.compile(_read_row(row, load_words("taking")[language]))


def _read_row(row: str, lists: Mapping[str, list[str]]) -> str:
    return "".join(_read_word(word, lists) for word in row.split(" "))


def _read_word(word: str, lists: Mapping[str, list[str]]) -> str:
    """The pattern of one word of a row: of a list, of alternatives, or `*`; `?` behind it leaves it out."""
    bare = word.removesuffix("?")
    if bare == "*":
        said = r"\S+ (?:\S+ )*"
    elif bare.startswith("{"):
        said = "|".join(_read_row(row, lists) for row in lists[bare.strip("{}")])
    else:
        said = rf"(?:{'|'.join(map(re.escape, _spell(bare).split('/')))}) "
    return f"(?:{said})" if bare == word else f"(?:{said})?"


def _says(kind: str, words: str) -> bool:
    said = f"{_spell(words)} "
    rows = _rows(kind).get(said.partition(" ")[0], ())
    return any(_compile(language, row).fullmatch(said) for language, row in rows)


def takes(words: str) -> bool:
    """Whether a folded clause takes the case, and says nothing else: `I can take this one`, `ich werde das machen`."""
    return _says("takes", words)


def leaves(words: str) -> bool:
    """Whether a folded clause does not take it: `das mache ich nicht`, `I have to sit this one out`."""
    return _says("leaves", words)


def returns(words: str) -> bool:
    """Whether a folded clause gives back what its writer has taken: `I have to hand this back`."""
    return _says("returns", words)


def wants_another(words: str) -> bool:
    """Whether a folded clause, asked or not, wants somebody else to: `could someone else pick this up`."""
    return _says("another", words)


@lru_cache(1024)
def _spell(words: str) -> str:
    """Without accents, umlauts in either way of writing them."""
    return strip_accents(words).replace("ue", "u")
