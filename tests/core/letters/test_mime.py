"""Letters as bytes: nothing a value holds breaks out of its place."""

from email import message_from_bytes, policy

from daemon.core.letters.mime import Attachment, render_address, render_header, render_mime
from parsers.model import Address
from tests.tables import every_row

HOSTILE = [
    "a\r\nBcc: eve@evil.example",
    "a\nX: y",
    "a\u2028X: y",
    "a\0b",
    "=?utf-8?q?a=0D=0ABcc:_e@x.y?=",
    "\u202etxt",
    "ü" * 400,
    "x" * 2000,
]


@every_row("value", HOSTILE)
def test_a_value_stays_in_its_header(value: str) -> None:
    raw = render_mime([render_header("Subject", value), "To: a@b.example"], "text", "<p>x</p>", (), "b")
    mail = message_from_bytes(raw, policy=policy.default)
    assert set(mail.keys()) == {"Subject", "To", "Content-Type", "MIME-Version"}
    assert "\0" not in str(mail["Subject"])
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


@every_row(
    "email",
    ["a@b.c, evil@x.y", "<a@b.c>,<e@x.y>", "a@b.c\r\nBcc: e@x.y", "g:a@b.c;", "a b@c.d", "a@b.c\0", "a", "@", "a@"],
)
def test_one_address_never_becomes_two(email: str) -> None:
    mail = message_from_bytes(
        b"To: " + render_address(Address(email, "Ada, Okafor")).encode() + b"\r\n\r\n", policy=policy.default
    )
    assert len(mail["To"].addresses) == 0
    assert set(mail.keys()) == {"To"}


@every_row("name", ["Ada Okafor", 'Ada "the" Okafor, Ltd', "Ädä Öкафор", "a\r\nBcc: x@y.z", "<e@x.y>"])
def test_a_name_stays_a_name(name: str) -> None:
    mail = message_from_bytes(
        b"To: " + render_address(Address("a@b.example", name)).encode() + b"\r\n\r\n", policy=policy.default
    )
    (address,) = mail["To"].addresses
    assert address.addr_spec == "a@b.example"
    assert address.display_name == " ".join(name.split())


@every_row("text", ["plain", "x" * 3000, "From me\n.\n..", "Grüße " * 400, "日本語の文" * 300, "a = b\t= c \n\nend "])
def test_texts_come_out_as_they_went_in(text: str) -> None:
    file = Attachment("bericht ü.log", "text/plain", b"\x00\xff" * 500)
    raw = render_mime(["Subject: x"], text, f"<p>{text}</p>", (file,), "b")
    mail = message_from_bytes(raw, policy=policy.default)
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == text
    assert html is not None
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("bericht ü.log", "text/plain")
    assert attached.get_payload(decode=True) == file.content
