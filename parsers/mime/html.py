"""HTML mail as the lines that its reader sees: tables, lists and quotes kept,
hidden things left out (behaviour B3.9)."""

import re
from dataclasses import dataclass, field
from html import unescape

from lxml import etree  # type: ignore[import-untyped]

from parsers.mime.charsets import clean_text
from parsers.mime.elements import (
    BLOCKS,
    CHOSEN,
    PARAGRAPHS,
    STRUCK,
    begins_header,
    find_mark,
    is_hidden,
    is_quote,
    is_tight,
    read_number,
)
from parsers.words.reactions import is_like

# Marks at the beginning of a line; they can come from nowhere else, because control characters are removed before.
HISTORY_MARK = "\x1e"  # here the mail program put the older mail
SIGNATURE_MARK = "\x1f"  # this line stands in an element that the mail program made for the signature
CELL_END = "\t"

MAX_HTML = 1_000_000  # characters, without pictures written into it; a longer one is an export, not a letter
MAX_EVENTS = 100_000  # begins and ends of elements: half a second of work, and no letter has a tenth of it
_MAX_QUOTE_DEPTH = 30

_DATA_URI = re.compile(r"data:[\w/+.-]{0,60}(?:;[\w=-]{0,40}){0,4};base64,[A-Za-z0-9+/=%\s]*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_NO_TEXT = re.compile(r"<(?:style|script|title)\b[^<]*<", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u2002\u2003\u2009\u202f]+")
_SKIPPED = frozenset({"head", "script", "style", "title", "template", "noframes", "select", "object", "svg", "math"})
_ENDS = frozenset({"td", "th", "tr", "li", "table", "ol", "ul"})
_HISTORY_IDS = (
    "divrplyfwdmsg",
    "appendonsend",
    "mail-editor-reference-message-container",
    "isforwardcontent",
    "isreplycontent",
)
_HISTORY_CLASSES = (
    "outlookmessageheader",
    "yahoo_quoted",
    "zmail_extra",
    "mcntmcontainer",
    "moz-forward-container",
    "moz-email-headers-table",
)
_SIGNATURE_NAMES = (
    "gmail_signature",
    "moz-signature",
    "ms-outlook-mobile-signature",
    "applemailsignature",
    "protonmail_signature_block",
)
_LONGEST_TARGET = 500


@dataclass(slots=True)
class _List:
    """An open <ol> or <ul>: the number of its next item."""

    ordered: bool
    number: int = 1


@dataclass(slots=True)
class _Row:
    """An open table row: its cells so far, and how many lines there were when it began."""

    cells: int = 0
    lines_at_cell: int = 0


@dataclass(slots=True)
class _Page:
    """What is written so far. `gap` counts the line ends that the next word needs before it."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    gap: int = 0
    quotes: int = 0
    signature: int = 0
    preformatted: int = 0
    fresh: bool = False  # nothing stands yet behind a cell's or an item's begin: no line may end here
    lists: list[_List] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    indent: str = ""
    undo: dict[object, str] = field(default_factory=dict)

    def write(self, text: str) -> None:
        if self.preformatted:
            first, *others = text.split("\n")
            self._put(first)
            for line in others:
                self.break_line()
                self._put(line)
            return
        spaced = _SPACE.sub(" ", text)
        if spaced == " ":
            if self.line and not self.gap:
                self.line.append(" ")
            elif "\xa0" in text:
                self._put("\xa0")  # an empty line, as the mail program writes it
            return
        self._put(spaced if self.line and not self.gap else spaced.lstrip(" "))

    def _put(self, text: str) -> None:
        if self.gap:
            self.end_line(self.gap)
        if text:
            self.line.append(text)
            self.fresh = False

    def need(self, gap: int) -> None:
        """The next word begins on a new line (1) or after an empty one (2)."""
        if (self.line or self.lines) and not self.fresh:
            self.gap = max(self.gap, gap)

    def break_line(self) -> None:
        """<br>: one line end, whatever is there."""
        if self.gap:
            self.end_line(self.gap)
        if not self.line:
            self.line.append("")
        self.end_line(1)

    def cell(self) -> None:
        """The next cell of a row: on the same line behind a TAB, unless a cell before took several lines."""
        row = self.rows[-1] if self.rows else None
        if row is None:
            self.need(1)
            return
        if row.cells and len(self.lines) == row.lines_at_cell:
            self.gap = 0
            self.line.append(CELL_END)
        elif row.cells:
            self.need(1)
        else:
            self.end_line(self.gap)
            row.lines_at_cell = len(self.lines)
        row.cells += 1
        self.fresh = True

    def mark(self, mark: str) -> None:
        self.end_line(max(self.gap, 1))
        self.lines.append(mark)

    def end_line(self, gap: int) -> None:
        """Ends the line that is being written, if there is one, and leaves an empty one for a gap of 2."""
        self.gap = 0
        if self.line:
            text = "".join(self.line)
            self.line.clear()
            if not self.preformatted:
                text = re.sub("  +", " ", re.sub(r"[ \xa0]*\t[ \t\xa0]*", "\t", text)).strip(" \t\xa0")
            self.lines.append(self._prefix() + self.indent + text.rstrip())
            self.indent = ""
        if gap > 1 and self.lines and self.lines[-1].strip("> \x1e\x1f"):
            self.lines.append(self._prefix().rstrip(" "))

    def _prefix(self) -> str:
        return (SIGNATURE_MARK if self.signature and not self.quotes else "") + "> " * min(
            self.quotes, _MAX_QUOTE_DEPTH
        )

    def close(self) -> list[str]:
        self.end_line(1)
        return self.lines


def render_html(html: str) -> list[str]:
    """The visible lines. Cells of a row are joined by a TAB, list items begin with `1. ` or `- `, quotes with `> `;
    HISTORY_MARK and SIGNATURE_MARK tell what the mail program's own elements say."""
    root = _parse(html)
    page = _Page()
    if root is None:
        return []
    walk = etree.iterwalk(root, events=("start", "end"))
    for count, (event, element) in enumerate(walk):
        if count > MAX_EVENTS:
            break
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and element.tail:
                page.write(element.tail)
        elif event == "start":
            if tag in _SKIPPED or is_hidden(element):
                walk.skip_subtree()
                page.undo[element] = "hidden"
                continue
            _open(page, element, tag)
            if element.text:
                page.write(element.text)
        else:
            if not page.undo or page.undo.get(element) != "hidden":
                page.fresh = page.fresh and tag not in _ENDS
                _close(page, element, tag)
            if element.tail and element is not root:
                page.write(element.tail)
    lines = page.close()
    # The library gives up on elements nested by the thousands: then the bare text is what can be saved.
    return lines or _strip_tags(html)


def _strip_tags(html: str) -> list[str]:
    return [
        line.strip()
        for line in unescape(_TAG.sub(" ", _NO_TEXT.sub(" ", clean_text(html[:MAX_HTML])))).split("\n")
        if line.strip()
    ]


def _parse(html: str) -> etree._Element | None:
    html = clean_text(_DATA_URI.sub("", html)[:MAX_HTML])
    if not html.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=True, no_network=True
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _open(page: _Page, element: etree._Element, tag: str) -> None:
    if tag == "br":
        page.break_line()
        return
    if tag in ("td", "th"):
        page.cell()
    elif tag in BLOCKS:
        page.need(2 if tag in PARAGRAPHS and not is_tight(element, tag) else 1)
        _open_block(page, element, tag)
    elif tag == "img":
        alt = element.get("alt", "")
        if is_like(alt):
            page.write(f"[{alt}] ")
        elif 0 < len(alt) <= 4 and not alt.isalnum():
            page.write(alt)
    elif tag not in BLOCKS and (mark := find_mark(element, tag)):
        text = element.text or ""
        page.write(text[: len(text) - len(text.lstrip())])
        page._put(mark)
        element.text, page.undo[element] = text.lstrip(), mark
    if element.attrib:
        _read_names(page, element, tag)


def _open_block(page: _Page, element: etree._Element, tag: str) -> None:
    if tag in ("ol", "ul"):
        page.lists.append(_List(tag == "ol", read_number(element.get("start"), 1)))
        if len(page.lists) > 1:
            page.gap = min(page.gap, 1)
    elif tag == "li":
        _open_item(page, element)
    elif tag == "tr":
        page.rows.append(_Row())
    elif tag == "pre":
        page.end_line(page.gap)
        page.preformatted += 1
        page.undo[element] = "pre"
    elif tag == "blockquote" and is_quote(element):
        page.end_line(page.gap)
        page.quotes += 1
        page.undo[element] = "quote"


def _open_item(page: _Page, element: etree._Element) -> None:
    if not page.lists:
        page._put("- ")
        page.fresh = True
        return
    current = page.lists[-1]
    current.number = read_number(element.get("value"), current.number)
    page._put(f"{current.number}. " if current.ordered else "- ")
    page.indent = "  " * (min(len(page.lists), 10) - 1)
    page.fresh = True
    current.number += 1


def _close(page: _Page, element: etree._Element, tag: str) -> None:
    if tag in ("td", "th"):
        page.gap = min(page.gap, 1)
    elif tag in BLOCKS:
        page.need(2 if tag in PARAGRAPHS and not is_tight(element, tag) else 1)
        if tag in ("ol", "ul") and page.lists:
            page.lists.pop()
            if page.lists:
                page.gap = 1
        elif tag == "tr" and page.rows:
            page.rows.pop()
    elif tag == "a":
        _write_target(page, element)
    done = page.undo.pop(element, "") if page.undo else ""
    if done in (STRUCK, CHOSEN):
        page.line.append(done)
    elif done:
        page.end_line(1)
        page.need(1)
        if done == "pre":
            page.preformatted -= 1
        elif done == "quote":
            page.quotes -= 1
        elif done == "signature":
            page.signature -= 1


def _write_target(page: _Page, element: etree._Element) -> None:
    """Where a link leads, behind its words; not where they say it themselves."""
    target = element.get("href", "").strip()
    if not target.startswith(("http://", "https://")) or len(target) > _LONGEST_TARGET or " " in target:
        return
    words = "".join(element.itertext()).strip()
    host = target.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    if words and host not in words.lower() and page.line and not page.gap:
        page.line.append(f" <{target}>")


def _read_names(page: _Page, element: etree._Element, tag: str) -> None:
    """What the element's id, class and style say of what it holds."""
    names = f"{element.get('id', '')} {element.get('class', '')} {element.get('name', '')}".lower()
    if len(names) > 2:
        if any(name in names for name in _SIGNATURE_NAMES) or names.split()[:1] == ["signature"]:
            page.end_line(max(page.gap, 1))
            page.signature += 1
            page.undo[element] = "signature"
            return
        if any(name in names for name in _HISTORY_IDS) or any(name in names for name in _HISTORY_CLASSES):
            page.mark(HISTORY_MARK)
            return
    if begins_header(element, tag):
        page.mark(HISTORY_MARK)
