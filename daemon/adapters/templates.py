"""The texts people receive: Jinja2 templates from `templates/` and a team's own folder over it, per language."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TypeVar

import css_inline
from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)
from jinja2.bccache import Bucket

from daemon.core.letters.wording import ENGLISH
from daemon.errors import SettingsError

log = logging.getLogger(__name__)

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "templates"
DEFAULT_LANGUAGE = "en"
WORDS = "words.txt"
LISTS = frozenset({"time.weekdays", "time.weekdays.long", "time.months"})  # one word for each
OF_FIELDS = frozenset({"label", "question", "why_asked"})  # sentences about a field, of which there are few
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BLANKS = re.compile(r"\n(?:[ ]*\n){2,}")
_HELD = re.compile("\ue000(\\d+)\ue001")


class _InliningLoader(FileSystemLoader):
    """Writes the rules of style.css into the elements of HTML templates: once a template, not once a letter."""

    def __init__(self, folders: list[Path], style: str) -> None:
        super().__init__([str(folder) for folder in folders])
        self._style = style

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_fresh = super().get_source(environment, template)
        if template.endswith(".html"):
            source = inline_style(source, self._style)
        return source, path, is_fresh


class _Compiled(BytecodeCache):
    """What Jinja made of each template, for this process: a team's house and another language have mostly ours, which
    are compiled once."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[(bucket.key, bucket.checksum)] = bucket.code


@cache
def _share_compiled() -> _Compiled:
    return _Compiled()


def hold_marks(source: str) -> tuple[str, Callable[[str], str]]:
    """A template without Jinja's marks, which are no HTML, and what puts them back."""
    held: list[str] = []

    def hold(mark: re.Match[str]) -> str:
        held.append(mark[0])
        return f"\ue000{len(held) - 1}\ue001"

    return _JINJA.sub(hold, source), lambda text: _HELD.sub(lambda mark: held[int(mark[1])], text)


def inline_style(source: str, style: str) -> str:
    """A template whose elements carry their rules."""
    html, release = hold_marks(source)
    if "<html" in html:
        inliner = css_inline.CSSInliner(extra_css=style, keep_style_tags=True, load_remote_stylesheets=False)
        html = inliner.inline(html)
    else:
        html = css_inline.inline_fragment(html, style, load_remote_stylesheets=False)
    return release(html)


Rendered = TypeVar("Rendered")


class TemplateTexts:
    """Letters and sentences by language; the team's folder first, then ours, English where a language has no text."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._environments: dict[tuple[str, bool], Environment] = {}
        self._letters: dict[tuple[str, str, bool], tuple[Template, Template]] = {}
        self._words: dict[str, Mapping[str, str]] = {}
        self._labels: dict[tuple[str, str, str], str] = {}
        self.failed: dict[str, str] = {}  # what of the team's did not work, and how; each is said once

    def render(self, name: str, language: str, values: Mapping[str, object]) -> tuple[str, str, str]:
        """Subject, text and HTML. A team's template that does not work is logged and ours is taken: the letter must
        leave."""
        return self._attempt(f"{name}.txt", lambda own: self._render(name, language, values, own))

    def render_subject(self, name: str, language: str, values: Mapping[str, object]) -> str:
        """The subject that `render` gives where no team has templates; the rest is not rendered."""
        return self._attempt(
            f"{name}.txt", lambda own: self._render_subject(self._letter(name, language, own)[0], values)
        )

    def _attempt(self, name: str, write: Callable[[bool], Rendered]) -> Rendered:
        """By the team's templates, and where those do not work by ours. Whatever they raise is theirs: `{{ 1 + "x" }}`
        is no TemplateError."""
        if self._folder is None:
            return write(False)
        try:
            return write(True)
        except Exception as error:
            if name not in self.failed:
                log.exception("%s in %s does not work: the supplied one is used", name, self._folder)
                self.failed[name] = str(error)
            return write(False)

    @staticmethod
    def _render_subject(template: Template, values: Mapping[str, object]) -> str:
        first: list[str] = []
        for piece in template.generate(values):
            first.append(piece)
            if "\n" in piece:
                break
        return "".join(first).partition("\n")[0].removeprefix("Subject:").strip()

    def say(self, sentence: str, language: str, *values: str) -> str:
        """A sentence of sentences.txt, plain text.
        What is said of a field is said in most letters: it is rendered once."""
        if sentence not in OF_FIELDS or len(values) != 1:
            return self._say(sentence, language, *values)
        key = (sentence, language, values[0])
        if key not in self._labels:
            self._labels[key] = self._say(*key)
        return self._labels[key]

    def _say(self, sentence: str, language: str, *values: str) -> str:
        def said(own: bool) -> str:
            modules = (
                self._environment(language, one).get_template("sentences.txt").module
                for one in dict.fromkeys((own, False))
            )
            macro = next(getattr(module, sentence) for module in modules if hasattr(module, sentence))
            return " ".join(str(macro(*values)).split())

        return self._attempt(f"sentences.txt: {sentence}", said)

    def words(self, language: str) -> Mapping[str, str]:
        """ENGLISH with the language's words.txt (`time.today: heute {clock} ({city})`) over it."""
        found = self._words.get(language)
        if found is None:
            found = self._words[language] = {**ENGLISH, **self._read_words(language)}
        return found

    def _read_words(self, language: str) -> dict[str, str]:
        words: dict[str, str] = {}
        for folder in reversed(self._folders(language, own=True)):
            if (folder / WORDS).exists():
                for line in (folder / WORDS).read_text(encoding="utf-8").splitlines():
                    name, colon, text = line.partition(": ")
                    if colon and name in ENGLISH:
                        words[name] = text
        return words

    def _render(self, name: str, language: str, values: Mapping[str, object], own: bool) -> tuple[str, str, str]:
        text_template, html_template = self._letter(name, language, own)
        subject, _, text = text_template.render(values).partition("\n")
        text = _BLANKS.sub("\n\n", text).strip("\n")
        subject = subject.removeprefix("Subject:").strip()
        paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n") if paragraph.strip()]
        html = html_template.render(values, paragraphs=paragraphs, subject=subject)
        return subject, text + "\n", html

    def _letter(self, name: str, language: str, own: bool) -> tuple[Template, Template]:
        found = self._letters.get((name, language, own))
        if found is None:
            environment = self._environment(language, own)
            text = environment.get_template(f"{name}.txt")
            try:
                html = environment.get_template(f"{name}.html")
                if (
                    html.filename is None
                    or text.filename is None
                    or Path(html.filename).parent != Path(text.filename).parent
                ):
                    # a text of the team's without its HTML: one says what the other says
                    html = environment.get_template("plain.html")
            except TemplateNotFound:
                html = environment.get_template("plain.html")
            found = self._letters[(name, language, own)] = (text, html)
        return found

    def _folders(self, language: str, own: bool) -> list[Path]:
        languages = (
            dict.fromkeys((language, language[:2], DEFAULT_LANGUAGE))
            if _LANGUAGE.fullmatch(language)
            else (DEFAULT_LANGUAGE,)
        )
        roots = [self._folder] if own and self._folder else []
        return [root / one for one in languages for root in (*roots, DEFAULT_FOLDER)]

    def _environment(self, language: str, own: bool) -> Environment:
        found = self._environments.get((language, own))
        if found is None:
            folders = self._folders(language, own)
            style = next((folder / "style.css" for folder in folders if (folder / "style.css").exists()), None)
            loader = ChoiceLoader([_InliningLoader(folders, style.read_text(encoding="utf-8") if style else "")])
            found = self._environments[(language, own)] = Environment(
                loader=loader,
                undefined=StrictUndefined,
                autoescape=lambda name: name is not None and name.endswith(".html"),
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=False,
                bytecode_cache=_share_compiled(),
            )
        return found

    def check(self) -> list[str]:
        """What is wrong with the team's templates, a line each."""
        problems: list[str] = []
        for path in sorted(self._folder.glob("*/*.*")) if self._folder else ():
            if path.suffix in (".txt", ".html") and path.name != WORDS:
                try:
                    self._environment(path.parent.name, own=True).get_template(path.name)
                except TemplateError as error:
                    problems.append(f"{path}:{getattr(error, 'lineno', None) or 1}: {error}")
        return [*problems, *self._check_words()]

    def _check_words(self) -> Iterator[str]:
        for path in sorted(self._folder.glob(f"*/{WORDS}")) if self._folder else ():
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                name, _, text = line.partition(": ")
                wanted = len(ENGLISH[name].split()) if name in LISTS else 0
                if wanted not in (0, len(text.split())):
                    yield f"{path}:{number}: {name} needs {wanted} words"


def load_texts(folder: Path | None = None) -> TemplateTexts:
    """Our templates, with a team's `folder` over them. Raises SettingsError for one that is no template."""
    if folder is None:
        return _load_supplied()
    if not folder.is_dir():
        raise SettingsError([f"templates: there is no folder {folder}"])
    return _load(folder)


@cache
def _load_supplied() -> TemplateTexts:
    return _load(None)


def _load(folder: Path | None) -> TemplateTexts:
    texts = TemplateTexts(folder)
    problems = texts.check()
    if problems:
        raise SettingsError(problems)
    return texts


def load_blank(folder: Path | None = None, language: str = DEFAULT_LANGUAGE) -> str:
    """The blank escalation template, ready to paste."""
    source = TemplateTexts(folder)._environment(language, own=True).get_template("template.txt")
    return source.render()
