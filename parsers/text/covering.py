"""Which words of a text are there because it quotes a letter of ours.

What stands between two sentences of a letter is ours where the letter has a value there, else its reader typed it."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile
from operator import attrgetter

from parsers.text.copies import Copy, find_copies, is_joined
from parsers.text.cuts import find_begun, find_cuts, find_ended
from parsers.text.phrases import CITED, SAYINGS, Found, OurWords, Phrase, Value, find_phrases, read_words

_WRAPPED = 55  # characters; a line that long may go on in the next
_SLIGHT = 3  # words; fewer of a cut sentence are ours only close to another
_MOST_NEAR = 60  # words of a value beside a sentence that was cut
_HANGING = re.compile(r"[\s>]*[-✓·…“”\"'’.,;:!?)\]*_]+\s*")  # marks without a word
_GOES_ON = re.compile(r"\s*(?:[,✓]|[”\"?]*\)[:;])")  # behind a word with which no answer ends: `low):`
_CLOSING = re.compile(r"[\s>]*[…“”\"'’]*\)[:;.]?\s*")
_COLON = re.compile("[:：]")
_ENDS = (".", "!", "?", ":", "…")
_SURE = 6  # words of a question or its reason that nobody else would write
_NEAR = 3  # lines, empty ones counted, between a letter's first value and its first sentence


class Covering:
    """The words of a text; `covered` has 1 for each that is ours. `sayings` are those of ours in it, by their first
    word, and `emptied` the lines without words that stand among ours. `quoted`: the line from which all is quoted."""

    def __init__(self, lines: Sequence[str], ours: OurWords, quoted: int | None = None) -> None:
        self.lines = lines
        self.words = read_words(lines)
        self.covered = bytearray(len(self.words))
        self.emptied: set[int] = set()
        self._ours = ours
        self._quoted = len(lines) if quoted is None else quoted
        cuts = find_cuts(self.words, ours)
        found = find_phrases(self.words, ours, cuts)
        longest = {one.start: one for one in sorted(found, key=lambda one: one.phrase.weight) if one.phrase.is_saying}
        self.sayings = dict(sorted(longest.items()))
        known = sorted([*found, *cuts], key=lambda one: (one.start, one.end))
        for copy in find_copies(known, ours):
            self._cover_copy(copy)
            self._cover_cut_above(copy)
            self._cover_cut_below(copy)
        self._cover_pieces(found)
        self._empty_marks()

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

    def _empty_marks(self) -> None:
        """What a program wrapped off our last words (`…”):`), and its initials before no words."""
        self.emptied.update(number for number, line in enumerate(self.lines) if CITED.fullmatch(line))
        ours = {word.line for word, covered in zip(self.words, self.covered, strict=True) if covered}
        self.emptied.update(
            line + 1 for line in ours if line + 1 < len(self.lines) and _HANGING.fullmatch(self.lines[line + 1])
        )
        first = min(ours, default=0)
        self.emptied.update(line for line in range(first) if _CLOSING.fullmatch(self.lines[line]))

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
        begins = True
        for value in reversed(self._ours.letters[name][: places[0]]):
            if value is None:
                begins = False
            elif begins and value.said:
                at = self._cover_sayings_above(at, valued=True)
            # `Priority: low` where the quote begins
            elif begins or (not value.said and any(map(str.isalpha, value.shape))):
                at = self._cover_line_above(at, value)

    def _cover_sayings_above(self, at: int, *, valued: bool = False) -> int:
        """Those that end here, or each with a value behind it; where the first begins."""
        for one in reversed(self.sayings.values()):
            begin = self._find_begin(one.start) if valued or SAYINGS in one.phrase.before else one.start
            if begin < at <= (self._find_end(one.end) if valued or SAYINGS in one.phrase.after else one.end):
                self._cover_sentence(one, (SAYINGS,))
                at = begin
        return at

    def _cover_line_above(self, at: int, value: Value) -> int:
        if not at or self.covered[at - 1] or self.words[at].line - self.words[at - 1].line > _NEAR:
            return at
        start = self._find_begin(at - 1)
        if not self._has_shape(start, at, value):
            return at
        self._cover(start, at)
        return start

    def _has_shape(self, start: int, end: int, value: Value) -> bool:
        text = " ".join(self.lines[self.words[start].line : self.words[end - 1].line + 1]).lower()
        return re.search(".*".join(map(re.escape, value.shape)), text) is not None

    def _cover_trail(self, last: Found, name: str) -> None:
        """The values that follow in the letter: the name below its closing words.
        Below the head of an older mail nobody can tell
        where a longer one ends."""
        rest = self._ours.letters[name][last.phrase.places[name][-1] + 1 :] if name in last.phrase.places else ()
        end = last.end if last.phrase.after.isdisjoint((name,)) else self._find_end(last.end)
        for value in takewhile(lambda value: value is not None, rest):
            if value is None or value.said or end == len(self.words):
                return
            line = self._find_end(end + 1)
            if not value.shape and self.words[end].line >= self._quoted and not all(rest):
                self._cover(end, len(self.words))
            elif self.words[end].line <= self.words[end - 1].line + 1 and self._has_shape(end, line, value):
                self._cover(end, line)
                end = line

    def _cover_cut_below(self, copy: Copy) -> None:
        """The beginning of the letter's next sentence, where the quote was cut in it;
        of a line, those before it too."""
        at = copy.sentences[-1].end
        is_there = True
        while is_there:
            while at < len(self.words) and self.covered[at]:
                at += 1
            is_there = any(self._cover_next(copy, at, begin) for begin in self._find_near(at, 1))
        text = self.words[at].text if at + 1 == len(self.words) else ""
        if text and self._runs_on(at - 1) and any(word.startswith(text) for word in self._ours.phrases):
            self._cover(at, at + 1)

    def _cover_next(self, copy: Copy, at: int, begin: int) -> bool:
        """Whether a sentence that may stand there begins with this word;
        only a value stands before it, from `at` on."""
        phrases = self._ours.phrases.get(self.words[begin].text, ())
        known = (
            one for one in phrases if _may_follow(copy.sentences[-1].phrase, one, copy) and (begin == at or one.before)
        )
        cut = find_begun(self.words, begin, known)
        if cut is None or not self._is_cut(cut, at - 1, begin):
            return False
        self._cover(at, begin)
        self._cover_sentence(cut, cut.phrase.places)
        return True

    def _cover_cut_above(self, copy: Copy) -> None:
        """The end of the sentence before the first, where the quote begins in it."""
        first = copy.sentences[0]
        at = first.start
        while at and self.covered[at - 1]:
            at -= 1
        at = self._cover_sayings_above(at)
        for end in self._find_near(at - 1, -1):
            endings = self._ours.endings.get(self.words[end].text, ())
            known = (one for one in map(Phrase.turn, endings) if _may_follow(one, first.phrase, copy))
            cut = find_ended(self.words, end, (one for one in known if end == at - 1 or one.after))
            if cut is not None and self._is_cut(cut, end, at):
                self._cover_sentence(cut, cut.phrase.places)
                self._cover(end, at)
                return

    def _find_near(self, at: int, step: int) -> Iterator[int]:
        """This word, if there is one, and those of its paragraph behind or before it."""
        begin = at
        while (
            0 <= at < len(self.words)
            and abs(at - begin) < _MOST_NEAR
            and self.words[at].paragraph == self.words[begin].paragraph
        ):
            yield at
            at += step

    def _is_cut(self, cut: Found, above: int, below: int) -> bool:
        """Whether a part of a sentence beside a letter of ours is ours:
        a word or two only at an end of the text or on the next
        line; of a saying, which people write too ("high"), and a whole sentence only in the same line."""
        if cut.is_cut and cut.phrase.weight >= _SLIGHT:
            return True
        if below - above > 1:
            return False
        if cut.phrase.is_saying or not cut.is_cut:
            one = self.words[above]
            return self._runs_on(above) or (
                cut.start == 0 and _GOES_ON.match(self.lines[one.line], one.end) is not None
            )
        return (
            self._find_begin(cut.start) == 0
            or cut.end == len(self.words)
            or self.words[below].line <= self.words[above].line + _NEAR
        )

    def _runs_on(self, at: int) -> bool:
        """Whether this word and the next stood on one line; what stands behind a question's colon was typed."""
        one, other = self.words[at], self.words[at + 1]
        between = self.lines[other.line][one.end if one.line == other.line else 0 : other.start]
        is_asked = _COLON.search(between) is not None and any(said.end == at + 1 for said in self.sayings.values())
        return self.is_one_line(at) and not is_asked


def _may_follow(one: Phrase, other: Phrase, copy: Copy) -> bool:
    """Whether the other sentence stands below the first in the letter, or may stand anywhere.
    Of a single sentence nobody knows
    which of its letters it is from."""
    if one.is_saying or other.is_saying:
        return True
    names = (one.places.keys() & other.places.keys()) & (
        copy.letters.keys() if len(copy.sentences) > 1 else one.places.keys()
    )
    return any(one.places[name][0] < other.places[name][-1] for name in names)
