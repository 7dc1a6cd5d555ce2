"""What a writer goes on to say below his closing words, and what is only a signature's: a name, a title, an address, a
company's line (behaviour B3.10).

In doubt it is said: a signature that is kept is a nuisance, a sentence that is cut is lost."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile

from parsers.text.borders.contacts import CONTACT, has_contact, is_reached, read_beside, split_label
from parsers.text.borders.figures import is_pointed_at, names_place, names_thing
from parsers.text.borders.notices import count_proofs, names_company, read_on
from parsers.times.mentions import has_time
from parsers.words.fold import fold
from parsers.words.load import load_words

_FEWEST_WORDS = 6  # of a sentence by itself; titles and slogans are shorter
_FEWEST_SAID = 3  # of a remark: "Please ask Jo."
_FEWEST_BEHIND = 2  # of what an address does: "https://… describes it"
_FEWEST_BELOW = 5  # of one right below the closing, where names stand: "your support team"
_WRAPPED = 55  # a line of that length may go on in the next
_MOST_BLANK = 3
_CONFIDENTIAL = 0  # among what disclaimers say
_ENDS = ".!?:…)"
_NUMBER = re.compile(r"@|\d{4}")  # of a card, but in a sentence too: "restart 48213", "write to jo@example.com"
_ITEM = re.compile(r"\s*(?:\d{1,2}[.)]\s+\w|[-–*•]\s+[a-zß-öø-ÿ])")  # `1. roll back`, `- restart`: no `- Sam`


class _Spoken:
    """With what words people begin to say something, and which stand in it."""

    def __init__(self) -> None:
        words = load_words("signature")["spoken"]
        self.begins, self.holds = (frozenset(map(fold, words[name])) for name in ("begins", "holds"))


_spoken = cache(_Spoken)


def is_spoken(line: str) -> bool:
    """Whether a line of whatever length asks or says something, and is no name, title or company's: it ends as a
    question does, or has words that stand in none of them."""
    words = line.split()
    if has_contact(line):
        return _says_beside(line)
    if line.rstrip().endswith("?"):
        return True
    if is_reached(line):
        return False
    small = (fold(word) for word in words[1:] if word[:1].islower())
    is_begun = len(words) > 1 and not words[0].endswith(".") and fold(words[0]) in _spoken().begins
    return is_begun or not _spoken().holds.isdisjoint(small)


def _says_beside(line: str) -> bool:
    """Whether a line says something beside the address or the number that is in it."""
    beside = read_beside(line)
    if not beside or names_company(fold(line)):
        return False
    first, *rest = beside.split()
    goes_on = first == CONTACT and len(rest) >= _FEWEST_BEHIND and rest[0][:1].islower()
    return goes_on or _is_mostly_said(rest) or is_spoken(beside) or says_something(beside)


def is_told_behind(line: str) -> bool:
    """Whether a line with a card's label says something behind it: `Email: bob@contoso.example wants a copy`."""
    found = split_label(line)
    return names_thing(line) or (_says_beside(line) if has_contact(line) else found is not None and is_spoken(found[0]))


def _is_told(lines: Sequence[str], at: int) -> bool:
    """Whether something is told behind a label that is no card's, or a sentence is behind one of those. Among the lines
    of a card names stand so, too: `Customer Success: Team North`."""
    found = split_label(lines[at])
    if found is None:
        return False
    value, is_cards = found
    if is_cards or is_spoken(value):
        return is_spoken(value)
    is_named = all(not word[:1].islower() for word in value.split()) and not has_time(value)
    return not (is_named and _has_card([*_find_beside(lines, at)])) or _goes_on(lines, at)


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """Whether a sentence stands below in the paragraph: whom a name and a number are of is said by that."""
    below = enumerate(takewhile(str.strip, lines[at + 1 :]), at + 1)
    return any(is_spoken(line) or is_sentence(lines, on) for on, line in below)


def _find_beside(lines: Sequence[str], at: int) -> Iterator[str]:
    """The other lines of the paragraph."""
    yield from takewhile(str.strip, reversed(lines[:at]))
    yield from takewhile(str.strip, lines[at + 1 :])


def is_sentence(lines: Sequence[str], at: int) -> bool:
    """Whether a person goes on to write here, whatever stands around: no title, slogan, address or company's line."""
    line = lines[at]
    words = line.split()
    if len(words) < _FEWEST_WORDS or is_card(line) or not _is_mostly_small(words):
        return False
    if line.rstrip()[-1:] not in _ENDS and not (
        len(line) >= _WRAPPED and at + 1 < len(lines) and lines[at + 1].strip()
    ):
        return False
    return len(count_proofs(read_on(lines, at))) < 2


def is_remark(lines: Sequence[str], closing: int, at: int) -> bool:
    """Whether this line goes on to say something below the closing words in the line `closing`. In or right above a
    card titles and slogans stand that read no otherwise: only a sentence does there."""
    if is_sentence(lines, at) or _is_told(lines, at) or _is_figure(lines, closing, at):
        return True
    above = [line for line in lines[closing + 1 : at] if line.strip()]
    is_apart, near = not lines[at - 1].strip(), [*above, *_find_near(lines, at)]
    if is_spoken(lines[at]):
        return not above or is_apart or not _has_card(near, lines[at])
    fewest = _FEWEST_SAID if is_apart else _FEWEST_BELOW
    return (is_apart or not above) and says_something(lines[at], fewest) and not _has_card(near)


def _is_figure(lines: Sequence[str], closing: int, at: int) -> bool:
    """Whether something is named by its number, first or behind a blank line, with no card in its paragraph, or what
    the writer's last sentence leads to; where somebody sits, with none near it."""
    if is_pointed_at(lines[at], _find_last(lines[:closing])):
        return True
    is_place = names_place(lines[at])
    if not is_place and not names_thing(lines[at]):
        return False
    above = [line for line in lines[closing + 1 : at] if line.strip()]
    near = [*above, *_find_near(lines, at)] if is_place else [*_find_beside(lines, at)]
    return not (above and lines[at - 1].strip()) and not _has_card(near)


def _find_last(lines: Sequence[str]) -> str:
    return next((line for line in reversed(lines) if line.strip()), "")


def _has_card(lines: Sequence[str], but: str = "") -> bool:
    return any(is_card(line) for line in lines if line is not but)


def read_remarks(lines: Sequence[str]) -> list[str]:
    """What is said below closing words, which are the first of the lines; empty for a signature."""
    written = (at for at in range(1, len(lines)) if lines[at].strip())
    return list(lines[next((at for at in written if is_remark(lines, 0, at)), len(lines)) :])


def says_something(line: str, fewest: int = _FEWEST_SAID) -> bool:
    """Whether a line is more than a name, a title or a company's: an item of a list, words with a full stop, or begun
    in small letters (at least `fewest` of them, or with a number), or many."""
    words = line.split()
    proofs = count_proofs(line)
    if is_card(line) or len(proofs) > 1 or _CONFIDENTIAL in proofs:
        return False
    if _ITEM.match(line):
        return True
    if len(words) < _FEWEST_SAID:
        return False
    small = sum(word[:1].islower() for word in words)
    if line.rstrip()[-1:] in _ENDS:
        return words[-1][:1].islower() or 3 * small >= len(words)
    if words[0][:1].islower():
        return len(words) >= fewest or any(map(str.isdigit, line))
    return len(words) >= _FEWEST_WORDS and _is_mostly_small(words)


@lru_cache(512)  # asked of the same lines below each closing
def is_card(line: str) -> bool:
    """Whether it has an address, a number to call, or a company's register."""
    if names_thing(line):
        return False
    if has_contact(line):
        return not _says_beside(line)
    words = line.split()
    if sum(word[:1].islower() for word in words) >= _FEWEST_SAID and _is_mostly_small(words):
        return not line.lstrip()[:1].islower() and names_company(fold(line))
    return _NUMBER.search(line) is not None or names_company(fold(line))


def _is_mostly_said(words: Sequence[str]) -> bool:
    said = [word for word in words if word != CONTACT]
    return sum(word[:1].islower() for word in said) >= _FEWEST_SAID and _is_mostly_small(said)


def _is_mostly_small(words: Sequence[str]) -> bool:
    return sum(word[:1].islower() for word in words) * 2 >= len(words)


def _find_near(lines: Sequence[str], at: int) -> Iterator[str]:
    """The line's paragraph, and the one below."""
    below = lines[at:]
    own = [*takewhile(str.strip, below)]
    rest = below[len(own) :]
    blank = sum(1 for _ in takewhile(lambda line: not line.strip(), rest[:_MOST_BLANK]))
    yield from own
    yield from takewhile(str.strip, rest[blank:])
