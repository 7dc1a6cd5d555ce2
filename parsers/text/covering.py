"""Which words of a text are there because it quotes a letter of ours.

What stands between two sentences of a letter is ours where the letter has a value there, else its reader typed it."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from operator import attrgetter

from parsers.text.copies import Copy, find_copies, is_joined
from parsers.text.phrases import SAYINGS, Found, OurWords, Value, find_phrases, read_words

_WRAPPED = 55  # characters; a line that long may go on in the next
_ENDS = (".", "!", "?", ":", "…")
_SURE = 6  # words of a question or its reason that nobody else would write
_NEAR = 3  # lines, empty ones counted, between a letter's first value and its first sentence


class Covering:
    """The words of a text; `covered` has 1 for each that is ours. `sayings` are those of ours in it, by their first
    word, and `emptied` the lines without words that stand among ours."""

    def __init__(self, lines: Sequence[str], ours: OurWords) -> None:
        self.lines = lines
        self.words = read_words(lines)
        self.covered = bytearray(len(self.words))
        self.emptied: set[int] = set()
        self._ours = ours
        found = find_phrases(self.words, ours)
        longest = {one.start: one for one in sorted(found, key=lambda one: one.phrase.weight) if one.phrase.is_saying}
        self.sayings = dict(sorted(longest.items()))
        for copy in find_copies(found, ours):
            self._cover_copy(copy)
        self._cover_pieces(found)

    def is_label(self, start: int) -> bool:
        """Whether a label of ours begins with this word."""
        return start in self.sayings and self.sayings[start].phrase.pieces in self._ours.labels

    def is_one_line(self, at: int) -> bool:
        """Whether this word and the next stood on one line before a program wrapped it."""
        here, below = self.words[at], self.words[at + 1]
        text = self.lines[here.line].rstrip()
        wraps = len(text) >= _WRAPPED and not text.endswith(_ENDS)
        return here.line == below.line or (wraps and here.paragraph == below.paragraph)

    def _cover_copy(self, copy: Copy) -> None:
        sentences = copy.sentences
        for one in sentences:
            self._cover_sentence(one, copy.letters)
        for one, other in pairwise(sentences):
            if is_joined(one, other, copy.letters, self._ours):
                self._cover(one.end, other.start)
                self.emptied.update(range(self.words[one.end - 1].line + 1, self.words[other.start].line))
        for name in copy.find_forms():
            self._cover_lead(sentences[0], name)
            self._cover_trail(sentences[-1], name)
        end = sentences[-1].end
        for one in self.sayings.values():
            begin = self._find_begin(one.start) if SAYINGS in one.phrase.before else one.start
            if sentences[0].start < one.start and (one.end <= end or begin == end):
                self._cover_sentence(one, (SAYINGS,))
                end = max(end, one.end)

    def _cover_pieces(self, found: Sequence[Found]) -> None:
        """What is left of a letter that was cut down to a question and why it was asked."""
        starts, ends = ({at(one): one for one in found} for at in (attrgetter("start"), attrgetter("end")))
        for one in self.sayings.values():
            is_sure = one.phrase.weight >= _SURE and one.phrase.pieces in self._ours.questions
            if is_sure and not self.covered[one.start]:
                first, last = one, one
                while first.start in ends:
                    first = ends[first.start]
                while last.end in starts:
                    last = starts[last.end]
                self._cover(first.start, last.end)

    def _cover(self, start: int, end: int) -> None:
        self.covered[start:end] = b"\1" * (end - start)

    def _cover_sentence(self, one: Found, letters: Collection[str]) -> None:
        """With the values before and behind it, as far as its line goes."""
        self._cover(one.start, one.end)
        if not one.phrase.before.isdisjoint(letters):
            self._cover(self._find_begin(one.start), one.start)
        if not one.phrase.after.isdisjoint(letters):
            self._cover(one.end, self._find_end(one.end))

    def _find_begin(self, start: int) -> int:
        """Where the line with this word begins, as it was before a program wrapped it; not before a word of ours."""
        while start and not self.covered[start - 1] and self.is_one_line(start - 1):
            start -= 1
        return start

    def _find_end(self, end: int) -> int:
        """Behind its last word."""
        while end < len(self.words) and not self.covered[end] and self.is_one_line(end - 1):
            end += 1
        return end

    def _cover_lead(self, first: Found, name: str) -> None:
        """What the letter has above its first known sentence: a line that is all value, or what was said back."""
        places = first.phrase.places.get(name, (0,))
        at = self._find_begin(first.start) if name in first.phrase.before else first.start
        for value in reversed(self._ours.letters[name][: places[0]]):
            if value is None:
                break
            at = self._cover_sayings_above(at) if value.said else self._cover_line_above(at, value)

    def _cover_sayings_above(self, at: int) -> int:
        for one in reversed(self.sayings.values()):
            begin = self._find_begin(one.start)
            if begin < at <= self._find_end(one.end):
                self._cover_sentence(one, (SAYINGS,))
                at = begin
        return at

    def _cover_line_above(self, at: int, value: Value) -> int:
        if not at or self.covered[at - 1] or self.words[at].line - self.words[at - 1].line > _NEAR:
            return at
        start = self._find_begin(at - 1)
        text = " ".join(self.lines[self.words[start].line : self.words[at - 1].line + 1]).lower()
        if not re.search(".*".join(map(re.escape, value.shape)), text):
            return at
        self._cover(start, at)
        return start

    def _cover_trail(self, last: Found, name: str) -> None:
        """The value that ends the letter: the name below its closing words."""
        rest = self._ours.letters[name][last.phrase.places[name][-1] + 1 :] if name in last.phrase.places else ()
        is_near = last.end < len(self.words) and self.words[last.end].line <= self.words[last.end - 1].line + 1
        if is_near and rest and all(rest):
            self._cover(last.end, self._find_end(last.end + 1))
