"""What looks sealed and can be read; the sealed ones are in the corpus (`sealed-…`)."""

# ruff: noqa: E501 - a mail to a line

import base64

from parsers.message import parse_message
from parsers.mime.seals.sealed import PGP, SMIME
from tests.corpus.gateways import ARMOUR, BARE, ENVELOPED, PLAIN, SIGNED, der, letter, mail, multi, part
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

QUOTED = "> " + ARMOUR.replace("\n", "\n> ")


@every_row(
    "raw",
    [
        mail("text/plain", "8bit", f"{PLAIN}\nOn Mon, Kim wrote:\n{QUOTED}".encode()),
        mail("text/plain", "8bit", f"{PLAIN}\nOur tool prints -----BEGIN PGP MESSAGE----- into the log.".encode()),
        multi("mixed", letter(), part("application/octet-stream", ARMOUR.encode(), "customers.csv.asc")),
        multi("mixed", letter(), part("application/octet-stream", SIGNED, "smime.p7s")),
        multi("mixed", letter(), part("application/octet-stream", der(0x30, der(0x30, b"x" * 300)), "server.cer")),
        multi("mixed", letter(), part("application/pkcs7-mime; smime-type=certs-only", SIGNED, "smime.p7c")),
        mail("text/plain", "7bit", base64.encodebytes(SIGNED)),
        mail("text/plain", "8bit", f"{BARE}\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ\n-----END PGP PUBLIC KEY BLOCK-----\n".encode()),
    ],
    ids=["quoted", "named", "a file", "a signature", "a certificate", "certificates", "signed as text", "a key"],
)  # fmt: skip
def test_what_only_looks_sealed_is_read(raw: bytes) -> None:
    message = parse_message(raw, VOCABULARY)
    assert message.unreadable == ""
    assert "Customer Impact: Accounting sorts 400 pages by hand every day." in message.text
    assert "mQ" not in message.text


def test_the_reason_names_who_sealed_it() -> None:
    assert parse_message(mail("application/octet-stream", "7bit", ARMOUR.encode()), VOCABULARY).unreadable == PGP
    coded = base64.encodebytes(ENVELOPED)
    assert parse_message(mail("text/plain", "base64", coded), VOCABULARY).unreadable == SMIME
