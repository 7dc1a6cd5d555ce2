"""What stands around the sender's own words: closing words, signatures, and the table that knows them and notices.

A line goes only when its own words say what it is:
people begin sentences with "This message" and "Sent from" as well."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice, takewhile

from parsers.text.borders.greetings import is_greeting
from parsers.text.borders.notices import (
    MAX_LINE,
    RULE_LINE,
    URL,
    count_proofs,
    first_words_of_notices,
    fold_start,
    is_company_text,
    is_list_footer,
    is_notice,
    is_program_line,
    last_words_of_programs,
    read_on,
)
from parsers.text.borders.remarks import is_remark, is_sentence
from parsers.text.lines import RULE, WORD, Kind, Recogniser, Span, Table, Text, recognise
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import SURE, find_label
from parsers.words.load import load_words, one_of

_MOST_SIGNATURE_LINES = 16
_LONGEST_CLOSING = 80
_MOST_THANKS = 12  # words of "Thanks for your help with this"
_MOST_NOTICE_LINES = 60
_MOST_SAID_BELOW = 30  # words of a writer's paragraph below a notice
_LONGEST_TAIL = 200  # lines from the end in which a signature is sought: with the longest disclaimers it has some 60

_DELIMITER = re.compile(r"(?:--|––)[ \xa0]?$|—\s?$|_{2}\s?$")


def _compile_thanks(ends: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Thanks and no request: alone, "in advance", or for somebody's help, folded."""
    named = ("thanks", "after_thanks", "thanks_for", "before_help", "help", "after_help")
    thanks, after, behind, before, helps, last = (one_of(map(fold, ends[name])) for name in named)
    given = rf"(?:{behind})(?: (?:{before})){{0,3}} (?:{helps})(?: (?:{last})){{0,2}}"
    return re.compile(rf"(?:{thanks})(?: (?:{after}|{given})){{0,3}}")


class _Closings:
    """Closing words, those of them that a name follows, and what may stand before the name."""

    def __init__(self) -> None:
        ends, footer = load_words("greetings")["closings"], load_words("signature")["footer"]
        self.words, self.before_a_name = (
            frozenset(map(fold, ends["words"])),
            frozenset(map(fold, ends["before_a_name"])),
        )
        self.before_place = frozenset(map(fold, ends["from"]))
        self.thanks = _compile_thanks(ends)
        postscripts = one_of(footer["postscripts"])
        self.postscript = re.compile(
            rf"\s*(?:(?:p\.?\s?){{1,3}}s\.?|n\.?b\.?|p\.?d\.?|{postscripts})[\s:,.]", re.IGNORECASE
        )


_closings = cache(_Closings)


@cache
def _first_words() -> frozenset[str]:
    """With one of these every closing, notice and program's line begins, but one that has a link in it."""
    begun = (*_closings().words, *_closings().before_a_name, *first_words_of_notices())
    return frozenset(word.partition(" ")[0] for word in begun)


def _find_signs(line: str) -> int:
    folded = fold_start(line)
    if not folded:
        return RULE
    first, last = folded.partition(" ")[0], folded.rpartition(" ")[2]
    is_known = first in _first_words() or last in last_words_of_programs() or "http" in folded or "www" in folded
    return WORD if is_known else 0


def find_tail(text: Text, within: range | None = None) -> tuple[Recogniser, int, Span] | None:
    """The first thing that stands around the sender's words, where it begins and what it has; None when there is none.
    It is sought among the last lines, or in those of `within`."""
    lines = text.lines
    for at in within or range(max(0, len(lines) - _LONGEST_TAIL), len(lines)):
        if lines[at].strip() and (found := recognise(text, at, TAILS)) is not None:
            start = at
            while (
                start
                and not _DELIMITER.match(lines[at])
                and (not lines[start - 1].strip() or RULE_LINE.match(lines[start - 1]))
            ):
                start -= 1
            return found[0], start, found[1]
    return None


def _find_program_line(text: Text, at: int) -> Span | None:
    line = text.lines[at]
    if not is_program_line(line, fold_start(line)):
        return None
    has_link = at + 1 < len(text.lines) and URL.fullmatch(text.lines[at + 1].strip()) is not None
    return Span(at + 1 + has_link, at + 1 + has_link)


def _find_notice(text: Text, at: int) -> Span | None:
    if not is_notice(text.lines, at, fold_start(text.lines[at])):
        return None
    if not _has_above(text, at) and len(count_proofs(read_on(text.lines, at))) <= 2:
        return None
    end = _end_of_notice(text.lines, at, text.aliases)
    return None if end is None else Span(end, end)


def _find_delimiter(text: Text, at: int) -> Span | None:
    is_one = _DELIMITER.match(text.lines[at]) and (
        _has_above(text, at) or (text.has_below and text.lines[at].startswith("-- "))
    )
    return _find_signature(text, at) if is_one else None


def _find_closing(text: Text, at: int) -> Span | None:
    """ "Regards, Kim" and no more costs nothing, and may be meant for a Kim."""
    line = text.lines[at]
    if len(line) > _LONGEST_CLOSING or not _has_above(text, at) or _thanks_alone(text, at):
        return None
    is_closing = fold_start(line) in _closings().words
    return (
        _find_signature(text, at)
        if is_closing or (_is_closing_with_name(line) and any(map(str.strip, text.lines[at + 1 :])))
        else None
    )


def _thanks_alone(text: Text, at: int) -> bool:
    """Whether only a greeting stands above a line of thanks: then they are what the mail says."""
    above = (line for line in islice(text.lines, at) if line.strip())
    return not text.has_above and _is_thanks(fold_start(text.lines[at])) and all(map(is_greeting, above))


def _find_signature(text: Text, at: int) -> Span | None:
    end = _end_of_signature(text.lines, at, text.aliases)
    return None if end is None else Span(at + 1, end, Kind.SIGNATURE)


def _has_above(text: Text, at: int) -> bool:
    return text.has_above or any(map(str.strip, islice(text.lines, at)))


def _end_of_signature(lines: Sequence[str], index: int, aliases: Aliases) -> int | None:
    """Behind the short lines below the closing, or above what is said below them; None when a sentence or a template's
    label follows it at once, or too many lines."""
    count = 0
    for at in range(index + 1, len(lines)):
        line = lines[at]
        if not line.strip():
            continue
        count += 1
        if _closings().postscript.match(line):
            return at
        if is_notice(lines, at, fold_start(line)):
            return _end_of_notice(lines, at, aliases)
        if count > _MOST_SIGNATURE_LINES or _is_label(line, aliases):
            return None
        if not lines[index].startswith("-- ") and is_remark(lines, index, at):
            is_apart = at > index + 1 and not lines[at - 1].strip() and not is_sentence(lines, at)
            return at if is_apart else _find_end_of_names(lines, count, at)
    return len(lines)


def _find_end_of_names(lines: Sequence[str], count: int, at: int) -> int | None:
    """Where a sentence ends the names right below a closing; None where that begins it, or it goes on in it."""
    return None if count == 1 or lines[at].lstrip()[:1].islower() else at


def _end_of_notice(lines: Sequence[str], index: int, aliases: Aliases) -> int | None:
    """The end, or where below it a postscript begins, or a paragraph in which somebody says something."""
    below = [at for at in range(index, len(lines)) if lines[at].strip()]
    if any(_is_label(lines[at], aliases) for at in below[1:]) or len(below) > _MOST_NOTICE_LINES:
        return None
    return next(
        (at for at in below if _closings().postscript.match(lines[at]) or _is_said_below(lines, at)), len(lines)
    )


def _is_said_below(lines: Sequence[str], at: int) -> bool:
    """Whether a paragraph of few words below a notice is its writer's, and nothing that companies go on to say."""
    if at == 0 or lines[at - 1].strip() or not is_remark(lines, at - 1, at):
        return False
    paragraph = [*takewhile(str.strip, lines[at:])]
    text = " ".join(paragraph)
    return len(text.split()) <= _MOST_SAID_BELOW and not (is_company_text(text) or any(map(_is_around, paragraph)))


def _is_around(line: str) -> bool:
    folded = fold_start(line)
    return is_program_line(line, folded) or is_list_footer(line) or folded in _closings().words


def begins_signature(line: str) -> bool:
    """Whether a closing, a signature or what a program writes below it begins with this line,
    whatever stands around it."""
    if _DELIMITER.match(line):
        return True
    if len(line) > MAX_LINE:
        return False
    folded, closings = fold_start(line), _closings()
    if folded in closings.words or is_program_line(line, folded) or is_list_footer(line):
        return True
    if ":" not in line and _is_thanks(folded):
        return True
    closing, comma, name = line.partition(",")
    return bool(comma) and (fold(closing) in closings.words or _is_thanks(fold(closing))) and _is_signed(name)


def is_closing(folded: str) -> bool:
    """Whether folded words are closing words, or thanks alone."""
    return folded in _closings().words or folded in _closings().before_a_name or _is_thanks(folded)


def _is_thanks(folded: str) -> bool:
    return len(folded.split()) <= _MOST_THANKS and _closings().thanks.fullmatch(folded) is not None


def _is_signed(text: str) -> bool:
    """One word, or a name: "Danke, bitte anrufen" asks for something."""
    return _is_name(text) or (len(text.split()) == 1 and not re.search(r"[:;?0-9]", text))


def _is_closing_with_name(line: str) -> bool:
    """`VG Kim`, `Best regards, Kim`, `Viele Grüße aus Berlin`."""
    if len(words := line.split()) > 8 or not words[-1][:1].isupper():
        return False
    closings = _closings()
    closing, comma, name = line.partition(",")
    if comma and fold(closing) in closings.words:
        return _is_name(name)
    for count in range(min(4, len(words) - 1), 0, -1):
        if fold(" ".join(words[:count])) in closings.before_a_name:
            rest = words[count:]
            return _is_name(" ".join(rest[1:] if fold(rest[0]) in closings.before_place else rest))
    return False


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 3 and not re.search(r"[:;?0-9]", text) and all(word[:1].isupper() for word in words)


def _is_label(line: str, aliases: Aliases) -> bool:
    label = find_label(line, aliases)
    return label is not None and label.firm and label.strength >= SURE


TAILS = Table(
    (
        Recogniser(
            "a mail program's line",
            Kind.PROGRAM,
            _find_program_line,
            RULE | WORD,
            ("Sent from my iPhone", "Get Outlook for iOS\nhttps://aka.ms/o0ukef", "Von meinem iPad gesendet"),
            ("Sent from Outlook it is empty",),
        ),
        Recogniser(
            "a notice",
            Kind.NOTICE,
            _find_notice,
            RULE | WORD,
            ("This e-mail is confidential and for the addressee only. If you received it in error, delete it.",),
            ("This message appears when I click on Save",),
        ),
        Recogniser(
            "a signature's line",
            Kind.SIGNATURE,
            _find_delimiter,
            RULE,
            ("-- \nDana Whitfield\nSupport",),
            ("-- verbose is on",),
        ),
        Recogniser(
            "closing words",
            Kind.CLOSING,
            _find_closing,
            RULE | WORD,
            ("Best regards\nDana", "Viele Grüße\nDana Whitfield\n+49 30 1234", "Best regards, Kim\nSupport"),
            ("Best regards are not what I want\nI want my money",),
        ),
    ),
    _find_signs,
)
