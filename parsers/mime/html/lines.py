"""HTML mail as the lines that its reader sees: tables, lists and quotes kept,
hidden things left out (behaviour B3.9)."""

import re
from html import unescape

from lxml import etree  # type: ignore[import-untyped]

from parsers.mime.charsets import clean_text
from parsers.mime.html.elements import (
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
from parsers.mime.html.page import List, Page, Row
from parsers.mime.shown import Shown, show
from parsers.words.reactions import is_like

MAX_HTML = 1_000_000  # characters, without pictures written into it; a longer one is an export, not a letter
MAX_EVENTS = 100_000  # begins and ends of elements: half a second of work, and no letter has a tenth of it

_DATA_URI = re.compile(r"data:[\w/+.-]{0,60}(?:;[\w=-]{0,40}){0,4};base64,[A-Za-z0-9+/=%\s]*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_NO_TEXT = re.compile(r"<(?:style|script|title)\b[^<]*<", re.IGNORECASE)
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
_TYPED = frozenset({"text", "email", "number", "date", "time", "datetime-local", "tel", "url", "search"})
_LONGEST_INPUT = 2_000


def render_html(html: str) -> list[Shown]:
    """The visible lines. Cells of a row are joined by a TAB, list items begin with `1. ` or `- `; how deep a line is
    quoted, and what the mail program's own elements say, stands beside it."""
    root = _parse(html)
    page = Page()
    if root is None:
        return []
    walk = etree.iterwalk(root, events=("start", "end"))
    for _, (event, element) in zip(range(MAX_EVENTS), walk, strict=False):
        is_element = isinstance(element.tag, str)
        if event == "start":
            if is_element and _is_skipped(element):
                if element.tag == "select" and not is_hidden(element):
                    page.write(_read_control(element))
                walk.skip_subtree()
                page.undo[element] = "hidden"
            elif is_element:
                _begin(page, element)
        else:
            if is_element:
                _end(page, element)
            if element.tail and element is not root:
                page.write(element.tail)
    lines = page.close()
    # The library gives up on elements nested by the thousands: then the bare text is what can be saved.
    return lines or show(_strip_tags(html))


def _is_skipped(element: etree._Element) -> bool:
    return element.tag in _SKIPPED or is_hidden(element)


def _begin(page: Page, element: etree._Element) -> None:
    _open(page, element, element.tag)
    if element.text:
        page.write(element.text)


def _end(page: Page, element: etree._Element) -> None:
    if not page.undo or page.undo.get(element) != "hidden":
        page.fresh = page.fresh and element.tag not in _ENDS
        _close(page, element, element.tag)


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


def _open(page: Page, element: etree._Element, tag: str) -> None:
    if tag == "br":
        page.break_line()
        return
    if tag in ("td", "th"):
        page.cell()
    elif tag in BLOCKS:
        page.need(2 if tag in PARAGRAPHS and not is_tight(element, tag) else 1)
        _open_block(page, element, tag)
    elif tag == "input":
        page.write(_read_control(element))
    elif tag == "img":
        if said := _read_picture(element.get("alt", "")):
            page.write(said)
    elif mark := find_mark(element, tag):
        text = element.text or ""
        page.write(text[: len(text) - len(text.lstrip())])
        page.put(mark)
        element.text, page.undo[element] = text.lstrip(), mark
    if element.attrib:
        _read_names(page, element, tag)


def _read_picture(alt: str) -> str:
    """What stands for a picture: a sign such as an emoji, a thumb up in words."""
    if is_like(alt):
        return f"[{alt}] "
    return alt if len(alt) <= 4 and not alt.isalnum() else ""


def _open_block(page: Page, element: etree._Element, tag: str) -> None:
    if tag in ("ol", "ul"):
        page.lists.append(List(tag == "ol", read_number(element.get("start"), 1)))
        if len(page.lists) > 1:
            page.gap = min(page.gap, 1)
    elif tag == "li":
        _open_item(page, element)
    elif tag == "tr":
        page.rows.append(Row(above=page.width))
    elif tag == "pre":
        page.end_line(page.gap)
        page.preformatted += 1
        page.undo[element] = "pre"
    elif tag == "blockquote" and is_quote(element):
        page.end_line(page.gap)
        page.quotes += 1
        page.undo[element] = "quote"


def _open_item(page: Page, element: etree._Element) -> None:
    if not page.lists:
        page.put("- ")
        page.fresh = True
        return
    current = page.lists[-1]
    current.number = read_number(element.get("value"), current.number)
    page.put(f"{current.number}. " if current.ordered else "- ")
    page.indent = "  " * (min(len(page.lists), 10) - 1)
    page.fresh = True
    current.number += 1


def _close(page: Page, element: etree._Element, tag: str) -> None:
    if tag in ("td", "th"):
        page.gap = min(page.gap, 1)
    elif tag in BLOCKS:
        page.need(2 if tag in PARAGRAPHS and not is_tight(element, tag) else 1)
        _close_block(page, tag)
    elif tag == "a":
        _write_target(page, element)
    done = page.undo.pop(element, "") if page.undo else ""
    if done in (STRUCK, CHOSEN):
        page.line.append(done)
    elif done:
        page.end_line(1)
        page.need(1)
        page.preformatted -= done == "pre"
        page.quotes -= done == "quote"
        page.signature -= done == "signature"


def _close_block(page: Page, tag: str) -> None:
    if tag in ("ol", "ul") and page.lists:
        page.lists.pop()
        if page.lists:
            page.gap = 1
    elif tag == "tr" and page.rows:
        page.end_row()
    elif tag == "table":
        page.end_table()


def _write_target(page: Page, element: etree._Element) -> None:
    """Where a link leads, behind its words; not where they say it themselves."""
    target = element.get("href", "").strip()
    if not target.startswith(("http://", "https://")) or len(target) > _LONGEST_TARGET or " " in target:
        return
    words = "".join(element.itertext()).strip()
    host = target.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    if words and host not in words.lower() and page.line and not page.gap:
        page.line.append(f" <{target}>")


def _read_names(page: Page, element: etree._Element, tag: str) -> None:
    """What the element's id, class and style say of what it holds."""
    names = f"{element.get('id', '')} {element.get('class', '')} {element.get('name', '')}".lower()
    if len(names) > 2:
        if any(name in names for name in _SIGNATURE_NAMES) or names.split()[:1] == ["signature"]:
            page.end_line(max(page.gap, 1))
            page.signature += 1
            page.undo[element] = "signature"
            return
        if any(name in names for name in _HISTORY_IDS) or any(name in names for name in _HISTORY_CLASSES):
            page.begin_history()
            return
    if begins_header(element, tag):
        page.begin_history()


def _read_control(element: etree._Element) -> str:
    """What a form's control shows: the text in it, the option that was chosen, whether its box is ticked."""
    kind = (element.get("type") or "text").lower()
    if element.tag == "select":
        chosen = (option for option in element.iter("option") if option.get("selected") is not None)
        return ", ".join(" ".join("".join(option.itertext()).split()) for option in chosen)
    if kind in ("checkbox", "radio"):
        return "[x] " if element.get("checked") is not None else "[ ] "
    return (element.get("value") or "")[:_LONGEST_INPUT] if kind in _TYPED else ""
