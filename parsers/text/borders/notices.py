"""What mail programs and companies write below a mail: `Sent from my iPhone`, disclaimers, a list's footer."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

MAX_LINE = 400  # what is longer is a paragraph: no closing, but perhaps a notice
_MOST_LINES = 16  # of a notice that are looked at
_MAX_NOTICE = 1_500  # characters of it

_MOST_OF_LIST = 4  # words of a list's name
_LINKED = re.compile(r"https?:|www\.|listinfo/|[\w.+-]@[\w-]")

RULE_LINE = re.compile(r"\s*[-_=*#~]{3,}\s*$")
URL = re.compile(r"[<(\[]?(?:https?://|www\.)\S*|<mailto:[^<>]*>")


def _folded(group: str, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in load_words("signature")[group][name]))


class _Programs:
    """What mail programs write below: `Sent from my iPhone`."""

    def __init__(self) -> None:
        self.lines = frozenset(_folded("program", "lines"))
        self.starts, self.excuses = _folded("program", "starts"), _folded("program", "excuses")
        self.verbs, self.last_verbs = (
            frozenset(_folded("program", "verbs")),
            frozenset(_folded("program", "last_verbs")),
        )
        self.things = frozenset(_folded("program", "things"))
        self.beside = self.verbs | self.things | frozenset(_folded("program", "beside"))


class _Notices:
    """What disclaimers, requests not to print and a list's footers say; `first_words`:
    with which of them one begins."""

    def __init__(self) -> None:
        footer = load_words("signature")["footer"]
        self.starts = _folded("disclaimer", "starts")
        self.heads = tuple(f"{head} " for head in _folded("disclaimer", "heads"))
        self.proofs = tuple(
            _folded("disclaimer", name) for name in ("confidential", "addressed", "mistaken", "forbidden", "liable")
        )
        self.printing, self.prints = _folded("disclaimer", "printing"), _folded("disclaimer", "prints")
        self.company, self.further = _folded("disclaimer", "company"), _folded("disclaimer", "further")
        self.first_words = frozenset(start.partition(" ")[0] for start in self.starts + self.heads + self.printing)
        self.list_footer = re.compile(
            rf"[^\n]{{0,120}}\b(?:(?:{one_of(footer['lists'])})\b|{one_of(footer['list_links'])})", re.IGNORECASE
        )
        self.list_ends = re.compile(
            rf"(?:\S+\s+){{0,{_MOST_OF_LIST}}}(?:{one_of(footer['lists'])})\W*$"
            rf"|.*\b(?:{one_of(footer['joined'])})\b"
            rf"|.*\b(?:{one_of(footer['leave'])})(?:\W*$|[:,.]|\s+(?:{one_of(footer['left'])})\b)",
            re.IGNORECASE,
        )


_programs, _notices = cache(_Programs), cache(_Notices)


@lru_cache(maxsize=64)
def fold_start(line: str) -> str:
    """The beginning of a line, folded: the recognisers ask for that of one line in turn."""
    return fold(line[:MAX_LINE])


def first_words_of_notices() -> frozenset[str]:
    """With one of these every notice and every program's line begins, but one that has a link in it."""
    begun = (*_programs().lines, *_programs().starts, *_notices().first_words)
    return frozenset(word.partition(" ")[0] for word in begun) | _programs().verbs


def last_words_of_programs() -> frozenset[str]:
    """With one of these the others of a program's lines end: `Von meinem iPad gesendet`."""
    return _programs().last_verbs


def is_program_line(line: str, folded: str) -> bool:
    """`Sent from my iPhone`, `Get Outlook for iOS`, a virus scanner's or a list's line:
    not "Sent from Outlook it is empty"."""
    programs = _programs()
    bare = fold(URL.sub(" ", line[:MAX_LINE])) if "http" in folded or "www" in folded else folded
    if bare in programs.lines or folded.startswith(programs.starts):
        return True
    words = bare.split()
    is_begun = words and (words[0] in programs.verbs or words[-1] in programs.last_verbs)
    return bool(is_begun) and _names_program(words)


def _names_program(words: Sequence[str]) -> bool:
    """Whether they say by what a mail was sent, and no more, but for an excuse."""
    programs = _programs()
    ends = next(
        (at for at, word in enumerate(words) if word not in programs.beside and not any(map(str.isdigit, word))),
        len(words),
    )
    if not programs.things & set(words[:ends]):
        return False
    return ends == len(words) or any(word.startswith(programs.excuses) for word in words[ends:])


def is_notice(lines: Sequence[str], index: int, folded: str) -> bool:
    """Whether a disclaimer, a request not to print, or a list's footer begins with this line."""
    line, notices = lines[index], _notices()
    if not folded:
        is_rule = len(line.strip()) >= 10 and RULE_LINE.match(line) is not None
        return is_rule and any(map(is_list_footer, lines[index + 1 : index + 4]))
    if folded.partition(" ")[0] not in notices.first_words:
        return False
    if folded.startswith(notices.printing):
        return any(word in fold(read_on(lines, index)) for word in notices.prints)
    head = next(filter(f"{folded} ".startswith, notices.heads), "")
    folded = folded[len(head) :].strip()
    if not (folded.startswith(notices.starts) if folded else head):
        return False
    return _is_proved(count_proofs(read_on(lines, index)))


def _is_proved(proofs: set[int]) -> bool:
    return len(proofs) > 1 and not proofs.isdisjoint((0, 1, 3))


def read_on(lines: Sequence[str], index: int) -> str:
    """The line and those below it that may be of one notice."""
    return "\n".join(lines[index : index + _MOST_LINES])[:_MAX_NOTICE]


def count_proofs(text: str) -> set[int]:
    """Which of the things are said that disclaimers say, by their place in the data file."""
    folded = fold(text)
    return {number for number, words in enumerate(_notices().proofs) if any(word in folded for word in words)}


def is_list_footer(line: str) -> bool:
    """Whether it is a mailing list's own line: with a link or an address, the list's name, or how one leaves it; not
    "Please unsubscribe Ada from the alerts"."""
    line, notices = line[:MAX_LINE], _notices()
    if notices.list_footer.match(line) is None:
        return False
    return _LINKED.search(line) is not None or notices.list_ends.match(line) is not None


def is_company_text(text: str) -> bool:
    """Whether a paragraph says what companies have below their mails: of their notices, and of themselves."""
    folded = fold(text)
    return bool(count_proofs(text)) or names_company(folded) or any(word in folded for word in _notices().further)


def names_company(folded: str) -> bool:
    """Whether it has what only a company's line has: its register, its board."""
    return any(word in folded for word in _notices().company)
