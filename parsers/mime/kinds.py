"""What a part is: by its header, as programs misspell it, and by what it holds."""

import re
from collections.abc import Mapping
from email.message import Message as ParsedHeader

from parsers.mime.charsets import decode_header, decode_text

_MAX_PARAMETER = 4_000  # a longer Content-Type is not read beyond this: the library's reader of parameters is quadratic
# `text/plain charset=utf-8`, `text / plain: x`, `attachment filename=a.log`
_TYPE = re.compile(r"\s*[\"']?([a-z*][\w.+-]{0,40})\s*[/\\\\]\s*([\w.+*-]{1,100})[\"']?\s*[,:;]?\s*", re.IGNORECASE)
_DISPOSITION = re.compile(r"\s*(attachment|inline)\s*[,:]?\s+(?=[\w*]{1,20}=)", re.IGNORECASE)
_SPELLED = {
    **dict.fromkeys((
        "plain/text", "text/plaintext", "text/ascii", "text/x-plain", "text/unknown", "text/*", "text/txt",
        "application/text", "application/plain", "application/txt", "application/pgp", "application/x-pgp",
        "message/plain",
    ), "text/plain"),
    **dict.fromkeys((
        "html/text", "text/htm", "text/x-html", "text/xhtml", "application/html", "application/xhtml", "html",
    ), "text/html"),
}  # fmt: skip
_KNOWN = ("text/", "image/", "audio/", "video/", "application/", "message/", "multipart/", "font/", "model/")
_SAYS_NOTHING = frozenset({
    "application/octet-stream", "application/unknown", "application/x-unknown", "application/x-unknown-content-type",
})  # fmt: skip
# Texts that are for programs, and those that have readers of their own.
_NO_LETTERS = frozenset({
    "text/html", "text/enriched", "text/richtext", "text/calendar", "text/directory", "text/vcard", "text/x-vcard",
    "text/x-amp-html", "text/watch-html", "text/css", "text/csv", "text/json", "text/javascript", "text/xml",
    "text/rfc822-headers", "text/x-moz-deleted", "text/vnd.google.email-reaction+json",
})  # fmt: skip
_PARAMETER = re.compile(r"""; ?([\w-]{1,40})=(?:"([^"\\;=?]*)"|([^\s"'\\;=?()<>*]+))""")
_PLAIN = re.compile(rf"[^\s;=\"]+(?:{_PARAMETER.pattern})+")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PAGE = re.compile(rb"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_MARKED_UP = (b"{\\rtf", b"%PDF", b"BEGIN:V", b"<?xml")


def could_be_text(content_type: str) -> bool:
    """Whether a part without a name may be what somebody wrote: a kind of text that is not for programs, or none."""
    if content_type.startswith("text/"):
        return content_type not in _NO_LETTERS
    return content_type in _SAYS_NOTHING or not content_type.startswith(_KNOWN)


def find_written(content_type: str, first: bytes) -> str:
    """The type of such a part by its first bytes: a page, a text where it prints, else as it says."""
    if _PAGE.match(first):
        return "text/html"
    if "/" not in content_type or not first.strip() or _CONTROLS.search(first) or first.startswith(_MARKED_UP):
        return content_type
    return content_type if content_type == "text/plain" or not _prints(first) else "text/plain"


def _prints(first: bytes) -> bool:
    """The last character may be cut."""
    try:
        first.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(first) - 4 or sum(byte >= 0x80 for byte in first) * 4 < len(first)
    return True


def parse_type(value: bytes, default: str) -> tuple[str, Mapping[str, str]]:
    """A Content-Type or Content-Disposition: its value in lower case and its parameters,
    decoded (RFC 2231, RFC 2047, raw 8-bit)."""
    if not value:
        return default, {}
    text = _spell(decode_text(value[:_MAX_PARAMETER]).replace("\r", "").replace("\n", " ").replace("\x00", ""), default)
    head = text.partition(";")[0].strip().lower().strip("\"'")
    head = _SPELLED.get(head, head)
    if ";" not in text:
        return (head if "/" in head or not default or "/" not in default else default), {}
    return (head if "/" in head or "/" not in default else default), _read_parameters(text)


def _spell(text: str, default: str) -> str:
    """With the semicolon that programs forget, and without blanks around the slash."""
    found = _TYPE.match(text) if default or "/" in text.partition(";")[0] else _DISPOSITION.match(text)
    if not found:
        return text
    return "; ".join(filter(None, ("/".join(found.groups()), text[found.end() :].strip())))


def _read_parameters(text: str) -> Mapping[str, str]:
    parameters: dict[str, str] = {}
    if text.isascii() and _PLAIN.fullmatch(text):  # as nearly all programs write them: a fifth of the library's time
        for key, quoted, bare in _PARAMETER.findall(text):
            parameters.setdefault(key.lower(), quoted or bare)
        return parameters
    parsed = ParsedHeader()
    parsed["content-type"] = text
    try:
        for key, given in parsed.get_params(failobj=[])[1:]:
            parameters.setdefault(key.lower().strip(), _read_parameter(given))
    except (ValueError, LookupError, TypeError, IndexError):
        # A broken RFC 2231 continuation: what can be read without it is read.
        for match in re.finditer(r';\s*([\w-]+)\*?\s*=\s*(?:"([^"]*)"|([^;"]+))', text):
            parameters.setdefault(match[1].lower(), (match[2] or match[3] or "").strip())
    return parameters


def _read_parameter(given: str | tuple[str | None, str | None, str]) -> str:
    if isinstance(given, tuple):
        charset, _, value = given
        return decode_text(value.encode("latin-1", "replace"), charset or "") if value else ""
    return decode_header(given.encode("utf-8", "surrogateescape")) if "=?" in given else given
