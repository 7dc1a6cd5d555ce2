"""The one loader of the words that people and programs write, in every language: the `.toml` files of this folder."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType


@cache
def load_words(name: str) -> Mapping[str, Mapping[str, list[str]]]:
    """The lists of one file, such as "quoting": by group, then by name. Raises FileNotFoundError."""
    return MappingProxyType(tomllib.loads(resources.files("parsers.words").joinpath(f"{name}.toml").read_text("utf-8")))


def load_thanks() -> list[str]:
    """How people say thanks, for all who ask of it."""
    return load_words("greetings")["closings"]["thanks"]


def one_of(words: Iterable[str]) -> str:
    """A pattern's alternatives: each word as it is written, longer ones first."""
    by_first: dict[str, list[str]] = {}  # else each of hundreds is tried at each place of a text
    for word in sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word)):
        by_first.setdefault(word.lstrip("\\")[:1].casefold(), []).append(word)
    return "|".join(f"(?:{'|'.join(alike)})" for alike in by_first.values())
