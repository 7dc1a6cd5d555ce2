"""The lines of a mail's text: each is tagged once with what it is, by the first recogniser of a table that knows it."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from parsers.text.threads import NO_THREAD, Thread
from parsers.words.aliases import Aliases

LONGEST = 400  # characters of a line that any program writes around a text; what is longer is a paragraph


class Kind(StrEnum):
    """What a line is."""

    OWN = "own"  # the sender's words
    BLANK = "blank"
    QUOTED = "quoted"
    ATTRIBUTION = "attribution"  # `On Monday, Dana wrote:`
    HEADER = "header"  # `From: … Sent: … To: …`
    SEPARATOR = "separator"  # `-----Original Message-----`
    FORWARD = "forward"  # `Forwarded message`: where one begins or ends
    FORWARDED = "forwarded"  # the mail that was sent on
    HISTORY = "history"  # the mail that was answered
    BANNER = "banner"  # a gateway's warning
    CLOSING = "closing"
    SIGNATURE = "signature"
    NOTICE = "notice"  # a disclaimer, a list's footer
    PROGRAM = "program"  # `Sent from my iPhone`
    OURS = "ours"  # a letter of ours, whose words were taken out


class Line(NamedTuple):
    """`why` is the name of the recogniser that knew it, or "" where none did."""

    text: str
    kind: Kind
    why: str = ""


class Text(NamedTuple):
    """The lines to be tagged. `depths`: how deep the mail program quotes each, if it says so anywhere;
    `is_reply`: the mail answers another (In-Reply-To, `Re:`);
    `is_quoting`: some of them are quoted; `has_above`, `has_below`: the sender wrote something above or below these
    lines."""

    lines: Sequence[str]
    aliases: Aliases
    depths: Sequence[int] = ()
    is_reply: bool = False
    is_quoting: bool = False
    has_above: bool = False
    has_below: bool = False
    thread: Thread = NO_THREAD

    @property
    def older(self) -> Kind:
        """What stands below the head of an older mail: who answers none passes it on."""
        return Kind.HISTORY if self.is_reply else Kind.FORWARDED

    def is_quoted(self, at: int) -> bool:
        """Whether the mail program quotes the line."""
        return bool(self.depths) and self.depths[at] > 0

    def find_next(self, at: int, within: int = 3) -> int | None:
        """The first line with words in it, from `at` on; None when the next few are blank."""
        return next(
            (below for below in range(at, min(at + within, len(self.lines))) if self.lines[below].strip()), None
        )


class Span(NamedTuple):
    """Lines up to `end` are of the recogniser's kind; those from there up to `until`, which it begins, are `below`."""

    end: int
    until: int
    below: Kind = Kind.HISTORY


# What is seen of a line at a glance, as bits: a recogniser is asked only about lines that have one of its signs.
QUOTE = 1  # it begins with `>`
RULE = 2  # it begins with a rule or a star
WORD = 4  # its first word is one of the table's
HEAD = 8  # it may stand in the head of a mail
BELOW = 16  # it ends with a colon
LESS = 32  # there is a `<` in it
DIGIT = HIGHEST = 64  # its first word begins with a digit


class Recogniser(NamedTuple):
    """`find` gives what begins at a line, None for nothing; `signs` are those of which every such line has one.
    The examples are texts whose first line it knows, and texts that look like it; the lines stand in a reply, below
    words of its sender."""

    name: str
    kind: Kind
    find: Callable[[Text, int], Span | None]
    signs: int
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class Table:
    """Recognisers in their order, and the signs of a line that they go by."""

    def __init__(self, rows: tuple[Recogniser, ...], find_signs: Callable[[str], int]) -> None:
        self.rows, self.find_signs = rows, find_signs
        self.asked = [tuple(row for row in rows if row.signs & signs) for signs in range(2 * HIGHEST)]  # by the signs


def recognise(text: Text, at: int, table: Table) -> tuple[Recogniser, Span] | None:
    """The first of the table that knows what begins at this line."""
    signs = QUOTE if text.depths and text.is_quoted(at) else table.find_signs(text.lines[at])
    for recogniser in table.asked[signs]:
        if (span := recogniser.find(text, at)) is not None:
            return recogniser, span
    return None


def find_end_of_quotes(lines: Sequence[str], at: int) -> int:
    """Behind the last of the quoted lines that follow each other;
    a short line that a program broke off a quoted one belongs to them."""
    while at < len(lines):
        if (
            lines[at].lstrip().startswith(">")
            or (not lines[at].strip() and _goes_on(lines, at))
            or _is_broken_off(lines, at)
        ):
            at += 1
        else:
            break
    return at


def _goes_on(lines: Sequence[str], at: int) -> bool:
    below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    return below.lstrip().startswith(">")


def _is_broken_off(lines: Sequence[str], at: int) -> bool:
    """A word or two without `>` between quoted lines, where the line above is as long as lines get."""
    return (
        0 < len(lines[at].split()) <= 2
        and lines[at][:1].islower()
        and len(lines[at - 1]) >= 70
        and at + 1 < len(lines)
        and lines[at + 1].lstrip().startswith(">")
    )
