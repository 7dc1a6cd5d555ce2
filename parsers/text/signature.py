"""What stands around the sender's own words: signatures, disclaimers, `Sent from my iPhone`, a gateway's banner.

A line goes only when its own words say what it is: people begin sentences with "This message" and "Sent from" as well."""

import re
from collections.abc import Sequence
from functools import cache

from parsers.form.labels import SURE, Aliases, find_label
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_MOST_SIGNATURE_LINES = 16
_MOST_NOTICE_LINES = 60
_LONGEST_TAIL = 200  # lines from the end in which a signature is sought: with the longest disclaimers it has some 60
_MAX_NOTICE = 1_500  # characters of a notice that are looked at
_MAX_LINE = 400  # what is longer is a paragraph: no closing, but perhaps a notice
_FEWEST_WORDS = 6  # of a sentence; titles and slogans are shorter
_WRAPPED = 55  # a line of that length may go on in the next

_DELIMITER = re.compile(r"--[ \xa0]?$|—\s?$|_{2}\s?$")
_RULE = re.compile(r"\s*[-_=*#~]{3,}\s*$")
_CONTACT = re.compile(r"@|https?:|www\.|\d{4}|\||•|·|\+\d|©")
_URL = re.compile(r"[<(\[]?(?:https?://|www\.)\S*|<mailto:[^<>]*>")
_TAG = re.compile(r"\s*[\[*(<{⚠️!]+\s?([\w -]{2,24}?)\s?[\])*>}!:]+\s*")
_PROOFPOINT = re.compile(r"\s*ZjQcmQRY\w*Banner(Start|End)\s*$")


def _folded(group: str, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in load_words("signature")[group][name]))


class _Closings:
    """Closing words, those of them that a name follows, and what may stand before the name."""

    def __init__(self) -> None:
        ends, footer = load_words("greetings")["closings"], load_words("signature")["footer"]
        self.words, self.before_a_name = frozenset(map(fold, ends["words"])), frozenset(map(fold, ends["before_a_name"]))
        self.before_place = frozenset(map(fold, ends["from"]))
        postscripts = one_of(footer["postscripts"])
        self.postscript = re.compile(rf"\s*(?:(?:p\.?\s?){{1,3}}s\.?|n\.?b\.?|p\.?d\.?|{postscripts})[\s:,.]", re.IGNORECASE)


class _Programs:
    """What mail programs write below: `Sent from my iPhone`."""

    def __init__(self) -> None:
        self.lines = frozenset(_folded("program", "lines"))
        self.starts, self.excuses = _folded("program", "starts"), _folded("program", "excuses")
        self.verbs, self.last_verbs = frozenset(_folded("program", "verbs")), frozenset(_folded("program", "last_verbs"))
        self.things = frozenset(_folded("program", "things"))
        self.beside = self.verbs | self.things | frozenset(_folded("program", "beside"))


class _Notices:
    """What disclaimers, requests not to print and a list's footers say; `first_words`: with which of them one begins."""

    def __init__(self) -> None:
        footer = load_words("signature")["footer"]
        self.starts, self.heads = _folded("disclaimer", "starts"), _folded("disclaimer", "heads")
        self.proofs = tuple(_folded("disclaimer", name) for name in ("confidential", "addressed", "mistaken", "forbidden", "liable"))
        self.printing, self.prints = _folded("disclaimer", "printing"), _folded("disclaimer", "prints")
        self.company = _folded("disclaimer", "company")
        self.first_words = frozenset(start.partition(" ")[0] for start in self.starts + self.heads + self.printing)
        self.list_footer = re.compile(rf"[^\n]{{0,120}}\b(?:(?:{one_of(footer['lists'])})\b|{one_of(footer['list_links'])})", re.IGNORECASE)


class _Banners:
    """What a mail gateway writes above a text that came from outside."""

    def __init__(self) -> None:
        self.tags, self.seldom, self.tails = frozenset(_folded("banner", "tags")), _folded("banner", "seldom"), _folded("banner", "tails")
        self.alarms = tuple(f"{word} " for word in sorted(_folded("banner", "alarms"), key=len, reverse=True))
        self.this = tuple(f"{word} " for word in _folded("banner", "this"))
        origin, outside, small, external = ("|".join(_folded("banner", name)) for name in ("origin", "outside", "small", "external"))
        self.from_where = re.compile(  # "comes from outside"; behind an alarm also "comes from an external ..."
            rf"(?:{origin})\w*(?:.{{0,60}}(?:{outside})|(?: (?:{small})){{0,4}} (?P<external>{external}))"
        )


_closings, _programs, _notices, _banners = cache(_Closings), cache(_Programs), cache(_Notices), cache(_Banners)


def strip_banners(lines: Sequence[str]) -> list[str]:
    """Without the warning that a mail gateway put above the text."""
    kept = list(lines)
    at, end, goes_on = 0, 0, False
    while at < len(kept) and len(kept[at]) < 2 * _MAX_LINE:
        line = kept[at]
        at += 1
        if not line.strip() or _RULE.match(line):
            goes_on = False
        elif (found := _PROOFPOINT.match(line)) is not None:
            at = next((i for i in range(at, min(at + 20, len(kept))) if _PROOFPOINT.match(kept[i])), at) if found[1] == "Start" else at
            end = at
        elif _is_banner(line) or (end and (goes_on or fold(line).startswith(_banners().tails))):
            goes_on = len(line.rstrip()) >= _WRAPPED and line.rstrip()[-1:] not in ".!?>)]" and kept[at : at + 1] != [""]
            goes_on = goes_on and at < len(kept) and kept[at].lstrip()[:1].islower()
            end = at
        else:
            tagged = _TAG.match(line)
            if tagged is not None and fold(tagged[1]) in _banners().tags:
                return [line[tagged.end() :], *kept[at:]]
            break
    while end and end < len(kept) and (not kept[end].strip() or _RULE.match(kept[end])):
        end += 1
    return kept[end:] if any(line.strip() for line in kept[end:]) else kept


def _is_banner(line: str) -> bool:
    folded, banners = fold(line), _banners()
    if folded in banners.tags:
        return True
    bare = folded
    while (alarm := next((alarm for alarm in banners.alarms if bare.startswith(alarm)), "")) != "":
        bare = bare[len(alarm) :]
    if bare.startswith(banners.seldom) or (bare != folded and bare.startswith(banners.tails)):
        return True
    if not bare.startswith(banners.this):
        return False
    found = banners.from_where.search(bare[:250])
    return found is not None and (found["external"] is None or bare != folded)


def strip_tail(lines: Sequence[str], aliases: Aliases, has_above: bool, has_below: bool = False) -> list[str]:
    """Without the closing words and what stands below them, program's lines, disclaimers and a list's footer; what the sender wrote
    below them is kept. `has_above`, `has_below`: he wrote something above or below these lines."""
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    for index in range(max(0, len(lines) - _LONGEST_TAIL), len(lines)):
        if lines[index].strip():
            rest = _find_rest(lines, index, aliases, has_above or index > first or (has_below and lines[index].startswith("-- ")))
            if rest is not None:
                start = index
                while start and (not lines[start - 1].strip() or _RULE.match(lines[start - 1])) and not _DELIMITER.match(lines[index]):
                    start -= 1
                return [*lines[:start], *([""] if rest < len(lines) else []), *strip_tail(lines[rest:], aliases, True)]
    return list(lines)


def _find_rest(lines: Sequence[str], index: int, aliases: Aliases, has_above: bool) -> int | None:
    """Where the sender's words go on below the signature that begins here; None when none begins here."""
    line = lines[index]
    folded = fold(line[:_MAX_LINE])
    if _is_program_line(line, folded):
        has_link = index + 1 < len(lines) and _URL.fullmatch(lines[index + 1].strip()) is not None
        return index + 1 + has_link
    if _is_notice(lines, index, folded):
        return _end_of_notice(lines, index, aliases) if has_above or len(_count_proofs(_read_on(lines, index))) > 2 else None
    if not has_above:
        return None
    if _DELIMITER.match(line) or folded in _closings().words:
        return _end_of_signature(lines, index, aliases)
    # "Regards, Kim" and no more costs nothing, and may be meant for a Kim.
    return _end_of_signature(lines, index, aliases) if _is_closing_with_name(line) and any(map(str.strip, lines[index + 1 :])) else None


def _end_of_signature(lines: Sequence[str], index: int, aliases: Aliases) -> int | None:
    """Behind the short lines below the closing; None when a sentence or a template's label follows it at once, or too many lines."""
    count = 0
    for at in range(index + 1, len(lines)):
        line = lines[at]
        if not line.strip():
            continue
        count += 1
        if _closings().postscript.match(line):
            return at
        if _is_notice(lines, at, fold(line[:_MAX_LINE])):
            return _end_of_notice(lines, at, aliases)
        if count > _MOST_SIGNATURE_LINES or _is_label(line, aliases):
            return None
        if not lines[index].startswith("-- ") and _is_sentence(lines, at):
            return None if count == 1 or line.lstrip()[:1].islower() else at
    return len(lines)


def _end_of_notice(lines: Sequence[str], index: int, aliases: Aliases) -> int | None:
    """The end, or where a postscript begins below it."""
    below = [at for at in range(index, len(lines)) if lines[at].strip()]
    if any(_is_label(lines[at], aliases) for at in below[1:]) or len(below) > _MOST_NOTICE_LINES:
        return None
    return next((at for at in below if _closings().postscript.match(lines[at])), len(lines))


def _is_program_line(line: str, folded: str) -> bool:
    """`Sent from my iPhone`, `Get Outlook for iOS`, a virus scanner's or a list's line: not "Sent from Outlook it is empty"."""
    programs = _programs()
    bare = fold(_URL.sub(" ", line[:_MAX_LINE])) if "http" in folded or "www" in folded else folded
    if bare in programs.lines or folded.startswith(programs.starts):
        return True
    words = bare.split()
    if not words or (words[0] not in programs.verbs and words[-1] not in programs.last_verbs):
        return False
    ends = next((at for at, word in enumerate(words) if word not in programs.beside and not any(map(str.isdigit, word))), len(words))
    if not programs.things & set(words[:ends]):
        return False
    return ends == len(words) or any(word.startswith(programs.excuses) for word in words[ends:])


def _is_notice(lines: Sequence[str], index: int, folded: str) -> bool:
    """Whether a disclaimer, a request not to print, or a list's footer begins with this line."""
    line, notices = lines[index], _notices()
    if not folded:
        return (
            len(line.strip()) >= 10
            and _RULE.match(line) is not None
            and any(notices.list_footer.match(below) for below in lines[index + 1 : index + 4])
        )
    if folded.partition(" ")[0] not in notices.first_words:
        return False
    if folded.startswith(notices.printing):
        return any(word in fold(_read_on(lines, index)) for word in notices.prints)
    head = next((head for head in notices.heads if folded == head or folded.startswith(f"{head} ")), "")
    folded = folded[len(head) :].strip()
    if not (folded.startswith(notices.starts) if folded else head):
        return False
    proofs = _count_proofs(_read_on(lines, index))
    return len(proofs) > 1 and bool(proofs & {0, 1, 3})


def _read_on(lines: Sequence[str], index: int) -> str:
    return "\n".join(lines[index : index + _MOST_SIGNATURE_LINES])[:_MAX_NOTICE]


def _count_proofs(text: str) -> set[int]:
    folded = fold(text)
    return {number for number, words in enumerate(_notices().proofs) if any(word in folded for word in words)}


def _is_closing_with_name(line: str) -> bool:
    """`VG Kim`, `Best regards, Kim`, `Viele Grüße aus Berlin`."""
    if len(line) > 80 or len(words := line.split()) > 8 or not words[-1][:1].isupper():
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


def _is_sentence(lines: Sequence[str], at: int) -> bool:
    """Whether a person goes on to write here: no title, slogan, address or company's line."""
    line = lines[at]
    words = line.split()
    if len(words) < _FEWEST_WORDS or _CONTACT.search(line) or any(word in fold(line) for word in _notices().company):
        return False
    if sum(word[:1].islower() for word in words) * 2 < len(words):
        return False
    ends = line.rstrip()[-1:] in ".!?:…)"
    if not ends and not (len(line) >= _WRAPPED and at + 1 < len(lines) and lines[at + 1].strip()):
        return False
    return len(_count_proofs(_read_on(lines, at))) < 2


def strip_own_name(text: str, name: str) -> str:
    """Without a last paragraph that is only the writer's own name, whole or first, as his From has it."""
    before, blank, last = text.rpartition("\n\n")
    folded, own = last.strip(" .,").casefold(), " ".join(name.split()).casefold()
    is_name = len(own) > 1 and folded in (own, own.partition(" ")[0])
    return before.rstrip() if blank and is_name and before.strip() else text


def _is_label(line: str, aliases: Aliases) -> bool:
    label = find_label(line, aliases)
    return label is not None and label.firm and label.strength >= SURE
