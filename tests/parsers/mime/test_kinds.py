"""What a part is, as its header says it and as it shows itself."""

# ruff: noqa: E501 - a mail to a line

from parsers.message import parse_message
from parsers.mime.kinds import parse_type
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

TEXT = b"Priority: High\nIssue Summary: exports stop"
HEAD = b"From: Dana <dana@example.com>\nSubject: x\nMIME-Version: 1.0\n"


@every_row(
    ("value", "kind", "parameters"),
    [
        (b"Text/Plain; charset=utf-8", "text/plain", {"charset": "utf-8"}),
        (b"text/plain charset=utf-8", "text/plain", {"charset": "utf-8"}),
        (b"text/plain, charset=utf-8", "text/plain", {"charset": "utf-8"}),
        (b"text / plain", "text/plain", {}),
        (b"text\\plain", "text/plain", {}),
        (b"'text/plain'", "text/plain", {}),
        (b"plain/text", "text/plain", {}),
        (b"text/htm", "text/html", {}),
        (b'multipart/mixed; boundary="a/b"', "multipart/mixed", {"boundary": "a/b"}),
        (b"application/vnd.ms-excel; name=a.xls", "application/vnd.ms-excel", {"name": "a.xls"}),
    ],
)
def test_a_type_is_known_however_it_is_written(value: bytes, kind: str, parameters: dict[str, str]) -> None:
    assert parse_type(value, "text/plain") == (kind, parameters)


@every_row("value", [b"attachment; filename=a.log", b"attachment filename=a.log", b'ATTACHMENT, filename="a.log"'])
def test_a_disposition_has_its_name(value: bytes) -> None:
    assert parse_type(value, "") == ("attachment", {"filename": "a.log"})


@every_row(
    "kind",
    [b"text/markdown", b"text/unknown", b"text/*", b"*/*", b"text/x-vnd.odd", b"application/octet-stream", b"x-unknown",
     b"unknown/unknown", b"message/plain", b"application/x-unknown", b"text/plaintext"],
)  # fmt: skip
@every_row(
    "shape",
    [b"Content-Type: %s\n\n%s", b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: %s\n\n%s\n--b--\n"],
)
def test_what_prints_is_text(kind: bytes, shape: bytes) -> None:
    message = parse_message(HEAD + shape % (kind, TEXT), VOCABULARY)
    assert (message.text, message.files) == (TEXT.decode(), ())


@every_row(
    ("part", "name"),
    [
        (b"Content-Type: application/octet-stream\n\n\0\1\2binary", "attachment.bin"),
        (b"Content-Type: application/octet-stream; name=a.log\n\nwords of a log", "a.log"),
        (b"Content-Type: text/x-odd\nContent-Disposition: attachment\n\nwords", "attachment.bin"),
        (b"Content-Type: text/rtf\n\n{\\rtf1 words}", "attachment.bin"),
        (b"Content-Type: text/csv\n\na,b", "attachment.csv"),
        (b"Content-Type: application/pdf\n\n%PDF-1.4", "attachment.pdf"),
    ],
)
def test_what_has_a_name_or_does_not_print_is_a_file(part: bytes, name: str) -> None:
    body = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n" + part + b"\n--b--\n"
    message = parse_message(HEAD + body, VOCABULARY)
    assert (message.text, [file.name for file in message.files]) == ("hello", [name])


def test_a_page_that_is_called_plain_is_read_as_a_page() -> None:
    page = b"Content-Type: text/plain\n\n<!DOCTYPE html>\n<html><body><p>Priority: High<br>Customer: Contoso</p></body></html>"
    assert parse_message(HEAD + page, VOCABULARY).text == "Priority: High\nCustomer: Contoso"
    source = b"Content-Type: text/plain\n\nThe page begins so:\n<html><body>"
    assert "<html><body>" in parse_message(HEAD + source, VOCABULARY).text


def test_a_form_for_watches_or_with_scripts_is_no_second_letter() -> None:
    other = b"--b\nContent-Type: %s\n\n<html><body>other words</body></html>\n"
    body = (
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\nhello\n"
        + other % b"text/x-amp-html"
        + other % b"text/watch-html"
        + b"--b--\n"
    )
    message = parse_message(HEAD + body, VOCABULARY)
    assert (message.text, [file.counts for file in message.files]) == ("hello", [False, False])
