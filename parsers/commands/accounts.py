"""How a case ended, as people write it down line by line: `Resolution:`, `Lesson:`, `Knowledge base:`, and what the
customer is to read of it (behaviour B9.28)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from parsers.commands.consent import read_answer
from parsers.form.labels.telling import find_doubt, part_told, says_nothing
from parsers.model import Account
from parsers.words.fold import fold
from parsers.words.load import load_words

_MOST_TEXT = 20_000  # characters
_LINE = re.compile(
    r"\s*(?:[-*•·–]\s+)?[*_]*(?P<label>[^\W\d][\w'’.\- ]{1,40}?)[*_ ]*"
    r"(?:[(\[][^)\]\n]{0,120}[)\]])?[*_ ]*[:：?=]+[*_]*(?P<rest>.*)"
)
_CUSTOMER = "customer"
_NOTHING_SAID = re.compile(r"[\W_]*")


class _Line(NamedTuple):
    label: str
    rest: str


@cache
def _labels() -> Mapping[str, str]:
    """What each label begins, by its folded words."""
    words = load_words("accounts")["labels"]
    told = load_words("labels")["tell_the_customer"]
    found = {fold(label): _CUSTOMER for name, listed in told.items() if name != "loose" for label in listed}
    return found | {fold(label): name for name, listed in words.items() for label in listed}


@cache
def _values() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(map(fold, listed)) for name, listed in load_words("accounts")["values"].items()}


def read_account(text: str) -> Account | None:
    """What is written down there, each under its label down to the next blank line; None where no such label stands."""
    found: dict[str, list[str]] = {}
    beside: list[str] = []
    for label, lines in _part(text[:_MOST_TEXT].split("\n")):
        own, rest = _divide(label, lines)
        beside += rest
        if label:
            found.setdefault(label, []).append("\n".join(own).strip())
    if not found:
        return None
    told, knowledge = _read_told(found.get(_CUSTOMER, ())), _join(found.get("knowledge", ()))
    return Account(
        "\n".join(beside).strip(),
        _read(found.get("resolution", ())),
        _read(found.get("lesson", ())),
        _read_yes(knowledge),
        told,
        find_doubt(told) if told else "",
    )


def read_bare_account(text: str, asked: tuple[str, ...]) -> Account | None:
    """What an answer without labels to the question about these says of one: a yes or no of the knowledge base, all
    else of the only one that is asked for; None where it cannot be told."""
    said = text.strip()
    if "knowledge" in asked and (answer := _read_yes(said)) is not None:
        return Account(for_knowledge=answer)
    name, *others = [one for one in asked if one != "knowledge"] or [""]
    if not name or others or "knowledge" in asked or "?" in said or not _is_said(said):
        return None
    value = _read((said,))
    return Account(lesson=value) if name == "lesson" else Account(resolution=value)


def _divide(label: str, lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What of the lines behind a label is its own, and what stands beside: below a blank line, and for the customer
    whatever may be for colleagues."""
    if not label:
        return (), lines
    if label == _CUSTOMER:
        return part_told(lines)
    ends = (at for at, line in enumerate(lines) if at and not line.strip() and any(map(str.strip, lines[:at])))
    end = next(ends, len(lines))
    return lines[:end], lines[end:]


def _part(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines by the label above them; "" for those above the first."""
    label, own = "", list[str]()
    for line in lines:
        found = _find(line)
        if found is None:
            own.append(line)
            continue
        yield label, own
        label, own = found.label, [found.rest]
    yield label, own


def _find(line: str) -> _Line | None:
    match = _LINE.fullmatch(line)
    label = "" if match is None else _labels().get(fold(match["label"]), "")
    return _Line(label, match["rest"].strip()) if match is not None and label else None


def _join(texts: Sequence[str]) -> str:
    return "\n".join(filter(None, texts)).strip()


def _is_said(text: str) -> bool:
    return _NOTHING_SAID.fullmatch(text) is None and fold(text) not in _values()["blank"]


def _read(texts: Sequence[str]) -> str | None:
    """The text; "" where it says that there is none, None where nothing stands there."""
    text = _join(texts)
    if not _is_said(text):
        return None
    return "" if fold(text) in _values()["none"] else text


def _read_told(texts: Sequence[str]) -> str:
    """What the customer is to read; "" where nothing is said, or that they are told nothing."""
    text = _join(texts)
    return "" if not _is_said(text) or says_nothing(text) or fold(text) in _values()["none"] else text


def _read_yes(text: str) -> bool | None:
    """The yes or no with which it begins, whatever reason follows; None for neither."""
    first, values = fold(re.split(r"[,.;:!\n]|\s[-–—]", text, maxsplit=1)[0]), _values()
    if first in values["yes"] or first in values["no"]:
        return first in values["yes"]
    said = read_answer(text) if _is_said(text) else None
    return None if said is None else said.is_yes
