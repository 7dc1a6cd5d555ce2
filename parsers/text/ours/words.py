"""A text as words: no wrapping, quote mark, table, entity or curly quote is left in them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from parsers.words.fold import PLAIN, fold

MOST_WORDS = 20_000  # of a text that are looked at; what is longer is a pasted log
NUMBER = "0"  # every number is one word: letters say the same of different cases
_LONGEST_WORD = 80  # characters; folded, a letter of some alphabets becomes eighteen

# Words, but not what is left of a sign where UTF-8 was read as Windows-1252.
_WORD = re.compile(r"<(?:mailto|https?):[^<>\s]*>|â€œ|[âÂÃÅœ]+(?![^\W_])|(?P<word>[^\W_]+)")
CITED = re.compile(r"\s*[^\W\d_]{1,4}>+(?:\s+|$)")  # the initials that Supercite writes before each line: `SE> `
# Between the words of one sentence stands none of these, but quotes, hyphens and marks for bold. A comma ends none.
_EDGE = re.compile(r"[^\w\s,'’‘`´\"“”„«»*_~/&@#%+=-]|\t|\s{2,}|\s-\s")

Key = tuple[str, ...]  # words that stand one behind the other


class Word(NamedTuple):
    """A word of a text, folded, with its line, its place there and its paragraph; whether a sentence may begin or end
    with it."""

    text: str
    line: int
    start: int
    end: int
    paragraph: int
    opens: bool
    closes: bool


def fold_word(word: str) -> str:
    """The form in which words are compared. One that is longer than any of ours is none."""
    if len(word) > _LONGEST_WORD:
        return NUMBER if word.isdecimal() else ""
    return _fold_word(word)


@lru_cache(8192)  # the same few words are most of every text
def _fold_word(word: str) -> str:
    if word.isdecimal():
        return NUMBER
    return word.lower() if word.isascii() else fold(word).replace(" ", "")


def read_words(lines: Sequence[str]) -> list[Word]:
    """The words of the text, in order, up to MOST_WORDS."""
    words: list[Word] = []
    paragraph = 0
    for number, line in enumerate(lines):
        matches = islice(_WORD.finditer(line, _skip_cited(line)), MOST_WORDS)
        found = [match for match in matches if match["word"]]
        paragraph += not found
        opens = True
        for match, follower in zip(found, (*found[1:], None), strict=False):
            start, end = match.span()
            closes = follower is None or _has_edge(line[end : follower.start()])
            words.append(Word(fold_word(match[0]), number, start, end, paragraph, opens, closes))
            opens = closes
        if len(words) > MOST_WORDS:
            break
    return words[:MOST_WORDS]


def read_texts(lines: Sequence[str]) -> list[str]:
    """The words alone, folded."""
    text = "\n".join(lines)
    parts = [text] if _is_plain(text) else lines
    return list(islice(chain.from_iterable(map(_read_line, parts)), MOST_WORDS))


def _read_line(line: str) -> Iterable[str]:
    if _is_plain(line):  # five times as fast
        words = line.encode("ascii").translate(PLAIN).decode("ascii").split()
        return [word if word.isalpha() and len(word) <= _LONGEST_WORD else fold_word(word) for word in words]
    return map(fold_word, filter(None, _WORD.findall(line, _skip_cited(line))))


def _is_plain(text: str) -> bool:
    return text.isascii() and "<" not in text and ">" not in text


def _skip_cited(line: str) -> int:
    cited = CITED.match(line)
    return cited.end() if cited else 0


def _has_edge(between: str) -> bool:
    return between != " " and _EDGE.search(between) is not None
