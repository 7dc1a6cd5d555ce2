"""The text of a mail and the parts that are its files (RFC 2046; behaviour B3.9, B3.16)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from mimetypes import guess_type

from parsers.mime.charsets import clean_text, decode_text
from parsers.mime.fields import Headers
from parsers.mime.html.lines import render_html
from parsers.mime.parts import Part, split_mail
from parsers.mime.seals.sealed import PGP, SMIME, find_seal, is_smime, read_cms
from parsers.mime.seals.smime import find_signed_content
from parsers.mime.shown import Shown, show
from parsers.mime.transfer import Encoding, find_encoding
from parsers.mime.uuencoded import find_uuencoded

MAX_TEXT = 500_000  # bytes of text in one mail; nobody writes more, and a pasted log that is longer belongs into a file
MAX_LINES = 50_000  # and no more lines than this: each costs, however short it is
MAX_OPENED = 3  # signed mails, one inside the other
_MAX_WORDS = 20_000  # characters of each half that are compared
_MOST_STUB_WORDS = 30
_SAME_SHARE = 0.6  # of the plain half's words must stand in the HTML half, else that one is not the same letter

_WORD = re.compile(r"\w{2,}")
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_RICH = re.compile(r"</?(?:[a-z-]{1,20}|x-[a-z-]{1,20})>|<param>.*?</param>", re.IGNORECASE | re.DOTALL)
_SIGNATURE_TYPES = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-encrypted",
    }
)
_REPORT_TYPES = (
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "text/rfc822-headers",
    "message/global",
)
_PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"
_PGP_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_PGP_ENDS = {
    f"-----BEGIN PGP {block}-----": f"-----END PGP {block}-----" for block in ("SIGNATURE", "PUBLIC KEY BLOCK")
}


@dataclass(slots=True)
class Body:
    """The visible lines of a mail, the parts that are files, why it cannot be read if so,
    and what was wrong with it."""

    lines: list[Shown] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    unreadable: str = ""
    defects: list[str] = field(default_factory=list)
    room: int = MAX_TEXT
    opened: int = 0
    is_html: bool = False  # some of its lines were HTML

    def add_lines(self, lines: Sequence[Shown]) -> None:
        if has_words(lines):
            self.lines += [*([Shown("")] if self.lines else ()), *lines]


def has_words(lines: Iterable[Shown]) -> bool:
    """Whether anything can be seen."""
    return any(line.text.strip() for line in lines)


def read_body(root: Part) -> Body:
    """The text that the mail shows first, and its files. An attached mail is a file and is not opened."""
    body = Body()
    _collect(root, body)
    body.unreadable = body.unreadable or find_seal(root, "\n".join(line.shown for line in body.lines))
    if not has_words(body.lines) and not body.unreadable:
        _search_lost_text(root, body)
    for part in root.walk():
        body.defects += part.defects
    return body


def _collect(part: Part, body: Body) -> None:
    kind = part.content_type
    if part.children:
        _collect_children(part, body)
    elif is_smime(part):
        _collect_smime(part, body)
    elif _is_shown_text(part):
        _add_text(read_text(part, body), body)
    elif kind not in _SIGNATURE_TYPES and not kind.startswith(_REPORT_TYPES):
        if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or part.file_name.lower() == "winmail.dat":
            body.defects.append("its attachments are inside winmail.dat, which only Outlook opens")
        body.files.append(part)


def _collect_children(part: Part, body: Body) -> None:
    kind = part.content_type
    if kind == "multipart/encrypted" or "pgp-encrypted" in part.parameters.get("protocol", ""):
        body.unreadable = PGP
    elif kind == "multipart/alternative":
        _collect_alternative(part, body)
    else:
        for child in part.children:
            _collect(child, body)


def _collect_alternative(part: Part, body: Body) -> None:
    """One letter in several forms: the HTML one, because it keeps tables, numbers and paragraphs;
    the plain one where they differ."""
    plain, rich = Body(room=body.room, opened=body.opened), Body(room=body.room, opened=body.opened)
    for child in part.children:
        is_rich = any(
            inner.content_type in ("text/html", "application/xhtml+xml") and not _is_file(inner)
            for inner in child.walk()
        )
        _collect(child, rich if is_rich else plain)
    taken = rich if _says_the_same(plain.lines, rich.lines) else plain
    body.add_lines(taken.lines)
    body.is_html = body.is_html or taken.is_html
    body.room = min(plain.room, rich.room)
    body.files += plain.files + rich.files
    body.defects += plain.defects + rich.defects
    body.unreadable = body.unreadable or plain.unreadable or rich.unreadable


def _says_the_same(plain: Iterable[Shown], rich: Iterable[Shown]) -> bool:
    said = set(_WORD.findall("\n".join(line.text for line in plain)[:_MAX_WORDS]))
    if not said:
        return True
    shown = set(_WORD.findall("\n".join(line.text for line in rich)[: 2 * _MAX_WORDS]))
    # A stub in the letter's place says in any language what shows the letter: HTML.
    is_stub = "HTML" in said - shown and len(said) <= _MOST_STUB_WORDS
    return bool(shown) and (is_stub or len(said & shown) >= len(said) * _SAME_SHARE or len(said) * 4 < len(shown))


def _is_file(part: Part) -> bool:
    return part.disposition == "attachment" or bool(part.file_name)


def _is_shown_text(part: Part) -> bool:
    kind = part.content_type
    shown = (
        kind in ("text/plain", "text/html", "text/enriched", "text/richtext", "application/xhtml+xml", "text", "plain")
        or "/" not in kind
    )
    return shown and not _is_file(part)


def _collect_smime(part: Part, body: Body) -> None:
    kind = part.parameters.get("smime-type", "").lower()
    if kind.startswith("certs"):
        return
    content = find_signed_content(read_cms(part)) if body.opened < MAX_OPENED else None
    if content is not None:
        body.opened += 1
        _collect(split_mail(content), body)
    elif kind != "signed-data" and part.file_name.lower() != "smime.p7s":
        body.unreadable = SMIME
    else:
        body.unreadable = "it is signed with S/MIME in a form that cannot be read; send it signed in clear text"


def _add_text(lines: list[Shown], body: Body) -> None:
    if any("-----BEGIN PGP" in line.text and line.shown.lstrip().startswith("-----BEGIN PGP") for line in lines):
        if any(line.shown.rstrip() == _PGP_MESSAGE for line in lines):
            body.unreadable = body.unreadable or PGP
        lines = _strip_armor(lines)
    body.add_lines(lines)


def _strip_armor(lines: list[Shown]) -> list[Shown]:
    """The text of a clear-signed message (RFC 9580 §7), without its armour, its signature and keys."""
    ends = {line.shown.strip() for line in lines}
    kept: list[Shown] = []
    inside: str | None = None  # the line that ends what is being left out
    signed = False
    for line in lines:
        bare = line.shown.strip()
        if inside is not None:
            inside = None if bare == inside else inside
        elif bare == _PGP_SIGNED:
            inside, signed = "", True
        elif bare in _PGP_ENDS and (signed or _PGP_ENDS[bare] in ends):
            inside, signed = _PGP_ENDS[bare], False
        else:
            kept.append(line._replace(text=line.text[2:]) if signed and bare.startswith("- -") else line)
    return kept


def _search_lost_text(root: Part, body: Body) -> None:
    """No text where it should be: a text that has a file's name, or what stands outside the parts."""
    for part in body.files:
        is_attached = part.disposition == "attachment" and part.file_name
        if part.content_type in ("text/plain", "text/html") and not is_attached:
            lines = read_text(part, body)
            if has_words(lines):
                body.files.remove(part)
                body.add_lines(lines)
                return
    outside = [
        line
        for part in root.walk()
        for line in clean_text(decode_text(part.outside)).split("\n")
        if not re.match(r"\s*(?:--\S|this is a multi-?part)", line, re.IGNORECASE)
    ]
    body.add_lines(show(outside))


def read_text(part: Part, body: Body) -> list[Shown]:
    """The lines of one text part. What was cut or left out is told in the body's defects."""
    content = part.decode()
    if b"begin" in content:
        content = _take_uuencoded(content, part, body)
    if not content.strip():
        return []
    if body.room <= 0:
        return []
    declared = part.parameters.get("charset", "")
    if part.content_type in ("text/html", "application/xhtml+xml"):
        if not declared:
            found = _META_CHARSET.search(content[:4000])
            declared = found[1].decode("ascii") if found else ""
        body.is_html = True
        shown = render_html(decode_text(content, declared))
        return shown[: _take_room(len(shown), len(content) // 4, body)]  # markup is most of it
    if len(content) > body.room:
        content = content[: body.room]
        body.defects.append(f"only the first {MAX_TEXT:,} bytes of its text were read")
    text = clean_text(decode_text(content, declared))
    if part.content_type in ("text/enriched", "text/richtext"):
        text = _RICH.sub("", text).replace("<<", "<")
    lines = text.split("\n")
    lines = lines[: _take_room(len(lines), len(content), body)]
    return (
        join_flowed(lines, part.parameters.get("delsp", "").lower() == "yes")
        if part.parameters.get("format", "").lower() == "flowed"
        else show(lines)
    )


def _take_uuencoded(content: bytes, part: Part, body: Body) -> bytes:
    """Files written into the text, as very old programs do, become files. Of a part that is one as a whole, and has no
    name, it is not known whether somebody wrote it as his text."""
    is_whole = find_encoding(part.headers.find("content-transfer-encoding")) is Encoding.UUENCODED
    kept, at = list[bytes](), 0
    for found in find_uuencoded(content):
        kept.append(content[at : found.start])
        kind = guess_type(found.name)[0] or (part.content_type if is_whole else "application/octet-stream")
        where = "" if is_whole else "attachment"
        body.files.append(Part(Headers(), kind, {}, where, found.name, memoryview(found.content)))
        at = found.end
    return b"".join([*kept, content[at:]])


def _take_room(count: int, size: int, body: Body) -> int:
    """For how many of the lines there is still room; they and `size` are taken from it."""
    room = body.room * MAX_LINES // MAX_TEXT
    body.room -= max(size, count * MAX_TEXT // MAX_LINES)
    if count > room:
        body.defects.append(f"only the first {room:,} lines of a text were read")
    return room


def join_flowed(lines: Iterable[str], delete_space: bool = False) -> list[Shown]:
    """Lines that the mail program wrapped, joined again (RFC 3676):
    one that ends in a space goes on in the next of its quote depth."""
    joined: list[tuple[int, list[str]]] = []
    open_depth = -1  # the quote depth of the paragraph that goes on, -1 for none
    for line in lines:
        depth = len(line) - len(line.lstrip(">"))
        text = line[depth:].removeprefix(" ")
        flows = text.endswith(" ") and text != "-- "
        content = text[:-1] if flows and delete_space else text
        if open_depth == depth and text != "-- ":
            joined[-1][1].append(content)
        else:
            joined.append((depth, [content]))
        open_depth = depth if flows else -1
    return [Shown(_strip_end("".join(pieces)), depth) for depth, pieces in joined]


def _strip_end(text: str) -> str:
    return text if text == "-- " else text.rstrip()
