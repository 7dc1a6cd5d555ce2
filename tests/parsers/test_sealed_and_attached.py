"""A template beside something encrypted, and templates in attached mails however they are attached (behaviour B2.14,
B3.21)."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.model import Form
from parsers.subject import parse_subject
from tests.builders import build_form, build_mail
from tests.vocabulary import VOCABULARY

PGP = "-----BEGIN PGP MESSAGE-----\n\nhQEMA0123456789abcdef\n=abcd\n-----END PGP MESSAGE-----\n"
TEMPLATE = build_mail("Exports")


def attach(kind: str, inner: bytes, cover: str = "") -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Message-ID"] = "dana@example.com", "support@example.com", "<outer@example.com>"
    mail["Subject"] = "Fwd: ESCALATION"
    mail.set_content(cover)
    if kind == "message/rfc822":
        mail.add_attachment(message_from_bytes(inner, policy=policy.SMTP))
    else:
        mail.add_attachment(inner, *kind.split("/"), filename="a.eml")
    return mail.as_bytes()


def read(raw: bytes) -> Form:
    message = parse_message(raw, VOCABULARY)
    return parse_form(message, parse_subject(message.subject, VOCABULARY.subject), VOCABULARY.aliases)


def test_a_template_that_can_be_read_is_not_called_unreadable() -> None:
    body = f"{build_form()}\nThis is what she sent:\n\n{PGP}"
    for raw in (build_mail("ESCALATION - x", body), build_mail("ESCALATION - x", html=f"<pre>{body}</pre>")):
        message = parse_message(raw, VOCABULARY)
        assert message.unreadable == ""
        assert message.text.endswith("[PGP MESSAGE]")
    assert parse_message(build_mail("ESCALATION - x", f"Hi, see below.\n\n{PGP}"), VOCABULARY).unreadable


def test_an_attached_mail_is_read_whatever_it_is_called_and_how_deep_it_lies() -> None:
    inside = attach("message/rfc822", TEMPLATE, "Anna says: urgent for the CFO")
    wrong = []
    for kind in ("message/rfc822", "application/octet-stream", "text/plain"):
        for inner, words in ((TEMPLATE, ""), (inside, "Anna says: urgent for the CFO")):
            form = read(attach(kind, inner))
            if (form.fields.customer, form.words) != ("Contoso", words):
                wrong.append((kind, words, form.fields.customer, form.words))
    assert wrong == []


def test_a_file_that_is_no_mail_stays_a_file() -> None:
    assert read(attach("application/octet-stream", b"Customer: Contoso, and no mail at all\n")).fields.customer is None
