"""What mail programs put around a letter of ours (behaviour B4.21): its head above, marks before its lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from parsers.text.ours.around import is_frame
from parsers.text.ours.covering import Covering
from parsers.text.ours.facts import Facts, Reader

_MARKS = " \t>\xa0"
_NEAR = 2  # lines around a letter that may have its marks
_MOST = 0.8  # of a letter's lines, that a mark stands before
_MOST_WRAPPED = 0.1  # and where a program may have wrapped them behind it
_MOST_OWN = 4  # lines of such a head, with an empty one between
_ASIDE = re.compile(r"\([^()]{1,60}\)\s*$")  # `Dana Whitfield (Contoso)`
_LINK = re.compile(r"[\s>|]*<mailto:[^<>\s]*>[\s.]*")


def find_bars(page: Covering) -> Iterator[int]:
    """The lines of nothing but the mark that stands before those of our letter, or the link that hung on our words."""
    places, mark = _find_places(page), _find_mark(page, _MOST_WRAPPED)
    for line in range(max(min(places) - _NEAR, 0), min(max(places) + _NEAR + 1, len(page.lines))):
        text = page.lines[line]
        if (mark and text.strip(_MARKS) == mark) or _LINK.fullmatch(text):
            yield line


def cut_bars(page: Covering) -> Iterator[tuple[int, str]]:
    """The lines typed among those of our letter, with the mark that stands before all of them, and what they are
    without it."""
    places, mark = _find_places(page), _find_mark(page, _MOST)
    for line in range(min(places), max(places) + 1) if mark else ():
        text = page.lines[line].lstrip()
        if line not in places and text.startswith(f"{mark} "):
            yield line, text[len(mark) :].lstrip()


def _find_places(page: Covering) -> dict[int, int]:
    """Where the first of our words stands in each line that has some."""
    firsts: dict[int, int] = {}
    for word, covered in zip(page.words, page.covered, strict=True):
        if covered:
            firsts.setdefault(word.line, word.start)
    return firsts


def _find_mark(page: Covering, share: float) -> str:
    """What stands before such a share of the lines of our letter; "" for nothing."""
    places = _find_places(page)
    before = Counter(page.lines[line][:start].strip(_MARKS) for line, start in places.items())
    mark, count = next(((one, times) for one, times in before.most_common() if one), ("", 0))
    return mark if count >= share * len(places) and not any(map(str.isalnum, mark)) else ""


def find_frames(lines: Sequence[str], begins: Sequence[int], ends: Sequence[int], facts: Iterable[Facts]) -> set[int]:
    """The lines, without our words, that a program wrote above and below them: `begins` and `ends` are where those
    began and ended."""
    readers = [Reader(one) for one in dict.fromkeys(facts)]
    frames: set[int] = set()
    for begin in begins:
        for last in (begin, begin - 1) if lines[begin].strip() else (begin,):
            firsts = [first for reader in readers if (first := reader.find_head(lines, last)) is not None]
            if firsts:
                frames.update(range(min(firsts), last + 1))
                break
    for end in ends:
        below = next((at for at in range(end, min(end + _NEAR + 2, len(lines))) if lines[at].strip(_MARKS)), None)
        if below is not None and is_frame(lines[below]):
            frames.add(below)
    return frames


def find_own_head(lines: Sequence[str], start: int, writer: Facts) -> range:
    """The lines from `start` on that name who wrote this mail, and when: help desks put them above an answer."""
    names = writer.name.casefold().split()
    if start < len(lines) and any(name in lines[start].casefold() for name in names):
        reader = Reader(writer)
        texts = [_ASIDE.sub("", line) for line in lines[start : start + _MOST_OWN]]
        for last in range(len(texts)):
            if texts[last].strip() and reader.find_head(texts, last, is_timed=True) == 0:
                return range(start, start + last + 1)
    return range(0)
