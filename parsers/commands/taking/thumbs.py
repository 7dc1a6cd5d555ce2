"""A thumb up as a claim: typed, or in a program's words (behaviour B7.6)."""

import re
from functools import cache

from parsers.commands.lines import strip_polite
from parsers.commands.refusals import is_refused
from parsers.commands.taking.claims import Claimed, ClaimWords, is_thanks, read_claim
from parsers.commands.taking.retractions import is_conditional, is_taken_back
from parsers.model import Address
from parsers.words.fold import fold_line
from parsers.words.load import load_words, one_of
from parsers.words.reactions import QUOTED, is_thumb_up, split_thumb, tells_of_reaction


def read_thumb(line: str, below: str, words: ClaimWords, sender: Address | None) -> Claimed | None:
    """The thumb up that begins a line; it stands where nothing with it declines. None without one."""
    behind = split_thumb(line)
    if behind != "" and is_thumb_up(line, sender):
        beside = "" if QUOTED.search(line) else line.rpartition(":")[2]
        return Claimed(not is_taken_back(f"{beside}\n{below}"), by_thumb=True)
    if behind is None:
        return None
    more = f"{behind}\n{below}".strip()
    is_alone = not tells_of_reaction(behind) and _is_no_more_than_a_claim(more, words)
    stands = is_alone and not is_taken_back(more) and not is_refused(more)
    return Claimed(stands, more, by_thumb=not more or is_thanks(more))


def _is_no_more_than_a_claim(below: str, words: ClaimWords) -> bool:
    """Whether what stands behind or below a typed thumb says nothing else: nothing, thanks, what the writer does now,
    or a claim in words. Whoever has more to say may as well decline, in words that no list knows; his words are passed
    on, and the clock goes on."""
    first, _, rest = below.partition("\n")
    bare = strip_polite(first)
    # "Tess reacted via Gmail"
    if not bare or is_thanks(first) or tells_of_reaction(first) or _pursues().match(fold_line(bare)):
        return "?" not in bare and not is_conditional(fold_line(bare))
    claim = read_claim(first, rest, words)
    return claim is not None and claim.stands


@cache
def _pursues() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(load_words('claims')['among']['pursues'])})(?!\w)")
