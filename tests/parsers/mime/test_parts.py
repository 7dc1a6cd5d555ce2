"""Parts that share a boundary, and files written into a text: no file and no words are lost (behaviour B3.23)."""

import base64
import binascii

from parsers.message import parse_message
from parsers.model import Message
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

HEAD = b"From: Dana <dana@example.com>\r\nSubject: ESCALATION - x\r\nMIME-Version: 1.0\r\n"
LOG = bytes(range(256)) * 3
TEXT = b"Content-Type: text/plain\r\n\r\nPriority: High\r\n"
PAGE = b"Content-Type: text/html\r\n\r\n<p>Priority: High</p>\r\n"
FILE = (
    b'Content-Type: application/octet-stream; name="error.log"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.encodebytes(LOG)
)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 300


def read(rest: bytes) -> Message:
    return parse_message(HEAD + rest, VOCABULARY)


def join(kind: bytes, *parts: bytes, boundary: bytes = b"b", closing: bytes = b"--b--\r\n") -> bytes:
    edge = b"--" + boundary + b"\r\n"
    body = b"".join(edge + part + b"\r\n" for part in parts)
    return b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind, boundary) + body + closing


def list_files(message: Message) -> list[tuple[str, bytes]]:
    return [(file.name, file.content) for file in message.files]


BOTH = join(b"alternative", TEXT, PAGE)
ATTACHED = b"Content-Type: message/rfc822\r\n\r\nFrom: Ada <ada@x.example>\r\nSubject: Exports\r\n" + join(
    b"mixed", b"Content-Type: text/plain\r\n\r\nPriority: Low\r\n", FILE
)
DEEP = join(b"related", BOTH, FILE, boundary=b"c", closing=b"--c--\r\n")
NESTED = {
    "alternative": (join(b"mixed", BOTH, FILE), ["error.log"]),
    "twice": (join(b"mixed", join(b"related", BOTH, FILE), FILE), ["error.log", "error (2).log"]),
    "one closing for both": (join(b"mixed", BOTH.removesuffix(b"--b--\r\n"), FILE), ["error.log"]),
    "no closing": (join(b"mixed", BOTH.removesuffix(b"--b--\r\n"), FILE, closing=b""), ["error.log"]),
    "with another between": (join(b"mixed", DEEP, FILE), ["error.log", "error (2).log"]),
    "an attached mail": (join(b"mixed", TEXT, ATTACHED, FILE), ["Exports.eml", "error.log"]),
    "behind the closing": (join(b"mixed", TEXT) + b"--b\r\n" + FILE + b"\r\n--b--\r\n", ["error.log"]),
}


@every_row("name", NESTED)
def test_parts_under_one_boundary_lose_no_file_and_no_words(name: str) -> None:
    raw, files = NESTED[name]
    message = read(raw)
    assert message.text == "Priority: High"
    assert [file.name for file in message.files] == files
    assert [file.content for file in message.files if file.name.startswith("error")] == [LOG] * (
        len(files) - ("Exports.eml" in files)
    )


def test_what_only_looks_like_a_part_behind_the_closing_is_none() -> None:
    assert read(join(b"mixed", TEXT) + b"--b\r\nsome more\r\n").text == "Priority: High"


def test_a_boundary_without_letters_is_no_trap() -> None:
    assert (
        "hello" in read(b"Content-Type: multipart/mixed\r\n\r\n----\r\nContent-Type: text/plain\r\n\r\nhello\r\n").text
    )


def uuencode(content: bytes, name: str = "error.log", mode: str = "644") -> bytes:
    lines = (binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45))
    return b"begin %s %s\n%s`\nend\n" % (mode.encode(), name.encode(), b"".join(lines))


@every_row("said", ["x-uuencode", "uuencode", "X-UUE", "x-uu", '"x-uuencode"', "uuencoded; charset=utf-8"])
@every_row("kind", ['application/octet-stream; name="error.log"', 'text/plain; name="error.log"', "image/x"])
def test_an_uuencoded_part_is_a_file_with_its_bytes(said: str, kind: str) -> None:
    part = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {said}\r\n\r\n".encode() + uuencode(LOG)
    message = read(join(b"mixed", TEXT, part))
    assert (message.text, list_files(message)) == ("Priority: High", [("error.log", LOG)])


def test_an_uuencoded_text_without_a_name_beside_others_is_a_file_and_alone_is_the_text() -> None:
    part = b"Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n"
    assert list_files(read(join(b"mixed", TEXT, part + uuencode(LOG)))) == [("error.log", LOG)]
    alone = read(part + uuencode(b"Priority: High\n", "-"))
    assert (alone.text, alone.files) == ("Priority: High", ())


@every_row(
    "written",
    [
        uuencode(LOG),
        uuencode(LOG).replace(b"`", b" "),
        b"".join(line.rstrip() + b"\r\n" for line in uuencode(LOG).replace(b"`", b" ").split(b"\n")),
        b"".join(line + b"\n" for line in uuencode(LOG).removesuffix(b"end\n").split(b"\n")).replace(b"\n\n", b"\n"),
        b"".join(line + (b"A" if line[:1] == b"M" else b"") + b"\n" for line in uuencode(LOG).split(b"\n")),
        b"begin-base64 644 error.log\n" + base64.encodebytes(LOG) + b"====\n",
        uuencode(LOG, mode="0600"),
    ],
    ids=["usual", "blanks", "blanks lost", "no end", "checksums", "base64", "long mode"],
)
def test_a_file_written_into_a_text_is_a_file_and_no_words(written: bytes) -> None:
    message = read(b"Content-Type: text/plain\r\n\r\nPriority: High\r\n\r\n" + written)
    assert message.text.strip() == "Priority: High"
    assert list_files(message) == [("error.log", LOG)]


def test_a_file_larger_than_all_text_that_is_read_is_whole() -> None:
    message = read(b"Content-Type: text/plain\r\n\r\n" + uuencode(LOG * 1000) + b"\r\nPriority: High\r\n")
    assert (message.text, [len(file.content) for file in message.files]) == ("Priority: High", [768_000])


@every_row(
    "text",
    ["begin 644 the.log\nand more words\nend", "begin 600 x\nend", "we begin 644 tests\nM\nend", "begin 100 runs\n"],
)
def test_words_about_a_beginning_stay_words(text: str) -> None:
    message = read(b"Content-Type: text/plain\r\n\r\n" + text.encode())
    assert (message.text, message.files) == (text.strip(), ())


@every_row("said", ["base46", "bas64", "x-unknown", "", "7bit"])
def test_a_file_in_base64_is_decoded_whatever_its_header_says(said: str) -> None:
    part = f'Content-Type: image/png; name="x.png"\r\nContent-Transfer-Encoding: {said}\r\n\r\n'.encode()
    assert list_files(read(join(b"mixed", TEXT, part + base64.encodebytes(PICTURE)))) == [("x.png", PICTURE)]


def test_a_text_file_of_base64_that_is_called_so_stays_as_it_is() -> None:
    coded = base64.encodebytes(LOG)
    part = b'Content-Type: text/plain; name="key.b64"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n' + coded
    assert list_files(read(join(b"mixed", TEXT, part)))[0][1].strip() == coded.strip()
