"""Which words of a text are there because it quotes a letter of ours, whatever its lines have become."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from parsers.text.ours.around import load_around
from parsers.text.ours.letters import KEY, Sent
from parsers.text.ours.runs import MISSING, Run, cut_shared, goes_on, is_between, is_longer
from parsers.text.ours.shapes import Shapes, cover_letter, find_letters, has_piece
from parsers.text.ours.words import CITED, NUMBER, Word, read_words

_SURE = 7  # words on end, numbers not counted, by which a letter is known
_WHATEVER = 12  # and by which it is known even where a sentence goes on
_MOST_NEAR = 12  # pieces that are compared
_MOST_BETWEEN = 200  # words typed between two pieces of a letter
_WRAPPED = 55  # characters; a line that long may go on in the next
_SHORTEST = 15  # characters that such a line may lack
_ENDS = (".", "!", "?", ":", "…")
_HANGING = re.compile(r"[\s>]*[-✓·…“”\"'’.,;:!?)\]*_]+\s*")  # marks without a word
_CLOSING = re.compile(r"[\s>]*[…“”\"'’]*\)[:;.]?\s*")
_TICKED = re.compile(r"[\s>]*[✓?]\s")
_QUOTED = re.compile(r"[>|\x1e\x1f]")
_TYPED_LABEL = re.compile(r"[\s>]*(?:[^\s:]+ ){0,2}[^\s:]+[^\S\n]?:\s*")


class Covering:
    """The words of a text; `covered` has 1 for each that is ours, and `emptied` are the lines without words that stand
    among ours."""

    def __init__(self, lines: Sequence[str], letters: Iterable[Sequence[Sent]], shapes: Shapes) -> None:
        """`letters` are those that the text may quote, each in its forms; where it quotes none of them, it may be one
        of the `shapes`."""
        self.lines = lines
        self.words = read_words(lines)
        self.covered = bytearray(len(self.words))
        self.emptied: set[int] = set()
        self._texts = [word.text for word in self.words]
        self._shapes = shapes
        for forms in letters:
            if forms:
                self._cover_letter(max(forms, key=lambda form: len(self._find_keys(form))))
        if not any(self.covered):
            self._cover_shapes(shapes)
        if any(self.covered):
            self._cover_dialogue()
            self._empty_marks()

    def is_one_line(self, at: int) -> bool:
        """Whether this word and the next stood on one line before a program wrapped it."""
        here, below = self.words[at], self.words[at + 1]
        if here.line == below.line or here.paragraph != below.paragraph:
            return here.line == below.line
        text = self.lines[here.line].rstrip()
        return not text.endswith(_ENDS) and (len(text) >= _WRAPPED or self._is_rest(here.line))

    def _is_rest(self, line: int) -> bool:
        """Whether a line was wrapped off the one above and has no mark, as that and the one below have."""
        if not 0 < line < len(self.lines) - 1:
            return False
        above, here, below = (text.lstrip()[:1] == ">" for text in self.lines[line - 1 : line + 2])
        return above and not here and below and len(self.lines[line - 1].rstrip()) + _SHORTEST >= _WRAPPED

    def find_closing(self, at: int) -> int:
        """Behind what a program wrapped off this word of ours and set at the beginning of the next line: `…”):`; 0 for
        nothing."""
        word = self.words[at]
        if not self.covered[at] or self.lines[word.line][word.end :].strip() or word.line + 1 == len(self.lines):
            return 0
        closing = _CLOSING.match(self.lines[word.line + 1])
        return closing.end() if closing else 0

    def _find_keys(self, letter: Sent) -> list[int]:
        """Where the text has a key of the letter."""
        texts, places = self._texts, letter.places
        return [at for at, key in enumerate(zip(texts, texts[1:], texts[2:], strict=False)) if key in places]

    def _cover_letter(self, letter: Sent) -> None:
        found = self._drop_copied(self._find_runs(letter))
        pairs = zip(found, (*found[1:], None), strict=False)
        trimmed = [self._trim(run, below, letter) for run, below in pairs]
        runs = self._accept([run for run in map(cut_shared, [None, *trimmed], trimmed) if run.end > run.start])
        if not self._is_quoted(runs, letter):
            return
        for run in runs:
            self._cover(run.start, run.end)
        for one, other in pairwise(runs):
            if one.until <= other.at:
                self._cover_short_lines(one, other, letter)

    def _cover(self, start: int, end: int) -> None:
        self.covered[start:end] = b"\1" * (end - start)

    def _find_runs(self, letter: Sent) -> Iterator[Run]:
        """The longest pieces that begin at each place, from the first to the last."""
        start, follows = 0, 0
        for at in self._find_keys(letter):
            if at < start or self.covered[at]:
                continue
            places = letter.places[tuple(self._texts[at : at + KEY])]
            found = [Run(at, self._find_end(at, place, letter), place) for place in places]
            run = max(found, key=lambda run: (run.end, run.at >= follows, -run.at))
            start, follows = run.end, run.until
            yield run

    def _find_end(self, start: int, place: int, letter: Sent) -> int:
        words, at = letter.words, start
        while at < len(self._texts) and place < len(words) and self._texts[at] == words[place] and not self.covered[at]:
            at, place = at + 1, place + 1
        return at

    def _is_quoted(self, runs: Sequence[Run], letter: Sent) -> bool:
        """Whether the letter itself was quoted: most of it, its beginning or end, behind quote marks, or with words
        that it does not pass on. A mail that it passes on may have come to its writer by another way, too."""
        is_most = 2 * sum(run.end - run.start for run in runs) >= len(letter.words)
        has_end = any(run.at == 0 or run.until == len(letter.words) for run in runs)
        return is_most or has_end or any(self._is_ours(run) for run in runs)

    def _is_ours(self, run: Run) -> bool:
        """Whether it stands behind quote marks, or has words of a template."""
        marked = (self.lines[word.line][: word.start] for word in self.words[run.start : run.end])
        return any(map(_QUOTED.search, marked)) or has_piece(self.words[run.start : run.end], self._shapes)

    def _drop_copied(self, found: Iterator[Run]) -> list[Run]:
        """Without those whose words a longer one is the quote of: somebody wrote what our letter says too."""
        runs = list(found)
        long = sorted((run for run in runs if run.end - run.start >= _SURE), key=lambda run: run.at)
        begins = [run.at for run in long]

        def is_copied(run: Run) -> bool:
            if run.end - run.start >= _WHATEVER and self._is_ours(run):
                return False
            near = long[max(bisect_left(begins, run.until) - _MOST_NEAR, 0) : bisect_left(begins, run.until)]
            return any(one.at <= run.at < run.until <= one.until and is_longer(one, run) for one in near)

        return [run for run in runs if not is_copied(run)]

    def _trim(self, run: Run, below: Run | None, letter: Sent) -> Run:
        """Without what its writer typed right above and below it that the letter says there too: a word or two, or the
        beginning of a sentence."""
        line = self.words[run.end - 1].line if run.end > run.start else -1
        first = next((at for at in range(run.end, run.start, -1) if self.words[at - 1].line != line), run.start)
        rest = run.cut(first, run.end)
        begins = first == run.start or rest.at in letter.ends or self._begins_paragraph(first)
        if begins and run.end - first < _SURE and self._is_typed(rest, below, letter):
            run = run.cut(run.start, first)
        for at in range(run.start + 1, min(run.start + KEY, run.end)):
            if self._begins_paragraph(at) and run.at + at - run.start not in letter.ends:
                return run.cut(at, run.end)
        return run

    def _is_typed(self, rest: Run, below: Run | None, letter: Sent) -> bool:
        """Whether the last line is not the letter's: it goes on otherwise, or has a full stop where the letter's goes
        on, or it is a word or two by themselves, as commands are, and the letter goes on below."""
        if rest.end == rest.start or rest.until == len(letter.words):
            return False
        if rest.end - rest.start < KEY and self._begins_paragraph(rest.start):
            return rest.until in letter.ends or rest.at not in letter.ends or self._goes_on(rest.end)
        if below is not None and below.start - rest.end <= MISSING and goes_on(rest, below):
            return False
        if self._goes_on(rest.end):
            return rest.until not in letter.ends
        return rest.until not in letter.closes and self._has_stop(rest.end - 1)

    def _goes_on(self, at: int) -> bool:
        """Whether this word stands on the line of the one before."""
        return at < len(self.words) and self.words[at].line == self.words[at - 1].line

    def _begins_paragraph(self, at: int) -> bool:
        return at > 0 and self.words[at].paragraph > self.words[at - 1].paragraph

    def _has_stop(self, at: int) -> bool:
        """Whether a sentence was ended behind this word, and not the line alone."""
        word = self.words[at]
        return self.lines[word.line][word.end :].lstrip()[:1] in tuple(".!?")

    def _accept(self, runs: Sequence[Run]) -> list[Run]:
        """The pieces that are sure by themselves, and those beside one of them, in the letter's order."""
        sure = {run for run in runs if self._is_sure(run)}
        for order in (runs, runs[::-1]):
            beside: Run | None = None
            for run in order:
                if run not in sure and beside is not None and goes_on(*sorted((run, beside))):
                    sure.add(run)
                beside = run if run in sure else beside
        kept = sorted(sure)
        return [run for run in runs if run in sure or is_between(run, kept)]

    def _is_sure(self, run: Run) -> bool:
        weight = sum(text != NUMBER for text in self._texts[run.start : run.end])
        is_whole = weight >= _WHATEVER or self._has_edges(run)
        return weight >= _SURE and is_whole and (run.at == 0 or not self._is_behind_label(run.start))

    def _has_edges(self, run: Run) -> bool:
        """Whether it is a sentence by itself."""
        begins = self.words[run.start].opens or self.covered[run.start - 1]
        return bool(begins) and (self.words[run.end - 1].closes or run.end == len(self.words))

    def _is_behind_label(self, start: int) -> bool:
        """Whether its writer put a word and a colon before it: `update:`."""
        if start and self.covered[start - 1]:
            return False
        word = self.words[start]
        before = self.lines[word.line][: word.start]
        if load_around().question.fullmatch(before):
            return False
        if not before.strip(" >"):
            above = self.words[start - 1].line if start else word.line
            is_near = above < word.line and word.line - above <= MISSING
            is_ours = self._is_wrapped_off(above) or self._is_question(start - 1)
            before = self.lines[above] if is_near and not is_ours else ""
        return _TYPED_LABEL.fullmatch(before) is not None

    def _is_question(self, last: int) -> bool:
        """Whether the line that ends with this word begins with a label of ours, before more words."""
        first = last
        while first > 0 and last - first < _MOST_NEAR and self.words[first - 1].line == self.words[last].line:
            first -= 1
        label = find_name(self.words, first, self._shapes.labels) if last >= 0 else None
        return label is not None and label <= last

    def _is_wrapped_off(self, line: int) -> bool:
        """Whether the line above may go on in this one."""
        return line > 0 and len(self.lines[line - 1].rstrip()) >= _WRAPPED and bool(self.lines[line].strip(" >"))

    def _cover_short_lines(self, one: Run, two: Run, letter: Sent) -> None:
        """Those of the letter between two pieces."""
        begin, begins = one.end, one.until
        for end in range(begins + 1, min(two.at, begins + _MOST_BETWEEN) + 1):
            if end not in letter.ends:
                continue
            line = letter.words[begins:end]
            at = self._find_line(line, begin, min(two.start, begin + _MOST_BETWEEN)) if len(line) < KEY else None
            if at is not None:
                self._cover(at, at + len(line))
                begin = at + len(line)
            begins = end

    def _find_line(self, line: Sequence[str], begin: int, end: int) -> int | None:
        """Where these few words stand by themselves."""
        size = len(line)
        for at in range(begin, end - size + 1) if size else ():
            here = self.words[at : at + size]
            if tuple(self._texts[at : at + size]) == tuple(line) and here[0].opens and here[-1].closes:
                return at
        return None

    def _cover_shapes(self, shapes: Shapes) -> None:
        for letter in find_letters(self.words, shapes):
            if self._is_behind_label(letter[0].start):
                continue
            for start, end in cover_letter(letter, self.words, shapes):
                self._cover(start, end)
            self._cover_labels(letter[0].start, letter[-1].end, shapes)

    def _cover_labels(self, start: int, end: int, shapes: Shapes) -> None:
        """Those before what is asked of a field, and the line of what is there already: `✓ Priority   ✓ Customer`."""
        names = {word for label in shapes.labels for word in label}
        for at in range(max(start - _SURE, 0), end):
            label = find_name(self.words, at, shapes.labels)
            hint = None if label is None else find_name(self.words, label, shapes.hints)
            if label is not None and (hint is not None or self.covered[label : label + 1] == b"\1"):
                self._cover(at, hint or label)
        for line, indexes in groupby(range(start, end), key=lambda at: self.words[at].line):
            here = list(indexes)
            if _TICKED.match(self.lines[line]) and all(self._texts[at] in names for at in here):
                self._cover(here[0], here[-1] + 1)

    def _cover_dialogue(self) -> None:
        """`Q:` before a question of ours, and `A:` before what was typed behind one."""
        around, first = load_around(), 0
        for at, word in enumerate(self.words):
            first = first if word.line == self.words[first].line else at
            text, is_behind_ours = self.lines[word.line], at > 0 and self.covered[at - 1] == 1
            if self.covered[at] and not is_behind_ours and around.question.fullmatch(text, 0, word.start):
                self._cover(first, at)
            lead = around.answer.match(text, word.start) if is_behind_ours and not self.covered[at] else None
            if lead is not None:
                self._cover(at, at + len(read_words([lead[0]])))

    def _empty_marks(self) -> None:
        """What a program wrapped off our last words (`…”):`), and its initials before no words."""
        self.emptied.update(number for number, line in enumerate(self.lines) if CITED.fullmatch(line))
        ours = {word.line for word, covered in zip(self.words, self.covered, strict=True) if covered}
        below = (line + 1 for line in ours if line + 1 < len(self.lines))
        self.emptied.update(line for line in below if _HANGING.fullmatch(self.lines[line]))
        self.emptied.update(line for line in range(min(ours, default=0)) if _CLOSING.fullmatch(self.lines[line]))


def find_name(words: Sequence[Word], at: int, names: Collection[tuple[str, ...]]) -> int | None:
    """Behind the longest of the names that begins with this word."""
    texts = tuple(word.text for word in words[at : at + _SURE])
    return max((at + len(name) for name in names if texts[: len(name)] == name), default=None)
