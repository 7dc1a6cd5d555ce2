"""Sentences of ours of which a quote has only the beginning or the end, because it was cut there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from parsers.text.phrases import Found, OurWords, Phrase, Word

_FEWEST = 7  # fixed words by which a cut sentence is known by itself
_WINDOW = 60  # words that a value may have inside a cut sentence
_MOST_FOUND = 500


def find_cuts(words: Sequence[Word], ours: OurWords) -> list[Found]:
    """Those with so many words that they are known by themselves."""
    begun = _find_known(words, ours.phrases)
    ended = _find_known(words[::-1], ours.endings)
    return [*begun, *(_turn(one, len(words)) for one in ended)]


def find_begun(words: Sequence[Word], at: int, phrases: Iterable[Phrase]) -> Found | None:
    """The longest beginning of one of the sentences that stands here."""
    found = [one for one in (_find_begun(words, at, phrase) for phrase in phrases) if one is not None]
    return max(found, key=lambda one: one.end, default=None)


def find_ended(words: Sequence[Word], at: int, phrases: Iterable[Phrase]) -> Found | None:
    """The longest end of one of the sentences of which this is the last word."""
    one = find_begun(words[::-1], len(words) - 1 - at, (phrase.turn() for phrase in phrases))
    return None if one is None else _turn(one, len(words))


def _turn(one: Found, count: int) -> Found:
    return Found(one.phrase.turn(), count - one.end, count - one.start, one.is_cut)


def _find_known(words: Sequence[Word], phrases: Mapping[str, Sequence[Phrase]]) -> Iterator[Found]:
    texts = {word.text for word in words}
    likely = {text: [one for one in phrases.get(text, ()) if len(one.words & texts) >= _FEWEST - 1] for text in texts}
    found = (
        _find_begun(words, at, phrase)
        for at, word in enumerate(words)
        for phrase in likely[word.text]
        if not phrase.is_saying
    )
    return islice(
        (one for one in found if one is not None and one.is_cut and one.phrase.weight >= _FEWEST), _MOST_FOUND
    )


def _find_begun(words: Sequence[Word], start: int, phrase: Phrase) -> Found | None:
    """Its beginning, up to the end of a line or into a value, or all of it."""
    read: list[tuple[str, ...]] = []
    end = start
    for piece in phrase.pieces:
        begin = _find_piece(words, end, piece) if read else start
        count = 0 if begin is None else _count(words, begin, piece)
        if begin is None or not count:
            break
        read.append(piece[:count])
        end = begin + count
        if count < len(piece):
            return Found(replace(phrase, pieces=tuple(read), after=frozenset()), start, end, True)
    if len(read) == len(phrase.pieces):
        return Found(phrase, start, end)
    return (
        Found(replace(phrase, pieces=tuple(read), after=frozenset(phrase.places)), start, end, True) if read else None
    )


def _find_piece(words: Sequence[Word], at: int, piece: Sequence[str]) -> int | None:
    """Where it begins behind a value."""
    for begin in range(at, min(at + _WINDOW, len(words))):
        if words[begin].paragraph != words[at - 1].paragraph:
            return None
        if words[begin].text == piece[0] and _count(words, begin, piece):
            return begin
    return None


def _count(words: Sequence[Word], at: int, piece: Sequence[str]) -> int:
    """How many words of the piece stand here: all, or those up to the end of a line.
    The text's last may itself be cut."""
    count = 0
    while count < len(piece) and at + count < len(words) and _is_same(words, at + count, piece[count], count > 0):
        count += 1
    while 0 < count < len(piece) and at + count < len(words) and words[at + count].line == words[at + count - 1].line:
        count -= 1
    return count


def _is_same(words: Sequence[Word], at: int, word: str, may_be_cut: bool) -> bool:
    text = words[at].text
    return text == word or (
        may_be_cut and at + 1 == len(words) and text != "" and (word.startswith(text) or word.endswith(text))
    )
