"""What the writer himself quotes in an answer that quotes a letter of ours too: a line of a log, what the customer says
(behaviour B4.23).

Quoted are the words of our letter and of the mails before it, which a program attributes to somebody; what else stands
behind quote marks he put there."""

from collections.abc import Iterator, Sequence

from parsers.text.borders.attributions import find_attributions, is_sure
from parsers.text.borders.heads import find_head
from parsers.text.recognisers import begins_older

_MOST_WRAPPED = 4  # lines of an attribution
_NEAR = 2  # lines above a quote in which its attribution ends


def find_cited(texts: Sequence[str], bare: Sequence[str], around: range, is_known: bool) -> Iterator[int]:
    """The lines that the writer quotes himself, with what he says of whose they are. `bare` are the lines without our
    words, which stand in those `around`; among these only what is not of a letter that `is_known` is his."""
    for block in _find_blocks(texts):
        lead = _find_lead(texts, block.start)
        is_ours = any(texts[at] != bare[at] for at in block)
        if is_ours:
            continue
        if lead is None or _is_older(texts, block):
            return  # a mail of the thread begins: what is quoted below is of it
        if is_known or block.stop <= around.start or block.start >= around.stop:
            yield from lead
            yield from block


def _find_blocks(texts: Sequence[str]) -> Iterator[range]:
    """The quoted lines that follow each other, perhaps with blank ones between."""
    start, last = -1, -1
    for at, line in enumerate(texts):
        if line.lstrip().startswith(">"):
            start, last = (at if start < 0 else start), at
        elif line.strip() and start >= 0:
            yield range(start, last + 1)
            start = -1
    if start >= 0:
        yield range(start, last + 1)


def _is_older(texts: Sequence[str], block: range) -> bool:
    """Whether it has the head of a mail, or a quote in it, as the mails of a thread have."""
    lines = [texts[at].lstrip("> ") for at in block]
    is_nested = any(texts[at].replace(" ", "").startswith(">>") for at in block)
    return is_nested or any(find_head(lines, at) is not None or begins_older(line) for at, line in enumerate(lines))


def _find_lead(texts: Sequence[str], start: int) -> range | None:
    """The lines above a quote that say whose it is, in the writer's own words; None for a program's."""
    end = next((at for at in range(start, max(0, start - _NEAR), -1) if texts[at - 1].strip()), 0)
    for first in range(max(0, end - _MOST_WRAPPED), end):
        for attribution, last in find_attributions(texts, first):
            if last == end:
                return None if is_sure(attribution) else range(first, end)
    return range(0)
