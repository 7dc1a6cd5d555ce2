"""How a text is encoded, whatever its header says of it."""

import base64
import quopri

from parsers.mime.transfer import Encoding, decode_file, decode_written, find_encoding
from tests.tables import every_row

SAID = "Größe – “Export” kostet 5 € nicht\r\nund noch eine Zeile, damit es mehr als eine ist\r\n".encode()
QUOTED, CODED = quopri.encodestring(SAID), base64.encodebytes(SAID)


@every_row(
    "said",
    [
        b"quoted-printable", b"Quoted-Printable ", b"quoted_printable", b"quoted printable", b"quotedprintable",
        b"quoted-printeable", b'"quoted-printable"', b"quoted-printable; charset=utf-8", b"quoted-printable, 7bit",
        b"(x) quoted-printable", b"quoted-printable (x)", b"x-quoted-printable", b"7bit quoted-printable", b"qp",
    ],
)  # fmt: skip
def test_quoted_printable_is_known_however_it_is_spelled(said: bytes) -> None:
    assert find_encoding(said) is Encoding.QUOTED
    assert decode_file(said, memoryview(QUOTED)) == SAID


@every_row(
    "said",
    [b"base64", b"base-64", b"BASE 64", b"b64", b"base_64", b"x-base64", b'"base64"', b"base64, 8bit", b"mime64"],
)
def test_base64_is_known_however_it_is_spelled(said: bytes) -> None:
    assert find_encoding(said) is Encoding.BASE64
    assert decode_file(said, memoryview(CODED)) == SAID


@every_row("said", [b"8-bit", b"8bits", b"utf-8", b"none", b"binary", b"7-bit", b"x-unknown", b"", b"8BIT;"])
def test_all_else_is_no_encoding(said: bytes) -> None:
    assert find_encoding(said) is Encoding.NONE


@every_row(
    ("said", "body", "text"),
    [
        (b"", QUOTED, SAID),
        (b"7bit", QUOTED, SAID),
        (b"quoted-printable", quopri.encodestring(QUOTED), SAID),
        (b"", CODED, SAID),
        (b"8bit", CODED, SAID),
        (b"base64", SAID, SAID),
        (b"base64", b"hello\r\nto all of you, and thanks\r\n", b"hello\r\nto all of you, and thanks\r\n"),
        (b"base64", CODED + b"\r\n-- \r\nops list\r\n", SAID + b"\n-- \r\nops list\r\n"),
        (b"base64", b"".join(b"> " + line + b"\n" for line in CODED.splitlines()), SAID),
        (b"base64", base64.encodebytes(SAID[:20]) + base64.encodebytes(SAID[20:]), SAID),
        (b"base64", base64.urlsafe_b64encode(SAID), SAID),
        (b"", b"a=b and c=D", b"a=b and c=D"),
        (b"", b"the code is =C3=B6 or a=b", b"the code is =C3=B6 or a=b"),
        (b"", b"aGVsbG8", b"aGVsbG8"),
        (b"", b"internationalization-and-more", b"internationalization-and-more"),
        (b"", b"", b""),
    ],
)  # fmt: skip
def test_a_text_is_read_as_it_shows_itself(said: bytes, body: bytes, text: bytes) -> None:
    assert decode_written(said, memoryview(body)) == text


def test_a_file_is_left_as_its_header_says() -> None:
    assert decode_file(b"", memoryview(QUOTED)) == QUOTED
    assert decode_file(b"7bit", memoryview(CODED)) == CODED
