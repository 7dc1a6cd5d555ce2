"""A From that is believed names the same sender to every reader, however clever or simple (fault F86)."""

import re
import warnings
from collections.abc import Iterator
from email import message_from_string
from email.errors import HeaderParseError
from email.policy import default
from email.utils import getaddresses

from hypothesis import given
from hypothesis import strategies as st

from parsers.message import parse_message
from parsers.mime.charsets import decode_header
from parsers.mime.fields import LenientHeaders
from tests.growth import check_growth
from tests.senders import FORGED_FROM, HONEST_FROM
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

ADDRESS = re.compile(r"[^\s<>\"(),:;@\[\]\\]+@[^\s<>\"(),:;@\[\]\\]+")
PIECES = [
    "ceo@example.com", "x@evil.example", "<ceo@example.com>", "<x@evil.example>", '"ceo@example.com" ', "CEO", '"CEO" ',
    "(CEO) ", "example.com", ".evil.example", "<", ">", "@", ",", ";", ":", '"', "\\", "(", ")",
    "[", "]", "'", ".", " ", "\t",
    "\r\n ", "\x00", "ü", "\u200b", "=?utf-8?Q?", "?=", "=?utf-8?Q?=40example.com=3E?=", "=?utf-8?Q?=22?=",
]  # fmt: skip
SLOW = ["(", "(a", "((", '"', '"a', '("', "\\(", "(\\(", "a.", "<", "a@", "=?utf-8?Q?=22?= ", "ü", "a ", "@a@"]
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)


def read_otherwise(value: str) -> Iterator[str]:
    """The addresses that other readers find: libraries, and filters that know only one thing each."""
    for text in (value, decode_header(value.encode())):
        text = text.replace("\r\n", "")
        yield from (address for _, address in getaddresses([text]))
        yield from ADDRESS.findall(re.sub(r"\"[^\"]*\"", "", text))  # every address in it, but for quotations
        yield from re.findall(r"<([^<>]*)>", re.sub(r'"(?:[^"\\]|\\.)*"', "", text))
        for piece in re.split("[,;]", re.sub(r'"[^"]*"', "", text)):
            yield from ADDRESS.findall(piece)[-1:]
        without_comments = re.sub(r"\([^()]*\)", "", text)
        yield from ADDRESS.findall(re.sub(r"\"[^\"]*\"", "", without_comments))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read = message_from_string(f"From: {value}\n\n", policy=default)["From"]
            yield from (one.addr_spec for one in read.addresses) if read is not None else ()
        except (HeaderParseError, ValueError, IndexError, AttributeError, TypeError):
            pass  # the library's own troubles: it finds nobody


@given(WRITTEN | st.sampled_from([*HONEST_FROM, *FORGED_FROM]))
def test_every_other_reader_finds_the_sender_that_we_believe_or_none(value: str) -> None:
    message = parse_message(f"From: {value}\r\nSubject: x\r\n\r\nx".encode(), VOCABULARY)
    if message.sender is None or message.ambiguous_from:
        return
    others = {address.strip("'").lower() for address in read_otherwise(value) if ADDRESS.fullmatch(address.strip("'"))}
    assert others <= {message.sender.key.strip("'")}


@given(st.binary(max_size=80))
def test_whatever_a_from_holds_there_is_something_to_show_or_nobody(value: bytes) -> None:
    message = parse_message(b"Subject: x\r\nFrom: " + value + b"\r\n\r\nx", VOCABULARY)
    assert message.ambiguous_from.isprintable()
    assert message.sender is None or message.ambiguous_from or message.sender_domain


@every_row("piece", SLOW)
def test_no_from_takes_long_to_read(piece: str) -> None:
    for tail in ("", "ceo@example.com", "<ceo@example.com>"):
        check_growth(
            lambda pieces, tail=tail: parse_message(f"From: {pieces}{tail}\r\n\r\nx".encode(), VOCABULARY),
            lambda count: (piece * count)[:150_000],
            2_000,
        )


@every_row(
    ("raw", "found"),
    [
        (b"From: a\r\n\r\nFrom: b\r\n", [b"a"]),
        (b"from\t:a", [b"a"]),
        (b"Subject: x\n\nFrom: a\n", []),
        (b"Subject: x\n \nFrom: a\n\n", [b"a"]),
        (b"From: a\n \n b\nSubject: x\n\n", [b"a  b"]),
        (b"From: a\r\n\tb\rc\r\n", [b"a\tb"]),
        (b"Subject: x\r From: a\rFrom: b\r\r\n\r\r\nFrom: c", [b"b"]),
        (b"Subject: x\rFrom: a\r\rFrom: b", [b"a"]),
        (b"\xef\xbb\xbfFrom: a\nFR\x00OM: b\x00\nX-From: c\nFrom-X: d\nTo: x\n From: e\n", [b"a", b"b\x00"]),
        (b" From: a\nFrom:\n", [b"a", b""]),
        (b"From a@b.example Mon Mar  9 09:00:00 2026\nFrom: a\n", [b"a"]),
        (b"", []),
    ],
)
def test_the_most_lenient_reader_finds_more_headers(raw: bytes, found: list[bytes]) -> None:
    assert LenientHeaders(raw).find_all("from") == found
