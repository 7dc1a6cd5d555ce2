"""Answers without labels, told apart by what they are, else in the order in which was asked (behaviour B4.12)."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import groupby

from parsers.form.completeness import says_none_because, says_none_with_reason
from parsers.form.evasions import evades
from parsers.form.labels.sections import Section
from parsers.form.layout.items import number_items, split_items
from parsers.form.layout.wanted import is_past, split_wanted
from parsers.form.lists import list_files
from parsers.form.nudges import is_no_answer, without_nudges
from parsers.form.values import (
    find_addresses,
    parse_level,
    parse_priority,
    parse_ticket,
    parse_trigger,
    says_none,
)
from parsers.tickets import counts_something_else, find_tickets
from parsers.times.mentions import has_time
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import SURE, Label
from parsers.words.load import load_words, one_of

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
    if numbered := _find_numbered(said, asked):
        return _place_numbered(numbered, asked)
    return _read_unnumbered(said, asked, aliases)


def _read_unnumbered(said: Sequence[str], asked: Sequence[str], aliases: Aliases) -> tuple[list[Section], list[str]]:
    pieces = _split(said, len(asked))
    if {"customer_impact", "customer_expectation"} <= {*asked}:
        pieces = _part_wanted(pieces, len(asked), aliases)
    answers = [piece for piece in pieces if not all(evades([piece], name) for name in asked)]
    sections, rest = _place(answers, asked, aliases) if answers else ([], answers)
    return sections, [piece for piece in pieces if piece in rest or piece not in answers]


def _part_wanted(pieces: Sequence[str], count: int, aliases: Aliases) -> list[str]:
    """The pieces, those that say what is hit and what is wanted in two; not where another says what is wanted."""
    parted = {piece: split_wanted(piece) for piece in pieces}
    if len(pieces) >= count and any(_is_expectation(piece, aliases) for piece in pieces if not parted[piece]):
        return list(pieces)
    return [part for piece in pieces for part in parted[piece] or [piece]]


def _find_numbered(said: Sequence[str], asked: Sequence[str]) -> Mapping[int, str]:
    """The pieces by the questions that they count, where they do not simply count all of them in order, which says no
    more than the order: some are left out, turned round or not answered. A list of steps is none of it."""
    text = "\n".join(said)
    numbered = dict(enumerate(split_items(text))) or number_items(text, len(asked))
    is_whole = list(numbered) == list(range(len(asked))) and not any(
        evades([piece], asked[at]) for at, piece in numbered.items()
    )
    is_list = "steps_taken" in asked and _NUMBER.match(said[0]) is not None
    return {} if is_whole or is_list or len(numbered) > len(asked) else numbered


def _place_numbered(numbered: Mapping[int, str], asked: Sequence[str]) -> tuple[list[Section], list[str]]:
    """Each piece to the question that it counts, but for those that say nothing of it."""
    told = [at for at in sorted(numbered) if not evades([numbered[at]], asked[at])]
    sections = [_answer(asked[at], numbered[at].split("\n")) for at in told]
    return sections, [piece for at, piece in numbered.items() if at not in told]


def _answers(said: Sequence[str], name: str) -> bool:
    """Whether these words answer the only question."""
    return not evades(said, name) and (name != "ticket" or _names_ticket(said))


def _place(pieces: Sequence[str], asked: Sequence[str], aliases: Aliases) -> tuple[list[Section], list[str]]:
    """Each piece to the one field that it can only be meant for; the others in order, where they are as many as the
    fields that are left, or one field is left for all."""
    placed, rest = _place_known(pieces, asked, aliases)
    left = [name for name in asked if name not in placed and name not in _RECOGNISERS]
    none = _find_none(rest, len(left)) if "attachments" in asked and "attachments" not in placed else None
    if none is not None:
        placed["attachments"] = [none]
        rest.remove(none)
    if rest and len(left) == 1:
        placed[left[0]], rest = rest, []
    elif len(rest) == len(left):
        placed |= {name: [piece] for name, piece in zip(left, rest, strict=True)}
        rest = []
    return [_answer(name, placed[name]) for name in asked if name in placed], rest


def _place_known(
    pieces: Sequence[str], asked: Sequence[str], aliases: Aliases
) -> tuple[dict[str, list[str]], list[str]]:
    """The pieces that can be told by themselves, by their fields, and the others."""
    placed: dict[str, list[str]] = {}
    rest = list(pieces)
    for name in asked:
        piece = _find_piece(rest, name, aliases)
        if piece is not None:
            placed[name] = [piece]
            rest.remove(piece)
    return placed, rest


def _find_none(pieces: Sequence[str], count: int) -> str | None:
    """The piece that says "none" with a reason, where one piece is left over for the files beside so many fields."""
    return next(filter(says_none_with_reason, reversed(pieces)), None) if len(pieces) == count + 1 else None


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
    return bare if len(bare) > 1 else [part for part in _split_line(bare[0], count) if not is_no_answer(part)]


def _count_items(lines: Sequence[str], paragraphs: Sequence[str], count: int) -> list[str]:
    """What is counted, where it is as much as was asked or in one line; empty where a list is one answer of several."""
    items = split_items("\n".join(lines))
    is_list = len(paragraphs) == count and not all(map(str.endswith, paragraphs, items))
    return items if not is_list and (len(items) == count or sum(map(bool, map(str.strip, lines))) == 1) else []


def _split_line(line: str, count: int) -> list[str]:
    """At its strokes where they part as many as were asked, at its sentences, or at its commas where each part is
    short."""
    stroked = [part.strip() for part in re.split(r"\s(?://?|\|)\s", line)]
    if len(stroked) == count > 1 and all(stroked):
        return stroked
    sentences = [part for part in re.split(r"(?<=[.!;])\s+", line) if part.strip()]
    parts = [part.strip() for part in re.split(r"[,;]\s+", line)]
    return parts if len(sentences) == 1 and all(map(_is_part, parts)) else sentences


def _is_part(part: str) -> bool:
    """Whether what stands between commas is short, or `none because …`."""
    return 0 < len(part.split()) <= _FEW_WORDS or says_none_because(part)


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
    """`no screenshot because …`, `none because …`, `error.log`, `see the attached screenshot`. A bare "No" is one
    only where nothing else was asked: beside other questions it may refuse them all."""
    words = set(fold(piece[:_MOST_READ]).split())
    is_none = says_none_because(piece[:_MOST_READ]) or (says_none(piece) and not words.isdisjoint(_things()))
    return is_none or bool(list_files(piece))


@cache
def _things() -> frozenset[str]:
    return frozenset(map(fold, load_words("values")["attachments"]["things"]))


def _is_expectation(piece: str, aliases: Aliases) -> bool:
    is_timed = has_time(piece[:_MOST_READ]) and not is_past(piece)
    return is_timed and not evades([piece], "customer_expectation")


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


@cache
def _customer_said() -> re.Pattern[str]:
    leads = one_of(load_words("values")["customer"]["leads"])
    return re.compile(rf"(?i:{leads})\s*:?\s+(?P<name>[A-ZÀ-ÖØ-Þ0-9\"“„«].{{0,200}}?)\s*[.!]?")


def _strip_lead(text: str) -> str:
    """The customer's name of a sentence that says it, `the customer is Fabrikam`; the text itself where none does."""
    said = _customer_said().fullmatch(text.strip().replace("’", "'")) if len(text) <= _MOST_READ else None
    return said["name"] if said is not None else text


def _answer(name: str, lines: Sequence[str]) -> Section:
    if name == "customer":
        lines = _strip_lead("\n".join(lines)).split("\n")
    return Section(Label(name, "", SURE, firm=True), ("", *lines))
