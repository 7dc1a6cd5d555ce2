"""What an element of an HTML mail says of itself: hidden, struck out, chosen, quoted, the head of an older mail."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Protocol, Self

from parsers.words.load import load_words, one_of

_HIDDEN_STYLE = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|%)?(?:;|$|!)|max-height:0(?:px)?(?:;|$|!)"
)
_NO_MARGIN = re.compile(r"margin(?:-bottom)?:0|margin:0(?:cm|in|px|pt)?\s")
_OUTLOOK_RULE = re.compile(r"border-top:(?:solid|1(?:\.0)?pt solid|#?\w+ )|border:none;border-top:solid")
_HEADER_LABEL = re.compile(r"\s*[^\W\d_][\w -]{0,14}[ \xa0]?[:：]")
_INDENT_ONLY = re.compile(r"border:none|margin(?:-left)?:")
PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr"})
BLOCKS = PARAGRAPHS | frozenset(
    [
        "div",
        "tr",
        "li",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "address",
        "center",
        "form",
        "fieldset",
        "main",
        "aside",
        "nav",
        "figure",
        "figcaption",
        "caption",
        "body",
        "html",
        "tbody",
        "thead",
        "tfoot",
        "details",
        "summary",
    ]
)
_EMPHASIS = frozenset({"b", "strong", "u", "mark", "em", "i", "font", "span"})
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
STRUCK, CHOSEN = "~~", "**"  # as Markdown writes them
_EMPHASISED = re.compile(
    r"font-weight:(?:bold|[6-9]00)|text-decoration[\w-]*:[\w "
    r"]*underline|background(?:-color)?:(?!none|transparent|white|#fff)"
)
_CHOICE = re.compile(r"\s*[^\W\d_]{3,15}\s*")
_SLASH_AFTER = re.compile(r"\s*[/|]")
_SLASH_BEFORE = re.compile(r"[/|]\s*$")


@cache
def _forward_words() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{one_of(load_words('quoting')['forward']['apple'])})", re.IGNORECASE)


class Element(Protocol):
    """What is used of the library's elements."""

    tag: object
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]

    def __len__(self) -> int: ...
    def get(self, name: str, default: str = "") -> str: ...
    def iter(self) -> Iterator[Self]: ...
    def itertext(self) -> Iterator[str]: ...
    def itersiblings(self, *, preceding: bool) -> Iterator[Self]: ...
    def getprevious(self) -> Self | None: ...
    def getparent(self) -> Self | None: ...


def is_hidden(element: Element) -> bool:
    """Whether its own attributes keep it from being seen."""
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN_STYLE.search(style.replace(" ", "").lower()))


def find_mark(element: Element, tag: str) -> str:
    """What must not be lost of how it looks: text struck out,
    and the one choice of `High/Medium/Low` that stands out."""
    style = element.get("style", "").replace(" ", "").lower() if element.attrib else ""
    if tag in _STRUCK_TAGS or "line-through" in style:
        return STRUCK if _is_one_line(element) else ""
    stands_out = tag in _EMPHASIS and (tag not in ("font", "span") or _EMPHASISED.search(style) is not None)
    return CHOSEN if stands_out and len(element) == 0 and _is_choice(element) else ""


def _is_one_line(element: Element) -> bool:
    """Whether there are words in it, and no line ends."""
    shown = any(text.strip() for text in element.itertext())
    return shown and not any(inner.tag in BLOCKS or inner.tag == "br" for inner in element.iter())


def _is_choice(element: Element) -> bool:
    """Whether it is one word with a slash before or behind it."""
    if not _CHOICE.fullmatch(element.text or ""):
        return False
    return bool(_SLASH_AFTER.match(element.tail or "") or _SLASH_BEFORE.search(_read_before(element)[-20:]))


def _read_before(element: Element) -> str:
    before, above = element.getprevious(), element.getparent()
    return (before.tail if before is not None else above.text if above is not None else "") or ""


def begins_header(element: Element, tag: str) -> bool:
    """Whether it is Outlook's line with `From: … Sent: … To: …` below: three short labels, in whatever language."""
    style = element.get("style", "").lower() if tag == "div" else ""
    if "border-top:" not in style or not _OUTLOOK_RULE.search(style):
        return False
    return sum(1 for text in _first_texts(element) if _HEADER_LABEL.match(text)) >= 3


def _first_texts(element: Element) -> Iterator[str]:
    length = 0
    for text in element.itertext():
        yield text
        length += len(text)
        if length > 600:
            return


def is_quote(element: Element) -> bool:
    """Whether a blockquote quotes another mail; one that is only moved to the right is the writer's own text,
    and so is what Apple Mail forwards."""
    names = element.get("class", "").lower()
    if element.get("type", "").lower() == "cite" or element.get("cite") is not None or "quote" in names:
        return _forward_words().match("".join(_first_texts(element)).strip()[:80]) is None
    if not element.attrib:  # as few programs write it: an attribution above makes it a quote
        return _find_text_above(element).rstrip().endswith((":", "："))
    style = element.get("style", "").replace(" ", "").lower()
    return not (style and _INDENT_ONLY.search(style) and "border-left" not in style)


def _find_text_above(element: Element) -> str:
    """The words before an element, looked for nearby: in five places of each of three surroundings."""
    here: Element | None = element
    for _ in range(3):
        if here is None:
            break
        for before in islice(here.itersiblings(preceding=True), 5):
            text = before.tail or "".join(_first_texts(before))
            if text.strip():
                return text
        here = here.getparent()
        if here is not None and (here.text or "").strip():
            return here.text or ""
    return ""


def is_tight(element: Element, tag: str) -> bool:
    """Whether a paragraph stands without an empty line around it, as Outlook writes each line."""
    if tag != "p":
        return False
    if element.get("class", "").lower().startswith(("mso", "x_mso", "elementtoproof")):
        return True
    style = element.get("style")
    return bool(style and _NO_MARGIN.search(style.lower().replace(": ", ":")))


def read_number(text: str | None, default: int) -> int:
    """A number as an attribute has it, or the default."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text.strip()) else default
