"""What a reply asks for: the first visible line decides (behaviour B9.1, B9.2).
In doubt it is no command but a note."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from parsers.commands.arguments import NEVER_DENY, find_priority, fits, fold_line, read_argument
from parsers.commands.claims import ClaimWords, build_claim_words, is_thanks, read_claim
from parsers.commands.retractions import is_conditional, is_taken_back
from parsers.model import Address, Argument, Command, CommandName, Priority
from parsers.words.aliases import load_priorities
from parsers.words.load import load_words, one_of
from parsers.words.reactions import QUOTED, is_thumb_up, split_thumb, tells_of_reaction

LONGEST_LINE = 400  # characters; a command stands on a short line
_LONGEST_OPENING = 60  # characters of a line above the command
_JOINED = re.compile(r"\s*[:,;]\s*|\s*[-–—]+\s*")
_BLANK = re.compile(r"[:?]\s*…\s*(?:[·,;.]|$)")  # `done: …`
_NAMES_ONLY = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2},")


class _Lines:
    """What stands around a command: greetings, polite words, a program's marking;
    and a priority that is asked for in a sentence."""

    def __init__(self) -> None:
        words, greetings = load_words("commands")["words"], load_words("greetings")["greetings"]["words"]
        polite, make = one_of(words["polite"]), one_of(words["make"])
        self.greetings = greetings
        self.hello = re.compile(
            rf"^(?:{one_of([*greetings, *words['thanks']])})(?:\s+[^\W\d_]+){{0,2}}\s*[,!.]\s*", re.IGNORECASE
        )
        self.marking = re.compile(
            rf"(?:(?:{one_of(words['classified'])})\s*[:=]\s*)?\W*(?:{one_of(words['classes'])})\W*", re.IGNORECASE
        )
        self.polite_before = re.compile(rf"^(?:{polite})(?![\w'’])[\s,.!:–—-]*", re.IGNORECASE)
        self.polite_after = re.compile(rf"[\s,.!–—-]+(?:{polite})[\s.!]*$", re.IGNORECASE)
        self.level_first = re.compile(rf"(?:(?:{make}) )?(\S+(?: \S+)?) (\S+)")
        self.made = re.compile(rf"(?:{make}) (\S+)")


class _Refusals:
    """What takes a command back, on lines as they are."""

    def __init__(self) -> None:
        words = load_words("commands")["words"]
        denied = rf"(?:{one_of(words['denials'])})\s*(?:[,.;!?]|$)"
        self.denied = re.compile(denied, re.IGNORECASE)
        self.denial = re.compile(rf"(?:{denied}|(?:{one_of(words['but'])})(?![\w'’]))", re.IGNORECASE)
        self.pursues = re.compile(rf"(?:{one_of(load_words('claims')['among']['pursues'])})(?!\w)")


_lines, _refusals = cache(_Lines), cache(_Refusals)


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
    """The words of the data file, with a team's own: command name → words,
    and further words for `high`, `medium`, `low`
    (other keys are left out). Raises KeyError for a command that is not known."""
    data = load_words("commands")
    words = {fold_line(word): name for name in CommandName for word in data[name]["words"]}
    phrases = {fold_line(word): name for name in CommandName for word in data[name].get("phrases", ())}
    known = {str(name): name for name in CommandName}
    for name, own in (extra or {}).items():
        words |= {fold_line(word): known[name] for word in own}
    longest = max(len(word.split()) for word in words)
    return CommandWords(words, phrases, longest, load_priorities(priorities or {}), build_claim_words(words, phrases))


def parse_command(
    text: str, words: CommandWords, sender: Address | None = None, is_reaction: bool = False
) -> Command | None:
    """The command in the first visible line of `text`, after a greeting line;
    None when it is a note. A program's words for a
    thumb up count when they may be about `sender`, or when the mail `is_reaction` by its program's own mark."""
    if is_reaction:
        return None if is_taken_back(text) else Command(CommandName.CLAIM)
    for line, below in _first_lines(text):
        claims = _read_thumb(line, below, words, sender)
        if claims is None and not _is_too_long(line):
            claims = read_claim(line, below, words.claims, sender)
        if claims is not None:
            return Command(CommandName.CLAIM) if claims else None
        found = _find_command(line, below, words)
        if (
            found is not None
            and found.name is not CommandName.CLAIM
            and not (found.name is CommandName.NOTE and _is_marking(line))
        ):
            return found
        if not (_is_greeting(line) or _is_marking(line)):
            return None
    return None


def _read_thumb(line: str, below: str, words: CommandWords, sender: Address | None) -> bool | None:
    """Whether a thumb up claims, typed or in a program's words;
    not where what stands with it declines. None without a thumb."""
    behind = split_thumb(line)
    if behind != "" and is_thumb_up(line, sender):
        return not is_taken_back(below if QUOTED.search(line) else f"{line}\n{below}")
    if behind is None:
        return None
    more = f"{behind}\n{below}"
    return not tells_of_reaction(behind) and _is_no_more_than_a_claim(more, words) and not is_taken_back(more)


def _is_no_more_than_a_claim(below: str, words: CommandWords) -> bool:
    """Whether what stands behind or below a typed thumb says nothing else: nothing, thanks,
    what the writer does now, or a claim in
    words. Whoever has more to say may as well decline, in words that no list knows;
    his words are passed on, and the clock goes on."""
    first, _, rest = below.strip().partition("\n")
    bare = _strip_polite(first)
    # "Tess reacted via Gmail"
    if not bare or is_thanks(first) or tells_of_reaction(first) or _refusals().pursues.match(fold_line(bare)):
        return "?" not in bare and not is_conditional(fold_line(bare))
    return read_claim(first, rest, words.claims) is True


def _first_lines(text: str) -> Iterator[tuple[str, str]]:
    """The first two visible lines, each with what stands below it."""
    lines = [line.strip() for line in text.split("\n")]
    for at in [index for index, line in enumerate(lines) if line][:2]:
        yield lines[at], "\n".join(lines[at + 1 :]).rstrip()


def _find_command(line: str, below: str, words: CommandWords) -> Command | None:
    if _BLANK.search(line):  # what is left of a letter of ours that tells what can be answered
        return None
    bare = line.strip("*_`\"'“”„« »").strip()
    found = None if _is_too_long(line) else _read_line(bare, below, words)
    if found is not None or len(bare) > LONGEST_LINE:
        return found
    said = _split(bare, words)
    polite = _strip_polite(bare)
    return None if polite == bare or (said is not None and _takes_back(*said)) else _read_line(polite, below, words)


def _is_too_long(line: str) -> bool:
    return len(line) > LONGEST_LINE and not any(mark in line[:40] for mark in ":,-")


def _read_line(line: str, below: str, words: CommandWords) -> Command | None:
    whole = fold_line(line).rstrip(".! ")
    name = words.phrases.get(whole) or words.phrases.get(fold_line(line)) or words.words.get(whole)
    if name is not None:
        return read_argument(name, "", below, words.priorities)
    found = _split(line, words)
    if found is not None:
        return None if _takes_back(*found) else read_argument(*found, below, words.priorities)
    priority = _lines().level_first.fullmatch(whole)
    if (
        priority
        and words.words.get(priority[2]) == CommandName.PRIORITY
        and (level := find_priority(priority[1], words.priorities))
    ):
        return Command(CommandName.PRIORITY, priority=level)
    made = _lines().made.fullmatch(whole)
    if made and (level := find_priority(made[1], words.priorities)):
        return Command(CommandName.PRIORITY, priority=level)
    return None


def _strip_polite(line: str) -> str:
    """The line without `Hi Jo,`, `please`, `thanks` around it."""
    lines = _lines()
    line = lines.hello.sub("", line, count=1)
    if line.endswith("?") and not any(c.isalnum() for c in line):
        return line  # "👍?" asks for no help
    while (shorter := lines.polite_after.sub("", lines.polite_before.sub("", line))) != line:
        line = shorter
    return line


def _takes_back(name: CommandName, rest: str) -> bool:
    """Whether the words behind a command deny, limit or ask it: `Fixed: not yet`, `Wait, what?`."""
    if name.argument in NEVER_DENY:
        return False
    few = name.argument is not Argument.OUTCOME or len(rest.split()) <= 3
    return _refusals().denial.match(rest) is not None or (few and rest.endswith("?"))


def _is_marking(line: str) -> bool:
    """What a mail server or a program sets above a mail: `Classification: Internal`, `[Internal]`, `TLP:AMBER`."""
    return len(line) <= _LONGEST_OPENING and _lines().marking.fullmatch(line.strip()) is not None


def _is_greeting(line: str) -> bool:
    """`Hi,`, `Hallo Anna,`, `Anna,`: a greeting, perhaps a name, and nothing else."""
    if (
        len(line) <= _LONGEST_OPENING
        and _NAMES_ONLY.fullmatch(line.strip())
        and not _refusals().denied.match(line.strip())
    ):
        return True
    folded = fold_line(line).rstrip(",.!:;- ")
    if len(folded.split()) > 5:
        return False
    return any(
        folded == word or (folded.startswith(word + " ") and (line[-1:] in ",!.:-" or len(folded.split()) <= 3))
        for word in _lines().greetings
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
        behind = rest[joined.end() :]
        if behind or joined[0].strip() in (":", ",", ";"):
            return behind.strip()
    bare = rest.strip()
    return bare if (head.endswith("?") and bare) or fits(name, bare, priorities) else None


def _is_sentence(name: CommandName, mark: str, rest: str) -> bool:
    """`Done. Restarted the server.`"""
    return name.argument is Argument.OUTCOME and mark in ".!" and rest[:1].isspace() and "?" not in rest
