"""Bytes to text, whatever they say they are: the text is never lost (fault F62, F63)."""

import codecs
import re
import unicodedata
from binascii import Error as Base64Error
from binascii import a2b_base64, a2b_qp
from functools import lru_cache

from charset_normalizer import from_bytes

# What mail programs write for what they mean (WHATWG Encoding's labels, and what else is seen): always the larger set.
_ALIASES = {
    "ascii": "cp1252", "us-ascii": "cp1252", "ansi_x3.4-1968": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "euc-cn": "gb18030", "gb_2312-80": "gb18030",
    "gb2312_charset": "gb18030",
    "big5": "big5hkscs", "x-x-big5": "big5hkscs", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949",
    "euc-kr": "cp949", "ksc5601": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "iso-2022-jp":
    "iso2022_jp_ext", "x-euc-jp": "euc_jp",
    "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "x-mac-roman": "mac-roman", "x-macroman": "mac-roman",
    "macintosh": "mac-roman", "x-mac-cyrillic": "mac-cyrillic",
    "utf8": "utf-8", "utf-8mb4": "utf-8", "utf_8": "utf-8", "unicode": "utf-8", "unicode-1-1-utf-7":
    "utf-7", "x-utf-8": "utf-8",
}  # fmt: skip
# Codecs, by the names that Python gives them, and those that have all of theirs and what is written under their names.
_LARGER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
           "big5": "big5hkscs", "euc_kr": "cp949", "shift_jis": "cp932", "iso2022_jp": "iso2022_jp_ext"}  # fmt: skip
_CODE_PAGE = re.compile(r"(?:x-?)?(?:cp|ibm|dos|oem|ms|ansi|win|windows)[-_ ]?0*([1-9]\d{2,4})")  # `ibm-437`
# Codecs that are no charsets: quadratic (idna, punycode) or made for program text.
_NOT_CHARSETS = {
    "idna",
    "punycode",
    "unicode-escape",
    "unicode_escape",
    "raw-unicode-escape",
    "raw_unicode_escape",
    "undefined",
}
_SEVEN_BIT = re.compile(r"(?:iso-?2022|iso2022|utf-?7|utf-?16|utf-?32|hz|cp037|cp500|cp1140)", re.IGNORECASE)
_WIDE = {"gb18030", "big5hkscs", "cp949", "cp932", "euc_jp", "euc-jp", "iso2022_jp_ext", "big5"}
_NOT_IN_1252 = b"\x81\x8d\x8f\x90\x9d"
_C1 = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in _NOT_IN_1252}
_DETECTION_SAMPLE = 16_384  # detection costs some 10 ms for this much, and more text does not make it surer
_WESTERN_SHARE = 0.15  # western languages have fewer letters beyond ASCII than this; the other scripts have many more
_SURE_SHARE = 0.5  # what says that it is western has to look very much otherwise
_CANDIDATES = [
    "cp932",
    "euc_jp",
    "cp949",
    "gb18030",
    "big5",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp1250",
    "cp1254",
]

# Some write a blank into the charset's name and a question mark into the words, or lose the end with the line's.
_ENCODED_WORD = re.compile(
    r"=\?([^?=\r\n]{1,60})\?([bBqQ])\?((?:[^?]|\?(?!=)){0,1000}?)(?:\?=|\??=?\Z)"
    r"(?:[ \t\r\n]+(?==\?[^?=\r\n]{1,60}\?[bBqQ]\?))?"
)
_FOLD = re.compile(r"\r?\n(?=[ \t])|\r(?=[ \t\n])")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 (but TAB and LF), noncharacters, what turns the reading direction, and what is drawn as nothing.
# The joiners stay: emoji and Persian need them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"))
_URL_SAFE = bytes.maketrans(b"-_", b"+/")  # RFC 4648 §5
_MOST_PIECES = 500
_PADDED_PIECE = re.compile(rb"=[ \t\r\n]*[A-Za-z0-9+/]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode_text(data: bytes, declared: str = "") -> str:
    """The text of `data`: by its declared charset, or by what the bytes themselves say. Never raises."""
    codec = _find_codec(declared)
    text = _decode_marked(data)
    if text is None and data.isascii():
        return _decode_ascii(data, codec)
    if text is None:
        text = _decode_utf8(data, codec)
    if text is None:
        text = _decode_declared(data, codec)
    return _decode_unknown(data, _western_share(codec, declared)) if text is None else text


def decode_header(value: bytes) -> str:
    """A header's value as clean text on one line: unfolded,
    encoded words decoded wherever they stand (RFC 2047), raw 8-bit bytes too."""
    if value.isascii() and b"=?" not in value and b"\x1b" not in value:
        text = value.decode("ascii")
        return " ".join(text.split()) if text.isprintable() else clean_text(" ".join(_FOLD.sub("", text).split()))
    text = _FOLD.sub("", decode_text(value)) if b"\n" in value or b"\r" in value else decode_text(value)
    if "=?" in text:
        text = decode_words(text)
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """NFC, LF line ends, no control characters, no lone surrogates, nothing invisible that could hide or turn words."""
    if text.isascii():
        lines = text.replace("\r\n", "\n")
        if lines.replace("\n", "").replace("\t", "").isprintable():
            return lines
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
    return text


def decode_base64(data: bytes | memoryview) -> bytes:
    """Lenient: foreign characters are skipped, a lost end costs at most the last three bytes."""
    if _PADDED_PIECE.search(data):  # pieces that were encoded one by one
        return b"".join(map(_decode_piece, re.split(rb"=+", data, maxsplit=_MOST_PIECES)))
    return _decode_piece(data)


def _decode_piece(data: bytes | memoryview) -> bytes:
    try:
        return a2b_base64(data)
    except Base64Error:
        pass
    # a regular expression would hold a piece for every character it drops
    kept = bytes(data).translate(_URL_SAFE, _NOT_BASE64)
    return a2b_base64(kept[: len(kept) - (len(kept) % 4 == 1)] + b"==")


@lru_cache(maxsize=500)
def _find_codec(declared: str) -> str:
    """The codec's name, "" for one that there is not."""
    name = re.split("[*;,]|://", declared.strip(" \t\"'<>;,").lower())[0].removeprefix("3d").strip(" \"'")
    page = _CODE_PAGE.fullmatch(name)
    name = _ALIASES.get(name.replace(" ", "-"), f"cp{page[1]}" if page else name)
    if not name or len(name) > 40 or not name.isascii() or not name.isprintable() or name in _NOT_CHARSETS:
        return ""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return _LARGER.get(info.name, name) if getattr(info, "_is_text_encoding", True) else ""


def _decode_marked(data: bytes) -> str | None:
    """By its byte order mark, or by the zero bytes of UTF-16 without one."""
    try:
        if data.startswith(codecs.BOM_UTF8):
            return data[3:].decode("utf-8")
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        zeros = data[:2000].count(0)
        if zeros * 3 > min(len(data), 2000) > 8:
            return data.decode("utf-16-le" if data[1] == 0 else "utf-16-be")
    except UnicodeDecodeError:
        pass
    return None


def _decode_ascii(data: bytes, codec: str) -> str:
    if codec and _SEVEN_BIT.match(codec):
        try:
            return data.decode(codec)
        except (UnicodeError, ValueError):
            pass
    if b"\x1b$" in data or b"\x1b(J" in data:
        try:
            return data.decode("iso2022_jp_ext")
        except UnicodeError:
            pass
    return data.decode("ascii")


def _decode_utf8(data: bytes, codec: str) -> str | None:
    """None for what is no UTF-8. Bytes of another charset are hardly ever valid UTF-8 by chance;
    only a word or two of a wide charset may be."""
    if codec in _WIDE and sum(1 for byte in data if byte >= 0xC0) <= 2:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode_declared(data: bytes, codec: str) -> str | None:
    """By the declared charset; None where that is what programs say by habit, or is not true."""
    if codec in ("", "utf-8", "cp1252"):
        return None
    try:
        return data.decode(codec).translate(_C1 if "8859" in codec else {})
    except (UnicodeError, ValueError):
        return None


def _western_share(codec: str, declared: str) -> float:
    """The share of letters beyond ASCII up to which text is taken for western."""
    says_western = (codec == "cp1252" and "8859" in declared) or "1252" in declared
    return _SURE_SHARE if says_western else _WESTERN_SHARE


def _decode_unknown(data: bytes, western_share: float) -> str:
    """Text that is neither what it says nor UTF-8: mostly UTF-8 with a few bad bytes,
    another script's charset, or cp1252."""
    mixed = _decode_mixed(data)
    if mixed is not None:
        return mixed
    letters = sum(1 for byte in data[:_DETECTION_SAMPLE] if byte >= 0x80 or chr(byte).isalpha())
    high = sum(1 for byte in data[:_DETECTION_SAMPLE] if byte >= 0x80)
    if high > letters * western_share and high > 4:
        found = from_bytes(data[:_DETECTION_SAMPLE], cp_isolation=_CANDIDATES, enable_fallback=False).best()
        if found is not None:
            try:
                return data.decode(found.encoding)
            except (UnicodeError, LookupError):
                pass
    return data.translate(None, _NOT_IN_1252).decode("cp1252")


def _decode_mixed(data: bytes) -> str | None:
    """UTF-8 in which single bytes are cp1252; None when UTF-8 is not the most of it."""
    text = data.decode("utf-8", "surrogateescape")
    bad = sum(1 for char in text if "\udc80" <= char <= "\udcff")
    good = sum(1 for char in text if char > "\x7f") - bad
    if good <= bad:
        return None
    return _SURROGATES.sub(
        lambda match: bytes([ord(match[0]) - 0xDC00]).translate(None, _NOT_IN_1252).decode("cp1252"), text
    )


def decode_words(text: str) -> str:
    """The text with its encoded words decoded (RFC 2047), wherever they stand and whatever they say. Neighbours of one
    charset are joined as bytes, because a character may be split between them."""
    out: list[str] = []
    at = 0
    run: list[tuple[str, str]] = []
    charset = ""
    for match in _ENCODED_WORD.finditer(text):
        name = match[1].lower().partition("*")[0]
        if run and (match.start() != at or name != charset):
            out.append(_decode_run(run, charset))
            run = []
        out.append(text[at : match.start()])
        run.append((match[2].lower(), match[3]))
        charset, at = name, match.end()
    if run:
        out.append(_decode_run(run, charset))
    out.append(text[at:])
    return "".join(out)


def _decode_run(run: list[tuple[str, str]], charset: str) -> str:
    pieces: list[bytes] = []
    held = ""  # base64 that a careless program cut in the middle of a group of four
    for encoding, word in run:
        data = word.encode("utf-8", "surrogatepass")
        if encoding == "q":
            pieces.append(a2b_qp(re.sub(rb"[\r\n\t]", b"", data), header=True))
            continue
        held += "".join(word.split())
        if len(held) % 4 and not held.endswith("="):
            continue
        pieces.append(decode_base64(held.encode("ascii", "ignore")))
        held = ""
    if held:
        pieces.append(decode_base64(held.encode("ascii", "ignore")))
    return decode_text(b"".join(pieces), charset)
