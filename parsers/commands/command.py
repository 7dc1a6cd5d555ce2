"""What a reply asks for: the first visible line decides (behaviour B9.1, B9.2).
In doubt it is no command but a note."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from parsers.commands.arguments import (
    QUESTIONS,
    WORDS_BELONG,
    begins_with_argument,
    find_priority,
    leads_to_somebody,
    read_argument,
)
from parsers.commands.lines import LONGEST_LINE, first_lines, is_marking, may_stand_above, strip_polite, unwrap
from parsers.commands.refusals import (
    find_beside_refusal,
    find_everyday_refusal,
    find_refusal,
    goes_with_refusal,
    is_denied,
    is_on_condition,
    takes_back,
)
from parsers.commands.sentences.last import read_last_claim
from parsers.commands.taking.claims import Claimed, ClaimWords, build_claim_words, is_weak, read_claim
from parsers.commands.taking.retractions import is_taken_back
from parsers.commands.taking.thumbs import read_thumb
from parsers.mime.files.invitations import is_invitation_subject
from parsers.model import Address, Argument, Command, CommandName, Priority
from parsers.words.aliases import load_priorities
from parsers.words.fold import fold_line
from parsers.words.load import load_words, one_of
from parsers.words.reactions import is_thumb_up, join_reaction, split_thumb

_JOINED = re.compile(r"\s*[:,;]\s*|\s*[-–—]+\s*")
_EVERYDAY = frozenset({CommandName.NOTE, CommandName.ALSO, CommandName.CASES})  # their words begin any sentence
_TOLD_AND_UPDATE = frozenset({CommandName.TOLD, CommandName.UPDATE})  # a time behind a colon is promised by neither
_BLANK = re.compile(r"[:?]\s*…\s*(?:[·,;.]|$)")  # `done: …`


@dataclass(frozen=True, slots=True)
class CommandWords:
    """Words and whole-line phrases, folded, with the command that each means; and words for priorities."""

    words: Mapping[str, CommandName]
    phrases: Mapping[str, CommandName]
    longest: int
    priorities: Mapping[str, Priority]
    claims: ClaimWords


def load_command_words(
    extra: Mapping[str, Sequence[str]] | None = None, priorities: Mapping[str, Sequence[str]] | None = None
) -> CommandWords:
    """The words of the data file, with a team's own: command name → words, and further words for `high`, `medium`,
    `low` (other keys are left out). Raises KeyError for a command that is not known."""
    data = load_words("commands")
    words = {fold_line(word): name for name in CommandName for word in data.get(name, {}).get("words", ())}
    phrases = {fold_line(word): name for name in CommandName for word in data.get(name, {}).get("phrases", ())}
    known = {str(name): name for name in CommandName}
    for name, own in (extra or {}).items():
        words |= {fold_line(word): known[name] for word in own}
    longest = max(len(word.split()) for word in words)
    return CommandWords(words, phrases, longest, load_priorities(priorities or {}), build_claim_words(words, phrases))


def parse_command(
    text: str, words: CommandWords, sender: Address | None = None, is_reaction: bool = False
) -> Command | None:
    """The command in the first visible line of `text`, below a greeting or a program's marking; None when it is a note.
    A program's words for a thumb up count when they may be about `sender`, or when the mail `is_reaction` by its
    program's own mark."""
    if is_reaction:
        return None if is_taken_back(text) else Command(CommandName.CLAIM, by_thumb=True)
    for first, rest in first_lines(text):
        line, below = join_reaction(first, rest)
        claim = _read_claim(line, below, words, sender)
        if claim is not None:
            may_refuse = claim.is_read or claim.is_asked  # "mine? no, not my area"
            return claim.command or (_read_decline(line, below, words, sender, True) if may_refuse else None)
        command = _read_command(line, below, words)
        if command is not None:
            return command
        if not may_stand_above(line):
            if _find_doubtful(line, below, words):
                return None
            return _read_decline(line, below, words, sender) or read_last_claim(line, below, words.claims, sender)
    return None


def _read_decline(
    line: str, below: str, words: CommandWords, sender: Address | None, is_read: bool = False
) -> Command | None:
    """The case refused in a person's own words or by a thumb down, all of which go along; None where he does not, or
    takes it after all: `Not my area, but I'll take it`."""
    beside = "" if is_thumb_up(line, sender, is_down=True) else split_thumb(line, is_down=True)
    in_words = False
    if beside is None:
        behind = find_refusal(line, below, is_read)
        in_words = behind is None
        behind = find_everyday_refusal(line, below) if in_words else behind
    else:
        behind = find_beside_refusal(beside, below) if goes_with_refusal(beside) else None
    if behind is None:
        return None
    if _claims(behind, words):  # "not mine yesterday, mine today"; a thumb down beside a claim is in doubt
        return Command(CommandName.CLAIM, text=f"{line}\n{below}".strip()) if beside is None else None
    return Command(CommandName.DECLINE, text=f"{line}\n{below}".strip(), in_words=in_words)


def _claims(clauses: Sequence[str], words: CommandWords) -> bool:
    """Whether one of the clauses takes the case, and not only says that its mail was read."""
    claims = (read_claim(clause, "", words.claims) for clause in clauses)
    return any(claim is not None and claim.stands and not claim.is_read for claim in claims)


def find_doubtful_word(text: str, words: CommandWords) -> str:
    """The word of a command that begins the first visible line of a text that is none: `Wait, this is not ours`,
    `Raise?`. "" where nobody could take it for a command, and for what may only say that the mail was read."""
    for line, below in first_lines(text):
        word = _find_doubtful(line, below, words)
        if word is not None:
            return word
        if not may_stand_above(line):
            break
    return ""


def _find_doubtful(line: str, below: str, words: CommandWords) -> str | None:
    """The word, as above, of one line; None where none begins it."""
    lines = [said for bare in _undress(line, below) for said in dict.fromkeys((bare, bare.rstrip("? ")))]
    found = next(filter(None, (_find(said, words) for said in lines)), None)
    if found is None:
        return _find_told(line, words)
    return "" if found.name in _EVERYDAY or is_weak(found.word) else found.word


def _find_told(line: str, words: CommandWords) -> str | None:
    """The word that begins a line and may say that the customer was told, whatever follows: `told Kim`."""
    tokens = fold_line(line[:LONGEST_LINE]).rstrip("?!. ").split()
    heads = (" ".join(tokens[:count]) for count in range(min(len(tokens), words.longest), 0, -1))
    return next((head for head in heads if words.words.get(head) is CommandName.TOLD), None)


def _read_claim(line: str, below: str, words: CommandWords, sender: Address | None) -> Claimed | None:
    """What claims the case in the line, in words or by a thumb; None for nothing."""
    thumb = read_thumb(line, below, words.claims, sender)
    if thumb is not None or _is_too_long(line):
        return thumb
    claim = read_claim(unwrap(line, below), below, words.claims, sender)
    beside = claim.command.text if claim is not None and claim.command is not None else ""
    return None if beside and _is_offered(CommandName.CLAIM, beside, words) else claim


def _read_command(line: str, below: str, words: CommandWords) -> Command | None:
    """Any other command in the line, as it is or without the courtesies around it; None for none. Blanks are what is
    left of a letter of ours that tells what can be answered."""
    if _BLANK.search(line):
        return None
    for said in _undress(line, below):
        found = _find(said, words)
        if found is not None:
            return _carry_out(found, below, words, line)
        if (asked := _read_asked_priority(said, words)) is not None:
            return asked
    return None


def _undress(line: str, below: str) -> Iterator[str]:
    """The line without what wraps it, and then without the courtesies around it."""
    bare = unwrap(line, below)
    if not _is_too_long(bare):
        yield bare
    if len(bare) <= LONGEST_LINE and (polite := strip_polite(bare)) != bare:
        yield polite


@dataclass(frozen=True, slots=True)
class _Found:
    """A command's word at a line's start, and what stands behind it in the line."""

    name: CommandName
    word: str
    beside: str = ""


def _carry_out(found: _Found, below: str, words: CommandWords, line: str) -> Command | None:
    """The command with its argument; None when what stands beside or below makes it none."""
    name, beside = found.name, found.beside
    if name is CommandName.CLAIM or (name is CommandName.NOTE and is_marking(line)):
        return None
    said = beside.removeprefix(": ")
    if _is_offered(name, beside, words) or is_denied(name, said) or takes_back(name, said, below):
        return None
    if name is CommandName.DECLINE and not _declines(said, below, words, line):
        return None
    command = _read_with_courtesies(found, below, words)
    return None if command is None or is_on_condition(command, line) else command


def _is_offered(name: CommandName, beside: str, words: CommandWords) -> bool:
    """Whether nothing but other commands stands beside it, as at the end of our letters: `raise, status`."""
    others = [fold_line(one) for one in beside.split(",")]
    is_bare = name.argument not in WORDS_BELONG and name is not CommandName.DECLINE
    return is_bare and all(words.words.get(one, name) is not name for one in others)


def _declines(beside: str, below: str, words: CommandWords, line: str) -> bool:
    """Whether a word that refuses the case does so with what stands beside and below it; `Declined: Exports meeting` is
    a calendar's."""
    behind = find_beside_refusal(beside, below)
    is_a_calendars = is_invitation_subject(line) and not goes_with_refusal(beside)
    return behind is not None and not is_a_calendars and not _claims(behind, words)


def _read_with_courtesies(found: _Found, below: str, words: CommandWords) -> Command | None:
    """The command with its argument, without the courtesies around that; None when what stands there makes it none."""
    name, beside = found.name, found.beside
    command = read_argument(name, beside, below, words.priorities)
    if _is_to_nobody(command, found.word):
        return None
    polite = strip_polite(beside)
    if polite == beside or name.argument in WORDS_BELONG:
        return command
    bare = read_argument(name, polite, below, words.priorities)  # `raise: 4 please`
    return bare if bare is not None and (not polite or not _differ_in_words_only(command, bare)) else command


def _is_to_nobody(command: Command | None, word: str) -> bool:
    """Whether what was read as a name stands behind a word that leads to none: `pass thanks`."""
    to = command.to if command is not None else None
    return to is not None and "@" not in to and not leads_to_somebody(word)


def _differ_in_words_only(one: Command | None, other: Command) -> bool:
    return one is not None and replace(one, text=None) == replace(other, text=None)


def _is_too_long(line: str) -> bool:
    return len(line) > LONGEST_LINE and not any(mark in line[:40] for mark in ":,-")


def _find(line: str, words: CommandWords) -> _Found | None:
    """The command that begins the line; None for none, and for a word that only happens to stand first."""
    whole = fold_line(line[:LONGEST_LINE]).rstrip(".! ")
    name = words.phrases.get(whole) or words.phrases.get(fold_line(line[:LONGEST_LINE])) or words.words.get(whole)
    if name is not None and len(line) <= LONGEST_LINE:
        return _Found(name, whole)
    tokens = re.finditer(r"[^\s:,;\-–—]+|[-–—]", line)
    ends = [token.end() for token, _ in zip(tokens, range(words.longest + 3), strict=False)]
    for end in reversed(ends):
        head = fold_line(line[:end])
        name = words.words.get(head) or words.words.get(head.rstrip("!."))
        beside = None if name is None else _find_beside(name, line[:end], line[end:], words.priorities)
        if name is not None and beside is not None:
            return _Found(name, head.rstrip("!."), beside)
    return None


def _find_beside(name: CommandName, head: str, rest: str, priorities: Mapping[str, Priority]) -> str | None:
    """What belongs to a command of what stands behind its word; None when the word only happens to stand first."""
    if _is_sentence(name, head[-1], rest):
        return rest.strip()
    joined = _JOINED.match(rest)
    if joined is not None:
        beside = rest[joined.end() :]
        if beside or joined[0].strip() in (":", ",", ";"):
            is_colon = name in _TOLD_AND_UPDATE and joined[0].strip() == ":"
            return f": {beside.strip()}" if is_colon else beside.strip()
    bare = rest.strip()
    if name.argument in QUESTIONS and bare and not bare.strip("?! "):
        return ""  # "Status ?"
    return bare if (head.endswith("?") and bare) or begins_with_argument(name, bare, priorities) else None


def _is_sentence(name: CommandName, mark: str, rest: str) -> bool:
    """`Done. Restarted the server.`, `Raise. They call every hour.`; `Wait! …` is no more than an exclamation."""
    marks = ".!" if name.argument is Argument.OUTCOME else "."
    return mark in marks and name.argument not in QUESTIONS and rest[:1].isspace() and "?" not in rest


def _read_asked_priority(line: str, words: CommandWords) -> Command | None:
    """`make it urgent`, `make it low priority`; None for another line."""
    whole = fold_line(line[:LONGEST_LINE]).rstrip(".! ")
    made = _made().fullmatch(whole)
    if made is None or (made["noun"] and words.words.get(made["noun"]) != CommandName.PRIORITY):
        return None
    level = find_priority(made["level"], words.priorities) if made["make"] or made["noun"] else None
    return Command(CommandName.PRIORITY, priority=level) if level else None


@cache
def _made() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<make>(?:{one_of(load_words('commands')['words']['make'])}) )?"
        r"(?P<level>\S+(?: \S+)??)(?: (?P<noun>\S+))??"
    )
