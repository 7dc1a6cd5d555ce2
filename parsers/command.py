"""What a reply asks for: the first visible line decides (behaviour.md §9). In doubt it is no command but a note."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from parsers.fields import find_addresses
from parsers.model import Command, Priority

_DATA = tomllib.loads(files("parsers").joinpath("commands.toml").read_text(encoding="utf-8"))
_LISTS: Mapping[str, Sequence[str]] = _DATA.pop("words")
NAMES = tuple(_DATA)

FREE_TEXT = frozenset({"info", "note", "update", "done", "cancel"})  # the words behind the command belong to it
WITH_ARGUMENT = frozenset({"pass", "raise", "lower", "priority", "waiting", "away", "remind"})
LONGEST_LINE = 400  # characters; a command stands on a short line
_JOINED = re.compile(r"\s*[:,]\s*|\s*[-–—]+\s*")
_LEVEL = re.compile(r"(?:to\s+|auf\s+|à\s+|a\s+|naar\s+|para\s+)?(?:level|l|stufe|niveau|nivel|livello|nível)?\s*([1-9])", re.IGNORECASE)
_PRIORITIES = {
    Priority.HIGH: ("high", "hoch", "haute", "élevée", "alta", "hoog"),
    Priority.MEDIUM: ("medium", "mittel", "moyenne", "media", "gemiddeld", "média", "normal"),
    Priority.LOW: ("low", "niedrig", "basse", "faible", "baja", "bassa", "laag", "baixa"),
}


@dataclass(frozen=True, slots=True)
class CommandWords:
    """Words and whole-line phrases, folded, with the command that each means."""

    words: Mapping[str, str]
    phrases: Mapping[str, str]
    longest: int


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


def load_command_words(extra: Mapping[str, Sequence[str]] | None = None) -> CommandWords:
    """The words of the data file, with a team's own: command name → words. Raises KeyError for a command that is not known."""
    words = {_fold(word): name for name in NAMES for word in _DATA[name]["words"]}
    phrases = {_fold(word): name for name in NAMES for word in _DATA[name].get("phrases", ())}
    for name, own in (extra or {}).items():
        if name not in NAMES:
            raise KeyError(name)
        words |= {_fold(word): name for word in own}
    return CommandWords(words, phrases, max(len(word.split()) for word in words))


DEFAULT_COMMAND_WORDS = load_command_words()


def parse_command(text: str, words: CommandWords) -> Command | None:
    """The command in the first visible line of `text`, after a greeting line; None when it is a note."""
    lines = [line.strip() for line in text.split("\n")]
    at = next((index for index, line in enumerate(lines) if line), None)
    if at is not None and _is_greeting(lines[at]):
        at = next((index for index in range(at + 1, len(lines)) if lines[index]), None)
    if at is None or (len(lines[at]) > LONGEST_LINE and not any(mark in lines[at][:40] for mark in ":,-")):
        return None
    line = lines[at].strip("*_`\"'“”„« »").strip()
    below = "\n".join(lines[at + 1 :]).rstrip()
    whole = _fold(line).rstrip(".! ")
    if whole in words.phrases:
        return Command(words.phrases[whole])
    if whole in words.words:
        return _with_text(words.words[whole], "", below)
    found = _split(line, words)
    return None if found is None else _with_text(*found, below)


def _is_greeting(line: str) -> bool:
    """`Hi,`, `Hallo Anna,`: a greeting, perhaps a name, and nothing else."""
    folded = _fold(line).rstrip(",.!:;- ")
    if len(folded.split()) > 5:
        return False
    return any(
        folded == word or (folded.startswith(word + " ") and (line[-1:] in ",!.:-" or len(folded.split()) <= 3))
        for word in _LISTS["greetings"]
    )


def _split(line: str, words: CommandWords) -> tuple[str, str] | None:
    """The command at the line's start and what stands behind it. A word that only happens to stand first is none."""
    tokens = re.finditer(r"[^\s:,\-–—]+|[-–—]", line)
    ends = [token.end() for token, _ in zip(tokens, range(words.longest + 3), strict=False)]
    for end in reversed(ends):
        head, rest = _fold(line[:end]), line[end:]
        name = words.words.get(head) or words.words.get(head.rstrip("!."))
        if name is None:
            continue
        joined = _JOINED.match(rest)
        if joined is not None and (rest[joined.end() :] or joined[0].strip() in (":", ",")):
            return name, rest[joined.end() :].strip()
        if head.endswith("?") and rest.strip():
            return name, rest.strip()
        if name in WITH_ARGUMENT and rest.strip() and _fits(name, rest.strip()):
            return name, rest.strip()
    return None


def _fits(name: str, rest: str) -> bool:
    """Whether the words behind a command without a mark between are its argument, and not the rest of a sentence."""
    match name:
        case "pass":
            return len(find_addresses(rest)) == 1 and len(rest.split()) <= 6
        case "raise" | "lower":
            return _LEVEL.fullmatch(rest.rstrip(".!")) is not None
        case "priority":
            return _find_priority(rest) is not None
        case "waiting":
            return _after(rest, "until") is not None or _fold(rest).rstrip(".!") in WAITED_FOR
        case "away":
            return _after(rest, "until") is not None or _after(rest, "cover") is not None
        case _:
            return len(rest.split()) <= 4


WAITED_FOR = frozenset(
    {
        "for customer",
        "for the customer",
        "for a reply",
        "for reply",
        "for their answer",
        "auf kunden",
        "auf den kunden",
        "auf antwort",
        "du client",
        "al cliente",
        "op klant",
    }
)


def _with_text(name: str, rest: str, below: str) -> Command | None:
    if name in FREE_TEXT:
        text = f"{rest}\n{below}".strip()
        if not text and name in ("info", "note", "update"):
            return None if name == "note" else Command(name)
        return Command(name, text=text or None)
    match name:
        case "pass":
            addresses = find_addresses(rest)
            return Command(name, to=addresses[0]) if len(addresses) == 1 else None
        case "raise" | "lower":
            level = _LEVEL.fullmatch(rest.rstrip(".!"))
            if rest and level is None:
                return None
            return Command(name, level=int(level[1]) if level else None)
        case "priority":
            priority = _find_priority(rest)
            return Command(name, priority=priority) if priority else None
        case "waiting":
            return Command(name, until=_after(rest, "until"))
        case "away":
            until, cover = _after(rest, "until"), find_addresses(rest)
            if until is not None:
                until = _before(until, "cover")
            return Command(name, until=until, cover=cover[0] if len(cover) == 1 else None)
        case "claim" | "resume" | "send_ack" | "calm" | "reopen" | "status" | "why" | "help":
            return Command(name) if not rest or name == "claim" or len(rest.split()) <= 12 else None
        case _:
            return Command(name)


def _find_priority(text: str) -> Priority | None:
    said = _fold(text).rstrip(".! ")
    for start in ("to ", "auf ", "is ", "= ", "à ", "a ", "op ", "para "):
        said = said.removeprefix(start)
    return next((priority for priority, names in _PRIORITIES.items() if said in names), None)


def _after(text: str, which: str) -> str | None:
    """What stands behind one of the joining words (`until`, `cover`)."""
    pattern = "|".join(sorted(map(re.escape, _LISTS[which]), key=len, reverse=True))
    match = re.search(rf"(?:^|\s|,)(?:{pattern})\b[:\s]*(.+)", text, re.IGNORECASE)
    return match[1].strip().rstrip(".!") or None if match else None


def _before(text: str, which: str) -> str | None:
    pattern = "|".join(sorted(map(re.escape, _LISTS[which]), key=len, reverse=True))
    return re.split(rf"[\s,]+(?:{pattern})\b", text, maxsplit=1, flags=re.IGNORECASE)[0].strip().rstrip(",") or None
