"""The same letter as gateways, lists and careless programs hand it over: encodings and charsets misspelt, parts bent,
sealed, and with the files that programs add."""

# ruff: noqa: E501 - a mail to a line

import base64
import binascii
import quopri
import struct

from tests.corpus.expected import Made, short_of, whole
from tests.corpus.programs import CRLF, head, write

ODD = "Rechnungen für Müller & Söhne – “doppelt” gedruckt, 5 € je Stück."
WORDS = write({"Issue Summary": ODD}).replace("\n", CRLF)
PLAIN = write().replace("\n", CRLF)
BARE = write({"Attachments": None}).replace("\n", CRLF)
ARMOUR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA5cV0mZ9XxYyAQfabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST\nabcdEFGH0123+/==\n=aBcD\n-----END PGP MESSAGE-----\n"
UTF_8 = "text/plain; charset=utf-8"
SEALED = {"verdict": "unreadable"}


def mail(kind: str, encoding: str, content: bytes, **more: str) -> bytes:
    fields = {"MIME-Version": "1.0", "Content-Type": kind, "Content-Transfer-Encoding": encoding, **more}
    return (head(more={name: value for name, value in fields.items() if value}) + CRLF).encode() + content


def multi(kind: str, *parts: bytes, boundary: str = "b", parameters: str = "") -> bytes:
    body = b"".join(b"--b\r\n%s\r\n" % part for part in parts) + b"--b--\r\n"
    return mail(f'multipart/{kind}; boundary="{boundary}"{parameters}', "", body)


def part(kind: str, content: bytes, name: str = "", disposition: str = "attachment", encoding: str = "base64") -> bytes:
    said = f'; name="{name}"' if name else ""
    file = f'; filename="{name}"' if name else ""
    content = base64.encodebytes(content) if encoding == "base64" else content
    where = f"Content-Disposition: {disposition}{file}\r\n" if disposition else ""
    return f"Content-Type: {kind}{said}\r\n{where}Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + content


def letter(text: str = PLAIN, kind: str = UTF_8) -> bytes:
    return part(kind, text.encode(), "", "", "8bit")


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\0" * 60


def der(tag: int, *content: bytes) -> bytes:
    joined = b"".join(content)
    size = len(joined)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + joined


def name_of(number: int) -> bytes:
    """1.2.840.113549.1.7.x of RFC 5652."""
    return der(6, bytes.fromhex("2a864886f70d0107") + bytes([number]))


ENVELOPED = der(0x30, name_of(3), der(0xA0, der(0x30, b"\x02\x01\x00", b"x" * 300)))
SIGNED = der(
    0x30,
    name_of(2),
    der(0xA0, der(0x30, b"\x02\x01\x01", der(0x31), der(0x30, name_of(1), der(0xA0, der(4, letter(WORDS)))), b"y" * 60)),
)  # fmt: skip

quoted, coded = quopri.encodestring(WORDS.encode()), base64.encodebytes(WORDS.encode())
ENCODED = {
    "quoted-with-a-charset-behind-it": mail(UTF_8, "quoted-printable; charset=utf-8", quoted),
    "quoted-with-an-underscore": mail(UTF_8, "quoted_printable", quoted),
    "quoted-in-a-list": mail(UTF_8, "quoted-printable, 8bit", quoted),
    "quoted-and-not-said": mail(UTF_8, "", quoted),
    "quoted-and-called-7bit": mail(UTF_8, "7bit", quoted),
    "base64-with-a-hyphen": mail(UTF_8, "BASE-64", coded),
    "base64-as-b64": mail(UTF_8, "b64", coded),
    "base64-and-not-said": mail(UTF_8, "", coded),
    "base64-above-a-lists-footer": mail(UTF_8, "base64", coded + b"\r\n-- \r\nops mailing list\r\nhttps://lists.example/ops\r\n"),
    "base64-in-two-pieces": mail(UTF_8, "base64", base64.encodebytes(WORDS.encode()[:100]) + base64.encodebytes(WORDS.encode()[100:])),
    "plain-and-called-base64": mail(UTF_8, "base64", WORDS.encode()),
    "eight-bit-with-a-hyphen": mail(UTF_8, "8-bit", WORDS.encode()),
    "encoding-unknown": mail(UTF_8, "x-unknown", WORDS.encode()),
    "charset-in-single-quotes": mail("text/plain; charset='utf-8'", "8bit", WORDS.encode()),
    "charset-encoded-twice": mail('text/plain; charset=3D"utf-8"', "8bit", WORDS.encode()),
    "charset-behind-no-semicolon": mail("text/plain charset=utf-8", "8bit", WORDS.encode()),
    "utf-8-called-ascii": mail('text/plain; charset="us-ascii"', "8bit", WORDS.encode()),
    "utf-8-called-latin-1": mail("text/plain; charset=latin-1", "8bit", WORDS.encode()),
    "windows-1252-called-utf-8": mail(UTF_8, "8bit", WORDS.encode("cp1252")),
    "windows-1252-called-latin-9": mail("text/plain; charset=iso-8859-15", "8bit", WORDS.encode("cp1252")),
    "windows-1252-called-unknown": mail("text/plain; charset=x-unknown", "8bit", WORDS.encode("cp1252")),
    "windows-1252-by-its-standards-name": mail("text/plain; charset=ISO_8859-1:1987", "8bit", WORDS.encode("cp1252")),
    "utf-16-without-a-mark": mail("text/plain; charset=utf-16", "base64", base64.encodebytes(WORDS.encode("utf-16-le"))),
    "utf-16-called-utf-8": mail(UTF_8, "base64", base64.encodebytes(WORDS.encode("utf-16-be"))),
    "type-unknown-text": mail("text/x-web-markdown", "8bit", WORDS.encode()),
    "type-turned-round": mail("plain/text; charset=utf-8", "8bit", WORDS.encode()),
    "type-octet-stream": mail("application/octet-stream", "8bit", WORDS.encode()),
    "type-without-meaning-in-a-part": multi("mixed", letter(WORDS, "unknown/unknown")),
    "parts-under-a-type-of-text": mail("text/plain", "", b"--b\r\n" + letter(WORDS) + b"\r\n--b--\r\n"),
    "parts-under-another-boundary": multi("mixed", letter(WORDS), boundary="3Db"),
    "parts-with-three-line-ends": multi("mixed", letter(WORDS)).replace(b"\r\n", b"\r\r\n"),
    "text-attached-without-a-name": multi("mixed", part(UTF_8, WORDS.encode(), "", "attachment", "8bit")),
    "smime-signed-called-octet-stream": mail('application/octet-stream; name="smime.p7m"', "base64", base64.encodebytes(SIGNED)),
    "smime-signed-without-a-name": mail("application/octet-stream", "base64", base64.encodebytes(SIGNED)),
    "pgp-signature-without-its-head": mail(UTF_8, "8bit", (WORDS + "-----BEGIN PGP SIGNATURE-----\r\n\r\niQEz\r\n-----END PGP SIGNATURE-----\r\n").encode()),
}  # fmt: skip
CODE_PAGES = {"x-cp850": "cp850", "ibm-437": "cp437", "x-macroman": "mac-roman", "dos-850": "cp850"}
ASC = part("application/octet-stream", ARMOUR.encode(), "encrypted.asc")
VERSION = part("application/pgp-encrypted", b"Version: 1\n", "", "", "7bit")
SEALS = {
    "pgp-in-a-page": mail("text/html; charset=utf-8", "7bit", f"<html><body><div>{ARMOUR.replace(chr(10), '</div><div>')}</div></body></html>".encode()),
    "pgp-in-one-line-of-a-page": mail("text/html", "7bit", f"<p><span>{' '.join(ARMOUR.split(chr(10)))}</span></p>".encode()),
    "pgp-with-long-dashes": mail(UTF_8, "8bit", ARMOUR.replace("-----", "—–—").encode()),
    "pgp-below-words": mail(UTF_8, "8bit", f"Hello,\n\nthe details:\n\n{ARMOUR}\nDana\n".encode()),
    "pgp-in-one-of-several": mail(UTF_8, "8bit", ARMOUR.replace("MESSAGE", "MESSAGE, PART 1/2").encode()),
    "pgp-bent-to-mixed": multi("mixed", letter("Empty Message\r\n"), VERSION, ASC),
    "pgp-with-the-version-as-a-file": multi("mixed", letter(" \r\n"), part("application/octet-stream", b"Version: 1", "ATT00001"), part("application/octet-stream", ARMOUR.encode(), "ATT00002")),
    "pgp-as-a-file-alone": mail('application/octet-stream; name="msg.asc"', "7bit", ARMOUR.encode()),
    "pgp-under-a-gateways-sentence": multi("mixed", letter("This is an encrypted message.\r\n"), ASC),
    "pgp-packets": multi("mixed", letter(" \r\n"), part("application/octet-stream", b"\x85\x01\x0c\x03" + b"z" * 200, "message.pgp")),
    "pgp-encrypted-without-parts": mail('multipart/encrypted; protocol="application/pgp-encrypted"; boundary="lost"', "", f"Version: 1\n\n{ARMOUR}".encode()),
    "smime-called-octet-stream": multi("mixed", part("application/octet-stream", ENVELOPED, "smime.p7m"), letter("footer of a list\r\n")),
    "smime-without-a-name": multi("mixed", letter(" \r\n"), part("application/octet-stream", ENVELOPED, "ATT00001.dat")),
    "smime-as-text": mail(UTF_8, "7bit", base64.encodebytes(ENVELOPED)),
    "rights-as-octet-stream": multi("mixed", letter("To read it use Outlook.\r\n"), part("application/octet-stream", b"x", "message_v2.rpmsg")),
    "secure-envelope": multi("mixed", letter("You have a secure message.\r\n"), part("text/html", b"<html>x</html>", "securedoc_20260302T100000.html")),
}  # fmt: skip
# name: (type, the file's name, its content)
ADDED = {
    "exchange-tail": ("text/plain", "ATT00001.txt", b"_____\nDisclaimer of the company"),
    "exchange-page": ("text/html", "ATT00002.htm", b"<html><body><br></body></html>"),
    "thunderbird-deleted": ("text/x-moz-deleted", "Deleted: error.log", b"You deleted an attachment from this message. The original MIME headers for the attachment were:\nContent-Type: text/plain"),
    "gateway-removed": ("text/plain", "error.zip.txt", b"This attachment has been removed because its type is blocked.\nName: error.zip"),
    "gateway-removed-german": ("text/html", "logs.htm", b"<html><body>Der Anhang wurde entfernt: logs.zip</body></html>"),
    "gateway-replaced": ("application/pdf", "report.pdf", b"The original attachment was believed to be infected and has been deleted."),
    "mailscanner": ("text/plain", "example-Attachment-Warning.txt", b"This is a message from the MailScanner E-Mail Virus Protection Service"),
    "empty": ("text/plain", "error.log", b""),
    "blank": ("text/plain", "error.log", b" \r\n\r\n"),
    "key": ("application/octet-stream", "key.txt", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQEN"),
    "tnef-renamed": ("application/octet-stream", "part.bin", b'x\x9f>"\x01\x00'),
    "card-without-a-type": ("application/octet-stream", "dana", b"BEGIN:VCARD\r\nFN:Dana\r\nEND:VCARD\r\n"),
    "reaction": ("application/json", "reaction", b'{"version": 1, "emoji": "\xf0\x9f\x91\x8d"}'),
    "office-theme": ("application/vnd.ms-officetheme", "themedata.thmx", b"PK\x03\x04"),
    "pixel": ("image/gif", "p.gif", b"GIF89a" + struct.pack("<HH", 1, 1) + b"\0" * 20),
    "logo-called-att": ("image/png", "ATT00001.png", png(120, 40)),
    "flat-tiff": ("image/tiff", "line.tif", b"II*\0" + struct.pack("<IHHHIIHHII", 8, 2, 256, 4, 1, 900, 257, 4, 1, 60)),
}  # fmt: skip
LOG = bytes(range(256)) * 2
FILE = part("application/octet-stream", LOG, "error.log")


def uuencode(content: bytes, name: str) -> bytes:
    lines = (binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45))
    return b"begin 644 %s\n%s`\nend\n" % (name.encode(), b"".join(lines))


def inner(kind: str, *parts: bytes, boundary: str = "b", closing: bool = True, above: str = "") -> bytes:
    edge = f"--{boundary}".encode()
    body = b"".join(edge + b"\r\n" + one + b"\r\n" for one in parts) + (edge + b"--\r\n") * closing
    return f'{above}Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode() + body


BOTH = letter(BARE), part("text/html", b"<p>" + BARE.replace(CRLF, "<br>").encode() + b"</p>", "", "", "8bit")
PASSED = "Content-Type: message/rfc822\r\n\r\nFrom: Ada <ada@x.example>\r\nSubject: Doubled\r\n"
UU = part("application/octet-stream", uuencode(LOG, "error.log"), "", "", "x-uuencode")
# Files that programs nest, encode and write so that they are easily lost; each mail has these files, and its words.
HIDDEN = {
    "behind-an-inner-boundary-of-the-same-name": (multi("mixed", inner("alternative", *BOTH), FILE), ["error.log"]),
    "behind-two-inner-boundaries-of-the-same-name": (multi("mixed", inner("related", inner("alternative", *BOTH), part("application/octet-stream", LOG, "in.log")), FILE), ["in.log", "error.log"]),
    "behind-an-inner-boundary-that-is-not-closed": (multi("mixed", inner("alternative", *BOTH, closing=False), FILE), ["error.log"]),
    "behind-an-attached-mail-of-the-same-boundary": (multi("mixed", letter(BARE), inner("mixed", letter("Priority: Low\r\n"), above=PASSED), FILE), ["Doubled.eml", "error.log"]),
    "behind-the-closing-boundary": (multi("mixed", letter(BARE)) + b"--b\r\n" + FILE + b"\r\n--b--\r\n", ["error.log"]),
    "uuencoded-part": (multi("mixed", letter(BARE), UU), ["error.log"]),
    "uuencoded-part-called-uue": (multi("mixed", letter(BARE), UU.replace(b"x-uuencode", b"x-uue")), ["error.log"]),
    "uuencoded-text-part": (multi("mixed", letter(BARE), UU.replace(b"application/octet-stream", b"text/plain")), ["error.log"]),
    "written-into-the-text": (mail(UTF_8, "7bit", BARE.encode() + b"\r\n" + uuencode(LOG, "error.log")), ["error.log"]),
    "written-into-the-text-as-base64": (mail(UTF_8, "7bit", BARE.encode() + b"\nbegin-base64 644 error.log\n" + base64.encodebytes(LOG) + b"====\n"), ["error.log"]),
    "base64-misspelt": (multi("mixed", letter(BARE), FILE.replace(b"Encoding: base64", b"Encoding: base46")), ["error.log"]),
    "picture-in-base64-and-not-said": (multi("mixed", letter(BARE), part("image/png", png(800, 600), "shot.png").replace(b"Content-Transfer-Encoding: base64\r\n", b"")), ["shot.png"]),
}  # fmt: skip
REAL = {
    "heic": ("image/heic", "IMG_0001.heic", struct.pack(">I4s4s", 24, b"ftyp", b"heic") + b"\0" * 12 + b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", 4032, 3024)),
    "tiff": ("image/tiff", "scan.tif", b"MM\0*" + struct.pack(">IHHHIIHHIHH", 8, 2, 256, 4, 1, 1200, 257, 3, 1, 800, 0)),
    "screenshot-called-att": ("image/png", "ATT00001.png", png(1280, 800)),
    "encrypted-log": ("application/octet-stream", "error.log.gpg", b"\x85\x01\x0c\x03" + b"z" * 200),
    "signed-document": ("application/pkcs7-mime", "invoice.pdf.p7m", der(0x30, name_of(2), der(0xA0, der(0x30, b"\x02\x01\x01", der(0x31), der(0x30, name_of(1), der(0xA0, der(4, b"%PDF-1.4"))))))),
    "log-about-attachments": ("text/plain", "mail.log", b"10:02 attachment was removed by the filter"),
}  # fmt: skip


def build() -> Made:
    for name, raw in ENCODED.items():
        yield f"gateway-{name}", raw, whole(issue_summary=ODD)
    for label, codec in CODE_PAGES.items():
        said = "Größe der Rechnungen für Müller ändert sich."
        raw = mail(
            f"text/plain; charset={label}", "8bit", write({"Issue Summary": said}).replace("\n", CRLF).encode(codec)
        )
        yield f"gateway-charset-{label}", raw, whole(issue_summary=said)
    for name, raw in SEALS.items():
        yield f"sealed-{name}", raw, SEALED
    for name, (kind, file, content) in ADDED.items():
        yield (
            f"added-{name}",
            multi("mixed", letter(BARE), part(kind, content, file)),
            short_of("files", attachments=[]) | {"files": []},
        )
    for name, (kind, file, content) in REAL.items():
        yield (
            f"file-{name}",
            multi("mixed", letter(BARE), part(kind, content, file)),
            whole(attachments=[]) | {"files": [file]},
        )
    for name, (raw, files) in HIDDEN.items():
        yield f"file-{name}", raw, whole(attachments=[]) | {"files": files}
