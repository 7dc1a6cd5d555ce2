"""A mail from its bytes: headers, charsets, HTML, files, and what no mail may do to us."""

# ruff: noqa: E501 - lines of mail are kept whole

import base64
import struct
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.message import parse_date, parse_message
from parsers.mime.seals.sealed import PGP, PROTECTED, SMIME
from parsers.model import Address, Message
from tests.growth import check_growth
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

HEAD = b"From: Dana <dana@example.com>\r\nSubject: ESCALATION - x\r\n"


def read(rest: bytes) -> Message:
    return parse_message(HEAD + rest, VOCABULARY)


def build_multipart(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    return (
        b'Content-Type: multipart/%s; boundary="b"\r\n\r\n' % kind
        + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
        + b"--b--\r\n"
    )


def build_html(html: str) -> bytes:
    return b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()


def test_headers_are_read_without_a_body() -> None:
    message = parse_message(
        HEAD
        + b"To: Support <support@Example.COM>, x@example.com\r\nIn-Reply-To: <a@b>\r\nReferences: <c@d>\r\n <a@b>\r\n",
        VOCABULARY,
    )
    assert message.sender == Address("dana@example.com", "Dana")
    assert message.to == (Address("support@example.com", "Support"), Address("x@example.com"))
    assert (message.in_reply_to, message.references) == (("<a@b>",), ("<c@d>", "<a@b>"))
    assert (message.text, message.refusal) == ("", "")


@every_row(
    ("raw", "subject"),
    [
        (b"=?utf-8?Q?ESCALATION_=E2=80=93_Gr=C3=B6=C3=9Fe?=", "ESCALATION – Größe"),
        (b"=?utf-8?B?RVNDQUxBVElPTiDigJ?=\r\n =?utf-8?B?MgeA==?=", "ESCALATION – x"),
        (b"=?utf-8?Q?Gr=C3?= =?utf-8?Q?=B6=C3=9Fe?=", "Größe"),
        (b"=?iso-8859-1*de?Q?Gr=F6=DFe?= and =?gb2312?B?xOO6ww==?=", "Größe and 你好"),
        ("ESCALATION – Größe".encode(), "ESCALATION – Größe"),
        ("Größe".encode("latin-1"), "Größe"),
        (b"ESCALATION\r\n - folded\r\n\t- twice", "ESCALATION - folded - twice"),
        (b"=?x-unknown?Q?Gr=C3=B6=C3=9Fe?=", "Größe"),
        ("=?windows-1252?Q?don=92t?= \u200bESCALATION\u202e".encode(), "don’t ESCALATION"),
        (b"a\x00b\x07c", "abc"),
        (b"=?utf-8?Q?a=0D=0ABcc:_x?=", "a Bcc: x"),
    ],
)
def test_a_subject_is_read_however_it_is_encoded(raw: bytes, subject: str) -> None:
    assert parse_message(b"From: a@example.com\r\nSubject: " + raw + b"\r\n\r\nx", VOCABULARY).subject == subject


@every_row(
    ("raw", "sender"),
    [
        (b'"Whitfield, Dana" <dana@example.com>', Address("dana@example.com", "Whitfield, Dana")),
        (b"=?utf-8?Q?J=C3=BCrgen?= <j@example.com>", Address("j@example.com", "Jürgen")),
        ("Jürgen <j@example.com>".encode("latin-1"), Address("j@example.com", "Jürgen")),
        (b'"ceo@example.com" <evil@example.net>', Address("evil@example.net", "ceo@example.com")),
        (b"dana@example.com (Dana)", Address("dana@example.com", "Dana")),
        (b"a@example.com, b@example.com", None),
        (b"nobody", None),
        (b"(" * 1000 + b"a@example.com", None),
        (b"", None),
    ],
)
def test_the_sender_is_one_address_or_nobody(raw: bytes, sender: Address | None) -> None:
    assert parse_message(b"Subject: x\r\nFrom: " + raw + b"\r\n\r\nx", VOCABULARY).sender == sender


def test_two_from_headers_name_nobody_and_are_told() -> None:
    message = parse_message(b"From: a@example.com\r\nFrom: b@example.com\r\n\r\nx", VOCABULARY)
    assert message.sender is None
    assert "it has 2 From headers" in message.defects


@every_row(
    ("text", "instant"),
    [
        ("Mon, 02 Mar 2026 10:00:00 +0100", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("2 Mar 26 10:00 EST (comment)", datetime(2026, 3, 2, 15, tzinfo=UTC)),
        ("Mon Mar  2 10:00:00 2026", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Mon, 02 Mar 99999 10:00:00 +0100", None),
        ("Mon, 32 Mar 2026 10:00:00 +0100", None),
        ("yesterday", None),
    ],
)
def test_a_date_is_an_instant_in_utc_or_none(text: str, instant: datetime | None) -> None:
    assert parse_date(text) == instant


CHARSETS = [
    (b"text/plain; charset=utf-8", "Größe – €", "utf-8"),
    (b"text/plain", "Größe – €", "utf-8"),
    (b"text/plain; charset=us-ascii", "Größe – €", "utf-8"),
    (b"text/plain; charset=iso-8859-1", "don’t – €", "cp1252"),
    (b"text/plain; charset=x-unknown", "Größe", "cp1252"),
    (b"text/plain; charset=none", "Größe", "utf-8"),
    (b'text/plain; charset="u\x00\x00d"', "Größe", "utf-8"),
    (b"text/plain; charset=zlib", "Größe", "utf-8"),
    (b"text/plain; charset=gb2312", "你好，世界 镕", "gb18030"),
    (b"text/plain; charset=shift_jis", "障害が発生しました①", "cp932"),
    (b"text/plain; charset=iso-2022-jp", "障害が発生しました", "iso2022_jp"),
    (b"text/plain; charset=iso-2022-jp", "障害が発生しました", "utf-8"),
    (b"text/plain", "障害が発生しました", "iso2022_jp"),
    (b"text/plain; charset=koi8-r", "Система не работает", "koi8-r"),
    (b"text/plain; charset=iso-8859-1", "Größe", "utf-8"),
    (b"text/plain; charset=utf-7", "Größe", "utf-7"),
    (b"text/plain; charset=utf-16", "Größe", "utf-16"),
    (b"text/plain; charset=windows-1251", "Система не работает", "cp1251"),
]


@every_row(("kind", "text", "codec"), CHARSETS)
def test_text_is_read_even_when_its_charset_lies(kind: bytes, text: str, codec: str) -> None:
    body = base64.encodebytes(text.encode(codec))
    assert read(b"Content-Transfer-Encoding: base64\r\nContent-Type: " + kind + b"\r\n\r\n" + body).text == text


def test_a_few_bad_bytes_do_not_spoil_utf8() -> None:
    assert (
        read(b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Größe – Straße".encode() + b" don\x92t").text
        == "Größe – Straße don’t"
    )


def test_russian_without_a_charset_is_detected() -> None:
    text = "Здравствуйте, у нас не работает выгрузка отчетов, клиент очень недоволен и ждет ответа сегодня."
    assert read(b"\r\n" + text.encode("cp1251")).text == text


@every_row(
    ("html", "text"),
    [
        ("<b>Priority:</b>&nbsp;High<br>Customer: Contoso", "Priority: High\nCustomer: Contoso"),
        (
            "<table><tr><td><p class=MsoNormal>Priority</p></td><td><p>High</p></td></tr><tr><td>Customer</td><td>Contoso</td></tr></table>",
            "Priority\tHigh\nCustomer\tContoso",
        ),
        (
            "<table><tr><td>Priority</td><td>&nbsp;</td></tr><tr><td>Customer</td><td>C</td></tr></table>",
            "Priority\nCustomer\tC",
        ),
        (
            "<p>Steps:</p><ol><li>one</li><li><p>two</p></li></ol><ol start=3><li>three</ol>",
            "Steps:\n\n1. one\n2. two\n\n3. three",
        ),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        (
            "a<span style='display:none'>secret</span><div hidden>x</div><style>p{}</style><script>1</script>b<!-- c -->",
            "ab",
        ),
        (
            "<p class=MsoNormal>one<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>two</p>",
            "one\n\ntwo",
        ),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p>&lt;b&gt; &amp; 5 &lt; 6</p>", "<b> & 5 < 6"),
        ("plain <b>bold", "plain bold"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<blockquote style='margin:0 0 0 40px;border:none;padding:0'>indented</blockquote>", "indented"),
        ("<div>" * 5000 + "deep" + "</div>" * 5000, "deep"),
        ('<img src="data:image/png;base64,AAAA" alt="👍"> ok', "👍 ok"),
    ],
)
def test_html_reads_as_its_reader_sees_it(html: str, text: str) -> None:
    assert parse_message(HEAD + build_html(html), VOCABULARY).text == text


def test_of_two_forms_the_one_that_keeps_the_table_is_read() -> None:
    rich = build_html("<table><tr><td>Priority</td><td>High</td></tr></table>")
    assert read(build_multipart(b"\r\nPriority\r\n\r\nHigh", rich, kind=b"alternative")).text == "Priority\tHigh"


@every_row("html", ["", "<html><body></body></html>", "<p>Your mail program shows no plain text</p>"])
def test_the_plain_form_is_read_where_the_html_says_something_else(html: str) -> None:
    assert (
        read(build_multipart(b"\r\nPriority: High and more words", build_html(html), kind=b"alternative")).text
        == "Priority: High and more words"
    )


def test_flowed_lines_are_joined() -> None:
    body = b"Content-Type: text/plain; format=flowed\r\n\r\nIssue Summary: the export \r\nis down since \r\nFriday\r\n From here\r\n-- \r\nDana\r\n"
    assert read(body).text == "Issue Summary: the export is down since Friday\nFrom here"


@every_row(
    "rest",
    [
        b"Content-Type: multipart/mixed; boundary=----=_NextPart_1\r\n\r\n------=_NextPart_1\r\n\r\nhello\r\n------=_NextPart_1--\r\n",
        b'Content-Type: multipart/mixed; boundary="wrong"\r\n\r\n--right\r\nContent-Type: text/plain\r\n\r\nhello\r\n--right--\r\n',
        b"Content-Type: multipart/mixed\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x--\r\n",
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\nhello',
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nhello',
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\nhello',
        b"Content-Type: text/plain; name=mail.txt\r\n\r\nhello",
        b"Content-Type: text\r\n\r\nhello",
        b"Content-Transfer-Encoding: base64\r\n\r\naGVsbG8",
        b"Content-Transfer-Encoding: x-odd\r\n\r\nhello",
        b"\x00broken line\r\n\r\nhello",
    ],
)
def test_text_is_found_in_broken_mail(rest: bytes) -> None:
    assert "hello" in read(rest).text


def test_bare_carriage_returns_are_line_ends() -> None:
    message = parse_message(b"From: a@example.com\rSubject: x\r\rone\rtwo", VOCABULARY)
    assert (message.subject, message.text) == ("x", "one\ntwo")


def build_png(width: int, height: int, size: int = 100) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\0" * size


def build_file(content: bytes, kind: bytes, name: bytes, disposition: bytes = b"attachment") -> bytes:
    encoded = base64.encodebytes(content)
    return b"Content-Type: %s\r\nContent-Disposition: %s; %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s" % (
        kind,
        disposition,
        name,
        encoded,
    )


PICTURES = {
    "png": (build_png(800, 600), True),
    "logo": (build_png(120, 400), False),
    "gif": (b"GIF89a" + struct.pack("<HH", 200, 200) + b"\0" * 20, True),
    "bmp": (b"BM" + b"\0" * 16 + struct.pack("<ii", 300, -300), True),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 640, 480) + b"\0" * 9, True),
    "webp": (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (399).to_bytes(3, "little") + (50).to_bytes(3, "little"), False),
    "unreadable small": (b"x" * 19_999, False),
    "unreadable large": (b"x" * 20_000, True),
}


@every_row("name", PICTURES)
def test_a_picture_counts_when_it_has_the_size_of_a_screenshot(name: str) -> None:
    content, counts = PICTURES[name]
    (file,) = read(
        build_multipart(b"\r\nhello", build_file(content, b"image/png", b'filename="a.png"', b"inline"))
    ).files
    assert (file.name, file.size, file.counts, file.inline, file.content) == (
        "a.png",
        len(content),
        counts,
        True,
        content,
    )


@every_row(
    ("given_name", "name"),
    [
        (b'filename="error.log"', "error.log"),
        (b"filename*=utf-8''%E2%82%AC%20rates.log", "€ rates.log"),
        (b"filename*0*=utf-8''%E2%82; filename*1*=%AC.log", "€.log"),
        (b'filename="=?utf-8?Q?Gr=C3=B6=C3=9Fe.log?="', "Größe.log"),
        ('filename="Größe.log"'.encode(), "Größe.log"),
        (b'filename="../../etc/passwd"', "passwd"),
        (b'filename="C:\\temp\\a.log"', "a.log"),
        (b'filename="con.txt"', "_con.txt"),
        (b'filename="..."', "attachment.txt"),
        (b'filename="a\x00b\x1f.log"', "ab.log"),
        (b'filename="' + b"a" * 300 + b'.log"', "a" * 108 + ".log"),
        ('filename="gpj\u202e.exe"'.encode(), "gpj.exe"),
    ],
)
def test_a_files_name_is_safe_and_readable(given_name: bytes, name: str) -> None:
    (file,) = read(build_multipart(b"\r\nhello", build_file(b"x", b"text/plain", given_name))).files
    assert (file.name, file.counts) == (name, True)


def test_files_of_one_name_are_told_apart() -> None:
    part = build_file(b"x", b"text/plain", b"filename=a.log")
    assert [file.name for file in read(build_multipart(part, part, part)).files] == ["a.log", "a (2).log", "a (3).log"]


def test_an_attached_mail_is_a_file_and_not_read() -> None:
    inner = b"Content-Type: message/rfc822\r\n\r\nSubject: ESCALATION - old\r\n\r\nPriority: Low"
    message = read(build_multipart(b"\r\nsee attached", inner))
    assert message.text == message.whole_text == "see attached"
    assert [(file.name, file.counts) for file in message.files] == [("ESCALATION - old.eml", True)]


@every_row(
    ("rest", "reason"),
    [
        (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx", SMIME),
        (
            build_multipart(
                b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1",
                b"Content-Type: application/octet-stream\r\n\r\nx",
                kind=b"encrypted",
            ),
            PGP,
        ),
        (b"\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM\r\n-----END PGP MESSAGE-----\r\n", PGP),
        (
            build_multipart(
                b"\r\nopen it", b"Content-Type: application/x-microsoft-rpmsg-message; name=message.rpmsg\r\n\r\nx"
            ),
            PROTECTED,
        ),
    ],
)
def test_an_encrypted_mail_says_why_it_cannot_be_read(rest: bytes, reason: str) -> None:
    assert read(rest).unreadable == reason


def test_signed_mail_is_read_through() -> None:
    signature = b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx"
    message = read(build_multipart(b"\r\nhello", signature, kind=b"signed"))
    assert (message.text, message.files, message.unreadable) == ("hello", (), "")
    armoured = b"\r\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n- - one\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n"
    assert read(armoured).text == "hello\n- one"


def sign_opaquely(content: bytes, times: int) -> bytes:
    """Signed data without a signature, one inside the other."""
    for _ in range(times):
        octets = b"\x24\x80\x04" + b"\x82" + len(content).to_bytes(2, "big") + content + b"\0\0"
        inner = b"\x30\x80\x06\x09" + bytes.fromhex("2a864886f70d010701") + b"\xa0\x80" + octets + b"\0\0\0\0"
        signed = b"\x30\x80\x02\x01\x01\x31\x80\x30\x00\0\0" + inner + b"\0\0"
        data = b"\x30\x80\x06\x09" + bytes.fromhex("2a864886f70d010702") + b"\xa0\x80" + signed + b"\0\0\0\0"
        content = b"Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\n" + data
    return content


@every_row(("times", "text"), [(1, "hello"), (3, "hello"), (4, "")])
def test_what_is_signed_opaquely_is_opened_but_not_for_ever(times: int, text: str) -> None:
    message = read(sign_opaquely(b"Content-Type: text/plain\r\n\r\nhello", times))
    assert (message.text, bool(message.unreadable), message.refusal) == (text, not text, "")


@given(st.binary(max_size=60), st.integers(0, 150))
def test_a_damaged_signature_is_unreadable_and_no_more(junk: bytes, at: int) -> None:
    whole = sign_opaquely(b"\r\nhello", 1)
    head, _, data = whole.partition(b"\r\n\r\n")
    assert not read(head + b"\r\n\r\n" + data[:at] + junk + data[at:]).refusal


def test_winmail_is_named_and_told() -> None:
    message = read(build_multipart(b"\r\nhello", build_file(b"x", b"application/ms-tnef", b"filename=winmail.dat")))
    assert [(file.name, file.counts) for file in message.files] == [("winmail.dat", False)]
    assert any("winmail.dat" in defect for defect in message.defects)


def build_recipients(count: int, between: bytes) -> bytes:
    return b"To: " + between.join(b"u%d@example.com" % n for n in range(count)) + b"\r\n\r\nx"


def build_deep(depth: int) -> bytes:
    return (
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
        + b"\r\nhello"
    )


BOMBS: dict[str, tuple[Callable[[int], bytes], int, str]] = {
    "parts": (lambda n: build_multipart(*[b"\r\nx"] * n), 10_000, "more than 500 parts"),
    "depth": (build_deep, 1_000, "more than 20 deep"),
    "recipients": (lambda n: build_recipients(n, b", "), 10_000, "more than 200 people"),
    "more recipients": (lambda n: build_recipients(n, b",\r\n "), 20_000, "256,000 bytes"),
    "comments": (lambda n: b"Cc: " + b"(" * n + b"\r\n\r\nx", 1_000, ""),
    "closings": (lambda n: b"\r\nx\r\n" + b"thanks\r\n" * n, 25_000, ""),
    "attributions": (lambda n: b"In-Reply-To: <a@b>\r\n\r\n" + b"On 1 a@b.co 10:00\r\n" * n, 12_500, ""),
    "quotes": (lambda n: b"\r\n" + b"> a\r\n\r\nb\r\n" * n, 20_000, ""),
    "armour": (lambda n: b"\r\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\n" * n, 7_000, ""),
    "elements": (lambda n: build_html("<p>a" * n), 60_000, ""),
    "nested quotes": (lambda n: build_html("<blockquote type=cite>" * n + "x"), 40_000, ""),
    "boundary of dashes": (
        lambda n: b"Content-Type: multipart/mixed; boundary=-\r\n\r\n" + b"-" * n, 1_250_000, ""
    ),
    "parameters": (lambda n: b"Content-Type: text/plain; " + b'a="b;' * n + b"\r\n\r\nx", 40_000, ""),
    "encoded words": (lambda n: b"X-A: b\r\nCc: " + b"=?utf-8?q?a?= " * n + b"\r\n\r\nx", 15_000, ""),
    "flowed": (lambda n: b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \r\n" * n, 75_000, ""),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_no_mail_is_slow(name: str) -> None:
    build, size, refusal = BOMBS[name]
    messages: list[Message] = []
    check_growth(lambda raw: messages.append(read(raw)), build, size)
    message = messages[-1]
    assert message.sender == Address("dana@example.com", "Dana")
    assert refusal in message.refusal
    assert bool(refusal) == bool(message.refusal)


SNIPPETS = st.sampled_from(
    [b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Type: text/html\r\n", b"--b\r\n", b"--b--", b"\r\n\r\n", b"From: ", b"=?utf-8?b?", b"?=", b"<p>", b"> ",
     b"Content-Transfer-Encoding: base64\r\n", b"Subject: ", b"To: a@b.c, ", b"<table><td>", b"\x00", b"\xff\xfe", b"charset=", b"On 1 a@b.c wrote:\n", b"-- \n", b"\x1b$B", b"Auto-Submitted: x\r\n",
     b"multipart/report", b"Date: ", b"message/delivery-status", b"Content-Disposition: attachment; filename*0*=", b"<blockquote type=cite>", b"\xc3", b"(" * 60]
)  # fmt: skip


@given(st.lists(st.one_of(SNIPPETS, st.binary(max_size=30)), max_size=25).map(b"".join))
@example(b"From ")
@example(b"Content-Type: multipart/mixed; boundary=\r\n\r\n--")
def test_any_bytes_give_a_clean_message(raw: bytes) -> None:
    message = parse_message(raw, VOCABULARY)
    assert "could not be read" not in message.refusal
    for text in (
        message.subject,
        message.text,
        message.whole_text,
        *(file.name for file in message.files),
        *(one.name for one in message.to),
    ):
        text.encode("utf-8")
        assert not any((char < " " and char not in "\n\t") or "\x7f" <= char <= "\x9f" for char in text)
    assert message.sent_at is None or message.sent_at.tzinfo is UTC
