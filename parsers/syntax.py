"""Pieces of RFC 5322 from which the patterns of structured headers are composed, and domains as they are compared."""

import re
import unicodedata
from functools import reduce

_MOST_NESTED = 10  # comments in comments; nobody writes more than two or three
_LETTER = r"[a-z0-9_\x80-\U0010ffff]"
_LABEL = re.compile(rf"{_LETTER}(?:(?:{_LETTER}|-){{0,61}}{_LETTER})?")  # 63 (RFC 1035 §2.3.4): punycode is quadratic

# RFC 5322 §3.2.4: quoted-string = DQUOTE *(qtext / quoted-pair) DQUOTE
QUOTED = r'"(?:[^"\\]|\\(?s:.))*"'
# RFC 5322 §3.2.2: comment = "(" *(ctext / quoted-pair / comment) ")". Stricter: a quotation in it ends in it and holds
# no bare parenthesis: a server that repeats a stranger's local part, "a) dkim=pass (b"@evil.example, would let it out.
_TEXT = r'[^()\\"]|\\(?s:.)|"(?:[^()\\"]|\\(?s:.))*"'
COMMENT = reduce(lambda inner, _: rf"\((?:{_TEXT}|{inner})*\)", range(_MOST_NESTED), "(?!)")
# RFC 5322 §3.2.2: CFWS, unfolded
CFWS = rf"(?:[ \t]|{COMMENT})"


def find_domain(text: str) -> str | None:
    """`text` as DNS compares it: lower case, A-labels (RFC 5890 §2.3.2.1). None when it is no domain name, or holds a
    character that a reader may take for another, such as a full-width letter."""
    if unicodedata.normalize("NFKC", text) != text:
        return None
    labels = text.lower().split(".")
    if all(_LABEL.fullmatch(label) and (label.isascii() or all(map(_is_letter, label))) for label in labels):
        return ".".join(map(_to_a_label, labels))
    return None


def _to_a_label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _is_letter(char: str) -> bool:
    """A letter, mark or digit of any script (RFC 5892 §2.1 in short), or what ASCII host names have besides."""
    return char in "-_" or unicodedata.category(char)[0] in "LMN"
