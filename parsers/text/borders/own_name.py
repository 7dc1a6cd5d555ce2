"""The writer's own name below what he writes, as his From has it, with the card below it: many people and programs set
no closing words above (behaviour B3.10)."""

import re
from functools import lru_cache

from parsers.text.borders.figures import names_thing
from parsers.text.borders.notices import RULE_LINE
from parsers.text.borders.remarks import is_card, is_spoken, says_something
from parsers.text.borders.signature import is_closing
from parsers.words.fold import fold

_MOST_LINES = 8  # of such a signature
_MOST_WORDS = 6  # of a title
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEADS_ON = (":", ",", "(", "-", "–")  # behind these a name goes on in the next line


def strip_own_name(text: str, name: str) -> str:
    """Without the signature that the writer's own `name` begins, whole or first; the text where there is none, or
    nothing above it. Whatever else is said below it, or has a label, leaves all as it is."""
    names = _read_names(name)
    lines = text.rstrip().split("\n")
    found = _find_signature(lines, names) if names else len(lines)
    if found == len(lines):
        return text
    above = lines[:found]
    while above and (not above[-1].strip() or RULE_LINE.match(above[-1])):
        above.pop()
    return "\n".join(above) if above and not above[-1].rstrip().endswith(_LEADS_ON) else text


def _find_signature(lines: list[str], names: frozenset[str]) -> int:
    """The index of the first line that has the name, with nothing but a card below it; their number for none. Below the
    first name alone no titles stand: `Dana` and then `Fabrikam` is an answer."""
    found, seen, titles = len(lines), 0, 0
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at].strip()
        if not line:
            continue
        seen += 1
        owner = _find_name(line, names)
        if seen > _MOST_LINES or (not owner and not is_card(line) and (found < len(lines) or _is_said(line))):
            break
        if owner and (not titles or " " in owner):
            found, titles = at, 0
        elif not is_card(line):
            titles += 1
    return found


@lru_cache(64)
def _read_names(name: str) -> frozenset[str]:
    """The whole name in both orders, with an initial, and the first one; none for an address."""
    last, comma, first = _IN_BRACKETS.sub(" ", name).partition(",")
    words = fold(f"{first} {last}" if comma else last).split()
    if not words or "@" in name:
        return frozenset()
    whole = {" ".join(words), " ".join((*words[1:], words[0])), f"{words[0]} {words[-1][0]}"} if words[1:] else set()
    return frozenset(one for one in (*whole, words[0]) if len(one) > 1)


def _find_name(line: str, names: frozenset[str]) -> str:
    """Which of the names a line is, perhaps behind a closing; the whole one also before what he is. "" for none."""
    said = "" if line.endswith("?") else fold(line)
    for one in sorted(names, key=len, reverse=True):
        if said == one or (said.endswith(f" {one}") and is_closing(said.removesuffix(one).strip())):
            return one
        if " " in one and said.startswith(f"{one} ") and not _is_said(line):
            return one
    return ""


def _is_said(line: str) -> bool:
    """Whether a line is no title and no company's: something is said in it, or it has a label."""
    is_short = len(line.split()) <= _MOST_WORDS and ":" not in line
    return not is_short or names_thing(line) or is_spoken(line) or says_something(line)
