"""Whose words a mail's lines are: the sender's newest ones, and those of the mail that he forwarded.

When in doubt a line is the sender's: a line too many is a nuisance,
a lost one is a lost escalation (behaviour B3.10)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from parsers.mime.html import HISTORY_MARK, SIGNATURE_MARK
from parsers.text.attributions import cut_shared
from parsers.text.banners import find_banner
from parsers.text.heads import skip_head
from parsers.text.lines import Kind, Line, Span, Text, recognise
from parsers.text.recognisers import BORDERS, begins_older, is_above_line
from parsers.text.signature import find_tail
from parsers.words.aliases import Aliases

_ONE_MARK = re.compile(r"^\s{0,3}(?:> ?)")
_MOST_TAGGED = 20_000  # lines; below so many everything is the sender's
_MOST_LINES = 2_000  # of a form, in which an older mail is looked for: what is longer is a pasted log
_MOST_FORWARDS = 10  # one inside the other
MARKS = HISTORY_MARK + SIGNATURE_MARK
BY_US = "a letter of ours"
BY_PROGRAM = "the mail program's own element"
OLDER = (Kind.HEADER, Kind.SEPARATOR, Kind.FORWARD)
AROUND = (Kind.CLOSING, Kind.SIGNATURE, Kind.NOTICE, Kind.PROGRAM)  # what stands around a sender's words


@dataclass(frozen=True, slots=True)
class Newest:
    """A text's lines, tagged; the sender's own words among them, and the mail that he forwarded, if he did."""

    lines: tuple[Line, ...]
    forwarded: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The sender's lines; where a signature stood between two of them there is a blank one."""
        own: list[str] = []
        was_left_out = False
        for line in self.lines:
            if line.kind in (Kind.OWN, Kind.BLANK):
                own += ["", line.text] if was_left_out else [line.text]
                was_left_out = False
            else:
                was_left_out = line.kind in AROUND and line.why != BY_PROGRAM
        return tuple(_trim(own))


def read_newest(lines: Sequence[str], is_reply: bool, is_forward: bool, aliases: Aliases) -> Newest:
    """The tagged lines. `is_reply`: the mail answers another (In-Reply-To, `Re:`); `is_forward`:
    its subject says `Fwd:`."""
    marked = list(cut_shared(lines, aliases)) if is_reply else list(lines)
    bare = [line.lstrip(MARKS) if line[:1] in MARKS else line for line in marked]
    tagged, begins, ends = _tag_borders(marked, Text(bare, aliases, is_reply, is_forward, _has_quotes(bare)))
    _tag_edges(tagged, [line.startswith(SIGNATURE_MARK) for line in marked], aliases)
    return Newest(tuple(tagged), tuple(marked[begins:ends]))


def tag_ours(lines: Sequence[Line], shown: Sequence[str]) -> tuple[Line, ...]:
    """The lines with those that were emptied as words of ours, as the mail shows them."""
    texts = [line.lstrip(MARKS) for line in shown] if len(shown) == len(lines) else [line.text for line in lines]
    emptied = (text.strip(" >") and not line.text.strip(" >") for line, text in zip(lines, texts, strict=True))
    return tuple(
        Line(text, Kind.OURS, BY_US) if ours else line for line, text, ours in zip(lines, texts, emptied, strict=True)
    )


def find_older(lines: Sequence[str], aliases: Aliases) -> int:
    """The index of the first line of a mail that was pasted below, with its head or an attribution;
    the length when there is none."""
    text, at = Text(lines, aliases, is_reply=True, is_quoting=_has_quotes(lines)), 0
    while at < min(len(lines), _MOST_LINES):
        found = recognise(text, at, BORDERS) if lines[at].strip() else None
        if found is not None and (
            found[0].kind in OLDER or (found[0].kind is Kind.ATTRIBUTION and found[1].below is Kind.HISTORY)
        ):
            return at
        at = at + 1 if found is None else found[1].until
    return len(lines)


def read_forwarded(lines: Sequence[str], aliases: Aliases) -> tuple[str, ...]:
    """What the author of a forwarded mail wrote, without its header and what he quoted.
    One that was forwarded to him is read through."""
    for _ in range(_MOST_FORWARDS):
        newest = read_newest(_find_body(lines), True, False, aliases)
        if newest.own or not newest.forwarded:
            break
        lines = newest.forwarded
    return newest.own


def _find_body(lines: Sequence[str]) -> Sequence[str]:
    """The forwarded mail's body, without the quote marks that some programs set before it."""
    bare = _unquote(lines) if _is_quoted(lines[1:]) else lines
    begins = next(
        (at for at, line in enumerate(bare) if line.strip() and line[:1] != HISTORY_MARK and not begins_older(line)),
        len(bare),
    )
    body = bare[skip_head(bare, begins) :]
    return _unquote(body) if _is_quoted(body) else body


def _has_quotes(lines: Sequence[str]) -> bool:
    return any(line.lstrip().startswith(">") for line in lines)


def _is_quoted(lines: Sequence[str]) -> bool:
    return all(line.lstrip().startswith(">") or not line.strip() for line in lines)


def _unquote(lines: Sequence[str]) -> list[str]:
    return [_ONE_MARK.sub("", line) for line in lines]


def _tag_borders(marked: Sequence[str], text: Text) -> tuple[list[Line], int, int]:
    """Every line, with those of other people known; and where the forwarded mail begins and ends."""
    tagged = [Line(line, Kind.OWN if line.strip(" \t") else Kind.BLANK) for line in text.lines]
    at, begins, ends = 0, 0, 0
    while at < min(len(tagged), _MOST_TAGGED):
        if marked[at].startswith(HISTORY_MARK):
            why, kind, below = BY_PROGRAM, Kind.HISTORY, text.older if text.is_reply else Kind.FORWARDED
            span = Span(at, len(tagged), below)
        elif tagged[at].kind is Kind.BLANK or (found := recognise(text, at, BORDERS)) is None:
            at += 1
            continue
        else:
            (why, kind, *_), span = found
        _tag(tagged, range(at, span.end), kind, why)
        _tag(tagged, range(span.end, span.until), span.below, why)
        if span.below is Kind.FORWARDED:
            begins, ends = at, span.until
        at = span.until
    return tagged, begins, ends


def _tag_edges(tagged: list[Line], is_signature: Sequence[bool], aliases: Aliases) -> None:
    """What stands around the sender's words, above, between and below the quotes, each piece by itself."""
    own = [at for at, line in enumerate(tagged) if line.kind in (Kind.OWN, Kind.BLANK)]
    # else a program takes the whole mail for a signature
    if any(tagged[at].kind is Kind.OWN and not is_signature[at] for at in own):
        _tag(tagged, [at for at in own if is_signature[at]], Kind.SIGNATURE, BY_PROGRAM)
    has_above = False
    for piece in _find_pieces(tagged):
        below = piece if has_above else piece[_tag_top(tagged, piece) :]
        has_below = _has_own(tagged, range(piece[-1] + 1, len(tagged)))
        _tag_tails(tagged, below, Text([], aliases, has_above=has_above, has_below=has_below))
        has_above = has_above or _has_own(tagged, piece)


def _find_pieces(tagged: Sequence[Line]) -> list[list[int]]:
    """The sender's lines, as the words of others part them."""
    runs = groupby(range(len(tagged)), key=lambda at: tagged[at].kind in (Kind.OWN, Kind.BLANK, Kind.SIGNATURE))
    pieces = ([at for at in run if tagged[at].kind is not Kind.SIGNATURE] for is_own, run in runs if is_own)
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
    text = replace(text, lines=[tagged[at].text for at in piece])
    while (found := find_tail(text)) is not None:
        recogniser, start, span = found
        _tag(tagged, piece[start : span.end], recogniser.kind, recogniser.name)
        _tag(tagged, piece[span.end : span.until], span.below, recogniser.name)
        piece = piece[span.until :]
        text = replace(text, lines=text.lines[span.until :], has_above=True, has_below=False)


def _trim(lines: Sequence[str]) -> Sequence[str]:
    """Without empty lines at both ends."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    end = next((index for index in range(len(lines), start, -1) if lines[index - 1].strip()), start)
    return lines[start:end]
