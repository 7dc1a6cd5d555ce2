"""Phrases of the lists as patterns, and the sentences in which they are looked for."""

import re
from collections.abc import Iterable
from itertools import product

from parsers.words.fold import fold, fold_line, strip_accents

NAME = r"(?!I\b|I['’])[A-ZÀ-ÖØ-ÞŒ][\w'’-]*(?: [A-ZÀ-ÖØ-ÞŒ][\w'’-]*)?"
SENTENCES = re.compile(r"(?<!\bn\.)(?<!\bnr\.)(?<!\bno\.)(?<=[.!?;])\s+|\n\s*\n\s*", re.IGNORECASE)  # "no. 4711" is one
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spell(word: str) -> set[str]:
    """The word, folded, as it is written where a keyboard has no umlauts or no accents."""
    word = fold_line(word)
    return {word, word.translate(_UMLAUTS), strip_accents(word)}


def spell_all(phrase: str) -> set[str]:
    """Each phrase that `takes/has it/this` stands for, in its spellings."""
    each = (" ".join(choice) for choice in product(*(part.split("/") for part in phrase.split(" "))))
    return {form for one in each for form in spell(one)}


def split_words(phrases: Iterable[str]) -> frozenset[str]:
    """Every word of the phrases, folded."""
    return frozenset(word for phrase in phrases for word in fold(phrase).split())


def one_of_phrases(words: Iterable[str]) -> str:
    """A pattern's alternatives, longer ones first. In a phrase `takes/has it/this` is each of the four; ` … ` are up to
    five words; `$` ends what is said."""
    spelt = sorted(
        {form for word in words for form in spell_all(word.replace("…", "@@"))}, key=lambda word: (-len(word), word)
    )
    escaped = (
        re.escape(word).replace(r"\ @@\ ", r"(?:\ \S+){0,5}?\ ").replace(r"\$", r"(?=\s*(?:[,.;!)]|$))")
        for word in spelt
    )
    return "|".join(escaped)


class Phrases:
    """Phrases to be found in folded words, by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for phrase in sorted(map(fold, phrases), key=len, reverse=True):
            self._by_word.setdefault(phrase.split(" ")[0], []).append(phrase)

    def find(self, words: str) -> str | None:
        """The longest phrase with which the words begin."""
        known = self._by_word.get(words.split(" ", maxsplit=1)[0], ())
        return next((phrase for phrase in known if f"{words} ".startswith(f"{phrase} ")), None)

    def stand_in(self, words: str) -> bool:
        """Whether one of them stands anywhere in the words."""
        said = f" {words} "
        return any(f" {phrase} " in said for word in set(words.split()) for phrase in self._by_word.get(word, ()))


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, in its own spelling; none is empty."""
    return [sentence for sentence in SENTENCES.split(text) if sentence.strip()]
