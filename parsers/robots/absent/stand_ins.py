"""Who is asked in somebody's stead, as notices of an absence name him."""

import re
from collections.abc import Iterable
from functools import cache

from parsers.robots.absent.sentences import part_elided
from parsers.robots.returned import ADDRESS
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_NAME = r"(?P<name>\w+(?: \w+){0,3})"
_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w-]*")
_MAILBOX = "Mailaddress"  # stands for an address


@cache
def _load(name: str) -> re.Pattern[str]:
    each = (
        re.escape(fold(part_elided(one.replace("@", " nnn ")))) for one in load_words("absences")["stand_ins"][name]
    )
    longest = sorted(each, key=len, reverse=True)  # "a Kim fica": the article is no name
    return re.compile("|".join(rf"(?:{one.replace('nnn', _NAME)})" for one in longest).replace("?P<name>", ""))


@cache
def _when() -> re.Pattern[str]:
    phrases = (fold(part_elided(one)) for one in load_words("absences")["stand_ins"]["when_urgent"])
    return re.compile(rf"\b(?:{one_of(phrases)})\b")


def find_stand_in(clause: str) -> str:
    """`for_me` where the clause names who stands in for its writer, `to_turn_to` where it names whom to ask, `asked`
    where it does so as one speaks of a case; "" where it does neither, or says more."""
    shown = ADDRESS.sub(f" {_MAILBOX} ", clause)
    folded = " ".join(_when().sub(" ", fold(part_elided(shown))).split())
    names = {word for one in _CAPITAL.findall(shown) for word in fold(one).split()}
    for kind in ("for_me", "to_turn_to", "asked"):
        found = _load(kind).fullmatch(folded)
        if found is not None and _is_name(filter(None, found.groups()), names):
            return kind
    return ""


def _is_name(found: Iterable[str], capitals: set[str]) -> bool:
    """Whether each word is written as names are."""
    return all(capitals.issuperset(name.split()) for name in found)
