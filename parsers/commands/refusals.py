"""What makes a command none: beside or below it its writer refuses the case, or takes his mail back (behaviour B9.2).
A clock that stands wrongly costs the customer; a command that is missed is a note, which somebody reads."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from parsers.commands.arguments import QUESTIONS
from parsers.commands.sentences.causes import without_contrasts
from parsers.commands.taking.unwilling import begins_unwilling, find_unwilling, is_for_now, without_today
from parsers.commands.taking.whose import is_for_hours
from parsers.model import Argument, Command, CommandName
from parsers.times.mentions import has_time
from parsers.words.fold import fold_line
from parsers.words.load import load_thanks, load_words, one_of
from parsers.words.spellings import one_of_phrases

_LONGEST_TEXT = 4000  # characters in which a command may be taken back
_MARK = re.compile(r"([,:;.!?\n()–—]|\s-+\s)")
# Their words go to people in any case, and stop nothing.
_WORDS_ONLY = frozenset({Argument.WORDS, Argument.NEEDED_WORDS})
# They tell what was done and why, in the line of the command.
_ACCOUNTS = frozenset({Argument.OUTCOME, Argument.REASON})
# Whoever refuses a case may well send it on by them.
_GIVING_AWAY = frozenset({CommandName.RAISE, CommandName.LOWER, CommandName.PASS})
# What stands with them is for somebody to read, whatever it says.
_TELLING = frozenset({CommandName.INFO, CommandName.NOTE, CommandName.UPDATE, CommandName.DECLINE})
_MOST_LEADS = 8
_SHORT_QUESTION = 4  # words


class _Clauses:
    """The phrases as patterns for a folded clause, from its start."""

    def __init__(self) -> None:
        around = load_words("refusals")["around"]
        self._leads = rf"(?:(?:{one_of_phrases(around['leads'])})\s+){{0,{_MOST_LEADS}}}"
        self._end = rf"(?:\s+(?:{one_of_phrases(around['tails'])}))*[\s\W]*$"
        self.refused, self.withdrawn, self.slipped, self.absent, self.elsewhere, self.undone = map(
            self._build, ("refused", "withdrawn", "slipped", "absent", "elsewhere", "undone")
        )
        words, said = load_words("refusals"), load_words("commands")["words"]
        self.limits = re.compile(rf"(?<!\S)(?:{one_of_phrases(words['declined']['limits'])})(?![\w'])")
        self.buts = re.compile(rf"(?<!\S)(?:{one_of_phrases(said['but'])})\s")
        self.kept = self._build("kept")
        self.of_it = re.compile(rf"\s*(?:{one_of_phrases(words['declined']['of_it'])})(?!\w)")
        self.after_all = re.compile(rf"(?<!\S)(?:{one_of_phrases(words['declined']['after_all'])})(?!\w)")
        self.turns = re.compile(rf"(?:^|\s)(?:{one_of_phrases([*said['but'], *words['declined']['turns']])})(?=\s)")
        claims = load_words("claims")
        self.not_ = re.compile(rf"(?<!\S)(?:{one_of_phrases(claims['refused']['nots'])})(?!\w)")
        self.asked = re.compile(rf"(?:{one_of_phrases(claims['refused']['ask'])})\s")
        courtesies = one_of_phrases([*claims["before"]["sorry"], *load_thanks(), *said["polite"]])
        self.courtesies = re.compile(rf"(?:(?:{courtesies})(?:\W+|$))*")

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
        condition, only = one_of_phrases(words["conditions"]), one_of_phrases(words["only"])
        self.condition = re.compile(rf"\W*(?:(?:{only}|{one_of_phrases(words['polite'])})\W+)*(?:{condition})(?!\w)")
        self.inside = re.compile(rf"[\s,](?:{condition})(?!\w)")
        self.only_if = re.compile(rf"\W*(?:{only})\s+(?:{condition})(?!\w)")


_clauses, _denials = cache(_Clauses), cache(_Denials)


def is_denied(name: CommandName, beside: str) -> bool:
    """Whether the words behind a command deny, limit or ask it: `Fixed: not yet`, `Wait, what?`."""
    if name.argument in _WORDS_ONLY or name.argument in QUESTIONS:
        return False
    few = name.argument is not Argument.OUTCOME or len(beside.split()) <= 3
    return _denials().denied.match(beside) is not None or (few and beside.endswith("?"))


def is_on_condition(command: Command, line: str) -> bool:
    """Whether the words that go with a command, in its `line` or below, put it on a condition: `lower, if you like`.
    What stands behind a colon or a full stop only tells of one, and so does a sentence below."""
    if command.name in _TELLING:
        return False
    first = (command.text or "").partition("\n")[0]
    argument = first if command.name.argument is Argument.SOMEBODY else command.until or ""
    if _denials().inside.search(fold_line(argument)):
        return True
    before, found, _ = line.rpartition(first or line)
    if not first or not (found or first[0].islower()):
        return False
    known = _denials()
    is_told = before.rstrip()[-1:] in (":", ".", "!")
    return (known.only_if if is_told else known.condition).match(fold_line(first)) is not None


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
    known, text = _clauses(), without_contrasts(text)
    refuses = any(known.refused.match(clause) and not is_for_hours(clause) for clause in split_clauses(text))
    if refuses or find_unwilling(text) is not None:
        return True
    return any(map(begins_unwilling, known.buts.split(fold_line(text[:_LONGEST_TEXT]))[1:])) or _says(
        text, (known.withdrawn, known.slipped)
    )


def find_refusal(line: str, below: str, is_read: bool) -> Sequence[str] | None:
    """What stands behind the words by which the writer refuses the case as his answer, by clause: in his first line, or
    below one that `is_read`, which only says that he read the mail; for good, and not for now, for a part or on a
    condition. None where he does not, takes his mail back, or looks into the case all the same (behaviour B7.24)."""
    line, below = without_contrasts(line), without_contrasts(below)
    if _is_kept(f"{line}\n{below}"):
        return None
    first, *others = below.strip().split("\n")
    said, later = ([line, first], others) if is_read else ([line], [below])
    clauses = list(split_clauses("\n".join(said)))
    for at, clause in enumerate(clauses):
        refused = _clauses().refused.match(clause)
        if refused is not None and _is_for_good(clause):
            rest = _clauses().of_it.sub("", clause[refused.end() :])
            behind = [*_split_turns([rest, *clauses[at + 1 :], *split_clauses("\n".join(later))])]
            is_for_today = has_time(clause) and any(map(has_time, clauses[at + 1 :]))  # "not today, tomorrow yes"
            return None if is_for_today or _begins_limited(behind) else behind
    return None


def find_everyday_refusal(line: str, below: str) -> Sequence[str] | None:
    """The same by the evidence of everyday words: `no, ask Robin`, `I'm in meetings all day, someone else please`."""
    text = without_contrasts(f"{line}\n{below}")
    return None if _is_kept(text) else find_unwilling(text)


def find_beside_refusal(beside: str, below: str) -> Sequence[str] | None:
    """What stands with a word that refuses the case, by clause. None where it denies, asks or limits the word, takes it
    back, or where the writer looks into the case all the same."""
    clauses = [*_split_turns(split_clauses(f"{beside}\n{below}"))]
    if is_asked(beside) or _denials().denied.match(beside) or _is_kept(f"{beside}\n{below}"):
        return None
    return None if beside and _begins_limited(clauses) else clauses


def is_asked(beside: str) -> bool:
    """Whether what stands beside a word is a short question."""
    return beside.endswith("?") and len(beside.split()) <= _SHORT_QUESTION


def goes_with_refusal(beside: str) -> bool:
    """Whether words beside a thumb down say no more than it: sorry, a refusal, who is to be asked. "👎 that it broke
    again" is about the matter."""
    known = _clauses()
    bare = known.courtesies.sub("", fold_line(beside), count=1)
    return not bare or any(one.match(bare) for one in (known.refused, known.elsewhere, known.asked))


def _is_kept(text: str) -> bool:
    """Whether the writer takes his mail back, or says that he looks into the case: `but I'll have a look`."""
    known = _clauses()
    kept = any(known.kept.match(part) and not known.not_.search(part) for part in _split_turns(split_clauses(text)))
    return kept or _says(text, (known.withdrawn, known.slipped))


def _split_turns(clauses: Iterable[str]) -> Iterator[str]:
    """The clauses parted at each `but`, without what only says that it is so all the same."""
    known = _clauses()
    for clause in clauses:
        for part in known.turns.split(clause):
            if said := " ".join(known.after_all.sub(" ", part).split()):
                yield said


def _begins_limited(clauses: Sequence[str]) -> bool:
    return bool(clauses) and _clauses().limits.match(clauses[0]) is not None


def _is_for_good(clause: str) -> bool:
    is_limited = _clauses().limits.search(clause) is not None or is_for_now(clause)
    return not is_limited and not has_time(without_today(clause))


def _says(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.match(clause) for clause in split_clauses(text) for pattern in patterns)


def split_clauses(text: str) -> Iterator[str]:
    """The clauses of a text, folded; none is asked."""
    parts = _MARK.split(text[:_LONGEST_TEXT])
    for clause, mark in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if mark != "?" and clause.strip():
            yield fold_line(clause)
