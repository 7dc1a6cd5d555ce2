"""What our letters say, read out of their templates:
by it a letter of ours is known in an answer (parsers/text/ours.py)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path

from jinja2 import Environment, TemplateError, nodes

from daemon.adapters.templates import DEFAULT_FOLDER, DEFAULT_LANGUAGE, WORDS, hold_marks
from parsers.text.patterns import load_our_words
from parsers.text.phrases import OurWords

SENTENCES, BLANK = "sentences.txt", "template.txt"
# lists of sayings (daemon/core/letters/views.py)
SAID = frozenset({"there", "missing", "questions", "whys", "remarks"})
VALUE, CASE, A_SAYING, STOP = "{}", "{case}", "{said}", "\n{stop}\n"  # as parsers/text/patterns.py reads them
FEWEST = 3  # words; what stands inside a line and has fewer is part of a value
_HEAD = re.compile(r"<head\b.*?</head>|<!--|-->", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|caption|body|br)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"(?<![{|\w])[^\W\d_]+")
_BRACES = str.maketrans("{}", "  ")


def load_phrases(folder: Path | None = None) -> OurWords:
    """The words of our templates and of a team's `folder` over them, in every language that is there. A template that
    does not work says nothing: the supplied one stands in for it."""
    letters: dict[str, str] = {}
    sayings, labels, questions = "", "", ""
    for roots in ([DEFAULT_FOLDER], [folder, DEFAULT_FOLDER]) if folder is not None else ([DEFAULT_FOLDER],):
        for language in sorted({path.name for path in roots[0].glob("*") if path.is_dir()}):
            house = _House([root / one for one in dict.fromkeys((language, DEFAULT_LANGUAGE)) for root in roots])
            letters |= {f"{roots[0]}/{language}/{name}": house.read(name) for name in house.names()}
            sayings += house.read_sayings()
            labels += house.read_labels()
            questions += house.read_questions()
    return load_our_words(letters, sayings, labels, questions)


@dataclass(frozen=True, slots=True)
class _House:
    """The templates of one language: of each name the first that is there and works."""

    folders: Sequence[Path]
    environment: Environment = field(default_factory=lambda: Environment(trim_blocks=True, lstrip_blocks=True))
    sheets: dict[str, "_Sheet"] = field(default_factory=dict)
    begun: set[object] = field(default_factory=set)  # what is being written: what calls itself ends there

    def names(self) -> list[str]:
        """The letters, with what they have in common."""
        paths = (path for folder in self.folders for path in folder.glob("*.*"))
        found = {path.name for path in paths if path.suffix in (".txt", ".html")}
        return sorted(found - {WORDS, SENTENCES, BLANK})

    def read(self, name: str) -> str:
        """The letter as parsers/text/patterns.py takes it: what is fixed in it, and marks for what is not."""
        sheet = self.open(name)
        extends = any(sheet.tree.find_all(nodes.Extends))
        return sheet.write_once(name, sheet.tree.find_all(nodes.Block) if extends else sheet.tree.body, {})

    def read_labels(self) -> str:
        """The names of the fields."""
        macros = self.open(SENTENCES).macros
        return "\n".join(
            (*(sheet.write(macro.body, {}) for name, (macro, sheet) in macros.items() if name == "label"), "")
        )

    def read_questions(self) -> str:
        """What is asked of a field and why, wherever in an expression it stands."""
        tree = self.open(SENTENCES).tree
        said = [_text_of(pair.value) for pair in tree.find_all(nodes.Pair)]
        said += [_text_of(other) for call in tree.find_all(nodes.Call) for other in call.args[1:]]
        return "\n".join((*said, ""))

    def read_sayings(self) -> str:
        """What is said back of a field; and the blank form."""
        sheet = self.open(SENTENCES)
        return "\n".join((*(sheet.write(macro.body, {}) for macro, _ in sheet.macros.values()), self.read(BLANK), ""))

    def open(self, name: str) -> "_Sheet":
        if name not in self.sheets:
            self.sheets[name] = _Sheet(self, self._parse(name))
        return self.sheets[name]

    def _parse(self, name: str) -> nodes.Template:
        for folder in self.folders:
            try:
                source = (folder / name).read_text(encoding="utf-8")
                return self.environment.parse(_without_tags(source) if name.endswith(".html") else source)
            except (OSError, UnicodeDecodeError, TemplateError):
                continue
        return nodes.Template([])


def _without_tags(source: str) -> str:
    """HTML as its reader sees it: a line for each block."""
    html, release = hold_marks(source)
    text = _HEAD.sub(" ", html).replace("\n", " ")
    return release(unescape(_TAG.sub("", _BLOCK.sub("\n", text))))


def _text_of(node: nodes.Node) -> str:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""


def _mark(name: str) -> str:
    """What stands in the place of a value."""
    return A_SAYING if name in SAID else VALUE


@dataclass(frozen=True)
class _Sheet:
    """One template, to be written as text with marks. `names` are what it, or one of its macros, has named itself."""

    house: _House
    tree: nodes.Template

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

    def write_once(self, what: object, parts: Iterable[nodes.Node], names: dict[str, str]) -> str:
        """A template or a macro."""
        if what in self.house.begun:
            return VALUE
        self.house.begun.add(what)
        text = self.write(parts, names)
        self.house.begun.remove(what)
        return text

    def write(self, parts: Iterable[nodes.Node], names: dict[str, str]) -> str:
        return "".join(self._write(part, names) for part in parts)

    def _write(self, node: nodes.Node, names: dict[str, str]) -> str:
        match node:
            case nodes.TemplateData():
                return node.data.translate(_BRACES)
            case nodes.Expr():
                return self._say(node, names)
            case nodes.If():
                return self._choose(node, names)
            case nodes.For():
                return self._repeat(node, names)
            case nodes.Assign(target=nodes.Name()):
                names |= {
                    name.name: self._say(node.node, names) for name in node.find_all(nodes.Name) if name.ctx == "store"
                }
                return ""
            case nodes.Include():
                return self._include(_text_of(node.template))
            case nodes.Macro() | nodes.FromImport() | nodes.Import() | nodes.Extends():
                return ""
            case _:
                return self.write(node.iter_child_nodes(), names)

    def _include(self, name: str) -> str:
        return f"{A_SAYING}\n" if name == BLANK else self.house.read(name)

    def _choose(self, node: nodes.If, names: dict[str, str]) -> str:
        """Every branch on lines of its own; a few words inside a line are a value."""
        texts = [self.write(branch, names) for branch in (node.body, *(one.body for one in node.elif_), node.else_)]
        if any("\n" in text for text in texts):
            return STOP.join((*texts, ""))
        if any(len(_WORD.findall(text)) >= FEWEST for text in texts):
            return "\n".join(("", *texts, ""))
        text = "".join(texts)
        if VALUE in text or _WORD.search(text):
            return VALUE
        return A_SAYING if A_SAYING in text else ""

    def _repeat(self, node: nodes.For, names: dict[str, str]) -> str:
        """A list of values twice, so that one line may follow the other."""
        value = A_SAYING if A_SAYING in self._say(node.iter, names) else VALUE
        targets = [node.target, *node.target.find_all(nodes.Name)]
        inner = {target.name: value for target in targets if isinstance(target, nodes.Name)}
        text = self.write(node.body, names | inner)
        if "\n" not in text:
            return value if text else ""
        return text if value == A_SAYING else f"{text}\n{text}"

    def _say(self, node: nodes.Node | None, names: dict[str, str]) -> str:
        """An expression: what is fixed in it, or a mark."""
        match node:
            case nodes.Const():
                return _text_of(node).translate(_BRACES) or VALUE
            case nodes.Name():
                return names.get(node.name, _mark(node.name))
            case nodes.Getattr(node=nodes.Name(name="case"), attr="name"):
                return CASE
            case nodes.Getattr():
                return _mark(node.attr)
            case nodes.Concat():
                return "".join(self._say(part, names) for part in node.nodes)
            case nodes.List():
                return " ".join(self._say(part, names) for part in node.items) or VALUE
            case nodes.Filter():
                return self._say(node.node, names)
            case nodes.Call():
                return self._call(node, names)
            case _:
                return self._look_up(node, names)

    def _look_up(self, node: nodes.Node | None, names: dict[str, str]) -> str:
        """One of a dictionary's sentences: `{…}[name]`."""
        if isinstance(node, nodes.Getitem):
            inner = self._say(node.node, names)
            return inner if "|" in inner or inner == A_SAYING else VALUE
        said = [_text_of(pair.value) for pair in node.items] if isinstance(node, nodes.Dict) else []
        return "{" + "|".join((*said, "")) + "}" if said and all(said) else VALUE

    def _call(self, node: nodes.Call, names: dict[str, str]) -> str:
        """A macro's text; or `{…}.get(name)`."""
        if isinstance(node.node, nodes.Getattr) and node.node.attr == "get":
            return self._say(node.node.node, names)
        macro, sheet = self.macros.get(node.node.name if isinstance(node.node, nodes.Name) else "", (None, self))
        if macro is None:
            return VALUE
        given = [self._say(argument, names) for argument in node.args]
        inner = {name.name: value for name, value in zip(macro.args, given, strict=False)}
        return sheet.write_once(id(macro), macro.body, inner)
