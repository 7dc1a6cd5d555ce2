"""The shape of our letters, read out of their templates:
by it a letter of ours is known in an answer when what was sent is not (parsers/text/ours/shapes.py)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from html import unescape
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, TemplateError, nodes

from daemon.adapters.templates import DEFAULT_FOLDER, DEFAULT_LANGUAGE, WORDS, hold_marks
from parsers.text.ours.removal import OurWords
from parsers.text.ours.shapes import load_shapes

SENTENCES, BLANK = "sentences.txt", "template.txt"
# lists of sentences among which the reader answers (daemon/core/letters/views.py)
SAID = frozenset({"questions"})
VALUE, A_SAYING = "{}", "{said}"  # as parsers/text/ours/shapes.py reads them
_HEAD = re.compile(r"<head\b.*?</head>|<!--|-->", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|caption|body|br)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_BRACES = str.maketrans("{}", "  ")


def load_phrases(folder: Path | None = None) -> OurWords:
    """The words of our templates and of a team's `folder` over them, in every language that is there. A template that
    does not work says nothing: the supplied one stands in for it."""
    return _load_supplied() if folder is None else _load(_read_supplied(), _read([folder, DEFAULT_FOLDER]))


@cache
def _load_supplied() -> OurWords:
    return _load(_read_supplied())


class _Said(NamedTuple):
    """What the templates of a folder say, as parsers/text/ours/shapes.py reads it."""

    letters: Sequence[str]
    sayings: Sequence[str]
    labels: Sequence[str]


def _load(*folders: _Said) -> OurWords:
    letters, sayings, labels = (list(chain.from_iterable(parts)) for parts in zip(*folders, strict=True))
    return OurWords(load_shapes(letters, "\n".join(sayings), labels))


@cache
def _read_supplied() -> _Said:
    return _read([DEFAULT_FOLDER])


def _read(roots: Sequence[Path]) -> _Said:
    houses = list(_open_houses(roots))
    return _Said(
        [house.open(name).text for house in houses for name in house.names()],
        [said for house in houses for said in house.read_sayings()],
        [label for house in houses for label in house.open(SENTENCES).find_said("label")],
    )


@lru_cache(maxsize=128)  # most templates of a team's house are the supplied ones
def _parse(source: str) -> nodes.Template:
    return Environment(trim_blocks=True, lstrip_blocks=True).parse(source)


def _open_houses(roots: Sequence[Path]) -> Iterator["_House"]:
    """One for each language of the first."""
    for language in sorted(path.name for path in roots[0].glob("*") if path.is_dir()):
        yield _House([root / one for one in dict.fromkeys((language, DEFAULT_LANGUAGE)) for root in roots])


@dataclass(frozen=True, slots=True)
class _House:
    """The templates of one language: of each name the first that is there and works."""

    folders: Sequence[Path]
    sheets: dict[str, "_Sheet"] = field(default_factory=dict)

    def names(self) -> list[str]:
        """The letters, with what they have in common."""
        paths = (path for folder in self.folders for path in folder.glob("*.*"))
        return sorted({path.name for path in paths if path.suffix in (".txt", ".html")} - {WORDS, SENTENCES, BLANK})

    def read_sayings(self) -> Iterator[str]:
        """What is asked and said of a field."""
        sheet = self.open(SENTENCES)
        yield from (sheet.write(macro.body) for macro in sheet.tree.find_all(nodes.Macro))
        yield from sheet.find_said()

    def open(self, name: str) -> "_Sheet":
        if name not in self.sheets:
            self.sheets[name] = _Sheet(self, self._parse(name))
        return self.sheets[name]

    def _parse(self, name: str) -> nodes.Template:
        for folder in self.folders:
            try:
                source = (folder / name).read_text(encoding="utf-8")
                return _parse(_without_tags(source) if name.endswith(".html") else source)
            except (OSError, UnicodeDecodeError, TemplateError):
                continue
        return nodes.Template([])


def _without_tags(source: str) -> str:
    """HTML as its reader sees it: a line for each block."""
    html, release = hold_marks(source)
    text = _HEAD.sub(" ", html).replace("\n", " ")
    return release(unescape(_TAG.sub("", _BLOCK.sub("\n", text))))


def _mark(is_saying: bool) -> str:
    return A_SAYING if is_saying else VALUE


def _text_of(node: nodes.Node | None) -> str:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""


@dataclass(frozen=True)
class _Sheet:
    """One template, to be written as text with marks."""

    house: _House
    tree: nodes.Template

    @cached_property
    def text(self) -> str:
        """The whole, with the macros that it uses."""
        is_page = any(self.tree.find_all(nodes.Extends))
        macros = (self.write(macro.body) for macro in self.tree.find_all(nodes.Macro))
        return "\n".join((self.write(self.tree.find_all(nodes.Block) if is_page else self.tree.body), *macros))

    @cached_property
    def macros(self) -> dict[str, tuple[nodes.Macro, "_Sheet"]]:
        """Those that may be called here, each with the template it stands in."""
        found: dict[str, tuple[nodes.Macro, _Sheet]] = {}
        for node in self.tree.find_all(nodes.FromImport):
            sheet = self.house.open(_text_of(node.template))
            for name in node.names:
                theirs, here = (name, name) if isinstance(name, str) else name
                if theirs in sheet.macros:
                    found[here] = sheet.macros[theirs]
        return found | {macro.name: (macro, self) for macro in self.tree.find_all(nodes.Macro)}

    def find_said(self, macro: str = "") -> list[str]:
        """The sentences that stand in its tables, `{name: sentence}`, those of a macro or all."""
        trees = [self.tree, *(one for one in self.tree.find_all(nodes.Macro) if macro == one.name)]
        return [said for pair in trees[-1].find_all(nodes.Pair) if (said := _text_of(pair.value))]

    def write(self, parts: Iterable[nodes.Node], within: frozenset[int] = frozenset()) -> str:
        """`within`: the macros that are being written, which end where they call themselves."""
        return "".join(self._write(part, within) for part in parts)

    def _write(self, node: nodes.Node, within: frozenset[int]) -> str:
        match node:
            case nodes.TemplateData():
                return node.data.translate(_BRACES)
            case nodes.Output() | nodes.Block() | nodes.Scope():
                return self.write(node.iter_child_nodes(), within)
            case nodes.If():
                branches = [
                    self.write(one, within) for one in (node.body, *(other.body for other in node.elif_), node.else_)
                ]
                return ("\n" if any("\n" in one for one in branches) else VALUE).join(("", *branches, ""))
            case nodes.For():
                value = self._say(node.iter, within)
                text = self.write(node.body, within)
                return f"\n{value}\n{text}\n{value}\n" if "\n" in text else value
            case nodes.Include():
                return f"\n{A_SAYING}\n"
            case nodes.Expr():
                return self._say(node, within)
            case _:
                return ""

    def _say(self, node: nodes.Node, within: frozenset[int]) -> str:
        """An expression: what is fixed in it, or a mark."""
        match node:
            case nodes.Const():
                return _text_of(node).translate(_BRACES) or VALUE
            case nodes.Filter() if node.node is not None:
                return self._say(node.node, within)
            case nodes.Concat():
                return "".join(self._say(part, within) for part in node.nodes)
            case nodes.Getattr(node=nodes.Name(name="case"), attr="name"):
                return "ESC-0"
            case nodes.Getattr(attr=name) | nodes.Name(name=name):
                return _mark(name in SAID)
            case nodes.Call(node=nodes.Name(name=name)) if name in self.macros:
                macro, sheet = self.macros[name]
                return VALUE if id(macro) in within else sheet.write(macro.body, within | {id(macro)})
            case _:
                return _mark(any(one.attr in SAID for one in node.find_all(nodes.Getattr)))
