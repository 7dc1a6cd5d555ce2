"""Which letters of ours a text quotes: sentences of ours that stand in the order of one letter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.text.phrases import SAYINGS, Found, OurWords, Phrase, Value

_FEWEST = 8  # fixed words by which a letter is known: a sentence or two of fewer may be anybody's
_KEY = 7  # and one of its sentences must have so many: people write headings of ours too ("What happened")
_SLIGHT = 3  # a sentence of fewer words is ours only beside another
_MOST_BETWEEN = 16  # sentences that may be found by chance between two of a letter


@dataclass(frozen=True, slots=True)
class Copy:
    """The sentences of one letter in a text, in order; `letters`: the letter's text, its HTML, or both, by name."""

    sentences: Sequence[Found]
    letters: Mapping[str, int]

    def find_forms(self) -> list[str]:
        """The text or the HTML, whichever has more of the sentences."""
        counts = {name: sum(name in one.phrase.places for one in self.sentences) for name in self.letters}
        return [name for name, count in counts.items() if count == max(counts.values())]


@dataclass(frozen=True, slots=True)
class _Step:
    """A sentence as the next of a letter; `letters`: how far it has come in the letter's text and in its HTML."""

    found: Found
    letters: Mapping[str, int]
    weight: int
    before: "_Step | None" = None


def find_copies(found: Sequence[Found], ours: OurWords) -> Iterator[Copy]:
    """The letters whose sentences these are, those with the most words of ours first."""
    taken: set[int] = set()
    for step in sorted(_find_steps(found, ours), key=lambda step: -step.weight):
        sentences = _read_back(step) if step.found.start not in taken else []
        if sentences and taken.isdisjoint(one.start for one in sentences):
            taken.update(one.start for one in sentences)
            copy = _trim(Copy(sentences, step.letters), ours)
            if _is_sure(copy):
                yield copy


def _find_steps(found: Sequence[Found], ours: OurWords) -> Iterator[_Step]:
    """Each sentence in each letter that has it."""
    steps: dict[str, list[_Step]] = {}
    for one in found:
        for stem in {_stem(name) for name in one.phrase.places if name != SAYINGS}:
            known = steps.setdefault(stem, [])
            step = _find_step(one, stem, known[-_MOST_BETWEEN:], ours)
            if step is not None:
                known.append(step)
                yield step


def is_joined(one: Found, other: Found, letters: Mapping[str, int], ours: OurWords) -> bool:
    """Whether what stands between two sentences of a letter, if anything, is ours: there is a value in the letter."""
    if one.end == other.start or not one.phrase.after.isdisjoint(letters):
        return True
    between = (value for name in letters for value in _find_between(ours.letters[name], name, one.phrase, other.phrase))
    return any(value is not None and not value.said for value in between)


def _find_between(parts: Sequence[Value | None], name: str, one: Phrase, other: Phrase) -> Sequence[Value | None]:
    """What the letter has between two sentences; where it has but one of them, beside that."""
    above, below = one.places.get(name), other.places.get(name)
    if above and below:
        return parts[above[0] : below[-1]]
    if above:
        return parts[above[-1] + 1 : above[-1] + 2]
    return parts[max(below[0] - 1, 0) : below[0]] if below else ()


def _find_step(one: Found, stem: str, before: Sequence[_Step], ours: OurWords) -> _Step | None:
    """The sentence behind those of the letter that have the most words, or as its first."""
    best = None if one.phrase.is_saying else _Step(one, _go_on({}, one.phrase, stem), one.phrase.weight)
    for step in reversed(before):
        weight = step.weight + one.phrase.weight
        may_follow = step.found.end <= one.start and (best is None or weight > best.weight)
        letters = _go_on(step.letters, one.phrase, stem) if may_follow else {}
        is_stray = step.weight < _SLIGHT and letters and not is_joined(step.found, one, letters, ours)
        if letters and not is_stray:
            best = _Step(one, letters, weight, step)
    return best


def _go_on(letters: Mapping[str, int], phrase: Phrase, stem: str) -> Mapping[str, int]:
    """How far the letter's text and its HTML have come with this sentence, which may be in both; empty when it stood
    before. What stands twice in a letter is a list's."""
    reached = dict(letters)
    for name, places in phrase.places.items():
        if _stem(name) == stem:
            last = letters.get(name, -1)
            place = next((place for place in places if place > last or (place == last and len(places) > 1)), None)
            if place is None:
                return {}
            reached[name] = place
    return reached


def _read_back(step: _Step | None) -> list[Found]:
    sentences = []
    while step is not None:
        sentences.append(step.found)
        step = step.before
    return sentences[::-1]


def _trim(copy: Copy, ours: OurWords) -> Copy:
    """Without short sentences at its end that may be anybody's."""
    kept = list(copy.sentences)
    while len(kept) > 1 and kept[-1].phrase.weight < _SLIGHT and not is_joined(kept[-2], kept[-1], copy.letters, ours):
        del kept[-1]
    return Copy(kept, copy.letters)


def _is_sure(copy: Copy) -> bool:
    weights = [one.phrase.weight for one in copy.sentences]
    return sum(weights) >= _FEWEST and max(weights) >= _KEY


def _stem(name: str) -> str:
    """The letter's name without its form."""
    return name.rpartition(".")[0] or name
