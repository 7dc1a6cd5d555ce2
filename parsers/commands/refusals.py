"""What makes a command none: beside or below it its writer refuses the case, or takes his mail back (behaviour B9.2).
A clock that stands wrongly costs the customer; a command that is missed is a note, which somebody reads."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from parsers.commands.arguments import QUESTIONS
from parsers.model import Argument, CommandName
from parsers.times.mentions import has_time
from parsers.words.fold import fold_line
from parsers.words.load import load_words, one_of
from parsers.words.spellings import one_of_phrases

_LONGEST_TEXT = 4000  # characters in which a command may be taken back
_MARK = re.compile(r"([,:;.!?\n()–—]|\s-+\s)")
# Their words go to people in any case, and stop nothing.
_WORDS_ONLY = frozenset({Argument.WORDS, Argument.NEEDED_WORDS})
# They tell what was done and why, in the line of the command.
_ACCOUNTS = frozenset({Argument.OUTCOME, Argument.REASON})
# Whoever refuses a case may well send it on by them.
_GIVING_AWAY = frozenset({CommandName.RAISE, CommandName.LOWER, CommandName.PASS})
_MOST_LEADS = 8
_THUMB_DOWN = re.compile("[\\s(*_]*👎[\U0001f3fb-\U0001f3ff]?[\\s)*_.!]*")


class _Clauses:
    """The phrases as patterns for a folded clause, from its start."""

    def __init__(self) -> None:
        around = load_words("refusals")["around"]
        self._leads = rf"(?:(?:{one_of_phrases(around['leads'])})\s+){{0,{_MOST_LEADS}}}"
        self._end = rf"(?:\s+(?:{one_of_phrases(around['tails'])}))*[\s\W]*$"
        self.refused, self.withdrawn, self.slipped, self.absent, self.elsewhere, self.undone = map(
            self._build, ("refused", "withdrawn", "slipped", "absent", "elsewhere", "undone")
        )

        self.limits = re.compile(rf"(?<!\S)(?:{one_of_phrases(load_words('refusals')['declined']['limits'])})(?![\w'])")

    def _build(self, group: str) -> re.Pattern[str]:
        """The phrases of a group: `open` ones, and `closed` ones, behind which nothing follows."""
        words = load_words("refusals")[group]
        ends = {"open": r"(?:(?<=-)|(?![\w']))", "closed": self._end}
        kinds = (rf"(?:{one_of_phrases(listed)}){ends[kind]}" for kind, listed in words.items())
        return re.compile(rf"{self._leads}(?:{'|'.join(kinds)})")


class _Denials:
    """What takes a command back right behind its word, on lines as they are."""

    def __init__(self) -> None:
        words = load_words("commands")["words"]
        denied, but = one_of(words["denials"]), one_of(words["but"])
        self.denied = re.compile(rf"(?:(?:{denied})\s*(?:[,.;!?]|$)|(?:{but})(?![\w'’]))", re.IGNORECASE)


_clauses, _denials = cache(_Clauses), cache(_Denials)


def is_denied(name: CommandName, beside: str) -> bool:
    """Whether the words behind a command deny, limit or ask it: `Fixed: not yet`, `Wait, what?`."""
    if name.argument in _WORDS_ONLY or name.argument in QUESTIONS:
        return False
    few = name.argument is not Argument.OUTCOME or len(beside.split()) <= 3
    return _denials().denied.match(beside) is not None or (few and beside.endswith("?"))


def takes_back(name: CommandName, beside: str, below: str) -> bool:
    """Whether the words beside a command, or in the lines below, refuse the case or take the mail back. `raise`,
    `lower` and `pass` stand though the case is refused: they give it away. Of what `done:` and `cancel:` tell in their
    own line only that counts which no account has."""
    if name.argument in _WORDS_ONLY:
        return False
    known = _clauses()
    anywhere, own = [known.withdrawn], [known.slipped]
    if name not in _GIVING_AWAY:
        anywhere, own = [*anywhere, known.refused], [*own, known.elsewhere]
    if name is CommandName.WAITING:
        anywhere.append(known.absent)
    if name is CommandName.DONE:
        anywhere.append(known.undone)
    line = anywhere if name.argument in _ACCOUNTS else [*anywhere, *own]
    return _says(beside, line) or _says(below, [*anywhere, *own])


def is_refused(text: str) -> bool:
    """Whether the words with a claim refuse the case, or take the mail back."""
    known = _clauses()
    return _says(text, (known.refused, known.withdrawn, known.slipped))


def find_refusal(line: str, below: str, is_read: bool) -> Sequence[str] | None:
    """What stands behind the clause by which the writer refuses the case as his answer: in its first line, or below
    one that `is_read`, which only says that he read the mail; for good, and not for now, for a part or on a condition.
    None where he does not, or takes his mail back (behaviour B7.24)."""
    known, bare = _clauses(), _THUMB_DOWN.sub("", line, count=1)
    if bare != line and not f"{bare}{below}".strip():
        return ()
    if _says(f"{bare}\n{below}", (known.withdrawn, known.slipped)):
        return None
    first, *others = below.strip().split("\n")
    said = [bare, first] if is_read else [bare]
    clauses = list(split_clauses("\n".join(said)))
    behind = (clauses[at + 1 :] for at, one in enumerate(clauses) if known.refused.match(one) and _is_for_good(one))
    found = next(behind, None)
    return None if found is None else (*found, *split_clauses("\n".join(others if said[1:] else [below])))


def _is_for_good(clause: str) -> bool:
    return _clauses().limits.search(clause) is None and not has_time(clause)


def _says(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.match(clause) for clause in split_clauses(text) for pattern in patterns)


def split_clauses(text: str) -> Iterator[str]:
    """The clauses of a text, folded; none is asked."""
    parts = _MARK.split(text[:_LONGEST_TEXT])
    for clause, mark in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if mark != "?" and clause.strip():
            yield fold_line(clause)
