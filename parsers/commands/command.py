"""What a reply asks for: the first visible line decides (behaviour B9.1, B9.2). In doubt it is no command but a note."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.commands.arguments import find_priority, fits, fold_line, read_argument
from parsers.form.labels import load_priorities
from parsers.model import Address, Command, CommandName, Priority
from parsers.words.load import load_words, one_of
from parsers.words.reactions import QUOTED, REACTED, is_thumb, is_thumb_up

_DATA = load_words("commands")
_LISTS = {**_DATA["words"], "greetings": load_words("greetings")["greetings"]["words"]}

LONGEST_LINE = 400  # characters; a command stands on a short line
_LONGEST_OPENING = 60  # characters of a line above the command
_LONGEST_REFUSAL = 4000  # characters in which a claim may be taken back
_JOINED = re.compile(r"\s*[:,;]\s*|\s*[-–—]+\s*")
_MAKE = one_of(_LISTS["make"])


@dataclass(frozen=True, slots=True)
class CommandWords:
    """Words and whole-line phrases, folded, with the command that each means; and words for priorities."""

    words: Mapping[str, CommandName]
    phrases: Mapping[str, CommandName]
    longest: int
    priorities: Mapping[str, Priority]


def load_command_words(
    extra: Mapping[str, Sequence[str]] | None = None, priorities: Mapping[str, Sequence[str]] | None = None
) -> CommandWords:
    """The words of the data file, with a team's own: command name → words, and further words for `high`, `medium`, `low`
    (other keys are left out). Raises KeyError for a command that is not known."""
    words = {fold_line(word): name for name in CommandName for word in _DATA[name]["words"]}
    phrases = {fold_line(word): name for name in CommandName for word in _DATA[name].get("phrases", ())}
    known = {str(name): name for name in CommandName}
    for name, own in (extra or {}).items():
        words |= {fold_line(word): known[name] for word in own}
    return CommandWords(words, phrases, max(len(word.split()) for word in words), load_priorities(priorities or {}))


DEFAULT_COMMAND_WORDS = load_command_words()


def parse_command(text: str, words: CommandWords, sender: Address | None = None, is_reaction: bool = False) -> Command | None:
    """The command in the first visible line of `text`, after a greeting line; None when it is a note. A program's words for a
    thumb up count when they may be about `sender`, or when the mail `is_reaction` by its program's own mark."""
    if is_reaction:
        return _read_thumb_up(text)
    for line, below in _first_lines(text):
        if is_thumb_up(line, sender):
            goes_on = is_thumb(line) and not _is_no_more_than_a_claim(below, words)
            return None if goes_on else _read_thumb_up(below if QUOTED.search(line) else f"{line}\n{below}")
        found = _find_command(line, below, words)
        if found is not None and not (found.name is CommandName.NOTE and _is_marking(line)):
            return None if found.name is CommandName.CLAIM and _is_declined(line, text) else found
        if not (_is_greeting(line) or _is_marking(line)):
            return None
    return None


def _read_thumb_up(words: str) -> Command | None:
    """A thumb up claims, unless what stands with it declines."""
    said = fold_line(words[:_LONGEST_REFUSAL])
    return None if _DECLINES.search(said) or "👎" in said else Command(CommandName.CLAIM)


def _is_no_more_than_a_claim(below: str, words: CommandWords) -> bool:
    """Whether what stands below a typed thumb says nothing else: nothing, thanks, what the writer does now, or a claim in words.
    Whoever has more to say may as well decline, in words that no list knows; his words are passed on, and the clock goes on."""
    first = next((line.strip() for line in below.split("\n") if line.strip()), "")
    rest = _strip_polite(first)
    if not rest or REACTED.search(first) or _PURSUES.match(fold_line(rest)):  # "Tess Berg reacted via Gmail"
        return "?" not in rest
    found = _find_command(first, "", words)
    return found is not None and found.name is CommandName.CLAIM


def _first_lines(text: str) -> Iterator[tuple[str, str]]:
    """The first two visible lines, each with what stands below it."""
    lines = [line.strip() for line in text.split("\n")]
    for at in [index for index, line in enumerate(lines) if line][:2]:
        yield lines[at], "\n".join(lines[at + 1 :]).rstrip()


def _is_declined(line: str, text: str) -> bool:
    """Whether the line of a claim, or the first one below it, refuses it as well; below "Got it.", which may only say that it was
    read, any line."""
    if _WEAK.search(fold_line(line)):
        return _DECLINES.search(fold_line(text[:_LONGEST_REFUSAL])) is not None
    below = text.partition(line)[2].lstrip().partition("\n")[0][:_LONGEST_REFUSAL]
    return _DECLINES.search(fold_line(line if below.endswith("?") else f"{line}\n{below}")) is not None


def _find_command(line: str, below: str, words: CommandWords) -> Command | None:
    bare = line.strip("*_`\"'“”„« »").strip()
    found = None if _is_too_long(line) else _read_line(bare, below, words)
    if found is not None or len(bare) > LONGEST_LINE:
        return found
    said = _split(bare, words)
    polite = _strip_polite(bare)
    return None if polite == bare or (said is not None and _takes_back(*said, bare)) else _read_line(polite, below, words)


def _is_too_long(line: str) -> bool:
    return len(line) > LONGEST_LINE and not any(mark in line[:40] for mark in ":,-")


def _read_line(line: str, below: str, words: CommandWords) -> Command | None:
    whole = fold_line(line).rstrip(".! ")
    name = words.phrases.get(whole) or words.phrases.get(fold_line(line)) or words.words.get(whole)
    if name is not None:
        return read_argument(name, "", below, words.priorities)
    found = _split(line, words)
    if found is not None:
        return None if _takes_back(*found, line) else read_argument(*found, below, words.priorities)
    priority = re.fullmatch(rf"(?:(?:{_MAKE}) )?(\S+(?: \S+)?) (\S+)", whole)
    if priority and words.words.get(priority[2]) == CommandName.PRIORITY and (level := find_priority(priority[1], words.priorities)):
        return Command(CommandName.PRIORITY, priority=level)
    made = re.fullmatch(rf"(?:{_MAKE}) (\S+)", whole)
    if made and (level := find_priority(made[1], words.priorities)):
        return Command(CommandName.PRIORITY, priority=level)
    return None


def _strip_polite(line: str) -> str:
    """The line without `Hi Jo,`, `please`, `thanks` around it."""
    line = _HELLO.sub("", line, count=1)
    if line.endswith("?") and not any(c.isalnum() for c in line):
        return line  # "👍?" asks for no help
    while (shorter := _POLITE_AFTER.sub("", _POLITE_BEFORE.sub("", line))) != line:
        line = shorter
    return line


def _takes_back(name: CommandName, rest: str, line: str) -> bool:
    """Whether the words behind a command deny, limit or ask it: `Fixed: not yet`, `got it, ask Jo`, `Wait, what?`."""
    if name in (CommandName.INFO, CommandName.NOTE, CommandName.UPDATE, CommandName.STATUS, CommandName.WHY, CommandName.HELP):
        return False
    if name == CommandName.CLAIM:
        return _is_limited(fold_line(rest), fold_line(line))
    few = name != CommandName.DONE or len(rest.split()) <= 3
    return _DENIAL.match(rest) is not None or (few and rest.endswith("?"))


def _is_limited(rest: str, line: str) -> bool:
    """Whether the words behind a claim take it back. "mine" stands whatever follows, unless it is denied or given to somebody else
    at once; "ack" and the like, which may only say that it was read, stand alone, before a colon, or before what the writer does."""
    mark = line.removesuffix(rest).rstrip()[-1:]
    if _WEAK.match(line) and mark != ":":
        return bool(rest) and (rest.endswith("?") or not _PURSUES.match(rest))
    is_asked = rest.endswith("?") and (len(rest.split()) <= 3 or _OR.match(rest) is not None)
    return is_asked or _DENIED.match(rest) is not None or (mark not in ".!;" and _NOT_ME.match(rest) is not None)


_HELLO = re.compile(rf"^(?:{one_of([*_LISTS['greetings'], *_LISTS['thanks']])})(?:\s+[^\W\d_]+){{0,2}}\s*[,!.]\s*", re.IGNORECASE)
_MARKING = re.compile(rf"(?:(?:{one_of(_LISTS['classified'])})\s*[:=]\s*)?\W*(?:{one_of(_LISTS['classes'])})\W*", re.IGNORECASE)
_NAMES_ONLY = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2},")
_POLITE_BEFORE = re.compile(rf"^(?:{one_of(_LISTS['polite'])})(?![\w'’])[\s,.!:–—-]*", re.IGNORECASE)
_POLITE_AFTER = re.compile(rf"[\s,.!–—-]+(?:{one_of(_LISTS['polite'])})[\s.!]*$", re.IGNORECASE)

_DENIED = re.compile(rf"(?:{one_of(_LISTS['denials'])})\s*(?:[,.;!?]|$)", re.IGNORECASE)
_DENIAL = re.compile(rf"(?:{_DENIED.pattern}|(?:{one_of(_LISTS['but'])})(?![\w'’]))", re.IGNORECASE)
_NOT_ME = re.compile(rf"(?:{one_of([*_LISTS['not_me'], *_LISTS['limits']])})(?![\w'’])", re.IGNORECASE)
_OR = re.compile(rf"(?:{one_of(_LISTS['or'])})(?!\w)")
_DECLINES, _WEAK, _PURSUES = (re.compile(rf"(?<!\w)(?:{one_of(_LISTS[name])})(?!\w)") for name in ("declines", "weak", "pursues"))


def _is_marking(line: str) -> bool:
    """What a mail server or a program sets above a mail: `Classification: Internal`, `[Internal]`, `TLP:AMBER`."""
    return len(line) <= _LONGEST_OPENING and _MARKING.fullmatch(line.strip()) is not None


def _is_greeting(line: str) -> bool:
    """`Hi,`, `Hallo Anna,`, `Anna,`: a greeting, perhaps a name, and nothing else."""
    if len(line) <= _LONGEST_OPENING and _NAMES_ONLY.fullmatch(line.strip()) and not _DENIED.match(line.strip()):
        return True
    folded = fold_line(line).rstrip(",.!:;- ")
    if len(folded.split()) > 5:
        return False
    return any(
        folded == word or (folded.startswith(word + " ") and (line[-1:] in ",!.:-" or len(folded.split()) <= 3))
        for word in _LISTS["greetings"]
    )


def _split(line: str, words: CommandWords) -> tuple[CommandName, str] | None:
    """The command at the line's start and what stands behind it. A word that only happens to stand first is none."""
    tokens = re.finditer(r"[^\s:,;\-–—]+|[-–—]", line)
    ends = [token.end() for token, _ in zip(tokens, range(words.longest + 3), strict=False)]
    for end in reversed(ends):
        head, rest = fold_line(line[:end]), line[end:]
        name = words.words.get(head) or words.words.get(head.rstrip("!."))
        behind = None if name is None else _find_behind(name, head, line[end - 1], rest, words.priorities)
        if name is not None and behind is not None:
            return name, behind
    return None


def _find_behind(name: CommandName, head: str, mark: str, rest: str, priorities: Mapping[str, Priority]) -> str | None:
    """What belongs to a command of what stands behind its word, whose last character is `mark`; None when the word only
    happens to stand first."""
    if _is_sentence(name, mark, rest):
        return rest.strip()
    joined = _JOINED.match(rest)
    if joined is not None:
        if ":" in joined[0] and head in _LISTS["labels"]:
            return None
        behind = rest[joined.end() :]
        if behind or joined[0].strip() in (":", ",", ";"):
            return behind.strip()
    bare = rest.strip()
    return bare if (head.endswith("?") and bare) or fits(name, bare, priorities) else None


def _is_sentence(name: CommandName, mark: str, rest: str) -> bool:
    """`Done. Restarted the server.`"""
    return name in (CommandName.CLAIM, CommandName.DONE) and mark in ".!" and rest[:1].isspace() and "?" not in rest
