"""Answers without labels, told apart by what they are, else in the order in which was asked (behaviour B4.12)."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import groupby

from parsers.form.evasions import evades
from parsers.form.labels.sections import Section
from parsers.form.layout.items import split_items
from parsers.form.lists import list_files
from parsers.form.nudges import is_no_answer, without_nudges
from parsers.form.values import find_addresses, parse_level, parse_priority, parse_ticket, parse_trigger, says_none
from parsers.tickets import counts_something_else, find_tickets
from parsers.times.mentions import has_time
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import SURE, Label
from parsers.words.load import load_words

_NUMBER = re.compile(r"\A\s*\(?[0-9]{1,2}[.)]\s+(?=\S)")
_BULLET = re.compile(r"\A\s*(?:[-–—•*·])\s+(?=\S)")
_TICKET = re.compile(r"\W*(?:[^\W\d_]+\W{0,3}){0,2}#?\s*(?:[A-Za-z]{1,10}[-_ ]?)?[0-9][\w/-]*\W*")
_TICKET_ALONE = re.compile(r"\W*(?P<before>(?:[^\W\d_]+\W{1,3}){0,3})#?\s*(?:[A-Za-z]{1,10}[-_]?)?[0-9][\w/-]*\W*")
_FEW_WORDS = 4
_MOST = 40  # pieces
_MOST_READ = 5_000  # characters of a piece

Recogniser = Callable[[str, Aliases], bool]


def read_bare(lines: Sequence[str], asked: Sequence[str], aliases: Aliases) -> tuple[list[Section], list[str]]:
    """The fields that words without a label answer, and the lines that cannot be placed."""
    said = without_nudges(lines)
    if not any(line.strip() for line in said):
        return [], []
    if len(asked) == 1:
        return ([_answer(asked[0], said)], []) if _answers(said, asked[0]) else ([], said)
    pieces = _split(said, len(asked))
    answers = [piece for piece in pieces if not all(evades([piece], name) for name in asked)]
    sections, rest = _place(answers, asked, aliases) if answers else ([], answers)
    return sections, [piece for piece in pieces if piece in rest or piece not in answers]


def _answers(said: Sequence[str], name: str) -> bool:
    """Whether these words answer the only question."""
    return not evades(said, name) and (name != "ticket" or _names_ticket(said))


def _place(pieces: Sequence[str], asked: Sequence[str], aliases: Aliases) -> tuple[list[Section], list[str]]:
    """Each piece to the one field that it can only be meant for; the others in order, where they are as many as the
    fields that are left, or one field is left for all."""
    placed: dict[str, list[str]] = {}
    rest = list(pieces)
    for name in asked:
        piece = _find_piece(rest, name, aliases)
        if piece is not None:
            placed[name] = [piece]
            rest.remove(piece)
    left = [name for name in asked if name not in placed and name not in _RECOGNISERS]
    if rest and len(left) == 1:
        placed[left[0]], rest = rest, []
    elif len(rest) == len(left):
        placed |= {name: [piece] for name, piece in zip(left, rest, strict=True)}
        rest = []
    return [_answer(name, placed[name]) for name in asked if name in placed], rest


def _find_piece(pieces: Sequence[str], name: str, aliases: Aliases) -> str | None:
    """The piece that is meant for this field, the last of several ("since Monday" stands before "by Friday"); None
    where none can be told."""
    is_one = _RECOGNISERS.get(name)
    return None if is_one is None else next((piece for piece in reversed(pieces) if is_one(piece, aliases)), None)


def _split(lines: Sequence[str], count: int) -> list[str]:
    """The pieces of an answer to so many questions: what its marks count, else its paragraphs, else its lines, numbered
    or not, else parts of its only line, without those that answer nothing: "today, please"."""
    blocks = (list(block) for blank, block in groupby(lines, key=lambda line: not line.strip()) if not blank)
    paragraphs = ["\n".join(block) for block in blocks][:_MOST]
    items = _count_items(lines, paragraphs, count)
    if items:
        return items
    pieces = paragraphs if len(paragraphs) == count else [line for line in lines if line.strip()][:_MOST]
    bare = [piece if split_items(piece) else _BULLET.sub("", _NUMBER.sub("", piece)).strip() for piece in pieces]
    return bare if len(bare) > 1 else [part for part in _split_line(bare[0]) if not is_no_answer(part)]


def _count_items(lines: Sequence[str], paragraphs: Sequence[str], count: int) -> list[str]:
    """What is counted, where it is as much as was asked or in one line; empty where a list is one answer of several."""
    items = split_items("\n".join(lines))
    is_list = len(paragraphs) == count and not all(map(str.endswith, paragraphs, items))
    return items if not is_list and (len(items) == count or sum(map(bool, map(str.strip, lines))) == 1) else []


def _split_line(line: str) -> list[str]:
    """At its sentences, or at its commas where each part is short."""
    sentences = [part for part in re.split(r"(?<=[.!;])\s+", line) if part.strip()]
    parts = [part.strip() for part in re.split(r"[,;]\s+", line)]
    return parts if len(sentences) == 1 and all(0 < len(part.split()) <= _FEW_WORDS for part in parts) else sentences


def _is_priority(piece: str, aliases: Aliases) -> bool:
    return len(piece.split()) <= _FEW_WORDS and parse_priority(piece, aliases)[0] is not None


def _is_ticket(piece: str, aliases: Aliases) -> bool:
    return _TICKET.fullmatch(piece) is not None and parse_ticket(piece) is not None


def _names_ticket(lines: Sequence[str]) -> bool:
    """Whether words that answer which ticket it is name one: a number nearly alone, or behind a word for a ticket. That
    of a phone, a room or an order is none, nor is one among other words."""
    text = "\n".join(lines)[:_MOST_READ]
    alone = map(_TICKET_ALONE.fullmatch, re.split(r"[,;\n]\s*", text)[:_MOST])
    return any(found and not counts_something_else(found["before"]) for found in alone) or bool(find_tickets(text))


def _is_address(piece: str, aliases: Aliases) -> bool:
    return len(find_addresses(piece)) == 1


def _is_level(piece: str, aliases: Aliases) -> bool:
    return parse_level(piece, aliases) is not None


def _is_trigger(piece: str, aliases: Aliases) -> bool:
    return parse_trigger(piece, aliases) is not None


def _is_files(piece: str, aliases: Aliases) -> bool:
    """`no screenshot because …`, `error.log`, `see the attached screenshot`. A bare "No" is one only where nothing else
    was asked: beside other questions it may refuse them all."""
    words = set(fold(piece[:_MOST_READ]).split())
    return bool(list_files(piece)) or (says_none(piece) and not words.isdisjoint(_things()))


@cache
def _things() -> frozenset[str]:
    return frozenset(map(fold, load_words("values")["attachments"]["things"]))


def _is_expectation(piece: str, aliases: Aliases) -> bool:
    return has_time(piece[:_MOST_READ]) and not evades([piece], "customer_expectation")


# What can be told by itself; the others are words that may answer any question.
_RECOGNISERS: Mapping[str, Recogniser] = {
    "ticket": _is_ticket,
    "priority": _is_priority,
    "customer_email": _is_address,
    "level": _is_level,
    "trigger": _is_trigger,
    "attachments": _is_files,
    "customer_expectation": _is_expectation,
}


def _answer(name: str, lines: Sequence[str]) -> Section:
    return Section(Label(name, "", SURE, firm=True), ("", *lines))
