"""Words that look like a command and are none: `close it`, `Can you raise this?`, `Sorry, our bot. mine`. Nothing is
done by them; their writer is told what would do it (behaviour B9.2)."""

import re
from collections.abc import Mapping
from functools import cache

from parsers.commands.command import CommandWords
from parsers.commands.lines import is_marking
from parsers.commands.taking.claims import is_weak
from parsers.model import CommandName
from parsers.text.borders.greetings import is_greeting, strip_greeting
from parsers.text.borders.signature import begins_signature
from parsers.words.fold import fold_line
from parsers.words.load import load_words
from parsers.words.spellings import one_of_phrases, split_sentences

_MOST_LINES, _LONGEST = 6, 200  # what is longer tells of something
_MOST_WORDS = 8  # of such a sentence
_MOST_BEHIND = 3  # words behind what was meant: `pass to the night shift`
_ANSWERS = {
    CommandName.CLAIM: "mine", CommandName.DECLINE: "not mine", CommandName.RAISE: "raise", CommandName.LOWER: "lower",
    CommandName.PASS: "pass to name@…", CommandName.WAITING: "waiting until friday", CommandName.RESUME: "resume",
    CommandName.REMIND: "remind", CommandName.DONE: "done", CommandName.CANCEL: "cancel", CommandName.REOPEN: "reopen",
}  # fmt: skip


@cache
def _compile_around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    leads, tails = (one_of_phrases(load_words("meant")["around"][name]) for name in ("leads", "tails"))
    return re.compile(rf"^(?:(?:{leads})[\s,]+)*"), re.compile(rf"(?:[\s,]+(?:{tails}))*[\s.!?]*$")


@cache
def _compile_meant() -> Mapping[str, re.Pattern[str]]:
    """What each answer's words begin with."""
    return {
        answer: re.compile(
            rf"(?:{one_of_phrases(phrases)})(?![\w'])(?: [^ ,]+){{0,{_MOST_BEHIND}}}".replace(r"\~", r"[^ ,]+")
        )
        for answer, phrases in load_words("meant")["meant"].items()
    }


def find_meant(text: str, words: CommandWords) -> tuple[str, str] | None:
    """What was said in so few words, and the answer that does it, also by a command's word that is a sentence of its
    own; None for a mail that tells of something."""
    lines = _own_lines(text)
    if not 0 < len(lines) <= _MOST_LINES or sum(map(len, lines)) > _LONGEST:
        return None
    sentences = [one for line in lines for one in split_sentences(line)]
    found = ((sentence.strip(), _find_answer(fold_line(sentence), words)) for sentence in sentences)
    return next(((said, answer) for said, answer in found if answer), None)


def find_way(word: str, words: CommandWords) -> tuple[str, str]:
    """How a command's word is said so that it is carried out, with what has to stand behind it, and the command's name;
    "" for none."""
    ways = {way: name for name, way in _ANSWERS.items()}
    bare = fold_line(word).rstrip(":… ")
    name = ways.get(word) or words.words.get(bare) or words.phrases.get(bare)
    return (_ANSWERS[name] if name is CommandName.PASS else word), str(name or "")


def _find_answer(said: str, words: CommandWords) -> str:
    leads, tails = _compile_around()
    if len(said.split()) > _MOST_WORDS:
        return ""
    bare = tails.sub("", said)
    bare = leads.sub("", bare, count=1)
    found = next((answer for answer, meant in _compile_meant().items() if meant.fullmatch(bare)), "")
    name = words.words.get(bare) or words.phrases.get(bare)
    return found or ("" if name is None or is_weak(bare) else _ANSWERS.get(name, ""))


def _own_lines(text: str) -> list[str]:
    """The lines above the closing, without the greeting."""
    kept: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if kept and begins_signature(line):
            break
        if not (is_greeting(line) or is_marking(line)):
            kept.append(strip_greeting(line))
    return kept
