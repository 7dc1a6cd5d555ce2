"""Phrases sought in running words: what they may look like stands at the head of `triggers.toml`."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

MOST_TEXT = 50_000  # characters: nobody describes a problem at greater length, and pasted logs name every word there is
MOST_WORDS = 50_000  # different words remembered with what they fit
STEM = 3  # letters by which stems are sought
LONGEST_PART = 6  # words
NEAR, CLAUSE = 4, 7  # words between at `...`, and between the two sides of `&`
ENDS = frozenset(".;!?\n")
SKIPPED = frozenset(",:()")

BETWEEN = "\n\n"  # two texts that are sought together: no phrase goes over it

Spans = tuple[tuple[int, int], ...]  # from which word up to which, for each part of a phrase

TOKEN = re.compile(
    r"\d[\d.,]*\d|[^\W_]+(?:['’\u2010\u2011-][^\W_]+)*|(?<!\s)\.|\.(?![a-z])|[,;:!?\n()]"
)  # `.lockbit` ends nothing
WRAPPED = re.compile(r"\n(?:(?<=[^\n]{55}\n)(?=[^\W\d_])|(?=[a-z]))")  # lines that a mail program broke
ACCENT = re.compile(r"[\u0300-\u036f]")
# l'avocat, dell'avvocato
ELIDED = re.compile(r"\b(?:[ldnscjmt]|qu|un|(?:d|n|a)ell|all|[ds]all|sull|quest|quell|c)'(?=\w)")
POSSESSIVE = re.compile(r"'s\b")
WITHOUT_UMLAUT = re.compile(r"([aou])e")
NUMBER = re.compile(r"\d[\d.,]*")
SPACES = str.maketrans({"’": "'", "-": " ", "ß": "ss", "œ": "oe", "\u2010": " ", "\u2011": " "})


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its group, from where to where its parts stand, and how it is written."""

    group: int
    spans: Spans
    phrase: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Parts in order; before each but the first, how many words may stand."""

    group: int
    parts: tuple[int, ...]
    gaps: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word fills: patterns of a word, those with which parts of several words begin, and which may come second
    in these; whole parts with how many words each takes, the phrases that go on behind them, by their second part, and
    all these second parts; and the phrases that they are alone. With each of the phrases, how many words it takes."""

    patterns: Set[int] = frozenset()
    begun: tuple[int, ...] = ()
    seconds: Set[int] = frozenset()
    parts: Mapping[int, int] = field(default_factory=dict)
    paired: tuple[tuple[int, Mapping[int, Sequence[_Phrase]]], ...] = ()
    sought: frozenset[int] = frozenset()
    alone: tuple[tuple[int, _Phrase], ...] = ()


_NOTHING = _Word()  # what most words fill


def fold(text: str) -> str:
    """Small letters without accents; an apostrophe's short word stands apart, and an owner's `'s` falls away."""
    text = text.lower().translate(SPACES)
    if not text.isascii():
        text = ACCENT.sub("", unicodedata.normalize("NFKD", text)).translate(SPACES)
    return POSSESSIVE.sub("", ELIDED.sub(lambda found: found[0][:-1] + " ", text)) if "'" in text else text


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and the marks of its clauses, folded; `spans` say where each stood in `source`."""

    source: str
    words: Sequence[str]
    spans: Sequence[tuple[int, int]]

    def quote(self, first: int, end: int) -> str:
        """What the mail says from one word up to another, in one line of small letters."""
        return " ".join(self.source[self.spans[first][0] : self.spans[end - 1][1]].split()).lower()


def read_words(text: str) -> Words:
    """Cuts a text into words; a line's end that a mail program made is none."""
    text = text[:MOST_TEXT]
    source = WRAPPED.sub(" ", text if text.isascii() else unicodedata.normalize("NFKC", text))
    words, spans = list[str](), list[tuple[int, int]]()
    for found in TOKEN.finditer(source):
        cut = _cut(found[0])
        words += cut
        spans += (found.span(),) * len(cut)
    return Words(source, words, spans)


@lru_cache(MOST_WORDS)  # the same marks and words come again and again
def _cut(token: str) -> tuple[str, ...]:
    """The words of one piece without a space: `l'avocat` and `Server-Ausfall` are two."""
    return tuple(word for one in fold(token).split() if (word := one.strip("'"))) or (token,)


class Phrases:
    """Phrases in numbered groups, all sought in one walk over the words."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._patterns: dict[str, int] = {}
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._stems: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._inside: list[tuple[re.Pattern[str], int]] = []
        self._parts: dict[str, int] = {}
        self._alternatives: dict[str, tuple[int, ...]] = {}  # the same few lists of words stand in thousands of phrases
        self._single: dict[int, list[int]] = defaultdict(list)
        self._several: dict[int, dict[int, list[tuple[tuple[int, ...], int]]]] = defaultdict(lambda: defaultdict(list))
        self._alone: dict[int, list[_Phrase]] = defaultdict(list)
        self._pairs: dict[int, dict[int, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
        for number, phrases in enumerate(groups):
            for phrase in phrases:
                self._enter(number, phrase)
        self._any_inside = re.compile("|".join(pattern.pattern for pattern, _ in self._inside) or "(?!)")
        self.look_up = lru_cache(MOST_WORDS)(self._look_up)

    def _enter(self, group: int, phrase: str) -> None:
        """Enters the phrase, and where an `&` stands in it the other order as well."""
        sides = [[self._number_part(part) for part in side.split(" ... ")] for side in phrase.split(" & ")]
        for order in [sides] if len(sides) == 1 else [sides, sides[::-1]]:
            parts = tuple(part for side in order for part in side)
            gaps = tuple(gap for side in order for gap in (CLAUSE, *(NEAR,) * (len(side) - 1)))[1:]
            entered = _Phrase(group, parts, gaps, phrase)
            (self._pairs[parts[0]][parts[1]] if gaps else self._alone[parts[0]]).append(entered)

    def _number_part(self, part: str) -> int:
        """The number of a part: its words are entered when it is new, cut as `read_words` cuts a text."""
        if part in self._parts:
            return self._parts[part]
        number = self._parts[part] = len(self._parts)
        for alternative in fold(part).split("|"):
            words = self._alternatives.get(alternative)
            if words is None:
                words = tuple(self._number_pattern(word.strip("'")) for word in alternative.split())
                self._alternatives[alternative] = words
            if len(words) == 1:
                self._single[words[0]].append(number)
            elif words:
                self._several[words[0]][words[1]].append((words[2:], number))
        return number

    def _number_pattern(self, pattern: str) -> int:
        if pattern in self._patterns:
            return self._patterns[pattern]
        number = self._patterns[pattern] = len(self._patterns)
        if pattern.startswith("*"):
            self._inside.append(
                (re.compile(re.escape(pattern.strip("*")) + ("" if pattern.endswith("*") else "$")), number)
            )
        elif pattern.endswith("*"):
            self._stems[pattern[:-1][:STEM]].append((pattern[:-1], number))
        else:
            self._exact["#" if pattern.startswith("#") else pattern].add(number)
        return number

    def _find_patterns(self, word: str) -> Set[int]:
        """The patterns that the word fits."""
        patterns: set[int] = set(self._exact.get("#", ())) if NUMBER.fullmatch(word) else set()
        for form in {word, WITHOUT_UMLAUT.sub(r"\1", word)}:
            patterns |= self._exact.get(form, set())
            for length in range(1, STEM + 1):
                patterns.update(number for stem, number in self._stems.get(form[:length], ()) if form.startswith(stem))
            if self._any_inside.search(form):
                patterns.update(number for pattern, number in self._inside if pattern.search(form))
        return patterns

    def _look_up(self, word: str) -> _Word:
        patterns = self._find_patterns(word)
        if not patterns:
            return _NOTHING
        parts = dict.fromkeys((part for pattern in patterns for part in self._single.get(pattern, ())), 1)
        begun = tuple(pattern for pattern in patterns if pattern in self._several)
        seconds = frozenset[int]().union(*(self._several[pattern] for pattern in begun))
        return self._fill(_Word(frozenset(patterns), begun, seconds), parts)

    def _fill(self, word: _Word, found: Mapping[int, int]) -> _Word:
        """The word with these parts, too, that it fills or begins."""
        parts = {**word.parts, **found}
        paired = tuple((length, self._pairs[part]) for part, length in parts.items() if part in self._pairs)
        sought = word.sought.union(*(self._pairs[part] for part in found if part in self._pairs))
        alone = tuple((length, phrase) for part, length in parts.items() for phrase in self._alone.get(part, ()))
        return _Word(word.patterns, word.begun, word.seconds, parts, paired, sought, alone)

    def _read(self, words: Sequence[str]) -> list[_Word]:
        """What each word fills, parts of several words included that begin with it."""
        read = list(map(self.look_up, words))
        for at, (one, following) in enumerate(pairwise(read)):
            if one.begun and not one.seconds.isdisjoint(following.patterns) and (found := self._find_parts(read, at)):
                read[at] = self._fill(one, found)
        return read

    def _find_parts(self, read: Sequence[_Word], at: int) -> Mapping[int, int]:
        """The parts of several words that begin here, with how many words each takes."""
        found: dict[int, int] = {}
        following, third = read[at + 1].patterns, read[at + 2].patterns if at + 2 < len(read) else frozenset()
        for seconds in (self._several[pattern] for pattern in read[at].begun):
            if seconds.keys().isdisjoint(following):
                continue
            for rest, part in (entry for second in following if second in seconds for entry in seconds[second]):
                if not rest or (rest[0] in third and _goes_on(read[at + 3 : at + 2 + len(rest)], rest[1:])):
                    found[part] = max(found.get(part, 0), 2 + len(rest))
        return found

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """All phrases in the words, from left to right."""
        read = self._read(words)
        places = _Places(words)
        filled = [at for at, one in enumerate(read) if one.parts]
        there = frozenset[int]().union(*(read[at].parts for at in filled))
        for number, at in enumerate(filled):
            one = read[at]
            for length, phrase in one.alone:
                yield Hit(phrase.group, ((at, at + length),), phrase.text)
            if one.sought.isdisjoint(there):
                continue
            sought = one.sought & there
            last = places.find_last(at, CLAUSE + LONGEST_PART)
            for other in filled[number + 1 : bisect_right(filled, last)]:
                if not read[other].parts.keys().isdisjoint(sought):
                    yield from self._pair(read, places, at, other)

    def _pair(self, read: Sequence[_Word], places: "_Places", at: int, other: int) -> Iterator[Hit]:
        """The phrases whose first two parts begin at these places."""
        for length, seconds in read[at].paired:
            for second in seconds.keys() & read[other].parts.keys():
                for phrase in seconds[second]:
                    if other >= at + length and places.are_near(at + length - 1, other, phrase.gaps[0]):
                        begun = ((at, at + length), (other, other + read[other].parts[second]))
                        yield from (
                            Hit(phrase.group, spans, phrase.text) for spans in _finish(phrase, begun, read, places)
                        )


def _goes_on(read: Sequence[_Word], patterns: Sequence[int]) -> bool:
    """Whether there are as many words as patterns, and each fits its own."""
    return len(read) == len(patterns) and all(one in word.patterns for one, word in zip(patterns, read, strict=True))


class _Places:
    """How far places are from one another: in words that count, within one clause."""

    def __init__(self, words: Sequence[str]) -> None:
        self._ends = [at for at, word in enumerate(words) if word in ENDS] + [len(words)]
        self._skipped = [at for at, word in enumerate(words) if word in SKIPPED]

    def find_last(self, at: int, gap: int) -> int:
        """The last place in its clause that has at most `gap` words between itself and this one."""
        end = self._ends[bisect_left(self._ends, at)]
        last = at + gap + 1
        begun = bisect_left(self._skipped, at)
        while begun < len(self._skipped) and self._skipped[begun] <= last < end:
            begun, last = begun + 1, last + 1
        return min(last, end)

    def are_near(self, last: int, following: int, gap: int) -> bool:
        """Whether both stand in one clause with at most `gap` words between them."""
        return following <= self.find_last(last, gap)


def _finish(
    phrase: _Phrase, spans: tuple[tuple[int, int], ...], read: Sequence[_Word], places: _Places
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Where the rest of the phrase stands behind these spans, once."""
    if len(spans) == len(phrase.parts):
        yield spans
        return
    part, gap, end = phrase.parts[len(spans)], phrase.gaps[len(spans) - 1], spans[-1][1]
    for at in range(end, len(read)):
        if not places.are_near(end - 1, at, gap):
            return
        if part in read[at].parts:
            yield from _finish(phrase, (*spans, (at, at + read[at].parts[part])), read, places)
