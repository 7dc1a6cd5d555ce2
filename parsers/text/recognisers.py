"""Where other people's words begin in a text: one ordered table, the first that knows a line has it."""

import re
from functools import cache

from parsers.text.borders.attributions import find_attributions, is_dashed, is_sure
from parsers.text.borders.heads import find_head, find_head_kind, read_head
from parsers.text.lines import (
    BELOW,
    DIGIT,
    HEAD,
    LESS,
    LONGEST,
    QUOTE,
    RULE,
    WORD,
    Kind,
    Recogniser,
    Span,
    Table,
    Text,
    find_end_of_quotes,
)
from parsers.text.threads import is_other_author, is_other_head
from parsers.words.labels import SURE, find_label, has_template
from parsers.words.load import load_words, one_of

_GROUPWISE = re.compile(r"\s*>>>\s[^\n]*\d[^\n]*\s>>>\s*$")
_UNDERSCORES = re.compile(r"\s*_{10,}\s*$")
# `> 5 users` and `>> 100 <<` are no quotes.
_QUOTED = re.compile(r"\s{0,3}>(?!\s*(?:\d|€|\$)|.*<<\s*$)|\s{0,3}>\s*>(?!.*<<\s*$)")
_FIRST_WORD = re.compile(r"[\W_]*([^\W_]+)")


class _Separators:
    """The lines above a mail that was forwarded or answered."""

    def __init__(self) -> None:
        words = load_words("quoting")
        forward = words["forward"]
        self.forward = re.compile(
            rf"[\s>]*(?P<rule>[-_=*]{{2,}})?\s*(?:{one_of(forward['lines'])}|(?:{one_of(forward['by'])}) [^\n]{{1,80}})"
            rf"(?:\s(?:{one_of(forward['from'])})\s[^\n]{{1,150}}?)?\s*(?P<colon>:?)\s*"
            r"(?:[-_=*]{2,}.{0,80})?\s*$",
            re.IGNORECASE,
        )
        self.forward_ends = re.compile(
            rf"\s*[-_=*]{{2,}}\s*(?:{one_of(forward['ends'])})\s*[-_=*]{{2,}}\s*$", re.IGNORECASE
        )
        self.original = re.compile(
            rf"[\s*]*[-_=]{{2,}}\s*(?:{one_of(words['original']['lines'])})\s*[-_=]{{2,}}[\s*]*$", re.IGNORECASE
        )
        self.above_line = re.compile(
            rf"[\W_]*(?:{one_of(words['above']['lines'])})(?:[\W_]*|\W{{2,}}.{{0,40}})$", re.IGNORECASE
        )
        begun = (*forward["lines"], *forward["by"], *words["above"]["lines"], *words["attribution"]["starts"])
        self.first_words = frozenset(found[1].lower() for found in map(_FIRST_WORD.match, begun) if found)


_separators = cache(_Separators)


def _find_signs(line: str) -> int:
    first = line.lstrip()[:1]
    signs = QUOTE if first == ">" else RULE if first in "-_=*" else 0
    if ":" in line or "：" in line:
        signs |= (HEAD if find_head_kind(line) is not None else 0) | (BELOW if line.rstrip()[-1:] in ":：" else 0)
    if "<" in line:
        signs |= LESS
    found = _FIRST_WORD.match(line)
    word = found[1].lower() if found else ""
    return signs | (DIGIT if word[:1].isdigit() else WORD if word in _separators().first_words else 0)


def is_above_line(line: str) -> bool:
    """A help desk's `reply above this line`."""
    return len(line) <= LONGEST and _separators().above_line.match(line) is not None


def begins_older(line: str) -> bool:
    """Whether it only says that another mail follows."""
    separators = _separators()
    return bool(separators.forward.match(line) or separators.original.match(line) or _UNDERSCORES.match(line))


def _find_desk_line(text: Text, at: int) -> Span | None:
    line = text.lines[at]
    if text.is_reply and line.startswith(">>>") and line.rstrip().endswith("<") and is_above_line(line):
        return Span(at + 1, len(text.lines), text.older)
    return None


def _find_groupwise(text: Text, at: int) -> Span | None:
    line = text.lines[at]
    if not (text.is_reply and line.startswith(">>>") and len(line) <= LONGEST and _GROUPWISE.match(line)):
        return None
    below = text.find_next(at + 1)
    is_head = below is not None and not text.lines[below].startswith(">")
    return Span(at + 1, len(text.lines), text.older) if is_head else None


def _find_quote(text: Text, at: int) -> Span | None:
    """The marks are the writer's own, but those around a mail or a template passed on, in a mail that answers none, or
    a letter of ours without quoting it."""
    if not _is_quoted(text, at):
        return None
    if text.is_reply and not text.thread.is_unquoted:
        end = find_end_of_quotes(text.lines, at)
        return Span(end, end)
    if any(_is_quoted(text, above) for above in range(max(0, at - 4), at)):
        return None  # a writer's own marked block is asked once
    end = find_end_of_quotes(text.lines, at)
    return Span(at, end, Kind.FORWARDED) if _quotes_forwarded(text, at, end) else None


def _quotes_forwarded(text: Text, at: int, end: int) -> bool:
    """Whether a mail is quoted whole, from the program's line or its own head on, or a template is."""
    bare = [line.lstrip("> ") for line in text.lines[at:end]]
    return begins_older(bare[0]) or find_head(bare, 0) is not None or has_template(bare, text.aliases)


def _is_quoted(text: Text, at: int) -> bool:
    return text.is_quoted(at) or (text.lines[at].startswith((">", " >")) and _QUOTED.match(text.lines[at]) is not None)


def _find_forward(text: Text, at: int) -> Span | None:
    """`Forwarded message` between dashes, or above the forwarded mail's head; the words alone may be anybody's."""
    found = _separators().forward.match(text.lines[at]) if len(text.lines[at]) <= LONGEST else None
    if found is None:
        return None
    if not found["rule"] and not found["colon"]:
        below = text.find_next(at + 1)
        if below is None or find_head_kind(text.lines[below].lstrip("> ")) is None:
            return None
    ends, last = _separators().forward_ends, len(text.lines)
    return Span(
        at + 1,
        next((below + 1 for below in range(at + 1, last) if ends.match(text.lines[below][:200])), last),
        Kind.FORWARDED,
    )


def _find_separator(text: Text, at: int) -> Span | None:
    line = text.lines[at]
    if len(line) > LONGEST or not (_separators().original.match(line) or is_dashed(line) or _is_below_words(text, at)):
        return None
    return Span(at + 1, len(text.lines), _find_older(text, at + 1))


def _find_older(text: Text, at: int) -> Kind:
    """What a mail is whose head begins here: in an answer one of another thread is passed on with it."""
    end = find_head(text.lines, at) if text.is_reply and text.thread.subject else None
    is_other = end is not None and is_other_head(read_head(text.lines[at:end]), text.thread)
    return Kind.FORWARDED if is_other else text.older


def _is_below_words(text: Text, at: int) -> bool:
    return is_above_line(text.lines[at]) and any(above.strip() for above in text.lines[max(0, at - 50) : at])


def _find_head(text: Text, at: int) -> Span | None:
    line = text.lines[at]
    if len(line) > LONGEST:
        return None
    is_rule = "_" in line and _UNDERSCORES.match(line) is not None
    end = find_head(text.lines, at + is_rule)
    return None if end is None else Span(end, len(text.lines), _find_older(text, at + is_rule))


def _find_attribution(text: Text, at: int) -> Span | None:
    """Perhaps wrapped over some lines, with the quote that follows it; a sure one needs none. In a mail that answers
    none both are what its writer passes on."""
    if not text.is_reply or len(text.lines[at]) > LONGEST:
        return None
    for attribution, end in find_attributions(text.lines, at):
        below = text.find_next(end)
        if below is not None and (_QUOTED.match(text.lines[below]) or text.lines[below].startswith(">")):
            return _find_quote_below(text, attribution, end, below)
        if is_sure(attribution) and (below is None or any(map(str.strip, text.lines[:at]))):
            return Span(end, len(text.lines), _find_quoted(text, attribution, Kind.HISTORY))
    return None


def _find_quote_below(text: Text, attribution: str, end: int, below: int) -> Span | None:
    if _find_desk_line(text, below) or _find_groupwise(text, below):
        return Span(end, len(text.lines))
    if _is_cited(text, attribution, below):
        return None
    return Span(end, find_end_of_quotes(text.lines, below), _find_quoted(text, attribution, Kind.QUOTED))


def _is_cited(text: Text, attribution: str, at: int) -> bool:
    """Whether the writer himself says whose words he quotes, and goes on below them, in an answer that does not quote
    the letter of ours: programs quote what is answered, and name its moment."""
    if not text.thread.is_unquoted or is_sure(attribution):
        return False
    return any(map(str.strip, text.lines[find_end_of_quotes(text.lines, at) :]))


def _find_quoted(text: Text, attribution: str, quoted: Kind) -> Kind:
    """What a quote is: `quoted`, but in an answer one of somebody to whom it does not go is passed on with it."""
    return Kind.FORWARDED if is_other_author(attribution, text.thread) else quoted


def _find_pasted(text: Text, at: int) -> Span | None:
    """Whose label has a quote for its value, and no template of ours in it."""
    span = _find_attribution(text, at) if text.is_quoting else None
    if span is None or span.until == len(text.lines):
        return None
    label = find_label(text.lines[at], text.aliases)
    if label is None or label.strength != SURE:
        return None
    is_ours = any(find_label(line.lstrip("> "), text.aliases) for line in text.lines[at + 1 : span.until])
    return None if is_ours else Span(span.until, span.until)


BORDERS = Table(
    (
        Recogniser(
            "a help desk's line among quote marks",
            Kind.SEPARATOR,
            _find_desk_line,
            QUOTE,
            (">>> Please reply above this line <<<\nOld words",),
            (">>> We reply above all to you <<<\nnow",),
        ),
        Recogniser(
            "GroupWise's line above an older mail",
            Kind.SEPARATOR,
            _find_groupwise,
            QUOTE,
            (">>> Dana Whitfield <dana@example.com> 02.03.26 10:05 >>>\nOld words",),
            (">>> quoted three times\nown words",),
        ),
        Recogniser(
            "quote marks",
            Kind.QUOTED,
            _find_quote,
            QUOTE,
            ("> Please answer", " > Please answer", ">> twice"),
            ("> 5 users stand still", ">> 100 <<"),
        ),
        Recogniser(
            "a forward begins",
            Kind.FORWARD,
            _find_forward,
            QUOTE | RULE | WORD,
            (
                "---------- Forwarded message ---------\nFrom: Ada <ada@x.example>",
                "Begin forwarded message:\n\nFrom: Ada",
            ),
            ("Forwarded message\nis all it says",),
        ),
        Recogniser(
            "a line above an older mail",
            Kind.SEPARATOR,
            _find_separator,
            RULE | WORD,
            ("-----Original Message-----\nFrom: Ada", "-----Ursprüngliche Nachricht-----\nVon: Ada"),
            ("----- 8< -----",),
        ),
        Recogniser(
            "the head of an older mail",
            Kind.HEADER,
            _find_head,
            RULE | HEAD,
            (
                "From: Ada <ada@x.example>\nSent: Monday\nTo: Dana\nSubject: Exports",
                "Von: Ada\nGesendet: Montag\nAn: Dana\nBetreff: Exporte",
            ),
            ("From: 10:00\nTo: 12:00\nnobody could work",),
        ),
        Recogniser(
            "a label's quoted words",
            Kind.OWN,
            _find_pasted,
            WORD | DIGIT | BELOW | LESS,
            ("Customer Impact: Ada <ada@x.example> wrote:\n> we lose orders\n\nTicket #: 48213",),
        ),
        Recogniser(
            "an attribution",
            Kind.ATTRIBUTION,
            _find_attribution,
            WORD | DIGIT | BELOW | LESS,
            (
                "On Mon, Mar 2, 2026 at 10:00 AM Support <support@example.com> wrote:\n> Please answer",
                "Am 02.03.2026 schrieb Dana:\n> Bitte",
            ),
            ("On Monday at 10:05 the customer wrote:\nit is empty",),
        ),
    ),
    _find_signs,
)
