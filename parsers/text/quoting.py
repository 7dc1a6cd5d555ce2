"""Which lines of a mail its sender wrote: without quoted and forwarded mail, signature, disclaimer and banners.

When in doubt a line is kept: a line too many is a nuisance, a lost one is a lost escalation (behaviour B3.10)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from parsers.form.labels import SURE, Aliases, find_label
from parsers.mime.html import HISTORY_MARK, SIGNATURE_MARK
from parsers.text.signature import strip_banners, strip_tail
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_MAILBOX = re.compile(r"[<([]\s?(?:mailto:)?[\w.+=&'/-]+@[\w-]+\.")
_CLOCK, _YEAR = re.compile(r"(?<!\d)\d{1,2} ?[:.h] ?\d{2}(?!\d)"), re.compile(r"(?<!\d)20\d\d(?!\d)|[./-] ?\d\d(?![\d./:-])")
# What an attribution holds in its first line when it goes on in the next.
_WRAPS = re.compile(r"<|@|(?<!\d)20\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d\d|\d[:.h] ?\d\d|年|월")
_LONGEST_ATTRIBUTION = 400
_MOST_ATTRIBUTION_LINES = 4

_HEADER_LINE = re.compile(r"[\s*_|]*([^\W\d_][\w '’.-]{0,24}?)[\s*_]*[:：][\s*_]*(.*)$")
_MOST_HEADER_LINES = 16

_OTHER_HEADER = re.compile(
    r"(?:x-[\w-]{1,40}|user-agent|message-id|mime-version|content-[a-z-]{4,30}|reply-to|received|references|in-reply-to):\s", re.IGNORECASE
)
_GROUPWISE = re.compile(r"\s*>>>\s[^\n]*\d[^\n]*\s>>>\s*$")  # `>>> Dana <dana@example.com> 02.03.26 10:05 >>>`
_ONE_MARK = re.compile(r"^\s{0,3}(?:> ?)")
_MOST_FORWARDS = 10  # one inside the other
_UNDERSCORES = re.compile(r"\s*_{10,}\s*$")
_QUOTED = re.compile(r"\s{0,3}>(?!\s*(?:\d|€|\$)|.*<<\s*$)|\s{0,3}>\s*>(?!.*<<\s*$)")


class _Attributions:
    """The lines above a quote: `On Monday, Dana wrote:`."""

    def __init__(self) -> None:
        words = load_words("quoting")["attribution"]
        verbs = one_of(words["verbs"])
        verb = rf"(?:(?<!\w)(?:{verbs})(?!\w)|(?:{one_of(words['joined_verbs'])}))"
        self.whole = re.compile(rf"[\s*_]*(?P<before>.*){verb}(?P<after>[^\n]{{0,100}})[:：]?[\s*_]*$", re.IGNORECASE)
        self.start = re.compile(rf"[\s*_]*(?:(?:{one_of(words['starts'])})(?=[\s,.\d])|\d)|.*<[^<>@\s]+@[^<>\s]+>", re.IGNORECASE)
        self.sure_start = re.compile(rf"[\s*_]*(?:{one_of(words['sure_starts'])})\s(?=.*\d)", re.IGNORECASE)
        self.articles, self.auxiliaries = frozenset(words["articles"]), frozenset(words["auxiliaries"])
        # In whatever language: an address, a number and a colon at the end. Counts only with a quote below.
        self.addressed = re.compile(
            rf"(?:(?=.*\d)|\s*(?:{one_of(words['cites'])})\s).*<\s?[^<>@\s]+@[^<>\s]+>[^\n]{{0,100}}[:：]\s*$", re.IGNORECASE
        )
        # Some programs put it behind the last word of the answer, others between dashes.
        self.shared = re.compile(
            rf"(?P<own>.*[^\s-])(?:\s+|\s*-{{2,}}\s*)"
            rf"(?P<rest>(?:{one_of(words['shared_starts'])})\s(?=[^\n]*\d)[^\n]{{4,300}}\b(?:{verbs})\b[^\n]{{0,100}}[:：]\s*)$"
        )
        self.dashed = re.compile(rf"\s*-{{3,}}(?=[^-\n])[^\n]{{1,150}}\b(?:{verbs})\b[^\n]{{0,60}}-{{3,}}\s*$", re.IGNORECASE)


class _Separators:
    """The lines above a mail that was forwarded or answered, and its head's words, folded, with what each means."""

    def __init__(self) -> None:
        words = load_words("quoting")
        forward = words["forward"]
        self.header_kinds = {fold(word): kind for kind, listed in words["header"].items() for word in listed}
        self.forward = re.compile(
            rf"[\s>]*(?P<rule>[-_=*]{{2,}})?\s*(?:{one_of(forward['lines'])}|(?:{one_of(forward['by'])}) [^\n]{{1,80}})"
            rf"(?:\s(?:{one_of(forward['from'])})\s[^\n]{{1,150}}?)?\s*(?P<colon>:?)\s*"
            r"(?:[-_=*]{2,}.{0,80})?\s*$",
            re.IGNORECASE,
        )
        self.forward_ends = re.compile(rf"\s*[-_=*]{{2,}}\s*(?:{one_of(forward['ends'])})\s*[-_=*]{{2,}}\s*$", re.IGNORECASE)
        self.original = re.compile(rf"[\s*]*[-_=]{{2,}}\s*(?:{one_of(words['original']['lines'])})\s*[-_=]{{2,}}[\s*]*$", re.IGNORECASE)
        self.above_line = re.compile(rf"[\W_]*(?:{one_of(words['above']['lines'])})(?:[\W_]*|\W{{2,}}.{{0,40}})$", re.IGNORECASE)


_attributions, _separators = cache(_Attributions), cache(_Separators)


@dataclass(frozen=True, slots=True)
class Quoting:
    """The sender's own lines, and the lines of the mail that he forwarded, if he did."""

    own: tuple[str, ...]
    forwarded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Border:
    """Where other people's words begin and end in the lines; `forward` when they were sent on and not answered."""

    start: int
    end: int
    forward: bool


def split_quoting(lines: Sequence[str], is_reply: bool, is_forward: bool, aliases: Aliases) -> Quoting:
    """The newest lines. `is_reply`: the mail answers another (In-Reply-To, `Re:`); `is_forward`: its subject says `Fwd:`."""
    pieces: list[Sequence[str]] = []
    forwarded: tuple[str, ...] = ()
    lines = list(_cut_shared(lines, aliases)) if is_reply else lines
    at = 0
    while at < len(lines):
        border = _find_border(lines, at, is_reply, is_forward, aliases)
        if border is None:
            pieces.append(lines[at:])
            break
        pieces.append(lines[at : border.start])
        if border.forward:
            forwarded = tuple(lines[border.start : border.end])
        at = border.end
    return Quoting(tuple(_join_pieces(pieces, aliases)), forwarded)


def _join_pieces(pieces: Sequence[Sequence[str]], aliases: Aliases) -> list[str]:
    """What stood above, between and below the quotes, each without its signature."""
    marked = [[line for line in piece if not line.startswith(HISTORY_MARK)] for piece in pieces]
    bare = [[line for line in piece if not line.startswith(SIGNATURE_MARK)] for piece in marked]
    if not any(line.strip() for piece in bare for line in piece):  # a program that takes the whole mail for a signature
        bare = [[line.removeprefix(SIGNATURE_MARK) for line in piece] for piece in marked]
    own: list[str] = []
    for number, piece in enumerate(bare):
        has_above = any(line.strip() for line in own)
        has_below = any(line.strip() for later in bare[number + 1 :] for line in later)
        own += strip_tail(piece if has_above else strip_banners(_strip_above_line(piece)), aliases, has_above, has_below)
    return _trim(own)


def _strip_above_line(lines: Sequence[str]) -> Sequence[str]:
    """Without a help desk's `reply above this line` at the top, above which nothing was written."""
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    return (
        lines[first + 1 :]
        if first < len(lines) and len(lines[first]) <= _LONGEST_ATTRIBUTION and _separators().above_line.match(lines[first])
        else lines
    )


def _cut_shared(lines: Sequence[str], aliases: Aliases) -> Iterator[str]:
    """An attribution that stands behind the answer's last word gets a line of its own; the value of a label does not."""
    for index, line in enumerate(lines):
        is_above_quote = index + 1 < len(lines) and lines[index + 1].startswith(">")
        found = _attributions().shared.match(line) if is_above_quote and len(line) <= _LONGEST_ATTRIBUTION and line[:1] != ">" else None
        if found is not None and find_label(line, aliases) is None:
            yield from (found["own"], found["rest"])
        else:
            yield line


def read_forwarded(lines: Sequence[str], aliases: Aliases) -> tuple[str, ...]:
    """What the author of a forwarded mail wrote, without its header and what he quoted. One that was forwarded to him is read through."""
    for _ in range(_MOST_FORWARDS):
        quoting = split_quoting(_skip_head(lines), True, False, aliases)
        if quoting.own or not quoting.forwarded:
            break
        lines = quoting.forwarded
    return quoting.own


def _skip_head(lines: Sequence[str]) -> Sequence[str]:
    """The forwarded mail's body, without the quote marks that some programs set before it."""
    bare = _unquote(lines) if all(line.lstrip().startswith(">") or not line.strip() for line in lines[1:]) else list(lines)
    at, separators = 0, _separators()
    while at < len(bare) and (
        not bare[at].strip()
        or separators.forward.match(bare[at])
        or separators.original.match(bare[at])
        or bare[at].startswith(HISTORY_MARK)
        or _UNDERSCORES.match(bare[at])
    ):
        at += 1
    begins = at
    while at < len(bare) and (found := _header_kind(bare[at]) or (at > begins + 2 and _OTHER_HEADER.match(bare[at]))):
        at += 1
        if found == "subject" and (at >= len(bare) or not (_header_kind(bare[at]) or _OTHER_HEADER.match(bare[at]))):
            break
        while at < len(bare) and bare[at].startswith((" ", "\t")) and bare[at].strip():
            at += 1
    body = bare[at:]
    return _unquote(body) if all(line.startswith(">") or not line.strip() for line in body) else body


def _unquote(lines: Sequence[str]) -> list[str]:
    return [_ONE_MARK.sub("", line) for line in lines]


def _find_border(lines: Sequence[str], start: int, is_reply: bool, is_forward: bool, aliases: Aliases) -> _Border | None:
    pasted, separators, attributions = start, _separators(), _attributions()
    for index in range(start, len(lines)):
        line = lines[index]
        if index < pasted or not line.strip(" \t" + SIGNATURE_MARK):
            continue
        if line.startswith(HISTORY_MARK):
            return _Border(index, len(lines), is_forward or not is_reply)
        line = line.removeprefix(SIGNATURE_MARK)
        if is_reply and _ends_here(lines, index, line):
            return _Border(index, len(lines), is_forward)
        if line.startswith((">", " >")) and _QUOTED.match(line) and _is_quoted_block(lines, index, is_reply):
            return _Border(index, _end_of_quotes(lines, index), False)
        if len(line) > _LONGEST_ATTRIBUTION:
            continue
        if _is_forward(lines, index, line):
            ends = next((at + 1 for at in range(index + 1, len(lines)) if separators.forward_ends.match(lines[at][:200])), len(lines))
            return _Border(index, ends, True)
        if (
            separators.original.match(line)
            or attributions.dashed.match(line)
            or (separators.above_line.match(line) and any(above.strip() for above in lines[max(0, index - 50) : index]))
        ):
            return _Border(index, len(lines), is_forward)
        if (is_reply or is_forward) and (":" in line or "：" in line or _UNDERSCORES.match(line)):
            head = index + 1 if _UNDERSCORES.match(line) else index
            if _is_header_block(lines, head):
                return _Border(index, len(lines), is_forward)
        border = _find_attribution(lines, index, is_reply)
        if border is not None and not _is_pasted(lines, border, aliases):
            return border
        pasted = border.end if border is not None else start
    return None


def _ends_here(lines: Sequence[str], index: int, line: str) -> bool:
    """GroupWise's line above an older mail, or `>>> reply above this line <<<`: only they begin as quoted lines do."""
    if not line.startswith(">>>") or len(line) > _LONGEST_ATTRIBUTION:
        return False
    if _separators().above_line.match(line) and line.rstrip().endswith("<"):
        return True
    below = next((lines[at] for at in range(index + 1, min(index + 4, len(lines))) if lines[at].strip()), ">")
    return _GROUPWISE.match(line) is not None and not below.startswith(">")


def _is_forward(lines: Sequence[str], index: int, line: str) -> bool:
    """`Forwarded message` between dashes, or above the forwarded mail's head; the words alone may be anybody's."""
    found = _separators().forward.match(line)
    if found is None or found["rule"] or found["colon"]:
        return found is not None
    below = next((at for at in range(index + 1, min(index + 4, len(lines))) if lines[at].strip()), None)
    return below is not None and _header_kind(lines[below].lstrip("> ")) is not None


def _find_attribution(lines: Sequence[str], index: int, is_reply: bool) -> _Border | None:
    """`On Monday, Dana wrote:`, perhaps wrapped over some lines, with the quote that follows it."""
    patterns = _attributions()
    if not patterns.start.match(lines[index]) and not lines[index].rstrip().endswith((":", "：")):
        return None
    text = ""
    for last in range(index, min(index + _MOST_ATTRIBUTION_LINES, len(lines))):
        if not lines[last].strip() or (last > index and (patterns.sure_start.match(lines[last]) or not _WRAPS.search(lines[index]))):
            return None  # the first is the sender's own line, with the attribution right below it
        text = f"{text} {lines[last].strip()}" if text else lines[last].strip()
        if len(text) > _LONGEST_ATTRIBUTION:
            return None
        if not patterns.whole.match(text) and not patterns.addressed.match(text):
            continue
        below = next((at for at in range(last + 1, min(last + 4, len(lines))) if lines[at].strip()), None)
        if below is not None and (_QUOTED.match(lines[below]) or lines[below].startswith(">")):
            if is_reply and _ends_here(lines, below, lines[below]):
                return _Border(index, len(lines), False)
            return _Border(index, _end_of_quotes(lines, below), False)
        if is_reply and _is_sure(text) and (below is None or any(lines[at].strip() for at in range(index))):
            return _Border(index, len(lines), False)
    return None


def _is_pasted(lines: Sequence[str], border: _Border, aliases: Aliases) -> bool:
    """Whether the quote is the value of a label: `Customer Impact: she wrote:` and her words, but no template of ours."""
    label = find_label(lines[border.start], aliases)
    if label is None or label.strength != SURE or border.end == len(lines):
        return False
    return not any(find_label(line.lstrip("> "), aliases) for line in lines[border.start + 1 : border.end])


def _is_sure(attribution: str) -> bool:
    """Whether no quote need follow it: it ends and begins as programs write it, with an address, or with a moment and a name.
    "On Monday at 10:05 the customer wrote:" is the sender's own."""
    patterns = _attributions()
    found = patterns.whole.match(attribution)
    if found is None or not patterns.start.match(attribution):
        return False
    before, after = found["before"].strip(" ,*_"), found["after"].strip(" ,:：*_")
    if after and not attribution.rstrip(" *_").endswith((":", "：")):
        return False
    if _MAILBOX.search(attribution):
        return True
    words = after.split() if after else [word for word in before.split() if word.casefold() not in patterns.auxiliaries][::-1]
    lead = next((word for word in words if not word[:1].isupper()), "")  # what stands before the name, or behind it
    named = bool(words) and words[0][:1].isupper() and lead.casefold() not in patterns.articles
    return named and bool(_CLOCK.search(attribution) and _YEAR.search(attribution))


def _is_quoted_block(lines: Sequence[str], index: int, is_reply: bool) -> bool:
    """Whether `>` begins a quote: always in an answer; in a fresh mail only as more than one line, because some write it for an arrow."""
    if is_reply:
        return True
    return index + 2 < len(lines) and all(_QUOTED.match(line) for line in lines[index : index + 3])


def _end_of_quotes(lines: Sequence[str], index: int) -> int:
    """Behind the last of the quoted lines that follow each other; a short line that a program broke off a quoted one belongs to them."""
    at = index
    while at < len(lines):
        if lines[at].lstrip().startswith(">") or (not lines[at].strip() and _goes_on(lines, at)) or _is_broken_off(lines, at):
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


def _header_kind(line: str) -> str | None:
    match = _HEADER_LINE.match(line)
    return _separators().header_kinds.get(fold(match[1])) if match else None


def _is_header_block(lines: Sequence[str], index: int) -> bool:
    """Three different header lines on end, From or the date first, with an address or a subject: the head of an older mail, as
    Outlook writes it. One blank line between two of them is none."""
    while index < len(lines) and not lines[index].strip():
        index += 1
    first = _header_kind(lines[index]) if index < len(lines) else None
    if first is None or first == "cc":
        return False
    kinds: set[str] = set()
    has_address = False
    for at in range(index, min(index + _MOST_HEADER_LINES, len(lines))):
        kind = _header_kind(lines[at])
        if kind:
            kinds.add(kind)
            has_address = has_address or "@" in lines[at]
        elif not lines[at].strip() and (at + 1 == len(lines) or not _header_kind(lines[at + 1])):
            break
    if first in ("to", "subject"):
        return has_address and {"from", "date"} <= kinds
    return len(kinds) >= 3 and bool(kinds & {"date", "subject"}) and (has_address or "subject" in kinds)


def _trim(lines: Sequence[str]) -> list[str]:
    """Without empty lines at both ends."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    end = next((index for index in range(len(lines), start, -1) if lines[index - 1].strip()), start)
    return list(lines[start:end])
