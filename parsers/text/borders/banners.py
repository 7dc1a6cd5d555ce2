"""The warning that a mail gateway puts above a text that came from outside."""

import re
from collections.abc import Sequence
from functools import cache

from parsers.text.borders.notices import RULE_LINE
from parsers.text.lines import LONGEST
from parsers.words.fold import fold
from parsers.words.load import load_words

_WRAPPED = 55  # a line of that length may go on in the next
_TAG = re.compile(r"\s*[\[*(<{⚠️!]+\s?([\w -]{2,24}?)\s?[\])*>}!:]+\s*")
_PROOFPOINT = re.compile(r"\s*ZjQcmQRY\w*Banner(Start|End)\s*$")


def _folded(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in load_words("signature")["banner"][name]))


class _Patterns:
    """What a mail gateway writes above a text that came from outside."""

    def __init__(self) -> None:
        self.tags, self.seldom, self.tails = frozenset(_folded("tags")), _folded("seldom"), _folded("tails")
        self.alarms = tuple(f"{word} " for word in sorted(_folded("alarms"), key=len, reverse=True))
        self.this = tuple(f"{word} " for word in _folded("this"))
        origin, outside, small, external = (
            "|".join(_folded(name)) for name in ("origin", "outside", "small", "external")
        )
        self.from_where = re.compile(  # "comes from outside"; behind an alarm also "comes from an external ..."
            rf"(?:{origin})\w*(?:.{{0,60}}(?:{outside})|(?: (?:{small})){{0,4}} (?P<external>{external}))"
        )


_patterns = cache(_Patterns)


def find_banner(lines: Sequence[str]) -> tuple[int, str | None]:
    """How many lines the warning has that a mail gateway put above the text;
    what is left of the first line below, where it
    begins with a tag such as `[EXTERNAL]`. A banner below which nothing stands is none."""
    end = _find_end_of_banner(lines)
    while end and end < len(lines) and (not lines[end].strip() or RULE_LINE.match(lines[end])):
        end += 1
    first = next((at for at in range(end, len(lines)) if lines[at].strip()), None)
    if first is None:
        return 0, None
    tagged = _TAG.match(lines[first]) if len(lines[first]) < 2 * LONGEST else None
    return (
        (first, lines[first][tagged.end() :])
        if tagged is not None and fold(tagged[1]) in _patterns().tags
        else (end, None)
    )


def _find_end_of_banner(lines: Sequence[str]) -> int:
    at, end, goes_on = 0, 0, False
    while at < len(lines) and len(lines[at]) < 2 * LONGEST:
        line = lines[at]
        at += 1
        if not line.strip() or RULE_LINE.match(line):
            goes_on = False
        elif (found := _PROOFPOINT.match(line)) is not None:
            end = at = _find_proofpoints_end(lines, at) if found[1] == "Start" else at
        elif _is_banner(line) or (end and (goes_on or fold(line).startswith(_patterns().tails))):
            goes_on = _is_wrapped(line, lines[at] if at < len(lines) else "")
            end = at
        else:
            break
    return end


def _find_proofpoints_end(lines: Sequence[str], at: int) -> int:
    return next((below for below in range(at, min(at + 20, len(lines))) if _PROOFPOINT.match(lines[below])), at)


def _is_wrapped(line: str, below: str) -> bool:
    return len(line.rstrip()) >= _WRAPPED and line.rstrip()[-1:] not in ".!?>)]" and below.lstrip()[:1].islower()


def _is_banner(line: str) -> bool:
    folded, banners = fold(line), _patterns()
    if folded in banners.tags:
        return True
    bare = folded
    while bare.startswith(banners.alarms):
        bare = bare[len(next(filter(bare.startswith, banners.alarms))) :]
    if bare.startswith(banners.seldom) or (bare != folded and bare.startswith(banners.tails)):
        return True
    if not bare.startswith(banners.this):
        return False
    found = banners.from_where.search(bare[:250])
    return found is not None and (found["external"] is None or bare != folded)
