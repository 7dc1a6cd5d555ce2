"""Whose words a mail's lines are: the sender's newest ones, and those of the mail that he forwarded.

When in doubt a line is the sender's: a line too many is a nuisance,
a lost one is a lost escalation (behaviour B3.10)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from parsers.mime.shown import Place, Shown
from parsers.text.borders.attributions import cut_shared
from parsers.text.borders.banners import find_banner
from parsers.text.borders.signature import find_tail
from parsers.text.lines import Kind, Line, Recogniser, Span, Text, recognise
from parsers.text.recognisers import BORDERS, is_above_line
from parsers.text.threads import NO_THREAD, Thread
from parsers.words.aliases import Aliases

_QUOTE = re.compile(r"\s*>")
_MOST_TAGGED = 20_000  # lines; below so many everything is the sender's
_MOST_LINES = 2_000  # of a form, in which an older mail is looked for: what is longer is a pasted log
BY_US = "a letter of ours"
BY_FRAME = "what stands around a letter of ours"
BY_PROGRAM = "the mail program's own element"
OLDER = (Kind.HEADER, Kind.SEPARATOR, Kind.FORWARD)
_MINE = (Kind.OWN, Kind.BLANK)  # named once: looking up a member takes longer than asking a line for it
_SIGNED = (*_MINE, Kind.SIGNATURE)
_BY_SIGNATURE, _BY_HISTORY, _BY_FRAME, _BY_WRITER = Place.SIGNATURE, Place.HISTORY, Place.FRAME, Place.CITED
AROUND = (Kind.CLOSING, Kind.SIGNATURE, Kind.NOTICE, Kind.PROGRAM)  # what stands around a sender's words


@dataclass(frozen=True, slots=True)
class Newest:
    """A text's lines, tagged; the sender's own words among them, the mail that he forwarded, and the one that he
    answered, as far as they stand there."""

    lines: tuple[Line, ...]
    forwarded: tuple[Shown, ...] = ()
    history: tuple[Shown, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The sender's lines; where a signature stood between two of them there is a blank one."""
        own: list[str] = []
        was_left_out = False
        for line in self.lines:
            if line.kind in _MINE:
                own += ["", line.text] if was_left_out else [line.text]
                was_left_out = False
            else:
                was_left_out = line.kind in AROUND and line.why != BY_PROGRAM
        return tuple(_trim(own))


def read_newest(
    lines: Sequence[Shown], is_reply: bool, is_forward: bool, aliases: Aliases, thread: Thread = NO_THREAD
) -> Newest:
    """The tagged lines. `is_reply`: the mail answers another (In-Reply-To, `Re:`); `is_forward`: its subject says
    `Fwd:`; `thread`: by which a mail is told that is passed on in an answer."""
    shown = list(cut_shared(lines, aliases)) if is_reply else lines
    texts, depths = [line.shown for line in shown], [line.depth for line in shown]
    text = Text(texts, aliases, depths if any(depths) else (), is_reply, _has_quotes(texts), thread=thread)
    tagged, older = _tag_borders(shown, text)
    is_above_forward = is_forward and older[Kind.FORWARDED][1] > 0
    _tag_edges(tagged, [line.place is _BY_SIGNATURE for line in shown], aliases, is_above_forward)
    return Newest(tuple(tagged), *(tuple(shown[slice(*older[kind])]) for kind in (Kind.FORWARDED, Kind.HISTORY)))


def tag_ours(lines: Sequence[Line], shown: Sequence[str]) -> tuple[Line, ...]:
    """The lines with those that were emptied as words of ours, as the mail shows them."""
    texts = shown if len(shown) == len(lines) else [line.text for line in lines]
    emptied = (text.strip(" >") and not line.text.strip(" >") for line, text in zip(lines, texts, strict=True))
    return tuple(
        Line(text, Kind.OURS, BY_US) if ours else line for line, text, ours in zip(lines, texts, emptied, strict=True)
    )


def find_older(lines: Sequence[str], aliases: Aliases) -> int:
    """The index of the first line of a mail that was pasted below, with its head or an attribution;
    the length when there is none."""
    text, at = Text(lines, aliases, is_reply=True, is_quoting=_has_quotes(lines)), 0
    last = min(len(lines), _MOST_LINES)
    while at < last:
        found = recognise(text, at, BORDERS) if lines[at].strip() else None
        if found is not None and (
            found[0].kind in OLDER or (found[0].kind is Kind.ATTRIBUTION and found[1].below is Kind.HISTORY)
        ):
            return at
        at = at + 1 if found is None else found[1].until
    return len(lines)


def _has_quotes(lines: Sequence[str]) -> bool:
    return any(">" in line and _QUOTE.match(line) for line in lines)


def _tag_borders(shown: Sequence[Shown], text: Text) -> tuple[list[Line], dict[Kind, tuple[int, int]]]:
    """Every line, with those of other people known; and where what was forwarded begins and ends, and the first of
    what was answered."""
    own, blank = _MINE
    tagged = [Line(line, own if line.strip(" \t") else blank) for line in text.lines]
    at, last, older = 0, min(len(tagged), _MOST_TAGGED), {Kind.FORWARDED: (0, 0), Kind.HISTORY: (0, 0)}
    while at < last:
        if shown[at].place is _BY_HISTORY:
            why, kind, below = BY_PROGRAM, Kind.HISTORY, text.older
            span = Span(at, len(tagged), below)
        elif (
            tagged[at].kind is blank or shown[at].place is _BY_WRITER or (found := recognise(text, at, BORDERS)) is None
        ):
            if shown[at].place is _BY_FRAME and tagged[at].kind is own:
                tagged[at] = Line(tagged[at].text, Kind.ATTRIBUTION, BY_FRAME)
            at += 1
            continue
        else:
            (why, kind, *_), span = found
        _tag(tagged, range(at, span.end), kind, why)
        _tag(tagged, range(span.end, span.until), span.below, why)
        _note(older, at, kind, span)
        at = span.until
    return tagged, older


def _recognise(text: Text, at: int, place: Place) -> tuple[Recogniser, Span] | None:
    """What of others begins here; nothing where the writer quotes it himself."""
    return None if place is _BY_WRITER else recognise(text, at, BORDERS)


def _note(older: dict[Kind, tuple[int, int]], at: int, kind: Kind, span: Span) -> None:
    """Several mails that are forwarded are one, which holds the others; of those that are answered the first counts."""
    begins, ends = older[Kind.FORWARDED]
    if span.below is Kind.FORWARDED:
        older[Kind.FORWARDED] = (begins if ends else at, span.until)
    elif kind is not Kind.OWN and not older[Kind.HISTORY][1]:
        older[Kind.HISTORY] = (at, span.until)


def _tag_edges(tagged: list[Line], is_signature: Sequence[bool], aliases: Aliases, is_above_forward: bool) -> None:
    """What stands around the sender's words, above, between and below the quotes, each piece by itself. Who forwards
    may only sign."""
    own = [at for at, line in enumerate(tagged) if line.kind in _MINE]
    # else a program takes the whole mail for a signature
    if any(tagged[at].kind is Kind.OWN and not is_signature[at] for at in own):
        _tag(tagged, [at for at in own if is_signature[at]], Kind.SIGNATURE, BY_PROGRAM)
    has_above = False
    for piece in _find_pieces(tagged):
        below = piece if has_above else piece[_tag_top(tagged, piece) :]
        has_below = _has_own(tagged, range(piece[-1] + 1, len(tagged)))
        lines = [tagged[at].text for at in below]
        _tag_tails(tagged, below, Text(lines, aliases, has_above=has_above or is_above_forward, has_below=has_below))
        has_above = has_above or _has_own(tagged, piece)


def _find_pieces(tagged: Sequence[Line]) -> list[list[int]]:
    """The sender's lines, as the words of others part them."""
    runs = groupby(range(len(tagged)), key=lambda at: tagged[at].kind in _SIGNED)
    pieces = ([at for at in run if tagged[at].kind in _MINE] for is_own, run in runs if is_own)
    return [piece for piece in pieces if piece]


def _has_own(tagged: Sequence[Line], places: Iterable[int]) -> bool:
    return any(tagged[at].kind is Kind.OWN for at in places)


def _tag(tagged: list[Line], places: Sequence[int], kind: Kind, why: str) -> None:
    for at in places:
        tagged[at] = Line(tagged[at].text, kind, why)


def _tag_top(tagged: list[Line], piece: Sequence[int]) -> int:
    """A help desk's line above which nothing was written, and a gateway's banner: how many lines they have."""
    first = next((count for count, at in enumerate(piece) if tagged[at].kind is Kind.OWN), None)
    top = 0
    if first is not None and is_above_line(tagged[piece[first]].text):
        top = first + 1
        _tag(tagged, piece[:top], Kind.SEPARATOR, "a line above an older mail")
    count, rest = find_banner([tagged[at].text for at in piece[top:]])
    _tag(tagged, piece[top : top + count], Kind.BANNER, "a gateway's banner")
    if rest is not None:
        at = piece[top + count]
        tagged[at] = Line(rest, Kind.OWN if rest.strip() else Kind.BLANK)
    return top + count


def _tag_tails(tagged: list[Line], piece: Sequence[int], text: Text) -> None:
    while (found := find_tail(text)) is not None:
        recogniser, start, span = found
        _tag(tagged, piece[start : span.end], recogniser.kind, recogniser.name)
        _tag(tagged, piece[span.end : span.until], span.below, recogniser.name)
        piece = piece[span.until :]
        text = text._replace(lines=text.lines[span.until :], has_above=True, has_below=False)


def _trim(lines: Sequence[str]) -> Sequence[str]:
    """Without empty lines at both ends."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    end = next((index for index in range(len(lines), start, -1) if lines[index - 1].strip()), start)
    return lines[start:end]
